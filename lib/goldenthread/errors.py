"""What can go wrong, in words an analyst can act on.

A `GoldenThreadError` is somebody's mistake that they can mend: it is shown as its message, without
a traceback, and ends the program with its exit code. A `Finding` is one fault in one place; errors
carry as many as were found, never only the first.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

_BEGINNING = 4  # letters that may be the beginning of a name
Severity = Literal["stop", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: where it is, what was found, what is allowed, how to mend it.

    `severity` is "stop" (the export, or this cell, cannot be used), "warning" (used, but somebody
    should look) or "note". `row` is the row number that Excel shows. `found` is "" where the
    cell may hold something personal: then only the place is given.
    """

    severity: Severity
    file: str
    message: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""
    allowed: str = ""
    fix: str = ""
    rule: str = ""
    source: str = ""

    @property
    def place(self) -> str:
        """`attendance.xlsx, sheet 'Autumn', row 14, column 'Possible'`, as far as it is known."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet '{self.sheet}'")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column '{self.column}'")
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}" if self.place else self.message
        if self.found:
            text += f"; found {self.found!r}"
        if self.allowed:
            text += f"; allowed: {self.allowed}"
        if self.fix:
            text += f". {self.fix}"
        return text


def count_of(findings: Iterable[Finding], severity: Severity) -> int:
    """How many of them are of that severity."""
    return sum(finding.severity == severity for finding in findings)


class GoldenThreadError(Exception):
    """A mistake that its maker can mend; shown without a traceback."""

    exit_code = 1

    def __init__(self, message: str, findings: Iterable[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)

    def __str__(self) -> str:
        lines = [super().__str__(), *(f"  - {finding}" for finding in self.findings)]
        return "\n".join(lines)


class ParameterError(GoldenThreadError):
    """A parameter of a report or a command that does not exist or has an impossible value."""

    exit_code = 2


class DeclarationError(GoldenThreadError):
    """A YAML file (trust, plan, source, benchmark, drop) that is not as declared."""

    exit_code = 3


class DropError(GoldenThreadError):
    """A data drop that cannot be used at all."""

    exit_code = 4


class ReportError(GoldenThreadError):
    """One or more reports of a run failed; the others are whole. `cell` says what of the notebook
    is the cause, where that is known: `cell [5]`."""

    exit_code = 5

    def __init__(self, message: str, findings: Iterable[Finding] = (), cell: str = "") -> None:
        super().__init__(message, findings)
        self.cell = cell
        if cell:
            self.add_note(f"It is in {cell}.")  # for whoever converts a notebook by hand


class RunningError(GoldenThreadError):
    """Another run is writing to the same folder."""

    exit_code = 6


class StorageError(GoldenThreadError):
    """Outputs cannot be written: the disk is full, or may only be read."""

    exit_code = 7


class StoppedError(GoldenThreadError):
    """Ctrl-C, or another signal of that number, ended the work before it was done."""

    def __init__(self, message: str, signal: int) -> None:
        super().__init__(message)
        self.exit_code = 128 + signal  # as shells have it


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice most like `word`, whatever its case, or else the one that begins most like it;
    None where none is like it."""
    folded = word.casefold()
    by_folded = {choice.casefold(): choice for choice in choices}
    matches = difflib.get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    if matches:
        return by_folded[matches[0]]
    if len(folded) < _BEGINNING:
        return None
    begun = {choice[: len(folded)]: name for choice, name in by_folded.items()}
    matches = difflib.get_close_matches(folded, begun, n=1, cutoff=0.8)
    return begun[matches[0]] if matches else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """A sentence that names the nearest choice, or lists them all where none is near."""
    options = list(choices)
    match = nearest(word, options)
    if match:
        return f"Did you mean {match!r}?"
    return f"Allowed: {', '.join(options)}." if options else ""
