"""A drop of a few exports with known faults, in a project of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from goldenthread.drop_check import DropCheck, check_drop

ROOT = Path(__file__).resolve().parents[2]
DROP = "data/demo/2022-summer"
ATTENDANCE = "Aldersley attendance.xlsx"
KEPT = (ATTENDANCE, "Aldersley behaviour log.csv", "Moreton conduct log.csv", "Risk register.xlsx")


@pytest.fixture(scope="session")
def drop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Attendance with two wrong cells (rows 10 and 11 of column E), a log with a wrong date, a
    damaged workbook, and a register that is as it should be."""
    project = tmp_path_factory.mktemp("check")
    for part in ("params", "notebooks"):
        shutil.copytree(ROOT / part, project / part)
    folder = project / DROP
    folder.mkdir(parents=True)
    for name in (*KEPT, "drop.yml"):
        shutil.copy(ROOT / DROP / name, folder / name)
    book = openpyxl.load_workbook(folder / ATTENDANCE)
    book["Autumn 2021"]["E10"] = book["Autumn 2021"]["E11"] = "abc"
    book.save(folder / ATTENDANCE)
    log = folder / "Aldersley behaviour log.csv"
    text = log.read_text("utf-8-sig").replace(",03/09/2020,Fighting", ",3rd or 4th,Fighting", 1)
    log.write_text(text, encoding="utf-8")
    (folder / "Posts and vacancies.xlsx").write_bytes(b"PK\x03\x04 and no more")
    return folder


@pytest.fixture(scope="session")
def checked(drop: Path) -> DropCheck:
    return check_drop(str(drop))
