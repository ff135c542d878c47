"""What a cell shows, in its three forms: text, HTML, Typst."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest
import typst

from goldenthread.display.criterion import Callout, Count, CriterionHeading, StatStrip, WorkingSteps
from goldenthread.display.figure import Chart
from goldenthread.display.markup import HTML, REPORT, TEXT, TYPST, breakable, literal, string
from goldenthread.display.maturity import MaturityScale, Stage, StageText
from goldenthread.display.opening import Desk, Opening, components, stylesheet
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Column, DataTable
from goldenthread.display.words import Bullets, Heading, Prose, Terms
from goldenthread.judgement.rating import Rating

HOSTILE = '<script>alert("x")</script> & #panic("y") \\ $1$ *b* [c]'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0 L9 9"/></svg>'


def every_kind(words: str) -> list[object]:
    mark = RatingMark(Rating.RED, Rating.AMBER)
    return [
        Opening(words, words, ((words, words),), (words,)),
        StatStrip((Count(3, mark, words),)),
        Heading(words),
        Callout(words, words, Rating.RED, words, words),
        CriterionHeading(words, words, mark, words),
        Prose(words),
        Prose(words, quiet=True),
        Bullets(((words, words),)),
        DataTable(
            words,
            (Column(words), Column(words, True), Column(words, code=True)),
            ((words, (words, mark), words), (words, mark, (words, words))),
            words,
        ),
        Terms(((words, words), (words, words))),
        Terms(((words, words),), "glossary"),
        Chart(words, SVG, words, words),
        Chart(words, None, "", words),
        WorkingSteps(words, mark, ((words, words, words),)),
        MaturityScale(
            words,
            (Stage(words, (words,), reached=True), Stage(words)),
            (StageText(words, words, words, mark, (words,)),) * 2,
        ),
    ]


def test_an_exception_at_several_places_has_a_line_for_each():
    callout = Callout("1.1 Results", "North: 1 of 2.\nSouth: 0 of 2.", Rating.RED)
    assert "<p>North: 1 of 2.</p><p>South: 0 of 2.</p>" in callout.html()
    assert '"North: 1 of 2.\\nSouth: 0 of 2."' in callout.typst()


@pytest.mark.parametrize("shown", every_kind(HOSTILE), ids=lambda shown: type(shown).__name__)
def test_no_text_from_outside_becomes_markup(shown):
    page = shown.html()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", shown.typst())
    assert "panic" not in outside
    assert "alert" not in outside


def test_every_kind_is_set_as_an_accessible_pdf_with_the_text_as_it_is_spelt():
    body = "".join(shown.typst() for shown in every_kind(HOSTILE))
    head = '#set document(title: "Test", date: datetime(year: 2022, month: 8, day: 31))\n'
    source = head + '#set text(lang: "en")\n' + components() + "\n" + body
    pdf = typst.compile(source.encode(), pdf_standards=["ua-1"])
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("rating", list(Rating))
def test_a_rating_is_word_shape_and_colour(rating):
    page = RatingMark(rating).html()
    assert rating.value in page
    assert "<svg" in page
    tone = rating.value.lower() if rating.is_colour else "state"
    tone = "apart" if rating is Rating.DOES_NOT_APPLY else tone
    assert f"gt-{tone}" in page
    assert f'tone: "{tone}"' in RatingMark(rating).typst()


def test_each_colour_has_a_shape_of_its_own_and_so_has_what_does_not_apply():
    shapes = {re.search(r"<svg.*?</svg>", RatingMark(r).html())[0] for r in Rating}
    assert len(shapes) == 5
    assert RatingMark(Rating.DOES_NOT_APPLY).text() == "– Does not apply"


def test_every_rating_is_set_as_an_accessible_pdf():
    body = "\n\n".join(RatingMark(rating).typst() for rating in Rating)
    head = '#set document(title: "Test", date: datetime(year: 2022, month: 8, day: 31))\n'
    source = head + '#set text(lang: "en")\n' + components() + "\n" + body
    pdf = typst.compile(source.encode(), pdf_standards=["ua-1"])
    assert pdf.startswith(b"%PDF")


def test_the_rating_before_stands_beside_the_rating_now():
    mark = RatingMark(Rating.GREEN, Rating.NO_DATA)
    assert mark.text() == "● Green (was no data)"
    assert '<span class="gt-was">was no data</span>' in mark.html()
    apart = RatingMark(Rating.GREEN, Rating.DOES_NOT_APPLY)
    assert apart.text() == "● Green (did not apply)"
    # Its results may have been awaited long after the day on which it was due.
    awaited = RatingMark(Rating.GREEN, Rating.NOT_YET_DUE)
    assert awaited.text() == "● Green (was not judged yet)"


@pytest.mark.parametrize(
    ("ink", "wash"),
    [
        ("#0b6b3a", "#e3f2e8"),
        ("#7a4b00", "#fdf0d0"),
        ("#a3141e", "#fbe4e4"),
        ("#4b5563", "#eef0f3"),
    ],
)
def test_marks_have_the_contrast_of_text(ink, wash):
    assert ink in stylesheet()
    assert wash in stylesheet()
    light, dark = sorted((_luminance(wash), _luminance(ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_a_table_can_be_followed_by_a_screen_reader():
    table = DataTable(
        "Scores, summer", (Column("School"), Column("Score", True)), (("North", "1.0"),)
    )
    cells = _Cells()
    cells.feed(table.html())
    heads = [attrs.get("scope") for tag, attrs in cells.found if tag == "th"]
    assert heads == ["col", "col", "row"]
    assert "<caption>Scores, summer</caption>" in table.html()
    assert any(a.get("role") == "group" and a.get("aria-label") for _, a in cells.found)
    assert "table.header" in components()


def test_a_frame_becomes_a_table_with_its_figures_to_the_right():
    frame = pd.DataFrame({"School": ["North", "South"], "n": [3, None]})
    table = DataTable.of(frame, "Counts")
    assert [column.numeric for column in table.columns] == [False, True]
    assert table.rows[1] == ("South", "–")


def test_a_scale_of_maturity_is_read_in_words():
    scale = MaturityScale(
        "Stages",
        (Stage("Developing", ("Summer 2018",), reached=True), Stage("Embedding", ("needed",))),
        (StageText("Developing", "In line.", "true", RatingMark(Rating.GREEN), ("8 schools",)),),
    )
    assert scale.text().splitlines() == [
        "Stages: ● Developing (Summer 2018) → ○ Embedding (needed)",
        "Developing: “In line.”",
        "  ● Green true",
        "  - 8 schools",
    ]
    assert '<ol class="gt-scale" aria-label="Stages" role="list"><li class="gt-reached">' in (
        scale.html()
    )


def test_an_opening_tells_exporters_what_the_report_is():
    bundle = Opening("k", "t", (), (), metadata={"title": "t"})._repr_mimebundle_()
    assert set(bundle) == {TEXT, HTML, TYPST, REPORT}
    assert bundle[REPORT] == {"title": "t"}


def test_the_desk_is_for_jupyterlab_alone():
    bundle = Desk(synthetic=True)._repr_mimebundle_()
    assert set(bundle) == {TEXT, HTML}
    assert "<style>" in bundle[HTML]
    assert "Synthetic data." in bundle[HTML]
    assert "Synthetic" not in Desk().html()


def test_a_term_that_follows_itself_is_said_once():
    page = Terms((("Source", "a.xlsx"), ("Source", "b.xlsx"))).html()
    assert page.count("<dt>") == 1
    assert page.count("<dd>") == 2


@pytest.mark.parametrize(
    ("words", "least", "printed"),
    [
        ("Moreton.xlsx, rows 6–128", 30, "Moreton.xlsx, rows 6–128"),
        ("Moreton_2022.xlsx", 12, "Moreton_|2022.|xlsx"),
        ("a b_c 0123456789abcdef", 12, "a b_c 01234567|89abcdef|"),
        ("", 1, ""),
    ],
)
def test_print_may_break_only_words_too_long_for_a_line(words, least, printed):
    assert breakable(words, least).replace("\u200b", "|") == printed


def test_hashes_and_names_of_files_are_set_small():
    table = DataTable("", (Column("File"), Column("Hash", code=True)), (("a_name.xlsx", "0" * 64),))
    assert f'gt-hash("{"0" * 64}")' in table.typst()
    named = DataTable("", (Column("File", code=True),), (("Moreton_results.xlsx",),)).typst()
    assert 'gt-code("Moreton_\u200bresults.\u200bxlsx")' in named


def test_text_is_a_typst_literal_whatever_is_in_it():
    assert string('a "b" \\ \n\t\x00') == '"a \\"b\\" \\\\ \\n  "'
    assert literal(["a", None, True, 1.5]) == '("a", none, true, 1.5, )'


def test_forms_are_as_agreed_with_the_stylesheet():
    heading = CriterionHeading("1.1", "Text", RatingMark(Rating.AMBER), "Why.", "c-1")
    assert heading.html() == (
        '<div class="gt gt-criterion"><div class="gt-criterion-head"><h3 id="c-1">1.1 Text</h3>'
        '<span class="gt-mark"><span class="gt-rating gt-amber"><svg viewBox="0 0 10 10" '
        'aria-hidden="true" focusable="false"><path d="M5 .6 9.8 9.4H.2z" fill="currentColor"/>'
        '</svg>Amber</span></span></div><p class="gt-why">Why.</p></div>'
    )
    assert heading.typst() == (
        '#gt-criterion("1.1", "Text", rating: gt-rating("Amber", tone: "amber"), '
        'reason: "Why.", level: 3)\n'
    )
    assert Prose("No data.", quiet=True).html() == '<p class="gt gt-quiet">No data.</p>'


LONG = "A sentence that is long enough to need a line of its own on every screen there is."


@pytest.mark.parametrize(
    ("heads", "row", "slides"),
    [
        (("School", "Share"), ("North School", "81.8%"), False),
        (("School", "Rating", "Why"), ("North School", "Green", LONG), True),
        (("School", "One", "Two", "Three", "Four"), ("North", "1", "2", "3", "4"), True),
    ],
)
def test_a_table_wider_than_a_small_screen_says_that_it_slides(heads, row, slides):
    table = DataTable("Caption", tuple(map(Column, heads)), (row,))
    assert ("gt-slides" in table.html()) is slides
    stacked = replace(table, stacks=True).html()
    assert "gt-slides" not in stacked
    assert f'<td data-head="{heads[1]}">' in stacked
    assert {"gt-slides", "gt-stacks"} <= set(re.findall(r"gt-\w+", stylesheet()))
