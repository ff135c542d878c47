"""Drops of real spreadsheets, built in a temporary folder."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from goldenthread.drop import Drop
from goldenthread.project import Project
from goldenthread.sources.drop_tables import DropTables, read_drop
from goldenthread.trust import Body, School, Trust

ROOT = Path(__file__).parents[2]
NORTH, SOUTH = "100001", "100002"

Rows = Sequence[Sequence[object]]
Content = Rows | Mapping[str, Rows] | bytes | str
Read = Callable[..., DropTables]

TRUST = Trust(
    trust="compass",
    name="Compass Trust",
    schools=(
        School(
            urn=NORTH, name="North High School", short_name="North", aliases=("NHS",),
            laestab="8012001", phase="secondary", joined=dt.date(2015, 9, 1),
        ),
        School(
            urn=SOUTH, name="South St. Mary's School", short_name="South",
            phase="secondary", joined=dt.date(2016, 9, 1),
        ),
    ),
    bodies=(
        Body(id="board", name="Trust Board", aliases=("Trustees",), kind="trustees"),
        Body(id="lgb-north", name="North Governing Body", kind="local", school=NORTH),
    ),
)  # fmt: skip


def save(path: Path, content: Content) -> None:
    """A workbook of one sheet or several, or the bytes or text as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif isinstance(content, str):
        path.write_text(content, encoding="utf-8", newline="")
    else:
        sheets = content if isinstance(content, Mapping) else {"Sheet1": content}
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
        book.save(path)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a drop of `files` (name -> content) against the named sources of the project."""

    def read_files(
        files: Mapping[str, Content], *sources: str, trust: Trust = TRUST, **drop: object
    ) -> DropTables:
        declared = tmp_path / "params" / "sources"
        declared.mkdir(parents=True, exist_ok=True)
        for source in sources:
            # What a test has answered in its own copy stays answered.
            if not (declared / f"{source}.yml").exists():
                shutil.copy(ROOT / "params" / "sources" / f"{source}.yml", declared)
        folder = tmp_path / "drop"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            save(folder / name, content)
        described = Drop.model_validate(
            {
                "drop": "a-drop", "title": "A drop", "trust": "compass", "plan": "p",
                "year": "2021/22", "term": "autumn", "as_of": dt.date(2021, 12, 17), **drop,
            }
        )  # fmt: skip
        return read_drop(Project(tmp_path), trust, described, folder)

    return read_files
