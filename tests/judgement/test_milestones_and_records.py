"""Milestones by their date, and judgements that people recorded."""

from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.judgement.rating import Rating

NORTH, SOUTH, TRUST = "100001", "100002", "trust"


def _milestone(world, done, due, details):
    keys = {"due": {"date": due}} if due else {}
    world.criterion({"rule": "milestone", "reference": "G1"}, levels=["trust"], **keys)
    pairs = tuple((name.replace("_", " ").capitalize(), text) for name, text in details.items())
    return world.figure("milestone", done, TRUST, group="G1", details=pairs)


@pytest.mark.parametrize(
    ("done", "due", "details", "rating", "sentence"),
    [
        (
            1.0,
            dt.date(2022, 7, 31),
            {"status": "Done", "done_on": "12 May 2022"},
            Rating.GREEN,
            "It was done on 12 May 2022, by its date of 31 July 2022.",
        ),
        (
            1.0,
            dt.date(2022, 7, 31),
            {"status": "Done", "done_on": "31 July 2022"},
            Rating.GREEN,
            "It was done on 31 July 2022, by its date of 31 July 2022.",
        ),
        (
            1.0,
            dt.date(2022, 7, 31),
            {"status": "Done", "done_on": "12 August 2022"},
            Rating.AMBER,
            "It was done on 12 August 2022, 12 days after its date of 31 July 2022.",
        ),
        (
            0.0,
            dt.date(2022, 7, 31),
            {"status": "In progress"},
            Rating.RED,
            "Overdue by 31 days: it was due on 31 July 2022.",
        ),
        (
            0.0,
            dt.date(2022, 8, 31),
            {"status": "In progress"},
            Rating.NOT_YET_DUE,
            "Not due until 31 August 2022; the tracker says in progress.",
        ),
        (
            0.0,
            dt.date(2022, 12, 31),
            {"status": "Stopped"},
            Rating.RED,
            "The tracker says that it was stopped.",
        ),
        (
            0.0,
            None,
            {"status": "In progress"},
            Rating.TARGET_NOT_SET,
            "It is not done, and neither plan nor tracker gives a date.",
        ),
        (
            0.0,
            None,
            {"due": "30 June 2022"},
            Rating.RED,
            "Overdue by 62 days: it was due on 30 June 2022.",
        ),
        # The tracker cannot put off the plan's own date.
        (
            0.0,
            dt.date(2022, 7, 31),
            {"due": "31 December 2022"},
            Rating.RED,
            "Overdue by 31 days: it was due on 31 July 2022.",
        ),
    ],
)
def test_a_milestone(world, done, due, details, rating, sentence):
    judgement = _milestone(world, done, due, details).of(entity=TRUST)
    assert (judgement.rating, judgement.reason) == (rating, sentence)


def test_a_milestone_that_the_tracker_does_not_know_is_no_data(world):
    world.criterion({"rule": "milestone", "reference": "G1"}, levels=["trust"])
    judgement = world.of(entity=TRUST)
    assert judgement.rating is Rating.NO_DATA
    assert judgement.reason == "The tracker has no row for this milestone."


SCALE = {
    "id": "category",
    "title": "School category",
    "steps": {"A": "green", "C": "amber", "E": "red", "X": None},
    "words": {"A": "Sustain", "C": "Improve"},
}


def _recorded(world, said):
    world.plan["scales"] = [SCALE]
    world.criterion({"rule": "recorded", "scale": "category"})
    if said is not None:
        details = (
            ("Judgement", said),
            ("Judged by", "the chief executive"),
            ("Date", "3 May 2022"),
        )
        world.figure("recorded_judgement", None, group="C1", details=details)
    return world


@pytest.mark.parametrize(
    ("said", "rating", "level", "sentence"),
    [
        ("A", Rating.GREEN, "A", "Judged ‘A (Sustain)’ by the chief executive on 3 May 2022."),
        (
            "improve",
            Rating.AMBER,
            "C",
            "Judged ‘C (Improve)’ by the chief executive on 3 May 2022.",
        ),
        ("e", Rating.RED, "E", "Judged ‘E’ by the chief executive on 3 May 2022."),
        (
            "X",
            Rating.TARGET_NOT_SET,
            "X",
            "Judged ‘X’ by the chief executive on 3 May 2022; neither plan nor trust gives that "
            "step a colour.",
        ),
        (
            "Fine",
            Rating.AWAITING_JUDGEMENT,
            "",
            "‘Fine’ is no step of the scale School category; its steps are A, C, E and X.",
        ),
        (
            None,
            Rating.AWAITING_JUDGEMENT,
            "",
            "No judgement of North School has been recorded.",
        ),
    ],
)
def test_a_recorded_judgement(world, said, rating, level, sentence):
    judgement = _recorded(world, said).of()
    assert (judgement.rating, judgement.level) == (rating, level)
    assert judgement.reason == sentence


@pytest.mark.parametrize(
    ("colours", "rating"),
    [
        ({"category": {"X": "amber"}}, Rating.AMBER),
        ({"other": {"X": "red"}}, Rating.TARGET_NOT_SET),
    ],
)
def test_a_trust_may_colour_a_step_that_the_plan_leaves_open(world, colours, rating):
    world.trust["settings"] = {"scale_colours": colours}
    judgement = _recorded(world, "X").of()
    assert judgement.rating is rating
    assert ("X is amber" in judgement.rule) is (rating is Rating.AMBER)


def _tracked(world, *entities):
    for entity in entities:
        details = (("Status", "Done"), ("Done on", "3 May 2022"), ("Due", "31 July 2022"))
        world.figure("milestone", 1.0, entity, group="G1", details=details)
    return world


@pytest.mark.parametrize(
    ("entities", "ratings"),
    [
        # Each school's own entry; one without is no data, and the trust's stands for none of them,
        # unless no school has one.
        ((NORTH,), (Rating.GREEN, Rating.NO_DATA)),
        ((NORTH, TRUST), (Rating.GREEN, Rating.NO_DATA)),
        ((TRUST,), (Rating.GREEN, Rating.GREEN)),
        ((NORTH, SOUTH), (Rating.GREEN, Rating.GREEN)),
    ],
)
def test_a_milestone_of_each_school(world, entities, ratings):
    _tracked(world, *entities).criterion(
        {"rule": "milestone", "reference": "G1"}, levels=["school"]
    )
    found = {j.entity: j.rating for j in world.judge()}
    assert tuple(found.get(urn) for urn in (NORTH, SOUTH)) == ratings


@pytest.mark.parametrize(
    ("entities", "rating"),
    [
        ((NORTH, SOUTH), Rating.GREEN),
        ((NORTH,), Rating.NO_DATA),
        ((TRUST,), Rating.GREEN),  # one entry that stands for every school
    ],
)
def test_a_share_of_schools_counts_their_milestones(world, entities, rating):
    share = {"rule": "schools", "test": {"rule": "milestone", "reference": "G1"}, "at_least": 100}
    _tracked(world, *entities).criterion(share, levels=["trust"])
    assert world.of(entity=TRUST).rating is rating
