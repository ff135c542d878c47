"""From tests to one rating and one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from goldenthread.judgement.in_sentences import as_clause
from goldenthread.judgement.judgement import Judgement, TestResult
from goldenthread.judgement.rating import Rating, worst
from goldenthread.measures.measurement import NOT_YET_DUE
from goldenthread.measures.registry import Measure
from goldenthread.wording import join_words, sentence

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WOULD = {
    Rating.GREEN: "would be green",
    Rating.AMBER: "would be amber",
    Rating.RED: "would be red",
}
# Somebody still owes a figure, a judgement or a threshold. Red or amber stands without it, because
# it could only make things worse; green is a promise that every test was passed.
OWED = (Rating.NO_DATA, Rating.AWAITING_JUDGEMENT, Rating.TARGET_NOT_SET)

_MOST_NAMED = 3  # green schools that a sentence names; of more it gives the number
_STANDING = {
    Rating.GREEN: ("is green", "are green"),
    Rating.AMBER: ("is amber", "are amber"),
    Rating.RED: ("is red", "are red"),
    Rating.NOT_YET_DUE: ("is not yet due", "are not yet due"),
    Rating.NOT_MEASURABLE: ("cannot be measured this year", "cannot be measured this year"),
    Rating.TARGET_NOT_SET: ("has no target", "have no target"),
    Rating.NO_DATA: ("has no data", "have no data"),
    Rating.SUPPRESSED: ("is suppressed", "are suppressed"),
    Rating.AWAITING_JUDGEMENT: ("awaits a judgement", "await a judgement"),
    Rating.PAUSED: ("is paused", "are paused"),
    Rating.DOES_NOT_APPLY: ("does not apply", "do not apply"),
}


def overall(ratings: Iterable[Rating]) -> Rating:
    """The worst colour; but no green while a figure, a judgement or a target is still owed."""
    given = tuple(ratings)
    rating = worst(given)
    owed = [r for r in given if r in OWED]
    return worst(owed) if rating is Rating.GREEN and owed else rating


def in_words(count: int) -> str:
    """`two`, `11`."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def standing(rating: Rating, count: int = 1) -> str:
    """`is amber`, `have no data`: a rating as what is said of one or more."""
    return _STANDING[rating][0 if count == 1 else 1]


def reason_from_tests(
    rating: Rating, tests: Sequence[TestResult], register: Mapping[str, Measure]
) -> str:
    """The sentence of the test that decides, and how the others stand."""
    first = deciding(rating, tests, register)
    others = [test.rating for test in tests if test is not first]
    if not others:
        return first.sentence
    because = f"{rating} because {as_clause(first.sentence)}"
    lead = because if rating.is_colour else first.sentence.removesuffix(".")
    text = f"{lead}; {_others(others, rating)}"
    if rating in OWED and Rating.GREEN in others:
        text += ", but green needs every test"
    return sentence(text)


def deciding(
    rating: Rating, tests: Sequence[TestResult], register: Mapping[str, Measure]
) -> TestResult:
    """The first test with the rating. Of several that are red the first of which chance is not the
    reason is the better one to name."""
    found = [test for test in tests if test.rating is rating]
    certain = (test for test in found if not _may_be_chance(test, register))
    return next(certain, found[0]) if rating is Rating.RED else found[0]


def _may_be_chance(test: TestResult, register: Mapping[str, Measure]) -> bool:
    """Whether the 95% interval takes in what the figure is held against, or is not known though
    people make the figure; things are counted. A test made of several is certain where one of its
    red ones is."""
    if test.parts:
        red = (leaf for leaf in test.leaves if leaf.rating is Rating.RED)
        return all(_may_be_chance(leaf, register) for leaf in red)
    figure, beside, measure = test.measurement, test.comparator, register.get(test.measure)
    if figure is None or beside is None or beside.value is None:
        return False
    if figure.low is None or figure.high is None:
        return measure is not None and measure.counts != "things"
    return figure.low <= beside.value <= figure.high


