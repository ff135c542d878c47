"""What every benchmark gives: a row that says what was measured, how it compares, and the bar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`figure` is the comparison in words, `seconds` what it was worked out from, `bar` what is
    asked for at least. Nothing passes or fails: figures depend on the machine."""

    what: str
    figure: str
    seconds: str
    bar: str = ""

    def __str__(self) -> str:
        bar = f"  (bar: {self.bar})" if self.bar else ""
        return f"{self.figure:>24}  {self.what}: {self.seconds}{bar}"
