"""An audit of a run: identical where nothing differs, and what differs named where it does."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from goldenthread import cli
from goldenthread.audit.certificate import DIFFERS, Certificate
from goldenthread.audit.rerun import audit, schema
from goldenthread.batch import ro_crate
from goldenthread.batch.engine import CAN_FORK
from goldenthread.batch.lock import alone_in
from goldenthread.batch.manifest import digest_of
from goldenthread.batch.matrix import all_tasks
from goldenthread.batch.order import Hearing, Order
from goldenthread.batch.outcome import sha256
from goldenthread.errors import ParameterError, RunningError, StoppedError
from goldenthread.pipeline import judge_drop
from goldenthread.website import publish

RUN = "outputs/2022-summer"
PAGE = "reports/finance/trust.html"
BOOK = "evidence/finance/trust.xlsx"
EXPORT = "drops/2022-summer/Handbook checklist.csv"


@pytest.fixture(scope="module")
def audited_project(shared_project: Path) -> Path:
    engine = "goldenthread" if CAN_FORK else "jupyter"
    drop = str(shared_project / "drops/2022-summer")
    assert publish(Order(drop, only=("finance",), engine=engine)).is_whole
    return shared_project


@pytest.fixture
def project(audited_project: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(audited_project, tmp_path / "project"))


def manifest(project: Path) -> dict:
    return json.loads((project / RUN / "manifest.json").read_text("utf-8"))


def rewrite(project: Path, change: Callable[[dict], None]) -> None:
    content = manifest(project)
    change(content)
    (project / RUN / "manifest.json").write_text(json.dumps(content), "utf-8")


def edit_page(project: Path) -> None:
    path = project / RUN / PAGE
    path.write_text(path.read_text("utf-8").replace("All is well.", "All is very well."), "utf-8")


def edit_page_and_manifest(project: Path) -> None:
    edit_page(project)

    def forge(content: dict) -> None:
        for output in content["reports"][0]["outputs"]:
            if output["path"] == PAGE:
                output["sha256"] = sha256((project / RUN / PAGE).read_bytes())

    rewrite(project, forge)


def edit_workbook(project: Path) -> None:
    book = openpyxl.load_workbook(project / RUN / BOOK)
    book.worksheets[1]["A1"] = "Another title"
    book.save(project / RUN / BOOK)


def edit_export(project: Path) -> None:
    path = project / EXPORT
    path.write_text(path.read_text("utf-8").replace("Yes,No,", "Yes,Yes,"), "utf-8")


def other_version(project: Path) -> None:
    """The run was made with another pandas, as its manifest truly says."""

    def change(content: dict) -> None:
        before = content["made_from_sha256"]
        content["made_from"]["versions"]["pandas"] = "0.1"
        after = digest_of(content["made_from"])
        text = json.dumps(content).replace(before, after)
        content.clear()
        content.update(json.loads(text))

    rewrite(project, change)
    judged = judge_drop(project / "drops/2022-summer")
    tasks = all_tasks(judged.project, judged.trust, judged.plan, "drops/2022-summer")
    crate = ro_crate.crate(manifest(project), {task.id: task.title for task in tasks})
    (project / RUN / ro_crate.NAME).write_bytes(crate)


def found(certificate: Certificate) -> set[tuple[str, str]]:
    """Everything that the certificate names, with what it says of it."""
    differences = (*certificate.inputs, *certificate.environment)
    return {(d.name, d.state) for d in differences} | {
        (output.name, output.words) for output in certificate.outputs
    }


def test_a_run_that_nobody_touched_is_identical(project: Path) -> None:
    certificate = audit(str(project / RUN))
    assert certificate.identical, certificate
    assert certificate.verdict == (
        "Identical: 6 files of 1 report were made again, and each is the same byte for byte."
    )


def test_an_audit_that_is_stopped_says_nothing_of_the_run(project: Path) -> None:
    stop = Hearing(started=lambda total: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(StoppedError, match="Stopped before everything was made again") as stopped:
        audit(str(project / RUN), stop)
    assert stopped.value.exit_code == 130


def test_what_was_tampered_with_is_named_and_nothing_else(project: Path) -> None:
    edit_page(project)
    edit_workbook(project)
    (project / RUN / "reports/finance/extra.html").write_text("x")
    (project / RUN / "notebooks/finance/trust.ipynb").unlink()
    certificate = audit(str(project / RUN))
    assert found(certificate) == {
        (PAGE, "changed since the run wrote it"),
        (BOOK, "changed since the run wrote it"),
        ("reports/finance/extra.html", "not in the manifest: it was put there later"),
        ("notebooks/finance/trust.ipynb", "missing from the run’s folder"),
    }
    assert certificate.exit_code == DIFFERS
    page = next(output for output in certificate.outputs if output.name == PAGE)
    assert any("‘All is very well.’ then, ‘All is well.’ now" in place for place in page.where)


def test_a_report_kept_from_a_run_on_other_inputs_says_so(project: Path) -> None:
    """As `run --only` leaves the others; here that run's record is this one's, said to be older."""

    edit_page_and_manifest(project)
    rewrite(project, lambda content: content["reports"][0].update(made_from="0" * 64))
    words = {o.name: o.words for o in audit(str(project / RUN)).outputs}
    assert words[PAGE].startswith("made again, it is another; its report was kept from an earlier")


def test_a_page_changed_together_with_the_manifest_is_found(project: Path) -> None:
    edit_page_and_manifest(project)
    assert found(audit(str(project / RUN))) == {
        (PAGE, "made again, it is another"),
        (ro_crate.NAME, "does not say what the manifest says"),
    }


def test_exports_that_were_changed_or_came_later_are_named(project: Path) -> None:
    edit_export(project)
    (project / "drops/2022-summer/notes.csv").write_text("a,b\n1,2\n")
    certificate = audit(str(project / RUN))
    assert {(d.name, d.state) for d in certificate.inputs} == {
        ("2022-summer/Handbook checklist.csv", "changed"),
        ("2022-summer/notes.csv", "extra"),
    }
    figures = next(o for o in certificate.outputs if o.name == "figures.json")
    assert "50.0%" in figures.where[0]
    assert "100.0%" in figures.where[0]


def test_a_missing_drop_is_told_in_words(project: Path) -> None:
    shutil.rmtree(project / "drops/2022-summer")
    certificate = audit(str(project / RUN))
    assert certificate.refused
    assert certificate.verdict.startswith("Nothing could be made again: ")


def test_another_version_is_said_and_is_no_fault_by_itself(project: Path) -> None:
    other_version(project)
    certificate = audit(str(project / RUN))
    assert ("pandas", "changed") in {(d.name, d.state) for d in certificate.environment}
    assert certificate.identical


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda m: m.update(trust=3), "is not of its form at trust"),
        (lambda m: m["made_from"]["params"].clear(), "was changed: what it says the run was made"),
        (lambda m: m.update(as_of="2022-09-01"), "‘as_of’ says '2022-09-01'"),
        (lambda m: m["reports"][0].update(status="failed"), "‘status’ says 'failed'"),
    ],
)
def test_a_manifest_changed_by_hand_is_found(
    project: Path, change: Callable[[dict], None], words: str
) -> None:
    rewrite(project, change)
    certificate = audit(str(project / RUN))
    assert any(words in fault for fault in certificate.manifest), certificate.manifest
    assert not certificate.identical


def test_where_nothing_can_be_made_again_what_was_changed_is_named_all_the_same(
    project: Path,
) -> None:
    """By the hashes that the manifest holds of a run's files."""
    rewrite(project, lambda m: m["made_from"]["params"].clear())
    edit_page(project)
    (project / RUN / BOOK).unlink()
    certificate = audit(str(project / RUN))
    assert certificate.verdict.startswith("Nothing could be made again: the manifest was changed")
    assert found(certificate) == {
        (PAGE, "changed since the run wrote it"),
        (BOOK, "missing from the run’s folder"),
    }


