"""The risk register: how heavy each risk is, and whether it was looked at in time."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from goldenthread.measures.cells import dates, day_of, numbers, words
from goldenthread.measures.measurement import TRUST, Coverage, Measurement
from goldenthread.measures.places import ENTITY, levels, placed, unplaced_note
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Details, Extras, share
from goldenthread.sources.table import row_of, rows_of
from goldenthread.wording import day, number, plural


def _risks(context: Context) -> pd.DataFrame:
    frame = placed(context, context.frame("risks"))
    return frame.assign(
        inherent=numbers(frame, "inherent_likelihood") * numbers(frame, "inherent_impact"),
        residual=numbers(frame, "residual_likelihood") * numbers(frame, "residual_impact"),
    )


@measure(
    "Risk score after controls",
    unit="points",
    decimals=0,
    better="lower",
    counts="things",
    needs=("risks",),
)
def risk_score(context: Context) -> Iterator[Measurement]:
    """Likelihood times impact after controls, each from 1 to 5: of each risk, and the mean of all.

    The score before controls stands beside it. A school has its own risks; the trust has all. A
    risk without both numbers has no score and is not in the mean.
    """
    frame = _risks(context)
    for entity, rows in levels(context, frame, ENTITY):
        scored = rows[rows["residual"].notna()]
        if scored.empty:
            continue
        yield Measurement(
            "risk_score",
            entity,
            context.drop.year,
            float(scored["residual"].mean()),
            n=len(scored),
            note=f"mean of {plural(len(scored), 'risk')}",
            rows=rows_of(scored),
        )
        for row in scored.to_dict("records"):
            yield Measurement(
                "risk_score",
                entity,
                context.drop.year,
                float(row["residual"]),
                words(row["reference"]),
                n=1,
                rows=row_of(row),
                details=_details(row),
            )


def _details(row: Mapping[Hashable, Any]) -> Details:
    texts = {"Risk": "risk", "Category": "category", "Place": "place", "Owner": "owner"}
    figures = {
        "Likelihood before controls": "inherent_likelihood",
        "Impact before controls": "inherent_impact",
        "Likelihood after controls": "residual_likelihood",
        "Impact after controls": "residual_impact",
        "Score before controls": "inherent",
        "Score after controls": "residual",
    }
    days = {"Last reviewed": day_of(row["reviewed"]), "Review due": day_of(row["review_due"])}
    return (
        *((title, words(row[name])) for title, name in texts.items() if words(row[name])),
        *((t, number(float(row[name]))) for t, name in figures.items() if pd.notna(row[name])),
        *((title, day(when) if when else "not recorded") for title, when in days.items()),
    )


@measure(
    "Risks reviewed by their date",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("risks",),
)
def risks_reviewed(context: Context) -> Iterator[Measurement]:
    """Risks whose review is not overdue on the day of the drop, of all risks with a review date.

    A review is overdue where its date is the drop's day or earlier and the risk was not reviewed on
    that date or since. A risk without a review date is left out and shows in the coverage. No
    interval: every risk is known.
    """
    frame = _risks(context)
    due, reviewed = dates(frame, "review_due"), dates(frame, "reviewed")
    as_of = pd.Timestamp(context.drop.as_of)
    looked_at = (reviewed >= due) & (reviewed <= as_of)
    frame = frame.assign(due=due, fresh=(due > as_of) | looked_at)
    for entity, rows in levels(context, frame, ENTITY):
        dated = rows[rows["due"].notna()]
        extras = Extras(
            note=unplaced_note(rows) if entity == TRUST else "",
            empty="no risk has a review date",
            coverage={entity: Coverage(len(dated), len(rows), "risks")},
        )
        met = int(dated["fresh"].sum())
        yield share(context, "risks_reviewed", entity, met, len(dated), dated, extras)
