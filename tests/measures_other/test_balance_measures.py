"""Reserves, forecasts, and which lines of the accounts are staff costs."""

from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.measures.measurement import State

MARCH, AUGUST = dt.date(2022, 3, 1), dt.date(2022, 8, 1)
YEAR_END = dt.date(2022, 8, 31)


def line(code, category, actual, school="100001", month=MARCH, **more):
    row = {"school": school, "month": month, "code": code, "category": category, "budget": 1.0}
    return row | {"actual": actual, "annual_budget": 2 * actual, "forecast": 2.5 * actual} | more


def ledger(school="100001", month=MARCH):
    return [
        line("1010", "income", 1000.0, school, month, description="Grant"),
        line("2010", "staff", 600.0, school, month, description="Teaching staff"),
        line("2020", "staff", 100.0, school, month, description="Agency supply"),
        line("3010", "other", 350.0, school, month, description="Indirect employee expenses"),
    ]


def held(place, amount, year="2021/22"):
    return {"place": place, "year": year, "brought_forward": amount}


def test_the_cumulative_balance_is_what_was_brought_and_what_the_year_left(measured):
    rows = [held("North", 300.0), held("North", 999.0, "2020/21")]
    found = measured("cumulative_balance", accounts=ledger(), reserves=rows)
    one = found.one("cumulative_balance", "100001")
    assert one.value == 300 - 50
    assert one.detail("Brought forward on 1 September") == "£300"
    assert one.detail("Balance of the year so far") == "−£50"


def test_reserves_are_held_against_a_whole_years_income(measured):
    before = measured("reserves_share", accounts=ledger(), reserves=[held("North", 300.0)])
    assert before.one("reserves_share", "100001").value == 100 * 250 / 2000
    after = measured(
        "reserves_share", YEAR_END, accounts=ledger(month=AUGUST), reserves=[held("North", 300.0)]
    )
    assert after.one("reserves_share", "100001").value == 100 * 250 / 1000


@pytest.mark.parametrize(
    ("rows", "trust"),
    [
        ([held("North", 300.0)], None),
        ([held("North", 300.0), held("South", -100.0)], 200 - 100),
        ([held("North", 300.0), held("South", -100.0), held("Trust office", 50.0)], 250 - 100),
        ([held("Trust office", 400.0)], 400 - 100),
        ([held("North", 300.0), held("South", None)], None),
    ],
)
def test_the_trust_has_a_reserve_where_all_of_it_is_known(measured, rows, trust):
    accounts = [*ledger(), *ledger("100002")]
    found = measured("cumulative_balance", accounts=accounts, reserves=rows)
    one = found.one("cumulative_balance", "trust")
    assert one.value == trust
    assert (one.state is State.NO_DATA) == (trust is None)


def test_pooled_reserves_are_no_schools(measured):
    found = measured("cumulative_balance", accounts=ledger(), reserves=[held("Trust office", 9.0)])
    assert found.one("cumulative_balance", "100001").state is State.NO_DATA


def test_the_forecast_of_the_year_needs_every_line(measured):
    whole = measured("forecast_balance", accounts=ledger()).one("forecast_balance", "100001")
    assert (whole.value, whole.detail("Budgeted for the year")) == (-125, "−£100")
    rows = [*ledger()[:-1], line("3010", "other", 350.0, forecast=None)]
    assert (
        measured("forecast_balance", accounts=rows).one("forecast_balance", "100001").state
        is State.NO_DATA
    )


@pytest.mark.parametrize(
    ("settings", "share", "named"),
    [
        ({}, 70, "Teaching staff (2010); Agency supply (2020)"),
        ({"staff_costs_leave_out": ["2020"]}, 60, "Teaching staff (2010)"),
        ({"staff_costs_leave_out": ["agency"]}, 60, "Teaching staff (2010)"),
        (
            {"staff_costs_add": ["Indirect employee"]},
            105,
            "Teaching staff (2010); Agency supply (2020); Indirect employee expenses (3010)",
        ),
        ({"staff_costs_add": ["1010"]}, 70, "Teaching staff (2010); Agency supply (2020)"),
    ],
)
def test_which_lines_are_staff_costs_is_a_setting_and_printed(measured, settings, share, named):
    found = measured("staff_cost_share", settings=settings, accounts=ledger())
    one = found.one("staff_cost_share", "100001")
    assert one.value == share
    assert one.detail("Counted as staff costs") == named
    left_out = "Agency supply (2020)" if "staff_costs_leave_out" in settings else ""
    assert one.detail("Left out by the trust’s setting") == left_out
