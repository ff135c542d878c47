"""The figures behind a table, for an analyst's next cell: unrounded, a row a measurement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from goldenthread.measures.measurement import Measurement, Measurements
from goldenthread.view import View

_TEXTS = ("measure", "name", "entity", "period", "group", "state", "note")
_NUMBERS = ("value", "n", "numerator", "denominator", "low", "high")
_COLUMNS = (
    "measure", "name", "entity", "period", "group", "value", "state", "n", "numerator",
    "denominator", "low", "high", "note",
)  # fmt: skip
# Of what only these make up numpy makes at once what pandas finds out in several steps.
_AS_NUMPY_HAS_THEM: dict[frozenset[type], type] = {
    frozenset({float}): float,
    frozenset({float, type(None)}): float,
    frozenset({int, type(None)}): float,
    frozenset({type(None)}): object,
}


def tidy(view: View, names: Sequence[str]) -> pd.DataFrame:
    """The frames of some measures below each other, each row with the name of its entity.

    Every table of a report gives one back, so they are made at once where they can be: one frame
    for each measure, and those put together, takes several times as long.
    """
    found = [view.measurements.of(name) for name in names]
    if found and all(found):
        columns = _texts(view, found) | {name: _numbers(found, name) for name in _NUMBERS}
        return pd.DataFrame({name: columns[name] for name in _COLUMNS})
    # An empty frame has a say in what the columns hold.
    frames = [view.measurements.frame(name) for name in names]
    # Of no measure nothing is read: the view's own pool would be noted as read, all of it.
    frame = pd.concat(frames or [Measurements(()).frame()], ignore_index=True)
    frame.insert(1, "name", [view.name(entity) for entity in frame["entity"]])
    return frame


def _texts(view: View, found: Sequence[Sequence[Measurement]]) -> dict[str, Any]:
    """The columns of words: one long one, cut up, for what takes pandas its time is to begin."""
    rows = [m for own in found for m in own]
    columns = {name: [getattr(m, name) for m in rows] for name in _TEXTS if name != "name"} | {
        "name": [view.name(m.entity) for m in rows]
    }
    long = pd.Series([text for column in columns.values() for text in column]).array
    starts = range(0, len(long), len(rows))
    return {name: long[at : at + len(rows)] for name, at in zip(columns, starts, strict=True)}


def _numbers(found: Sequence[Sequence[Measurement]], column: str) -> Any:
    """A column of all measures; of some that have nothing in it and others as pandas puts them
    together."""
    parts = [[getattr(m, column) for m in own] for own in found]
    empty = [all(value is None for value in part) for part in parts]
    if any(empty) and not all(empty):
        return pd.concat([pd.Series(part) for part in parts], ignore_index=True)
    whole = [value for part in parts for value in part]
    kind = _AS_NUMPY_HAS_THEM.get(frozenset(map(type, whole)))
    return whole if kind is None else np.array(whole, dtype=kind)
