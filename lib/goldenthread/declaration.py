"""Reading the YAML that people write: every fault at once, by path, with the nearest right key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from goldenthread.declared_path import Place, place_of
from goldenthread.errors import DeclarationError, Finding, nearest
from goldenthread.wording import without_capital

if TYPE_CHECKING:
    from yaml import SafeLoader as _SafeLoader
else:
    # The one written in C, where PyYAML was built with it, is several times as fast.
    _SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Model = TypeVar("Model", bound="Declared")


class Declared(BaseModel):
    """Something declared in YAML: frozen, and a key that it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Faults(ValueError):
    """Several faults that a validator found together, each with its path below the validated
    thing: `("bodies", 2)` and what is wrong there."""

    def __init__(self, faults: Iterable[tuple[tuple[str | int, ...], str]]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(message for _, message in self.faults))


class _UniqueKeyLoader(_SafeLoader):
    """YAML in which a key given twice is a fault and not a silent overwrite."""


def _mapping(loader: _UniqueKeyLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"key {key!r} is given twice", key_node.start_mark
            )
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


def _date(loader: _UniqueKeyLoader, node: yaml.ScalarNode) -> Any:
    """A date; what only looks like one (2022-13-01) stays text, for the model to refuse."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value


# YAML 1.2: only true and false are booleans. A "no" in a checklist is the word "no".
_UniqueKeyLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_UniqueKeyLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_UniqueKeyLoader.add_constructor("tag:yaml.org,2002:timestamp", _date)


_BESIDE = (
    "Look at this line and the one above: as many spaces at the beginning as the lines that belong "
    "with it, and every quotation mark and bracket closed."
)
# What usually is behind the reader's own words.
_ADVICE = {
    "mapping values are not allowed in this context": (
        'A text with a colon in it stands in quotation marks: "Our plan: the second year". If '
        "there is none in this line, it begins with more spaces than the lines beside it."
    ),
    "found character that cannot start any token": (
        "A text that begins with a sign such as @, % or ` stands in quotation marks. Lines begin "
        "with spaces, never with a tab."
    ),
    "found a tab character that violates indentation": "Begin it with spaces, not a tab.",
    "found undefined alias": "A text that begins with * stands in quotation marks.",
    "did not find expected key": _BESIDE,
    "did not find expected '-' indicator": _BESIDE,
    "did not find expected ',' or ']'": _BESIDE,
    "did not find expected ',' or '}'": _BESIDE,
}


def read_yaml(path: Path) -> Any:
    """The content of a YAML file; a DeclarationError names the line where it is not YAML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        message = f"{path.name}: there is no such file in {path.parent.name}/."
        raise DeclarationError(message) from None
    except UnicodeDecodeError:
        message = f"{path.name}: not UTF-8 text. Save it as UTF-8."
        raise DeclarationError(message) from None
    try:
        return yaml.load(text, _UniqueKeyLoader)  # noqa: S506 - a subclass of SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "not YAML"
        message = f"{path.name}{where}: {problem}. {_ADVICE.get(problem, '')}".strip()
        raise DeclarationError(message) from None


def load(path: Path, model: type[Model]) -> Model:
    """The declaration in `path`; a DeclarationError carries every fault with its path."""
    return check(read_yaml(path), model, path.name, path)


def check(content: Any, model: type[Model], name: str, path: Path | None = None) -> Model:
    """`content` as `model`; `name` is what messages call the file, and `path` the file whose lines
    they give."""
    if not isinstance(content, dict):
        message = f"{name} holds no keys; it should begin with {next(iter(model.model_fields))!r}."
        raise DeclarationError(message)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        faults = _own_faults(error.errors())
        text = path.read_text(encoding="utf-8-sig") if path is not None else ""
        nodes = yaml.compose(text, _SafeLoader) if text else None
        findings = [
            _placed(finding, place, content, nodes)
            for fault in faults
            for place, finding in _findings(fault, model, name)
        ]
    message = f"{name} has {len(findings)} fault{'s' if len(findings) > 1 else ''}:"
    raise DeclarationError(message, findings)


def _own_faults(faults: list[Any]) -> list[Any]:
    """Without those that only follow: a list whose items are wrong is not also too short."""
    inside = {fault["loc"][:length] for fault in faults for length in range(len(fault["loc"]))}
    return [f for f in faults if f["type"] != "too_short" or f["loc"] not in inside]


def _findings(fault: Any, model: type[BaseModel], name: str) -> Iterator[tuple[Place, Finding]]:
    cause = fault.get("ctx", {}).get("error")
    if not isinstance(cause, Faults):
        place = place_of(model, tuple(fault["loc"]))
        yield place, _finding(fault, place, name)
        return
    for below, message in cause.faults:
        place = place_of(model, (*fault["loc"], *below))
        yield place, Finding("stop", name, f"{place.path}: {message}")


