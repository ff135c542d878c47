"""The power goes between two writes of a run: every such moment, one after the other."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from goldenthread.batch.engine import CAN_FORK
from goldenthread.batch.execute import place_report
from goldenthread.batch.journal import earlier_run
from goldenthread.batch.manifest import still_whole
from goldenthread.batch.matrix import Task
from goldenthread.batch.order import Order
from goldenthread.batch.outcome import Outcome
from goldenthread.batch.workshop import Workshop, make
from goldenthread.website import publish

FAST = "goldenthread" if CAN_FORK else "jupyter"
Tree = dict[str, bytes]
REPAIRED = 2  # moments after which a whole run is made


def order(project: Path, detail: str) -> Order:
    drop = str(project / "drops/2022-summer")
    return Order(drop, only=("board", "finance"), parameters={"detail": detail}, engine=FAST)


def tree(folder: Path) -> Tree:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name not in ("run.log", ".2022-summer.lock")
    }


@contextmanager
def one_by_one(tasks: Sequence[Task], shop: Workshop, *_: Any) -> Iterator[Iterator[Outcome]]:
    """The reports made in this process, where every write of theirs is seen."""
    yield (place_report(make(task, shop), shop.bench) for task in tasks)


def recorded(outputs: Path, monkeypatch: pytest.MonkeyPatch) -> list[Tree]:
    """Filled, from now on, with the outputs as they are before each write, rename and removal."""
    moments: list[Tree] = []

    def before(original: Any) -> Any:
        def noted(*given: Any, **named: Any) -> Any:
            moments.append(tree(outputs))
            return original(*given, **named)

        return noted

    monkeypatch.setattr(os, "fsync", before(os.fsync))
    for name in ("replace", "unlink"):
        monkeypatch.setattr(Path, name, before(getattr(Path, name)))
    return moments


def put(outputs: Path, moment: Tree) -> None:
    shutil.rmtree(outputs, ignore_errors=True)
    for name, content in moment.items():
        (outputs / name).parent.mkdir(parents=True, exist_ok=True)
        (outputs / name).write_bytes(content)


def test_whatever_is_there_when_the_power_goes_is_whole_and_the_next_run_repairs_it(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = small_project / "outputs"
    monkeypatch.setattr("goldenthread.batch.at_work.reports", one_by_one)
    assert publish(order(small_project, "3")).is_whole
    old = tree(outputs)
    with monkeypatch.context() as watching:
        moments = recorded(outputs, watching)
        assert publish(order(small_project, "9")).is_whole
    new = tree(outputs)
    assert len(moments) > 25
    assert set(old) == set(new)
    for moment in moments:
        _is_whole(moment, old, new, small_project)
    chance = random.Random(1)  # noqa: S311 - moments, no secrets
    for moment in chance.sample(moments, REPAIRED):
        put(outputs, moment)
        assert publish(order(small_project, "9")).is_whole
        assert tree(outputs) == new


def _is_whole(moment: Tree, old: Tree, new: Tree, project: Path) -> None:
    """What a reader sees is of one run or the other, and what the next run believes is true."""
    seen = {n: c for n, c in moment.items() if n.startswith("2022-summer/") and "/." not in n}
    for name, content in seen.items():
        assert content in (old[name], new[name]), name
    place = project / "moment"
    put(place, moment)
    folder, part = place / "2022-summer", place / ".2022-summer.part"
    for record in earlier_run(folder, part)["reports"]:
        if still_whole(folder, record):
            paths = [f"2022-summer/{output['path']}" for output in record["outputs"]]
            assert any(all(moment[p] == run[p] for p in paths) for run in (old, new)), record["id"]
