"""Days away sick: whose, in which year, how many of them."""

from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.measures.measurement import State

LONG_AGO = dt.date(2019, 9, 1)
MONDAY, FRIDAY = dt.date(2022, 1, 10), dt.date(2022, 1, 14)
AS_OF = dt.date(2022, 4, 8)


def staff(number, place="North", left=None, **more):
    row = {"employee_id": str(number), "place": place, "post": f"Post {number}", "fte": 1.0}
    row |= {"staff_group": "teacher", "contract": "permanent", "started": LONG_AGO, "left": left}
    return row | more


def away(number, first=MONDAY, last=FRIDAY, days=5.0, kind="Sickness"):
    return {"employee_id": str(number), "kind": kind, "first_day": first, "last_day": last} | {
        "days": days
    }


FOUR = [staff(1), staff(2), staff(3), staff(4)]


@pytest.mark.parametrize(
    ("absence", "days"),
    [
        (away(1), 5),
        (away(1, days=4.5), 4.5),
        (away(1, MONDAY, FRIDAY, 5, "Illness - cold"), 5),
        (away(1, MONDAY, FRIDAY, 5, "Maternity"), None),
        (away(1, MONDAY, FRIDAY, 5, "Jury service"), None),
        # Two of the ten weekdays from 26 August to 8 September 2021 lie after 31 August ...
        (away(1, dt.date(2021, 8, 26), dt.date(2021, 9, 8), 10), 6),
        # ... and an absence that goes on has cost what it cost up to the drop.
        (away(1, dt.date(2022, 4, 4), None, 5), 5),
        (away(1, dt.date(2022, 4, 11), dt.date(2022, 4, 15)), None),
    ],
)
def test_days_that_count_this_year(measured, absence, days):
    found = measured("sickness_days", staff=FOUR, staff_absence=[absence])
    one = found.one("sickness_days", "100001", period="2021/22")
    if days is None:
        assert one is None or one.state is State.NO_DATA
    else:
        assert (one.value, one.numerator, one.denominator) == (days / 4, days, 4)


def test_a_teacher_away_twice_is_one_teacher(measured):
    spells = [away(1), away(1, dt.date(2022, 2, 1), dt.date(2022, 2, 1), 1), away(2, days=2)]
    taken = measured("sickness_taken", staff=FOUR, staff_absence=spells).one(
        "sickness_taken", "100001"
    )
    assert (taken.value, taken.numerator, taken.n) == (50, 2, 4)
    assert taken.low < 50 < taken.high
    days = measured("sickness_days", staff=FOUR, staff_absence=spells).one(
        "sickness_days", "100001"
    )
    assert days.value == 2


def test_last_year_counts_to_the_same_day(measured):
    spells = [
        away(1, dt.date(2021, 3, 1), dt.date(2021, 3, 5)),
        away(2, dt.date(2021, 5, 3), dt.date(2021, 5, 7)),
        away(3),
    ]
    found = measured("sickness_days", staff=FOUR, staff_absence=spells)
    assert found.one("sickness_days", "100001", period="2020/21").numerator == 5
    assert found.one("sickness_days", "100001", period="2021/22").numerator == 5


def test_a_school_that_the_log_does_not_name_has_no_figure(measured):
    rows = [*FOUR, staff(5, "South")]
    found = measured("sickness_taken", staff=rows, staff_absence=[away(1)])
    assert found.one("sickness_taken", "100002").state is State.NO_DATA
    assert found.one("sickness_taken", "trust").numerator == 1


def test_support_staff_and_the_office_are_no_teachers(measured):
    rows = [staff(1), staff(2), staff(3, staff_group="support"), staff(4, "Trust office")]
    spells = [away(1), away(3), away(4)]
    found = measured("sickness_taken", staff=rows, staff_absence=spells)
    assert found.one("sickness_taken", "trust").denominator == 2
    assert found.one("sickness_taken", "trust", "Support staff").numerator == 1


def test_an_absence_counts_where_its_person_worked_when_it_began(measured):
    move = dt.date(2022, 1, 31)
    rows = [
        staff(1, left=move),
        staff(1, "South", started=dt.date(2022, 2, 1), post="Head"),
        staff(2),
        staff(3, "South"),
    ]
    spells = [away(1), away(3, days=1), away(2, days=1)]
    found = measured("sickness_days", staff=rows, staff_absence=spells)
    assert found.one("sickness_days", "100001").numerator == 6
    assert found.one("sickness_days", "100002").numerator == 1
    assert found.one("sickness_days", "trust").numerator == 7


def test_an_absence_without_days_shows_in_the_coverage(measured):
    spells = [away(1), away(2, days=None)]
    one = measured("sickness_days", staff=FOUR, staff_absence=spells).one("sickness_days", "100001")
    assert (one.numerator, one.coverage.covered, one.coverage.expected) == (5, 1, 2)
    unknown = measured("sickness_days", staff=FOUR, staff_absence=[away(2, days=None)])
    assert unknown.one("sickness_days", "100001").state is State.NO_DATA
