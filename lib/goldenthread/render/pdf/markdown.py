"""Markdown cells as Typst. Text travels as string literals, so that nothing in it is markup."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, cast

import mistune

from goldenthread.display.markup import string

Token = Mapping[str, Any]
Parser = Callable[[str], list[Token]]


def typst_of(markdown: str) -> str:
    """The cell's Typst markup; headings start at the second level: a report has one title."""
    return "\n\n".join(part for part in map(_block, _parser()(markdown)) if part)


@functools.cache
def _parser() -> Parser:
    return cast(Parser, mistune.create_markdown(renderer="ast", plugins=["table"]))


def _block(token: Token) -> str:
    kind = token["type"]
    if kind in ("paragraph", "block_text"):
        return _inline(token)
    if kind == "heading":
        level = max(token["attrs"]["level"], 2)
        return f"#heading(level: {level})[{_inline(token)}]"
    if kind == "list":
        call = "enum" if token["attrs"].get("ordered") else "list"
        items = ", ".join(f"[{_blocks(item)}]" for item in token["children"])
        return f"#{call}({items})"
    if kind == "block_quote":
        return f"#quote(block: true)[{_blocks(token)}]"
    if kind == "block_code":
        return f"#raw({string(token['raw'].rstrip())}, block: true)"
    if kind == "table":
        return _table(token)
    if kind == "thematic_break":
        return "#line(length: 100%, stroke: 0.5pt + luma(80%))"
    if kind == "blank_line":
        return ""
    return _literal(token.get("raw", ""))


def _blocks(token: Token) -> str:
    return "\n\n".join(part for part in map(_block, token["children"]) if part)


def _table(token: Token) -> str:
    head, body = token["children"]
    header = ", ".join(f"[{_inline(cell)}]" for cell in head["children"])
    rows = [f"[{_inline(cell)}]" for row in body["children"] for cell in row["children"]]
    cells = ", ".join((f"table.header({header})", *rows))
    return f"#table(columns: {len(head['children'])}, {cells})"


def _inline(token: Token) -> str:
    return "".join(map(_span, token.get("children", ())))


def _span(token: Token) -> str:
    kind = token["type"]
    if kind == "text":
        return _literal(token["raw"])
    if kind in ("strong", "emphasis"):
        call = "strong" if kind == "strong" else "emph"
        return f"#{call}[{_inline(token)}]"
    if kind == "codespan":
        return f"#raw({string(token['raw'])})"
    if kind == "link":
        return f"#link({string(token['attrs']['url'])})[{_inline(token)}]"
    if kind == "linebreak":
        return "#linebreak()"
    if kind == "softbreak":
        return " "
    # An image is its alt text: a report fetches nothing.
    return _inline(token) if kind == "image" else _literal(token.get("raw", ""))


def _literal(text: str) -> str:
    # The semicolon ends the expression: a full stop after it would be a method call.
    return f"#{string(text)};" if text else ""
