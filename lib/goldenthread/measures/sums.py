"""What adds up to what among the figures of one measure, and what a reader could work out.

A line says that some cells (the parts) make up another (the whole): girls and boys make up all
pupils of a school; the schools' girls make up the trust's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from goldenthread.calendar import TERMS
from goldenthread.measures.measurement import ALL, TRUST, Measurement
from goldenthread.measures.pupil_groups import PARTITIONS
from goldenthread.measures.staff_in_post import GROUPS

Cell = tuple[str, str]  # entity and group
Cells = Mapping[Cell, Measurement]

TERM_NAMES = tuple(term.capitalize() for term in TERMS)
HALF_TERM_NAMES = tuple(f"{term} {half}" for term in TERM_NAMES for half in (1, 2))
# Their further groups (reasons, kinds of incident) add up to all, give or take several reasons.
BY_KIND = ("suspension_rate", "exclusion_rate", "incident_rate")
# Of most figures of staff, all are these two; support and office staff stand beside them.
TEACHING = (GROUPS["teacher"], GROUPS["leader"])


@dataclass(frozen=True, slots=True)
class Line:
    """`rest` is how many of the whole are in none of the parts, as far as that can be told.

    `across` is true for a line over the schools of the trust.
    """

    parts: tuple[Cell, ...]
    whole: Cell
    rest: int = 0
    across: bool = False


def lines(cells: Cells, apart: int = 0) -> Iterator[Line]:
    """Every sum that the cells of one measure and period are in; `apart` is how many of the trust's
    are at no school and have a figure of their own."""
    for entity in dict.fromkeys(entity for entity, _ in cells):
        if (entity, ALL) in cells:
            yield from _within(cells, entity)
    for group in dict.fromkeys(group for _, group in cells):
        parts = tuple(cell for cell in cells if cell[1] == group and cell[0] != TRUST)
        whole = (TRUST, group)
        if parts and whole in cells:
            rest = _rest(cells, parts, whole)
            known = apart if group == ALL else 0
            yield Line(parts, whole, max(0, rest - known), across=True)


def _within(cells: Cells, entity: str) -> Iterator[Line]:
    whole = (entity, ALL)
    groups = [group for owner, group in cells if owner == entity and group != ALL]
    dated = (*TERM_NAMES, *HALF_TERM_NAMES)
    others = [g for g in groups if g not in dated and not any(g in p for p in PARTITIONS)]
    for names in PARTITIONS:
        parts = tuple((entity, group) for group in groups if group in names)
        if parts:
            yield Line(parts, whole, _rest(cells, parts, whole))
    terms = tuple((entity, group) for group in groups if group in TERM_NAMES)
    if terms:
        yield Line(terms, whole)
    for _, term in terms:
        halves = tuple((entity, group) for group in groups if group in (f"{term} 1", f"{term} 2"))
        if halves:
            yield Line(halves, (entity, term))
    rest = tuple((entity, group) for group in others)
    if rest and (cells[whole].measure in BY_KIND or _adds_up(cells, rest, whole)):
        yield Line(rest, whole)
        return
    teaching = tuple((entity, group) for group in others if group in TEACHING)
    if teaching:
        yield Line(teaching, whole, _rest(cells, teaching, whole))


def _rest(cells: Cells, parts: Sequence[Cell], whole: Cell) -> int:
    return max(0, (cells[whole].n or 0) - sum(cells[part].n or 0 for part in parts))


def _adds_up(cells: Cells, parts: Sequence[Cell], whole: Cell) -> bool:
    """Whether groups of any other kind (staff groups, survey items) turn out to be a whole."""
    counts = sum(cells[part].n or 0 for part in parts) == (cells[whole].n or 0)
    met = [cells[part].numerator for part in parts]
    total = cells[whole].numerator
    known = [figure for figure in met if figure is not None]
    summed = total is not None and len(known) == len(met) and abs(sum(known) - total) < 1e-9
    return counts or summed


def determined(all_lines: Collection[Line], hidden: Collection[Cell]) -> set[Cell]:
    """The hidden cells that follow from the shown ones: those that every solution agrees on."""
    unknown = list(hidden)
    rests = [line for line in all_lines if line.rest]
    width = len(unknown) + len(rests)
    rows = []
    for line in all_lines:
        row = np.zeros(width)
        for cell in line.parts:
            if cell in hidden:
                row[unknown.index(cell)] = 1
        if line.whole in hidden:
            row[unknown.index(line.whole)] = -1
        if line.rest:
            row[len(unknown) + rests.index(line)] = 1
        rows.append(row)
    if not unknown or not rows:
        return set()
    _, sizes, directions = np.linalg.svd(np.array(rows), full_matrices=True)
    rank = int((sizes > 1e-9).sum())
    free = np.abs(directions[rank:]).max(axis=0) if rank < width else np.zeros(width)
    return {cell for index, cell in enumerate(unknown) if free[index] < 1e-9}
