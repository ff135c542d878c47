"""Progress from key stage 1 to key stage 2: as published, or from pupils where that can be done.

The department's own scores come first. A school's results give a score only for a year whose
national averages by key stage 1 result are held (`params/benchmarks/ks2_progress`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from goldenthread.measures.assessed import withheld
from goldenthread.measures.assessments import assessment
from goldenthread.measures.cells import given, text
from goldenthread.measures.dfe_ks2 import GROUPS, areas
from goldenthread.measures.dfe_ks2_rows import (
    SOURCE,
    figure,
    places,
    row_of_school,
    rows_with,
    scores,
    why_not_placed,
)
from goldenthread.measures.dfe_rows import PRIMARY, Field, schools, status, weighted
from goldenthread.measures.ks2_attainment import KS2, PUBLICATION
from goldenthread.measures.ks2_progress_tables import (
    SUBJECTS,
    Subject,
    band_by_cut_offs,
    ks2_progress_year,
    published_band,
)
from goldenthread.measures.measurement import Coverage, Measurement, State
from goldenthread.measures.pupil_groups import DISADVANTAGED, NOT_DISADVANTAGED
from goldenthread.measures.registry import Context, also_from, measure
from goldenthread.measures.statistics import mean_interval

Compute = Callable[[Context], Iterable[Measurement]]
WITHHELD_BAND, NO_BAND = "Withheld by the department", "None published"


def why_no_progress(context: Context) -> str:
    """Why no progress is published for the drop's year, "" where it is or may be."""
    return assessment(context, KS2).why_no_progress(context.drop.year)


def _register(subject: Subject) -> None:
    progress, rank = f"ks2_{subject}_progress", f"ks2_{subject}_progress_rank"
    _named(
        progress,
        f"Progress in {subject}",
        "score",
        f"How much better or worse the pupils did in {subject} at the end of key stage 2 than "
        "pupils nationally with the same key stage 1 results, in points of scaled score, averaged "
        "over the pupils with results of both. The score, its 95% interval and its band are the "
        "department's; a trust's is pooled by pupils, its interval from the national standard "
        "deviation where one is held. Not published for years whose pupils had no tests at one of "
        "the two ends.",
        lambda context: _published(context, subject, progress),
    )
    _named(
        rank,
        f"Place of the school by progress in {subject}",
        "percent",
        f"Where the school stands among the mainstream schools of England with a score for "
        f"progress in {subject}: at 25 or less it is in the top quarter. Its place from the top, "
        "equals sharing the better one, as a percentage of the schools with a score.",
        lambda context: _ranks(context, subject, rank),
    )


_PARTS = {
    "score": """

Denominator: pupils with results of both key stages.

Leaves out: pupils without a result at one of the two; schools whose score the department withholds.

Interval: 95%, the department's; the trust's from the national standard deviation, where held.
""",
    "percent": """

Denominator: mainstream schools of England with a score.

Leaves out: special schools and schools without a score.

Interval: none; every school's score is published.
""",
}


def _named(name: str, title: str, unit: str, definition: str, found: Compute) -> None:
    def compute(context: Context) -> Iterable[Measurement]:
        why = why_no_progress(context)
        if why:
            return withheld(context, name, assessment(context, KS2), why)
        return found(context) if context.has(SOURCE) else ()

    compute.__name__, compute.__doc__ = name, definition + _PARTS[unit]
    measure(
        title,
        unit=unit,
        decimals=1,
        better="higher" if unit == "score" else "lower",
        counts="pupils" if unit == "score" else "things",
        needs=(SOURCE,),
        publication=PUBLICATION,
    )(compute)
    also_from(name, needs=())(compute)


def _published(context: Context, subject: Subject, name: str) -> Iterator[Measurement]:
    own, column = [], f"{subject}_progress"
    for item in schools(context, SOURCE, Field(name, column), rows_with(context, column)):
        whole = _with_interval(context, item, subject)
        own.append(whole)
        yield whole
        for group in (DISADVANTAGED, NOT_DISADVANTAGED):
            yield from _of_group(context, whole, column, group)
    pooled = weighted(context, own, PRIMARY)
    if pooled is not None:
        yield _pooled_interval(context, pooled, subject)
    for area in areas(context, Field(name, column)):
        yield replace(area, n=None)


