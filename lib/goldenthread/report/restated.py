"""Figures of earlier drops that are no longer what was reported, with both figures and why."""

from __future__ import annotations

from goldenthread.display.markup import Display
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.display.words import Heading, Prose
from goldenthread.judgement.in_sentences import inside
from goldenthread.plan import Criterion
from goldenthread.restatement import Restatement, Said
from goldenthread.view import View
from goldenthread.wording import plural, sentence


def restated(view: View) -> list[Display]:
    """A table of them; nothing where every earlier figure stands as it was reported."""
    rows: list[tuple[Cell, ...]] = [
        (
            f"{view.judged.plan.criterion(r.criterion).number} {view.title(r.measure)}",
            view.name(r.entity, short=True),
            _when(r),
            _said(r.then, r.now),
            _said(r.now, r.then),
            sentence(r.because),
        )
        for r in _visible(view)
    ]
    if not rows:
        return []
    columns = tuple(
        Column(c) for c in ("Figure", "Where", "Reported in", "Then", "Now", "What changed")
    )
    caption = f"{plural(len(rows), 'figure')} that earlier reports gave otherwise"
    return [Heading("Restated since it was reported", 3), DataTable(caption, columns, tuple(rows))]


def restated_here(view: View, criterion: Criterion) -> list[Display]:
    """The same of one criterion, a line each."""
    return [
        Prose(
            f"Restated: {inside(view.title(r.measure))} at {view.name(r.entity, short=True)} was "
            f"reported as {_said(r.then, r.now)} in {_when(r)}; it is now {_said(r.now, r.then)} "
            f"for that drop ({r.because}).",
            quiet=True,
        )
        for r in _visible(view)
        if r.criterion == criterion.id
    ]


def _visible(view: View) -> list[Restatement]:
    found = view.judged.restated_on([c.id for c in view.criteria], view.entities)
    return [r for r in found if view.may_show(r.entity)]


def _when(r: Restatement) -> str:
    return r.title.removesuffix(" data drop")


def _said(one: Said, other: Said) -> str:
    """The figure; with its rating where that has changed too, or where there is no figure."""
    if one.rating == other.rating and one.figure:
        return one.figure
    return f"{one.figure}, {one.rating.lower()}" if one.figure else one.rating.lower()
