"""Labels of quotations by template: "{role}, {class}" becomes "Family social worker, enthusiast"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fop_coder.model.errors import ValueRefused

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|([{}])|\s*[,;:·|/–—]\s*|\s-\s|[(\[]|[)\]]|[^{},;:·|/–—()\[\]\s-]+|\s+|-")
_SEPARATOR = re.compile(r"\s*[,;:·|/–—]\s*|\s-\s")
_CLOSES = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands between two separators: texts, names of fields (in a tuple of one) and parts in brackets."""

    before: str
    pieces: tuple[str | tuple[str] | _Bracketed, ...]


@dataclass(frozen=True, slots=True)
class _Bracketed:
    opening: str
    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class LabelTemplate:
    """A template that was read.

    Attributes:
        text: as written.
        fields: as they are known, in the order in which they first stand.
    """

    text: str
    fields: tuple[str, ...]
    _parts: tuple[_Part, ...]

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the label: a part whose fields are all empty is left out, with its separator or brackets.

        Args:
            values: of the template's ``fields``.
        """
        return " ".join(_filled(self._parts, values)[0].split())


def read_label_template(text: str, known: Mapping[str, str]) -> LabelTemplate:
    """Read a template. Two braces stand for one.

    Args:
        known: names of fields as they may be written, without regard to case → the field that is meant.

    Raises:
        ValueRefused: if it is empty, has braces that do not match, or names a field that is not known.
    """
    if not text.strip():
        raise ValueRefused("a label is empty", do="Write what it is made of, such as {respondent}")
    folded = {" ".join(name.split()).casefold(): field for name, field in known.items()}
    fields: dict[str, None] = {}

    def field(name: str) -> str:
        found = folded.get(" ".join(name.split()).casefold())
        if found is None:
            raise ValueRefused(
                f"a label cannot say {{{name}}}: nothing is called so",
                do=f"Known: {', '.join(f'{{{one}}}' for one in known)}",
            )
        fields[found] = None
        return found

    pieces = list(_PIECE.finditer(text))
    if any(piece.group(2) for piece in pieces):
        raise ValueRefused(
            f"the label {text!r} has a brace too many", do="Write {name} for a field, {{ for a brace itself"
        )
    parts = _read(pieces, range(len(pieces)), field, _closed(pieces))
    return LabelTemplate(text.strip(), tuple(fields), parts)


def _read(
    found: list[re.Match[str]], places: range, field: Callable[[str], str], closed: Mapping[int, int]
) -> tuple[_Part, ...]:
    """Return the parts that stand at some places."""
    parts: list[_Part] = []
    before: str = ""
    pieces: list[str | tuple[str] | _Bracketed] = []
    place = places.start
    while place < places.stop:
        words, name = found[place].group(), found[place].group(1)
        if place in closed:
            inside = range(place + 1, closed[place])
            pieces.append(_Bracketed(words, _read(found, inside, field, closed)))
            place = inside.stop
        elif name is not None:
            pieces.append((field(name),))
        elif _SEPARATOR.fullmatch(words):
            parts.append(_Part(before, tuple(pieces)))
            before, pieces = words, []
        else:
            pieces.append(words[0] if words in ("{{", "}}") else words)
        place += 1
    parts.append(_Part(before, tuple(pieces)))
    return tuple(parts)


def _closed(found: list[re.Match[str]]) -> dict[int, int]:
    """Return where each bracket that is closed is closed; pairs lie inside one another or apart."""
    closed: dict[int, int] = {}
    waiting: list[int] = []
    for place, piece in enumerate(found):
        if piece.group() in _CLOSES:
            waiting.append(place)
        fitting = [w for w in waiting if _CLOSES[found[w].group()] == piece.group()]
        if fitting:
            closed[fitting[-1]] = place
            waiting = waiting[: waiting.index(fitting[-1])]  # those opened inside it stay open
    return closed


def _filled(parts: tuple[_Part, ...], values: Mapping[str, str]) -> tuple[str, bool, bool]:
    """Return the words of parts, whether any field stands in them, and whether any of those is filled."""
    words: str | None = None
    has_fields = is_filled = False
    for part in parts:
        said, asks, answers = _part_filled(part, values)
        has_fields, is_filled = has_fields or asks, is_filled or answers
        if answers or not asks:
            words = said.strip() if words is None else f"{words}{part.before}{said.strip()}"
    return words or "", has_fields, is_filled


def _part_filled(part: _Part, values: Mapping[str, str]) -> tuple[str, bool, bool]:
    words, has_fields, is_filled = "", False, False
    for piece in part.pieces:
        if isinstance(piece, str):
            words += piece
            continue
        if isinstance(piece, _Bracketed):
            inside, asks, answers = _filled(piece.parts, values)
            said = "" if asks and not answers else f"{piece.opening}{inside}{_CLOSES[piece.opening]}"
        else:
            said = values.get(piece[0], "").strip()
            asks, answers = True, bool(said)
        words += said
        has_fields, is_filled = has_fields or asks, is_filled or answers
    return words, has_fields, is_filled
