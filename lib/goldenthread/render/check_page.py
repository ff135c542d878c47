"""The check of a drop as one page: what was read, and every fault with its place and its remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from goldenthread.drop_check import SEVERITIES, DropCheck, SameFault, alike, by_file
from goldenthread.errors import Finding, ParameterError
from goldenthread.render.document import About
from goldenthread.render.html.page import Links, render_page
from goldenthread.wording import day, number, plural
from goldenthread.writing import writing


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of the page. `mark` is the severity, for the style; `word` says it."""

    mark: str
    word: str
    where: str
    what: str
    found: str
    allowed: str
    fix: str


@dataclass(frozen=True, slots=True)
class FileFaults:
    name: str
    anchor: str
    counts: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class FileRead:
    name: str
    read_as: str
    rows: str
    faults: str
    anchor: str


def write_check(result: DropCheck, path: Path) -> Path:
    """Write the page to `path`: a folder gets `check.html`, a name without an ending `.html`.

    Raises ParameterError where `path` has an ending that no page has, StorageError where it cannot
    be written.
    """
    place = path / "check.html" if path.is_dir() else path
    place = (place if place.suffix else place.with_suffix(".html")).resolve()
    if place.suffix.casefold() not in (".html", ".htm"):
        message = f"{path}: the page needs a name that ends in .html."
        raise ParameterError(message)
    with writing(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(render_check(result), encoding="utf-8", newline="\n")
    return place


def render_check(result: DropCheck) -> str:
    """The page, self-contained; no value of a personal column is on it."""
    found = by_file(result.findings)
    wrong = {name: f for name, f in found.items() if any(x.severity != "note" for x in f)}
    groups = tuple(_groups(wrong))
    notes = {name: f for name, f in found.items() if name not in wrong}
    stops, warnings = plural(result.stops, "fault"), plural(result.warnings, "warning")
    return render_page(
        "check.html.j2",
        about=About(
            title=f"Check of {result.drop.title}",
            trust=result.trust.name,
            plan=result.plan.title,
            drop=result.drop.title,
            as_of=result.drop.as_of.isoformat(),
            synthetic=result.drop.synthetic,
        ),
        links=Links(),
        as_at=day(result.drop.as_of),
        counts=f"{plural(len(result.inputs), 'file')} read, {stops} and {warnings}.",
        verdict=_verdict(result),
        groups=groups,
        notes=tuple((name, _fault(same)) for name, f in notes.items() for same in alike(f)),
        files=tuple(_files(result, groups, notes)),
    )


def _verdict(result: DropCheck) -> str:
    if result.stops:
        return (
            "What has a fault is left out of every figure until it is mended. The reports can be "
            "made without it: what it decides is then shown as ‘no data’, with the reason."
        )
    if result.warnings:
        return "Everything was read. The warnings are worth a look before the reports are made."
    return "Everything was read, and nothing is wrong with it."


def _groups(wrong: Mapping[str, Sequence[Finding]]) -> Iterator[FileFaults]:
    for position, (file, findings) in enumerate(wrong.items(), 1):
        faults = tuple(map(_fault, alike(findings)))
        yield FileFaults(file, f"file-{position}", _counted(findings), faults)


def _fault(same: SameFault) -> Fault:
    first = same.first
    return Fault(
        first.severity,
        SEVERITIES[first.severity],
        same.where or ("the whole file" if first.file else "the drop"),
        first.message[:1].upper() + first.message[1:],
        first.found,
        first.allowed,
        first.fix,
    )


def _counted(findings: Sequence[Finding]) -> str:
    """`2 faults, 1 warning` of one file; notes count only where there is nothing worse."""
    if not findings:
        return "nothing"
    found = {word: sum(f.severity == s for f in findings) for s, word in SEVERITIES.items()}
    worse = [plural(found[w], w.lower()) for w in ("Fault", "Warning") if found[w]]
    return ", ".join(worse) or plural(found["Note"], "note")


def _files(
    result: DropCheck, groups: Sequence[FileFaults], notes: Mapping[str, Sequence[Finding]]
) -> Iterator[FileRead]:
    told = {group.name: group for group in groups}
    for file in sorted(result.inputs, key=lambda i: i.name.casefold()):
        source = result.sources.get(file.source)
        group = told.get(file.name)
        yield FileRead(
            file.name,
            source.title if source else "not recognised",
            number(result.rows.get(file.name, 0)),
            group.counts if group else _counted(notes.get(file.name, ())),
            group.anchor if group else "notes" if file.name in notes else "",
        )
