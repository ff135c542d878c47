"""What is expected to come into a new drop, and how a person is told.

Nothing of the drop before is copied: a file that lay there is of its day. What goes on from drop to
drop (a log, a tracker, a register) is named, so that its owner can go on with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from goldenthread.drop import Drop
from goldenthread.measures.catalogue import all_measures
from goldenthread.named import Named
from goldenthread.needs import needs_of
from goldenthread.sources.matching import match_files
from goldenthread.sources.spec import Source, load_sources
from goldenthread.sources.template_rows import template_of


@dataclass(frozen=True, slots=True)
class Expected:
    """An export that the new drop is expected to hold. `files` are the last drop's; `typed` says
    that they were templates, `goes_on` that its rows are kept from drop to drop."""

    source: Source
    files: tuple[str, ...] = ()
    typed: bool = False
    needed: bool = True

    @property
    def goes_on(self) -> bool:
        columns = self.source.columns.values()
        counts_people = self.source.key[:1] in (("upn",), ("employee_id",))
        return (
            "reference" in self.source.columns
            or any(column.past for column in columns)
            or (not counts_people and any(c.type == "date" and not c.nullable for c in columns))
        )


@dataclass(frozen=True, slots=True)
class Rolled:
    """The new drop, and what is expected of it. `not_due` are exports of another term; `plan_over`
    is the day that the plan ended, where the drop is later."""

    folder: Path
    drop: Drop
    as_of_from: str
    again: tuple[Expected, ...]
    missing: tuple[Expected, ...]
    not_due: tuple[Source, ...]
    plan_over: dt.date | None

    @property
    def to_type(self) -> tuple[str, ...]:
        """The sources of which a blank template is of use: no export of theirs came, or one that
        was typed and does not go on."""
        return tuple(
            e.source.source
            for e in (*self.again, *self.missing)
            if e.needed and (not e.files or (e.typed and not e.goes_on))
        )


def expected(folder: Path, drop: Drop, source_of_day: str, before: Path, named: Named) -> Rolled:
    """What the new drop should hold, by the last one's files and by what its plan asks for."""
    sources = load_sources(named.project.params / "sources")
    assert named.drop is not None  # noqa: S101 - it was rolled from a drop
    had = _had(before, named.drop, sources)
    needed = [name for name in needs_of(named.plan, all_measures()) if name in sources]
    phases = {school.phase for school in named.trust.schools}
    again = [
        Expected(sources[name], files, typed, name in needed)
        for name, (files, typed) in had.items()
        if _is_due(sources[name], drop)
    ]
    missing = [
        Expected(sources[name])
        for name in needed
        if name not in had and _is_due(sources[name], drop)
        if not sources[name].phases or phases & set(sources[name].phases)
    ]
    later = dict.fromkeys(n for n in (*had, *needed) if not _is_due(sources[n], drop))
    return Rolled(
        folder, drop, source_of_day, tuple(again), tuple(missing),
        tuple(sources[name] for name in later),
        named.plan.ends if drop.as_of > named.plan.ends else None,
    )  # fmt: skip


def _had(
    folder: Path, drop: Drop, sources: Mapping[str, Source]
) -> dict[str, tuple[tuple[str, ...], bool]]:
    """The files of each source in a drop, and whether all of them were typed into templates."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for export in match_files(folder, drop, sources).exports:
        is_template = template_of(export.book) is not None
        found.setdefault(export.source.source, []).append((export.input.name, is_template))
        export.book.close()
    return {
        source: (tuple(name for name, _ in files), all(typed for _, typed in files))
        for source, files in found.items()
    }


def _is_due(source: Source, drop: Drop) -> bool:
    return not source.terms or drop.term in source.terms


def in_words(rolled: Rolled) -> Iterator[str]:
    """What a person is told of the new drop."""
    drop = rolled.drop
    yield f"Year {drop.year}, {drop.term} term, as at {drop.as_of} ({rolled.as_of_from})."
    if rolled.plan_over:
        yield (
            f"The plan {drop.plan} ended on {rolled.plan_over}: if another follows it, change "
            "`plan` in drop.yml."
        )
    if drop.synthetic:
        yield (
            "The last drop was synthetic, so drop.yml says that this is: delete `synthetic` and "
            "`data_status` there if its data is real."
        )
    on = tuple(e for e in rolled.again if e.needed and e.goes_on)
    anew = tuple(e for e in rolled.again if e.needed and not e.goes_on)
    yield from _listed(
        "Goes on: add to the last drop's file, or export it again, and save it here", on
    )
    yield from _listed("Expected anew, because the last drop had it", anew)
    yield from _listed("Asked for by the plan, and not in the last drop", rolled.missing)
    others = tuple(e for e in rolled.again if not e.needed)
    yield from _listed("In the last drop, though no criterion of the plan rests on it", others)
    if rolled.not_due:
        titles = "; ".join(source.title for source in rolled.not_due)
        yield f"Not due in the {drop.term} term: {titles}."


def _listed(heading: str, expected: tuple[Expected, ...]) -> Iterator[str]:
    if not expected:
        return
    yield f"{heading}:"
    for item in sorted(expected, key=lambda e: e.source.title.casefold()):
        files = f" (last time {', '.join(item.files)})" if item.files else ""
        supplier = f", from: {item.source.supplied_by}" if item.source.supplied_by else ""
        yield f"  {item.source.title}{files}{supplier}"
