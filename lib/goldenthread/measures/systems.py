"""The systems that a trust runs on: which are live at which school, and whether all share one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from goldenthread.measures.cells import folded, given, text, yes
from goldenthread.measures.matching import listed
from goldenthread.measures.measurement import TRUST, Measurement, State
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import checklist, schools_covered
from goldenthread.wording import join_words


def _systems(context: Context) -> tuple[pd.DataFrame, list[str], list[str]]:
    """The register's rows with `key` and `live`, the areas that are asked for, and the schools."""
    frame = context.frame("oversight")
    frame = frame.assign(
        key=text(frame, "area").map(folded), live=given(frame, "system") & yes(frame, "live")
    )
    areas = listed(context.setting("trust_systems"))
    named = {folded(area) for area in areas}
    schools = [s.urn for s in context.trust.schools if frame["school"].eq(s.urn).any()]
    return frame[frame["key"].isin(named)], areas, schools


def _covered(
    context: Context, figures: Iterator[Measurement], schools: list[str]
) -> Iterator[Measurement]:
    """The trust's figures, each with the schools that it is of."""
    covered = schools_covered(context, len(schools))
    return (replace(figure, coverage=covered) for figure in figures)


def _unset(context: Context, name: str) -> Measurement:
    note = "the trust’s settings name no systems (trust_systems)"
    return Measurement(name, TRUST, context.drop.year, state=State.NO_DATA, note=note)


@measure(
    "Systems of the trust that are live",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("oversight",),
)
def systems_live(context: Context) -> Iterator[Measurement]:
    """Systems that the register of systems names and calls live, of those that the trust is to run
    on (setting `trust_systems`: management information, finance, HR and payroll).

    Each system also by itself. The trust's figure pools every school and system. Governors need not
    use it: that is what `oversight_in_place` asks.

    Coverage is the schools that the register has a row of.

    Denominator: systems of the setting `trust_systems`, for each school.

    Leaves out: schools of which the register has no row at all; a system without a row is not live.

    Interval: none; this is a checklist.
    """
    frame, areas, schools = _systems(context)
    if not areas:
        yield _unset(context, "systems_live")
        return
    for entity in (*schools, TRUST):
        here = schools if entity == TRUST else [entity]
        rows = frame[frame["school"].isin(here)]
        found = set(
            zip(rows.loc[rows["live"], "school"], rows.loc[rows["live"], "key"], strict=True)
        )
        items = [(area, (urn, folded(area)) in found) for area in areas for urn in here]
        missing = dict.fromkeys(area for area, live in items if not live)
        note = f"not live: {join_words(list(missing))}" if missing else "every system is live"
        figures = checklist(context, "systems_live", entity, items, rows, rows["key"], note)
        yield from _covered(context, figures, schools) if entity == TRUST else figures


@measure(
    "Systems that every school shares",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("oversight",),
    trust_only=True,
)
def systems_common(context: Context) -> Iterator[Measurement]:
    """Systems of the setting `trust_systems` for which every school names the same one, and says
    that it is live. Each system also by itself. Coverage is the schools that the register has a row
    of: nothing is known of the others, and so nothing of what all of them share.

    Denominator: systems of the setting `trust_systems`.

    Leaves out: schools of which the register has no row at all.

    Interval: none; this is a checklist.
    """
    frame, areas, schools = _systems(context)
    if not areas:
        yield _unset(context, "systems_common")
        return
    items = []
    for area in areas:
        rows = frame[(frame["key"] == folded(area)) & frame["live"]]
        names = set(text(rows, "system").map(folded))
        items.append((area, len(names) == 1 and set(rows["school"]) >= set(schools)))
    missing = [area for area, common in items if not common]
    note = f"not the same everywhere: {join_words(missing)}" if missing else "the same everywhere"
    figures = checklist(context, "systems_common", TRUST, items, frame, frame["key"], note)
    yield from _covered(context, figures, schools)
