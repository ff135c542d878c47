"""Something done as often as promised: the share of the year's periods in which it was held."""

from __future__ import annotations

from goldenthread.calendar import year_is_over
from goldenthread.drop import Drop
from goldenthread.judgement.case import Case
from goldenthread.judgement.figures import apart, places_beside, shown
from goldenthread.judgement.judgement import Comparator, Step, TestResult
from goldenthread.judgement.logged_in_words import body_of
from goldenthread.judgement.logs import logged_figure, nothing_logged
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.thresholds import colour
from goldenthread.judgement.usable import Known, usable, without_colour
from goldenthread.judgement.working import exact, outcome, steps_of
from goldenthread.measures.cadence import (
    CALENDAR,
    LAST,
    MEETINGS,
    MISSED,
    NAMES_END,
    SAID_BY,
    WAITING,
    group_of,
)
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.registry import Measure
from goldenthread.plan import Cadence, Criterion
from goldenthread.wording import all_of, join_words, none_of, number, plural, sentence

_LOG = "the log of meetings and reviews"
_MOST_NAMED = 4
_PERIODS = {
    "week": ("school week", "school weeks"),
    "six weeks": ("cycle of six school weeks", "cycles of six school weeks"),
    "month": ("month of term", "months of term"),
    "half term": ("half-term", "half-terms"),
    "term": ("term", "terms"),
    "year": ("school year", "school years"),
}


def as_often(test: Cadence, criterion: Criterion, entity: str, case: Case) -> TestResult:
    """Green from `at_least` per cent of the periods on, amber from `amber_from`, else red.

    A log that says nothing of the reference and the place is no data: nobody kept it.
    """
    measure = case.measure(test.measure)
    rule = rule_in_words(test, criterion, case.plan, case.trust, case.school(entity), case.register)
    body = body_of(test, case.trust)
    figure = logged_figure(
        test, criterion, entity, case, lambda reference: group_of(reference, test.every, body)
    )
    if figure is None:
        return nothing_logged(test, criterion, entity, case, _LOG, rule)
    if figure.detail(WAITING):
        text = f"{figure.note}: the next is due {figure.detail(WAITING)}"
        return without_colour(Rating.NOT_YET_DUE, text, measure, rule, figure)
    known = usable(figure, measure, criterion, case, rule)
    if isinstance(known, TestResult):
        return known
    rating = colour(known.value, test.at_least, test.amber_from)
    places = places_beside(
        measure,
        known.value,
        lambda value: colour(value, test.at_least, test.amber_from),
        *(test.at_least, test.amber_from),
    )
    return TestResult(
        test.measure,
        rule,
        rating,
        sentence(_clause(test, known, measure, body, case.drop)),
        known.figure,
        Comparator("every period" if test.at_least == 100 else "share of periods", test.at_least),
        steps=(*_steps(test, known, measure, places), outcome(rating, _why(rating))),
        places=places,
    )


def _clause(test: Cadence, known: Known, measure: Measure, body: str, drop: Drop) -> str:
    figure = known.figure
    meetings = (f"meeting of the {body}", f"meetings of the {body}")
    one, several = meetings if test.every == "meeting" else _PERIODS[test.every]
    at = "at" if test.every == "meeting" else "in"
    held, of = int(figure.numerator or 0), int(figure.denominator or 0)
    when = "this year" if year_is_over(drop.year, drop.as_of) else "so far this year"
    so_far = f"{when}{_missed(figure)}{_last(figure)}"
    if of == 1:
        return f"{'held' if held else 'not held'} {at} the only {one} {so_far}"
    if held == of:
        return f"held {at} {all_of(of, several)} {so_far}"
    which = f"{number(held)} of {number(of)}" if held else none_of(of, "").strip()
    share = shown(known.value, measure, apart(measure, known.value, test.at_least, test.amber_from))
    return f"held {at} {which} {several} ({share}) {so_far}"


def _last(figure: Measurement) -> str:
    last = figure.detail(LAST)
    pooled = " in any school" if figure.entity == TRUST and figure.coverage is not None else ""
    return f"; last held{pooled} on {last}" if last else ""


def missed_periods(figure: Measurement) -> list[str]:
    """The periods without an occasion, in order."""
    said = figure.detail(MISSED)
    return said.split(NAMES_END) if said else []


def _missed(figure: Measurement) -> str:
    """`, missed in the week of 4 October and 3 others`; where schools are pooled, in any. Of
    meetings: `, missed at the meeting on 9 December`."""
    names = missed_periods(figure)
    if not names:
        return ""
    named = names[:_MOST_NAMED] if len(names) > _MOST_NAMED + 1 else names
    rest = len(names) - len(named)
    at = "at" if figure.detail(MEETINGS) else "in"
    return f", missed {at} {join_words([*named, plural(rest, 'other')] if rest else named)}"


def _steps(test: Cadence, known: Known, measure: Measure, places: int | None) -> tuple[Step, ...]:
    figure, missed = known.figure, missed_periods(known.figure)
    calendar = figure.detail(CALENDAR)
    dates = [Step("Term dates", calendar, "")] if calendar else []
    if meetings := figure.detail(MEETINGS):
        days = join_words(meetings.split(NAMES_END))
        found_in = f"{days}, by {figure.detail(SAID_BY)}"
        dates.append(Step(MEETINGS, found_in, str(int(figure.denominator or 0))))
    found = [*dates, *steps_of(figure, measure, places)]
    if missed:
        found.append(Step("Missed", join_words(missed), str(len(missed))))
    bounds = f"green from {exact(test.at_least)}%", f"amber from {exact(test.amber_from)}%"
    return (*found, Step("Bounds", *bounds))


def _why(rating: Rating) -> str:
    return {
        Rating.GREEN: "held as often as promised",
        Rating.AMBER: "not always held, within the tolerance",
    }.get(rating, "not held as often as promised")
