"""The name, the title and the day of a drop, worked out from its term."""

from __future__ import annotations

import datetime as dt
import re

from goldenthread.calendar import TERMS, Term, parse_academic_year, year_ends
from goldenthread.errors import ParameterError
from goldenthread.trust import Trust

_NAME = re.compile(r"(20\d\d)-(autumn|spring|summer)")
# Where nobody has declared the term's dates: the days that part the terms in goldenthread.calendar.
_USUAL_ENDS = {"autumn": (12, 31), "spring": (4, 15)}


def term_of_name(name: str) -> tuple[str, Term] | None:
    """The academic year and term that a drop's name says: `2022-autumn` is of 2022/23, and so are
    `2023-spring` and `2023-summer`. None where it says none."""
    found = _NAME.fullmatch(name.strip().casefold())
    if found is None:
        return None
    term: Term = next(term for term in TERMS if term == found[2])
    return academic_year_of(int(found[1]), term), term


def academic_year_of(year: int, term: Term) -> str:
    """The academic year of a term that lies in a calendar year."""
    first = year if term == "autumn" else year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def name_of(year: str, term: Term) -> str:
    """`2022-autumn`: the usual name of a drop."""
    return f"{int(year[:4]) + (term != 'autumn')}-{term}"


def drop_title(year: str, term: Term) -> str:
    """`Autumn 2022 data drop`."""
    return f"{term.capitalize()} {int(year[:4]) + (term != 'autumn')} data drop"


def as_of_for(year: str, term: Term, trust: Trust | None = None) -> dt.date:
    """The day a drop of the term is usually taken: the last day of the term as the trust declares
    it, else as the suite counts terms; in summer 31 August, when the year's results are out."""
    if term == "summer":
        return year_ends(year)
    declared = trust.term_dates.get(year) if trust is not None else None
    if declared is not None:
        return declared.term(term).last
    month, day = _USUAL_ENDS[term]
    return dt.date(int(year[:4]) + (term == "spring"), month, day)


def next_term(year: str, term: Term) -> tuple[str, Term]:
    """The term after this one, and its academic year."""
    place = TERMS.index(term) + 1
    if place < len(TERMS):
        return year, TERMS[place]
    return academic_year_of(int(year[:4]) + 1, "autumn"), "autumn"


def year_given(text: str, flag: str) -> str:
    """An academic year in any usual spelling; a ParameterError names the flag."""
    try:
        return parse_academic_year(text)
    except ValueError as error:
        message = f"{flag}: {error}."
        raise ParameterError(message) from None


def term_given(text: str, flag: str) -> Term:
    """A term by its name; a ParameterError names the flag."""
    for term in TERMS:
        if text.strip().casefold() == term:
            return term
    message = f"{flag}: {text!r} is no term. Allowed: {', '.join(TERMS)}."
    raise ParameterError(message)


def day_given(text: str, flag: str) -> dt.date:
    """A day as 2022-09-01 or 01/09/2022; a ParameterError names the flag."""
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    message = f"{flag}: {text!r} is no date. Write the year, month and day as 2022-09-01."
    raise ParameterError(message)
