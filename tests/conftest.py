"""The order of the tests: what takes longest begins first."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before any module imports nbformat: it spares each process of the tests seconds of its start.
import goldenthread.batch  # noqa: F401

# By itself pytest would import it before this file, and nbformat with it.
pytest_plugins = ["nbval.plugin"]

# Python's collector of garbage looks again and again at thousands of tests that stay; as in a run
# of reports it is asked seldom.
gc.set_threshold(100_000, 20, 50)

HERE = Path(__file__).parent
# Whole modules go to whichever process is free (`make test`), so what is left at the end has to be
# short. A run that other modules look at too, or a drop that others take from the project's cache,
# is made by the first of them.
LONGEST = (
    "end_to_end/test_demo_run.py",
    "end_to_end/test_privacy.py",
    "batch/test_unbreakable.py",
    "incremental/test_each_ingredient.py",
    "fuzz/test_fuzz.py",
    "end_to_end/test_same_bytes.py",
    "end_to_end/test_every_notebook.py",
    "batch/test_cluster.py",
    "end_to_end/test_real_files.py",
    "plan/test_plans_page.py",
    "end_to_end/test_schools_apart.py",
    "fuzz/test_hostile.py",
    "end_to_end/test_bad_input.py",
    "batch/test_remote.py",
    "end_to_end/test_second_trust.py",
    "arithmetic/test_order_and_files.py",
)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Iterator[pytest.CollectReport]:
    """Each process begins to import the tests at another folder: what one of them has compiled,
    the others find."""
    report = yield
    if collector.path == HERE and report.passed:
        worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        of = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
        first = len(report.result) * worker // of
        report.result = report.result[first:] + report.result[:first]
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those of `LONGEST` first, in its order; the others by their names."""
    places = {HERE / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (places.get(item.path, len(places)), item.path))
