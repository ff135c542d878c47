"""From a template to a table: what is filled in is read, the example is not, for every source."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from goldenthread.drop import load_drop
from goldenthread.named import find_drop_or_plan
from goldenthread.project import Project
from goldenthread.sources.drop_tables import DropTables, read_drop
from goldenthread.sources.names import Names
from goldenthread.sources.spec import load_sources
from goldenthread.sources.table import ROW, Absent, Table
from goldenthread.template.asked import Setting, words_of
from goldenthread.template.book import template_bytes
from goldenthread.template.example import upn_of
from goldenthread.template.layout import Template, templates_of
from goldenthread.template.written import Written, write_templates

ROOT = Path(__file__).resolve().parents[2]
SOURCES = load_sources(ROOT / "params" / "sources")
ALL = tuple(SOURCES)


@pytest.fixture(scope="module")
def blank(compass) -> tuple[Path, Written]:
    """A drop that holds an untouched template of every source."""
    folder = compass("blank")
    return folder, write_templates(find_drop_or_plan(str(folder)), only=ALL)


@pytest.fixture(scope="module")
def untouched(blank) -> DropTables:
    return _read(blank[0])


@pytest.fixture(scope="module")
def layouts(blank) -> dict[str, tuple[Template, ...]]:
    setting = _setting(blank[0])
    names = Names(setting.trust)
    return {name: templates_of(s, SOURCES, setting, names) for name, s in SOURCES.items()}


@pytest.fixture(scope="module")
def filled(compass, blank, layouts) -> tuple[DropTables, dict[str, int]]:
    """The same templates with rows in them, as tables, and how many rows of each source."""
    folder = compass("filled")
    setting = _setting(folder)
    counts: dict[str, int] = {}
    for name, templates in layouts.items():
        for template in templates:
            typed = replace(template, rows=_rows(template))
            (folder / template.file).write_bytes(template_bytes(typed, setting))
            sheets = len(typed.rows) * len(typed.sheets)
            counts[name] = counts.get(name, 0) + sheets
    return _read(folder), counts


def _setting(folder: Path) -> Setting:
    named = find_drop_or_plan(str(folder))
    return Setting(named.trust, named.plan, named.drop)


def _read(folder: Path) -> DropTables:
    named = find_drop_or_plan(str(folder))
    return read_drop(Project.around(folder), named.trust, load_drop(folder), folder)


def _rows(template: Template) -> tuple[tuple[object, ...], ...]:
    """What the example shows, in rows with a key of their own; known rows filled in to the end."""
    rows = []
    for number in range(len(template.rows) or 2):
        values = list(template.example)
        if template.rows:
            known = zip(template.rows[number], values, strict=True)
            values = [own if own is not None else value for own, value in known]
        of_primary = template.school is not None and template.school.phase == "primary"
        varied = {*template.source.key, "surname"} - template.brought
        for at, item in enumerate(template.asked):
            if item.key in varied:
                values[at] = _varied(values[at], item, 1 + number + 10 * of_primary)
        rows.append(tuple(values))
    return tuple(rows)


def _varied(value, item, serial):
    """Another value of the same column."""
    kind = item.column.type
    if kind == "choice":
        return words_of(item.column)[serial % 2]
    if kind == "academic_year":
        return f"{2021 - serial}/{22 - serial}"
    if kind == "upn":
        return upn_of(serial)
    if kind in ("text", "code"):
        return f"{value} {serial}"
    if kind == "month":
        return value - dt.timedelta(days=31 * serial)
    return value - dt.timedelta(days=serial) if kind in ("date", "due") else value


def _of(findings, source, *severities):
    return [f for f in findings if f.source == source and f.severity in severities]


@pytest.mark.parametrize("source", ALL)
def test_a_filled_in_template_reads_without_a_fault_and_without_its_example(
    source, filled, layouts
):
    read, counts = filled
    wrong = _of(read.findings, source, "stop", "warning")
    assert not wrong, "\n".join(map(str, wrong))
    table = read.tables[source]
    assert isinstance(table, Table), table
    places = table.frame[["_file", "_sheet", ROW]].drop_duplicates()
    assert len(places) == counts[source]
    assert 2 not in set(table.frame[ROW])
    assert len(table.files) == len(layouts[source])


@pytest.mark.parametrize("source", ALL)
def test_an_untouched_template_is_empty_and_says_so(source, untouched, layouts):
    table = untouched.tables[source]
    assert isinstance(table, Absent)
    assert table.reason.endswith(": the template has not been filled in")
    told = [f for f in untouched.findings if f.rule == "empty-template" and f.source == source]
    assert {f.file for f in told} == {template.file for template in layouts[source]}
    assert {f.severity for f in told} == {"stop"}
    others = [f for f in _of(untouched.findings, source, "stop", "warning") if f not in told]
    assert not others, others
