"""The twelve colours of codes as other programs see them, and which of them comes nearest to a colour of theirs."""

from __future__ import annotations

import re

CODE_COLOURS = (
    "#2869D5",
    "#C86F51",
    "#1E6C55",
    "#805189",
    "#C32A58",
    "#956301",
    "#1F9599",
    "#3D1D10",
    "#180170",
    "#454801",
    "#004158",
    "#242329",
)
"""Marks on a light ground, 1 first: blue, orange, green, plum, rose, ochre, teal, earth, indigo, moss, sea, slate."""

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_WHITE = (0.95047, 1.0, 1.08883)


def nearest_colour(written: str) -> int | None:
    """Return the number (1 to 12) of the code colour most like ``#rrggbb`` or ``#rgb``; None for other text.

    The distance is the one of CIE 1976 (L*a*b*), which follows the eye better than red, green and blue do.
    """
    if not _HEX.fullmatch(written):
        return None
    wanted = _lab(written)
    distances = [sum((a - b) ** 2 for a, b in zip(wanted, _lab(c), strict=True)) for c in CODE_COLOURS]
    return distances.index(min(distances)) + 1


def _lab(written: str) -> tuple[float, float, float]:
    """Return CIE L*a*b* of an sRGB colour under daylight (D65)."""
    digits = written[1:] if len(written) == 7 else "".join(d * 2 for d in written[1:])
    r, g, b = (_linear(int(digits[i : i + 2], 16) / 255) for i in (0, 2, 4))
    x = 0.4124 * r + 0.3576 * g + 0.1805 * b
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = 0.0193 * r + 0.1192 * g + 0.9505 * b
    fx, fy, fz = (_lightness(v / w) for v, w in zip((x, y, z), _WHITE, strict=True))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _lightness(ratio: float) -> float:
    return float(ratio ** (1 / 3)) if ratio > 216 / 24389 else (24389 / 27 * ratio + 16) / 116
