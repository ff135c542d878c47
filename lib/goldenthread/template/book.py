"""A template as an Excel workbook, whose bytes depend on its content alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from goldenthread.render.cells import legal
from goldenthread.render.untimed import without_times
from goldenthread.render.workbook import lines_needed
from goldenthread.sources.cell import as_text
from goldenthread.sources.template_rows import BROUGHT, COLUMN, EXAMPLE, EXAMPLE_OF, GUIDE
from goldenthread.template.asked import Asked, Setting, allowed_in_words, kind_in_words, left_out
from goldenthread.template.cell_checks import Lists, cell_check
from goldenthread.template.example import Value
from goldenthread.template.layout import Template
from goldenthread.template.meanings import meaning

_GUIDE = (30, 44, 40, 18, 30, 18)  # widths of the columns that tell how to use it
_ROWS = {"people": 3000, "things": 1000}  # rows that have drop-downs and checks
_FORMATS = {
    "date": "dd/mm/yyyy", "due": "dd/mm/yyyy", "datetime": "dd/mm/yyyy hh:mm", "month": "mmm yyyy",
    "code": "@", "upn": "@", "grade": "@", "academic_year": "@", "money": "#,##0.00",
}  # fmt: skip
_INK, _QUIET, _LINE = "#1F2937", "#4B5563", "#D6DBE1"
_LOOKS: Mapping[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "font_color": _INK},
    "text": {"text_wrap": True, "valign": "top", "font_color": _INK},
    "head": {"bold": True, "font_color": _INK, "text_wrap": True, "valign": "top", "bottom": 2},
    "needed": {"bold": True, "font_color": _INK, "text_wrap": True, "valign": "top", "bottom": 2,
               "bg_color": "#E8EEF4"},
    "mark": {"italic": True, "font_color": _QUIET},
    "example": {"italic": True, "font_color": _QUIET, "bottom": 1, "bottom_color": _LINE},
}  # fmt: skip


def template_bytes(template: Template, setting: Setting) -> bytes:
    """The workbook as an .xlsx file."""
    buffer = BytesIO()
    workbook = Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"title": legal(f"Template: {template.source.title}")})
    looks = _Looks(workbook)
    guide = workbook.add_worksheet(GUIDE)
    tables = [workbook.add_worksheet(name) for name in template.sheets]
    lists = Lists(workbook)
    _write_guide(guide, template, setting, looks)
    for table in tables:
        _write_table(table, template, setting, looks, lists)
    lists.write()
    workbook.close()
    return without_times(buffer.getvalue())


class _Looks:
    """The workbook's cell formats, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str], Format] = {}

    def of(self, look: str, kind: str = "") -> Format:
        """A look, in the number format of a type of column."""
        if (look, kind) not in self._made:
            shown = {"num_format": _FORMATS[kind]} if kind in _FORMATS else {}
            self._made[look, kind] = self._workbook.add_format({**_LOOKS.get(look, {}), **shown})
        return self._made[look, kind]


def _write_guide(sheet: Worksheet, template: Template, setting: Setting, looks: _Looks) -> None:
    """How to use the template, and its columns in words; the reader looks up the examples here."""
    for row, line in enumerate(_instructions(template, setting)):
        look = looks.of("title" if row == 0 else "text")
        if row == 0:
            sheet.write_string(row, 0, line, look)
        else:
            sheet.merge_range(row, 0, row, 5, line, look)
            sheet.set_row(row, 15 * lines_needed((line,), {0: sum(_GUIDE)}))
    top = row + 2
    heads = (COLUMN, "What goes in", "Allowed", "Needed", EXAMPLE_OF, BROUGHT)
    for at, head in enumerate(heads):
        sheet.write_string(top, at, head, looks.of("head"))
    for row, (item, example) in enumerate(
        zip(template.asked, template.example, strict=True), top + 1
    ):
        described = _described(item, example, template)
        for at, text in enumerate(described):
            sheet.write_string(row, at, text, looks.of("text"))
        sheet.set_row(row, 15 * lines_needed(described, dict(enumerate(_GUIDE))))
    for at, width in enumerate(_GUIDE):
        sheet.set_column(at, at, width)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _described(item: Asked, example: Value, template: Template) -> tuple[str, ...]:
    return tuple(
        legal(text)
        for text in (
            item.title,
            _meant(item, template),
            allowed_in_words(item.column),
            item.needed.capitalize(),
            "" if example is None else as_text(_as_read(example)),
            "Yes" if item.key in template.brought else "",
        )
    )


def _meant(item: Asked, template: Template) -> str:
    """What the column is about, and what its cells hold."""
    about = "" if item.in_block else meaning(template.source.source, item.key)
    return f"{about} {kind_in_words(item.column)}".strip()


def _as_read(value: Value) -> str | int | float | dt.datetime:
    """The value as a reader of the workbook finds it."""
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    return float(value) if isinstance(value, int | float) else str(value)


