"""What a report reads of a judged drop, by name, so that it can be asked for again.

A name is a short tuple: how many drops back, what was asked, and with what. Asked of another judged
drop, the same name gives what the same report would read there; where every digest is the same, the
report would be the same. Nothing here knows of notebooks or of files on disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from goldenthread.declaration import Declared
from goldenthread.judged import JudgedDrop
from goldenthread.measures.measurement import Measurement, Measurements

# (drops back, what, *with what); all of it goes through JSON unchanged.
Name = tuple[Any, ...]
Figures = tuple[Measurement, ...]
Written = Callable[[Figures], str]
FIELD, FIGURES, MEASURED, BENCHMARK = "field", "figures", "measured", "benchmark"
METHODS = (
    "judgement",
    "judgements_of",
    "of_action",
    "source",
    "input",
    "hashes",
    "actions_on",
    "lacks",
    "rows_used",
    "coverages",
    "restated_on",
)
NOT_KNOWN = "not known"  # instead of a digest; what has it is never the same
WHOLE = "*"  # an object with everything in it
_SIZE = 16  # bytes of a digest
_HELD = 20_000  # figures whose words are kept: 20 MB; of a large trust there are a million


class NotThere(LookupError):
    """The judged drop has nothing of that name: whoever reads it reads something else."""


class NotKnown(NotThere):
    """This version knows no such name: it was written by another, or by hand."""


def digests(judged: JudgedDrop, names: Iterable[Name]) -> dict[Name, str]:
    """What each name stands for in the judged drop, as a digest; "" where there is nothing."""
    return {name: _digest(judged, name) for name in names}


class Digests:
    """The digests of one judged drop, each worked out once, however many reports ask."""

    def __init__(self, judged: JudgedDrop) -> None:
        self._judged = judged
        self._known: dict[Name, str] = {}
        # A figure is asked for by several names: of its school, of its measure, of all.
        self._written = _EachOnce()

    def of(self, name: Name) -> str:
        if name not in self._known:
            self._known[name] = _digest(self._judged, name, self._written)
        return self._known[name]


class _EachOnce:
    """Writes a row of figures as `repr` does, each figure once, of the first so many. It holds
    them, so that none can become another while its words are kept."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Measurement, str]] = {}

    def __call__(self, figures: tuple[Measurement, ...]) -> str:
        texts = ", ".join(map(self._one, figures))
        return f"({texts},)" if len(figures) == 1 else f"({texts})"

    def _one(self, figure: Measurement) -> str:
        held = self._known.get(id(figure))
        if held is not None:
            return held[1]
        text = repr(figure)
        if len(self._known) < _HELD:
            self._known[id(figure)] = (figure, text)
        return text


def _digest(judged: JudgedDrop, name: Name, written: Written = repr) -> str:
    try:
        text = value_of(judged, name, written)
    except NotKnown:
        return NOT_KNOWN
    except NotThere:
        return ""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()


def value_of(judged: JudgedDrop, name: Name, written: Written = repr) -> str:
    """What the name stands for, written out in full, figures by `written`."""
    drop: JudgedDrop | None = judged
    try:
        back, what, *arguments = name
        for _ in range(back):
            if drop is None:
                break
            drop = drop.previous
        if drop is None:
            raise NotThere
        return _asked(drop, what, arguments, written)
    except NotThere:
        raise
    except (TypeError, ValueError, AttributeError, LookupError):
        raise NotKnown from None


def _asked(drop: JudgedDrop, what: str, arguments: Sequence[Any], written: Written) -> str:
    if what in _OF_FIGURES:
        return written(_OF_FIGURES[what](drop, *arguments))
    if what in _QUERIES:
        return _QUERIES[what](drop, *arguments)
    if what in METHODS:
        return repr(getattr(drop, what)(*arguments))
    if not hasattr(drop, what):
        raise NotKnown
    value = getattr(drop, what)
    return repr(value is not None) if what == "previous" else repr(value)


def _figures(drop: JudgedDrop, measure: str, entity: str) -> Figures:
    return drop.measurements.of(measure, entity)


def _measured(drop: JudgedDrop, measure: str, entities: list[str] | None) -> Figures:
    """All figures of a measure ("" for every measure) of some entities and of what is published."""
    figures = drop.measurements
    pool = figures if entities is None else _seen_by(figures, tuple(entities))
    return pool.of(measure) if measure else tuple(pool)


@lru_cache(maxsize=64)  # asked for every measure that a report shows; figures never change
def _seen_by(figures: Measurements, entities: tuple[str, ...]) -> Measurements:
    return figures.seen_by(entities)


def _benchmark(drop: JudgedDrop, name: str) -> str:
    return repr(drop.benchmarks.get(name)) if name in drop.benchmarks.ids else ""


def _field(drop: JudgedDrop, *path: str | int) -> str:
    """A field of something declared; of what holds declared things, only which there are."""
    thing: Any = drop
    for step in path:
        if step == WHOLE:
            return repr(thing)
        thing = _step(thing, step)
    return shape(thing)


def _step(thing: Any, step: str | int) -> Any:
    try:
        if isinstance(thing, Mapping | tuple | list):
            return thing[step]  # type: ignore[call-overload,index]
        return getattr(thing, str(step))
    except (AttributeError, LookupError, TypeError):
        raise NotThere from None


def shape(value: Any) -> str:
    """A value in full; of declared things only how many there are, or their keys: each is read by
    its own name."""
    if isinstance(value, Declared):
        return type(value).__name__
    if isinstance(value, tuple) and any(isinstance(item, Declared) for item in value):
        return repr([type(item).__name__ for item in value])
    if isinstance(value, Mapping) and any(isinstance(v, Declared) for v in value.values()):
        return repr(list(value))
    return repr(value)


_OF_FIGURES: dict[str, Callable[..., Figures]] = {FIGURES: _figures, MEASURED: _measured}
_QUERIES: dict[str, Callable[..., str]] = {FIELD: _field, BENCHMARK: _benchmark}
