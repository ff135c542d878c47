"""What a plan contradicts, or leaves open, that would be found out too late by its first drop.

A finding is a fault where reports could not be made, a warning where the plan contradicts itself or
its trust, or leaves open what a rating needs. The words of a plan are kept as printed: a warning
may be right about a document that nobody is going to change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goldenthread.errors import Finding, did_you_mean
from goldenthread.plan import Criterion
from goldenthread.planning.figures_to_be_had import benchmarks, phases
from goldenthread.planning.people import bodies, responsibility
from goldenthread.planning.planned import Planned, criteria_of, tests_of
from goldenthread.planning.thresholds_set import thresholds
from goldenthread.rules import ByDate
from goldenthread.wording import day


def contradictions(planned: Planned) -> tuple[Finding, ...]:
    """Every contradiction and gap, the same one of several criteria told once."""
    return tuple(finding for find in _FINDERS for finding in find(planned))


def _notebooks(planned: Planned) -> Iterator[Finding]:
    folder = planned.project.notebooks
    known = sorted(path.stem for path in (folder / "objectives").glob("*.ipynb"))
    for section in planned.plan.objectives:
        name = section.notebook.removesuffix(".ipynb")
        path = folder / (f"{name}.ipynb" if "/" in name else f"objectives/{name}.ipynb")
        if not path.is_file():
            yield Finding(
                "stop", planned.file,
                f"section {section.id!r} is reported by a notebook {section.notebook!r} that there "
                "is not", fix=did_you_mean(name, known), rule="unknown-notebook",
            )  # fmt: skip


def _dates(planned: Planned) -> Iterator[Finding]:
    plan = planned.plan
    if plan.ends < plan.starts:
        message = f"the plan ends ({day(plan.ends)}) before it starts ({day(plan.starts)})"
        yield Finding("stop", planned.file, message, fix="Change starts or ends.", rule="dates")
        return
    for criterion in plan.criteria:
        due = criterion.due.date if criterion.due else None
        if due is not None and not plan.starts <= due <= plan.ends:
            side = "before the plan starts" if due < plan.starts else "after the plan has ended"
            yield planned.warning(
                "due-outside-plan", f"criterion {criterion.number} is due on {day(due)}, {side}",
                "Change due, or starts and ends of the plan, unless the document prints it so.",
            )  # fmt: skip
    for action in plan.actions:
        if action.due is not None and not plan.starts <= action.due <= plan.ends:
            early = action.due < plan.starts
            side = "before the plan starts" if early else "after the plan has ended"
            yield planned.warning(
                "due-outside-plan", f"action {action.id} is due on {day(action.due)}, {side}",
                "Change due, unless the document prints it so.",
            )  # fmt: skip


def _decided(planned: Planned) -> Iterator[Finding]:
    undecided = [c for c in planned.plan.criteria if not c.tests and not c.paused]
    if undecided:
        yield planned.warning(
            "no-test", f"nothing decides {criteria_of(undecided)}",
            "Give tests: docs/measures.md lists what can be measured; what people judge is "
            "recorded, what is promised again and again is a cadence, what is to be in place is "
            "evidence.",
        )  # fmt: skip


def _milestones(planned: Planned) -> Iterator[Finding]:
    undated = [
        criterion
        for criterion in planned.plan.criteria
        if any(isinstance(test, ByDate) for test, _ in tests_of(criterion))
        and not _has_clock(criterion)
    ]
    if undated:
        verb = "are milestones" if len(undated) > 1 else "is a milestone"
        yield planned.warning(
            "milestone-without-date",
            f"{criteria_of(undated)} {verb} without a date in the plan: the date in the tracker "
            "decides",
            "Give due: {date: …}, where the document has one.",
        )  # fmt: skip


def _has_clock(criterion: Criterion) -> bool:
    due = criterion.due
    return due is not None and any(
        given is not None for given in (due.date, due.years_after_joining, due.months_after_joining)
    )


def _same_words(planned: Planned) -> Iterator[Finding]:
    by_words: dict[tuple[str, str], list[Criterion]] = {}
    for criterion in planned.plan.criteria:
        words = " ".join(criterion.text.casefold().split()).rstrip(".;:, ")
        by_words.setdefault((words, criterion.kind), []).append(criterion)
    for same in by_words.values():
        if len(same) > 1:
            yield planned.warning(
                "same-words", f"{criteria_of(same)} have the same words",
                "Keep one of them, unless the document prints both.",
            )  # fmt: skip


_FINDERS: tuple[Callable[[Planned], Iterator[Finding]], ...] = (
    _notebooks,
    _dates,
    _decided,
    thresholds,
    responsibility,
    bodies,
    _milestones,
    benchmarks,
    phases,
    _same_words,
)
