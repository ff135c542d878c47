"""Something done as often as promised: which periods count, and what is said of those missed."""

from __future__ import annotations

import datetime as dt

import pytest
from logged_rows import held, log

from goldenthread.judgement.rating import Rating

GREEN, AMBER, RED = Rating.GREEN, Rating.AMBER, Rating.RED
NO_DATA, NOT_YET = Rating.NO_DATA, Rating.NOT_YET_DUE
SOUTH = "100002"
# In the usual calendar of 2021/22 five weeks are over on Friday 8 October: those that begin on
# 6, 13, 20 and 27 September and on 4 October.
FRIDAY = "2021-10-08"


def cadence(world, every, rows, as_of=FRIDAY, entity="100001", **keys):
    world.drop |= {"as_of": dt.date.fromisoformat(as_of), "term": "autumn"}
    log(world, occasions=rows)
    return world.criterion({"rule": "cadence", "every": every} | keys).of(entity=entity)


@pytest.mark.parametrize(
    ("days", "keys", "rating", "sentence"),
    [
        (("09-08", "09-15", "09-22", "09-29", "10-06"), {}, GREEN,
         "Held in all 5 school weeks so far this year; last held on 6 October 2021."),
        # Exactly at the bounds: four of five are 80%.
        (("09-08", "09-15", "09-29", "10-06"), {}, AMBER,
         "Held in 4 of 5 school weeks (80%) so far this year, missed in the week of 20 September; "
         "last held on 6 October 2021."),
        (("09-08", "09-15", "09-29", "10-06"), {"at_least": 80}, GREEN, "Held in 4 of 5"),
        (("09-08", "09-15", "10-06"), {}, RED,
         "Held in 3 of 5 school weeks (60%) so far this year, missed in the week of 20 September "
         "and the week of 27 September; last held on 6 October 2021."),
        (("09-08", "09-15", "10-06"), {"amber_from": 60}, AMBER, "Held in 3 of 5"),
        # Two in one week are one period; an occasion after the drop is none.
        (("09-06", "09-12", "10-11"), {}, RED, "Held in 1 of 5 school weeks (20%)"),
        # A weekend belongs to the week before it.
        (("09-12", "09-15", "09-22", "09-29", "10-08"), {}, GREEN, "Held in all 5"),
    ],
)  # fmt: skip
def test_every_week(world, days, keys, rating, sentence):
    judgement = cadence(world, "week", held(*days), **keys)
    assert judgement.rating is rating
    assert judgement.reason.startswith(sentence)


@pytest.mark.parametrize(
    ("as_of", "said"), [("2022-07-14", " so far this year; "), ("2022-07-15", " this year; ")]
)
def test_a_year_that_is_over_is_not_told_as_one_that_runs(world, as_of, said):
    judgement = cadence(world, "year", held("10-06"), as_of=as_of)
    assert judgement.reason == f"Held in the only school year{said}last held on 6 October 2021."


def test_an_occasion_that_was_planned_and_not_held_is_missed(world):
    rows = [
        {"reference": "C1", "occasion": "Meeting", "place": "North", "due": dt.date(2021, 9, 8)}
    ]
    judgement = cadence(world, "week", rows)
    assert judgement.rating is RED
    assert judgement.reason.startswith("Held in none of the 5 school weeks (0%) so far this year")


