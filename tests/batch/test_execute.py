"""One report: made whole, or a page that says in plain words why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from goldenthread.batch.engine import CAN_FORK
from goldenthread.batch.execute import Bench, make_report, place_report
from goldenthread.batch.executed import explain
from goldenthread.batch.limits import Limits
from goldenthread.batch.matrix import Task
from goldenthread.batch.outcome import Outcome, sha256
from goldenthread.render.document import About

FAST = "goldenthread" if CAN_FORK else "jupyter"
WORKBOOK = b"PK the workbook"
Make = Callable[..., Outcome]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    about = About("Summer 2022", trust="Small Trust", drop="Summer 2022", as_of="2022-08-31")
    (tmp_path / "project").mkdir()
    folders = (tmp_path / "project", tmp_path / "out", tmp_path / ".out.part")
    return Bench(*folders, about, engine=FAST)


@pytest.fixture
def make(bench: Bench, write_notebook: Callable[..., None], opening: str) -> Make:
    """Make a report from code that follows its opening."""

    def made(*cells: str, engine: str = FAST, timeout: int = 60) -> Outcome:
        notebook = bench.root / "notebooks/objectives/theme.ipynb"
        first = f'place = "here"{opening}'
        write_notebook(notebook, 'school = "All schools"', first, *cells)
        parameters = {"school": "North School"}
        shop = replace(bench, engine=engine, limits=Limits(cell=timeout))
        task = Task("theme/north", "objective", "Theme, North", notebook, parameters, "100001", "t")
        return place_report(make_report(task, shop, lambda task: WORKBOOK), shop)

    return made


def page_of(bench: Bench) -> str:
    return (bench.folder / "reports/theme/north.html").read_text("utf-8")


def files_in(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


ALL_FORMS = [
    "evidence/theme/north.xlsx",
    "notebooks/theme/north.ipynb",
    "reports/theme/north.html",
    "reports/theme/north.pdf",
]


def test_a_report_has_four_forms_each_hashed(make: Make, bench: Bench) -> None:
    outcome = make("display(Prose(school))")
    assert (outcome.status, outcome.message) == ("succeeded", "")
    assert files_in(bench.folder) == ALL_FORMS
    for output in outcome.outputs:
        content = (bench.folder / output.path).read_bytes()
        assert (output.sha256, output.size) == (sha256(content), len(content))
    page = page_of(bench)
    assert "North School" in page
    for link in (
        "../../index.html",
        "../../reports/theme/north.pdf",
        "../../evidence/theme/north.xlsx",
    ):
        assert f'href="{link}"' in page


def test_nothing_is_left_where_reports_are_put_together(make: Make, bench: Bench) -> None:
    make("1")
    assert files_in(bench.part) == []


def test_two_runs_give_the_same_bytes(make: Make) -> None:
    code = "import io\nprint('out')\nio.StringIO()"
    first = make(code).outputs
    assert make(code).outputs == first


def test_the_stock_engine_gives_the_same_page(make: Make, bench: Bench) -> None:
    make("display(Prose(school))")
    fast = page_of(bench)
    make("display(Prose(school))", engine="jupyter")
    assert page_of(bench) == fast


def test_the_kept_notebook_holds_no_time_path_or_chance(make: Make, bench: Bench) -> None:
    make("import sys, io\nprint('no' + 'ise', file=sys.stderr)\nio.StringIO()")
    text = (bench.folder / "notebooks/theme/north.ipynb").read_text("utf-8")
    notebook = nbformat.reads(text, as_version=4)
    assert "papermill" not in text
    assert "noise" not in text
    assert " at 0x" not in text
    assert str(bench.root) not in text
    injected = next(
        c for c in notebook.cells if "injected-parameters" in c.metadata.get("tags", [])
    )
    assert injected.id == "injected-parameters"
    assert "North School" in injected.source


def test_a_mendable_error_is_shown_as_its_message(make: Make, bench: Bench) -> None:
    words = "The drop is of another trust."
    outcome = make(f"from goldenthread.errors import DropError\nraise DropError({words!r})")
    assert outcome.status == "failed"
    assert outcome.message == "The drop is of another trust."
    assert outcome.cell == "cell [4]"
    page = page_of(bench)
    assert "Theme, North: this report could not be made" in page
    assert "The drop is of another trust." in page
    assert "cell [4] of the notebook theme.ipynb" in page


def test_an_unexpected_error_keeps_its_words_to_itself(make: Make, bench: Bench) -> None:
    outcome = make("raise KeyError('Petunia Secret, born 1 May 2006')")
    assert outcome.status == "failed"
    assert outcome.message == explain("KeyError", "")
    for path in files_in(bench.folder):
        text = (bench.folder / path).read_text("utf-8")
        assert "Traceback" not in text
        assert str(bench.root) not in text
    # The source of the cell is the analyst's own; only what the error says is kept back.
    assert "Petunia" not in page_of(bench)
    notebook = nbformat.read(bench.folder / "notebooks/theme/north.ipynb", as_version=4)
    errors = [o for c in notebook.cells for o in c.get("outputs", ()) if o.output_type == "error"]
    assert [(error.ename, error.traceback) for error in errors] == [("KeyError", [])]
    assert "Petunia" not in errors[0].evalue


def test_a_failure_takes_away_what_an_earlier_run_left(make: Make, bench: Bench) -> None:
    make("1")
    assert files_in(bench.folder) == ALL_FORMS
    outcome = make("1 / 0")
    assert files_in(bench.folder) == ["notebooks/theme/north.ipynb", "reports/theme/north.html"]
    assert sorted(o.path for o in outcome.outputs) == files_in(bench.folder)


@pytest.mark.parametrize(
    ("code", "status", "message"),
    [
        ("import os\nos._exit(3)", "killed", "ended before its last cell"),
        ("%nosuchmagic", "failed", "unexpected error (UsageError)"),
        ("raise MemoryError", "out of memory", "more memory than one report may take"),
    ],
)
def test_a_notebook_that_dies_or_misspells_is_a_failure(
    make: Make, bench: Bench, code: str, status: str, message: str
) -> None:
    outcome = make(code)
    assert outcome.status == status
    assert message in outcome.message
    assert "could not be made" in page_of(bench)


def test_a_notebook_that_hangs_is_a_failure(make: Make, bench: Bench) -> None:
    make("1")  # what it imports is warm now
    outcome = make("import time\ntime.sleep(60)", timeout=5)
    assert outcome.status == "timed out"
    assert outcome.message == "A cell took longer than 5 seconds and was stopped."
    assert "--cell-limit" in page_of(bench)
    assert files_in(bench.folder) == ["reports/theme/north.html"]


def test_a_notebook_without_an_opening_is_a_failure(
    bench: Bench, write_notebook: Callable[..., None]
) -> None:
    notebook = bench.root / "notebooks/bare.ipynb"
    write_notebook(notebook, "school = ''", "1 + 1")
    task = Task("bare/trust", "objective", "Bare", notebook, {"school": "x"})
    outcome = place_report(make_report(task, bench, lambda task: None), bench)
    assert outcome.status == "failed"
    assert "shows no report opening" in outcome.message


def test_a_report_that_cannot_be_set_as_pdf_leaves_no_half_of_itself(
    make: Make, bench: Bench
) -> None:
    code = (
        "class Bad(Prose):\n    def typst(self):\n        return '#nonsense()'\n"
        "display(Bad('words'))"
    )
    outcome = make(code)
    assert outcome.status == "failed"
    assert "cannot be set as an accessible PDF" in outcome.message
    assert files_in(bench.folder) == ["notebooks/theme/north.ipynb", "reports/theme/north.html"]


def test_a_workbook_that_cannot_be_made_fails_its_report_alone(bench: Bench, make: Make) -> None:
    make("1")

    def fail(task: Task) -> bytes:
        message = "of Petunia Secret"
        raise ValueError(message)

    notebook = bench.root / "notebooks/objectives/theme.ipynb"
    task = Task("other/trust", "objective", "Other", notebook, {"school": "x"})
    outcome = make_report(task, bench, fail)
    assert outcome.status == "failed"
    told = "its evidence workbook could not be made: an unexpected error (ValueError)."
    assert outcome.message == f"The notebook ran, but {told}"
    assert (bench.folder / "reports/theme/north.pdf").is_file()
