"""The staff of a demo: who has come and gone in every post, over three years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from goldenthread.demo.chance import chance
from goldenthread.demo.exports.establishment import Post
from goldenthread.demo.names import draw_adult_name
from goldenthread.demo.profile import TRUST_OFFICE

_REASONS = ("Resignation", "Promotion", "Retirement", "Relocation", "End of contract")
_DESTINATIONS = {
    "Resignation": ("School outside the trust", "Left education", "Not known"),
    "Promotion": ("School outside the trust",),
    "Retirement": ("Retired",),
    "Relocation": ("School outside the trust", "Not known"),
    "End of contract": ("Not known",),
}


@dataclass(frozen=True, slots=True)
class Turnover:
    """What changes hands: by place, the shares of the posts in the two years before `year` and in
    it; and posts that stood empty: the last day of who left, and when the next one came, if anyone
    did.
    """

    year: str
    shares: Mapping[str, tuple[float, float, float]]
    emptied: Mapping[tuple[str, str], tuple[dt.date, dt.date | None]] = field(default_factory=dict)

    @property
    def since(self) -> dt.date:
        """The staff list goes back to here."""
        return dt.date(int(self.year[:4]) - 2, 9, 1)

    def last_days(self) -> tuple[tuple[dt.date, dt.date, dt.date], ...]:
        """Staff give notice for the end of a term, most of them for the end of the year."""
        first = self.since.year
        return tuple(
            (dt.date(year, 12, 31), dt.date(year + 1, 4, 30), dt.date(year + 1, 8, 31))
            for year in range(first, first + 3)
        )


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


def make_staff(seed: int, posts: Sequence[Post], turnover: Turnover) -> tuple[Employee, ...]:
    """Everyone in post in the year or the two before it, in the order of their numbers."""
    rng = chance(seed, "staff")
    leaving = {place: _leavers(seed, posts, place, turnover) for place in turnover.shares}
    people = [
        person
        for number, post in enumerate(posts)
        for person in _holders(rng, post, leaving[post.place].get(number, []), turnover)
    ]
    people.sort(key=lambda person: (person[1], person[0].place, person[0].title))
    names, reasons = chance(seed, "staff names"), chance(seed, "reasons for leaving")
    return tuple(
        _employee(draw_adult_name(names), _why(reasons, left), 3101 + 7 * n, post, started, left)
        for n, (post, started, left) in enumerate(people)
    )


def _leavers(
    seed: int, posts: Sequence[Post], place: str, turnover: Turnover
) -> dict[int, list[dt.date]]:
    """For each post of the place that changes hands, the last days of those who held it."""
    rng = chance(seed, "leavers", place)
    own = [number for number, post in enumerate(posts) if post.place == place]
    left: dict[int, list[dt.date]] = {}
    for share, days in zip(turnover.shares[place], turnover.last_days(), strict=True):
        for group in ("Teacher", "Leadership", "Support", "Office"):
            mine = [number for number in own if posts[number].group == group]
            if group == "Leadership" and place == TRUST_OFFICE:
                continue
            count = int(share * len(mine) + 0.5)
            for pick in rng.permutation(len(mine))[:count]:
                day = days[int(rng.choice(3, p=[0.2, 0.12, 0.68]))]
                left.setdefault(mine[int(pick)], []).append(day)
    return left


def _holders(
    rng: np.random.Generator, post: Post, last_days: list[dt.date], turnover: Turnover
) -> Iterator[tuple[Post, dt.date, dt.date | None]]:
    """The chain of holders; most posts are filled the next day, some a term later."""
    since = turnover.since.year
    started = dt.date(int(rng.integers(since - 13, since)), 9, 1)
    if (post.place, post.title) in turnover.emptied:
        last, next_start = turnover.emptied[post.place, post.title]
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
