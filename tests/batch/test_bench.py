"""What `make bench` measured is written down, whatever happened to the rest."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import benchmarks.__main__ as bench
import pytest
from benchmarks.row import Row
from benchmarks.timed import Took, processor_of, took


def measures(*rows: Row) -> Callable[[], Iterator[Row]]:
    return lambda: iter(rows)


def fails(error: BaseException) -> Callable[[], Iterator[Row]]:
    def part() -> Iterator[Row]:
        yield FIRST
        raise error

    return part


FIRST, SECOND = Row("first", "1.0 times", "2 s"), Row("second", "3.0 times", "4 s", "5 times")
PROCESS = subprocess.CalledProcessError(3, ["run"], "", "Traceback\nOSError: a | b\n")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("two\nlines"), "ValueError, two lines"),
        (PROCESS, "CalledProcessError, exit code 3: OSError: a / b"),
    ],
)
def test_a_part_that_fails_costs_no_other(error: Exception, words: str) -> None:
    found = list(bench.measured([("broken", fails(error)), ("whole", measures(SECOND))]))
    assert found == [FIRST, Row("broken", bench.FAILED, words), SECOND]


def test_what_is_measured_before_ctrl_c_is_kept() -> None:
    parts = [("a", measures(SECOND)), ("b", fails(KeyboardInterrupt())), ("c", measures(SECOND))]
    found = list(bench.measured(parts))
    assert found == [SECOND, FIRST, Row("b", bench.STOPPED, ""), Row("c", bench.STOPPED, "")]


def test_the_table_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"# Before\n{bench._START}\nold\n{bench._END}\nAfter\n", "utf-8")
    for _ in range(2):
        bench.write(page, [FIRST, SECOND])
    text = page.read_text("utf-8")
    assert text.startswith("# Before\n")
    assert text.endswith("\nAfter\n")
    assert "old" not in text
    assert text.count("| second | 3.0 times | 4 s | 5 times |") == 1


def test_a_process_is_timed_with_what_it_starts(tmp_path: Path) -> None:
    spin = "import time\nwhile time.process_time() < 0.3: pass"
    code = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {spin!r}])"
    found = took(tmp_path, "-c", code)
    assert 0.3 <= found.processor <= found.seconds + 0.2
    with pytest.raises(subprocess.CalledProcessError, match="exit status 4"):
        took(tmp_path, "-c", "raise SystemExit(4)")
    assert Took(1, 2) + Took(3, 4) == Took(4, 6)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_a_process_that_goes_on_is_asked_with_its_children() -> None:
    spin = "import time\nwhile time.process_time() < 0.3: pass\nprint('done', flush=True)\ninput()"
    code = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {spin!r}])"
    words = [sys.executable, "-c", code]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert processor_of(process.pid) >= 0.3
        process.communicate(b"\n")
