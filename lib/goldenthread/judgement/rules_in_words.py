"""The printed rule of a test: its threshold, its tolerance, who set them, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from goldenthread.judgement import compared_in_words, logged_in_words
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.rule_setting import SETTERS, Setting
from goldenthread.judgement.scope import bodies_for, phases_in_words
from goldenthread.judgement.thresholds import Threshold, threshold_of, tolerance_of
from goldenthread.measures.registry import REGISTER, Measure
from goldenthread.plan import (
    AgainstNational,
    AgainstTarget,
    AllItems,
    AsCriterion,
    Criterion,
    Maturity,
    Plan,
    SectionsMet,
    ShareOfSchools,
    Test,
)
from goldenthread.rules import StepTest
from goldenthread.trust import School, Trust
from goldenthread.wording import join_words, percent, sentence

SHOWN_ONLY = "It is shown and decides nothing."
SCHOOLS_RULE = (
    "The trust is green when every school is green, red when none is and at least one is red, "
    "otherwise amber."
)


def rule_in_words(
    test: Test | StepTest,
    criterion: Criterion,
    plan: Plan,
    trust: Trust,
    school: School | None = None,
    register: Mapping[str, Measure] = REGISTER,
) -> str:
    """A few sentences; without a school the rule for the trust, or for all schools.

    They end with the words of the plan that the test takes, where the plan says two things.
    """
    setting = Setting(criterion, plan, trust, school, register)
    phases = f". For {phases_in_words(test.phases)} only" if test.phases else ""
    reading = f" Taken from the plan’s words ‘{test.reading}’." if test.reading else ""
    if not test.decides:
        reading += f" {SHOWN_ONLY}"
    return sentence(_RULES[test.rule](test, setting).removesuffix(".") + phases) + reading


def set_because(
    test: Test | StepTest, criterion: Criterion, trust: Trust, school: School | None
) -> str:
    """Why the threshold of a test is what it is, in the words of whoever set it; "" if unsaid."""
    if isinstance(test, ShareOfSchools | Maturity):
        inner = test.each if isinstance(test, ShareOfSchools) else test.tests.values()
        why = (set_because(each, criterion, trust, school) for each in inner)
        return " ".join(dict.fromkeys(words for words in why if words))
    if isinstance(test, AgainstNational):
        tolerance = tolerance_of(test, criterion, trust)
        return sentence(tolerance.why) if tolerance else ""
    if not isinstance(test, AgainstTarget):
        return ""
    threshold = threshold_of(test, criterion, trust, school)
    if threshold is not None:
        return sentence(threshold.target.why)
    own = [(s.name, s.kpis[test.measure].why) for s in trust.schools if test.measure in s.kpis]
    return " ".join(sentence(f"{name}: {why}") for name, why in own if why and test.kpi)


def _target(test: AgainstTarget, setting: Setting) -> str:
    title = setting.title(test.measure, test.group) + _of_bodies(test, setting)
    threshold = threshold_of(test, setting.criterion, setting.trust, setting.school)
    if threshold is None and test.kpi and setting.school is None:
        return _kpis(test, setting)
    if threshold is None:
        return f"green when {title} reaches a target that nobody has set yet"
    setter = SETTERS[threshold.set_by]
    return f"green when {title} is {_bounds(threshold, test.measure, setting)}. {setter}"


def _of_bodies(test: AgainstTarget, setting: Setting) -> str:
    """` of the Trust Board and the Members`; of people, that some may be counted twice."""
    if not test.bodies:
        return ""
    names = [body.name for body in bodies_for(test.bodies, setting.trust, setting.school)]
    known = setting.register.get(test.measure)
    twice = len(names) > 1 and known is not None and known.counts == "people"
    note = " (whoever sits on more than one counts on each)" if twice else ""
    return f" of {join_words(names)}{note}"


def _bounds(threshold: Threshold, measure: str, setting: Setting) -> str:
    word = "at least" if threshold.target.at_least is not None else "at most"
    green = f"{word} {setting.value(measure, threshold.bound)}"
    if not threshold.target.amber_within:
        return f"{green}, otherwise red"
    return (
        f"{green}, amber when {word} {setting.value(measure, threshold.amber_bound)}, otherwise red"
    )


def _kpis(test: AgainstTarget, setting: Setting) -> str:
    title = setting.title(test.measure, test.group)
    own = [
        f"{school.name} {_bounds(Threshold(target, 'school'), test.measure, setting)}"
        for school in setting.trust.schools
        if (target := school.kpis.get(test.measure)) is not None
    ]
    if not own:
        return f"green when {title} reaches the school’s own target, which nobody has set yet"
    return f"green when {title} reaches the school’s own target: {'; '.join(own)}"


def _checklist(test: AllItems, setting: Setting) -> str:
    title = setting.title(test.measure, test.group)
    known = setting.register.get(test.measure)
    if known is not None and known.unit == "yes/no":
        return f"green when the answer is yes ({title}), otherwise red"
    default = logged_in_words.by_default(test, "amber_from")
    amber = f"amber from {percent(test.amber_from, 0)} of them{default}"
    return f"green when every item is in place ({title}), {amber}, otherwise red"


def _schools(test: ShareOfSchools, setting: Setting) -> str:
    if test.at_least is not None:
        share = (
            "every school"
            if test.at_least == 100
            else f"at least {percent(test.at_least, 0)} of the schools"
        )
    else:
        share = f"more than {percent(test.more_than, 0)} of the schools"
    if setting.school is not None:
        return _one_school(test, setting, share)
    if test.each:
        one = len(test.each) == 1
        verb = "passes" if share == "every school" else "pass"
        passing = f"{verb} {'this test' if one else 'every one of these tests that is for it'}"
        tail = f". The {'test' if one else 'tests'}: {' '.join(_inner(test, setting))}"
    else:
        verb = "is" if share == "every school" else "are"
        passing, tail = f"{verb} green in {_criteria(test, setting)}", ""
    amber = f", amber from {percent(test.amber_from, 0)}" if test.amber_from is not None else ""
    counted = "Schools without a colour are named and not counted"
    return f"green when {share} {passing}{amber}, otherwise red. {counted}{tail}"


def _one_school(test: ShareOfSchools, setting: Setting, share: str) -> str:
    """How a school's own colour comes about, which no share of schools decides."""
    verb = "has" if share == "every school" else "have"
    trust, inner = f"For the trust {share} {verb} to be green", _inner(test, setting)
    if len(inner) == 1:
        return f"{inner[0]} {trust}"
    if inner:
        worst = "otherwise rated as the worst of them"
        passing = f"passes every one of these tests that is for it, {worst}"
        return f"green when the school {passing}. {trust}. The tests: {' '.join(inner)}"
    rated = f"otherwise rated as {'the worst of them' if len(test.criteria) > 1 else 'that is'}"
    return f"green when the school is green in {_criteria(test, setting)}, {rated}. {trust}"


