"""The trust's own figure of an earlier year, from those that its schools typed.

A trust keeps figures of earlier years school by school. Where every school of this year's figure
has one with its pupils, the trust's is theirs together; else it is not known, and why is said.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping

from goldenthread.measures.measurement import ALL, TRUST, Measurement, State
from goldenthread.measures.statistics import wilson
from goldenthread.trust import Trust
from goldenthread.wording import join_words

_SAME = 1e-6  # how far the trust's figure may lie from the mean of its schools', by pupils
Figures = Mapping[str, Measurement]  # by school


def pooled_baselines(
    now: Iterable[Measurement], typed: Collection[Measurement], trust: Trust, year: str
) -> Iterator[Measurement]:
    """One figure of the trust for each measure and earlier year of which a school typed one.

    `now` are the figures of the drop, of which those of its `year` count, `typed` the earlier
    ones. A measure of which the trust has no figure now, or whose trust's figure is no mean over
    its schools' pupils (such as a gap between two groups), gives none.
    """
    today: dict[str, dict[str, Measurement]] = {}
    wanted = {figure.measure for figure in typed}
    for figure in now if wanted else ():
        if figure.measure in wanted and (figure.period, figure.group) == (year, ALL):
            today.setdefault(figure.measure, {})[figure.entity] = figure
    earlier: dict[tuple[str, str], dict[str, Measurement]] = {}
    for figure in typed:
        earlier.setdefault((figure.measure, figure.period), {})[figure.entity] = figure
    for (measure, period), before in earlier.items():
        own = {
            who: figure
            for who, figure in today.get(measure, {}).items()
            if figure.value is not None
        }
        whole = own.get(TRUST)
        schools = {school.urn: own[school.urn] for school in trust.schools if school.urn in own}
        if whole is not None and _is_mean(whole, schools):
            yield _together(measure, period, schools, before, trust)


def _is_mean(whole: Measurement, schools: Figures) -> bool:
    """Whether the trust's figure is that of its schools' pupils together."""
    if not schools or not all(figure.n for figure in schools.values()):
        return False
    return abs(_mean(schools) - (whole.value or 0.0)) < _SAME


def _mean(schools: Figures) -> float:
    pupils = sum(figure.n or 0 for figure in schools.values())
    return sum((figure.value or 0.0) * (figure.n or 0) for figure in schools.values()) / pupils


def _together(
    measure: str, year: str, schools: Figures, before: Figures, trust: Trust
) -> Measurement:
    found = {urn: before[urn] for urn in schools if urn in before}
    names = {school.urn: school.name for school in trust.schools}
    rows = tuple(dict.fromkeys(row for figure in found.values() for row in figure.rows))
    without = [names[urn] for urn in schools if urn not in found]
    uncounted = [names[urn] for urn, figure in found.items() if not figure.n]
    note = f"the export of earlier figures has none of {join_words(without)}" if without else ""
    if uncounted and not note:
        note = (
            f"the export of earlier figures gives no number of pupils for {join_words(uncounted)}"
        )
    if note:
        return Measurement(measure, TRUST, year, state=State.NO_DATA, note=note, rows=rows)
    low, high = _interval(next(iter(schools.values())), found)
    return Measurement(
        measure,
        TRUST,
        year,
        _mean(found),
        note="of the same schools, from their typed figures, weighted by pupils",
        n=sum(figure.n or 0 for figure in found.values()),
        low=low,
        high=high,
        rows=rows,
    )


def _interval(now: Measurement, found: Figures) -> tuple[float | None, float | None]:
    """Wilson's for a share of pupils; else from the schools' own, whose chances are apart."""
    pupils = sum(figure.n or 0 for figure in found.values())
    mean = _mean(found)
    if _is_share(now):
        return wilson(mean * pupils / 100, pupils)
    below = _half(found, pupils, [f.low for f in found.values()])
    above = _half(found, pupils, [f.high for f in found.values()])
    return (None, None) if below is None or above is None else (mean - below, mean + above)


def _is_share(figure: Measurement) -> bool:
    """Whether it is a percentage of its pupils, and no mean of what they have."""
    top, bottom = figure.numerator, figure.denominator
    if top is None or not bottom or bottom != figure.n:
        return False
    return abs(100 * top / bottom - (figure.value or 0.0)) < _SAME


def _half(found: Figures, pupils: int, ends: list[float | None]) -> float | None:
    parts = [
        (figure.n or 0) / pupils * ((figure.value or 0.0) - end)
        for figure, end in zip(found.values(), ends, strict=True)
        if end is not None
    ]
    return math.hypot(*parts) if len(parts) == len(found) else None
