"""The certificate of an audit: what was compared, and exactly where anything differs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from goldenthread.audit.record import Difference
from goldenthread.render.document import About
from goldenthread.render.html.page import Links, render_page
from goldenthread.wording import day, plural
from goldenthread.writing import writing

FORMAT = 1
DIFFERS = 8  # the exit code of an audit that found a difference


@dataclass(frozen=True, slots=True)
class OutputDifference:
    """One file. `recorded` is the manifest's hash, `found` that of the file in the run's folder,
    `again` that of the file made again; "" where there is none. `where` are the first places."""

    name: str
    words: str
    recorded: str = ""
    found: str = ""
    again: str = ""
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """`compared` counts the files made again; `refused` says why nothing could be made again."""

    about: About
    manifest_sha256: str
    audited_at: dt.datetime
    reports: int
    compared: int
    manifest: tuple[str, ...]
    inputs: tuple[Difference, ...]
    environment: tuple[Difference, ...]
    outputs: tuple[OutputDifference, ...]
    refused: str = ""

    @property
    def identical(self) -> bool:
        return not (self.manifest or self.inputs or self.outputs or self.refused)

    @property
    def exit_code(self) -> int:
        return 0 if self.identical else DIFFERS

    @property
    def verdict(self) -> str:
        """One sentence, for the top of the certificate."""
        if self.refused:
            return f"Nothing could be made again: {self.refused}"
        made = f"{plural(self.compared, 'file')} of {plural(self.reports, 'report')}"
        if self.identical:
            return f"Identical: {made} were made again, and each is the same byte for byte."
        found = [
            plural(len(self.manifest), "fault of the manifest", "faults of the manifest"),
            plural(len(self.inputs), "input"),
            plural(len(self.outputs), "output"),
        ]
        counts = [words for words in found if not words.startswith("0 ")]
        one = len(self.manifest) + len(self.inputs) + len(self.outputs) == 1
        verb = "differs" if one else "differ"
        return f"Not identical: {made} were made again; {', '.join(counts)} {verb}."


def as_json(certificate: Certificate) -> bytes:
    """The certificate for a machine; `docs/audit.md` says what each key holds."""
    about = certificate.about
    content: dict[str, Any] = {
        "format": FORMAT,
        "verdict": "identical" if certificate.identical else "not identical",
        "in_words": certificate.verdict,
        "trust": about.trust,
        "plan": about.plan,
        "drop": about.drop,
        "as_of": about.as_of,
        "manifest_sha256": certificate.manifest_sha256,
        "audited_at": certificate.audited_at.isoformat(),
        "reports": certificate.reports,
        "files_made_again": certificate.compared,
        "manifest": list(certificate.manifest),
        "inputs": [asdict(d) for d in certificate.inputs],
        "environment": [asdict(d) for d in certificate.environment],
        "outputs": [asdict(d) for d in certificate.outputs],
        "refused": certificate.refused,
    }
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def as_page(certificate: Certificate) -> str:
    """The certificate for a reader."""
    return render_page(
        "certificate.html.j2",
        about=certificate.about,
        links=Links(),
        certificate=certificate,
        as_at=day(certificate.about.date),
        on=f"{day(certificate.audited_at.date())}, {certificate.audited_at:%H:%M} UTC",
        inputs=[_row(d) for d in certificate.inputs],
        environment=[_row(d) for d in certificate.environment],
    )


def _row(d: Difference) -> tuple[str, str, str]:
    """Kind and name, what became of it, then and now."""
    change = " → ".join(_short(v) for v in (d.then, d.now) if v)
    return f"{d.kind}: {d.name}", d.state, change


def _short(value: str) -> str:
    return f"{value[:8]}…" if len(value) == 64 else value


def in_words(certificate: Certificate) -> Sequence[str]:
    """The lines that the command prints."""
    lines = [certificate.verdict]
    lines += [f"  MANIFEST     {words}" for words in certificate.manifest]
    for title, found in (("INPUT", certificate.inputs), ("ENVIRONMENT", certificate.environment)):
        for d in found:
            what, state, change = _row(d)
            lines.append(f"  {title:<12} {what}: {state} ({change})")
    for output in certificate.outputs:
        lines.append(f"  OUTPUT       {output.name}: {output.words}")
        lines += [f"               {place}" for place in output.where]
    return lines


def write(certificate: Certificate, folder: Path) -> tuple[Path, Path]:
    """`certificate.html` and `certificate.json` in `folder`; a StorageError where it cannot be
    written."""
    page, data = folder / "certificate.html", folder / "certificate.json"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        page.write_text(as_page(certificate), encoding="utf-8", newline="\n")
        data.write_bytes(as_json(certificate))
    return page, data
