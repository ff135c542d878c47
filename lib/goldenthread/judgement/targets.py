"""A value against a target: the plan's, the school's own, or the trust's."""

from __future__ import annotations

from goldenthread.judgement.case import Case
from goldenthread.judgement.figures import apart, bound, places_beside, says, whether
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import Comparator, Step, TestResult
from goldenthread.judgement.pooled import figure_of
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.thresholds import Threshold, rate, threshold_of
from goldenthread.judgement.usable import Known, usable, without_colour
from goldenthread.judgement.working import difference, exact, outcome, steps_of
from goldenthread.measures.registry import Measure
from goldenthread.plan import AgainstTarget, Criterion
from goldenthread.wording import sentence


def against_target(
    test: AgainstTarget, criterion: Criterion, entity: str, case: Case
) -> TestResult:
    """Green at or beyond the target, amber within its tolerance, else red; on unrounded values."""
    measure, school = case.measure(test.measure), case.school(entity)
    figure = figure_of(test, criterion, entity, case, test.group)
    rule = rule_in_words(test, criterion, case.plan, case.trust, school, case.register)
    threshold = threshold_of(test, criterion, case.trust, school)
    known = usable(figure, measure, criterion, case, rule)
    if isinstance(known, TestResult):
        return known
    if threshold is None:
        text = _not_set(test, measure, case, entity)
        return without_colour(Rating.TARGET_NOT_SET, text, measure, rule, known.figure)
    rating = rate(known.value, threshold)
    clause = _clause(known, measure, threshold, rating)
    edges = (threshold.bound, threshold.amber_bound)
    places = places_beside(measure, known.value, lambda value: rate(value, threshold), *edges)
    return TestResult(
        test.measure,
        rule,
        rating,
        sentence(clause),
        known.figure,
        Comparator(threshold.whose, threshold.bound, known.figure.period),
        steps=(
            *steps_of(known.figure, measure, places),
            Step("Target", _bound(threshold, measure), exact(threshold.bound)),
            difference(known.value, threshold.bound),
            outcome(rating, _why(rating)),
        ),
        places=places,
    )


def _not_set(test: AgainstTarget, measure: Measure, case: Case, entity: str) -> str:
    what = inside(measure.title)
    if test.kpi and case.school(entity) is not None:
        return (
            f"{case.name(entity)} has no target of its own for {what}, and the trust has set none"
        )
    return f"the trust has not set a target for {what}"


def _clause(known: Known, measure: Measure, threshold: Threshold, rating: Rating) -> str:
    value = known.value
    decimals = apart(measure, value, threshold.bound, threshold.amber_bound)
    extra = None if decimals == measure.decimals else decimals
    said = says(measure, known.figure, extra)
    if (
        measure.unit == "yes/no"
        or whether(measure, known.figure)
        or (measure.unit == "percent" and value == threshold.bound and value in (0.0, 100.0))
    ):
        return said  # "all 12 seats are filled" needs no target beside it
    target = bound(threshold.bound, measure, decimals)
    return f"{said}, {_place(value, threshold)} {threshold.whose} of {target}" + _tolerance(
        threshold, measure, rating, extra
    )


def _place(value: float, threshold: Threshold) -> str:
    if abs(value - threshold.bound) < 1e-9:
        return "exactly at"
    return "below" if value < threshold.bound else "above"


def _tolerance(threshold: Threshold, measure: Measure, rating: Rating, decimals: int | None) -> str:
    if rating is not Rating.AMBER:
        return ""
    edge = bound(threshold.amber_bound, measure, decimals)
    word = "from" if threshold.target.at_least is not None else "up to"
    return f" (amber {word} {edge})"


def _bound(threshold: Threshold, measure: Measure) -> str:
    word = "at least" if threshold.target.at_least is not None else "at most"
    return f"{threshold.whose}: {word} {bound(threshold.bound, measure)}"


def _why(rating: Rating) -> str:
    return {
        Rating.GREEN: "at or beyond the target",
        Rating.AMBER: "short of the target, within the tolerance",
    }.get(rating, "short of the target by more than the tolerance")
