"""Amethyst's attendance, as the registers of its two schools print it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, SCHOOLS, YEAR
from goldenthread.demo.exports.attendance import RegisterStyle, attendance_book
from goldenthread.demo.exports.pupils import Pupil
from goldenthread.demo.layout import Book, Dialect
from goldenthread.demo.profile import DemoDrop
from goldenthread.sources.spec import Source

_YEARS = ", Years 7 to 11"
_STYLES = {
    ALDERSLEY: RegisterStyle(
        {"autumn": "Autumn 2021", "spring": "Spring 2022", "summer": "Summer 2022"},
        Dialect({"present": "Present (/\\)"}),
        years=_YEARS,
    ),
    MORETON: RegisterStyle(
        {"autumn": "Aut Term", "spring": "Spr Term ", "summer": "Sum Term"},
        Dialect(
            {
                "name": "Pupil Name",
                "form": "Reg Group",
                "year_group": "NC Year",
                "possible": "Possible Sessions",
                "educational_activity": "Approved Educational Activity",
                "authorised": "Authorised Absence",
                "unauthorised": "Unauthorised Absence",
                "percent_attended": "% Attendance",
            },
            omit=frozenset({"missing_marks"}),
        ),
        spelt_out=True,
        years=_YEARS,
    ),
}


def attendance_books(
    sources: Mapping[str, Source], pupils: tuple[Pupil, ...], seed: int, drop: DemoDrop
) -> Iterator[Book]:
    """One workbook for each school, with a sheet for each term so far."""
    source = sources["attendance"]
    for school in SCHOOLS:
        yield attendance_book(source, pupils, school, YEAR, seed, drop, _STYLES[school])
