"""The command line: what it passes on, what it says, and how it ends."""

from __future__ import annotations

import signal
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from goldenthread import cli
from goldenthread.batch.matrix import Task
from goldenthread.batch.order import Order
from goldenthread.batch.outcome import Outcome, RunResult
from goldenthread.errors import DropError, ParameterError

ROOT = Path(__file__).parents[2]


class Called:
    def __init__(self, result: RunResult | Exception) -> None:
        self.result = result
        self.orders: list[Order] = []

    def __call__(self, order: Order, hearing: Any = None) -> RunResult:
        self.orders.append(order)
        if isinstance(self.result, Exception):
            raise self.result
        hearing.started(2)
        for outcome in (*self.result.succeeded, *self.result.failed):
            hearing.finished(outcome)
        return self.result


def outcome(status: Any, title: str = "Finance", **given: Any) -> Outcome:
    task = Task("finance/trust", "objective", title, Path("theme.ipynb"), {}, "trust", "finance")
    return Outcome(task, status, **given)


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Called:
    double = Called(RunResult(tmp_path, (outcome("succeeded"),), (), ()))
    monkeypatch.setattr("goldenthread.website.publish", double)
    # Whoever has just run the demonstration has nothing to do; these tests are of who has.
    monkeypatch.setattr("goldenthread.unchanged.unchanged", lambda asked: None)
    return double


def test_run_passes_on_what_it_was_told(called: Called, tmp_path: Path) -> None:
    words = ["run", "drop", "--workers", "3", "--only", "finance", "--only", "board"]
    words += ["--school", "North", "-p", "detail=7", "--engine", "goldenthread"]
    assert cli.main([*words, "--outputs", str(tmp_path)]) == 0
    chosen = (("finance", "board"), ("North",), {"detail": "7"})
    assert called.orders == [Order("drop", *chosen, tmp_path, "goldenthread", 3)]


def test_demo_is_a_run_of_the_demonstration(called: Called) -> None:
    assert cli.main(["demo"]) == 0
    assert called.orders == [Order(cli.DEMO_DROP)]


def test_demo_of_another_trust_is_a_run_of_its_newest_drop(called: Called) -> None:
    assert cli.main(["demo", "--trust", "an-daras"]) == 0
    drop = ROOT / "data" / "demo" / "an-daras" / "2018-summer"
    assert called.orders == [Order(str(drop))]


def test_a_demo_that_there_is_not_is_answered_with_those_there_are(
    called: Called, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["demo", "--trust", "andaras"]) == ParameterError.exit_code
    said = capsys.readouterr().err
    assert "There is no demo 'andaras'. Allowed: amethyst, amadeus, " in said
    assert ", an-daras" in said
    assert called.orders == []


def test_a_whole_run_says_where_to_look(called: Called, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["run", "drop"])
    said = capsys.readouterr().out
    assert "1 report made." in said
    assert "index.html" in said


