"""The demo's school days: terms as most schools of England had them, invented to the day."""

from __future__ import annotations

import datetime as dt
from functools import cache

from goldenthread.calendar import Term


def _half(first: tuple[int, int, int], last: tuple[int, int, int]) -> tuple[dt.date, dt.date]:
    return dt.date(*first), dt.date(*last)


# The parts of each term, before and after its half-term holiday.
_TERMS: dict[str, dict[Term, tuple[tuple[dt.date, dt.date], ...]]] = {
    "2016/17": {
        "autumn": (_half((2016, 9, 5), (2016, 10, 21)), _half((2016, 10, 31), (2016, 12, 16))),
        "spring": (_half((2017, 1, 3), (2017, 2, 10)), _half((2017, 2, 20), (2017, 3, 31))),
        "summer": (_half((2017, 4, 18), (2017, 5, 26)), _half((2017, 6, 5), (2017, 7, 21))),
    },
    "2017/18": {
        "autumn": (_half((2017, 9, 5), (2017, 10, 20)), _half((2017, 10, 30), (2017, 12, 20))),
        "spring": (_half((2018, 1, 4), (2018, 2, 9)), _half((2018, 2, 19), (2018, 3, 28))),
        "summer": (_half((2018, 4, 16), (2018, 5, 25)), _half((2018, 6, 4), (2018, 7, 24))),
    },
    "2020/21": {
        "autumn": (_half((2020, 9, 3), (2020, 10, 23)), _half((2020, 11, 2), (2020, 12, 18))),
        # Schools were open to most pupils again from 8 March 2021.
        "spring": (_half((2021, 3, 8), (2021, 4, 1)),),
        "summer": (_half((2021, 4, 19), (2021, 5, 28)), _half((2021, 6, 7), (2021, 7, 21))),
    },
    "2021/22": {
        "autumn": (_half((2021, 9, 6), (2021, 10, 22)), _half((2021, 11, 1), (2021, 12, 17))),
        "spring": (_half((2022, 1, 4), (2022, 2, 18)), _half((2022, 2, 28), (2022, 4, 8))),
        "summer": (_half((2022, 4, 25), (2022, 5, 27)), _half((2022, 6, 6), (2022, 7, 20))),
    },
    "2022/23": {
        "autumn": (_half((2022, 9, 5), (2022, 10, 21)), _half((2022, 10, 31), (2022, 12, 16))),
        "spring": (_half((2023, 1, 3), (2023, 2, 10)), _half((2023, 2, 20), (2023, 3, 31))),
        "summer": (_half((2023, 4, 17), (2023, 5, 26)), _half((2023, 6, 5), (2023, 7, 21))),
    },
}


@cache
def school_days(year: str, term: Term) -> tuple[dt.date, ...]:
    """The days of a term on which the schools were open to all pupils."""
    days = []
    for first, last in _TERMS[year][term]:
        span = (last - first).days + 1
        days += [first + dt.timedelta(days=n) for n in range(span)]
    return tuple(day for day in days if day.weekday() < 5)
