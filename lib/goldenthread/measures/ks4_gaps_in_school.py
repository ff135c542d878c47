"""How far disadvantaged pupils are from the other pupils of their own school at key stage 4.

No national figure of pupils who are not disadvantaged is held for these measures in every year, so
that the gap to pupils nationally, which Attainment 8 has, could not be followed from year to year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.measures import dfe_ks4
from goldenthread.measures.assessed_gaps import in_school_gaps
from goldenthread.measures.dfe_ks4_rows import SOURCE
from goldenthread.measures.dfe_rows import Field
from goldenthread.measures.ks4_attainment import PUBLICATION, WITH_LIST, WITH_TARGETS, figures
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Compute, Context, also_from, measure


@dataclass(frozen=True, slots=True)
class Gap:
    """The measure whose figures of two groups are held against each other."""

    of: str
    title: str
    short: str
    what: str
    share: bool

    @property
    def id(self) -> str:
        return f"gap_{self.of}_in_school"


GAPS = (
    Gap(
        "english_maths_5",
        "Disadvantage gap in grade 5 or above in English and maths within the school",
        "English and maths 5+, gap within the school",
        "The percentage of the school's disadvantaged pupils with grade 5 or above in English and "
        "maths",
        share=True,
    ),
    Gap(
        "english_maths_4",
        "Disadvantage gap in grade 4 or above in English and maths within the school",
        "English and maths 4+, gap within the school",
        "The percentage of the school's disadvantaged pupils with grade 4 or above in English and "
        "maths",
        share=True,
    ),
    Gap(
        "ebacc_aps",
        "Disadvantage gap in English Baccalaureate points within the school",
        "EBacc points, gap within the school",
        "The average points in the English Baccalaureate of the school's disadvantaged pupils",
        share=False,
    ),
)


def _register(gap: Gap) -> None:
    own = _own(gap)
    own.__name__ = gap.id
    interval = "Newcombe's of the difference of the two shares"
    if not gap.share:
        interval = "from the intervals of the two means (Zou and Donner)"
    own.__doc__ = (
        f"{gap.what}, less that of its own other pupils. Below zero is a gap. A school can close "
        "this gap by its other pupils doing worse."
        "\n\nDenominator: disadvantaged pupils at the end of key stage 4; no gap is shown where "
        "either group is too small to be."
        "\n\nLeaves out: pupils of whom nothing is known about disadvantage."
        f"\n\nInterval: 95%, {interval}."
    )
    unit, decimals = ("percentage points", 1) if gap.share else ("points", 2)
    measure(
        gap.title,
        unit=unit,
        decimals=decimals,
        better="higher",
        counts="pupils",
        needs=WITH_TARGETS,
        publication=PUBLICATION,
        short=gap.short,
    )(own)
    also_from(gap.id, needs=WITH_LIST)(own)
    also_from(gap.id, needs=(SOURCE,))(_published(gap))


def _own(gap: Gap) -> Compute:
    def compute(context: Context) -> Iterable[Measurement]:
        found = figures(context, gap.id, column=gap.of, share=gap.share)
        return in_school_gaps(found, gap.id, shares=gap.share)

    return compute


def _published(gap: Gap) -> Compute:
    def compute(context: Context) -> Iterable[Measurement]:
        urns = {school.urn for school in context.trust.schools}
        found = dfe_ks4.figures(context, Field(gap.of, gap.of, share=gap.share))
        mine = (item for item in found if item.entity in urns)
        return in_school_gaps(mine, gap.id, shares=gap.share)

    return compute


for _gap in GAPS:
    _register(_gap)
