"""Where two versions of an output differ: the cell, the line, the sheet; and what each says there.

Outputs hold no personal data, so both versions can be quoted.
"""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

from openpyxl import load_workbook

from goldenthread.sources.spelling import shown

MOST = 5  # places named of one file
Places = Iterator[str]


def where(name: str, then: bytes, now: bytes) -> tuple[str, ...]:
    """The first places at which two files of one name differ, in words; none where they agree."""
    if then == now:
        return ()
    ending = name.rsplit(".", 1)[-1]
    try:
        places = [
            place for _, place in zip(range(MOST), _BY_ENDING[ending](then, now), strict=False)
        ]
    except Exception:  # a file that was tampered with need not be what its name says
        places = []
    return tuple(places) or (_first_byte(then, now),)


def _first_byte(then: bytes, now: bytes) -> str:
    same = next(
        (i for i, (a, b) in enumerate(zip(then, now, strict=False)) if a != b),
        min(len(then), len(now)),
    )
    return f"from byte {same + 1} of {len(then)} (then) and {len(now)} (now)"


def _in_notebook(then: bytes, now: bytes) -> Places:
    nothing: dict[str, Any] = {}
    cells = zip_longest(json.loads(then)["cells"], json.loads(now)["cells"], fillvalue=nothing)
    for number, (before, after) in enumerate(cells, 1):
        if before.get("source") != after.get("source"):
            yield f"cell {number}: its source"
        pair = (before.get("outputs", []), after.get("outputs", []))
        outputs = zip_longest(*pair, fillvalue=nothing)
        for position, (old, new) in enumerate(outputs, 1):
            if old != new:
                yield f"cell {number}, output {position}{_in_output(old, new)}"


def _in_output(old: Any, new: Any) -> str:
    """What a reader sees of it; where that is the same, the form of it that is not."""
    if _plain(old) != _plain(new):
        return f": {_said(_plain(old), _plain(new))}"
    before, after = old.get("data", {}), new.get("data", {})
    for kind in dict.fromkeys((*before, *after)):
        if before.get(kind) != after.get(kind):
            return f", as {kind}: {_said(_flat(before.get(kind)), _flat(after.get(kind)))}"
    return ": not what it shows, but what is said of it (its metadata)"


def _flat(content: Any) -> str:
    """One form of an output as text: notebooks hold text by the line, data as they are."""
    if isinstance(content, list) and all(isinstance(line, str) for line in content):
        return "".join(content)
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)


def _plain(output: Any) -> str:
    data = output.get("data", {})
    text = data.get("text/plain") or output.get("text") or output.get("output_type", "nothing")
    return "".join(text)


def _in_page(then: bytes, now: bytes) -> Places:
    heading, same = "the top of the page", True
    for old, new in zip_longest(_pieces(then), _pieces(now), fillvalue=""):
        before, after = _text(old), _text(new)
        if before != after:
            same = False
            yield f"under ‘{heading}’: {_said(before, after)}"
        elif re.match(r"<h[1-4]", new):
            heading = shown(after)
    if same:
        yield "not what it says, but the form of it (its markup)"


def _pieces(page: bytes) -> list[str]:
    """The page cut before each tag; without the pieces that a reader sees no words of."""
    return [piece for piece in re.split(r"(?=<(?!/))", page.decode("utf-8")) if _text(piece)]


def _text(piece: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", piece)).split())


def _in_workbook(then: bytes, now: bytes) -> Places:
    before, after = (load_workbook(io.BytesIO(data)) for data in (then, now))
    for name in dict.fromkeys((*before.sheetnames, *after.sheetnames)):
        if name not in before.sheetnames or name not in after.sheetnames:
            which = "now" if name in after.sheetnames else "then"
            yield f"sheet ‘{name}’ is in the one {which} alone"
            continue
        cells = {
            c.coordinate for book in (before, after) for row in book[name].iter_rows() for c in row
        }
        for place in sorted(cells, key=lambda c: (len(c), c)):
            old, new = before[name][place].value, after[name][place].value
            if old != new:
                yield f"sheet ‘{name}’, cell {place}: {_said(old, new)}"


def _in_figures(then: bytes, now: bytes) -> Places:
    before, after = (_judgements(json.loads(data)) for data in (then, now))
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield f"{key[0]} of {key[1]}: {_said(before.get(key, 'none'), after.get(key, 'none'))}"


def _judgements(content: Any) -> dict[tuple[str, str], str]:
    return {
        (j["criterion"], j["entity"]): ", ".join((*(f["shown"] for f in j["figures"]), j["rating"]))
        for j in content["judgements"]
    }


def _said(old: object, new: object) -> str:
    """The two, from shortly before the first difference on."""
    first, second = (" ".join(str(text).split()) for text in (old, new))
    same = next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )
    start = max(0, same - 30)
    cut = "…" if start else ""
    return f"‘{cut}{shown(first[start:])}’ then, ‘{cut}{shown(second[start:])}’ now"


_BY_ENDING: dict[str, Callable[[bytes, bytes], Places]] = {
    "ipynb": _in_notebook,
    "html": _in_page,
    "xlsx": _in_workbook,
    "json": _in_figures,
}
