"""The surveys of staff, pupils and parents, as an online form exports them, without names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from goldenthread.demo.chance import chance
from goldenthread.demo.exports.pupils import Pupil
from goldenthread.demo.exports.staffing import Employee
from goldenthread.demo.layout import Book, Cell, Row, lay_out
from goldenthread.demo.profile import TRUST_OFFICE, DemoDrop, DemoSchool
from goldenthread.sources.spec import Source

Person = TypeVar("Person", Pupil, Employee)
# Per cent favourable by item and school, None being the trust office. On the reversed items
# (stress, loneliness, bullying) it is the share that agrees: there a lower figure is the better.
Favourable = Mapping[str, Mapping[DemoSchool | None, int]]

_STAFF_COMMENTS = (
    "More time for planning would help.",
    "The new behaviour system has made a difference.",
    "Fewer meetings after school, please.",
    "Grateful for the support this term.",
    "Too many data drops.",
)
_PUPIL_COMMENTS = (
    "Longer lunch break",
    "More clubs after school",
    "Cleaner toilets",
    "Nothing",
    "Shorter queues in the canteen",
)
_ROLES = {
    "Teacher": "Teaching staff",
    "Leadership": "Senior leader",
    "Support": "Support staff",
    "Office": "Support staff",
}
_PARENT_COMMENTS = (
    "Thank you to the class teachers.",
    "Earlier notice of events, please.",
    "More clubs for the younger ones.",
)


@dataclass(frozen=True, slots=True)
class Wave:
    """One survey: the Monday of its week, the share of those asked who answer, and the shares of
    their answers that are favourable."""

    week: dt.date
    response: float
    favourable: Favourable

    def of(self, school: DemoSchool | None) -> dict[str, int]:
        return {item: by_school[school] for item, by_school in self.favourable.items()}


def staff_survey(
    source: Source,
    staff: Iterable[Employee],
    schools: Sequence[DemoSchool],
    seed: int,
    drop: DemoDrop,
    wave: Wave,
) -> Book:
    """One form for all staff."""
    rng = chance(seed, "staff survey", drop.id)
    people = [person for person in staff if person.in_post(drop.as_of)]
    answering = _who_answer(rng, people, wave.response)
    answers: dict[str, Row] = {}
    for school in (*schools, None):
        group = [p for p in answering if p.place == (school.name if school else TRUST_OFFICE)]
        given = _answers(rng, wave.of(school), len(group)) if group else []
        answers |= dict(zip((p.id for p in group), given, strict=True))
    rows: list[Row] = [
        {
            **_response(rng, number, wave.week),
            # The form asks for a school; people of the trust's own office leave it blank.
            "school": None if person.place == TRUST_OFFICE else person.place,
            "role": _ROLES[person.group] if person.place != TRUST_OFFICE else "Trust office",
            "comment": _comment(rng, _STAFF_COMMENTS, 0.18),
            **answers[person.id],
        }
        for number, person in enumerate(answering, start=1)
    ]
    sheet = lay_out(source, rows, name="Form1")
    return Book(f"Staff survey {_season(drop)}.xlsx", source.source, (sheet,))


def pupil_survey(
    source: Source,
    asked: Sequence[Pupil],
    schools: Sequence[DemoSchool],
    seed: int,
    drop: DemoDrop,
    wave: Wave,
    names: Mapping[DemoSchool, str],
) -> Book:
    """One form for all pupils who are asked; `names` is what they call their schools."""
    rng = chance(seed, "pupil survey", drop.id)
    answering = _who_answer(rng, asked, wave.response)
    answers: dict[str, Row] = {}
    for school in schools:
        group = [pupil for pupil in answering if pupil.school is school]
        given = _answers(rng, wave.of(school), len(group)) if group else []
        answers |= dict(zip((p.upn for p in group), given, strict=True))
    rows: list[Row] = [
        {
            **_response(rng, number, wave.week),
            "school": names.get(pupil.school, pupil.school.name),
            "year_group": f"Year {pupil.year}",
            "comment": _comment(rng, _PUPIL_COMMENTS, 0.12),
            **answers[pupil.upn],
        }
        for number, pupil in enumerate(answering, start=1)
    ]
    sheet = lay_out(source, rows, name="Form1")
    return Book(f"Pupil survey {_season(drop)}.xlsx", source.source, (sheet,))


def parent_survey(
    source: Source,
    pupils: Iterable[Pupil],
    schools: Sequence[DemoSchool],
    seed: int,
    drop: DemoDrop,
    wave: Wave,
) -> Book:
    """One form for the parents of all schools, one answer for a child."""
    rng = chance(seed, "parent survey", drop.id)
    on_roll = [pupil for pupil in pupils if pupil.on_roll(wave.week)]
    rows: list[Row] = []
    for school in schools:
        children = sum(pupil.school is school for pupil in on_roll)
        for answers in _answers(rng, wave.of(school), round(wave.response * children)):
            response = _response(rng, len(rows) + 1, wave.week)
            comment = _comment(rng, _PARENT_COMMENTS, 0.1)
            rows.append({**response, "school": school.name, "comment": comment, **answers})
    sheet = lay_out(source, rows, name="Form1")
    return Book(f"Parent survey {_season(drop)}.xlsx", source.source, (sheet,))


def _season(drop: DemoDrop) -> str:
    return f"{drop.term} {drop.as_of.year}"


def _who_answer(rng: np.random.Generator, people: Sequence[Person], share: float) -> list[Person]:
    """The given share of the people, in the order in which they happened to answer."""
    answering = rng.permutation(len(people))[: round(share * len(people))]
    return [people[int(n)] for n in answering]


def _response(rng: np.random.Generator, number: int, week: dt.date) -> Row:
    minutes = 5 * number + int(rng.integers(0, 5))
    start = dt.datetime.combine(week, dt.time(8, 30)) + dt.timedelta(
        days=minutes // 420, minutes=minutes % 420
    )
    took = dt.timedelta(seconds=int(rng.integers(70, 600)))
    return {
        "response_id": number,
        "started": start,
        "completed": start + took,
        "email": "anonymous",
        "name": None,
    }


def _comment(rng: np.random.Generator, comments: Sequence[str], share: float) -> str | None:
    return comments[int(rng.integers(len(comments)))] if rng.random() < share else None


def _answers(rng: np.random.Generator, shares: Mapping[str, int], people: int) -> list[Row]:
    """The answers of so many people, in just the shares that are meant.

    A person's mood moves all of their answers, as it does in life: those in the best of moods
    agree first, and the wording of what they agree to does not matter.
    """
    mood = rng.normal(size=people)
    rows: list[dict[str, Cell]] = [{} for _ in range(people)]
    for item, share in shares.items():
        leaning = mood + 1.2 * rng.normal(size=people)
        silent = set(np.flatnonzero(rng.random(people) < 0.025).tolist())
        order = [int(n) for n in np.argsort(-leaning, kind="stable") if int(n) not in silent]
        for place, person in enumerate(order):
            rows[person][item] = _words((place + 0.5) / len(order), share / 100)
        for person in silent:
            rows[person][item] = "Prefer not to say"
    return list(rows)


def _words(rank: float, agreeing: float) -> str:
    """The answer of somebody at this rank, from 0, the first to agree, to 1, the last."""
    if rank < agreeing:
        return "Strongly agree" if rank < 0.36 * agreeing else "Agree"
    rest = (rank - agreeing) / (1 - agreeing)
    if rest < 0.46:
        return "Neither agree nor disagree"
    return "Disagree" if rest < 0.81 else "Strongly disagree"
