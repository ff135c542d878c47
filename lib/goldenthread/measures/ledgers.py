"""Ledger lines added up: one ledger for each school or the trust, and each month."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from goldenthread.calendar import year_starts
from goldenthread.measures.cells import between, dates, folded, numbers, text
from goldenthread.measures.matching import listed, words_in
from goldenthread.measures.measurement import ALL, Measurement, State
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, kept
from goldenthread.measures.shares import Details
from goldenthread.sources.table import rows_of
from goldenthread.wording import month, plural

CATEGORIES = {"income": "Income", "staff": "Staff costs", "other": "Other costs"}


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger lines of one school or the trust to the end of one month.

    `left_out` is how many more there are whose budget or actual figure is missing.
    """

    month: pd.Timestamp
    rows: pd.DataFrame
    left_out: int = 0

    @property
    def note(self) -> str:
        """To when, and how many lines are not in it: their amounts are missing, which is not 0."""
        until = f"to the end of {month(self.month.date())}"
        lines = plural(self.left_out, "ledger line")
        return f"{until}, without {lines} of unknown amount" if self.left_out else until

    def total(self, column: str, category: str) -> float:
        rows = zip(self.rows["category"].tolist(), self.rows[column].tolist(), strict=True)
        return math.fsum(amount for kind, amount in rows if kind == category and amount == amount)

    def costs(self, column: str) -> float:
        """Staff and other costs together."""
        return self.total(column, "staff") + self.total(column, "other")

    def balance(self, column: str) -> float:
        """Income less costs."""
        return self.total(column, "income") - self.costs(column)


def _lines(context: Context) -> pd.DataFrame:
    """Ledger lines of this financial year (September to August) up to the drop's month."""
    frame = context.frame("accounts")
    frame = frame[between(frame, "month", year_starts(context.drop.year), context.drop.as_of)]
    frame = frame.assign(
        when=dates(frame, "month"),
        budget_to_date=numbers(frame, "budget"),
        actual_to_date=numbers(frame, "actual"),
        year_budget=numbers(frame, "annual_budget"),
        year_forecast=numbers(frame, "forecast"),
    )
    whole = frame["budget_to_date"].notna() & frame["actual_to_date"].notna()
    return frame[frame["category"].isin(CATEGORIES)].assign(whole=whole)


@kept
def ledgers(context: Context) -> tuple[tuple[str, tuple[Ledger, ...]], ...]:
    """Every month of each school and the trust, oldest first.

    For the trust only months that every sheet has: else one school's month would stand for two.
    """
    lines = _lines(context)
    # A month in which a sheet has no amount at all is a month that it lacks.
    given = lines.groupby(["school", "when"])["whole"].transform("any")
    lines = lines[given]
    sheets = lines["school"].nunique()
    found = []
    for entity, rows in levels(context, lines):
        months = []
        for when, part in rows.groupby("when", sort=True):
            if entity != "trust" or part["school"].nunique() == sheets:
                known = part[part["whole"]]
                months.append(Ledger(pd.Timestamp(str(when)), known, len(part) - len(known)))
        if months:
            found.append((entity, tuple(months)))
    return tuple(found)


def staff_lines(context: Context, ledger: Ledger) -> pd.DataFrame:
    """The lines that count as staff costs: those booked so, as the trust's settings correct it.

    `staff_costs_leave_out` and `staff_costs_add` name lines by ledger code or by words of their
    description. Whether agency supply is staffing can decide which side of a target a share is on.
    """
    rows = ledger.rows
    costs = rows["category"].isin(["staff", "other"])
    chosen = (rows["category"] == "staff") & ~_named(rows, context.setting("staff_costs_leave_out"))
    return rows[chosen | (costs & _named(rows, context.setting("staff_costs_add")))]


def _named(rows: pd.DataFrame, setting: object) -> pd.Series:
    words = listed(setting)
    codes = {folded(word) for word in words}
    by_code = text(rows, "code").map(folded).isin(codes)
    by_word = text(rows, "description").map(lambda said: bool(words_in(said, words)))
    return by_code | by_word.astype(bool)


def line_names(lines: pd.DataFrame) -> list[str]:
    """`Teaching staff (2010)` for each ledger line, by code."""
    pairs = zip(text(lines, "code"), text(lines, "description"), strict=True)
    return [f"{said} ({code})" if said else code for code, said in sorted(set(pairs))]


def ledger_figure(
    context: Context,
    name: str,
    entity: str,
    ledger: Ledger,
    value: float | None,
    group: str = ALL,
    details: Details = (),
    part: tuple[float, float] | None = None,
    note: str = "",
) -> Measurement:
    """A figure of a ledger: of the year so far, of one month or one category."""
    numerator, denominator = part or (None, None)
    return Measurement(
        name,
        entity,
        context.drop.year,
        value,
        group,
        State.NO_DATA if value is None else State.MEASURED,
        note or ledger.note,
        len(ledger.rows),
        numerator,
        denominator,
        rows=rows_of(ledger.rows),
        details=details,
    )
