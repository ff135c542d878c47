"""Columns of published figures beside a trust's own: England, the region, the local authority."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.national_figures import National
from goldenthread.view import View
from goldenthread.wording import MISSING, join_words


def comparators(view: View, measure: str) -> tuple[National, ...]:
    """What was published for a measure, the nation first."""
    nation = view.national(measure)
    nearby = view.national_figures.nearby(view.measure(measure))
    return (*([nation] if nation else []), *nearby)


def not_held(view: View, measures: Iterable[str]) -> str:
    """Which schools have no published figure of their authority beside them, though others have.

    `No figure of Devon is held: Tamarford Primary Academy cannot be compared with it.`
    """
    found = dict.fromkeys(
        area for name in measures for area in view.national_figures.not_held(view.measure(name))
    )
    trust = view.judged.trust
    return " ".join(
        f"No figure of {area} is held: {join_words(names)} cannot be compared with it."
        for area in found
        if (names := [s.name for s in view.schools if trust.authority_of(s) == area])
    )


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
    """What the published figures beside a trust's own are of, how final, and where published.

    `Published figures: England and West Midlands 2021/22, state-funded schools, revised (Key stage
    4 performance).` Each source stands in the evidence, in the table of published figures.
    """
    grouped: dict[tuple[str, ...], dict[str, None]] = {}
    for figure in figures:
        key = (figure.period, _of_whom(figure), figure.status, figure.publication)
        grouped.setdefault(key, {})[figure.area] = None
    words = "; ".join(_said(list(areas), *key) for key, areas in grouped.items())
    return f"Published figures: {words}." if words else ""


def _said(areas: list[str], period: str, whom: str, status: str, publication: str) -> str:
    facts = (f"{join_words(areas)} {period}".strip(), whom, status)
    told = ", ".join(fact for fact in facts if fact)
    return f"{told} ({publication})" if publication else told


def _of_whom(figure: National) -> str:
    """The basis without the area, which is said already."""
    return re.sub(rf" in (the )?{re.escape(figure.area)}\b", "", figure.basis)


def sources(view: View, names: Iterable[str]) -> list[DataTable]:
    """Every published figure that stands beside these measures, with all that is known of it: a
    table for each publication, which its caption names with the source."""
    found: dict[tuple[str, str], dict[tuple[str, str], dict[str, str]]] = {}
    for name in dict.fromkeys(names):
        measure = view.measure(name)
        for figure in comparators(view, name):
            told = ", ".join(part for part in (_of_whom(figure), figure.status) if part)
            table = found.setdefault((figure.publication, figure.source), {})
            row = table.setdefault((measure.short, told or MISSING), {})
            row[figure.label] = view.value(measure, figure.value)
    return [_table(_published_by(*where), rows) for where, rows in found.items()]


def _table(caption: str, figures: Mapping[tuple[str, str], Mapping[str, str]]) -> DataTable:
    """A row a figure, a column an area and year."""
    labels = list(dict.fromkeys(label for row in figures.values() for label in row))
    heads = (Column("Figure"), *(Column(label, True) for label in labels))
    rows = tuple(
        (short, *(row.get(label, MISSING) for label in labels), told)
        for (short, told), row in figures.items()
    )
    return DataTable(caption, (*heads, Column("Basis and status")), rows)


def _published_by(publication: str, source: str) -> str:
    """`Key stage 4 performance: Department for Education, ...`."""
    return ": ".join(part for part in (publication, source) if part) or "Published figures"


_OF_WHOM = re.compile(r" of [\d,]+ (?!similar)(?:[a-z ]+ )?schools(?: in the file)?")
_PLACES = ("Place in England", "Place in the local authority", "Place among similar schools")


def places(view: View, names: Sequence[str]) -> list[DataTable]:
    """Where each school stands among others, for figures that come from a national file."""
    rows: list[tuple[Cell, ...]] = []
    for name in names:
        for urn in view.urns:
            figure = view.one(name, urn)
            found = [figure.detail(title) if figure else "" for title in _PLACES]
            if any(found):
                cells = [words or MISSING for words in found]
                school = view.name(urn, short=len(names) > 1)
                rows.append((view.measure(name).short, school, *cells))
    heads, rows = _among_whom(rows)
    columns = (Column("Figure"), Column("School"), *map(Column, heads))
    caption = f"Place among other schools, {view.stamp}"
    shown = [i for i in range(len(columns)) if any(row[i] != MISSING for row in rows)]
    shown = [i for i in shown if i != 1 or view.whole]  # the report's only school is named above
    return (
        [
            DataTable(
                caption,
                tuple(columns[i] for i in shown),
                tuple(tuple(row[i] for i in shown) for row in rows),
                note=_how_similar(view, names),
            )
        ]
        if rows
        else []
    )


def _among_whom(rows: Sequence[tuple[Cell, ...]]) -> tuple[list[str], list[tuple[Cell, ...]]]:
    """The heads of the places and the rows; among whom all places of a column are its head says.

    `Place in England, of 305 mainstream schools` above `271st (bottom 11%)`.
    """
    heads, columns = list(_PLACES), [[str(row[2 + i]) for row in rows] for i in range(len(_PLACES))]
    for i, cells in enumerate(columns):
        among = {_OF_WHOM.search(cell) for cell in cells if cell != MISSING}
        said = {found[0] if found else "" for found in among}
        if len(rows) > 1 and len(said) == 1 and (whom := said.pop()):
            heads[i] += f",{whom}"
            columns[i] = [cell.replace(whom, "") for cell in cells]
        elif heads[i].endswith(" similar schools"):
            columns[i] = [cell.replace(" similar schools", "") for cell in cells]
    places = zip(*columns, strict=True)
    return heads, [(*row[:2], *own) for row, own in zip(rows, places, strict=True)]


def _how_similar(view: View, names: Iterable[str]) -> str:
    """How each school's similar schools were chosen, once where all figures have the same."""
    said: dict[tuple[str, str], list[str]] = {}
    for name in names:
        for urn in view.urns:
            figure = view.one(name, urn)
            if figure is not None and (method := figure.detail("Similar schools")):
                said.setdefault((view.name(urn), method), []).append(view.measure(name).short)
    several = len({school for school, _ in said}) < len(said)
    words = [
        f"{school}{f' ({join_words(shorts)})' if several else ''}: {method}."
        for (school, method), shorts in said.items()
    ]
    return f"Similar schools of {' '.join(words)}" if words else ""
