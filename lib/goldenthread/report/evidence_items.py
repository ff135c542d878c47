"""Items of the evidence log on the page: what stands where, since when, and where it is shown."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.display.markup import Display
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.judgement.logs import references_of
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
from goldenthread.plan import Criterion, Evidence, ShareOfSchools
from goldenthread.view import View
from goldenthread.wording import MISSING, join_words, sentence


def items_table(view: View, criterion: Criterion) -> list[Display]:
    """A row for each item that decides the criterion, at each place; nothing without a log."""
    results = [(j.entity, test) for j in view.judgements(criterion.id) for test in j.tests]
    why = {(entity, s.what): s.result for entity, test in results for s in test.steps}
    names = dict.fromkeys(n for t in evidence_of(criterion) for n in references_of(t, criterion))
    found = [m for name in names for m in _items(view, name)]
    if not found:
        return []
    places = list(dict.fromkeys(m.entity for m in found))
    named = len(places) > 1 or (view.whole and places != [TRUST])
    recorders = {m.detail(RECORDED_BY) for m in found}
    only = recorders.pop() if len(recorders) == 1 else ""  # who recorded all of it
    rows = _together((_row(view, m, why, each=bool(recorders)) for m in found), named=named)
    columns = [Column("Item"), *([Column("Where")] if named else []), Column("How it stands")]
    proof = "Evidence, and who recorded it" if recorders else "Evidence"
    columns += [Column("Dated"), Column(proof)]
    note = f"All recorded by {only}." if only else ""
    return [DataTable(f"Evidence of {criterion.number}, {view.stamp}", tuple(columns), rows, note)]


def evidence_of(criterion: Criterion) -> list[Evidence]:
    """Its tests of evidence, also where schools are counted that have it."""
    inner = [t.test if isinstance(t, ShareOfSchools) else t for t in criterion.tests]
    return [test for test in inner if isinstance(test, Evidence)]


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


def _together(rows: Iterable[tuple[Cell, ...]], *, named: bool) -> tuple[tuple[Cell, ...], ...]:
    """Places whose row says the same share it; without `named` nobody asks where."""
    grouped: dict[tuple[Cell, ...], list[str]] = {}
    for item, place, *rest in rows:
        grouped.setdefault((item, *rest), []).append(str(place))
    return tuple(
        (item, *((join_words(places),) if named else ()), *rest)
        for (item, *rest), places in grouped.items()
    )


def _row(
    view: View, m: Measurement, why: dict[tuple[str, str], str], *, each: bool
) -> tuple[Cell, ...]:
    """`each` says of the row who recorded it."""
    item, where = item_of(m.group), view.name(m.entity)
    reason = why.get((m.entity, item), why.get((TRUST, f"{item} at {where}"), ""))
    standing = m.detail(STANDS) or "Not recorded"
    late = reason and reason != "counts" and reason.casefold() != standing.casefold()
    stands: Cell = (standing, f"does not count: {reason}") if late else standing
    proof: Cell = m.detail(EVIDENCE) or MISSING
    by = m.detail(RECORDED_BY) if each else ""
    if by:
        proof = (str(proof), sentence(f"recorded by {by}")[:-1])
    return (item, view.name(m.entity, short=True), stands, m.detail(DATED) or MISSING, proof)
