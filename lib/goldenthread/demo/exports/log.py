"""Registers and logs that people keep by hand, from rows that a demo's author writes down."""

from __future__ import annotations

import datetime as dt
import fnmatch
from collections.abc import Iterable, Mapping, Sequence

from goldenthread.demo.layout import PLAIN, Book, Cell, Dialect, Row, heading, lay_out
from goldenthread.demo.profile import DemoDrop
from goldenthread.sources.spec import Source

_DAYS = ("date", "due", "month", "datetime")


def log(
    sources: Mapping[str, Source],
    drop: DemoDrop,
    source: str,
    columns: Sequence[str | dt.date],
    rows: Iterable[Sequence[Cell]],
    *,
    until: str | None = None,
    blank: Sequence[str] = (),
    file: str = "",
    title: str = "",
    across: Sequence[str | dt.date] = (),
    dialect: Dialect = PLAIN,
) -> Book:
    """One export of the source, its rows given as tuples in the order of `columns`.

    A column is named by its key in the source's YAML, by an item of a listed block, or by one of
    `across`; a day may be written as text, 2018-04-20. A row whose day in column `until` lies after
    the drop is left out, and such a day in one of the columns `blank` is left blank: so one list
    serves every drop. `file` is the source's title with .xlsx where none is given.
    """
    declared = sources[source]
    name = _file(declared, file or f"{declared.title}.xlsx")
    shown: list[Row] = []
    for given in rows:
        row = {key: _cell(declared, key, value) for key, value in _named(source, columns, given)}
        if until is not None and _is_after(row[until], drop.as_of):
            continue
        shown.append(row | {key: None for key in blank if _is_after(row[key], drop.as_of)})
    above = heading(title or declared.title, drop.as_of)
    sheet = lay_out(declared, shown, name="Log", above=above, dialect=dialect, across=across)
    return Book(name, source, (sheet,))


def _named(
    source: str, columns: Sequence[str | dt.date], row: Sequence[Cell]
) -> Iterable[tuple[str | dt.date, Cell]]:
    if len(columns) != len(row):
        message = f"{source}: a row has {len(row)} cells for {len(columns)} columns: {row!r}"
        raise ValueError(message)
    return zip(columns, row, strict=True)


def _file(source: Source, file: str) -> str:
    """The name, which has to be one that the reader recognises."""
    if not any(fnmatch.fnmatchcase(_plain(file), _plain(pattern)) for pattern in source.files):
        message = f"{source.source}: {file!r} matches none of {', '.join(source.files)}"
        raise ValueError(message)
    return file


def _plain(text: str) -> str:
    return text.casefold()


def _cell(source: Source, key: str | dt.date, value: Cell) -> Cell:
    """The cell as it is printed: a real date for a day that is written as text."""
    column = source.columns.get(str(key))
    if column is None or column.type not in _DAYS or not isinstance(value, str):
        return value
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return value  # a month in words, or "ongoing"


def _is_after(day: Cell, as_of: dt.date) -> bool:
    if isinstance(day, dt.datetime):
        return day.date() > as_of
    return isinstance(day, dt.date) and day > as_of
