"""Items in place with dated evidence, as the evidence log lists them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from goldenthread.calendar import years_after
from goldenthread.judgement.case import Case
from goldenthread.judgement.details import day_of
from goldenthread.judgement.judgement import Comparator, Step, TestResult
from goldenthread.judgement.logs import logged_figure, nothing_logged
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.scope import schools_judged
from goldenthread.judgement.thresholds import colour
from goldenthread.judgement.usable import usable
from goldenthread.judgement.working import exact, outcome, steps_of
from goldenthread.measures.evidence_log import (
    DATED,
    EVIDENCE,
    STANDING,
    STANDS,
    item_group,
    item_of,
)
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.plan import Criterion, Evidence
from goldenthread.wording import all_of, day, join_words, none_of, number, percent, plural, sentence

_LOG = "the evidence log"
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the log at one place. `missing` says why it does not count, "" where it does."""

    name: str
    school: str
    figure: Measurement
    missing: str

    @property
    def label(self) -> str:
        return f"{self.name} at {self.school}" if self.school else self.name


def in_place(test: Evidence, criterion: Criterion, entity: str, case: Case) -> TestResult:
    """Green when so many items as are wanted are in place, amber from `amber_from` per cent of
    them, else red; a log that lists nothing for the reference and place is no data, and so are
    too few examples."""
    measure = case.measure(test.measure)
    rule = rule_in_words(test, criterion, case.plan, case.trust, case.school(entity), case.register)
    whole = logged_figure(test, criterion, entity, case, lambda reference: reference)
    if whole is None:
        return nothing_logged(test, criterion, entity, case, _LOG, rule)
    known = usable(whole, measure, criterion, case, rule)
    if isinstance(known, TestResult):
        return known
    places = _places(test, criterion, entity, whole.group, case)
    items = [item for place in places for item in place]
    if not items:
        return nothing_logged(test, criterion, entity, case, _LOG, rule)
    met, wanted = _met(places, test.at_least)
    found = sum(not item.missing for item in items)
    figure = replace(
        known.figure,
        value=100 * found / len(items),
        numerator=found,
        denominator=len(items),
        note=f"evidence dated in the {plural(test.within_months, 'month')} before the drop",
    )
    rating = colour(100 * met / wanted, 100.0, test.amber_from)
    if test.example and rating is not Rating.GREEN:
        rating = Rating.NO_DATA
    return TestResult(
        test.measure,
        rule,
        rating,
        sentence(_clause(test, items, wanted, rating)),
        figure,
        _wanted(test, figure.period),
        steps=(
            *(Step(item.label, _shown(item), item.missing or "counts") for item in items),
            *steps_of(figure, measure),
            Step("Wanted", f"{number(met)} ÷ {number(wanted)}", percent(100 * met / wanted)),
            *_bounds(test),
            outcome(rating, _why(rating)),
        ),
    )


def _bounds(test: Evidence) -> tuple[Step, ...]:
    if test.example:
        return ()
    return (Step("Bounds", "green at 100%", f"amber from {exact(test.amber_from)}%"),)


def _places(
    test: Evidence, criterion: Criterion, entity: str, reference: str, case: Case
) -> list[list[Item]]:
    """The items of each place that counts: its own, or for a trust without any its schools'."""
    own = items_at(test, reference, entity, case)
    if own or entity != TRUST:
        return [own]
    schools = schools_judged(test, criterion, case)
    found = [items_at(test, reference, s.urn, case, s.name) for s in schools]
    return [items for items in found if items]


def items_at(
    test: Evidence, reference: str, entity: str, case: Case, school: str = ""
) -> list[Item]:
    """The items that the log lists for a reference and a place."""
    as_of = case.drop.as_of
    since = years_after(as_of, months=-test.within_months)
    found = case.measurements.of(test.measure, entity, period=case.drop.year)
    return [
        Item(item, school, figure, _missing(figure, since))
        for figure in found
        if (item := item_of(figure.group)) and figure.group.startswith(item_group(reference, ""))
    ]


def _missing(figure: Measurement, since: dt.date) -> str:
    standing, dated = figure.detail(STANDS), day_of(figure.detail(DATED))
    if standing != STANDING["full"]:
        return standing.lower() or "not in place"
    if dated is None:
        return "its evidence has no date"
    return f"its evidence is of {day(dated)}" if dated < since else ""


def _met(places: list[list[Item]], at_least: int | None) -> tuple[int, int]:
    """How many items count and how many are wanted; at each school, where schools are pooled."""
    met = wanted = 0
    for items in places:
        count = sum(not item.missing for item in items)
        need = len(items) if at_least is None else at_least
        met, wanted = met + min(count, need), wanted + need
    return met, wanted


def _clause(test: Evidence, items: list[Item], wanted: int, rating: Rating) -> str:
    there = [item for item in items if not item.missing]
    if rating is Rating.NO_DATA:
        few = "too few dated examples" if there else "no dated example"
        return f"{few} yet: {_missing_ones(items)}"
    count = f"{number(len(there))} of {plural(len(items), 'item')}"
    verb = "is" if len(there) == 1 or len(items) == 1 else "are"
    if len(there) == len(items):
        count = "the only item" if len(items) == 1 else all_of(len(items), "items")
    elif not there:
        count = "the only item" if len(items) == 1 else none_of(len(items), "items")
        verb = "is" if len(items) < 3 else verb
    negative = "not " if not there and len(items) == 1 else ""
    within = f"with evidence of the last {plural(test.within_months, 'month')}"
    text = f"{count} {verb} {negative}in place {within}"
    if test.at_least is not None:
        text += f" (at least {number(wanted)} wanted)"
    if len(there) == len(items) or (test.at_least is not None and rating is Rating.GREEN):
        return text
    return f"{text}; {_missing_ones(items)}"


def _missing_ones(items: list[Item]) -> str:
    """The items that do not count, each with why."""
    missing = [f"{item.label} ({item.missing})" for item in items if item.missing]
    named = missing[:_MOST_NAMED] if len(missing) > _MOST_NAMED + 1 else missing
    rest = len(missing) - len(named)
    return join_words([*named, plural(rest, "other")] if rest else named)


def _shown(item: Item) -> str:
    """Standing, date and document of an item."""
    names = (STANDS, DATED, EVIDENCE)
    return ", ".join(said for name in names if (said := item.figure.detail(name)))


def _wanted(test: Evidence, year: str) -> Comparator:
    """A number of items is no percentage, so it stands in words."""
    if test.at_least is None:
        return Comparator("every item", 100.0, year)
    return Comparator(f"at least {plural(test.at_least, 'item')}", None, year)


def _why(rating: Rating) -> str:
    return {
        Rating.GREEN: "as many as wanted are in place with dated evidence",
        Rating.AMBER: "some are in place with dated evidence, not all that are wanted",
        Rating.NO_DATA: "too few dated examples yet",
    }.get(rating, "too few are in place with dated evidence")
