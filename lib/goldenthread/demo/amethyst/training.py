"""The training log of governors and staff, and the published offer of training."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.calendar import years_after
from goldenthread.demo.amethyst.boards import LGB_ALDERSLEY, LGB_MORETON, Boards, Seat, seats
from goldenthread.demo.amethyst.setting import ALDERSLEY, DROPS, MORETON
from goldenthread.demo.chance import chance
from goldenthread.demo.exports.staffing import Employee
from goldenthread.demo.layout import Book, Dialect, Row, heading, lay_out
from goldenthread.demo.profile import TRUST_OFFICE, DemoDrop
from goldenthread.sources.spec import Source

# What every governor needs: the course, the module it counts for, the months it is good for.
_MODULES = (
    ("Keeping children safe: governors' duties", "Safeguarding", 12),
    ("The Prevent duty", "Prevent", 24),
    ("Data protection for governors", "Data protection", 24),
    ("Reading the management accounts", "Finance", 36),
    ("Understanding school data", "Data", 36),
)
# The share of governors who have done each module by each drop.
_DONE = {
    LGB_ALDERSLEY: (0.82, 0.90, 0.97),
    LGB_MORETON: (0.52, 0.66, 0.85),
    "elsewhere": (0.76, 0.85, 0.92),
}
_SESSIONS = (dt.date(2021, 10, 18), dt.date(2022, 2, 8), dt.date(2022, 6, 14))


@dataclass(frozen=True, slots=True)
class _Course:
    """A course for staff, and the share of them who came; `evaluated`: was its effect looked at."""

    name: str
    category: str
    day: str
    aldersley: float
    moreton: float
    office: float
    evaluated: bool = True

    @property
    def share(self) -> dict[str, float]:
        return {
            ALDERSLEY.name: self.aldersley,
            MORETON.name: self.moreton,
            TRUST_OFFICE: self.office,
        }


_COURSES = (
    _Course("Safeguarding update", "Safeguarding", "2021-09-02", 0.95, 0.92, 0.9),
    _Course("Behaviour: routines that work", "Behaviour", "2021-09-03", 0.55, 0.30, 0.0),
    _Course("Questioning", "Teaching and learning", "2021-10-13", 0.35, 0.28, 0.0, False),
    _Course("Mental health first aid", "Mental health", "2021-11-10", 0.24, 0.12, 0.2),
    _Course("Leading a subject", "Curriculum leadership", "2021-11-24", 0.14, 0.12, 0.0),
    _Course("Marking that helps", "Assessment", "2022-01-19", 0.30, 0.24, 0.0),
    _Course("Looking after yourself at work", "Wellbeing", "2022-02-02", 0.36, 0.18, 0.5),
    _Course("Data protection", "Compliance", "2022-02-23", 0.7, 0.66, 0.95),
    _Course("Curriculum mapping", "Curriculum leadership", "2022-03-16", 0.16, 0.15, 0.0),
    _Course("Talking with pupils who worry", "Mental health", "2022-05-11", 0.34, 0.20, 0.3),
    _Course("De-escalation", "Behaviour", "2022-06-15", 0.40, 0.26, 0.0),
    _Course("Aspiring senior leaders", "Leadership", "2022-06-29", 0.07, 0.05, 0.1, False),
    _Course("Get Ahead day", "Teaching and learning", "2022-07-13", 0.8, 0.74, 0.3),
)
# For whom each area's programme is published, and from which drop on.
_OFFER: tuple[tuple[str, str, int], ...] = (
    ("Teaching and learning", "Teachers", 0),
    ("Teaching and learning", "Teaching assistants", 0),
    ("Curriculum leadership", "Leaders", 0),
    ("Assessment", "Teachers", 0),
    ("Behaviour", "Teachers", 0),
    ("Behaviour", "Teaching assistants", 1),
    ("Wellbeing", "Teachers", 1),
    ("Wellbeing", "Office staff", 1),
    ("Leadership", "Leaders", 1),
    ("Wellbeing", "Site and catering", 2),
)
_PUBLISHED = (dt.date(2021, 9, 6), dt.date(2022, 1, 10), dt.date(2022, 5, 3))


def training_books(
    sources: Mapping[str, Source],
    boards: Boards,
    staff: tuple[Employee, ...],
    seed: int,
    drop: DemoDrop,
    more: Sequence[Row] = (),
) -> Iterator[Book]:
    """The log, with governors first and `more` places of staff last, and the offer."""
    rows = [*_governors(boards, seed, drop), *_staff(staff, seed, drop), *more]
    dialect = Dialect(
        {"course": "Course/Session", "place": "School", "category": "Category/Priority"}
    )
    above = heading("Training log: governors and staff", drop.as_of)
    sheet = lay_out(sources["training"], rows, name="Log", above=above, dialect=dialect)
    yield Book("Training log.xlsx", "training", (sheet,))
    yield _offer(sources["cpd_offer"], drop)


def _governors(boards: Boards, seed: int, drop: DemoDrop) -> list[Row]:
    """Everyone who has sat this year, and what they had done of the modules by then."""
    rng = chance(seed, "governor training")
    luck = {name: rng.random(len(_MODULES)) for name in boards.names}
    first: dict[str, Seat] = {}
    for earlier in DROPS[: drop.number + 1]:
        for seat in seats(seed, earlier):
            if seat.person is not None:
                first.setdefault(boards.name(seat), seat)
    rows: list[Row] = []
    for name, seat in first.items():
        shares = _DONE.get(seat.body, _DONE["elsewhere"])
        for number in range(len(_MODULES)):
            for wave in range(drop.number + 1):
                there = seat.start is None or seat.start <= _SESSIONS[wave]
                if there and luck[name][number] < shares[wave]:
                    rows.append(_governor_row(name, seat.body, number, wave))
                    break
    return sorted(rows, key=lambda row: (str(row["date"]), str(row["name"])))


def _governor_row(name: str, body: str, module: int, wave: int) -> Row:
    course, category, months = _MODULES[module]
    day = _SESSIONS[wave] + dt.timedelta(days=module)
    return {
        "date": day,
        "course": course,
        "category": category,
        "audience": "Governor",
        "place": body,
        "name": name,
        "hours": 1.5,
        "status": "Attended",
        "expires": years_after(day, months=months),
    }


def _staff(staff: tuple[Employee, ...], seed: int, drop: DemoDrop) -> list[Row]:
    rng = chance(seed, "staff training")
    rows: list[Row] = []
    for course in _COURSES:
        day = dt.date.fromisoformat(course.day)
        # Drawn for every course, held or not yet, so that a later drop repeats an earlier one.
        luck = rng.random(len(staff))
        scores = rng.choice([2, 3, 4, 5], p=[0.05, 0.2, 0.45, 0.3], size=len(staff))
        if day > drop.as_of:
            continue
        for person, draw, score in zip(staff, luck, scores, strict=True):
            wanted = course.share[person.place]
            if person.in_post(day) and draw < wanted + 0.03:
                came = draw < wanted
                rows.append(_staff_row(person, course, day, int(score), came, drop))
    return rows


def _staff_row(
    person: Employee, course: _Course, day: dt.date, score: int, came: bool, drop: DemoDrop
) -> Row:
    review = day + dt.timedelta(days=42)
    reviewed = course.evaluated and came and review <= drop.as_of
    return {
        "date": day,
        "course": course.name,
        "category": course.category,
        "audience": "Staff",
        "place": person.place,
        "name": f"{person.surname}, {person.forename}",
        "employee_id": person.id,
        "role": person.post,
        "hours": 6.0 if course.name.startswith("Get Ahead") else 1.5,
        "status": "Attended" if came else "DNA",
        "evaluation": score if course.evaluated and came else None,
        "impact_review": review if reviewed else None,
        "expires": years_after(day, years=1) if course.category == "Safeguarding" else None,
    }


def _offer(source: Source, drop: DemoDrop) -> Book:
    rows: list[Row] = [
        {
            "programme": f"{area} programme",
            "area": area,
            "staff_group": group,
            "published": _PUBLISHED[wave],
            "where": "Trust website",
        }
        for area, group, wave in _OFFER
        if wave <= drop.number
    ]
    above = heading("Training offer of the trust, 2021/22", drop.as_of)
    sheet = lay_out(
        source, rows, name="Offer", above=above, dialect=Dialect({"staff_group": "For"})
    )
    return Book("CPD offer.xlsx", source.source, (sheet,))