def _with_interval(context: Context, item: Measurement, subject: Subject) -> Measurement:
    """Limits and band as the file gives them, and how many pupils the score covers."""

    def of(name: str) -> float | None:
        return figure(context, item.entity, name)

    pupils, share = of("pupils"), of(f"{subject}_coverage")
    covered = None if pupils is None or share is None else round(pupils * share / 100)
    coverage = None
    if covered is not None and pupils is not None:
        coverage = Coverage(covered, int(pupils), "pupils at the end of key stage 2")
    if item.value is None:
        return replace(item, coverage=coverage)
    column = f"{subject}_progress"
    low, high = of(f"{column}_low"), of(f"{column}_high")
    published = text(row_of_school(context, item.entity), f"{column}_band").iloc[0]
    band = _band(context, subject, item.value, low, high, published)
    details = (("Official band", band), *item.details, *places(context, item.entity, column))
    return replace(item, n=covered, low=low, high=high, coverage=coverage, details=details)


def _band(
    context: Context,
    subject: Subject,
    score: float,
    low: float | None,
    high: float | None,
    published: str,
) -> str:
    """As published; by the year's cut-offs only where the file has no column of bands."""
    if _has_bands(context, subject):
        return published_band(published) or (WITHHELD_BAND if published else NO_BAND)
    year = ks2_progress_year(context)
    cut_offs = year.cut_offs.get(subject) if year is not None else None
    if cut_offs is None or low is None or high is None:
        return "Not in the department's file"
    return f"{band_by_cut_offs(score, low, high, cut_offs)} (by the year's cut-offs)"


def _has_bands(context: Context, subject: Subject) -> bool:
    bands = f"{subject}_progress_band"
    return context.once(bands, lambda: bool(given(context.frame(SOURCE), bands).any()))


def _of_group(
    context: Context, whole: Measurement, column: str, group: str
) -> Iterator[Measurement]:
    def of(name: str) -> float | None:
        return figure(context, whole.entity, name)

    name = f"{column}_{GROUPS[group]}"
    value, count = of(name), of(f"pupils_{GROUPS[group]}")
    if value is None:
        return
    yield replace(
        whole,
        value=value,
        group=group,
        n=None if count is None else int(count),
        low=of(f"{name}_low"),
        high=of(f"{name}_high"),
        coverage=None,
        note="",
        details=status(context, SOURCE),
    )


def _pooled_interval(context: Context, pooled: Measurement, subject: Subject) -> Measurement:
    """By the department's formula, where the year's deviation is held."""
    year = ks2_progress_year(context)
    if year is None or pooled.value is None or not pooled.n:
        return pooled
    low, high = mean_interval(pooled.value, year.standard_deviations[subject], pooled.n)
    derived = " that was worked out from published limits" if year.status == "derived" else ""
    note = f"{pooled.note}; the interval uses a national standard deviation{derived}"
    return replace(pooled, low=low, high=high, note=note)


def _ranks(context: Context, subject: Subject, name: str) -> Iterator[Measurement]:
    """The schools' places from the top, in per cent; schools only, a trust has none."""
    column = f"{subject}_progress"
    known = scores(context, column).dropna()
    for item in schools(context, SOURCE, Field(name, column), rows_with(context, column)):
        if item.value is None:
            yield item
            continue
        note = why_not_placed(context, item.entity)
        if note:
            yield replace(item, value=None, state=State.NO_DATA, note=note)
            continue
        better = int((known > item.value).sum())
        yield replace(
            item,
            value=100 * (better + 1) / len(known),
            numerator=float(better + 1),
            denominator=float(len(known)),
            details=(*item.details, *places(context, item.entity, column)),
        )


for _subject in SUBJECTS:
    _register(_subject)
