"""Gives each school words and figures that no other school can have, to see where they come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from exports import DropExports, Grid, plain

from goldenthread.sources.spec import Source, load_sources


@dataclass(frozen=True)
class Marked:
    """A school, the word put into its rows, and the figures that are its alone."""

    name: str
    slug: str
    known_as: tuple[str, ...]
    word: str
    figures: tuple[str, ...]
    headcount: int
    roles: int
    budget: int
    kpi: float


SCHOOLS = (
    Marked(
        name="Aldersley High School",
        slug="aldersley-high-school",
        known_as=("aldersley", "ahs"),
        word="Qaldrix",
        figures=("71.23", "7,117", "4,447", "9,876,543"),
        headcount=7117,
        roles=4447,
        budget=9_876_543,
        kpi=71.23,
    ),
    Marked(
        name="Moreton School",
        slug="moreton-school",
        known_as=("moreton",),
        word="Qmorvex",
        figures=("63.79", "6,331", "3,559", "8,765,432"),
        headcount=6331,
        roles=3559,
        budget=8_765_432,
        kpi=63.79,
    ),
)

# Free text of things and of people, that no measure looks up by name.
_WORDS = {
    "accounts": ("description",),
    "appraisal": ("grade",),
    "audit_actions": ("finding", "recommendation", "owner", "evidence"),
    "behaviour": ("type",),
    "curriculum": ("subject",),
    "deep_dives": ("subject", "judged_by"),
    "improvement_plans": ("priority",),
    "oversight": ("system",),
    "posts": ("post",),
    "qa_visits": ("subject", "focus"),
    "recorded": ("evidence",),
    "risks": ("risk", "owner", "controls"),
    "scr": ("check",),
    "staff": ("post", "destination"),
    "suspensions": ("reason",),
    "tracking": ("subject",),
}


def mark_drop(drop: DropExports, sources_folder: Path) -> int:
    """Put each school's word and figures into its rows of every export; how many cells."""
    sources = load_sources(sources_folder)
    count = 0
    for name in (*_WORDS, "census", "leadership_roles"):
        for file in drop.files_of(sources[name]):
            count += sum(_mark(grid, sources[name]) for grid in drop.grids(file, sources[name]))
    return count


def _mark(grid: Grid, source: Source) -> int:
    count = 0
    for row, school in list(_rows(grid)):
        for column in _WORDS.get(source.source, ()):
            old = grid.get(row, column) if column in grid.titles else None
            if plain(old):
                grid.put(row, column, f"{old} {school.word}")
                count += 1
        if source.source == "census":
            grid.put(row, "headcount", school.headcount)
        if source.source == "accounts" and row % 9 == 0:
            grid.put(row, "actual", school.budget)
    if source.source == "leadership_roles":
        for school in SCHOOLS:
            grid.add_row(school=school.name, pathway=f"{school.word} pathway", roles=school.roles)
            count += 1
    return count


def _rows(grid: Grid) -> Iterator[tuple[int, Marked]]:
    """Each row that speaks of one school: by a column, or else by the sheet or the file."""
    for row in grid.body():
        columns = [name for name in ("school", "place") if name in grid.titles]
        said = grid.get(row, columns[0]) if columns else f"{grid.sheet} {grid.file}"
        schools = [s for s in SCHOOLS if any(known in plain(said) for known in s.known_as)]
        if len(schools) == 1:
            yield row, schools[0]


def mark_targets(trust_file: Path) -> None:
    """A target of each school's own that is nobody else's."""
    trust = yaml.safe_load(trust_file.read_text("utf-8"))
    for school in trust["schools"]:
        marked = next(m for m in SCHOOLS if m.name == school["name"])
        for target in school["kpis"].values():
            target["at_least"] = marked.kpi
    trust_file.write_text(yaml.safe_dump(trust, sort_keys=False, allow_unicode=True), "utf-8")
