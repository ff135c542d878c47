"""GCSE attainment: Attainment 8, English and maths."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from goldenthread.measures.dfe_ks4_rows import own_places
from goldenthread.measures.ks4_cohort import Cohort, cohort, year_11
from goldenthread.measures.measurement import ALL, Measurement
from goldenthread.measures.pupil_groups import parts
from goldenthread.measures.registry import Compute, Context, also_from, measure
from goldenthread.measures.statistics import own_mean_interval, wilson

PUBLICATION = "Key stage 4 performance"
WITH_TARGETS, WITH_LIST = ("ks4_results", "ks4_targets"), ("ks4_results", "pupils")


def from_results(
    title: str, *, unit: str, decimals: int, short: str = ""
) -> Callable[[Compute], Compute]:
    """Register a figure of GCSE results, of the pupils whom targets name, or else the list."""

    def register(compute: Compute) -> Compute:
        of_targets = measure(
            title,
            unit=unit,
            decimals=decimals,
            better="higher",
            counts="pupils",
            needs=WITH_TARGETS,
            publication=PUBLICATION,
            short=short,
        )
        return also_from(compute.__name__, needs=WITH_LIST)(of_targets(compute))

    return register


@from_results("Attainment 8", unit="points", decimals=1)
def attainment_8(context: Context) -> Iterable[Measurement]:
    """The average of the pupils' points over ten slots: English and maths fill two each (English
    only where language and literature were both taken), three are for subjects of the English
    Baccalaureate and three for any. An empty slot is worth nothing. Over all pupils at the end of
    key stage 4; one without results counts as 0. The interval is from the pupils' own spread.

    Denominator: pupils at the end of key stage 4.

    Leaves out: nothing; a pupil without results counts as 0.

    Interval: 95%, from the pupils' own spread.
    """
    return figures(context, "attainment_8")


@from_results(
    "Grade 5 or above in English and maths",
    unit="percent",
    decimals=1,
    short="English and maths 5+",
)
def english_maths_5(context: Context) -> Iterable[Measurement]:
    """Pupils with grade 5 or above in maths and in English language or literature (both need not be
    taken), of all pupils at the end of key stage 4.

    Denominator: pupils at the end of key stage 4.

    Leaves out: nothing; a pupil without results has not reached it.

    Interval: 95%, Wilson, over pupils.
    """
    return figures(context, "english_maths_5", share=True)


@from_results(
    "Grade 4 or above in English and maths",
    unit="percent",
    decimals=1,
    short="English and maths 4+",
)
def english_maths_4(context: Context) -> Iterable[Measurement]:
    """Pupils with grade 4 or above in maths and in English language or literature (both need not be
    taken), of all pupils at the end of key stage 4.

    Denominator: pupils at the end of key stage 4.

    Leaves out: nothing; a pupil without results has not reached it.

    Interval: 95%, Wilson, over pupils.
    """
    return figures(context, "english_maths_4", share=True)


@measure(
    "Target Attainment 8",
    unit="points",
    decimals=1,
    better="higher",
    counts="pupils",
    needs=("ks4_targets",),
)
def target_attainment_8(context: Context) -> Iterable[Measurement]:
    """The mean of the target Attainment 8 that the school holds for each pupil of Year 11. A target
    is no prediction, and pupils without one are left out.

    Denominator: pupils of Year 11 with a target.

    Leaves out: pupils without a target, who show in the coverage.

    Interval: 95%, from the pupils' own spread.
    """
    pupils = year_11(context)
    pupils = replace(pupils, pupils=pupils.pupils.dropna(subset=["target"]))
    for item in measured(context, pupils, "target_attainment_8", "target"):
        covered = pupils.coverage(item.entity, item.n or 0) if item.group == ALL else None
        yield replace(item, coverage=covered, note="")


def figures(
    context: Context, name: str, *, column: str = "", share: bool = False
) -> Iterator[Measurement]:
    """The figures of everybody, with how many of them have results, and of every group."""
    pupils = cohort(context)
    for item in measured(context, pupils, name, column or name, share=share):
        if item.group != ALL:
            yield item
            continue
        covered = pupils.coverage(item.entity, pupils.with_results(item.entity))
        places = own_places(context, item.entity, item.value or 0.0, item.measure)
        yield replace(item, coverage=covered, details=(*item.details, *places))


def measured(
    context: Context, pupils: Cohort, name: str, column: str, *, share: bool = False
) -> Iterator[Measurement]:
    """The mean of a column, or the percentage that it is 1 for, by entity and group."""
    caution = _caution(context)
    for entity, everybody in pupils.entities():
        rows = pupils.rows_for(entity)
        note = "; ".join(filter(None, (caution, pupils.notes.get(entity, ""))))
        for group, frame in ((ALL, everybody), *parts(everybody, ("prior",))):
            values = frame[column].astype(float).tolist()
            total, count = math.fsum(values), float(len(values))
            interval = wilson(total, count) if share else own_mean_interval(values)
            yield Measurement(
                name,
                entity,
                context.drop.year,
                (100 if share else 1) * total / count,
                group,
                note=note if group == ALL else "",
                n=len(values),
                numerator=total,
                denominator=count,
                low=interval[0] if interval else None,
                high=interval[1] if interval else None,
                rows=rows,
            )


def _caution(context: Context) -> str:
    """What is to be said of all grades of the year: those that schools assessed themselves."""
    national = context.benchmarks.get("attainment_8").figure(context.drop.year)
    return national.why.removesuffix(".") if national else ""
