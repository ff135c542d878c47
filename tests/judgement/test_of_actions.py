"""What the data say of an action: the rules of criteria, beside a status that people recorded."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from pydantic import ValidationError

from goldenthread.benchmarks import Benchmarks
from goldenthread.errors import DeclarationError
from goldenthread.judgement.disagreement import disagreement
from goldenthread.judgement.judge import judge, judge_with_actions
from goldenthread.judgement.judgement import ActionState
from goldenthread.judgement.judgements import Judgements
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import Measurements
from goldenthread.plan import Plan, ShownBy
from goldenthread.rule_agreement import rule_faults

NORTH, SOUTH = "100001", "100002"
REGISTER = {"seats_filled": all_measures()["seats_filled"]}
SEATS = {"rule": "target", "measure": "seats_filled"}
FULL = {"at_least": 100, "amber_within": 20, "unit": "percent"}
AS_C1 = {"rule": "criterion", "criterion": "C1"}
BODIES = [
    {"id": "members", "name": "Members", "kind": "members", "seats": 5},
    {"id": "board", "name": "Trust Board", "aliases": ["Trustees"], "kind": "trustees", "seats": 9},
    {"id": "lgb", "name": "North LGB", "kind": "local", "school": NORTH, "seats": 6},
]


def with_action(world, *tests, **keys):
    """A plan of the world's criteria with one action X-1.A1 that the tests show."""
    section = world.the_plan().objectives[0].model_dump()
    shown = {"tests": list(tests), **keys}
    section["actions"] = [{"id": "X-1.A1", "action": "Do it.", "shown_by": shown}]
    world.plan["objectives"] = [section]
    return world.the_plan()


def of_action(world, plan, previous=None, register=REGISTER):
    """The judgements of the action, by entity, and those of the criteria."""
    rested = (
        *(plan, world.the_trust(), world.the_drop(), Measurements(world.figures)),
        *(Benchmarks(world.benchmarks_folder), previous),
    )
    judgements, found = judge_with_actions(*rested, register)
    assert judgements == judge(*rested, register)
    assert {j.criterion for j in found} <= {"X-1.A1"}
    return {j.entity: j for j in found}, judgements


@pytest.fixture
def seats(world):
    """A criterion on seats, and seats of the schools and the trust."""
    world.criterion({**SEATS, "target": FULL})
    for entity, value in ((NORTH, 100.0), (SOUTH, 85.0), ("trust", 92.0)):
        world.figure("seats_filled", value, entity)
    return world


def test_an_action_is_judged_as_a_criterion_is_and_changes_none(seats):
    before = judge_of(seats)
    plan = with_action(seats, {**SEATS, "target": {**FULL, "at_least": 80, "amber_within": 0}})
    found, judgements = of_action(seats, plan)
    assert {entity: j.rating for entity, j in found.items()} == dict.fromkeys(
        (NORTH, SOUTH, "trust"), Rating.GREEN
    )
    assert judgements == before
    assert found["trust"].objective == "O1"


def judge_of(world):
    return judge(
        *(world.the_plan(), world.the_trust(), world.the_drop(), Measurements(world.figures)),
        *(Benchmarks(world.benchmarks_folder), None, REGISTER),
    )


def test_as_a_criterion_takes_its_rating_its_reason_and_what_it_rests_on(seats):
    found, judgements = of_action(seats, with_action(seats, AS_C1))
    whole = next(j for j in judgements if j.entity == "trust")
    (test,) = found["trust"].tests
    assert (found["trust"].rating, test.parts) == (Rating.AMBER, whole.tests)
    assert found["trust"].reason.startswith("Criterion 1.1 is amber: 92.0% of seats are filled")
    assert found["trust"].rows == whole.rows


