"""A log that speaks of a criterion by its reference: the figure it gives, and what is said where it
has no row."""

from __future__ import annotations

from collections.abc import Callable

from goldenthread.judgement.case import Case
from goldenthread.judgement.judgement import TestResult
from goldenthread.judgement.pooled import figure_among
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.usable import usable, without_colour
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Measure
from goldenthread.plan import Cadence, Criterion, Evidence

Logged = Cadence | Evidence


def references_of(test: Logged, criterion: Criterion) -> tuple[str, ...]:
    """The names under which the log may speak of the criterion."""
    return tuple(dict.fromkeys((test.reference or criterion.id, criterion.number)))


def logged_figure(
    test: Logged, criterion: Criterion, entity: str, case: Case, group_of: Callable[[str], str]
) -> Measurement | None:
    """The figure of the first of its names that the log has there; None where it has no row."""
    for name in references_of(test, criterion):
        found = figure_among(test, criterion, entity, case, _looking(test, group_of(name), case))
        if found is not None:
            return found
    return None


def _looking(test: Logged, group: str, case: Case) -> Callable[[str], Measurement | None]:
    return lambda entity: case.figure(test.measure, entity, group)


def nothing_logged(
    test: Logged, criterion: Criterion, entity: str, case: Case, log: str, rule: str
) -> TestResult:
    """No data: there is no log, or it has no row of that name and place. Never red."""
    measure = case.measure(test.measure)
    whole = case.figure(measure.id, entity)
    if whole is not None and not _is_kept(measure, case):
        known = usable(whole, measure, criterion, case, rule)
        if isinstance(known, TestResult):
            return known
    name = references_of(test, criterion)[0]
    text = f"{log} has no row of {case.name(entity)} under {name}"
    if isinstance(test, Evidence) and test.example:
        text = f"no dated example yet: {text}"
    return without_colour(Rating.NO_DATA, text, measure, rule, None)


def _is_kept(measure: Measure, case: Case) -> bool:
    """Whether the drop holds such a log at all."""
    return any(figure.rows for figure in case.measurements.of(measure.id))
