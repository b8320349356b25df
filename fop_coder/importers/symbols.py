"""Characters of symbol fonts (Symbol, Wingdings), which word processors keep as places in a font."""

from __future__ import annotations

_KNOWN = {
    0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0xA7: "▪", 0xA8: "◻", 0xB7: "•", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFE: "☑",
}  # fmt: skip
"""Wingdings, as far as transcripts have it (autocorrection makes the faces and arrows of typed ones)."""

_GREEK = dict(
    zip(
        range(0x61, 0x7B),
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
) | {0xA3: "≤", 0xB3: "≥", 0xB7: "•", 0xB1: "±", 0xAE: "→", 0xAC: "←", 0xB4: "×", 0xB9: "≠", 0xA5: "∞"}  # fmt: skip

UNKNOWN = "\ufffd"
"""Stands for a character that only its font could show."""


def symbol(code: str, font: str) -> str:
    """Return the character that a place in a symbol font shows, U+FFFD where it is not known.

    Args:
        code: hexadecimal, often in the private area from F000.
        font: its name; of other fonts the code is a code point.
    """
    try:
        place = int(code, 16)
    except ValueError:
        return UNKNOWN
    return symbol_at(place, font)


def symbol_at(place: int, font: str) -> str:
    """Return the character at a place (0 to 255, or from F000) of a symbol font, U+FFFD where it is not known."""
    low = place - 0xF000 if 0xF000 <= place <= 0xF0FF else place
    if font.casefold() == "symbol":
        return _GREEK.get(low, chr(low) if 0x20 <= low < 0x61 else UNKNOWN)
    if "dings" in font.casefold() or low != place:
        return _KNOWN.get(low, UNKNOWN)
    printable = 0x20 <= place <= 0x10FFFF and not 0xD800 <= place <= 0xDFFF
    return chr(place) if printable else UNKNOWN
