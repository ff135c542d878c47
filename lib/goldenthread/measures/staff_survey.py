"""What staff say: wellbeing, support, expectations, the trust office."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.places import ENTITY
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.staff_in_post import in_post
from goldenthread.measures.survey_answers import distribution, favourable, response_rate

WELLBEING = (
    "wellbeing_valued",
    "wellbeing_workload",
    "wellbeing_mental_health",
    "wellbeing_stress",
)
_share_of_answers = partial(
    measure,
    unit="percent",
    decimals=1,
    better="higher",
    counts="staff answers",
    needs=("staff_survey",),
)


def _expected(context: Context) -> dict[str, int]:
    """Staff in post on the day of the drop, by entity; empty where the drop has no staff list."""
    if not context.has("staff"):
        return {}
    staff = in_post(context, pd.Timestamp(context.drop.as_of))
    found = {
        school.urn: int(staff.loc[staff[ENTITY] == school.urn, "employee_id"].nunique())
        for school in context.trust.schools
    }
    return found | {TRUST: int(staff["employee_id"].nunique())}


def _item(context: Context, name: str, items: tuple[str, ...]) -> Iterator[Measurement]:
    return favourable(context, name, "staff_survey", items, _expected(context), "staff")


@_share_of_answers("Staff answers favourable on wellbeing")
def staff_wellbeing(context: Context) -> Iterator[Measurement]:
    """Favourable answers to the four wellbeing statements, of all answers to them.

    Favourable is "agree" or "strongly agree"; for "My work often makes me feel stressed" it is
    "disagree" or "strongly disagree". A submission counts once. Coverage is the people who answered
    of the staff in post.

    Denominator: answers to the four statements.

    Leaves out: "prefer not to say" and blanks; answers of the trust office and those that name no
    school count for the trust only, and not at all where a statement has too few of them to be
    shown.

    Interval: 95%, Wilson, allowing for one person's answers going together.
    """
    return _item(context, "staff_wellbeing", WELLBEING)


@_share_of_answers("Staff who know where to find support")
def support_awareness(context: Context) -> Iterator[Measurement]:
    """Staff who agree that they know where to find support for wellbeing and mental health.

    "Agree" and "strongly agree", of all who answered the statement. Coverage is the people who
    answered of the staff in post.

    Denominator: staff who answered the statement.

    Leaves out: "prefer not to say" and blanks; answers of the trust office count for the trust
    only.

    Interval: 95%, Wilson, over people.
    """
    return _item(context, "support_awareness", ("support_aware",))


@_share_of_answers("Staff who understand what their pay grade expects")
def expectations_understood(context: Context) -> Iterator[Measurement]:
    """Staff who agree that they understand what is expected of them at their pay grade.

    "Agree" and "strongly agree", of all who answered the statement. Coverage is the people who
    answered of the staff in post.

    Denominator: staff who answered the statement.

    Leaves out: "prefer not to say" and blanks; answers of the trust office count for the trust
    only.

    Interval: 95%, Wilson, over people.
    """
    return _item(context, "expectations_understood", ("grade_expectations",))


@_share_of_answers("Staff who say the trust office supports them")
def office_support(context: Context) -> Iterator[Measurement]:
    """Staff who agree that the trust office gives them the support they need.

    "Agree" and "strongly agree", of all who answered the statement. Coverage is the people who
    answered of the staff in post.

    Denominator: staff who answered the statement.

    Leaves out: "prefer not to say" and blanks; answers of the trust office count for the trust
    only.

    Interval: 95%, Wilson, over people.
    """
    return _item(context, "office_support", ("office_support",))


@_share_of_answers("Staff who understand how assessment fits the curriculum")
def assessment_understood(context: Context) -> Iterator[Measurement]:
    """Staff who agree that they understand how assessment fits the curriculum.

    "Agree" and "strongly agree", of all who answered the statement. Coverage is the people who
    answered of the staff in post.

    Denominator: staff who answered the statement.

    Leaves out: "prefer not to say" and blanks; answers of the trust office count for the trust
    only.

    Interval: 95%, Wilson, over people.
    """
    return _item(context, "assessment_understood", ("assessment_purpose",))


@_share_of_answers("Staff who know what of the curriculum is common")
def curriculum_common_known(context: Context) -> Iterator[Measurement]:
    """Staff who agree that they know which parts of the curriculum are common and where they have
    discretion.

    "Agree" and "strongly agree", of all who answered the statement. Coverage is the people who
    answered of the staff in post.

    Denominator: staff who answered the statement.

    Leaves out: "prefer not to say" and blanks; answers of the trust office count for the trust
    only.

    Interval: 95%, Wilson, over people.
    """
    return _item(context, "curriculum_common_known", ("curriculum_common",))


@_share_of_answers("Staff who have had the training they need")
def training_sufficient(context: Context) -> Iterator[Measurement]:
    """Staff who agree that they have had the training they need to do their job well.

    "Agree" and "strongly agree", of all who answered the statement. Coverage is the people who
    answered of the staff in post.

    Denominator: staff who answered the statement.

    Leaves out: "prefer not to say" and blanks; answers of the trust office count for the trust
    only.

    Interval: 95%, Wilson, over people.
    """
    return _item(context, "training_sufficient", ("development",))


@measure(
    "Staff survey, answer by answer",
    unit="percent",
    decimals=1,
    better="neither",
    counts="staff answers",
    needs=("staff_survey",),
)
def staff_survey_answers(context: Context) -> Iterator[Measurement]:
    """For each statement of the staff survey, the share of each of the five answers.

    Answers stand as they were given: a statement where disagreeing is the good answer is not turned
    round.

    Denominator: answers to the statement.

    Leaves out: "prefer not to say" and blanks.

    Interval: 95%, Wilson, over people.
    """
    return distribution(context, "staff_survey_answers", "staff_survey")


@measure(
    "Staff who answered the survey",
    unit="percent",
    decimals=1,
    better="higher",
    counts="staff",
    needs=("staff_survey",),
)
def staff_response_rate(context: Context) -> Iterator[Measurement]:
    """Staff who answered at least one statement of the staff survey, of all who could have.

    Those who could are the staff in post on the day of the drop; without a staff list there is no
    figure.

    Denominator: staff in post, as people, whatever their contract.

    Leaves out: "prefer not to say" and blanks; from a school's figure answers that name no school.

    Interval: none; everybody who answered is known.
    """
    expected = _expected(context)
    return response_rate(context, "staff_response_rate", "staff_survey", expected, "staff in post")
