"""Whether anything at all has changed is told from the bytes of files alone, and told rightly."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_trust import EVERY, SPRING, SUMMER, Made, Opal

from goldenthread import cli
from goldenthread.unchanged import Asked, unchanged

Change = Callable[[Path], None]


def more(path: str) -> Change:
    """A blank line more at the end of a text file."""

    def change(root: Path) -> None:
        with (root / path).open("a", encoding="utf-8") as file:
            file.write("\n")

    return change


def other_bytes(path: str) -> Change:
    def change(root: Path) -> None:
        (root / path).write_bytes((root / path).read_bytes() + b" ")

    return change


def gone(path: str) -> Change:
    return lambda root: (root / path).unlink()


def new(path: str) -> Change:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text("drop: x\n", "utf-8")

    return change


CHANGES = [
    other_bytes(f"{SUMMER}/Risk register.xlsx"),
    other_bytes(f"{SPRING}/Risk register.xlsx"),
    gone(f"{SUMMER}/Risk register.xlsx"),
    new(f"{SUMMER}/Another export.csv"),
    more(f"{SUMMER}/drop.yml"),
    new("data/2023-july/drop.yml"),  # a drop that may be the one before
    more("params/plans/opal-2022.yml"),
    more("params/sources/risks.yml"),
    more("notebooks/trust/board.ipynb"),
    more("data/notes.txt"),  # which a notebook opens
    more("outputs/2023-summer/reports/trust/board.html"),
    gone("outputs/2023-summer/reports/trust/board.pdf"),
    more("outputs/2023-summer/manifest.json"),
]


def asked(root: Path) -> Asked:
    return Asked(root / SUMMER, root / "outputs")


@pytest.fixture(scope="module")
def made(made_once: tuple[Opal, Made], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a whole run in it, that has been found again in its new place."""
    root = tmp_path_factory.mktemp("nothing changed") / "copy"
    shutil.copytree(made_once[0].root, root)
    assert Opal(root).run().kept == EVERY
    return root


def test_with_nothing_changed_there_is_nothing_to_do(made: Path) -> None:
    for path in (made / SUMMER).iterdir():
        path.touch()  # a file's time says nothing
    assert unchanged(asked(made)) == (len(EVERY), made / "outputs/2023-summer")


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_seen(made: Path, tmp_path: Path, change: Change) -> None:
    copy = tmp_path / "as it was"
    shutil.copytree(made, copy)
    try:
        change(made)
        assert unchanged(asked(made)) is None
    finally:
        shutil.rmtree(made)
        shutil.copytree(copy, made)
    assert unchanged(asked(made)) is not None


def test_another_order_is_another_question(made: Path) -> None:
    whole = asked(made)
    assert unchanged(Asked(whole.drop, whole.outputs, only=("boards",))) is None
    assert unchanged(Asked(whole.drop, made / "elsewhere")) is None


def test_the_command_says_so_and_where_to_look(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["run", str(made / SUMMER)]) == 0
    said = capsys.readouterr().out
    assert f"Nothing has changed: {len(EVERY)} reports kept as they are, none made." in said
    assert str(made / "outputs/2023-summer/index.html") in said
