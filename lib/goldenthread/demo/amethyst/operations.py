"""What the plan commits to outside its objectives: meetings and their papers, reviews, evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.actions import EVIDENCE, OCCASIONS
from goldenthread.demo.amethyst.boards import FINANCE, LGB_ALDERSLEY, LGB_MORETON
from goldenthread.demo.amethyst.governance import MEETINGS
from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON
from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book
from goldenthread.demo.profile import DemoDrop
from goldenthread.sources.spec import Source

_TRUST = "Amethyst Academies Trust"
_A, _M = ALDERSLEY.short, MORETON.short
# Days before the meeting on which its papers went out, where that was not a week and a day.
_PAPERS = {
    (LGB_MORETON, "2021-12-15"): 5,
    (LGB_MORETON, "2022-03-22"): 4,
    (LGB_ALDERSLEY, "2022-03-08"): 6,
    (FINANCE, "2022-01-27"): 3,
    (FINANCE, "2022-05-26"): 6,
}
_INQUORATE = ((LGB_MORETON, "2022-03-22"),)

_HELD = ("reference", "occasion", "place", "held")
_IN_PLACE = ("reference", "item", "place", "in_place", "date", "evidence", "recorded_by")
_Occasion = tuple[str, str, str, str]


def _each(reference: str, occasion: str, place: str, *days: str) -> tuple[_Occasion, ...]:
    return tuple((reference, occasion, place, day) for day in days)


_OCCASIONS = (
    *_each("AM-OP.5", "Data recorded", _A, "2021-11-26", "2022-03-11", "2022-06-24"),
    *_each("AM-OP.5", "Data recorded", _M, "2021-12-03", "2022-03-18", "2022-07-01"),
    *_each(
        "AM-OP.6", "Data analysed and reported", _TRUST, "2021-12-09", "2022-03-31", "2022-07-12"
    ),
    *_each(
        "AM-OP.11", "Attendance review", _A,
        "2021-10-20", "2021-12-15", "2022-02-16", "2022-04-06", "2022-05-25", "2022-07-13",
    ),
    *_each(
        "AM-OP.11", "Attendance review", _M,
        "2021-10-21", "2021-12-16", "2022-04-07", "2022-05-26", "2022-07-14",
    ),
    *_each(
        "AM-OP.12", "Persistent absence list", _A,
        "2021-10-20", "2021-12-15", "2022-02-16", "2022-04-06", "2022-05-25", "2022-07-13",
    ),
    *_each(
        "AM-OP.12", "Persistent absence list", _M,
        "2021-10-21", "2021-12-16", "2022-02-17", "2022-04-07", "2022-05-26", "2022-07-14",
    ),
    *_each(
        "AM-OP.13", "Supervision", _A,
        "2021-10-06", "2021-12-01", "2022-01-26", "2022-05-18", "2022-07-06",
    ),
    *_each("AM-OP.13", "Supervision", _M, "2021-10-07", "2022-01-27", "2022-05-19"),
    *_each(
        "AM-OP.14", "Outturn health check", _TRUST,
        "2021-09-24", "2021-10-15", "2021-11-19", "2022-01-21", "2022-02-11", "2022-03-25",
        "2022-04-27", "2022-05-20", "2022-06-24", "2022-07-15",
    ),
)  # fmt: skip
# Item, place, in place, date of evidence, document, by whom. A later row about an item replaces an
# earlier one, and a row without a date says what is wanted.
_HEAD, _CEO, _CFO = "Headteacher", "Chief executive", "Chief finance officer"
_CLERK = "Governance professional"
_EVIDENCE: tuple[tuple[str, str, str, str, str | None, str | None, str], ...] = (
    ("AM-OP.7", "School improvement visit", _A, "Y", "2021-10-14", "Note of visit", _CEO),
    ("AM-OP.7", "School improvement visit", _M, "Y", "2021-10-19", "Note of visit", _CEO),
    ("AM-OP.7", "Self-evaluation agreed", _A, "Y", "2021-09-27", "Self-evaluation form", _HEAD),
    ("AM-OP.7", "Self-evaluation agreed", _M, "N", None, None, _HEAD),
    ("AM-OP.7", "Self-evaluation agreed", _M, "Y", "2022-02-03", "Self-evaluation form", _HEAD),
    ("AM-OP.8", "Short, medium and long term priorities", _A, "Y", "2021-10-21",
     "Improvement plan", _HEAD),
    ("AM-OP.8", "Short, medium and long term priorities", _M, "Y", "2021-11-04",
     "Improvement plan", _HEAD),
    ("AM-OP.8", "Targeted support agreed", _A, "Y", "2021-11-11", "Support agreement", _CEO),
    ("AM-OP.8", "Targeted support agreed", _M, "Y", "2021-11-12", "Support agreement", _CEO),
    ("AM-OP.9", "Support by named role", _A, "Y", "2022-01-13", "Deployment list", _CEO),
    ("AM-OP.9", "Support by named role", _M, "Y", "2021-12-02", "Deployment list", _CEO),
    ("AM-OP.9", "Research read and used", _A, "Y", "2022-03-02", "Reading group notes", _HEAD),
    ("AM-OP.9", "Research read and used", _M, "Part", "2022-03-09", "Reading group notes", _HEAD),
    ("AM-OP.10", "Evaluation of support, reported to the Trust Board", _TRUST, "N", None, None,
     _CEO),
    ("AM-OP.10", "Evaluation of support, reported to the Trust Board", _TRUST, "Y", "2022-06-30",
     "Board minutes", _CEO),
    ("AM-OP.15", "Financial Procedure Manual", _TRUST, "Y", "2020-11-10", "Manual, version 4",
     _CFO),
    ("AM-OP.15", "Financial Procedure Manual", _TRUST, "Y", "2022-05-12", "Manual, version 5",
     _CFO),
    ("AM-OP.17 three-year", "School Development Plan", _A, "Y", "2020-09-18",
     "Plan 2020 to 2023", _HEAD),
    ("AM-OP.17 three-year", "School Development Plan", _M, "Y", "2019-03-22",
     "Plan 2019 to 2022", _HEAD),
    ("AM-OP.17 annual", "Annual action plan", _A, "Y", "2021-09-24", "Action plan 2021/22", _HEAD),
    ("AM-OP.17 annual", "Annual action plan", _M, "Y", "2021-10-08", "Action plan 2021/22", _HEAD),
    *(
        ("AM-OP.21", service, _TRUST, "Y", day, "Service review", "Chief executive's office")
        for service, day in (
            ("CEO/Executive Principal support", "2021-11-18"),
            ("Executive Team", "2021-11-18"),
            ("Financial Management", "2021-12-09"),
            ("Data Services", "2021-12-09"),
            ("Governance and Compliance Support", "2021-12-14"),
            ("Attendance Support Officer", "2022-02-10"),
            ("Estates Management", "2022-02-10"),
            ("Legal / HR", "2022-03-17"),
            ("IT Management", "2022-05-05"),
            ("Catering Management", "2022-06-16"),
        )
    ),
    ("AM-OP.21", "Marketing/Reprographics", _TRUST, "N", None, None, "Chief executive's office"),
)  # fmt: skip


# Pupils in Years 7 to 11, and those who missed a tenth or more of each half-term.
_ON_ROLL = {_A: 812, _M: 701}
_PERSISTENT = {_A: (171, 196, 214, 203, 187, 166), _M: (203, 214, 241, 236, 228, 231)}
_HALF_TERMS = ("Autumn 1", "Autumn 2", "Spring 1", "Spring 2", "Summer 1", "Summer 2")
_REVIEWED = ("2021-10-21", "2021-12-16", "2022-02-17", "2022-04-07", "2022-05-26", "2022-07-14")


def operation_books(sources: Mapping[str, Source], drop: DemoDrop) -> Iterator[Book]:
    """The log of the boards' meetings, those of reviews and of absence, and the evidence log."""
    yield meetings_log(sources, drop)
    columns = ("school", "half_term", "pupils", "persistent", "reviewed")
    rows = [
        (school, half, _ON_ROLL[school], counts[place], _REVIEWED[place])
        for school, counts in _PERSISTENT.items()
        for place, half in enumerate(_HALF_TERMS)
    ]
    yield log(sources, drop, "absence_half_terms", columns, rows, until="reviewed")
    held, in_place = (*_OCCASIONS, *OCCASIONS), (*_EVIDENCE, *EVIDENCE)
    yield log(sources, drop, "occasions", _HELD, held, until="held")
    yield log(sources, drop, "evidence_log", _IN_PLACE, in_place, until="date")


def meetings_log(sources: Mapping[str, Source], drop: DemoDrop) -> Book:
    """Every meeting of the boards so far, with the day on which its papers went out."""
    rows = []
    for body, days in MEETINGS.items():
        for day in days:
            before = _PAPERS.get((body, day), 8)
            sent = dt.date.fromisoformat(day) - dt.timedelta(days=before)
            rows.append((body, day, sent, "N" if (body, day) in _INQUORATE else "Y"))
    columns = ("body", "meeting", "papers", "quorate")
    file = "Meetings log.xlsx"
    return log(sources, drop, "meetings", columns, rows, until="meeting", file=file)
