"""A place among schools, by the figures that are published for all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goldenthread.judgement.case import Case
from goldenthread.judgement.figures import says
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import Comparator, Step, TestResult
from goldenthread.judgement.logged_in_words import AMONG
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.thresholds import colour
from goldenthread.judgement.usable import Known, usable, without_colour
from goldenthread.judgement.working import exact, outcome, steps_of
from goldenthread.measures.measurement import TRUST
from goldenthread.measures.registry import Measure
from goldenthread.plan import AmongSchools, Criterion
from goldenthread.wording import number, percent, sentence

# The details of a figure that say its place, as `measures.dfe_rows.place` writes them.
DETAILS = {
    "england": "Place in England",
    "la": "Place in the local authority",
    "similar": "Place among similar schools",
}
_PLACE = re.compile(r"([\d,]+)(?:st|nd|rd|th)( lowest)? of ([\d,]+) ")


@dataclass(frozen=True, slots=True)
class Place:
    """The `rank`-th of `of` schools, 1 the best, in the words of the figure."""

    rank: int
    of: int
    words: str

    @property
    def part(self) -> float:
        """In the best so many per cent."""
        return 100 * self.rank / self.of


def place_in(words: str) -> Place | None:
    """The place that a figure's detail says; None where it says none."""
    match = _PLACE.match(words)
    if match is None:
        return None
    rank, of = (int(match[group].replace(",", "")) for group in (1, 3))
    return Place(rank, of, words)


def among_schools(test: AmongSchools, criterion: Criterion, entity: str, case: Case) -> TestResult:
    """Green in the best `top` per cent, amber in the best `amber_top`, else red."""
    measure, school = case.measure(test.measure), case.school(entity)
    figure = case.figure(test.measure, entity, test.group)
    rule = rule_in_words(test, criterion, case.plan, case.trust, school, case.register)
    if entity == TRUST:
        text = "a trust has no place among schools; it is judged school by school"
        return without_colour(Rating.NOT_MEASURABLE, text, measure, rule, figure)
    known = usable(figure, measure, criterion, case, rule)
    if isinstance(known, TestResult):
        return known
    place = place_in(known.figure.detail(DETAILS[test.among]))
    if place is None:
        text = f"no place among {AMONG[test.among]} is known for {inside(measure.title)}"
        return without_colour(Rating.NO_DATA, text, measure, rule, figure)
    rating = colour(-place.part, -test.top, -test.amber_top)
    return TestResult(
        test.measure,
        rule,
        rating,
        sentence(_clause(known, measure, place, test)),
        known.figure,
        Comparator(f"best {percent(test.top, 0)} of {AMONG[test.among]}", None),
        steps=(
            *steps_of(known.figure, measure),
            Step("Place", f"{place.rank} ÷ {place.of}", percent(place.part, 2)),
            Step("Bounds", f"green to {exact(test.top)}%", f"amber to {exact(test.amber_top)}%"),
            outcome(rating, _why(rating)),
        ),
    )


def _clause(known: Known, measure: Measure, place: Place, test: AmongSchools) -> str:
    said = says(measure, known.figure)
    wanted = f"the best {percent(test.top, 0)} are the first {number(_last(place, test.top))}"
    return f"{said}, the {place.words.partition(' (')[0]} ({wanted})"


def _last(place: Place, top: float) -> int:
    """The last place within the best so many per cent."""
    return int(place.of * top / 100 + 1e-9)


def _why(rating: Rating) -> str:
    return {
        Rating.GREEN: "among the best that the plan asks for",
        Rating.AMBER: "not among those, within the places for amber",
    }.get(rating, "beyond the places for amber")
