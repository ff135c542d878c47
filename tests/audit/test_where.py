"""Where two versions of an output differ, for each kind of output."""
# ruff: noqa: E501 - a case stays on one line

from __future__ import annotations

import io
import json

import openpyxl
import pytest

from goldenthread.audit.record import Difference, differences
from goldenthread.audit.where import where


def notebook(text: str, source: str = "show()", html: str = "", tag: str = "") -> bytes:
    data = {"text/plain": text, "text/html": [f"<p>{html}", "</p>"]}
    output = {"output_type": "display_data", "data": data, "metadata": {"tag": tag}}
    return json.dumps({"cells": [{"source": source, "outputs": [output]}]}).encode()


def page(figure: str) -> bytes:
    return f"<h1>Standards</h1><p>Same.</p><h2>Progress</h2><td>{figure}</td>".encode()


def workbook(value: object, sheet: str = "SC1") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = sheet
    book.active["B3"] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def figures(shown: str) -> bytes:
    judgement = {
        "criterion": "2.1",
        "entity": "trust",
        "rating": "Red",
        "figures": [{"shown": shown}],
    }
    return json.dumps({"judgements": [judgement]}).encode()


@pytest.mark.parametrize(
    ("name", "then", "now", "place"),
    [
        ("a.ipynb", notebook("4.1%"), notebook("4.2%"), "cell 1, output 1: ‘4.1%’ then, ‘4.2%’ now"),
        ("a.ipynb", notebook("4", "a()"), notebook("4", "b()"), "cell 1: its source"),
        ("a.ipynb", notebook("4", html="a"), notebook("4", html="b"), "cell 1, output 1, as text/html: ‘<p>a</p>’ then, ‘<p>b</p>’ now"),
        ("a.ipynb", notebook("4", tag="a"), notebook("4", tag="b"), "cell 1, output 1: not what it shows, but what is said of it (its metadata)"),
        ("a.html", page("4.1%"), page("4.2%"), "under ‘Progress’: ‘4.1%’ then, ‘4.2%’ now"),
        ("a.xlsx", workbook(1), workbook(2), "sheet ‘SC1’, cell B3: ‘1’ then, ‘2’ now"),
        ("a.xlsx", workbook(1), workbook(1, "SC2"), "sheet ‘SC1’ is in the one then alone"),
        ("figures.json", figures("4.1"), figures("4.2"), "2.1 of trust: ‘4.1, Red’ then, ‘4.2, Red’ now"),
        ("a.pdf", b"%PDF-1.7 a", b"%PDF-1.7 b", "from byte 10 of 10 (then) and 10 (now)"),
        ("a.html", b"<p>same", b"<p>same and more", "under ‘the top of the page’: ‘same’ then, ‘same and more’ now"),
        ("a.html", b"<p>same</p><b>old", b"<p>same</p><i class=x></i><b>new", "under ‘the top of the page’: ‘old’ then, ‘new’ now"),
        ("a.html", b"<p>same", b"<p class=x>same<span></span>", "not what it says, but the form of it (its markup)"),
        ("a.xlsx", b"no workbook", b"no workbook at all", "from byte 12 of 11 (then) and 18 (now)"),
    ],
)  # fmt: skip
def test_the_first_place_is_named_with_what_each_says(
    name: str, then: bytes, now: bytes, place: str
) -> None:
    assert where(name, then, now)[0] == place


@pytest.mark.parametrize("name", ["a.ipynb", "a.html", "a.xlsx", "a.pdf"])
def test_the_same_bytes_differ_nowhere(name: str) -> None:
    assert where(name, b"x", b"x") == ()


def test_a_long_text_is_shown_from_shortly_before_the_difference() -> None:
    (place,) = where("a.html", page("a" * 200 + "1"), page("a" * 200 + "2"))
    assert place == f"under ‘Progress’: ‘…{'a' * 30}1’ then, ‘…{'a' * 30}2’ now"


def test_what_is_changed_missing_and_new_is_told_apart() -> None:
    found = differences("export", {"a": "1", "b": "1", "c": "1"}, {"a": "1", "b": "2", "d": "3"})
    assert list(found) == [
        Difference("export", "b", "changed", "1", "2"),
        Difference("export", "c", "missing", "1", ""),
        Difference("export", "d", "extra", "", "3"),
    ]
