"""Plants distinctive personal values in a copy of a drop, to look for them in what comes out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from exports import DropExports, Grid, plain

from goldenthread.sources.spec import Column, Source, load_sources

# What any planted value looks like, whoever's it is and however it is written.
PLANTED = (
    r"zqx\d{5}",
    r"777\s?0000\d{3}",
    r"1907-\d\d-\d\d",
    r"\d\d?[/.-]\d\d?[/.-]1907",
    r"\d\d? [A-Z][a-z]{2,8} 1907",
)
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_KEPT = ("vacancy", "vacant")  # an empty seat is no person


def upn(number: int) -> str:
    """A valid unique pupil number that no generator of ours makes: authority 777."""
    digits = f"7770000{number:05d}"
    weights = sum(place * int(digit) for place, digit in enumerate(digits, start=2))
    return _LETTERS[weights % 23] + digits


class Planter:
    """One invented value for each real one, the same wherever that one stands; a blank cell, an
    anonymous answer and a personal column that an export lacks get one too."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], object] = {}
        self.pupils: set[str] = set()
        self.names = 0

    def value(self, column: Column, old: object, place: str) -> object:
        text = plain(old)
        if text in _KEPT or column.type in ("choice", "yes_no"):
            return old
        if text in ("", "anonymous"):
            text = place  # nobody's in particular: this cell's own
        kind = {"upn": "upn", "date": "date"}.get(column.type, "text")
        if (kind, text) not in self._made:
            self._made[kind, text] = self._make(kind, len(self._made))
        return self._made[kind, text]

    def _make(self, kind: str, number: int) -> object:
        if kind == "upn":
            self.pupils.add(upn(number))
            return upn(number)
        if kind == "date":
            day = dt.date(1907, 1, 1) + dt.timedelta(days=number % 365)
            return dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - as Excel has it
        self.names += 1
        return f"Zqx{number:05d}Plant"


def plant_drop(drop: DropExports, sources_folder: Path, planter: Planter) -> int:
    """Replace every personal value of every export of `drop`; how many were planted."""
    count = 0
    for source in load_sources(sources_folder).values():
        if source.personal_columns:
            for file in drop.files_of(source):
                count += sum(_plant(grid, source, planter) for grid in drop.grids(file, source))
    return count


def _plant(grid: Grid, source: Source, planter: Planter) -> int:
    count = 0
    for name in source.personal_columns:
        column = source.columns[name]
        if name not in grid.titles:
            grid.add_column(name, column.title)
        for row in grid.body():
            place = f"{grid.file} {grid.sheet} {row} {name}"
            new = planter.value(column, grid.get(row, name), place)
            if new != grid.get(row, name):
                grid.put(row, name, new)
                count += 1
    return count


def break_personal_cells(drop: DropExports, sources_folder: Path) -> dict[str, int]:
    """Faults in personal columns, each with a planted value in it: file -> row of Excel."""
    sources = load_sources(sources_folder)
    broken = {}
    for source, column, value in (
        ("pupils", "date_of_birth", "Zqx90001 in June"),
        ("attendance", "upn", "7770000 Zqx90002"),
        ("ks4_results", "upn", "Zqx90003"),
        ("suspensions", "upn", "A777000090004"),
    ):
        file = drop.files_of(sources[source])[0]
        grid = drop.grids(file, sources[source])[0]
        row = grid.header + 7
        grid.put(row, column, value)
        broken[file] = row + 1
    # The same pupil twice: the finding may say where, not who.
    file = drop.files_of(sources["pupils"])[-1]
    grid = drop.grids(file, sources["pupils"])[0]
    body = grid.body()
    grid.rows.insert(body.stop, list(grid.rows[body.start]))
    broken[file] = body.stop + 1
    return broken
