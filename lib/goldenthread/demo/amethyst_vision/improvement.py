"""The academies' improvement plans: what each sets out to do, and which aim it serves.

Neither academy takes up the aim of creative problem solvers, and Moreton's attendance serves
nothing that the vision names: so the golden thread has breaks to show.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, SCHOOLS
from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.profile import DemoDrop
from goldenthread.sources.spec import Source

# A priority, and what Aldersley and Moreton each call the aim that it serves.
_PRIORITIES = (
    ("Reading and number in every subject", "Literate, numerate", "Aim 1"),
    ("Raise attainment in English and mathematics", "Academic potential", "Aim 4"),
    ("Close the gap for disadvantaged students", "Chances in life", "Aim 5"),
    ("Careers and service to the community in every year group", "Curious", "Aim 7"),
    ("Ambitious targets, reviewed every six weeks", "Full potential", "Aim 8"),
    ("Appraisal that leads to training", "Independent", "Aim 9"),
    ("Calm corridors and lessons", "Healthy and safe", "Aim 10"),
    ("Attendance of every student", "Healthy and safe", "Attendance"),
)
# Priorities of Moreton without staff development, by the number of the drop.
_WITHOUT_CPD = {1: (3, 7), 2: (7,)}
_COLUMNS = ("school", "reference", "priority", "trust_objective", "cpd", "reviewed")


def plans_book(sources: Mapping[str, Source], drop: DemoDrop) -> Book:
    """The priorities of both academies."""
    return log(
        sources,
        drop,
        "improvement_plans",
        _COLUMNS,
        _rows(drop),
        file="School improvement plan priorities.xlsx",
        title="Priorities of the school improvement plans, 2021/22",
    )


def _rows(drop: DemoDrop) -> Iterator[tuple[Cell, ...]]:
    reviewed = drop.as_of - dt.timedelta(days=30)
    for school in SCHOOLS:
        without = _WITHOUT_CPD[drop.number] if school is MORETON else ()
        for number, (priority, aldersley, moreton) in enumerate(_PRIORITIES):
            yield (
                school.short,
                f"{school.short[0]}{number + 1}",
                priority,
                aldersley if school is ALDERSLEY else moreton,
                "No" if number in without else "Yes",
                reviewed,
            )
