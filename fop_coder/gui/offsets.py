"""Between code points, in which the project counts, and UTF-16 units, in which Qt counts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Offsets:
    """Positions in one text, both ways. Costs memory only for characters outside the Basic Multilingual Plane.

    Args:
        text: as stored.
    """

    def __init__(self, text: str) -> None:
        """Remember where the astral characters are: each takes two units in UTF-16."""
        self._astral = [] if text.isascii() else [found.start() for found in _ASTRAL.finditer(text)]
        self._astral_units = [point + number for number, point in enumerate(self._astral)]

    def to_qt(self, point: int) -> int:
        """Return the UTF-16 position of a code point position."""
        return point + bisect_left(self._astral, point)

    def from_qt(self, unit: int) -> int:
        """Return the code point position of a UTF-16 position; the middle of a pair counts as its beginning."""
        before = bisect_right(self._astral_units, unit)
        if before and self._astral_units[before - 1] == unit - 1:
            return unit - before  # inside the pair
        return unit - bisect_left(self._astral_units, unit)
