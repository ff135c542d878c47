"""No number of a small group follows from what is shown: every other way to fill it in is tried."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searching import Cell, possible

from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.disclosure import disclose
from goldenthread.measures.measurement import ALL, TRUST, Measurement, State
from goldenthread.trust import Trust

REGISTER = all_measures()
LEAST = 6
Halves = tuple[int, int]


def trust(schools: int) -> Trust:
    listed = [
        {"urn": f"10000{n}", "name": f"School {n}", "short_name": f"S{n}", "phase": "secondary"}
        | {"joined": "2015-09-01"}
        for n in range(schools)
    ]
    return Trust.model_validate({"trust": "test", "name": "Test Trust", "schools": listed})


def counted(rolls: list[Halves]) -> dict[Cell, int]:
    """Girls and boys of each school and of the trust; a group of nobody has no cell."""
    places = {f"10000{n}": roll for n, roll in enumerate(rolls)}
    if len(rolls) > 1:
        girls, boys = zip(*rolls, strict=True)
        places[TRUST] = (sum(girls), sum(boys))
    cells = {}
    for entity, (girls, boys) in places.items():
        cells |= {(entity, ALL): girls + boys, (entity, "Girls"): girls, (entity, "Boys"): boys}
    return {cell: n for cell, n in cells.items() if n}


def shown(rolls: list[Halves]) -> dict[Cell, Measurement]:
    items = [
        Measurement("attainment_8", entity, "2021/22", 40.0, group, n=n, numerator=40.0 * n)
        for (entity, group), n in counted(rolls).items()
    ]
    told = disclose(items, REGISTER, trust(len(rolls)))
    return {(item.entity, item.group): item for item in told}


def derived(rolls: list[Halves]) -> set[Cell]:
    """The small groups whose number a reader could tell."""
    small = {cell for cell, n in counted(rolls).items() if n < LEAST}
    most = sum(map(sum, rolls)) + 2
    return {c for c, ways in possible(shown(rolls), most).items() if len(ways) == 1 and c in small}


@pytest.mark.parametrize("girls", range(13))
def test_no_pair_of_one_school_gives_a_small_group_away(girls):
    for boys in range(1, 13):
        roll = [(girls, boys)]
        assert not derived(roll), roll
        gone = {cell for cell, item in shown(roll).items() if item.state is State.SUPPRESSED}
        assert {cell for cell, n in counted(roll).items() if n < LEAST} <= gone


half = st.one_of(st.integers(0, 8), st.integers(0, 3))
roll = st.tuples(half, half).filter(any)


@settings(max_examples=60, deadline=None)
@given(st.lists(roll, min_size=2, max_size=2))
def test_no_small_group_of_two_schools_follows(rolls):
    assert not derived(rolls)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), min_size=3, max_size=3))
def test_no_small_group_of_three_schools_follows(rolls):
    items = shown(rolls)
    if sum(item.state is State.SUPPRESSED for item in items.values()) <= 7:  # else a long search
        assert not derived(rolls)


def test_the_search_finds_what_can_be_told():
    """Shown side by side, 7 pupils of whom 2 are girls tell of 5 boys."""
    items = {
        ("100000", ALL): Measurement("attainment_8", "100000", "2021/22", 1.0, n=7),
        ("100000", "Girls"): Measurement("attainment_8", "100000", "2021/22", 1.0, "Girls", n=2),
        ("100000", "Boys"): Measurement(
            "attainment_8", "100000", "2021/22", group="Boys", state=State.SUPPRESSED
        ),
    }
    assert possible(items, 20) == {("100000", "Boys"): {5}}
