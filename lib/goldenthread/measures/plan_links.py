"""Whether schools' improvement plans take up the aims of the trust."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from goldenthread.measures.cells import given, text
from goldenthread.measures.matching import listed, words_in
from goldenthread.measures.measurement import ALL, TRUST, Coverage, Measurement
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, measure, no_figures
from goldenthread.measures.shares import Extras, schools_covered, share, shares
from goldenthread.wording import join_words, plural

SETTING = "trust_aims"


def _aims(context: Context) -> list[str]:
    return listed(context.setting(SETTING))


def _priorities(context: Context) -> pd.DataFrame:
    """Every priority, with `aims`: those of the trust that its cell names."""
    frame = context.frame("improvement_plans")
    named = text(frame, "trust_objective").map(lambda cell: words_in(cell, _aims(context)))
    return frame.assign(aims=named)


def _why_unknown(context: Context) -> str:
    """Why nothing can be said of links: no aims to look for, or no column that names any."""
    if not _aims(context):
        return f"the trust’s settings list none of its aims ({SETTING})"
    if not given(context.frame("improvement_plans"), "trust_objective").any():
        return "the export of improvement plans does not say which aims of the trust they serve"
    return ""


def _schools_covered(context: Context, frame: pd.DataFrame) -> dict[str, Coverage]:
    """How many of the trust's schools have a priority in the export."""
    return {TRUST: schools_covered(context, frame["school"].nunique())}


def _all_of(cells: Iterable[set[str]]) -> set[str]:
    return {aim for cell in cells for aim in cell}


@measure(
    "Aims of the trust that improvement plans take up",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("improvement_plans",),
)
def trust_aims_served(context: Context) -> Iterator[Measurement]:
    """Aims of the trust that at least one priority of a school's improvement plan serves.

    The aims are the trust's setting `trust_aims`; a priority serves an aim where its "Trust
    objective served" holds the aim's name. The trust's figure pools every school and aim.

    Denominator: aims of the setting `trust_aims`, for each school whose plan is in the export.

    Leaves out: schools of which the export has no priority, which show in the trust's coverage; an
    export that names no aim at all.

    Interval: none; this is a checklist.
    """
    why = _why_unknown(context)
    if why:
        yield from no_figures(context, "trust_aims_served", why)
        return
    aims, frame = _aims(context), _priorities(context)
    covered = _schools_covered(context, frame)
    for entity, rows in levels(context, frame):
        served = [_all_of(cells) for _, cells in rows.groupby("school", sort=False)["aims"]]
        missing = [aim for aim in aims if not all(aim in found for found in served)]
        where = "at every school" if entity == TRUST else "by the plan"
        note = f"not served {where}: {join_words(missing)}" if missing else "every aim is served"
        for group in (ALL, *aims):
            wanted = aims if group == ALL else [group]
            met = sum(aim in found for found in served for aim in wanted)
            of = len(served) * len(wanted)
            extras = Extras(note=note if group == ALL else "", coverage=covered)
            yield share(
                context, "trust_aims_served", entity, met, of, rows, extras, group=group, n=of
            )


@measure(
    "Improvement plan priorities linked to the trust’s aims",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("improvement_plans",),
)
def priorities_linked(context: Context) -> Iterator[Measurement]:
    """Priorities of schools' improvement plans that name an aim of the trust, of all of them.

    The aims are the trust's setting `trust_aims`. A blank, or a text that holds no aim's name, is
    no link.

    Denominator: priorities of the improvement plans.

    Leaves out: schools of which the export has no priority, which show in the trust's coverage; an
    export that names no aim at all.

    Interval: none; every priority is known.
    """
    why = _why_unknown(context)
    if why:
        return no_figures(context, "priorities_linked", why)
    frame = _priorities(context)
    linked = frame["aims"].map(bool).astype(bool)
    notes = {
        entity: _loose(int((~linked.loc[rows.index]).sum()))
        for entity, rows in levels(context, frame)
    }
    extras = Extras(notes=notes, coverage=_schools_covered(context, frame))
    return shares(context, "priorities_linked", frame, linked, extras)


def _loose(count: int) -> str:
    if not count:
        return "every priority names an aim"
    return f"{plural(count, 'priority', 'priorities')} without an aim of the trust"
