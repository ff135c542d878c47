"""What the README and the pages beside it tell a newcomer to do works as it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from goldenthread import charts
from goldenthread.display.figure import Chart
from goldenthread.drop import Drop
from goldenthread.report import open_report

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]


def block(language: str) -> str:
    """The README's one example in that language, as far left as it goes."""
    (found,) = re.findall(rf"^( *)```{language}\n(.*?)^ *```", README, re.MULTILINE | re.DOTALL)
    indent, text = found
    return "".join(line.removeprefix(indent) for line in text.splitlines(keepends=True))


@pytest.mark.parametrize("page", PAGES, ids=[path.relative_to(ROOT).as_posix() for path in PAGES])
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _, _ = target.partition("#")
        assert not path or (page.parent / path).exists(), target


def test_the_first_edited_chart_is_shown():
    report = open_report(drop="data/demo/2022-summer", objective="standards", school="All schools")
    cell = {"report": report, "charts": charts}

    exec(block("python"), cell)  # noqa: S102 - the README's own lines

    before, after = report.shown
    assert isinstance(before, Chart)
    assert isinstance(after, Chart)
    assert after.title == before.title
    assert after.svg is not None
    assert "−1.0" in (before.svg or "")
    assert "−1.0" not in after.svg
    assert "+0.6" in after.svg
    assert cell["ax"].get_xlim() == (-0.6, 0.6)


def test_the_other_lines_for_a_cell_work():
    report = open_report(drop="data/demo/2022-summer", objective="standards", school="All schools")
    named = {"report": report}
    table, working = (
        eval(re.search(pattern, README)[1], named)  # noqa: S307 - the README's own lines
        for pattern in (r"`table = (.*?)`", r"`(report\.judgement\(.*?\)\.working\(\))`")
    )
    assert {"Moreton School", "Aldersley High School"} <= set(table["name"])
    assert "Moreton" in str(working)


def test_the_drop_in_the_readme_is_a_right_one():
    drop = Drop.model_validate(yaml.safe_load(block("yaml")))
    assert drop.drop == "2022-autumn"
    assert (ROOT / f"params/trusts/{drop.trust}.yml").is_file()
    assert (ROOT / f"params/plans/{drop.plan}.yml").is_file()


def test_the_commands_of_the_readme_are_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`?make ([a-z]+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
