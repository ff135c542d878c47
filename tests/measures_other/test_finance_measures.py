"""Accounts, packs, audit, handbook, risks, milestones and recorded judgements."""

from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.measures.measurement import State

AS_OF = dt.date(2022, 4, 8)
DAY_AFTER = dt.date(2022, 4, 9)
MARCH, FEBRUARY = dt.date(2022, 3, 1), dt.date(2022, 2, 1)


def line(code, category, budget, actual, month=MARCH, school="100001"):
    row = {"school": school, "month": month, "code": code, "category": category}
    return row | {"budget": budget, "actual": actual}


NORTH = [
    line("1", "income", 1000.0, 1100.0),
    line("2", "staff", 700.0, 770.0),
    line("3", "other", 200.0, 180.0),
]
SOUTH = [
    line("1", "income", 100.0, 100.0, school="100002"),
    line("2", "staff", 90.0, 99.0, school="100002"),
]


def test_variance_is_actual_less_budget_and_says_which_way(measured):
    found = measured("budget_variance", accounts=[*NORTH, *SOUTH])
    values = {m.group: m.value for m in found.of("budget_variance", "100001")}
    assert values == {"all": 50, "Income": 100, "Staff costs": 70, "Other costs": -20}
    meanings = {m.group: m.detail("Meaning") for m in found.of("budget_variance", "100001")}
    assert meanings["all"].startswith("favourable")
    assert meanings["Staff costs"] == "adverse: more spent than budgeted"
    assert meanings["Other costs"] == "favourable: less spent than budgeted"
    assert found.one("budget_variance", "trust").value == 41
    assert (
        found.one("budget_variance", "trust").note == "actual less budget, to the end of March 2022"
    )


def test_staff_costs_pool_money_and_not_schools(measured):
    found = measured("staff_cost_share", accounts=[*NORTH, *SOUTH])
    assert found.one("staff_cost_share", "100001").value == pytest.approx(70)
    assert found.one("staff_cost_share", "100002").value == pytest.approx(99)
    assert found.one("staff_cost_share", "trust").value == pytest.approx(100 * 869 / 1200)


def test_each_month_stands_below_and_later_or_older_ones_do_not_count(measured):
    rows = [
        *NORTH,
        line("1", "income", 500.0, 500.0, FEBRUARY),
        line("1", "income", 900.0, 900.0, dt.date(2021, 8, 1)),
        line("1", "income", 900.0, 900.0, dt.date(2022, 5, 1)),
    ]
    found = measured("in_year_balance", accounts=rows)
    values = {m.group: m.value for m in found.of("in_year_balance", "100001")}
    assert values == {"all": 150, "February 2022": 500, "March 2022": 150}
    budget = measured("in_year_balance_budget", accounts=rows)
    assert budget.one("in_year_balance_budget", "100001").value == 100
    spent = measured("spent_to_date", accounts=rows)
    assert spent.one("spent_to_date", "100001").value == 950


def test_the_trust_waits_for_the_month_that_every_sheet_has(measured):
    south = [line("1", "income", 50.0, 60.0, FEBRUARY, "100002")]
    north = [line("1", "income", 500.0, 500.0, FEBRUARY)]
    found = measured("in_year_balance", accounts=[*NORTH, *north, *south])
    assert found.one("in_year_balance", "100001").note == "to the end of March 2022"
    assert found.one("in_year_balance", "trust").value == 560


def test_the_trust_offices_own_sheet_counts_for_the_trust(measured):
    office = [line("2", "staff", 10.0, 10.0, school="")]
    found = measured("in_year_balance", accounts=[*NORTH, *office])
    assert found.one("in_year_balance", "100001").value == 150
    assert found.one("in_year_balance", "trust").value == 140


def test_without_income_there_is_no_share(measured):
    rows = [line("2", "staff", 10.0, 10.0), line("3", "other", None, 5.0)]
    found = measured("staff_cost_share", accounts=rows).one("staff_cost_share", "100001")
    assert found.state is State.NO_DATA


def pack(due, issued=None, to_chair=None, to_trustees=None, month=dt.date(2021, 10, 1)):
    row = {"month": month, "due": due, "issued": issued, "to_chair": to_chair}
    return row | {"to_trustees": to_trustees}


MONDAY, TUESDAY = dt.date(2021, 11, 15), dt.date(2021, 11, 16)


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        (pack(TUESDAY, MONDAY, TUESDAY), (1, 1)),
        (pack(MONDAY, MONDAY, TUESDAY), (0, 1)),
        (pack(MONDAY, TUESDAY, TUESDAY), (0, 1)),
        (pack(MONDAY, MONDAY), (0, 1)),
        (pack(AS_OF), (0, 1)),
        (pack(DAY_AFTER), (None, None)),
        (pack(dt.date(2021, 8, 31), dt.date(2021, 8, 31)), (None, None)),
    ],
)
def test_a_pack_is_on_time_with_the_chair_by_the_day_it_was_due(measured, row, counts):
    one = measured("packs_on_time", accounts_packs=[row]).one("packs_on_time", "trust")
    assert (one.numerator, one.denominator) == counts


