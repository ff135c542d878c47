"""A drawing by matplotlib made fit for a page: small, without styles or ids of its own.

matplotlib writes a style rule that would apply to the whole page it is pasted into, style
attributes that a strict Content-Security-Policy refuses, and ids that every chart would share.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(#([^)]+)\)|^#(.+)$")
_DECIMALS = re.compile(r"-?\d+\.\d{3,}")


def draw(figure: Figure, anchor: str) -> str:
    """The figure as one `<svg>` element whose ids all begin with `anchor`."""
    from goldenthread.display.svg_canvas import Canvas, measured_once

    before, dots = figure.canvas, figure.dpi
    # `savefig` draws twice, the first time for the layout alone; drawing lays out as well.
    try:
        with measured_once():
            source = Canvas(figure).written()
    finally:
        figure.set_canvas(before)
        figure.set_dpi(dots)
    return clean(source, anchor)


def clean(source: str, anchor: str) -> str:
    root = ET.fromstring(source)  # noqa: S314 - matplotlib's own writing
    _drop_style_rules(root)
    for node in root.iter():
        _flatten_style(node)
        _shorten(node)
    _rename_ids(root, anchor)
    _unwrap_groups(root)
    _unqualify(root)
    attributes = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": root.get("viewBox", "")}
    attributes |= {"stroke-linejoin": "round", "stroke-linecap": "butt"}
    root.attrib.clear()
    root.attrib.update(attributes)
    for node in root.iter():
        # Space between elements only; a text keeps its own.
        node.text = node.text if node.tag in ("text", "tspan") else None
        node.tail = None
    return ET.tostring(root, encoding="unicode")


def _drop_style_rules(root: ET.Element) -> None:
    for parent in root.iter():
        for child in list(parent):
            if child.tag in (f"{_SVG}style", f"{_SVG}metadata"):
                parent.remove(child)
    for parent in root.iter():
        for child in list(parent):
            if child.tag == f"{_SVG}defs" and not len(child):
                parent.remove(child)


def _flatten_style(node: ET.Element) -> None:
    for rule in node.attrib.pop("style", "").split(";"):
        name, _, value = rule.partition(":")
        if value:
            node.set(name.strip(), value.strip().replace("'", ""))
    if node.get("transform", "").startswith("rotate(-0 "):
        del node.attrib["transform"]


def _shorten(node: ET.Element) -> None:
    for name in ("d", "x", "y", "transform", "width", "height"):
        value = node.get(name)
        if value is not None:
            value = _DECIMALS.sub(lambda m: f"{float(m[0]):.2f}".rstrip("0").rstrip("."), value)
            node.set(name, " ".join(value.split()))


def _rename_ids(root: ET.Element, anchor: str) -> None:
    """Ids that something refers to are numbered from 1 behind the anchor; the others go."""
    used: dict[str, str] = {}
    for node in root.iter():
        if _HREF in node.attrib:
            node.set("href", node.attrib.pop(_HREF))
        for name in ("href", "clip-path"):
            match = _REFERENCE.match(node.get(name, ""))
            if match:
                old = match[1] or match[2]
                new = used.setdefault(old, f"{anchor}-{len(used) + 1}")
                node.set(name, f"url(#{new})" if match[1] else f"#{new}")
    for node in root.iter():
        old = node.attrib.pop("id", "")
        if old in used:
            node.set("id", used[old])


def _unwrap_groups(parent: ET.Element) -> None:
    """Groups that say nothing are replaced by what they hold."""
    kept: list[ET.Element] = []
    for child in parent:
        _unwrap_groups(child)
        kept += list(child) if child.tag == f"{_SVG}g" and not child.attrib else [child]
    parent[:] = kept


def _unqualify(root: ET.Element) -> None:
    for node in root.iter():
        node.tag = node.tag.removeprefix(_SVG)
