"""Progress 8 from pupils' grades and key stage 2 results, and its gap."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from goldenthread.measures.dfe_ks4_rows import own_places
from goldenthread.measures.ks4_cohort import Cohort, cohort
from goldenthread.measures.ks4_gaps import gaps_to_national
from goldenthread.measures.ks4_tables import (
    ELEMENTS,
    SLOTS,
    Element,
    ProgressYear,
    official_band,
    progress_year,
)
from goldenthread.measures.measurement import ALL, TRUST, Measurement, State
from goldenthread.measures.pupil_groups import parts
from goldenthread.measures.registry import Context, also_from, measure, no_figures
from goldenthread.measures.statistics import mean_interval
from goldenthread.wording import share

NEEDS = ("ks4_results", "ks4_targets")
BENCHMARK = "progress_8"
LEAST_COVERAGE = 50.0
ADJUSTED, UNADJUSTED = "progress_attainment_8", "unadjusted"
ELEMENT_NAMES: dict[Element, str] = {
    "english": "English",
    "maths": "Maths",
    "ebacc": "EBacc",
    "open": "Open",
}


@measure(
    "Progress 8",
    unit="score",
    decimals=2,
    better="higher",
    counts="pupils",
    needs=NEEDS,
    publication="Key stage 4 performance",
)
def progress_8(context: Context) -> Iterable[Measurement]:
    """How much better or worse the pupils did than pupils nationally with the same key stage 2
    results, in grades a subject: (Attainment 8 less the national average of the group of prior
    attainment) divided by 10, averaged over the pupils with key stage 2 reading and maths results;
    the others are left out, and with under half of the pupils there is no score. The 95% interval
    uses the national standard deviation of the year, and the band is that of the unrounded figures.
    Very negative scores are raised to the lowest of their group, as the department does, where the
    year's tables hold those limits; otherwise they stay, and the official score can be higher.

    Denominator: pupils at the end of key stage 4 with key stage 2 reading and maths results.

    Leaves out: pupils without key stage 2 results, who show in the coverage.

    Interval: 95%, from the national standard deviation of the year.
    """
    reason = not_published(context)
    if reason:
        return withheld(context, reason)
    tables = progress_year(context)
    if tables is None or not tables.groups:
        year = context.drop.year
        note = f"the national averages by prior attainment for {year} are not held"
        return withheld(context, note, State.NO_DATA)
    return _scores(_Progress(context, cohort(context), tables))


@also_from("progress_8", needs=())
def no_progress_8(context: Context) -> Iterable[Measurement]:
    """Without any export: years in which there can be no score."""
    reason = not_published(context)
    return withheld(context, reason) if reason else ()


@measure(
    "Disadvantage gap in Progress 8",
    unit="score",
    decimals=2,
    better="higher",
    counts="pupils",
    needs=NEEDS,
    publication="Key stage 4 performance",
    short="Progress 8, gap to others nationally",
)
def gap_progress_8(context: Context) -> Iterable[Measurement]:
    """Progress 8 of the school's disadvantaged pupils less that of pupils nationally who are not
    disadvantaged, in the same year. Below zero is a gap.

    Denominator: disadvantaged pupils with key stage 2 reading and maths results.

    Leaves out: pupils without key stage 2 results.

    Interval: 95%, from the national standard deviation of the year; the national figure is taken as
    certain.
    """
    found = [replace(item, measure="gap_progress_8") for item in progress_8(context)]
    missing = [item for item in found if item.group == ALL and item.state != State.MEASURED]
    return [*missing, *gaps_to_national(context, found, "progress_8_not_disadvantaged")]


def not_published(context: Context) -> str:
    """Why there is no Progress 8 for the drop's year, "" where there is or may be one."""
    figure = context.benchmarks.get(BENCHMARK).figure(context.drop.year)
    return figure.why if figure is not None and figure.value is None else ""


