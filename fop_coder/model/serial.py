"""Values as plain dictionaries and back, for the history and JSON. One codec, driven by the dataclasses' own types."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, cast

from fop_coder.model.change import KINDS, Change, Value
from fop_coder.model.errors import ValueRefused

_BY_NAME: dict[str, type[Value]] = {kind.__name__: kind for kind in KINDS}
Reader = Callable[[Any], Any]


def to_plain(value: Value) -> dict[str, Any]:
    """Return a value as a dictionary of JSON types, its kind under ``"is"``; fields at their defaults are left out."""
    return {"is": type(value).__name__, **_plain_fields(value)}


def from_plain(plain: dict[str, Any]) -> Value:
    """Return the value that ``to_plain`` made the dictionary from.

    Raises:
        ValueRefused: if the kind is unknown or a field is missing or wrong.
    """
    kind: Any = _BY_NAME.get(str(plain.get("is")))
    if kind is None:
        raise ValueRefused(f"{plain.get('is')!r} is not a kind of value this version knows")
    try:
        return cast(Value, _reader(kind)({k: v for k, v in plain.items() if k != "is"}))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueRefused(f"a {kind.__name__} has wrong fields ({error})") from error


def all_fields(value: Value) -> dict[str, Any]:
    """Return every field of a value as JSON types, defaults included: what a table row holds."""
    return {field.name: _plain(getattr(value, field.name)) for field in _fields(type(value))}


def change_to_plain(change: Change) -> dict[str, Any]:
    """Return a Change as JSON types; texts are referred to by the documents' fingerprints, not held."""
    return {
        "label": change.label,
        "removed": [to_plain(v) for v in change.removed],
        "added": [to_plain(v) for v in change.added],
    }


def change_from_plain(plain: dict[str, Any]) -> Change:
    """Return the Change that ``change_to_plain`` was given, without its texts."""
    return Change(
        plain["label"],
        tuple(from_plain(v) for v in plain["removed"]),
        tuple(from_plain(v) for v in plain["added"]),
    )


def field_readers(kind: type[Value]) -> dict[str, Reader | None]:
    """Return for each field, in order, what builds its content from its plain form; None where that is the same."""
    return _field_readers(cast(Any, kind))


@cache
def _field_readers(kind: Any) -> dict[str, Reader | None]:
    hints = typing.get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in _fields(kind)}
    return {name: None if reader is _as_it_is else reader for name, reader in readers.items()}


def _plain_fields(value: Any) -> dict[str, Any]:
    plain = {}
    for field in _fields(type(value)):
        content = getattr(value, field.name)
        if field.default is not dataclasses.MISSING and content == field.default:
            continue
        plain[field.name] = _plain(content)
    return plain


_AS_IT_IS = frozenset((str, int, float, bool, type(None)))


def _plain(content: Any) -> Any:
    if type(content) in _AS_IT_IS:  # nearly every field: asked first, a transcript has thousands of turns
        return content
    if isinstance(content, Enum):
        return content.value
    if isinstance(content, tuple):
        return [_plain(c) for c in content]
    if dataclasses.is_dataclass(content):
        return _plain_fields(content)
    return content


_fields: Callable[[Any], tuple[dataclasses.Field[Any], ...]] = cache(dataclasses.fields)


@cache
def _reader(kind: Any) -> Reader:
    """Return the function that builds a value of this type from its plain form."""
    origin = typing.get_origin(kind)
    if origin is tuple:
        item = _reader(typing.get_args(kind)[0])
        return lambda plain: tuple(item(p) for p in plain)
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(a for a in typing.get_args(kind) if a is not type(None)))
        return _as_it_is if inner is _as_it_is else lambda plain: None if plain is None else inner(plain)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        readers = {name: _reader(hint) for name, hint in hints.items()}
        build = cast(Callable[..., Any], kind)
        return lambda plain: build(**{name: readers[name](content) for name, content in plain.items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _as_it_is


def _as_it_is(plain: Any) -> Any:
    return plain
