"""What every display object is: plain text, HTML and Typst for the same content.

Nothing here takes markup from outside: text is escaped for HTML and written as string literals
for Typst, so a school called `<script>` or `#panic()` is shown as it is spelt.
"""

from __future__ import annotations

import html as _html
import re
from dataclasses import dataclass
from typing import Any

TEXT = "text/plain"
HTML = "text/html"
TYPST = "application/vnd.goldenthread.typst"
REPORT = "application/vnd.goldenthread.report+json"

Bundle = dict[str, Any]
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_MAY_BREAK = re.compile(r"[_/.\-]|[0-9a-f]{8}")
_PLAIN = re.compile(r"[a-z0-9]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ZERO_WIDTH_SPACE = "\u200b"


class Display:
    """Gives IPython the three forms of a display object; `html` and `typst` are whole fragments."""

    def text(self) -> str:
        raise NotImplementedError

    def html(self) -> str:
        raise NotImplementedError

    def typst(self) -> str:
        raise NotImplementedError

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {TEXT: self.text(), HTML: self.html(), TYPST: self.typst()}

    def __repr__(self) -> str:
        return self.text()


def escape(text: object) -> str:
    """Text for HTML, safe in an element and in a quoted attribute."""
    return _html.escape(str(text), quote=True)


def element(tag: str, content: str, classes: str = "", **attributes: str) -> str:
    """One HTML element around markup; attribute values are escaped here, `content` is not."""
    written = f' class="{escape(classes)}"' if classes else ""
    for name, value in attributes.items():
        if value:
            written += f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
    return f"<{tag}{written}>{content}</{tag}>"


@dataclass(frozen=True, slots=True)
class Code:
    """Typst code that is already an expression, such as a call."""

    code: str


def literal(value: object) -> str:
    """A Python value as a Typst expression."""
    if type(value) is str:  # nearly everything is
        return string(value)
    if isinstance(value, Code):
        return value.code
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        # The trailing comma makes an array of one item an array.
        return "(" + "".join([f"{literal(item)}, " for item in value]) + ")"
    return string(str(value))


def string(text: str) -> str:
    """A Typst string literal; control characters that no reader sees become spaces."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + _CONTROL.sub(" ", escaped) + '"'


def breakable(words: str, least: int) -> str:
    """Words for print, those of `least` letters and more with places where a line may end: after
    each of `_/.-`, and in a hash after every eighth letter."""
    return " ".join(
        word if len(word) < least else _MAY_BREAK.sub(rf"\g<0>{_ZERO_WIDTH_SPACE}", word)
        for word in words.split(" ")
    )


def call(name: str, *values: object, **named: object) -> Code:
    """A call of a function of components.typ; an argument that is None is left out."""
    arguments = [literal(value) for value in values]
    arguments += [f"{k.replace('_', '-')}: {literal(v)}" for k, v in named.items() if v is not None]
    return Code(f"{name}({', '.join(arguments)})")


def markup(*calls: Code) -> str:
    """Calls as Typst markup, one to a line."""
    return "".join(f"#{c.code}\n" for c in calls)


def slug(text: str) -> str:
    """`AM-2.SC2` as an anchor: `am-2-sc2`."""
    return "-".join(_PLAIN.findall(text.lower())) or "x"
