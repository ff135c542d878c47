"""The people of a demo's trust, and the declared sources that its exports follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from goldenthread.demo.chance import chance
from goldenthread.demo.exports.establishment import (
    Post,
    office_posts,
    primary_posts,
    secondary_posts,
)
from goldenthread.demo.exports.pupils import Pupil, make_pupils
from goldenthread.demo.exports.staffing import Employee, Turnover, make_staff
from goldenthread.demo.profile import TRUST_OFFICE, DemoTrust, has_secondary
from goldenthread.project import Project
from goldenthread.sources.spec import Source, load_sources


@dataclass(frozen=True, slots=True)
class World:
    """The people stay the same from drop to drop."""

    trust: DemoTrust
    seed: int
    sources: Mapping[str, Source]
    pupils: tuple[Pupil, ...]
    posts: tuple[Post, ...]
    staff: tuple[Employee, ...]

    @property
    def turnover(self) -> Turnover:
        """What changed hands in the trust's posts."""
        return _turnover(self.trust)


@cache
def make_world(trust: DemoTrust, seed: int) -> World:
    """The people of the trust's schools in its year."""
    pupils = make_pupils(seed, trust.schools, trust.year)
    posts = tuple(_posts(trust, seed))
    staff = make_staff(seed, posts, _turnover(trust))
    return World(trust, seed, declared_sources(), pupils, posts, staff)


def _posts(trust: DemoTrust, seed: int) -> Iterator[Post]:
    rng = chance(seed, "establishment")
    for school in trust.schools:
        if has_secondary(school):
            yield from secondary_posts(rng, school, smaller=school.smaller)
        else:
            yield from primary_posts(rng, school)
    yield from office_posts(trust.office)


def _turnover(trust: DemoTrust) -> Turnover:
    shares = {school.name: school.turnover for school in trust.schools}
    return Turnover(trust.year, {**shares, TRUST_OFFICE: (0.0, 0.0, 0.0)}, dict(trust.emptied))


def declared_sources() -> Mapping[str, Source]:
    """Every source under params/sources."""
    return load_sources(Project.around(Path(__file__)).params / "sources")
