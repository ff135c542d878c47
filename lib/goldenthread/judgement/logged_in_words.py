"""The printed rule of a test that people's records decide, and of a place among schools."""

from __future__ import annotations

from goldenthread.judgement.recorded_steps import colours_of
from goldenthread.judgement.rule_setting import Setting
from goldenthread.plan import AmongSchools, ByDate, Cadence, Evidence, Recorded
from goldenthread.rules import Rule, inner_tests
from goldenthread.trust import Trust
from goldenthread.wording import day, join_words, percent, plural

_EVERY = {
    "week": "school week",
    "six weeks": "cycle of six school weeks",
    "month": "month of term",
    "half term": "half-term",
    "term": "term",
    "year": "school year",
}
OPEN_PERIOD = (
    "A {} that is not over, or that began before the school joined, counts only where one was held"
)
WHICH_MEETINGS = (
    "Which meetings took place the log of meetings says, else the attendance lists, else the "
    "dates that the trust declares"
)
PERIODS = tuple(_EVERY.values())
AMONG = {
    "england": "schools in England",
    "la": "schools in the local authority",
    "similar": "similar schools",
}


def milestone(test: ByDate, setting: Setting) -> str:
    due = setting.criterion.due
    date = due.date if due is not None else None
    by = f"by {day(date)}, the plan’s date" if date else "by the date in the tracker"
    return f"green when done {by}, amber when done later, red when the date has passed without it"


def recorded(test: Recorded, setting: Setting) -> str:
    scale = setting.plan.scale(test.scale)
    steps = [
        f"{step} is {colour}" if colour else f"{step} has no colour"
        for step, colour in colours_of(scale, setting.trust).items()
    ]
    return f"a person’s recorded judgement on the scale {scale.title}: {join_words(steps)}"


def by_default(test: Rule, key: str) -> str:
    """Said after what the plan leaves open, so that nobody takes it for the plan's own."""
    return "" if key in test.model_fields_set else " by default"


def cadence(test: Cadence, setting: Setting) -> str:
    if test.every == "meeting":
        return _at_meetings(test, setting)
    period = _EVERY[test.every]
    shows = f"the log of meetings and reviews shows one{_under(test, setting)}"
    log = f"{shows} in {_share(test.at_least, f'every {period}')}"
    amber = f"amber from {percent(test.amber_from, 0)} of them{by_default(test, 'amber_from')}"
    return (
        f"green when {log} so far this year, {amber}, otherwise red. {OPEN_PERIOD.format(period)}"
    )


def _at_meetings(test: Cadence, setting: Setting) -> str:
    body = body_of(test, setting.trust)
    share = _share(test.at_least, f"every meeting of the {body}")
    shows = f"the log of meetings and reviews shows one{_under(test, setting)}"
    amber = f"amber from {percent(test.amber_from, 0)} of them{by_default(test, 'amber_from')}"
    return (
        f"green when {shows} on the day of {share} that took place so far this year, {amber}, "
        f"otherwise red. {WHICH_MEETINGS}"
    )


def body_of(test: Cadence, trust: Trust) -> str:
    """The name of the body whose meetings are meant; as the plan has it where there is none."""
    body = trust.find_body(test.body)
    return body.name if body else test.body


def _share(at_least: float, every: str) -> str:
    if at_least == 100:
        return every
    one, of, which = every[6:].partition(" of the ")
    return f"at least {percent(at_least, 0)} of {one}s{of}{which}"


def evidence(test: Evidence, setting: Setting) -> str:
    wanted = f"every item that the evidence log lists{_under(test, setting)}"
    if test.at_least is not None:
        items = plural(test.at_least, "item")
        wanted = f"at least {items} of the evidence log{_under(test, setting)}"
    is_or_are = "are" if (test.at_least or 1) > 1 else "is"
    months = plural(test.within_months, "month")
    text = f"green when {wanted} {is_or_are} in place with evidence dated in the {months} before"
    if test.example:
        return f"{text} the drop. Without a dated example there is no data, never amber or red"
    amber = f"amber from {percent(test.amber_from, 0)} of that{by_default(test, 'amber_from')}"
    return f"{text} the drop, {amber}, otherwise red"


def _under(test: Cadence | Evidence, setting: Setting) -> str:
    """By which reference, where the criterion looks into the log under more than one."""
    tests = (each for t in setting.criterion.tests for each in (t, *inner_tests(t)))
    asked = {each.reference for each in tests if isinstance(each, type(test))}
    return f" under ‘{test.reference}’" if test.reference and len(asked) > 1 else ""


def place(test: AmongSchools, setting: Setting) -> str:
    title = setting.title(test.measure, test.group)
    return (
        f"green when {title} is among the best {percent(test.top, 0)} of {AMONG[test.among]}, "
        f"amber among the best {percent(test.amber_top, 0)}{by_default(test, 'amber_top')}, "
        "otherwise red"
    )
