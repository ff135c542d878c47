from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

# Test files are imported alone (importmode importlib); this one module is theirs in common.
_NAME = "executed_by_hand"
_spec = importlib.util.spec_from_file_location(_NAME, Path(__file__).parent / f"{_NAME}.py")
assert _spec is not None
assert _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
sys.modules[_NAME] = _module
_spec.loader.exec_module(_module)
