import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread import wording


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (0.125, 2, "0.13"),
        (1.005, 2, "1.01"),
        (-0.004, 2, "0.00"),
        (1234567.05, 1, "1,234,567.1"),
        (None, 1, "–"),
        (float("nan"), 1, "–"),
        (7, 0, "7"),
    ],
)
def test_numbers_are_rounded_half_up(value: float | None, decimals: int, text: str) -> None:
    assert wording.number(value, decimals) == text


@settings(deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(0, 3))
def test_rounding_agrees_with_whole_number_arithmetic(thousandths: int, decimals: int) -> None:
    step = 10 ** (3 - decimals)
    size = (abs(thousandths) * 2 + step) // (2 * step)
    expected = Decimal(size if thousandths >= 0 else -size).scaleb(-decimals)
    assert wording.round_half_up(thousandths / 1000, decimals) == expected


def test_signs_units_and_money() -> None:
    assert [wording.signed(v) for v in (0.314, -0.236, 0.001)] == ["+0.31", "−0.24", "0.00"]
    assert wording.percent(46.65) == "46.7%"
    assert [wording.money(v) for v in (1234.5, -1234)] == ["£1,235", "−£1,234"]
    assert wording.in_unit(46.7, "percent", 1) == "46.7%"
    assert wording.in_unit(0.3, "score", 2) == "+0.30"
    assert wording.in_unit(3.2, "per 100", 2) == "3.20 per 100"
    assert wording.in_unit(1.0, "yes/no") == "Yes"
    assert wording.in_unit(1.0, "days") == "1 day"
    assert wording.in_unit(46.0, "points", 1) == "46.0 points"
    assert wording.in_unit(None, "percent", 1) == "–"
    assert wording.change(-1.25, "percent", 1) == "−1.3 percentage points"
    assert wording.change(300, "pounds") == "+£300"


def test_words() -> None:
    assert wording.share(14, 96, "pupils") == "14 of 96 pupils (15%)"
    assert wording.share(0, 0, "pupils") == "0 of 0 pupils"
    assert wording.plural(1, "pupil") == "1 pupil"
    assert wording.plural(1200, "pupil") == "1,200 pupils"
    assert wording.plural(2, "person", "people") == "2 people"
    assert wording.day(dt.date(2022, 8, 31)) == "31 August 2022"
    assert wording.join_words(["a", "b", "c"]) == "a, b and c"
    assert wording.join_words(["a"]) == "a"
    places = [wording.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 113, 21, 1102)]
    assert places == ["1st", "2nd", "3rd", "4th", "11th", "12th", "113th", "21st", "1,102nd"]
    assert wording.sentence("one pupil left") == "One pupil left."
