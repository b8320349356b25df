"""Names to keep out, looked for in texts: whole words, without regard to case, accents composed or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_EDGE_BEFORE, _EDGE_AFTER = r"(?<![^\W_])", r"(?![^\W_])"
"""What a whole word stands between: no letter and no digit; an underscore joins words in names of files."""


class NameFinder:
    """Finds names of a list in texts.

    Args:
        names: as people write them; a name of several words may be broken over lines in a text.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Make one expression for all, and one for each."""
        self.names = tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
        self._each = [(name, re.compile(_EDGE_BEFORE + _expression(name) + _EDGE_AFTER)) for name in self.names]
        together = "|".join(_expression(name) for name in self.names)
        self._any = re.compile(f"{_EDGE_BEFORE}(?:{together}){_EDGE_AFTER}") if self.names else None

    def found_in(self, text: str) -> Iterator[str]:
        """Yield the names that a text holds, in the order of the list."""
        if self._any is None or not text:
            return
        plain = _plain(text)
        if self._any.search(plain):
            yield from (name for name, expression in self._each if expression.search(plain))


def _expression(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in _plain(name).split())


def _plain(text: str) -> str:
    """Return a text for comparing: one form of accents, no case, no invisible signs such as the soft hyphen."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return folded if folded.isascii() else "".join(c for c in folded if unicodedata.category(c) != "Cf")
