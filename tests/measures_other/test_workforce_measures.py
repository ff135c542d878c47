"""Who stayed, who left, which posts are empty: by hours, by school and in the trust."""

from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.measures.measurement import State
from goldenthread.measures.staff_in_post import census_day, last_census

LONG_AGO = dt.date(2019, 9, 1)
CENSUS_BEFORE, CENSUS = dt.date(2020, 11, 5), dt.date(2021, 11, 4)


def staff(number, left=None, place="North", **more):
    row = {"employee_id": str(number), "place": place, "post": f"Post {number}", "fte": 1.0}
    row |= {"staff_group": "teacher", "contract": "permanent", "started": LONG_AGO, "left": left}
    return row | more


@pytest.mark.parametrize(
    ("year", "day"), [(2019, 7), (2020, 5), (2021, 4), (2022, 3), (2023, 2), (2024, 7), (2018, 1)]
)
def test_the_census_is_the_first_thursday_in_november(year, day):
    assert census_day(year) == dt.date(year, 11, day)


@pytest.mark.parametrize(
    ("day", "census"),
    [
        (dt.date(2021, 11, 3), CENSUS_BEFORE),
        (dt.date(2021, 11, 4), CENSUS),
        (dt.date(2022, 8, 31), CENSUS),
    ],
)
def test_the_last_census_is_not_after_the_drop(day, census):
    assert last_census(day) == census


@pytest.mark.parametrize(
    ("row", "kept", "total"),
    [
        (staff(1), 1, 1),
        (staff(1, CENSUS), 1, 1),
        (staff(1, dt.date(2021, 11, 3)), 0, 1),
        (staff(1, dt.date(2022, 1, 1)), 1, 1),
        (staff(1, fte=0.6), 0.6, 0.6),
        (staff(1, CENSUS_BEFORE), 0, 1),
        (staff(1, dt.date(2020, 11, 4)), None, None),
        (staff(1, started=CENSUS_BEFORE), 1, 1),
        (staff(1, started=dt.date(2020, 11, 6)), None, None),
        (staff(1, contract="fixed_term"), None, None),
        (staff(1, contract="casual"), None, None),
        (staff(1, staff_group="leader"), 1, 1),
        (staff(1, staff_group="support"), None, None),
        (staff(1, fte=None), None, None),
    ],
)
def test_retention_counts_the_hours_of_those_at_both_censuses(measured, row, kept, total):
    one = measured("retention", staff=[row]).one("retention", "100001")
    assert (one.numerator, one.denominator) == (kept, total)


def test_retention_before_the_census_looks_a_year_further_back(measured):
    rows = [staff(1, dt.date(2020, 10, 1)), staff(2)]
    found = measured("retention", as_of=dt.date(2021, 10, 1), staff=rows)
    one = found.one("retention", "100001")
    assert one.value == 50
    assert one.detail("In post on") == "7 November 2019"
    assert one.detail("Still in post on") == "5 November 2020"


def test_a_move_inside_the_trust_leaves_the_school_and_not_the_trust(measured):
    rows = [
        staff(1, dt.date(2021, 8, 31)),
        staff(1, None, "South School", started=dt.date(2021, 9, 1), post="Head of year"),
        staff(2),
        staff(3, dt.date(2021, 8, 31), "South"),
    ]
    found = measured("retention", staff=rows)
    assert found.one("retention", "100001").value == 50
    assert found.one("retention", "100002").value == 0
    assert found.one("retention", "trust").value == pytest.approx(100 * 2 / 3)


def test_promotion_at_the_same_school_is_no_leaving(measured):
    rows = [
        staff(1, dt.date(2021, 8, 31)),
        staff(1, staff_group="leader", post="Head", started=dt.date(2021, 9, 1)),
    ]
    assert measured("retention", staff=rows).one("retention", "100001").value == 100


def test_staff_groups_stand_below_and_the_trust_office_is_left_out(measured):
    rows = [staff(1), staff(2, staff_group="support"), staff(3, None, "Trust office")]
    found = measured("retention", staff=rows)
    assert {m.group for m in found.of("retention", "100001")} == {
        "all",
        "Teachers",
        "Support staff",
    }
    assert found.one("retention", "trust").denominator == 1


def test_turnover_is_leavers_over_the_mean_in_post(measured):
    rows = [
        staff(1),
        staff(2, dt.date(2022, 4, 8)),  # last day on the day of the drop: gone
        staff(3, dt.date(2021, 4, 8)),  # last day a year before: not in these twelve months
        staff(4, started=dt.date(2022, 1, 1)),
    ]
    one = measured("turnover", staff=rows).one("turnover", "100001")
    assert (one.numerator, one.denominator) == (1, 3)


