"""The rows that evidence may list: of sources whose rows are things, without personal columns."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from goldenthread.sources.spec import Source
from goldenthread.sources.table import FILE, ROW, SHEET, Table, Tables

Rows = Mapping[str, pd.DataFrame]


def listable_rows(tables: Tables) -> Rows:
    """By source: file, sheet, row, and the columns that are not personal, under their titles."""
    return {
        name: _public(table)
        for name, table in tables.items()
        if isinstance(table, Table) and table.source.rows == "things"
    }


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