def _placed(finding: Finding, place: Place, content: Any, nodes: yaml.Node | None) -> Finding:
    """With its line, and with the id of what it is in after the path."""
    below, colon, rest = finding.message.removeprefix(place.path).partition(": ")
    message = f"{place.path}{below}{place.within(content)}{colon}{rest}"
    where = f"{finding.file}, line {place.line(nodes)}" if nodes is not None else finding.file
    return replace(finding, file=where, message=message)


def _finding(fault: Any, place: Place, name: str) -> Finding:
    kind, found = fault["type"], fault["input"]
    if kind == "extra_forbidden":
        return Finding(
            "stop",
            name,
            f"{place.path}: unknown key {place.last!r}",
            fix=_suggestion(place.last, place.keys, "Known keys"),
        )
    if kind in ("missing", "union_tag_not_found"):
        key = place.last if kind == "missing" else fault["ctx"]["discriminator"].strip("'")
        path = place.path if kind == "missing" else f"{place.path}.{key}"
        allowed = "" if kind == "missing" else _words(fault["ctx"].get("expected_tags", place.tags))
        return Finding("stop", name, f"{path}: the key {key!r} is missing", allowed=allowed)
    if kind == "union_tag_invalid":
        key, tag = fault["ctx"]["discriminator"].strip("'"), str(fault["ctx"]["tag"])
        fix = _suggestion(tag, _quoted(fault["ctx"]["expected_tags"]), "Allowed")
        return Finding("stop", name, f"{place.path}.{key}: unknown {key} {tag!r}", fix=fix)
    if kind == "literal_error":
        choices = _quoted(fault["ctx"]["expected"])
        message = f"{place.path}: {str(found)!r} is not one of the words allowed here"
        return Finding("stop", name, message, fix=_suggestion(str(found), choices, "Allowed"))
    if found is None:
        return Finding("stop", name, f"{place.path}: the key {place.last!r} is left blank")
    if kind.startswith(("date_", "datetime_")):
        message = f"{place.path}: not a date; write the year, month and day as 2022-08-31"
        return Finding("stop", name, message, found=str(found)[:80])
    if kind in _WANTED:
        wanted, fix = _WANTED[kind], _how(kind, place, found)
        shown = str(found)[:80] if not isinstance(found, dict | list | tuple) else ""
        return Finding("stop", name, f"{place.path}: {wanted}", found=shown, fix=fix)
    message = fault["msg"].removeprefix("Value error, ")
    shown = str(found)[:80] if not isinstance(found, dict | list | tuple) else ""
    fix = 'Put it in quotes: "…".' if kind == "string_type" and shown else ""
    text = f"{place.path}: {without_capital(message)}"
    return Finding("stop", name, text, found=shown, fix=fix)


_NUMBER, _LIST, _KEYS = "not a number", "a list is wanted here", "keys are wanted here"
_WANTED = {
    "float_parsing": _NUMBER, "float_type": _NUMBER, "int_parsing": _NUMBER, "int_type": _NUMBER,
    "tuple_type": _LIST, "list_type": _LIST,
    "dict_type": _KEYS, "model_type": _KEYS, "model_attributes_type": _KEYS,
    "bool_parsing": "write true or false", "bool_type": "write true or false",
}  # fmt: skip


def _how(kind: str, place: Place, found: Any) -> str:
    """How to write what is wanted instead of what was found."""
    wanted, text = _WANTED[kind], str(found).strip()
    if wanted == _NUMBER and text.endswith("%"):
        unit = " and unit: percent" if "unit" in place.keys else ""
        return f"Write {text.removesuffix('%').strip()}{unit}."
    if place.tags and wanted in (_LIST, _KEYS):
        one = f"{{rule: {place.tags[0]}, …}}"
        return f"As in {place.last}: [{one}]." if wanted == _LIST else f"As in {one}."
    if wanted == _LIST and place.inside:
        return "Each of them stands on lines of its own, of which the first begins with a hyphen."
    if wanted == _LIST and not isinstance(found, dict | list | tuple):
        return f"Put it in square brackets: [{text[:40]}]."
    if wanted == _KEYS and place.inside:
        return f"Known keys: {', '.join(sorted(place.inside))}."
    return ""


def _suggestion(word: str, choices: Iterable[str], heading: str) -> str:
    known = sorted(choices)
    match = nearest(word, known)
    return f"Did you mean {match!r}?" if match else f"{heading}: {', '.join(known)}."


def _quoted(text: str) -> list[str]:
    """The words that a message of the library quotes: `'a', 'b' or 'c'`."""
    return re.findall(r"'([^']*)'", text)


def _words(text: Any) -> str:
    return ", ".join(_quoted(text) if isinstance(text, str) else text)