def test_stability_leaves_out_who_goes_on_the_drops_day(measured):
    rows = [staff(1), staff(2, dt.date(2022, 4, 8)), staff(3, started=dt.date(2021, 4, 10))]
    assert measured("stability", staff=rows).one("stability", "100001").value == 50


def test_stability_counts_the_leavers_of_one_summer_and_not_of_two(measured):
    last_days = [dt.date(2021, 8, 31), dt.date(2022, 8, 31), None, None]
    rows = [staff(n, left) for n, left in enumerate(last_days)]
    found = measured("stability", as_of=dt.date(2022, 8, 31), staff=rows)
    one = found.one("stability", "100001")
    assert (one.numerator, one.denominator) == (2, 3)


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ("Retired", "Retired"),
        ("Retirement", "Retired"),
        ("Another state school", "Another school"),
        ("South School", "Another school of the trust"),
        ("Other school within the trust", "Another school of the trust"),
        ("School outside the trust", "Another school"),
        ("Left education", "Outside schools"),
        ("Private sector", "Outside schools"),
        ("Left teaching", "Outside schools"),
        ("Not known", "Not recorded"),
        (None, "Not recorded"),
    ],
)
def test_destinations_are_grouped(measured, typed, group):
    rows = [staff(1, dt.date(2022, 1, 1), destination=typed)]
    found = measured("leavers", staff=rows)
    assert [(m.group, m.value) for m in found.of("leavers", "100001")] == [("all", 1), (group, 1)]


def test_who_moves_inside_the_trust_is_a_leaver_of_the_school_only(measured):
    rows = [
        staff(1, dt.date(2021, 12, 31), destination="South School"),
        staff(1, None, "South", started=dt.date(2022, 1, 1)),
    ]
    found = measured("leavers", staff=rows)
    assert found.one("leavers", "100001").value == 1
    assert found.one("leavers", "trust").value == 0


def post(reference, size, filled, place="North", **more):
    row = {"reference": str(reference), "place": place, "post": "Post", "staff_group": "teacher"}
    return row | {"fte": size, "filled_fte": filled} | more


def test_vacancy_is_empty_hours_of_established(measured):
    rows = [post(1, 1, 1), post(2, 1, 0.5), post(3, 1, 1.2), post(4, 1, None), post(5, 0, 0)]
    rows.append(post(6, 1, 0, staff_group="support"))
    found = measured("vacancy_rate", posts=rows)
    assert found.one("vacancy_rate", "100001").value == pytest.approx(100 * 0.5 / 3)
    assert found.one("vacancy_rate", "100001", "Support staff").value == 100


def test_only_posts_of_the_trust_office_count_for_the_office(measured):
    rows = [
        post(1, 1, 1, "Trust office", trained=True),
        post(2, 1, 0, "Trust office", trained=False),
        post(3, 2, 2, "Trust Office", trained=False, required_training="Payroll"),
        post(4, 1, 1, "Trust office", required_training="Payroll"),
        post(5, 1, 1, "Trust office"),
        post(6, 9, 0, "North", trained=False),
    ]
    filled = measured("office_posts_filled", posts=rows).one("office_posts_filled", "trust")
    assert (filled.numerator, filled.denominator) == (5, 6)
    trained = measured("office_trained", posts=rows).one("office_trained", "trust")
    assert (trained.numerator, trained.denominator) == (1, 2)
    assert (trained.coverage.covered, trained.coverage.expected) == (2, 3)


def test_a_trust_without_office_posts_has_no_figure(measured):
    found = measured("office_posts_filled", posts=[post(1, 1, 1)])
    assert found.one("office_posts_filled", "trust").state is State.NO_DATA


def test_two_posts_of_one_leaver_count_with_all_their_hours_and_as_one_person(measured):
    rows = [
        staff(1, dt.date(2021, 12, 31), fte=0.6, post="Teacher", destination=None),
        staff(1, dt.date(2021, 12, 31), fte=0.4, post="Head of year", destination="Retired"),
        staff(2),
    ]
    gone = measured("turnover", staff=rows).one("turnover", "100001")
    assert (gone.numerator, gone.denominator) == (1.0, 1.5)
    counted = measured("leavers", staff=rows)
    assert counted.one("leavers", "100001").value == 1
    assert counted.one("leavers", "100001", "Retired").value == 1
