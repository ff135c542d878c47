"""The committed demo drops, as the reader sees them, and the world that they were made from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from goldenthread.declaration import load
from goldenthread.demo.amethyst.setting import DROPS
from goldenthread.demo.amethyst.world import World, make_world
from goldenthread.drop import load_drop
from goldenthread.project import Project
from goldenthread.sources.drop_tables import DropTables, read_drop
from goldenthread.trust import Trust

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def committed() -> Path:
    return ROOT / "data" / "demo"


@pytest.fixture(scope="session")
def world() -> World:
    return make_world()


@pytest.fixture(scope="session")
def demo_trust() -> Trust:
    return load(ROOT / "params" / "trusts" / "amethyst.yml", Trust)


@pytest.fixture(scope="session")
def demo_tables(committed: Path, demo_trust: Trust) -> Mapping[str, DropTables]:
    """What the reader makes of each drop, by the drop's name."""
    project = Project(ROOT)
    folders = {drop.id: committed / drop.id for drop in DROPS}
    return {
        name: read_drop(project, demo_trust, load_drop(folder), folder)
        for name, folder in folders.items()
    }
