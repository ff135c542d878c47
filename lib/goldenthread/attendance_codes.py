"""What a mark in the attendance register counts as: codes, each with the days it is valid on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from goldenthread.declaration import Declared, Faults, load
from goldenthread.errors import DeclarationError

MarkClass = Literal[
    "present", "approved activity", "authorised", "unauthorised", "not possible", "missing"
]


class Code(Declared):
    """One code. `first` and `last` are the days it may stand on; None is without end."""

    code: str = Field(min_length=1, max_length=3)
    counts_as: MarkClass
    meaning: str = Field(min_length=1)
    late: Literal["before", "after"] | None = None  # the register closed
    first: dt.date | None = None
    last: dt.date | None = None
    note: str = ""

    @field_validator("code")
    @classmethod
    def _upper(cls, code: str) -> str:
        if code != code.upper():
            message = "codes are written in capitals"
            raise ValueError(message)
        return code

    @model_validator(mode="after")
    def _days_in_order(self) -> Code:
        if self.first and self.last and self.first > self.last:
            message = "first is after last"
            raise ValueError(message)
        return self

    def valid_on(self, day: dt.date) -> bool:
        return (self.first or dt.date.min) <= day <= (self.last or dt.date.max)


class CodeTable(Declared):
    """`params/attendance/codes.yml`. A code may be listed twice, for different days."""

    title: str
    publication: str
    law: str
    source: str
    codes: tuple[Code, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_meaning_a_day(self) -> CodeTable:
        faults = list(_overlaps(self.codes))
        if faults:
            raise Faults(faults)
        return self

    def of(self, code: str) -> tuple[Code, ...]:
        """Every entry of a code; none where it is no national code."""
        return tuple(entry for entry in self.codes if entry.code == code)

    def on(self, code: str, day: dt.date) -> Code | None:
        """What a code means on a day; None where it means nothing then."""
        return next((entry for entry in self.of(code) if entry.valid_on(day)), None)


def load_codes(params: Path) -> CodeTable:
    """The table of codes in a project's `params` folder."""
    return load(params / "attendance" / "codes.yml", CodeTable)


def sub_codes(setting: object, table: CodeTable) -> dict[str, str]:
    """A trust's own sub-codes, each with its national code; a DeclarationError where the setting
    is not written so, or names a national code that there is none of."""
    if not setting:
        return {}
    where = "settings: attendance_sub_codes"
    if not isinstance(setting, Mapping):
        message = f"{where} gives each sub-code its national code, such as {{I02: I, X07: X}}."
        raise DeclarationError(message)
    found = {str(own).upper(): str(national).upper() for own, national in setting.items()}
    for own, national in found.items():
        if not table.of(national):
            known = dict.fromkeys(entry.code for entry in table.codes)
            message = (
                f"{where}: {own!r} is given the code {national!r}, which is no national code. "
            )
            raise DeclarationError(message + f"Allowed: {' '.join(known)}.")
        if table.of(own):
            message = f"{where}: {own!r} is a national code, and cannot mean another."
            raise DeclarationError(message)
    return found


def _overlaps(codes: tuple[Code, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """A fault for each entry that begins before the one before it of the same code ends."""
    ordered = sorted(
        enumerate(codes), key=lambda item: (item[1].code, item[1].first or dt.date.min)
    )
    for (_, before), (place, entry) in pairwise(ordered):
        if before.code == entry.code and (before.last or dt.date.max) >= (
            entry.first or dt.date.min
        ):
            message = f"code {entry.code!r} is listed twice for the same day"
            yield ("codes", place), message
