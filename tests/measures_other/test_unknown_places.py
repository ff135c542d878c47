"""A slip in the name of a place would leave a row of a log out without a word: it is a warning."""

from __future__ import annotations

import pytest

from goldenthread.measures.data_findings import data_findings


def row(place, **more):
    return {"reference": "C1", "place": place, **more}


@pytest.mark.parametrize("place", ["North", "north school", "Trust office", "Test Trust",
                                   "All schools", "North LGB"])  # fmt: skip
@pytest.mark.parametrize("log", ["evidence_log", "occasions"])
def test_a_known_place_is_no_finding(context, log, place):
    assert data_findings(context(**{log: [row(place)]})) == ()


@pytest.mark.parametrize("source", ["evidence_log", "occasions", "recorded", "milestones"])
def test_an_unknown_place_is_told_with_its_rows_and_what_is_near(context, source):
    (found,) = data_findings(
        context(**{source: [row("North"), row("Nroth School"), row("Nroth School")]})
    )
    assert (found.severity, found.row, found.found) == ("warning", 3, "Nroth School")
    assert "nothing counts of rows 3–4" in found.message
    assert found.allowed.startswith("North School, South School")
    assert found.fix == "Did you mean 'North School'?"


@pytest.mark.parametrize("source", ["recorded", "milestones"])
def test_only_a_log_has_rows_of_all_schools(context, source):
    (found,) = data_findings(context(**{source: [row("All schools")]}))
    assert "All schools" not in found.allowed


def test_an_action_without_a_place_is_the_trusts(context):
    assert data_findings(context(milestones=[row(None)])) == ()


@pytest.mark.parametrize(
    ("source", "column"), [("posts", "Site"), ("vacancies", "School or trust office")]
)
def test_a_post_of_no_place_counts_for_no_school(context, source, column):
    rows = [{"place": place, "post": "Clerk"} for place in ("North", "Trust office", "Nroth")]
    (found,) = data_findings(context(**{source: rows}))
    assert (found.row, found.column, found.found) == (4, column, "Nroth")
    assert found.message == "this is no place of the trust, so no school’s figure counts row 4"