@pytest.mark.parametrize(
    ("every", "days", "as_of", "rating", "sentence"),
    [
        # A period that is not over counts only where it is kept.
        ("week", ("09-08", "09-15"), "2021-09-23", GREEN, "Held in both school weeks"),
        ("week", ("09-08", "09-15", "09-22"), "2021-09-23", GREEN, "Held in all 3 school weeks"),
        ("week", ("09-08", "09-15"), "2021-09-24", AMBER, "Held in 2 of 3 school weeks (67%)"),
        # The first six school weeks end on 15 October, the second six run past half-term.
        ("six weeks", ("10-18",), "2021-10-15", RED, "Not held in the only cycle"),
        ("six weeks", ("10-15",), "2021-10-15", GREEN, "Held in the only cycle"),
        ("six weeks", ("09-10", "10-28"), "2021-12-03", GREEN, "Held in both cycles"),
        ("month", ("09-30", "10-31"), "2021-10-31", GREEN, "Held in both months of term"),
        ("month", ("09-30", "10-31"), "2021-11-29", GREEN, "Held in both months of term"),
        ("month", ("09-30", "10-31"), "2021-11-30", AMBER, "Held in 2 of 3 months"),
        # A half-term's holiday belongs to the half-term before it.
        ("half term", ("10-27",), "2021-10-31", GREEN, "Held in the only half-term"),
        ("half term", ("11-01",), "2021-11-01", RED, "Held in 1 of 2 half-terms (50%)"),
        # It is over on its last school day, a Friday, and not on the Sunday after it.
        ("half term", ("11-01",), "2021-10-21", NOT_YET, "No period in which it was due is over"),
        ("half term", ("11-01",), "2021-10-22", RED, "Not held in the only half-term"),
        ("term", ("12-20",), "2022-01-03", GREEN, "Held in the only term"),
        ("term", ("01-04",), "2022-01-05", RED, "Held in 1 of 2 terms"),
        ("year", ("09-30",), "2021-10-08", GREEN, "Held in the only school year"),
        # Days of September before the first school day, when staff are trained, are of this year.
        ("year", ("09-02",), "2022-07-31", GREEN, "Held in the only school year"),
        ("term", ("09-02",), "2021-12-31", GREEN, "Held in the only term"),
        ("half term", ("09-02",), "2021-10-22", GREEN, "Held in the only half-term"),
        ("six weeks", ("09-02",), "2021-10-15", GREEN, "Held in the only cycle"),
    ],
)
def test_which_periods_count(world, every, days, as_of, rating, sentence):
    amber = {"amber_from": 60} if rating is AMBER else {}
    judgement = cadence(world, every, held(*days), as_of, **amber)
    assert judgement.rating is rating
    assert judgement.reason.startswith(sentence)


@pytest.mark.parametrize(("as_of", "rating"), [("2022-07-21", NOT_YET), ("2022-07-22", RED)])
def test_a_review_once_a_year_is_due_when_the_year_ends(world, as_of, rating):
    rows = [{"reference": "C1", "occasion": "Review", "place": "North", "due": dt.date(2022, 7, 1)}]
    judgement = cadence(world, "year", rows, as_of)
    assert judgement.rating is rating
    if rating is NOT_YET:
        assert judgement.reason == (
            "No period in which it was due is over yet: the next is due by 22 July 2022."
        )


@pytest.mark.parametrize(
    ("joined", "days", "rating", "sentence"),
    [
        ("2021-09-27", ("09-28", "10-05"), GREEN, "Held in both school weeks"),
        ("2021-09-27", ("10-05",), RED, "Held in 1 of 2 school weeks"),
        # The week in which a school joins counts only where it is kept.
        ("2021-09-29", ("10-05",), GREEN, "Held in the only school week"),
        ("2021-09-29", ("09-30", "10-05"), GREEN, "Held in both school weeks"),
        ("2021-10-06", (), NOT_YET, "No period in which it was due is over yet"),
    ],
)
def test_a_school_that_joined_in_the_year_is_held_to_the_weeks_since(
    world, joined, days, rating, sentence
):
    world.schools[1]["joined"] = joined
    rows = held(*days, place="South School") or [
        {"reference": "C1", "occasion": "Meeting", "place": "South", "due": dt.date(2021, 10, 7)}
    ]
    judgement = cadence(world, "week", rows, entity=SOUTH)
    assert judgement.rating is rating
    assert judgement.reason.startswith(sentence)


@pytest.mark.parametrize(
    ("every", "joined", "days", "rating", "sentence"),
    [
        # The half-term begins on the Monday after its holiday, not on the Saturday.
        ("half term", "2021-11-01", ("10-02",), RED, "Not held in the only half-term"),
        ("half term", "2021-11-02", ("10-02",), NOT_YET, "No period in which it was due is over"),
        ("half term", "2021-11-02", ("11-03",), GREEN, "Held in the only half-term"),
        # So does a month whose first days are no school days.
        ("month", "2021-09-03", ("10-02",), RED, "Held in 1 of 4 months of term"),
        # What a school did before it joined the trust is no occasion of the trust's plan.
        ("week", "2021-12-06", ("09-08", "09-15", "12-08"), RED, "Held in 1 of 2 school weeks"),
        ("term", "2021-09-06", ("09-01",), RED, "Not held in the only term"),
        ("term", "2021-09-01", ("09-01",), GREEN, "Held in the only term"),
    ],
)
def test_a_school_is_held_to_what_lies_wholly_in_its_time_with_the_trust(
    world, every, joined, days, rating, sentence
):
    world.schools[1]["joined"] = joined
    rows = held(*days, place="All schools")
    judgement = cadence(world, every, rows, "2021-12-17", entity=SOUTH)
    assert judgement.rating is rating
    assert judgement.reason.startswith(sentence)


