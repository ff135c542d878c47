"""Ledger lines added up: one ledger for each school or the trust, and each month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from goldenthread.calendar import year_starts
from goldenthread.measures.cells import between, dates, numbers, total
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context

CATEGORIES = {"income": "Income", "staff": "Staff costs", "other": "Other costs"}


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger lines of one school or the trust to the end of one month."""

    month: pd.Timestamp
    rows: pd.DataFrame

    def total(self, column: str, category: str) -> float:
        return total(self.rows.loc[self.rows["category"] == category, column])

    def balance(self, column: str) -> float:
        """Income less costs."""
        costs = self.total(column, "staff") + self.total(column, "other")
        return self.total(column, "income") - costs


def _lines(context: Context) -> pd.DataFrame:
    """Ledger lines of this financial year (September to August) up to the drop's month."""
    frame = context.frame("accounts")
    frame = frame[between(frame, "month", year_starts(context.drop.year), context.drop.as_of)]
    frame = frame.assign(
        when=dates(frame, "month"),
        budget_to_date=numbers(frame, "budget"),
        actual_to_date=numbers(frame, "actual"),
    )
    whole = frame["budget_to_date"].notna() & frame["actual_to_date"].notna()
    return frame[whole & frame["category"].isin(CATEGORIES)]


def ledgers(context: Context) -> Iterator[tuple[str, list[Ledger]]]:
    """Every month of each school and the trust, oldest first.

    For the trust only months that every sheet has: else one school's month would stand for two.
    """
    lines = _lines(context)
    sheets = lines["school"].nunique()
    for entity, rows in levels(context, lines):
        months = []
        for when, part in rows.groupby("when", sort=True):
            if entity != "trust" or part["school"].nunique() == sheets:
                months.append(Ledger(pd.Timestamp(str(when)), part))
        if months:
            yield entity, months
