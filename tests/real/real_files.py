"""Where the real files are, and what a test does where they are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from goldenthread.measures.registry import Context

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
REAL = SHARED / "real"
Read = Callable[..., Context]


def needed(path: Path) -> Path:
    """The path, or a skip that says what is missing."""
    if not path.exists():
        pytest.skip(f"{path.relative_to(ROOT.parent)} is not beside the project")
    return path
