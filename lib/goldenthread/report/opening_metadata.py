"""What a document says of itself to catalogues and screen readers, with the name of its inputs."""

from __future__ import annotations

import hashlib

from goldenthread.provenance import InputFile
from goldenthread.report.opening_answers import counts_in_words
from goldenthread.report.thread_breaks import answer
from goldenthread.view import View
from goldenthread.wording import without_capital


def metadata(view: View, page: str, title: str) -> dict[str, object]:
    """By name; a page tells from it what was opened, a PDF and a catalogue what it is."""
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
    return (counts_in_words(view),)


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
