"""What each type of column makes of a cell."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.sources.amounts import number, scale_of
from goldenthread.sources.cell import Fault, Marker
from goldenthread.sources.columns import read_column, typed
from goldenthread.sources.markers import Markers
from goldenthread.sources.names import Names
from goldenthread.sources.spec import Column
from goldenthread.sources.values import Notation, cell_reader, upn_letter
from goldenthread.trust import School, Trust

NAMES = Names(
    Trust(
        trust="t", name="T Trust",
        schools=(School(urn="100001", name="North School", short_name="North",
                        phase="secondary", joined=dt.date(2015, 9, 1)),),
    )
)  # fmt: skip


def reader(kind: str, notation: Notation = Notation(), **column: object):  # noqa: B008
    return cell_reader(Column(title="C", type=kind, **column), NAMES, Markers({}), notation)


def day(year: int, month: int, number: int, *time: int) -> dt.datetime:
    return dt.datetime(year, month, number, *time)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("text", "  two words\u00a0", "two words"),
        ("text", 7.0, "7"),
        ("code", "0042", "0042"),
        ("code", 139138.0, "139138"),
        ("upn", " h801200001001 ", "H801200001001"),
        ("school", "NORTH", "100001"),
        ("school", 100001.0, "100001"),
        ("whole", "1,234", 1234),
        ("whole", 12.0, 12),
        ("number", " 3.5 ", 3.5),
        ("number", "−0.25", -0.25),
        ("percent", "46.7%", 46.7),
        ("percent", "32.00%", 32.0),
        ("percent", 92.4, 92.4),
        ("money", "£1,234.50", 1234.5),
        ("money", "(1,234)", -1234.0),
        ("money", "-£20", -20.0),
        ("money", "£ 1 200", 1200.0),
        ("date", dt.date(2021, 9, 3), day(2021, 9, 3)),
        ("date", "03/09/2021", day(2021, 9, 3)),
        ("date", "3.9.21", day(2021, 9, 3)),
        ("date", "03-09-2021", day(2021, 9, 3)),
        ("date", "2021-09-03", day(2021, 9, 3)),
        ("date", "2021-09-03T00:00:00Z", day(2021, 9, 3)),
        ("date", "3 September 2021", day(2021, 9, 3)),
        ("date", "Fri 3rd Sept 2021", day(2021, 9, 3)),
        ("date", 44442.0, day(2021, 9, 3)),
        ("date", "44442", day(2021, 9, 3)),
        ("date", "09/03/07", day(2007, 3, 9)),
        ("date", "01/09/98", day(1998, 9, 1)),
        ("date", "01/01/1927", day(1927, 1, 1)),
        ("date", dt.date(2118, 12, 31), day(2118, 12, 31)),
        ("datetime", "03/09/2021 11:25:30", day(2021, 9, 3, 11, 25, 30)),
        ("datetime", "3/9/2021 1:05 pm", day(2021, 9, 3, 13, 5)),
        ("month", "Sep 2021", day(2021, 9, 1)),
        ("month", "Sept-21", day(2021, 9, 1)),
        ("month", "09/2021", day(2021, 9, 1)),
        ("month", "2021-09", day(2021, 9, 1)),
        ("month", dt.date(2021, 9, 30), day(2021, 9, 1)),
        ("due", "July 2022", day(2022, 7, 31)),
        ("due", "28/02/2022", day(2022, 2, 28)),
        ("due", "By end of July 2022", day(2022, 7, 31)),
        ("yes_no", "Y", True),
        ("yes_no", "✓", True),
        ("yes_no", True, True),
        ("yes_no", 1.0, True),
        ("yes_no", "no", False),
        ("yes_no", "✗", False),
        ("yes_no", 0, False),
        ("grade", 7.0, "7"),
        ("grade", "X", "X"),
        ("grade", "N", "N"),
        ("year_group", 11.0, 11),
        ("year_group", "Y11", 11),
        ("year_group", "Year 7", 7),
        ("year_group", "R", 0),
        ("academic_year", 202122.0, "2021/22"),
        ("academic_year", "2021-2022", "2021/22"),
    ],
)
def test_cell_is_read_as_its_type(kind, cell, value):
    found = reader(kind)(cell)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "cell", "rule"),
    [
        ("upn", "Smith", "not-a-upn"),
        ("upn", 1.23e12, "not-a-upn"),
        ("school", "East School", "unknown-school"),
        ("body", "Board of Trade", "unknown-body"),
        ("whole", "3.5", "not-a-whole-number"),
        ("whole", True, "not-a-whole-number"),
        ("number", "1.234,5", "not-a-number"),
        ("number", "nan", "not-a-number"),
        ("number", "inf", "not-a-number"),
        ("number", "12%", "not-a-number"),
        ("money", "about £20", "not-a-number"),
        ("date", "31/02/2021", "not-a-date"),
        ("date", "12/17/2021", "not-a-date"),
        ("date", 201617.0, "not-a-date"),
        ("date", dt.time(9, 30), "not-a-date"),
        ("date", dt.date(1900, 1, 1), "impossible-date"),
        ("date", "05/01/1900", "impossible-date"),
        ("date", dt.date(1926, 12, 31), "impossible-date"),
        ("date", "17/12/0021", "impossible-date"),
        ("date", dt.date(2202, 7, 31), "impossible-date"),
        ("datetime", dt.datetime(1899, 12, 31, 9), "impossible-date"),  # noqa: DTZ001
        ("month", "Sep 1900", "impossible-date"),
        ("month", dt.date(1900, 1, 1), "impossible-date"),
        ("due", "July 2202", "impossible-date"),
        ("due", dt.date(1900, 1, 1), "impossible-date"),
        ("month", "September", "not-a-month"),
        ("due", "31/02/2021", "not-a-date"),
        ("yes_no", "Mostly", "not-yes-or-no"),
        ("yes_no", "x", "ambiguous"),
        ("year_group", "Year 19", "not-a-year-group"),
        ("academic_year", "2021/23", "not-an-academic-year"),
        ("grade", dt.date(2022, 6, 7), "not-a-grade"),
    ],
)
def test_cell_that_is_not_of_its_type_is_a_fault(kind, cell, rule):
    found = reader(kind)(cell)
    assert isinstance(found, Fault)
    assert (found.rule, found.severity, found.value) == (rule, "stop", None)


def test_american_dates_are_named_as_such():
    found = reader("date")("12/17/2021")
    assert "only in month/day order" in found.message
    assert reader("date", Notation(order="month/day"))("12/17/2021") == day(2021, 12, 17)


@pytest.mark.parametrize("kind", ["number", "whole", "percent", "money", "date"])
@pytest.mark.parametrize(
    "marker",
    ["c", "x", "z", "u", "k", "low", "~", ":", ".", "..", "-", "–", "*", "NE", "NP", "NA", "N",
     "SUPP", "LOWCOV", "NEW", "NULL", "#N/A", "#DIV/0!", "#REF!", "n/a", "TBC"],
)  # fmt: skip
def test_markers_are_missing_with_a_reason_and_never_a_number(kind, marker):
    found = reader(kind)(marker)
    assert isinstance(found, Marker)
    assert found.reason


def test_declared_words_come_before_markers():
    marks = {"no": ("N",), "not_eligible": ("-", "n/a")}
    read = reader("choice", choices=marks)
    assert [read("N"), read("-"), read("N/A")] == ["no", "not_eligible", "not_eligible"]
    assert isinstance(read("TBC"), Marker)
    assert isinstance(read("nope"), Fault)


def test_source_can_declare_markers_of_its_own():
    column = Column(title="KS2", type="number")
    read = cell_reader(column, NAMES, Markers({"B": "below the standard of the test"}))
    assert read("b") == Marker("below the standard of the test")


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        ([0.924, 0.5, 1], [92.4, 50.0, 100.0]),
        (["92.4%", 50, 100.0], [92.4, 50.0, 100.0]),
        (["92.4%", 0.5], [92.4, 50.0]),
        ([0, 1], [0.0, 100.0]),
    ],
)
def test_percentages_in_either_notation(cells, values):
    read = reader("percent", Notation(scale=scale_of(cells, "either")))
    assert [read(cell) for cell in cells] == values


def test_fractions_beside_percentages_are_not_guessed():
    cells = [0.924, 50.0, 88]
    answers = [reader("percent", Notation(scale=scale_of(cells, "either")))(cell) for cell in cells]
    assert answers[0].rule == "unclear-percentage"
    assert answers[1:] == [50.0, 88.0]


@pytest.mark.parametrize(
    ("cells", "declared", "scale"),
    [
        ([0.91, 0.94, ""], None, "unclear"),
        ([0.91], None, "unclear"),
        ([0, 1], None, "unclear"),
        ([0.91, 94, ""], None, "per hundred"),
        ([0, 0, ""], None, "per hundred"),
        (["0.91%", 0.4], None, "unclear"),
        ([0.91, 0.94], "per hundred", "per hundred"),
        ([0.91, 0.94], "fraction", "fraction"),
    ],
)
def test_fractions_in_a_column_of_percentages_are_not_guessed(cells, declared, scale):
    assert scale_of(cells, declared) == scale


@pytest.mark.parametrize("words", ["ongoing", "12 months from joining", "Autumn term 2", "2021/22"])
def test_due_date_in_words_is_missing(words):
    assert reader("due")(words) == Marker("words instead of a date")


def test_a_column_is_read_cell_by_cell_but_asks_once_for_each_value():
    asked = []

    def read(cell):
        asked.append(cell)
        return Marker("m") if cell == "c" else cell

    column = read_column(["a", "c", "", "a", "c"], read)
    assert asked == ["a", "c"]
    assert column.values == ["a", None, None, "a", None]
    assert column.gaps == ((1, "m"), (4, "m"))


def test_true_is_not_taken_for_one():
    column = read_column([1.0, True, 0.0, False], reader("whole"))
    assert column.values == [1, None, 0, None]
    assert [index for index, _ in column.faults] == [1, 3]


def test_typed_columns_hold_missing_values_as_missing():
    assert typed([1, None], "whole").isna().tolist() == [False, True]
    assert typed([day(2021, 9, 3), None], "date").isna().tolist() == [False, True]
    assert typed([None, None], "yes_no").isna().all()
    assert typed(["", None], "school").isna().tolist() == [False, True]


@settings(deadline=None)
@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_numbers_survive_the_way_people_type_them(whole):
    for text in (f"{whole:,}", f"£{whole:,}", f" {whole} ", f"{whole}.0"):
        assert number(text) == whole
    assert number(f"({abs(whole):,})") == -abs(whole)


@settings(deadline=None)
@given(st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2049, 12, 31)))
def test_days_survive_every_english_notation(date):
    expected = day(date.year, date.month, date.day)
    for pattern in ("%d/%m/%Y", "%d-%m-%y", "%Y-%m-%d", "%d %B %Y", "%A %d %b %Y"):
        assert reader("date")(date.strftime(pattern)) == expected


@settings(deadline=None)
@given(st.text(max_size=20))
def test_no_text_makes_a_reader_fail(text):
    for kind in ("upn", "school", "whole", "percent", "money", "date", "due", "month", "datetime",
                 "yes_no", "year_group", "academic_year", "grade", "code"):  # fmt: skip
        reader(kind)(text)


@settings(deadline=None)
@given(st.from_regex(r"[0-9]{11}[0-9A-HJ-NP-RT-Z]", fullmatch=True))
def test_check_letter_makes_a_sound_number(digits):
    upn = upn_letter("A" + digits) + digits
    assert reader("upn")(upn) == upn
