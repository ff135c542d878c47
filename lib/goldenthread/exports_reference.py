"""The page of every export that a drop can hold, written from the declarations of the sources."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.reference_tables import WRITTEN, table
from goldenthread.sources.spec import Column, Source, Within
from goldenthread.wording import join_words


def exports_reference(sources: Mapping[str, Source]) -> str:
    """Every export that a drop can hold, as a Markdown page."""
    parts = [
        "# Exports",
        WRITTEN,
        f"The {len(sources)} spreadsheets that a drop can hold. A file is recognised by its name "
        "(capitals do not matter), a column by its heading or any other heading given here. "
        "Columns marked *personal* are used to compute and never leave the suite's tables.",
    ]
    for name in sorted(sources):
        parts += _source(sources[name])
    return "\n\n".join(parts) + "\n"


_SCHOOL_FROM = {
    "column": "The school stands in a column.",
    "file": "One file for each school, with the school's name in the file name or the drop.yml.",
    "sheet": "One sheet for each school.",
    "none": "One file for the trust.",
}


def _source(source: Source) -> list[str]:
    files = " or ".join(f"`{pattern}`" for pattern in source.files)
    lines = [f"- Files: {files}. {_SCHOOL_FROM[source.school_from]}"]
    if source.supplied_by:
        lines.append(f"- Usually from: {source.supplied_by}.")
    if source.note:
        lines.append(f"- {source.note}")
    listed = source.unpivot.items if source.unpivot else {}
    if source.unpivot and source.unpivot.value_choices:
        answers = (word for words in source.unpivot.value_choices.values() for word in words)
        lines.append(f"- Its cells say one of: {', '.join(answers)}.")
    lines += [_within(within, source) for within in source.within]
    rows = [_column(column) for column in (*source.columns.values(), *listed.values())]
    if source.unpivot and not listed:
        kind = "date" if source.unpivot.columns == "dates" else source.unpivot.name
        rows.append((f"*one column for each {kind}*", "", source.unpivot.value_type, ""))
    columns = table(("Column", "Also called", "Holds", "Notes"), rows)
    return [
        f"## {source.source}",
        f"**{source.title}.** {source.description}",
        "\n".join(lines),
        columns,
    ]


def _within(within: Within, source: Source) -> str:
    """What its numbers have to be for each other, and what becomes of a row where they are not."""
    columns = source.columns
    parts = join_words([columns[name].title for name in within.parts])
    whole, pronoun = columns[within.whole].title, "they" if len(within.parts) > 1 else "it"
    rule = f"{parts} cannot be more than {whole}"
    if within.adds_up:
        less = f", less {columns[within.rest].title}" if within.rest else ""
        rule = f"{parts} add up to {whole}{less}"
    becomes = f"{pronoun} count{'' if pronoun == 'they' else 's'} as the whole"
    if within.beyond == "nothing":
        becomes = "none of these numbers of the row counts"
    verb = "are" if pronoun == "they" else "is"
    return f"- {rule}; where {pronoun} {verb} more, {becomes}."


def _column(column: Column) -> tuple[str, str, str, str]:
    marks = [
        word
        for word, holds in (("may be missing", not column.required), ("personal", column.personal))
        if holds
    ]
    spellings = ", ".join(word for words in column.choices.values() for word in words)
    kind = f"one of: {spellings}" if spellings else column.type.replace("_", " ")
    return column.title, ", ".join(column.aliases), kind, ", ".join(marks)
