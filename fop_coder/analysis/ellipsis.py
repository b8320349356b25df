"""Words left out of a quotation: where they may end, and how the rest is printed, with “[…]” in their place.

What is left out ends where words end, so that no word is cut, and never within what is read as one character: a letter
with its accents, an emoji of several parts, a flag. The rules are those of grapheme clusters (Unicode Standard Annex
29), taken a little wider. Languages that put no spaces between words are cut between characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from fop_coder.model.report import LeftOut

ELLIPSIS = "[…]"

_CLOSING, _OPENING = ".,;:!?)]}”’»…", "([{“‘«"
_INSIDE = "'’-\u2010\u2011"
"""Apostrophes and hyphens join two words into one."""

_SPACELESS = (
    (0x0E00, 0x0FFF),  # Thai, Lao, Tibetan
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),  # ideographs
)
_SPACING_MARKS = "\u0e33\u0eb3"
_VIRAMA = 9
"""The combining class of signs that tie the next consonant to the one before."""


def widened(text: str, start: int, end: int) -> LeftOut | None:
    """Return a stretch of a text widened to whole words, without spaces at its ends; None where it has none but spaces.

    Args:
        text: of a passage; start, end: code points into it, half-open.
    """
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    while start > 0 and joins(text, start):
        start -= 1
    while end < len(text) and joins(text, end):
        end += 1
    return LeftOut(start, end)


def merged(stretches: Iterable[LeftOut], text: str, begin: int = 0) -> tuple[LeftOut, ...]:
    """Return stretches in the order of the text; those that overlap, or have only spaces between them, are one.

    Args:
        text: of the passage that they lie in; begin: the place of its first character in the document.
    """
    found: list[LeftOut] = []
    for one in sorted(stretches, key=lambda stretch: (stretch.start, stretch.end)):
        last = found[-1] if found else None
        if last is not None and not text[last.end - begin : max(last.end, one.start) - begin].strip():
            found[-1] = LeftOut(last.start, max(last.end, one.end))
        else:
            found.append(one)
    return tuple(found)


def without(stretches: Iterable[LeftOut], start: int, end: int) -> tuple[LeftOut, ...]:
    """Return stretches without those that touch a part of the text (code points, half-open)."""
    return tuple(one for one in stretches if one.end <= start or one.start >= end)


def pieces(text: str, begin: int, left_out: Iterable[LeftOut]) -> Iterator[tuple[str, bool]]:
    """Yield a passage's words in order, with whether they are left out; what lies outside the passage is passed over.

    Args:
        begin: the place of its first character in the document, which ``left_out`` is measured in.
    """
    at, end = begin, begin + len(text)
    for one in left_out:
        first, last = max(at, one.start), min(end, one.end)
        if first >= last:
            continue
        if first > at:
            yield text[at - begin : first - begin], False
        yield text[first - begin : last - begin], True
        at = last
    if at < end:
        yield text[at - begin :], False


def printed(text: str, begin: int, left_out: Iterable[LeftOut]) -> str:
    """Return a passage as it is quoted: “[…]” stands, between spaces, for what is left out; see ``pieces``."""
    found = list(pieces(text, begin, left_out))
    if not any(is_out for _, is_out in found):
        return text
    words = ""
    for piece, is_out in found:
        if is_out:
            before = words.rstrip()
            words = f"{before}{'' if not before or before[-1] in _OPENING else ' '}{ELLIPSIS}"
        elif words:
            after = piece.lstrip()
            words += after if not after or after[0] in _CLOSING else f" {after}"
        else:
            words = piece
    return words.strip()


def joins(text: str, place: int) -> bool:
    """Say whether what stands before and after a place of a text (code points) is one word, or one character."""
    before, after = text[place - 1], text[place]
    return _is_one_character(text, place, before, after) or _is_one_word(text, place, before, after)


def _is_one_character(text: str, place: int, before: str, after: str) -> bool:
    if before.isascii() and after.isascii():
        return before == "\r" and after == "\n"
    kind = unicodedata.category(after)
    extends = kind[0] == "M" or kind == "Cf" or after in _SPACING_MARKS or "\U0001f3fb" <= after <= "\U0001f3ff"
    if extends or unicodedata.category(before) == "Cf" or unicodedata.combining(before) == _VIRAMA:
        return True
    if not (_is_flag_letter(before) and _is_flag_letter(after)):
        return False
    first = place - 1
    while first > 0 and _is_flag_letter(text[first - 1]):
        first -= 1
    return (place - first) % 2 == 1


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_one_word(text: str, place: int, before: str, after: str) -> bool:
    if _is_in_word(before) and _is_in_word(after):
        return not (_is_spaceless(before) or _is_spaceless(after))
    if after in _INSIDE:
        return _is_in_word(before) and place + 1 < len(text) and _is_in_word(text[place + 1])
    return before in _INSIDE and _is_in_word(after) and place > 1 and _is_in_word(text[place - 2])


def _is_in_word(character: str) -> bool:
    return character.isalnum() or (not character.isascii() and unicodedata.category(character)[0] == "M")


def _is_spaceless(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _SPACELESS)
