"""Wrong declarations: each file in fixtures/bad says which faults it has, and all are found."""

from __future__ import annotations

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
    named = [text.removeprefix(f"{path.name}: ") for text in findings]
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


def test_the_word_no_stays_a_word(tmp_path: Path) -> None:
    path = tmp_path / "words.yml"
    text = (HERE / "good" / "trust.yml").read_text(encoding="utf-8")
    path.write_text(text + "settings: {answers: [yes, no, on, off, true]}\n", encoding="utf-8")

    assert load(path, Trust).settings["answers"] == ["yes", "no", "on", "off", True]
