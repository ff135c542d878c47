"""Many things in one block of bytes, each found by two names and opened when it is asked for.

What a trust of a thousand schools comes to is more than a process should hold that makes the report
on one of them. On a shelf it is bytes, which may lie in a file, until somebody asks.
"""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable, Iterable
from dataclasses import fields
from sys import intern
from typing import Any, TypeVar

Place = tuple[int, int]  # where the bytes of something begin and end
Parts = dict[Any, Place]  # by the second names
Block = bytes | memoryview

Class = TypeVar("Class", bound=type)


class Shelf:
    """`content` holds the things and what is listed of them; the list itself lies at `listed`.

    Pickled by protocol 5, `content` is a buffer that may be kept apart. What was opened stays open.
    """

    def __init__(self, content: Block, listed: Place) -> None:
        self._content, self._listed = content, listed
        self._opened: dict[tuple[str, Any], Any] = {}
        self._names: dict[str, Place] | None = None
        self._last: tuple[str, Parts] = ("", {})

    @classmethod
    def of(cls, things: Iterable[tuple[str, Any, object]]) -> Shelf:
        """A shelf of things, each with its two names; names keep the order they come in."""
        sorted_out: dict[str, dict[Any, object]] = {}
        for name, part, thing in things:
            sorted_out.setdefault(name, {})[part] = thing
        written = bytearray()

        def write(thing: object) -> Place:
            start = len(written)
            written.extend(pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL))
            return start, len(written)

        names = {
            name: write({part: write(thing) for part, thing in parts.items()})
            for name, parts in sorted_out.items()
        }
        listed = write(names)
        return cls(bytes(written), listed)

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        whole = pickle.PickleBuffer(self._content) if protocol >= 5 else bytes(self._content)
        return Shelf, (whole, self._listed)

    def __len__(self) -> int:
        """Bytes, not things."""
        return len(self._content)

    @property
    def names(self) -> Iterable[str]:
        """The first names, in order."""
        return self._places

    @property
    def _places(self) -> dict[str, Place]:
        if self._names is None:
            self._names = self._open(self._listed)
        return self._names

    def parts(self, name: str) -> Parts:
        """The second names of what has this first name, in order."""
        if self._last[0] != name:
            place = self._places.get(name)
            self._last = (name, self._open(place) if place else {})
        return self._last[1]

    def get(self, name: str, part: Any) -> Any:
        """The thing of these names; None where there is none."""
        key = (name, part)
        if key not in self._opened:
            place = self.parts(name).get(part)
            self._opened[key] = self._open(place) if place else None
        return self._opened[key]

    def open_all(self) -> None:
        """Have everything open, for this process and those forked from it."""
        collecting = gc.isenabled()
        gc.disable()  # nothing of what is opened is garbage: looking at it is half the time
        try:
            for name in self.names:
                for part in self.parts(name):
                    self.get(name, part)
        finally:
            if collecting:
                gc.enable()

    def let_go(self) -> None:
        """Close what was opened."""
        self._opened.clear()

    def _open(self, place: Place) -> Any:
        return pickle.loads(memoryview(self._content)[slice(*place)])


def opened_fast(*texts: str) -> Callable[[Class], Class]:
    """Has frozen things with slots unpickled in half the time. Of the fields `texts` each text is
    held once, as most of them say the same of school after school."""

    def decorated(kind: Class) -> Class:
        put = [(getattr(kind, f.name).__set__, f.name in texts) for f in fields(kind)]

        def set_state(self: object, state: list[Any]) -> None:
            for (put_one, shared), value in zip(put, state, strict=True):
                put_one(self, intern(value) if shared and type(value) is str else value)

        kind.__setstate__ = set_state  # type: ignore[attr-defined]
        return kind

    return decorated
