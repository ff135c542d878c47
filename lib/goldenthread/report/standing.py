"""How criteria stand for a report: which rating speaks for each, and how many of each there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from goldenthread.display.criterion import Count, StatStrip
from goldenthread.display.ratings import RatingMark
from goldenthread.judgement.judgement import Judgement
from goldenthread.judgement.rating import COLOURS, Rating, worst
from goldenthread.measures.measurement import TRUST
from goldenthread.plan import Criterion
from goldenthread.view import View
from goldenthread.wording import join_words, plural, without_capital

NOT_JUDGED = Rating.NOT_YET_DUE  # stands for every state that is no colour, under its own words


def headline(view: View, criterion: Criterion) -> Judgement | None:
    """The judgement that speaks for a criterion: the school's, or the trust's. None where the
    report's school is not judged by it, or the trust has none of its own."""
    return view.judgement(criterion.id, TRUST if view.whole else view.urns[0])


def rating_of(view: View, criterion: Criterion) -> Rating | None:
    """The rating that speaks for it; the worst of the schools where the trust has none."""
    judgement = headline(view, criterion)
    if judgement is not None:
        return judgement.rating
    schools = view.judgements(criterion.id)
    return worst(j.rating for j in schools) if schools else None


def ratings_of(view: View, criteria: Iterable[Criterion]) -> dict[str, Rating]:
    """By criterion; those that the report does not judge, or that do not apply, are left out."""
    found = {criterion.id: rating_of(view, criterion) for criterion in criteria}
    return {
        name: rating
        for name, rating in found.items()
        if rating is not None and rating is not Rating.DOES_NOT_APPLY
    }


def is_apart(judgement: Judgement) -> bool:
    """Whether a criterion does not apply, and had no colour before: nothing has changed for whom it
    is not."""
    had_colour = judgement.previous is not None and judgement.previous.is_colour
    return judgement.rating is Rating.DOES_NOT_APPLY and not had_colour


def tally(ratings: Iterable[Rating]) -> dict[Rating, int]:
    """Counts of green, amber, red and, under NOT_JUDGED, every state of something still open.

    What does not apply is not counted.
    """
    apply = [rating for rating in ratings if rating is not Rating.DOES_NOT_APPLY]
    counts = Counter(r if r.is_colour else NOT_JUDGED for r in apply)
    return {rating: counts[rating] for rating in (*COLOURS, NOT_JUDGED)}


def tally_in_words(ratings: Iterable[Rating]) -> str:
    """`3 are green, 2 are amber and 1 is red; 1 has no colour`."""
    counts = tally(ratings)
    parts = [
        f"{count} {'is' if count == 1 else 'are'} {rating.value.lower()}"
        for rating, count in counts.items()
        if count and rating.is_colour
    ]
    words = join_words(parts)
    without = counts[NOT_JUDGED]
    if not without:
        return words
    tail = f"{without} {'has' if without == 1 else 'have'} no colour yet"
    return f"{words}; {tail}" if words else tail


def strip(view: View, criteria: tuple[Criterion, ...]) -> StatStrip:
    """The counts, each with its change since the drop before; beside those that are not judged, how
    many do not apply."""
    now = tally(ratings_of(view, criteria).values())
    apart = [rating_of(view, c) for c in criteria].count(Rating.DOES_NOT_APPLY)
    earlier = view.previous
    then = tally(ratings_of(earlier, criteria).values()) if earlier else None
    return StatStrip(
        tuple(
            Count(
                count,
                RatingMark(rating, word="" if rating.is_colour else "Not judged"),
                _noted(
                    _moved(count, then[rating], earlier.when) if then and earlier else "",
                    0 if rating.is_colour else apart,
                ),
            )
            for rating, count in now.items()
        )
    )


def _noted(moved: str, apart: int) -> str:
    """`4 fewer than spring 2022; 2 do not apply`."""
    words = f"{apart} {'does' if apart == 1 else 'do'} not apply" if apart else ""
    return "; ".join(part for part in (moved, words) if part)


def _moved(now: int, then: int, title: str) -> str:
    if now == then:
        return f"as in {without_capital(title)}"
    return f"{abs(now - then)} {'more' if now > then else 'fewer'} than {without_capital(title)}"


def criteria_word(view: View, count: int) -> str:
    """`1 success criterion`, `7 success criteria`, or what the section or the plan calls them.

    Rows of several kinds (KPIs and key objectives) are criteria, whatever the heading says.
    """
    sections = (view.section,) if view.section else view.judged.plan.objectives
    headings = {_without_capitals(section.success_heading) for section in sections}
    kinds = {criterion.kind for section in sections for criterion in section.criteria}
    many = headings.pop() if len(headings) == len(kinds) == 1 else "criteria"
    return plural(count, _singular(many), many)


def _singular(many: str) -> str:
    """`success criterion`, `characteristic of a successful MAT`."""
    noun, of, whole = many.partition(" of ")
    return noun.removesuffix("s").replace("criteria", "criterion") + of + whole


def _without_capitals(heading: str) -> str:
    """A heading inside a sentence; KPI and MAT stay as they are."""
    capitals = {word: sum(letter.isupper() for letter in word) for word in heading.split()}
    return " ".join(word if count > 1 else word.lower() for word, count in capitals.items())
