"""The printed rule of a test that people's records decide, and of a place among schools."""

from __future__ import annotations

from goldenthread.judgement.recorded_steps import colours_of
from goldenthread.judgement.rule_setting import Setting
from goldenthread.plan import AmongSchools, ByDate, Cadence, Evidence, Recorded
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


def cadence(test: Cadence, setting: Setting) -> str:
    if test.every == "meeting":
        return _at_meetings(test, setting)
    period = _EVERY[test.every]
    log = f"the log of meetings and reviews shows one in {_share(test.at_least, f'every {period}')}"
    amber = f"amber from {percent(test.amber_from, 0)} of them"
    return (
        f"green when {log} so far this year, {amber}, otherwise red. A {period} that is not over, "
        "or that began before the school joined, counts only where one was held"
    )


def _at_meetings(test: Cadence, setting: Setting) -> str:
    body = body_of(test, setting.trust)
    share = _share(test.at_least, f"every meeting of the {body}")
    return (
        f"green when the log of meetings and reviews shows one on the day of {share} that took "
        f"place so far this year, amber from {percent(test.amber_from, 0)} of them, otherwise red. "
        "Which meetings took place the log of meetings says, else the attendance lists, else the "
        "dates that the trust declares"
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
    wanted = "every item that the evidence log lists"
    if test.at_least is not None:
        wanted = f"at least {plural(test.at_least, 'item')} of the evidence log"
    is_or_are = "are" if (test.at_least or 1) > 1 else "is"
    months = plural(test.within_months, "month")
    text = f"green when {wanted} {is_or_are} in place with evidence dated in the {months} before"
    if test.example:
        return f"{text} the drop. Without a dated example there is no data, never amber or red"
    return f"{text} the drop, amber from {percent(test.amber_from, 0)} of that, otherwise red"


def place(test: AmongSchools, setting: Setting) -> str:
    title = setting.title(test.measure, test.group)
    return (
        f"green when {title} is among the best {percent(test.top, 0)} of {AMONG[test.among]}, "
        f"amber among the best {percent(test.amber_top, 0)}, otherwise red"
    )
