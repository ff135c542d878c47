"""The curriculum checklist: which parts of each subject's curriculum are in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import pandas as pd

from goldenthread.measures.cells import text, total
from goldenthread.measures.measurement import Coverage, Measurement
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, share
from goldenthread.sources.table import Table, row_of, rows_of

MAPS = ("map_7", "map_8", "map_9", "map_10", "map_11")
STATEMENTS = ("intent", "implementation", "impact")
ASSESSMENT = ("assessment", "age_related")
SCORE = {"yes": 1.0, "partly": 0.5, "no": 0.0}
WORDS = {"yes": "In place", "partly": "In progress", "no": "Not in place"}
_curriculum_share = partial(
    measure,
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("curriculum",),
)


def _cells(context: Context) -> pd.DataFrame:
    """One row a subject and item of the checklist, once each, with `state` answered."""
    frame = context.frame("curriculum")
    frame = frame[text(frame, "state").isin(SCORE)]
    # Of two rows for one subject the one that claims least counts.
    least = frame.assign(_score=frame["state"].map(SCORE)).sort_values("_score", kind="stable")
    kept = least.drop_duplicates(["school", "subject", "item"]).index
    return frame.loc[frame.index.isin(kept)]


def title_of(context: Context, item: str) -> str:
    """What the export calls an item of the checklist."""
    table = context.tables["curriculum"]
    unpivot = table.source.unpivot if isinstance(table, Table) else None
    declared = unpivot.items.get(item) if unpivot else None
    return declared.title if declared else item


def _subjects(frame: pd.DataFrame) -> int:
    return len(frame[["school", "subject"]].drop_duplicates())


def _by_cell(context: Context, name: str, items: Sequence[str]) -> Iterator[Measurement]:
    """Cells that say yes, of those filled in: all, and by subject.

    A primary school teaches none of the years, and owes no cell.
    """
    every = _cells(context)
    primary = [school.urn for school in context.trust.schools if school.phase == "primary"]
    every = every[~every["school"].isin(primary)]
    chosen = every[every["item"].isin(items)]
    subjects = {entity: _subjects(rows) for entity, rows in levels(context, every)}
    for entity, rows in levels(context, chosen):
        cover = Coverage(len(rows), subjects[entity] * len(items), "cells of the checklist")
        extras = Extras(coverage={entity: cover})
        for group, part in (("all", rows), *rows.groupby("subject", sort=True)):
            met = int((part["state"] == "yes").sum())
            yield share(context, name, entity, met, len(part), part, extras, group=str(group))


def _by_subject(
    context: Context, name: str, items: Sequence[str], single: bool
) -> Iterator[Measurement]:
    """Subjects where every one of `items` says yes, of those where all are filled in.

    A subject where one says no is not in place, whatever the blanks beside it.
    """
    every = _cells(context)
    chosen = every[every["item"].isin(items)]
    states = chosen.groupby(["school", "subject"])["state"].agg(list)
    met = states.map(lambda found: len(found) == len(items) and set(found) == {"yes"})
    known = states.map(lambda found: len(found) == len(items) or set(found) != {"yes"})
    keys = pd.MultiIndex.from_frame(chosen[["school", "subject"]])
    rows_known = known.reindex(keys).to_numpy(dtype=bool)
    subjects = {entity: _subjects(rows) for entity, rows in levels(context, every)}
    for entity, rows in levels(context, chosen[rows_known]):
        cover = Coverage(_subjects(rows), subjects[entity], "subjects")
        parts = [("all", rows)]
        if single:
            parts += [(title_of(context, i), rows[rows["item"] == i]) for i in items]
        for group, part in parts:
            if group == "all":
                pairs = pd.MultiIndex.from_frame(part[["school", "subject"]]).unique()
                count, of = int(met.reindex(pairs).sum()), len(pairs)
            else:
                count, of = int((part["state"] == "yes").sum()), len(part)
            extras = Extras(coverage={entity: cover})
            yield share(context, name, entity, count, of, part, extras, group=group, n=of)


@_curriculum_share("Curriculum maps in place")
def curriculum_maps(context: Context) -> Iterator[Measurement]:
    """Subjects' curriculum maps that are in place, over subjects and Years 7 to 11.

    A map "in progress" is not in place. The trust's figure pools every school's cells.

    Denominator: cells of the checklist that are filled in, one for each subject and year group.

    Leaves out: blank cells, which show in the coverage; primary schools, which do not teach the
    years.

    Interval: none; this is a checklist.
    """
    return _by_cell(context, "curriculum_maps", MAPS)


@_curriculum_share("Subjects with intent, implementation and impact")
def curriculum_statements(context: Context) -> Iterator[Measurement]:
    """Subjects whose statements of intent, implementation and impact are all in place.

    "In progress" is not in place. Each statement also by itself.

    Denominator: subjects on the curriculum checklist that answer it.

    Leaves out: subjects with a blank where nothing else is missing, which show in the coverage.

    Interval: none; this is a checklist.
    """
    return _by_subject(context, "curriculum_statements", STATEMENTS, single=True)


@_curriculum_share("Subjects with an assessment plan and age-related expectations")
def assessment_plans(context: Context) -> Iterator[Measurement]:
    """Subjects whose assessment plan and age-related expectations are both in place.

    "In progress" is not in place. Each part also by itself.

    Denominator: subjects on the curriculum checklist that answer it.

    Leaves out: subjects with a blank where nothing else is missing, which show in the coverage.

    Interval: none; this is a checklist.
    """
    return _by_subject(context, "assessment_plans", ASSESSMENT, single=True)


@_curriculum_share(
    "Subjects with links to personal, social, health and economic education",
    short="Subjects with PSHE links",
)
def pshe_links(context: Context) -> Iterator[Measurement]:
    """Subjects whose curriculum map has links to PSHE, of those where the cell is filled in.

    "In progress" is not in place.

    Denominator: subjects whose cell is filled in.

    Leaves out: blank cells, which show in the coverage.

    Interval: none; this is a checklist.
    """
    return _by_subject(context, "pshe_links", ("pshe",), single=False)


@_curriculum_share("Subjects with shared resources")
def shared_resources(context: Context) -> Iterator[Measurement]:
    """Subjects whose shared resources are in place, of those where the cell is filled in.

    "In progress" is not in place.

    Denominator: subjects whose cell is filled in.

    Leaves out: blank cells, which show in the coverage.

    Interval: none; this is a checklist.
    """
    return _by_subject(context, "shared_resources", ("shared_resources",), single=False)


@measure(
    "Curriculum checklist, cell by cell",
    unit="points",
    decimals=1,
    better="higher",
    counts="things",
    needs=("curriculum",),
)
def curriculum_cell(context: Context) -> Iterator[Measurement]:
    """Each cell of the checklist: 1 in place, 0.5 in progress, 0 not in place.

    Group "subject · item" at each school. The figure of a school or the trust is the mean of its
    cells.

    Denominator: for the mean, cells that are filled in.

    Leaves out: blank cells.

    Interval: none; this is a checklist.
    """
    for entity, rows in levels(context, _cells(context)):
        score = rows["state"].map(SCORE).astype(float)
        year = context.drop.year
        yield Measurement(
            "curriculum_cell",
            entity,
            year,
            total(score) / len(rows),
            n=len(rows),
            rows=rows_of(rows),
        )
        if entity == "trust":
            continue
        for row, one in zip(rows.to_dict("records"), score, strict=True):
            item = title_of(context, str(row["item"]))
            yield Measurement(
                "curriculum_cell",
                entity,
                year,
                float(one),
                f"{row['subject']} · {item}",
                n=1,
                rows=row_of(row),
                details=(("State", WORDS[str(row["state"])]),),
            )
