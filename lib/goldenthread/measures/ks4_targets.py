"""Whether every pupil of Year 11 has a target."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.measures.ks4_cohort import year_11
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, measure


@measure(
    "Pupils of Year 11 with a target",
    unit="percent",
    decimals=1,
    better="higher",
    counts="pupils",
    needs=("ks4_targets",),
)
def targets_agreed(context: Context) -> Iterator[Measurement]:
    """Pupils of Year 11 for whom the school holds a target Attainment 8. How ambitious it is, is
    not asked here: the measure Target Attainment 8 says how high the targets are.

    Denominator: pupils of Year 11 on the school's list of prior attainment and targets, or else on
    its pupil list.

    Leaves out: nothing; a pupil without results to set a target from has none.

    Interval: none; every pupil is known.
    """
    everyone = year_11(context)
    for entity, pupils in everyone.entities():
        met, of = int(pupils["target"].notna().sum()), len(pupils)
        yield Measurement(
            "targets_agreed",
            entity,
            context.drop.year,
            100 * met / of,
            n=of,
            numerator=float(met),
            denominator=float(of),
            rows=everyone.rows_for(entity),
        )
