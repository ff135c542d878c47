"""A cadence on the page: for each place that keeps it, which periods were kept and missed."""

from __future__ import annotations

import datetime as dt

from goldenthread.display.markup import Display
from goldenthread.display.periods import PeriodStrips, State, Stretch, Strip
from goldenthread.judgement.cadence import missed_periods
from goldenthread.judgement.details import day_of
from goldenthread.judgement.logged_in_words import body_of
from goldenthread.judgement.logs import references_of
from goldenthread.measures.cadence import (
    LAST,
    MEASURE,
    MEETINGS,
    NAMES_END,
    group_of,
    how_often,
    meeting_on,
)
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.school_periods import Period, periods_of
from goldenthread.plan import Cadence, Criterion, ShareOfSchools
from goldenthread.rules import Every
from goldenthread.term_dates import SchoolYear
from goldenthread.usual_term_dates import usual_year
from goldenthread.view import View
from goldenthread.wording import join_words, plural

_MOST_NAMED = 6
_WIDTH = dt.timedelta(days=7)
_NOUNS: dict[Every, str] = {
    "week": "school week", "six weeks": "cycle", "month": "month",
    "half term": "half-term", "term": "term", "year": "year", "meeting": "meeting",
}  # fmt: skip


def strips(view: View, criterion: Criterion) -> list[Display]:
    """A strip a place for each rhythm by which the criterion is judged; nothing without a log."""
    shown = (_strips(view, criterion, test) for test in cadences_of(criterion))
    return [strip for strip in shown if strip is not None]


def cadences_of(criterion: Criterion) -> list[Cadence]:
    """Its cadences, also where schools are counted that keep them."""
    inner = [t.test if isinstance(t, ShareOfSchools) else t for t in criterion.tests]
    return [test for test in inner if isinstance(test, Cadence)]


def _strips(view: View, criterion: Criterion, test: Cadence) -> PeriodStrips | None:
    every, body = test.every, body_of(test, view.judged.trust)
    groups = [group_of(name, every, body) for name in references_of(test, criterion)]
    of_each = ([view.one(MEASURE, e, group) for group in groups] for e in view.entities)
    found = [m for figures in of_each if (m := next(filter(None, figures), None)) is not None]
    own = [m for m in found if m.entity != TRUST or m.coverage is None]  # not the pooled one
    kept = tuple(_strip(view, m, every) for m in own)
    at = "at " if every == "meeting" else ""
    several = len({t.reference for t in cadences_of(criterion)}) > 1
    which = f" ({test.reference} in the log)" if several and test.reference else ""
    caption = f"{criterion.number}{which}: held {at}{how_often(every, body)}, {view.stamp}"
    return PeriodStrips(caption, int(view.drop.year[:4]), kept) if kept else None


def _strip(view: View, figure: Measurement, every: Every) -> Strip:
    if every == "meeting":
        return _meetings(view, figure)
    missed, last = missed_periods(figure), day_of(figure.detail(LAST))
    entity, as_of = figure.entity, view.drop.as_of
    trust = view.judged.trust
    joined = None if entity == TRUST else trust.school(entity).joined

    def state(period: Period) -> State:
        if period.name in missed:
            return "missed"
        over = period.ends <= as_of and (joined is None or period.starts >= joined)
        running = last is not None and period.holds(last)
        return "kept" if over or running else "to come"

    periods = periods_of(every, _term_dates(view, entity), view.drop.year)
    stretches = tuple(Stretch(p.starts, p.ends, state(p)) for p in periods)
    held, of = int(figure.numerator or 0), int(figure.denominator or 0)
    count = f"{held} of {plural(of, _NOUNS[every])}" if of else "none due yet"
    return Strip(view.name(entity), stretches, count, _named(missed))


def _meetings(view: View, figure: Measurement) -> Strip:
    """A mark for each meeting on its day, so wide that it is seen."""
    missed = missed_periods(figure)
    found = (day_of(said) for said in figure.detail(MEETINGS).split(NAMES_END))
    days = [when for when in found if when is not None]
    stretches = tuple(
        Stretch(when, when + _WIDTH, "missed" if meeting_on(when) in missed else "kept")
        for when in days
    )
    held, of = int(figure.numerator or 0), int(figure.denominator or 0)
    count = f"{held} of {plural(of, 'meeting')}" if of else "none yet"
    return Strip(view.name(figure.entity), stretches, count, _named(missed))


def _term_dates(view: View, entity: str) -> SchoolYear:
    """As the measure takes them: the declared ones, else the usual ones."""
    trust, year = view.judged.trust, view.drop.year
    declared = trust.term_dates.get(year) if entity == TRUST else trust.school_year(entity, year)
    return declared or usual_year(year)


def _named(missed: list[str]) -> str:
    """What was missed, with a capital: `The week of 4 October and the week of 8 November`."""
    if not missed:
        return "–"
    named = missed[:_MOST_NAMED] if len(missed) > _MOST_NAMED + 1 else missed
    rest = len(missed) - len(named)
    words = join_words([*named, plural(rest, "other")] if rest else named)
    return words[:1].upper() + words[1:]
