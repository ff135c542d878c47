"""How each kind of report opens: its title, its facts and its answer."""

from __future__ import annotations

import re

from goldenthread.display.opening import Opening
from goldenthread.errors import count_of
from goldenthread.report.data_check import missing
from goldenthread.report.opening_answers import answer_of, counts_in_words, reds
from goldenthread.report.opening_metadata import metadata
from goldenthread.report.thread_breaks import answer
from goldenthread.view import View
from goldenthread.wording import day, plural, without_capital


def objective_opening(view: View) -> Opening:
    section = view.section
    if section is None:
        message = "an objective's report needs its objective"
        raise ValueError(message)
    plan = view.judged.plan
    people = [("Responsible", _people(view, "responsible"))]
    people.append(("Monitored by", _people(view, "monitored_by")))
    facts = (("", view.scope), (f"{view.when}, as at", day(view.drop.as_of)), *_status(view))
    printed = " ".join(section.title.split()).rstrip(".")
    people.append((section.word or plan.section_word, printed))
    return Opening(
        kicker=f"{plan.called(section)} · {plan.title}",
        title=section.question,
        facts=(*facts, *(pair for pair in people if pair[1])),
        answer=(answer_of(view), *reds(view)),
        metadata=metadata(view, "objective", section.question),
    )


def school_opening(view: View) -> Opening:
    school = view.schools[0]
    facts = [(f"{view.when}, as at", day(view.drop.as_of)), *_status(view)]
    facts.append(("", f"{school.phase.capitalize()}, in the trust since {school.joined.year}"))
    if school.ofsted:
        facts.append(("Ofsted", f"{school.ofsted.grade}, {school.ofsted.inspected}"))
    title = f"How is {school.name} doing?"
    return Opening(
        kicker=f"{view.judged.trust.name} · {view.judged.plan.title}",
        title=title,
        facts=tuple(facts),
        answer=(counts_in_words(view), *reds(view)),
        metadata=metadata(view, "school", title),
    )


def board_opening(view: View) -> Opening:
    facts = [("Figures as at", day(view.drop.as_of)), *_status(view)]
    if view.previous:
        facts.append(("Compared with", without_capital(view.previous.when)))
    meeting = view.drop.for_meeting
    if meeting:
        body = view.judged.trust.find_body(meeting.body)
        facts.append(("For the", f"{body.name if body else meeting.body}, {day(meeting.date)}"))
    title = f"Board summary, {without_capital(view.when)}"
    return Opening(
        kicker=f"{view.judged.trust.name} · {view.judged.plan.title}",
        title=title,
        facts=tuple(facts),
        answer=(counts_in_words(view), *reds(view, by_school=False)),
        metadata=metadata(view, "board", title),
    )


def thread_opening(view: View) -> Opening:
    facts = [("", view.scope)] if not view.whole else []
    facts += [(f"{view.when}, as at", day(view.drop.as_of)), *_status(view)]
    whose = "the schools’ plans" if view.whole else "the school’s plan"
    title = f"Does the thread hold from the trust’s plan through {whose} to the evidence?"
    return Opening(
        kicker=f"{view.judged.trust.name} · {view.judged.plan.title}",
        title=title,
        facts=tuple(facts),
        answer=answer(view),
        metadata=metadata(view, "golden-thread", title),
    )


def data_check_opening(view: View) -> Opening:
    stops = count_of(view.judged.findings, "stop")
    warnings = count_of(view.judged.findings, "warning")
    absent = len(missing(view))
    verdict = "Yes" if not stops and not absent else "Not quite"
    words = f"{verdict}: {plural(len(view.judged.inputs), 'file')} read"
    if stops or warnings:
        words += f", {plural(stops, 'fault')} that stopped something being used"
        words += f", {plural(warnings, 'warning')}"
    else:
        words += ", no fault and no warning"
    words += (
        f"; {plural(absent, 'export')} missing."
        if absent
        else "; every export that is needed is there."
    )
    title = "Is this data drop complete and sound?"
    return Opening(
        kicker=f"{view.judged.trust.name} · {view.judged.plan.title}",
        title=title,
        facts=((f"{view.when}, as at", day(view.drop.as_of)), *_status(view)),
        answer=(words,),
        metadata=metadata(view, "data-check", title),
    )


def _people(view: View, which: str) -> str:
    """Who, as the plan prints it for the objective, or for its criteria where that stays short."""
    section = view.section
    if section is None:
        return ""
    own = getattr(section, which)
    printed = [getattr(c, which).rstrip(".") for c in section.criteria]
    found = dict.fromkeys(name.strip() for words in printed for name in re.split("[;,]", words))
    words = own or ", ".join(name for name in found if name)
    return words if len(words) <= 70 else ""


def _status(view: View) -> tuple[tuple[str, str], ...]:
    """Provisional, say; that figures are synthetic the banner says already."""
    status = "" if view.drop.synthetic else view.drop.data_status
    return (("Figures are", status),) if status else ()
