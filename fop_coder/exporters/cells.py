"""Text that has to stay text in a spreadsheet: formulas disarmed, what cannot be stored replaced and said."""

from __future__ import annotations

import re
from dataclasses import dataclass

CELL_LIMIT = 32_767
"""How much one Excel cell holds, in UTF-16 units: characters outside the basic plane, such as emoji, count two."""

UNSTORABLE = r"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
"""Characters that XML 1.0 cannot hold, as the inside of a regular expression's brackets."""

_UNSTORABLE = re.compile(f"[{UNSTORABLE}]")
_NEEDS_CARE = re.compile(rf"[{UNSTORABLE}]|_x[0-9A-Fa-f]{{4}}_")
# Excel reads _x0041_ in a file as the letter A (ECMA-376, ST_Xstring), so an underscore that begins such a text is
# written as _x005F_, which is read as an underscore.
_READ_AS_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED_UNDERSCORE = "_x005F_"
_BEGUN_ESCAPE = re.compile(r"_x?0?0?5?F?\Z")
# Full-width forms are taken for operators by Excel in East Asian settings; a line end begins a new line for a reader.
_TAKEN_FOR_FORMULA = "=+-@\t\r\n＝＋－＠"
_NEEDS_APOSTROPHE = re.compile(f"'*[{re.escape(_TAKEN_FOR_FORMULA)}]")
_ERROR_VALUES = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


@dataclass(frozen=True, slots=True)
class CellText:
    """What is stored in a cell. ``marks``: what had to be changed, one clause each; empty where nothing was."""

    text: str
    marks: tuple[str, ...] = ()


def cell_text(value: str) -> CellText:
    """Return the text that a workbook's cell stores for a value; unchanged but for what no cell can hold.

    Control characters become their visible signs (U+000B becomes ␋), other characters that XML cannot hold U+FFFD. Text
    beyond 32,767 UTF-16 units is cut between characters and ends with a mark that says so.
    """
    if len(value) <= CELL_LIMIT // 2 and not _NEEDS_CARE.search(value):
        return CellText(value)
    shown, mark = shown_text(value)
    marks = (mark,) if mark else ()
    stored = _READ_AS_ESCAPE.sub(_ESCAPED_UNDERSCORE, shown)
    if _units(stored) <= CELL_LIMIT:
        return CellText(stored, marks)
    cut, mark = _cut(stored, len(value))
    return CellText(cut, (*marks, mark))


def shown_text(value: str) -> tuple[str, str]:
    """Return a value with control characters made visible, and a clause that says how many ('' if there are none)."""
    shown, count = _UNSTORABLE.subn(_visible, value)
    if not count:
        return value, ""
    return shown, f"{count:,} control character{'s' * (count > 1)} shown by {'signs' if count > 1 else 'a sign'}"


def csv_text(value: str) -> str:
    """Return the text that stands for a value in a CSV file.

    Where a spreadsheet would take it for a formula, an apostrophe is put before it. A value that itself begins with
    apostrophes and such a sign gets one more, so that taking one off always gives the value back.
    """
    shown, _ = shown_text(value)
    return f"'{shown}" if _NEEDS_APOSTROPHE.match(shown) else shown


def is_taken_for_formula(text: str) -> bool:
    """Say whether a spreadsheet would read the text, typed into a cell, as a formula or an error value."""
    return text in _ERROR_VALUES or (text != "" and text[0] in _TAKEN_FOR_FORMULA)


def _visible(match: re.Match[str]) -> str:
    """Return U+2400 to U+241F, the pictures of the control characters, or the replacement character."""
    point = ord(match.group())
    return chr(0x2400 + point) if point < 0x20 else "\ufffd"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, length: int) -> tuple[str, str]:
    """Return the text cut so that it fits with its mark, and the clause for the list; lengths in characters."""
    room = CELL_LIMIT - len(f"… [cut: {length} of {length} characters]")
    # A pair of units cut in the middle leaves half a character, which is left out.
    kept = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore")
    if _ESCAPED_UNDERSCORE in kept:
        kept = _BEGUN_ESCAPE.sub("", kept)
    characters = len(kept.replace(_ESCAPED_UNDERSCORE, "_"))
    return f"{kept}… [cut: {characters} of {length} characters]", f"cut: {characters:,} of {length:,} characters"
