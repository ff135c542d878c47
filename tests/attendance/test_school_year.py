"""Term dates and register headings as people write them."""

from __future__ import annotations

import copy
import datetime as dt

import pytest
from attendance_contexts import TERM_DATES

from goldenthread.declaration import check
from goldenthread.errors import DeclarationError
from goldenthread.measures.register_headings import session_of
from goldenthread.term_dates import SchoolYear
from goldenthread.trust import Trust

SCHOOL = {"urn": "100001", "name": "N", "short_name": "N", "phase": "primary"}
BASE = {"trust": "t", "name": "T", "schools": [SCHOOL | {"joined": dt.date(2015, 9, 1)}]}
YEAR = SchoolYear.model_validate(TERM_DATES["2024/25"])


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        ("2024-08-09", False),  # before the year
        ("2024-08-12", True),
        ("2024-09-02", False),  # declared closed
        ("2024-09-07", False),  # a Saturday
        ("2024-10-25", True),
        ("2024-10-28", False),  # the half-term holiday
        ("2024-11-01", False),
        ("2024-11-04", True),
        ("2024-12-23", False),  # between terms
        ("2025-07-22", True),
        ("2025-07-23", False),
    ],
)
def test_open_days(day: str, is_open: bool) -> None:
    assert YEAR.open_on(dt.date.fromisoformat(day)) == is_open


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("autumn", "last"), dt.date(2024, 8, 1), "not in the order of the calendar"),
        (("autumn", "half_term"), {"first": dt.date(2025, 1, 1), "last": dt.date(2025, 1, 2)},
         "not in the order of the calendar"),
        (("spring", "first"), dt.date(2024, 12, 20), "spring term begins before the autumn term"),
        (("winter",), {}, "unknown key 'winter'"),
    ],
)  # fmt: skip
def test_wrong_dates_are_refused(path: tuple[str, ...], value: object, message: str) -> None:
    years = copy.deepcopy(TERM_DATES)
    place = years["2024/25"]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(DeclarationError) as refused:
        check(BASE | {"term_dates": years}, Trust, "t.yml")
    assert message in str(refused.value)
    assert "term_dates" in str(refused.value)


@pytest.mark.parametrize(
    ("year", "message"),
    [("2025/26", "not those of the academic year"), ("2024-25", "write it as 2024/25")],
)
def test_a_wrong_year_is_refused(year: str, message: str) -> None:
    with pytest.raises(DeclarationError, match=message):
        check(BASE | {"term_dates": {year: TERM_DATES["2024/25"]}}, Trust, "t.yml")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Mon 02/09 AM", ("2024-09-02", "am")),
        ("Mon 02/09 pm", ("2024-09-02", "pm")),
        ("Monday 2 September AM", ("2024-09-02", "am")),
        ("2 Sep AM", ("2024-09-02", "am")),
        ("02/09/2024 PM", ("2024-09-02", "pm")),
        ("02/09/24 PM", ("2024-09-02", "pm")),
        ("2024-09-02 AM", ("2024-09-02", "am")),
        ("Mon 6.1 AM", ("2025-01-06", "am")),
        ("Thu 31/07 AM", ("2025-07-31", "am")),
        ("Tue 02/09 AM", None),  # a Monday
        ("31/02 AM", None),
        ("02/13 AM", None),
        ("02/09", None),
        ("2 Foo AM", None),
        ("House", None),
        ("% Attend AM", None),
    ],
)
def test_headings_of_a_printed_register(heading: str, expected: tuple[str, str] | None) -> None:
    found = session_of(heading, "2024/25")
    assert (found and (found[0].isoformat(), found[1])) == expected