def _instructions(template: Template, setting: Setting) -> list[str]:
    source, trust = template.source, setting.trust
    whose = template.school.name if template.school else trust.name
    drop = f", for {setting.drop.title}" if setting.drop else ""
    sheets = ", ".join(f"‘{name}’" for name in template.sheets)
    lines = [
        legal(f"{source.title}: {whose}{drop}"),
        legal(source.description),
        f"1. Type or paste into {'the sheets' if len(template.sheets) > 1 else 'the sheet'} "
        f"{sheets}, one row under the other, below the example.",
        f"2. Leave the row marked ‘{EXAMPLE}’ as it is, or delete the whole row; it is not read. "
        "Leave column A empty in your own rows.",
        "3. Leave a cell empty where something is not known. Never type 0 for that: 0 is a figure.",
        f"4. Keep the name of this file ({template.file}) and put it into the folder of the data "
        "drop. Then run: goldenthread check",
    ]
    if template.rows:
        lines.append(
            "Some columns are filled in for you. A row in which you fill in nothing else is not "
            "read; delete rows that do not apply, and add others below."
        )
    if source.supplied_by:
        lines.append(legal(f"Filled in by: {source.supplied_by}."))
    if source.note:
        lines.append(legal(source.note))
    if source.unpivot is not None and source.unpivot.columns != "listed":
        lines.append(
            "The last columns are examples of headings: write your own over them, and add more to "
            "the right."
        )
    if source.rows == "people":
        lines.append(
            "This holds details of people. Keep it where the trust keeps such files. No report "
            "shows them." + _not_asked(source)
        )
    return lines


def _not_asked(source: Any) -> str:
    titles = left_out(source)
    return f" Not asked for, because nothing needs it: {', '.join(titles)}." if titles else ""


def _write_table(
    sheet: Worksheet, template: Template, setting: Setting, looks: _Looks, lists: Lists
) -> None:
    last = _ROWS[template.source.rows] + len(template.rows)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()  # on paper, as wide as the page, the heads on every one
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_row(0, 32)
    sheet.set_column(0, 0, 18, looks.of("mark"))
    sheet.write_string(1, 0, EXAMPLE, looks.of("mark"))
    widths: dict[int, int] = {}
    for at, (item, example) in enumerate(zip(template.asked, template.example, strict=True), 1):
        _write_head(sheet, at, item, template, looks)
        _put(sheet, 1, at, example, looks.of("example", item.column.type))
        look = "text" if item.column.type == "text" else ""
        for row, values in enumerate(template.rows, 2):
            _put(sheet, row, at, values[at - 1], looks.of(look, item.column.type))
        widths[at - 1] = _width(item, example, template, at - 1)
        sheet.set_column(at, at, widths[at - 1], looks.of(look, item.column.type))
        check = cell_check(item, template.source, setting, lists)
        if check is not None:
            sheet.data_validation(2, at, last, at, check)
    for row, values in enumerate(template.rows, 2):
        lines = lines_needed([value if isinstance(value, str) else "" for value in values], widths)
        if lines > 1:
            sheet.set_row(row, 15 * lines)
    _protect_example(sheet, len(template.asked))


def _write_head(sheet: Worksheet, at: int, item: Asked, template: Template, looks: _Looks) -> None:
    look = looks.of("needed" if item.needed != "may be left out" else "head", _kind_of_head(item))
    if isinstance(item.heading, dt.date):
        sheet.write_datetime(0, at, item.heading, look)
    else:
        sheet.write_string(0, at, legal(item.heading), look)
    said = [_meant(item, template), f"Needed: {item.needed}."]
    if allowed := allowed_in_words(item.column):
        said.insert(1, f"Allowed: {allowed}.")
    if item.column.aliases:
        said.append(f"Also called: {', '.join(item.column.aliases)}.")
    note = legal("\n".join(said))
    height = 20 * (2 + sum(1 + len(line) // 40 for line in said))
    sheet.write_comment(0, at, note, {"author": "Golden Thread", "x_scale": 2, "height": height})


def _kind_of_head(item: Asked) -> str:
    return "date" if isinstance(item.heading, dt.date) else ""


def _put(sheet: Worksheet, row: int, at: int, value: Value, look: Format) -> None:
    """Write a value so that Excel takes it for what it is: text is never a formula."""
    if value is None or value == "":
        return
    if isinstance(value, dt.date):
        sheet.write_datetime(row, at, value, look)
    elif isinstance(value, str):
        sheet.write_string(row, at, legal(value), look)
    else:
        sheet.write_number(row, at, value, look)


def _width(item: Asked, example: Value, template: Template, at: int) -> int:
    texts = [item.title[:24], "" if example is None else as_text(_as_read(example))]
    texts += [str(row[at] or "") for row in template.rows]
    return min(max(12, *(len(text) + 2 for text in texts)), 44)


def _protect_example(sheet: Worksheet, columns: int) -> None:
    """Typing over the example is refused: a row typed there would not be read."""
    sheet.data_validation(
        1, 0, 1, columns,
        {
            "validate": "custom", "value": "=FALSE", "error_title": "This is the example",
            "error_message": "This row is not read. Type below it, or delete the whole row.",
        },
    )  # fmt: skip
