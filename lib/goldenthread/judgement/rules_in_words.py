"""The printed rule of a test: its threshold, its tolerance, who set them, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from goldenthread.judgement.figures import bound, shown
from goldenthread.judgement.phrases import inside
from goldenthread.judgement.thresholds import Threshold, threshold_of, tolerance_of
from goldenthread.measures.registry import REGISTER, Measure
from goldenthread.plan import (
    AgainstBefore,
    AgainstNational,
    AgainstTarget,
    AllItems,
    ByDate,
    Criterion,
    Plan,
    Recorded,
    ShareOfSchools,
    Test,
)
from goldenthread.trust import School, Trust
from goldenthread.wording import change, day, join_words, number, percent, sentence

SCHOOLS_RULE = (
    "The trust is green when every school is green, red when none is and at least one is red, "
    "otherwise amber."
)


def rule_in_words(
    test: Test,
    criterion: Criterion,
    plan: Plan,
    trust: Trust,
    school: School | None = None,
    register: Mapping[str, Measure] = REGISTER,
) -> str:
    """One or two sentences; without a school the rule for the trust, or for all schools."""
    return sentence(_RULES[test.rule](test, _Setting(criterion, plan, trust, school, register)))


def set_because(test: Test, criterion: Criterion, trust: Trust, school: School | None) -> str:
    """Why the threshold of a test is what it is, in the words of whoever set it; "" if unsaid."""
    if isinstance(test, ShareOfSchools):
        return set_because(test.test, criterion, trust, school) if test.test is not None else ""
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


class _Setting:
    """What the words of a rule depend on."""

    def __init__(
        self,
        criterion: Criterion,
        plan: Plan,
        trust: Trust,
        school: School | None,
        register: Mapping[str, Measure],
    ) -> None:
        self.criterion, self.plan, self.trust = criterion, plan, trust
        self.school, self.register = school, register

    def title(self, measure: str) -> str:
        known = self.register.get(measure)
        return inside(known.title) if known else measure

    def value(self, measure: str, value: float) -> str:
        known = self.register.get(measure)
        if known is None:
            return number(value, 1)
        return bound(value, known) if known.unit == "percent" else shown(value, known)

    def change(self, measure: str, value: float) -> str:
        known = self.register.get(measure)
        if known is None:
            return number(value, 1)
        return change(value, known.unit, known.decimals).lstrip("+")


def _target(test: AgainstTarget, setting: _Setting) -> str:
    title = setting.title(test.measure)
    threshold = threshold_of(test, setting.criterion, setting.trust, setting.school)
    if threshold is None and test.kpi and setting.school is None:
        return _kpis(test, setting)
    if threshold is None:
        return f"green when {title} reaches a target that nobody has set yet"
    setter = _SETTERS[threshold.set_by]
    return f"green when {title} is {_bounds(threshold, test.measure, setting)}. {setter}"


_SETTERS = {
    "plan": "Set by the plan",
    "school": "The school’s own target",
    "trust": "Set by the trust; the plan leaves it open",
}


def _bounds(threshold: Threshold, measure: str, setting: _Setting) -> str:
    word = "at least" if threshold.target.at_least is not None else "at most"
    green = f"{word} {setting.value(measure, threshold.bound)}"
    if not threshold.target.amber_within:
        return f"{green}, otherwise red"
    return (
        f"{green}, amber when {word} {setting.value(measure, threshold.amber_bound)}, otherwise red"
    )


def _kpis(test: AgainstTarget, setting: _Setting) -> str:
    title = setting.title(test.measure)
    own = [
        f"{school.name} {_bounds(Threshold(target, 'school'), test.measure, setting)}"
        for school in setting.trust.schools
        if (target := school.kpis.get(test.measure)) is not None
    ]
    if not own:
        return f"green when {title} reaches the school’s own target, which nobody has set yet"
    return f"green when {title} reaches the school’s own target: {'; '.join(own)}"


def _national(test: AgainstNational, setting: _Setting) -> str:
    measure = setting.register.get(test.measure)
    title = setting.title(test.measure)
    against = "the national figure of the same year"
    tolerance = tolerance_of(test, setting.criterion, setting.trust)
    if tolerance is None:
        return f"green when {title} is in line with {against}; how close that is nobody has set yet"
    side = {"lower": "above", "neither": "either side of"}.get(
        measure.better if measure else "higher", "below"
    )
    if tolerance.in_line > 0:
        green = f"no more than {setting.change(test.measure, tolerance.in_line)} {side} {against}"
    elif tolerance.in_line == 0:
        green = f"no {'higher' if side == 'above' else 'lower'} than {against}"
    else:
        lead = setting.change(test.measure, -tolerance.in_line)
        green = f"at least {lead} {'below' if side == 'above' else 'above'} {against}"
    text = f"green when {title} is {green}"
    edge = tolerance.in_line + tolerance.amber
    if tolerance.amber:
        text += f", amber up to {setting.change(test.measure, edge)} {side} it"
    return f"{text}, otherwise red. {_SETTERS[tolerance.set_by]}"


_WANTED = {
    "higher": "is higher than",
    "lower": "is lower than",
    "no lower": "is no lower than",
    "no higher": "is no higher than",
}


def _change(test: AgainstBefore, setting: _Setting) -> str:
    opposite = "lower" if test.wanted in ("higher", "no lower") else "higher"
    since = (
        "in the previous drop" if test.since == "previous drop" else "at the same point last year"
    )
    conditions = []
    if test.least_change:
        conditions.append(f"at least {setting.change(test.measure, test.least_change)}")
    known = setting.register.get(test.measure)
    if test.beyond_chance and (known is None or known.counts != "things"):
        conditions.append(f"more than chance explains ({_chance(known)} leaves out zero)")
    text = f"green when {setting.title(test.measure)} {_WANTED[test.wanted]} {since}"
    clear = join_words(conditions)
    if not test.wanted.startswith("no "):
        text += f", red when {opposite}"
        return f"{text}. A change counts only if it is {clear}; otherwise amber" if clear else text
    if not clear:
        return f"{text}, red when {opposite}"
    doubtful = "otherwise amber" if test.beyond_chance else "a smaller one is green too"
    return f"{text}; red when {opposite} and the change is {clear}, {doubtful}"


def _chance(measure: Measure | None) -> str:
    """The interval that decides whether a change is more than chance."""
    if measure is not None and measure.unit == "percent":
        if measure.counts in ("pupils", "staff", "people"):
            return "Newcombe’s 95% interval of the change between two shares"
        return "the 95% interval of the change, which lets one person’s answers go together,"
    if measure is not None and measure.unit == "per 100":
        return "the 95% interval of the change, wider where a few pupils make many of the events,"
    return "the 95% interval of the change, from both figures’ own intervals,"


def _checklist(test: AllItems, setting: _Setting) -> str:
    title = setting.title(test.measure)
    known = setting.register.get(test.measure)
    if known is not None and known.unit == "yes/no":
        return f"green when the answer is yes ({title}), otherwise red"
    amber = percent(test.amber_from, 0)
    return f"green when every item is in place ({title}), amber from {amber} of them, otherwise red"


def _milestone(test: ByDate, setting: _Setting) -> str:
    due = setting.criterion.due
    date = due.date if due is not None else None
    by = f"by {day(date)}, the plan’s date" if date else "by the date in the tracker"
    return f"green when done {by}, amber when done later, red when the date has passed without it"


def _schools(test: ShareOfSchools, setting: _Setting) -> str:
    if test.at_least is not None:
        share = (
            "every school"
            if test.at_least == 100
            else f"at least {percent(test.at_least, 0)} of the schools"
        )
    else:
        share = f"more than {percent(test.more_than, 0)} of the schools"
    if test.test is not None:
        inner = rule_in_words(
            test.test,
            setting.criterion,
            setting.plan,
            setting.trust,
            setting.school,
            setting.register,
        )
        passing = f"{'passes' if share == 'every school' else 'pass'} this test"
        tail = f". The test: {inner}"
    else:
        numbers = [setting.plan.criterion(c).number for c in test.criteria]
        verb = "is" if share == "every school" else "are"
        passing, tail = f"{verb} green in {_criteria(numbers)}", ""
    amber = f", amber from {percent(test.amber_from, 0)}" if test.amber_from is not None else ""
    counted = "Schools without a colour are named and not counted"
    return f"green when {share} {passing}{amber}, otherwise red. {counted}{tail}"


def _criteria(numbers: list[str]) -> str:
    return f"criteria {join_words(numbers)}" if len(numbers) > 1 else f"criterion {numbers[0]}"


def _recorded(test: Recorded, setting: _Setting) -> str:
    scale = setting.plan.scale(test.scale)
    steps = [
        f"{step} is {colour}" if colour else f"{step} has no colour"
        for step, colour in scale.steps.items()
    ]
    return f"a person’s recorded judgement on the scale {scale.title}: {join_words(steps)}"


_RULES: Mapping[str, Callable[[Any, _Setting], str]] = {
    "target": _target,
    "national": _national,
    "change": _change,
    "checklist": _checklist,
    "milestone": _milestone,
    "schools": _schools,
    "recorded": _recorded,
}
