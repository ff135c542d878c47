"""The risk register: how heavy each risk is, which are too heavy, which are looked at in time."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from goldenthread.measures.cells import dates, day_of, folded, numbers, text, total, words
from goldenthread.measures.measurement import TRUST, Coverage, Measurement, State
from goldenthread.measures.places import ENTITY, levels, placed, unplaced_note
from goldenthread.measures.registry import Context, measure, no_figures
from goldenthread.measures.shares import Details, Extras, share
from goldenthread.sources.table import row_of, rows_of
from goldenthread.wording import day, join_words, number, plural


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
    """The residual score, likelihood times impact after controls: of each risk, and the mean.

    Each of the two is from 1 to 5. The score before controls stands beside it. A school has its own
    risks; the trust has all.

    Denominator: for the mean, the risks with both numbers after controls.

    Leaves out: risks without both numbers, which have no score.

    Interval: none; every risk is known.
    """
    return _scores(context, "risk_score", "residual")


@measure(
    "Risk score before controls",
    unit="points",
    decimals=0,
    better="lower",
    counts="things",
    needs=("risks",),
)
def inherent_risk(context: Context) -> Iterator[Measurement]:
    """The inherent score, likelihood times impact before controls: of each risk, and the mean.

    Each of the two is from 1 to 5. What controls take off is this less `risk_score`.

    Denominator: for the mean, the risks with both numbers before controls.

    Leaves out: risks without both numbers, which have no score.

    Interval: none; every risk is known.
    """
    return _scores(context, "inherent_risk", "inherent")


def _scores(context: Context, name: str, column: str) -> Iterator[Measurement]:
    for entity, rows in levels(context, _risks(context), ENTITY):
        scored = rows[rows[column].notna()]
        if scored.empty:
            continue
        yield Measurement(
            name,
            entity,
            context.drop.year,
            total(scored[column]) / len(scored),
            n=len(scored),
            note=f"mean of {plural(len(scored), 'risk')}",
            rows=rows_of(scored),
        )
        for row in scored.to_dict("records"):
            yield Measurement(
                name,
                entity,
                context.drop.year,
                float(row[column]),
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


def _reviewed(context: Context) -> pd.DataFrame:
    """The risks with `due`, and `fresh`: whether the review is not overdue on the drop's day."""
    frame = _risks(context)
    due, reviewed = dates(frame, "review_due"), dates(frame, "reviewed")
    as_of = pd.Timestamp(context.drop.as_of)
    looked_at = (reviewed >= due) & (reviewed <= as_of)
    return frame.assign(due=due, fresh=(due > as_of) | looked_at)


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
    that date or since.

    Denominator: risks with a review date.

    Leaves out: risks without a review date, which show in the coverage.

    Interval: none; every risk is known.
    """
    for entity, rows in levels(context, _reviewed(context), ENTITY):
        dated = rows[rows["due"].notna()]
        extras = Extras(
            note=unplaced_note(rows) if entity == TRUST else "",
            empty="no risk has a review date",
            coverage={entity: Coverage(len(dated), len(rows), "risks")},
        )
        met = int(dated["fresh"].sum())
        yield share(context, "risks_reviewed", entity, met, len(dated), dated, extras)


@measure(
    "Risks whose review is overdue",
    unit="count",
    decimals=0,
    better="lower",
    counts="things",
    needs=("risks",),
)
def risks_overdue(context: Context) -> Iterator[Measurement]:
    """Risks whose review is overdue on the day of the drop, as `risks_reviewed` says it.

    The references of the overdue risks and the longest delay are given as details.

    Denominator: none; it is a number of risks.

    Leaves out: risks without a review date, which show in the coverage.

    Interval: none; every risk is known.
    """
    as_of = pd.Timestamp(context.drop.as_of)
    for entity, rows in levels(context, _reviewed(context), ENTITY):
        dated = rows[rows["due"].notna()]
        late = dated[~dated["fresh"]]
        longest = int((as_of - late["due"]).dt.days.max()) if len(late) else 0
        yield Measurement(
            "risks_overdue",
            entity,
            context.drop.year,
            float(len(late)) if len(dated) else None,
            state=State.MEASURED if len(dated) else State.NO_DATA,
            note=_names("overdue", late) if len(dated) else "no risk has a review date",
            n=len(dated),
            coverage=Coverage(len(dated), len(rows), "risks"),
            rows=rows_of(dated),
            details=(("Longest overdue", plural(longest, "day")),) if len(late) else (),
        )


@measure(
    "Risks above the appetite",
    unit="count",
    decimals=0,
    better="lower",
    counts="things",
    needs=("risks",),
)
def risks_over_appetite(context: Context) -> Iterator[Measurement]:
    """Risks whose score after controls is above what the trust is willing to bear.

    The trust's setting `risk_appetite` gives the highest score that is borne: one number for all
    risks, or one for each category of the register and one called `other`.

    Denominator: none; it is a number of risks.

    Leaves out: risks without a score after controls, and those of a category without an appetite,
    which show in the coverage. Without the setting there is no figure.

    Interval: none; every risk is known.
    """
    frame = _risks(context)
    appetite = context.setting("risk_appetite")
    if appetite is None:
        note = "the trust’s settings give no appetite for risk (risk_appetite)"
        yield from no_figures(context, "risks_over_appetite", note)
        return
    borne = text(frame, "category").map(lambda category: _borne(appetite, category))
    frame = frame.assign(borne=borne.astype(float))
    for entity, rows in levels(context, frame, ENTITY):
        known = rows[rows["residual"].notna() & rows["borne"].notna()]
        above = known[known["residual"] > known["borne"]]
        yield Measurement(
            "risks_over_appetite",
            entity,
            context.drop.year,
            float(len(above)) if len(known) else None,
            state=State.MEASURED if len(known) else State.NO_DATA,
            note=_names("above the appetite", above) if len(known) else "no risk has a score",
            n=len(known),
            coverage=Coverage(len(known), len(rows), "risks"),
            rows=rows_of(known),
        )


def _borne(appetite: object, category: str) -> float | None:
    """The highest score that is borne in a category."""
    if isinstance(appetite, dict):
        by_name = {folded(str(name)): score for name, score in appetite.items()}
        appetite = by_name.get(folded(category), by_name.get("other"))
    return float(appetite) if isinstance(appetite, int | float) else None


def _names(what: str, rows: pd.DataFrame) -> str:
    found = sorted(text(rows, "reference"))
    return f"{what}: {join_words(found)}" if found else f"none is {what}"
