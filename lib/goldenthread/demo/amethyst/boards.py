"""Who sits on which board and committee of the demo, since when and until when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from goldenthread.demo.chance import chance
from goldenthread.demo.names import draw_titled_name
from goldenthread.demo.profile import DemoDrop

VACANCY = "Vacancy"


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat on one day. `person` numbers the people; an empty seat has none."""

    body: str
    role: str
    appointed_by: str
    person: int | None
    start: dt.date | None
    end: dt.date | None
    vacant_since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Boards:
    """The people by number (0 is nobody), as title, forename and surname."""

    names: tuple[str, ...]

    def name(self, seat: Seat) -> str:
        return VACANCY if seat.person is None else self.names[seat.person]


# Seats of the bodies above the schools, as the plan's governance structure lists them; the same
# number is the same person. 0 is an empty seat. 6 is the chief executive, who sits by office.
TRUST_BOARD = "Trust Board"
FINANCE = "Finance & General Purposes"
AMBASSADORIAL = "Amethyst Ambassadorial Committee"
LGB_ALDERSLEY = "Aldersley High School Local Governing Body"
LGB_MORETON = "Moreton School Local Governing Body"
_EX_OFFICIO = 6
_TRUST_BODIES: dict[str, tuple[int, ...]] = {
    "Members": (1, 2, 3, 4, 5),
    TRUST_BOARD: (1, 7, 8, 9, 10, 11, 12, _EX_OFFICIO, 0),
    FINANCE: (1, 8, _EX_OFFICIO, 0),
    "Audit & Risk Assurance": (8, 1, 13),
    "Attendance, Exclusions and Safeguarding": (7, 11, _EX_OFFICIO),
    "Attainment and Curriculum": (9, 10, 1),
    "Pay & HR": (8, 12, 1),
    "Trust Growth Working Group": (10, 8, 12),
    AMBASSADORIAL: (10, 14, 13, 15, 16, 17, 18, 19),
}
_LOCAL_ROLES = (
    "Chair",
    "Vice chair",
    "Head of the school",
    "Parent governor",
    "Parent governor",
    "Staff governor",
    "Staff governor",
    "Co-opted governor",
    "Co-opted governor",
    "Co-opted governor",
    "Co-opted governor",
    "Co-opted governor",
)
_FIRST_LOCAL = {LGB_ALDERSLEY: 20, LGB_MORETON: 32}
_PEOPLE = 45
BODIES = (*_TRUST_BODIES, LGB_ALDERSLEY, LGB_MORETON)


def make_boards(seed: int) -> Boards:
    """Names for everyone, no two alike: a board is counted by the names on it."""
    rng = chance(seed, "boards")
    names: list[str] = ["nobody"]
    while len(names) <= _PEOPLE:
        surname, forename, title = draw_titled_name(rng)
        if not any(known.endswith(f"{forename} {surname}") for known in names):
            names.append(f"{title} {forename} {surname}")
    return Boards(tuple(names))


def seats(seed: int, drop: DemoDrop) -> tuple[Seat, ...]:
    """Every seat as it stands on the day of the drop."""
    return tuple(_as_of(seat, drop) for body in BODIES for seat in _usual(seed, body))


def _usual(seed: int, body: str) -> list[Seat]:
    """The seats of a body before what happened in the year. Terms of office last four years."""
    rng = chance(seed, "terms", body)
    if body in _TRUST_BODIES:
        people = _TRUST_BODIES[body]
    else:
        people = tuple(range(_FIRST_LOCAL[body], _FIRST_LOCAL[body] + len(_LOCAL_ROLES)))
    made = []
    for number, person in enumerate(people):
        start = dt.date(int(rng.integers(2019, 2022)), int(rng.integers(1, 9)), 1)
        end = dt.date(start.year + 4, start.month, 1) - dt.timedelta(days=1)
        by_office = person == _EX_OFFICIO or (body in _FIRST_LOCAL and number == 2)
        role = _role(body, number, person)
        if by_office:
            made.append(Seat(body, role, "By office", person, dt.date(2018, 9, 1), None))
        elif person == 0:
            since = {TRUST_BOARD: dt.date(2021, 5, 20), FINANCE: dt.date(2021, 7, 22)}[body]
            made.append(Seat(body, role, _appointed_by(body, role), None, None, None, since))
        else:
            made.append(Seat(body, role, _appointed_by(body, role), person, start, end))
    return made


def _role(body: str, number: int, person: int) -> str:
    if body in _FIRST_LOCAL:
        return _LOCAL_ROLES[number]
    if number == 0:
        return "Chair"
    if person == _EX_OFFICIO:
        return "Chief executive"
    return "Member" if body == "Members" else "Trustee" if person in range(0, 14) else "Governor"


def _appointed_by(body: str, role: str) -> str:
    by_role = {"Parent governor": "Elected by parents", "Staff governor": "Elected by staff"}
    return by_role.get(role, "Members" if body in ("Members", TRUST_BOARD) else TRUST_BOARD)


# What happens in the year: (body, seat) -> the day and the seat from then on.
_LEFT_MORETON = dt.date(2022, 1, 29)  # 214 days before the summer drop
_EVENTS: dict[tuple[str, int], tuple[tuple[dt.date, dict[str, object]], ...]] = {
    # A trustee is found for the finance committee in spring.
    (FINANCE, 3): (
        (dt.date(2022, 5, 26), {"person": 12, "vacant_since": None, "end": dt.date(2026, 5, 25)}),
    ),
    # A co-opted governor of Moreton leaves in January, and the seat is still empty in August.
    (LGB_MORETON, 11): (
        (_LEFT_MORETON, {"person": None, "end": None, "vacant_since": _LEFT_MORETON}),
    ),
    # A parent governor's seat stood empty in autumn and was filled by election.
    (LGB_MORETON, 4): (
        (dt.date(2021, 7, 16), {"person": None, "end": None, "vacant_since": dt.date(2021, 7, 16)}),
        (dt.date(2022, 3, 7), {"person": 44, "vacant_since": None, "end": dt.date(2026, 3, 6)}),
    ),
    # A staff governor's term ran out in June and nobody has noticed.
    (LGB_MORETON, 6): ((dt.date(2018, 7, 1), {"end": dt.date(2022, 6, 30)}),),
    # Two terms end before January.
    (LGB_ALDERSLEY, 7): ((dt.date(2018, 11, 15), {"end": dt.date(2022, 11, 14)}),),
    (TRUST_BOARD, 4): ((dt.date(2018, 12, 13), {"end": dt.date(2022, 12, 12)}),),
    # A co-opted governor of Aldersley steps down at Easter and is replaced at once.
    (LGB_ALDERSLEY, 10): ((dt.date(2022, 4, 1), {"person": 45, "end": dt.date(2026, 3, 31)}),),
}


def _as_of(seat: Seat, drop: DemoDrop) -> Seat:
    for day, changes in _EVENTS.get(_place(seat), ()):
        if day <= drop.as_of:
            start = None if changes.get("vacant_since") else day
            seat = replace(seat, start=start, **changes)  # type: ignore[arg-type]
    return seat


def _place(seat: Seat) -> tuple[str, int]:
    """Which seat of its body this is, by its holder; as it was before the year's events."""
    if seat.person is None:
        return seat.body, len(_TRUST_BODIES[seat.body]) - 1
    if seat.body in _FIRST_LOCAL:
        return seat.body, seat.person - _FIRST_LOCAL[seat.body]
    return seat.body, _TRUST_BODIES[seat.body].index(seat.person)
