"""A judged drop that notes what is read of it, and a note of every file that is opened.

This is for the process of one report, which ends with it: what is declared (plan, trust, drop,
sources) notes the fields that are looked at, and a hook that Python cannot take away again sees
each file of the project that a notebook opens for itself.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from goldenthread.benchmarks import Benchmark, Benchmarks
from goldenthread.declaration import Declared
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.judgement import ActionStatus
from goldenthread.measures.measurement import ALL, Measurement, Measurements, is_published
from goldenthread.reads import BENCHMARK, FIELD, FIGURES, MEASURED, METHODS, WHOLE, Name
from goldenthread.sources.spec import Source

_TREES = ("drop", "trust", "plan")
# Asked of something declared where it is compared, hashed or written out as a whole.
_AS_A_WHOLE = frozenset({"__dict__", "model_dump", "model_dump_json", "model_copy"})
# A number of a thing's own while it lives, as id() gives one: of that Python tells whoever listens
# to what it does, as `note_files` has to, and that takes longer than all the rest.
_own_number = object.__hash__


class Reads:
    """What one report has read so far: names of a judged drop, and files of the project.

    `everything` is true where it may have read anything at all of a drop.
    """

    def __init__(self) -> None:
        self.names: dict[Name, None] = {}
        self.files: dict[str, None] = {}
        self.everything = False

    def note(self, *name: Any) -> None:
        self.names[name] = None


def watch_drop(judged: JudgedDrop, reads: Reads) -> JudgedDrop:
    """The same judged drop, noting what is read of it, until the process ends or `unwatch`."""
    paths: dict[int, Name] = {}
    held: list[Any] = []
    for back, drop in enumerate(reversed(judged.series())):
        for tree in _TREES:
            _register(getattr(drop, tree), (back, FIELD, tree), paths, held)
    _register(judged.sources, (0, FIELD, "sources"), paths, held)
    _hook(paths, held, reads)
    return cast(JudgedDrop, _Watched(judged, reads, 0, judged.sources))


def unwatch() -> None:
    """What is declared notes no more."""
    if "__getattribute__" in vars(Declared):
        del Declared.__getattribute__


def _register(thing: Any, path: Name, paths: dict[int, Name], held: list[Any]) -> None:
    """Give every declared thing below this one its path; it is held, so that its number stays."""
    if isinstance(thing, Declared):
        paths.setdefault(_own_number(thing), path)
        held.append(thing)
        for name in type(thing).model_fields:
            _register(getattr(thing, name), (*path, name), paths, held)
    elif isinstance(thing, tuple):
        for place, item in enumerate(thing):
            _register(item, (*path, place), paths, held)
    elif isinstance(thing, Mapping):
        for key, item in thing.items():
            if isinstance(item, Declared | tuple | Mapping):
                _register(item, (*path, key), paths, held)


def _hook(paths: Mapping[int, Name], held: list[Any], reads: Reads) -> None:
    """Note each field the first time that it is looked at."""
    unread: dict[int, set[str]] = {}
    kinds: set[type[Declared]] = {type(thing) for thing in held}
    fields = {kind: _AS_A_WHOLE.union(kind.model_fields) for kind in kinds}
    noteworthy = frozenset().union(*fields.values())
    plainly = object.__getattribute__

    def noted(self: Declared, name: str, _held: list[Any] = held) -> Any:
        if name in noteworthy:  # methods are not, nor is `__class__`, which isinstance asks for
            number = _own_number(self)
            left = unread.get(number)
            if left is None and number in paths:
                left = unread[number] = set(fields[type(self)])
            if left and name in left:
                left.remove(name)
                reads.note(*paths[number], WHOLE if name in _AS_A_WHOLE else name)
        return plainly(self, name)

    Declared.__getattribute__ = noted  # type: ignore[method-assign,assignment]


class _Watched:
    """Stands for a JudgedDrop: what is asked of it is noted, then answered by the drop itself."""

    def __init__(
        self, judged: JudgedDrop, reads: Reads, back: int, sources: Mapping[str, Source]
    ) -> None:
        self._judged, self._reads, self._back = judged, reads, back
        self.sources = sources  # of each source only what is looked at counts

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in METHODS:
            return self._asked(name)
        value = getattr(self._judged, name)
        if name not in (*_TREES, "project", "folder"):
            self._reads.note(self._back, name)
        return value

    def _asked(self, name: str) -> Any:
        def ask(*arguments: Any) -> Any:
            plain = tuple(_plain(argument) for argument in arguments)
            self._reads.note(self._back, name, *plain)
            if name == "source":
                return self.sources.get(*plain)
            return getattr(self._judged, name)(*plain)

        return ask

    def disagreement_on(self, status: ActionStatus, entity: str) -> str:
        """Worked out of what is asked for, and so noted, by names of its own."""
        return JudgedDrop.disagreement_on(cast(JudgedDrop, self), status, entity)

    @property
    def unwatched(self) -> JudgedDrop:
        return self._judged

    @cached_property
    def measurements(self) -> Measurements:
        return _WatchedMeasurements(self._judged.measurements, self._reads, self._back)

    @cached_property
    def benchmarks(self) -> Benchmarks:
        return cast(Benchmarks, _WatchedBenchmarks(self._judged, self._reads, self._back))

    @cached_property
    def previous(self) -> JudgedDrop | None:
        self._reads.note(self._back, "previous")
        before = self._judged.previous
        if before is None:
            return None
        return cast(JudgedDrop, _Watched(before, self._reads, self._back + 1, self.sources))

    def series(self) -> tuple[JudgedDrop, ...]:
        earlier = self.previous.series() if self.previous is not None else ()
        return (*earlier, cast(JudgedDrop, self))


def _plain(argument: Any) -> Any:
    """An argument as it can stand in a name: several of something in an order of its own."""
    if argument is None or isinstance(argument, str | int):
        return argument
    return tuple(sorted(argument))


class _WatchedMeasurements(Measurements):
    """Notes for whom and of what figures are asked; `entities` None sees all."""

    def __init__(
        self,
        plain: Measurements,
        reads: Reads,
        back: int,
        entities: tuple[str, ...] | None = None,
    ) -> None:
        self._plain, self._reads, self._back, self._entities = plain, reads, back, entities

    @property
    def items(self) -> tuple[Measurement, ...]:  # type: ignore[override]
        self._reads.note(self._back, MEASURED, "", self._entities)
        return self._seen.items

    @cached_property
    def _seen(self) -> Measurements:
        return self._plain if self._entities is None else self._plain.seen_by(self._entities)

    def __iter__(self) -> Iterator[Measurement]:
        return iter(self.items)

    def seen_by(self, entities: Collection[str]) -> Measurements:
        wanted = tuple(sorted(entities))
        return _WatchedMeasurements(self._plain, self._reads, self._back, wanted)

    def of(
        self,
        measure: str,
        entity: str | None = None,
        *,
        group: str | None = None,
        period: str | None = None,
    ) -> tuple[Measurement, ...]:
        if entity is None:
            self._reads.note(self._back, MEASURED, measure, self._entities)
            return self._seen.of(measure, group=group, period=period)
        if self._entities is not None and entity not in self._entities and not is_published(entity):
            return ()
        self._reads.note(self._back, FIGURES, measure, entity)
        return self._plain.of(measure, entity, group=group, period=period)

    def one(
        self, measure: str, entity: str, group: str = ALL, period: str | None = None
    ) -> Measurement | None:
        return next(iter(self.of(measure, entity, group=group, period=period)), None)


class _WatchedBenchmarks:
    """Notes which benchmarks are asked for, those too that there are not."""

    def __init__(self, judged: JudgedDrop, reads: Reads, back: int) -> None:
        self._plain, self._reads, self._back = judged.benchmarks, reads, back

    @property
    def ids(self) -> tuple[str, ...]:
        self._reads.everything = True
        return self._plain.ids

    @property
    def folder(self) -> Path:
        return self._plain.folder

    def get(self, name: str) -> Benchmark:
        self._reads.note(self._back, BENCHMARK, name)
        return self._plain.get(name)

    def find(self, name: str) -> Benchmark | None:
        self._reads.note(self._back, BENCHMARK, name)
        return self._plain.find(name)


def note_files(root: Path, left_out: Iterable[Path], reads: Reads) -> None:
    """From now on note every file below `root` that is opened to be read, but not below `left_out`.

    A kept drop that is opened in the cache holds everything. The hook lasts as long as the process.
    """
    start, cache = f"{root.resolve()}/", f"{root.resolve()}/.cache/"
    skipped = tuple(f"{place}/" for path in left_out for place in {path, path.resolve()})

    def opened(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or not isinstance(arguments[0], str):
            return
        mode = arguments[1]
        if isinstance(mode, str) and not mode.startswith("r"):
            return
        path = arguments[0] if arguments[0].startswith("/") else str(Path.cwd() / arguments[0])
        if path.startswith(cache):
            reads.everything = reads.everything or path.endswith(".pickle")
        elif path.startswith(start) and not path.startswith(skipped):
            reads.files[_source_of(path).removeprefix(start)] = None

    sys.addaudithook(opened)


def _source_of(path: str) -> str:
    """The module that a compiled file was made from; any other file itself."""
    folder, _, name = path.rpartition("/__pycache__/")
    return f"{folder}/{name.partition('.')[0]}.py" if folder else path