@pytest.mark.parametrize(
    ("level", "entities"),
    [("trust", {"trust"}), ("school", {NORTH, SOUTH})],
)
def test_it_is_judged_where_the_criterion_is(world, level, entities):
    """A criterion of the trust alone says nothing of a school."""
    world.criterion({**SEATS, "target": FULL}, levels=[level])
    world.figure("seats_filled", 92.0, "trust")
    levels = ["school", "trust"] if level == "trust" else ["school"]
    found, _ = of_action(world, with_action(world, AS_C1, levels=levels))
    assert set(found) == entities


def test_thresholds_are_its_own_else_those_of_the_criterion_named(seats):
    plan = with_action(seats, SEATS, thresholds_of="C1")
    for targets, rating in (
        ({}, Rating.TARGET_NOT_SET),
        ({"C1": {"seats_filled": FULL}}, Rating.AMBER),
        ({"C1": {"seats_filled": FULL}, "X-1.A1": {"seats_filled": {**FULL, "at_least": 90}}},
         Rating.GREEN),
    ):  # fmt: skip
        seats.trust["targets"] = targets
        found, _ = of_action(seats, plan)
        assert found["trust"].rating is rating


def _bodies(world):
    world.trust["bodies"] = BODIES
    world.criterion({**SEATS, "target": FULL})
    for body, filled, of in (("members", 5, 5), ("board", 7, 9), ("lgb", 3, 6)):
        world.figure(
            "seats_filled", 100 * filled / of, f"body:{body}", numerator=filled, denominator=of
        )
    return world


@pytest.mark.parametrize(
    ("bodies", "entity", "counts", "named"),
    [
        (["members", "Trustees"], "trust", (12, 14), "Members and Trust Board"),
        (["members", "lgb"], "trust", (8, 11), "Members and North LGB"),
        (["members", "lgb"], NORTH, (3, 6), "North LGB"),
    ],
)
def test_a_figure_of_some_boards_is_theirs_together_and_a_school_s_its_own(
    world, bodies, entity, counts, named
):
    test = {**SEATS, "bodies": bodies, "target": FULL}
    found, _ = of_action(_bodies(world), with_action(world, test))
    (result,) = found[entity].tests
    figure = result.measurement
    assert ((figure.numerator, figure.denominator), figure.group) == (counts, named)
    assert figure.value == pytest.approx(100 * counts[0] / counts[1])
    assert result.sentence.casefold().startswith(f"for {named}, ".casefold())
    assert f"seats filled of {named} is at least 100%" in result.rule


