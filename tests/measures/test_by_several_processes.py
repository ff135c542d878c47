"""Measures worked out by several processes give what one finds, in its order."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from goldenthread.batch import measuring
from goldenthread.batch.measuring import compute_side_by_side
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, Measure, Provider, compute_all

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="where Python can be forked")
NORTH, SOUTH = "100001", "100002"
Build = Callable[..., Context]
Compute = Callable[[Context], Iterable[Measurement]]


@pytest.fixture(autouse=True)
def _small_drops_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "_FEW", 0)


@pytest.fixture
def context(build: Build) -> Context:
    rows = [
        {"school": urn, "governor": f"G{number}", "body": f"{urn} LGB", "role": "Parent"}
        for urn in (NORTH, SOUTH)
        for number in range(5)
    ]
    return build(governors=rows)


def measures(computes: dict[str, Compute]) -> dict[str, Measure]:
    """A register of measures, each in a module of its own."""
    found = {}
    for name, compute in computes.items():
        compute.__module__ = f"module_of_{name}"
        found[name] = Measure(
            name, name, "count", 0, "higher", "things", "", "", (Provider((), compute),)
        )
    return found


def counting(name: str, value: float) -> Compute:
    def compute(context: Context) -> Iterator[Measurement]:
        for entity in context.entities:
            yield Measurement(name, entity, context.drop.year, value)

    return compute


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_figures_and_their_order_are_those_of_one_process(context: Context, processes: int) -> None:
    alone = compute_all(context, all_measures())

    assert compute_side_by_side(context, all_measures(), processes) == alone
    assert len({figure.measure for figure in alone}) == len(all_measures())


def test_a_fault_is_raised_whichever_process_meets_it(context: Context) -> None:
    def faulty(_: Context) -> Iterable[Measurement]:
        message = "wrong on purpose"
        raise ValueError(message)

    register = measures({"first": counting("first", 1.0), "second": faulty})

    with pytest.raises(ValueError, match="wrong on purpose"):
        compute_side_by_side(context, register, 2)


@pytest.mark.parametrize("end", [signal.SIGKILL, 0])
def test_what_a_lost_process_had_taken_is_worked_out_again(
    context: Context, tmp_path: Path, end: int
) -> None:
    own, taken = os.getpid(), tmp_path / "taken"

    def ended_elsewhere(name: str) -> Compute:
        def compute(given: Context) -> Iterable[Measurement]:
            if os.getpid() != own:
                taken.write_text(name)
                os.kill(os.getpid(), end) if end else os._exit(0)
            deadline = time.monotonic() + 30
            while not taken.exists():  # until the other process has taken one
                assert time.monotonic() < deadline, "the other process took nothing"
                time.sleep(0.01)
            return counting(name, 2.0)(given)

        return compute

    names = ("first", "second", "third")
    found = compute_side_by_side(context, measures({n: ended_elsewhere(n) for n in names}), 2)

    assert taken.read_text() in names
    assert found == compute_all(context, measures({n: counting(n, 2.0) for n in names}))


def test_measures_of_one_module_stay_together(context: Context) -> None:
    parts = measuring._parts(context, all_measures())

    modules = [_modules(part) for part in parts]
    assert all(len(module) == 1 for module in modules)
    assert sum(map(len, parts)) == len(all_measures())
    assert len(parts) == len(set.union(*modules))


@pytest.mark.parametrize(("few", "many", "alone"), [(10, 11, False), (11, 99, True), (0, 10, True)])
def test_few_rows_and_millions_are_measured_by_one_process(
    context: Context, monkeypatch: pytest.MonkeyPatch, few: int, many: int, *, alone: bool
) -> None:
    """Ten rows here: so few are measured sooner than processes part, of millions each would hold
    its own."""
    monkeypatch.setattr(measuring, "_FEW", few)
    monkeypatch.setattr(measuring, "_MANY", many)
    begun: list[int] = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: begun.append(1) or fork())

    found = compute_side_by_side(context, measures({"first": counting("first", 1.0)}), 2)

    assert [figure.value for figure in found] == [1.0, 1.0, 1.0]
    assert begun == ([] if alone else [1])


def _modules(part: Mapping[str, Measure]) -> set[str]:
    return {item.providers[0].compute.__module__ for item in part.values()}
