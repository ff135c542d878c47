"""Papermill and the notebook's shell imported without what no run asks for: a second of processor
time in each process that is started.

Nothing is taken away: what is put off here is imported when it is first used.
"""

from __future__ import annotations

import importlib
import sys
import types
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

# jsonschema uses these, where they are installed, to check web addresses and lengths of time; the
# schema of notebooks has neither. The first alone takes two seconds.
_FORMATS = ("rfc3987_syntax", "rfc3986_validator", "isoduration")
_S3, _WEB = "papermill.s3", "requests"


def import_papermill() -> None:
    """Import papermill, if it is not yet. Its ways to S3 and to web addresses wait to be asked."""
    if "papermill" in sys.modules:
        return
    formats = _FORMATS if "jsonschema" not in sys.modules else ()
    later = {_S3: _module_of_s3(), _WEB: _later(_WEB)}
    with _stand_in({**later, **dict.fromkeys(formats)}):
        importlib.import_module("papermill")


def import_debugger() -> None:
    """Import the kernel's side of a debugger, without the debugger, which nobody can attach to a
    process that has no socket."""
    without = {"debugpy": None} if "debugpy" not in sys.modules else {}
    with _stand_in(without):
        importlib.import_module("ipykernel.debugger")


def _later(name: str) -> types.ModuleType:
    """Stands for a module, which is imported when something of it is asked for."""
    stand_in = types.ModuleType(name)

    def asked(attribute: str) -> Any:
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]
        return getattr(importlib.import_module(name), attribute)

    stand_in.__getattr__ = asked  # type: ignore[method-assign]
    return stand_in


def _module_of_s3() -> types.ModuleType:
    module = types.ModuleType(_S3)
    module.S3 = _s3  # type: ignore[attr-defined]
    return module


def _s3(*given: Any, **named: Any) -> Any:
    """Papermill's own class, and with it Amazon's library, when somebody asks for a file there."""
    return importlib.import_module(_S3).S3(*given, **named)


@contextmanager
def _stand_in(modules: Mapping[str, types.ModuleType | None]) -> Iterator[None]:
    """For the time of an import: other modules under some names; None is one not installed."""
    new = {name: module for name, module in modules.items() if name not in sys.modules}
    sys.modules.update(new)  # type: ignore[arg-type]  # None is for Python to understand
    try:
        yield
    finally:
        for name, module in new.items():
            if name in sys.modules and sys.modules[name] is module:
                del sys.modules[name]
