"""`python -m benchmarks.reading`: a workbook of 100,000 rows through the suite, beside the same
workbook through its readers alone.

The suite's time holds everything from the folder to a checked table: the file's hash, the search
for its source and header, the type of every cell, findings and gaps, duplicates, the place of every
row. Processor time is compared, in pairs one after the other, so that a busy machine changes
little. What the profile says of the suite's time: 60 to 70 per cent of it is calamine's, which
unpacks the workbook and makes a Python object of every cell; a tenth numbers the cells of each
column; a tenth asks the different ones what they are (nearly all of it text that hardly repeats:
pupil numbers, names); the rest is pandas making columns of it.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import python_calamine as calamine

from benchmarks.long_workbook import SOURCE, write_workbook
from goldenthread.drop import Drop
from goldenthread.project import Project
from goldenthread.sources.drop_tables import read_drop
from goldenthread.sources.table import Table
from goldenthread.trust import School, Trust

PUPILS = 100_000
_PAIRS = 5
_TRUST = Trust(
    trust="one",
    name="Trust of One",
    schools=(
        School(
            urn="200001", name="One School", short_name="One",
            phase="secondary", joined=dt.date(2015, 9, 1),
        ),
    ),
)  # fmt: skip
_DROP = Drop(
    drop="long", title="A long workbook", trust="one", plan="none", year="2021/22",
    term="summer", as_of=dt.date(2022, 7, 16), synthetic=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One way of reading: its median processor seconds; `ratio` is this time to the suite's."""

    what: str
    seconds: float
    ratio: float
    target: str = ""

    def __str__(self) -> str:
        target = f"  ({self.target})" if self.target else ""
        return f"{self.seconds:8.2f} s  {self.ratio:6.2f} times the suite  {self.what}{target}"


def rows(pupils: int = PUPILS) -> list[Row]:
    """The suite, calamine alone, and pandas with openpyxl, on the same workbook."""
    with tempfile.TemporaryDirectory() as root:
        declared, drop = Path(root, "params", "sources"), Path(root, "drop")
        declared.mkdir(parents=True)
        drop.mkdir()
        Path(declared, "pupil_sessions.yml").write_text(SOURCE, encoding="utf-8")
        path = drop / "Pupil list.xlsx"
        write_workbook(path, pupils)
        return _compared(Project(Path(root)), drop, path, pupils)


def _compared(project: Project, drop: Path, path: Path, pupils: int) -> list[Row]:
    def suite() -> None:
        table = read_drop(project, _TRUST, _DROP, drop).tables["pupil_sessions"]
        if not isinstance(table, Table) or len(table.frame) != pupils:
            raise RuntimeError(str(table))

    def bare() -> None:
        calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()

    def with_openpyxl() -> None:
        pd.read_excel(path, engine="openpyxl")

    suite()  # what Python and pandas load at first use is not reading
    pairs = [(_seconds(suite), _seconds(bare)) for _ in range(_PAIRS)]
    openpyxl = _seconds(with_openpyxl)
    own = statistics.median(mine for mine, _ in pairs)
    ratio = statistics.median(theirs / mine for mine, theirs in pairs)
    return [
        Row(f"the suite reads and checks {pupils:,} rows", own, 1.0),
        Row(
            "calamine reads them into Python", statistics.median(theirs for _, theirs in pairs),
            ratio, "target: at least 0.50",
        ),
        Row(
            "pandas.read_excel with openpyxl", openpyxl, openpyxl / own, "target: at least 8.00"
        ),
    ]  # fmt: skip


def _seconds(read: Callable[[], None]) -> float:
    started = time.process_time()
    read()
    return time.process_time() - started


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write(f"{row}\n")
