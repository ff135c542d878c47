"""The trust's money beside its ledgers: reserves, the monthly packs, and the risk register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.mlp.setting import (
    LARKSPUR,
    LONGMEADOW,
    MARLPIT,
    MOSSWOOD,
    PARKFOLD,
    PIKEHILL,
    SCHOOLS,
    TRUST,
)
from goldenthread.demo.profile import TRUST_OFFICE, DemoDrop
from goldenthread.demo.world import World

# Revenue reserves on 1 September 2021. Larkspur's carry it through a year in deficit.
_RESERVES = {
    MARLPIT.name: 214_000,
    LARKSPUR.name: 186_000,
    PARKFOLD.name: 92_000,
    MOSSWOOD.name: 61_000,
    LONGMEADOW.name: 48_000,
    PIKEHILL.name: 9_500,
    TRUST_OFFICE: 120_000,
}
_LATE = ("2021-12", "2022-02")  # months whose pack came a week late
# Reference, category, the risk, scores before and after controls, owner, and how often reviewed.
_RISKS = (
    ("R1", "Finance", "Reduced funding leaves an academy in deficit", (4, 5), (3, 4), "FD"),
    ("R2", "Finance", "Forecasts come too late to act on", (4, 4), (2, 4), "FD"),
    ("R3", "Standards", "Outcomes in an academy fall below national", (3, 5), (2, 4), "EHT"),
    ("R4", "Governance", "Seats of the Primary Board stay empty", (4, 3), (3, 3), "CEO"),
    ("R5", "People", "A Head leaves without a successor", (3, 4), (2, 3), "CEO"),
)
_AT_SCHOOLS = (
    ("Finance", "Numbers on roll fall below budget", (3, 4), (2, 3)),
    ("People", "Key teachers leave", (3, 4), (2, 4)),
    ("Safeguarding", "A check on staff is missed", (2, 5), (1, 5)),
)
# Which risk of the trust each of them belongs to, and what is done about it.
_LINKS = (
    ("R1", "Budget review with the finance director every month"),
    ("R5", "Succession plan, exit talks"),
    (None, "Check of the single central record every half-term"),
)
_NO_REGISTER = LONGMEADOW
_NOT_LINKED = PIKEHILL  # links none of its risks by the spring drop
_SAYS_NOT_HOW = (MOSSWOOD, "R5")  # until the summer drop
_REVIEWS = (dt.date(2022, 3, 25), dt.date(2022, 7, 8))

# The columns of each export, as its rows give them.
_PACK = ("month", "due", "issued", "to_chair", "to_trustees")
_RISK = (
    *("reference", "place", "category", "risk", "inherent_likelihood", "inherent_impact"),
    *("residual_likelihood", "residual_impact", "owner", "reviewed", "review_due"),
    *("controls", "linked"),
)


def money_books(world: World, drop: DemoDrop) -> Iterator[Book]:
    """What the finance team keeps by hand."""
    sources = world.sources
    yield log(
        sources,
        drop,
        "reserves",
        ("place", "year", "brought_forward"),
        [(place, "2021/22", held) for place, held in _RESERVES.items()],
        file="Reserves.xlsx",
    )
    yield log(sources, drop, "accounts_packs", _PACK, _packs(), until="due")
    yield log(sources, drop, "risks", _RISK, _risks(drop))


def _packs() -> Iterator[tuple[Cell, ...]]:
    """Twelve in a year: that of August 2021 comes in September, that of July 2022 in August."""
    for number in range(12):
        month = dt.date(2021 + (7 + number) // 12, (7 + number) % 12 + 1, 1)
        due = dt.date(2021 + (8 + number) // 12, (8 + number) % 12 + 1, 18)
        late = dt.timedelta(days=7 if f"{month:%Y-%m}" in _LATE else -1)
        yield month, due, due + late, due + late, due + late + dt.timedelta(days=1)


def _risks(drop: DemoDrop) -> Iterator[tuple[Cell, ...]]:
    """One school keeps no register. One review is overdue in spring; the first risk eases."""
    reviewed = _REVIEWS[drop.number]
    due = reviewed + dt.timedelta(days=84)
    for reference, category, risk, before, after, owner in _RISKS:
        likelihood = after[0] - (1 if reference == "R1" and drop.number else 0)
        stale = reference == "R2" and drop.number == 0
        days = (reviewed - dt.timedelta(days=120), drop.as_of - dt.timedelta(days=10))
        dates = days if stale else (reviewed, due)
        own = (reference, TRUST.name, category, risk, *before, likelihood, after[1])
        yield (*own, owner, *dates, "Reported to the Trust Board", None)
    for school in SCHOOLS:
        if school is _NO_REGISTER:
            continue
        for number, (category, risk, before, after) in enumerate(_AT_SCHOOLS):
            reference = f"{school.short[:2].upper()}-R{number + 1}"
            own = (reference, school.name, category, risk, *before, *after)
            link, controls = _LINKS[number]
            first = drop.number == 0
            silent = first and (school, link) == _SAYS_NOT_HOW
            linked = None if first and school is _NOT_LINKED else link
            yield (*own, "Head", reviewed, due, None if silent else controls, linked)
