"""The printed rule of a test that holds a figure against a national or an earlier one."""

from __future__ import annotations

from goldenthread.judgement.rule_setting import SETTERS, Setting
from goldenthread.judgement.thresholds import tolerance_of
from goldenthread.measures.registry import Measure
from goldenthread.plan import AgainstBefore, AgainstNational
from goldenthread.wording import join_words


def national(test: AgainstNational, setting: Setting) -> str:
    measure = setting.register.get(test.measure)
    title = setting.title(test.measure, test.group)
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
    strict = test.above or test.significantly
    if strict:
        green = _beyond(test, measure, setting)
    text = f"green when {title} is {green}"
    edge = tolerance.in_line + tolerance.amber
    if strict and edge <= 0:
        text += f", amber when it is no {'higher' if side == 'above' else 'lower'} than that"
    elif strict or tolerance.amber:
        text += f", amber up to {setting.change(test.measure, edge)} {side} it"
    return f"{text}, otherwise red. {SETTERS[tolerance.set_by]}"


def _beyond(test: AgainstNational, measure: Measure | None, setting: Setting) -> str:
    """Better than the national figure, or clearly so."""
    side = "below" if measure is not None and measure.better == "lower" else "above"
    against = "the national figure of the same year"
    if test.significantly:
        return f"{side} {against} by more than chance (its whole 95% interval is)"
    return f"{side} {against}"


_WANTED = {
    "higher": "is higher than",
    "lower": "is lower than",
    "no lower": "is no lower than",
    "no higher": "is no higher than",
}


_SINCE = {
    "previous drop": "in the previous drop",
    "same point last year": "at the same point last year",
    "last year with a figure": "in the last year that has one",
    "year of joining": "in the year in which the school joined",
}


def change(test: AgainstBefore, setting: Setting) -> str:
    opposite = "lower" if test.wanted in ("higher", "no lower") else "higher"
    conditions = []
    if test.least_change:
        conditions.append(f"at least {setting.change(test.measure, test.least_change)}")
    known = setting.register.get(test.measure)
    if test.beyond_chance and (known is None or known.counts != "things"):
        conditions.append(f"more than chance explains ({_chance(known)} leaves out zero)")
    title = setting.title(test.measure, test.group)
    text = f"green when {title} {_WANTED[test.wanted]} {_SINCE[test.since]}"
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