@pytest.mark.parametrize(
    ("bodies", "people", "said"), [(["members", "board"], None, True), (["board"], 9, False)]
)
def test_people_of_several_boards_are_not_added_up(world, bodies, people, said):
    """A member who is a trustee, too, is one person; how many are is not in the boards' figures."""
    world.trust["bodies"] = BODIES
    world.criterion({**SEATS, "target": FULL})
    for body, filled, of in (("members", 20, 25), ("board", 40, 45)):
        counts = {"numerator": filled, "denominator": of, "n": of // 5}
        world.figure("governor_training", 100 * filled / of, f"body:{body}", **counts)
    test = {"rule": "target", "measure": "governor_training", "bodies": bodies, "target": FULL}
    register = REGISTER | {"governor_training": all_measures()["governor_training"]}
    found, _ = of_action(world, with_action(world, test), register=register)
    (result,) = found["trust"].tests
    assert result.measurement.n == people
    assert ("whoever sits on more than one counts on each" in result.rule) is said


def test_a_school_without_any_of_the_boards_has_no_data(world):
    test = {**SEATS, "bodies": ["members", "lgb"], "target": FULL}
    found, _ = of_action(_bodies(world), with_action(world, test))
    assert found[SOUTH].rating is Rating.NO_DATA


def test_a_board_without_a_figure_shows_in_the_coverage(world):
    world.figures = []
    _bodies(world).figures.pop()
    test = {**SEATS, "bodies": ["board", "lgb"], "target": FULL}
    found, _ = of_action(world, with_action(world, test))
    assert found["trust"].rating is Rating.NO_DATA
    assert "covers 1 of 2 boards and committees" in found["trust"].reason


def test_an_unknown_board_or_criterion_is_a_fault(world):
    world.criterion({**SEATS, "target": FULL})
    plan = with_action(world, {**SEATS, "bodies": ["bord"], "target": FULL})
    (fault,) = rule_faults(plan, world.the_trust(), REGISTER)
    assert (fault.severity, "X-1.A1: there is no body 'bord'" in fault.message) == ("stop", True)
    for keys in ({"tests": [{**AS_C1, "criterion": "C9"}]}, {"thresholds_of": "C9"}):
        shown = {"tests": [SEATS]} | keys
        section = plan.objectives[0].model_dump()
        section["actions"] = [{"id": "A", "action": "Do it.", "shown_by": shown}]
        with pytest.raises((DeclarationError, ValidationError), match="C9"):
            Plan.model_validate(world.plan | {"objectives": [section]} | _head())


def _head():
    return {
        "plan": "p", "title": "Plan", "trust": "t",
        "starts": dt.date(2020, 9, 1), "ends": dt.date(2023, 8, 31),
    }  # fmt: skip


@pytest.mark.parametrize("shown", [{}, {"tests": [{**SEATS, "decides": False}]}])
def test_an_action_says_what_shows_it_or_why_nothing_does(shown):
    with pytest.raises(ValidationError, match=r"not_held|decides"):
        ShownBy.model_validate(shown)
    assert ShownBy(not_held="destinations of pupils").tests == ()


def test_what_no_export_holds_is_a_sentence_and_gives_no_judgement(seats):
    plan = with_action(seats, not_held="destinations of pupils")
    (action,) = plan.actions
    assert (action.as_criterion, action.number) == (None, "1.A1")
    assert action.lacking == "No export holds destinations of pupils."
    assert of_action(seats, plan)[0] == {}


def test_an_action_that_the_plan_puts_off_is_not_judged(seats):
    section = with_action(seats, AS_C1).objectives[0].model_dump()
    section["actions"][0]["paused"] = "Not now."
    seats.plan["objectives"] = [section]
    assert of_action(seats, seats.the_plan())[0] == {}


def test_the_rating_before_is_the_action_s_own(seats):
    plan = with_action(seats, AS_C1)
    found, judgements = of_action(seats, plan)
    earlier = SimpleNamespace(
        drop=seats.the_drop(), measurements=Measurements([]),
        judgements=judgements, of_actions=Judgements(found.values()),
    )  # fmt: skip
    assert of_action(seats, plan, earlier)[0]["trust"].previous is Rating.AMBER


def test_the_rule_names_the_criterion(seats):
    plan = with_action(seats, AS_C1)
    (row,) = plan.shown_actions
    words = rule_in_words(row.tests[0], row, plan, seats.the_trust())
    assert words == "As criterion 1.1 is judged."


@pytest.mark.parametrize(
    ("state", "rating", "words"),
    [
        (ActionState.DONE, Rating.RED, "recorded as done, and the data do not show it"),
        (ActionState.DONE, Rating.AMBER, "recorded as done, and the data show it only in part"),
        (ActionState.DONE, Rating.GREEN, ""),
        (ActionState.DONE, Rating.NO_DATA, ""),
        (ActionState.DONE, None, ""),
        (ActionState.OVERDUE, Rating.GREEN, "still overdue, and the data already show it"),
        (ActionState.OVERDUE, Rating.RED, ""),
        (ActionState.OVERDUE, Rating.NOT_YET_DUE, ""),
        (ActionState.STOPPED, Rating.GREEN, "recorded as stopped, and the data show it done"),
        (ActionState.STOPPED, Rating.RED, ""),
        (ActionState.ON_TRACK, Rating.RED, ""),
        (ActionState.NO_DATE, Rating.GREEN, ""),
        (ActionState.NO_DATA, Rating.GREEN, ""),
        (ActionState.PAUSED, Rating.GREEN, ""),
    ],
)
def test_where_status_and_data_do_not_go_together(state, rating, words):
    assert disagreement(state, rating) == words
