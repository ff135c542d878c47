"""What a run shows of itself on a terminal while it makes reports: a bar, and what went wrong."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.progress import Progress

    from goldenthread.batch.outcome import Outcome


class Bar:
    """A bar on standard error, from when the number of reports is known until it is stopped.

    It has a thread, and a process with threads is not forked: it is not there before. Nor is the
    library that draws it, which is imported while the reports are made.
    """

    def __init__(self, *, explain: bool) -> None:
        self._explain = explain
        self._progress: Progress | None = None
        typer.echo("Reading and judging the drop", file=sys.stderr)

    def started(self, total: int) -> None:
        """Show the bar; the processes that make the reports have begun by now."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Shown

        self._progress = Shown(
            *(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            refresh_per_second=4,  # the reports want the processors
        )
        self._bar = self._progress.add_task("Making reports", total=total)
        self._progress.start()

    def finished(self, outcome: Outcome) -> None:
        """One report more, with why it was made where that is wanted, or that it could not be."""
        from goldenthread.batch.outcome import FAILURES

        if self._progress is None:
            return
        if outcome.status != "not run":
            self._progress.advance(self._bar)
        if self._explain and outcome.why:
            self._say(f"{outcome.task.id}: {outcome.why}")
        if outcome.status in FAILURES:
            self._say(f"{outcome.status.capitalize()}: {outcome.task.title}")

    def stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()

    def _say(self, words: str) -> None:
        if self._progress is not None:
            self._progress.console.print(words, markup=False)
