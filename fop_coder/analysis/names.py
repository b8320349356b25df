"""Names to keep out, looked for in texts and replaced: whole words, without regard to case, accents composed or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

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


class NamesReplaced:
    """Puts pseudonyms in the place of names, in texts that are written for others.

    Args:
        instead: names as people write them → what stands in their place. Where one name holds another, the longer one
            is looked for first. A pseudonym written like a name ("Anna") follows a name in capitals or small letters.
    """

    def __init__(self, instead: Mapping[str, str]) -> None:
        """Make one expression for all."""
        self._finder = NameFinder(instead)
        self._instead = {_squeezed(name): pseudonym for name, pseudonym in instead.items()}
        longest_first = sorted(self._finder.names, key=lambda name: -len(_plain(name)))
        together = "|".join(_expression(name) for name in longest_first)
        self._any = re.compile(f"{_EDGE_BEFORE}(?:{together}){_EDGE_AFTER}")

    def replaced(self, text: str) -> str:
        """Return a text with pseudonyms for names; every other character stays."""
        if not self._finder.names or next(self._finder.found_in(text), None) is None:
            return text
        plain, places = _with_places(text)
        words, done = "", 0
        for match in self._any.finditer(plain):
            start, end = places[match.start()][0], places[match.end() - 1][1]
            words += text[done:start] + _in_case(self._instead[_squeezed(match.group())], text[start:end])
            done = end
        return words + text[done:]


def _squeezed(name: str) -> str:
    return " ".join(_plain(name).split())


def _in_case(pseudonym: str, name: str) -> str:
    """Return a pseudonym in capitals or small letters like the name; one that is a sign (LB02) stays as it is."""
    if not (pseudonym.istitle() and "".join(pseudonym.split()).isalpha()):
        return pseudonym
    if name.isupper() and len(name) > 1:
        return pseudonym.upper()
    return pseudonym.lower() if name.islower() else pseudonym


def _with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text for comparing, and for each of its characters where it comes from: (start, end) in the text.

    What changes its form together stays together: letters with the accents behind them, and whatever else is composed.
    """
    plain: list[str] = []
    places: list[tuple[int, int]] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _is_composed(text, end):
            continue
        form = _plain(text[start:end])
        plain.append(form)
        places += [(start, end)] * len(form)
        start = end
    return "".join(plain), places


def _is_composed(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if before.isascii() and after.isascii():
        return False
    if unicodedata.combining(after) or unicodedata.category(after) == "Cf":
        return True
    return _plain(before + after) != _plain(before) + _plain(after)


def _expression(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in _plain(name).split())


def _plain(text: str) -> str:
    """Return a text for comparing: one form of accents, no case, no invisible signs such as the soft hyphen."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return folded if folded.isascii() else "".join(c for c in folded if unicodedata.category(c) != "Cf")
