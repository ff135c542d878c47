"""The staff list, the establishment with its vacancies, and pay grades."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, SCHOOLS
from goldenthread.demo.amethyst.staffing import Employee, Post, establishment
from goldenthread.demo.layout import Book, Dialect, Row, heading, lay_out
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
_TRAINED = (7, 9, 11)  # holders of trust office posts with all their training, by drop


def workforce_books(
    sources: Mapping[str, Source], staff: tuple[Employee, ...], seed: int, drop: DemoDrop
) -> Iterator[Book]:
    """Staff with starters and leavers, posts, and the appraisal summary."""
    yield _staff_list(sources["staff"], staff, drop)
    yield _posts(sources["posts"], staff, establishment(seed), drop)
    yield _appraisal(sources["appraisal"], drop)


def _staff_list(source: Source, staff: tuple[Employee, ...], drop: DemoDrop) -> Book:
    rows: list[Row] = []
    for person in sorted(staff, key=lambda p: (p.place, p.surname, p.forename, p.id)):
        if person.started > drop.as_of:
            continue
        left = person.left is not None and person.left <= drop.as_of
        rows.append(
            {
                "employee_id": person.id,
                "surname": person.surname,
                "forename": person.forename,
                "place": person.place,
                "post": person.post,
                "staff_group": {"Support": "TA"}.get(person.group, person.group)
                if person.post == "Teaching assistant"
                else person.group,
                "contract": person.contract,
                "fte": person.fte,
                "started": person.started,
                "left": person.left if left else None,
                "reason": person.reason if left else None,
                "destination": person.destination if left else None,
            }
        )
    dialect = Dialect({"place": "Site/School", "post": "Job title"})
    above = heading("Staff list with starters and leavers since 1 September 2019", drop.as_of)
    sheet = lay_out(source, rows, name="Staff", above=above, dialect=dialect)
    return Book("Staff list with leavers.xlsx", source.source, (sheet,))


def _posts(source: Source, staff: tuple[Employee, ...], posts: list[Post], drop: DemoDrop) -> Book:
    """One row for each title at a place: so many established, so many filled."""
    established: dict[tuple[str, str, str], float] = defaultdict(float)
    filled: dict[tuple[str, str, str], float] = defaultdict(float)
    last_left: dict[tuple[str, str, str], dt.date] = {}
    for post in posts:
        established[post.place, post.title, post.group] += post.fte
    for person in staff:
        key = person.place, person.post, person.group
        if person.in_post(drop.as_of):
            filled[key] += person.fte
        elif person.left and person.left < drop.as_of:
            last_left[key] = max(person.left, last_left.get(key, person.left))
    rows: list[Row] = []
    for number, (key, fte) in enumerate(established.items(), start=1):
        place, title, group = key
        here = round(filled[key], 1)
        left = last_left[key] if here < round(fte, 1) else None
        since = left + dt.timedelta(days=1) if left else None
        # Two weeks to agree the advertisement; a post left last week is not out yet.
        advertised = since + dt.timedelta(days=14) if since else None
        office = place == TRUST_OFFICE
        trained = number - len(established) + 12 <= _TRAINED[drop.number]
        rows.append(
            {
                "reference": f"P{number:03d}",
                "place": place,
                "post": title,
                "staff_group": group,
                "fte": round(fte, 1),
                "filled_fte": here,
                "vacant_since": since,
                "required_training": "Finance system, data protection" if office else None,
                "trained": ("Y" if trained else "N") if office and here else None,
                "advertised": advertised if advertised and advertised <= drop.as_of else None,
            }
        )
    dialect = Dialect({"reference": "Ref", "place": "Site/School", "fte": "FTE"})
    above = heading("Establishment: posts and vacancies", drop.as_of)
    sheet = lay_out(source, rows, name="Posts", above=above, dialect=dialect)
    return Book("Posts and vacancies.xlsx", source.source, (sheet,))


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
