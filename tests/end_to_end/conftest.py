"""The whole batches that several tests look at, each run once."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from exports import DropExports
from marking import mark_drop, mark_targets
from planting import Planter, break_personal_cells, plant_drop
from running import (
    DEMO,
    DROPS,
    ROOT,
    Run,
    copy_project,
    once,
    reports_by_notebook,
    run_batch,
    run_stock_engine,
)

from goldenthread.demo.amethyst.world import AMETHYST
from goldenthread.project import Project

# Another person, time zone, language, order of hashes.
SURROUNDINGS = {
    "TZ": "Pacific/Auckland",
    "LC_ALL": "C",
    "LANG": "tr_TR.UTF-8",
    "PYTHONHASHSEED": "77",
    "USER": "somebody",
    "LOGNAME": "somebody",
    "COLUMNS": "40",
}


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all processes that run these tests."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def demo(shared_folder: Path) -> Run:
    """The demo's summer drop, as `make report` runs it."""
    return once(shared_folder, "demo", _run_demo)


def _run_demo(project: Path) -> Run:
    run = run_batch(copy_project(project))
    # Other modules look at the same drop: they find it judged in the cache of the checkout, under a
    # name made from the content of all that it depends on.
    kept = Project(project).cache
    Project(ROOT).cache.mkdir(parents=True, exist_ok=True)
    for path in kept.glob("*.pickle"):
        shutil.copyfile(path, Project(ROOT).cache / path.name)
    return run


@pytest.fixture(scope="session")
def stock(shared_folder: Path, demo: Run) -> Run:
    """One report of each notebook by the stock engine, in another folder and other surroundings."""

    def run(project: Path) -> Run:
        first = [reports[0] for reports in reports_by_notebook(demo).values()]
        return run_stock_engine(copy_project(project), first, _at_home(project))

    assert demo.code == 0, demo.printed
    return once(shared_folder, "stock", run)


@pytest.fixture(scope="session")
def elsewhere(shared_folder: Path, demo: Run, stock: Run) -> Run:
    """The demo run again as it is, in the same folder and surroundings as `stock`. What that has
    made is kept, but where it is the only report of its notebook: each notebook is run here too."""

    def run(project: Path) -> Run:
        others = shutil.ignore_patterns("said")  # what its own run has said
        shutil.copytree(stock.project, project, ignore=others, dirs_exist_ok=True)
        shutil.move(project / "stock", project / "outputs")
        for reports in reports_by_notebook(demo).values():
            if len(reports) == 1:
                (project / f"outputs/{Path(DEMO).name}/reports/{reports[0]}.pdf").unlink()
        return run_batch(project, DEMO, environment=_at_home(project))

    assert stock.code == 0, stock.printed
    return once(shared_folder, "elsewhere", run)


def _at_home(project: Path) -> dict[str, str]:
    home = project / "home of somebody else"
    home.mkdir(exist_ok=True)
    return {**SURROUNDINGS, "HOME": str(home)}


@pytest.fixture(scope="session")
def planted(shared_folder: Path) -> Run:
    """The demo with other people in it, each school marked, and faults in personal columns."""
    return once(shared_folder, "planted", _run_planted)


def _run_planted(project: Path) -> Run:
    copy_project(project)
    sources, planter = project / "params/sources", Planter()
    for drop in DROPS:
        exports = DropExports(AMETHYST, drop)
        count = plant_drop(exports, sources, planter)
        assert count > 5_000, f"{drop}: too little was planted to prove anything"
        assert mark_drop(exports, sources) > 500, f"{drop}: too little was marked"
        if drop == Path(DEMO).name:
            broken = break_personal_cells(exports, sources)
            (project / "broken.json").write_text(json.dumps(broken), "utf-8")
        exports.write(project / "data/demo" / drop)
    assert len(planter.pupils) > 1_400
    mark_targets(project / "params/trusts/amethyst.yml")
    return run_batch(project, DEMO)
