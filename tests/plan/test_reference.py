"""The reference pages say what the code does now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldenthread.declaration import load
from goldenthread.exports_reference import exports_reference
from goldenthread.measures.catalogue import all_measures
from goldenthread.plan import Plan
from goldenthread.project import Project
from goldenthread.reference import criteria_table, main, measures_reference, pages
from goldenthread.sources.spec import load_sources
from goldenthread.trust import Trust

ROOT = Path(__file__).parents[2]
PLAN = load(ROOT / "params" / "plans" / "amethyst-2020-2023.yml", Plan)
TRUST = load(ROOT / "params" / "trusts" / "amethyst.yml", Trust)
PAGES = pages(Project(ROOT))


@pytest.mark.parametrize("path", sorted(PAGES), ids=lambda p: p.name)
def test_the_committed_page_is_current(path: Path) -> None:
    current = "run python -m goldenthread.reference and commit what it writes"
    assert path.read_text(encoding="utf-8") == PAGES[path], current


def test_every_criterion_has_its_measure_rule_and_exports() -> None:
    page = criteria_table(PLAN, TRUST, all_measures())
    rows = [line.strip("|").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    body = [row for row in rows if row[0].strip() not in ("Criterion", "---")]
    assert len(body) == sum(len(criterion.tests) for criterion in PLAN.criteria)
    assert all(len(row) == 5 for row in body)
    assert all(cell.strip() for row in body for cell in row[2:])
    for criterion in PLAN.criteria:
        assert f"| **{criterion.number}** {criterion.text} |" in page


def test_a_threshold_is_said_once_and_comes_from_the_yaml() -> None:
    page = criteria_table(PLAN, TRUST, all_measures())
    assert "at least 100%, amber when at least 90%" in page
    target = TRUST.targets["AM-1.SC2"]["governor_training"]
    changed = target.model_copy(update={"at_least": 77.0})
    targets = TRUST.targets | {"AM-1.SC2": {"governor_training": changed}}
    other = criteria_table(PLAN, TRUST.model_copy(update={"targets": targets}), all_measures())
    assert "is at least 77%" in other
    assert "knowledge of trust matters" in other
    assert "a target that nobody has set yet" in other


def test_every_measure_is_defined() -> None:
    register = all_measures()
    page = measures_reference(register)
    assert re.findall(r"^## (\w+)$", page, re.MULTILINE) == sorted(register)
    assert [name for name, measure in register.items() if len(measure.definition) < 20] == []


def test_numbers_that_are_parts_of_others_are_told_with_what_becomes_of_a_row_with_more() -> None:
    page = exports_reference(load_sources(ROOT / "params/sources"))
    for line in (
        "- Filled FTE cannot be more than Established FTE; where it is more, it counts as the "
        "whole.",
        "- Late before (L) cannot be more than Present; where it is more, none of these numbers of "
        "the row counts.",
        "- Present, AEA, Authorised and Unauthorised add up to Possible, less Missing; where they "
        "are more, none of these numbers of the row counts.",
    ):
        assert f"\n{line}\n" in page


def test_links_lead_to_files_and_headings_that_are_there() -> None:
    for path, text in PAGES.items():
        for target in re.findall(r"\]\(([^)]+)\)", text):
            name, _, heading = target.partition("#")
            linked = (path.parent / name).resolve()
            assert linked.is_file(), target
            if heading:
                assert f"\n## {heading}\n" in PAGES[linked], target


def test_writing_them_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("params", "notebooks"):
        (tmp_path / folder).symlink_to(ROOT / folder, target_is_directory=True)
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)

    main()

    assert capsys.readouterr().out.split() == [*(path.name for path in PAGES), "plans.md"]
    for path, text in PAGES.items():
        assert (tmp_path / "docs" / path.name).read_text(encoding="utf-8") == text
