"""The usual terms of an English school, for a year whose dates nobody has declared.

An assumption, and said as one wherever a figure rests on it: schools differ by days.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from goldenthread.term_dates import Break, SchoolYear, TermDays
from goldenthread.wording import day

_MONDAY, _FRIDAY = 0, 4


@cache
def usual_year(year: str) -> SchoolYear:
    """The usual dates of an academic year such as `2021/22`.

    Autumn from the first Monday of September to the last Friday before 22 December, with the last
    full week of October off; spring from the first Monday after 1 January to the Friday nine days
    before Easter, with the week of the third Monday of February off; summer from the Monday eight
    days after Easter to the last Friday before 25 July, with the week of the last Monday of May
    off.
    """
    first = int(year[:4])
    easter = easter_sunday(first + 1)
    october = _on_or_before(dt.date(first, 10, 27), _MONDAY)
    february = _on_or_after(dt.date(first + 1, 2, 15), _MONDAY)
    may = _on_or_before(dt.date(first + 1, 5, 31), _MONDAY)
    return SchoolYear(
        autumn=_term(
            _on_or_after(dt.date(first, 9, 1), _MONDAY),
            _on_or_before(dt.date(first, 12, 21), _FRIDAY),
            october,
        ),
        spring=_term(
            _on_or_after(dt.date(first + 1, 1, 2), _MONDAY), easter - dt.timedelta(days=9), february
        ),
        summer=_term(
            easter + dt.timedelta(days=8), _on_or_before(dt.date(first + 1, 7, 24), _FRIDAY), may
        ),
    )


def as_assumed(dates: SchoolYear) -> str:
    """What was taken, in words: `6 September 2021 to 17 December 2021, ...`."""
    terms = (dates.autumn, dates.spring, dates.summer)
    return "; ".join(f"{day(term.first)} to {day(term.last)}" for term in terms)


def easter_sunday(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar, by the Meeus/Jones/Butcher rule."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, before = divmod(moon + weekday - 7 * shift + 114, 31)
    return dt.date(year, month, before + 1)


def _term(first: dt.date, last: dt.date, holiday: dt.date) -> TermDays:
    """A term with the holiday that begins on a Monday."""
    friday = holiday + dt.timedelta(days=4)
    return TermDays(first=first, last=last, half_term=Break(first=holiday, last=friday))


def _on_or_after(date: dt.date, weekday: int) -> dt.date:
    return date + dt.timedelta(days=(weekday - date.weekday()) % 7)


def _on_or_before(date: dt.date, weekday: int) -> dt.date:
    return date - dt.timedelta(days=(date.weekday() - weekday) % 7)
