"""The eight schools. The plan prints the initials of one, WHA; all else about them is invented.

Nansgarth has fewer than six pupils in most year groups. Tamarford lies in Devon, the others in
Cornwall.
"""

from __future__ import annotations

from goldenthread.demo.profile import Absence, Conduct, DemoSchool, DemoTrust


def _years(*sizes: int) -> tuple[tuple[int, int], ...]:
    """Pupils on roll from Reception to Year 6."""
    return tuple(enumerate(sizes))


_CALM = Conduct(
    incidents=((6, 5, 4), (5, 4, 3)),
    suspensions=((0, 0, 0), (0, 0, 0)),
)

_BUSIER = Conduct(
    incidents=((9, 8, 7), (10, 8, 9)),
    suspensions=((0, 1, 0), (1, 1, 1)),
)

WHA = DemoSchool(
    "990001", "WHA", "WHA", 2101, years=_years(26, 24, 25, 23, 26, 22, 24), disadvantaged=0.34,
    eal=0.04, attainment=103.9, progress=0.1, gap=1.0, conduct=_CALM,
)  # fmt: skip
PENMARROW = DemoSchool(
    "990002", "Penmarrow Primary Academy", "Penmarrow", 2102,
    years=_years(15, 13, 14, 16, 12, 15, 14), disadvantaged=0.21, eal=0.02, attainment=105.6,
    progress=1.6, gap=0.5, conduct=_CALM,
)  # fmt: skip
TRELISSEN = DemoSchool(
    "990003", "Trelissen Primary Academy", "Trelissen", 2103,
    years=_years(28, 27, 29, 26, 28, 27, 27), disadvantaged=0.26, eal=0.03, attainment=104.9,
    progress=1.2, gap=1.0, conduct=_CALM,
)  # fmt: skip
LANKERRA = DemoSchool(
    "990004", "Lankerra Primary Academy", "Lankerra", 2104,
    years=_years(12, 10, 11, 13, 9, 12, 11), disadvantaged=0.27, eal=0.0, attainment=103.6,
    progress=-1.1, gap=1.0, absence=Absence(middle=0.04), conduct=_CALM,
)  # fmt: skip
NANSGARTH = DemoSchool(
    "990005", "Nansgarth Primary Academy", "Nansgarth", 2105,
    years=_years(3, 5, 4, 5, 4, 6, 7), disadvantaged=0.18, eal=0.0, attainment=104.6,
    progress=0.0, conduct=Conduct(incidents=((1, 0, 1), (0, 1, 0)), suspensions=((0, 0, 0),) * 2),
)  # fmt: skip
POLWHEVAN = DemoSchool(
    "990006", "Polwhevan Primary Academy", "Polwhevan", 2106,
    years=_years(19, 18, 17, 20, 18, 19, 18), disadvantaged=0.31, eal=0.03, attainment=104.4,
    progress=1.9, gap=1.0, conduct=_CALM,
)  # fmt: skip
BOSWARTH = DemoSchool(
    "990007", "Boswarth Primary Academy", "Boswarth", 2107,
    years=_years(10, 9, 11, 8, 10, 9, 9), disadvantaged=0.42, eal=0.0, attainment=102.9,
    progress=-2.4, gap=1.5, absence=Absence(middle=0.045),
    drift=(("2010", 0.115),), conduct=_BUSIER,
)  # fmt: skip
TAMARFORD = DemoSchool(
    "990008", "Tamarford Primary Academy", "Tamarford", 2108,
    years=_years(17, 16, 18, 15, 17, 16, 16), disadvantaged=0.19, eal=0.02, attainment=105.2,
    progress=1.0, gap=1.0, conduct=_CALM,
)  # fmt: skip

SCHOOLS = (WHA, PENMARROW, TRELISSEN, LANKERRA, NANSGARTH, POLWHEVAN, BOSWARTH, TAMARFORD)
DEVON = (TAMARFORD,)
TRUST = DemoTrust("An Daras Multi Academy Trust", "2017/18", SCHOOLS)
