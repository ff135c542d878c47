"""Progress from key stage 1 to 2, laid out as the department's school-level file.

A school's own results give no score for 2021/22, whose national averages are not held. The trust's
four primary schools stand among invented others, so that a place among schools means something.
"""

from __future__ import annotations

from goldenthread.demo.chance import chance, normal_scores
from goldenthread.demo.layout import Book, Cell, Dialect, Row, lay_out
from goldenthread.demo.mlp.setting import LONGMEADOW, MOSSWOOD, PARKFOLD, PIKEHILL
from goldenthread.demo.profile import DemoSchool
from goldenthread.demo.world import World

_OTHERS = 160
_AMONG_SCHOOLS = 2.4  # the spread of the others' scores
_SPREAD = {"reading": 6.2, "writing": 5.7, "maths": 5.4}  # of pupils, near those of 2018/19
# How many of the year group have results of both key stages, and the scores.
_SCORES: dict[DemoSchool, tuple[int, tuple[float, float, float]]] = {
    PARKFOLD: (29, (2.9, 2.6, 3.1)),
    MOSSWOOD: (27, (2.7, 2.4, 2.8)),
    LONGMEADOW: (20, (0.8, 0.5, 1.2)),
    PIKEHILL: (15, (0.4, -1.1, 0.2)),
}


def progress_file(world: World) -> Book:
    """The department's file as it is before it is final."""
    rows = [
        _row(school.urn, school.name, dict(school.years)[6], covered, scores)
        for school, (covered, scores) in _SCORES.items()
    ]
    rng = chance(world.seed, "progress of others")
    drawn = [normal_scores(rng, _OTHERS) for _ in _SPREAD]
    for number, scores in enumerate(zip(*drawn, strict=True)):
        pupils = int(rng.integers(14, 91))
        near = tuple(_AMONG_SCHOOLS * score for score in scores)
        rows.append(
            _row(f"{992001 + number}", f"Invented school {number + 1}", pupils, pupils, near)
        )
    source = world.sources["dfe_ks2"]
    unused = frozenset(set(source.columns) - set(rows[0]))
    sheet = lay_out(source, rows, dialect=Dialect(omit=unused))
    return Book("synthetic_2021-2022_ks2provisional.csv", source.source, (sheet,))


def _row(urn: str, name: str, pupils: int, covered: int, scores: tuple[float, ...]) -> Row:
    row: dict[str, Cell] = {
        "record_type": 1,
        "urn": urn,
        "name": name,
        "school_type": "ACC",
        "pupils": pupils,
    }
    for (subject, spread), score in zip(_SPREAD.items(), scores, strict=True):
        within = 1.96 * spread / covered**0.5
        row[f"{subject}_coverage"] = round(100 * covered / pupils)
        row[f"{subject}_progress"] = round(score, 1)
        row[f"{subject}_progress_low"] = round(score - within, 1)
        row[f"{subject}_progress_high"] = round(score + within, 1)
    return row
