"""The sentences at the top of a report that answer its question: how many criteria are green, and
which are red."""

from __future__ import annotations

from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.verdict import in_words
from goldenthread.plan import Criterion
from goldenthread.report.finding import finding
from goldenthread.report.standing import (
    criteria_word,
    headline,
    rating_of,
    ratings_of,
    tally_in_words,
)
from goldenthread.view import View
from goldenthread.wording import join_words, sentence, without_capital

_FEW_REDS = 3  # more would not be read in one sentence
_ANSWERABLE = ("are", "is", "do", "does", "has", "have", "can", "will")


def answer_of(view: View) -> str:
    """`Not yet: of 7 success criteria 3 are green ...`; a question that is not yes or no is
    answered by the counts alone."""
    ratings = list(ratings_of(view, view.criteria).values())
    counts = counts_in_words(view)
    question = view.section.question if view.section else ""
    if question.split(" ")[0].lower() not in _ANSWERABLE or not ratings:
        return counts
    coloured = [r for r in ratings if r.is_colour]
    if not coloured:
        return f"This drop cannot tell: {without_capital(counts)}"
    if all(r is Rating.GREEN for r in coloured):
        lead = "Yes" if len(coloured) == len(ratings) else "As far as it can be judged, yes"
    else:
        lead = (
            "No" if Rating.RED in coloured and Rating.GREEN not in coloured else "Not yet in full"
        )
    return f"{lead}: {without_capital(counts)}"


def counts_in_words(view: View) -> str:
    """`Of 7 success criteria at North, 3 are green and 4 are amber.`, `All 8 criteria are green.`,
    and what has moved."""
    ratings = ratings_of(view, view.criteria)
    elsewhere = len(view.criteria) - len(ratings)
    if not ratings:
        verb = "is" if elsewhere == 1 else "are"
        if any(view.judgements(criterion.id) for criterion in view.criteria):
            where = "here" if view.whole else f"to {view.scope}"
            return f"None of {criteria_word(view, elsewhere)} applies {where}."
        return f"{criteria_word(view, elsewhere)} {verb} judged for the trust as a whole only."
    where = "" if view.whole else f" at {view.scope}"
    words = f"Of {criteria_word(view, len(ratings))}{where}, {tally_in_words(ratings.values())}."
    if len(ratings) == 1:  # `The only criterion is amber.`
        only = criteria_word(view, 1).removeprefix("1 ")
        words = f"The only {only}{where} {tally_in_words(ratings.values()).removeprefix('1 ')}."
    elif len(set(ratings.values())) == 1 and next(iter(ratings.values())).is_colour:
        count = f"{len(ratings)} "
        every = "both " if len(ratings) == 2 else f"all {count}"
        what = criteria_word(view, len(ratings)).removeprefix(count)
        alike = tally_in_words(ratings.values()).removeprefix(count)
        words = sentence(f"{every}{what}{where} {alike}")
    earlier = view.previous
    if earlier:
        then = ratings_of(earlier, view.criteria)
        moved = sum(r is Rating.GREEN for r in ratings.values()) - sum(
            r is Rating.GREEN for r in then.values()
        )
        if moved:
            more = "more" if moved > 0 else "fewer"
            words += f" That is {abs(moved)} {more} green than in {without_capital(earlier.when)}."
    return words


def reds(view: View, *, by_school: bool = True) -> tuple[str, ...]:
    """Which criteria are red, with the reason where it is one; and where only a school is."""
    red = [c for c in view.criteria if rating_of(view, c) is Rating.RED]
    words = []
    if red:
        words.append(_red(view, red))
    alike: dict[tuple[str, ...], list[str]] = {}
    for school in view.schools if view.whole and by_school else ():
        numbers = tuple(
            c.number
            for c in view.criteria
            if c not in red
            and (j := view.judgement(c.id, school.urn)) is not None
            and j.rating is Rating.RED
        )
        if numbers:
            alike.setdefault(numbers, []).append(school.short_name)
    also = " as well" if red else ""
    for on, names in alike.items():
        verb = "is" if len(names) == 1 else "are"
        words.append(f"{join_words(names)} {verb} red on {join_words(list(on))}{also}.")
    return tuple(words)


def _red(view: View, red: list[Criterion]) -> str:
    """What is red: by its finding, where a sentence can hold them; else by number."""
    headlines = [headline(view, criterion) for criterion in red]
    found = [finding(view, [j]) if j is not None else None for j in headlines]
    told = [f for f in found if f is not None]
    verb = "is" if len(red) == 1 else "are"
    if len(red) == 1 and not told:
        reason = headlines[0].reason if headlines[0] else ""
        if reason.startswith("Red because "):
            return f"{red[0].number} {verb} {without_capital(reason)}"
        return f"{red[0].number} {verb} red. {reason}".strip()
    if len(told) < len(red) or len(red) > _FEW_REDS:
        return f"{join_words([c.number for c in red])} {verb} red."
    parts = [f"{inside(f.brief)} ({c.number})" for f, c in zip(told, red, strict=True)]
    return f"{sentence(in_words(len(red)))[:-1]} {verb} red: {join_words(parts)}."
