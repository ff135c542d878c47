"""How each kind of report opens: its title, its facts, and the sentence that answers."""

from __future__ import annotations

import hashlib
import re

from goldenthread.display.opening import Opening
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.verdict import in_words
from goldenthread.plan import Criterion
from goldenthread.provenance import InputFile
from goldenthread.report.data_check import missing
from goldenthread.report.finding import finding
from goldenthread.report.standing import (
    criteria_word,
    headline,
    rating_of,
    ratings_of,
    tally_in_words,
)
from goldenthread.report.thread_breaks import answer
from goldenthread.view import View
from goldenthread.wording import day, join_words, plural, sentence, without_capital

_FEW_REDS = 3  # more would not be read in one sentence
_ANSWERABLE = ("are", "is", "do", "does", "has", "have", "can", "will")


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
        answer=(_answer(view), *_reds(view)),
        metadata=_metadata(view, "objective", section.question),
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
        answer=(_count_sentence(view), *_reds(view)),
        metadata=_metadata(view, "school", title),
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
        answer=(_count_sentence(view), *_reds(view, by_school=False)),
        metadata=_metadata(view, "board", title),
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
        metadata=_metadata(view, "golden-thread", title),
    )


def data_check_opening(view: View) -> Opening:
    stops = sum(f.severity == "stop" for f in view.judged.findings)
    warnings = sum(f.severity == "warning" for f in view.judged.findings)
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
        metadata=_metadata(view, "data-check", title),
    )


def _answer(view: View) -> str:
    """`Not yet: of 7 success criteria 3 are green ...`; a question that is not yes or no is
    answered by the counts alone."""
    ratings = list(ratings_of(view, view.criteria).values())
    counts = _count_sentence(view)
    question = view.section.question if view.section else ""
    if question.split(" ")[0].lower() not in _ANSWERABLE or not ratings:
        return counts
    coloured = [r for r in ratings if r.is_colour]
    if not coloured:
        return f"This drop cannot tell: {without_capital(counts)}"
    if all(r is Rating.GREEN for r in coloured):
        lead = "Yes" if len(coloured) == len(ratings) else "As far as it can be judged, yes"
    else:
        lead = (
            "No" if Rating.RED in coloured and Rating.GREEN not in coloured else "Not yet in full"
        )
    return f"{lead}: {without_capital(counts)}"


def _count_sentence(view: View) -> str:
    ratings = ratings_of(view, view.criteria)
    elsewhere = len(view.criteria) - len(ratings)
    if not ratings:
        verb = "is" if elsewhere == 1 else "are"
        if any(view.judgements(criterion.id) for criterion in view.criteria):
            where = "here" if view.whole else f"to {view.scope}"
            return f"None of {criteria_word(view, elsewhere)} applies {where}."
        return f"{criteria_word(view, elsewhere)} {verb} judged for the trust as a whole only."
    where = "" if view.whole else f" at {view.scope}"
    words = f"Of {criteria_word(view, len(ratings))}{where}, {tally_in_words(ratings.values())}."
    if len(ratings) == 1:  # `The only criterion is amber.`
        only = criteria_word(view, 1).removeprefix("1 ")
        words = f"The only {only}{where} {tally_in_words(ratings.values()).removeprefix('1 ')}."
    earlier = view.previous
    if earlier:
        then = ratings_of(earlier, view.criteria)
        moved = sum(r is Rating.GREEN for r in ratings.values()) - sum(
            r is Rating.GREEN for r in then.values()
        )
        if moved:
            more = "more" if moved > 0 else "fewer"
            words += f" That is {abs(moved)} {more} green than in {without_capital(earlier.when)}."
    return words


def _reds(view: View, *, by_school: bool = True) -> tuple[str, ...]:
    """Which criteria are red, with the reason where it is one; and where only a school is."""
    red = [c for c in view.criteria if rating_of(view, c) is Rating.RED]
    words = []
    if red:
        words.append(_red(view, red))
    alike: dict[tuple[str, ...], list[str]] = {}
    for school in view.schools if view.whole and by_school else ():
        numbers = tuple(
            c.number
            for c in view.criteria
            if c not in red
            and (j := view.judgement(c.id, school.urn)) is not None
            and j.rating is Rating.RED
        )
        if numbers:
            alike.setdefault(numbers, []).append(school.short_name)
    also = " as well" if red else ""
    for on, names in alike.items():
        verb = "is" if len(names) == 1 else "are"
        words.append(f"{join_words(names)} {verb} red on {join_words(list(on))}{also}.")
    return tuple(words)


def _red(view: View, red: list[Criterion]) -> str:
    """What is red: by its finding, where a sentence can hold them; else by number."""
    headlines = [headline(view, criterion) for criterion in red]
    found = [finding(view, [j]) if j is not None else None for j in headlines]
    told = [f for f in found if f is not None]
    verb = "is" if len(red) == 1 else "are"
    if len(red) == 1 and not told:
        reason = headlines[0].reason if headlines[0] else ""
        return f"Red {verb} {red[0].number}. {reason}".strip()
    if len(told) < len(red) or len(red) > _FEW_REDS:
        return f"Red {verb} {join_words([c.number for c in red])}."
    parts = [f"{inside(f.brief)} ({c.number})" for f, c in zip(told, red, strict=True)]
    return f"{sentence(in_words(len(red)))[:-1]} {verb} red: {join_words(parts)}."


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


def _metadata(view: View, page: str, title: str) -> dict[str, object]:
    judged = view.judged
    objective = view.section.short_title if view.section else ""
    words = [judged.trust.name, judged.plan.title, objective, view.when]
    return {
        "title": title,
        "subtitle": ", ".join(part for part in (_subject(view, page), view.when) if part),
        "trust": judged.trust.name,
        "plan": judged.plan.title,
        "drop": view.when,
        "as_of": judged.drop.as_of.isoformat(),
        "synthetic": judged.drop.synthetic,
        "run_words": f"Inputs {fingerprint(view, page)}",
        "language": "en-GB",
        "keywords": [word for word in words if word],
        "description": " ".join(_description(view, page)),
        "entity": view.school.urn if view.school else "trust",
        "page": page,
        "objective": view.section.id if view.section else "",
    }


def _subject(view: View, page: str) -> str:
    if page == "golden-thread":
        return f"The golden thread, {without_capital(view.scope) if view.whole else view.scope}"
    if page == "objective" and view.section:
        scope = without_capital(view.scope) if view.whole else view.scope
        return f"{view.section.short_title}, {scope}"
    return "" if page == "school" else view.judged.trust.name


def _description(view: View, page: str) -> tuple[str, ...]:
    if page == "data-check":
        return (f"What was found in the exports of {without_capital(view.when)}.",)
    if page == "golden-thread":
        return answer(view)[:1]
    return (_count_sentence(view),)


def fingerprint(view: View, page: str) -> str:
    """Twelve letters that name these very inputs: any changed byte gives others.

    Of the data check these are all files of the drop; of any other report those that its ratings
    rest on, so that a file which it does not use does not change it.
    """
    if page == "data-check":
        files: list[InputFile] = list(view.judged.inputs)
    else:
        rated = (j for criterion in view.criteria for j in view.judgements(criterion.id))
        names = sorted({row.file for judgement in rated for row in judgement.rows})
        files = [file for name in names if (file := view.judged.input(name)) is not None]
    lines = sorted(f"{i.name} {i.sha256}" for i in files)
    return hashlib.sha256("\n".join([view.drop.drop, *lines]).encode()).hexdigest()[:12]
