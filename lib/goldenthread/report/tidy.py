"""The figures behind a table, for an analyst's next cell: unrounded, a row a measurement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from goldenthread.measures.measurement import Measurement
from goldenthread.view import View

_COLUMNS = (
    "measure", "entity", "period", "group", "value", "state", "n", "numerator", "denominator",
    "low", "high", "note",
)  # fmt: skip


def tidy(view: View, names: Sequence[str]) -> pd.DataFrame:
    """The frames of some measures below each other, each row with the name of its entity.

    Every table of a report gives one back, so they are made at once where they can be: one frame
    for each measure, and those put together, takes several times as long.
    """
    found = [view.measurements.of(name) for name in names]
    if found and all(found):
        frame = pd.DataFrame({column: _together(found, column) for column in _COLUMNS})
    else:  # an empty frame has a say in what the columns hold
        frames = [view.measurements.frame(name) for name in names]
        frame = pd.concat(frames or [view.measurements.frame("")], ignore_index=True)
    frame.insert(1, "name", [view.name(entity) for entity in frame["entity"]])
    return frame


def _together(found: Sequence[Sequence[Measurement]], column: str) -> Any:
    """A column of all measures; of some that have nothing in it and others as pandas puts them
    together."""
    parts = [[getattr(m, column) for m in own] for own in found]
    empty = [all(value is None for value in part) for part in parts]
    if any(empty) and not all(empty):
        return pd.concat([pd.Series(part) for part in parts], ignore_index=True)
    return [value for part in parts for value in part]
