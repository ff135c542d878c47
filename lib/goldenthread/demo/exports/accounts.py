"""Management accounts by month, and the log of when each month's pack was sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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

# Lines of which the year's money is not spent in twelve equal parts: share by month from September.
_UNEVEN = {"3040": (0, 0, 0.1, 0.1, 0.1, 0.25, 0.25, 0.1, 0.1, 0, 0, 0)}
_TOTALS = {
    "Income": "Total income",
    "Staff costs": "Total staff costs",
    "Other costs": "Total other costs",
}
_AMOUNTS = ("annual_budget", "budget", "actual", "forecast")


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the ledger and the year's budget for it, in pounds."""

    code: str
    description: str
    category: str
    annual: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """A school's lines; `drift` is actual over budget at the year's end, as a share, by code."""

    lines: tuple[LedgerLine, ...]
    drift: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pack:
    """The days of the next month on which a pack was due, issued and sent to the chair, whether it
    went to all trustees, and the meeting it went to."""

    due: int
    issued: int
    to_chair: int
    to_trustees: bool
    meeting: dt.date | None


def months_of(year: str) -> tuple[dt.date, ...]:
    """The first days of September to August."""
    first = int(year[:4])
    return tuple(dt.date(first + (n > 3), (n + 8) % 12 + 1, 1) for n in range(12))


def accounts_book(
    source: Source,
    ledgers: Mapping[DemoSchool, Ledger],
    packs: Sequence[Pack],
    year: str,
    seed: int,
    drop: DemoDrop,
) -> Book:
    """The accounts of the months that are closed, a sheet for each school."""
    closed = _closed(packs, year, drop)
    sheets = tuple(
        _accounts(source, school, ledger, year, seed, closed, drop)
        for school, ledger in ledgers.items()
    )
    kpi = notes("KPI", (("Key figures for the trust",), (), ("Cash days", 61)))
    name = f"Management accounts {year.replace('/', '-')}.xlsx"
    return Book(name, "accounts", (*sheets, kpi))


def _closed(packs: Sequence[Pack], year: str, drop: DemoDrop) -> list[int]:
    """The months whose packs were due by the drop."""
    months = months_of(year)
    return [
        number
        for number, pack in enumerate(packs)
        if months[number + 1].replace(day=pack.due) <= drop.as_of
    ]


def _accounts(
    source: Source,
    school: DemoSchool,
    ledger: Ledger,
    year: str,
    seed: int,
    closed: list[int],
    drop: DemoDrop,
) -> Sheet:
    rng = chance(seed, "accounts", school.short)
    months = months_of(year)
    wobble = {line.code: 0.006 * rng.standard_normal(len(months)) for line in ledger.lines}
    rows: list[Row] = []
    for month in closed:
        lines = [
            _line(ledger, line, month, f"{months[month]:%b %Y}", float(wobble[line.code][month]))
            for line in ledger.lines
        ]
        for category, label in _TOTALS.items():
            part = [line for line in lines if line["category"] == category]
            rows += [*part, _added_up(label, part)]
        costs = [_negated(line) for line in lines if line["category"] != "Income"]
        income = [line for line in lines if line["category"] == "Income"]
        rows += [_added_up("Surplus / (deficit)", [*income, *costs]), {}]
    above = heading(f"{school.name}: management accounts, {months[closed[-1]]:%B %Y}", drop.as_of)
    below = ("Budget and actual are for the year to date.",)
    dialect = Dialect({"code": "Nominal code", "budget": "Budget YTD", "actual": "Actual YTD"})
    name = school.name
    return lay_out(source, rows, name=name, above=above, below=below, dialect=dialect)


def _line(
    ledger: Ledger, line: LedgerLine, month: int, name: str, wobble: float
) -> dict[str, Cell]:
    code, annual = line.code, line.annual
    spent = sum(_UNEVEN[code][: month + 1]) if code in _UNEVEN else (month + 1) / 12
    drift = ledger.drift.get(code, 0.0)
    # A drift builds up: a third of it shows in the first month, all of it in the last.
    over = 1 + drift * (1 / 3 + 2 / 3 * month / 11) + wobble
    return {
        "month": name,
        "code": code,
        "description": line.description,
        "category": line.category,
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


def packs_book(source: Source, packs: Sequence[Pack], year: str, drop: DemoDrop) -> Book:
    """One row for each month that is closed; what has not happened yet is blank."""
    months = months_of(year)
    rows: list[Row] = []
    for month in _closed(packs, year, drop):
        pack, following = packs[month], months[month + 1]
        happened = {
            "issued": following.replace(day=pack.issued),
            "to_chair": following.replace(day=pack.to_chair),
            "to_trustees": following.replace(day=pack.to_chair) if pack.to_trustees else None,
        }
        rows.append(
            {
                "month": f"{months[month]:%B %Y}",
                "due": following.replace(day=pack.due),
                **{
                    key: day if day and day <= drop.as_of else None for key, day in happened.items()
                },
                "meeting": pack.meeting,
            }
        )
    above = heading(f"Management accounts packs, {year}", drop.as_of)
    sheet = lay_out(source, rows, name="Packs", above=above)
    return Book("Accounts pack log.xlsx", source.source, (sheet,))


# A usual ledger: code, description, category, and the year's pounds for each pupil on roll of a
# primary and of a secondary school.
_USUAL: tuple[tuple[str, str, str, int, int], ...] = (
    ("1010", "General annual grant", "Income", 4150, 5550),
    ("1020", "Pupil premium", "Income", 310, 290),
    ("1030", "Other government grants", "Income", 240, 230),
    ("1040", "Lettings and other income", "Income", 120, 110),
    ("2010", "Teaching staff", "Staff costs", 2310, 3230),
    ("2020", "Supply and agency staff", "Staff costs", 75, 95),
    ("2030", "Education support staff", "Staff costs", 890, 770),
    ("2040", "Administrative staff", "Staff costs", 230, 310),
    ("2050", "Premises and catering staff", "Staff costs", 190, 250),
    ("3010", "Premises and cleaning", "Other costs", 250, 290),
    ("3020", "Energy", "Other costs", 95, 170),
    ("3030", "Educational supplies", "Other costs", 260, 310),
    ("3050", "Information technology", "Other costs", 110, 140),
    ("3060", "Insurance and professional fees", "Other costs", 85, 90),
    ("3070", "Trust services", "Other costs", 245, 300),
)
_LEFT_BEFORE = 14


def usual_ledger(school: DemoSchool) -> Ledger:
    """The ledger of a school of its size and phase, with the drift of its profile."""
    primary = sum(size for year, size in school.years if year < 7)
    secondary = sum(size for year, size in school.years if 7 <= year < _LEFT_BEFORE)
    lines = tuple(
        LedgerLine(
            code, description, category, 100 * round((low * primary + high * secondary) / 100)
        )
        for code, description, category, low, high in _USUAL
    )
    return Ledger(lines, dict(school.drift))


def usual_packs(late: Sequence[int]) -> tuple[Pack, ...]:
    """Eleven packs due on the 20th; those of the late months came a week after it."""
    return tuple(
        Pack(20, 27, 28, False, None) if month in late else Pack(20, 17, 19, month % 2 == 0, None)
        for month in range(11)
    )
