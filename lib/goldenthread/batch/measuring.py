"""The measures of one drop worked out by several processes: no measure knows of another.

What the measures of one module start from is worked out once in each process, so modules stay
whole; each process takes the next one that nobody has taken. Whatever becomes of the others, the
figures are those that one process finds, in the same order: what is not there is worked out here,
and so a fault is told as ever.
"""

from __future__ import annotations

import os
import pickle
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress

from goldenthread.batch.beside import Beside
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, Measure, compute_all
from goldenthread.sources.table import Table

_FEW = 1000  # rows of a drop that is measured in the time that processes need to part
# A year of marks is millions of rows: nearly all the time goes into what many measures start from,
# and each process would work that out, and hold it, for itself.
_MANY = 1_000_000
_MOST = 8  # processes: each holds what its measures start from
_NUMBER = struct.Struct("=H")
Part = Mapping[str, Measure]
Figures = dict[str, tuple[Measurement, ...]]  # by measure


def compute_side_by_side(
    context: Context, register: Mapping[str, Measure], processes: int
) -> tuple[Measurement, ...]:
    """As `compute_all`, in so many processes, this one among them.

    Only on Linux, and only in a process that may be forked.
    """
    processes = min(processes, _MOST)
    rows = [_rows(context, source) for source in context.tables]
    if processes < 2 or not _FEW <= sum(rows) < _MANY:
        return compute_all(context, register)
    parts = _parts(context, register)
    with closing(_Heap(len(parts))) as heap, Beside() as beside:
        for _ in range(processes - 1):
            beside.begin(lambda: pickle.dumps(_figures(context, parts, heap.taken()), protocol=5))
        found = _figures(context, parts, heap.taken()) | _found_by(beside)
    for name, item in register.items():
        if name not in found:
            found[name] = compute_all(context, {name: item})
    return tuple(figure for name in register for figure in found[name])


def processors() -> int:
    """How many this process may use."""
    has_affinity = hasattr(os, "sched_getaffinity")  # Linux alone
    return len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1


def _parts(context: Context, register: Mapping[str, Measure]) -> list[Part]:
    """The measures by the module of their first way, those with the most to read first."""
    parts: dict[str, dict[str, Measure]] = {}
    for name, item in register.items():
        parts.setdefault(item.providers[0].compute.__module__, {})[name] = item

    def weight(part: Part) -> int:
        needed = (way.needs for item in part.values() for way in item.providers)
        return sum(_rows(context, source) for needs in needed for source in needs)

    return sorted(parts.values(), key=weight, reverse=True)


def _rows(context: Context, source: str) -> int:
    table = context.tables.get(source)
    return len(table.frame) if isinstance(table, Table) else 0


def _figures(context: Context, parts: Sequence[Part], numbers: Iterator[int]) -> Figures:
    return {
        name: compute_all(context, {name: item})
        for number in numbers
        for name, item in parts[number].items()
    }


class _Heap:
    """The numbers of the parts: each is taken once, by whichever process asks next."""

    def __init__(self, numbers: int) -> None:
        self._end, fill = os.pipe()
        # Far fewer than a pipe holds. A number is read whole, and by one process alone.
        os.write(fill, b"".join(map(_NUMBER.pack, range(numbers))))
        os.close(fill)

    def taken(self) -> Iterator[int]:
        """Numbers that nobody else has taken, until there are no more."""
        while number := os.read(self._end, _NUMBER.size):
            yield _NUMBER.unpack(number)[0]

    def close(self) -> None:
        os.close(self._end)


def _found_by(beside: Beside) -> Figures:
    """What the others have found; nothing of one that has come to grief."""
    found: Figures = {}
    for number in range(len(beside)):
        with suppress(EOFError, pickle.UnpicklingError):  # it was ended before it was done
            found |= pickle.loads(beside.heard(number))
    return found
