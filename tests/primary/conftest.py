"""A primary trust's drops as real workbooks, read as a user's would be."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import Drop
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import Measurements
from goldenthread.measures.registry import Context, compute_all
from goldenthread.project import Project
from goldenthread.sources.drop_tables import read_drop
from goldenthread.sources.values import upn_letter
from goldenthread.trust import Trust

ROOT = Path(__file__).parents[2]
BENCHMARKS = Benchmarks(ROOT / "params" / "benchmarks")
SOURCES = (
    *(
        "ks2_results",
        "ks1_results",
        "phonics",
        "mtc",
        "eyfs",
        "dfe_ks2",
        "pupils",
        "ks5_results",
        "ks4_results",
        "dfe_ks5",
    ),
)
NORTH, SOUTH = "100001", "100002"
TRUST = Trust.model_validate(
    {
        "trust": "test",
        "name": "Test Trust",
        "schools": [
            {"urn": urn, "name": f"{name} Primary School", "short_name": name, "phase": "primary"}
            | {"joined": dt.date(2015, 9, 1)}
            for urn, name in ((NORTH, "North"), (SOUTH, "South"))
        ],
    }
)

Rows = Sequence[Sequence[object]]
Read = Callable[..., Context]
Measured = Callable[..., Measurements]


def _upn(number: int) -> str:
    digits = f"801200{number:06d}"
    return upn_letter("A" + digits) + digits


def save(path: Path, rows: Rows | Path) -> None:
    if isinstance(rows, Path):
        shutil.copyfile(rows, path)
        return
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        return
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    for row in rows:
        sheet.append(list(row))
    book.save(path)


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with no more sources than these tests need: reading all of them takes longest."""
    root = tmp_path_factory.mktemp("project")
    (root / "params/sources").mkdir(parents=True)
    for part in ("assessments", "qualifications", "benchmarks"):
        (root / "params" / part).symlink_to(ROOT / "params" / part)
    for source in SOURCES:
        shutil.copy(ROOT / f"params/sources/{source}.yml", root / "params/sources")
    return Project(root)


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory, project: Project) -> Read:
    """The context of a drop of `files` (name -> rows)."""

    def read_files(
        files: Mapping[str, Rows | Path], *, year: str = "2018/19", trust: Trust = TRUST
    ) -> Context:
        folder = tmp_path_factory.mktemp("drop")
        for name, rows in files.items():
            save(folder / name, rows)
        drop = Drop(
            drop="d", title="D", trust="test", plan="p", year=year, term="summer",
            as_of=dt.date(int(year[:4]) + 1, 8, 31),
        )  # fmt: skip
        tables = read_drop(project, trust, drop, folder).tables
        return Context(project, trust, drop, tables, BENCHMARKS)

    return read_files


@pytest.fixture(scope="session")
def measured() -> Measured:
    """The named measures, each from the first way whose exports are there."""

    def measure_all(context: Context, *names: str) -> Measurements:
        register = all_measures()
        return Measurements(compute_all(context, {name: register[name] for name in names}))

    return measure_all


@pytest.fixture(scope="session")
def upn() -> Callable[[int], str]:
    return _upn
