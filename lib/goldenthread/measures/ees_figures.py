"""Figures of Explore education statistics that a drop holds, put beside those that params hold.

A file's figure is taken where params have none for the year, or a less final one. Where the two
agree as far as the file is rounded, the finer one stays. Nothing is taken where the filters do not
lead to exactly one row: the check of the drop then names the filters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from goldenthread.benchmarks import Benchmark, Benchmarks, Figure, Status
from goldenthread.drop import Drop
from goldenthread.errors import Finding
from goldenthread.measures.cells import text
from goldenthread.measures.dfe_rows import status_in
from goldenthread.measures.ees_rows import VERSION, Pinned, data_files, load_rules, pinned, slug
from goldenthread.sources.amounts import number as amount
from goldenthread.sources.place import Place
from goldenthread.sources.table import Table, Tables
from goldenthread.trust import Trust
from goldenthread.wording import join_words, round_half_up

SOURCE = "ees"
# The less final gives way; a figure of unknown status counts as a revised one.
_FINAL: Mapping[str, int] = {
    "derived": 0,
    "provisional": 0,
    "revised": 1,
    "as published": 1,
    "final": 2,
}


@dataclass(slots=True)
class _Taken:
    benchmarks: dict[str, Benchmark] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def with_published(
    benchmarks: Benchmarks, tables: Tables, trust: Trust, drop: Drop
) -> tuple[Benchmarks, tuple[Finding, ...]]:
    """The benchmarks with the figures of the drop's data files, and what could not be taken."""
    table = tables.get(SOURCE)
    if not isinstance(table, Table):
        return benchmarks, ()
    rules = load_rules(benchmarks.folder)
    own = (trust.region, trust.local_authority, *map(trust.authority_of, trust.schools))
    areas = [area for area in dict.fromkeys(own) if area]
    taken = _Taken()
    for file in data_files(table.frame):
        place = Place(file.name, SOURCE)
        found = list(pinned(file, rules, areas))
        for one in found:
            if len(one.rows) == 1:
                _take(taken, benchmarks, one, place, _declared(drop, file.name))
        taken.findings += _not_one_row(place, found)
        if not found:
            message = "none of its columns is a figure that this project takes"
            fix = "Name the column in params/benchmarks/ees.yml, or list the file under ignore."
            taken.findings.append(place.finding("note", "no-figure-known", message, fix=fix))
    return benchmarks.with_benchmarks(taken.benchmarks), tuple(taken.findings)


def _declared(drop: Drop, name: str) -> str:
    statuses = {e.file.casefold(): e.status for e in drop.exports if e.status}
    return statuses.get(name.casefold()) or status_in(name)


def _take(
    taken: _Taken, benchmarks: Benchmarks, one: Pinned, place: Place, file_status: str
) -> None:
    cell = text(one.rows, one.indicator).iloc[0]
    value = amount(cell)
    if value is None:
        return  # a marker: what params say of the year stands
    national = benchmarks.get(one.rule.benchmark)
    name = national.benchmark
    if one.area.casefold() != "england":
        name = f"{slug(one.area)}_{name}"
    held = taken.benchmarks.get(name) or (benchmarks.get(name) if name in benchmarks.ids else None)
    said = (text(one.rows, VERSION).iloc[0].casefold() or file_status) or "as published"
    status: Status = said if said in _FINAL else "as published"  # type: ignore[assignment]
    old = held.figure(one.year) if held is not None else None
    if old is not None and old.value is not None:
        decimals = len(cell.partition(".")[2])
        if float(round_half_up(old.value, decimals)) == value:
            return
        kept = _FINAL[status] < _FINAL[old.status]
        taken.findings.append(_other(place, one, cell, status, old, kept=kept))
        if kept:
            return
    source = f"Department for Education, Explore education statistics, {place.file}"
    why = old.why if old is not None and old.value is not None else ""
    figure = Figure(value=value, status=status, source=source, why=why)
    base = held or national.model_copy(
        update={
            "benchmark": name,
            "area": one.area,
            "basis": f"state-funded schools in {one.area}",
            "note": "",
            "figures": {},
        }
    )
    taken.benchmarks[name] = base.model_copy(update={"figures": {**base.figures, one.year: figure}})


def _other(
    place: Place, one: Pinned, cell: str, status: str, old: Figure, *, kept: bool
) -> Finding:
    about = f"{one.rule.benchmark}, {one.area} {one.year}"
    which = "the one held, which is more final, is used" if kept else "the file's is used"
    message = f"{about}: the file has {cell} ({status}), params hold {old.value} ({old.status})"
    return place.finding("note", "figure-differs", f"{message}; {which}")


def _not_one_row(place: Place, found: Iterable[Pinned]) -> list[Finding]:
    """One finding for all figures that the same filters stand in the way of."""
    stuck: dict[tuple[bool, tuple[tuple[str, tuple[str, ...]], ...]], dict[str, None]] = {}
    for one in found:
        if len(one.rows) != 1 and (one.loose or len(one.rows) > 1):
            several = len(one.rows) > 1
            stuck.setdefault((several, one.loose), {})[one.rule.benchmark] = None
    return [
        _stuck(place, several=several, loose=loose, names=list(names))
        for (several, loose), names in stuck.items()
    ]


def _stuck(
    place: Place,
    *,
    several: bool,
    loose: tuple[tuple[str, tuple[str, ...]], ...],
    names: list[str],
) -> Finding:
    filters = "; ".join(f"{c} ({', '.join(v or 'blank' for v in some)})" for c, some in loose)
    how = "more than one row is left" if several else "no row is left"
    which = (
        f"the filters that stand in the way: {filters}" if filters else "no filter tells them apart"
    )
    return place.finding(
        "warning" if several else "note",
        "filter-not-pinned",
        f"{join_words(names)}: {how}, so nothing is taken; {which}",
        fix="Say in params/benchmarks/ees.yml which value each of these filters is to have.",
    )
