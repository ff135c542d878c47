"""docs/plans.md, and that no row of any plan is left to itself: each has what decides it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from goldenthread.agreement import measures_of
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.disagreement import disagreement
from goldenthread.judgement.judgement import ActionState
from goldenthread.judgement.rating import Rating
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import TRUST
from goldenthread.pipeline import judge_drop
from goldenthread.plan import Criterion, ShareOfSchools
from goldenthread.plans_reference import Planned, plan_part, planned, plans_page, untracked
from goldenthread.project import Project

ROOT = Path(__file__).parents[2]
EVERY = planned(Project(ROOT))
PAGE = (ROOT / "docs" / "plans.md").read_text(encoding="utf-8")
CURRENT = "run python -m goldenthread.reference and commit what it writes"
BY_PLAN = pytest.mark.parametrize("each", EVERY, ids=lambda each: each.plan.plan)


def judged(each: Planned) -> JudgedDrop:
    assert each.drop is not None, f"no drop under data/demo names the plan {each.plan.plan}"
    return _judged(each.drop)


@cache
def _judged(drop: Path) -> JudgedDrop:
    """From the project's cache, where any test or report has judged the drop before."""
    return judge_drop(drop)


def _committed(each: Planned) -> list[str]:
    """The lines of a plan's part of the page."""
    _, _, rest = PAGE.partition(f"\n## {each.plan.title} ({each.trust.name})\n")
    return rest.partition("\n## ")[0].splitlines()


def _lines(parts: list[str]) -> list[str]:
    return "\n\n".join(parts).splitlines()[1:]


def _without_states(lines: list[str]) -> list[str]:
    """The lines without the last cell of each row and without what is said of the drop."""
    rows = [line.rpartition(" | ")[0] if line.startswith("| ") else line for line in lines]
    return [row.partition(" In ")[0].removesuffix(" No demonstration drop names this plan.")
            if row.startswith("[") else row for row in rows]  # fmt: skip


@BY_PLAN
def test_the_page_has_every_row_as_it_is_decided_now(each: Planned) -> None:
    now = _without_states(_lines(plan_part(each, None)))
    assert _without_states([*_committed(each)])[: len(now)] == now, CURRENT
    for criterion in each.plan.criteria:
        assert f"| **{criterion.number}** `{criterion.id}` |" in PAGE
    for action in each.plan.actions:
        assert f"| `{action.id}` |" in PAGE


@BY_PLAN
def test_the_page_has_the_states_of_the_last_demo_drop(each: Planned) -> None:
    now = _lines(plan_part(each, judged(each)))
    assert _committed(each)[: len(now)] == now, CURRENT


@BY_PLAN
def test_no_row_is_without_what_decides_it(each: Planned) -> None:
    register = all_measures()
    undecided = [c.id for c in each.plan.criteria if not (c.paused or _is_decided(c))]
    assert undecided == []
    named = {name for c in each.plan.criteria for name in measures_of(c.tests)}
    assert named <= set(register)


def _is_decided(criterion: Criterion) -> bool:
    """A measure, or criteria of the plan that are counted; each of its tests needs one of them."""
    return bool(criterion.tests) and all(
        measures_of([test])
        or (isinstance(test, ShareOfSchools) and test.criteria)
        or test.rule == "sections"
        for test in criterion.tests
    )


def test_focus_areas_without_a_row_are_named() -> None:
    plan = next(each.plan for each in EVERY if each.plan.plan == "amethyst-2020-2023")
    found = {s.id: len(untracked(s, plan)) for s in plan.objectives if untracked(s, plan)}
    assert list(found.values()) == [4, 2, 1]
    words = next(text for s in plan.objectives for text in untracked(s, plan))
    assert words.startswith("School improvement is a core part of the cycle of business")


@BY_PLAN
def test_every_criterion_is_judged_or_in_a_state_with_its_reason(each: Planned) -> None:
    drop = judged(each)
    found = {j.criterion for j in drop.judgements}
    assert found == {criterion.id for criterion in each.plan.criteria}
    assert [j.criterion for j in drop.judgements if len(j.reason) < 10] == []
    paused = {c.id for c in each.plan.criteria if c.paused}
    assert {j.criterion for j in drop.judgements if j.rating is Rating.PAUSED} == paused


@BY_PLAN
def test_every_action_is_tracked_in_the_last_demo_drop(each: Planned) -> None:
    """What the plan itself puts off has nothing to track."""
    states = {status.action: status.state for status in judged(each).actions}
    assert [name for name, state in states.items() if state is ActionState.NO_DATA] == []
    paused = {action.id for action in each.plan.actions if action.paused}
    assert {name for name, state in states.items() if state is ActionState.PAUSED} == paused


# Status as recorded, rating by the data, and whether the two do not go together. 5.A1 is withheld;
# otherwise the figures of the trust and of its office would tell of the few at the schools.
ACTIONS = """
1.A1 No date  G .   1.A2 Overdue  A .   1.A3 No date G .   1.A4 Overdue A .
2.A1 No date  G .   2.A2 Done     A x   2.A3 Done    G .   2.A4 Overdue A .
2.A5 No date  A .   2.A6 Done     A x
3.A1 Overdue  A .   3.A2 Done     A x   3.A3 No date A .   3.A4 Overdue A .
3.A5 Done     A x   3.A6 No date  A .
4.A1 No date  A .   4.A2 On track A .   4.A3 Done    G .   4.A4 No date A .
5.A1 On track S .   5.A2 Done     G .   5.A3 Overdue R .   5.A4 Done    A x
6.A1 Done     G .   6.A2 No date  A .   6.A3 On track G .  6.A4 No date G .
7.A1 Done     R x   7.A2 Done     G .   7.A3 Overdue G x
"""


def test_the_data_stand_beside_every_action_of_the_strategic_plan() -> None:
    each = next(each for each in EVERY if each.plan.plan == "amethyst-2020-2023")
    drop = judged(each)
    found = []
    for action, status in zip(each.plan.actions, drop.actions, strict=True):
        said = drop.of_action(action.id, TRUST)
        assert said is not None, action.id
        assert said.rows or said.tests[0].parts, action.id
        flag = "x" if disagreement(status.state, said.rating) else "."
        found.append((action.number, status.state.value, said.rating.value[0], flag))
    expected = re.findall(r"(\d\.A\d) (\w+(?: \w+)?) +([GARS]) ([.x])", ACTIONS)
    assert found == expected
    assert len(found) == 31


def test_the_page_names_the_plans_and_counts_the_rows() -> None:
    rows = sum(len(each.plan.criteria) + len(each.plan.actions) for each in EVERY)
    assert f"The {len(EVERY)} plans under `params/plans`, row by row: {rows} rows." in PAGE
    assert len(EVERY) >= 5


def test_a_project_without_a_demonstration_has_rows_without_states(tmp_path: Path) -> None:
    (tmp_path / "params").symlink_to(ROOT / "params", target_is_directory=True)
    page = plans_page(Project(tmp_path))
    assert page.count("No demonstration drop names this plan.") == len(EVERY)
