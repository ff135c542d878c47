"""What is known to go wrong with forks of a process that is at work, each by its name.

The parent that does all of it is a process of its own, so that the tests' stays clean.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import random
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import awkward
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from papermill.engines import papermill_engines
from papermill.iorw import load_notebook_node

from goldenthread.batch.child import leave_parent
from goldenthread.batch.engine import CAN_FORK
from goldenthread.batch.processes import adopt_orphans, children, end_orphans, share_of_memory
from goldenthread.batch.shell import prepare_cells, prepare_shell
from goldenthread.render.document import About, Document
from goldenthread.render.pdf.typeset import render_pdf

pytestmark = pytest.mark.skipif(
    not CAN_FORK or sys.platform != "linux", reason="reports are forked on Linux only"
)
# What a report finds of its surroundings: the pitfall, the code whose value shows it, and what it
# is in a fresh kernel; None where it only has to differ from report to report.
FOUND: dict[str, tuple[str, Any]] = {
    "random state of Python": ("import json, os, random\nrandom.random()", None),
    "random state of numpy": ("import numpy as np\nfloat(np.random.rand())", None),
    "event loop": (
        "import asyncio\nawait asyncio.sleep(0)\nhasattr(asyncio.get_running_loop(), 'parents')",
        False,
    ),
    "shell": ("'parents_name' in globals()", False),
    "SIGCHLD": (
        "import signal, subprocess\n[signal.getsignal(signal.SIGCHLD) == signal.SIG_DFL, "
        "subprocess.run(['sh', '-c', 'exit 7']).returncode]",
        [True, 7],
    ),
    "SIGTERM": (
        "[signal.getsignal(signal.SIGTERM) == signal.SIG_DFL, "
        "[int(number) for number in signal.pthread_sigmask(signal.SIG_BLOCK, ())]]",
        [True, []],
    ),
    "open files and sockets": (
        "opened = [os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd') "
        "if os.path.lexists(f'/proc/self/fd/{n}')]\n"
        "[name for name in opened if 'of the parent' in name or name in parents_sockets]",
        [],
    ),
    "open charts": ("import matplotlib.pyplot as plt\nplt.get_fignums()", []),
    "chart settings": ("plt.rcParams['lines.linewidth'] == 99", False),
    "exit handlers": ("import atexit\natexit._ncallbacks() < 100", True),
    "standard input": ("import sys\nsys.stdin.read()", ""),
    "folder": ("there = os.getcwd()\nos.chdir('/')\nthere != '/'", True),
    "environment": (
        "left = os.environ.get('LEFT_BY_A_REPORT')\nos.environ['LEFT_BY_A_REPORT'] = '1'\nleft",
        None,
    ),
}


def forked(work: Callable[[], Any]) -> Any:
    """The result of some work in a process of its own."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reader)
            os.write(writer, json.dumps(work()).encode())
        except BaseException:
            os.write(writer, traceback.format_exc().encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        said = answer.read()
    os.waitpid(pid, 0)
    assert said[:1] not in (b"", b"T"), said.decode()
    return json.loads(said)


def found_by_a_report(path: Path, sockets: list[str]) -> dict[str, Any]:
    cells = {"sockets": f"parents_sockets = {sockets}"}
    for name, (code, _) in FOUND.items():
        *before, value = code.split("\n")
        cells[name] = "\n".join((*before, f"print(json.dumps({value}))"))
    nb: nbformat.NotebookNode = papermill_engines.execute_notebook_with_engine(
        "goldenthread",
        load_notebook_node(str(awkward.write(path, cells))),
        kernel_name="python3",
        progress_bar=False,
        log_output=False,
    )
    return {n: json.loads(c.outputs[0].text) for n, c in zip(FOUND, nb.cells[1:], strict=True)}


def two_reports_of_a_parent_at_work(folder: Path) -> list[dict[str, Any]]:
    """With a shell, a loop that runs, handlers, files, sockets, charts and seeds of its own."""
    InteractiveShell.instance().user_ns["parents_name"] = 1
    random.seed(1)
    np.random.seed(1)  # the generator that a fork copies
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: None)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGCHLD})
    plt.figure()
    plt.rcParams["lines.linewidth"] = 99
    for _ in range(200):
        atexit.register(print)
    with (folder / "of the parent").open("w"), socket.create_server(("127.0.0.1", 0)) as server:
        named = [str(Path(f"/proc/self/fd/{server.fileno()}").readlink())]
        loop = asyncio.new_event_loop()
        loop.parents = True  # type: ignore[attr-defined]

        async def in_the_loop() -> list[dict[str, Any]]:
            return [found_by_a_report(folder / "a.ipynb", named) for _ in range(2)]

        return loop.run_until_complete(in_the_loop())


