"""A trust of two schools and a drop of templates in a project of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

import pytest

from goldenthread.rules import Test

ROOT = Path(__file__).resolve().parents[2]
TRUST = """\
trust: compass
name: Compass Trust
schools:
  - {urn: "990001", name: North School, short_name: North, phase: primary, joined: 2015-09-01}
  - {urn: "990002", name: South School, short_name: South, phase: secondary, joined: 2016-09-01}
bodies:
  - {id: board, name: Trust Board, kind: trustees, seats: 8, meetings: [2021-10-14, 2022-06-30]}
settings:
  leadership_pathways: [Sports, Reading]
  oversight_areas: [Safeguarding]
"""
PLAN = """\
plan: compass-2021
title: Compass plan
trust: compass
starts: 2021-09-01
ends: 2024-08-31
objectives:
  - id: people
    number: "1"
    title: People
    short_title: People
    question: Do people stay?
    notebook: staff_development
    criteria:
      - id: CT-1.1
        number: "1.1"
        text: Staff stay.
        responsible: Chief executive
        tests:
          - {rule: target, measure: retention, target: {at_least: 85, unit: percent}}
      - id: CT-1.2
        number: "1.2"
        text: The scheme is published.
        responsible: Clerk
        due: {date: 2022-03-31}
        levels: [trust]
        tests:
          - {rule: milestone}
    actions:
      - {id: CT-1.A1, action: Publish the scheme., responsible: Clerk, due: 2022-03-31}
"""
DROP = """\
drop: 2022-summer
title: Summer 2022 data drop
trust: compass
plan: compass-2021
year: 2021/22
term: summer
as_of: 2022-08-31
"""


@pytest.fixture(scope="session")
def make_project(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A project of that name with the repository's sources and benchmarks, and nothing else."""

    def make(name: str) -> Path:
        root = tmp_path_factory.mktemp(name)
        (root / "notebooks").symlink_to(ROOT / "notebooks")
        for part in ("trusts", "plans"):
            (root / "params" / part).mkdir(parents=True)
        for path in (ROOT / "params").iterdir():
            if path.name not in ("trusts", "plans"):
                (root / "params" / path.name).symlink_to(path)
        return root

    return make


@pytest.fixture(scope="session")
def compass(make_project: Callable[[str], Path]) -> Callable[[str], Path]:
    """The Compass Trust, its plan and a drop without exports; the folder of the drop."""

    def make(name: str) -> Path:
        root = make_project(name)
        (root / "params" / "trusts" / "compass.yml").write_text(TRUST, encoding="utf-8")
        (root / "params" / "plans" / "compass-2021.yml").write_text(PLAN, encoding="utf-8")
        folder = root / "data" / "compass" / "2022-summer"
        folder.mkdir(parents=True)
        (folder / "drop.yml").write_text(DROP, encoding="utf-8")
        return folder

    return make


@pytest.fixture(scope="session")
def every_rule() -> set[str]:
    """The words by which a plan names its rules."""
    models = get_args(get_args(Test)[0])
    return {rule for each in models for rule in get_args(each.model_fields["rule"].annotation)}


@pytest.fixture
def run_cli(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[Path, Sequence[str]], tuple[int, str]]:
    """Runs a command in a folder; its exit code, and everything that it said."""
    from goldenthread.cli import main

    def run(where: Path, argv: Sequence[str]) -> tuple[int, str]:
        monkeypatch.chdir(where)
        code = main(list(argv))
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, said.out + said.err

    return run
