"""Small groups of pupils in primary figures, and the gaps that would give them away."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.disclosure import TELLS, disclose
from goldenthread.measures.measurement import ALL, Measurements, State
from goldenthread.measures.pupil_groups import DISADVANTAGED, NOT_DISADVANTAGED

NORTH = "100001"
NAMES = ("ks2_expected", "gap_ks2_expected", "gap_ks2_expected_in_school")


@pytest.fixture(scope="module")
def shown(read: Any, upn: Any, measured: Any) -> Any:
    """What may be shown of North's 20 pupils of whom so many are disadvantaged."""

    def figures(disadvantaged: int) -> Measurements:
        results = [
            ("UPN", "Reading", "Maths", "Writing"),
            *((upn(i), 100 + i % 3, 98 + i % 5, "EXS") for i in range(20)),
        ]
        listed = [
            ("UPN", "Surname", "Forename", "DOB", "Gender", "Year", "PP", "SEN Status", "EAL"),
            *(
                (upn(i), "S", "F", "01/09/2007", "F", 6, "NY"[i < disadvantaged], "N", "N")
                for i in range(20)
            ),
        ]
        files = {"North KS2 results.xlsx": results, "North pupil list.xlsx": listed}
        context = read(files)
        found = measured(context, *NAMES)
        return Measurements(disclose(found, all_measures(), context.trust))

    return figures


def states(found: Measurements) -> list[State]:
    groups = (ALL, DISADVANTAGED, NOT_DISADVANTAGED)
    items = [found.one("ks2_expected", NORTH, group) for group in groups]
    items += [found.one(name, NORTH) for name in NAMES[1:]]
    return [item.state for item in items if item is not None]


def test_groups_large_enough_are_shown_with_their_gaps(shown: Any) -> None:
    assert states(shown(8)) == [State.MEASURED] * 5


@pytest.mark.parametrize("disadvantaged", [3, 17])
def test_a_small_group_takes_the_other_half_and_both_gaps_with_it(
    shown: Any, disadvantaged: int
) -> None:
    assert states(shown(disadvantaged)) == [State.MEASURED] + [State.SUPPRESSED] * 4


def test_every_gap_of_a_disadvantaged_group_is_tied_to_its_figure() -> None:
    gaps = {name for name in all_measures() if name.startswith("gap_ks2")}
    assert gaps <= set(TELLS)
