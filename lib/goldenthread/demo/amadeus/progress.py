"""Progress from key stage 1 to 2, in the shape of the department's file and with invented schools.

The department publishes such a file in December; here it comes with the summer's results.
"""

from __future__ import annotations

from goldenthread.demo.exports.published import Progress, progress_book
from goldenthread.demo.layout import Book
from goldenthread.demo.world import World

_OTHERS = 300
# Points by which a school's subjects differ from what it adds overall.
_LEANS = {
    "Larkspur": (-0.3, 0.4, -0.2),
    "Heron Brook": (0.6, 0.2, 0.4),
    "Fennel Street": (0.9, -0.6, 1.3),
    "Tollgate": (-0.4, 0.5, -0.3),
    "Saltmarsh": (0.2, -0.3, 0.1),
}


def progress_file(world: World) -> Book:
    """One row a school, as the department's file has them; bands by interval and score."""
    schools = []
    for school in world.trust.schools:
        reading, writing, maths = (school.progress + lean for lean in _LEANS[school.short])
        schools.append(Progress(school, (reading, writing, maths)))
    return progress_book(world, "england_ks2 synthetic 2022-23.csv", schools, others=_OTHERS)
