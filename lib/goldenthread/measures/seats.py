"""The seats of every board and committee on the day of the drop, and who holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import dates, folded, text
from goldenthread.measures.measurement import TRUST
from goldenthread.measures.registry import Context, kept
from goldenthread.sources.table import FILE, ROW, SHEET

HELD, VACANT, LAPSED, NOT_BEGUN = "Held", "Vacant", "Term over", "Not yet begun"
_TITLES = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|cllr|rev|revd)\.? ")
_VACANCY = re.compile(r"^(?:vacancy|vacant)\b.*$")


def person(name: str) -> str:
    """A name as a key: without title, case and double blanks; `Surname, Forename` turned round."""
    plain = folded(name)
    if plain.count(",") == 1:
        surname, forename = plain.split(",")
        plain = f"{forename.strip()} {surname.strip()}"
    return _TITLES.sub("", plain).strip()


def is_vacancy(name: str) -> bool:
    """Whether a name cell stands for an empty seat: nothing, "Vacancy", "VACANCY*", "Vacant"."""
    plain = folded(name).strip("* ")
    return not plain or bool(_VACANCY.match(plain))


@kept
def seats(context: Context) -> pd.DataFrame:
    """The governors table with `person`, `state`, `begins`, `ends`, `empty_since` and `seat`.

    A person named twice on one body holds one seat, under the term that ends last (no end is
    last). A term that ends on the day of the drop is still held on that day.
    """
    frame = context.frame("governors").reset_index(drop=True)
    frame = frame[
        ["body", "name", "role", "term_start", "term_end", "vacant_since", FILE, SHEET, ROW]
    ]
    as_of = pd.Timestamp(context.drop.as_of)
    names = text(frame, "name")
    frame = frame.assign(
        person=names.map(person),
        begins=dates(frame, "term_start"),
        ends=dates(frame, "term_end"),
        empty_since=dates(frame, "vacant_since"),
        state=HELD,
    )
    frame.loc[frame["ends"] < as_of, "state"] = LAPSED
    frame.loc[frame["begins"] > as_of, "state"] = NOT_BEGUN
    frame.loc[names.map(is_vacancy).astype(bool), "state"] = VACANT
    frame = _one_seat_each(frame)
    # Numbered by what is public of a seat, so that sorting the list anew changes no number.
    by_seat = ["body", "role", "begins", "ends", "empty_since", "person"]
    frame = frame.assign(role=text(frame, "role")).sort_values(by_seat, kind="stable")
    return frame.assign(seat=frame.groupby("body").cumcount() + 1)


def _one_seat_each(frame: pd.DataFrame) -> pd.DataFrame:
    # A renewed term stands beside the one it follows; the seat is one.
    rank = {HELD: 0, LAPSED: 1, NOT_BEGUN: 2}
    named = frame[frame["state"] != VACANT]
    ordered = named.assign(rank=named["state"].map(rank)).sort_values(
        ["rank", "ends", "begins"],
        ascending=[True, False, False],
        na_position="first",
        kind="stable",
    )
    kept = ordered.drop_duplicates(["body", "person"]).index
    return frame.loc[sorted([*kept, *frame.index[frame["state"] == VACANT]])]


@kept
def holders(context: Context) -> pd.DataFrame:
    """The seats that somebody holds on the day of the drop."""
    every = seats(context)
    return every[every["state"] == HELD]


def by_body(context: Context, frame: pd.DataFrame) -> Iterator[tuple[str, list[str], pd.DataFrame]]:
    """Each school, the trust and each body, with its bodies in the export and their rows."""
    named = set(frame["body"].dropna())
    groups = [(entity, bodies_of(context, entity)) for entity in context.entities]
    groups += [(f"body:{body.id}", [body.id]) for body in context.trust.bodies]
    for entity, bodies in groups:
        present = [body for body in bodies if body in named]
        yield entity, present, frame[frame["body"].isin(present)]


def bodies_of(context: Context, entity: str) -> list[str]:
    """The bodies an entity is counted over: a school's local governing bodies, or all."""
    return [
        body.id
        for body in context.trust.bodies
        if entity == TRUST or (body.kind == "local" and body.school == entity)
    ]
