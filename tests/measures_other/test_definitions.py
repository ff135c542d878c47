"""Every measure says what it is, of what, without what and how surely; the page is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.benchmarks import Benchmarks
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.definition import LABELS, parts_of
from goldenthread.national_figures import _STEMS
from goldenthread.reference import measures_reference

ROOT = Path(__file__).parents[2]
MEASURES = all_measures()
UNITS = {
    *("percent", "points", "score", "per 100", "count", "days", "pounds", "level", "yes/no"),
    *("percentage points", "pupils"),
}
WITHOUT_PARTS = {"count", "level", "yes/no"}


@pytest.mark.parametrize("name", MEASURES)
def test_a_definition_has_every_part(name):
    defined = parts_of(MEASURES[name].definition)
    assert defined.text, "the definition itself is missing"
    parts = (defined.denominator, defined.leaves_out, defined.interval)
    missing = [label for label, part in zip(LABELS, parts, strict=True) if not part]
    assert not missing, f"{name}: the docstring has no paragraph {missing}"
    assert all(part.endswith(".") for part in (defined.text, *parts))
    assert MEASURES[name].unit in UNITS


@pytest.mark.parametrize(
    "name", [n for n, m in MEASURES.items() if m.unit in ("percent", "per 100")]
)
def test_a_share_or_a_rate_says_of_what(name):
    assert not parts_of(MEASURES[name].definition).denominator.startswith("none")


@pytest.mark.parametrize("name", [n for n, m in MEASURES.items() if m.unit in WITHOUT_PARTS])
def test_a_count_has_no_denominator_and_says_so(name):
    assert parts_of(MEASURES[name].definition).denominator.startswith("none; it is")


def test_a_measure_with_a_national_figure_names_its_publication():
    held = Benchmarks(ROOT / "params" / "benchmarks").ids
    national = [
        name
        for name in MEASURES
        if any(b == stem or b.startswith(f"{stem}_") for b in held for stem in _stems(name))
    ]
    assert "attainment_8" in national
    assert [name for name in national if not MEASURES[name].publication] == []


def _stems(name):
    return (name, _STEMS.get(name, name))


def test_parts_are_told_apart_by_their_labels():
    defined = parts_of("""What it is.

    More: of it.

    Denominator: pupils
    on roll.

    Leaves out: nothing.

    Interval: 95%, Wilson: over pupils.
    """)
    assert defined.text == "What it is.\n\nMore: of it."
    assert defined.denominator == "pupils on roll."
    assert defined.leaves_out == "nothing."
    assert defined.interval == "95%, Wilson: over pupils."


def test_the_page_shows_each_part_on_a_line_of_its_own():
    page = measures_reference({"retention": MEASURES["retention"]})
    for name in ("Unit", "Denominator", "Leaves out", "Interval", "Publication", "Exports"):
        assert f"\n- {name}: " in page, name
    assert "Denominator: none" not in page
    assert page.count("Leaves out:") == 1
