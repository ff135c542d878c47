"""What the half-termly risk assessments found, and who has heard of it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import by, dates, given, numbers, total, words
from goldenthread.measures.measurement import ALL, TRUST, Measurement, State
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.risk_rounds import SOURCE, by_half_term, held_in_year, of_school
from goldenthread.measures.shares import Details, Extras, share
from goldenthread.sources.table import row_of
from goldenthread.wording import day, number

WORDS = {"low": "Low", "medium": "Medium", "high": "High"}


@measure(
    "Risk at the latest assessment",
    unit="level",
    decimals=0,
    better="neither",
    counts="things",
    needs=(SOURCE,),
)
def school_risk(context: Context) -> Iterator[Measurement]:
    """The risk that was seen at the year's latest assessment of a school: low, medium or high.

    Each half-term with an assessment is a group, with its date, the targets agreed and on track,
    and when the findings went to the local governing body. A judgement in words: no figure.

    Denominator: none; it is a judgement in words.

    Leaves out: assessments dated after the drop, and those without a rating.

    Interval: none; people made it.
    """
    frame = held_in_year(context)
    frame = frame[given(frame, "risk")]
    for school in context.trust.schools:
        mine = of_school(frame, school.urn).sort_values("when", kind="stable")
        for group, rows in ((ALL, mine.tail(1)), *by_half_term(mine)):
            for row in rows.to_dict("records"):
                yield Measurement(
                    "school_risk",
                    school.urn,
                    context.drop.year,
                    None,
                    group,
                    State.MEASURED,
                    n=1,
                    rows=row_of(row),
                    details=_details(context, row),
                )


@measure(
    "Agreed targets on track",
    unit="percent",
    decimals=0,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def risk_targets_on_track(context: Context) -> Iterator[Measurement]:
    """Targets that were on track at the year's latest assessment, of those agreed with the school.

    Each half-term is a group. The trust's figure adds up its schools' latest assessments.

    Denominator: targets agreed with the school, as the latest assessment counts them.

    Leaves out: assessments dated after the drop, and those without both numbers.

    Interval: none; every target is known.
    """
    name = "risk_targets_on_track"
    frame = held_in_year(context)
    frame = frame[given(frame, "targets") & given(frame, "on_track")]
    latest = []
    for school in context.trust.schools:
        mine = of_school(frame, school.urn).sort_values("when", kind="stable")
        if mine.empty:
            continue
        latest.append(mine.tail(1))
        for group, rows in ((ALL, mine.tail(1)), *by_half_term(mine)):
            yield _on_track(context, name, school.urn, group, rows)
    if latest:
        yield _on_track(context, name, TRUST, ALL, pd.concat(latest))


@measure(
    "Risk assessments reported to the local governing body",
    unit="percent",
    decimals=0,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def risk_findings_reported(context: Context) -> Iterator[Measurement]:
    """Assessments of this year whose findings the school's local governing body has been told.

    Each half-term is a group at its school.

    Denominator: assessments of this year held by the drop's day.

    Leaves out: assessments that were not held.

    Interval: none; every assessment is known.
    """
    name = "risk_findings_reported"
    frame = held_in_year(context)
    told = frame[by(frame, "reported", context.drop.as_of)]
    extras = Extras(empty="no assessment has been held")
    for entity in context.entities:
        held = frame if entity == TRUST else of_school(frame, entity)
        reported = told if entity == TRUST else of_school(told, entity)
        yield share(context, name, entity, len(reported), len(held), held, extras)
        for term, rows in by_half_term(held) if entity != TRUST else ():
            met = len(reported[reported["half_term"].eq(rows["half_term"].iloc[0])])
            yield share(context, name, entity, met, len(rows), rows, group=term)


def _on_track(
    context: Context, name: str, entity: str, group: str, rows: pd.DataFrame
) -> Measurement:
    on_track, agreed = total(numbers(rows, "on_track")), total(numbers(rows, "targets"))
    extras = Extras(empty="no target was agreed")
    return share(
        context, name, entity, on_track, agreed, rows, extras, group=group, n=round(agreed)
    )


def _details(context: Context, row: dict[object, object]) -> Details:
    frame = pd.DataFrame([row])
    reported = dates(frame, "reported").iloc[0]
    told = pd.notna(reported) and reported <= pd.Timestamp(context.drop.as_of)
    agreed, on_track = numbers(frame, "targets").iloc[0], numbers(frame, "on_track").iloc[0]
    targets = (("Targets on track", f"{number(on_track)} of {number(agreed)}"),)
    return (
        ("Risk", WORDS[words(row["risk"])]),
        ("Date", day(dates(frame, "date").iloc[0].date())),
        *(targets if pd.notna(agreed) and pd.notna(on_track) else ()),
        ("Reported to governors", day(reported.date()) if told else "not yet"),
    )
