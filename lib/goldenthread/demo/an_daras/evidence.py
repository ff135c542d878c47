"""The evidence log and the log of reviews, as the trust's office keeps them.

An item whose evidence is dated after the drop is still wanted then: it stands in the log as not in
place. An element of leadership that nobody has given an example of has no row at all, as the column
of the plan is blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldenthread.demo.an_daras.leadership import EXAMPLES
from goldenthread.demo.an_daras.school_evidence import OF_SCHOOLS
from goldenthread.demo.an_daras.trust_evidence import OF_TRUST
from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.profile import DemoDrop
from goldenthread.demo.world import World

_PLACE = "An Daras Multi Academy Trust"
_COLUMNS = ("reference", "item", "place", "in_place", "date", "evidence", "recorded_by")
_HALF_TERMLY = ("2017-10-17", "2017-12-12", "2018-02-06", "2018-03-20", "2018-07-10")
_REVIEWS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    # The collection of the first half of the summer term was not made.
    ("ADM-C2", "Collection of assessment data from every school", _HALF_TERMLY),
    ("ADM-K10", "Review of the growth plan", ("2017-11-23", "2018-03-22", "2018-07-12")),
    ("ADM-D4", "Review of the risk registers", ("2017-11-09", "2018-02-27", "2018-06-14")),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the log; `day` is that of its evidence, "" where it is not in place."""

    reference: str
    item: str
    place: str
    day: str
    document: str
    role: str
    partly: bool = False


def evidence_books(world: World, drop: DemoDrop) -> Iterator[Book]:
    """The evidence log, and the log of meetings and reviews."""
    rows = [_row(item, drop) for item in _items()]
    yield log(world.sources, drop, "evidence_log", _COLUMNS, rows)
    held = [
        (reference, occasion, _PLACE, day) for reference, occasion, days in _REVIEWS for day in days
    ]
    columns = ("reference", "occasion", "place", "held")
    yield log(world.sources, drop, "occasions", columns, held, until="held")


def _items() -> Iterable[Item]:
    for reference, item, by_school in OF_SCHOOLS:
        for school, (day, document) in by_school.items():
            yield Item(reference, item, school.name, day, document, school.head)
    for reference, item, day, document, role, partly in OF_TRUST:
        yield Item(reference, item, _PLACE, day, document, role, partly)
    for number, item, day, document, role in EXAMPLES:
        yield Item(f"ADM-L{number}", item, _PLACE, day, document, role)


def _row(item: Item, drop: DemoDrop) -> tuple[Cell, ...]:
    known = bool(item.day) and dt.date.fromisoformat(item.day) <= drop.as_of
    if not known:
        return (item.reference, item.item, item.place, "N", None, None, item.role)
    state = "Part" if item.partly else "Y"
    return (item.reference, item.item, item.place, state, item.day, item.document, item.role)
