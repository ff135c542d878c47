"""The next drop of a trust: its folder and its drop.yml, by the drop before it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from pathlib import Path

from goldenthread.calendar import Term
from goldenthread.drop import Drop, Export, Meeting, load_drop
from goldenthread.errors import DropError, ParameterError, did_you_mean
from goldenthread.named import Named, find_drop_or_plan, find_plan
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
from goldenthread.planning.expected import Rolled, expected
from goldenthread.project import Project
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
    rolled = expected(folder, drop, source_of_day, before, named)
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
