"""Whether a figure may be given a colour, and what is said where it may not."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.judgement.case import Case
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import Step, TestResult
from goldenthread.judgement.rating import Rating
from goldenthread.measures.measurement import Coverage, Measurement, State
from goldenthread.measures.registry import Measure
from goldenthread.plan import Criterion
from goldenthread.wording import number, percent, plural, sentence

FEWEST = 6  # pupils, or answers, that a colour may rest on
_STATES = {
    State.NO_DATA: (Rating.NO_DATA, "there is no figure for {title}"),
    State.NOT_MEASURABLE: (Rating.NOT_MEASURABLE, "{title} cannot be measured this year"),
    State.NOT_YET_DUE: (Rating.NOT_YET_DUE, "no figure for {title} is due yet"),
    State.DOES_NOT_APPLY: (Rating.DOES_NOT_APPLY, "{title} does not apply"),
    State.SUPPRESSED: (Rating.SUPPRESSED, "{title} is not shown"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A figure that may be judged, and its value."""

    figure: Measurement
    value: float


def usable(
    figure: Measurement | None, measure: Measure, criterion: Criterion, case: Case, rule: str
) -> Known | TestResult:
    """The figure where it may be judged, else the test's result: a state and why."""
    found = why_no_colour(figure, measure, criterion, case)
    if isinstance(found, Known):
        return found
    return without_colour(*found, measure, rule, figure)


def without_colour(
    rating: Rating, text: str, measure: Measure, rule: str, figure: Measurement | None
) -> TestResult:
    """A test that ends in a state."""
    steps = (Step("Outcome", text, rating),)
    return TestResult(measure.id, rule, rating, sentence(text), figure, steps=steps)


def why_no_colour(
    figure: Measurement | None, measure: Measure, criterion: Criterion, case: Case
) -> Known | tuple[Rating, str]:
    """The figure and its value where it may be judged, else the state and its sentence."""
    if figure is None:
        return Rating.NO_DATA, sentence(f"there is no figure for {inside(measure.title)}")
    if figure.state is not State.MEASURED or figure.value is None:
        return _state(figure, measure)
    short = _coverage(figure, criterion, case) or _smallness(figure, measure, case)
    return short or Known(figure, figure.value)


def _state(figure: Measurement, measure: Measure) -> tuple[Rating, str]:
    state = State.NO_DATA if figure.state is State.MEASURED else figure.state
    rating, text = _STATES[state]
    note = figure.note.strip().removesuffix(".")
    said = text.format(title=inside(measure.title))
    return rating, sentence(f"{said}: {inside(note)}" if note else said)


def _coverage(figure: Measurement, criterion: Criterion, case: Case) -> tuple[Rating, str] | None:
    coverage = figure.coverage
    needed, whose = least_coverage(criterion, case)
    if coverage is None or coverage.percent >= needed - 1e-9:
        return None
    return Rating.NO_DATA, sentence(
        f"the data covers {count_of(coverage)}, below the {percent(needed, 0)} that {whose}"
    )


def count_of(coverage: Coverage) -> str:
    """`61 of 100 pupils`."""
    return f"{number(coverage.covered)} of {number(coverage.expected)} {coverage.what}".strip()


def least_coverage(criterion: Criterion, case: Case) -> tuple[float, str]:
    """The criterion's own minimum, else the plan's, else the trust's; and who asks for it."""
    if criterion.minimum_coverage is not None:
        return criterion.minimum_coverage, "the plan needs"
    if case.plan.minimum_coverage is not None:
        return case.plan.minimum_coverage, "the plan needs"
    return case.trust.reporting.minimum_coverage, "the trust asks for"


def _smallness(figure: Measurement, measure: Measure, case: Case) -> tuple[Rating, str] | None:
    """No colour on a handful of people, even where the figure itself could be shown.

    A trust may show figures of fewer than six pupils, or of five pupils' answers; it never colours
    them.
    """
    rules = case.trust.reporting
    survey = rules.smallest_survey_group
    groups = {
        "pupils": (max(FEWEST, rules.smallest_group), "pupil", "pupils"),
        "staff": (rules.smallest_staff_group, "member of staff", "members of staff"),
        "pupil answers": (max(FEWEST, survey.get("pupils", 5)), "answer", "answers"),
        "staff answers": (survey.get("staff", 7), "answer", "answers"),
        "parent answers": (max(FEWEST, survey.get("parents", 5)), "answer", "answers"),
    }
    if measure.counts not in groups or figure.n is None:
        return None
    least, noun, nouns = groups[measure.counts]
    if figure.n >= least:
        return None
    few = plural(least, noun, nouns)
    return Rating.SUPPRESSED, sentence(f"{inside(measure.title)} rests on fewer than {few}")
