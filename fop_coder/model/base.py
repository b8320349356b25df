"""What all values share: permanent GUIDs, moments in time, and the checks made when a value is built."""

from __future__ import annotations

import json
import re
import uuid
from datetime import UTC, datetime
from functools import lru_cache
from typing import NewType

from fop_coder.model.errors import ValueRefused

Guid = NewType("Guid", str)
"""A permanent identity, lower-case with hyphens. Packs and interchange meet by it, names may change."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NAMESPACE = uuid.UUID("6b1f0c0e-3f0a-5d7e-9a52-7a5f3c1d2e40")


def new_guid() -> Guid:
    """Return a fresh random GUID."""
    return Guid(str(uuid.uuid4()))


def derived_guid(*parts: str) -> Guid:
    """Return the same GUID for the same parts, always: for values that are identified by what they join."""
    return Guid(str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts))))


def now() -> str:
    """Return the present moment in UTC as ISO 8601 with seconds and a Z."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def check(condition: bool, what: str, *, where: str = "", do: str = "") -> None:
    """Raise ValueRefused unless the condition holds."""
    if not condition:
        raise ValueRefused(what, where=where, do=do)


def check_guid(guid: str, where: str) -> None:
    """Raise ValueRefused unless the text is a GUID in its usual form (a pattern: this runs for every value read)."""
    if not (isinstance(guid, str) and _GUID.fullmatch(guid)):
        raise ValueRefused(f"{guid!r} is not a GUID", where=where)


check_reference = lru_cache(maxsize=4_096)(check_guid)
"""``check_guid`` for what many values name alike: documents, codes, coders of tens of thousands of passages."""


def check_name(name: str, where: str) -> None:
    """Raise ValueRefused for a name that is empty, spaced at its ends, or holds control characters."""
    check(isinstance(name, str) and name.strip() != "", "the name is empty", where=where)
    check(name == name.strip(), f"the name {name!r} begins or ends with a space", where=where)
    check(not _CONTROL.search(name), f"the name {name!r} holds control characters", where=where)


def check_json(text: str, where: str) -> None:
    """Raise ValueRefused unless the text is empty or a JSON object or list."""
    if text == "":
        return
    try:
        found = json.loads(text)
    except (TypeError, ValueError) as error:
        raise ValueRefused(f"is not JSON ({error})", where=where) from error
    check(isinstance(found, (dict, list)), "is neither a JSON object nor a list", where=where)
