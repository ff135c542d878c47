"""Whether schools assess at the same time, and whether results are discussed soon after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.board_meetings import meetings_of
from goldenthread.measures.cells import dates, folded, text
from goldenthread.measures.measurement import TRUST, Coverage, Measurement, State
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, share
from goldenthread.measures.year import this_year
from goldenthread.wording import day, join_words, plural


def _points(context: Context) -> pd.DataFrame:
    """The uploads of this year's data points so far, with `point` (folded), `on`, the day they were
    due, and `day`, that of their data point: for each school the day of most of its uploads, and of
    these the last. One cell typed wrong moves no data point, and its upload is seen to differ."""
    frame = context.frame("tracking")
    frame = frame.assign(point=text(frame, "data_point").map(folded), on=dates(frame, "due"))
    frame = frame[(frame["point"] != "") & frame["on"].notna()]
    uploads = frame.groupby(["point", "school", "on"]).size().reset_index(name="uploads")
    usual = uploads.sort_values(["uploads", "on"]).drop_duplicates(["point", "school"], keep="last")
    frame = frame.assign(day=frame["point"].map(usual.groupby("point")["on"].max()))
    return this_year(context, frame, "day")


@measure(
    "Assessments at the same time in every school",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("tracking",),
    trust_only=True,
)
def assessments_common(context: Context) -> Iterator[Measurement]:
    """Assessments of a subject in a year group whose results were due on the same day at every
    school that has the subject in that year group.

    One is a data point, year group and subject of the tracking uploads of this year's data points
    so far.

    Denominator: data points, year groups and subjects that two schools or more have.

    Leaves out: what only one school assesses; uploads without a due date, which show in the
    coverage.

    Interval: none; every one is known.
    """
    frame = _points(context)
    frame = frame.assign(_subject=text(frame, "subject").map(folded))
    groups = frame.groupby(["point", "year_group", "_subject"])
    schools, days = groups["school"].nunique(), groups["on"].nunique()
    shared = schools > 1
    apart = days[shared & (days > 1)]
    labels = sorted({str(point) for point, _, _ in apart.index})
    note = _common_note(labels, alone=int((~shared).sum()))
    empty = "no two schools assess the same subject and year group"
    met, of = int((shared & (days == 1)).sum()), int(shared.sum())
    extras = Extras(note=note, empty=empty, coverage={TRUST: _dated(context, frame)})
    yield share(context, "assessments_common", TRUST, met, of, frame, extras, n=of)


def _common_note(labels: list[str], alone: int) -> str:
    """Which data points differ, and how many assessments no other school has: a name that one
    school writes otherwise is among them."""
    said = f"on different days: {join_words(labels)}" if labels else "each on one day"
    if not alone:
        return said
    return f"{said}; {alone} that only one school has {'is' if alone == 1 else 'are'} left out"


def _dated(context: Context, frame: pd.DataFrame) -> Coverage:
    """How many uploads say when they were due, of the data points so far."""
    undated = int(dates(context.frame("tracking"), "due").isna().sum())
    return Coverage(len(frame), len(frame) + undated, "uploads")


@measure(
    "Results discussed soon after each data point",
    unit="percent",
    decimals=0,
    better="higher",
    counts="things",
    needs=("tracking", "meetings"),
    trust_only=True,
)
def results_discussed(context: Context) -> Iterator[Measurement]:
    """Data points after which the board or committee that looks at results met within so many days.

    The setting `results_meeting` names the body, `results_meeting_days` the days (14). They are
    counted from the day on which the data point was due, that day included: where schools differ,
    from the last of them, each school's being that of most of its uploads. Data points of one
    day are one. A data point whose days are not over counts only where the body has met.

    Denominator: data points of the tracking uploads of this year so far whose days are over, or
    after which the body has met.

    Leaves out: uploads without a due date.

    Interval: none; every meeting is known.
    """
    body = context.trust.find_body(str(context.setting("results_meeting", "")))
    if body is None:
        note = "the trust’s settings name no body that looks at results (results_meeting)"
        yield Measurement(
            "results_discussed", TRUST, context.drop.year, state=State.NO_DATA, note=note
        )
        return
    within = dt.timedelta(days=int(str(context.setting("results_meeting_days", 14))))
    frame, met = _points(context), meetings_of(context, body)
    kept, missed = 0, []
    for due in sorted({moment.date() for moment in frame["day"]}):
        if any(due <= held <= due + within for held in met.days):
            kept += 1
        elif due + within <= context.drop.as_of:
            missed.append(f"the data point of {day(due)}")
    note = (
        f"no meeting within {plural(within.days, 'day')} of {join_words(missed)}" if missed else ""
    )
    counted = kept + len(missed)
    extras = Extras(note=note or f"each within {plural(within.days, 'day')}")
    yield share(context, "results_discussed", TRUST, kept, counted, frame, extras, n=counted)
