"""What the academies teach, who applies to them, and their results of before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.mlp.setting import (
    LARKSPUR,
    LONGMEADOW,
    MARLPIT,
    MOSSWOOD,
    PARKFOLD,
    PIKEHILL,
    SCHOOLS,
    SECONDARIES,
)
from goldenthread.demo.profile import TRUST_OFFICE, DemoDrop, DemoSchool
from goldenthread.demo.world import World

# Hours a week of last year: of a secondary year group, and of a primary one.
_SECONDARY = {
    "English": 4.0, "Mathematics": 4.0, "Science": 4.0, "History": 1.5, "Geography": 1.5,
    "French": 2.0, "Religious Studies": 1.0, "Computer Science": 1.0, "Art": 1.0, "Music": 1.0,
    "Drama": 1.0, "Design and Technology": 1.5, "PE": 2.0, "PSHE": 0.5,
}  # fmt: skip
_PRIMARY = {
    "English": 7.0, "Mathematics": 5.0, "Science": 2.0, "Humanities": 1.5, "French": 0.5,
    "Religious Education": 1.0, "Computing": 1.0, "Art and Design": 1.0, "Music": 1.0,
    "PE": 2.0, "PSHE": 1.0,
}  # fmt: skip
_YEARS = {True: (7, 8, 9, 10, 11), False: (1, 2, 3, 4, 5, 6)}
# Hours of this year where they are others: school, subject, year groups.
_CHANGED: dict[tuple[DemoSchool, str], dict[int, float]] = {
    (LARKSPUR, "Drama"): {8: 0.0, 9: 0.0},
    (LARKSPUR, "Music"): {7: 0.5, 8: 0.5, 9: 0.5},
    (LARKSPUR, "French"): dict.fromkeys((7, 8, 9, 10, 11), 1.5),
    (LARKSPUR, "Mathematics"): dict.fromkeys((7, 8, 9, 10, 11), 5.0),
    (MARLPIT, "Computer Science"): {10: 1.5, 11: 1.5},
    (PIKEHILL, "French"): {3: 0.0, 4: 0.0},
    (PIKEHILL, "English"): {3: 7.5, 4: 7.5},
    (MOSSWOOD, "Music"): {6: 0.5},
}
# Place, post, staff group, advertised, closing, applications, shortlisted.
_VACANCIES: tuple[tuple[str, str, str, str, str, int, int], ...] = (
    (MARLPIT.name, "Teacher of Mathematics", "Teacher", "2021-10-04", "2021-10-22", 5, 3),
    (MARLPIT.name, "Teacher of Science", "Teacher", "2022-01-17", "2022-02-04", 4, 3),
    (MARLPIT.name, "Teaching assistant", "Support", "2022-02-28", "2022-03-18", 11, 4),
    (MARLPIT.name, "Teacher of English", "Teacher", "2022-04-25", "2022-05-13", 9, 4),
    (LARKSPUR.name, "Teacher of Mathematics", "Teacher", "2021-09-27", "2021-10-15", 1, 1),
    (LARKSPUR.name, "Teacher of Mathematics", "Teacher", "2021-11-15", "2021-12-03", 2, 1),
    (LARKSPUR.name, "Assistant headteacher", "Leadership", "2022-03-07", "2022-03-25", 4, 3),
    (LARKSPUR.name, "Teacher of Geography", "Teacher", "2022-05-03", "2022-05-20", 6, 3),
    (PARKFOLD.name, "Class teacher", "Teacher", "2022-03-14", "2022-04-01", 12, 5),
    (PARKFOLD.name, "Midday supervisor", "Support", "2021-11-08", "2021-11-26", 6, 4),
    (MOSSWOOD.name, "Class teacher", "Teacher", "2022-05-09", "2022-05-27", 7, 3),
    (LONGMEADOW.name, "Teaching assistant", "Support", "2022-01-10", "2022-01-28", 5, 3),
    (PIKEHILL.name, "Class teacher", "Teacher", "2021-10-11", "2021-11-05", 2, 2),
    (PIKEHILL.name, "Class teacher", "Teacher", "2022-06-06", "2022-06-24", 3, 2),
    (TRUST_OFFICE, "Payroll officer", "Office", "2022-02-07", "2022-02-25", 8, 4),
)
# Results of 2018/19, the last year with tests: the figure, its 95% interval, pupils.
_EARLIER: tuple[tuple[DemoSchool, str, float, float, float, int], ...] = (
    (MARLPIT, "attainment_8", 46.8, 43.6, 50.0, 124),
    (LARKSPUR, "attainment_8", 44.9, 41.3, 48.5, 97),
    (PARKFOLD, "ks2_expected", 70.0, 52.1, 83.3, 30),
    (MOSSWOOD, "ks2_expected", 57.7, 38.9, 74.5, 26),
    (LONGMEADOW, "ks2_expected", 55.6, 33.7, 75.4, 18),
    (PIKEHILL, "ks2_expected", 57.1, 32.6, 78.6, 14),
)

# The columns of each export, as its rows give them.
_HOUR = ("school", "year_group", "subject", "hours", "hours_before")
_VACANCY = (
    *("place", "post", "staff_group", "advertised", "closing", "applications", "shortlisted"),
)
_RESULT = ("school", "measure", "year", "value", "low", "high", "pupils", "found_in")


def provision_books(world: World, drop: DemoDrop) -> Iterator[Book]:
    """What the timetablers, the HR lead and the data manager keep by hand."""
    yield log(world.sources, drop, "curriculum_hours", _HOUR, _hours())
    rows = [row for row in _VACANCIES if dt.date.fromisoformat(row[4]) <= drop.as_of]
    yield log(world.sources, drop, "vacancies", _VACANCY, rows)
    yield log(world.sources, drop, "baselines", _RESULT, _earlier(), file="Baseline results.xlsx")


def _earlier() -> Iterator[tuple[Cell, ...]]:
    for school, measure, value, low, high, pupils in _EARLIER:
        tables = "Performance tables 2018/19"
        yield school.name, measure, "2018/19", value, low, high, pupils, tables


def _hours() -> Iterator[tuple[Cell, ...]]:
    """One row for each subject and year group; nothing of a timetable changes within the year."""
    for school in SCHOOLS:
        secondary = school in SECONDARIES
        for subject, before in (_SECONDARY if secondary else _PRIMARY).items():
            changed = _CHANGED.get((school, subject), {})
            for year in _YEARS[secondary]:
                yield school.name, year, subject, changed.get(year, before), before