@pytest.fixture(scope="module")
def two_reports(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("at-work")
    found: list[dict[str, Any]] = forked(lambda: two_reports_of_a_parent_at_work(folder))
    return found


@pytest.mark.parametrize(
    "pitfall", [n for n, (_, expected) in FOUND.items() if expected is not None]
)
def test_a_report_finds_nothing_of_its_parents(
    two_reports: list[dict[str, Any]], pitfall: str
) -> None:
    expected = FOUND[pitfall][1]
    assert [report[pitfall] for report in two_reports] == [expected, expected]


@pytest.mark.parametrize("pitfall", ["random state of Python", "random state of numpy"])
def test_a_copied_random_state_draws_other_numbers_in_each_report(
    two_reports: list[dict[str, Any]], pitfall: str
) -> None:
    first, second = (report[pitfall] for report in two_reports)
    assert first != second


def test_what_a_report_sets_in_its_environment_ends_with_it(
    two_reports: list[dict[str, Any]],
) -> None:
    assert [report["environment"] for report in two_reports] == [None, None]


SEEN_FROM_A_SHELL = {
    "value": "1 + 1",
    "order": "print('a')\ndisplay('b')\nprint('c')",
    "surroundings": "import os\nhere = get_ipython()\n(str(_dh[0]) == os.getcwd(), len(In), "
    "here.starting_dir == os.getcwd(), sorted(Out), __name__, here.execution_count)",
    "loop": "import asyncio\nawait asyncio.sleep(0)\nasyncio.get_running_loop().is_running()",
    "thread": "import threading\nt = threading.Thread(target=lambda: print('from a thread'))\n"
    "t.start()\nt.join()",
    "magic": "%pwd\n_ == os.getcwd()",
    "chart": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.close()\nplt.get_fignums()",
}


def seen_from_a_shell(folder: Path, *, made_before: bool) -> list[list[dict[str, Any]]]:
    path = awkward.write(folder / "a.ipynb", SEEN_FROM_A_SHELL)
    if made_before:
        prepare_shell()
        prepare_cells(path)
    os.chdir(folder)
    nb: nbformat.NotebookNode = papermill_engines.execute_notebook_with_engine(
        "goldenthread",
        load_notebook_node(str(path)),
        kernel_name="python3",
        progress_bar=False,
        log_output=False,
    )
    return [cell.outputs for cell in nb.cells]


def test_a_shell_made_before_the_fork_is_as_fresh_as_one_made_in_it(tmp_path: Path) -> None:
    usual = forked(lambda: seen_from_a_shell(tmp_path, made_before=False))
    assert len(usual) == len(SEEN_FROM_A_SHELL)
    assert forked(lambda: seen_from_a_shell(tmp_path, made_before=True)) == usual


def test_a_child_outlives_no_parent() -> None:
    """An orphaned child: its parent is killed, which no handler of that could tell it."""
    reader, writer = os.pipe()

    def parent_of_one() -> None:
        here = os.getpid()
        if os.fork() == 0:
            leave_parent(here, {writer})
            os.write(writer, b"begun")
            signal.pause()
        signal.pause()

    pid = os.fork()
    if pid == 0:
        os.close(reader)
        parent_of_one()
    os.close(writer)
    with os.fdopen(reader, "rb", buffering=0) as line:
        assert line.read(5) == b"begun"
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        assert line.read() == b""  # at its end: nobody is left that could write


def test_orphans_are_ended_and_reaped_and_nobody_else_is() -> None:
    """Also one that has left its group and its session, and what an orphan has started itself."""

    def work() -> list[bool]:
        adopt_orphans()
        kept = os.fork() or _wait()
        known = children()
        lost = os.fork()
        if lost == 0:  # a lost parent, whose child leaves its session and has a child
            if os.fork() == 0:
                os.setsid()
                os.fork()
                _wait()
            os._exit(0)
        os.waitpid(lost, 0)
        left = children() - known
        end_orphans(known)
        result = [bool(left), children() == known, Path(f"/proc/{kept}").exists()]
        os.kill(kept, signal.SIGKILL)
        return result

    assert forked(work) == [True, True, True]


def test_only_orphans_of_the_named_groups_are_ended_where_others_may_be_about() -> None:
    def work() -> list[bool]:
        ours, others = os.fork() or _wait(), os.fork() or _wait()
        os.setpgid(ours, ours)
        end_orphans((), groups={ours})
        result = [children() == {others}]
        os.kill(others, signal.SIGKILL)
        return result

    assert forked(work) == [True]


def _wait() -> int:
    signal.pause()
    os._exit(0)


def test_pages_that_processes_share_are_counted_once_among_them() -> None:
    """A report that forks a pool of its own holds what it holds once, not once for each."""
    size = 400_000_000

    def work() -> list[int]:
        held = np.ones(size // 8)
        pool = [os.fork() or _touch(held) for _ in range(4)]
        os.sched_yield()
        shares = [share_of_memory(pid) for pid in (os.getpid(), *pool)]
        for pid in pool:
            os.kill(pid, signal.SIGKILL)
        return shares

    shares = forked(work)
    assert all(share > 0 for share in shares)
    # Five times as much if each counted for itself; each also has pages of its own, of Python's.
    assert size <= sum(shares) < 2.5 * size


def _touch(held: Any) -> int:
    held.sum()
    return _wait()


def test_a_fork_of_a_process_that_has_set_a_pdf_sets_one_too() -> None:
    """The typesetter's threads are not copied: without help it would wait for them without end."""
    document = Document(About("Title", as_of="2022-08-31"), ())

    def work() -> list[bool]:
        own = render_pdf(document)

        def in_a_fork() -> list[bool]:
            signal.alarm(60)  # a hang is an error
            return [render_pdf(document) == own, own.startswith(b"%PDF")]

        result: list[bool] = forked(in_a_fork)
        return result

    assert forked(work) == [True, True]
