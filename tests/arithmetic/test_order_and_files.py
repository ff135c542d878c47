"""What must not matter: the order of rows, and into how many files an export is split."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from goldenthread.agreement import load_named
from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import load_drop
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.disclosure import disclose
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, compute_all
from goldenthread.project import Project
from goldenthread.sources.drop_tables import read_drop
from goldenthread.sources.table import ROW, Table, Tables
from goldenthread.trust import Trust

ROOT = Path(__file__).parents[2]
DROP = ROOT / "data" / "demo" / "2022-summer"
SPLIT = (
    ("Risk register.xlsx", "Ref"),
    ("Suspensions and exclusions.xlsx", "UPN"),
    ("Staff list with leavers.xlsx", "Employee ID"),
    ("Training log.xlsx", "Name"),
)
Figures = Mapping[tuple[str, str, str, str], Measurement]


class Drop:
    """The demonstration's summer drop, read once; `measure` measures any tables of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = Project.around(DROP)
        self.drop = load_drop(folder)
        self.trust = load_named(self.project.params / "trusts", self.drop.trust, Trust, "trust")
        self.benchmarks = Benchmarks(self.project.params / "benchmarks")
        self.read = read_drop(self.project, self.trust, self.drop, folder)
        self.tables = self.read.tables

    def measure(self, tables: Tables) -> Figures:
        """Every measurement as it may be shown, without where its rows stand."""
        register = all_measures()
        context = Context(self.project, self.trust, self.drop, tables, self.benchmarks)
        found = disclose(compute_all(context, register), register, self.trust)
        bare = {(m.measure, m.entity, m.period, m.group): replace(m, rows=()) for m in found}
        assert len(bare) == len(found), "two measurements of one name"
        return bare


@pytest.fixture(scope="module")
def demo() -> Drop:
    return Drop(DROP)


@pytest.fixture(scope="module")
def figures(demo: Drop) -> Figures:
    return demo.measure(demo.tables)


def changed(frames: Tables, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Tables:
    return {
        name: replace(table, frame=change(table.frame)) if isinstance(table, Table) else table
        for name, table in frames.items()
    }


def differences(one: Figures, other: Figures) -> list[str]:
    """Exactly the same: no tolerance, because every sum is exact."""
    return [
        f"{key}: {one.get(key)} became {other.get(key)}"
        for key in dict.fromkeys((*one, *other))
        if one.get(key) != other.get(key)
    ]


def test_every_measure_is_there_to_be_compared(figures: Figures) -> None:
    measured = {measure for (measure, *_), m in figures.items() if m.value is not None}
    assert len(figures) > 2000
    assert len(measured) > 80


def _shuffled(frame: pd.DataFrame) -> pd.DataFrame:
    """As if the sheet had been sorted anew: other rows at the same places."""
    other = frame.sample(frac=1, random_state=len(frame)).reset_index(drop=True)
    return other.assign(**{ROW: frame[ROW].to_numpy()})


def _halves(path: Path, head: str) -> None:
    """Two workbooks in place of one, each with the title, the header and every other row."""
    book = openpyxl.load_workbook(path, read_only=True)
    name, rows = book.sheetnames[0], list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    header = next(place for place, row in enumerate(rows) if head in row) + 1
    for half in (0, 1):
        part = openpyxl.Workbook()
        sheet = part.worksheets[0]
        sheet.title = name
        for row in (*rows[:header], *rows[header + half :: 2]):
            sheet.append(row)
        part.save(path.with_stem(f"{path.stem} part {half + 1}"))
    path.unlink()


def test_exports_in_two_files_other_names_and_sheets_sorted_anew_change_no_figure(
    demo: Drop, figures: Figures, tmp_path: Path
) -> None:
    folder = tmp_path / DROP.name
    shutil.copytree(DROP, folder)
    for name, head in SPLIT:
        _halves(folder / name, head)
    # Files are read in the order of their names.
    for school, before in (("Aldersley", "Z"), ("Moreton", "A")):
        for path in sorted(folder.glob(f"{school} *")):
            path.rename(path.with_name(f"{before} {path.name}"))
    other = Drop(folder)
    for name, _ in SPLIT:
        assert sum(i.name.startswith(Path(name).stem) for i in other.read.inputs) == 2, name
    first = [drop.tables["pupils"].frame["school"].iloc[0] for drop in (demo, other)]
    assert first[0] != first[1], "the other school's list comes first"
    # One pass over all measures for the three of them: it is the slow part.
    assert differences(figures, other.measure(changed(other.tables, _shuffled))) == []
