"""The committed files are what the generator makes."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from goldenthread.demo.__main__ import main
from goldenthread.demo.amethyst.setting import DROPS
from goldenthread.demo.amethyst.world import AMETHYST, World, books, make_world
from goldenthread.demo.layout import SYNTHETIC, Book, Sheet, write
from goldenthread.demo.profile import DemoDrop
from goldenthread.demo.writing import describe, generate
from goldenthread.errors import DropError

BY_NAME = pytest.mark.parametrize("drop", DROPS, ids=lambda drop: drop.id)


@BY_NAME
def test_generator_still_makes_the_committed_files(
    world: World, committed: Path, drop: DemoDrop, tmp_path: Path
) -> None:
    folder = committed / drop.id
    made = {book.file: book for book in books(world, drop)}
    assert {path.name for path in folder.iterdir()} == {*made, "drop.yml"}
    assert (folder / "drop.yml").read_text(encoding="utf-8") == describe(AMETHYST, drop)
    for file, book in made.items():
        if file.endswith(".csv"):
            again = write(book, tmp_path, drop.as_of)
            assert (folder / file).read_bytes() == again.read_bytes(), file
        else:
            _same_cells(folder / file, book)


def _same_cells(path: Path, book: Book) -> None:
    workbook = CalamineWorkbook.from_path(path)
    assert workbook.sheet_names == [sheet.name for sheet in book.sheets], path.name
    for sheet in book.sheets:
        rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        assert [_cells(row) for row in rows] == _lines(sheet), f"{path.name}, {sheet.name}"


def _lines(sheet: Sheet) -> list[list[object]]:
    lines = [_cells(line) for line in sheet.lines]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _cells(row: object) -> list[object]:
    """Values as they compare: an empty cell is no cell, 3 is 3.0, times to the second."""
    cells = [_value(cell) for cell in row]  # type: ignore[attr-defined]
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def _value(cell: object) -> object:
    if isinstance(cell, dt.datetime):
        return (cell + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    if isinstance(cell, int | float):
        return round(float(cell), 6)
    return "" if cell is None else cell


def test_two_runs_give_the_same_bytes(world: World, tmp_path: Path) -> None:
    drop = DROPS[2]
    some = [b for b in books(world, drop) if b.source in ("governors", "accounts", "staff_survey")]
    assert len(some) == 3
    for book in some:
        first = write(book, tmp_path, drop.as_of).read_bytes()
        assert write(book, tmp_path, drop.as_of).read_bytes() == first


def test_every_workbook_says_that_it_is_synthetic(committed: Path) -> None:
    from openpyxl import load_workbook

    paths = sorted((committed / "2021-autumn").glob("*.xlsx"))
    assert len(paths) > 30
    for path in paths:
        assert load_workbook(path, read_only=True).properties.description == SYNTHETIC, path.name


def test_files_stay_small(committed: Path) -> None:
    total = sum(path.stat().st_size for path in committed.rglob("*") if path.is_file())
    assert total < 10_000_000


def test_another_seed_makes_other_people(world: World) -> None:
    other = make_world(seed=7)
    assert other.boards.names != world.boards.names
    assert [p.upn for p in other.pupils] == [p.upn for p in world.pupils]  # a number holds no name
    assert [p.surname for p in other.pupils] != [p.surname for p in world.pupils]


def test_people_stay_the_same_from_drop_to_drop(world: World) -> None:
    assert make_world(world.seed).staff == world.staff
    assert math.isclose(len(world.pupils), 1749, abs_tol=30)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / DROPS[0].id
    folder.mkdir()
    kept = folder / "attendance.xlsx"
    kept.write_bytes(b"somebody's own")
    with pytest.raises(DropError, match="holds files that are no demo drop"):
        generate(tmp_path, [AMETHYST])
    assert kept.read_bytes() == b"somebody's own"


@pytest.mark.parametrize("arguments", [[], ["here", "seed"], ["here", "1", "more"]])
def test_wrong_arguments_are_explained(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert "python -m goldenthread.demo FOLDER" in capsys.readouterr().err
