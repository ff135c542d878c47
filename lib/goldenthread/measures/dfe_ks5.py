"""Points of 16 to 18 from the department's school-level file, where there are no students'.

The file's rows of England and of authorities are not used: how they are numbered among schools
and colleges is not known for every year. The published national figures stand in `params`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

# Imported for their measures, to which these are second ways.
from goldenthread.measures import ks5  # noqa: F401 - the first
from goldenthread.measures.cells import numbers, text
from goldenthread.measures.dfe_rows import (
    SECONDARY,
    Details,
    Field,
    own_row,
    place,
    schools,
    value_of,
    weighted,
)
from goldenthread.measures.ks5_qualifications import level_3
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Compute, Context, also_from

SOURCE = "dfe_ks5"
MAINSTREAM = 1
KINDS = "mainstream schools"


@dataclass(frozen=True, slots=True)
class Published:
    """A measure and the stem of its columns: students, points and the average as a grade."""

    measure: str
    stem: str


PUBLISHED = (
    Published("ks5_a_level_points", "a_level"),
    Published("ks5_a_level_best_3", "best_3"),
    Published("ks5_academic_points", "academic"),
    Published("ks5_applied_general_points", "applied_general"),
)


def _provider(published: Published) -> Compute:
    def compute(context: Context) -> Iterable[Measurement]:
        return _figures(context, published)

    return compute


for _published in PUBLISHED:
    also_from(_published.measure, needs=(SOURCE,))(_provider(_published))


def _figures(context: Context, published: Published) -> Iterator[Measurement]:
    """Each school of the trust, then the trust by its students."""
    remark = level_3(context).remarks.get(context.drop.year, "")
    frame, own = context.frame(SOURCE), []
    for item in schools(context, SOURCE, Field(published.measure, f"{published.stem}_points")):
        row = own_row(context, frame, item.entity)
        own.append(_completed(context, item, row, published, remark))
    yield from own
    pooled = weighted(context, own, SECONDARY)
    if pooled is not None:
        yield replace(pooled, note="; ".join(filter(None, (pooled.note, remark))))


def _completed(
    context: Context, item: Measurement, row: pd.DataFrame, published: Published, remark: str
) -> Measurement:
    """With how many students it rests on, the average as a grade, and the school's place."""
    if item.value is None:
        return item
    students = value_of(row, f"{published.stem}_students")
    grade = text(row, f"{published.stem}_grade").iloc[0]
    details = [("Average grade", grade)] if grade else []
    return replace(
        item,
        n=None if students is None else int(students),
        note="; ".join(filter(None, (item.note, remark))),
        details=(*details, *item.details, *_places(context, row, item.value, published)),
    )


def _places(context: Context, own: pd.DataFrame, value: float, published: Published) -> Details:
    """Among mainstream state-funded schools with a figure, in England and in the authority."""
    peers = context.once("key stage 5: mainstream schools", lambda: _mainstream(context))
    if own["urn"].iloc[0] not in set(peers["urn"].dropna()):
        return ()
    areas = [("Place in England", peers)]
    la = text(own, "la").iloc[0]
    if la:
        areas.append(("Place in the local authority", peers[text(peers, "la").eq(la)]))
    column = f"{published.stem}_points"
    return tuple(
        (
            title,
            place(numbers(area, column), value, higher_is_better=True, what=f"{KINDS} in the file"),
        )
        for title, area in areas
    )


def _mainstream(context: Context) -> pd.DataFrame:
    frame = context.frame(SOURCE)
    independent = text(frame, "school_type").str.startswith("IND")
    return frame[frame["record_type"].eq(MAINSTREAM).fillna(value=False) & ~independent]