def test_a_place_without_a_row_is_no_data_and_never_red(world):
    judgement = cadence(world, "week", held("09-08", place="North School"), entity=SOUTH)
    assert judgement.rating is NO_DATA
    assert judgement.reason == (
        "The log of meetings and reviews has no row of South School under C1."
    )


def test_without_the_log_the_reason_says_so(world):
    log(world).criterion({"rule": "cadence", "every": "week"})
    judgement = world.of()
    assert judgement.rating is NO_DATA
    assert judgement.reason.endswith("no occasions supplied.")


@pytest.mark.parametrize(
    ("places", "rating", "sentence"),
    [
        # The trust's own occasions count for it, not its schools'.
        ({"trust": ("09-08",), "North": ("09-08", "09-15")}, RED, "Held in 1 of 5"),
        ({"The Trust": ("09-08", "09-15", "09-22", "09-29", "10-06")}, GREEN, "Held in all 5"),
        # Else its schools are pooled, ...
        ({"All schools": ("09-08", "09-15", "09-22", "09-29", "10-06")}, GREEN, "Held in all 10"),
        ({"North": ("09-08", "09-15", "09-22", "09-29", "10-06"),
          "South": ("09-08", "09-15", "10-06")}, AMBER,
         "Held in 8 of 10 school weeks (80%) so far this year, missed in the week of 20 "
         "September and the week of 27 September; last held in any school on 6 October 2021."),
        # ... so long as enough of them are in the log.
        ({"North": ("09-08", "09-15", "09-22", "09-29", "10-06")}, NO_DATA,
         "The data covers 1 of 2 schools, below the 80% that the trust asks for."),
    ],
)  # fmt: skip
def test_the_trust(world, places, rating, sentence):
    rows = [row for place, days in places.items() for row in held(*days, place=place)]
    judgement = cadence(world, "week", rows, entity="trust")
    assert judgement.rating is rating
    assert judgement.reason.startswith(sentence)


def test_a_local_governing_body_counts_for_its_school_and_a_board_for_the_trust(world):
    world.trust["bodies"] = [
        {"id": "board", "name": "Trust Board", "kind": "trustees"},
        {"id": "lgb", "name": "North LGB", "kind": "local", "school": "100001"},
    ]
    rows = [*held("09-30", place="North LGB"), *held("10-01", place="Trust Board")]
    log(world, occasions=rows).criterion({"rule": "cadence", "every": "year"})
    assert world.of(entity="100001").rating is GREEN
    assert world.of(entity="trust").rating is GREEN
    assert world.of(entity="trust").rows[0].rows == "3"


def test_declared_term_dates_are_taken_and_without_half_terms_nothing_is_guessed(world):
    terms = {
        "autumn": {"first": "2021-09-20", "last": "2021-12-17"},
        "spring": {"first": "2022-01-04", "last": "2022-04-08"},
        "summer": {"first": "2022-04-25", "last": "2022-07-20"},
    }
    world.trust["term_dates"] = {"2021/22": terms}
    rows = held("09-21", "09-28", "10-05")
    judgement = cadence(world, "week", rows)
    assert judgement.reason.startswith("Held in all 3 school weeks")
    assert judgement.tests[0].steps[0].figures == "as declared"
    world.criterion({"rule": "cadence", "every": "half term", "reference": "C1"})
    assert world.of("C2").rating is NO_DATA
    assert "the term dates that are declared have no half-term holidays" in world.of("C2").reason


def test_the_working_names_the_calendar_the_count_and_the_rows(world):
    judgement = cadence(world, "week", held("09-08", "09-15", "09-29", "10-06"))
    (test,) = judgement.tests
    steps = {step.what: step for step in test.steps}
    assert steps["Term dates"].figures.startswith("usual ones, not declared: 6 September 2021 to")
    assert steps["Count"].figures == "4 ÷ 5"
    assert steps["Missed"].figures == "the week of 20 September"
    assert [(r.file, r.sheet, r.rows) for r in judgement.rows] == [("occasions.xlsx", "Log", "2–5")]
    assert judgement.rule == (
        "Green when the log of meetings and reviews shows one in every school week so far this "
        "year, amber from 80% of them by default, otherwise red. A school week that is not over, "
        "or that began before the school joined, counts only where one was held."
    )


def test_an_own_reference_and_the_printed_number_are_found(world):
    rows = [*held("10-06", reference="basics"), *held("10-06", reference="1.2")]
    log(world, occasions=rows)
    world.criterion({"rule": "cadence", "every": "year", "reference": "basics"})
    world.criterion({"rule": "cadence", "every": "year"})
    assert [world.of(name).rating for name in ("C1", "C2")] == [GREEN, GREEN]
