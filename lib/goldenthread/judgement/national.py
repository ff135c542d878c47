"""A value against a national figure of the same year."""

from __future__ import annotations

from dataclasses import replace

from goldenthread.judgement.case import Case
from goldenthread.judgement.figures import places_beside
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import Step, TestResult
from goldenthread.judgement.national_figure import comparator_for, lead
from goldenthread.judgement.national_in_words import amber_within, clause, described, why
from goldenthread.judgement.pooled import figure_of
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.thresholds import Tolerance, colour, tolerance_of
from goldenthread.judgement.usable import Known, usable, without_colour
from goldenthread.judgement.working import difference, exact, outcome, steps_of
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Measure
from goldenthread.plan import AgainstNational, Criterion
from goldenthread.wording import round_half_up, sentence

_NOISE = 1e-9  # what two figures that are equal on paper may differ by


def against_national(
    test: AgainstNational, criterion: Criterion, entity: str, case: Case
) -> TestResult:
    """Green when in line with or better than the national figure, amber a little short of that."""
    measure = case.measure(test.measure)
    figure = figure_of(test, criterion, entity, case, test.group)
    school = case.school(entity)
    rule = rule_in_words(test, criterion, case.plan, case.trust, school, case.register)
    known = usable(figure, measure, criterion, case, rule)
    if isinstance(known, TestResult):
        return known
    national = comparator_for(test, criterion, known.figure, case)
    if national.value is None:
        return without_colour(Rating.NOT_MEASURABLE, national.basis, measure, rule, figure)
    if test.significantly and nearer_end(known.figure, measure) is None:
        text = f"{inside(measure.title)} has no 95% interval, so nobody can tell what is chance"
        return without_colour(Rating.NO_DATA, text, measure, rule, figure)
    tolerance = tolerance_of(test, criterion, case.trust)
    if tolerance is None:
        title = inside(measure.title)
        text = f"the trust has not said how close {title} must be to the national figure"
        return without_colour(Rating.TARGET_NOT_SET, text, measure, rule, figure)
    rating = _rating(test, known, national.value, measure, tolerance)
    places = _places(test, known, national.value, measure, tolerance)
    return TestResult(
        test.measure,
        rule,
        rating,
        sentence(clause(test, known, measure, national, tolerance, rating, places)),
        known.figure,
        national,
        steps=(
            *steps_of(known.figure, measure, places),
            Step("National figure", described(national), exact(national.value)),
            difference(known.value, national.value),
            Step(
                "Tolerance", f"in line within {exact(tolerance.in_line)}", amber_within(tolerance)
            ),
            *_strictness(test, known, national.value, measure),
            outcome(rating, why(test, rating)),
        ),
        places=places,
    )


def _rating(
    test: AgainstNational, known: Known, national: float, measure: Measure, tolerance: Tolerance
) -> Rating:
    """In line is green, but amber where the plan asks for better than that."""
    by = lead(known.value, national, measure)
    rating = colour(by, -tolerance.in_line, -tolerance.in_line - tolerance.amber)
    nearer = nearer_end(known.figure, measure) if test.significantly else known.value
    beyond = nearer is not None and lead(nearer, national, measure) > _NOISE
    if (test.above or test.significantly) and rating is Rating.GREEN and not beyond:
        return Rating.AMBER
    return rating


def _places(
    test: AgainstNational, known: Known, national: float, measure: Measure, tolerance: Tolerance
) -> int | None:
    """Of the figure beside the national one, both of which a table rounds."""

    def rated(value: float) -> Rating:
        beside = national
        if value != known.value:
            beside = float(round_half_up(national, measure.decimals))
        return _rating(test, replace(known, value=value), beside, measure, tolerance)

    sides = {"higher": (-1,), "lower": (1,)}.get(measure.better, (-1, 1))
    edges = (tolerance.in_line, tolerance.in_line + tolerance.amber)
    around = [national + side * edge for side in sides for edge in edges]
    return places_beside(measure, known.value, rated, national, *around)


def _strictness(
    test: AgainstNational, known: Known, national: float, measure: Measure
) -> tuple[Step, ...]:
    """The step that only a plan has which asks for more than in line."""
    nearer = nearer_end(known.figure, measure)
    if test.significantly and nearer is not None:
        return (Step("Nearer end of the interval", exact(nearer), exact(nearer - national)),)
    return (Step("Wanted", "better than the national figure", ""),) if test.above else ()


def nearer_end(figure: Measurement, measure: Measure) -> float | None:
    """The end of the 95% interval that has to be beyond a figure for it to be clearly beaten."""
    return figure.high if measure.better == "lower" else figure.low
