"""What an export may call a school or a body, and what happens to a name that nobody has."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.declaration import load
from goldenthread.errors import ParameterError
from goldenthread.trust import Trust

PARAMS = Path(__file__).parents[2] / "params"


@pytest.fixture(scope="module")
def trust() -> Trust:
    return load(PARAMS / "trusts" / "amethyst.yml", Trust)


@pytest.mark.parametrize(
    ("name", "urn"),
    [
        ("Aldersley High School", "139138"),
        ("aldersley", "139138"),
        (" AHS ", "139138"),
        ("139138", "139138"),
        ("3365402", "139138"),
        ("Moreton  School", "144278"),
        ("3364005", "144278"),
    ],
)
def test_a_school_is_found_by_any_of_its_names(trust: Trust, name: str, urn: str) -> None:
    assert trust.school(name).urn == urn


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Attainment and Standards Committee", "attainment-curriculum"),
        ("Standards and Attainment Committee", "attainment-curriculum"),
        ("Curriculum and standards sub – committee", "attainment-curriculum"),
        ("Curriculum and Standards subcommittee", "attainment-curriculum"),
        ("Audit and Risk Committee", "audit-risk"),
        ("Audit & Risk Assurance", "audit-risk"),
        ("F&GP", "finance"),
        ("Amethyst Ambassadorial Commitee", "ambassadorial"),
        ("Trust Growth - Working Group", "growth"),
        ("AHS LGB", "lgb-aldersley"),
        ("lgb-moreton", "lgb-moreton"),
    ],
)
def test_a_body_is_found_by_every_name_that_the_plan_gives_it(
    trust: Trust, name: str, body: str
) -> None:
    found = trust.find_body(name)
    assert found is not None
    assert found.id == body


def test_an_unknown_school_is_answered_with_the_nearest(trust: Trust) -> None:
    with pytest.raises(ParameterError) as caught:
        trust.school("Moretown School")

    assert str(caught.value) == (
        "Amethyst Academies Trust has no school 'Moretown School'. Did you mean 'Moreton School'?"
    )
    assert caught.value.exit_code == 2


def test_the_beginning_of_a_name_is_enough_for_the_nearest(trust: Trust) -> None:
    with pytest.raises(ParameterError, match=r"Did you mean 'Aldersley High School'\?$"):
        trust.school("Aldersly")


def test_a_school_unlike_any_is_answered_with_all_of_them(trust: Trust) -> None:
    with pytest.raises(
        ParameterError, match=r"Allowed: Aldersley High School, Moreton School, All"
    ):
        trust.school("St Mary's")


def test_schools_and_seats_are_as_the_plan_prints_them(trust: Trust) -> None:
    schools = [(s.urn, s.laestab, str(s.joined), s.phase) for s in trust.schools]
    assert schools == [
        ("139138", "3365402", "2011-02-01", "secondary"),
        ("144278", "3364005", "2016-11-01", "secondary"),
    ]
    graded = [(s.ofsted.grade, s.ofsted.inspected) for s in trust.schools if s.ofsted]
    assert graded == [("Good", "March 2018"), ("Good", "February 2020")]
    seats = {body.id: body.seats for body in trust.bodies}
    assert seats == {
        "members": 5,
        "trust-board": 9,
        "finance": 4,
        "audit-risk": 3,
        "attendance-exclusions-safeguarding": 3,
        "attainment-curriculum": 3,
        "pay-hr": 3,
        "growth": 3,
        "ambassadorial": 8,
        "lgb-aldersley": 12,
        "lgb-moreton": 12,
    }
    dates = {body.id: len(body.meetings) for body in trust.bodies if body.meetings}
    assert dates == {
        "members": 1,
        "trust-board": 3,
        "finance": 11,
        "audit-risk": 5,
        "attendance-exclusions-safeguarding": 3,
        "attainment-curriculum": 3,
        "ambassadorial": 3,
    }
