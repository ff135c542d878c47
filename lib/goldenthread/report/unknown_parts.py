"""The tests within criteria that have a colour which have none themselves: what a rating that is
known leaves unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.display.markup import Display
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.display.words import Prose
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import Judgement, TestResult
from goldenthread.judgement.rating import Rating
from goldenthread.measures.measurement import TRUST
from goldenthread.plan import Criterion
from goldenthread.view import View
from goldenthread.wording import join_words, plural

_FEW = 3  # lines that are told in the sentence; more have a table
_TRUST = "the trust"
_APART = (Rating.DOES_NOT_APPLY, Rating.PAUSED)  # nothing is unknown of these


@dataclass(frozen=True, slots=True)
class _Line:
    """A criterion with some of its tests, the places where they are without a colour, and why."""

    number: str
    titles: tuple[str, ...]
    places: tuple[str, ...]
    rating: Rating

    @property
    def where(self) -> str:
        if self.places in ((), (_TRUST,)):
            return ""
        return f" at {join_words(list(self.places))}"


def unknown_tests(view: View, *, every: bool) -> list[Display]:
    """A sentence with the tests; of many, a table below it. Nothing where every test has a colour.

    `every` says that every criterion has one."""
    found = [(c, j, test) for c in view.criteria for j, test in _tests(view, c)]
    without = [(c, j, test) for c, j, test in found if not test.rating.is_colour]
    if not without:
        return []
    verb = "has" if len(without) == 1 else "have"
    lead = f"the {plural(len(found), 'test')} within"
    words = f"Of {lead} the criteria that have a colour, {len(without)} {verb} none"
    if every:
        words = f"Every criterion has a colour; of {lead} them {len(without)} {verb} none"
    lines = _lines(view, without)
    if len(lines) <= _FEW:
        each = (f"{x.number}{x.where}, {_named(x)} ({inside(x.rating.value)})" for x in lines)
        return [Prose(f"{words}: {'; '.join(each)}.")]
    rows: list[tuple[Cell, ...]] = [
        (f"{x.number}{x.where}", _named(x, sentence=True), RatingMark(x.rating)) for x in lines
    ]
    columns = (Column("Criterion"), Column("Tests"), Column("State"))
    caption = "Tests without a colour, within criteria that have one"
    return [Prose(f"{words}."), DataTable(caption, columns, tuple(rows), stacks=True)]


def _tests(view: View, criterion: Criterion) -> Iterator[tuple[Judgement, TestResult]]:
    """Those that decide, of judgements with a colour; one that the trust takes from a school is the
    school's alone."""
    judged = sorted(view.judgements(criterion.id), key=lambda j: j.entity == TRUST)
    seen: set[tuple[str, str, str]] = set()
    of_schools: set[tuple[str, str]] = set()
    for j in judged:
        for test in (leaf for whole in j.tests if whole.decides for leaf in whole.leaves):
            figure = test.measurement
            place = figure.entity if figure is not None else j.entity
            key = (test.measure, test.rule, place)
            taken = j.entity == TRUST and figure is None and key[:2] in of_schools
            if test.rating in _APART or not test.decides or key in seen or taken:
                continue
            seen.add(key)
            if j.entity != TRUST:
                of_schools.add(key[:2])
            if j.rating.is_colour:
                yield j, test


def _lines(view: View, without: list[tuple[Criterion, Judgement, TestResult]]) -> list[_Line]:
    places: dict[tuple[str, Rating, str], dict[str, None]] = {}
    for criterion, j, test in without:
        title = view.title(test.measure) if test.measure else ""
        entity = test.measurement.entity if test.measurement is not None else j.entity
        names = places.setdefault((criterion.number, test.rating, title), {})
        if view.whole:
            names[_TRUST if entity == TRUST else view.name(entity, True)] = None
    titles: dict[tuple[str, Rating, tuple[str, ...]], list[str]] = {}
    for (number, rating, title), where in places.items():
        titles.setdefault((number, rating, tuple(where)), []).append(title)
    return [
        _Line(number, tuple(own), names, rating) for (number, rating, names), own in titles.items()
    ]


def _named(line: _Line, *, sentence: bool = False) -> str:
    titles = [title for title in line.titles if title]
    words = join_words([inside(title) for title in titles]) or "a test without a figure"
    return words[:1].upper() + words[1:] if sentence else words
