"""When a criterion falls due: on a date, so long after a school joined, or in certain drops."""

from __future__ import annotations

import datetime as dt

from goldenthread.calendar import years_after
from goldenthread.judgement.case import Case
from goldenthread.measures.measurement import TRUST
from goldenthread.plan import ByDate, Criterion, Due, ShareOfSchools
from goldenthread.trust import School, Trust
from goldenthread.wording import day, join_words, plural


def due_date(criterion: Criterion, entity: str, trust: Trust) -> dt.date | None:
    """The day from which the criterion is judged for that school or the trust.

    A clock that starts when a school joins is over for the trust as a whole once it is over for
    the school that joined last, of the phases that the criterion is for.
    """
    if criterion.due is None:
        return None
    if criterion.due.date is not None:
        return criterion.due.date
    if not _runs_from_joining(criterion.due):
        return None
    schools = [s for s in trust.schools if s.urn == entity or _is_for(criterion, s)]
    joined = [s.joined for s in schools if entity in (s.urn, TRUST)]
    return max((_after(day_joined, criterion.due) for day_joined in joined), default=None)


def not_yet_due(criterion: Criterion, entity: str, case: Case) -> str:
    """Why the criterion is not judged yet, as a sentence without a dot; "" where it is."""
    if criterion.judged_in and case.drop.term not in criterion.judged_in:
        why = criterion.not_before.strip().removesuffix(".")
        return f"judged in the {join_words(list(criterion.judged_in))} drop" + (
            f": {why}" if why else ""
        )
    # A milestone may be reached early, and a share of schools knows each school's own clock.
    own_clock = (ByDate, ShareOfSchools) if entity == TRUST else (ByDate,)
    if criterion.tests and all(isinstance(test, own_clock) for test in criterion.tests):
        return ""
    due = due_date(criterion, entity, case.trust)
    if due is None or case.drop.as_of >= due:
        return ""
    return f"not due until {day(due)}{_since(criterion.due, case.school(entity))}"


def _is_for(criterion: Criterion, school: School) -> bool:
    where = criterion.applies_where
    if where is not None and where.phases and school.phase not in where.phases:
        return False
    tests = criterion.tests
    return not tests or any(not test.phases or school.phase in test.phases for test in tests)


def _runs_from_joining(due: Due) -> bool:
    return due.years_after_joining is not None or due.months_after_joining is not None


def _after(joined: dt.date, due: Due) -> dt.date:
    return years_after(joined, due.years_after_joining or 0, due.months_after_joining or 0)


def _since(due: Due | None, school: School | None) -> str:
    if due is None or school is None or not _runs_from_joining(due):
        return ""
    spans = [(due.years_after_joining, "year"), (due.months_after_joining, "month")]
    text = join_words([plural(number, noun) for number, noun in spans if number])
    return f", {text} after {school.name} joined the trust"
