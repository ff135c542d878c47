"""The working of a judgement: each step with its figures and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.judgement.figures import says, shown
from goldenthread.judgement.judgement import Judgement, Step, TestResult
from goldenthread.judgement.rating import Rating
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Measure
from goldenthread.wording import number, percent, sentence

WORKING = ("Test", "Measure", "Step", "Figures", "Result")
_EXACT = 6  # decimals of an unrounded figure; its rounded form stands beside it


def exact(value: float) -> str:
    """An unrounded figure, without the zeros at its end."""
    text = number(value, _EXACT)
    return text.rstrip("0").rstrip(".") if "." in text else text


def steps_of(figure: Measurement, measure: Measure, places: int | None = None) -> tuple[Step, ...]:
    """How the figure came about: the count, the value unrounded, interval and coverage. `places` as
    a test has them."""
    steps = []
    if figure.numerator is not None and figure.denominator:
        division = f"{exact(figure.numerator)} ÷ {exact(figure.denominator)}"
        steps.append(Step("Count", division, exact(figure.numerator / figure.denominator)))
    value = figure.value or 0.0
    steps.append(Step("Figure", f"{exact(value)} unrounded", shown(value, measure, places)))
    if figure.low is not None and figure.high is not None:
        ends = f"{exact(figure.low)} to {exact(figure.high)}"
        steps.append(Step("95% interval", ends, sentence(says(measure, figure, places))))
    if figure.coverage is not None:
        cover = figure.coverage
        text = f"{cover.covered} of {cover.expected} {cover.what}"
        steps.append(Step("Coverage", text, percent(cover.percent)))
    return tuple(steps)


def difference(value: float, bound: float) -> Step:
    """The unrounded difference to what the value is held against."""
    return Step("Difference", f"{exact(value)} − {exact(bound)}", exact(value - bound))


def outcome(rating: Rating, why: str) -> Step:
    return Step("Outcome", why, rating)


def numbered_tests(judgement: Judgement) -> Iterator[tuple[str, TestResult]]:
    """Each test under its number, with those that it is made of below it: 1, 1.1, 1.2, 2."""
    for i, test in enumerate(judgement.tests, start=1):
        yield number(i), test
        if test.parts:
            for k, leaf in enumerate(test.leaves, start=1):
                yield f"{number(i)}.{number(k)}", leaf


def working_rows(judgement: Judgement) -> list[tuple[str, ...]]:
    """Every step of every test, and the rating that came of them at the end: the number of the
    test, its measure, the step, its figures, what came of them."""
    rows: list[tuple[str, ...]] = [
        (place, test.measure, step.what, step.figures, step.result)
        for place, test in numbered_tests(judgement)
        for step in (*test.steps, Step("Rule", test.rule, test.rating))
    ]
    rows.append(("", "", "Rating", judgement.reason, judgement.rating))
    return rows


def working(judgement: Judgement) -> pd.DataFrame:
    """The same as a table."""
    return pd.DataFrame(working_rows(judgement), columns=list(WORKING))
