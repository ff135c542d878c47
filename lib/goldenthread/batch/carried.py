"""A run whose drop, or whose outputs, lie in storage that is reached by URL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from goldenthread.batch.order import Order
from goldenthread.batch.outcome import RunResult
from goldenthread.batch.remote import bring_drop, bring_outputs, reached, take_outputs
from goldenthread.errors import ParameterError
from goldenthread.which_drops import is_remote

_LOOK = "Look at its address, and at what lets this machine in. Nothing was made."
_AGAIN = "Run again when it can be reached: they are taken there, and none is made twice."


@dataclass(frozen=True, slots=True)
class Carried:
    """A run, and where its index can be opened."""

    result: RunResult
    index: str


def run_carried(order: Order, outputs: str, run: Callable[[Order], RunResult]) -> Carried:
    """Bring what lies elsewhere, run, take the results to where they go.

    `outputs` is a folder, a URL, or "" for the project's own. Raises ParameterError for a drop
    elsewhere without a place for its outputs.
    """
    if is_remote(order.drop):
        if not outputs:
            message = f"{order.drop} lies elsewhere: say with --outputs where its reports go."
            raise ParameterError(message)
        with reached(order.drop, _LOOK):
            order = replace(order, drop=str(bring_drop(order.drop)))
    if not is_remote(outputs):
        place = Path(outputs) if outputs else order.outputs
        result = run(replace(order, outputs=place))
        return Carried(result, str(result.index))
    with reached(outputs, _LOOK):
        place = bring_outputs(outputs)
    result = run(replace(order, outputs=place))
    drop = result.folder.name
    with reached(outputs, f"The reports are made and lie in {result.folder}. {_AGAIN}"):
        take_outputs(result.folder, outputs, drop)
    return Carried(result, f"{outputs.rstrip('/')}/{drop}/{result.index.name}")
