"""Seats filled on boards and committees."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.measurement import Coverage, Measurement, State
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.seats import HELD, LAPSED, bodies_of, by_body, seats
from goldenthread.measures.shares import Details, Extras, share
from goldenthread.wording import plural

SOON = 182  # days: terms that end within half a year are to be filled now


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
    each body.

    Denominator: seats that the trust declares for its bodies, or else the rows of the export.

    Leaves out: bodies of which the export has no row, which show in the coverage.

    Interval: none; every seat is known.
    """
    frame = seats(context)
    for entity, bodies, rows in by_body(context, frame):
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
