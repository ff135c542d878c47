"""The committed files are what the generator makes, of every demo."""

from __future__ import annotations

import datetime as dt
import math
import zipfile
from functools import cache
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from goldenthread.demo.__main__ import main
from goldenthread.demo.amethyst.setting import DROPS
from goldenthread.demo.amethyst.world import AMETHYST, World, make_world
from goldenthread.demo.layout import SYNTHETIC, Book, Sheet, write
from goldenthread.demo.profile import Demo, DemoDrop
from goldenthread.demo.registry import DEMOS
from goldenthread.demo.writing import describe, generate, made_books
from goldenthread.drop import Drop, load_drop
from goldenthread.errors import DropError

ROOT = Path(__file__).parents[2]
EVERY_DROP = pytest.mark.parametrize(
    ("demo", "drop"),
    [pytest.param(demo, drop, id=f"{demo.id}-{drop.id}") for demo in DEMOS for drop in demo.drops],
)
EVERY_DEMO = pytest.mark.parametrize("demo", DEMOS, ids=lambda demo: demo.id)


def _folder(committed: Path, demo: Demo, drop: DemoDrop) -> Path:
    return committed / demo.folder / drop.id


@cache
def _made(demo: Demo, drop: DemoDrop) -> dict[str, Book]:
    return made_books(demo, drop, demo.seed)


@EVERY_DROP
def test_generator_still_makes_the_committed_files(
    committed: Path, demo: Demo, drop: DemoDrop, tmp_path: Path
) -> None:
    folder = _folder(committed, demo, drop)
    made = _made(demo, drop)
    assert {path.name for path in folder.iterdir()} == {*made, "drop.yml"}
    assert (folder / "drop.yml").read_text(encoding="utf-8") == describe(demo, drop)
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
    if isinstance(cell, str):
        return cell
    if isinstance(cell, dt.datetime):
        return (cell + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    if isinstance(cell, int | float):
        return round(float(cell), 6)
    return "" if cell is None else cell


@EVERY_DEMO
def test_two_runs_give_the_same_bytes(demo: Demo, tmp_path: Path) -> None:
    """The smallest of the demo's workbooks, as it is committed and as it is written twice more."""
    drop = demo.drops[-1]
    made = [book for name, book in _made(demo, drop).items() if "xlsx" in name]
    assert made
    for book in sorted(made, key=lambda book: sum(len(sheet.lines) for sheet in book.sheets))[:3]:
        first = write(book, tmp_path, drop.as_of).read_bytes()
        assert write(book, tmp_path, drop.as_of).read_bytes() == first


@EVERY_DROP
def test_every_file_says_that_it_is_synthetic(committed: Path, demo: Demo, drop: DemoDrop) -> None:
    folder = _folder(committed, demo, drop)
    declared: Drop = load_drop(folder)
    assert declared.synthetic
    assert "Synthetic data" in declared.data_status
    paths = sorted(folder.iterdir())
    assert len(paths) > 10
    for path in paths:
        assert _says_so(path), path.name


def _says_so(path: Path) -> bool:
    """In a workbook's properties; in the text of another file, or in its name where the file has
    the shape that somebody publishes and no room for words."""
    if path.suffix != ".xlsx":
        return SYNTHETIC in path.read_text(encoding="utf-8") or "synthetic" in path.name
    with zipfile.ZipFile(path) as workbook:
        return SYNTHETIC in workbook.read("docProps/core.xml").decode()


@EVERY_DEMO
def test_demos_stay_small(committed: Path, demo: Demo) -> None:
    files = [path for drop in demo.drops for path in _folder(committed, demo, drop).iterdir()]
    total = sum(path.stat().st_size for path in files)
    assert total < (1_200_000 if demo is not AMETHYST else 5_000_000)


def test_all_demos_together_stay_small(committed: Path) -> None:
    total = sum(path.stat().st_size for path in committed.rglob("*") if path.is_file())
    assert total < 12_000_000


def test_every_committed_drop_is_of_a_demo(committed: Path) -> None:
    drops = {path.parent for path in committed.rglob("drop.yml")}
    assert drops == {_folder(committed, demo, drop) for demo in DEMOS for drop in demo.drops}


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


@pytest.mark.parametrize(
    "arguments", [[], ["here", "seed"], ["here", "1", "more"], ["here", "--trust"]]
)
def test_wrong_arguments_are_explained(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert "python -m goldenthread.demo FOLDER" in capsys.readouterr().err


def test_an_unknown_demo_is_answered_with_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path), "--trust", "nobody"]) == 2
    assert "There is no demo 'nobody'. Allowed: amethyst, " in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
