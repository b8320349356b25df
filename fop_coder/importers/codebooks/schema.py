"""The check of plain data against the JSON Schema of codebooks, with each fault in words and at its place."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fop_coder.importers.codebooks.located import Fault, Located, Path
from fop_coder.shipped import codebooks_folder

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a group of keys",
    "null": "nothing",
}


def schema_faults(located: Located) -> list[Fault]:
    """Return everything that does not fit the schema. All faults, not the first alone."""
    found: list[Fault] = []
    for error in _validator().iter_errors(located.data):
        found.extend(_faults(error, located))
    return found


@lru_cache(maxsize=1)
def _validator() -> Validator:
    from jsonschema import Draft202012Validator

    schema = json.loads((codebooks_folder() / "codebook.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema)


def _faults(error: ValidationError, located: Located) -> Iterable[Fault]:
    path: Path = tuple(error.absolute_path)
    rule, expected, found, schema = str(error.validator), error.validator_value, error.instance, error.schema
    if rule == "additionalProperties":
        return _unknown_keys(found, schema, path, located)
    say = _WORDING.get(rule)
    message = f"{_shown(found)} does not fit: {error.message[:200]}" if say is None else say(expected, found, schema)
    return [located.fault(path, _subject(path) + message)]


def _unknown_keys(found: Any, schema: Any, path: Path, located: Located) -> Iterable[Fault]:
    known = schema["properties"]
    for key in found:
        if key not in known:
            near = difflib.get_close_matches(str(key), known, n=1)
            do = f"did you mean {near[0]!r}?" if near else f"known here are {', '.join(known)}"
            yield (*located.key_place((*path, key)), f"{key!r} is not known here; {do}")


def _subject(path: Path) -> str:
    """Return the name of what is wrong: the last key on the way to it."""
    named = [part for part in path if isinstance(part, str)]
    return f"{named[-1]}: " if named else ""


def _type(expected: Any, found: Any, _: Any) -> str:
    wanted = expected if isinstance(expected, list) else [expected]
    message = f"this is {_TYPES[_kind(found)]}, but should be {' or '.join(_TYPES[w] for w in wanted)}"
    if "string" in wanted and isinstance(found, bool | int | float):
        return f"{message}; put it in quotation marks"
    if "array" in wanted and isinstance(found, str | dict):
        return f"{message}; begin each entry with a hyphen"
    return message


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    for kind, type_ in (("boolean", bool), ("string", str), ("integer", int), ("number", float), ("array", list)):
        if isinstance(value, type_):
            return kind
    return "object"


def _required(expected: Any, found: Any, _: Any) -> str:
    return f"{' and '.join(key for key in expected if key not in found)} missing"


def _enum(expected: Any, found: Any, _: Any) -> str:
    near = difflib.get_close_matches(str(found), expected, n=1)
    do = f"did you mean {near[0]!r}?" if near else f"choose one of {', '.join(expected)}"
    return f"{_shown(found)} is not known here; {do}"


def _shown(value: Any) -> str:
    """Return a value short enough for a message."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


_WORDING: dict[str, Callable[[Any, Any, Any], str]] = {
    "type": _type,
    "required": _required,
    "enum": _enum,
    "pattern": lambda _, found, schema: f"{_shown(found)} is not {schema['description']}",
    "const": lambda _, found, __: f"{_shown(found)} is an edition that this version of the program does not read",
    "minLength": lambda *_: "this is empty",
    "minItems": lambda least, found, _: f"{len(found)} entries, but at least {least} are needed",
    "minimum": lambda least, found, _: f"{found} is less than {least}",
    "maximum": lambda most, found, _: f"{found} is more than {most}",
    "oneOf": lambda *_: "a band counts either codes or one number: give codes or number_of, not both",
    "dependentRequired": lambda *_: "a criteria rule needs criteria",
}
"""The words for breaking each rule of the schema, from what was expected, what was found, and the part's schema."""
