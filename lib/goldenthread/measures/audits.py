"""Audit: the external opinion, and what became of the recommendations."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import by, dates, day_of, given, text
from goldenthread.measures.measurement import ALL, TRUST, Measurement, State
from goldenthread.measures.newest import newest
from goldenthread.measures.places import ENTITY, levels, placed, unplaced_note
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Details, Extras, share
from goldenthread.sources.table import rows_of
from goldenthread.wording import day, plural

OPINIONS = {
    "unqualified": "Unqualified",
    "qualified": "Qualified",
    "adverse": "Adverse",
    "disclaimer": "Disclaimer",
}
PRIORITIES = {"high": "High priority", "medium": "Medium priority", "low": "Low priority"}
NOT_YET, LATE, VERY_LATE = "Not yet due", "Up to 90 days overdue", "Over 90 days overdue"


@measure(
    "Clean external audit, on time",
    unit="yes/no",
    decimals=0,
    better="higher",
    counts="things",
    needs=("audit_outcome",),
    trust_only=True,
)
def audit_opinion_clean(context: Context) -> Iterator[Measurement]:
    """Whether the latest audited accounts have an unqualified opinion and were submitted in time.

    The latest financial year whose accounts were submitted, or were due, by the day of the drop.
    Yes where the auditor's opinion is unqualified and the accounts were submitted by the due date.
    Accounts that were due and are not submitted are a no.

    Denominator: none; it is a yes or a no.

    Leaves out: financial years whose accounts were neither submitted nor due; accounts submitted
    without an opinion give no figure.

    Interval: none; there is one audit a year.
    """
    frame = context.frame("audit_outcome")
    as_of = context.drop.as_of
    ready = frame[by(frame, "submitted", as_of) | by(frame, "due", as_of)]
    if ready.empty:
        note = "no accounts were submitted or due by this day"
        yield Measurement(
            "audit_opinion_clean", TRUST, context.drop.year, state=State.NO_DATA, note=note
        )
        return
    rows = newest(ready.assign(key="", when=text(ready, "year")), ["key"], "when")
    row = rows.iloc[0]
    submitted, due = day_of(row["submitted"]), day_of(row["due"])
    if submitted is not None and submitted > as_of:
        submitted = None
    opinion = text(rows, "opinion").iloc[0]
    late = submitted is None or (due is not None and submitted > due)
    unknown = submitted is not None and not opinion
    yield Measurement(
        "audit_opinion_clean",
        TRUST,
        context.drop.year,
        None if unknown else float(opinion == "unqualified" and not late),
        state=State.NO_DATA if unknown else State.MEASURED,
        note="the export gives no opinion" if unknown else "",
        n=1,
        rows=rows_of(rows),
        details=(
            ("Financial year", text(rows, "year").iloc[0]),
            ("Opinion", OPINIONS.get(opinion, "not given")),
            ("Submission due", day(due) if due else "not given"),
            ("Submitted", day(submitted) if submitted else "not submitted"),
            *_points(row),
        ),
    )


def _points(row: pd.Series) -> Details:
    points = row.get("management_points")
    return () if points is None or pd.isna(points) else (("Management points", f"{points:g}"),)


def _actions(context: Context) -> pd.DataFrame:
    """The actions raised by the drop's day, with `until` (first due date), `shut` and `entity`."""
    frame = placed(context, context.frame("audit_actions"))
    frame = frame[~(dates(frame, "raised") > pd.Timestamp(context.drop.as_of))]
    closed = text(frame, "status") == "closed"
    later = dates(frame, "closed") > pd.Timestamp(context.drop.as_of)
    return frame.assign(until=dates(frame, "due"), shut=closed & ~later)


@measure(
    "Audit actions closed, of those due",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("audit_actions",),
)
def audit_actions_on_time(context: Context) -> Iterator[Measurement]:
    """Audit actions closed by the day of the drop, of those first due by it.

    Judged against the first due date, whatever it was moved to. A school's are those of its area;
    the trust has all.

    Denominator: actions first due by the day of the drop.

    Leaves out: actions without a date ("ongoing").

    Interval: none; every action is known.
    """
    frame = _actions(context)
    due = frame[frame["until"] <= pd.Timestamp(context.drop.as_of)]
    for entity, rows in levels(context, due, ENTITY):
        extras = Extras(
            note=_moved(rows) or (unplaced_note(due) if entity == TRUST else ""),
            details={entity: _punctual(rows)},
        )
        priority = text(rows, "priority")
        parts = [(ALL, rows)]
        parts += [(label, rows[priority == key]) for key, label in PRIORITIES.items()]
        for group, part in parts:
            if group == ALL or not part.empty:
                met = int(part["shut"].sum())
                shown = extras if group == ALL else Extras()
                name = "audit_actions_on_time"
                yield share(context, name, entity, met, len(part), part, shown, group=group)


def _moved(rows: pd.DataFrame) -> str:
    moved = int((~rows["shut"] & given(rows, "revised_due")).sum())
    return f"{plural(moved, 'open action')} with a due date that was moved" if moved else ""


def _punctual(rows: pd.DataFrame) -> Details:
    punctual = int((rows["shut"] & ~(dates(rows, "closed") > rows["until"])).sum())
    return (("Closed by the first due date", f"{punctual} of {len(rows)}"),)


@measure(
    "Open audit actions by how late they are",
    unit="count",
    decimals=0,
    better="lower",
    counts="things",
    needs=("audit_actions",),
)
def audit_actions_age(context: Context) -> Iterator[Measurement]:
    """Audit actions still open on the day of the drop: all, and by days since they first fell due.

    Bands: not yet due (or without a due date), up to 90 days overdue, over 90 days overdue. Judged
    against the first due date. An action due on the day of the drop and still open then is overdue.

    Denominator: none; it is a number of actions.

    Leaves out: actions closed by the day of the drop.

    Interval: none; every action is known.
    """
    frame = _actions(context)
    late = (pd.Timestamp(context.drop.as_of) - frame["until"]).dt.days
    band = late.map(lambda days: NOT_YET if days < 0 else LATE if days <= 90 else VERY_LATE)
    frame = frame.assign(band=band.where(late.notna(), NOT_YET))
    for entity, rows in levels(context, frame, ENTITY):
        still = rows[~rows["shut"]]
        parts = [(ALL, still)]
        parts += [(name, still[still["band"] == name]) for name in (NOT_YET, LATE, VERY_LATE)]
        for group, part in parts:
            yield Measurement(
                "audit_actions_age",
                entity,
                context.drop.year,
                float(len(part)),
                group,
                n=len(rows),
                rows=rows_of(part),
            )
