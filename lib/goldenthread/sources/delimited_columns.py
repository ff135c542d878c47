"""A long delimited file read column by column, each different text of a column once.

Arrow's reader is a hundred times faster than cutting a file into records, and stricter. Where it
could see anything else than the `csv` module does, the answer is None and the file is read record
by record: every line has to be one row of the same number of cells.
"""

from __future__ import annotations

import csv
import io
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.csv

from goldenthread.sources.delimited import Delimited
from goldenthread.sources.encoded import Encoded
from goldenthread.sources.records import Records

_TEXTS = pa.dictionary(pa.int32(), pa.string())


def read_columns(file: Delimited, first: int) -> Records | None:
    """The records from record `first` on, counted from 0, or None where they are not plain."""
    if not _is_plain(file):
        return None
    body = _lines_from(file, first)
    if not body or body[0] in "\r\n" or "\n\n" in body or "\n\r" in body:
        return None
    if _is_left_open(body[body.rfind("\n") + 1 :], file.delimiter):
        return None
    width = len(next(csv.reader(io.StringIO(body, newline=""), delimiter=file.delimiter)))
    lines = body.count("\n") + (not body.endswith("\n"))
    table = _table(body, file.delimiter, width)
    if table is None or table.num_rows != lines or table.num_columns != width:
        return None
    return Records(first, lines, width, lambda place: _encoded(table.column(place)))


def _is_plain(file: Delimited) -> bool:
    """Lines end as lines do, and the delimiter is a sign that Arrow knows."""
    text = file.text
    returns = text.count("\r")
    plain_delimiter = file.delimiter.isascii() and file.delimiter not in '"\r\n'
    return plain_delimiter and "\0" not in text and returns in (0, text.count("\r\n"))


def _lines_from(file: Delimited, first: int) -> str | None:
    """The text below the first records; None where one of them is not one line."""
    start = 0
    for _ in range(first):
        start = file.text.find("\n", start) + 1
        if not start:
            return None
    above = io.StringIO(file.text[:start], newline="")
    records = list(islice(csv.reader(above, delimiter=file.delimiter), first + 1))
    if len(records) != first or any("\n" in cell for record in records for cell in record):
        return None
    return file.text[start:].rstrip("\r\n")


def _is_left_open(last_line: str, delimiter: str) -> bool:
    """The file ends within quotes, so that the line ends after it are part of a cell."""
    return "\n" in "".join(next(csv.reader([f"{last_line}\n"], delimiter=delimiter)))


def _table(body: str, delimiter: str, width: int) -> pa.Table | None:
    names = [f"f{place}" for place in range(width)]
    try:
        return pa.csv.read_csv(
            pa.BufferReader(body.encode("utf-8")),
            read_options=pa.csv.ReadOptions(column_names=names),
            parse_options=pa.csv.ParseOptions(delimiter=delimiter, ignore_empty_lines=False),
            convert_options=pa.csv.ConvertOptions(
                column_types=dict.fromkeys(names, _TEXTS),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except (pa.ArrowInvalid, UnicodeEncodeError):
        return None


def _encoded(column: pa.ChunkedArray) -> Encoded:
    whole = column.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):  # a file of no more than one chunk stays one
        whole = whole.chunk(0)
    codes = whole.indices.to_numpy(zero_copy_only=False)
    return Encoded(tuple(whole.dictionary.to_pylist()), codes.astype(np.int32, copy=False))
