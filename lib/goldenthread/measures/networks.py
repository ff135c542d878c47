"""Subject networks: meetings held, schools present, agreed actions done."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import by, day_of, folded, given, numbers, text
from goldenthread.measures.matching import words_in
from goldenthread.measures.measurement import TRUST, Coverage, Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, share
from goldenthread.measures.year import this_year
from goldenthread.wording import plural


def _held(context: Context) -> pd.DataFrame:
    """The meetings held this year, up to the drop's day."""
    return this_year(context, context.frame("networks"), "held")


@measure(
    "Network actions closed with evidence",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("networks",),
    trust_only=True,
)
def network_actions_closed(context: Context) -> Iterator[Measurement]:
    """Actions that were closed with evidence, of all that this year's network meetings agreed.

    Meetings held up to the drop's day. More actions closed than agreed count as all of them. The
    trust's, and each network's.

    Denominator: actions agreed at meetings held this year up to the drop.

    Leaves out: meetings whose numbers are missing, which show in the coverage.

    Interval: none; every action is known.
    """
    frame = _held(context)
    known = frame[given(frame, "actions") & given(frame, "evidenced")]
    agreed = numbers(known, "actions")
    known = known.assign(agreed=agreed, done=numbers(known, "evidenced").clip(upper=agreed))
    coverage = {TRUST: Coverage(len(known), len(frame), "meetings held")}
    empty = "no network meeting of this year has agreed an action"
    for group, rows in (("all", known), *known.groupby("subject", sort=True)):
        done, total = float(rows["done"].sum()), float(rows["agreed"].sum())
        yield share(
            context,
            "network_actions_closed",
            TRUST,
            done,
            total,
            rows,
            Extras(coverage=coverage, empty=empty),
            group=str(group),
            n=round(total),
        )


@measure(
    "Network meetings held",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("networks",),
)
def network_meetings_held(context: Context) -> Iterator[Measurement]:
    """Network meetings held, of those planned for this year up to the drop's day.

    A meeting held on another day than planned counts, so long as it was held by the drop's day. The
    networks are the trust's, so every school has the trust's figure.

    Denominator: meetings planned for this year up to the day of the drop.

    Leaves out: meetings planned for later.

    Interval: none; every meeting is known.
    """
    planned = this_year(context, context.frame("networks"), "planned")
    planned = planned.assign(was_held=by(planned, "held", context.drop.as_of))
    for entity in context.entities:
        note = "" if entity == TRUST else "networks are the trust's; every school has its figure"
        extras = Extras(note=note, empty="no meeting was planned up to this day")
        parts = [("all", planned)]
        if entity == TRUST:
            parts += [(str(key), rows) for key, rows in planned.groupby("subject", sort=True)]
        for group, rows in parts:
            met = int(rows["was_held"].sum())
            yield share(
                context,
                "network_meetings_held",
                entity,
                met,
                len(rows),
                rows,
                extras,
                group=group,
            )


@measure(
    "Schools present at network meetings",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("networks",),
)
def network_attendance(context: Context) -> Iterator[Measurement]:
    """Network meetings a school came to, of those held this year up to the drop's day.

    For the trust: places taken, of one place for each school at each meeting held. "All schools" or
    "both schools" means every school.

    Denominator: meetings held this year up to the drop; for the trust, one place for each school at
    each of them.

    Leaves out: schools that had not yet joined the trust on the day; names that are no school of
    the trust.

    Interval: none; every meeting is known.
    """
    held = _held(context)
    places = pd.DataFrame(
        [
            (school.urn, index)
            for index, row in held.iterrows()
            for school in context.trust.schools
            if school.joined <= (day_of(row["held"]) or context.drop.as_of)
        ],
        columns=["school", "meeting"],
    )
    if places.empty:
        return
    came = {index: _schools_in(context, words) for index, words in text(held, "schools").items()}
    places["came"] = [
        school in came[meeting]
        for school, meeting in zip(places["school"], places["meeting"], strict=True)
    ]
    places["subject"] = text(held, "subject").loc[places["meeting"]].to_numpy()
    for entity in context.entities:
        mine = places if entity == TRUST else places[places["school"] == entity]
        for group, part in (("all", mine), *mine.groupby("subject", sort=True)):
            yield share(
                context,
                "network_attendance",
                entity,
                int(part["came"].sum()),
                len(part),
                held.loc[sorted(set(part["meeting"]))],
                Extras(note=f"{plural(part['meeting'].nunique(), 'meeting')} held"),
                group=str(group),
                n=len(part),
            )


def _schools_in(context: Context, words: str) -> set[str]:
    """The URNs of the schools that a cell names, whatever stands between the names."""
    schools = context.trust.schools
    if folded(words) in ("all", "all schools", "both", "both schools"):
        return {school.urn for school in schools}
    owner = {name: school.urn for school in schools for name in school.known_as}
    return {owner[name] for name in words_in(words, owner)}
