"""What one report may take of the machine, and the words for what it may not."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for a cell and for a whole report, and MB of memory on top of what all share."""

    cell: int = 600
    report: int = 1800
    memory: int = 2048

    @property
    def cell_words(self) -> str:
        return f"A cell took longer than {self.cell} seconds and was stopped."

    @property
    def report_words(self) -> str:
        return f"The report took longer than {self.report} seconds and was stopped."

    @property
    def memory_words(self) -> str:
        return (
            f"The notebook needed more than the {self.memory} MB of memory that one report may "
            "take, and was stopped."
        )
