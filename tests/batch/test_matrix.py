"""Which reports a drop has, and that a wrong parameter stops a run before it starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.batch.matrix import Task, all_tasks, select, slug, with_parameters
from goldenthread.declaration import load
from goldenthread.errors import DeclarationError, ParameterError
from goldenthread.plan import Plan
from goldenthread.project import Project
from goldenthread.trust import Trust


class World:
    def __init__(self, root: Path) -> None:
        self.project = Project(root)
        self.trust = load(root / "params/trusts/small.yml", Trust)
        self.plan = load(root / "params/plans/small-plan.yml", Plan)

    def tasks(self) -> tuple[Task, ...]:
        return all_tasks(self.project, self.trust, self.plan, "drops/2022-summer")

    def select(self, only: tuple[str, ...] = (), schools: tuple[str, ...] = ()) -> list[str]:
        chosen = select(self.tasks(), self.trust, self.plan, only, schools)
        return [task.id for task in chosen]


@pytest.fixture
def world(small_project: Path) -> World:
    return World(small_project)


def test_there_is_a_report_for_the_board_each_objective_and_school_and_the_check(
    world: World,
) -> None:
    # Finance is judged for the trust alone, so it has no report per school.
    assert [task.id for task in world.tasks()] == [
        "trust/board",
        "finance/trust",
        "governance/trust",
        "governance/north-school",
        "governance/south-west-school",
        "schools/north-school",
        "schools/south-west-school",
        "trust/data-check",
    ]


def test_a_task_knows_its_notebook_parameters_and_places(world: World) -> None:
    task = world.tasks()[4]
    assert task.notebook == world.project.notebooks / "objectives/theme.ipynb"
    assert task.parameters == {
        "drop": "drops/2022-summer",
        "objective": "governance",
        "school": "South & West School",
    }
    assert (task.entity, task.title) == ("100002", "Governance, South & West School")
    assert task.page == "reports/governance/south-west-school.html"
    assert task.pdf == "reports/governance/south-west-school.pdf"
    assert task.workbook == "evidence/governance/south-west-school.xlsx"
    assert task.executed == "notebooks/governance/south-west-school.ipynb"
    assert world.tasks()[0].workbook == ""


@pytest.mark.parametrize(
    ("only", "schools", "expected"),
    [
        (("finance",), (), ["finance/trust"]),
        (("2",), ("All schools",), ["governance/trust"]),
        (("Board", "data-check"), (), ["trust/board", "trust/data-check"]),
        (("schools",), (), ["schools/north-school", "schools/south-west-school"]),
        ((), ("north",), ["governance/north-school", "schools/north-school"]),
        (("governance",), ("100002",), ["governance/south-west-school"]),
    ],
)
def test_only_and_school_choose(
    world: World, only: tuple[str, ...], schools: tuple[str, ...], expected: list[str]
) -> None:
    assert world.select(only, schools) == expected


@pytest.mark.parametrize(
    ("only", "schools", "message"),
    [
        (("finanse",), (), "no report 'finanse' to make. Did you mean 'finance'?"),
        (("zzz",), (), "Allowed: finance, governance, schools, board, golden-thread, data-check."),
        ((), ("Nort School",), "no school 'Nort School'. Did you mean 'North School'?"),
        (("finance",), ("North",), "that objective has none per school"),
    ],
)
def test_what_does_not_exist_is_refused_with_the_nearest(
    world: World, only: tuple[str, ...], schools: tuple[str, ...], message: str
) -> None:
    with pytest.raises(ParameterError) as caught:
        world.select(only, schools)
    assert message in str(caught.value)


def test_a_further_parameter_takes_the_type_of_its_default(world: World) -> None:
    tasks = with_parameters(world.tasks(), {"detail": "7"})
    assert {task.parameters["detail"] for task in tasks} == {7}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"detial": "7"}, "board.ipynb has no parameter 'detial'. Did you mean 'detail'?"),
        ({"detail": "many"}, "'detail' is 'many'; allowed: a whole number."),
        ({"school": "North School"}, "'school' is set by the run: use DROP, --only and --school."),
    ],
)
def test_a_wrong_parameter_is_refused(world: World, given: dict[str, str], message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        with_parameters(world.tasks(), given)
    assert message in str(caught.value)


def test_a_notebook_without_a_parameter_that_the_run_sets_is_refused(world: World) -> None:
    path = world.project.notebooks / "objectives/theme.ipynb"
    path.write_text(path.read_text("utf-8").replace("objective =", "objektive ="), "utf-8")
    with pytest.raises(ParameterError, match=r"no parameter 'objective'. Did you mean 'objektive'"):
        with_parameters(world.tasks(), {})


def test_a_missing_notebook_is_refused_with_the_nearest(world: World) -> None:
    (world.project.notebooks / "objectives/theme.ipynb").rename(
        world.project.notebooks / "objectives/themes.ipynb"
    )
    with pytest.raises(ParameterError, match=r"no notebook objectives/theme.ipynb. Did you mean"):
        with_parameters(world.tasks(), {})


@pytest.mark.parametrize("content", ["", '{"cells": [', "[]", '{"cells": 1, "nbformat": 4}'])
def test_a_notebook_that_was_not_saved_to_its_end_is_named(world: World, content: str) -> None:
    (world.project.notebooks / "objectives/theme.ipynb").write_text(content, "utf-8")
    with pytest.raises(ParameterError, match=r"^objectives/theme.ipynb cannot be read as a note"):
        with_parameters(world.tasks(), {})


def test_two_reports_that_would_share_a_place_are_refused(world: World) -> None:
    schools = [
        school.model_copy(update={"name": name})
        for school, name in zip(world.trust.schools, ("St. Ann", "St Ann!"), strict=True)
    ]
    world.trust = world.trust.model_copy(update={"schools": tuple(schools)})
    with pytest.raises(DeclarationError, match="would both be written to"):
        world.tasks()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Aldersley High School", "aldersley-high-school"), ("St. Ann's", "st-ann-s"), ("//", "x")],
)
def test_names_become_parts_of_paths(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_the_golden_thread_is_followed_for_the_trust_and_each_school_where_it_has_its_notebook(
    world: World,
) -> None:
    (world.project.notebooks / "trust/golden-thread.ipynb").write_bytes(
        (world.project.notebooks / "trust/board.ipynb").read_bytes()
    )
    expected = ["trust", "north-school", "south-west-school"]
    assert world.select(("golden-thread",), ()) == [f"golden-thread/{place}" for place in expected]
    task = world.tasks()[1]
    assert (task.id, task.title, task.entity) == ("golden-thread/trust", "Golden thread", "trust")
    assert task.workbook == "evidence/golden-thread/trust.xlsx"
    assert world.tasks()[3].parameters["school"] == "South & West School"
