"""Which drops a command means: drops, folders of drops, and patterns of either."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from goldenthread.errors import DropError


def drops_named(words: Iterable[str]) -> tuple[str, ...]:
    """The drops that are meant, in order: a drop is itself, a trust's folder its newest drop.

    `trusts/*` works where the shell does not spell it out (Windows). Raises DropError where a
    pattern fits nothing. A single word that is no folder is given back: whoever opens it says so.
    """
    found: dict[str, None] = {}
    for word in words:
        if is_remote(word) or not glob.has_magic(word):
            found[newest_in(word)] = None
            continue
        folders = sorted(path for path in glob.glob(word) if Path(path).is_dir())  # noqa: PTH207
        if not folders:
            message = f"No folder is named like {word!r}."
            raise DropError(message)
        found.update(dict.fromkeys(map(newest_in, folders)))
    return tuple(found)


def is_remote(place: str) -> bool:
    """Whether it is a URL rather than a folder; `C:\\drops` is a folder."""
    kind, sign, _ = place.partition("://")
    return bool(sign) and len(kind) > 1


def newest_in(word: str) -> str:
    """A drop itself, or of a folder with drops (in it, in its data/, or one further down) the
    newest one."""
    folder = Path(word)
    if is_remote(word) or not folder.is_dir() or (folder / "drop.yml").is_file():
        return word
    for pattern in ("*/drop.yml", "data/*/drop.yml", "data/*/*/drop.yml"):
        drops = sorted(folder.glob(pattern))
        if drops:
            return str(max(drops, key=lambda path: (_as_of(path), path.parent.name)).parent)
    return word


def _as_of(declaration: Path) -> str:
    """The date of a drop, as it can be compared."""
    return str(declared(declaration).get("as_of", ""))


def declared(declaration: Path) -> dict[str, Any]:
    """What a drop.yml says; what is wrong with it is said by whoever opens the drop."""
    try:
        content = yaml.safe_load(declaration.read_text("utf-8-sig"))
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    return content if isinstance(content, dict) else {}
