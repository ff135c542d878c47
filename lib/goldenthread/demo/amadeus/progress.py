"""Progress from key stage 1 to 2, in the shape of the department's file and with invented schools.

The trust's schools stand among 300 others whose scores are spread as England's are, so that a place
among schools can be shown. The department publishes such a file in December; here it comes with
the summer's results.
"""

from __future__ import annotations

from goldenthread.demo.chance import chance, normal_scores
from goldenthread.demo.layout import Book, Dialect, Row, lay_out
from goldenthread.demo.profile import DemoSchool
from goldenthread.demo.world import World

_OTHERS = 300
_SUBJECTS = ("reading", "writing", "maths")
# The spread of schools' scores, and of pupils' inside a school: near those of recent years.
_AMONG_SCHOOLS = {"reading": 2.4, "writing": 2.2, "maths": 2.5}
_OF_PUPILS = {"reading": 6.2, "writing": 5.7, "maths": 5.4}
# Points by which a school's subjects differ from what it adds overall.
_LEANS = {
    "Larkspur": (-0.3, 0.4, -0.2),
    "Heron Brook": (0.6, 0.2, 0.4),
    "Fennel Street": (0.9, -0.6, 1.3),
    "Tollgate": (-0.4, 0.5, -0.3),
    "Saltmarsh": (0.2, -0.3, 0.1),
}
_LEAST_BAND, _MOST_BAND = 3.0, -3.0


def progress_book(world: World) -> Book:
    """One row a school, as the department's file has them; bands by interval and score."""
    rows = [_own(school) for school in world.trust.schools]
    rng = chance(world.seed, "progress of others")
    drawn = {subject: normal_scores(rng, _OTHERS) for subject in _SUBJECTS}
    general = normal_scores(rng, _OTHERS)
    for number in range(_OTHERS):
        scores = {
            subject: _AMONG_SCHOOLS[subject]
            * (0.8 * general[number] + 0.6 * drawn[subject][number])
            for subject in _SUBJECTS
        }
        urn, pupils = f"{991001 + number}", int(rng.integers(14, 91))
        rows.append(_row(urn, f"Invented school {number + 1}", pupils, scores))
    source = world.sources["dfe_ks2"]
    used = set(rows[0])
    sheet = lay_out(source, rows, dialect=Dialect(omit=frozenset(set(source.columns) - used)))
    return Book("england_ks2 synthetic 2022-23.csv", source.source, (sheet,))


def _own(school: DemoSchool) -> Row:
    pupils = dict(school.years)[6]
    leans = zip(_SUBJECTS, _LEANS[school.short], strict=True)
    return _row(
        school.urn, school.name, pupils, {name: school.progress + lean for name, lean in leans}
    )


def _row(urn: str, name: str, pupils: int, scores: dict[str, float]) -> Row:
    row: dict[str, str | int | float] = {
        "record_type": 1,
        "urn": urn,
        "name": name,
        "school_type": "AC",
        "pupils": pupils,
    }
    for subject, score in scores.items():
        half = 1.96 * _OF_PUPILS[subject] / pupils**0.5
        low, high = round(score - half, 1), round(score + half, 1)
        row[f"{subject}_coverage"] = 100
        row[f"{subject}_progress"] = round(score, 1)
        row[f"{subject}_progress_low"] = low
        row[f"{subject}_progress_high"] = high
        row[f"{subject}_progress_band"] = _band(score, low, high)
    return row


def _band(score: float, low: float, high: float) -> str:
    """The digit of the department's file: 1 well above average to 5 well below."""
    if low > 0:
        return "1" if score >= _LEAST_BAND else "2"
    if high < 0:
        return "5" if score <= _MOST_BAND else "4"
    return "3"
