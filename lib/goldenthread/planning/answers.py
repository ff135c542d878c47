"""What `goldenthread init` is told by flags, and asks for where somebody is there to answer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar, get_args

from goldenthread.calendar import Term, academic_year, term_of
from goldenthread.errors import ParameterError, did_you_mean
from goldenthread.planning.beginning import Beginning, NewSchool, slug
from goldenthread.planning.days import (
    as_of_for,
    day_given,
    name_of,
    term_given,
    term_of_name,
    year_given,
)
from goldenthread.trust import Phase

Said = TypeVar("Said")
SCHOOL_FORM = "URN, name, phase, date joined"
_SCHOOL_EXAMPLE = '--school "990001, Riverside Academy, secondary, 2014-09-01"'


@dataclass(frozen=True, slots=True)
class Flags:
    """The flags as they were typed; "" for one that was not given."""

    trust: str
    name: str = ""
    schools: tuple[str, ...] = ()
    plan: str = ""
    plan_title: str = ""
    starts: str = ""
    ends: str = ""
    drop: str = ""
    year: str = ""
    term: str = ""
    as_of: str = ""
    section_word: str = ""
    local_authority: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who answers: `ask` a question with the answer that Enter gives, `tell` something."""

    ask: Callable[[str, str], str]
    tell: Callable[[str], None]


def beginning_of(flags: Flags, person: Person | None) -> Beginning:
    """Everything that is needed, from the flags, then from `person` what they leave out.

    Raises ParameterError for a flag that is wrong and, with nobody to ask, for all missing ones.
    """
    trust = _id(flags.trust, "the trust's id")
    if person is None:
        _all_given(flags)
    name = _said(flags.name, person, "What is the trust called?", "", _text_of("--name"))
    schools = tuple(_school(text) for text in flags.schools) or tuple(_asked_schools(person))
    _alone(schools)
    title = _said(
        flags.plan_title, person, "What is the plan called, as printed?", f"{name} plan",
        _text_of("--plan-title"),
    )  # fmt: skip
    starts = _said(
        flags.starts, person, "On which day does it begin?", "", lambda t: day_given(t, "--starts")
    )
    later = starts.replace(year=starts.year + 3, day=min(starts.day, 28)) - dt.timedelta(days=1)
    ends = _said(
        flags.ends, person, "On which day does it end?", later.isoformat(), _end_after(starts)
    )
    word = flags.section_word or "Objective"
    if person is not None and not flags.section_word:
        question = "What does it call its parts: Objective, Aim, Priority, Pledge …?"
        word = _said("", person, question, "Objective", _text_of("--section-word"))
    drop = first_drop(flags, starts, person)
    plan = _id(flags.plan or f"{trust}-{starts.year}", "--plan")
    return Beginning(
        trust, name, schools, plan, title, starts, ends, drop.name, drop.year, drop.term,
        drop.as_of, word.strip(), flags.local_authority.strip(), flags.region.strip(),
    )  # fmt: skip


def _all_given(flags: Flags) -> None:
    wanted = {
        '--name "Riverside Learning Trust"': flags.name,
        _SCHOOL_EXAMPLE + " (once for each school)": flags.schools,
        '--plan-title "Our plan"': flags.plan_title,
        "--starts 2022-09-01": flags.starts,
        "--ends 2025-08-31": flags.ends,
    }
    missing = [example for example, given in wanted.items() if not given]
    if missing:
        lines = "\n".join(f"  {example}" for example in missing)
        message = f"Nobody is there to be asked, and these are missing:\n{lines}"
        raise ParameterError(message)


@dataclass(frozen=True, slots=True)
class FirstDrop:
    """A drop by its name, term and day."""

    name: str
    year: str
    term: Term
    as_of: dt.date


