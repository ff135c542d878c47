"""Risk registers, improvement plans and the tracker of milestones."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.demo.an_daras.schools import (
    BOSWARTH,
    LANKERRA,
    NANSGARTH,
    PENMARROW,
    POLWHEVAN,
    SCHOOLS,
    TAMARFORD,
    TRELISSEN,
    WHA,
)
from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.profile import DemoDrop, DemoSchool
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
_SERVES: dict[DemoSchool, tuple[tuple[str, str], ...]] = {
    WHA: (("Reading at greater depth", "Priority A"), ("Governors' use of data", "Priority C")),
    PENMARROW: (("Reasoning in maths", "Priority A"), ("Work with the network", "Priority E")),
    TRELISSEN: (
        ("Disadvantaged pupils' writing", "Priority A"),
        ("One format of plan", "Priority B"),
    ),
    LANKERRA: (("Progress in maths", "Priority A"), ("Attendance of a few families", "")),
    NANSGARTH: (
        ("Writing across the school", "Priority A"),
        ("Costs of a small school", "Priority B"),
    ),
    POLWHEVAN: (("Early language", "Priority A"), ("School risk register", "Priority D")),
    BOSWARTH: (("Teaching of reading", "Priority A"), ("Self-evaluation", "Priority C")),
    TAMARFORD: (
        ("Maths in mixed-age classes", "Priority A"),
        ("Plan in the MAT's format", "Priority B"),
    ),
}

_RISK = (
    *("reference", "place", "category", "risk", "inherent_likelihood", "inherent_impact"),
    *("residual_likelihood", "residual_impact", "owner", "reviewed", "review_due"),
)
_PRIORITY = ("school", "reference", "priority", "trust_objective", "cpd", "reviewed")
_MILESTONE = ("reference", "action", "owner", "due", "status", "done_on", "updated")


def register_books(world: World, drop: DemoDrop) -> Iterator[Book]:
    """The risk register, the improvement plans and the milestones."""
    sources = world.sources
    yield log(sources, drop, "risks", _RISK, _risks(drop))
    yield log(sources, drop, "improvement_plans", _PRIORITY, _priorities(drop))
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


def _priorities(drop: DemoDrop) -> Iterator[tuple[Cell, ...]]:
    reviewed = "2018-03-15" if drop.number == 0 else "2018-07-04"
    for school, priorities in _SERVES.items():
        for number, (priority, serves) in enumerate(priorities, start=1):
            yield (
                school.name,
                f"{school.short[:3].upper()}{number}",
                priority,
                serves,
                "Y",
                reviewed,
            )


def _growth_plan(drop: DemoDrop) -> tuple[Cell, ...]:
    start = ("ADM-K10", "MAT 3 to 5 Year Growth Plan completed", "Chief executive", "2018-07-31")
    if drop.number == 0:
        return (*start, "In progress", None, "2018-03-22")
    return (*start, "Completed", "2018-07-12", "2018-07-12")
