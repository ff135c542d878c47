"""The schools' improvement plans: what each priority rests on, costs and is to move; their reviews.

What a priority has moved is written down, not taken from the results that the generator draws: a
school's own figure may be of one group, or of one term.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.demo.an_daras.schools import (
    BOSWARTH,
    LANKERRA,
    NANSGARTH,
    PENMARROW,
    POLWHEVAN,
    TAMARFORD,
    TRELISSEN,
    WHA,
)
from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.demo.world import World


@dataclass(frozen=True, slots=True)
class Priority:
    """One priority; `figures` are its outcome at the start, in spring and in summer."""

    words: str
    serves: str
    data: str
    begun: str
    cost: int | None
    outcome: str
    figures: tuple[float, float, float]
    wanted: str = "Higher"


_PLANS: dict[DemoSchool, tuple[Priority, Priority]] = {
    WHA: (
        Priority("Reading at greater depth", "Priority A", "Reading tests, July 2017", "2017-09-11",
                 2400, "Reading at greater depth, Year 6, %", (18, 20, 25)),
        Priority("Governors' use of data", "Priority C", "Review of governance", "2017-10-04",
                 600, "Questions on data in minutes, a meeting", (2, 4, 5)),
    ),
    PENMARROW: (
        Priority("Reasoning in maths", "Priority A", "Maths papers, July 2017", "2017-09-18",
                 1800, "Maths as expected for age, %", (71, 74, 79)),
        Priority("Work with the network", "Priority E", "Self-evaluation, leadership", "2017-10-12",
                 0, "Joint projects running", (1, 2, 3)),
    ),
    TRELISSEN: (
        Priority("Disadvantaged pupils' writing", "Priority A", "Writing moderation", "2017-09-25",
                 3900, "Writing as expected, disadvantaged, %", (52, 55, 63)),
        Priority("One format of plan", "Priority B", "Review of plans by the MAT", "2017-09-13",
                 0, "Subject plans in one format", (5, 11, 12)),
    ),
    LANKERRA: (
        Priority("Progress in maths", "Priority A", "Progress scores of 2017", "2017-10-02",
                 2700, "Maths as expected for age, %", (66, 66, 71)),
        Priority("Attendance of a few families", "", "Registers of 2016/17", "2018-03-09",
                 1100, "Pupils persistently absent, %", (11.2, 11.9, 12.4), "Lower"),
    ),
    NANSGARTH: (
        Priority("Writing across the school", "Priority A", "Writing moderation", "2017-10-09",
                 1500, "Pieces of writing at length, a term", (3, 3, 3)),
        Priority("Costs of a small school", "Priority B", "Budget of 2017/18", "2017-09-20",
                 0, "Staff costs of income, %", (83.1, 82.4, 81.2), "Lower"),
    ),
    POLWHEVAN: (
        Priority("Early language", "Priority A", "Language screening, Reception", "2017-09-27",
                 4200, "Reception pupils at the expected level, %", (54, 60, 70)),
        Priority("School risk register", "Priority D", "Internal scrutiny", "2017-11-08",
                 0, "Risks reviewed in time, %", (60, 90, 100)),
    ),
    BOSWARTH: (
        Priority("Teaching of reading", "Priority A", "Reading tests, July 2017", "2017-10-16",
                 3300, "Reading as expected for age, %", (61, 60, 60)),
        Priority("Self-evaluation", "Priority C", "", "2018-02-28",
                 None, "Strands of self-evaluation agreed by the MAT", (2, 2, 3)),
    ),
    TAMARFORD: (
        Priority("Maths in mixed-age classes", "Priority A", "Lesson visits", "2017-10-10",
                 2100, "Maths as expected for age, %", (68, 70, 75)),
        Priority("Plan in the MAT's format", "Priority B", "Review of plans by the MAT",
                 "2017-11-06", 0, "Sections of the plan in the format", (4, 8, 8)),
    ),
}  # fmt: skip
# Of twelve quality criteria so many were met, and the day of the review; a second one follows where
# the first found too few.
_CRITERIA = 12
_REVIEWS: tuple[tuple[DemoSchool, str, str, int], ...] = (
    (WHA, "2017-11-13", "Y", 11),
    (PENMARROW, "2017-11-14", "Y", 12),
    (TRELISSEN, "2017-11-14", "Y", 12),
    (LANKERRA, "2017-11-15", "Y", 7),
    (NANSGARTH, "2017-11-15", "Y", 10),
    (POLWHEVAN, "2017-11-16", "Y", 9),
    (BOSWARTH, "2017-11-16", "Y", 6),
    (TAMARFORD, "2017-11-17", "N", 7),
    (LANKERRA, "2018-05-03", "Y", 10),
    (BOSWARTH, "2018-05-04", "Y", 8),
    (TAMARFORD, "2018-05-04", "Y", 8),
)
_COLUMNS = (
    *("school", "reference", "priority", "trust_objective", "cpd", "reviewed", "data"),
    *("intervention", "cost", "outcome", "wanted", "at_start", "latest"),
)


def plan_books(world: World, drop: DemoDrop) -> Iterator[Book]:
    """The priorities of every school's plan, and the reviews of the plans."""
    rows = list(_priorities(drop))
    yield log(world.sources, drop, "improvement_plans", _COLUMNS, rows, blank=("intervention",))
    reviews = [
        (school.name, day, on_format, met, _CRITERIA, "School improvement lead")
        for school, day, on_format, met in _REVIEWS
    ]
    columns = ("school", "reviewed", "on_format", "criteria_met", "criteria", "reviewed_by")
    yield log(world.sources, drop, "plan_reviews", columns, reviews, until="reviewed")


def _priorities(drop: DemoDrop) -> Iterator[tuple[Cell, ...]]:
    reviewed = "2018-03-15" if drop.number == 0 else "2018-07-04"
    for school, priorities in _PLANS.items():
        for number, each in enumerate(priorities, start=1):
            start, spring, summer = each.figures
            yield (
                *(school.name, f"{school.short[:3].upper()}{number}", each.words, each.serves),
                *("Y", reviewed, each.data or None, each.begun, each.cost, each.outcome),
                *(each.wanted, start, spring if drop.number == 0 else summer),
            )
