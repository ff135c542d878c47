"""What has no colour, and why: one line for each reason, so that nothing is said thirty times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goldenthread.display.markup import Display
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.display.words import Prose
from goldenthread.judgement.judgement import Judgement
from goldenthread.judgement.rating import Rating
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import TRUST
from goldenthread.plan import Criterion
from goldenthread.report.unknown_parts import unknown_tests
from goldenthread.view import View, deciding_measures
from goldenthread.wording import join_words, plural

_MANY = 3  # criteria without an export from which they share a line


def unknowns(view: View) -> list[Display]:
    """Every criterion without a colour; those whose exports were not supplied are one line. Then
    the tests without one, within criteria that have a colour."""
    found = list(_without_colour(view))
    missing = {c.id: names for c, _, _ in found if (names := _not_supplied(view, c))}
    together = [c for c, j, _ in found if c.id in missing and j.rating is Rating.NO_DATA]
    # By id: a criterion of maturity holds its steps in a dict, and has no hash.
    together = list({c.id: c for c in together}.values()) if len(missing) > _MANY else []
    folded = {criterion.id for criterion in together}
    by_reason: dict[tuple[Rating, str], list[str]] = {}
    for criterion, judgement, where in found:
        if criterion.id not in folded or judgement.rating is not Rating.NO_DATA:
            same = by_reason.setdefault((judgement.rating, judgement.reason), [])
            same.append(f"{criterion.number}{where}")
    rows: list[tuple[Cell, ...]] = [
        (join_words(names), RatingMark(rating), reason)
        for (rating, reason), names in by_reason.items()
    ]
    if together:
        rows.append(_shared_row(view, together, missing))
    if not rows:
        return unknown_tests(view, every=True) or [Prose("Every criterion has a colour.")]
    columns = (Column("Criterion"), Column("State"), Column("Why, and what would change it"))
    table = DataTable("What is not known, or not judged yet", columns, tuple(rows), stacks=True)
    return [table, *unknown_tests(view, every=False)]


def _without_colour(view: View) -> Iterator[tuple[Criterion, Judgement, str]]:
    """Each with where; a school that is as its trust is not said again."""
    for criterion in view.criteria:
        trust = view.judgement(criterion.id, TRUST)
        for j in view.judgements(criterion.id):
            said = trust is not None and j is not trust and j.rating is trust.rating
            apart = j.rating is Rating.DOES_NOT_APPLY
            if not j.rating.is_colour and not apart and not said:
                place = "" if j.entity == TRUST or not view.whole else view.name(j.entity, True)
                yield criterion, j, f" at {place}" if place else ""


def _not_supplied(view: View, criterion: Criterion) -> tuple[str, ...]:
    """The exports without which no test of the criterion has a figure."""
    lacks = view.judged.lacks
    names: dict[str, None] = {}
    for name in deciding_measures(criterion):
        measure = all_measures().get(name)
        if measure is None or not all(any(map(lacks, way.needs)) for way in measure.providers):
            return ()
        names.update(dict.fromkeys(filter(lacks, measure.providers[0].needs)))
    return tuple(names)


def _shared_row(
    view: View, criteria: list[Criterion], missing: dict[str, tuple[str, ...]]
) -> tuple[Cell, ...]:
    sources = view.judged.sources
    wanted = dict.fromkeys(name for c in criteria for name in missing[c.id])
    titles = [f"‘{title}’" for title in sorted(sources[name].title for name in wanted)]
    words = f"{plural(len(titles), 'export')} that would decide them were not supplied: "
    return _runs(view, criteria), RatingMark(Rating.NO_DATA), f"{words}{join_words(titles)}."


def _runs(view: View, criteria: Iterable[Criterion]) -> str:
    """`1.1 to 1.4, 2.4 and 2.7`: neighbours in the plan as a run."""
    order = [c.id for c in view.criteria]
    numbers = {c.id: c.number for c in view.criteria}
    runs: list[list[int]] = []
    for at in sorted(order.index(c.id) for c in criteria):
        if runs and at == runs[-1][1] + 1:
            runs[-1][1] = at
        else:
            runs.append([at, at])
    words = []
    for first, last in runs:
        ends = [numbers[order[at]] for at in dict.fromkeys((first, last))]
        words.append((" and " if last - first == 1 else " to ").join(ends))
    return ", ".join(words)
