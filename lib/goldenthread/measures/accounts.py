"""Management accounts: the balance and the spending of the year so far, month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goldenthread.measures.ledgers import (
    Ledger,
    ledger_figure,
    ledgers,
)
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.wording import month


@measure(
    "Balance of the year so far",
    unit="pounds",
    decimals=0,
    better="higher",
    counts="things",
    needs=("accounts",),
)
def in_year_balance(context: Context) -> Iterator[Measurement]:
    """Total income less total costs for the year so far; each month to date by itself.

    Below nothing is a deficit of the year so far, before reserves. The trust adds up every sheet of
    the accounts.

    Denominator: none; it is a sum of money.

    Leaves out: ledger lines without a budget or an actual figure; for the trust, months that one of
    its sheets lacks.

    Interval: none; every pound is counted.
    """
    return _month_by_month(
        context, "in_year_balance", lambda ledger: ledger.balance("actual_to_date")
    )


@measure(
    "Budgeted balance of the year so far",
    unit="pounds",
    decimals=0,
    better="neither",
    counts="things",
    needs=("accounts",),
)
def in_year_balance_budget(context: Context) -> Iterator[Measurement]:
    """Budgeted income less budgeted costs for the year so far; each month to date by itself.

    Denominator: none; it is a sum of money.

    Leaves out: ledger lines without a budget or an actual figure; for the trust, months that one of
    its sheets lacks.

    Interval: none; every pound is counted.
    """
    return _month_by_month(
        context, "in_year_balance_budget", lambda ledger: ledger.balance("budget_to_date")
    )


@measure(
    "Spent so far",
    unit="pounds",
    decimals=0,
    better="neither",
    counts="things",
    needs=("accounts",),
)
def spent_to_date(context: Context) -> Iterator[Measurement]:
    """Staff and other costs for the year so far; each month to date by itself.

    Denominator: none; it is a sum of money.

    Leaves out: ledger lines without a budget or an actual figure; for the trust, months that one of
    its sheets lacks.

    Interval: none; every pound is counted.
    """
    return _month_by_month(context, "spent_to_date", lambda ledger: ledger.costs("actual_to_date"))


@measure(
    "Budgeted to be spent so far",
    unit="pounds",
    decimals=0,
    better="neither",
    counts="things",
    needs=("accounts",),
)
def spending_budget(context: Context) -> Iterator[Measurement]:
    """Budgeted staff and other costs for the year so far; each month to date by itself.

    Denominator: none; it is a sum of money.

    Leaves out: ledger lines without a budget or an actual figure; for the trust, months that one of
    its sheets lacks.

    Interval: none; every pound is counted.
    """
    return _month_by_month(
        context, "spending_budget", lambda ledger: ledger.costs("budget_to_date")
    )


def _month_by_month(
    context: Context, name: str, value: Callable[[Ledger], float]
) -> Iterator[Measurement]:
    """The latest month, which is the year so far, then each month to date by itself."""
    for entity, months in ledgers(context):
        yield ledger_figure(context, name, entity, months[-1], value(months[-1]))
        for ledger in months:
            group = month(ledger.month.date())
            yield ledger_figure(context, name, entity, ledger, value(ledger), group)
