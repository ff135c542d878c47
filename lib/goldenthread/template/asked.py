"""What a template asks for: the columns of its table, each with what it means in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from goldenthread.drop import Drop
from goldenthread.plan import Criterion, Plan, Recorded
from goldenthread.rules import inner_tests
from goldenthread.sources.cell import as_text
from goldenthread.sources.spec import Column, Source
from goldenthread.sources.unpivot import value_column
from goldenthread.sources.values import YEAR_GROUPS
from goldenthread.trust import School, Trust
from goldenthread.wording import number

Needed = Literal["always", "where it is known", "may be left out"]
_UNLISTED, _RECORDED = "others", "recorded"

# A block of columns that a source does not name: what usually heads them.
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "ks4_results": ("English Language", "English Literature", "Mathematics", "Combined Science"),
    "skills_audit": ("Strategy", "Finance", "Safeguarding", "Education standards"),
    "ees": ("filter_or_figure",),
}

_KINDS = {
    "text": "Words.",
    "code": "A code, kept as it is typed: leading zeros count.",
    "upn": "A unique pupil number: 13 characters, the first a letter.",
    "school": "A school of the trust.",
    "body": "A board or committee of the trust.",
    "whole": "A whole number.",
    "number": "A number.",
    "percent": "A percentage: 92.4 for 92.4%.",
    "money": "Pounds: 1234.50. A minus sign for a negative.",
    "date": "A date: day/month/year.",
    "datetime": "A date and time.",
    "month": "A month: any day of it, or Sep 2021.",
    "due": "A date, or a month such as July 2022, or words such as ongoing.",
    "yes_no": "Yes or No.",
    "choice": "One of the words of the list.",
    "grade": "A grade or mark, as it was awarded.",
    "year_group": f"A year group: {YEAR_GROUPS}.",
    "academic_year": "An academic year, such as 2021/22.",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """For whom a template is made. Without a drop its days are those of the plan's first year."""

    trust: Trust
    plan: Plan | None = None
    drop: Drop | None = None

    @property
    def as_of(self) -> dt.date:
        if self.drop is not None:
            return self.drop.as_of
        return self.plan.starts + dt.timedelta(days=90) if self.plan else dt.date(2022, 12, 16)

    @property
    def year(self) -> str:
        if self.drop is not None:
            return self.drop.year
        first = self.as_of.year - (self.as_of.month < 9)
        return f"{first}/{(first + 1) % 100:02d}"

    def schools_of(self, source: Source) -> tuple[School, ...]:
        """The schools that have such an export."""
        phases = source.phases
        return tuple(s for s in self.trust.schools if not phases or s.phase in phases)


@dataclass(frozen=True, slots=True)
class Asked:
    """One column of a template. `heading` is a date where the source's columns are days."""

    key: str
    heading: str | dt.date
    column: Column
    in_block: bool = False

    @property
    def title(self) -> str:
        return as_text(self.heading)

    @property
    def needed(self) -> Needed:
        if self.in_block or not self.column.required:
            return "may be left out"
        return "where it is known" if self.column.nullable else "always"


def asked_of(source: Source, setting: Setting) -> tuple[Asked, ...]:
    """The columns in their order. What is personal and may be left out is not asked for; nor is the
    school where the file's or the sheet's name says it."""
    columns = [
        Asked(key, column.header or column.title, _with_steps(source, key, column, setting))
        for key, column in source.columns.items()
        if not (column.personal and not column.required)
    ]
    return (*columns, *_block(source, setting))


def _with_steps(source: Source, key: str, column: Column, setting: Setting) -> Column:
    """The column; that of recorded judgements offers the steps of the scales that decide them."""
    if (source.source, key) != (_RECORDED, "judgement") or setting.plan is None:
        return column
    words: dict[str, tuple[str, ...]] = {}
    for _, test in recorded_tests(setting.plan):
        scale = setting.plan.scale(test.scale)
        words |= {name: () for step in scale.steps if (name := scale.words.get(step) or step)}
    return column.model_copy(update={"type": "choice", "choices": words}) if words else column


def recorded_tests(plan: Plan) -> Iterator[tuple[Criterion, Recorded]]:
    """The tests that a recorded judgement decides, those inside others among them."""
    for criterion in plan.judged_rows:
        for test in criterion.tests:
            for each in (test, *inner_tests(test)):
                if isinstance(each, Recorded):
                    yield criterion, each


def left_out(source: Source) -> tuple[str, ...]:
    """The titles of the personal columns that a template does without."""
    return tuple(c.title for c in source.columns.values() if c.personal and not c.required)


def _block(source: Source, setting: Setting) -> Iterator[Asked]:
    """The columns that are read as rows: items that the source lists, or what is usual."""
    unpivot = source.unpivot
    if unpivot is None:
        return
    value = value_column(unpivot)
    if unpivot.columns == "listed":
        for key, item in unpivot.items.items():
            yield Asked(key, item.title, value.model_copy(update={"title": item.title}), True)
        return
    for heading in _headings(source, setting):
        title = as_text(heading)
        yield Asked(title, heading, value.model_copy(update={"title": title}), True)


def _headings(source: Source, setting: Setting) -> tuple[str | dt.date, ...]:
    if source.unpivot is not None and source.unpivot.columns == "dates":
        met = {day for body in setting.trust.bodies for day in body.meetings}
        return tuple(sorted(d for d in met if d <= setting.as_of)[-12:]) or (setting.as_of,)
    if source.source == "attendance_registers":
        monday = setting.as_of - dt.timedelta(days=setting.as_of.weekday() + 7)
        days = (monday + dt.timedelta(days=n) for n in range(5))
        return tuple(f"{day:%d/%m/%Y} {half}" for day in days for half in ("AM", "PM"))
    own = setting.trust.settings.get("required_skills")
    if source.source == "skills_audit" and isinstance(own, list) and own:
        return tuple(map(str, own))
    return _HEADINGS.get(source.source, (_UNLISTED.capitalize(),))


def words_of(column: Column) -> tuple[str, ...]:
    """The words that a drop-down of this column offers; none where any text will do."""
    if column.type == "choice":
        spelt = ((key, *spellings) for key, spellings in column.choices.items())
        return tuple(_first_plain(spellings) for spellings in spelt)
    return ("Yes", "No") if column.type == "yes_no" else ()


def _first_plain(spellings: tuple[str, ...]) -> str:
    """The first declared spelling as it would be typed, else the key itself."""
    key, *declared = spellings
    return declared[0].rstrip("*").strip() if declared else key


def kind_in_words(column: Column) -> str:
    """What the column's cells hold."""
    if column.type == "percent" and column.percent_as == "fraction":
        return "A fraction: 0.924 for 92.4%."
    if column.type == "money" and column.thousands:
        return "Thousands of pounds: 12 for £12,000."
    return _KINDS[column.type]


def allowed_in_words(column: Column) -> str:
    """The bounds and the words of a column; "" where there are none."""
    parts = []
    if words := words_of(column):
        parts.append(", ".join(words))
    if column.minimum is not None and column.maximum is not None:
        parts.append(f"{_plain(column.minimum)} to {_plain(column.maximum)}")
    elif column.minimum is not None:
        parts.append(f"{_plain(column.minimum)} or more")
    elif column.maximum is not None:
        parts.append(f"{_plain(column.maximum)} or less")
    if column.past:
        parts.append("no day after the drop")
    return "; ".join(parts)


def _plain(bound: float) -> str:
    return number(bound, 0 if float(bound).is_integer() else 2).replace(",", "")
