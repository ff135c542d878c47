"""Terms of office: how long seats have stood empty, and when terms end."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from goldenthread.measures.cells import words
from goldenthread.measures.measurement import ALL, Measurement, State
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.seats import HELD, LAPSED, VACANT, by_body, seats
from goldenthread.measures.shares import Details
from goldenthread.sources.table import row_of, rows_of
from goldenthread.wording import day, plural


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
    for a school, the trust or a body adds up its empty seats, and each seat stands below it.

    Denominator: none; it is a number of days.

    Leaves out: seats that the export calls vacant without saying since when.

    Interval: none; every seat is known.
    """
    frame = seats(context)
    as_of = pd.Timestamp(context.drop.as_of)
    since = frame["empty_since"].where(frame["state"] == VACANT, frame["ends"])
    empty = frame[frame["state"].isin([VACANT, LAPSED])].assign(days=(as_of - since).dt.days)
    for entity, bodies, _ in by_body(context, frame):
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
            yield from _each_seat(context, "seat_vacancy_days", entity, rows)


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

    The figure for a school, the trust or a body is that of the next term to end.

    Denominator: none; it is a number of days.

    Leaves out: empty seats and seats without an end of term.

    Interval: none; every seat is known.
    """
    frame = seats(context)
    left = (frame["ends"] - pd.Timestamp(context.drop.as_of)).dt.days
    frame = frame.assign(days=left.where(frame["state"] != VACANT))
    for entity, bodies, rows in by_body(context, frame):
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
            yield from _each_seat(context, "term_ending", entity, rows)


def _each_seat(
    context: Context, name: str, entity: str, rows: pd.DataFrame
) -> Iterator[Measurement]:
    for row in rows.to_dict("records"):
        known = bool(pd.notna(row["days"]))
        notes = {VACANT: "the seat is vacant", HELD: "no end of term is recorded"}
        yield Measurement(
            name,
            entity,
            context.drop.year,
            float(row["days"]) if known else None,
            f"Seat {row['seat']}",
            State.MEASURED if known else State.NO_DATA,
            "" if known else notes.get(row["state"], "no date is recorded"),
            1,
            rows=row_of(row),
            details=_term(row),
        )


def _term(row: Mapping[Hashable, Any]) -> Details:
    days = {"Term began": "begins", "Term ends": "ends", "Vacant since": "empty_since"}
    return (
        ("State", str(row["state"])),
        *([("Role", words(row["role"]))] if words(row["role"]) else []),
        *((title, day(row[name].date())) for title, name in days.items() if pd.notna(row[name])),
    )


@measure(
    "Terms of office that are over",
    unit="count",
    decimals=0,
    better="lower",
    counts="things",
    needs=("governors",),
)
def lapsed_terms(context: Context) -> Iterator[Measurement]:
    """Seats whose holder is still listed though the term of office ended before the drop.

    Denominator: none; it is a number of seats.

    Leaves out: seats without an end of term.

    Interval: none; every seat is known.
    """
    for entity, bodies, rows in by_body(context, seats(context)):
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
