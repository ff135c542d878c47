"""A small world to judge in: two schools, one criterion, a handful of measures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import Drop
from goldenthread.judgement.judge import judge
from goldenthread.judgement.judgement import Judgement
from goldenthread.judgement.judgements import Judgements
from goldenthread.measures.cadence import cadence_kept
from goldenthread.measures.evidence_log import evidence_in_place
from goldenthread.measures.measurement import Measurement, Measurements
from goldenthread.measures.registry import REGISTER as MEASURES
from goldenthread.measures.registry import Measure
from goldenthread.plan import Plan
from goldenthread.trust import Trust

NORTH, SOUTH = "100001", "100002"


def _measure(name: str, title: str, unit: str, decimals: int, better: str, counts: str) -> Measure:
    return Measure(name, title, unit, decimals, better, counts, "", "", ())  # type: ignore[arg-type]


REGISTER = {
    m.id: m
    for m in (
        _measure("attainment_8", "Attainment 8", "points", 1, "higher", "pupils"),
        _measure("gap_attainment_8", "Gap in Attainment 8", "points", 1, "higher", "pupils"),
        _measure("progress_8", "Progress 8", "score", 2, "higher", "pupils"),
        _measure("suspension_rate", "Suspension rate", "per 100", 2, "lower", "pupils"),
        _measure("seats_filled", "Seats filled", "percent", 1, "higher", "things"),
        _measure("pupil_wellbeing", "Pupil wellbeing", "percent", 1, "higher", "pupil answers"),
        _measure("staff_cost_share", "Staff costs", "percent", 1, "lower", "things"),
        _measure("audit_opinion_clean", "Clean audit", "yes/no", 0, "higher", "things"),
        _measure("handbook_met", "Duties met", "percent", 1, "higher", "things"),
        _measure("systems_common", "Systems shared", "percent", 1, "higher", "things"),
        _measure("milestone", "Milestone", "yes/no", 0, "higher", "things"),
        _measure("recorded_judgement", "Judgement", "level", 0, "neither", "things"),
        _measure("widgets", "Widgets made", "count", 0, "neither", "things"),
        *(MEASURES[log.__name__] for log in (cadence_kept, evidence_in_place)),
    )
}


@dataclass
class World:
    """Everything that a judgement depends on; a test changes what it is about."""

    benchmarks_folder: Path
    criteria: list[dict[str, Any]] = field(default_factory=list)
    figures: list[Measurement] = field(default_factory=list)
    trust: dict[str, Any] = field(default_factory=dict)
    plan: dict[str, Any] = field(default_factory=dict)
    drop: dict[str, Any] = field(default_factory=dict)
    schools: list[dict[str, Any]] = field(
        default_factory=lambda: [
            _school(NORTH, "North School", "2010-09-01"),
            _school(SOUTH, "South School", "2016-11-01"),
        ]
    )

    def criterion(self, *tests: dict[str, Any], **keys: Any) -> World:
        """Adds a criterion C1, C2, ... with those tests."""
        number = len(self.criteria) + 1
        own = {"id": f"C{number}", "number": f"1.{number}", "text": "It is so.", "tests": tests}
        self.criteria.append(own | keys)
        return self

    def figure(self, measure: str, value: float | None, entity: str = NORTH, **keys: Any) -> World:
        """Adds a figure of the drop's year."""
        period = keys.pop("period", "2021/22")
        self.figures.append(Measurement(measure, entity, period, value, **keys))
        return self

    def benchmark(self, name: str, figures: dict[str, Any]) -> World:
        text = {
            "benchmark": name,
            "title": "All state-funded schools",
            "basis": "state-funded schools",
            "unit": "points",
            "publication": "Key stage 4 performance",
            "source": "a table",
            "figures": figures,
        }
        (self.benchmarks_folder / "figures").mkdir(exist_ok=True)
        (self.benchmarks_folder / "figures" / f"{name}.yml").write_text(yaml.safe_dump(text))
        return self

    def the_drop(self) -> Drop:
        base = {
            "drop": "2022-summer",
            "title": "Summer 2022",
            "trust": "t",
            "plan": "p",
            "year": "2021/22",
            "term": "summer",
            "as_of": dt.date(2022, 8, 31),
        }
        return Drop.model_validate(base | self.drop)

    def the_trust(self) -> Trust:
        base = {"trust": "t", "name": "The Trust", "schools": self.schools}
        return Trust.model_validate(base | self.trust)

    def the_plan(self) -> Plan:
        section = {
            "id": "O1",
            "number": "1",
            "title": "Objective",
            "short_title": "Objective",
            "question": "Is it so?",
            "notebook": "theme",
            "criteria": self.criteria,
        }
        base = {
            "plan": "p",
            "title": "Plan",
            "trust": "t",
            "starts": dt.date(2020, 9, 1),
            "ends": dt.date(2023, 8, 31),
            "objectives": [section],
        }
        return Plan.model_validate(base | self.plan)

    def judge(self, previous: Any = None) -> Judgements:
        return judge(
            self.the_plan(),
            self.the_trust(),
            self.the_drop(),
            Measurements(self.figures),
            Benchmarks(self.benchmarks_folder),
            previous,
            REGISTER,
        )

    def of(self, criterion: str = "C1", entity: str = NORTH, previous: Any = None) -> Judgement:
        """The judgement of one criterion and entity."""
        return next(
            j for j in self.judge(previous) if (j.criterion, j.entity) == (criterion, entity)
        )


@dataclass(frozen=True)
class Earlier:
    """A drop before, as a judgement sees it."""

    drop: Drop
    measurements: Measurements
    judgements: Judgements = field(default_factory=lambda: Judgements(()))


def _school(urn: str, name: str, joined: str) -> dict[str, Any]:
    return {
        "urn": urn,
        "name": name,
        "short_name": name.split()[0],
        "phase": "secondary",
        "joined": joined,
    }


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def earlier() -> Callable[[World], Earlier]:
    """The drop of spring 2022 with the figures and judgements of another world."""

    def make(world: World) -> Earlier:
        world.drop |= {
            "drop": "2022-spring",
            "title": "Spring 2022",
            "term": "spring",
            "as_of": dt.date(2022, 4, 8),
        }
        figures = Measurements(world.figures)
        return Earlier(
            world.the_drop(), figures, world.judge() if world.criteria else Judgements(())
        )

    return make


@pytest.fixture
def other_world(tmp_path: Path) -> World:
    folder = tmp_path / "other"
    folder.mkdir()
    return World(folder)
