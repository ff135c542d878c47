"""A small project of its own: one school, one board, a tracker, and two drops."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from goldenthread import pipeline
from goldenthread.drop import Drop
from goldenthread.pipeline import judge_drop
from goldenthread.project import Project
from goldenthread.trust import Trust

REPOSITORY = Path(__file__).parent.parent.parent
SOURCES = ("governors", "milestones", "oversight")

TRUST = {
    "trust": "small",
    "name": "Small Trust",
    "schools": [
        {
            "urn": "100001",
            "name": "North School",
            "short_name": "North",
            "phase": "secondary",
            "joined": "2015-09-01",
        }
    ],
    "bodies": [
        {
            "id": "lgb",
            "name": "North Governors",
            "kind": "local",
            "school": "100001",
            "seats": 4,
        }
    ],
}
PLAN = {
    "plan": "small-plan",
    "title": "Small plan",
    "trust": "small",
    "starts": "2020-09-01",
    "ends": "2023-08-31",
    "objectives": [
        {
            "id": "governance",
            "number": "1",
            "title": "Governance",
            "short_title": "Governance",
            "question": "Is every seat filled?",
            "notebook": "governance",
            "criteria": [
                {
                    "id": "S-1",
                    "number": "1.1",
                    "text": "Every seat is filled.",
                    "tests": [
                        {
                            "rule": "target",
                            "measure": "seats_filled",
                            "target": {"at_least": 100, "amber_within": 25, "unit": "percent"},
                        }
                    ],
                },
                {
                    "id": "S-2",
                    "number": "1.2",
                    "text": "A new school joins.",
                    "levels": ["trust"],
                    "tests": [{"rule": "milestone", "reference": "S-2"}],
                },
            ],
            "actions": [{"id": "S-A1", "action": "Recruit.", "due": "2022-03-31"}],
        }
    ],
}
DROPS = {
    "2021-autumn": {"term": "autumn", "as_of": "2021-12-17"},
    "2022-spring": {"term": "spring", "as_of": "2022-04-08", "previous": "2021-autumn"},
}
TRACKER = """Ref,Action or milestone,Owner,Due,Status,Completed on,Last update
S-2,New school,Chief executive,31/07/2022,In progress,,01/12/2021
S-A1,Recruit,Chair,31/03/2022,In progress,,01/12/2021
"""


def governors(*names: str) -> str:
    rows = [f"North Governors,{name},Governor,01/09/2020,31/08/2024" for name in names]
    header = "Board or committee,Name,Role,Date of appointment,Date term of office ends"
    return "\n".join([header, *rows, ""])


def edit(path: Path, change: Callable[[Any], None]) -> None:
    """Changes a YAML file in place."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A fresh project, nothing of which is kept."""
    return _make(tmp_path)


@pytest.fixture(scope="session")
def judged_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = _make(tmp_path_factory.mktemp("judged"))
    judge_drop(project / "data/2022-spring")
    return project


@pytest.fixture
def kept(judged_once: Path, tmp_path: Path) -> Path:
    """A copy of a project whose spring drop was judged and kept before."""
    return Path(shutil.copytree(judged_once, tmp_path / "kept"))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The drops that this very process reads from their exports, in order."""
    seen: list[str] = []
    read = pipeline.read_drop

    def counted(project: Project, trust: Trust, drop: Drop, folder: Path) -> Any:
        seen.append(drop.drop)
        return read(project, trust, drop, folder)

    monkeypatch.setattr(pipeline, "read_drop", counted)
    return seen


def _make(tmp_path: Path) -> Path:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "params" / "sources").mkdir(parents=True)
    for folder in (REPOSITORY / "params").iterdir():
        if folder.is_dir() and folder.name not in ("trusts", "plans", "sources"):
            shutil.copytree(folder, tmp_path / "params" / folder.name)
    for source in SOURCES:
        shutil.copy(
            REPOSITORY / "params" / "sources" / f"{source}.yml", tmp_path / "params/sources"
        )
    _write(tmp_path / "params" / "trusts" / "small.yml", TRUST)
    _write(tmp_path / "params" / "plans" / "small-plan.yml", PLAN)
    for name, keys in DROPS.items():
        folder = tmp_path / "data" / name
        base = {"drop": name, "title": name, "trust": "small", "plan": "small-plan"}
        _write(folder / "drop.yml", base | {"year": "2021/22"} | keys)
        (folder / "tracker actions tracker.csv").write_text(TRACKER, encoding="utf-8")
    autumn, spring = ("Ann A", "Bob B", "Vacancy", "Vacancy"), ("Ann A", "Bob B", "Cy C", "Vacancy")
    for name, people in zip(DROPS, (autumn, spring), strict=True):
        path = tmp_path / "data" / name / "governors list.csv"
        path.write_text(governors(*people), encoding="utf-8")
    return tmp_path


@pytest.fixture
def change() -> Callable[[Path, Callable[[Any], None]], None]:
    return edit
