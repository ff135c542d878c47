"""What pupils say about their wellbeing."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import dates, numbers, text
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.survey_answers import distribution, favourable, response_rate

WELLBEING = ("safe", "talk", "enjoy", "heard", "lonely")


def on_roll(context: Context) -> dict[str, int]:
    """Pupils on roll, by entity: from the pupil list on the drop's day, else the January census."""
    if context.has("pupils"):
        pupils = context.frame("pupils")
        as_of = pd.Timestamp(context.drop.as_of)
        listed = ~(dates(pupils, "leaving_date") <= as_of)
        listed &= ~(dates(pupils, "date_of_admission") > as_of)
        listed &= ~text(pupils, "enrolment_status").isin(["S", "G"])
        counts = pupils[listed].groupby("school")["upn"].nunique()
    elif context.has("census"):
        census = context.frame("census")
        census = census[census["year"] == context.drop.year]
        counts = numbers(census, "headcount").groupby(census["school"]).sum()
    else:
        return {}
    found = {s.urn: int(counts.get(s.urn, 0)) for s in context.trust.schools}
    return found | {TRUST: sum(found.values())}


@measure(
    "Pupils' answers favourable on wellbeing",
    unit="percent",
    decimals=1,
    better="higher",
    counts="pupil answers",
    needs=("pupil_survey",),
)
def pupil_wellbeing(context: Context) -> Iterator[Measurement]:
    """Favourable answers to the five wellbeing statements, of all answers to them.

    Favourable is "agree" or "strongly agree"; for "I often feel lonely at school" it is "disagree"
    or "strongly disagree". A submission counts once. Coverage is the pupils who answered of the
    pupils on roll (guests and pupils registered mainly elsewhere left out).

    Denominator: answers to the five statements.

    Leaves out: "prefer not to say" and blanks; answers that name no school count for the trust
    only, and not at all where a statement has too few of them to be shown.

    Interval: 95%, Wilson, allowing for one pupil's answers going together.
    """
    return favourable(
        context, "pupil_wellbeing", "pupil_survey", WELLBEING, on_roll(context), "pupils"
    )


@measure(
    "Pupil survey, answer by answer",
    unit="percent",
    decimals=1,
    better="neither",
    counts="pupil answers",
    needs=("pupil_survey",),
)
def pupil_survey_answers(context: Context) -> Iterator[Measurement]:
    """For each statement of the pupil survey, the share of each of the five answers.

    Answers stand as they were given: a statement where disagreeing is the good answer is not turned
    round.

    Denominator: answers to the statement.

    Leaves out: "prefer not to say" and blanks.

    Interval: 95%, Wilson, over pupils.
    """
    return distribution(context, "pupil_survey_answers", "pupil_survey")


@measure(
    "Pupils who answered the survey",
    unit="percent",
    decimals=1,
    better="higher",
    counts="pupils",
    needs=("pupil_survey",),
)
def pupil_response_rate(context: Context) -> Iterator[Measurement]:
    """Pupils who answered at least one statement of the pupil survey, of all who could have.

    Those who could are the pupils on roll: on the pupil list on the day of the drop, or else at the
    January census of the year. Without either there is no figure.

    Denominator: pupils on roll.

    Leaves out: guests and pupils registered mainly elsewhere; from the answers "prefer not to say"
    and blanks, and answers that name no school from a school's figure.

    Interval: none; every pupil who answered is known.
    """
    expected = on_roll(context)
    return response_rate(context, "pupil_response_rate", "pupil_survey", expected, "pupils on roll")
