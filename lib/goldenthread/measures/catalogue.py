"""Every measure there is: importing a module of `goldenthread.measures` registers its measures."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from goldenthread import measures
from goldenthread.measures.registry import REGISTER, Measure


@cache
def all_measures() -> Mapping[str, Measure]:
    """By id, in the order of the ids."""
    for module in sorted(pkgutil.iter_modules(measures.__path__), key=lambda module: module.name):
        importlib.import_module(f"{measures.__name__}.{module.name}")
    return MappingProxyType({name: REGISTER[name] for name in sorted(REGISTER)})
