"""What is withheld, and that nothing that is left gives it away."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.disclosure import disclose
from goldenthread.measures.measurement import ALL, ENGLAND, TRUST, Measurement, State
from goldenthread.provenance import RowRange
from goldenthread.trust import Trust

PAIRS = (("Girls", "Boys"), ("Disadvantaged pupils", "Not disadvantaged"))
TRIPLE = ("No special educational needs", "SEN support", "Education, health and care plan")
LEAST = 6
STAFF_LEAST = 5
REGISTER = all_measures()
Counted = dict[tuple[str, str], int]


def trust(schools: int) -> Trust:
    listed = [
        {"urn": f"10000{n}", "name": f"School {n}", "short_name": f"S{n}", "phase": "secondary"}
        | {"joined": "2015-09-01"}
        for n in range(schools)
    ]
    return Trust.model_validate({"trust": "test", "name": "Test Trust", "schools": listed})


def measured(
    counts: Counted, measure: str = "attainment_8", period: str = "2021/22"
) -> list[Measurement]:
    return [
        Measurement(
            measure,
            entity,
            period,
            40.0,
            group,
            n=n,
            numerator=40.0 * n,
            denominator=n,
            low=30.0,
            high=50.0,
            rows=(RowRange("results.xlsx", "Y11", "2–9", n),),
            details=(("Official band", "Average"),),
        )
        for (entity, group), n in counts.items()
        if n
    ]


def shown(counts: Counted, schools: int = 2, **more: str) -> dict[tuple[str, str], Measurement]:
    items = disclose(measured(counts, **more), REGISTER, trust(schools))
    return {(item.entity, item.group): item for item in items}


def hidden(items: dict[tuple[str, str], Measurement]) -> set[tuple[str, str]]:
    return {cell for cell, item in items.items() if item.state == State.SUPPRESSED}


A, B = "100000", "100001"


@pytest.mark.parametrize("measure", ["progress_8_to_good_schools", "above_former_floor"])
def test_a_figure_that_names_a_withheld_one_is_withheld_too(measure: str) -> None:
    counts = {(A, ALL): 4, (B, ALL): 30, ("100002", ALL): 90, (TRUST, ALL): 124}
    alone = {cell: n for cell, n in counts.items() if cell != (TRUST, ALL)}
    both = [*measured(counts, "progress_8"), *measured(alone, measure)]
    found = disclose(both, REGISTER, trust(3))
    gone = {(m.measure, m.entity) for m in found if m.state == State.SUPPRESSED}
    assert gone == {(name, urn) for name in ("progress_8", measure) for urn in (A, B)}


@pytest.mark.parametrize(
    ("schools", "office", "gone"),
    [
        # 11 less the 8 that the office's own figure shows is the 3 at the one school.
        ((3, 0), 8, {A, TRUST}),
        # One of two schools is small: the trust's would give it with the other and the office.
        ((3, 9), 8, {A, TRUST}),
        # Too few at both together.
        ((2, 2), 8, {A, B, TRUST}),
        # The office's own is withheld: three unknown numbers, of which nobody knows one.
        ((3, 9), 4, {A}),
        ((7, 9), 8, set()),
    ],
)
def test_the_office_has_a_figure_of_its_own(
    schools: tuple[int, int], office: int, gone: set[str]
) -> None:
    counts = {(A, ALL): schools[0], (B, ALL): schools[1], (TRUST, ALL): sum(schools) + office}
    both = [
        *measured(counts, "admin_staff_trained"),
        *measured({(TRUST, ALL): office}, "office_trained"),
    ]
    found = disclose(both, REGISTER, trust(2))
    hidden = {m.entity for m in found if m.state == State.SUPPRESSED if "admin" in m.measure}
    assert hidden == gone


def test_nothing_small_nothing_hidden() -> None:
    counts = {(A, ALL): 100, (A, "Girls"): 6, (A, "Boys"): 94}
    assert hidden(shown(counts)) == set()


def test_the_other_half_of_a_pair_goes_too_and_says_why() -> None:
    items = shown({(A, ALL): 100, (A, "Girls"): 5, (A, "Boys"): 95})
    assert hidden(items) == {(A, "Girls"), (A, "Boys")}
    girls, boys = items[A, "Girls"], items[A, "Boys"]
    # One note for both: who knew which is the small one could narrow it down.
    assert girls.note == boys.note
    assert girls.note.startswith("fewer than 6 pupils, or withheld so that")
    for item in (girls, boys):
        figures = (item.value, item.n, item.numerator, item.denominator, item.low, item.high)
        assert figures == (None,) * 6
        assert (item.coverage, item.details) == (None, ())
        assert item.rows == (RowRange("results.xlsx", "Y11", "withheld", 0),)


def test_the_smallest_other_group_of_three_goes() -> None:
    counts = {(A, ALL): 100, **{(A, g): n for g, n in zip(TRIPLE, (80, 15, 5), strict=True)}}
    assert hidden(shown(counts)) == {(A, TRIPLE[1]), (A, TRIPLE[2])}


def test_two_small_groups_that_are_few_together_take_a_third() -> None:
    counts = {(A, ALL): 100, **{(A, g): n for g, n in zip(TRIPLE, (95, 3, 2), strict=True)}}
    assert len(hidden(shown(counts))) == 3
    counts = {(A, ALL): 100, **{(A, g): n for g, n in zip(TRIPLE, (91, 4, 5), strict=True)}}
    assert len(hidden(shown(counts))) == 2


def test_pupils_in_neither_half_count_as_a_part() -> None:
    few = {(A, ALL): 100, (A, "Girls"): 48, (A, "Boys"): 50}
    assert hidden(shown(few)) == {(A, "Girls")}  # or the two of neither could be worked out
    many = {(A, ALL): 100, (A, "Girls"): 5, (A, "Boys"): 80}
    assert hidden(shown(many)) == {(A, "Girls")}


def test_in_a_trust_of_two_the_trusts_own_group_goes_and_the_other_school_keeps_its() -> None:
    counts = {(A, ALL): 100, (A, "Girls"): 5, (A, "Boys"): 95}
    counts |= {(B, ALL): 90, (B, "Girls"): 45, (B, "Boys"): 45}
    counts |= {(TRUST, ALL): 190, (TRUST, "Girls"): 50, (TRUST, "Boys"): 140}
    items = shown(counts)
    assert hidden(items) == {(e, g) for e in (A, TRUST) for g in ("Girls", "Boys")}


def test_among_three_schools_the_next_smallest_goes_and_the_trust_keeps_its() -> None:
    counts = {(f"10000{n}", "Girls"): size for n, size in enumerate((5, 40, 60))}
    counts[TRUST, "Girls"] = 105
    assert hidden(shown(counts, schools=3)) == {("100000", "Girls"), ("100001", "Girls")}


def test_a_small_school_hides_the_trust() -> None:
    assert hidden(shown({(A, ALL): 4, (B, ALL): 90, (TRUST, ALL): 94})) == {(A, ALL), (TRUST, ALL)}


def test_no_group_of_the_trusts_tells_the_rows_of_a_withheld_school() -> None:
    """Five girls and no boy: the trust's boys rest on that school's sheet too, of five rows."""
    counts: Counted = {
        **{(A, ALL): 5, (A, "Girls"): 5, (B, ALL): 40, (B, "Girls"): 20, (B, "Boys"): 20},
        **{("100002", ALL): 60, ("100002", "Girls"): 30, ("100002", "Boys"): 30},
        (TRUST, "Boys"): 50,
    }
    sheets = {A: "North", B: "South", "100002": "West"}
    items = [
        replace(
            item,
            rows=tuple(
                RowRange("phonics.xlsx", sheet, "2–9", 8)
                for urn, sheet in sheets.items()
                if item.entity in (urn, TRUST)
            ),
        )
        for item in measured(counts)
    ]

    boys = next(
        item
        for item in disclose(items, REGISTER, trust(3))
        if (item.entity, item.group) == (TRUST, "Boys")
    )

    assert boys.state == State.MEASURED
    assert boys.rows == (
        RowRange.withheld_in("phonics.xlsx", "North"),
        *(RowRange("phonics.xlsx", sheet, "2–9", 8) for sheet in ("South", "West")),
    )


def test_england_things_and_other_years_are_left_alone() -> None:
    items = disclose(
        [
            *measured({(ENGLAND, ALL): 3}),
            *measured({(A, "Girls"): 50}, period="2020/21"),
            *measured({(A, "Girls"): 3}),
        ],
        REGISTER,
        trust(2),
    )
    states = [(item.entity, item.period, item.state) for item in items]
    assert states == [
        (ENGLAND, "2021/22", State.MEASURED),
        (A, "2020/21", State.MEASURED),
        (A, "2021/22", State.SUPPRESSED),
    ]


def test_a_gap_goes_with_the_group_it_tells() -> None:
    """Ninety disadvantaged pupils are many; shown, they would tell of the five others."""
    counts = {(A, ALL): 95, (A, "Disadvantaged pupils"): 90, (A, "Not disadvantaged"): 5}
    gap = measured({(A, ALL): 90}, measure="gap_attainment_8")
    items = disclose([*measured(counts), *gap], REGISTER, trust(2))
    assert items[-1].state == State.SUPPRESSED
    assert items[0].state == State.MEASURED


@pytest.mark.parametrize(
    ("support", "leaders"),
    [(4, 1), (0, 1), (7, 2), (7, 4)],
)
def test_teachers_and_leaders_make_up_all_beside_other_staff(support: int, leaders: int) -> None:
    """From all six and the five teachers among them one head is known, whoever else is there."""
    counts: Counted = {
        (A, ALL): 8 + leaders,
        (A, "Teachers"): 8,
        (A, "Leaders"): leaders,
        (A, "Support staff"): support,
        (B, ALL): 50,
        (B, "Teachers"): 40,
        (B, "Leaders"): 10,
    }

    gone = hidden(shown(counts, measure="retention"))

    assert {(A, "Leaders"), (A, "Teachers")} <= gone
    assert (A, ALL) not in gone
    assert ((A, "Support staff") in gone) == (0 < support < STAFF_LEAST)


def test_reasons_of_suspensions_are_taken_to_add_up() -> None:
    items = [
        Measurement("suspension_rate", A, "2021/22", 1.0, group, n=n, numerator=met)
        for group, n, met in (
            (ALL, 700, 40.0),
            ("Autumn", 700, 12.0),
            ("Spring", 700, 28.0),
            ("Persistent disruptive behaviour", 20, 30.0),
            ("Physical assault against a pupil", 9, 9.0),
            ("Drug and alcohol related", 2, 2.0),
        )
    ]
    states = {i.group: i.state.value for i in disclose(items, REGISTER, trust(2))}
    assert [group for group, state in states.items() if state == "suppressed"] == [
        "Physical assault against a pupil",
        "Drug and alcohol related",
    ]


def solved(equations: Iterable[dict[Any, int]]) -> set[Any]:
    """The unknowns that a system of equations fixes, by exact elimination."""
    rows = [{key: Fraction(v) for key, v in row.items() if v} for row in equations if row]
    pivots: dict[Any, dict[Any, Fraction]] = {}
    for row in rows:
        for key, pivot in pivots.items():
            if key in row:
                factor = row[key]
                row = {k: row.get(k, 0) - factor * pivot.get(k, 0) for k in {*row, *pivot}}
                row = {k: Fraction(v) for k, v in row.items() if v}
        if not row:
            continue
        lead = next(iter(row))
        row = {k: v / row[lead] for k, v in row.items()}
        for key, pivot in list(pivots.items()):
            if lead in pivot:
                factor = pivot[lead]
                new = {k: pivot.get(k, 0) - factor * row.get(k, 0) for k in {*row, *pivot}}
                pivots[key] = {k: Fraction(v) for k, v in new.items() if v}
        pivots[lead] = row
    return {key for key, pivot in pivots.items() if len(pivot) == 1}


pupil = st.tuples(
    st.sampled_from(["Girls", "Boys", "Boys", None]),
    st.sampled_from(["Disadvantaged pupils", *["Not disadvantaged"] * 5, None]),
    st.sampled_from([*[TRIPLE[0]] * 8, TRIPLE[1], TRIPLE[2]]),
)
rolls = st.lists(st.lists(pupil, min_size=1, max_size=40), min_size=2, max_size=4)


@settings(max_examples=60, deadline=None)
@given(rolls)
def test_no_small_group_can_be_worked_out_from_what_is_left(rolls: list[list[Any]]) -> None:
    schools = [f"10000{n}" for n in range(len(rolls))]
    members = dict(zip(schools, rolls, strict=True)) | {TRUST: [p for roll in rolls for p in roll]}
    partitions = (*PAIRS, TRIPLE)
    counts: Counted = {}
    for entity, roll in members.items():
        counts[entity, ALL] = len(roll)
        for place, groups in enumerate(partitions):
            for group in groups:
                counts[entity, group] = sum(p[place] == group for p in roll)
    items = shown(counts, schools=len(schools))
    gone = hidden(items)
    small = {cell for cell, n in counts.items() if 0 < n < LEAST}
    assert small <= gone

    def unknown(terms: dict[tuple[str, str], int]) -> dict[Any, int]:
        return {cell: sign for cell, sign in terms.items() if cell in gone}

    equations = []
    for entity, place in itertools.product(members, range(3)):
        row = unknown({(entity, ALL): -1} | {(entity, g): 1 for g in partitions[place]})
        nowhere = sum(p[place] is None for p in members[entity])
        if nowhere:
            row[entity, place] = 1
        equations.append(row)
    for group in (ALL, *itertools.chain.from_iterable(partitions)):
        equations.append(unknown({(TRUST, group): -1} | {(s, group): 1 for s in schools}))
    assert not solved(equations) & small


@given(rolls)
@settings(max_examples=30, deadline=None)
def test_the_other_half_of_a_withheld_pair_is_withheld(rolls: list[list[Any]]) -> None:
    counts: Counted = {(A, ALL): len(rolls[0])}
    for place, pair in enumerate(PAIRS):
        for group in pair:
            counts[A, group] = sum(p[place] == group for p in rolls[0])
    gone = hidden(shown(counts))
    for place, (one, other) in enumerate(PAIRS):
        nowhere = sum(p[place] is None for p in rolls[0])
        if counts[A, ALL] >= LEAST and counts[A, one] and counts[A, other] and not nowhere:
            assert ((A, one) in gone) == ((A, other) in gone)


def test_unknown_measures_are_refused() -> None:
    with pytest.raises(KeyError):
        disclose(measured({(A, ALL): 9}, measure="no_such"), REGISTER, trust(2))
