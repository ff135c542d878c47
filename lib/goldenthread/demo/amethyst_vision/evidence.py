"""The evidence log of the vision: what is in place, since when, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON
from goldenthread.demo.amethyst_vision.items import ITEMS
from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.profile import DemoDrop
from goldenthread.sources.spec import Source

_COLUMNS = ("reference", "item", "place", "in_place", "date", "evidence", "recorded_by")
_PLACES = {
    "T": ("Amethyst Academies Trust",),
    "A": (ALDERSLEY.short,),
    "M": (MORETON.short,),
    "AM": (ALDERSLEY.short, MORETON.short),
}
_RECORDED_BY = {
    "Amethyst Academies Trust": "Chief executive's office",
    ALDERSLEY.short: ALDERSLEY.head,
    MORETON.short: MORETON.head,
}


def evidence_book(sources: Mapping[str, Source], drop: DemoDrop) -> Book:
    """A row for each item; what came into place later replaces the row that says it was not."""
    return log(sources, drop, "evidence_log", _COLUMNS, _rows(), until="date")


def _rows() -> Iterator[tuple[Cell, ...]]:
    for line in ITEMS.strip().splitlines():
        reference, item, place, standing, day, document = (p.strip() for p in line.split("|"))
        for name in _PLACES[place]:
            yield (
                *(f"AV-{reference}", item, name, standing),
                *(day or None, document or None, _RECORDED_BY[name]),
            )
