"""A source: the declared shape of one kind of export (`params/sources/<id>.yml`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from goldenthread.calendar import Term
from goldenthread.declaration import Declared, load
from goldenthread.trust import Phase

ColumnType = Literal[
    "text",  # any text, trimmed
    "code",  # text kept as typed: ids, admission numbers, ledger codes (leading zeros matter)
    "upn",  # unique pupil number, 13 characters, check letter
    "school",  # a school of the trust, by any of its names -> URN
    "body",  # a body of the trust, by any of its names -> body id
    "whole",  # whole number
    "number",  # number
    "percent",  # 92.4%, 92.4 or 0.924 as the column's `percent_as` says -> 92.4
    "money",  # pounds; brackets are negative
    "date",  # a day, in UK order or as an Excel date
    "month",  # a month: Sep 2021, 09/2021, September 2021 -> first day of it
    "due",  # a day, or a month (its last day), or words ("ongoing") -> missing
    "datetime",
    "yes_no",  # Y, Yes, True, a tick -> True; N, No, False, a cross -> False
    "choice",  # one of `choices`, by any of its spellings -> its key
    "grade",  # an examination grade, as typed
    "year_group",  # 11, Y11, Year 11 -> 11; R -> 0
    "academic_year",
]


class Column(Declared):
    """One column. The key it stands under is the name that measures use.

    `personal` columns never leave the tables: no message, log, manifest, cell output, chart or
    workbook may show a value of theirs.
    """

    title: str
    type: ColumnType
    aliases: tuple[str, ...] = ()
    required: bool = True  # the column must be there
    nullable: bool = True  # a blank cell is allowed
    personal: bool = False
    choices: dict[str, tuple[str, ...]] = {}
    minimum: float | None = None
    maximum: float | None = None
    past: bool = False  # dates of what is done: none can lie after the drop
    header: str | None = None  # the header to take, where several of its names are in the file
    nth: int | None = Field(default=None, ge=1)  # which of several columns with this header
    # Where these four are not declared, the usual is taken and what contradicts it is refused.
    percent_as: Literal["per hundred", "fraction", "either"] | None = None
    date_order: Literal["day/month", "month/day", "either"] | None = None
    thousands: bool | None = None  # money: whether 12 stands for £12,000
    day_first: bool | None = None  # the older way to say date_order

    @property
    def order(self) -> Literal["day/month", "month/day", "either"] | None:
        if self.date_order is None and self.day_first is not None:
            return "day/month" if self.day_first else "month/day"
        return self.date_order


_NONE = Column(title="", type="text")


class Unpivot(Declared):
    """A block of columns read as rows: one row for each cell of it.

    `columns` says which: "dates" (every header that is a date), "listed" (the headers in `items`,
    by key), or "others" (every header that is no declared column). The header (a date, the item's
    key, or the text) goes into the column named `name`, the cell into the column named `value`.
    A blank cell makes no row.
    """

    columns: Literal["dates", "listed", "others"]
    name: str
    value: str
    value_type: ColumnType
    value_choices: dict[str, tuple[str, ...]] = {}
    items: dict[str, Column] = {}
    required: bool = True


class Within(Declared):
    """Numbers of a row that are parts of another of its numbers: together never more than `whole`.

    `adds_up` says that they are all of it; `rest` is then the column that counts what is in none of
    them. `beyond` says what becomes of a row with more than the whole: none of these numbers of it
    counts ("nothing"), or its measures take the part as the whole ("the whole").
    """

    parts: tuple[str, ...] = Field(min_length=1)
    whole: str
    adds_up: bool = False
    rest: str | None = None
    beyond: Literal["nothing", "the whole"] = "nothing"

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.parts, self.whole)


class Sheet(Declared):
    """Which sheets of a workbook hold the table, and what their names say."""

    names: tuple[str, ...] = ()  # patterns; none means the first sheet with the header
    every: bool = False  # every sheet that has the header
    into: str | None = None  # the sheet's name goes into this column ...
    into_type: ColumnType = "text"  # ... read as this type
    into_choices: dict[str, tuple[str, ...]] = {}
    ignore: tuple[str, ...] = ()


class Source(Declared):
    """`params/sources/<id>.yml`. `rows` says whether a row is a person or a thing: rows of people
    are never listed in evidence, only counted and located."""

    source: str
    title: str
    description: str
    rows: Literal["people", "things"]
    files: tuple[str, ...] = Field(min_length=1)  # patterns of file names, any case
    school_from: Literal["column", "file", "sheet", "none"]
    supplied_by: str = ""
    columns: dict[str, Column]
    key: tuple[str, ...] = ()
    unpivot: Unpivot | None = None
    sheet: Sheet = Sheet()
    header_row: int | None = None
    skip_rows: tuple[str, ...] = ("total", "grand total", "subtotal", "average", "mean")
    skip_column: str | None = None  # the column whose text marks a total; default the first
    markers: dict[str, str] = {}  # more missing-value markers: text -> what it means
    fill_down: tuple[str, ...] = ()  # columns merged down rows
    within: tuple[Within, ...] = ()  # which numbers are parts of which
    optional: bool = False
    bulk: bool = False  # millions of rows: repeated text is kept as categories
    terms: tuple[Term, ...] = ()  # the terms whose drops must hold it; none means every term
    phases: tuple[Phase, ...] = ()  # the phases whose schools have this export; none means all
    each_school: bool = True  # each of these schools has it; not so the results of a sixth form
    note: str = ""

    @model_validator(mode="after")
    def _keys_are_columns(self) -> Source:
        known = {*self.columns, "school"}
        if self.unpivot:
            known |= {self.unpivot.name, self.unpivot.value}
        if self.sheet.into:
            known.add(self.sheet.into)
        unknown = {*self.key, *self.fill_down} - known
        if unknown:
            message = f"key or fill_down names unknown columns: {', '.join(sorted(unknown))}"
            raise ValueError(message)
        numbers = {name for part in self.within for name in (*part.columns, part.rest) if name}
        if odd := {
            n for n in numbers if self.columns.get(n, _NONE).type not in ("whole", "number")
        }:
            message = f"within names columns that are no numbers: {', '.join(sorted(odd))}"
            raise ValueError(message)
        if self.school_from == "column" and "school" not in self.columns:
            message = "school_from is column, but there is no column 'school'"
            raise ValueError(message)
        return self

    @property
    def personal_columns(self) -> tuple[str, ...]:
        return tuple(name for name, column in self.columns.items() if column.personal)


def load_sources(folder: Path) -> dict[str, Source]:
    """Every source declared in `folder`, by id."""
    paths = sorted(folder.glob("*.yml"))
    return dict(_declared(tuple((path, path.read_bytes()) for path in paths)))


@lru_cache(maxsize=2)
def _declared(files: tuple[tuple[Path, bytes], ...]) -> dict[str, Source]:
    """Read once for the same content, not once for each report."""
    return {s.source: s for s in (load(path, Source) for path, _ in files)}
