"""The trust: its schools, its bodies, and the thresholds that its plan leaves open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field, PrivateAttr, field_validator, model_validator

from goldenthread.declaration import Declared, Faults
from goldenthread.errors import ParameterError, did_you_mean
from goldenthread.term_dates import SchoolYear, checked_years

Phase = Literal["primary", "secondary", "all-through", "special"]
Unit = Literal[
    "percent", "points", "score", "per 100", "count", "days", "pounds", "level", "percentage points"
]
ALL_SCHOOLS = "All schools"


class Target(Declared):
    """A threshold with its unit: green at or beyond it, amber within `amber_within` short of it."""

    at_least: float | None = None
    at_most: float | None = None
    amber_within: float = Field(default=0.0, ge=0)
    unit: Unit
    why: str = ""

    @model_validator(mode="after")
    def _one_bound(self) -> Target:
        if (self.at_least is None) == (self.at_most is None):
            message = "give at_least or at_most, one of them"
            raise ValueError(message)
        return self


class Ofsted(Declared):
    """The grade as the plan prints it."""

    grade: str
    inspected: str


class School(Declared):
    """One school: `kpis` are its own targets, by measure; `term_dates`, by academic year, and
    `local_authority` are given where they differ from the trust's."""

    urn: str
    name: str
    short_name: str
    aliases: tuple[str, ...] = ()
    laestab: str = ""
    phase: Phase
    type: str = ""
    local_authority: str = ""
    joined: dt.date
    ofsted: Ofsted | None = None
    kpis: dict[str, Target] = Field(default_factory=dict)
    term_dates: dict[str, SchoolYear] = Field(default_factory=dict)

    _years = field_validator("term_dates")(checked_years)

    @field_validator("urn", mode="before")
    @classmethod
    def _text(cls, value: object) -> object:
        return str(value) if isinstance(value, int) else value

    @field_validator("urn")
    @classmethod
    def _six_digits(cls, urn: str) -> str:
        if len(urn) != 6 or not urn.isdecimal():
            message = "a school's URN has six digits"
            raise ValueError(message)
        return urn

    @property
    def known_as(self) -> tuple[str, ...]:
        """Every name under which an export may speak of the school."""
        codes = (self.urn, self.laestab) if self.laestab else (self.urn,)
        return (self.name, self.short_name, *self.aliases, *codes)


class Body(Declared):
    """A board, committee or local governing body, with its seats and meeting dates."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: Literal["members", "trustees", "committee", "local", "working group"]
    school: str | None = None
    seats: int | None = Field(default=None, ge=1)
    meetings: tuple[dt.date, ...] = ()

    @property
    def known_as(self) -> tuple[str, ...]:
        """Every name under which an export may speak of the body."""
        return (self.id, self.name, *self.aliases)


class Rules(Declared):
    """How this trust reports: its smallest group, its least coverage."""

    smallest_group: int = Field(default=6, ge=3)
    smallest_staff_group: int = Field(default=5, ge=3)
    smallest_survey_group: dict[Literal["pupils", "staff", "parents"], int] = Field(
        default={"pupils": 5, "staff": 7, "parents": 5}
    )
    minimum_coverage: float = Field(default=80.0, ge=0, le=100)


class Trust(Declared):
    """`params/trusts/<id>.yml`."""

    trust: str
    name: str
    local_authority: str = ""
    region: str = ""
    schools: tuple[School, ...] = Field(min_length=1)
    bodies: tuple[Body, ...] = ()
    reporting: Rules = Rules()
    term_dates: dict[str, SchoolYear] = Field(default_factory=dict)  # by academic year
    # What the plan leaves open (criterion id -> measure id -> threshold) and its named settings
    # (required training modules, skill levels, staffing cost codes ...), each read by one measure.
    targets: dict[str, dict[str, Target]] = Field(default_factory=dict)
    settings: dict[str, object] = Field(default_factory=dict)

    # Where a school stands, by every name of it. So a report that asks for its own school does not
    # go through the others, nor rest on what they are called.
    _places: dict[str, int] = PrivateAttr(default_factory=dict)

    _years = field_validator("term_dates")(checked_years)

    @model_validator(mode="after")
    def _names_say_who_is_meant(self) -> Trust:
        faults = [
            *_shared_names("schools", [(s.name, s.known_as) for s in self.schools]),
            *_shared_names("bodies", [(b.name, b.known_as) for b in self.bodies]),
        ]
        urns = {school.urn for school in self.schools}
        for number, body in enumerate(self.bodies):
            if body.school is not None and body.school not in urns:
                message = f"body {body.id!r} belongs to school {body.school!r}, which is not listed"
                faults.append((("bodies", number, "school"), message))
        if faults:
            raise Faults(faults)
        self._places = {
            _plain(known): place
            for place, school in enumerate(self.schools)
            for known in school.known_as
        }
        return self

    @property
    def file(self) -> str:
        """The file of the trust, as messages call it; its plan may have the same name."""
        return f"params/trusts/{self.trust}.yml"

    def school(self, name: str) -> School:
        """The school of that name, alias or URN; a ParameterError names the nearest."""
        found = self.find_school(name)
        if found is None:
            message = f"{self.name} has no school {name!r}. "
            names = [school.name for school in self.schools]
            raise ParameterError(message + did_you_mean(name, [*names, ALL_SCHOOLS]))
        return found

    def find_school(self, name: str) -> School | None:
        wanted = _plain(name)
        place = self._places.get(wanted, len(self.schools))
        # No two schools share a name, so that it is one's says all; that it is nobody's rests on
        # the names of every school.
        for school in (*self.schools[place : place + 1], *self.schools):
            if wanted in map(_plain, school.known_as):
                return school
        return None

    def school_year(self, urn: str, year: str) -> SchoolYear | None:
        """The term dates of a school in an academic year; None where nobody has declared them."""
        school = self.find_school(urn)
        own = school.term_dates.get(year) if school is not None else None
        return own or self.term_dates.get(year)

    def authority_of(self, school: School) -> str:
        """The local authority that a school lies in, "" where nobody has said."""
        return school.local_authority or self.local_authority

    def find_body(self, name: str) -> Body | None:
        wanted = " ".join(str(name).split()).casefold()
        for body in self.bodies:
            if wanted in {known.casefold() for known in body.known_as}:
                return body
        return None

    def entity_name(self, entity: str) -> str:
        """What a report calls a measurement's entity: a school, a body, England, the trust."""
        if entity == "trust":
            return self.name
        school = self.find_school(entity) if entity.isdecimal() else None
        if school is not None and school.urn == entity:
            return school.name
        for body in self.bodies:
            if entity == f"body:{body.id}":
                return body.name
        return entity.removeprefix("body:")


def _plain(name: object) -> str:
    return " ".join(str(name).split()).casefold()


def _shared_names(
    where: str, named: Iterable[tuple[str, tuple[str, ...]]]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """A fault for each name that two schools, or two bodies, have in common."""
    seen: dict[str, str] = {}
    for number, (owner, names) in enumerate(named):
        for name in dict.fromkeys(" ".join(n.split()).casefold() for n in names):
            if name in seen:
                yield (where, number), f"{name!r} names both {seen[name]} and {owner}"
            seen.setdefault(name, owner)
