"""Where a fault is, carried along while a file is read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from goldenthread.errors import Finding, Severity


@dataclass(frozen=True, slots=True)
class Place:
    """A file, and later one sheet of it, read as one source."""

    file: str
    source: str = ""
    sheet: str = ""

    def on(self, sheet: str) -> Place:
        return replace(self, sheet=sheet)

    def finding(
        self,
        severity: Severity,
        rule: str,
        message: str,
        *,
        row: int | None = None,
        column: str = "",
        found: str = "",
        allowed: str = "",
        fix: str = "",
    ) -> Finding:
        return Finding(
            severity,
            self.file,
            message,
            sheet=self.sheet,
            row=row,
            column=column,
            found=found,
            allowed=allowed,
            fix=fix,
            rule=rule,
            source=self.source,
        )
