"""CSV and other delimited text: its encoding, its delimiter, its rows."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR_LINE = re.compile(r"\s*sep=(.)\s*\r?\n", re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SAMPLE = 50
# Characters from which on a file is read column by column.
LONG = 200_000
TOP = 200  # records that are looked at for its header


def decoded(data: bytes) -> str:
    """The text of a file from Excel, a management information system or the DfE."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


@dataclass(frozen=True, slots=True)
class Delimited:
    """A delimited file, not yet cut into records; record 1 is what Excel shows as row 1."""

    text: str
    delimiter: str

    @property
    def is_long(self) -> bool:
        """Long enough that cutting it into records one by one would be felt."""
        return len(self.text) >= LONG

    def records(self) -> Iterator[list[str]]:
        return _records(self.text, self.delimiter)

    def top(self) -> list[list[str]] | None:
        """The first records of a long file; None where they may not hold its header."""
        if not self.is_long:
            return None
        try:
            top = list(_first_records(self.text, self.delimiter, TOP))
        except csv.Error:
            return None
        return top if sum(map(any, top)) >= TOP // 2 else None


def open_delimited(data: bytes) -> Delimited:
    text = decoded(data)
    # Excel obeys a first line "sep=;" and does not show it.
    declared = _SEPARATOR_LINE.match(text)
    if declared:
        text = text[declared.end() :]
    return Delimited(text, declared[1] if declared else sniff_delimiter(text))


def sniff_delimiter(text: str) -> str:
    """The delimiter that splits most of the first records into the same number of fields."""
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        sample = _first_records(text, delimiter, _SAMPLE)
        widths = Counter(len(record) for record in sample if record)
        widths.pop(1, None)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1] * item[0], item[0]))
        score = width * count / max(1, widths.total())
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _first_records(text: str, delimiter: str, count: int) -> Iterator[list[str]]:
    """The first records, without a copy of all the rest."""
    csv.field_size_limit(10_000_000)
    lines = (found[0] for found in _LINE.finditer(text))
    return itertools.islice(csv.reader(lines, delimiter=delimiter), count)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(10_000_000)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
