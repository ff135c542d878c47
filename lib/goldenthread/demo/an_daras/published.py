"""Tables as the department and Ofsted publish them, of these schools only; every figure invented.

The progress scores say what the demo is to show: four of the eight schools are above the national
average in reading, writing and maths alike, which is half of them and not more than half.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from goldenthread.demo.an_daras.schools import (
    BOSWARTH,
    DEVON,
    LANKERRA,
    NANSGARTH,
    PENMARROW,
    POLWHEVAN,
    SCHOOLS,
    TAMARFORD,
    TRELISSEN,
    WHA,
)
from goldenthread.demo.layout import Book, Dialect, Row, Sheet, lay_out
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.demo.world import World

# Progress in reading, writing and maths.
_PROGRESS = {
    WHA: (0.4, -0.6, 0.2),
    PENMARROW: (1.8, 0.9, 2.1),
    TRELISSEN: (1.1, 1.5, 0.7),
    LANKERRA: (-1.2, -0.9, -2.0),
    NANSGARTH: (0.8, -1.4, 0.3),
    POLWHEVAN: (2.4, 1.6, 2.9),
    BOSWARTH: (-2.8, -3.4, -3.1),
    TAMARFORD: (1.3, 0.6, 0.5),
}
_SUBJECTS = ("reading", "writing", "maths")
# The year's national standard deviations and cut-offs, as params/benchmarks/ks2_progress has them.
_DEVIATIONS = (5.992, 5.7335, 5.433)
_CUT_OFFS = ((-2.9, 3.1), (-2.7, 2.7), (-3.3, 3.2))
_CORNWALL, _DEVON = 908, 878
# Overall effectiveness (1 outstanding, 2 good) and the first day of the inspection.
_OFSTED = {
    WHA: (2, "15/11/2016"),
    PENMARROW: (1, "12/03/2015"),
    TRELISSEN: (2, "20/05/2016"),
    LANKERRA: (2, "08/02/2017"),
    NANSGARTH: (2, "24/06/2015"),
    POLWHEVAN: (2, "11/10/2017"),
    BOSWARTH: (2, "17/01/2018"),
    TAMARFORD: (2, "03/11/2015"),
}
_INSPECTED_IN_MAY = {NANSGARTH: (2, "16/05/2018")}


def published_books(world: World, drop: DemoDrop) -> Iterator[Book]:
    """Inspections in each drop; progress once it is out, in the summer."""
    grades = _OFSTED if drop.term == "spring" else {**_OFSTED, **_INSPECTED_IN_MAY}
    rows = [_inspected(school, *grades[school]) for school in SCHOOLS]
    yield _book(world, "ofsted", "ofsted_latest_inspections.csv", rows)
    if drop.term == "summer":
        rows = [_progress(school) for school in SCHOOLS]
        yield _book(world, "dfe_ks2", "an_daras_2018_ks2provisional.csv", rows)


def _book(world: World, source: str, file: str, rows: list[Row]) -> Book:
    declared = world.sources[source]
    omit = frozenset(declared.columns) - set(rows[0])
    sheet: Sheet = lay_out(declared, rows, dialect=Dialect(omit=omit))
    return Book(file, source, (sheet,))


def _inspected(school: DemoSchool, grade: int, day: str) -> Row:
    return {"urn": school.urn, "name": school.name, "overall": grade, "inspected": day}


def _progress(school: DemoSchool) -> Row:
    pupils = dict(school.years)[6]
    row: dict[str, str | int | float | None] = {
        "record_type": 1,
        "urn": school.urn,
        "name": school.name,
        "la": _DEVON if school in DEVON else _CORNWALL,
        "school_type": "AC",
        "pupils": pupils,
    }
    for place, subject in enumerate(_SUBJECTS):
        score = _PROGRESS[school][place]
        half = 1.96 * _DEVIATIONS[place] / math.sqrt(pupils)
        low, high = round(score - half, 1), round(score + half, 1)
        row |= {
            f"{subject}_coverage": "100%",
            f"{subject}_progress": score,
            f"{subject}_progress_low": low,
            f"{subject}_progress_high": high,
            f"{subject}_progress_band": _band(score, low, high, _CUT_OFFS[place]),
        }
    return row


def _band(score: float, low: float, high: float, cut_offs: tuple[float, float]) -> int:
    """1 is well above average, 5 well below; 3 wherever the interval holds zero."""
    if low > 0:
        return 1 if score >= cut_offs[1] else 2
    if high < 0:
        return 5 if score <= cut_offs[0] else 4
    return 3
