"""The surveys of staff and of pupils, as an online form exports them: one wave in each drop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, SCHOOLS
from goldenthread.demo.chance import chance
from goldenthread.demo.exports.pupils import Pupil
from goldenthread.demo.exports.staffing import Employee
from goldenthread.demo.layout import Book, Cell, Row, lay_out
from goldenthread.demo.profile import TRUST_OFFICE, DemoDrop, DemoSchool
from goldenthread.sources.spec import Source

# Per cent favourable in the three waves. On the reversed items (stress, loneliness) this is the
# share that agrees, so there a lower figure is the better one.
Person = TypeVar("Person", Pupil, Employee)
Waves = tuple[int, int, int]
_STAFF: dict[str, dict[DemoSchool | None, Waves]] = {
    "wellbeing_valued": {ALDERSLEY: (61, 65, 75), MORETON: (55, 54, 45), None: (70, 75, 80)},
    "wellbeing_workload": {ALDERSLEY: (44, 48, 58), MORETON: (41, 38, 21), None: (52, 55, 58)},
    "wellbeing_mental_health": {ALDERSLEY: (52, 58, 69), MORETON: (49, 48, 40), None: (60, 64, 70)},
    "wellbeing_stress": {ALDERSLEY: (48, 44, 33), MORETON: (54, 57, 68), None: (40, 38, 33)},
    "support_aware": {ALDERSLEY: (68, 78, 87), MORETON: (58, 64, 70), None: (80, 85, 90)},
    "grade_expectations": {ALDERSLEY: (71, 77, 82), MORETON: (59, 64, 73), None: (70, 74, 80)},
    "assessment_purpose": {ALDERSLEY: (70, 74, 79), MORETON: (60, 64, 66), None: (50, 50, 55)},
    "curriculum_common": {ALDERSLEY: (64, 70, 75), MORETON: (50, 55, 60), None: (45, 50, 50)},
    "development": {ALDERSLEY: (66, 69, 74), MORETON: (57, 60, 62), None: (66, 70, 76)},
    "office_support": {ALDERSLEY: (72, 74, 81), MORETON: (62, 66, 71), None: (75, 80, 85)},
}
_PUPILS: dict[str, dict[DemoSchool, Waves]] = {
    "safe": {ALDERSLEY: (76, 79, 83), MORETON: (72, 71, 70)},
    "talk": {ALDERSLEY: (70, 75, 80), MORETON: (66, 67, 70)},
    "enjoy": {ALDERSLEY: (58, 61, 64), MORETON: (53, 50, 51)},
    "heard": {ALDERSLEY: (49, 55, 61), MORETON: (44, 46, 49)},
    "lonely": {ALDERSLEY: (21, 19, 16), MORETON: (24, 26, 25)},
}
_RESPONSE = {"staff": (0.70, 0.74, 0.79), "pupils": (0.83, 0.85, 0.87)}
_WEEKS = (dt.date(2021, 11, 22), dt.date(2022, 3, 14), dt.date(2022, 6, 20))
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
_PUPIL_NAMES = {ALDERSLEY: "Aldersley", MORETON: "Moreton School"}


def survey_books(
    sources: Mapping[str, Source],
    pupils: tuple[Pupil, ...],
    staff: tuple[Employee, ...],
    seed: int,
    drop: DemoDrop,
) -> Iterator[Book]:
    """One form for all staff and one for all pupils; answers are anonymous."""
    yield _staff_survey(sources["staff_survey"], staff, seed, drop)
    yield _pupil_survey(sources["pupil_survey"], pupils, seed, drop)


def _staff_survey(source: Source, staff: tuple[Employee, ...], seed: int, drop: DemoDrop) -> Book:
    rng = chance(seed, "staff survey", drop.id)
    people = [person for person in staff if person.in_post(drop.as_of)]
    answering = _who_answer(rng, people, _RESPONSE["staff"][drop.number])
    answers: dict[str, Row] = {}
    for school in (*SCHOOLS, None):
        group = [p for p in answering if p.place == (school.name if school else TRUST_OFFICE)]
        shares = {item: by[school][drop.number] for item, by in _STAFF.items()}
        answers |= dict(zip((p.id for p in group), _answers(rng, shares, len(group)), strict=True))
    rows: list[Row] = [
        {
            **_response(rng, number, drop),
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


def _pupil_survey(source: Source, pupils: tuple[Pupil, ...], seed: int, drop: DemoDrop) -> Book:
    """Year 11 has left by the time of the summer survey."""
    rng = chance(seed, "pupil survey", drop.id)
    day = _WEEKS[drop.number]
    people = [p for p in pupils if p.on_roll(day) and not (p.year == 11 and drop.number == 2)]
    answering = _who_answer(rng, people, _RESPONSE["pupils"][drop.number])
    answers: dict[str, Row] = {}
    for school in SCHOOLS:
        group = [pupil for pupil in answering if pupil.school is school]
        shares = {item: by[school][drop.number] for item, by in _PUPILS.items()}
        answers |= dict(zip((p.upn for p in group), _answers(rng, shares, len(group)), strict=True))
    rows: list[Row] = [
        {
            **_response(rng, number, drop),
            "school": _PUPIL_NAMES[pupil.school],
            "year_group": f"Year {pupil.year}",
            "comment": _comment(rng, _PUPIL_COMMENTS, 0.12),
            **answers[pupil.upn],
        }
        for number, pupil in enumerate(answering, start=1)
    ]
    sheet = lay_out(source, rows, name="Form1")
    return Book(f"Pupil survey {_season(drop)}.xlsx", source.source, (sheet,))


def _season(drop: DemoDrop) -> str:
    return f"{drop.term} {drop.as_of.year}"


def _who_answer(rng: np.random.Generator, people: Sequence[Person], share: float) -> list[Person]:
    """The given share of the people, in the order in which they happened to answer."""
    answering = rng.permutation(len(people))[: round(share * len(people))]
    return [people[int(n)] for n in answering]


def _response(rng: np.random.Generator, number: int, drop: DemoDrop) -> Row:
    minutes = 5 * number + int(rng.integers(0, 5))
    start = dt.datetime.combine(_WEEKS[drop.number], dt.time(8, 30)) + dt.timedelta(
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
