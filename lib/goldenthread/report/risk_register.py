"""The risk register on the page: reviews that are overdue, and the schools' risks beside those of
the board."""

from __future__ import annotations

import datetime as dt

from goldenthread.display.markup import Display
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.display.words import Prose
from goldenthread.judgement.details import day_of
from goldenthread.measures.measurement import ALL, TRUST, Measurement
from goldenthread.view import View
from goldenthread.wording import MISSING, day, number, plural

_SCORE = "risk_score"


def overdue_reviews(view: View) -> list[Display]:
    """A row for each risk whose review is overdue, the longest first; none without a register."""
    risks = _risks(view, TRUST if view.whole else view.urns[0])
    if not risks:
        return []
    late = [(due, m) for m in risks if (due := _overdue(m, view.drop.as_of)) is not None]
    if not late:
        return [Prose("No review of a risk is overdue.")]
    rows: list[tuple[Cell, ...]] = [
        (
            m.group,
            m.detail("Risk") or MISSING,
            m.detail("Owner") or MISSING,
            (day(due), f"overdue by {plural((view.drop.as_of - due).days, 'day')}"),
            m.detail("Last reviewed") or MISSING,
        )
        for due, m in sorted(late, key=lambda pair: (pair[0], pair[1].group))
    ]
    columns = tuple(map(Column, ("Reference", "Risk", "Owner", "Review was due", "Last reviewed")))
    return [DataTable(f"{plural(len(rows), 'review')} overdue, {view.stamp}", columns, tuple(rows))]


def registers(view: View) -> list[Display]:
    """A row a category of risk: what the board's own register has of it and what the schools' have,
    so that a risk which only one side knows is seen. For the whole trust only."""
    if not view.whole:
        return []
    schools = {urn: _risks(view, urn) for urn in view.urns}
    theirs = {m.group for risks in schools.values() for m in risks}
    board = [m for m in _risks(view, TRUST) if m.group not in theirs]
    if not board and not theirs:
        return []
    found = [m for risks in (board, *schools.values()) for m in risks]
    categories = dict.fromkeys(m.detail("Category") or "No category" for m in found)
    rows = tuple(_category(view, name, board, schools) for name in categories)
    columns = tuple(map(Column, ("Category", "The board’s risks", "The schools’ risks", "Link")))
    note = "Each risk with its score after controls. Linked are risks of one category."
    caption = f"The registers of the board and of the schools, by category, {view.stamp}"
    return [DataTable(caption, columns, rows, note=note), *_without_register(view, schools)]


def _risks(view: View, entity: str) -> list[Measurement]:
    found = view.measurements.of(_SCORE, entity, period=view.drop.year)
    return [m for m in found if m.group != ALL]


def _overdue(m: Measurement, as_of: dt.date) -> dt.date | None:
    """The day on which a review was due that has not been held since."""
    due, reviewed = day_of(m.detail("Review due")), day_of(m.detail("Last reviewed"))
    if due is None or due > as_of:
        return None
    return due if reviewed is None or reviewed < due else None


def _category(
    view: View, name: str, board: list[Measurement], schools: dict[str, list[Measurement]]
) -> tuple[Cell, ...]:
    ours = [m for m in board if (m.detail("Category") or "No category") == name]
    theirs = {
        view.name(urn, short=True): mine
        for urn, risks in schools.items()
        if (mine := [m for m in risks if (m.detail("Category") or "No category") == name])
    }
    link = "on both"
    if not ours:
        link = "not on the board’s register"
    elif not theirs:
        link = "on no school’s register"
    schools_words = "; ".join(f"{place}: {_named(risks)}" for place, risks in theirs.items())
    return name, _named(ours) or MISSING, schools_words or MISSING, link


def _named(risks: list[Measurement]) -> str:
    """`R07 (16), R02 (9)`: by weight."""
    heavy = sorted(risks, key=lambda m: (-(m.value or 0.0), m.group))
    return ", ".join(f"{m.group} ({number(m.value)})" for m in heavy)


def _without_register(view: View, schools: dict[str, list[Measurement]]) -> list[Display]:
    without = [view.name(urn) for urn, risks in schools.items() if not risks]
    if not without:
        return []
    words = f"No risk is registered for {plural(len(without), 'school')}: {', '.join(without)}."
    return [Prose(words, quiet=True)]
