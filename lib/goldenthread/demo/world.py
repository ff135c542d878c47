"""The people of a demo's trust, and the declared sources that its exports follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from goldenthread.demo.exports.pupils import Pupil, make_pupils
from goldenthread.demo.profile import DemoTrust
from goldenthread.project import Project
from goldenthread.sources.spec import Source, load_sources


@dataclass(frozen=True, slots=True)
class World:
    """The people stay the same from drop to drop."""

    trust: DemoTrust
    seed: int
    sources: Mapping[str, Source]
    pupils: tuple[Pupil, ...]


@cache
def make_world(trust: DemoTrust, seed: int) -> World:
    """The people of the trust's schools in its year."""
    return World(trust, seed, declared_sources(), make_pupils(seed, trust.schools, trust.year))


def declared_sources() -> Mapping[str, Source]:
    """Every source under params/sources."""
    return load_sources(Project.around(Path(__file__)).params / "sources")
