"""A run that is killed, stopped or out of room leaves nothing half done; the next repairs it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from goldenthread.batch import journal
from goldenthread.batch.durable import storage_error, write_whole
from goldenthread.batch.engine import DEFAULT_ENGINE
from goldenthread.batch.lock import alone_in, refuse_if_running
from goldenthread.errors import RunningError, StorageError

pytestmark = pytest.mark.skipif(
    DEFAULT_ENGINE != "goldenthread", reason="reports are forked on Linux only"
)
SLOW = "import time\ntime.sleep({seconds})"
DRAWS = 2  # moments at which a run is killed
PATIENCE = 240  # seconds until what ought to take one or two is a hang: the machine may be busy


def command(project: Path, *words: str) -> list[str]:
    drop = str(project / "drops/2022-summer")
    return [sys.executable, "-m", "goldenthread", "run", drop, *words]


STARTED: list[subprocess.Popen[str]] = []


@pytest.fixture(autouse=True)
def _nothing_runs_on() -> Iterator[None]:
    """A test that fails half way leaves no run behind."""
    yield
    while STARTED:
        run = STARTED.pop()
        if run.poll() is None:
            run.kill()
            run.communicate()


def start(project: Path, *words: str) -> subprocess.Popen[str]:
    run = subprocess.Popen(
        command(project, *words),
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    STARTED.append(run)
    return run


def finish(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(project, *words),
        cwd=project,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def folder_of(project: Path) -> Path:
    return project / "outputs/2022-summer"


def events(project: Path) -> list[dict[str, Any]]:
    try:
        text = (folder_of(project) / "run.log").read_text("utf-8")
    except OSError:
        return []
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


def wait_for(what: Callable[[], Any], run: subprocess.Popen[str] | None = None) -> Any:
    deadline = time.monotonic() + PATIENCE
    while not (found := what()):
        assert run is None or run.poll() is None, run.communicate()
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)
    return found


def finished(project: Path) -> list[dict[str, Any]]:
    return [event for event in events(project) if event["event"] == "report finished"]


def files_in(folder: Path) -> dict[str, bytes]:
    """All that a run leaves, but for its log and what times it."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "run.log"
    }


