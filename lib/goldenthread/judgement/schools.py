"""A share of schools: how many pass other criteria of the plan, or one test, or several."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.judgement.case import Case
from goldenthread.judgement.clocks import not_yet_due
from goldenthread.judgement.figures import shown
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import (
    SHARE_OF_SCHOOLS,
    Comparator,
    Step,
    TestResult,
)
from goldenthread.judgement.rating import Rating, worst
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.scope import left_out, schools_asked, schools_judged
from goldenthread.judgement.thresholds import reaches
from goldenthread.judgement.verdict import (
    OWED,
    by_rating,
    in_words,
    overall,
    standing,
)
from goldenthread.judgement.working import exact, outcome
from goldenthread.measures.measurement import TRUST
from goldenthread.plan import Criterion, ShareOfSchools
from goldenthread.provenance import RowRange
from goldenthread.wording import join_words, percent, sentence

_FEW = 4  # schools whose full names a sentence can hold


def share_of_schools(
    test: ShareOfSchools, criterion: Criterion, entity: str, case: Case
) -> TestResult:
    """Green when enough of the schools that have a colour pass. A school is held to its own part.

    Green also has to hold if every school that still owes a figure turned out to fail, and red or
    amber if every one of them turned out to pass.
    """
    rule = rule_in_words(test, criterion, case.plan, case.trust, case.school(entity), case.register)
    count = _Count(test, criterion, case)
    if entity != TRUST:
        result, text = count.of_school(entity)
        waits = result in (Rating.NOT_YET_DUE, Rating.DOES_NOT_APPLY)
        parts = () if waits else count.results(entity)
        steps = (outcome(result, text),)
        return TestResult("", rule, result, sentence(text), steps=steps, parts=parts)
    if not count.schools:
        text = "the trust has no school that it is for"
        return TestResult("", rule, Rating.DOES_NOT_APPLY, sentence(text))
    rating = count.rating
    return TestResult(
        test.test.measure if test.test is not None else "",
        rule,
        rating,
        sentence(count.clause),
        None,
        Comparator(SHARE_OF_SCHOOLS, test.at_least if test.more_than is None else test.more_than),
        steps=count.steps,
    )


def counted_rows(
    test: ShareOfSchools, criterion: Criterion, entity: str, case: Case
) -> tuple[RowRange, ...]:
    """The rows behind what is counted, for one school or for all of them."""
    rows: dict[RowRange, None] = {}
    for urn in [s.urn for s in schools_judged(test, criterion, case) if entity in (s.urn, TRUST)]:
        for counted in test.criteria:
            rows.update(dict.fromkeys(case.judged(counted, urn).rows))
        for result in _Count(test, criterion, case).results(urn):
            for figure in result.measurements:
                rows.update(dict.fromkeys(figure.rows))
    return tuple(rows)


@dataclass(frozen=True)
class _Count:
    """The schools and how each stands."""

    test: ShareOfSchools
    criterion: Criterion
    case: Case

    def of_school(self, urn: str) -> tuple[Rating, str]:
        """A school's rating: of its tests, or the worst of the criteria that are counted."""
        left = left_out(self.criterion, urn, self.case)
        if left is not None:
            return left
        if self.test.each:
            waiting = not_yet_due(self.criterion, urn, self.case)
            if waiting:
                return Rating.NOT_YET_DUE, waiting
            results = self.results(urn)
            if not results:
                return Rating.DOES_NOT_APPLY, "none of the tests is for a school of its phase"
            if len(results) == 1:
                return results[0].rating, results[0].sentence
            named = [(self._named(result), result.rating) for result in results]
            return overall(rating for _, rating in named), by_rating(named)
        judged = [(self._label(c), self.case.judged(c, urn).rating) for c in self.test.criteria]
        return overall(rating for _, rating in judged), by_rating(judged)

    def results(self, urn: str) -> tuple[TestResult, ...]:
        """What comes of the tests that are for the school; nothing where criteria are counted."""
        return tuple(
            self.case.apply(each, self.criterion, urn)
            for each in self.test.each
            if any(urn == school.urn for school in schools_asked(each, self.criterion, self.case))
        )

    def _named(self, result: TestResult) -> str:
        """`Progress in reading (+2.9)`."""
        measure, figure = self.case.measure(result.measure), result.measurement
        title = inside(measure.title)
        known = figure is not None and figure.value is not None
        return (
            f"{title} ({shown(figure.value, measure, result.places)})"
            if figure and known
            else title
        )

    def _label(self, criterion: str) -> str:
        return f"criterion {self.case.plan.criterion(criterion).number}"

    @property
    def schools(self) -> list[tuple[str, Rating]]:
        """Each with its rating. One that the criterion is not for is neither counted nor named."""
        asked = schools_asked(self.test, self.criterion, self.case)
        if self.test.each:
            inner = [schools_asked(each, self.criterion, self.case) for each in self.test.each]
            asked = tuple(school for school in asked if any(school in some for some in inner))
        short = len(asked) > _FEW
        found = [
            (school.short_name if short else school.name, self.of_school(school.urn)[0])
            for school in asked
        ]
        return [(name, rating) for name, rating in found if rating is not Rating.DOES_NOT_APPLY]

    @property
    def rating(self) -> Rating:
        schools = self.schools
        coloured = [rating for _, rating in schools if rating.is_colour]
        if not coloured:
            return worst(rating for _, rating in schools)
        passing = coloured.count(Rating.GREEN)
        owed = [rating for _, rating in schools if rating in OWED]
        if self._enough(passing, len(coloured)):
            safe = self._enough(passing, len(coloured) + len(owed))
            return Rating.GREEN if safe else worst(owed)
        if owed and self._enough(passing + len(owed), len(coloured) + len(owed)):
            return worst(owed)  # it may still be enough
        amber_from = self.test.amber_from
        share = 100 * passing / len(coloured)
        return Rating.AMBER if amber_from is not None and reaches(share, amber_from) else Rating.RED

    def _enough(self, passing: int, total: int) -> bool:
        share = 100 * passing / total
        if self.test.at_least is not None:
            return reaches(share, self.test.at_least)
        return not reaches(float(self.test.more_than or 0), share)

    @property
    def clause(self) -> str:
        schools = self.schools
        coloured = [rating for _, rating in schools if rating.is_colour]
        if len(schools) > _FEW and len({rating for _, rating in schools}) == 1:
            all_alike = f"all {in_words(len(schools))} schools"
            needed = f" ({self._needed()})" if coloured else ""
            return f"{all_alike} {standing(schools[0][1], len(schools))}{needed}"
        if not coloured:
            return by_rating(schools)
        passing = coloured.count(Rating.GREEN)
        of = "one school" if len(coloured) == 1 else f"{in_words(len(coloured))} schools"
        without = (
            f" that {'has' if len(coloured) == 1 else 'have'} a colour"
            if len(coloured) < len(schools)
            else ""
        )
        verb = "is" if passing < 2 else "are"
        count = f"{in_words(passing)} of {of}{without} {verb} green"
        if not passing:
            count = f"none of the {of}{without} is green"
        if not passing and len(coloured) == 1:
            count = f"the one school{without} is not green"
        return f"{count} ({self._needed()}): {by_rating(schools)}"

    def _needed(self) -> str:
        if self.test.at_least is None:
            more = self.test.more_than
            return (
                "more than half are needed"
                if more == 50
                else f"more than {percent(more, 0)} needed"
            )
        if self.test.at_least == 100:
            return "all are needed"
        least = self.test.at_least
        return "half or more are needed" if least == 50 else f"at least {percent(least, 0)} needed"

    @property
    def steps(self) -> tuple[Step, ...]:
        schools = self.schools
        coloured = [rating for _, rating in schools if rating.is_colour]
        passing = coloured.count(Rating.GREEN)
        steps = [Step("School", name, rating) for name, rating in schools]
        if coloured:
            steps.append(
                Step("Share", f"{passing} ÷ {len(coloured)}", exact(100 * passing / len(coloured)))
            )
        others = [name for name, rating in schools if not rating.is_colour]
        if others:
            steps.append(Step("Without a colour", join_words(others), str(len(others))))
        return (*steps, outcome(self.rating, self._needed()))
