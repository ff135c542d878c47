"""A trust's settings: those that measures read, and a warning for any other."""

from __future__ import annotations

import re
from pathlib import Path

from goldenthread.declaration import check, read_yaml
from goldenthread.settings import SETTINGS, unknown_settings
from goldenthread.trust import Trust

ROOT = Path(__file__).parents[2]
GOOD = Path(__file__).parent / "fixtures" / "good"


def test_a_setting_that_nothing_reads_is_a_warning_with_the_nearest() -> None:
    content = read_yaml(GOOD / "trust.yml")
    content["settings"] = {"skils_level": 4, "pshe_hours": 20, "colour": "blue"}

    found = unknown_settings(check(content, Trust, "trust.yml"))

    assert {finding.severity for finding in found} == {"warning"}
    assert str(found[0]) == (
        "params/trusts/hollybank.yml: settings: no measure reads a setting 'skils_level'. "
        "Did you mean 'skills_level'?"
    )
    assert [finding.message[-8:] for finding in found] == ["s_level'", "'colour'"]


def test_the_settings_are_those_that_something_reads() -> None:
    """Asked for by their names, which a module may keep as a constant."""
    library = ROOT / "lib" / "goldenthread"
    texts = [p.read_text("utf-8") for p in library.rglob("*.py") if p.name != "settings.py"]
    asked = r"\b(?:setting|settings\.get)\(\s*\"(\w+)\""
    kept = r"^[A-Z_]+ = \"(\w+)\""
    read = {name for text in texts for name in re.findall(asked, text)}
    named = {name for text in texts for name in re.findall(kept, text, re.MULTILINE)}
    assert sorted(read - set(SETTINGS)) == []
    assert sorted(set(SETTINGS) - read - named) == []
