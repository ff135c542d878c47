"""The half-termly round of risk assessments: each school by half-term, held, missed or not due."""

from __future__ import annotations

from goldenthread.calendar import TERMS
from goldenthread.display.markup import Display
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.display.words import Prose
from goldenthread.view import View
from goldenthread.wording import join_words

HALF_TERMS = tuple(f"{term.capitalize()} {half}" for term in TERMS for half in (1, 2))


def risk_round(view: View) -> list[Display]:
    """Schools by half-terms: the risk that was seen and the targets on track."""
    if not any(view.measurements.of("school_risk", urn) for urn in view.urns):
        return [Prose("No risk assessment of this year is recorded.", quiet=True)]
    if not view.whole:
        return [_one_school(view, view.urns[0])]
    rows: list[tuple[Cell, ...]] = [
        (view.name(urn), *(_cell(view, urn, term) for term in HALF_TERMS)) for urn in view.urns
    ]
    columns = (Column("School"), *(Column(term) for term in HALF_TERMS))
    caption = f"Risk at each half-term of {view.drop.year}; below it the agreed targets on track"
    return [DataTable(caption, columns, tuple(rows), note=_note(view))]


def _one_school(view: View, urn: str) -> DataTable:
    rows: list[tuple[Cell, ...]] = []
    for term in HALF_TERMS:
        held = view.one("school_risk", urn, term)
        if held is None:
            rows.append((term, _standing(view, urn, term), "", "", ""))
            continue
        details = (held.detail(name) for name in _DETAILS)
        rows.append((term, *details))
    columns = (Column("Half-term"), *(Column(title) for title in _COLUMNS))
    caption = f"Risk assessments of {view.name(urn)}, {view.drop.year}"
    return DataTable(caption, columns, tuple(rows), note=_note(view))


_DETAILS = ("Risk", "Date", "Targets on track", "Reported to governors")
_COLUMNS = ("Risk", "Assessed on", "Targets on track", "Reported to governors")


def _cell(view: View, urn: str, term: str) -> Cell:
    held = view.one("school_risk", urn, term)
    if held is None:
        return _standing(view, urn, term)
    targets = held.detail("Targets on track")
    return (held.detail("Risk"), targets) if targets else held.detail("Risk")


def _standing(view: View, urn: str, term: str) -> str:
    """Why a half-term has no rating: missed, not due yet, or before the school joined."""
    due = view.one("risk_assessments_held", urn, term)
    if due is None:
        return "not due" if _is_listed(view, urn) else "not recorded"
    return "missed" if not due.value else "held, not rated"


def _is_listed(view: View, urn: str) -> bool:
    """Whether the export says anything of the school in this year."""
    whole = view.one("risk_assessments_held", urn)
    return whole is not None and bool(whole.rows)


def _note(view: View) -> str:
    """Whose latest risk is high, and which assessments were missed."""
    latest = {urn: view.one("school_risk", urn) for urn in view.urns}
    high = [view.name(urn) for urn, m in latest.items() if m and m.detail("Risk") == "High"]
    missed = [
        f"{view.name(urn)} in {join_words(terms)}"
        for urn in view.urns
        if (terms := [t for t in HALF_TERMS if _standing_is_missed(view, urn, t)])
    ]
    words = [f"High at the latest assessment: {join_words(high)}."] if high else []
    words += [f"Missed: {'; '.join(missed)}."] if missed else []
    return " ".join(words)


def _standing_is_missed(view: View, urn: str, term: str) -> bool:
    due = view.one("risk_assessments_held", urn, term)
    return due is not None and not due.value