def test_a_run_with_failures_lists_them_and_ends_with_5(
    called: Called, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    failed = outcome("failed", message="The drop is odd.", cell="cell [4]")
    left = outcome("not run", "Growth")
    called.result = RunResult(tmp_path, (outcome("succeeded"),), (failed,), (left,))
    assert cli.main(["run", "drop"]) == 5
    said = capsys.readouterr().out
    assert "FAILED   Finance (cell [4])" in said
    assert "The drop is odd." in said
    assert "NOT RUN  Growth" in said
    assert "1 report made, 2 not." in said


def test_a_run_that_is_stopped_early_does_not_list_the_whole_plan(
    called: Called, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    left = tuple(outcome("not run", f"Report {number}") for number in range(58))
    called.result = RunResult(tmp_path, (), (), left, stopped=signal.SIGINT)
    cli.main(["run", "drop"])
    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if line.startswith("NOT RUN")][-2:] == [
        "NOT RUN  Report 9",
        "NOT RUN  and 48 more",
    ]


@pytest.mark.parametrize("words", [["run", "drop", "-p", "detail"], ["run", "drop", "-p", "=7"]])
def test_a_parameter_without_a_value_is_refused(
    called: Called, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(words) == 2
    assert "is not NAME=VALUE" in capsys.readouterr().err
    assert called.orders == []


@pytest.mark.parametrize("words", [["run"], ["runn", "drop"], ["run", "drop", "--workers", "0"]])
def test_wrong_words_end_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(words) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_help_needs_no_drop(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    said = capsys.readouterr().out
    for command in ("run", "check", "demo"):
        assert command in said


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith(f"goldenthread {version('goldenthread')}, Python 3.")


def test_an_unexpected_error_keeps_its_words_unless_asked(
    called: Called, capsys: pytest.CaptureFixture[str]
) -> None:
    called.result = KeyError("Petunia Secret")
    assert cli.main(["run", "drop"]) == 1
    said = capsys.readouterr().err
    assert "KeyError" in said
    assert "--debug" in said
    assert "Petunia" not in said
    with pytest.raises(KeyError, match="Petunia"):
        cli.main(["run", "drop", "--debug"])


def test_check_lists_every_fault_by_file_and_ends_with_4(
    small_project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = small_project / "drops/2022-summer/Handbook checklist.csv"
    export.write_text(export.read_text().replace(",No,", ",Sometimes,").replace("1,Pay", ",Pay"))
    (small_project / "drops/2022-summer/holiday snaps.csv").write_text("a,b\n1,2\n")
    before = sorted(small_project.rglob("*"))
    assert cli.main(["check", str(small_project / "drops/2022-summer")]) == 4
    said = capsys.readouterr().out
    assert "Handbook checklist.csv\n  FAULT" in said
    assert "row 3, column 'Met'" in said
    assert "row 2, column 'Ref'" in said
    assert "holiday snaps.csv" in said
    assert "Summer 2022: 2 files read" in said
    assert sorted(small_project.rglob("*")) == before


def test_check_of_a_sound_drop_ends_with_0(
    small_project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", str(small_project / "drops/2022-summer")]) == 0
    assert "0 faults" in capsys.readouterr().out


def test_check_of_no_drop_names_the_nearest(
    small_project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", str(small_project / "drops/2022-summr")]) == 4
    assert "Did you mean '2022-summer'?" in capsys.readouterr().err


def test_several_drops_are_run_one_after_another_and_one_fault_stops_none(
    called: Called, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for trust in ("one", "two"):
        folder = tmp_path / trust / "2022-summer"
        folder.mkdir(parents=True)
        (folder / "drop.yml").write_text(f"trust: {trust}\nas_of: 2022-08-31\n")
    failed = outcome("failed", message="The drop is odd.")
    called.result = RunResult(tmp_path, (), (failed,), ())
    assert cli.main(["run", str(tmp_path / "*"), "--outputs", str(tmp_path / "out")]) == 5
    assert [(Path(o.drop).parent.name, o.outputs) for o in called.orders] == [
        ("one", tmp_path / "out/one"), ("two", tmp_path / "out/two"),
    ]  # fmt: skip
    assert "0 of 2 drops whole." in capsys.readouterr().out


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stop_is_for_the_command_and_no_further_drop_is_begun(
    called: Called, capsys: pytest.CaptureFixture[str], tmp_path: Path, number: int, code: int
) -> None:
    for trust in ("one", "two"):
        (tmp_path / trust / "drop.yml").parent.mkdir()
        (tmp_path / trust / "drop.yml").write_text(f"trust: {trust}\n")
    called.result = RunResult(tmp_path, (), (), (outcome("not run"),), number)
    assert cli.main(["run", str(tmp_path / "one"), str(tmp_path / "two")]) == code
    assert [Path(order.drop).name for order in called.orders] == ["one"]
    assert "0 of 2 drops whole." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--cluster", "local:2", "--scheduler", "tcp://h:1"], "not both"),
        (["--scheduler", "host:8786"], "an address such as tcp://host:8786"),
        (["--cluster", "local"], "Allowed: local:N"),
    ],
)
def test_a_cluster_that_cannot_be_is_refused(
    called: Called, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["run", str(ROOT / cli.DEMO_DROP), *words]) == 2
    assert message in capsys.readouterr().err
    assert called.orders == []


def test_a_drop_that_is_not_there_is_told_before_a_cluster_is_started(
    called: Called, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[str] = []
    monkeypatch.setattr("goldenthread.local_cluster.started", started.append)
    drop = str(ROOT / cli.DEMO_DROP).replace("summer", "sumer")
    assert cli.main(["run", drop, "--cluster", "local:2"]) == DropError.exit_code
    assert "Did you mean '2022-summer'?" in capsys.readouterr().err
    assert (started, called.orders) == ([], [])


def test_the_address_of_a_scheduler_is_passed_on(called: Called) -> None:
    assert cli.main(["run", "drop", "--scheduler", "tcp://host:8786"]) == 0
    assert [order.cluster for order in called.orders] == ["tcp://host:8786"]
