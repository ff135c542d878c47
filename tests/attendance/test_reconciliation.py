"""Session marks against attendance summaries: each usual cause of a difference, one at a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from attendance_contexts import NORTH, SOUTH, context, mark

from goldenthread.measures.attendance_checks import attendance_findings
from goldenthread.measures.measurement import TRUST
from goldenthread.measures.reconciliation import Difference, attendance_differences, differences

DAYS = ("2024-09-03", "2024-09-04", "2024-09-05", "2024-09-06")


def marked(upn: str, codes: str | list[str], **more: object) -> list[dict[str, object]]:
    return [
        mark(upn, DAYS[n // 2], code, ("am", "pm")[n % 2], **more) for n, code in enumerate(codes)
    ]


def summary(upn: str, counts: tuple[int, int, int], **more: object) -> dict[str, object]:
    """Sessions attended, authorised and unauthorised."""
    present, authorised, unauthorised = counts
    return {
        "school": NORTH,
        "upn": upn,
        "term": "autumn",
        "year_group": 8,
        "possible": sum(counts),
        "present": present,
        "educational_activity": 0,
        "authorised": authorised,
        "unauthorised": unauthorised,
    } | more


def found(entity: str = NORTH, group: str = "all", **tables: Any) -> Difference:
    return next(
        item
        for item in differences(context(**tables))
        if (item.entity, item.group) == (entity, group)
    )


AGREED = marked("z", "//IO"), summary("z", (2, 1, 1))


@pytest.mark.parametrize(
    ("codes", "counts", "sessions", "cause"),
    [
        ("//IO", (2, 1, 1), 0, ""),
        ("//DD", (4, 0, 0), 2, "dual registration (D) counted as attending in the summaries"),
        (["/", "J1"], (2, 0, 0), 1, "interviews (J1) counted as attending in the summaries"),
        (["/", "-"], (1, 0, 1), 1, "sessions without a mark"),
        (["/", "J"], (2, 0, 0), 1, "codes that were not valid on their day"),
        ("//IN", (2, 2, 0), 1, "codes changed after one of the two was exported"),
        ("//IN", (3, 1, 0), 1, "codes changed after one of the two was exported"),
        ("//IN", (5, 1, 1), 3, "no usual cause explains it"),
    ],
)
def test_the_cause_of_a_difference(
    codes: str, counts: tuple[int, int, int], sessions: int, cause: str
) -> None:
    marks, own = AGREED
    item = found(
        attendance_marks=[*marks, *marked("a", codes)], attendance=[own, summary("a", counts)]
    )
    assert item.sessions == sessions
    assert item.causes == ({cause: sessions} if sessions else {})
    assert (item.pupils, item.pupils_apart) == (2, int(sessions > 0))


def test_pupils_in_only_one_of_the_two() -> None:
    pupils = [
        {"school": NORTH, "upn": "g", "year_group": 8, "enrolment_status": "G"},
        {"school": NORTH, "upn": "l", "year_group": 8, "leaving_date": dt.date(2024, 9, 30)},
        *({"school": NORTH, "upn": upn, "year_group": 8} for upn in "msz"),
    ]
    marks, own = AGREED
    item = found(
        attendance_marks=[*marks, *marked("g", "//"), *marked("m", "//")],
        attendance=[own, summary("l", (3, 0, 0)), summary("s", (4, 0, 0))],
        pupils=pupils,
    )
    assert item.causes == {
        "pupils who are not in the session marks": 4,
        "leavers, in only one of the two": 3,
        "guest pupils, in only one of the two": 2,
        "pupils who are not in the summaries": 2,
    }


def test_marks_after_leaving_that_the_summaries_count() -> None:
    pupils = [{"school": NORTH, "upn": "a", "year_group": 8, "leaving_date": dt.date(2024, 9, 3)}]
    item = found(
        attendance_marks=marked("a", "////"), attendance=[summary("a", (4, 0, 0))], pupils=pupils
    )
    assert item.causes == {"marks before joining or after leaving": 2}


def test_marks_of_a_weekend_that_the_summaries_count() -> None:
    rows = [*marked("a", "//"), mark("a", "2024-09-07", "/")]
    item = found(attendance_marks=rows, attendance=[summary("a", (3, 0, 0))])
    assert item.causes == {"marks on days when the school was closed": 1}


def test_schools_and_terms_that_only_one_of_them_holds_are_not_compared() -> None:
    marks, own = AGREED
    tables = {
        "attendance_marks": [*marks, *marked("a", "II", school=SOUTH)],
        "attendance": [own, summary("z", (9, 9, 9), term="spring")],
    }
    listed = differences(context(**tables))
    assert {(item.entity, item.group) for item in listed} == {
        (entity, group) for entity in (NORTH, TRUST) for group in ("all", "Autumn")
    }
    assert all(item.sessions == 0 for item in listed)


def test_a_missing_count_is_no_difference_of_0() -> None:
    marks, own = AGREED
    unread = summary("a", (2, 0, 0)) | {"authorised": None}
    item = found(attendance_marks=[*marks, *marked("a", "//")], attendance=[own, unread])
    assert item.causes == {"pupils who are not in the summaries": 2}


def test_differences_that_cancel_out_are_found_pupil_by_pupil() -> None:
    rows = [*marked("a", "/I"), *marked("b", "/O")]
    given = context(
        attendance_marks=rows, attendance=[summary("a", (1, 0, 1)), summary("b", (1, 1, 0))]
    )
    values = {(i.entity, i.group): i.value for i in attendance_differences(given)}
    assert values[NORTH, "Autumn"] == 2
    (finding,) = attendance_findings(given)
    assert "differ on 2 sessions of 2 pupils, though their totals agree" in finding.message


def test_findings_say_how_many_and_name_nobody() -> None:
    rows = [
        *marked("P11111111111", ["/", "-", "*", "Smith"]),
        *marked("P22222222222", ["/", "J", "J1", "?"]),
        mark("P22222222222", "2024-09-08", "/"),
        mark("P22222222222", "2025-09-09", "/"),
    ]
    summaries = [summary("P11111111111", (1, 0, 0)), summary("P22222222222", (2, 0, 0))]
    given = context(attendance_marks=rows, attendance=summaries)
    findings = attendance_findings(given)
    said = [(f.severity, f.message.split(": ", 1)[-1].split(":")[0], f.found) for f in findings]
    assert said == [
        ("warning", "2 sessions without a mark", ""),
        ("warning", "2 sessions with a code that is none of the national ones", "?, 1 longer text"),
        ("warning", "1 session with a code that was not valid on its day", ""),
        ("warning", "1 session on days when the school was closed", ""),
        ("note", "1 session on days outside the year or after the day of the drop", ""),
        ("warning", "session marks and attendance summaries differ on 1 session of 1 pupil", ""),
    ]
    assert all(f.file == "attendance_marks.csv" and f.row is None for f in findings)
    assert not any("P1" in str(f) or "Smith" in str(f) for f in findings)


def test_without_marks_there_is_nothing_to_report() -> None:
    assert attendance_findings(context(attendance=[AGREED[1]])) == ()
    assert differences(context(attendance=[AGREED[1]])) == []
    assert differences(context(attendance_marks=AGREED[0])) == []
