"""Progress from key stage 1 to 2, laid out as the department's school-level file.

A school's own results give no score for 2021/22, whose national averages are not held. The trust's
four primary schools stand among invented others, so that a place among schools means something.
"""

from __future__ import annotations

from goldenthread.demo.exports.published import Progress, progress_book
from goldenthread.demo.layout import Book
from goldenthread.demo.mlp.setting import LONGMEADOW, MOSSWOOD, PARKFOLD, PIKEHILL
from goldenthread.demo.world import World

_OTHERS = 160
_SCORES = (
    Progress(PARKFOLD, (2.9, 2.6, 3.1), covered=29),
    Progress(MOSSWOOD, (2.7, 2.4, 2.8), covered=27),
    Progress(LONGMEADOW, (0.8, 0.5, 1.2), covered=20),
    Progress(PIKEHILL, (0.4, -1.1, 0.2), covered=15),
)


def progress_file(world: World) -> Book:
    """The department's file as it is before it is final."""
    file = "synthetic_2021-2022_ks2provisional.csv"
    return progress_book(world, file, _SCORES, others=_OTHERS)
