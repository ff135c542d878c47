"""What is wrong in the columns of one sheet, gathered as findings and gaps.

No value of a personal column is ever quoted, nor a value that also stands in one. In an export of
people any column may hold a name or a date of birth, because a row or the header slipped by a
column: there only small numbers are quoted, and words that are nearly one of the allowed words.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from goldenthread.errors import Finding
from goldenthread.sources.cell import Cell, Fault, as_text
from goldenthread.sources.columns import ColumnCells
from goldenthread.sources.encoded import Encoded, Places
from goldenthread.sources.place import Place
from goldenthread.sources.spec import Column
from goldenthread.sources.spelling import shown

_PUPIL_NUMBER = re.compile(r"[A-Z]?\s*[0-9]{11}\s*[0-9A-Z]", re.IGNORECASE)
_SMALL_NUMBER = re.compile(r"[-+(£]{0,2}[0-9]{0,3}(?:,?[0-9]{3})?(?:\.[0-9]{0,4})?[)%]{0,2}")
_NEARLY = 0.75


@dataclass(frozen=True)
class Gaps:
    """Why cells of one column are missing: their Excel rows, and the reason of each."""

    place: Place
    column: str
    rows: Places
    reasons: tuple[str, ...]


class Faults:
    """Findings and gaps of one sheet."""

    def __init__(
        self, place: Place, personal_cells: Callable[[], Iterable[Cell]], of_people: bool
    ) -> None:
        self.place = place
        self.of_people = of_people
        self.findings: list[Finding] = []
        self.gaps: list[Gaps] = []
        self._personal_cells = personal_cells
        self._personal: set[str] | None = None

    def take(
        self,
        name: str,
        column: Column,
        title: str,
        cells: Encoded,
        excel_rows: Places,
        read: ColumnCells,
    ) -> None:
        """Record what is wrong in one column that was read."""
        found: dict[int, str] = {}
        for index, fault in read.faults:
            code = int(cells.codes[index])
            if code not in found:
                found[code] = "" if column.personal else self._quotable(cells.cells[code], fault)
            self.findings.append(
                self.place.finding(
                    fault.severity,
                    fault.rule,
                    fault.message,
                    row=int(excel_rows[index]),
                    column=title,
                    found=found[code],
                    allowed=fault.allowed,
                    fix=fault.fix,
                )
            )
        if read.gap_rows.size:
            rows = excel_rows[read.gap_rows]
            self.gaps.append(Gaps(self.place, name, rows, read.gap_reasons))
        if not column.nullable:
            self._blanks(title, excel_rows, read)

    def refuse(self, name: str, cells: Encoded, excel_rows: Places, finding: Finding) -> None:
        """Record that a whole column is not read; each of its filled cells is missing."""
        self.findings.append(finding)
        rows = excel_rows[cells.filled]
        if len(rows):
            reasons = (f"unreadable: {finding.message}",) * len(rows)
            self.gaps.append(Gaps(self.place, name, rows, reasons))

    def _blanks(self, title: str, excel_rows: Places, read: ColumnCells) -> None:
        told = {index for index, _ in read.faults}
        for index in read.empty_rows.tolist():
            if index not in told:
                message = "there is no value, and this column needs one in every row"
                self.findings.append(
                    self.place.finding(
                        "stop", "blank", message, row=int(excel_rows[index]), column=title,
                        fix="Fill it in, or delete the row if it is none.",
                    )
                )  # fmt: skip

    def _quotable(self, cell: Cell, fault: Fault) -> str:
        if self._personal is None:
            self._personal = folded_cells(self._personal_cells())
        text = as_text(cell)
        if is_personal(text, self._personal):
            return ""
        if self.of_people and not (_SMALL_NUMBER.fullmatch(text) or _is_nearly(text, fault)):
            return ""
        return shown(text)


def folded_cells(cells: Iterable[Cell]) -> set[str]:
    """What personal columns hold, to ask whether another cell says the same."""
    return {as_text(cell).casefold() for cell in set(cells)} - {""}


def is_personal(text: str, personal: set[str]) -> bool:
    """The text stands in a personal column too, or is an address or a pupil's number."""
    return text.casefold() in personal or "@" in text or bool(_PUPIL_NUMBER.search(text))


def _is_nearly(text: str, fault: Fault) -> bool:
    """The cell is a slip in one of the allowed words, so that it can be no name."""
    words = [word.casefold() for word in fault.allowed.split(", ") if len(word) > 3]
    return bool(difflib.get_close_matches(text.casefold(), words, 1, _NEARLY))
