"""Management accounts by month, and the log of when each month's pack was sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, SCHOOLS
from goldenthread.demo.chance import chance
from goldenthread.demo.layout import (
    Book,
    Cell,
    Dialect,
    Row,
    Sheet,
    Subtotal,
    heading,
    lay_out,
    notes,
)
from goldenthread.demo.profile import DemoDrop, DemoSchool
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
# Lines of which the year's money is not spent in twelve equal parts: share by month from September.
_UNEVEN = {"3040": (0, 0, 0.1, 0.1, 0.1, 0.25, 0.25, 0.1, 0.1, 0, 0, 0)}
_MONTHS = tuple(dt.date(2021 + (n > 3), (n + 8) % 12 + 1, 1) for n in range(12))
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
_TOTALS = {
    "Income": "Total income",
    "Staff costs": "Total staff costs",
    "Other costs": "Total other costs",
}
_AMOUNTS = ("annual_budget", "budget", "actual", "forecast")
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


def finance_books(sources: Mapping[str, Source], seed: int, drop: DemoDrop) -> Iterator[Book]:
    """The accounts of the months that are closed, a sheet a school, and the pack log."""
    closed = [n for n in range(len(_PACKS)) if _due(n) <= drop.as_of]
    sheets = tuple(_accounts(sources["accounts"], school, seed, closed, drop) for school in SCHOOLS)
    kpi = notes("KPI", (("Key figures for the trust",), (), ("Cash days", 61)))
    yield Book("Management accounts 2021-22.xlsx", "accounts", (*sheets, kpi))
    yield _packs(sources["accounts_packs"], closed, drop)


def _due(month: int) -> dt.date:
    return _MONTHS[month + 1].replace(day=_PACKS[month][0])


def _accounts(
    source: Source, school: DemoSchool, seed: int, closed: list[int], drop: DemoDrop
) -> Sheet:
    rng = chance(seed, "accounts", school.short)
    wobble = {line[0]: 0.006 * rng.standard_normal(len(_MONTHS)) for line in _LINES}
    rows: list[Row] = []
    for month in closed:
        lines = [_line(school, line, month, float(wobble[line[0]][month])) for line in _LINES]
        for category, label in _TOTALS.items():
            part = [line for line in lines if line["category"] == category]
            rows += [*part, _added_up(label, part)]
        costs = [_negated(line) for line in lines if line["category"] != "Income"]
        income = [line for line in lines if line["category"] == "Income"]
        rows += [_added_up("Surplus / (deficit)", [*income, *costs]), {}]
    above = heading(f"{school.name}: management accounts, {_MONTHS[closed[-1]]:%B %Y}", drop.as_of)
    below = ("Budget and actual are for the year to date.",)
    dialect = Dialect({"code": "Nominal code", "budget": "Budget YTD", "actual": "Actual YTD"})
    name = school.name
    return lay_out(source, rows, name=name, above=above, below=below, dialect=dialect)


def _line(
    school: DemoSchool, line: tuple[str, str, str, int, int], month: int, wobble: float
) -> dict[str, Cell]:
    code, description, category, *thousands = line
    annual = 1000 * thousands[SCHOOLS.index(school)]
    spent = sum(_UNEVEN[code][: month + 1]) if code in _UNEVEN else (month + 1) / 12
    drift = _DRIFT[school].get(code, 0.0)
    # A drift builds up: a third of it shows in the first month, all of it in the last.
    over = 1 + drift * (1 / 3 + 2 / 3 * month / 11) + wobble
    return {
        "month": f"{_MONTHS[month]:%b %Y}",
        "code": code,
        "description": description,
        "category": category,
        "annual_budget": annual,
        "budget": round(annual * spent),
        "actual": round(annual * spent * over),
        "forecast": round(annual * (1 + drift)),
    }


def _negated(line: dict[str, Cell]) -> dict[str, Cell]:
    return {**line, **{key: -_pounds(line, key) for key in _AMOUNTS}}


def _added_up(label: str, lines: list[dict[str, Cell]]) -> Subtotal:
    sums = {key: sum(_pounds(line, key) for line in lines) for key in _AMOUNTS}
    return Subtotal({"description": label, **sums})


def _pounds(line: dict[str, Cell], key: str) -> int:
    amount = line[key]
    return amount if isinstance(amount, int) else 0


def _packs(source: Source, closed: list[int], drop: DemoDrop) -> Book:
    """One row for each month that is closed; what has not happened yet is blank."""
    rows: list[Row] = []
    for month in closed:
        due, issued, to_chair, to_trustees = _PACKS[month]
        following = _MONTHS[month + 1]
        happened = {
            "issued": following.replace(day=issued),
            "to_chair": following.replace(day=to_chair),
            "to_trustees": following.replace(day=to_chair) if to_trustees else None,
        }
        rows.append(
            {
                "month": f"{_MONTHS[month]:%B %Y}",
                "due": following.replace(day=due),
                **{
                    key: day if day and day <= drop.as_of else None for key, day in happened.items()
                },
                "meeting": _COMMITTEE[month],
            }
        )
    above = heading("Management accounts packs, 2021/22", drop.as_of)
    sheet = lay_out(source, rows, name="Packs", above=above)
    return Book("Accounts pack log.xlsx", source.source, (sheet,))
