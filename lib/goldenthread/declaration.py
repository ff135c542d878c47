"""Reading the YAML that people write: every fault at once, by path, with the nearest right key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from goldenthread.errors import DeclarationError, Finding, nearest

Model = TypeVar("Model", bound="Declared")


class Declared(BaseModel):
    """Something declared in YAML: frozen, and a key that it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class _UniqueKeyLoader(yaml.SafeLoader):
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


# YAML 1.2: only true and false are booleans. A "no" in a checklist is the word "no".
_UniqueKeyLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_UniqueKeyLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file; a DeclarationError names the line where it is not YAML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DeclarationError(f"{path}: there is no such file.") from None
    except UnicodeDecodeError:
        raise DeclarationError(f"{path}: not UTF-8 text. Save it as UTF-8.") from None
    try:
        return yaml.load(text, _UniqueKeyLoader)  # noqa: S506 - a subclass of SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "not YAML"
        raise DeclarationError(f"{path.name}{where}: {problem}.") from None


def load(path: Path, model: type[Model]) -> Model:
    """The declaration in `path`; a DeclarationError carries every fault with its path."""
    return check(read_yaml(path), model, path.name)


def check(content: Any, model: type[Model], name: str) -> Model:
    """`content` as `model`; `name` is what messages call the file."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        findings = [_finding(fault, model, name) for fault in error.errors()]
    message = f"{name} has {len(findings)} fault{'s' if len(findings) > 1 else ''}:"
    raise DeclarationError(message, findings)


def _finding(fault: Any, model: type[BaseModel], name: str) -> Finding:
    location = tuple(fault["loc"])
    path = _path(location)
    if fault["type"] == "extra_forbidden":
        keys = set(_keys_beside(model, location))
        match = nearest(str(location[-1]), keys)
        hint = f"Did you mean {match!r}?" if match else f"Known keys: {', '.join(sorted(keys))}."
        return Finding("stop", name, f"{path}: unknown key {location[-1]!r}", fix=hint)
    if fault["type"] == "missing":
        return Finding("stop", name, f"{path}: the key {location[-1]!r} is missing")
    found = repr(fault["input"]) if not isinstance(fault["input"], dict | list) else ""
    message = fault["msg"].removeprefix("Value error, ")
    return Finding("stop", name, f"{path}: {message[:1].lower()}{message[1:]}", found=found[:80])


def _path(location: tuple[Any, ...]) -> str:
    return "$" + "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in location)


def _keys_beside(model: type[BaseModel], location: tuple[Any, ...]) -> Iterator[str]:
    """The keys allowed where the last part of `location` stands."""
    models: list[type[BaseModel]] = [model]
    for part in location[:-1]:
        inner: list[type[BaseModel]] = []
        for candidate in models:
            field = candidate.model_fields.get(str(part))
            inner += _models_in(field.annotation) if field else [candidate]
        models = inner or models
    for candidate in models:
        for name, field in candidate.model_fields.items():
            yield field.alias or name


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]
