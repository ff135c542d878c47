"""Seats, vacancies and terms of office."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import text
from goldenthread.measures.measurement import ALL, TRUST, Coverage, Measurement, State
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.seats import HELD, LAPSED, VACANT, bodies_of, seats
from goldenthread.measures.shares import Details, Extras, share
from goldenthread.measures.year import this_year
from goldenthread.sources.table import rows_of
from goldenthread.wording import day, plural

SOON = 182  # days: terms that end within half a year are to be filled now


def _entities(context: Context) -> list[str]:
    return [*(school.urn for school in context.trust.schools), TRUST]


def _parts(context: Context, frame: pd.DataFrame) -> Iterator[tuple[str, list[str], pd.DataFrame]]:
    """Each school, the trust and each body, with its bodies in the export and their rows."""
    named = set(frame["body"].dropna())
    groups = [(entity, bodies_of(context, entity)) for entity in _entities(context)]
    groups += [(f"body:{body.id}", [body.id]) for body in context.trust.bodies]
    for entity, bodies in groups:
        present = [body for body in bodies if body in named]
        yield entity, present, frame[frame["body"].isin(present)]


@measure(
    "Seats filled",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("governors",),
)
def seats_filled(context: Context) -> Iterator[Measurement]:
    """Seats whose holder is in office on the day of the drop, as a percentage of all seats.

    The seats of a body are those the trust declares for it, or else the rows of the export. A seat
    is empty where the name says "Vacancy" or nothing, where the term of office is over, or where it
    has not begun. A term that ends on the day of the drop is still held; a seat without an end of
    term (held by right of another office) does not lapse. A school's figure is its local governing
    body's; the trust's is that of all boards and committees together, each seat counted once on
    each body. No interval: every seat is known.
    """
    frame = seats(context)
    for entity, bodies, rows in _parts(context, frame):
        if not bodies:
            if entity.startswith("body:"):
                note = "the export has no row for this body"
                yield Measurement(
                    "seats_filled", entity, context.drop.year, state=State.NO_DATA, note=note
                )
            continue
        filled = total = 0
        for body in bodies:
            held = int((rows.loc[rows["body"] == body, "state"] == HELD).sum())
            declared = _seats(context, body, rows)
            filled, total = filled + min(held, declared), total + declared
        expected = 1 if entity.startswith("body:") else len(bodies_of(context, entity))
        extras = Extras(
            note=_seat_note(total - filled, rows),
            coverage={entity: Coverage(len(bodies), expected, "boards and committees")},
            details={entity: _seat_details(context, filled, total, rows)},
        )
        yield share(context, "seats_filled", entity, filled, total, rows, extras, n=total)


def _seats(context: Context, body: str, rows: pd.DataFrame) -> int:
    declared = next((b.seats for b in context.trust.bodies if b.id == body), None)
    return declared if declared is not None else int((rows["body"] == body).sum())


def _seat_note(empty: int, rows: pd.DataFrame) -> str:
    if not empty:
        return "every seat is filled"
    lapsed = int((rows["state"] == LAPSED).sum())
    stand = f"{plural(empty, 'seat')} {'is' if empty == 1 else 'are'} not filled"
    return f"{stand}, {lapsed} of them because the term is over" if lapsed else stand


def _seat_details(context: Context, filled: int, total: int, rows: pd.DataFrame) -> Details:
    left = (rows["ends"] - pd.Timestamp(context.drop.as_of)).dt.days
    soon = int(((rows["state"] == HELD) & left.between(0, SOON)).sum())
    return (
        ("Seats", str(total)),
        ("Filled", str(filled)),
        ("Not filled", str(total - filled)),
        ("Terms over but still listed", str(int((rows["state"] == LAPSED).sum()))),
        ("Terms ending within six months", str(soon)),
    )


@measure(
    "Days that empty seats have stood empty",
    unit="days",
    decimals=0,
    better="lower",
    counts="things",
    needs=("governors",),
)
def seat_vacancy_days(context: Context) -> Iterator[Measurement]:
    """Days that each seat now empty has stood empty, up to the day of the drop.

    Counted from the date in "Vacant since", or from the end of the term that is over. The figure
    for a school, the trust or a body adds up its empty seats, and each seat stands below it. A seat
    that the export calls vacant without saying since when has no figure and is left out of the sum.
    """
    frame = seats(context)
    as_of = pd.Timestamp(context.drop.as_of)
    since = frame["empty_since"].where(frame["state"] == VACANT, frame["ends"])
    empty = frame[frame["state"].isin([VACANT, LAPSED])].assign(days=(as_of - since).dt.days)
    for entity, bodies, _ in _parts(context, frame):
        if not bodies:
            continue
        rows = empty[empty["body"].isin(bodies)]
        dated = rows["days"].dropna()
        unknown = len(rows) - len(dated)
        note = f"{plural(unknown, 'empty seat')} without a date left out" if unknown else ""
        if rows.empty:
            note = "no seat is empty"
        yield Measurement(
            "seat_vacancy_days",
            entity,
            context.drop.year,
            float(dated.sum()),
            n=len(rows),
            note=note,
            rows=rows_of(rows),
        )
        if entity.startswith("body:"):
            yield from (
                _seat(context, "seat_vacancy_days", entity, row, row["days"])
                for _, row in rows.iterrows()
            )


@measure(
    "Days until the term of office ends",
    unit="days",
    decimals=0,
    better="neither",
    counts="things",
    needs=("governors",),
)
def term_ending(context: Context) -> Iterator[Measurement]:
    """Days from the day of the drop to the end of each seat's term of office; negative once over.

    The figure for a school, the trust or a body is that of the next term to end. Empty seats and
    seats without an end of term have none.
    """
    frame = seats(context)
    left = (frame["ends"] - pd.Timestamp(context.drop.as_of)).dt.days
    frame = frame.assign(days=left.where(frame["state"] != VACANT))
    for entity, bodies, rows in _parts(context, frame):
        if not bodies:
            continue
        coming = rows.loc[rows["state"] == HELD, "days"].dropna()
        found = None if coming.empty else float(coming.min())
        yield Measurement(
            "term_ending",
            entity,
            context.drop.year,
            found,
            state=State.NO_DATA if found is None else State.MEASURED,
            note="no held seat has an end of term" if found is None else "the next term to end",
            n=len(coming),
            rows=rows_of(rows),
        )
        if entity.startswith("body:"):
            yield from (
                _seat(context, "term_ending", entity, row, row["days"])
                for _, row in rows.iterrows()
            )


def _seat(context: Context, name: str, entity: str, row: pd.Series, days: float) -> Measurement:
    known = bool(pd.notna(days))
    notes = {VACANT: "the seat is vacant", HELD: "no end of term is recorded"}
    return Measurement(
        name,
        entity,
        context.drop.year,
        float(days) if known else None,
        f"Seat {row['seat']}",
        State.MEASURED if known else State.NO_DATA,
        "" if known else notes.get(str(row["state"]), "no date is recorded"),
        1,
        rows=rows_of(row.to_frame().T),
        details=_term(row),
    )


def _term(row: pd.Series) -> Details:
    found = [("State", str(row["state"]))]
    role = text(row.to_frame().T, "role").iloc[0]
    if role:
        found.append(("Role", role))
    for title, name in (
        ("Term began", "begins"),
        ("Term ends", "ends"),
        ("Vacant since", "empty_since"),
    ):
        if pd.notna(row[name]):
            found.append((title, day(row[name].date())))
    return tuple(found)


@measure(
    "Terms of office that are over",
    unit="count",
    decimals=0,
    better="lower",
    counts="things",
    needs=("governors",),
)
def lapsed_terms(context: Context) -> Iterator[Measurement]:
    """Seats whose holder is still listed though the term of office ended before the drop."""
    for entity, bodies, rows in _parts(context, seats(context)):
        if bodies:
            over = rows[rows["state"] == LAPSED]
            yield Measurement(
                "lapsed_terms",
                entity,
                context.drop.year,
                float(len(over)),
                ALL,
                n=len(rows),
                rows=rows_of(over),
            )


@measure(
    "Attendance at meetings",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("meeting_attendance",),
)
def meeting_attendance(context: Context) -> Iterator[Measurement]:
    """Members present at the year's meetings so far, of those who could have been.

    Apologies count as not present; a mark that says the member was not eligible is left out. A
    school's figure is its local governing body's; the trust's pools all bodies.
    """
    frame = context.frame("meeting_attendance")
    frame = this_year(context, frame, "meeting")
    eligible = frame[text(frame, "mark").isin(["present", "apologies", "absent"])]
    for entity, bodies, rows in _parts(context, eligible):
        if bodies:
            present = int((rows["mark"] == "present").sum())
            yield share(context, "meeting_attendance", entity, present, len(rows), rows)
