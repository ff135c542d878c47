"""Columns of published figures beside a trust's own: England, the region, the local authority."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goldenthread.display.table import Cell, Column
from goldenthread.national_figures import National
from goldenthread.view import View
from goldenthread.wording import MISSING, join_words


def comparators(view: View, measure: str) -> tuple[National, ...]:
    """What was published for a measure, the nation first."""
    nation = view.national(measure)
    nearby = view.national_figures.nearby(view.measure(measure))
    return (*([nation] if nation else []), *nearby)


def beside(
    view: View, published: Mapping[str, tuple[National, ...]]
) -> list[tuple[Column, list[Cell]]]:
    """A column an area; the year stands in its head, or in the cells where the years differ."""
    areas = dict.fromkeys(figure.area for found in published.values() for figure in found)
    return [_column(view, area, published) for area in areas]


def _column(
    view: View, area: str, published: Mapping[str, tuple[National, ...]]
) -> tuple[Column, list[Cell]]:
    found = {
        name: next((figure for figure in figures if figure.area == area), None)
        for name, figures in published.items()
    }
    periods = {figure.period for figure in found.values() if figure is not None}
    cells: list[Cell] = []
    for name, figure in found.items():
        if figure is None:
            cells.append(MISSING)
            continue
        value = view.value(view.measure(name), figure.value)
        cells.append(value if len(periods) == 1 else (value, figure.period))
    title = f"{area} {periods.pop()}" if len(periods) == 1 else area
    return Column(title, True), cells


def statuses(figures: Iterable[National]) -> str:
    """`Published figures: England revised; West Midlands and Wolverhampton as published.`"""
    by_status: dict[str, dict[str, None]] = {}
    for figure in figures:
        if figure.status:
            by_status.setdefault(figure.status, {})[figure.area] = None
    words = "; ".join(f"{join_words(list(areas))} {s}" for s, areas in by_status.items())
    return f"Published figures: {words}." if words else ""
