"""Management accounts: budget against actual, staff costs, the balance of the year so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from goldenthread.measures.cells import total
from goldenthread.measures.ledgers import CATEGORIES, Ledger, ledgers, line_names, staff_lines
from goldenthread.measures.measurement import ALL, Measurement, State
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Details
from goldenthread.sources.table import rows_of
from goldenthread.wording import money, month, percent


def _figure(
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


def _variance(ledger: Ledger, category: str) -> tuple[float, float]:
    """Actual less budget, and the budget: of a category, or of the balance."""
    if category:
        budget, actual = (ledger.total(c, category) for c in ("budget_to_date", "actual_to_date"))
    else:
        budget, actual = (ledger.balance(c) for c in ("budget_to_date", "actual_to_date"))
    return actual - budget, budget


def _meaning(variance: float, category: str) -> str:
    if round(variance) == 0:
        return "on budget"
    favourable = variance < 0 if category in ("staff", "other") else variance > 0
    more = "more" if variance > 0 else "less"
    what = {
        "": "the balance is better" if favourable else "the balance is worse",
        "income": f"{more} income",
        "staff": f"{more} spent",
        "other": f"{more} spent",
    }[category]
    return f"{'favourable' if favourable else 'adverse'}: {what} than budgeted"


@measure(
    "Actual against budget",
    unit="pounds",
    decimals=0,
    better="neither",
    counts="things",
    needs=("accounts",),
)
def budget_variance(context: Context) -> Iterator[Measurement]:
    """Actual less budget for the year so far, in pounds: the balance, and each category.

    To the end of the latest month that the accounts give. The figure for all is that of the balance
    (income less costs): above nothing is better than budgeted. For income, too, above nothing is
    favourable; for staff costs and other costs it is adverse, because more was spent. The trust
    adds up every sheet of the accounts, the trust office's included.

    Denominator: none; it is a sum of money.

    Leaves out: ledger lines without a budget or an actual figure; for the trust, months that one of
    its sheets lacks.

    Interval: none; every pound is counted.
    """
    for entity, months in ledgers(context):
        for category, label in (("", ALL), *CATEGORIES.items()):
            ledger = months[-1]
            variance, budget = _variance(ledger, category)
            details = (
                ("Budget to date", money(budget)),
                ("Actual to date", money(budget + variance)),
                # Of a balance near nothing every variance is a huge share: it says nothing.
                *(
                    [("Share of budget", percent(100 * variance / budget))]
                    if category and budget
                    else []
                ),
                ("Meaning", _meaning(variance, category)),
            )
            note = f"actual less budget, {ledger.note}"
            name = "budget_variance"
            yield _figure(context, name, entity, ledger, variance, label, details, note=note)


@measure(
    "Actual against budget, as a share of the budget",
    unit="percent",
    decimals=1,
    better="neither",
    counts="things",
    needs=("accounts",),
)
def budget_variance_percent(context: Context) -> Iterator[Measurement]:
    """Actual less budget for the year so far, as a percentage of the budget, by category.

    For income above nothing is favourable, for costs it is adverse. The figure for all is that of
    staff and other costs together: above nothing, more was spent than budgeted.

    Denominator: the budget of the same lines for the year so far.

    Leaves out: ledger lines without a budget or an actual figure; for the trust, months that one of
    its sheets lacks.

    Interval: none; every pound is counted.
    """
    for entity, months in ledgers(context):
        ledger = months[-1]
        found = {label: _variance(ledger, key) for key, label in CATEGORIES.items()}
        costs = [found["Staff costs"], found["Other costs"]]
        found = {ALL: (sum(v for v, _ in costs), sum(b for _, b in costs))} | found
        for label, (variance, budget) in found.items():
            value = 100 * variance / budget if budget else None
            note = "there is no budget to compare with"
            if budget:
                note = f"actual less budget, {ledger.note}"
            part = (variance, budget) if budget else None
            name = "budget_variance_percent"
            yield _figure(context, name, entity, ledger, value, label, part=part, note=note)


@measure(
    "Staff costs as a share of income",
    unit="percent",
    decimals=1,
    better="lower",
    counts="things",
    needs=("accounts",),
)
def staff_cost_share(context: Context) -> Iterator[Measurement]:
    """Staff costs as a percentage of total income, both for the year so far; each month to date.

    Staff costs are the ledger lines that the accounts put under staff costs, corrected by the
    trust's settings `staff_costs_leave_out` and `staff_costs_add` (agency supply, indirect employee
    costs): they can decide which side of a target the share is on, so the lines that were counted
    are named beside the figure. The trust adds up every sheet of the accounts.

    Denominator: total income of the year so far.

    Leaves out: ledger lines without a budget or an actual figure; for the trust, months that one of
    its sheets lacks.

    Interval: none; every pound is counted.
    """
    name = "staff_cost_share"
    for entity, months in ledgers(context):
        latest = months[-1]
        for group, ledger in ((ALL, latest), *((month(e.month.date()), e) for e in months)):
            lines = staff_lines(context, ledger)
            staff, income = total(lines["actual_to_date"]), ledger.total("actual_to_date", "income")
            value = 100 * staff / income if income else None
            part = (staff, income) if income else None
            note = "" if income else "the accounts show no income"
            said = _staffing(ledger, lines) if group == ALL else ()
            yield _figure(context, name, entity, ledger, value, group, said, part, note)


def _staffing(ledger: Ledger, lines: pd.DataFrame) -> Details:
    """Which lines of the accounts were counted as staff costs, and which not by the setting."""
    booked = ledger.rows[ledger.rows["category"] == "staff"]
    moved = booked[~booked.index.isin(lines.index)]
    return (
        ("Counted as staff costs", "; ".join(line_names(lines)) or "none"),
        *(
            [("Left out by the trust’s setting", "; ".join(line_names(moved)))]
            if len(moved)
            else []
        ),
    )


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
    return _balances(context, "in_year_balance", "actual_to_date")


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
    return _balances(context, "in_year_balance_budget", "budget_to_date")


def _balances(context: Context, name: str, column: str) -> Iterator[Measurement]:
    return _month_by_month(context, name, lambda ledger: ledger.balance(column))


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
    return _costs(context, "spent_to_date", "actual_to_date")


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
    return _costs(context, "spending_budget", "budget_to_date")


def _costs(context: Context, name: str, column: str) -> Iterator[Measurement]:
    return _month_by_month(
        context,
        name,
        lambda ledger: ledger.costs(column),
    )


def _month_by_month(
    context: Context, name: str, value: Callable[[Ledger], float]
) -> Iterator[Measurement]:
    """The latest month, which is the year so far, then each month to date by itself."""
    for entity, months in ledgers(context):
        yield _figure(context, name, entity, months[-1], value(months[-1]))
        for ledger in months:
            group = month(ledger.month.date())
            yield _figure(context, name, entity, ledger, value(ledger), group)
