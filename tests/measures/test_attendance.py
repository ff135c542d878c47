from typing import Any

import pytest

from goldenthread.measures import attendance
from goldenthread.measures.measurement import TRUST, Measurements

NORTH, SOUTH = "100001", "100002"


def row(
    upn: str, possible: int | None, authorised: int, unauthorised: int, **more: object
) -> dict[str, object]:
    return {
        "school": NORTH,
        "upn": upn,
        "term": "autumn",
        "year_group": 7,
        "possible": possible,
        "authorised": authorised,
        "unauthorised": unauthorised,
    } | more


def one(found: Any, entity: str = NORTH, group: str = "all") -> Any:
    items = list(found)
    item = Measurements(items).one(items[0].measure, entity, group)
    assert item is not None
    return item


def test_sessions_are_pooled_and_pupils_not_averaged(build: Any) -> None:
    context = build(
        attendance=[row("a", 100, 9, 1), row("b", 10, 5, 0), row("c", 90, 0, 5, school=SOUTH)]
    )
    overall = one(attendance.overall_absence(context))
    assert (overall.numerator, overall.denominator) == (15, 110)
    assert overall.value == pytest.approx(100 * 15 / 110)
    assert one(attendance.authorised_absence(context)).value == pytest.approx(100 * 14 / 110)
    assert one(attendance.unauthorised_absence(context)).value == pytest.approx(100 / 110)
    assert one(attendance.overall_absence(context), TRUST).value == pytest.approx(10)


@pytest.mark.parametrize(
    ("possible", "missed", "persistent", "severe"),
    [
        (380, 37, 0, 0),
        (380, 38, 1, 0),  # 10% exactly
        (370, 37, 1, 0),
        (371, 37, 0, 0),
        (380, 189, 1, 0),
        (380, 190, 1, 1),  # half exactly
        (10, 0, 0, 0),
    ],
)
def test_edges_of_persistent_and_severe(
    build: Any, possible: int, missed: int, persistent: int, severe: int
) -> None:
    context = build(attendance=[row("a", possible, missed, 0)])
    assert one(attendance.persistent_absence(context)).numerator == persistent
    assert one(attendance.severe_absence(context)).numerator == severe


def test_a_pupil_counts_once_over_terms_and_at_each_school(build: Any) -> None:
    context = build(
        attendance=[
            row("a", 100, 20, 0),
            row("a", 100, 0, 0, term="spring"),
            row("b", 100, 0, 19),
            row("b", 100, 0, 0, term="spring"),
            row("a", 50, 0, 0, school=SOUTH, term="spring"),
        ]
    )
    found = list(attendance.persistent_absence(context))
    north = one(found)
    assert (north.numerator, north.denominator, north.n) == (1, 2, 2)
    assert one(found, TRUST).denominator == 3
    assert one(found, group="Autumn").numerator == 2
    assert one(found, group="Spring").numerator == 0
    names = [item.group for item in found if item.entity == NORTH]
    assert names == ["all", "Autumn", "Spring", "Year 7"]


def test_who_counts(build: Any) -> None:
    """Not the sixth form, nor who had no possible session; missing counts are not 0."""
    pupils = [{"school": NORTH, "upn": upn, "year_group": 8} for upn in "abcdef"]
    context = build(
        attendance=[
            row("a", 100, 0, 0),
            row("b", 100, 50, 0, year_group=12),
            row("c", 0, 0, 0),
            row("d", None, 0, 0),
        ],
        pupils=[*pupils, {"school": NORTH, "upn": "g", "year_group": 13}],
    )
    north = one(attendance.overall_absence(context))
    assert (north.value, north.n) == (0, 1)
    assert (north.coverage.covered, north.coverage.expected) == (1, 6)


def test_groups_of_pupils(build: Any) -> None:
    pupils = [
        {"school": NORTH, "upn": "a", "pupil_premium": True, "sex": "F", "sen": "E"},
        {"school": NORTH, "upn": "b", "pupil_premium": False, "sex": "M", "sen": "N"},
    ]
    context = build(attendance=[row("a", 100, 30, 0), row("b", 100, 0, 0)], pupils=pupils)
    found = list(attendance.overall_absence(context))
    assert one(found, group="Disadvantaged pupils").value == 30
    assert one(found, group="Not disadvantaged").value == 0
    assert one(found, group="Education, health and care plan").value == 30
