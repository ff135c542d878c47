import datetime as dt
from typing import Any

import pytest

from goldenthread.measures import behaviour, suspensions
from goldenthread.measures.measurement import TRUST, Measurement, Measurements

NORTH, SOUTH = "100001", "100002"
CENSUS = [
    {"school": NORTH, "year": "2020/21", "headcount": 400},
    {"school": NORTH, "year": "2021/22", "headcount": 500},
    {"school": SOUTH, "year": "2020/21", "headcount": 100},
    {"school": SOUTH, "year": "2021/22", "headcount": 100},
]


def event(upn: str, start: str, **more: object) -> dict[str, object]:
    return {
        "school": NORTH,
        "upn": upn,
        "type": "suspension",
        "reason": "Persistent disruptive behaviour",
        "start": dt.date.fromisoformat(start),
    } | more


LOG = [
    event("a", "2021-09-06"),
    event("a", "2022-03-01", reason_2="Physical assault against a pupil"),
    event("b", "2022-05-09", reason="PHYSICAL assault against a pupil"),
    event("c", "2022-06-20"),
    event("c", "2022-06-21", type="permanent"),
    event("c", "2022-06-01", type="lunchtime"),
    event("d", "2020-11-02"),
    event("d", "2021-06-15"),
    event("e", "2020-08-31"),
    event("f", "2022-03-02", school=SOUTH),
]


def one(
    found: Any, entity: str = NORTH, group: str = "all", period: str = "2021/22"
) -> Measurement:
    items = list(found)
    item = Measurements(items).one(items[0].measure, entity, group, period)
    assert item is not None
    return item


def test_year_to_date_and_the_same_point_last_year(build: Any) -> None:
    context = build(as_of=dt.date(2022, 6, 14), suspensions=LOG, census=CENSUS)
    found = list(suspensions.suspension_rate(context))
    now, before = one(found), one(found, period="2020/21")
    assert (now.numerator, now.denominator, now.value) == (3, 500, 0.6)
    assert (before.numerator, before.denominator) == (1, 400)  # 15 June is after the same day
    assert found.index(now) < found.index(before)
    trust = one(found, TRUST)
    assert (trust.numerator, trust.denominator) == (4, 600)
    assert "14 June 2022" in now.note


def test_terms_reasons_and_who_is_behind_them(build: Any) -> None:
    others = [event(upn, "2022-06-20", reason="Other") for upn in "ghi"]
    context = build(suspensions=[*LOG, *others], census=CENSUS)
    found = list(suspensions.suspension_rate(context))
    counts = {
        item.group: (item.numerator, item.n)
        for item in found
        if item.entity == NORTH and item.period == "2021/22"
    }
    assert counts == {
        "all": (7, 500),
        "Autumn": (1, 500),
        "Spring": (1, 500),
        "Summer": (5, 500),
        "Other": (3, 3),
        "Persistent disruptive behaviour": (3, 2),
        "Physical assault against a pupil": (2, 2),
    }


def test_only_terms_that_have_begun(build: Any) -> None:
    context = build(as_of=dt.date(2021, 12, 17), suspensions=LOG, census=CENSUS[::2])
    found = list(suspensions.suspension_rate(context))
    assert [i.group for i in found if i.entity == NORTH and i.period == "2021/22"][:2] == [
        "all",
        "Autumn",
    ]
    # the January census of the year is still to come
    assert one(found).denominator == 400
    assert "2020/21 census" in one(found).note
    assert "Spring" not in {item.group for item in found}


def test_permanent_exclusions_none_last_year_is_0(build: Any) -> None:
    found = list(suspensions.exclusion_rate(build(suspensions=LOG, census=CENSUS)))
    assert one(found).value == 0.2
    assert one(found, period="2020/21").value == 0
    assert one(found, SOUTH).value == 0


def test_pupils_with_one_and_with_more(build: Any) -> None:
    context = build(suspensions=LOG, census=CENSUS)
    assert one(suspensions.pupils_suspended(context)).numerator == 3
    assert one(suspensions.repeat_suspensions(context)).numerator == 1


@pytest.mark.parametrize(("phase", "held"), [("secondary", False), ("primary", True)])
def test_a_school_that_is_not_in_the_log(build: Any, phase: str, held: bool) -> None:
    rows = [row for row in LOG if row["school"] == NORTH]
    context = build(suspensions=rows, census=CENSUS, phase=phase)
    found = Measurements(suspensions.suspension_rate(context))
    item = found.one("suspension_rate", SOUTH)
    assert (item is not None and item.value == 0) == held
    trust = found.one("suspension_rate", TRUST)
    assert trust is not None
    assert trust.coverage is not None
    assert trust.coverage.covered == (2 if held else 1)
    assert trust.denominator == (600 if held else 500)


def test_a_log_that_ends_before_the_year_gives_no_figure_for_it(build: Any) -> None:
    context = build(suspensions=[event("d", "2020-11-02")], census=CENSUS)
    assert {i.period for i in suspensions.suspension_rate(context)} == {"2020/21"}


def test_an_incident_with_several_pupils_counts_once(build: Any) -> None:
    log: list[dict[str, object]] = [
        {"incident_id": "1", "upn": "a", "type": "Defiance"},
        {"incident_id": "1", "upn": "b", "type": "Defiance"},
        {"incident_id": "2", "upn": "a", "type": "Truancy"},
        {"incident_id": None, "upn": "a", "type": None},
        *({"incident_id": upn, "upn": upn, "type": "Truancy"} for upn in "cdef"),
    ]
    rows = [{"school": NORTH, "date": dt.date(2021, 10, 1)} | row for row in log]
    found = list(behaviour.incident_rate(build(behaviour=rows, census=CENSUS)))
    assert one(found).numerator == 7
    assert (one(found, group="Defiance").numerator, one(found, group="Defiance").n) == (1, 2)
    assert {item.entity for item in found} == {NORTH, TRUST}
