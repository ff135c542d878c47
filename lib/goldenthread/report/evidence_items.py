"""Items of the evidence log on the page: what stands where, since when, and where it is shown."""

from __future__ import annotations

from goldenthread.display.markup import Display
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.measures.evidence_log import (
    DATED,
    EVIDENCE,
    MEASURE,
    RECORDED_BY,
    STANDS,
    item_group,
    item_of,
)
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.plan import Criterion
from goldenthread.view import View
from goldenthread.wording import MISSING, sentence


def items_table(view: View, criterion: Criterion) -> list[Display]:
    """A row for each item that decides the criterion, at each place; nothing without a log."""
    tests = [
        (judgement.entity, test)
        for judgement in view.judgements(criterion.id)
        for test in judgement.tests
        if test.measure == MEASURE and test.measurement is not None
    ]
    references = dict.fromkeys(t.measurement.group for _, t in tests if t.measurement)
    why = {step.what: step.result for _, test in tests for step in test.steps}
    found = [m for reference in references for m in _items(view, reference)]
    if not found:
        return []
    places = list(dict.fromkeys(m.entity for m in found))
    named = len(places) > 1 or (view.whole and places != [TRUST])
    rows = tuple(_row(view, m, why, named=named) for m in found)
    columns = [Column("Item"), *([Column("Where")] if named else []), Column("How it stands")]
    columns += [Column("Dated"), Column("Evidence, and who recorded it")]
    return [DataTable(f"Evidence of {criterion.number}, {view.stamp}", tuple(columns), rows)]


def _items(view: View, reference: str) -> list[Measurement]:
    """The items of a reference, item by item, each at every place that lists it."""
    start, year = item_group(reference, ""), view.drop.year
    found = [
        m
        for entity in view.entities
        for m in view.measurements.of(MEASURE, entity, period=year)
        if m.group.startswith(start)
    ]
    order = list(dict.fromkeys(item_of(m.group) for m in found))
    return sorted(found, key=lambda m: order.index(item_of(m.group)))


def _row(view: View, m: Measurement, why: dict[str, str], *, named: bool) -> tuple[Cell, ...]:
    item, where = item_of(m.group), view.name(m.entity)
    reason = why.get(item, why.get(f"{item} at {where}", ""))
    standing = m.detail(STANDS) or "Not recorded"
    late = reason and reason != "counts" and reason.casefold() != standing.casefold()
    stands: Cell = (standing, f"does not count: {reason}") if late else standing
    proof: Cell = m.detail(EVIDENCE) or MISSING
    by = m.detail(RECORDED_BY)
    if by:
        proof = (str(proof), sentence(f"recorded by {by}")[:-1])
    place = (view.name(m.entity, short=True),) if named else ()
    return (item, *place, stands, m.detail(DATED) or MISSING, proof)
