"""Writing the demo: three drops of one year, each a folder of exports and its drop.yml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from goldenthread.demo.attendance import attendance_books
from goldenthread.demo.audit import audit_books
from goldenthread.demo.behaviour import behaviour_books
from goldenthread.demo.boards import Boards, make_boards
from goldenthread.demo.curriculum import curriculum_books
from goldenthread.demo.finance import finance_books
from goldenthread.demo.governance import governance_books
from goldenthread.demo.improvement import improvement_books
from goldenthread.demo.layout import SYNTHETIC, Book, write
from goldenthread.demo.milestones import milestone_books
from goldenthread.demo.people import Pupil, make_pupils, pupil_lists
from goldenthread.demo.results import result_books
from goldenthread.demo.setting import DROPS, YEAR, DemoDrop
from goldenthread.demo.staffing import Employee, make_staff
from goldenthread.demo.surveys import survey_books
from goldenthread.demo.trackers import tracker_books
from goldenthread.demo.training import training_books
from goldenthread.demo.workforce import workforce_books
from goldenthread.errors import DropError
from goldenthread.project import Project
from goldenthread.sources.spec import Source, load_sources

SEED = 2022


@dataclass(frozen=True, slots=True)
class World:
    """The people of the demo; they stay the same from drop to drop."""

    seed: int
    sources: Mapping[str, Source]
    pupils: tuple[Pupil, ...]
    staff: tuple[Employee, ...]
    boards: Boards


def generate(folder: Path, seed: int = SEED) -> tuple[Path, ...]:
    """The folders of the drops, written into `folder`. An older demo there is replaced."""
    world = make_world(seed)
    return tuple(_write_drop(world, drop, folder / drop.id) for drop in DROPS)


def make_world(seed: int = SEED) -> World:
    """The people of the demo and the declared sources that speak of them."""
    sources = load_sources(Project.around(Path(__file__)).params / "sources")
    return World(seed, sources, make_pupils(seed), make_staff(seed), make_boards(seed))


def books(world: World, drop: DemoDrop) -> Iterator[Book]:
    """Every export of a drop."""
    sources, seed = world.sources, world.seed
    yield from pupil_lists(sources, world.pupils, drop)
    yield from result_books(sources, world.pupils, seed, drop)
    yield from attendance_books(sources, world.pupils, seed, drop)
    yield from behaviour_books(sources, world.pupils, seed, drop)
    yield from survey_books(sources, world.pupils, world.staff, seed, drop)
    yield from governance_books(sources, world.boards, seed, drop)
    yield from training_books(sources, world.boards, world.staff, seed, drop)
    yield from workforce_books(sources, world.staff, seed, drop)
    yield from finance_books(sources, seed, drop)
    yield from audit_books(sources, drop)
    yield from curriculum_books(sources, seed, drop)
    yield from improvement_books(sources, seed, drop)
    yield from tracker_books(sources, drop)
    yield from milestone_books(sources, drop)


def _write_drop(world: World, drop: DemoDrop, folder: Path) -> Path:
    _clear(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "drop.yml").write_text(describe(drop), encoding="utf-8", newline="\n")
    for book in books(world, drop):
        write(book, folder, drop.as_of)
    return folder


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


def describe(drop: DemoDrop) -> str:
    """The drop.yml of a drop."""
    lines = [
        f"# {SYNTHETIC}: python -m goldenthread.demo data/demo",
        f"drop: {drop.id}",
        f"title: {drop.title}",
        "trust: amethyst",
        "plan: amethyst-2020-2023",
        f"year: {YEAR}",
        f"term: {drop.term}",
        f"as_of: {drop.as_of}",
        *([f"previous: {drop.previous}"] if drop.previous else []),
        "synthetic: true",
        "data_status: Synthetic data for demonstration; no figure is about anybody real.",
        f"for_meeting: {{body: trust-board, date: {drop.meeting}}}",
    ]
    return "\n".join(lines) + "\n"
