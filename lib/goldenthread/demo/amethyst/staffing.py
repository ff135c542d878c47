"""The staff of the demo: every post since September 2019, and who has come and gone in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON
from goldenthread.demo.chance import chance
from goldenthread.demo.names import draw_adult_name
from goldenthread.demo.profile import TRUST_OFFICE

SINCE = dt.date(2019, 9, 1)
_SUBJECTS = (
    ("English", 8),
    ("Mathematics", 8),
    ("Science", 9),
    ("History", 3),
    ("Geography", 3),
    ("Languages", 4),
    ("PE", 4),
    ("Art", 2),
    ("Design and Technology", 3),
    ("Music", 1),
    ("Drama", 1),
    ("Religious Studies", 2),
    ("Computer Science", 2),
    ("Business", 2),
    ("Food", 1),
    ("PSHE", 1),
)
# Two fewer in the larger departments at Moreton, the smaller school.
_FEWER = {"English": 1, "Mathematics": 1, "Science": 2, "PE": 1, "Languages": 1, "Business": 1}
_SUPPORT = (
    ("Teaching assistant", 15),
    ("Cover supervisor", 3),
    ("Science technician", 2),
    ("Pastoral officer", 4),
    ("Attendance officer", 1),
    ("Caretaker", 3),
    ("Midday supervisor", 4),
    ("Librarian", 1),
)
_OFFICE = (("Receptionist", 2), ("School administrator", 3))
_LEADERS = (("Headteacher", 1), ("Deputy headteacher", 1), ("Assistant headteacher", 3))
_TRUST_POSTS = (
    ("Chief executive", "Leadership"),
    ("Chief finance officer", "Leadership"),
    ("Trust HR lead", "Office"),
    ("HR officer", "Office"),
    ("Payroll officer", "Office"),
    ("Finance manager", "Office"),
    ("Finance officer", "Office"),
    ("Finance assistant", "Office"),
    ("Trust data manager", "Office"),
    ("Governance professional", "Office"),
    ("Estates manager", "Office"),
    ("IT network manager", "Office"),
)
# Per cent of the posts that change hands in a year, by place and year of leaving.
_LEAVING = {
    ALDERSLEY.name: {2020: 0.13, 2021: 0.10, 2022: 0.10},
    MORETON.name: {2020: 0.15, 2021: 0.18, 2022: 0.20},
    TRUST_OFFICE: {2020: 0.09, 2021: 0.09, 2022: 0.09},
}
# Staff give notice for the end of a term, most of them for the end of the year.
_LAST_DAYS = {
    2020: (dt.date(2019, 12, 31), dt.date(2020, 4, 30), dt.date(2020, 8, 31)),
    2021: (dt.date(2020, 12, 31), dt.date(2021, 4, 30), dt.date(2021, 8, 31)),
    2022: (dt.date(2021, 12, 31), dt.date(2022, 4, 30), dt.date(2022, 8, 31)),
}
# Posts that stood empty: the last day of who left, and when the next one came, if anyone did.
_EMPTIED: dict[tuple[str, str], tuple[dt.date, dt.date | None]] = {
    (TRUST_OFFICE, "Finance officer"): (dt.date(2021, 10, 31), dt.date(2022, 5, 3)),
    (MORETON.name, "Teacher of Music"): (dt.date(2021, 12, 31), None),
    (MORETON.name, "Teacher of Food"): (dt.date(2022, 4, 30), None),
}
_REASONS = ("Resignation", "Promotion", "Retirement", "Relocation", "End of contract")
_DESTINATIONS = {
    "Resignation": ("School outside the trust", "Left education", "Not known"),
    "Promotion": ("School outside the trust",),
    "Retirement": ("Retired",),
    "Relocation": ("School outside the trust", "Not known"),
    "End of contract": ("Not known",),
}


@dataclass(frozen=True, slots=True)
class Employee:
    """Somebody in a post. `place` is a school's name or the trust office."""

    id: str
    surname: str
    forename: str
    place: str
    post: str
    group: str  # Teacher, Leadership, Support, Office
    contract: str
    fte: float
    started: dt.date
    left: dt.date | None
    reason: str | None
    destination: str | None

    def in_post(self, day: dt.date) -> bool:
        return self.started <= day and (self.left is None or self.left >= day)


@dataclass(frozen=True, slots=True)
class Post:
    """One post of the establishment."""

    place: str
    title: str
    group: str
    fte: float


