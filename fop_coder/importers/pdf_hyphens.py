"""Words divided at the end of a line: whether the hyphen belongs to the word is told by the rest of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from fop_coder.importers.pdf_lines import HYPHEN

_HYPHENS = f"-\u2010{HYPHEN}"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_LAST = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*$")
_FIRST = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_FORE_WORDS = """
    self non well ex half quarter one two three four five six seven eight nine ten eleven twelve twenty thirty forty
    fifty sixty seventy eighty ninety first second third long short full part high low co step great mid all
    cross follow
    """
_FORE = frozenset(_FORE_WORDS.split())
"""Fore parts that are followed by a hyphen of their own in English ("two-year", "self-esteem", "well-known")."""

_LONGEST_STUTTER = 4


class Vocabulary:
    """The words of a document as they stand within lines, by which divided ones are put together."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Count the words of all lines, those left out that may be parts of divided words."""
        self._words: Counter[str] = Counter()
        self._compounds: Counter[str] = Counter()
        after_hyphen = False
        for line in lines:
            folded = line.casefold()
            self._compounds.update(_COMPOUND.findall(folded))
            words = _WORD.findall(folded)
            divided = folded.rstrip()[-1:] in _HYPHENS and folded.rstrip() != ""
            self._words.update(words[after_hyphen : len(words) - divided])
            after_hyphen = divided

    def join(self, before: str, after: str) -> str:
        """Return two lines as one: "sit-" and "uation" as "situation", "two-" and "year" as "two-year".

        Without a hyphen at the end of the first they are joined by a space.
        """
        stem = before.rstrip()
        if not stem or stem[-1] not in _HYPHENS:
            return f"{stem}{self._space(stem, after)}{after}"
        left, right = _LAST.search(stem[:-1]), _FIRST.match(after)
        if left is None or right is None or before != stem:
            return f"{stem[:-1]}- {after}"
        hyphen = "-" if self._keeps_hyphen(left.group(), right.group()) else ""
        return f"{stem[:-1]}{hyphen}{after}"

    def _keeps_hyphen(self, left: str, right: str) -> bool:
        if not right[0].islower() or left[-1].isdigit() or "-" in left:
            return True
        whole, compound = (left + right).casefold(), f"{left}-{right}".casefold()
        if self._words[whole] or self._compounds[compound]:
            return self._compounds[compound] > self._words[whole]
        if len(left) <= _LONGEST_STUTTER and right.casefold().startswith(left.casefold()):
            return True  # somebody stammers: "th-that"
        if left.casefold() in _FORE:
            return True
        return self._words[left.casefold()] > 0 and self._words[right.casefold()] > 0

    def _space(self, before: str, after: str) -> str:
        if not before or before[-1] == "—" or (_is_wide(before[-1]) and _is_wide(after[:1])):
            return ""
        return " "


def _is_wide(character: str) -> bool:
    """Say whether a character is of a script that has no spaces between words (Han, Kana)."""
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"
