"""Writing a demo: each drop a folder of exports and its drop.yml."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from goldenthread.demo.layout import SYNTHETIC, Book, write
from goldenthread.demo.profile import Demo, DemoDrop
from goldenthread.errors import DropError


def generate(folder: Path, demos: Iterable[Demo], seed: int | None = None) -> tuple[Path, ...]:
    """The folders of the demos' drops, written into `folder`. An older demo there is replaced."""
    return tuple(
        _write_drop(demo, drop, folder / demo.folder / drop.id, demo.seed if seed is None else seed)
        for demo in demos
        for drop in demo.drops
    )


def _write_drop(demo: Demo, drop: DemoDrop, folder: Path, seed: int) -> Path:
    _clear(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "drop.yml").write_text(describe(demo, drop), encoding="utf-8", newline="\n")
    for book in made_books(demo, drop, seed).values():
        write(book, folder, drop.as_of)
    return folder


def made_books(demo: Demo, drop: DemoDrop, seed: int) -> dict[str, Book]:
    """Every export of a drop by the name of its file, which no other may have."""
    made: dict[str, Book] = {}
    for book in demo.books(seed, drop):
        if book.file in made:
            message = f"{demo.id}, {drop.id}: two exports are called {book.file!r}"
            raise ValueError(message)
        made[book.file] = book
    return made


def _clear(folder: Path) -> None:
    """Remove the older demo, and nothing that is not one."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    description = folder / "drop.yml"
    if not description.is_file() or SYNTHETIC not in description.read_text(encoding="utf-8"):
        message = f"{folder} holds files that are no demo drop. Give another folder, or empty it."
        raise DropError(message)
    for path in folder.iterdir():
        if path.suffix in (".xlsx", ".csv", ".yml"):
            path.unlink()


def describe(demo: Demo, drop: DemoDrop) -> str:
    """The drop.yml of a drop."""
    lines = [
        f"# {SYNTHETIC}: python -m goldenthread.demo data/demo",
        f"drop: {drop.id}",
        f"title: {drop.title}",
        f"trust: {demo.trust}",
        f"plan: {demo.plan}",
        f"year: {demo.year}",
        f"term: {drop.term}",
        f"as_of: {drop.as_of}",
        *([f"previous: {drop.previous}"] if drop.previous else []),
        "synthetic: true",
        "data_status: Synthetic data for demonstration; no figure is about anybody real.",
    ]
    if drop.meeting is not None:
        lines.append(f"for_meeting: {{body: {demo.meeting_of}, date: {drop.meeting}}}")
    return "\n".join(lines) + "\n"