def establishment(seed: int) -> list[Post]:
    """Every post of both schools and of the trust office."""
    rng = chance(seed, "establishment")
    posts = []
    for school in (ALDERSLEY, MORETON):
        smaller = school is MORETON
        for title, count in _LEADERS:
            title = school.head if title == "Headteacher" else title
            posts += [Post(school.name, title, "Leadership", 1.0)] * count
        for subject, count in _SUBJECTS:
            here = count - (_FEWER.get(subject, 0) if smaller else 0)
            title = f"Teacher of {subject}"
            posts += [Post(school.name, title, "Teacher", _fte(rng, 0.14)) for _ in range(here)]
        for title, count in _SUPPORT:
            here = count - (2 if smaller and count > 4 else 0)
            posts += [Post(school.name, title, "Support", _fte(rng, 0.5)) for _ in range(here)]
        for title, count in _OFFICE:
            posts += [Post(school.name, title, "Office", _fte(rng, 0.3)) for _ in range(count)]
    posts += [Post(TRUST_OFFICE, title, group, 1.0) for title, group in _TRUST_POSTS]
    return posts


def make_staff(seed: int) -> tuple[Employee, ...]:
    """Everyone in post on or after 1 September 2019, in the order of their numbers."""
    rng = chance(seed, "staff")
    posts = establishment(seed)
    leaving = {place: _leavers(seed, posts, place) for place in _LEAVING}
    people = [
        person
        for number, post in enumerate(posts)
        for person in _holders(rng, post, leaving[post.place].get(number, []))
    ]
    people.sort(key=lambda person: (person[1], person[0].place, person[0].title))
    names, reasons = chance(seed, "staff names"), chance(seed, "reasons for leaving")
    return tuple(
        _employee(draw_adult_name(names), _why(reasons, left), 3101 + 7 * n, post, started, left)
        for n, (post, started, left) in enumerate(people)
    )


def _fte(rng: np.random.Generator, part_time: float) -> float:
    return float(rng.choice([0.4, 0.6, 0.8])) if rng.random() < part_time else 1.0


def _leavers(seed: int, posts: list[Post], place: str) -> dict[int, list[dt.date]]:
    """For each post of the place that changes hands, the last days of those who held it."""
    rng = chance(seed, "leavers", place)
    own = [number for number, post in enumerate(posts) if post.place == place]
    left: dict[int, list[dt.date]] = {}
    for year, share in _LEAVING[place].items():
        for group in ("Teacher", "Leadership", "Support", "Office"):
            mine = [number for number in own if posts[number].group == group]
            if group == "Leadership" and place == TRUST_OFFICE:
                continue
            count = int(share * len(mine) + 0.5)
            for pick in rng.permutation(len(mine))[:count]:
                day = _LAST_DAYS[year][int(rng.choice(3, p=[0.2, 0.12, 0.68]))]
                left.setdefault(mine[int(pick)], []).append(day)
    return left


def _holders(
    rng: np.random.Generator, post: Post, last_days: list[dt.date]
) -> Iterator[tuple[Post, dt.date, dt.date | None]]:
    """The chain of holders; most posts are filled the next day, some a term later."""
    started = dt.date(int(rng.integers(2006, 2019)), 9, 1)
    if (post.place, post.title) in _EMPTIED:
        last, next_start = _EMPTIED[post.place, post.title]
        yield post, started, last
        if next_start:
            yield post, next_start, None
        return
    for last in last_days:
        yield post, started, last
        gap = 0 if last.month == 8 or rng.random() < 0.5 else 1
        started = last + dt.timedelta(days=1)
        if gap:
            started = {12: dt.date(last.year + 1, 5, 1), 4: dt.date(last.year, 9, 1)}[last.month]
    yield post, started, None


def _why(rng: np.random.Generator, left: dt.date | None) -> tuple[str | None, str | None]:
    """Reason and destination of somebody who left."""
    reason = str(rng.choice(_REASONS, p=[0.46, 0.21, 0.15, 0.14, 0.04]))
    destination = str(rng.choice(_DESTINATIONS[reason]))
    return (reason, destination) if left else (None, None)


def _employee(
    name: tuple[str, str],
    why: tuple[str | None, str | None],
    number: int,
    post: Post,
    started: dt.date,
    left: dt.date | None,
) -> Employee:
    (surname, forename), (reason, destination) = name, why
    return Employee(
        id=f"{number:06d}",
        surname=surname,
        forename=forename,
        place=post.place,
        post=post.title,
        group=post.group,
        contract="Fixed term" if reason == "End of contract" else "Permanent",
        fte=post.fte,
        started=started,
        left=left,
        reason=reason,
        destination=destination,
    )
