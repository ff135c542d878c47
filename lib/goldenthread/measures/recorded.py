"""Judgements that people made and recorded."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.measures.cells import by, dates, text
from goldenthread.measures.measurement import Measurement, State
from goldenthread.measures.places import ENTITY, placed
from goldenthread.measures.registry import Context, measure
from goldenthread.sources.table import rows_of
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
    own, with who made it (by role), when, and on what evidence; there is no figure. A judgement of
    a place that is no school of the trust and not the trust is left out.
    """
    frame = placed(context, context.frame("recorded"))
    frame = frame[by(frame, "date", context.drop.as_of)]
    frame = frame[(text(frame, "judgement") != "") & (frame[ENTITY] != "")]
    frame = frame.assign(key=text(frame, "reference"), when=dates(frame, "date"))
    frame = frame.sort_values("when", kind="stable")
    for index, row in frame.drop_duplicates(["key", ENTITY], keep="last").sort_index().iterrows():
        one = frame.loc[[index]]
        details = (
            ("Judgement", text(one, "judgement").iloc[0]),
            ("Judged by", text(one, "judged_by").iloc[0]),
            ("Date", day(row["when"].date())),
            ("Evidence", text(one, "evidence").iloc[0]),
        )
        yield Measurement(
            "recorded_judgement",
            str(row[ENTITY]),
            context.drop.year,
            None,
            str(row["key"]),
            State.MEASURED,
            n=1,
            rows=rows_of(one),
            details=tuple((title, words) for title, words in details if words),
        )
