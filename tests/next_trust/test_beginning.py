"""A trust begun by a command: what is written loads, and nothing is ever written over."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from goldenthread.declaration import load
from goldenthread.drop import load_drop
from goldenthread.errors import ParameterError
from goldenthread.plan import Action, AppliesWhere, Criterion, Due, Plan, Scale, Section, ShownBy
from goldenthread.planning.answers import Flags, Person, beginning_of
from goldenthread.planning.beginning import slug, write_beginning
from goldenthread.planning.plan_check import check_plan
from goldenthread.rules import Rule, inner_tests
from goldenthread.trust import Body, School, Trust

PRIMARY = "990001, Riverside Primary School, primary, 2014-09-01"
SECONDARY = "990002, Bridge, Weir and Lock Academy, secondary, 01/09/2018"
SPECIAL = "990003, The Hollies, special, 2019-01-01"
FLAGS = Flags(
    "my-trust", "My Learning Trust", (PRIMARY, SECONDARY), plan_title="Our plan: 2022",
    starts="2022-09-01", ends="2025-08-31", section_word="Pledge",
)  # fmt: skip
PLAN = "my-trust-2022"
GIVEN = [
    "--name", FLAGS.name, "--school", PRIMARY, "--plan-title", FLAGS.plan_title,
    "--starts", "2022-09-01", "--ends", "2025-08-31",
]  # fmt: skip


@pytest.fixture(scope="module")
def begun(make_project):
    """The project in which `my-trust` was begun, and the three files."""
    root = make_project("begun")
    return root, write_beginning(root, beginning_of(FLAGS, None))


def test_the_files_say_what_was_given(begun):
    root, (trust_file, plan_file, drop_file) = begun
    trust, plan, drop = load(trust_file, Trust), load(plan_file, Plan), load_drop(drop_file.parent)
    assert [s.name for s in trust.schools] == [
        "Riverside Primary School",
        "Bridge, Weir and Lock Academy",
    ]
    assert [s.joined for s in trust.schools] == [dt.date(2014, 9, 1), dt.date(2018, 9, 1)]
    assert (plan.title, plan.section_word, plan.trust) == ("Our plan: 2022", "Pledge", "my-trust")
    assert (drop.year, drop.term, drop.as_of) == ("2022/23", "autumn", dt.date(2022, 12, 31))
    assert drop_file.relative_to(root).as_posix() == "data/my-trust/2022-autumn/drop.yml"


def test_the_skeleton_has_an_example_of_every_rule(begun, every_rule):
    plan = load(begun[1][1], Plan)
    used = {
        t.rule for row in plan.judged_rows for test in row.tests for t in (test, *inner_tests(test))
    }
    assert used == every_rule


@pytest.mark.parametrize(
    "model", [Plan, Section, Criterion, Action, ShownBy, Due, AppliesWhere, Scale, Rule]
)
def test_the_skeleton_shows_every_key_of_a_plan(begun, model):
    text = begun[1][1].read_text("utf-8")
    seldom = {"criterion", "months_after_joining"}  # of a condition, of a clock
    missing = [key for key in model.model_fields if not re.search(rf"\b{key}:", text)]
    assert set(missing) <= seldom


@pytest.mark.parametrize("model", [Trust, School, Body])
def test_the_trusts_file_shows_every_key(begun, model):
    text = begun[1][0].read_text("utf-8")
    shown = {key for key in model.model_fields if re.search(rf"\b{key}:", text)}
    assert set(model.model_fields) - shown <= {"type", "ofsted"}


@pytest.mark.parametrize(
    "schools", [(PRIMARY,), (SECONDARY,), (SPECIAL,), (PRIMARY, SPECIAL), (PRIMARY, SECONDARY)]
)
def test_a_plan_begun_for_any_phase_lacks_only_the_meetings_and_one_threshold(
    make_project, monkeypatch, schools
):
    root = make_project("phases")
    flags = Flags(
        "new", "New Trust", schools, plan_title="P", starts="2022-09-01", ends="2025-08-31"
    )
    write_beginning(root, beginning_of(flags, None))
    monkeypatch.chdir(root)
    result = check_plan("new-2022")
    assert result.stops == 0
    assert {f.rule for f in result.findings} - {"no-such-school", "benchmark-without-years"} == {
        "body-does-not-meet",
        "no-threshold",
    }
    (open_,) = (f for f in result.findings if f.rule == "no-threshold")
    assert open_.message.startswith("criterion 1.2 has no threshold for staff_wellbeing")


def test_the_examples_of_a_plan_can_be_thrown_away_and_nothing_in_the_trusts_file_is_left_over(
    begun, monkeypatch
):
    root, (_, plan_file, _) = begun
    monkeypatch.chdir(root)
    own = plan_file.with_name("own.yml")
    content = plan_file.read_text("utf-8").replace(f"plan: {PLAN}", "plan: own")
    assert "MLT-1.2" in content
    own.write_text(content.replace("MLT-", "OWN-"), encoding="utf-8")
    plan_file.rename(root / "aside.yml")
    try:
        assert check_plan("own").stops == 0
    finally:
        (root / "aside.yml").rename(plan_file)
        own.unlink()


def test_nothing_is_written_over_and_nothing_is_written_halfway(begun):
    root, paths = begun
    before = {path: path.read_bytes() for path in paths}
    other = Flags(**{**{k: getattr(FLAGS, k) for k in FLAGS.__slots__}, "drop": "2023-spring"})
    with pytest.raises(ParameterError) as error:
        write_beginning(root, beginning_of(other, None))
    assert "params/trusts/my-trust.yml, params/plans/my-trust-2022.yml" in str(error.value)
    assert "goldenthread new-drop" in str(error.value)
    assert not (root / "data" / "my-trust" / "2023-spring").exists()
    assert {path: path.read_bytes() for path in paths} == before


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"trust": "My Trust"}, "Did you mean 'my-trust'?"),
        ({"trust": "../etc"}, "small letters, digits, hyphens"),
        ({"schools": ("Riverside",)}, "write URN, name, phase, date joined"),
        ({"schools": ("99, A, primary, 2014-09-01",)}, "a school's URN has six digits, found '99'"),
        ({"schools": ("990001, A, primry, 2014-09-01",)}, "no phase. Did you mean 'primary'?"),
        ({"schools": ("990001, A, primary, soon",)}, "'soon' is no date"),
        ({"schools": (PRIMARY, PRIMARY)}, "two schools have the same URN, '990001'"),
        ({"starts": "yesterday"}, "--starts: 'yesterday' is no date"),
        ({"ends": "2021-08-31"}, "--ends 2021-08-31 is not after --starts 2022-09-01"),
        ({"drop": "first"}, "--drop 'first' does not say its term"),
        ({"drop": "a/b"}, "is also that of its folder"),
        ({"drop": "first", "year": "2022/23", "term": "winter"}, "'winter' is no term"),
        ({"drop": "first", "year": "2022/24", "term": "autumn"}, "'2022/24' is not an academic"),
        ({"plan": "a plan"}, "--plan: 'a plan' becomes the name of files"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_named_with_what_is_allowed(changed, said):
    given = {**{key: getattr(FLAGS, key) for key in FLAGS.__slots__}, **changed}
    with pytest.raises(ParameterError) as error:
        beginning_of(Flags(**given), None)
    assert said in str(error.value)


def test_a_person_is_asked_again_until_the_answer_can_be_read():
    answers = iter(
        [
            "My Trust",
            "wrong",
            PRIMARY,
            SECONDARY,
            "",
            "Our plan",
            "1/9/22",
            "2022-09-01",
            "",
            "",
            "",
        ]
    )
    told: list[str] = []

    def ask(_question, usual):
        return next(answers) or usual

    found = beginning_of(Flags("my-trust"), Person(ask, told.append))
    assert (found.name, len(found.schools), found.ends) == ("My Trust", 2, dt.date(2025, 8, 31))
    assert (found.drop, found.section_word) == ("2022-autumn", "Objective")
    assert sum("write URN" in line for line in told) == 1
    assert sum("'1/9/22' is no date" in line for line in told) == 1


@pytest.mark.parametrize(
    ("text", "becomes"), [("My Trust", "my-trust"), ("St. Mary’s (2)", "st-mary-s-2"), ("…", "")]
)
def test_a_name_for_files(text, becomes):
    assert slug(text) == becomes


def test_the_command_says_all_that_is_missing_and_then_what_comes_next(make_project, run_cli):
    root = make_project("command")
    code, said = run_cli(root, ["init", "mine"])
    assert code == 2
    assert all(
        flag in said for flag in ("--name", "--school", "--plan-title", "--starts", "--ends")
    )
    code, said = run_cli(root, ["init", "mine", *GIVEN])
    assert code == 0
    assert "Written: params/plans/mine-2022.yml" in said
    assert "goldenthread plan check mine-2022" in said
    assert run_cli(root, ["init", "mine", *GIVEN])[0] == 2
    assert run_cli(root / "..", ["init", "mine", *GIVEN])[0] == 4  # not inside a project


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["plan", "check", "nobody"], 2, "There is no plan 'nobody'"),
        (["plan", "check", "."], 2, "There is no plan '.'"),
        (["plan", "check", PLAN, "--page", "x.pdf"], 2, "ends in .html"),
        (["plan", "chek"], 2, "No such command"),
        (["template", "nowhere"], 2, "'nowhere' is neither a drop nor a plan"),
        (["template", PLAN, "--source", "staf"], 2, "Did you mean 'staff'?"),
        (["template", PLAN, "--folder", "notebooks/trust/board.ipynb"], 7, "cannot be written"),
        (["new-drop", "2023-spring", "--from", "2022-autum"], 4, "no data drop '2022-autum'"),
        (["new-drop", "2023-spring"], 2, "Missing option '--from'"),
        (["new-drop", "2022-autumn", "--from", "2022-autumn"], 2, "does not come after"),
        (["new-drop", "2023-spring", "--from", "2022-autumn", "--plan", "no"], 2, "no plan 'no'"),
        (["new-drop", "a/b", "--from", "2022-autumn"], 2, "is also that of its folder"),
        (["new-drop", "2023-spring", "--from", "2022-autumn", "--as-of", "soon"], 2, "is no date"),
    ],
)  # fmt: skip
def test_a_mistake_on_the_command_line_ends_with_its_code_and_a_sentence(
    begun, run_cli, argv, code, said
):
    found = run_cli(begun[0], argv)
    assert found[0] == code
    assert said in found[1]
