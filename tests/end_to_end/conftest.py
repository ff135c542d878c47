"""The whole batches that several tests look at, each run once."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from marking import mark_drop, mark_targets
from planting import Planter, break_personal_cells, plant_drop
from running import DEMO, DROPS, Run, copy_project, once, run_batch


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all processes that run these tests."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def demo(shared_folder: Path) -> Run:
    """The demo's summer drop, as `make report` runs it."""
    return once(shared_folder, "demo", lambda project: run_batch(copy_project(project)))


@pytest.fixture(scope="session")
def planted(shared_folder: Path) -> Run:
    """The demo with other people in it, each school marked, and faults in personal columns."""
    return once(shared_folder, "planted", _run_planted)


def _run_planted(project: Path) -> Run:
    copy_project(project)
    sources, planter = project / "params/sources", Planter()
    for drop in DROPS:
        folder = project / "data/demo" / drop
        count = plant_drop(folder, sources, planter)
        assert count > 5_000, f"{drop}: too little was planted to prove anything"
        assert mark_drop(folder, sources) > 500, f"{drop}: too little was marked"
    assert len(planter.pupils) > 1_400
    mark_targets(project / "params/trusts/amethyst.yml")
    broken = break_personal_cells(project / DEMO, sources)
    (project / "broken.json").write_text(json.dumps(broken), "utf-8")
    return run_batch(project, DEMO)
