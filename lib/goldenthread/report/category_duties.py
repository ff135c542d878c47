"""What follows from a category: the duties of a school, and how each of them stands."""

from __future__ import annotations

from goldenthread.display.markup import Display
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.display.words import Heading, Prose
from goldenthread.report.placed import placed
from goldenthread.view import View
from goldenthread.wording import plural


def duties(view: View) -> tuple[list[str], list[Display]]:
    """The criteria that follow from a category, and for each school those that follow from its own
    with how each stands."""
    follows = [c for c in view.criteria if c.applies_where is not None and c.applies_where.scale]
    shown: list[Display] = []
    for school in placed(view):
        mine = [
            c for c in follows if school.step in (c.applies_where.steps if c.applies_where else ())
        ]
        title = f"{school.name}, category {school.step}" if school.step else school.name
        if not mine:
            why = "No category has been judged, so no duty follows yet."
            none = f"The plan names no duty for category {school.step}."
            shown += [Heading(title, 3), Prose(none if school.step else why)]
            continue
        rows: list[tuple[Cell, ...]] = []
        for criterion in mine:
            judgement = view.judgement(criterion.id, school.urn)
            if judgement is not None:
                mark = RatingMark(judgement.rating, judgement.previous)
                rows.append((f"{criterion.number} {criterion.text}", mark, judgement.reason))
        kinds = {criterion.kind for criterion in mine}
        kind = (kinds.pop() if len(kinds) == 1 else "") or "Criterion"
        caption = f"{plural(len(rows), kind.lower(), _many(kind))} of category {school.step}"
        columns = (Column(kind), Column("Rating"), Column("Why"))
        shown += [Heading(title, 3), DataTable(caption, columns, tuple(rows))]
    return [c.id for c in follows], shown


def _many(kind: str) -> str:
    """`duties`, `criteria`."""
    return {"duty": "duties", "criterion": "criteria"}.get(kind.lower(), f"{kind.lower()}s")
