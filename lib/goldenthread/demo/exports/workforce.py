"""The staff list, and the establishment with its vacancies."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence

from goldenthread.demo.exports.establishment import Post
from goldenthread.demo.exports.staffing import Employee
from goldenthread.demo.layout import Book, Dialect, Row, heading, lay_out
from goldenthread.demo.profile import TRUST_OFFICE, DemoDrop
from goldenthread.sources.spec import Source


def staff_list(
    source: Source,
    staff: tuple[Employee, ...],
    drop: DemoDrop,
    since: dt.date,
    more: Callable[[Employee], Row] = lambda _: {},
) -> Book:
    """Everyone in post, with starters and leavers since a day; `more` gives further cells."""
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
                **more(person),
            }
        )
    names = {"place": "Site/School", "post": "Job title"}
    dialect = Dialect(names, omit=_unless_given(rows, "development_plan", "manages"))
    above = heading(
        f"Staff list with starters and leavers since 1 September {since.year}", drop.as_of
    )
    sheet = lay_out(source, rows, name="Staff", above=above, dialect=dialect)
    return Book("Staff list with leavers.xlsx", source.source, (sheet,))


def posts_book(
    source: Source,
    staff: tuple[Employee, ...],
    posts: Sequence[Post],
    drop: DemoDrop,
    trained: int,
    more: Callable[[Row], Row] = lambda _: {},
) -> Book:
    """One row for each title at a place: so many established, so many filled; holders of so many
    posts of the trust office have all their training; `more` gives further cells of a row."""
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
    untrained = sum(place != TRUST_OFFICE for place, _, _ in established) + trained
    rows: list[Row] = []
    for number, (key, fte) in enumerate(established.items(), start=1):
        place, title, group = key
        here = round(filled[key], 1)
        left = last_left[key] if here < round(fte, 1) else None
        since = left + dt.timedelta(days=1) if left else None
        # Two weeks to agree the advertisement; a post left last week is not out yet.
        advertised = since + dt.timedelta(days=14) if since else None
        office = place == TRUST_OFFICE
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
                "trained": ("N" if number > untrained else "Y") if office and here else None,
                "advertised": advertised if advertised and advertised <= drop.as_of else None,
            }
        )
    rows = [{**row, **more(row)} for row in rows]
    names = {"reference": "Ref", "place": "Site/School", "fte": "FTE"}
    dialect = Dialect(names, omit=_unless_given(rows, "job_share"))
    above = heading("Establishment: posts and vacancies", drop.as_of)
    sheet = lay_out(source, rows, name="Posts", above=above, dialect=dialect)
    return Book("Posts and vacancies.xlsx", source.source, (sheet,))


def _unless_given(rows: Sequence[Row], *columns: str) -> frozenset[str]:
    """Those of the columns that no row has a cell for: they are not printed."""
    return frozenset(column for column in columns if not any(column in row for row in rows))
