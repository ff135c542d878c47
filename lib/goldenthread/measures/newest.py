"""Which of several rows about one thing counts: the newest, whatever the order of the rows."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from goldenthread.sources.table import FILE, ROW, SHEET

_PLACE = (FILE, SHEET, ROW)


def newest(frame: pd.DataFrame, key: Sequence[str], when: str) -> pd.DataFrame:
    """The row of each key whose `when` is latest; a row without it counts as the oldest.

    Of two rows of one key and day that differ, the cells decide and not which stands first: sorting
    a spreadsheet anew must not change a figure.
    """
    cells = [name for name in frame.columns if name not in (*_PLACE, *key, when)]
    written = frame[cells].astype("string").fillna("")
    ordered = frame.assign(_cells=written.apply("\x1f".join, axis=1) if len(frame) else "")
    ordered = ordered.sort_values([when, "_cells"], kind="stable", na_position="first")
    kept = ordered.drop_duplicates(list(key), keep="last").index
    return frame.loc[frame.index.isin(kept)]
