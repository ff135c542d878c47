"""The HTML page of a report: whole in itself, closed to everything else, and a proper document."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from types import SimpleNamespace

import nbformat
import pytest
from executed_by_hand import executed, shown
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_code_cell, new_notebook

from goldenthread.display.words import Prose
from goldenthread.errors import ReportError
from goldenthread.render.document import About, read_document
from goldenthread.render.html.cut_fonts import cut
from goldenthread.render.html.fonts import WEIGHTS, cut_file, font_faces
from goldenthread.render.html.page import Links, render_html, render_page


class _Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def page_of(*args: object, links: Links | None = None, **kwargs: object) -> str:
    return render_html(read_document(executed(*args, **kwargs)), links)


def test_a_page_runs_no_script_and_fetches_nothing() -> None:
    page = page_of(markdown="![A picture](https://example.org/x.png) <script>alert(1)</script>")
    elements = _Elements(page)
    assert not elements.named("script")
    assert not elements.named("img")
    assert not elements.named("link")
    for tag, attributes in elements.found:
        assert "src" not in attributes, tag
        assert not any(name.startswith("on") for name in attributes), tag
    assert not re.search(r"url\((?!data:)", page)
    assert "@import" not in page
    assert "A picture" in page


def test_a_page_forbids_by_policy_what_it_does_not_do() -> None:
    metas = _Elements(page_of()).named("meta")
    policy = next(m["content"] for m in metas if m.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; font-src data:;")


def test_a_page_has_a_language_a_title_landmarks_and_one_first_heading() -> None:
    page = page_of(markdown="# Another title")
    elements = _Elements(page)
    assert elements.named("html") == [{"lang": "en-GB"}]
    assert "<title>Are attainment &amp; progress rising? – All schools</title>" in page
    assert len(elements.named("h1")) == 1
    for landmark in ("main", "footer", "header"):
        assert elements.named(landmark), landmark
    skip = elements.named("a")[0]
    assert skip["href"] == "#report"
    assert elements.named("main")[0]["id"] == "report"


def test_headings_never_skip_a_level() -> None:
    tags = [tag for tag, _ in _Elements(page_of(markdown="## More\n\n### Still more")).found]
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_ids_are_not_used_twice() -> None:
    ids = [attributes["id"] for _, attributes in _Elements(page_of()).found if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_code_streams_plain_frames_and_the_analysts_cells_are_left_out() -> None:
    page = page_of(shown(Prose("SHOWN WORDS")))
    for word in ("CODE", "STREAM", "PLAIN FRAME", "ANALYST ONLY", "INTRODUCTION OF"):
        assert word not in page
    assert "SHOWN WORDS" in page
    assert page.index("What was found") < page.index("Progress at or above") < page.index("SHOWN")


def test_synthetic_data_is_said_on_the_page_and_only_there_where_it_is_so() -> None:
    assert "Synthetic data." in page_of(synthetic=True)
    assert "Synthetic data." not in page_of(synthetic=False)


def test_the_foot_names_trust_plan_drop_and_run() -> None:
    foot = page_of().split("<footer")[1]
    words = "Amethyst Academies Trust · Strategic Plan 2020–2023 · Summer 2022 · run 1a2b3c4d"
    assert words in foot


def test_links_to_the_siblings_are_there_only_where_there_are_siblings() -> None:
    assert "<nav" not in page_of()
    page = page_of(links=Links("../../index.html", "trust.pdf", "../../evidence/x.xlsx"))
    hrefs = [a["href"] for a in _Elements(page).named("a")]
    assert hrefs[1:4] == ["../../index.html", "trust.pdf", "../../evidence/x.xlsx"]


def test_markdown_is_shown_as_words_tables_and_lists() -> None:
    page = page_of(markdown="A **bold** word\n\n- one\n\n| A | B |\n|---|---|\n| 1 | 2 |")
    assert "<strong>bold</strong>" in page
    assert "<li>one</li>" in page
    assert '<table class="page-list">' in page


@pytest.mark.parametrize(("schools", "slides"), [(1, False), (2, True)])
def test_the_index_says_that_its_table_slides_where_a_phone_cuts_it(
    schools: int, slides: bool
) -> None:
    entry = SimpleNamespace(links=(), note="", failed=False)
    columns = ["Trust", *(f"School {n}" for n in range(schools))]
    page = render_page(
        "index.html.j2", about=About("Summer", as_of="2022-08-31"), links=Links(), as_at="now",
        failed=(), failed_words="", board=entry, thread=None, data_check=entry, findings="nothing",
        section_word="Part", columns=columns, rows=(), manifest="manifest.json",
    )  # fmt: skip
    assert ('class="page-list page-slides"' in page) is slides
    assert ".page-slides caption::after" in page


def test_the_frame_of_a_page_is_under_its_limit() -> None:
    assert len(page_of().encode()) < 60_000


def test_the_same_notebook_gives_the_same_page() -> None:
    first = page_of()
    font_faces.cache_clear()
    assert page_of() == first


def test_a_notebook_that_was_not_run_is_refused_in_words() -> None:
    with pytest.raises(ReportError, match="has not been run"):
        read_document(new_notebook(cells=[new_code_cell("1 + 1")]))


def test_texts_kept_as_lines_are_read_as_one() -> None:
    notebook = executed(shown(Prose("SHOWN WORDS")))
    data = notebook.cells[4].outputs[4].data
    data["text/html"] = ["<p>SHOWN", " WORDS</p>"]
    assert "<p>SHOWN WORDS</p>" in render_html(read_document(notebook))


def test_the_exporter_is_known_to_nbconvert() -> None:
    notebook = nbformat.from_dict(executed())
    page, resources = get_exporter("goldenthread-html")().from_notebook_node(notebook)
    assert page == page_of()
    assert resources["output_extension"] == ".html"


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_fonts_of_the_page_are_cut_from_those_installed(weight: int) -> None:
    assert cut_file(weight).read_bytes() == cut(WEIGHTS[weight])
