"""Management accounts: what staff cost, by the lines that a trust counts as staff costs."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import total
from goldenthread.measures.ledgers import (
    Ledger,
    ledger_figure,
    ledgers,
    line_names,
    staff_lines,
)
from goldenthread.measures.measurement import ALL, Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Details
from goldenthread.wording import month


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
            yield ledger_figure(context, name, entity, ledger, value, group, said, part, note)


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
