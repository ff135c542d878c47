"""Risk registers and the tracker of milestones."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.demo.an_daras.schools import BOSWARTH, SCHOOLS
from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.profile import DemoDrop
from goldenthread.demo.world import World

_TRUST = "An Daras Multi Academy Trust"
# Category, risk, likelihood and impact before controls, after them, owner.
_OF_TRUST = (
    (
        "Growth",
        "A school joins that needs more support than there is",
        4,
        4,
        3,
        3,
        "Chief executive",
    ),
    (
        "Standards",
        "Progress falls at several schools in one year",
        3,
        5,
        2,
        4,
        "School improvement lead",
    ),
    ("Finance", "Small schools' rolls fall and with them their income", 4, 4, 3, 4, "Finance lead"),
    ("People", "A headteacher leaves and cannot be replaced", 3, 4, 2, 4, "Chief executive"),
    ("Reputation", "A school is judged less than good", 3, 5, 2, 5, "Chief executive"),
)
_OF_SCHOOL = (
    ("Standards", "One year group of few pupils falls behind", 3, 3, 2, 3),
    ("Finance", "Staff costs rise above the share of income that is set", 3, 4, 2, 4),
)
_RISK = (
    *("reference", "place", "category", "risk", "inherent_likelihood", "inherent_impact"),
    *("residual_likelihood", "residual_impact", "owner", "reviewed", "review_due"),
)
_MILESTONE = ("reference", "action", "owner", "due", "status", "done_on", "updated")


def register_books(world: World, drop: DemoDrop) -> Iterator[Book]:
    """The risk register and the milestones."""
    sources = world.sources
    yield log(sources, drop, "risks", _RISK, _risks(drop))
    yield log(sources, drop, "milestones", _MILESTONE, [_growth_plan(drop)])


def _risks(drop: DemoDrop) -> Iterator[tuple[Cell, ...]]:
    spring = drop.number == 0
    reviewed = "2018-02-27" if spring else "2018-06-14"
    due = "2018-06-29" if spring else "2018-11-16"
    for number, (category, risk, *scores, owner) in enumerate(_OF_TRUST, start=1):
        yield (f"T{number}", _TRUST, category, risk, *scores, owner, reviewed, due)
    for place, school in enumerate(SCHOOLS, start=1):
        # Boswarth's finance risk was to be looked at in June, and was not.
        for number, (category, risk, *scores) in enumerate(_OF_SCHOOL, start=1):
            late = school is BOSWARTH and number == len(_OF_SCHOOL)
            days = ("2018-02-21", "2018-06-20") if late and not spring else (reviewed, due)
            yield (f"S{place}.{number}", school.name, category, risk, *scores, school.head, *days)


def _growth_plan(drop: DemoDrop) -> tuple[Cell, ...]:
    start = ("ADM-K10", "MAT 3 to 5 Year Growth Plan completed", "Chief executive", "2018-07-31")
    if drop.number == 0:
        return (*start, "In progress", None, "2018-03-22")
    return (*start, "Completed", "2018-07-12", "2018-07-12")
