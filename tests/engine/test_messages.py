"""What a kernel says arrives within one process as it would have arrived over a wire."""

from __future__ import annotations

import enum
import warnings
from collections import OrderedDict
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest
from ipykernel.inprocess.socket import DummySocket
from jupyter_client.session import Session

from goldenthread.batch.messages import Mailbox, direct_session


class Size(enum.IntEnum):
    LARGE = 3


class Words(str):
    __slots__ = ()


CONTENTS: dict[str, Any] = {
    "plain": {"text": "café – ŵ 😀", "n": 1, "x": 0.1, "yes": True, "none": None},
    "nested": {"data": {"a": [1, [2, {"b": []}]]}, "metadata": {}},
    "a tuple": {"a": (1, (2,))},
    "a set and a generator": {"a": {1}, "b": (n for n in (1, 2))},
    "a dictionary with an order": {"a": OrderedDict(b=1, a=(2,))},
    "whole numbers as keys": {"a": {1: "x", False: "y", None: "z", 1.5: "w"}},
    "keys that nobody can write": {"a": {(1, 2): "x"}},
    "bytes": {"image/png": b"\x89PNG"},
    "moments": {"a": datetime(2022, 7, 1, 12, tzinfo=UTC), "b": date(2022, 7, 1)},
    "a moment as text": {"a": "2022-07-01T12:00:00.000000Z"},
    "numbers of numpy": {"a": np.float64(0.1), "b": np.int64(2), "c": np.array([1, 2])},
    "more digits than are read": {"a": 10**5000},
    "many digits": {"a": 2**70, "b": -(2**63) - 1, "c": 1e300, "d": -0.0},
    "no number": {"a": float("nan"), "b": [float("inf")]},
    "derived from text and from a number": {"a": Words("w"), "b": Size.LARGE, Words("k"): 1},
    "half a pair of surrogates": {"a": "\ud83d"},
    "a byte that is no text": {"a": "\udc80"},
    "a key that is no text": {"\udc80": 1},
    "what has no form in JSON": {"a": object()},
    "packed already": b'{"a": [1, "b"]}',
    "packed already as text": '{"a": "c"}',
    "nothing": {},
    "not there": None,
}  # fmt: skip


def sent(session: Session, socket: DummySocket, content: Any) -> Any:
    """The message that arrives, or the error that is raised and the warnings that are given."""
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        try:
            message = {
                **session.msg("display_data", None, metadata={"k": (1,)}),
                "content": content,
            }
            session.send(socket, message, ident=b"topic", buffers=[b"ab"])
            idents, arrived = session.recv(socket, copy=False)
        except Exception as error:
            return type(error), len(given)
    assert arrived is not None
    header = arrived.pop("header")
    assert isinstance(header.pop("date"), datetime)
    buffers = [bytes(buffer) for buffer in arrived.pop("buffers")]
    named = {"msg_id", "msg_type", "username", "session", "version"}
    assert set(header) == named
    assert arrived.pop("msg_id") == header["msg_id"]
    # As text, so that 1 is not True, nor a word of numpy's a word.
    return idents, header["msg_type"], buffers, repr(arrived), len(given)


@pytest.mark.parametrize("name", [*CONTENTS])
def test_it_arrives_as_over_a_wire(name: str) -> None:
    content = CONTENTS[name]
    if name == "a set and a generator":  # which can be read once
        content = [{"a": {1}, "b": (n for n in (1, 2))} for _ in range(2)]
    else:
        content = [content, content]
    expected = sent(Session(key=b"key"), DummySocket(), content[0])
    assert sent(direct_session(), Mailbox(), content[1]) == expected


def test_what_changes_afterwards_does_not_change_what_was_said() -> None:
    session, mailbox = direct_session(), Mailbox()
    data = {"a": [1]}
    parent = session.msg("execute_request", {})
    session.send(mailbox, "display_data", {"data": data}, parent=parent)
    data["a"].append(2)
    parent["header"]["session"] = "another"
    _, message = session.recv(mailbox)
    assert message is not None
    assert message["content"] == {"data": {"a": [1]}}
    assert message["parent_header"]["session"] == session.session
