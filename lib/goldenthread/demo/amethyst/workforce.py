"""The staff list, the establishment with its vacancies, and pay grades."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, SCHOOLS
from goldenthread.demo.amethyst.staffing import TURNOVER, establishment
from goldenthread.demo.exports.staffing import Employee
from goldenthread.demo.exports.workforce import posts_book, staff_list
from goldenthread.demo.layout import Book, Row, heading, lay_out
from goldenthread.demo.profile import TRUST_OFFICE, DemoDrop, DemoSchool
from goldenthread.sources.spec import Source

_GRADES: tuple[tuple[str, tuple[int, int]], ...] = (
    ("Main pay range", (26, 25)),
    ("Upper pay range", (24, 18)),
    ("Leading practitioner", (3, 2)),
    ("Leadership", (5, 5)),
    ("Support, grades 2 to 4", (21, 18)),
    ("Support, grades 5 to 7", (12, 11)),
    ("Support, grade 8 and above", (5, 4)),
)
# In how many of the grades expectations were published by each drop, in the order above.
_PUBLISHED = {ALDERSLEY: (5, 6, 7), MORETON: (3, 4, 4)}
_OBJECTIVES = {ALDERSLEY: (0.86, 0.97, 1.0), MORETON: (0.70, 0.84, 0.90)}
# The drop from which office staff of the schools have theirs.
_OFFICE_TRAINED = {
    (ALDERSLEY.name, "Receptionist"): 0,
    (ALDERSLEY.name, "School administrator"): 0,
    (MORETON.name, "Receptionist"): 2,
    (MORETON.name, "School administrator"): 1,
}
_TRAINED = (7, 9, 11)  # holders of trust office posts with all their training, by drop


def workforce_books(
    sources: Mapping[str, Source], staff: tuple[Employee, ...], seed: int, drop: DemoDrop
) -> Iterator[Book]:
    """Staff with starters and leavers, posts, and the appraisal summary."""
    yield staff_list(sources["staff"], staff, drop, TURNOVER.since)
    trained = _TRAINED[drop.number]
    posts = establishment(seed)
    yield posts_book(sources["posts"], staff, posts, drop, trained, lambda row: _trained(row, drop))
    yield _appraisal(sources["appraisal"], drop)


def _trained(row: Row, drop: DemoDrop) -> Row:
    """Whether office staff of the schools have their training, too."""
    if row["staff_group"] != "Office" or row["place"] == TRUST_OFFICE or not row["filled_fte"]:
        return {}
    since = _OFFICE_TRAINED[str(row["place"]), str(row["post"])]
    return {
        "required_training": "Finance system, data protection",
        "trained": "Y" if drop.number >= since else "N",
    }


def _appraisal(source: Source, drop: DemoDrop) -> Book:
    rows: list[Row] = []
    for place, school in enumerate(SCHOOLS):
        for number, (grade, staff) in enumerate(_GRADES):
            people = staff[place]
            rows.append(
                {
                    "school": school.name,
                    "grade": grade,
                    "expectations_published": _published(school, number, drop),
                    "staff": people,
                    "objectives_set": int(people * _OBJECTIVES[school][drop.number]),
                }
            )
    above = heading("Pay grades and appraisal, 2021/22", drop.as_of)
    sheet = lay_out(source, rows, name="Summary", above=above)
    return Book("Appraisal summary.xlsx", source.source, (sheet,))


def _published(school: DemoSchool, grade: int, drop: DemoDrop) -> dt.date | None:
    by_drop = _PUBLISHED[school]
    days = (dt.date(2021, 10, 4), dt.date(2022, 2, 14), dt.date(2022, 6, 13))
    for wave in range(drop.number + 1):
        if grade < by_drop[wave]:
            return days[wave]
    return None
