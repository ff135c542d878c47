"""Logs that speak of criteria by reference and of places by name: who each row counts for."""

from __future__ import annotations

import pandas as pd

from goldenthread.measures.cells import folded, text
from goldenthread.measures.measurement import TRUST
from goldenthread.measures.places import ENTITY, place_entity
from goldenthread.measures.registry import Context

KEY = "key"  # the reference of a row, and ...
NAMED = "reference"  # ... the column it stands in
EVERY_SCHOOL = ("all schools", "every school", "each school", "both schools", "all academies")


def logged(context: Context, source: str) -> pd.DataFrame:
    """The rows of a log with the columns `key` and `entity`, a URN or "trust".

    A row of all schools is one of each school. A row of a local governing body is its school's, one
    of any other board or committee the trust's. Rows without a reference, or whose place is none of
    the trust's, count for nobody.
    """
    frame = context.frame(source)
    frame = frame.assign(**{KEY: text(frame, NAMED)})
    places = text(frame, "place")
    known = {place: places_of(context, place) for place in places.unique()}
    placed = frame.assign(**{ENTITY: places.map(known)}).explode(ENTITY)
    placed = placed[placed[ENTITY].notna() & (placed[KEY] != "")]
    return placed.reset_index(drop=True)


def places_of(context: Context, place: str) -> list[str]:
    """Whom a row of that place counts for: URNs or "trust"; nobody where it is none of them."""
    if folded(place) in EVERY_SCHOOL:
        return [school.urn for school in context.trust.schools]
    entity = place_entity(context, place)
    if not entity.startswith("body:"):
        return [entity] if entity else []
    body = context.trust.find_body(place)
    return [body.school if body is not None and body.school else TRUST]
