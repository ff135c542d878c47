"""The next drop of a trust: its folder and drop.yml, and what is expected to come into it.

Nothing of the drop before is copied: a file that lay there is of its day. What goes on from drop to
drop (a log, a tracker, a register) is named, so that its owner can go on with it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from goldenthread.calendar import Term
from goldenthread.drop import Drop, Export, Meeting, load_drop
from goldenthread.errors import DropError, ParameterError, did_you_mean
from goldenthread.measures.catalogue import all_measures
from goldenthread.named import Named, find_drop_or_plan, find_plan
from goldenthread.needs import needs_of
from goldenthread.plan import Plan
from goldenthread.planning.answers import drop_name
from goldenthread.planning.beginning import render, write_new
from goldenthread.planning.days import (
    as_of_for,
    day_given,
    drop_title,
    next_term,
    term_given,
    term_of_name,
    year_given,
)
from goldenthread.project import Project
from goldenthread.sources.matching import match_files
from goldenthread.sources.spec import Source, load_sources
from goldenthread.sources.template_rows import template_of
from goldenthread.trust import Trust


@dataclass(frozen=True, slots=True)
class NextDrop:
    """What is asked for; "" where it is to be worked out."""

    name: str
    before: str
    year: str = ""
    term: str = ""
    as_of: str = ""
    plan: str = ""


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


def roll_forward(wanted: NextDrop) -> Rolled:
    """Make the folder of the new drop beside the one before it, with its drop.yml.

    Raises ParameterError where the drop is there already or does not follow.
    """
    before = find_before(wanted.before)
    named = find_drop_or_plan(str(before))
    last = named.drop
    assert last is not None  # noqa: S101 - a folder with drop.yml
    if wanted.plan:
        named = replace(named, plan=_other_plan(wanted.plan, named.trust))
    drop, source_of_day = _described(wanted, last, named)
    folder = before.parent / drop.drop
    if (folder / "drop.yml").exists():
        message = (
            f"{folder} is a drop already. Choose another name, or edit the drop.yml that is there."
        )
        raise ParameterError(message)
    rolled = _expected(folder, drop, source_of_day, before, named)
    write_new(folder / "drop.yml", _text(drop, source_of_day, named))
    load_drop(folder)
    return rolled


def _other_plan(name: str, trust: Trust) -> Plan:
    """The plan of that id, which has to be the same trust's."""
    plan = find_plan(name).plan
    if plan.trust != trust.trust:
        message = (
            f"--plan {name}: it is a plan of {plan.trust!r}, and the drop is of {trust.trust!r}."
        )
        raise ParameterError(message)
    return plan


def find_before(name: str) -> Path:
    """The folder of a drop by its path, or by its name alone where only one drop has it."""
    given = Path(name)
    if (given / "drop.yml").is_file():
        return given.resolve()
    root = Project.around(Path.cwd()).root
    if (root / given / "drop.yml").is_file():
        return (root / given).resolve()
    drops = sorted(path.parent for path in (root / "data").rglob("drop.yml"))
    found = [folder for folder in drops if folder.name == name]
    if len(found) == 1:
        return found[0].resolve()
    shown = [folder.relative_to(root).as_posix() for folder in (found or drops)]
    if found:
        message = f"Several drops are called {name!r}: {', '.join(shown)}. Give the whole path."
        raise ParameterError(message)
    message = f"There is no data drop {name!r} to roll forward from. "
    raise DropError(message + did_you_mean(name, shown))


def _described(wanted: NextDrop, before: Drop, named: Named) -> tuple[Drop, str]:
    """The new drop, and where its day comes from."""
    trust = named.trust
    name = drop_name(wanted.name)
    year, term = _when(wanted, name, before)
    if wanted.as_of:
        as_of, source_of_day = day_given(wanted.as_of, "--as-of"), "as given"
    else:
        as_of = as_of_for(year, term, trust)
        declared = term != "summer" and year in trust.term_dates
        source_of_day = (
            "the term's last day in the trust's file" if declared else "the usual end of the term"
        )
    if as_of <= before.as_of:
        message = (
            f"{name} ({term} {year}, as at {as_of}) does not come after {before.drop}, which is as "
            f"at {before.as_of}. Give its day by --as-of, or its term by --year and --term."
        )
        raise ParameterError(message)
    return Drop(
        drop=name,
        title=drop_title(year, term),
        trust=before.trust,
        plan=named.plan.plan,
        year=year,
        term=term,
        as_of=as_of,
        previous=before.drop,
        synthetic=before.synthetic,
        data_status=before.data_status if before.synthetic else "",
        for_meeting=_meeting_after(as_of, before, trust),
        ignore=before.ignore,
    ), source_of_day


def _when(wanted: NextDrop, name: str, before: Drop) -> tuple[str, Term]:
    """The flags, else what the name says, else the term after the last drop's."""
    year, term = term_of_name(name) or next_term(before.year, before.term)
    if wanted.year:
        year = year_given(wanted.year, "--year")
    if wanted.term:
        term = term_given(wanted.term, "--term")
    return year, term


def _meeting_after(day: dt.date, before: Drop, trust: Trust) -> Meeting | None:
    """The next meeting of the body that the last drop's reports were for."""
    body = trust.find_body(before.for_meeting.body) if before.for_meeting else None
    later = sorted(met for met in (body.meetings if body else ()) if met > day)
    return Meeting(body=body.id, date=later[0]) if body and later else None


def _expected(folder: Path, drop: Drop, source_of_day: str, before: Path, named: Named) -> Rolled:
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


def _text(drop: Drop, source_of_day: str, named: Named) -> str:
    assert named.drop is not None  # noqa: S101 - it was rolled from a drop
    values = {**drop.model_dump(), "as_of_from": source_of_day}
    return render(
        "next_drop.yml.j2",
        drop=values,
        meeting=drop.for_meeting,
        ignore=drop.ignore,
        answers=tuple(map(_answer, named.drop.exports)),
    )


def _answer(export: Export) -> str:
    """An entry of `exports` on one line, as it may be written."""
    said = export.model_dump(exclude_none=True)
    return (
        "{" + ", ".join(f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in said.items()) + "}"
    )


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