def test_the_command_writes_a_certificate_for_readers_and_machines(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit_page(project)
    code = cli.main(["audit", str(project / RUN), "--to", str(project / "certificate")])
    said = capsys.readouterr().out
    assert code == DIFFERS
    assert said.startswith("Not identical: 6 files of 1 report were made again; 1 output differs.")
    content = json.loads((project / "certificate/certificate.json").read_text("utf-8"))
    assert (content["verdict"], content["drop"]) == ("not identical", "2022-summer")
    page = (project / "certificate/certificate.html").read_text("utf-8")
    assert PAGE in page
    assert "All is very well." in page


def test_a_run_at_work_is_not_audited(project: Path) -> None:
    """Its manifest lies aside until it is done."""
    (project / RUN / "manifest.json").unlink()
    with (
        alone_in(project / RUN),
        pytest.raises(RunningError, match=r"Another run \(process \d+, since .*\) is writing to"),
    ):
        audit(str(project / RUN))
    with pytest.raises(ParameterError, match=r"holds no manifest.json: give the folder of a run"):
        audit(str(project / RUN))


def test_the_command_needs_a_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", str(tmp_path)]) == 2
    assert "holds no manifest.json" in capsys.readouterr().err


def test_a_manifest_is_of_its_schema(audited_project: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(manifest(audited_project), schema())


def test_the_run_is_described_for_archives(audited_project: Path) -> None:
    folder = audited_project / RUN
    content = json.loads((folder / ro_crate.NAME).read_text("utf-8"))
    entities = {entity["@id"]: entity for entity in content["@graph"]}
    assert entities["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert entities[entities["./"]["publisher"]["@id"]]["@type"] == "Organization"
    parts = {part["@id"] for part in entities["./"]["hasPart"]}
    assert {PAGE, BOOK, "index.html", "figures.json", "manifest.json"} <= parts
    assert all((folder / part).is_file() for part in parts)
    assert entities[PAGE]["sha256"] == sha256((folder / PAGE).read_bytes())
    run = entities["#run"]
    made_of = {entities[i["@id"]]["name"] for i in run["object"]}
    assert {"2022-summer/Handbook checklist.csv", "objectives/theme.ipynb"} <= made_of
    linked = [*run["object"], *run["result"], *entities["./"]["hasPart"]]
    assert {link["@id"] for link in linked} <= set(entities)


def test_a_figure_is_followed_from_the_report_to_its_rows(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["trace", str(project / RUN / PAGE), "1.1", "--rows", "1"]) == 0
    said = capsys.readouterr().out
    for words in (
        "reports/finance/trust.html: as the run wrote it",
        "Every duty of the handbook is met",
        "50.0%, n 2",
        "The run reported the same.",
        ", Small Trust\n  Count: 1 ÷ 2",
        "Handbook checklist.csv, rows 2–3",
        "Handbook checklist.csv: as the run read it",
        "row 2: Ref: 1; Area: Pay",
        "and 1 more row",
    ):
        assert words in said


def test_a_trace_says_what_is_no_longer_as_reported(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit_page(project)
    edit_export(project)
    assert cli.main(["trace", str(project / RUN / PAGE), "1.1"]) == 0
    said = capsys.readouterr().out
    assert "trust.html: CHANGED since the run wrote it" in said
    assert "THE RUN REPORTED OTHERWISE: 50.0%, amber." in said
    assert "Handbook checklist.csv: CHANGED since the run" in said


ACTIONS = """    actions:
      - id: S-1.A1
        action: The handbook is gone through each term
        shown_by:
          levels: [trust]
          tests: [{rule: target, measure: handbook_met, target: {at_least: 40, unit: percent}}]
      - id: S-1.A2
        action: Its duties are shared out
        shown_by:
          levels: [trust]
          tests: [{rule: criterion, criterion: S-1.SC1}]
      - id: S-1.A3
        action: Thanks are given
        shown_by: {not_held: who was thanked}
  - id: governance
"""


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("1.A1", ("Action 1.A1\n  The handbook is gone", "Green: ", "50.0%, n 2", "Count: 1 ÷ 2",
                  "Handbook checklist.csv, rows 2–3")),
        ("s-1.a2", ("Amber: Criterion 1.1 is amber", "Count: 1 ÷ 2", "rows 2–3")),
        ("1.A3", ("Action 1.A3", "No export holds who was thanked.")),
    ],
)  # fmt: skip
def test_what_the_data_say_of_an_action_is_followed_too(
    project: Path, action: str, said: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    plan = project / "params/plans/small-plan.yml"
    plan.write_text(plan.read_text("utf-8").replace("  - id: governance\n", ACTIONS), "utf-8")
    assert cli.main(["trace", str(project / RUN / PAGE), action]) == 0
    told = capsys.readouterr().out
    assert [words for words in said if words not in told] == []
    assert "reported the same" not in told  # what a run says of actions is kept by nothing


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere.html", "1.1"], "There is no file 'nowhere.html'"),
        ([f"{RUN}/{PAGE}", "1.2"], "The report has no criterion '1.2'. Did you mean '1.1'?"),
        ([EXPORT, "1.1"], "lies in no run"),
        ([f"{RUN}/{PAGE[:-9]}trast.html", "1.1"], "There is no file"),
        ([f"{RUN}/{PAGE[:-9]}trast.html", "1.1"], "Did you mean 'trust.html'?"),
    ],
)
def test_a_trace_of_what_is_not_there_names_the_nearest(
    project: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report, criterion = words
    path = str(project / report) if "/" in report else report
    assert cli.main(["trace", path, criterion]) == 2
    assert message in capsys.readouterr().err
