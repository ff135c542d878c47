"""What parents and carers say about their child's school."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.measures.measurement import Measurement
from goldenthread.measures.pupil_survey import on_roll
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.survey_answers import distribution, favourable, response_rate

VIEWS = (
    "child_happy",
    "child_safe",
    "behaviour",
    "child_bullied",
    "doing_well",
    "kept_informed",
    "concerns",
    "recommend",
)


@measure(
    "Parents' answers favourable on their child's school",
    unit="percent",
    decimals=1,
    better="higher",
    counts="parent answers",
    needs=("parent_survey",),
)
def parent_views(context: Context) -> Iterator[Measurement]:
    """Favourable answers to the eight statements for parents, of all answers to them.

    Favourable is "agree" or "strongly agree"; for "My child has been bullied at this school" it is
    "disagree" or "strongly disagree". A submission counts once. The statements are close to those
    that inspectors ask parents. Coverage is the submissions, of the pupils on roll: a family of two
    pupils may answer once, so that a full response stays below 100%.

    Denominator: answers to the eight statements.

    Leaves out: "prefer not to say", "don't know" and blanks; answers that name no school count for
    the trust only, and not at all where a statement has too few of them to be shown.

    Interval: 95%, Wilson, allowing for one parent's answers going together.
    """
    return favourable(context, "parent_views", "parent_survey", VIEWS, on_roll(context), "pupils")


@measure(
    "Parent survey, answer by answer",
    unit="percent",
    decimals=1,
    better="neither",
    counts="parent answers",
    needs=("parent_survey",),
)
def parent_survey_answers(context: Context) -> Iterator[Measurement]:
    """For each statement of the parent survey, the share of each of the five answers.

    Answers stand as they were given: a statement where disagreeing is the good answer is not turned
    round.

    Denominator: answers to the statement.

    Leaves out: "prefer not to say", "don't know" and blanks.

    Interval: 95%, Wilson, over parents.
    """
    return distribution(context, "parent_survey_answers", "parent_survey")


@measure(
    "Parents who answered the survey",
    unit="percent",
    decimals=1,
    better="higher",
    counts="pupils",
    needs=("parent_survey",),
)
def parent_response_rate(context: Context) -> Iterator[Measurement]:
    """Submissions to the parent survey with at least one answer, for the pupils on roll.

    No export says how many families a school has; the base is therefore pupils, and a family of two
    pupils that answers once counts as one of two.

    Denominator: pupils on roll.

    Leaves out: guests and pupils registered mainly elsewhere; "prefer not to say", "don't know" and
    blanks; from a school's figure answers that name no school.

    Interval: none; every submission is known.
    """
    expected = on_roll(context)
    name = "parent_response_rate"
    return response_rate(context, name, "parent_survey", expected, "pupils on roll")