@dataclass(frozen=True, slots=True)
class _Progress:
    context: Context
    cohort: Cohort
    tables: ProgressYear


def withheld(
    context: Context, note: str, state: State = State.NOT_MEASURABLE
) -> Iterator[Measurement]:
    """No score for any school or the trust, and why."""
    return no_figures(context, "progress_8", note, state)


def pupil_scores(tables: ProgressYear, pupils: pd.DataFrame) -> pd.DataFrame:
    """The pupils with key stage 2 results, and their score in all and in each element.

    The score in all is adjusted where the year's tables can; `unadjusted` is the one before.
    """
    known = pupils[pupils["ks2"].notna()].copy()
    groups = [tables.group(float(average)) for average in known["ks2"]]
    for element, slots in SLOTS.items():
        estimates = pd.Series([g.estimate(element) for g in groups], known.index, dtype=float)
        known[f"progress_{element}"] = (known[element].astype(float) - estimates) / slots
    known[UNADJUSTED] = known[ADJUSTED]
    if tables.adjusts:
        lowest = pd.Series([g.minimum for g in groups], known.index, dtype=float)
        known[ADJUSTED] = known[ADJUSTED].clip(lower=lowest)
    return known


def _scores(progress: _Progress) -> Iterator[Measurement]:
    for entity, everybody in progress.cohort.entities():
        pupils = pupil_scores(progress.tables, everybody)
        coverage = progress.cohort.coverage(entity, len(pupils))
        counted = 100 * len(pupils) / len(everybody)
        left_out = len(everybody) - len(pupils)
        if counted < LEAST_COVERAGE or pupils.empty:
            had = share(len(pupils), len(everybody), "pupils")
            note = f"only {had} have key stage 2 results; under half, so no score is given"
            yield Measurement(
                "progress_8",
                entity,
                progress.context.drop.year,
                state=State.NO_DATA,
                note=note,
                coverage=coverage,
                rows=progress.cohort.rows_for(entity),
            )
            continue
        whole = _score(progress, entity, ALL, pupils)
        said = [_caution(progress, entity), progress.cohort.notes.get(entity, "")]
        if left_out:
            had_none = share(left_out, len(everybody), "pupils")
            said.insert(1, f"{had_none} left out, without key stage 2 results")
        places = own_places(progress.context, entity, whole.value or 0.0, whole.measure)
        note = "; ".join(filter(None, said))
        yield replace(whole, coverage=coverage, note=note, details=(*whole.details, *places))
        for element in ELEMENTS:
            yield _score(progress, entity, ELEMENT_NAMES[element], pupils, element)
        for group, part in parts(pupils, ("prior",)):
            yield _score(progress, entity, group, part)


def _score(
    progress: _Progress,
    entity: str,
    group: str,
    pupils: pd.DataFrame,
    element: Element = "attainment_8",
) -> Measurement:
    total = math.fsum(pupils[f"progress_{element}"].tolist())
    value, count = total / len(pupils), len(pupils)
    deviation = progress.tables.standard_deviations.of(element)
    low, high = mean_interval(value, deviation, count) if deviation else (None, None)
    details: tuple[tuple[str, str], ...] = ()
    if group == ALL and low is not None and high is not None:
        tables = progress.tables
        details = (
            ("Official band", official_band(value, low, high)),
            ("National averages", f"{tables.year}, {tables.status} ({tables.publication})"),
        )
    return Measurement(
        "progress_8",
        entity,
        progress.context.drop.year,
        value,
        group,
        n=count,
        numerator=total,
        denominator=float(count),
        low=low,
        high=high,
        rows=progress.cohort.rows_for(entity),
        details=details,
    )


def _caution(progress: _Progress, entity: str) -> str:
    if entity == TRUST:
        return "the trust's own calculation over all its pupils, not one of the department's"
    if progress.tables.adjusts:
        return "calculated from the school's results; very negative pupil scores are adjusted"
    return "calculated from the school's results; very negative pupil scores are not adjusted"
