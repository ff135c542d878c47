"""Tables in the shape of the department's and Ofsted's, admissions, and figures of 2017.

Every figure is invented, those of the two academies too, and all other schools are. Real files have
thousands of schools; sixty are enough for a mean of those graded good.
"""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, SCHOOLS
from goldenthread.demo.amethyst.world import World
from goldenthread.demo.chance import chance, normal_scores
from goldenthread.demo.exports.log import log
from goldenthread.demo.exports.published import table
from goldenthread.demo.layout import Book, Row
from goldenthread.demo.profile import DemoDrop

_OTHERS = 60
_MAINSTREAM, _WOLVERHAMPTON = 1, 336
# What the academies' own results of the summer come to: Attainment 8, grades 4 and 5 in English and
# maths, Progress 8 with its interval; pupils, and those with key stage 2 results.
_OWN = {
    ALDERSLEY: (50.0, 67.6, 51.4, 0.31, 0.07, 0.54, 142, 138),
    MORETON: (43.9, 60.2, 36.6, -0.29, -0.54, -0.03, 123, 117),
}
# The grade for overall effectiveness, and the day on which that inspection began.
_GRADED = {ALDERSLEY: (2, "06/03/2018"), MORETON: (2, "25/02/2020")}
_PLACES = 150
_FIRST_PREFERENCES = {
    ALDERSLEY: {"2020/21": 158, "2021/22": 163, "2022/23": 171},
    MORETON: {"2020/21": 94, "2021/22": 101, "2022/23": 118},
}
_GRADE_SHARES = (0.18, 0.62, 0.16, 0.04)
# Moreton's gaps of 2016/17 with their 95% intervals, as 46 disadvantaged and 82 other pupils give
# them: of these 8 and 35 had grade 5 in English and maths, 19 and 53 grade 4.
_GAPS = (
    ("Disadvantage gap in Attainment 8", -21.6, -26.4, -16.8),
    ("gap_english_maths_5_in_school", -25.3, -38.9, -8.5),
    ("gap_english_maths_4_in_school", -23.3, -39.4, -5.4),
)


def published_books(world: World, drop: DemoDrop) -> Iterator[Book]:
    """Inspections and admissions in each drop; results of schools once they are out."""
    grades = _grades(world)
    rows: list[Row] = [_inspected(s.urn, s.name, *_GRADED[s]) for s in SCHOOLS]
    for number, grade in enumerate(grades):
        lately = drop.term == "summer" and number % 12 == 0
        day = "14/06/2022" if lately else "12/10/2019"
        rows.append(_inspected(_urn(number), _name(number), grade, day))
    yield table(world.sources, "ofsted", "synthetic_ofsted_latest_inspections.csv", rows)
    yield _admissions(world, drop)
    if drop.term == "summer":
        rows = [_own(school.urn, school.name, *_OWN[school]) for school in SCHOOLS]
        rows += _others(world, grades)
        yield table(
            world.sources, "dfe_ks4", "synthetic_2021-2022_england_ks4provisional.csv", rows
        )
        yield _baseline(world, drop)


def _urn(number: int) -> str:
    return str(992001 + number)


def _name(number: int) -> str:
    return f"Invented school {number + 1}"


def _grades(world: World) -> list[int]:
    rng = chance(world.seed, "grades of others")
    return [int(grade) for grade in rng.choice([1, 2, 3, 4], p=_GRADE_SHARES, size=_OTHERS)]


def _inspected(urn: str, name: str, grade: int, day: str) -> Row:
    return {"urn": urn, "name": name, "overall": grade, "inspected": day}


def _others(world: World, grades: list[int]) -> Iterator[Row]:
    """Schools around England's average, better ones with the better grades more often."""
    rng = chance(world.seed, "results of others")
    scores = normal_scores(rng, _OTHERS)
    for number, (score, grade) in enumerate(zip(scores, grades, strict=True)):
        progress = round(0.32 * score + 0.12 * (2.3 - grade), 2)
        attainment = round(48.5 + 9.0 * progress + float(rng.normal(0, 2.2)), 1)
        pupils = int(rng.integers(90, 231))
        half = round(1.96 * 1.25 / pupils**0.5, 2)
        low, high = round(progress - half, 2), round(progress + half, 2)
        four, five = round(1.35 * attainment, 1), round(1.0 * attainment, 1)
        row = (attainment, four, five, progress, low, high, pupils, pupils - 5)
        yield _own(_urn(number), _name(number), *row)


def _own(
    urn: str,
    name: str,
    attainment: float,
    four: float,
    five: float,
    progress: float,
    low: float,
    high: float,
    pupils: int,
    scored: int,
) -> Row:
    return {
        "record_type": _MAINSTREAM,
        "urn": urn,
        "name": name,
        "la": _WOLVERHAMPTON if urn in {s.urn for s in SCHOOLS} else 999,
        "school_type": "AC",
        "pupils": pupils,
        "attainment_8": attainment,
        "english_maths_4": f"{four}%",
        "english_maths_5": f"{five}%",
        "progress_pupils": scored,
        "progress_8": progress,
        "progress_8_low": low,
        "progress_8_high": high,
        "progress_8_band": 2 if low > 0 else 4 if high < 0 else 3,
    }


def _admissions(world: World, drop: DemoDrop) -> Book:
    rows = [
        (school.name, entry, _PLACES, first)
        for school, years in _FIRST_PREFERENCES.items()
        for entry, first in years.items()
    ]
    columns = ("school", "entry", "places", "first_preferences")
    return log(world.sources, drop, "admissions", columns, rows, file="Admissions.xlsx")


def _baseline(world: World, drop: DemoDrop) -> Book:
    """The gaps of the year in which Moreton joined; when Aldersley did there were no such grades.

    Average points in the English Baccalaureate were first published a year later.
    """
    found_in = "Analysis of the results of 2017, sheet Disadvantage"
    rows = [
        (MORETON.name, measure, "2016/17", value, low, high, 46, found_in)
        for measure, value, low, high in _GAPS
    ]
    columns = ("school", "measure", "year", "value", "low", "high", "pupils", "found_in")
    file = "Baseline when schools joined.xlsx"
    return log(world.sources, drop, "baselines", columns, rows, file=file)