@pytest.mark.parametrize(
    ("as_of", "owed"),
    [
        (dt.date(2021, 9, 30), None),
        (dt.date(2021, 10, 30), None),
        (dt.date(2021, 10, 31), 1),
        (dt.date(2021, 12, 17), 1),
        (dt.date(2022, 4, 8), 3),
        (dt.date(2022, 8, 30), 5),
        (dt.date(2022, 8, 31), 6),
    ],
)
def test_packs_owed_to_trustees_so_far(measured, as_of, owed):
    rows = [pack(MONDAY, MONDAY, MONDAY, dt.date(2021, 9, 20))]
    found = measured("packs_to_trustees", as_of=as_of, accounts_packs=rows)
    assert found.one("packs_to_trustees", "trust").denominator == owed


def test_more_packs_than_owed_are_all_of_them(measured):
    rows = [pack(MONDAY, MONDAY, MONDAY, MONDAY) for _ in range(4)]
    one = measured("packs_to_trustees", accounts_packs=rows).one("packs_to_trustees", "trust")
    assert (one.value, one.n) == (100, 4)


def opinion(year="2020/21", words="unqualified", submitted=dt.date(2021, 12, 31)):
    row = {"year": year, "opinion": words, "due": dt.date(2021, 12, 31)}
    return row | {"submitted": submitted}


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([opinion()], 1),
        ([opinion(submitted=dt.date(2022, 1, 1))], 0),
        ([opinion(submitted=None)], 0),
        ([opinion(words="qualified")], 0),
        ([opinion(words=None)], None),
        ([opinion("2019/20", "qualified"), opinion()], 1),
    ],
)
def test_an_audit_is_clean_when_unqualified_and_in_time(measured, rows, value):
    one = measured("audit_opinion_clean", audit_outcome=rows).one("audit_opinion_clean", "trust")
    assert one.value == value
    assert one.detail("Financial year") == "2020/21"


def test_accounts_not_yet_due_are_no_answer(measured):
    found = measured(
        "audit_opinion_clean",
        as_of=dt.date(2021, 12, 17),
        audit_outcome=[opinion(submitted=dt.date(2021, 12, 20))],
    )
    assert found.one("audit_opinion_clean", "trust").state is State.NO_DATA


def action(due, status="open", closed=None, place="North", **more):
    row = {"reference": "1", "place": place, "due": due, "status": status, "closed": closed}
    return row | more


DUE = dt.date(2022, 1, 8)  # 90 days before the drop


@pytest.mark.parametrize(
    ("row", "counts", "band"),
    [
        (action(DUE, "closed", DUE), (1, 1), None),
        (action(DUE, "closed", MARCH), (1, 1), None),
        (action(DUE, "closed"), (1, 1), None),
        (action(DUE, "closed", DAY_AFTER), (0, 1), "Up to 90 days overdue"),
        (action(DUE), (0, 1), "Up to 90 days overdue"),
        (action(dt.date(2022, 1, 7)), (0, 1), "Over 90 days overdue"),
        (action(dt.date(2022, 1, 7), revised_due=DAY_AFTER), (0, 1), "Over 90 days overdue"),
        (action(AS_OF), (0, 1), "Up to 90 days overdue"),
        (action(DAY_AFTER), (None, None), "Not yet due"),
        (action(None), (None, None), "Not yet due"),
        (action(DAY_AFTER, "closed", MARCH), (None, None), None),
    ],
)
def test_audit_actions_are_judged_by_their_first_due_date(measured, row, counts, band):
    one = measured("audit_actions_on_time", audit_actions=[row]).one(
        "audit_actions_on_time", "100001"
    )
    assert (one.numerator, one.denominator) == counts
    ages = measured("audit_actions_age", audit_actions=[row]).of("audit_actions_age", "100001")
    assert {m.group for m in ages if m.value} == ({"all", band} if band else set())


def test_actions_of_other_places_count_for_the_trust_only(measured):
    rows = [
        action(DUE, "closed", DUE),
        action(DUE, place="Trust office"),
        action(DUE, place="The moon"),
    ]
    found = measured("audit_actions_on_time", audit_actions=rows)
    assert found.one("audit_actions_on_time", "100001").value == 100
    trust = found.one("audit_actions_on_time", "trust")
    assert trust.value == pytest.approx(100 / 3)
    assert trust.note == "1 row names no place of the trust and counts for the trust only"
    assert found.one("audit_actions_on_time", "100002").state is State.NO_DATA


