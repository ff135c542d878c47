"""Each section of the plan as a line to follow: the schools, the actions, the judgements."""

from __future__ import annotations

from goldenthread.display.criterion import CriterionHeading
from goldenthread.display.markup import Display, slug
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.display.thread import Knot, Stage, StrandLine
from goldenthread.display.words import Heading, Prose
from goldenthread.judgement.actions import TRACKER
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import Judgement
from goldenthread.judgement.rating import COLOURS, Rating
from goldenthread.measures.measurement import TRUST
from goldenthread.report.actions import flag
from goldenthread.report.attention import cut
from goldenthread.report.thread_breaks import counted
from goldenthread.thread.breaks import Break, Kind, responsible, strand_breaks, why_loose
from goldenthread.thread.strands import Check, SchoolPriority, Step, Strand, Thread
from goldenthread.view import View
from goldenthread.wording import day, join_words, plural, sentence

_MANY_APART = 3  # criteria that do not apply: so many are named on one line


def strand_lines(view: View) -> list[Display]:
    """Each section of the plan, from what it wants to how it stands; then what hangs loose."""
    thread = Thread(view)
    shown: list[Display] = [Heading(f"Each {thread.word}, followed to its judgement")]
    if not thread.strands:
        return [*shown, Prose(f"The plan has no {thread.words}.", quiet=True)]
    for strand in thread.strands:
        shown += _strand(thread, strand)
    return [*shown, *_loose(thread)]


def _strand(thread: Thread, strand: Strand) -> list[Display]:
    section, count = strand.section, len(strand_breaks(thread, strand))
    mark = RatingMark(strand.rating) if strand.rating is not None else None
    reason = plural(count, "break").capitalize() + "." if count else "Nothing is missing."
    title = " ".join(section.title.split()).rstrip(".")
    if section.short_title.casefold() not in title.casefold():
        title = f"{section.short_title}: {title}"
    anchor = f"thread-{slug(section.id)}"
    head = CriterionHeading(section.number, title, mark, reason, anchor)
    stages = (
        _school_stage(thread, strand),
        _action_stage(thread, strand),
        _criteria_stage(thread, strand),
    )
    return [head, StrandLine(f"{section.number} {section.short_title}", stages)]


def _school_stage(thread: Thread, strand: Strand) -> Stage:
    view = thread.view
    name = "Schools’ improvement plans" if view.whole else "The school’s improvement plan"
    urns = dict.fromkeys(priority.urn for priority in strand.priorities)
    knots = tuple(_priorities(view, strand, urn) for urn in urns)
    if thread.plans_unknown:
        return Stage(name, note=f"Not known: {thread.plans_unknown}.")
    if not strand.for_schools and not knots:
        note = "No school is judged by any of its criteria, so none is expected to take it up."
        return Stage(name, note=note)
    missing = thread.missing_schools(strand)
    if not missing:
        without = [view.name(urn) for urn in thread.without_plan]
        return Stage(
            name, knots, f"The export has no plan of {join_words(without)}." if without else ""
        )
    if not view.whole:
        return Stage(name, knots, missing=("The plan has no priority that serves it.",))
    if not knots:
        return Stage(name, missing=("No school’s plan has a priority that serves it.",))
    names = join_words([view.name(urn) for urn in missing])
    verb = "has" if len(missing) == 1 else "have"
    return Stage(name, knots, missing=(f"{names} {verb} no priority that serves it.",))


def _priorities(view: View, strand: Strand, urn: str) -> Knot:
    """The priorities of one school that serve the section, and when they were last reviewed."""
    own = [priority for priority in strand.priorities if priority.urn == urn]
    where = f"{view.name(urn, short=True)}: " if view.whole else ""
    words = [f"{p.reference} {p.words or 'no words are given'}" for p in own]
    days = dict.fromkeys(p.reviewed for p in own)
    reviews = [
        f"{join_words([p.reference for p in own if p.reviewed == when])}: {_reviewed(when)}"
        if len(days) > 1
        else _reviewed(when)
        for when in days
    ]
    others = [_others(view, p, strand) for p in own]
    return Knot(where + "; ".join(words), " ".join(map(sentence, filter(None, reviews + others))))


def _reviewed(when: str) -> str:
    return f"last reviewed {when}" if when else "no review is recorded"


def _others(view: View, priority: SchoolPriority, strand: Strand) -> str:
    """`N2 serves Wellbeing as well`."""
    plan = view.judged.plan
    names = [
        plan.objective(name).short_title
        for name in priority.serves.sections
        if name != strand.section.id
    ]
    return f"{priority.reference} serves {join_words(names)} as well" if names else ""


def _action_stage(thread: Thread, strand: Strand) -> Stage:
    if not strand.steps:
        return Stage("Actions", note="The plan gives it no actions.")
    note = "Where they stand is not known: no tracker was supplied."
    found = {b.place: b for b in strand_breaks(thread, strand) if b.kind is Kind.NO_UPDATE}
    knots = tuple(_action(thread.view, strand, step, found) for step in strand.steps)
    if not thread.view.judged.lacks(TRACKER):
        note = "" if thread.view.whole or not _told(thread.view, strand) else _WHOSE
    return Stage("Actions", knots, note)


_WHOSE = "Where they stand is recorded for the trust; what the data say is the school’s own."


def _told(view: View, strand: Strand) -> bool:
    """Whether the data say anything of its actions."""
    return any(view.of_action(step.action.id) is not None for step in strand.steps)


