"""The PDF of a report: archival, tagged, dated by its figures, with the evidence inside."""

from __future__ import annotations

from io import BytesIO

import nbformat
import pytest
from executed_by_hand import executed, shown
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_output
from pypdf import PdfReader

from goldenthread.display.markup import HTML, REPORT, TYPST
from goldenthread.display.words import Prose
from goldenthread.errors import ReportError
from goldenthread.render.document import read_document
from goldenthread.render.pdf.markdown import typst_of
from goldenthread.render.pdf.typeset import Attachment, render_pdf

WORKBOOK = Attachment("evidence.xlsx", b"PK the workbook")


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in read(pdf).pages)


def typst(source: str) -> object:
    return new_output("display_data", data={HTML: "<p></p>", TYPST: source})


def test_a_pdf_says_what_it_is_and_is_dated_by_its_figures() -> None:
    about = read(render_pdf(read_document(executed()))).metadata
    assert about is not None
    assert about.title == "Are attainment & progress rising? – All schools"
    assert about.author == "Amethyst Academies Trust"
    assert about["/Keywords"] == "standards, progress"
    assert about["/CreationDate"].startswith("D:20220831000000")
    assert about["/ModDate"].startswith("D:20220831000000")


def test_a_pdf_declares_both_standards_its_language_and_its_tags() -> None:
    root = read(render_pdf(read_document(executed()))).trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    declared = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in declared
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in declared
    assert "<pdfuaid:part>1</pdfuaid:part>" in declared


def test_every_page_has_its_number_the_run_and_the_word_synthetic() -> None:
    many = [shown(Prose(f"Paragraph {i}. " + "Words. " * 60)) for i in range(30)]
    pages = [page.extract_text() for page in read(render_pdf(read_document(executed(*many)))).pages]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"{number} of {len(pages)}" in page
        assert "Summer 2022 · run 1a2b3c4d" in page
        assert "Synthetic data." in page


def test_real_data_is_not_called_synthetic() -> None:
    assert "Synthetic" not in text_of(render_pdf(read_document(executed(synthetic=False))))


def test_headings_are_bookmarks() -> None:
    reader = read(render_pdf(read_document(executed(markdown="## Also in words"))))
    flat: list[str] = []

    def walk(items: list[object]) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                flat.append(str(item["/Title"]))  # type: ignore[index]

    walk(reader.outline)
    assert flat[0] == "Are attainment & progress rising?"
    assert "What was found" in flat
    assert "Also in words" in flat


def test_the_workbook_travels_inside() -> None:
    reader = read(render_pdf(read_document(executed()), WORKBOOK))
    assert reader.attachments["evidence.xlsx"] == [WORKBOOK.content]


def test_the_same_report_gives_the_same_bytes() -> None:
    document = read_document(executed(markdown="Some *words*."))
    assert render_pdf(document, WORKBOOK) == render_pdf(document, WORKBOOK)


def test_an_image_without_alt_text_is_refused_in_words() -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    bare = typst(f'#image(bytes("{svg}"), format: "svg")')
    with pytest.raises(ReportError, match="missing alt text"):
        render_pdf(read_document(executed(bare)))


def test_a_report_can_read_no_file_of_the_machine() -> None:
    with pytest.raises(ReportError, match=r"file not found \(searched at etc/hostname\)"):
        render_pdf(read_document(executed(typst('#read("/etc/hostname")'))))


@pytest.mark.parametrize(
    ("fault", "where", "cell"),
    [
        ("#nothing-of-that-name", 4, "cell [3]"),
        ("#box[", 4, "cell [3]"),
        ("===== A heading levels down", 6, "cell [5]"),
        ('#image(bytes("<svg"), format: "svg", alt: "a")', 6, "cell [5]"),
    ],
)
def test_what_the_typesetter_refuses_is_told_with_its_cell(
    fault: str, where: int, cell: str
) -> None:
    """Whatever the typesetter takes for the end of a line in what stands before."""
    odd = shown(Prose("One\u2028two\x85three\rfour"))
    notebook = executed(odd, odd, markdown="Some\n\nwords")
    notebook.cells[6].metadata = {}  # no longer the analyst's alone
    for number, cell_of_it in enumerate(notebook.cells[1:5], 0):
        cell_of_it.execution_count = number
    notebook.cells[6].execution_count = 5
    notebook.cells[where].outputs.append(nbformat.from_dict(typst(fault)))
    with pytest.raises(ReportError, match="cannot be set") as refused:
        render_pdf(read_document(notebook))
    assert refused.value.cell == cell
    assert "goldenthread-typeset" not in str(refused.value)


def test_what_is_no_form_for_print_is_told_with_its_cell() -> None:
    notebook = executed(typst("words"))
    notebook.cells[4].execution_count = 3
    notebook.cells[4].outputs[4].data[TYPST] = {"not": "a text"}
    with pytest.raises(ReportError, match="is no text") as refused:
        read_document(notebook)
    assert refused.value.cell == "cell [3]"


@pytest.mark.parametrize("about", [{"as_of": "last summer"}, {"as_of": None}, {"title": None}])
def test_an_opening_without_what_it_needs_is_told_with_its_cell(about: dict[str, object]) -> None:
    notebook = executed()
    notebook.cells[3].execution_count = 2
    notebook.cells[3].outputs[0].data[REPORT].update(about)
    with pytest.raises(ReportError, match="lacks a title or the day") as refused:
        read_document(notebook)
    assert refused.value.cell == "cell [2]"


@pytest.mark.parametrize(
    "words",
    [
        "#panic() $x$ @ref <label> *a_b* [c] \\ \"quoted\" 'single' // a /* b */",
        "A sentence. (In brackets.) Then `code`. Then **bold**.",
        "- one\n- two\n\n1. first\n2. second\n\n> quoted\n\n---\n\n```\ncode\n```",
        "| A | B |\n|---|---|\n| #1 | $2 |",
        "[a link](https://www.gov.uk/). ![alt words](x.png)",
        "## Heading with *emphasis*\n\ntext  \nafter a break",
    ],
)
def test_markdown_is_set_as_words_whatever_is_in_it(words: str) -> None:
    assert "What was found" in text_of(render_pdf(read_document(executed(markdown=words))))


def test_markdown_keeps_its_characters() -> None:
    pdf = render_pdf(read_document(executed(markdown="Rated #1: a_b, 50% & <x> – “quoted”.")))
    assert "Rated #1: a_b, 50% & <x> – “quoted”." in text_of(pdf)


def test_a_title_in_markdown_is_a_section() -> None:
    assert typst_of("# Title") == '#heading(level: 2)[#"Title";]'


def test_the_exporter_is_known_to_nbconvert(tmp_path) -> None:  # type: ignore[no-untyped-def]
    workbook = tmp_path / "evidence.xlsx"
    workbook.write_bytes(WORKBOOK.content)
    exporter = get_exporter("goldenthread-pdf")(evidence_workbook=str(workbook))
    pdf, resources = exporter.from_notebook_node(nbformat.from_dict(executed()))
    assert pdf == render_pdf(read_document(executed()), WORKBOOK)
    assert resources["output_extension"] == ".pdf"
