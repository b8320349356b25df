"""Values as plain dictionaries and back, for the history and JSON. One codec, driven by the dataclasses' own types."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from operator import attrgetter
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
    contents = dict(plain)
    del contents["is"]
    try:
        return cast(Value, _reader(kind)(contents))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueRefused(f"a {kind.__name__} has wrong fields ({error})") from error


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
    names, defaults, contents = _ways(cast(Any, type(value)))
    plain = {}
    for name, default, content in zip(names, defaults, contents(value), strict=True):
        if content != default:
            plain[name] = content if type(content) in _AS_IT_IS else plain_content(content)
    return plain


@cache
def _ways(kind: Any) -> tuple[tuple[str, ...], tuple[Any, ...], Callable[[Any], Iterable[Any]]]:
    """Return the names of a kind's fields, their defaults, and what gets their contents at once.

    Where there is no default, what stands for it equals nothing.
    """
    fields = _fields(kind)
    names = tuple(field.name for field in fields)
    every = attrgetter(*names)
    contents = every if len(names) > 1 else lambda value: (every(value),)
    return names, tuple(field.default for field in fields), contents


_AS_IT_IS = frozenset((str, int, float, bool, type(None)))


def plain_content(content: Any) -> Any:
    """Return what a field of a value holds as JSON types."""
    if type(content) in _AS_IT_IS:  # nearly every field: asked first, a transcript has thousands of turns
        return content
    if isinstance(content, Enum):
        return content.value
    if isinstance(content, tuple):
        return [plain_content(c) for c in content]
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
        return _builder(
            cast(Callable[..., Any], kind),
            {name: reader for name, reader in readers.items() if reader is not _as_it_is},
        )
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _as_it_is


def _builder(build: Callable[..., Any], readers: dict[str, Reader]) -> Reader:
    """Return what builds a dataclass; ``readers`` for those of its fields that are not in their plain form already."""

    def built(plain: Any) -> Any:
        read = {name: reader(plain[name]) for name, reader in readers.items() if name in plain}
        return build(**{**plain, **read})

    return built


def _as_it_is(plain: Any) -> Any:
    return plain
