"""The small trust, run once; each test changes a copy of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_trust import Made, Opal, build


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Opal, Made]:
    """The trust with its summer drop made; nobody changes it."""
    opal = Opal(tmp_path_factory.mktemp("opal") / "project")
    build(opal.root)
    return opal, opal.run()


@pytest.fixture
def opal(made_once: tuple[Opal, Made], tmp_path: Path) -> Opal:
    """A copy of the trust and of what was made, at another place."""
    shutil.copytree(made_once[0].root, tmp_path / "copy")
    return Opal(tmp_path / "copy")
