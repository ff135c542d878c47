"""Where the golden thread breaks: what is missing, where, counted by kind.

A break is a fact about the papers, not a verdict on a school. Where an export is missing nothing
is known, and what is not known is no break.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.judgement.actions import TRACKER
from goldenthread.judgement.judgement import ActionState, ActionStatus, Judgement
from goldenthread.judgement.rating import Rating
from goldenthread.measures.measurement import TRUST
from goldenthread.plan import Criterion, Section
from goldenthread.thread.strands import Check, SchoolPriority, Step, Strand, Thread
from goldenthread.view import View
from goldenthread.wording import day, join_words, plural


class Kind(StrEnum):
    """What breaks, in the order of the thread."""

    NO_SCHOOL = "no school"
    SOME_SCHOOLS = "some schools"
    NO_PLAN = "no plan"
    NO_AIM = "no aim"
    NO_OWNER = "no owner"
    NO_UPDATE = "no update"
    NOBODY = "nobody"
    NO_EVIDENCE = "no evidence"


# Nobody has to put a figure to these now: the plan waits, or says so itself.
_WITHOUT_EVIDENCE = (Rating.NO_DATA, Rating.AWAITING_JUDGEMENT)
_ENDED = (ActionState.DONE, ActionState.STOPPED, ActionState.PAUSED)


@dataclass(frozen=True, slots=True)
class Break:
    """`section` is its id, "" for a school's priority that belongs to none; `place` names the
    criterion, action, school or priority; `words` say what is missing in one sentence."""

    kind: Kind
    section: str
    place: str
    words: str


def breaks(thread: Thread) -> tuple[Break, ...]:
    """Every break, section by section, then the school priorities that hang loose."""
    found = [b for strand in thread.strands for b in strand_breaks(thread, strand)]
    for urn in thread.without_plan:
        name = thread.view.name(urn)
        words = f"The export of improvement plans has no priority of {name}."
        found.append(Break(Kind.NO_PLAN, "", thread.view.name(urn, short=True), words))
    found += [_loose(thread, priority) for priority in thread.loose]
    return tuple(found)


def followed(thread: Thread) -> tuple[Strand, ...]:
    """The sections that are counted, whole or broken: of a school those that concern it, because it
    is judged by them or something is missing in them."""
    if thread.view.whole:
        return thread.strands
    return tuple(s for s in thread.strands if s.is_judged or strand_breaks(thread, s))


def followed_in_words(thread: Thread, count: int) -> str:
    """`7 priorities`; of a school `the 4 priorities that concern the school`."""
    words = plural(count, thread.word, thread.words)
    if thread.view.whole:
        return words
    return f"the {words} that {'concerns' if count == 1 else 'concern'} the school"


def strand_breaks(thread: Thread, strand: Strand) -> tuple[Break, ...]:
    """The breaks of one section's strand, from its top to its end."""
    return (
        *_school_plans(thread, strand),
        *(b for step in strand.steps for b in _step(thread.view, strand.section, step)),
        *(b for check in strand.checks for b in _check(thread, strand.section, check)),
    )


def _school_plans(thread: Thread, strand: Strand) -> Iterator[Break]:
    section, view = strand.section, thread.view
    missing = thread.missing_schools(strand)
    if not missing:
        return
    if not strand.priorities:
        whose = (
            "No school’s improvement plan has" if view.whole else "The school’s plan does not have"
        )
        words = f"{whose} a priority that serves it."
        yield Break(Kind.NO_SCHOOL, section.id, section.short_title, words)
        return
    for urn in missing:
        words = f"{view.name(urn)} has no priority that serves it."
        place = f"{section.short_title}, {view.name(urn, short=True)}"
        yield Break(Kind.SOME_SCHOOLS, section.id, place, words)


def _step(view: View, section: Section, step: Step) -> Iterator[Break]:
    action, status = step.action, step.status
    name = f"{section.short_title} action {action.number}"
    if not action.responsible.strip() and not action.paused:
        words = "The plan names nobody for this action."
        yield Break(Kind.NO_OWNER, section.id, name, words)
    stale = without_update(view, status)
    if stale:
        yield Break(Kind.NO_UPDATE, section.id, name, stale)


def without_update(view: View, status: ActionStatus | None) -> str:
    """Why an open action counts as one that nobody has reported on; "" where somebody has, or where
    there is no tracker to tell.

    With a drop before, an update counts from the day of that drop on.
    """
    if status is None or status.state in _ENDED or view.judged.lacks(TRACKER):
        return ""
    if status.state is ActionState.NO_DATA:
        return status.sentence
    if status.updated is None:
        return "The tracker gives no day of an update."
    before = view.previous
    if before is not None and status.updated < before.drop.as_of:
        return f"It was last updated on {day(status.updated)}, before the last drop."
    return ""


def _check(thread: Thread, section: Section, check: Check) -> Iterator[Break]:
    criterion = check.criterion
    if not responsible(section, criterion):
        words = "The plan names nobody who is responsible."
        yield Break(Kind.NOBODY, section.id, criterion.number, words)
    places = without_evidence(thread.view, check)
    if places is not None:
        where = f" for {join_words(places)}" if places else ""
        words = f"There has been no evidence{where} in this drop or the one before."
        yield Break(Kind.NO_EVIDENCE, section.id, criterion.number, words)


def responsible(section: Section, criterion: Criterion) -> str:
    """Who the plan makes responsible for a criterion, or for its section as a whole."""
    return (criterion.responsible or section.responsible).strip().rstrip(".")


def without_evidence(view: View, check: Check) -> tuple[str, ...] | None:
    """Where a criterion has had no evidence in two drops: None where it has, empty for everywhere,
    else the schools."""
    if view.previous is None or not check.judgements:
        return None
    if check.judgement is not None and _twice(check.judgement):
        return ()
    schools = [j for j in check.judgements if j.entity != TRUST]
    bare = [j for j in schools if _twice(j)]
    if not bare:
        return None
    return () if len(bare) == len(check.judgements) else tuple(view.name(j.entity) for j in bare)


def _twice(judgement: Judgement) -> bool:
    return judgement.rating in _WITHOUT_EVIDENCE and judgement.previous in _WITHOUT_EVIDENCE


def _loose(thread: Thread, priority: SchoolPriority) -> Break:
    place = f"{thread.view.name(priority.urn, short=True)} {priority.reference}"
    return Break(Kind.NO_AIM, "", place, why_loose(thread, priority))


def why_loose(thread: Thread, priority: SchoolPriority) -> str:
    """`‘Raise attendance’ serves ‘Attendance’, which is no objective of the plan.`"""
    named = f"‘{priority.words}’" if priority.words else "It"
    if not priority.said:
        return f"{named} names no {thread.word} of the trust’s plan."
    unknown = join_words([f"‘{text}’" for text in priority.serves.unknown])
    verb = "are" if len(priority.serves.unknown) > 1 else "is"
    return f"{named} serves {unknown}, which {verb} no {thread.word} of the plan."
