"""Messages between a kernel and its client in one process, handed over as they would arrive.

Jupyter packs every message as JSON, signs it, sends it, checks, unpacks, and looks for dates in it:
for a report of some hundred displays that is a tenth of its cells, and here both ends are one
process. What arrives is the same all the same: content is what JSON makes of it.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from datetime import datetime
from typing import Any

from ipykernel.inprocess.constants import INPROCESS_KEY
from ipykernel.inprocess.socket import DummySocket
from jupyter_client.jsonutil import extract_dates, json_default
from jupyter_client.session import DELIM, DONE, Session

Message = dict[str, Any]
_IN_HEADERS = frozenset({str, datetime})
_LARGE = 2**63  # of larger whole numbers JSON's reader takes only so many digits


class Direct(Session):
    """What a message is "packed" into is the message that the other end is to have."""

    def send(
        self,
        stream: Any,
        msg_or_type: Any,
        content: Any = None,
        parent: Any = None,
        ident: Any = None,
        buffers: Any = None,
        track: bool = False,
        header: Any = None,
        metadata: Any = None,
    ) -> Message | None:
        """Without asking what only a socket has to know: how large the parts are, and whose."""
        message: Message = msg_or_type
        if not isinstance(message, dict):
            message = self.msg(message, content, parent, header, metadata)
        if buffers or message.get("buffers") or stream is None or os.getpid() != self.pid:
            sent: Message | None = super().send(stream, message, None, None, ident, buffers, track)
            return sent
        stream.send_multipart(self.serialize(message, ident))
        message["tracker"] = DONE
        return message

    def serialize(self, msg: Message, ident: list[bytes] | bytes | None = None) -> list[Any]:
        idents = ident if isinstance(ident, list) else [] if ident is None else [ident]
        header, content = msg["header"], msg.get("content")
        if isinstance(content, bytes | str):  # packed already, as in a message that is passed on
            content = self.unpack(content)
        arriving = {
            "header": self._header(header),
            "msg_id": header["msg_id"],
            "msg_type": header["msg_type"],
            "parent_header": self._header(msg["parent_header"]),
            "metadata": self._through_json(msg["metadata"]),
            "content": self._through_json(content or {}),
        }
        return [*idents, DELIM, arriving]

    def feed_identities(self, msg_list: list[Any], copy: bool = True) -> tuple[list[bytes], Any]:
        end = msg_list.index(DELIM)
        return msg_list[:end], msg_list[end + 1 :]

    def deserialize(self, msg_list: list[Any], content: bool = True, copy: bool = True) -> Message:
        message, *buffers = msg_list
        return {**message, "buffers": [memoryview(bytes(buffer)) for buffer in buffers]}

    def _header(self, header: Message) -> Message:
        """Nearly always words and its date, which has not become text and is not searched for."""
        if _IN_HEADERS.issuperset(map(type, header.values())):
            return dict(header)
        arriving: Message = extract_dates(self.unpack(self.pack(header)))
        return arriving

    def _through_json(self, value: Any) -> Any:
        """A copy of a value as JSON would give it back.

        Raises what packing it raises where JSON has no such value.
        """
        try:
            return _copied(value)
        except (_NotPlainError, UnicodeEncodeError, RecursionError):
            return self.unpack(self.pack(value))


class Mailbox(DummySocket):  # type: ignore[misc]  # traitlets' classes have no types
    """Holds requests and replies for whoever takes them next; nobody watches it."""

    def send_multipart(
        self, msg_parts: list[Any], flags: int = 0, copy: bool = True, track: bool = False
    ) -> None:
        self.queue.put_nowait(msg_parts)


def direct_session(parent: Any = None) -> Direct:
    """A session of its own; nobody checks the key, but without one Jupyter warns."""
    return Direct(key=INPROCESS_KEY, parent=parent)


class _NotPlainError(Exception):
    """A value that JSON would give back as something else, or not at all."""


def _copied(value: Any) -> Any:
    copied = _PLAIN.get(type(value))
    if copied is None:
        raise _NotPlainError
    return copied(value)


def _text(value: str) -> str:
    if not value.isascii():
        value.encode()  # half of a pair of surrogates is no text
    return value


def _whole(value: int) -> int:
    if not -_LARGE <= value < _LARGE:
        raise _NotPlainError
    return value


def _decimal(value: float) -> float:
    if not math.isfinite(value):
        raise _NotPlainError
    return value


def _object(value: dict[Any, Any]) -> dict[str, Any]:
    copied = {}
    for key, held in value.items():
        if type(key) is not str:
            raise _NotPlainError
        copied[_text(key)] = _copied(held)
    return copied


def _same(value: Any) -> Any:
    return value


# By the exact type: of anything derived from these JSON keeps only what it is derived from.
_PLAIN: dict[type, Callable[[Any], Any]] = {
    str: _text,
    int: _whole,
    float: _decimal,
    bool: _same,
    type(None): _same,
    datetime: json_default,
    dict: _object,
    list: lambda value: [_copied(held) for held in value],
    tuple: lambda value: [_copied(held) for held in value],
}