def _action(view: View, strand: Strand, step: Step, stale: dict[str, Break]) -> Knot:
    action, status = step.action, step.status
    late = stale.get(f"{strand.section.short_title} action {action.number}")
    quiet = [action.responsible.strip().rstrip(".")]
    if status is not None and not view.judged.lacks(TRACKER):
        quiet.append("" if late and late.words == status.sentence else status.sentence.rstrip("."))
        quiet.append(f"updated {day(status.updated)}" if status.updated and not late else "")
    quiet += _by_the_data(view, step)
    serves = [view.judged.plan.criterion(name).number for name in getattr(action, "criteria", ())]
    quiet.append(f"for {join_words(serves)}" if serves else "")
    missing = [] if action.responsible.strip() else ["The plan names nobody for it."]
    missing += [late.words] if late else []
    return Knot(
        f"{action.number} {cut(' '.join(action.action.split()), 140)}",
        " ".join(map(sentence, filter(None, quiet))),
        missing=" ".join(missing),
    )


def _by_the_data(view: View, step: Step) -> list[str]:
    """`By the data amber`, and where that and the status do not go together."""
    judgement = view.of_action(step.action.id)
    if judgement is None:
        return []
    said = [f"by the data {inside(judgement.rating.value)}"]
    if step.status is not None:
        said.append(flag(view, step.status))
    return said


def _criteria_stage(thread: Thread, strand: Strand) -> Stage:
    name = "Criteria, and the latest judgement of each"
    notes = [
        f"{plural(strand.elsewhere, 'criterion', 'criteria')} of it judged for the trust only."
    ]
    notes = notes if strand.elsewhere else []
    link = getattr(strand.section, "link_note", "")
    notes += [link] if link else []
    if not strand.checks:
        return Stage(name, note=" ".join(notes) or "The plan gives it no criteria.")
    nobody = [c for c in strand.checks if not responsible(strand.section, c.criterion)]
    alike = len(nobody) == len(strand.checks) > 1
    found = strand_breaks(thread, strand)
    bare = {b.place: b.words for b in found if b.kind is Kind.NO_EVIDENCE}
    apart = [c for c in strand.checks if _is_apart(strand, c, bare, alike=alike)]
    apart = apart if len(apart) >= _MANY_APART else []
    shown = [c for c in strand.checks if c not in apart]
    knots = tuple(_check(thread.view, strand, c, bare, named=not alike) for c in shown)
    if apart:
        numbers = join_words([c.criterion.number for c in apart])
        knots += (Knot(numbers, mark=RatingMark(Rating.DOES_NOT_APPLY)),)
    whole = (
        ("The plan names nobody who is responsible for any of these criteria.",) if alike else ()
    )
    return Stage(name, knots, " ".join(notes), whole)


def _is_apart(strand: Strand, check: Check, bare: dict[str, str], *, alike: bool) -> bool:
    """Whether nothing is to be said of a criterion but that it does not apply."""
    if check.rating is not Rating.DOES_NOT_APPLY or check.criterion.number in bare:
        return False
    return alike or bool(responsible(strand.section, check.criterion))


def _check(view: View, strand: Strand, check: Check, bare: dict[str, str], *, named: bool) -> Knot:
    """`named` says of each criterion by itself that nobody is responsible."""
    criterion, who = check.criterion, responsible(strand.section, check.criterion)
    quiet = [f"Responsible: {who}" if who else "", _schools(view, check), _last(check)]
    missing = ["The plan names nobody who is responsible."] if named and not who else []
    missing += [bare[criterion.number]] if criterion.number in bare else []
    return Knot(
        f"{criterion.number} {cut(' '.join(criterion.text.split()), 120)}",
        " ".join(map(sentence, filter(None, quiet))),
        RatingMark(check.rating) if check.rating is not None else None,
        " ".join(missing),
    )


def _last(check: Check) -> str:
    """When it last had a colour, where it has none now."""
    if check.last is None:
        return ""
    when, rating = check.last
    return f"Last judged {inside(rating.value)}, in {inside(when)}"


def _schools(view: View, check: Check) -> str:
    """How many schools have which colour: `Schools: 5 green, 2 amber, 1 not judged`."""
    schools: list[Judgement] = [j for j in check.judgements if j.entity != TRUST]
    if not view.whole or not schools:
        return ""
    counts = [
        f"{count} {inside(rating.value)}"
        for rating in COLOURS
        if (count := sum(j.rating is rating for j in schools))
    ]
    apart = sum(j.rating is Rating.DOES_NOT_APPLY for j in schools)
    without = sum(not j.rating.is_colour for j in schools) - apart
    counts += [f"{without} without a colour"] if without else []
    counts += [f"{apart} that it does not apply to"] if apart else []
    return f"Schools: {', '.join(counts)}"


def _loose(thread: Thread) -> list[Display]:
    """The schools' priorities that serve nothing in the plan."""
    if not thread.loose:
        return []
    view = thread.view
    rows: list[tuple[Cell, ...]] = [
        (
            f"{view.name(p.urn)}, {p.reference}" if view.whole else p.reference,
            p.words or "–",
            why_loose(thread, p),
        )
        for p in thread.loose
    ]
    columns = (Column("School priority"), Column("Its words"), Column("Why it hangs loose"))
    caption = f"{counted(thread, Kind.NO_AIM, len(rows))}, {view.when}"
    return [
        Heading(f"School priorities that serve no {thread.word}"),
        DataTable(caption, columns, tuple(rows)),
    ]
