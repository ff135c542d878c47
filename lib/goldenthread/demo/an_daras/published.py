"""Tables as the department and Ofsted publish them, of these schools only; every figure invented.

The progress scores say what the demo is to show: four of the eight schools are above the national
average in reading, writing and maths alike, which is half of them and not more than half.
"""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.demo.an_daras.schools import (
    BOSWARTH,
    DEVON,
    LANKERRA,
    NANSGARTH,
    PENMARROW,
    POLWHEVAN,
    TAMARFORD,
    TRELISSEN,
    WHA,
)
from goldenthread.demo.exports.published import (
    Progress,
    ProgressScale,
    Scores,
    ofsted_book,
    progress_book,
)
from goldenthread.demo.layout import Book
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.demo.world import World

# Progress in reading, writing and maths.
_PROGRESS: dict[DemoSchool, Scores] = {
    WHA: (0.4, -0.6, 0.2),
    PENMARROW: (1.8, 0.9, 2.1),
    TRELISSEN: (1.1, 1.5, 0.7),
    LANKERRA: (-1.2, -0.9, -2.0),
    NANSGARTH: (0.8, -1.4, 0.3),
    POLWHEVAN: (2.4, 1.6, 2.9),
    BOSWARTH: (-2.8, -3.4, -3.1),
    TAMARFORD: (1.3, 0.6, 0.5),
}
# As params/benchmarks/ks2_progress has them for the year.
_SCALE = ProgressScale((5.992, 5.7335, 5.433), ((-2.9, 3.1), (-2.7, 2.7), (-3.3, 3.2)))
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
    yield ofsted_book(world.sources, "synthetic_ofsted_latest_inspections.csv", grades)
    if drop.term == "summer":
        schools = [
            Progress(school, scores, authority=_DEVON if school in DEVON else _CORNWALL)
            for school, scores in _PROGRESS.items()
        ]
        file = "synthetic_an_daras_2018_ks2provisional.csv"
        yield progress_book(world, file, schools, _SCALE)
