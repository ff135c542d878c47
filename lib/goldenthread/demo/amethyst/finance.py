"""Amethyst's ledgers, and when each month's pack was sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, SCHOOLS, YEAR
from goldenthread.demo.exports.accounts import (
    Ledger,
    LedgerLine,
    Pack,
    accounts_book,
    packs_book,
)
from goldenthread.demo.layout import Book
from goldenthread.demo.profile import DemoDrop
from goldenthread.sources.spec import Source

# Ledger lines: code, description, category, the year's budget in thousands at each school.
_LINES: tuple[tuple[str, str, str, int, int], ...] = (
    ("1010", "General annual grant", "Income", 4655, 4190),
    ("1020", "Pupil premium", "Income", 205, 279),
    ("1030", "Other government grants", "Income", 188, 212),
    ("1040", "Lettings and other income", "Income", 96, 54),
    ("2010", "Teaching staff", "Staff costs", 2640, 2535),
    ("2020", "Supply and agency staff", "Staff costs", 62, 88),
    ("2030", "Education support staff", "Staff costs", 645, 610),
    ("2040", "Administrative staff", "Staff costs", 262, 244),
    ("2050", "Premises and catering staff", "Staff costs", 208, 196),
    ("3010", "Premises and cleaning", "Other costs", 236, 228),
    ("3020", "Energy", "Other costs", 142, 136),
    ("3030", "Educational supplies", "Other costs", 268, 214),
    ("3040", "Examination fees", "Other costs", 104, 92),
    ("3050", "Information technology", "Other costs", 118, 110),
    ("3060", "Insurance and professional fees", "Other costs", 74, 71),
    ("3070", "Trust services", "Other costs", 244, 219),
)
# Actual over budget, as a share, at the year's end; it grows over the months.
_DRIFT = {
    ALDERSLEY: {"2020": 0.04, "3020": 0.16, "1040": 0.06, "2010": -0.008, "3030": -0.03},
    MORETON: {"2020": 0.62, "3020": 0.24, "1040": -0.11, "2010": 0.011, "3050": 0.07},
}
# The day of the next month on which each pack was due, issued, sent to the chair; and whether it
# went to all trustees. Two were late: October's, and March's.
_PACKS: tuple[tuple[int, int, int, bool], ...] = (
    (20, 18, 19, True),
    (20, 26, 26, False),
    (20, 16, 16, True),
    (20, 19, 20, False),
    (21, 18, 21, True),
    (21, 21, 21, True),
    (20, 27, 28, False),
    (20, 19, 20, True),
    (20, 20, 20, True),
    (20, 19, 19, False),
    (22, 19, 22, True),
)
_COMMITTEE = (
    dt.date(2021, 10, 21),
    dt.date(2021, 11, 25),
    dt.date(2021, 12, 16),
    dt.date(2022, 1, 27),
    dt.date(2022, 2, 17),
    dt.date(2022, 3, 31),
    dt.date(2022, 4, 28),
    dt.date(2022, 5, 26),
    dt.date(2022, 6, 30),
    dt.date(2022, 7, 21),
    None,
)


_PACK_LOG = tuple(Pack(*days, meeting) for days, meeting in zip(_PACKS, _COMMITTEE, strict=True))


def finance_books(sources: Mapping[str, Source], seed: int, drop: DemoDrop) -> Iterator[Book]:
    """The accounts of the months that are closed, a sheet a school, and the pack log."""
    ledgers = {school: _ledger(place) for place, school in enumerate(SCHOOLS)}
    yield accounts_book(sources["accounts"], ledgers, _PACK_LOG, YEAR, seed, drop)
    yield packs_book(sources["accounts_packs"], _PACK_LOG, YEAR, drop)


def _ledger(place: int) -> Ledger:
    lines = tuple(
        LedgerLine(code, description, category, 1000 * thousands[place])
        for code, description, category, *thousands in _LINES
    )
    return Ledger(lines, _DRIFT[SCHOOLS[place]])
