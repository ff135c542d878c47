"""Items in place with dated evidence: which count, how many are wanted, and what is said."""

from __future__ import annotations

import pytest
from logged_rows import item, log

from goldenthread.judgement.rating import Rating

GREEN, AMBER, RED, NO_DATA = Rating.GREEN, Rating.AMBER, Rating.RED, Rating.NO_DATA
NORTH, SOUTH = "100001", "100002"  # judged as at 31 August 2022


def evidence(world, *rows, entity=NORTH, **keys):
    log(world, evidence_log=rows).criterion({"rule": "evidence"} | keys)
    return world.of(entity=entity)


@pytest.mark.parametrize(
    ("rows", "keys", "rating", "sentence"),
    [
        ([item("Policy"), item("Plan")], {}, GREEN,
         "Both items are in place with evidence of the last 12 months."),
        ([item("Policy")], {}, GREEN, "The only item is in place"),
        ([item("Policy", "none", "")], {}, RED,
         "The only item is not in place with evidence of the last 12 months; "
         "Policy (not in place)."),
        # Exactly at the bounds of amber.
        ([item("Policy"), item("Plan", "part")], {}, AMBER,
         "1 of 2 items is in place with evidence of the last 12 months; Plan (partly in place)."),
        ([item("Policy"), item("Plan", "none", "")], {"amber_from": 50.1}, RED, "1 of 2 items"),
        ([item("A"), item("B", "none"), item("C", "none")], {}, RED, "1 of 3 items is in place"),
        # Evidence of a year ago to the day counts, of the day before it does not.
        ([item("Policy", date="2021-08-31")], {}, GREEN, "The only item is in place"),
        ([item("Policy", date="2021-08-30")], {}, RED,
         "The only item is not in place with evidence of the last 12 months; "
         "Policy (its evidence is of 30 August 2021)."),
        ([item("Policy", date="2021-08-30")], {"within_months": 24}, GREEN, "The only item is in"),
        # What is dated after the drop, or not at all, shows nothing.
        ([item("Policy", date="2022-09-01")], {}, RED, "The only item is not in place"),
        ([item("Policy", date="")], {}, RED,
         "The only item is not in place with evidence of the last 12 months; "
         "Policy (its evidence has no date)."),
        # The latest row about an item counts, whatever the order and the capitals.
        ([item("Policy", "none", "2022-06-01"), item("policy", date="2022-05-01")], {}, RED,
         "The only item is not in place"),
        ([item("Policy", date="2022-05-01"), item("Policy", date="2023-01-01")], {}, GREEN,
         "The only item is in place"),
        # So many are wanted, and no more.
        ([item("A"), item("B"), item("C", "none")], {"at_least": 2}, GREEN,
         "2 of 3 items are in place with evidence of the last 12 months (at least 2 wanted)."),
        ([item("A"), item("B"), item("C", "none")], {"at_least": 4}, AMBER,
         "2 of 3 items are in place with evidence of the last 12 months (at least 4 wanted); "
         "C (not in place)."),
        ([item("A"), item("B", "none")], {"at_least": 3}, RED, "1 of 2 items"),
    ],
)  # fmt: skip
def test_items_in_place(world, rows, keys, rating, sentence):
    judgement = evidence(world, *rows, **keys)
    assert judgement.rating is rating
    assert judgement.reason.startswith(sentence)


def test_a_place_that_the_log_does_not_list_is_no_data_and_never_red(world):
    judgement = evidence(world, item("Policy"), entity=SOUTH)
    assert judgement.rating is NO_DATA
    assert judgement.reason == "The evidence log has no row of South School under C1."


def test_without_the_log_the_reason_says_so(world):
    judgement = log(world).criterion({"rule": "evidence"}).of()
    assert judgement.rating is NO_DATA
    assert judgement.reason.endswith("no evidence_log supplied.")


@pytest.mark.parametrize(
    ("rows", "keys", "rating", "sentence"),
    [
        # Its own items, where it has any.
        ([item("Policy", place="trust"), item("Policy", "none")], {}, GREEN, "The only item is in"),
        # Else its schools are pooled: so many at each of them.
        ([item("Policy", place="All schools")], {}, GREEN, "Both items are in place"),
        ([item("Policy"), item("Policy", "none", place="South")], {}, AMBER,
         "1 of 2 items is in place with evidence of the last 12 months; "
         "Policy at South School (not in place)."),
        ([item("A"), item("B"), item("A", "none", place="South")], {"at_least": 1}, AMBER,
         "2 of 3 items are in place with evidence of the last 12 months (at least 2 wanted); "
         "A at South School (not in place)."),
        ([item("Policy")], {}, NO_DATA, "The data covers 1 of 2 schools"),
    ],
)  # fmt: skip
def test_the_trust(world, rows, keys, rating, sentence):
    judgement = evidence(world, *rows, entity="trust", **keys)
    assert judgement.rating is rating
    assert judgement.reason.startswith(sentence)


def test_no_more_than_five_items_are_named(world):
    items = [item(letter, "none") for letter in "ABCDEF"]
    assert evidence(world, *items).reason.endswith("D (not in place) and 2 others.")


def test_the_working_lists_the_items_and_the_rows_are_kept(world):
    judgement = evidence(world, item("Policy"), item("Plan", "part"))
    (test,) = judgement.tests
    assert [(s.what, s.figures, s.result) for s in test.steps[:2]] == [
        ("Policy", "In place, 3 May 2022, Minutes", "counts"),
        ("Plan", "Partly in place, 3 May 2022, Minutes", "partly in place"),
    ]
    assert (test.measurement.numerator, test.measurement.denominator) == (1, 2)
    assert judgement.rows[0].rows == "2–3"
    assert judgement.rule == (
        "Green when every item that the evidence log lists is in place with evidence dated in the "
        "12 months before the drop, amber from 50% of that by default, otherwise red."
    )
