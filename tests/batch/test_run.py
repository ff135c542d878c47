"""A run of a small project: every report, one of which fails, and what is left of it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import openpyxl
import pytest
from pypdf import PdfReader

from goldenthread.batch.engine import CAN_FORK
from goldenthread.batch.log import RunLog
from goldenthread.batch.order import Hearing, Order
from goldenthread.batch.outcome import RunResult, sha256
from goldenthread.errors import DropError, ParameterError, RunningError, StorageError
from goldenthread.website import publish

FAST = "goldenthread" if CAN_FORK else "jupyter"
EVERY = {
    "trust/board",
    "finance/trust",
    "governance/trust",
    "governance/north-school",
    "governance/south-west-school",
    "schools/north-school",
    "schools/south-west-school",
    "trust/data-check",
}


def order(project: Path, **given: Any) -> Order:
    drop = str(project / "drops/2022-summer")
    return replace(Order(drop, engine=FAST), **given)


def break_south(project: Path) -> None:
    """Governance fails for one school: an error that quotes a person, as careless code may."""
    path = project / "notebooks/objectives/theme.ipynb"
    notebook = nbformat.read(path, as_version=4)
    last = notebook.cells[-1]
    last.source = (
        "if school.startswith('South') and objective == 'governance':\n"
        f"    raise KeyError('Petunia')\n{last.source}"
    )
    nbformat.write(notebook, path)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def manifest_of(folder: Path) -> Any:
    return json.loads((folder / "manifest.json").read_text("utf-8"))


class Heard:
    def __init__(self) -> None:
        self.total = 0
        self.statuses: list[str] = []

    def hearing(self) -> Hearing:
        def started(total: int) -> None:
            self.total = total

        return Hearing(started, lambda outcome: self.statuses.append(outcome.status))


@pytest.fixture(scope="module")
def heard() -> Heard:
    return Heard()


@pytest.fixture(scope="module")
def result(shared_project: Path, heard: Heard) -> RunResult:
    break_south(shared_project)
    return publish(order(shared_project), heard.hearing())


def test_one_failing_notebook_stops_no_other(result: RunResult, heard: Heard) -> None:
    assert {o.task.id for o in result.succeeded} == EVERY - {"governance/south-west-school"}
    assert [o.task.id for o in result.failed] == ["governance/south-west-school"]
    assert result.not_run == ()
    assert not result.is_whole
    assert result.exit_code == 5
    assert heard.total == len(heard.statuses) == len(EVERY)


def test_every_report_has_its_forms_and_the_failed_one_a_page(result: RunResult) -> None:
    files = set(files_in(result.folder))
    expected = {"index.html", "manifest.json", "run.log", "figures.json", "ro-crate-metadata.json"}
    for outcome in result.succeeded:
        task = outcome.task
        expected |= {task.page, task.pdf, task.executed} | ({task.workbook} - {""})
    expected |= {o.path for o in result.failed[0].outputs}
    assert files == expected
    page = (result.folder / result.failed[0].task.page).read_text("utf-8")
    assert "this report could not be made" in page
    assert "Petunia" not in page


def test_nothing_else_is_left_beside(result: RunResult) -> None:
    assert [path.name for path in result.folder.parent.iterdir()] == ["2022-summer"]


def test_each_report_shows_its_own_school(result: RunResult) -> None:
    page = (result.folder / "reports/schools/north-school.html").read_text("utf-8")
    assert "Report on North School" in page
    assert "South" not in page


def test_the_index_leads_to_everything_and_says_what_failed(result: RunResult) -> None:
    page = result.index.read_text("utf-8")
    for outcome in result.succeeded:
        for path in {outcome.task.page, outcome.task.pdf, outcome.task.workbook} - {""}:
            assert f'href="{path}"' in page
    hrefs = set(re.findall(r'href="([^"#]+)"', page))
    assert all((result.folder / href).is_file() for href in hrefs)
    assert "1 report could not be made" in page
    assert "Governance, South &amp; West School" in page
    assert "Synthetic data." in page
    assert "trust only" in page
    assert "gt-rating gt-amber" in page
    assert "<script" not in page


def test_the_manifest_binds_inputs_to_outputs(result: RunResult, shared_project: Path) -> None:
    manifest = manifest_of(result.folder)
    made = manifest["made_from"]
    export = (shared_project / "drops/2022-summer/Handbook checklist.csv").read_bytes()
    listed = made["inputs"][0]["files"]
    assert [(f["name"], f["sha256"]) for f in listed] == [
        ("Handbook checklist.csv", sha256(export))
    ]
    assert "trusts/small.yml" in made["params"]
    assert "objectives/theme.ipynb" in made["notebooks"]
    assert {"python", "papermill", "typst", "pandas"} <= made["versions"].keys()
    assert {report["id"] for report in manifest["reports"]} == EVERY
    on_disk = files_in(result.folder)
    for report in manifest["reports"]:
        assert report["outputs"], report["id"]
        for output in report["outputs"]:
            assert sha256(on_disk[output["path"]]) == output["sha256"]
    assert manifest["index"]["sha256"] == sha256(on_disk["index.html"])


def test_the_manifest_holds_no_time_and_no_folder(result: RunResult, shared_project: Path) -> None:
    text = (result.folder / "manifest.json").read_text("utf-8")
    assert str(shared_project) not in text
    assert re.findall(r"\d{4}-\d{2}-\d{2}T?\S*", text.replace("2022-08-31", "")) == []


def test_what_is_logged_before_there_is_a_folder_keeps_its_own_time(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    log = RunLog(folder)
    log.event("run started")
    assert not folder.exists()
    folder.mkdir()
    (folder / "run.log").write_text("of the run before", "utf-8")
    between = dt.datetime.now(dt.UTC)
    log.begin()
    log.event("run ended")
    lines = [json.loads(line) for line in (folder / "run.log").read_text("utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["run started", "run ended"]
    first, last = (dt.datetime.fromisoformat(line["at"]) for line in lines)
    assert first <= between < last + dt.timedelta(milliseconds=1)


def test_the_log_says_how_long_each_took_and_no_more(result: RunResult) -> None:
    lines = [json.loads(line) for line in (result.folder / "run.log").read_text().splitlines()]
    assert [line["event"] for line in lines[:2]] == ["run started", "drop judged"]
    assert lines[-1]["event"] == "run ended"
    assert lines[-1]["seconds"] >= lines[1]["seconds"]
    assert (lines[-1]["succeeded"], lines[-1]["failed"]) == (len(EVERY) - 1, 1)
    finished = [line for line in lines if line["event"] == "report finished"]
    assert {line["report"] for line in finished} == EVERY
    told = {"at", "event", "report", "status", "why", "seconds", "cell", "attempts", "bytes"}
    assert all(set(line) == told for line in finished)
    assert "Petunia" not in (result.folder / "run.log").read_text()


def test_the_workbook_has_rule_figures_and_rows_and_travels_in_the_pdf(result: RunResult) -> None:
    path = result.folder / "evidence/finance/trust.xlsx"
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames == ["Contents", "S-1.SC1"]
    cells = [c for row in workbook["S-1.SC1"].iter_rows() for c in row if c.value is not None]
    values = [cell.value for cell in cells]
    assert "Amber" in values
    assert "Handbook checklist.csv" in values
    assert "Requirement" in values
    assert 50 in values
    hostile = next(cell for cell in cells if cell.value == '=HYPERLINK("x")')
    assert hostile.data_type == "s"
    pdf = PdfReader(result.folder / "reports/finance/trust.pdf")
    assert list(pdf.attachments.values()) == [[path.read_bytes()]]


def test_a_second_run_gives_the_same_bytes_and_clears_what_is_stale(
    result: RunResult, shared_project: Path
) -> None:
    before = files_in(result.folder)
    (result.folder / "reports/old").mkdir()
    (result.folder / "reports/old/trust.html").write_text("stale")
    (result.folder / "notes of ours.txt").write_text("kept")
    again = publish(order(shared_project))
    after = files_in(again.folder)
    assert after.pop("notes of ours.txt") == b"kept"
    (again.folder / "notes of ours.txt").unlink()
    before.pop("run.log"), after.pop("run.log")
    assert after == before


def test_a_part_of_a_run_leaves_the_rest_as_it_is(result: RunResult, shared_project: Path) -> None:
    before = files_in(result.folder)
    part = publish(order(shared_project, only=("finance",), parameters={"detail": "9"}))
    assert [o.task.id for o in part.succeeded] == ["finance/trust"]
    assert part.exit_code == 0
    after = files_in(part.folder)
    assert after.keys() == before.keys()
    changed = {path for path in after if after[path] != before[path]} - {"run.log"}
    assert changed == {
        "manifest.json",
        "ro-crate-metadata.json",
        "notebooks/finance/trust.ipynb",
        "reports/finance/trust.html",
        "reports/finance/trust.pdf",
    }
    assert b"Detail 9" in after["reports/finance/trust.html"]
    assert {report["id"] for report in manifest_of(part.folder)["reports"]} == EVERY


def test_reports_of_earlier_exports_are_said_to_be_so(small_project: Path) -> None:
    publish(order(small_project, only=("finance", "board")))
    export = small_project / "drops/2022-summer/Handbook checklist.csv"
    export.write_text(export.read_text().replace(",No,", ",Yes,"))
    result = publish(order(small_project, only=("finance",)))
    page = result.index.read_text("utf-8")
    assert page.count("from an earlier run, on other inputs") == 1
    assert "gt-rating gt-green" in page
    made = {r["id"]: r["made_from"] for r in manifest_of(result.folder)["reports"]}
    assert made["finance/trust"] != made["trust/board"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"only": ("finanse",)}, "Did you mean 'finance'?"),
        ({"schools": ("Nort School",)}, "Did you mean 'North School'?"),
        ({"parameters": {"detial": "1"}}, "Did you mean 'detail'?"),
        ({"engine": "jupiter"}, "Did you mean 'jupyter'?"),
    ],
)
def test_a_wrong_order_changes_nothing_and_is_told_before_the_drop_is_judged(
    result: RunResult,
    shared_project: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: dict[str, Any],
    message: str,
) -> None:
    judged: list[Path] = []
    monkeypatch.setattr("goldenthread.batch.run.judged_for_run", judged.append)
    before = files_in(result.folder)
    with pytest.raises(ParameterError) as caught:
        publish(order(shared_project, **given))
    assert message in str(caught.value)
    assert judged == []
    assert files_in(result.folder) == before


@pytest.mark.parametrize("outputs", ["drops", "drops/2022-summer"])
def test_reports_do_not_go_where_exports_are_kept(shared_project: Path, outputs: str) -> None:
    drop = shared_project / "drops/2022-summer"
    before = files_in(drop)
    with pytest.raises(ParameterError, match="where exports are kept"):
        publish(order(shared_project, outputs=shared_project / outputs))
    assert files_in(drop) == before


def test_outputs_that_are_a_file_are_refused_in_words(shared_project: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StorageError, match="a file is there where a folder has to be"):
        publish(order(shared_project, outputs=tmp_path / "notes.txt"))
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_no_second_run_judges_the_drop_while_the_first_does(
    shared_project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def judge(drop: Path) -> None:
        monkeypatch.undo()
        publish(order(shared_project, outputs=tmp_path))

    monkeypatch.setattr("goldenthread.batch.run.judged_for_run", judge)
    with pytest.raises(RunningError, match="Nothing was changed"):
        publish(order(shared_project, outputs=tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_cluster_that_does_not_answer_leaves_all_as_it_was(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("goldenthread.batch.cluster._PATIENCE", 0.5)
    here = order(small_project, only=("data-check",))
    folder = publish(here).folder
    before = files_in(folder)
    with pytest.raises(ParameterError, match="No scheduler answers"):
        publish(replace(here, cluster="tcp://127.0.0.1:1", force=True))
    after = files_in(folder)
    before.pop("run.log"), after.pop("run.log")
    assert after == before
    assert [path.name for path in folder.parent.iterdir()] == ["2022-summer"]


def test_an_unknown_drop_is_refused_with_the_nearest(shared_project: Path) -> None:
    with pytest.raises(DropError, match="Did you mean '2022-summer'"):
        publish(order(shared_project, drop=str(shared_project / "drops/2022-sumer")))


def test_a_folder_without_any_drop_is_refused_in_a_whole_sentence(tmp_path: Path) -> None:
    with pytest.raises(DropError, match=r"the folder holds no drop\.yml\.$"):
        publish(Order(str(tmp_path), engine=FAST))


def test_stock_kernels_run_side_by_side_and_leave_nothing(
    small_project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = {path.name for path in small_project.iterdir()}
    result = publish(order(small_project, only=("board", "data-check"), engine="jupyter"))
    assert [o.message for o in result.failed] == []
    assert {path.name for path in small_project.iterdir()} - before <= {"outputs", ".cache"}
    assert "Kernel" not in capfd.readouterr().err


def test_a_worker_that_is_killed_costs_its_report_alone(
    small_project: Path, write_notebook: Callable[..., None], opening: str
) -> None:
    # The report is made in a process of its own; this ends the one that drives them all.
    code = "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)"
    board = small_project / "notebooks/trust/board.ipynb"
    write_notebook(board, 'drop = ""\ndetail = 3', 'place = "x"' + opening, code)
    result = publish(order(small_project, only=("board", "data-check", "finance"), workers=1))
    assert {o.task.id for o in result.succeeded} == {"finance/trust", "trust/data-check"}
    assert [(o.task.id, o.status) for o in result.failed] == [("trust/board", "killed")]
    assert "ended from outside" in result.failed[0].message
    assert result.failed[0].attempts == 2
    assert result.index.is_file()