def test_duties_that_do_not_apply_are_left_out_and_partly_is_not_met(measured):
    rows = [
        {"reference": str(n), "requirement": "R", "area": "Budget", "applies": applies, "met": met}
        for n, (applies, met) in enumerate(
            [(True, "yes"), (None, "yes"), (True, "partly"), (False, "no"), (True, None)]
        )
    ]
    one = measured("handbook_met", handbook=rows).one("handbook_met", "trust")
    assert (one.numerator, one.denominator) == (2, 3)
    assert (one.coverage.covered, one.coverage.expected) == (3, 4)
    assert one.note == "1 more partly met"


def risk(reference="R1", place="North", review_due=DAY_AFTER, reviewed=MARCH, residual=(2, 3)):
    likelihood, impact = residual
    row = {"reference": reference, "place": place, "review_due": review_due}
    row |= {"reviewed": reviewed, "inherent_likelihood": 4, "inherent_impact": 5}
    return row | {"residual_likelihood": likelihood, "residual_impact": impact}


@pytest.mark.parametrize(
    ("due", "reviewed", "counts"),
    [
        (DAY_AFTER, None, (1, 1)),
        (AS_OF, MARCH, (0, 1)),
        (AS_OF, AS_OF, (1, 1)),
        (MARCH, AS_OF, (1, 1)),
        (MARCH, DAY_AFTER, (0, 1)),
        (None, MARCH, (None, None)),
    ],
)
def test_a_risk_is_overdue_from_its_review_date(measured, due, reviewed, counts):
    rows = [risk(review_due=due, reviewed=reviewed)]
    one = measured("risks_reviewed", risks=rows).one("risks_reviewed", "100001")
    assert (one.numerator, one.denominator) == counts


def test_a_risk_scores_likelihood_times_impact(measured):
    rows = [risk(), risk("R2", "Trust", residual=(5, 4)), risk("R3", residual=(None, 4))]
    found = measured("risk_score", risks=rows)
    assert found.one("risk_score", "100001", "R1").value == 6
    assert found.one("risk_score", "100001", "R1").detail("Score before controls") == "20"
    assert found.one("risk_score", "100001", "R2") is None
    assert found.one("risk_score", "trust").value == 13


def tracked(status, done_on=None, **more):
    row = {"reference": "AM-7.SC1", "status": status, "done_on": done_on, "action": "Sign"}
    return row | {"due": dt.date(2022, 7, 31), "owner": "Chief executive"} | more


@pytest.mark.parametrize(
    ("rows", "done"),
    [
        ([tracked("done", AS_OF)], 1),
        ([tracked("done")], 1),
        ([tracked("done", DAY_AFTER)], 0),
        ([tracked("in_progress")], 0),
        ([tracked("stopped", MARCH)], 0),
        ([tracked(None)], 0),
        ([tracked("done", updated=MARCH), tracked("in_progress", updated=AS_OF)], 0),
        ([tracked("in_progress", updated=MARCH), tracked("done", updated=DAY_AFTER)], 0),
    ],
)
def test_a_milestone_is_done_by_the_day_of_the_drop(measured, rows, done):
    found = measured("milestone", milestones=rows)
    assert [(m.entity, m.group, m.value) for m in found] == [("trust", "AM-7.SC1", done)]


def test_a_milestone_says_when_it_is_due_and_whose_it_is(measured):
    one = measured("milestone", milestones=[tracked("done", MARCH, evidence="Minute 4")]).one(
        "milestone", "trust", "AM-7.SC1"
    )
    assert dict(one.details) == {
        "Status": "Done",
        "Due": "31 July 2022",
        "Done on": "1 March 2022",
        "Owner": "Chief executive",
        "Evidence": "Minute 4",
        "Milestone": "Sign",
    }


def judged(place, words, day=AS_OF):
    row = {"reference": "AM-6.SC4", "place": place, "judgement": words, "date": day}
    return row | {"judged_by": "Chief executive", "evidence": "Visit"}


def test_the_latest_recorded_judgement_counts(measured):
    rows = [
        judged("North School", "Green"),
        judged("north", "Red", MARCH),
        judged("Trust", "Amber"),
        judged("South", "Red", DAY_AFTER),
        judged("Elsewhere", "Red"),
    ]
    found = measured("recorded_judgement", recorded=rows)
    told = {m.entity: m.detail("Judgement") for m in found if m.state is State.MEASURED}
    assert told == {"100001": "Green", "trust": "Amber"}
    one = found.one("recorded_judgement", "100001", "AM-6.SC4")
    assert one.detail("Judged by") == "Chief executive"
    assert one.detail("Date") == "8 April 2022"
    assert found.one("recorded_judgement", "100002").state is State.NO_DATA


def test_a_line_without_an_amount_is_said_and_not_taken_for_nought(measured):
    rows = [*NORTH, line("4", "other", 50.0, None)]
    one = measured("in_year_balance", accounts=rows).one("in_year_balance", "100001")
    assert one.value == 150
    assert one.note == "to the end of March 2022, without 1 ledger line of unknown amount"
