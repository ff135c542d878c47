"""Frames of millions of rows: put together, and searched for rows that share a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from goldenthread.sources.encoded import Places
from goldenthread.sources.table import coded


def joined(frames: Sequence[pd.DataFrame], order: Sequence[str]) -> pd.DataFrame:
    """One frame with the columns in `order`; categories are those of all frames, in alphabetical
    order."""
    if len(frames) == 1:
        return frames[0][list(order)].reset_index(drop=True)
    if not any(isinstance(dtype, pd.CategoricalDtype) for dtype in frames[0].dtypes):
        return pd.concat(frames, ignore_index=True)[list(order)]
    columns = {name: _joined_column([frame[name] for frame in frames]) for name in order}
    return pd.DataFrame(columns, copy=False)


def _joined_column(parts: list[pd.Series[Any]]) -> Any:
    if isinstance(parts[0].dtype, pd.CategoricalDtype):
        return union_categoricals(parts, sort_categories=True)
    return pd.concat(parts, ignore_index=True).array


def shared_keys(frame: pd.DataFrame, key: Sequence[str]) -> Places:
    """The rows, ascending, whose key is that of another row too.

    Sorting one whole number for each row takes a fifth of the time and memory of comparing the
    columns, and most exports have no such rows.
    """
    numbers = np.zeros(len(frame), dtype="int64")
    different = 1
    for name in key:
        codes, values = coded(frame[name])
        different *= len(values) + 1
        if different > np.iinfo("int64").max:
            return np.flatnonzero(frame.duplicated(list(key), keep=False))
        numbers = numbers * (len(values) + 1) + codes + 1
    ordered = np.sort(numbers)
    repeated = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not repeated.size:
        return np.empty(0, dtype="int64")
    return np.flatnonzero(np.isin(numbers, repeated))
