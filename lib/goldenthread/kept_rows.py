"""The rows that evidence may list: of sources whose rows are things, without personal columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from goldenthread.shelf import Shelf
from goldenthread.sources.spec import Source
from goldenthread.sources.table import FILE, ROW, SHEET, Table, Tables, coded


@dataclass(frozen=True, slots=True)
class Rows:
    """On a shelf (source, file): sheet, row, and the columns that are not personal, under their
    titles."""

    shelf: Shelf

    def of_file(self, source: str, file: str) -> pd.DataFrame | None:
        """The rows of a file; None where a row of its source is a person."""
        found: pd.DataFrame | None = self.shelf.get(source, file)
        if found is None:
            found = self.shelf.get(source, _NO_FILE)
        return found


_NO_FILE = ""  # no export is called this: what a source's rows look like where there are none


def listable_rows(tables: Tables) -> Rows:
    """The rows of every table that may be listed."""
    return Rows(
        Shelf.of(
            (name, file, rows)
            for name, table in tables.items()
            if isinstance(table, Table) and table.source.rows == "things"
            for file, rows in _by_file(_public(table))
        )
    )


def _by_file(frame: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    codes, files = coded(frame[FILE])
    frame = frame.drop(columns=FILE)
    yield _NO_FILE, _alone(frame.iloc[:0])
    for number, file in enumerate(files):
        own = codes == number
        if own.any():
            yield str(file), _alone(frame[own])


def _alone(frame: pd.DataFrame) -> pd.DataFrame:
    """Some rows of a frame, without the words that only its others use."""
    worded = {
        str(name): column.cat.remove_unused_categories()
        for name, column in frame.items()
        if isinstance(column.dtype, pd.CategoricalDtype)
    }
    return frame.assign(**worded) if worded else frame


def _public(table: Table) -> pd.DataFrame:
    titles = {name: title for name, title in _titles(table.source).items() if name in table.frame}
    places = [FILE, SHEET, ROW]
    return table.frame[[*places, *titles]].rename(columns=titles)


def _titles(source: Source) -> dict[str, str]:
    """The columns that may be shown and what the export calls them."""
    titles = {name: column.title for name, column in source.columns.items() if not column.personal}
    extra = [source.unpivot.name, source.unpivot.value] if source.unpivot else []
    extra += [source.sheet.into] if source.sheet.into else []
    titles |= {name: name.replace("_", " ").capitalize() for name in extra if name not in titles}
    return titles