def _inner(test: ShareOfSchools, setting: Setting) -> list[str]:
    """The rule of each test that a school has to pass: for one school those for its phase."""
    school = setting.school
    own = (setting.criterion, setting.plan, setting.trust, school, setting.register)
    its = [t for t in test.each if school is None or not t.phases or school.phase in t.phases]
    return [rule_in_words(each, *own) for each in its or test.each]


def _criteria(test: ShareOfSchools, setting: Setting) -> str:
    numbers = [setting.plan.criterion(c).number for c in test.criteria]
    return f"criteria {join_words(numbers)}" if len(numbers) > 1 else f"criterion {numbers[0]}"


def _as_criterion(test: AsCriterion, setting: Setting) -> str:
    return f"as criterion {setting.plan.criterion(test.criterion).number} is judged"


def _maturity(test: Maturity, setting: Setting) -> str:
    scale = setting.plan.scale(test.scale)
    steps = list(scale.steps)
    below = step_before(test, steps)
    names = {step: scale.words.get(step, step) for step in steps}
    amber = f", amber when only ‘{names[below]}’ is" if below else ""
    lead = (
        f"the highest step of the scale {scale.title} whose text is true; green when "
        f"‘{names[test.needed]}’ is reached{amber}, otherwise red"
    )
    said = [
        f"The text of ‘{names[step]}’ is true {_true(test, step, setting)}"
        for step in steps
        if step in test.tests
    ]
    return ". ".join([lead, *said])


def _sections(test: SectionsMet, setting: Setting) -> str:
    word = setting.plan.section_word.lower()
    numbers = [setting.plan.objective(name).number for name in test.sections]
    kind = f"{test.kind} " if test.kind else ""
    if test.each == "criterion":
        return _rows(test, numbers)
    share = f"every {word}" if test.at_least == 100 else f"{percent(test.at_least, 0)} of them"
    amber = f", amber from {percent(test.amber_from, 0)}" if test.amber_from is not None else ""
    return (
        f"green when {share} of {join_words(numbers)} is met: every {kind}row of it green, this "
        f"one aside{amber}, otherwise red. What is not judged yet is not met"
    )


def _rows(test: SectionsMet, numbers: list[str]) -> str:
    row = inside(test.kind) or "row"
    share = f"every {row}" if test.at_least == 100 else f"{percent(test.at_least, 0)} of the {row}s"
    verb = "is" if test.at_least == 100 else "are"
    amber = f", amber from {percent(test.amber_from, 0)}" if test.amber_from is not None else ""
    return f"green when {share} of {join_words(numbers)} {verb} green{amber}, otherwise red"


def _true(test: Maturity, step: str, setting: Setting) -> str:
    words = rule_in_words(
        test.tests[step],
        setting.criterion,
        setting.plan,
        setting.trust,
        setting.school,
        setting.register,
    )
    return f"when this is green: {inside(words).removesuffix('.')}"


def step_before(test: Maturity, steps: Sequence[str]) -> str:
    """The step below the one that is needed, of those whose truth is tested; "" without one."""
    tested = [step for step in ascending(test, steps) if step in test.tests]
    place = tested.index(test.needed)
    return tested[place - 1] if place else ""


def ascending(test: Maturity, steps: Sequence[str]) -> list[str]:
    """The steps from the lowest up. A plan may print its scale either way; where it is now lies
    below where it needs to be."""
    up = list(steps).index(test.now) < list(steps).index(test.needed)
    return list(steps) if up else list(reversed(steps))


_RULES: Mapping[str, Callable[[Any, Setting], str]] = {
    "target": _target,
    "national": compared_in_words.national,
    "change": compared_in_words.change,
    "checklist": _checklist,
    "milestone": logged_in_words.milestone,
    "schools": _schools,
    "recorded": logged_in_words.recorded,
    "cadence": logged_in_words.cadence,
    "evidence": logged_in_words.evidence,
    "place": logged_in_words.place,
    "maturity": _maturity,
    "sections": _sections,
    "criterion": _as_criterion,
}
