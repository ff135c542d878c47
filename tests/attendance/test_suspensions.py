"""Suspensions of a term against the same term a year ago, their length, and the yearly limit."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from attendance_contexts import NORTH, SOUTH, context

from goldenthread.measures import suspension_changes, suspensions
from goldenthread.measures.data_findings import data_findings
from goldenthread.measures.disclosure import disclose
from goldenthread.measures.measurement import TRUST, Measurement, Measurements, State
from goldenthread.measures.registry import REGISTER

CENSUS = [
    {"school": school, "year": year, "headcount": heads}
    for school, heads in ((NORTH, 500), (SOUTH, 250))
    for year in ("2020/21", "2021/22", "2023/24", "2024/25")
]


def events(count: int, day: str, **more: object) -> list[dict[str, object]]:
    """So many suspensions of as many pupils."""
    return [
        {"school": NORTH, "upn": f"{day} {n}", "type": "suspension", "reason": "Other"}
        | {"start": dt.date.fromisoformat(day)}
        | more
        for n in range(count)
    ]


def change(rows: list[dict[str, object]], group: str = "Autumn", **given: Any) -> Measurement:
    found = Measurements(
        suspension_changes.suspension_change(context(suspensions=rows, census=CENSUS, **given))
    )
    item = found.one("suspension_change", NORTH, group)
    assert item is not None
    return item


@pytest.mark.parametrize(
    ("now", "before", "value", "clear"),
    [
        (10, 10, 0.0, False),
        (12, 10, 0.4, False),
        (5, 25, -4.0, True),
        (25, 5, 4.0, True),
        (15, 25, -2.0, False),  # ten fewer of 500 pupils is within chance
        (0, 1, -0.2, False),
        (0, 10, -2.0, True),
    ],
)
def test_autumn_is_held_against_autumn(now: int, before: int, value: float, clear: bool) -> None:
    rows = events(now, "2024-10-07") + events(before, "2023-10-09")
    # Another term, and later in the year, has nothing to do with it.
    rows += events(40, "2024-02-05") + events(3, "2025-01-20")
    item = change(rows)
    assert item.value == pytest.approx(value)
    assert item.low is not None
    assert item.high is not None
    assert item.low < value < item.high
    assert (item.low > 0 or item.high < 0) == clear
    assert ("more than chance" in item.note and "no more" not in item.note) == clear
    assert item.detail("2024/25") == f"{now} of 500 pupils"
    assert item.detail("2023/24") == f"{before} of 500 pupils"


def test_a_term_that_has_not_begun_is_compared_with_nothing() -> None:
    rows = events(3, "2024-10-07") + events(3, "2023-10-09") + events(3, "2024-02-05")
    found = list(
        suspension_changes.suspension_change(
            context(suspensions=rows, census=CENSUS, as_of=dt.date(2024, 12, 13))
        )
    )
    assert [item.group for item in found if item.entity == NORTH] == ["all", "Autumn"]


def test_last_year_counts_up_to_the_same_day() -> None:
    rows = events(3, "2024-10-07") + events(4, "2023-10-09") + events(9, "2023-12-18")
    item = change(rows, as_of=dt.date(2024, 12, 13))
    assert item.detail("2023/24") == "4 of 500 pupils"


def test_closed_schools_are_no_comparison() -> None:
    rows = events(3, "2022-02-07") + events(3, "2021-03-15") + events(5, "2021-11-01")
    given = {"year": "2021/22", "as_of": dt.date(2022, 7, 20)}
    spring = change([*rows, *events(4, "2020-11-02")], "Spring", **given)
    assert (spring.state, spring.value) == (State.NOT_MEASURABLE, None)
    assert "2020/21" in spring.note
    assert change([*rows, *events(4, "2020-11-02")], "Autumn", **given).value == pytest.approx(0.2)


def test_length_is_of_suspensions_with_a_length() -> None:
    rows = [
        *events(1, "2024-10-07", days=1.5),
        *events(1, "2024-10-08", days=2.5),
        *events(1, "2024-10-09"),
        *events(1, "2024-10-10", days=9, type="permanent"),
        *events(1, "2023-10-10", days=9),
        *events(1, "2024-11-10", days=5, school=SOUTH),
    ]
    found = Measurements(suspension_changes.suspension_length(context(suspensions=rows)))
    values = {item.entity: (item.value, item.numerator, item.denominator) for item in found}
    assert values == {NORTH: (2.0, 4.0, 2.0), SOUTH: (5.0, 5.0, 1.0), TRUST: (3.0, 9.0, 3.0)}


def test_an_event_counts_under_each_reason_and_once_under_all() -> None:
    rows = events(5, "2024-10-07", type="permanent", reason="Bullying", reason_2="Damage")
    rows += events(1, "2024-10-08", type="permanent", reason="BULLYING", reason_2="Bullying")
    found = suspensions.exclusion_rate(context(suspensions=rows, census=CENSUS))
    counts = {item.group: item.numerator for item in found if item.entity == NORTH}
    assert (counts["all"], counts["Bullying"], counts["Damage"]) == (6, 6, 5)


def test_fewer_pupils_than_the_smallest_group_are_not_divided_by_reason() -> None:
    """Their reasons would be withheld, and the total with them, since 2 and 2 are all of 4."""
    rows = events(2, "2024-10-07", type="permanent", reason="Bullying")
    rows += events(2, "2024-10-08", type="permanent", reason="Damage")
    given = context(suspensions=rows, census=CENSUS)
    found = disclose(suspensions.exclusion_rate(given), REGISTER, given.trust)
    shown = {item.group: item.value for item in found if item.entity == NORTH and item.numerator}
    assert shown == {"all": pytest.approx(0.8), "Autumn": pytest.approx(0.8)}


@pytest.mark.parametrize(
    ("days", "faults"), [((45.0,), 0), ((45.5,), 1), ((23.0, 22.0), 0), ((23.0, 22.5), 1)]
)
def test_more_than_45_days_in_a_year_at_all_schools_is_reported(
    days: tuple[float, ...], faults: int
) -> None:
    rows = [
        event | {"upn": "a"}
        for n, length in enumerate(days)
        for event in events(1, f"2024-10-{7 + n:02d}", days=length, school=(NORTH, SOUTH)[n])
    ]
    rows += events(1, "2023-11-01", days=40, upn="a")  # last year
    found = [f for f in data_findings(context(suspensions=rows)) if f.source == "suspensions"]
    assert len(found) == faults
    if found:
        assert "1 pupil has more than 45 school days" in found[0].message
        assert found[0].row is None
