"""Imports run one way, from what is declared to what is shown, and never back."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "lib" / "goldenthread"

# A module may import from its own layer and those above it in this list.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("shelf", "file_lock"),
    ("errors", "calendar", "provenance", "installed", "own_folder", "writing"),
    ("worker", "local_cluster"),
    ("wording",),
    ("declared_path",),
    ("declaration",),
    ("term_dates", "usual_term_dates", "attendance_codes"),
    ("project", "trust", "drop", "rules", "plan_references", "plan", "benchmarks"),
    ("settings", "category_flags", "which_drops"),
    ("sources",),
    ("demo",),
    ("measures",),
    ("judgement",),
    ("restatement",),
    ("kept_rows",),
    ("judged",),
    ("reads",),
    ("unchanged",),
    ("watched",),
    ("rule_agreement",),
    ("cache", "agreement"),
    ("needs", "named", "missed_exports", "plan_findings"),
    (
        "drop_check",
        "pipeline",
        "reference_tables",
        "plans_reference",
        "exports_reference",
        "reference",
    ),
    ("reported",),
    ("evidence",),
    ("national_figures", "stages"),
    ("view",),
    ("thread",),
    ("display",),
    ("charts",),
    ("report",),
    ("render",),
    ("batch",),
    ("website",),
    ("audit", "trace", "template"),
    ("planning",),
    ("cli_progress",),
    ("cli_run",),
    ("cli_audit", "cli_plan"),
    ("cli",),
    ("__main__",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
# The demo writes exports from their declared shape; it knows no reader and nothing later.
DEMO_MAY_USE = {
    "shelf", "errors", "calendar", "provenance", "declaration", "project", "trust", "drop", "plan",
    "rules", "plan_references", "benchmarks", "wording", "sources.spec", "demo",
}  # fmt: skip


def _modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")


def _name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def _imports(path: Path) -> set[str]:
    """The goldenthread modules that a file imports anywhere, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            whole = node.module == "goldenthread"
            names = [f"goldenthread.{alias.name}" for alias in node.names] if whole else []
            found |= set(names) if whole else {node.module}
    return {
        name.removeprefix("goldenthread.") for name in found if name.startswith("goldenthread.")
    }


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_imports_run_one_way(path):
    own = _name(path).split(".")[0]
    assert own in LEVEL, f"{own} has no layer: say here where it stands"
    back = {name for name in _imports(path) if LEVEL.get(name.split(".")[0], -1) > LEVEL[own]}
    assert not back, f"{_name(path)} imports from a later layer: {', '.join(sorted(back))}"


@pytest.mark.parametrize("path", [p for p in _modules() if _name(p).startswith("demo.")], ids=_name)
def test_the_demo_knows_only_what_is_declared(path):
    used = {name for name in _imports(path) if name.split(".")[0] not in DEMO_MAY_USE}
    assert used <= DEMO_MAY_USE


def test_a_package_root_imports_only_its_own_modules():
    for path in PACKAGE.rglob("__init__.py"):
        own = ".".join(path.parent.relative_to(PACKAGE).parts)
        assert all(name.startswith(f"{own}.") for name in _imports(path)), path


def test_no_import_is_relative():
    for path in _modules():
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        assert not [n for n in nodes if isinstance(n, ast.ImportFrom) and n.level], path


def test_no_module_is_longer_than_400_lines():
    long = [_name(p) for p in _modules() if len(p.read_text(encoding="utf-8").splitlines()) > 400]
    assert not long
