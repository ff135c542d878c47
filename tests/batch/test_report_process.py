"""What a report's process says to its parent, and what is not for it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from goldenthread.batch.matrix import Task

if TYPE_CHECKING:
    from goldenthread.batch.report_process import ReportProcess

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="where Python can be forked")


@pytest.fixture
def report() -> ReportProcess:
    from goldenthread.batch.report_process import Job, ReportProcess

    task = Task("finance/trust", "trust", "Finance", Path("finance.ipynb"), {})
    return ReportProcess(Job(0, task), 1, 2, 0.0)


def test_the_cell_and_the_outcome_are_noted(report: ReportProcess) -> None:
    report.note(b'{"cell": 4}')
    assert (report.cell, report.outcome) == (4, None)
    assert report.cell_started > 0

    report.note(b'{"cell": null}')  # after the last: what follows is under no cell's limit
    assert report.cell is None

    report.note(b'{"outcome": {"status": "succeeded"}}')
    assert report.outcome == {"status": "succeeded"}


@pytest.mark.parametrize(
    "line",
    [b"", b"1", b"null", b"[]", b"{}", b'"cell"', b'{"cell": "4"}', b'{"outcome": 1}', b"\xff"],
)
def test_what_a_notebook_writes_into_every_open_file_says_nothing(
    report: ReportProcess, line: bytes
) -> None:
    report.note(line)

    assert (report.cell, report.outcome) == (None, None)
