"""Wrong declarations: each file in fixtures/bad says which faults it has, and all are found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldenthread.declaration import Declared, load
from goldenthread.errors import DeclarationError
from goldenthread.plan import Plan
from goldenthread.trust import Trust

HERE = Path(__file__).parent / "fixtures"
MODELS: dict[str, type[Declared]] = {"# plan": Plan, "# trust": Trust}


@pytest.mark.parametrize("path", sorted((HERE / "bad").glob("*.yml")), ids=lambda p: p.stem)
def test_every_fault_is_named_at_once(path: Path, tmp_path: Path) -> None:
    head, _, rest = path.read_text(encoding="utf-8").partition("\n")
    content, _, faults = rest.partition("# faults\n")
    copy = tmp_path / path.name
    copy.write_text(f"{head}\n{content}", encoding="utf-8")

    with pytest.raises(DeclarationError) as caught:
        load(copy, MODELS[head])

    expected = [line for line in faults.splitlines() if line]
    findings = [str(finding) for finding in caught.value.findings]
    if not findings:
        assert [str(caught.value)] == expected
        return
    named = [re.sub(rf"^{re.escape(path.name)}, line \d+: ", "", text) for text in findings]
    assert sorted(named) == sorted(expected)
    noun = "fault" if len(expected) == 1 else "faults"
    assert str(caught.value).startswith(f"{path.name} has {len(expected)} {noun}:")
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(("name", "model"), [("plan", Plan), ("trust", Trust)])
def test_a_right_declaration_has_no_fault(name: str, model: type[Declared]) -> None:
    assert load(HERE / "good" / f"{name}.yml", model)


def test_no_traceback_comes_with_a_fault(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError) as caught:
        load(tmp_path / "absent.yml", Plan)

    assert caught.value.__suppress_context__
    assert str(caught.value) == f"absent.yml: there is no such file in {tmp_path.name}/."


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.yml"
    path.write_bytes("title: Caf\xe9".encode("latin-1"))

    with pytest.raises(DeclarationError, match=r"latin\.yml: not UTF-8 text\. Save it as UTF-8\."):
        load(path, Plan)


def test_an_unclosed_bracket_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "open.yml"
    path.write_text("plan: x\ntitle: [a, b\ntrust: y\n", encoding="utf-8")

    with pytest.raises(DeclarationError, match=r"open\.yml, line 3: "):
        load(path, Plan)


GOOD = (HERE / "good" / "plan.yml").read_text(encoding="utf-8")
TESTS = """        tests:
          - rule: target
            measure: first_choice
            target: {at_least: 100, amber_within: 5, unit: percent}
"""


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("at_least: 100,", "at_least: 95%,",
         "line 35: $.objectives[0].criteria[0].tests[0].target.at_least (criterion HB-Q1): not a "
         "number; found '95%'. Write 95 and unit: percent."),
        ("amber_from: 80}", "amber_from: some}",
         "line 41: $.objectives[0].criteria[1].tests[0].amber_from (criterion HB-Q2): not a "
         "number; found 'some'"),
        (TESTS, "        tests: HB-Q2\n",
         "line 32: $.objectives[0].criteria[0].tests (criterion HB-Q1): a list is wanted here; "
         "found 'HB-Q2'. As in tests: [{rule: target, …}]."),
        (TESTS, "        tests: [HB-Q2]\n",
         "line 32: $.objectives[0].criteria[0].tests[0] (criterion HB-Q1): keys are wanted here; "
         "found 'HB-Q2'. As in {rule: target, …}."),
        ("[trust]", "trust",
         "line 53: $.objectives[1].criteria[0].levels (criterion HB-K1): a list is wanted here; "
         "found 'trust'. Put it in square brackets: [trust]."),
        ("{months_after_joining: 12}", "a year",
         "line 39: $.objectives[0].criteria[1].due (criterion HB-Q2): keys are wanted here; found "
         "'a year'. Known keys: as_printed, date, months_after_joining, years_after_joining."),
        ("    actions:\n      - {id: HB-A1,", "    actions:\n      - {id: HB-A1, owner: x,",
         "line 111: $.objectives[2].actions[0].owner (action HB-A1): unknown key 'owner'. "),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_a_readers_words_with_its_line(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    path = tmp_path / "plan.yml"
    assert right in GOOD
    path.write_text(GOOD.replace(right, wrong, 1), encoding="utf-8")

    with pytest.raises(DeclarationError) as caught:
        load(path, Plan)

    assert str(caught.value.findings[0]).startswith(f"plan.yml, {said}")


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("title: Our plan: the second year", "A text with a colon in it stands in quotation marks"),
        ("title: @all", "A text that begins with a sign such as @"),
    ],
)
def test_a_text_that_needs_quotation_marks_is_told_so(
    tmp_path: Path, line: str, advice: str
) -> None:
    path = tmp_path / "plan.yml"
    path.write_text(f"plan: x\n{line}\n", encoding="utf-8")

    with pytest.raises(DeclarationError, match=rf"^plan\.yml, line 2: .*\. {advice}"):
        load(path, Plan)


def test_the_word_no_stays_a_word(tmp_path: Path) -> None:
    path = tmp_path / "words.yml"
    text = (HERE / "good" / "trust.yml").read_text(encoding="utf-8")
    path.write_text(text + "settings: {answers: [yes, no, on, off, true]}\n", encoding="utf-8")

    assert load(path, Trust).settings["answers"] == ["yes", "no", "on", "off", True]
