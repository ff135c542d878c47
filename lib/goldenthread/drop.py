"""A data drop: one folder of exports taken at one date, described by its `drop.yml`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from goldenthread.calendar import Term, parse_academic_year
from goldenthread.declaration import Declared, load


class Export(Declared):
    """What the file patterns of the sources cannot tell about one file of the folder.

    `status` is how final a file of published figures is, where its name does not say so.
    """

    file: str
    source: str
    school: str | None = None
    sheet: str | None = None
    header_row: int | None = Field(default=None, ge=1)  # as Excel numbers it
    status: Literal["provisional", "revised", "final"] | None = None


class Meeting(Declared):
    body: str
    date: dt.date


class Drop(Declared):
    """`drop.yml`. `exports` is needed only for a file whose name says too little."""

    drop: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    title: str
    trust: str
    plan: str
    year: str
    term: Term
    as_of: dt.date
    previous: str | None = None
    synthetic: bool = False
    data_status: str = ""
    for_meeting: Meeting | None = None
    exports: tuple[Export, ...] = ()
    ignore: tuple[str, ...] = ()

    @field_validator("year", mode="before")
    @classmethod
    def _year(cls, value: object) -> str:
        return parse_academic_year(str(value))


def load_drop(folder: Path) -> Drop:
    """The drop in `folder`; a DeclarationError carries every fault of its drop.yml."""
    return load(folder / "drop.yml", Drop)
