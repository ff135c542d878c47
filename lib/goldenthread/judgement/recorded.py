"""A judgement that a person made, with who made it and when."""

from __future__ import annotations

from goldenthread.errors import nearest
from goldenthread.judgement.case import Case
from goldenthread.judgement.details import detail
from goldenthread.judgement.judgement import Comparator, Step, TestResult
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.recorded_steps import colours_of, recorded_figure, step_of
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.working import outcome
from goldenthread.measures.measurement import Measurement
from goldenthread.plan import Criterion, Recorded, Scale
from goldenthread.wording import join_words, sentence

_COLOURS = {"green": Rating.GREEN, "amber": Rating.AMBER, "red": Rating.RED}


def recorded_judgement(test: Recorded, criterion: Criterion, entity: str, case: Case) -> TestResult:
    """The colour that the plan's scale gives to the recorded step; nothing is computed."""
    scale = case.plan.scale(test.scale)
    figure = recorded_figure(test, criterion, entity, case)
    rule = rule_in_words(test, criterion, case.plan, case.trust, case.school(entity), case.register)
    rating, clause = _judged(figure, scale, case.name(entity), case)
    steps: tuple[Step, ...] = (outcome(rating, f"on the scale {scale.title}"),)
    if figure is not None:
        words = detail(figure, "evidence")
        steps = (Step("Recorded", _by_whom(figure), detail(figure, "judgement")), *steps)
        steps = (*steps[:1], *([Step("Evidence", words, "")] if words else []), *steps[1:])
    comparator = Comparator(f"scale: {scale.title}", None)
    return TestResult(
        test.measure,
        rule,
        rating,
        sentence(clause),
        figure,
        comparator,
        steps=steps,
        level=step_of(figure, scale) or "",
    )


def _judged(figure: Measurement | None, scale: Scale, place: str, case: Case) -> tuple[Rating, str]:
    if figure is None:
        return Rating.AWAITING_JUDGEMENT, f"no judgement of {place} has been recorded"
    said, step = detail(figure, "judgement"), step_of(figure, scale)
    if not said:
        note = figure.note.removesuffix(".")
        text = f"no judgement of {place} has been recorded"
        return Rating.AWAITING_JUDGEMENT, f"{text}: {note}" if note else text
    if step is None:
        steps = list(scale.steps)
        near = nearest(said, steps)
        hint = f"did they mean {near}?" if near else f"its steps are {join_words(steps)}"
        return Rating.AWAITING_JUDGEMENT, f"‘{said}’ is no step of the scale {scale.title}; {hint}"
    words = scale.words.get(step, "")
    name = f"{step} ({words})" if words and words.casefold() != step.casefold() else step
    clause = f"judged ‘{name}’ {_by_whom(figure)}".rstrip()
    colour = colours_of(scale, case.trust)[step]
    if colour is None:
        text = f"{clause}; neither plan nor trust gives that step a colour"
        return Rating.TARGET_NOT_SET, text
    return _COLOURS[colour], clause


def _by_whom(figure: Measurement) -> str:
    """`by the chief executive on 3 May 2022`."""
    who, when = detail(figure, "judged by"), detail(figure, "date")
    return " ".join(
        part for part in (f"by {who}" if who else "", f"on {when}" if when else "") if part
    )
