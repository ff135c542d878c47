"""Whose row it is: a school's, a body's, or the trust office's."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import folded, rows_by, text
from goldenthread.measures.measurement import TRUST
from goldenthread.measures.registry import Context

ENTITY = "entity"


def place_entity(context: Context, place: str) -> str:
    """The URN, "trust" or "body:<id>" that a place names; "" where it names none of them."""
    school = context.trust.find_school(place)
    if school is not None:
        return school.urn
    office = str(context.setting("trust_office", "Trust office"))
    words = (office, "trust", "central", "central team", context.trust.name, context.trust.trust)
    if folded(place) in {folded(word) for word in words}:
        return TRUST
    body = context.trust.find_body(place)
    return f"body:{body.id}" if body is not None else ""


def placed(context: Context, frame: pd.DataFrame, column: str = "place") -> pd.DataFrame:
    """`frame` with the column `entity`: whose each row is."""
    cells = text(frame, column)
    known = {place: place_entity(context, place) for place in cells.unique()}
    return frame.assign(**{ENTITY: cells.map(known)})


def unplaced_note(frame: pd.DataFrame) -> str:
    """Says how many rows of a placed frame name no place of the trust, "" where all do."""
    count = int((frame[ENTITY] == "").sum())
    if not count:
        return ""
    if count == 1:
        return "1 row names no place of the trust and counts for the trust only"
    return f"{count} rows name no place of the trust and count for the trust only"


def levels(
    context: Context, frame: pd.DataFrame, column: str = "school"
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each school that has rows with its own, then the trust with all of them.

    A row whose school could not be read is nobody's.
    """
    frame = frame[frame[column].notna()]
    rows = rows_by(frame[column])
    for school in context.trust.schools:
        if school.urn in rows:
            yield school.urn, frame.take(rows[school.urn])
    if not frame.empty:
        yield TRUST, frame
