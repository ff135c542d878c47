"""Curriculum maps, deep dives into subjects, and what is taught in PSHE."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, SCHOOLS
from goldenthread.demo.chance import chance
from goldenthread.demo.layout import Book, Row, heading, lay_out, notes
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.sources.spec import Source

SUBJECTS = (
    "English",
    "Mathematics",
    "Science",
    "History",
    "Geography",
    "Languages",
    "Art",
    "Design and Technology",
    "Food",
    "Music",
    "Drama",
    "PE",
    "Religious Studies",
    "Computer Science",
    "Business",
    "PSHE",
)
_HOURS = (4, 4, 4, 2, 2, 2, 1, 1, 1, 1, 1, 2, 1, 1, 0, 1)
# How far each subject's map has come by each drop: the share of its parts in place.
_MAPPED = {ALDERSLEY: (0.78, 0.90, 0.99), MORETON: (0.46, 0.60, 0.74)}
_HELD_BACK = {ALDERSLEY: (), MORETON: ("Music", "Languages", "Drama")}
_REVIEWED = (dt.date(2021, 11, 15), dt.date(2022, 3, 14), dt.date(2022, 7, 11))
# The subjects of each round of deep dives; in summer two are looked at again.
_DIVES = (
    ("English", "Mathematics", "Science", "History", "Geography", "Languages", "Art", "PSHE"),
    ("Design and Technology", "Food", "Music", "Drama", "PE", "Religious Studies"),
    ("Computer Science", "Business", "Science", "Mathematics"),
)
_DIVE_DAYS = (dt.date(2021, 11, 8), dt.date(2022, 2, 7), dt.date(2022, 6, 7))
# What was no strength, by round of the judgement.
_WEAK: dict[tuple[DemoSchool, str, int], str] = {
    (ALDERSLEY, "Languages", 0): "Developing",
    (ALDERSLEY, "Science", 0): "Developing",
    (MORETON, "Science", 0): "Developing",
    (MORETON, "Mathematics", 0): "Developing",
    (MORETON, "Mathematics", 2): "Developing",
    (MORETON, "Languages", 0): "Concern",
    (MORETON, "Music", 1): "Concern",
    (MORETON, "Drama", 1): "Developing",
    (MORETON, "Business", 2): "Developing",
}


def curriculum_books(sources: Mapping[str, Source], seed: int, drop: DemoDrop) -> Iterator[Book]:
    """Everything that executive leaders and heads of department send in."""
    yield maps_book(sources["curriculum"], seed, drop)
    if drop.number > 0:
        yield _deep_dives(sources["deep_dives"], drop)
    yield _pshe(sources["pshe"], drop)


def maps_book(
    source: Source,
    seed: int,
    drop: DemoDrop,
    more: Callable[[DemoSchool, str], Row] = lambda _school, _subject: {},
) -> Book:
    """The checklist, a sheet a school; `more` gives further cells of a school's subject."""
    sheets = []
    assert source.unpivot is not None  # noqa: S101 - declared so
    for school in SCHOOLS:
        rng = chance(seed, "curriculum", school.short)
        rows: list[Row] = []
        for subject, hours in zip(SUBJECTS, _HOURS, strict=True):
            cells: dict[str, str] = {}
            # A subject comes on as a whole, more or less; a few are held back.
            subject_reach = float(rng.random()) + (0.25 if subject in _HELD_BACK[school] else 0.0)
            for item in source.unpivot.items:
                reach = 0.75 * subject_reach + 0.25 * float(rng.random())
                share = _MAPPED[school][drop.number]
                cells[item] = (
                    "Y" if reach < share else "In progress" if reach < share + 0.15 else "N"
                )
            rows.append(
                {
                    "subject": subject + (" " if subject == "PE" else ""),
                    "leader": "N" if (school, subject) == (MORETON, "Music") else "Y",
                    "last_reviewed": _REVIEWED[drop.number],
                    "hours": hours,
                    **more(school, subject),
                    **cells,
                }
            )
        above = heading(f"{school.name}: curriculum map checklist", drop.as_of)
        sheets.append(lay_out(source, rows, name=school.name, above=above))
    key = notes("Key", (("Y", "in place"), ("In progress", "begun"), ("N", "not begun")))
    return Book("Curriculum map checklist.xlsx", source.source, (*sheets, key))


def _deep_dives(source: Source, drop: DemoDrop) -> Book:
    rows: list[Row] = []
    for school in SCHOOLS:
        for wave, day in enumerate(_DIVE_DAYS[: drop.number + 1]):
            for number, subject in enumerate(_DIVES[wave]):
                judgement = _WEAK.get((school, subject, wave), "Strength")
                duties = {"Strength": 5, "Developing": 3, "Concern": 1}[judgement]
                names = [
                    name for name in source.columns if name.startswith(("leads_", "monitors_"))
                ]
                rows.append(
                    {
                        "school": school.name,
                        "subject": subject,
                        "date": day + dt.timedelta(days=number),
                        "judged_by": "Executive leader, curriculum",
                        **{duty: "Y" if n < duties else "N" for n, duty in enumerate(names)},
                        "judgement": judgement,
                    }
                )
    above = heading("Deep dives: leadership of subjects, 2021/22", drop.as_of)
    sheet = lay_out(source, rows, name="Deep dives", above=above)
    return Book("Deep dives.xlsx", source.source, (sheet,))


def _pshe(source: Source, drop: DemoDrop) -> Book:
    """Moreton's lead for PSHE has no time for it, but for Years 7 and 8 from spring."""
    rows: list[Row] = []
    for school in SCHOOLS:
        for year in range(7, 12):
            given = school is ALDERSLEY or (year <= 8 and drop.number > 0)
            full = school is ALDERSLEY or year < 10
            rows.append(
                {
                    "school": school.name,
                    "year_group": f"Year {year}",
                    "hours": 38 if full else 24,
                    "scheme": "Y" if full or drop.number == 2 else "N",
                    "lead_time": "Y" if given else "N",
                }
            )
    above = heading("PSHE provision, 2021/22", drop.as_of)
    sheet = lay_out(source, rows, name="PSHE", above=above)
    return Book("PSHE provision.xlsx", source.source, (sheet,))