def first_drop(flags: Flags, starts: dt.date, person: Person | None) -> FirstDrop:
    """The drop that the flags name, else the one of the term in which the plan begins."""
    usual = name_of(academic_year(starts), term_of(starts))
    name = flags.drop
    if not name and person is not None:
        name = _said("", person, "What is the first data drop called?", usual, drop_name)
    name = drop_name(name or usual)
    said = term_of_name(name)
    year = year_given(flags.year, "--year") if flags.year else said[0] if said else ""
    term = term_given(flags.term, "--term") if flags.term else said[1] if said else None
    if not year or term is None:
        message = (
            f"--drop {name!r} does not say its term, as 2022-autumn does. Give it by --year "
            "2022/23 and --term autumn."
        )
        raise ParameterError(message)
    as_of = day_given(flags.as_of, "--as-of") if flags.as_of else as_of_for(year, term)
    return FirstDrop(name, year, term, as_of)


def drop_name(text: str) -> str:
    """The name of a drop, which is also its folder's; a ParameterError where it can be none."""
    name = text.strip()
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
        message = (
            f"The drop's name {text!r} is also that of its folder: letters, digits, dots, hyphens, "
            "such as 2022-autumn."
        )
        raise ParameterError(message)
    return name


def _said(
    given: str, person: Person | None, question: str, usual: str, read: Callable[[str], Said]
) -> Said:
    """The flag, else the answer, asked again until it can be read."""
    if given or person is None:
        return read(given)
    while True:
        try:
            return read(person.ask(question, usual))
        except ParameterError as error:
            person.tell(str(error))


def _asked_schools(person: Person | None) -> Iterator[NewSchool]:
    if person is None:
        return
    person.tell("Now the schools, one after another.")
    number = 1
    while True:
        question = f"School {number}: {SCHOOL_FORM}" + ("" if number == 1 else " (Enter: no more)")
        text = person.ask(question, "")
        if not text.strip() and number > 1:
            return
        try:
            yield _school(text)
            number += 1
        except ParameterError as error:
            person.tell(str(error))


def _school(text: str) -> NewSchool:
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < 4:
        message = f"--school {text!r}: write {SCHOOL_FORM}, such as {_SCHOOL_EXAMPLE}."
        raise ParameterError(message)
    urn, name = parts[0], ", ".join(parts[1:-2])
    if len(urn) != 6 or not urn.isdecimal():
        message = f"--school {text!r}: a school's URN has six digits, found {urn!r}."
        raise ParameterError(message)
    phases: tuple[Phase, ...] = get_args(Phase)
    phase = next((p for p in phases if p == parts[-2].casefold().replace(" ", "-")), None)
    if phase is None:
        message = f"--school {text!r}: {parts[-2]!r} is no phase. "
        raise ParameterError(message + did_you_mean(parts[-2], phases))
    return NewSchool(urn, name, phase, day_given(parts[-1], "--school, date joined"))


def _alone(schools: Sequence[NewSchool]) -> None:
    """No two schools may share a number or a name, for an export could mean either."""
    for what, names in (
        ("URN", [school.urn for school in schools]),
        ("name", [school.name.casefold() for school in schools]),
    ):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            message = f"--school: two schools have the same {what}, {twice[0]!r}."
            raise ParameterError(message)


def _text_of(flag: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not text.strip():
            message = f"{flag} is empty."
            raise ParameterError(message)
        return " ".join(text.split())

    return read


def _end_after(starts: dt.date) -> Callable[[str], dt.date]:
    def read(text: str) -> dt.date:
        ends = day_given(text, "--ends")
        if ends <= starts:
            message = f"--ends {ends} is not after --starts {starts}."
            raise ParameterError(message)
        return ends

    return read


def _id(text: str, what: str) -> str:
    """A name for files: small letters, digits and hyphens."""
    if text and slug(text) == text:
        return text
    fix = f" Did you mean {slug(text)!r}?" if slug(text) else ""
    message = f"{what}: {text!r} becomes the name of files: small letters, digits, hyphens.{fix}"
    raise ParameterError(message)
