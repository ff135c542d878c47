"""What was recorded: the latest judgement, the step of the scale that it is, and its colour."""

from __future__ import annotations

from goldenthread.judgement.case import Case
from goldenthread.judgement.details import detail
from goldenthread.measures.measurement import Measurement
from goldenthread.plan import Criterion, Outcome, Recorded, Scale
from goldenthread.trust import Trust

SCALE_COLOURS = "scale_colours"  # the trust's setting


def recorded_figure(
    test: Recorded, criterion: Criterion, entity: str, case: Case
) -> Measurement | None:
    """The latest record for that criterion and place."""
    for name in (test.reference, criterion.id, criterion.number):
        found = case.figure(test.measure, entity, name) if name else None
        if found is not None:
            return found
    whole = case.figure(test.measure, entity)
    return whole if whole is not None and detail(whole, "judgement") else None


def step_of(figure: Measurement | None, scale: Scale) -> str | None:
    """The step of the scale that was recorded, by its key or its words."""
    return scale.step_of(detail(figure, "judgement")) if figure is not None else None


def colours_of(scale: Scale, trust: Trust) -> dict[str, Outcome | None]:
    """The colour of each step: the plan's, else the one that the trust's settings give it."""
    own = trust.settings.get(SCALE_COLOURS)
    given = own.get(scale.id) if isinstance(own, dict) else None
    trusts = given if isinstance(given, dict) else {}
    return {step: colour or trusts.get(step) for step, colour in scale.steps.items()}
