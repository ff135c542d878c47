"""What is on record of the plan's actions: occasions held, evidence, appointments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON
from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.profile import TRUST_OFFICE, DemoDrop
from goldenthread.sources.spec import Source

_TRUST = "Amethyst Academies Trust"
_A, _M, _T = ALDERSLEY.short, MORETON.short, TRUST_OFFICE
_HEAD, _CEO, _EXEC = "Headteacher", "Chief executive", "Executive leader"

# Reference, occasion, place, day.
OCCASIONS: tuple[tuple[str, str, str, str], ...] = (
    *(
        ("AM-3.A5", "Wellbeing audit", _A, day)
        for day in ("2021-11-10", "2022-03-02", "2022-06-22")
    ),
    *(("AM-3.A5", "Wellbeing audit", _M, day) for day in ("2021-11-17", "2022-06-29")),
    *(("AM-4.A4", "Get Ahead day", _TRUST, day) for day in ("2021-09-03", "2022-07-13")),
    *(("AM-5.A3", "Internal audit", _A, day) for day in ("2021-10-11", "2022-02-07", "2022-05-16")),
    *(("AM-5.A3", "Internal audit", _M, day) for day in ("2021-10-12", "2022-02-08")),
    *(
        ("AM-5.A3", "Internal audit", _TRUST, day)
        for day in ("2021-10-13", "2022-02-09", "2022-05-17")
    ),
    *(
        ("AM-5.A4", "Risk register reported", _TRUST, day)
        for day in ("2021-10-14", "2022-02-17", "2022-06-30")
    ),
    *(
        ("AM-7.A3", "Regional network", _TRUST, day)
        for day in ("2021-11-16", "2022-02-03", "2022-05-24")
    ),
)
# Reference, item, place, in place, date of evidence, document, by whom.
EVIDENCE: tuple[tuple[str, str, str, str, str | None, str | None, str], ...] = (
    ("AM-2.A2", "Register of expertise", _TRUST, "N", None, None, _CEO),
    ("AM-2.A2", "Register of expertise", _TRUST, "Y", "2022-06-22", "Register", _CEO),
    ("AM-2.A2", "Support given, with its evaluation", _TRUST, "N", None, None, _CEO),
    ("AM-2.A2", "Support given, with its evaluation", _TRUST, "Y", "2022-06-30", "Board minutes",
     _CEO),
    ("AM-2.A2", "Plan for what is weak", _TRUST, "Part", "2022-06-22", "Draft plan", _CEO),
    ("AM-2.A3", "Moderation in English", _TRUST, "Y", "2021-11-24", "Record of moderation", _EXEC),
    ("AM-2.A3", "Moderation in mathematics", _TRUST, "Y", "2021-11-25", "Record of moderation",
     _EXEC),
    ("AM-2.A3", "Moderation in science", _TRUST, "Y", "2021-12-02", "Record of moderation", _EXEC),
    ("AM-2.A3", "Moderation in humanities", _TRUST, "Y", "2021-12-08", "Record of moderation",
     _EXEC),
    ("AM-3.A1", "Audit tool filled in", _A, "Y", "2022-02-08", "Audit tool", _HEAD),
    ("AM-3.A1", "Audit tool filled in", _M, "N", None, None, _HEAD),
    ("AM-3.A1", "Actions of the audit, with a date and an owner", _A, "Y", "2022-03-15",
     "Wellbeing action plan", _HEAD),
    ("AM-3.A1", "Actions of the audit, with a date and an owner", _M, "N", None, None, _HEAD),
    ("AM-3.A2", "Conduct system live", _A, "Y", "2021-09-10", "Conduct system", _HEAD),
    ("AM-3.A2", "Conduct system live", _M, "Y", "2021-09-10", "Conduct system", _HEAD),
    ("AM-3.A3", "Evaluation of the reading pilot", _TRUST, "Y", "2021-11-18", "Evaluation", _EXEC),
    ("AM-3.A3", "Evaluation of the seating pilot", _TRUST, "Y", "2022-03-10", "Evaluation", _EXEC),
    ("AM-3.A3", "Evaluation of the lunch pilot", _TRUST, "N", None, None, _EXEC),
    ("AM-3.A4", "Resources in the development plan", _A, "Y", "2021-09-24", "Development plan",
     _HEAD),
    ("AM-3.A4", "Resources in the development plan", _M, "N", None, None, _HEAD),
    ("AM-3.A4", "Resources in the development plan", _M, "Y", "2022-05-20", "Development plan",
     _HEAD),
    ("AM-3.A5", "Follow-up reported to the Trust Board", _A, "Y", "2021-12-09", "Head’s report",
     _HEAD),
    ("AM-3.A5", "Follow-up reported to the Trust Board", _A, "Y", "2022-06-30", "Head’s report",
     _HEAD),
    ("AM-3.A5", "Follow-up reported to the Trust Board", _M, "N", None, None, _HEAD),
    ("AM-3.A5", "Follow-up reported to the Trust Board", _M, "Y", "2022-06-30", "Head’s report",
     _HEAD),
    ("AM-4.A1", "Time on the timetable for networks", _A, "Y", "2021-09-06", "Timetable", _HEAD),
    ("AM-4.A1", "Time on the timetable for networks", _M, "N", None, None, _HEAD),
    ("AM-4.A1", "Peer coaching between colleagues", _A, "Y", "2022-01-20", "Coaching log", _HEAD),
    ("AM-4.A1", "Peer coaching between colleagues", _M, "Y", "2022-02-03", "Coaching log", _HEAD),
    ("AM-4.A3", "Talent management strategy", _TRUST, "N", None, None, _CEO),
    ("AM-4.A3", "Talent management strategy", _TRUST, "Y", "2022-05-20", "Strategy", _CEO),
)  # fmt: skip
# Place, post, group, advertised, closing, applications, shortlisted, appointed, from within.
_VACANCIES: tuple[tuple[str, str, str, str, str, int, int, str | None, str], ...] = (
    (_A, "Head of year", "Leadership", "2021-09-20", "2021-10-08", 4, 3, "2021-10-15", "Y"),
    (_T, "Finance officer", "Office", "2022-01-31", "2022-02-18", 7, 3, "2022-03-11", "N"),
    (_M, "Teacher of Science", "Teacher", "2021-11-22", "2021-12-10", 2, 2, "2021-12-16", "N"),
    (_M, "Leader of English", "Leadership", "2022-01-17", "2022-02-04", 3, 2, "2022-02-10", "Y"),
    (_M, "Teacher of Music", "Teacher", "2022-01-24", "2022-02-11", 1, 0, None, "N"),
    (_A, "Teacher of Mathematics", "Teacher", "2022-02-28", "2022-03-18", 5, 3, "2022-03-24", "N"),
    (_A, "Leader of science", "Leadership", "2022-03-07", "2022-03-25", 4, 3, "2022-03-31", "Y"),
    (_M, "Assistant headteacher", "Leadership", "2022-05-16", "2022-06-06", 6, 3, None, "N"),
    (_M, "Teacher of Food", "Teacher", "2022-05-16", "2022-06-06", 1, 0, None, "N"),
    (_A, "Teacher of English", "Teacher", "2022-04-27", "2022-05-13", 6, 3, "2022-05-19", "N"),
    (_M, "Head of year", "Leadership", "2022-05-03", "2022-05-20", 5, 3, "2022-05-26", "Y"),
    (_M, "Teacher of Languages", "Teacher", "2022-05-03", "2022-05-20", 2, 1, "2022-05-25", "N"),
    (_A, "Pastoral officer", "Support", "2022-05-09", "2022-05-27", 9, 4, "2022-06-14", "N"),
)  # fmt: skip
_VACANCY = (
    *("place", "post", "staff_group", "advertised", "closing", "applications", "shortlisted"),
    *("appointed", "internal"),
)


def vacancies_book(sources: Mapping[str, Source], drop: DemoDrop) -> Book:
    """The vacancies that were advertised so far, and who was appointed by then."""
    return log(sources, drop, "vacancies", _VACANCY, _vacancies(drop), until="advertised")


def _vacancies(drop: DemoDrop) -> Iterator[tuple[Cell, ...]]:
    for vacancy in _VACANCIES:
        appointed, internal = vacancy[-2], vacancy[-1]
        by_then = appointed is not None and dt.date.fromisoformat(appointed) <= drop.as_of
        yield (*vacancy[:-2], appointed if by_then else None, internal if by_then else None)
