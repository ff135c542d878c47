"""Something done at each meeting of a board: which meetings count, which were missed."""

from __future__ import annotations

import datetime as dt

import pytest
from logged_rows import held, log
from pydantic import ValidationError

from goldenthread.judgement.rating import Rating
from goldenthread.rules import Cadence

GREEN, AMBER, RED = Rating.GREEN, Rating.AMBER, Rating.RED
NO_DATA, NOT_YET = Rating.NO_DATA, Rating.NOT_YET_DUE
# The board meets on these days of the school year 2021/22; one lies in the year before.
DECLARED = ("2021-07-15", "2021-10-14", "2021-12-09", "2022-02-10", "2022-03-31", "2022-05-19")
AS_OF = "2022-04-08"
FOUR = ("10-14", "12-09", "02-10", "03-31")


def at_meetings(world, days, as_of=AS_OF, declared=DECLARED, also=None, **keys):
    """The trust judged by what was held on `days` at its board; `also` are the board's exports."""
    meetings = [dt.date.fromisoformat(day) for day in declared]
    world.trust["bodies"] = [
        {"id": "board", "name": "Trust Board", "aliases": ["Trustees"], "kind": "trustees"}
        | {"meetings": meetings},
        {"id": "lgb", "name": "North LGB", "kind": "local", "school": "100001"}
        | {"meetings": [dt.date(2021, 11, 2), dt.date(2022, 3, 1)]},
    ]
    world.drop |= {"as_of": dt.date.fromisoformat(as_of), "term": "spring"}
    planned = [{"reference": "C1", "occasion": "Register", "place": "trust", "due": None}]
    log(world, occasions=held(*days, place="trust") or planned, **(also or {}))
    rule = {"rule": "cadence", "every": "meeting", "body": "board"} | keys
    return world.criterion(rule).of(entity="trust")


@pytest.mark.parametrize(
    ("days", "keys", "rating", "sentence"),
    [
        (FOUR, {}, GREEN,
         "Held at all 4 meetings of the Trust Board so far this year; last held on 31 March 2022."),
        # Exactly at the bound: three of four are 75%.
        (("10-14", "02-10", "03-31"), {"amber_from": 75}, AMBER,
         "Held at 3 of 4 meetings of the Trust Board (75%) so far this year, missed at the meeting "
         "on 9 December; last held on 31 March 2022."),
        (("10-14", "02-10", "03-31"), {}, RED, "Held at 3 of 4"),
        (("10-14", "02-10", "03-31"), {"at_least": 75, "amber_from": 50}, GREEN, "Held at 3 of 4"),
        ((), {}, RED, "Held at none of the 4 meetings of the Trust Board (0%)"),
        # A day beside the meeting is not the meeting; one after the drop has not been.
        (("10-13", "12-09", "02-10", "03-31"), {"amber_from": 75}, AMBER, "Held at 3 of 4"),
        ((*FOUR, "05-19"), {}, GREEN, "Held at all 4"),
        # An alias of the board leads to it.
        (FOUR, {"body": "Trustees"}, GREEN, "Held at all 4 meetings of the Trust Board"),
    ],
)  # fmt: skip
def test_each_meeting_of_the_board(world, days, keys, rating, sentence):
    judgement = at_meetings(world, days, **keys)
    assert judgement.rating is rating
    assert judgement.reason.startswith(sentence)


@pytest.mark.parametrize(
    ("as_of", "rating", "sentence"),
    [
        (
            "2021-10-13",
            NOT_YET,
            "The Trust Board has not met yet this year: the next is due",
        ),
        ("2021-10-14", RED, "Not held at the only meeting of the Trust Board so far this year"),
    ],
)
def test_a_meeting_counts_from_its_own_day_on(world, as_of, rating, sentence):
    judgement = at_meetings(world, ("12-09",), as_of)
    assert judgement.rating is rating
    assert judgement.reason.startswith(sentence)


def _met(*days):
    return [{"body": "board", "meeting": dt.date.fromisoformat(day)} for day in days]


def _marks(**days):
    return [
        {"body": "board", "meeting": dt.date.fromisoformat(day), "mark": mark, "name": "X"}
        for day, mark in days.items()
    ]


@pytest.mark.parametrize(
    ("also", "sentence", "said_by"),
    [
        ({}, "Held at 3 of 4 meetings", "the dates that the trust declares"),
        # A meeting that did not take place is owed nothing, an extraordinary one is.
        ({"meetings": _met("2021-10-14", "2022-02-10", "2022-03-31")},
         "Held at all 3 meetings", "the log of meetings"),
        ({"meetings": _met("2021-10-14", "2021-11-03", "2022-02-10", "2022-03-31", "2022-05-19")},
         "Held at 3 of 4 meetings", "the log of meetings"),
        ({"meeting_attendance": _marks(**{"2021-10-14": "present", "2022-03-31": "apologies",
                                          "2021-12-09": "not_eligible"})},
         "Held at both meetings", "the attendance lists"),
        ({"meetings": _met("2021-10-14"), "meeting_attendance": _marks(**{"2021-12-09": "absent"})},
         "Held at the only meeting", "the log of meetings"),
        # An export that says nothing of this year, or of this board, decides nothing.
        ({"meetings": _met("2021-07-15")}, "Held at 3 of 4", "the dates that the trust declares"),
    ],
)  # fmt: skip
def test_which_meetings_took_place(world, also, sentence, said_by):
    judgement = at_meetings(world, ("10-14", "02-10", "03-31"), also=also)
    assert judgement.reason.startswith(sentence)
    (test,) = judgement.tests
    (step,) = [step for step in test.steps if step.what == "Meetings that took place"]
    assert step.figures.endswith(f", by {said_by}")
    files = {row.file for row in judgement.rows}
    assert ("meetings.xlsx" in files) is (said_by == "the log of meetings")


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"declared": ()}, "no meeting of the Trust Board this year is known: no export names one"),
        (
            {"reference": "shown"},
            "The log of meetings and reviews has no row of the trust under shown",
        ),
    ],
)
def test_without_a_meeting_or_a_row_there_is_no_data(world, keys, reason):
    judgement = at_meetings(world, FOUR, **keys)
    assert judgement.rating is NO_DATA
    assert reason in judgement.reason


def test_a_local_governing_body_is_its_school_s(world):
    at_meetings(world, FOUR)
    world.figures.clear()
    log(world, occasions=held("11-02", place="North School"))
    rule = {"rule": "cadence", "every": "meeting", "body": "lgb", "amber_from": 50}
    world.criteria.clear()
    judgement = world.criterion(rule).of(entity="100001")
    assert judgement.rating is AMBER
    assert judgement.reason.startswith("Held at 1 of 2 meetings of the North LGB (50%)")


def test_the_rule_in_words(world):
    judgement = at_meetings(world, FOUR, at_least=90)
    assert judgement.rule == (
        "Green when the log of meetings and reviews shows one on the day of at least 90% of "
        "meetings of the Trust Board that took place so far this year, amber from 80% of them "
        "by default, otherwise red. Which meetings took place the log of meetings says, else the "
        "attendance lists, else the dates that the trust declares."
    )


@pytest.mark.parametrize("keys", [{"every": "meeting"}, {"every": "term", "body": "board"}])
def test_a_meeting_is_somebody_s(keys):
    with pytest.raises(ValidationError, match="every: meeting and body"):
        Cadence.model_validate({"rule": "cadence"} | keys)
