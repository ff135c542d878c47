"""Cells of results that are no result: each is a finding where it stands.

What the measures cannot read is in no figure, so it must not pass unseen. A cell is quoted only
where it cannot be a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.errors import Finding, nearest
from goldenthread.measures.ks4_qualifications import qualifications
from goldenthread.measures.registry import Context
from goldenthread.measures.result_codes import KS4, Codes, result_columns
from goldenthread.sources.faults import folded_cells, is_personal
from goldenthread.sources.place import Place
from goldenthread.sources.spelling import shown
from goldenthread.sources.table import FILE, ROW, SHEET, Table
from goldenthread.wording import join_words

# 4+, 5a, 100.5, PK7, D*D*, 9-8: signs enough to tell what was meant, too few for a name.
_CODE = re.compile(r"-|[A-Z]{1,2}-?|(?=.*[0-9*+])[A-Z0-9*+\-/.]{1,5}", re.IGNORECASE)
_NOT_YET = re.compile(
    r"(?:(?:absent|announced|available|await|awaited|awaiting|be|checked|confirmed|entered|follows?|"
    r"known|later|marks?|marked|missing|moderated|moderation|no|none|not|pending|results?|score|"
    r"soon|tba|tbc|to|unknown|yet)[\W_]*)+",
    re.IGNORECASE,
)
_CLOSE = 3  # letters from which on a slip in a code can be told from a name


def result_findings(context: Context) -> Iterator[Finding]:
    """Each cell of a column of results that means nothing in the drop's year, and the columns of a
    results export that are no subject."""
    yield from _unlisted(context)
    for codes in result_columns(context):
        cells = codes.rows["cell"]
        unread = {cell for cell in cells.unique() if cell and not codes.reads(cell)}
        if unread:
            yield from _faults(context, codes, unread)


def _unlisted(context: Context) -> Iterator[Finding]:
    if not context.has(KS4):
        return
    declared, year = qualifications(context), context.drop.year
    frame = context.frame(KS4)
    for (file, sheet), part in frame.groupby([FILE, SHEET], sort=True):
        headers = sorted(set(part["subject"].dropna().astype(str)))
        named = {header: declared.subject(header) for header in headers}
        for why, which in (
            ("not listed", [h for h, name in named.items() if name is None]),
            (
                f"no qualification of {year}",
                [
                    h
                    for h, name in named.items()
                    if name and not declared.subjects[name].years.hold(year)
                ],
            ),
        ):
            if which:
                yield Place(str(file), KS4, str(sheet)).finding(
                    "note",
                    "not-a-subject",
                    f"not counted, because {why}: {join_words(which)}",
                    fix="A subject that is missing is added under subjects in "
                    "params/qualifications/ks4.yml.",
                )


def _faults(context: Context, codes: Codes, unread: set[str]) -> Iterator[Finding]:
    personal = _personal(context, codes.source)
    words = codes.allowed.split(", ")
    rows = codes.rows[codes.rows["cell"].isin(unread)]
    for cell, file, sheet, row in zip(
        rows["cell"], rows[FILE], rows[SHEET], rows[ROW], strict=True
    ):
        text = str(cell).strip()
        near = nearest(text, [word for word in words if len(word) >= _CLOSE])
        is_slip = near is not None and len(text) >= _CLOSE
        quoted = not is_personal(text, personal) and (_is_no_name(text) or is_slip)
        hint = f"Did you mean {near!r}? " if near and is_slip and quoted else ""
        yield Place(str(file), codes.source, str(sheet)).finding(
            codes.severity,
            "not-a-result",
            codes.message,
            row=int(row),
            column=_title(context, codes),
            found=shown(text) if quoted else "",
            allowed=codes.allowed,
            fix=f"{hint}Type the result or its code; what each means is in {codes.declared_in}.",
        )


def _is_no_name(text: str) -> bool:
    return bool(_CODE.fullmatch(text) or _NOT_YET.fullmatch(text))


def _personal(context: Context, source: str) -> set[str]:
    """What the export and the pupil list say of people."""
    held: set[str] = set()
    for name in (source, "pupils"):
        table = context.tables.get(name)
        if isinstance(table, Table):
            for column in table.source.personal_columns:
                if column in table.frame:
                    held |= folded_cells(table.frame[column].dropna().astype(str))
    return held


def _title(context: Context, codes: Codes) -> str:
    """The column's title; a column of its own subject is named as in the file."""
    table = context.tables[codes.source]
    column = table.source.columns.get(codes.column) if isinstance(table, Table) else None
    return column.title if column else codes.column
