"""What is in hand: the cumulative balance, reserves as a share of income, the year's forecast."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from goldenthread.measures.cells import numbers, text, total
from goldenthread.measures.ledgers import Ledger, ledgers
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.places import ENTITY, placed
from goldenthread.measures.registry import Context, measure
from goldenthread.sources.table import rows_of
from goldenthread.wording import money

NEEDS = ("accounts", "reserves")


@dataclass(frozen=True, slots=True)
class _Balance:
    """Reserves brought forward into the year, and the year's ledger so far, of one entity."""

    entity: str
    brought: float
    rows: pd.DataFrame
    ledger: Ledger

    @property
    def now(self) -> float:
        return self.brought + self.ledger.balance("actual_to_date")


def _balances(context: Context) -> Iterator[_Balance]:
    frame = placed(context, context.frame("reserves"))
    frame = frame.assign(held=numbers(frame, "brought_forward"))
    frame = frame[(text(frame, "year") == context.drop.year) & frame["held"].notna()]
    for entity, months in ledgers(context):
        rows = frame if entity == TRUST else frame[frame[ENTITY] == entity]
        if rows.empty or (entity == TRUST and not _whole(rows, months[-1])):
            continue
        yield _Balance(entity, total(rows["held"]), rows, months[-1])


def _whole(rows: pd.DataFrame, ledger: Ledger) -> bool:
    """Whether the rows hold the trust's reserve: every school's of the accounts, or one for all."""
    known = set(rows[ENTITY])
    return TRUST in known or set(ledger.rows["school"].dropna()) <= known


def _figure(
    context: Context,
    name: str,
    found: _Balance,
    value: float,
    part: tuple[float, float] | None = None,
) -> Measurement:
    numerator, denominator = part or (None, None)
    return Measurement(
        name,
        found.entity,
        context.drop.year,
        value,
        note=found.ledger.note,
        n=len(found.ledger.rows) + len(found.rows),
        numerator=numerator,
        denominator=denominator,
        rows=(*rows_of(found.ledger.rows), *rows_of(found.rows)),
        details=(
            ("Brought forward on 1 September", money(found.brought)),
            ("Balance of the year so far", money(found.ledger.balance("actual_to_date"))),
        ),
    )


@measure(
    "Cumulative balance",
    unit="pounds",
    decimals=0,
    better="higher",
    counts="things",
    needs=NEEDS,
)
def cumulative_balance(context: Context) -> Iterator[Measurement]:
    """Revenue reserve brought forward on 1 September and the balance of the year so far, together.

    Below nothing is a cumulative deficit. A year in deficit (`in_year_balance` below nothing) with
    a cumulative surplus draws on reserves. The trust adds up every row of the reserves export and
    every sheet of the accounts; where reserves are pooled and only the trust has a row, schools
    have no figure.

    Denominator: none; it is a sum of money.

    Leaves out: restricted and capital reserves; the trust, where a school of the accounts has no
    reserve and the trust has no row of its own.

    Interval: none; every pound is counted.
    """
    for found in _balances(context):
        yield _figure(context, "cumulative_balance", found, found.now)


@measure(
    "Reserves as a share of income",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=NEEDS,
)
def reserves_share(context: Context) -> Iterator[Measurement]:
    """The cumulative balance as a percentage of the year's income.

    The year's income is that of the accounts once they give all twelve months, and that of the
    annual budget before: a part of the year would make the reserve look larger than it is. The
    figure counts the same reserve as `cumulative_balance`.

    Denominator: total income of the financial year, 1 September to 31 August.

    Leaves out: restricted and capital reserves; the trust, where a school of the accounts has no
    reserve and the trust has no row of its own; accounts without an annual budget of income.

    Interval: none; every pound is counted.
    """
    for found in _balances(context):
        closed = found.ledger.month.month == 8
        income = found.ledger.total("actual_to_date" if closed else "year_budget", "income")
        if income:
            value = 100 * found.now / income
            yield _figure(context, "reserves_share", found, value, (found.now, income))


@measure(
    "Balance forecast for the year",
    unit="pounds",
    decimals=0,
    better="higher",
    counts="things",
    needs=("accounts",),
)
def forecast_balance(context: Context) -> Iterator[Measurement]:
    """Income less costs that the latest month's accounts forecast for the whole year.

    Below nothing is a deficit of the year, before reserves. The trust adds up every sheet of the
    accounts.

    Denominator: none; it is a sum of money.

    Leaves out: accounts in which a line of the latest month has no forecast.

    Interval: none; it is the accountant's forecast.
    """
    for entity, months in ledgers(context):
        ledger = months[-1]
        if ledger.rows["year_forecast"].notna().all():
            yield Measurement(
                "forecast_balance",
                entity,
                context.drop.year,
                ledger.balance("year_forecast"),
                note=f"as forecast, {ledger.note}",
                n=len(ledger.rows),
                rows=rows_of(ledger.rows),
                details=(("Budgeted for the year", money(ledger.balance("year_budget"))),),
            )
