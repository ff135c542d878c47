"""What a template workbook holds, before it is written: its sheets, columns, rows and guide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goldenthread.calendar import TERMS
from goldenthread.sources.names import Names
from goldenthread.sources.spec import Source
from goldenthread.template.asked import Asked, Setting, asked_of
from goldenthread.template.example import Value, example_row
from goldenthread.template.file_names import file_name
from goldenthread.template.known_rows import known_rows
from goldenthread.trust import School

_LONGEST_SHEET = 31
_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\]")
TABLE = "Table"


@dataclass(frozen=True, slots=True)
class Template:
    """One workbook. `rows` stand below the example on every sheet, a value for each column;
    `brought` are the keys of the columns that they fill in."""

    file: str
    source: Source
    asked: tuple[Asked, ...]
    example: tuple[Value, ...]
    rows: tuple[tuple[Value, ...], ...]
    brought: frozenset[str]
    sheets: tuple[str, ...]
    school: School | None = None


def templates_of(
    source: Source, sources: Mapping[str, Source], setting: Setting, names: Names
) -> tuple[Template, ...]:
    """The workbooks for one source: one for each school where the file's name says the school."""
    asked = asked_of(source, setting)
    known = known_rows(source, setting)
    rows = tuple(tuple(row.get(item.key) for item in asked) for row in known.rows)
    example = example_row(source, asked, setting)
    by_school = source.school_from == "file"
    schools: tuple[School | None, ...] = setting.schools_of(source) if by_school else (None,)
    return tuple(
        Template(
            file_name(source, sources, names, school), source, asked, example, rows, known.columns,
            tuple(_sheets(source, setting)), school,
        )
        for school in schools
    )  # fmt: skip


def _sheets(source: Source, setting: Setting) -> Iterator[str]:
    """A sheet for each school or each term so far where the source is read so; else one."""
    if source.school_from == "sheet":
        yield from (_sheet_name(s.short_name) for s in setting.schools_of(source))
    elif source.sheet.into_choices:
        for key, spellings in source.sheet.into_choices.items():
            if not _is_later(key, setting):
                yield _sheet_name((spellings or (key,))[0].rstrip("*"))
    else:
        yield TABLE


def _is_later(key: str, setting: Setting) -> bool:
    """Whether a sheet's key is a term that has not begun at the drop."""
    terms = tuple(map(str, TERMS))
    if setting.drop is None or key not in terms:
        return False
    return terms.index(key) > terms.index(setting.drop.term)


def _sheet_name(text: str) -> str:
    return _NOT_IN_SHEETS.sub(" ", text).strip(" '")[:_LONGEST_SHEET] or TABLE
