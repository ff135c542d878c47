"""What the reference pages under docs/ have in common: a table, a link to an export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goldenthread.measures.registry import Measure

WRITTEN = "<!-- Written by `python -m goldenthread.reference`; edit what it is written from. -->"


def sources_in_words(measure: Measure) -> str:
    """The exports of each way to compute the measure; `or` stands between two ways."""
    ways = [
        ", ".join(f"[{name}](exports.md#{name})" for name in provider.needs)
        for provider in measure.providers
    ]
    return " or ".join(way for way in ways if way) or "none"


def table(heads: Sequence[str], rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )
