"""Typst at work on a folder with a document, in this process or, where it must be, in a new one.

The typesetter keeps threads, and a fork loses them: in a fork of a process that has set a PDF it
would wait for them without end. There the PDF is set by a Python of its own.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import cast

import typst

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
MAIN, FONTS = "main.typ", "fonts"
_REFUSED = 3
_PLACE = re.compile(rf"{re.escape(MAIN)}:(\d+):\d+$", re.MULTILINE)  # of a fault in the document


class RefusedError(Exception):
    """The typesetter's reasons, in its words, and the line of the document that they are about (0
    where it names none)."""

    def __init__(self, reasons: str, line: int) -> None:
        super().__init__(reasons)
        self.line = line


def compiled(root: Path, date: dt.date) -> bytes:
    """The PDF of the document `main.typ` in a folder, with the fonts beside it.

    Raises RefusedError where the typesetter does.
    """
    if _HERE and os.getpid() not in _HERE:
        return _apart(root, date)
    _HERE.add(os.getpid())
    return _here(root, date)


def has_typeset() -> bool:
    """Whether this process, or one that it is a fork of, has set a PDF: then it must not be forked
    for anything that sets one."""
    return bool(_HERE)


def _here(root: Path, date: dt.date) -> bytes:
    compiler = typst.Compiler(
        str(root / MAIN),
        root=str(root),
        font_paths=[str(root / FONTS)],
        ignore_system_fonts=True,
    )
    moment = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
    try:
        return cast(
            bytes, compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=moment)
        )
    except typst.TypstError as error:
        # Where it lies says nothing to a reader, and is elsewhere each time.
        reasons = "; ".join((error.message, *error.hints)).replace(f"{root}{os.sep}", "")
        place = _PLACE.search(error.diagnostic)
        raise RefusedError(reasons, int(place[1]) if place else 0) from None


def _apart(root: Path, date: dt.date) -> bytes:
    words = [sys.executable, "-P", "-m", __name__, str(root), date.isoformat()]
    done = subprocess.run(words, capture_output=True, check=False)  # noqa: S603 - no shell
    if done.returncode == _REFUSED:
        line, _, reasons = done.stderr.decode().partition(" ")
        raise RefusedError(reasons, int(line))
    done.check_returncode()
    return done.stdout


def main(root: str, date: str) -> None:
    """Set one PDF and write it to standard output; line and reasons to standard error if it is
    refused."""
    try:
        sys.stdout.buffer.write(_here(Path(root), dt.date.fromisoformat(date)))
    except RefusedError as error:
        sys.stderr.write(f"{error.line} {error}")
        sys.exit(_REFUSED)


# The processes that have set a PDF: this one, and those that it is a fork of.
_HERE: set[int] = set()

if __name__ == "__main__":
    main(*sys.argv[1:])
