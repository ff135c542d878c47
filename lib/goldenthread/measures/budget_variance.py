"""Management accounts: actual income, staff costs and other costs against their budget."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.measures.ledgers import (
    CATEGORIES,
    Ledger,
    ledger_figure,
    ledgers,
)
from goldenthread.measures.measurement import ALL, Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.wording import money, percent


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
            yield ledger_figure(context, name, entity, ledger, variance, label, details, note=note)


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
            yield ledger_figure(context, name, entity, ledger, value, label, part=part, note=note)
