"""Judgements that people made and recorded."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.measures.cells import by, dates, text, words
from goldenthread.measures.measurement import Measurement, State
from goldenthread.measures.newest import newest
from goldenthread.measures.places import ENTITY, placed
from goldenthread.measures.registry import Context, measure
from goldenthread.sources.table import row_of
from goldenthread.wording import day


@measure(
    "Recorded judgement",
    unit="level",
    decimals=0,
    better="neither",
    counts="things",
    needs=("recorded",),
)
def recorded_judgement(context: Context) -> Iterator[Measurement]:
    """The latest judgement that a person recorded for a criterion and a school or the trust.

    Dated no later than the day of the drop. The judgement stands in words, on a scale of the plan's
    own, with who made it (by role), when, and on what evidence; there is no figure.

    Denominator: none; it is a judgement in words.

    Leaves out: judgements dated after the drop; judgements of a place that is no school of the
    trust and not the trust.

    Interval: none; a person made it.
    """
    frame = placed(context, context.frame("recorded"))
    frame = frame[by(frame, "date", context.drop.as_of)]
    frame = frame[(text(frame, "judgement") != "") & (frame[ENTITY] != "")]
    frame = frame.assign(key=text(frame, "reference"), when=dates(frame, "date"))
    latest = newest(frame, ["key", ENTITY], "when")
    for row in latest.to_dict("records"):
        details = (
            ("Judgement", words(row["judgement"])),
            ("Judged by", words(row["judged_by"])),
            ("Date", day(row["when"].date())),
            ("Evidence", words(row["evidence"])),
        )
        yield Measurement(
            "recorded_judgement",
            str(row[ENTITY]),
            context.drop.year,
            None,
            str(row["key"]),
            State.MEASURED,
            n=1,
            rows=row_of(row),
            details=tuple((title, text) for title, text in details if text),
        )
