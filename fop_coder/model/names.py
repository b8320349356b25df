"""Names where several are written in one line, with commas between them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fop_coder.model.base import check

_NAME = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^,]*?))\s*(?:,|\Z)')


def names_between_commas(text: str) -> tuple[str, ...]:
    """Return the names of a line; one that holds a comma itself stands in quotation marks (those in it doubled)."""
    found = (m[2] if m[1] is None else m[1].replace('""', '"').strip() for m in _NAME.finditer(text))
    return tuple(name for name in found if name)


def between_commas(names: Iterable[str]) -> str:
    """Return names as one line that ``names_between_commas`` reads again."""
    return ", ".join(_quoted(name) if "," in name or name.startswith('"') else name for name in names)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def check_new_coder_name(name: str) -> None:
    """Raise ValueRefused for a coder's name with a comma: it could not be told apart where several are named.

    Coders that have one already keep it.
    """
    check(
        "," not in name,
        f"a coder's name cannot hold a comma, as {name!r} does: commas stand between names",
        do="Write it without, such as “Kim Lee”",
    )
