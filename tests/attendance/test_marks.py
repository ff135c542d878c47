"""Attendance from session marks, by hand and against a second, slow count."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attendance_contexts import NORTH, SOUTH, TERM_DATES, context, context_of, mark
from hypothesis import given, settings
from hypothesis import strategies as st
from slow_count import figures

from goldenthread.errors import DeclarationError
from goldenthread.measures import attendance
from goldenthread.measures.absence_by_reason import absence_by_reason
from goldenthread.measures.measurement import TRUST, Measurement, Measurements
from goldenthread.measures.registry import Context

MEASURES: tuple[Callable[[Context], Iterable[Measurement]], ...] = (
    attendance.overall_absence,
    attendance.authorised_absence,
    attendance.unauthorised_absence,
    attendance.persistent_absence,
    attendance.severe_absence,
    attendance.attendance_rate,
)
CODES = (*"/\\LBKPVWJCEHIMRSTGNOUDQXYZ#-*?", "J1", "C1", "C2", "Y1", "Y7", "I02")


def one(found: Any, entity: str = NORTH, group: str = "all") -> Measurement:
    items = list(found)
    item = Measurements(items).one(items[0].measure, entity, group)
    assert item is not None
    return item


def school_days(count: int) -> list[dt.date]:
    days = (dt.date(2024, 9, 2) + dt.timedelta(days=n) for n in range(2 * count))
    return [day for day in days if day.weekday() < 5][:count]


def register(upn: str, codes: str, **more: object) -> list[dict[str, object]]:
    """One mark a session from 2 September 2024 on, morning and afternoon."""
    days = school_days(len(codes) // 2 + 1)
    return [
        mark(upn, days[n // 2].isoformat(), code, ("am", "pm")[n % 2], **more)
        for n, code in enumerate(codes)
    ]


def parts(context: Context) -> dict[tuple[str, str, str], tuple[float | None, float | None]]:
    return {
        (item.measure, item.entity, item.group): (item.numerator, item.denominator)
        for compute in MEASURES
        for item in compute(context)
    }


def test_a_register_by_hand(build: Any) -> None:
    found = build(attendance_marks=register("a", "/\\LBIIMGUO") + register("b", "//DXZ#YQ"))
    assert one(attendance.overall_absence(found)).numerator == 6
    assert one(attendance.overall_absence(found)).denominator == 12
    assert one(attendance.authorised_absence(found)).numerator == 3
    assert one(attendance.unauthorised_absence(found)).numerator == 3
    assert one(attendance.attendance_rate(found)).value == 50
    assert one(attendance.late_arrivals(found)).numerator == 2
    assert one(attendance.severe_absence(found)).numerator == 1
    assert one(attendance.persistent_absence(found)).denominator == 2


@pytest.mark.parametrize(
    ("present", "away", "persistent", "severe"),
    [
        (342, 38, 1, 0),  # 10% exactly
        (343, 37, 0, 0),
        (90, 10, 1, 0),
        (91, 10, 0, 0),
        (190, 190, 1, 1),  # half exactly
        (191, 190, 1, 0),
        (9, 1, 1, 0),
        (10, 0, 0, 0),
        (0, 1, 1, 1),
    ],
)
def test_exactly_ten_per_cent_is_persistent_and_half_is_severe(
    build: Any, present: int, away: int, persistent: int, severe: int
) -> None:
    found = build(attendance_marks=register("a", "/" * present + "O" * away))
    assert one(attendance.persistent_absence(found)).numerator == persistent
    assert one(attendance.severe_absence(found)).numerator == severe


def test_both_code_sets_in_one_year_that_begins_in_august(build: Any) -> None:
    """Sunday 18 August 2024 is the last day of the old codes."""
    rows = [
        mark("a", "2024-08-16", "J"),  # attending
        mark("a", "2024-08-16", "J1", "pm"),  # not yet a code
        mark("a", "2024-08-19", "J"),  # a code no longer
        mark("a", "2024-08-19", "J1", "pm"),  # authorised
        mark("a", "2024-08-15", "H"),
        mark("a", "2024-08-20", "H"),
        mark("a", "2024-08-14", "Y"),
        mark("a", "2024-08-21", "Y"),
    ]
    item = one(
        attendance.overall_absence(build(attendance_marks=rows, term_dates=TERM_DATES)),
    )
    assert (item.numerator, item.denominator) == (2, 3)
    assert item.detail("Marks that count as nothing") == "4 code not valid on its day"


def test_half_terms_and_closed_days_are_the_trusts(build: Any) -> None:
    rows = [
        mark("a", "2024-10-25", "I"),
        mark("a", "2024-11-04", "/"),
        mark("a", "2025-02-14", "/"),
        mark("a", "2025-06-02", "O"),
        mark("a", "2024-09-02", "I"),  # a training day
        mark("a", "2024-10-29", "I"),  # the half-term holiday
        mark("a", "2024-09-07", "I"),  # a Saturday
        mark("a", "2024-09-02", "#", "pm"),
    ]
    found = list(
        attendance.overall_absence(build(attendance_marks=rows, term_dates=TERM_DATES)),
    )
    counts = {i.group: (i.numerator, i.denominator) for i in found if i.entity == NORTH}
    assert counts == {
        "all": (2, 4),
        "Autumn": (1, 2),
        "Spring": (0, 1),
        "Summer": (1, 1),
        "Autumn 1": (1, 1),
        "Autumn 2": (0, 1),
        "Spring 1": (0, 1),
        "Summer 2": (1, 1),
    }
    assert one(found).detail("Marks that count as nothing") == "3 school closed that day"


def test_a_school_may_have_its_own_term_dates() -> None:
    rows = [mark("a", "2024-10-29", "I"), mark("b", "2024-10-29", "I", school=SOUTH)]
    found = context(attendance_marks=rows, term_dates=TERM_DATES)
    own = TERM_DATES["2024/25"] | {
        "autumn": TERM_DATES["2024/25"]["autumn"]
        | {"half_term": {"first": dt.date(2024, 10, 21), "last": dt.date(2024, 10, 25)}}
    }
    south = found.trust.schools[1].model_validate(
        found.trust.schools[1].model_dump() | {"term_dates": {"2024/25": own}}
    )
    trust = found.trust.model_copy(update={"schools": (found.trust.schools[0], south)})
    other = Context(found.project, trust, found.drop, found.tables, found.benchmarks)
    assert one(attendance.overall_absence(other), SOUTH, "Autumn 2").numerator == 1
    assert {i.entity for i in attendance.overall_absence(other)} == {SOUTH, TRUST}


def test_who_counts(build: Any) -> None:
    """Not the reception class, the sixth form or guests; after leaving nothing counts."""
    pupils = [
        {"school": NORTH, "upn": "a", "year_group": 8, "leaving_date": dt.date(2024, 9, 3)},
        {"school": NORTH, "upn": "b", "year_group": 12},
        {"school": NORTH, "upn": "c", "year_group": 0},
        {"school": NORTH, "upn": "d", "year_group": 9, "enrolment_status": "G"},
        {"school": NORTH, "upn": "e", "year_group": 9, "date_of_admission": dt.date(2024, 9, 4)},
        {"school": NORTH, "upn": "f", "year_group": 10},
    ]
    rows = [row for upn in "abcde" for row in register(upn, "IIIIII")]
    item = one(attendance.overall_absence(build(attendance_marks=rows, pupils=pupils)))
    assert (item.numerator, item.denominator, item.n) == (6, 6, 2)
    assert "6 before joining or after leaving" in item.detail("Marks that count as nothing")
    assert item.coverage is not None
    assert (item.coverage.covered, item.coverage.expected) == (2, 3)


def test_groups_and_years_come_from_the_pupil_list_or_the_register(build: Any) -> None:
    pupils = [
        {"school": NORTH, "upn": "a", "pupil_premium": True, "sex": "F", "year_group": 7},
        {"school": NORTH, "upn": "b", "pupil_premium": False, "sex": "M"},
    ]
    rows = register("a", "II") + register("b", "//", year_group=9)
    found = list(attendance.overall_absence(build(attendance_marks=rows, pupils=pupils)))
    values = {item.group: item.value for item in found if item.entity == NORTH}
    assert values == {
        "all": 50,
        "Autumn": 50,
        "Disadvantaged pupils": 100,
        "Not disadvantaged": 0,
        "Girls": 100,
        "Boys": 0,
        "Year 7": 100,
        "Year 9": 0,
    }


def test_an_enrolment_is_the_unit_and_the_trust_pools_sessions(build: Any) -> None:
    rows = register("a", "O/////////") + register("a", "/////////O" * 3, school=SOUTH)
    rows += register("b", "/" * 20, school=SOUTH)
    found = build(attendance_marks=rows)
    assert one(attendance.persistent_absence(found), TRUST).denominator == 3
    assert one(attendance.overall_absence(found), TRUST).value == pytest.approx(100 * 4 / 60)


def test_reasons_add_up_to_the_absence_and_count_their_pupils(build: Any) -> None:
    rows = register("a", "IIM/") + register("b", "IO//") + register("c", "////")
    found = list(absence_by_reason(build(attendance_marks=rows)))
    counts = {i.group: (i.numerator, i.denominator, i.n) for i in found if i.entity == TRUST}
    assert counts == {
        "all": (5, 12, 3),
        "Absent without leave": (1, 12, 1),
        "Illness": (3, 12, 2),
        "Medical or dental appointment": (1, 12, 1),
    }


def test_sub_codes_count_as_the_trust_declares_and_not_by_their_letter(build: Any) -> None:
    rows = [*register("a", "//"), mark("a", "2024-09-05", "I02"), mark("a", "2024-09-06", "x7")]
    item = one(attendance.overall_absence(build(attendance_marks=rows)))
    assert (item.numerator, item.denominator) == (0, 2)
    assert item.detail("Marks that count as nothing") == "2 no national code"
    declared = {"attendance_sub_codes": {"I02": "I", "X7": "X"}}
    item = one(attendance.overall_absence(build(attendance_marks=rows, settings=declared)))
    assert (item.numerator, item.denominator) == (1, 3)
    assert item.detail("Marks that count as nothing") == ""


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        (["I02"], r"such as \{I02: I, X07: X\}"),
        ({"I02": "ILL"}, "'ILL', which is no national code. Allowed: / "),
        ({"B": "I"}, "'B' is a national code, and cannot mean another"),
    ],
)
def test_sub_codes_that_are_declared_wrongly_are_refused(declared: object, message: str) -> None:
    given = context(
        attendance_marks=register("a", "/"), settings={"attendance_sub_codes": declared}
    )
    with pytest.raises(DeclarationError, match=message):
        list(attendance.overall_absence(given))


def test_schools_without_marks_are_measured_from_their_summaries(build: Any) -> None:
    summaries = [
        {"school": school, "upn": "b", "term": "autumn", "year_group": 7}
        | {"possible": 10, "authorised": 5, "unauthorised": 0}
        for school in (NORTH, SOUTH)
    ]
    found = build(attendance_marks=register("a", "O///"), attendance=summaries)
    overall = list(attendance.overall_absence(found))
    assert one(overall).denominator == 4
    assert one(overall, SOUTH).denominator == 10
    assert one(overall, TRUST).numerator == 6
    assert one(overall, TRUST).detail("Counted from") == "session marks and attendance summaries"
    assert {row.file for row in one(overall, TRUST).rows} == {
        "attendance_marks.csv",
        "attendance.csv",
    }


marks_of_anybody = st.builds(
    lambda school, upn, day, session, code: (
        mark(upn, (dt.date(2024, 8, 28) + dt.timedelta(days=day)).isoformat(), code, session)
        | {"school": school}
    ),
    st.sampled_from((NORTH, SOUTH)),
    st.sampled_from("abcde"),
    st.integers(0, 340),
    st.sampled_from(("am", "pm")),
    st.one_of(st.none(), st.sampled_from(CODES)),
)
registers = st.lists(
    marks_of_anybody,
    min_size=1,
    max_size=60,
    unique_by=lambda row: (row["school"], row["upn"], row["date"], row["session"]),
)


@settings(max_examples=30, deadline=None)
@given(registers, st.booleans())
def test_a_slow_count_of_any_register_says_the_same(rows: list[Any], bulk: bool) -> None:
    last = dt.date(2025, 6, 30)
    found = context(attendance_marks=rows, bulk=bulk, as_of=last)
    assert parts(found) == figures(rows, last)


@settings(max_examples=10, deadline=None)
@given(registers, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[Any], chance: random.Random) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)
    assert parts(context(attendance_marks=mixed)) == parts(context(attendance_marks=rows))


@settings(max_examples=10, deadline=None)
@given(registers, st.sampled_from((None, "-", "*", "?", "I02")))
def test_marks_that_say_nothing_never_count_as_absence(rows: list[Any], nothing: Any) -> None:
    more = [mark(upn, "2025-07-14", nothing, session) for upn in "abz" for session in ("am", "pm")]
    taken = {(row["school"], row["upn"], row["date"], row["session"]) for row in rows}
    free = [m for m in more if (m["school"], m["upn"], m["date"], m["session"]) not in taken]
    assert parts(context(attendance_marks=[*rows, *free])) == parts(context(attendance_marks=rows))


UPNS = ("A000100024001", "X000100024002", "T000100024003")


def test_one_export_or_two_files_and_csv_or_workbook_say_the_same(tmp_path: Path) -> None:
    rows = [
        (upn, f"{day:%d/%m/%Y}", session, "/IO\\LU-"[(place + len(session) * n) % 7], 7 + place)
        for place, upn in enumerate(UPNS)
        for n, day in enumerate(school_days(8))
        for session in ("AM", "PM")
    ]
    whole, split, book = (tmp_path / name for name in ("whole", "split", "book"))
    for folder in (whole, split, book):
        folder.mkdir()
    write_csv(whole / "Session marks North.csv", rows)
    write_csv(split / "Session marks North 1.csv", rows[::2])
    write_csv(split / "Session marks North 2.csv", rows[1::2])
    write_book(book / "Session marks North.xlsx", rows)
    found = [parts(context_of(folder)) for folder in (whole, split, book)]
    assert found[0]
    assert found[0] == found[1] == found[2]
    assert found[0]["overall_absence", NORTH, "all"][1] == sum(row[3] != "-" for row in rows)


def write_csv(path: Path, rows: list[Any]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["UPN", "Date", "Session", "Mark", "Year"])
        writer.writerows(rows)


def write_book(path: Path, rows: list[Any]) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["UPN", "Date", "AM/PM", "Attendance Mark", "Year Group"])
    for row in rows:
        page.append(row)
    book.save(path)


def test_a_printed_register_says_the_same_as_the_list_of_its_marks(tmp_path: Path) -> None:
    days = school_days(3)
    marks = {UPNS[0]: "/\\I/--", UPNS[1]: "OO/\\LB", UPNS[2]: "/\\/\\Q9"}
    heads = [f"{day:%a %d/%m} {session}" for day in days for session in ("AM", "PM")]
    book = openpyxl.Workbook()
    page = book.active
    page.append(["North School"])
    page.append(["UPN", "Name", "Reg", "Year", *heads, "House"])
    for upn, codes in marks.items():
        page.append([upn, "Made Up", "7A", 7, *codes, "Red"])
    (tmp_path / "wide").mkdir()
    book.save(tmp_path / "wide" / "Attendance register North.xlsx")
    (tmp_path / "long").mkdir()
    rows = [
        (upn, f"{days[n // 2]:%d/%m/%Y}", ("AM", "PM")[n % 2], code, 7)
        for upn, codes in marks.items()
        for n, code in enumerate(codes)
    ]
    write_csv(tmp_path / "long" / "Session marks North.csv", rows)
    wide, long = (context_of(tmp_path / name) for name in ("wide", "long"))
    assert parts(wide) == parts(long)
    item = one(attendance.overall_absence(wide))
    assert (item.numerator, item.denominator) == (3, 14)
    assert item.detail("Marks that count as nothing") == "2 no mark entered, 1 no national code"
    assert [row.rows for row in item.rows] == ["3–5"]
