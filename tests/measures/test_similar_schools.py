"""Similar schools: the nearest by what is known, against a slow and obvious second way."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.measures import dfe_ks4, dfe_ks4_rows  # noqa: F401 - registers its measures
from goldenthread.measures.measurement import Measurements
from goldenthread.measures.registry import REGISTER, compute_all
from goldenthread.measures.similar import METHOD, PLACE, Characteristic, pool_of, similar_schools

PRIOR, POOR, SIZE = (
    Characteristic("prior", "prior attainment", "averages of {}", 1),
    Characteristic("disadvantaged", "disadvantage", "{}% disadvantaged"),
    Characteristic("size", "size", "{} pupils"),
)
ALL = (PRIOR, POOR, SIZE)


def pool(rows: dict[str, tuple[float | None, float | None, float | None]]) -> pd.DataFrame:
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=[c.column for c in ALL])
    return frame.astype(float)


def nearest(frame: pd.DataFrame, urn: str, wanted: int) -> set[str]:
    """Written out: distances one by one, and everybody up to the last who is wanted."""
    columns = [c for c in frame.columns if not math.isnan(frame.at[urn, c])]
    rows = [u for u in frame.index if all(not math.isnan(frame.at[u, c]) for c in columns)]
    spreads = {}
    for column in columns:
        cells = [frame.at[u, column] for u in rows]
        mean = math.fsum(cells) / len(cells)
        spreads[column] = math.sqrt(math.fsum((x - mean) ** 2 for x in cells) / len(cells))
    away = {}
    for other in rows:
        if other != urn:
            squares = [
                ((frame.at[other, c] - frame.at[urn, c]) / spreads[c]) ** 2
                for c in columns
                if spreads[c] > 0
            ]
            away[other] = math.sqrt(math.fsum(squares))
    ranked = sorted(away.values())
    return {u for u, d in away.items() if d <= ranked[min(wanted, len(ranked)) - 1] + 1e-9}


cells = st.integers(0, 6)
schools = st.lists(
    st.tuples(cells, st.one_of(cells, st.none()), st.one_of(cells, st.none())),
    min_size=3,
    max_size=14,
)


@settings(deadline=None, max_examples=60)
@given(schools, st.integers(1, 6))
def test_the_nearest_are_the_nearest(rows: list[Any], wanted: int) -> None:
    frame = pool({str(number): row for number, row in enumerate(rows)})
    found = similar_schools(frame, "0", ALL, wanted, "schools")
    if found is None:  # nobody differs, or nobody can be compared
        known = [c for c in frame.columns if not math.isnan(frame.at["0", c])]
        compared = frame.dropna(subset=known)
        assert len(compared) < 2 or (compared[known].nunique() == 1).all()
        return
    assert found.urns == nearest(frame, "0", wanted)
    assert "0" not in found.urns


def test_a_school_without_what_counts_is_not_compared_and_the_method_is_said() -> None:
    frame = pool(
        {
            "own": (None, 20, 100),
            "near": (105, 21, 110),
            "no size": (105, 20, None),
            "far": (105, 60, 200),
            "farther": (None, 80, 20),
        }
    )
    found = similar_schools(frame, "own", ALL, 2, "mainstream schools")
    assert found is not None
    assert found.urns == {"near", "far"}
    assert found.method == (
        "the 2 schools nearest by disadvantage and size (prior attainment is not known), each "
        "standardised over 4 mainstream schools; they have 21 to 60% disadvantaged and 110 to 200 "
        "pupils"
    )


def test_equals_of_the_last_belong_to_them_too() -> None:
    frame = pool({"own": (100, 20, 100)} | {f"{n}": (100, 20 + n % 2, 100) for n in range(5)})
    found = similar_schools(frame, "own", ALL, 4, "schools")
    assert found is not None
    assert len(found.urns) == 5  # three are equal, and the next two are both as far away
    assert "(prior attainment and size are the same everywhere)" in found.method
    assert similar_schools(frame, "elsewhere", ALL, 3, "schools") is None
    assert similar_schools(frame[["prior", "size"]], "own", (PRIOR, SIZE), 3, "schools") is None


def test_a_national_total_is_no_school() -> None:
    """It would stretch the spread of sizes until all schools looked the same size."""
    urns = pd.Series(["100001", "100002", "100003", "NAT", None, "100001"])
    made = pool_of(urns, {"size": pd.Series([900, 100, 1000, 3_327_970, 5, 1])})
    assert made["size"].to_dict() == {"100001": 900, "100002": 100, "100003": 1000}
    found = similar_schools(made, "100001", (SIZE,), 1, "schools")
    assert found is not None
    assert found.urns == {"100003"}


def england(build: Any, count: int = 60, **more: Any) -> Measurements:
    rows = [
        {
            **{"record_type": 1, "la": "336", "school_type": "AC", "pupils": 100 + n},
            **{"attainment_8": 40 + n / 2, "english_maths_5": 50, "english_maths_4": 60},
            **{"disadvantaged": 20 + n / 10, "prior_average": 100 + n / 100},
            "urn": f"{100001 + n}",
        }
        for n in range(count)
    ]
    rows[5]["attainment_8"] = None  # withheld: it is no place to be behind or before
    context = build(year="2018/19", dfe_ks4=rows)
    context.trust.settings.update(more)
    return Measurements(compute_all(context, {"attainment_8": REGISTER["attainment_8"]}))


@pytest.mark.parametrize(
    ("wanted", "place"), [(10, "10th of 10 similar schools"), (20, "20th of 20 similar schools")]
)
def test_a_place_is_among_those_with_a_figure(build: Any, wanted: int, place: str) -> None:
    own = england(build, similar_schools=wanted).one("attainment_8", "100001")
    assert own is not None
    assert own.detail(PLACE) == place
    assert own.detail("Place in England") == "59th of 59 mainstream schools in the file (bottom 2%)"
    assert own.detail(METHOD).startswith(f"the {wanted} schools nearest by prior attainment, ")


def test_without_bands_or_averages_prior_attainment_is_said_to_be_missing(build: Any) -> None:
    rows = [
        {"record_type": 1, "school_type": "AC", "urn": str(100001 + n), "pupils": 90 + n}
        | {"attainment_8": 40 + n}
        for n in range(4)
    ]
    census = [{"urn": str(100001 + n), "fsm_ever": 10.0 * n} for n in range(4)]
    for held, words in (
        ({"dfe_census": census}, "(prior attainment is not known)"),
        ({}, "(prior attainment and disadvantage are not known)"),
    ):
        context = build(year="2018/19", dfe_ks4=rows, **held)
        own = Measurements(compute_all(context, {"attainment_8": REGISTER["attainment_8"]})).one(
            "attainment_8", "100001"
        )
        assert own is not None
        assert words in own.detail(METHOD)
        assert ("ever eligible for free meals" in own.detail(METHOD)) == bool(held)
