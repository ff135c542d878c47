"""The drops under data/demo: Amethyst's lie there, every other demo's in a folder of its own.

Asked by the command line before anything else, so it reads no more than each drop.yml.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from goldenthread.errors import ParameterError
from goldenthread.project import Project

AMETHYST = "amethyst"


def newest_drop(name: str) -> str:
    """The newest drop of a demo; a ParameterError says which demos there are."""
    root = Project.around(Path.cwd()).root / "data" / "demo"
    others = sorted({path.parents[1].name for path in root.glob("*/*/drop.yml")})
    if name != AMETHYST and name not in others:
        message = f"There is no demo {name!r}. Allowed: {', '.join([AMETHYST, *others])}."
        raise ParameterError(message)
    drops = (root if name == AMETHYST else root / name).glob("*/drop.yml")
    return str(max(drops, key=_as_of).parent)


def _as_of(declaration: Path) -> str:
    return str(yaml.safe_load(declaration.read_text(encoding="utf-8"))["as_of"])
