"""The curriculum checklist with the examination board's syllabus of every subject."""

from __future__ import annotations

from goldenthread.demo.amethyst.curriculum import maps_book
from goldenthread.demo.amethyst.setting import MORETON
from goldenthread.demo.amethyst.world import World
from goldenthread.demo.layout import Book, Row
from goldenthread.demo.profile import DemoDrop, DemoSchool

# By subject, and what Moreton names where it differs. Boards and syllabi are invented.
_SYLLABI = {
    "English": "Board A, English 1",
    "Mathematics": "Board B, Mathematics 1",
    "Science": "Board A, Combined Science",
    "History": "Board A, History 1",
    "Geography": "Board A, Geography 1",
    "Languages": "Board A, Languages",
    "Art": "Board A, Art and Design",
    "Design and Technology": "Board A, Design and Technology",
    "Food": "Board C, Food",
    "Music": "Board B, Music",
    "Drama": "Board C, Drama",
    "PE": "Board C, Physical Education",
    "Religious Studies": "Board A, Religious Studies",
    "Computer Science": "Board C, Computer Science",
    "Business": "Board B, Business",
}
_MORETON = {
    "History": "Board B, History 2",
    "Languages": "Board B, Languages",
    "Drama": "Board A, Drama",
    "Food": "Board A, Food",
    "Music": "Board C, Music",
    "Mathematics": "board b,  mathematics 1",
}
# Until summer, when Moreton went over to the syllabus that the trust had agreed.
_UNTIL_SUMMER = {"Geography": "Board C, Geography 2"}


def curriculum_book(world: World, drop: DemoDrop) -> Book:
    """The checklist of both academies; PSHE ends in no examination."""

    def more(school: DemoSchool, subject: str) -> Row:
        own = _MORETON if school is MORETON else {}
        if school is MORETON and drop.term != "summer":
            own = own | _UNTIL_SUMMER
        return {"syllabus": own.get(subject, _SYLLABI.get(subject))}

    return maps_book(world.sources["curriculum"], world.seed, drop, more)
