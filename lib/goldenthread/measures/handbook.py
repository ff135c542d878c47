"""The duties of the Academy Trust Handbook."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.measures.cells import given, text, yes
from goldenthread.measures.measurement import ALL, TRUST, Coverage, Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, share


@measure(
    "Academy Trust Handbook duties met",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("handbook",),
    trust_only=True,
)
def handbook_met(context: Context) -> Iterator[Measurement]:
    """Duties of the Academy Trust Handbook that are met, of those that apply to the trust.

    Partly met is not met. A duty that the checklist says does not apply is left out; one that does
    not say applies. Areas of the handbook stand below. Before 2021 it was called the Academies
    Financial Handbook.

    Denominator: duties that apply to the trust and have an answer.

    Leaves out: duties that do not apply; duties without an answer, which show in the coverage.

    Interval: none; this is a checklist.
    """
    frame = context.frame("handbook")
    applies = frame[~(given(frame, "applies") & ~yes(frame, "applies"))]
    known = applies[text(applies, "met").isin(["yes", "partly", "no"])]
    known = known.assign(label=text(known, "area").replace("", "Area not given"))
    partly = int((known["met"] == "partly").sum())
    extras = Extras(
        note=f"{partly} more partly met" if partly else "",
        empty="no duty has an answer",
        coverage={TRUST: Coverage(len(known), len(applies), "duties")},
    )
    for group, rows in ((ALL, known), *known.groupby("label", sort=False)):
        met = int((rows["met"] == "yes").sum())
        shown = extras if group == ALL else Extras()
        yield share(context, "handbook_met", TRUST, met, len(rows), rows, shown, group=str(group))
