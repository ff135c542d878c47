"""Where in a declaration a fault lies, as its writer sees it, and which keys are known there.

The checking library speaks of a fault's place in its own terms: it adds the tag of the rule that it
chose (`tests[0].target.measre`), which stands nowhere in the file.
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import yaml
from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Place:
    """`path` as in `$.objectives[0].tests[1].measure`, `parts` what it is made of, `last` its last;
    `keys` those known beside it; `tags` the words that would choose between several shapes here,
    `inside` the keys of the one shape that may stand here; of a list those of its items."""

    path: str
    last: str
    keys: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    parts: tuple[str | int, ...] = ()
    inside: tuple[str, ...] = ()

    def within(self, content: Any) -> str:
        """` (criterion 1.1)`: what the place is in, by the innermost id that stands on the way to
        it; "" without one, and for an id itself."""
        found = ""
        for list_, number in zip(self.parts, self.parts[1:], strict=False):
            content = _step_into(content, list_)
            item = _step_into(content, number)
            name = item.get("id") if isinstance(item, dict) else None
            if isinstance(number, int) and isinstance(name, str | int):
                found = f" ({_ONE_OF.get(str(list_), 'id')} {name})"
        return "" if self.last == "id" else found

    def line(self, node: yaml.Node | None) -> int:
        """The line of a YAML text in which the place begins, or else what it would stand in."""
        line = 1
        for part in self.parts:
            inner = _node(node, part)
            if inner is None:
                break
            begins, node = inner
            line = begins.start_mark.line + 1
        return line


_ONE_OF = {
    "objectives": "objective", "criteria": "criterion", "actions": "action", "scales": "scale",
    "bodies": "body",
}  # fmt: skip


def _step_into(content: Any, part: str | int) -> Any:
    if isinstance(content, dict):
        return content.get(part)
    inside = isinstance(content, list) and isinstance(part, int) and part < len(content)
    return content[part] if inside else None


def _node(node: Any, part: str | int) -> tuple[Any, Any] | None:
    """Where the key or item begins, and its value."""
    if isinstance(node, yaml.MappingNode):
        return next((pair for pair in node.value if pair[0].value == str(part)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None


def place_of(model: type[BaseModel], location: tuple[str | int, ...]) -> Place:
    """The place of `location` in what `model` declares."""
    shapes: list[Any] = [model]
    path, last = "$", ""
    parts: list[str | int] = []
    keys: tuple[str, ...] = ()
    for part in location:
        shapes = [shape for outer in shapes for shape in _alternatives(outer)]
        chosen = [shape for shape in shapes if part in _tags(shape)]
        if len(shapes) > 1 and chosen:
            shapes = chosen
            continue
        path, last = path + _step(part), str(part)
        parts.append(part)
        keys = tuple(_keys(shapes)) or keys
        shapes = [inner for shape in shapes for inner in _inside(shape, part)]
    here = [shape for outer in shapes for shape in _alternatives(outer)]
    # Of a list what its items may be.
    here += [shape for outer in here for item in _inside(outer, 0) for shape in _alternatives(item)]
    here = [shape for shape in here if _is_model(shape)]
    tags = [tag for shape in here for tag in _tags(shape)]
    inside = tuple(_keys(here)) if len(here) == 1 else ()
    return Place(path, last, keys, tuple(tags), tuple(parts), inside)


def _step(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if part.replace("_", "").replace("-", "").isalnum() else f"['{part}']"


def _alternatives(shape: Any) -> list[Any]:
    """The shapes that may stand where `shape` is declared: itself, or the arms of a union."""
    if get_origin(shape) is Annotated:
        return _alternatives(get_args(shape)[0])
    if get_origin(shape) in (Union, types.UnionType):
        arms = [arm for arm in get_args(shape) if arm is not type(None)]
        return [inner for arm in arms for inner in _alternatives(arm)]
    return [shape]


def _is_model(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, BaseModel)


def _tags(shape: Any) -> tuple[Any, ...]:
    """The words of a model's one-word fields, such as `rule: target`."""
    if not _is_model(shape):
        return ()
    annotations = [field.annotation for field in shape.model_fields.values()]
    one_word = [get_args(a) for a in annotations if get_origin(a) is Literal]
    return tuple(words[0] for words in one_word if len(words) == 1)


def _keys(shapes: Iterable[Any]) -> Iterable[str]:
    for shape in shapes:
        if _is_model(shape):
            for name, field in shape.model_fields.items():
                yield field.alias or name


def _inside(shape: Any, part: str | int) -> list[Any]:
    """What stands at `part` inside a model, a mapping or a list of the shape."""
    if _is_model(shape):
        field = shape.model_fields.get(str(part))
        return [field.annotation] if field is not None else []
    arguments = get_args(shape)
    if get_origin(shape) is dict:
        return [arguments[1]]
    return [arguments[0]] if arguments and isinstance(part, int) else []