def left_over(marker: str) -> list[str]:
    """Processes that say `marker` in their command line."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if marker in words and str(os.getpid()) != path.parent.name:
            found.append(words)
    return found


@pytest.fixture
def slow_project(small_project: Path, write_notebook: Callable[..., None], opening: str) -> Path:
    """The reports on schools take long, and start a program of their own."""
    path = small_project / "notebooks/schools/school.ipynb"
    parameters = 'drop = ""\nschool = "North School"\ndetail = 3'
    program = f"import subprocess\nsubprocess.Popen(['sh', '-c', {program_of(small_project)!r}])"
    code = SLOW.format(seconds=600)
    write_notebook(path, parameters, "place = school" + opening, program, code)
    return small_project


def program_of(project: Path) -> str:
    return f"sleep 600; : {project}"


def no_process_is_left(project: Path) -> bool:
    return not left_over(program_of(project)) and not left_over(str(project / "drops"))


def test_a_run_killed_anywhere_is_repaired_by_the_next(small_project: Path) -> None:
    some = ("--only", "board", "--only", "finance", "--only", "schools")
    whole = finish(small_project, *some, "--outputs", str(small_project / "undisturbed"))
    assert whole.returncode == 0, whole.stderr
    chance = random.Random(20220831)  # noqa: S311 - moments, no secrets
    for _ in range(DRAWS):
        (folder_of(small_project) / "run.log").unlink(missing_ok=True)
        run = start(small_project, *some)
        wait_for(lambda: events(small_project), run)
        time.sleep(chance.uniform(0, 1.2))
        os.killpg(run.pid, signal.SIGKILL) if chance.random() < 0.5 else run.kill()
        run.communicate()
        wait_for(lambda: not is_locked(folder_of(small_project)))  # until its warm parent has ended
        for path, content in files_in(folder_of(small_project)).items():
            assert content, path  # whole or not there: none is empty
    last = finish(small_project, *some)
    assert last.returncode == 0, last.stderr
    undisturbed = files_in(small_project / "undisturbed/2022-summer")
    repaired = files_in(folder_of(small_project))
    assert json.loads(repaired["manifest.json"]) == json.loads(undisturbed["manifest.json"])
    assert repaired == undisturbed
    assert [p.name for p in folder_of(small_project).parent.iterdir()] == ["2022-summer"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_told_to_stop_does_so_and_keeps_what_is_done(
    slow_project: Path, number: int, code: int
) -> None:
    run = start(slow_project, "--workers", "1", "--only", "board", "--only", "schools")
    wait_for(lambda: left_over(program_of(slow_project)), run)
    run.send_signal(number)
    said, _ = run.communicate(timeout=PATIENCE)  # and not the ten minutes that the reports take
    assert run.returncode == code
    assert said.count("NOT RUN") == 2
    assert "1 report made, 2 not." in said
    assert "What was finished is kept" in said
    manifest = json.loads((folder_of(slow_project) / "manifest.json").read_text("utf-8"))
    assert [(r["id"], r["status"]) for r in manifest["reports"]] == [("trust/board", "succeeded")]
    assert events(slow_project)[-1]["status"] == "stopped"
    wait_for(lambda: no_process_is_left(slow_project))
    assert [p.name for p in folder_of(slow_project).parent.iterdir()] == ["2022-summer"]


@pytest.mark.parametrize("whose", ["the command", "the warm parent"])
def test_a_kill_leaves_no_process_and_no_lock(slow_project: Path, whose: str) -> None:
    run = start(slow_project, "--workers", "2", "--only", "schools")
    wait_for(lambda: left_over(program_of(slow_project)), run)
    if whose == "the command":
        run.kill()
        run.communicate()
        wait_for(lambda: no_process_is_left(slow_project))
    else:
        # It is killed each time that it comes back: what it makes is tried twice, then given up.
        deadline = time.monotonic() + PATIENCE
        while run.poll() is None:
            assert time.monotonic() < deadline, "it does not end"
            for child in children_of(run.pid):
                with suppress(ProcessLookupError):  # it may have ended since it was listed
                    os.kill(child, signal.SIGKILL)
            time.sleep(0.2)
        said, _ = run.communicate()
        assert run.returncode == 5
        assert said.count("KILLED") == 2
        assert left_over(str(slow_project / "drops")) == []
        assert left_over(program_of(slow_project)) == []
    wait_for(lambda: not is_locked(folder_of(slow_project)))


def is_locked(folder: Path) -> bool:
    try:
        refuse_if_running(folder)
    except RunningError:
        return True
    return False


def children_of(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True
    )
    return [int(word) for word in listed.stdout.split()]


def test_a_second_run_on_the_same_folder_says_so_and_ends(slow_project: Path) -> None:
    first = start(slow_project, "--only", "schools")
    wait_for(lambda: events(slow_project), first)
    second = finish(slow_project, "--only", "board")
    first.kill()
    first.communicate()
    assert second.returncode == 6
    assert f"Another run (process {first.pid}, since " in second.stderr
    assert "Nothing was changed." in second.stderr
    assert "Traceback" not in second.stderr


def test_a_lock_ends_with_who_holds_it(tmp_path: Path) -> None:
    folder = tmp_path / "2022-summer"
    with alone_in(folder), pytest.raises(RunningError, match=f"process {os.getpid()}"):
        refuse_if_running(folder)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / ".2022-summer.lock").write_text("left by a machine that lost its power")
    with alone_in(folder):
        pass
    assert list(tmp_path.iterdir()) == []


ALLOWED = ("--cell-limit", "20", "--report-limit", "50", "--memory-limit", "150")
# What a report does, by its id: its code, how it ends, and what is said of it.
WRONG = {
    "schools/north-school": (SLOW.format(seconds=600), "timed out", "cell took longer than 20 sec"),
    "schools/south-west-school": ("", "timed out", "report took longer than 50 seconds"),
    "governance/trust": (
        "kept = []\nwhile True:\n    kept.append(bytearray(5_000_000))",
        "out of memory",
        "memory that one report may take",
    ),
    "governance/north-school": (
        "import subprocess, sys\nsubprocess.run([sys.executable, '-c', "
        "'x = b\"1\" * 400_000_000; import time; time.sleep(600)'])",
        "out of memory",
        "needed more than the 150 MB of memory",
    ),
    "governance/south-west-school": (
        "import os\nos._exit(3)",
        "failed",
        "ended by itself with exit code 3",
    ),
    "finance/trust": ("import ctypes\nctypes.string_at(0)", "killed", "crashed (SIGSEGV)"),
    "trust/board": ("exit()", "failed", "ended its own kernel"),
}
A_SLOW_CELL = SLOW.format(seconds=2)  # of which none is too slow, and all together are


@dataclass(frozen=True)
class Ended:
    """What a run left and said in which all reports but one went wrong."""

    run: subprocess.CompletedProcess[str]
    folder: Path
    statuses: dict[str, str]
    finished: dict[str, dict[str, Any]]
    events: list[dict[str, Any]]


@pytest.fixture(scope="module")
def everything_goes_wrong(
    shared_project: Path, write_notebook: Callable[..., None], opening: str
) -> Ended:
    codes = {report: code for report, (code, *_) in WRONG.items()}
    act = (
        "name = {'South & West School': 'south-west-school', 'North School': 'north-school'}"
        f".get(school, 'trust')\ncodes = {codes!r}\nexec(codes[f'{{group}}/{{name}}'])"
    )
    words = 'group, place = (objective, "x")'
    given = 'drop = ""\nobjective = ""\nschool = ""\ndetail = 3'
    notebooks = shared_project / "notebooks"
    write_notebook(notebooks / "objectives/theme.ipynb", given, words + opening, act)
    given = 'drop = ""\nschool = ""\ndetail = 3'
    slow = [A_SLOW_CELL] * 60
    words = 'group, place = ("schools", "x")'
    write_notebook(notebooks / "schools/school.ipynb", given, words + opening, act, *slow)
    board = WRONG["trust/board"][0]
    write_notebook(
        notebooks / "trust/board.ipynb",
        'drop = ""\ndetail = 3',
        'place = "x"' + opening,
        board,
        "1",
    )
    run = finish(shared_project, "--workers", "3", *ALLOWED)
    manifest = json.loads((folder_of(shared_project) / "manifest.json").read_text("utf-8"))
    return Ended(
        run,
        folder_of(shared_project),
        {report["id"]: report["status"] for report in manifest["reports"]},
        {event["report"]: event for event in finished(shared_project)},
        events(shared_project),
    )


@pytest.mark.parametrize("report", WRONG)
def test_a_report_that_goes_wrong_has_its_own_status(
    everything_goes_wrong: Ended, report: str
) -> None:
    _, status, said = WRONG[report]
    of_it = everything_goes_wrong.finished[report]
    assert everything_goes_wrong.statuses[report] == status
    assert (of_it["status"], of_it["attempts"]) == (status, 1)
    page = (everything_goes_wrong.folder / f"reports/{report}.html").read_text("utf-8")
    assert "could not be made" in page
    assert "What to do" in page
    for told in (everything_goes_wrong.run.stdout, page):
        assert said in " ".join(told.split())


def test_what_goes_wrong_costs_itself_alone(everything_goes_wrong: Ended) -> None:
    run, folder = everything_goes_wrong.run, everything_goes_wrong.folder
    assert run.returncode == 5, run.stderr
    assert "Traceback" not in run.stderr
    assert "1 report made, 7 not." in run.stdout
    statuses = everything_goes_wrong.statuses
    assert statuses == {r: status for r, (_, status, _) in WRONG.items()} | {
        "trust/data-check": "succeeded"
    }
    assert (folder / "reports/trust/data-check.pdf").stat().st_size > 0


def test_no_more_reports_than_workers_are_in_the_making(everything_goes_wrong: Ended) -> None:
    at_once, most = 0, 0
    for event in everything_goes_wrong.events:
        step = {"report started": 1, "report finished": -1}.get(event["event"], 0)
        at_once += step
        most = max(most, at_once)
    assert most == 3


PRISTINE = """
import os, pathlib
parent = pathlib.Path(f"/proc/{os.getppid()}")
assert len(list((parent / "task").iterdir())) == 1, "the warm parent has threads"
opened = [os.readlink(name) for name in (parent / "fd").iterdir() if os.path.lexists(name)]
sockets = [name for name in opened if name.startswith("socket:")]
assert len(sockets) == 1, "the warm parent has a socket beside its line to the command"
assert not [name for name in opened if "eventpoll" in name][1:], "the warm parent has a loop"
children = (parent / "task" / parent.name / "children").read_text().split()
assert children == [str(os.getpid())], "the warm parent has not reaped the first attempt"
"""


def test_a_report_killed_from_outside_is_tried_once_more(
    small_project: Path, write_notebook: Callable[..., None], opening: str
) -> None:
    """The first attempt kills itself, which nobody can tell from a kill by somebody else; the
    second looks at what it is forked from."""
    board = small_project / "notebooks/trust/board.ipynb"
    once = small_project / "once"
    code = (
        f"import os, pathlib, signal\nfirst = not pathlib.Path({str(once)!r}).exists()\n"
        f"pathlib.Path({str(once)!r}).touch()\n"
        "if first:\n    os.kill(os.getpid(), signal.SIGKILL)"
    )
    place = 'place = "x"' + opening
    write_notebook(board, 'drop = ""\ndetail = 3', place, code, PRISTINE.strip())
    run = finish(small_project, "--only", "board")
    assert run.returncode == 0, run.stdout
    told = events(small_project)
    assert [(e["event"], e.get("attempts")) for e in told] == [
        ("run started", None),
        ("drop judged", None),
        ("report started", None),
        ("report retried", None),
        ("report started", None),
        ("report finished", 2),
        ("run ended", None),
    ]
    assert all(set(event) >= {"at", "event"} for event in told)
    log = (folder_of(small_project) / "run.log").read_text("utf-8")
    assert str(small_project) not in log, "the log names a folder"


def says_that_there_is_no_room(run: subprocess.CompletedProcess[str]) -> bool:
    assert run.returncode == 7, run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    said = " ".join(run.stderr.split())
    return "there is no room left" in said and "run again: the rest is made then" in said


def test_a_disk_that_fills_up_is_said_and_the_next_run_completes(small_project: Path) -> None:
    # No file may be longer than 30 KB: every page is refused, as by a disk that is full.
    words = command(small_project, "--only", "board")
    full = subprocess.run(
        ["bash", "-c", 'ulimit -f 30; exec "$@"', "-", *words],
        cwd=small_project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert says_that_there_is_no_room(full)
    assert finish(small_project, "--only", "board").returncode == 0
    manifest = json.loads((folder_of(small_project) / "manifest.json").read_text("utf-8"))
    assert {r["id"] for r in manifest["reports"]} == {"trust/board"}
    assert [p.name for p in folder_of(small_project).parent.iterdir()] == ["2022-summer"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "small disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "small", str(place)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("a file system can be mounted here by nobody, or only by root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_really_full_keeps_what_was_made_on_it(
    small_project: Path, small_disk: Path
) -> None:
    """There is room for some of the reports. No file is cut short, and with more room the rest is
    made, and only that."""
    words = ("--workers", "1", "--outputs", str(small_disk))
    assert says_that_there_is_no_room(finish(small_project, *words))
    folder = small_disk / "2022-summer"
    pages = {p: p.read_bytes() for p in (folder / "reports").rglob("*.html")}
    assert 0 < len(pages) < 8
    assert all(page.rstrip().endswith(b"</html>") for page in pages.values())
    subprocess.run(["mount", "-o", "remount,size=40m", str(small_disk)], check=True)
    whole = finish(small_project, *words)
    assert whole.returncode == 0, whole.stderr
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert len(manifest["reports"]) == 8
    log = [json.loads(line) for line in (folder / "run.log").read_text("utf-8").splitlines()]
    kept = [event for event in log if event["event"] == "report kept"]
    assert len(kept) >= len(pages) - 1  # that of the last may have been in place without the rest
    assert {page: page.read_bytes() for page in pages} == pages
    assert [path.name for path in small_disk.iterdir()] == ["2022-summer"]


def test_a_disk_without_any_room_is_said_before_the_drop_is_read(small_disk: Path) -> None:
    with (small_disk / "full").open("wb") as file, suppress(OSError):
        file.write(bytes(500_000))
    with pytest.raises(StorageError, match="there is no room left"), alone_in(small_disk / "run"):
        pytest.fail("it began")
    assert [path.name for path in small_disk.iterdir()] == ["full"]


def test_a_write_that_the_disk_refuses_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "page.html"
    place.write_text("as it was")
    (tmp_path / ".page.html.part").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space") as refused:
        write_whole(place, b"new")
    assert place.read_text() == "as it was"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    error = storage_error(refused.value.errno or 0, tmp_path)
    assert isinstance(error, StorageError)
    assert "there is no room left" in str(error)


def test_a_journal_that_ends_in_half_a_line_is_read_up_to_it(tmp_path: Path) -> None:
    part = tmp_path / "part"
    for name in ("a", "b"):
        journal.note_finished(part, {"id": name, "outputs": []})
    path = part / "finished.jsonl"
    path.write_bytes(path.read_bytes() + b'{"id": "c", "outp')
    assert [r["id"] for r in journal.earlier_run(tmp_path, part)["reports"]] == ["a", "b"]