def beside(tests: Sequence[TestResult]) -> str:
    """What comes of the tests that are shown and decide nothing; "" where every one decides.

    For a school two readings of a share of schools come to the same, and it is not said twice.
    """
    said = {test.sentence for test in tests if test.decides}
    told = [_beside(test) for test in tests if not test.decides and test.sentence not in said]
    return "".join(f" {text}" for text in told)


def _beside(test: TestResult) -> str:
    """How the words it takes would have it; or, of another test, what it found."""
    would = _WOULD.get(test.rating, standing(test.rating))
    if test.reading:
        return f"By the words ‘{test.reading}’, shown beside it, it {would}."
    clause = as_clause(test.sentence)
    return f"Shown beside it: {clause}{f'; by that it {would}' if test.rating.is_colour else ''}."


def not_due(tests: Sequence[TestResult]) -> str:
    """Whom a figure leaves out because their time has not come, and when it will have; "" where
    nobody is waiting. A test that is not due says so itself."""
    told = [
        test.measurement.detail(NOT_YET_DUE)
        for test in tests
        if test.measurement is not None and test.rating.is_colour
    ]
    return "".join(f" {sentence(text)}" for text in dict.fromkeys(told) if text)


def reason_from_schools(rating: Rating, schools: Sequence[tuple[str, Judgement]]) -> str:
    """Each school by name, under the rating it has."""
    if len({judgement.rating for _, judgement in schools}) == 1:
        reasons = {judgement.reason for _, judgement in schools}
        if len(schools) == 1 or (not rating.is_colour and len(reasons) == 1):
            return schools[0][1].reason
    if all(judgement.rating is Rating.GREEN for _, judgement in schools):
        return sentence(_count(rating, schools))
    parts = by_rating([(name, judgement.rating) for name, judgement in schools])
    if not rating.is_colour:
        return sentence(parts)
    return sentence(f"{rating} because {_count(rating, schools)}: {parts}")


def by_rating(schools: Sequence[tuple[str, Rating]]) -> str:
    """`Aldersley High School is green and Moreton School has no data`; where many are green, they
    are counted and the others named: `Hill School is red and the other seven are green`."""
    order = [Rating.RED, Rating.AMBER, Rating.GREEN]
    found = dict.fromkeys(rating for _, rating in schools)
    groups = [r for r in order if r in found] + [r for r in found if r not in order]
    greens = sum(own is Rating.GREEN for _, own in schools)
    if _MOST_NAMED < greens < len(schools):  # said last, of all the others
        groups = [*(r for r in groups if r is not Rating.GREEN), Rating.GREEN]
    words = []
    for rating in groups:
        names = [name for name, own in schools if own is rating]
        counted = rating is Rating.GREEN and _MOST_NAMED < greens < len(schools)
        who = f"the other {in_words(greens)}" if counted else join_words(names)
        words.append(f"{who} {standing(rating, len(names))}")
    return join_words(words)


def _count(rating: Rating, schools: Sequence[tuple[str, Judgement]]) -> str:
    total = len(schools)
    greens = sum(judgement.rating is Rating.GREEN for _, judgement in schools)
    if not greens:
        return "no school is green"
    if greens == total:
        return (
            "both schools are green" if total == 2 else f"all {in_words(total)} schools are green"
        )
    verb = "is" if greens == 1 else "are"
    return f"{in_words(greens)} of {in_words(total)} schools {verb} green"


def _others(ratings: Sequence[Rating], decided: Rating) -> str:
    """`the other two tests are green`, `of the other three, one is red and two are green`."""
    counts = {rating: ratings.count(rating) for rating in dict.fromkeys(ratings)}
    total = len(ratings)
    if len(counts) == 1:
        subject = "the other test" if total == 1 else f"the other {in_words(total)} tests"
        return f"{subject} {standing(ratings[0], total)}{' too' if ratings[0] is decided else ''}"
    parts = [f"{in_words(n)} {standing(rating, n)}" for rating, n in counts.items()]
    return f"of the other {in_words(total)} tests {join_words(parts)}"
