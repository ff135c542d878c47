"""Courses for staff: what was run, who came, what was measured of it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.calendar import same_day_last_year
from goldenthread.measures.cells import between, by, dates, folded, given, text
from goldenthread.measures.matching import listed, words_in
from goldenthread.measures.measurement import ALL, TRUST, Measurement
from goldenthread.measures.places import ENTITY, levels, placed
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.seats import person
from goldenthread.measures.shares import Extras, share
from goldenthread.measures.staff_in_post import GROUPS, enough_outside_schools, in_post
from goldenthread.measures.year import this_year
from goldenthread.wording import join_words, plural

DEFAULT_CATEGORIES = ("Wellbeing", "Mental health", "Behaviour")


def _categories(context: Context) -> list[str]:
    return listed(context.setting("wellbeing_categories", list(DEFAULT_CATEGORIES)))


def attended(context: Context) -> pd.DataFrame:
    """Places on staff courses that were taken up by the drop's day, with `entity` and `held`."""
    log = placed(context, context.frame("training"))
    taken = (text(log, "audience") == "staff") & (text(log, "status") == "attended")
    log = log[taken & by(log, "date", context.drop.as_of)]
    course = text(log, "course").map(folded)
    return log.assign(held=dates(log, "date"), session=course + dates(log, "date").astype(str))


def speaking_of(log: pd.DataFrame, categories: list[str]) -> pd.DataFrame:
    """The places on courses whose category or name speaks of one of the categories."""
    return log[_about(log, categories).map(bool).astype(bool)]


def people_trained(
    context: Context, name: str, staff: pd.DataFrame, log: pd.DataFrame, extras: Extras
) -> Iterator[Measurement]:
    """The share of the staff, as people, who have a place in the log: each school, the trust."""
    staff = staff.assign(came=_came(staff, log))
    for entity, rows in levels(context, staff, ENTITY):
        everyone = rows.groupby("employee_id")["came"].any()
        used = log if entity == TRUST else log[log[ENTITY] == entity]
        met, of = int(everyone.sum()), len(everyone)
        yield share(context, name, entity, met, of, pd.concat([rows, used]), extras, n=of)


def _about(log: pd.DataFrame, categories: list[str]) -> pd.Series:
    """The categories that a course's category or name speaks of."""
    words = text(log, "category") + " | " + text(log, "course")
    return words.map(lambda spoken: sorted(words_in(spoken, categories)))


def _came(staff: pd.DataFrame, log: pd.DataFrame) -> pd.Series:
    """True for staff with a place in the log: by employee number, or by name where it has none."""
    names = (text(staff, "forename") + " " + text(staff, "surname")).map(person)
    unnumbered = log[text(log, "employee_id") == ""]
    by_name = names.isin(text(unnumbered, "name").map(person)) & (names != "")
    numbered = given(staff, "employee_id")
    return (text(staff, "employee_id").isin(text(log, "employee_id")) & numbered) | by_name


@measure(
    "Staff trained in wellbeing in twelve months",
    unit="percent",
    decimals=1,
    better="higher",
    counts="staff",
    needs=("training", "staff"),
)
def wellbeing_training(context: Context) -> Iterator[Measurement]:
    """Staff in post on the drop's day who came to a wellbeing course in the year up to it.

    A wellbeing course is one whose category or name holds one of the trust's setting
    `wellbeing_categories` (wellbeing, mental health, behaviour). People are matched by employee
    number, or else by name. Everyone in post counts, whatever the contract, once at each school and
    once in the trust; staff of the trust office count for the trust only, and not at all where they
    are fewer than the smallest staff group that is shown.

    Denominator: staff in post on the day of the drop, as people.

    Leaves out: places booked or missed; staff of the trust office where they are too few to be
    shown.

    Interval: 95%, Wilson.
    """
    log = attended(context)
    since = same_day_last_year(context.drop.as_of)
    log = log[between(log, "date", since, context.drop.as_of)]
    log = speaking_of(log, _categories(context))
    staff = enough_outside_schools(context, in_post(context, pd.Timestamp(context.drop.as_of)))
    staff = staff.assign(came=_came(staff, log))
    for entity, rows in levels(context, staff, ENTITY):
        used = log if entity == TRUST else log[log[ENTITY] == entity]
        parts = [(ALL, rows)]
        parts += [(label, rows[rows["staff_group"] == key]) for key, label in GROUPS.items()]
        for group, part in parts:
            everyone = part.groupby("employee_id")["came"].any()
            if everyone.empty:
                continue
            met, frame = int(everyone.sum()), pd.concat([part, used])
            yield share(
                context,
                "wellbeing_training",
                entity,
                met,
                len(everyone),
                frame if group == ALL else part,
                Extras(interval=True),
                group=group,
                n=len(everyone),
            )


@measure(
    "Wellbeing courses run this year",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("training",),
)
def wellbeing_courses(context: Context) -> Iterator[Measurement]:
    """Kinds of wellbeing course that were run this year, of those the trust requires.

    The kinds are the trust's setting `wellbeing_categories`; one is in place where staff of the
    school (for the trust: any staff) came this year, up to the drop, to a course whose category or
    name holds it.

    Denominator: kinds of course that the setting `wellbeing_categories` names.

    Leaves out: places booked or missed; courses for governors.

    Interval: none; this is a checklist.
    """
    categories = _categories(context)
    log = this_year(context, attended(context), "date")
    log = log.assign(about=_about(log, categories))
    for entity, rows in levels(context, log, ENTITY):
        run = {c: rows[[c in about for about in rows["about"]]] for c in categories}
        missing = [c for c in categories if run[c].empty]
        note = f"not run: {join_words(missing)}" if missing else "every kind was run"
        met, of = len(categories) - len(missing), len(categories)
        frame = pd.concat(list(run.values())) if met else rows
        yield share(context, "wellbeing_courses", entity, met, of, frame, Extras(note=note), n=of)
        for category, used in run.items():
            met = int(not used.empty)
            yield share(context, "wellbeing_courses", entity, met, 1, used, group=category, n=1)


@measure(
    "Courses whose effect was measured",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("training",),
)
def cpd_impact_evaluated(context: Context) -> Iterator[Measurement]:
    """Staff courses of this year that were evaluated or had their impact reviewed, of all run.

    A course is one name on one day with at least one member of staff present, up to the drop. It
    counts as evaluated where any of its places has an evaluation, or an impact review dated no
    later than the drop. A course that two schools attended counts once at each and once for the
    trust.

    Denominator: courses run this year up to the drop.

    Leaves out: places booked or missed; courses for governors.

    Interval: none; every course is known.
    """
    log = this_year(context, attended(context), "date")
    log = log.assign(
        measured=given(log, "evaluation") | by(log, "impact_review", context.drop.as_of)
    )
    for entity, rows in levels(context, log, ENTITY):
        sessions = rows.groupby("session")["measured"].any()
        met, of = int(sessions.sum()), len(sessions)
        note = f"{plural(of, 'course')} run this year"
        extras = Extras(note=note)
        yield share(context, "cpd_impact_evaluated", entity, met, of, rows, extras, n=of)
