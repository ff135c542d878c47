"""A milestone: done, late, or not yet due."""

from __future__ import annotations

import datetime as dt

from goldenthread.judgement.case import Case
from goldenthread.judgement.clocks import due_date
from goldenthread.judgement.details import day_of, detail
from goldenthread.judgement.judgement import Comparator, Step, TestResult
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.usable import usable, without_colour
from goldenthread.judgement.working import outcome
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.plan import ByDate, Criterion
from goldenthread.wording import day, plural, sentence


def by_date(test: ByDate, criterion: Criterion, entity: str, case: Case) -> TestResult:
    """Green when done in time, amber when done late, red when it is overdue.

    The plan's date decides; the tracker's only where the plan has none.
    """
    measure = case.measure(test.measure)
    figure = milestone_figure(test, criterion, entity, case)
    rule = rule_in_words(test, criterion, case.plan, case.trust, case.school(entity), case.register)
    if figure is None:
        text = "the tracker has no row for this milestone"
        return without_colour(Rating.NO_DATA, text, measure, rule, None)
    known = usable(figure, measure, criterion, case, rule)
    if isinstance(known, TestResult):
        return known
    figure = known.figure
    tracked = day_of(detail(figure, "due"))
    due = due_date(criterion, entity, case.trust) or tracked
    rating, clause = _judged(figure, due, case.drop.as_of)
    return TestResult(
        test.measure,
        rule,
        rating,
        sentence(clause),
        figure,
        Comparator("due date", None, day(due) if due else "no date"),
        steps=(
            Step("Tracker", figure.group, detail(figure, "status") or "no status"),
            Step("Due by the plan", criterion.timescale, day(due) if due else "no date"),
            Step("Due by the tracker", "", day(tracked) if tracked else "no date"),
            Step("Done", detail(figure, "evidence"), detail(figure, "done on") or "not done"),
            outcome(rating, f"as at {day(case.drop.as_of)}"),
        ),
    )


def milestone_figure(
    test: ByDate, criterion: Criterion, entity: str, case: Case
) -> Measurement | None:
    """The tracker's entry, for the school itself or else for the trust.

    Where other schools have entries of their own, the trust's stands for none of them.
    """
    own = own_milestone(test, criterion, entity, case)
    if own is not None:
        return own
    if not is_of_schools(test, criterion, case):
        found = own_milestone(test, criterion, TRUST, case)
        if found is not None:
            return found
    whole = case.figure(test.measure, entity)
    return whole if whole is not None and whole.value is None else None


def is_of_schools(test: ByDate, criterion: Criterion, case: Case) -> bool:
    """Whether the tracker has an entry of some school for it."""
    return any(own_milestone(test, criterion, s.urn, case) for s in case.trust.schools)


def own_milestone(
    test: ByDate, criterion: Criterion, entity: str, case: Case
) -> Measurement | None:
    """The tracker's entry of one school, or of the trust."""
    for name in (test.reference or criterion.id, criterion.number):
        found = case.figure(test.measure, entity, name)
        if found is not None:
            return found
    return None


def _judged(figure: Measurement, due: dt.date | None, as_of: dt.date) -> tuple[Rating, str]:
    done_on = day_of(detail(figure, "done on"))
    if (figure.value or 0) >= 0.5:
        return _done(done_on, due)
    status = detail(figure, "status").casefold()
    if "stopped" in status or "cancelled" in status:
        return Rating.RED, "the tracker says that it was stopped"
    if due is None:
        return Rating.TARGET_NOT_SET, "it is not done, and neither plan nor tracker gives a date"
    if due >= as_of:
        standing = f"; the tracker says {status}" if status else ""
        return Rating.NOT_YET_DUE, f"not due until {day(due)}{standing}"
    late = plural((as_of - due).days, "day")
    return Rating.RED, f"overdue by {late}: it was due on {day(due)}"


def _done(done_on: dt.date | None, due: dt.date | None) -> tuple[Rating, str]:
    if done_on is None:
        return Rating.GREEN, "it is done; the tracker gives no date"
    if due is None:
        return Rating.GREEN, f"it was done on {day(done_on)}"
    if done_on <= due:
        return Rating.GREEN, f"it was done on {day(done_on)}, by its date of {day(due)}"
    late = plural((done_on - due).days, "day")
    return Rating.AMBER, f"it was done on {day(done_on)}, {late} after its date of {day(due)}"
