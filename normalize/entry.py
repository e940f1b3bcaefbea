"""YAML entries turned into frozen dataclasses; an entry that is not exactly what its dataclass says is an error."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml

T = TypeVar("T")


class _Loader(yaml.SafeLoader):
    """Plain YAML in which a key given twice is an error, and not the last one taken."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[object, object]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"{key!r} is given twice (line {node.start_mark.line + 1})")
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_entries(kind: type[T], path: Path) -> T:
    """The file as the dataclass `kind`, whose fields are the file's keys. Raises `ValueError` naming file and entry."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise ValueError(f"{path.name}: no valid YAML{where}: {error.problem}; mend the file there") from error
    except (ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{path.name}: {' '.join(str(error).split())}") from error
    return build(kind, data, path.name)


def build(kind: type[T], data: object, where: str) -> T:
    """One dataclass from a mapping. `where` names the entry in the message of the `ValueError`."""
    if not isinstance(data, dict):
        raise ValueError(f"{where}: expected keys and values, found {data!r}")
    if not is_dataclass(kind):
        raise TypeError(f"{kind} is no dataclass")
    hints = get_type_hints(kind)
    unknown = sorted(str(key) for key in data if key not in hints)
    if unknown:
        raise ValueError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(hints)}")
    values: dict[str, Any] = {}
    for field in fields(kind):
        if field.name in data:
            values[field.name] = _value(hints[field.name], data[field.name], f"{where}: {field.name}")
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ValueError(f"{where}: {field.name!r} is missing")
    return kind(**values)


def _value(hint: Any, data: object, where: str) -> object:
    origin = get_origin(hint)
    if origin is tuple:
        return _items(get_args(hint)[0], data, where)
    if origin in (Union, UnionType):
        [inner] = [option for option in get_args(hint) if option is not NoneType]
        return _value(inner, data, where)
    if origin is Literal:
        if data not in get_args(hint):
            raise ValueError(f"{where}: {data!r} is none of {', '.join(map(str, get_args(hint)))}")
        return data
    if isinstance(hint, type) and is_dataclass(hint):
        return build(hint, data, where)
    if type(data) is not hint:
        raise ValueError(f"{where}: expected {hint.__name__}, found {data!r}; codes and spellings are quoted")
    return data


def _items(hint: Any, data: object, where: str) -> tuple[object, ...]:
    if not isinstance(data, list):
        raise ValueError(f"{where}: expected a list, found {data!r}")
    return tuple(_value(hint, item, f"{where}[{index}] ({_name(item)})") for index, item in enumerate(data))


def _name(item: object) -> str:
    first = next(iter(item.values()), item) if isinstance(item, dict) else item
    return str(first)
