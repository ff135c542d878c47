"""Which schools a criterion and its tests are for.

Elsewhere the criterion does not apply, which is a state of its own: no colour, and nothing owed.
"""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.judgement.case import Case
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.recorded_steps import recorded_figure, step_of
from goldenthread.plan import AppliesWhere, Criterion, Plan, Recorded, Test
from goldenthread.rules import StepTest
from goldenthread.trust import Body, School, Trust
from goldenthread.wording import join_words

Left = tuple[Rating, str]


def left_out(criterion: Criterion, entity: str, case: Case) -> Left | None:
    """Why the criterion is not judged there: it does not apply, or nobody can tell; else None.

    For the trust it applies where it does for one school at least.
    """
    where = criterion.applies_where
    school = case.school(entity)
    if school is not None:
        return _left_out(where, criterion, school, case) or _of_other_phases(criterion, school)
    if criterion.tests and not tests_for(criterion, entity, case):
        phases = dict.fromkeys(phase for test in criterion.tests for phase in test.phases)
        return _NO, f"it is for {phases_in_words(phases)}; the trust has none"
    if where is None:
        return None
    found = [_left_out(where, criterion, s, case) for s in case.trust.schools]
    if None in found:
        return None
    open_question = next((f for f in found if f is not None and f[0] is not _NO), None)
    return open_question or (_NO, f"it is {_whom(where, case.plan)}; the trust has none")


def schools_judged(test: Test | StepTest, criterion: Criterion, case: Case) -> tuple[School, ...]:
    """The schools that the criterion applies to and the test is for."""
    asked = schools_asked(test, criterion, case)
    return tuple(school for school in asked if left_out(criterion, school.urn, case) is None)


def schools_asked(test: Test | StepTest, criterion: Criterion, case: Case) -> tuple[School, ...]:
    """Those, and the ones of which nobody has recorded yet whether it applies to them."""
    found = ((s, left_out(criterion, s.urn, case)) for s in case.trust.schools if _is_for(test, s))
    return tuple(school for school, left in found if left is None or left[0] is not _NO)


def tests_for(criterion: Criterion, entity: str, case: Case) -> tuple[Test, ...]:
    """The tests that are applied to a school of its phase, or to a trust with such schools."""
    school = case.school(entity)
    schools = case.trust.schools if school is None else (school,)
    return tuple(t for t in criterion.tests if any(_is_for(t, each) for each in schools))


def bodies_for(names: Iterable[str], trust: Trust, school: School | None) -> tuple[Body, ...]:
    """The boards and committees of those names; of a school those that are its own."""
    found = (trust.find_body(name) for name in names)
    return tuple(b for b in found if b is not None and (school is None or b.school == school.urn))


def condition_in_words(criterion: Criterion, plan: Plan) -> str:
    """`for schools in category D or E`; "" where the criterion is for every school."""
    return "" if criterion.applies_where is None else _whom(criterion.applies_where, plan)


def phases_in_words(phases: Iterable[str]) -> str:
    """`primary and special schools`."""
    return f"{join_words(list(phases))} schools"


_NO = Rating.DOES_NOT_APPLY


def _left_out(
    where: AppliesWhere | None, criterion: Criterion, school: School, case: Case
) -> Left | None:
    if where is None:
        return None
    if where.phases and school.phase not in where.phases:
        return _NO, f"it is {_whom(where, case.plan)}, and {school.name} is {_a(school)} school"
    if not where.scale:
        return None
    scale = case.plan.scale(where.scale)
    step = _step(where, criterion, school, case)
    if step is None:
        return (
            Rating.AWAITING_JUDGEMENT,
            f"it is {_whom(where, case.plan)}, and no judgement of {school.name} on that scale has "
            "been recorded",
        )
    if step in where.steps:
        return None
    words = scale.words.get(step, "")
    said = f"{step} ({words})" if words and words.casefold() != step.casefold() else step
    return _NO, f"it is {_whom(where, case.plan)}, and {school.name} was judged {said}"


def _step(where: AppliesWhere, criterion: Criterion, school: School, case: Case) -> str | None:
    """The step of the latest recorded judgement of a school on the condition's scale."""
    for other in case.plan.criteria:
        if other.id == criterion.id or where.criterion not in ("", other.id):
            continue
        for test in other.tests:
            if isinstance(test, Recorded) and test.scale == where.scale:
                figure = recorded_figure(test, other, school.urn, case)
                return step_of(figure, case.plan.scale(where.scale))
    return None


def _of_other_phases(criterion: Criterion, school: School) -> Left | None:
    tests = criterion.tests
    if not tests or any(_is_for(test, school) for test in tests):
        return None
    phases = dict.fromkeys(phase for test in tests for phase in test.phases)
    whom = f"for {phases_in_words(phases)}"
    return _NO, f"it is {whom}, and {school.name} is {_a(school)} school"


def _is_for(test: Test | StepTest, school: School) -> bool:
    return not test.phases or school.phase in test.phases


def _whom(where: AppliesWhere, plan: Plan) -> str:
    kinds = [f"{join_words(list(where.phases), 'or')} schools" if where.phases else "schools"]
    if where.scale:
        steps = join_words(list(where.steps), "or")
        kinds.append(f"judged {steps} on the scale {plan.scale(where.scale).title}")
    return f"for {' '.join(kinds)}"


def _a(school: School) -> str:
    return f"an {school.phase}" if school.phase == "all-through" else f"a {school.phase}"
