"""Whether a question of the topic guide was asked: found by its words in what interviewers say.

A question is likened to a stretch of a turn no longer than twice as many words as it has itself, so that a long turn
does not hold every question by chance. The likeness is the share of the question's words that stand in the best such
stretch. Words are compared without regard to case; where both have four letters or more, one that begins with the
other is the same word ("plan", "planning"). A word weighs as much as it has letters, so that "how do you" decides
little; a word that a question has twice counts once. Order plays no part, as interviewers put questions in their own
words. What comes out is a proposal for somebody to look at, not a finding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

THRESHOLD = 0.6
"""From which likeness on a question counts as found, unless said otherwise."""

_STRETCH = 2
"""A question is looked for in stretches of so many times its own words."""

_SHORTEST_STEM = 4
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a question and a stretch of a text are.

    Attributes:
        share: 0 to 1.
        start: of the stretch, in code points of the text; it begins with a word of the question.
        end: half-open; it ends with one. Both are 0 where no word is found.
    """

    share: float
    start: int
    end: int


NOTHING = Likeness(0.0, 0, 0)


class Wording:
    """A question, ready to be looked for in many turns."""

    def __init__(self, question: str) -> None:
        """Keep its words; one without any is found nowhere."""
        words = _WORD.findall(question.casefold())
        self._words = tuple(dict.fromkeys(words))
        self._weights = tuple(len(word) for word in self._words)
        self._total = sum(self._weights)
        self._longest = _STRETCH * len(words)
        self._known: dict[str, tuple[int, ...]] = {}

    def likeness(self, text: str) -> Likeness:
        """Return the stretch of a text that is most like the question; of equal ones the first, and of it the least."""
        heard = [
            (place, found.start(), found.end(), mine)
            for place, found in enumerate(_WORD.finditer(text))
            if (mine := self._which(found.group().casefold()))
        ]
        every = {one for _, _, _, mine in heard for one in mine}
        best, most = NOTHING, sum(self._weights[one] for one in every)
        for first in range(len(heard)):
            found = self._from(heard, first)
            if found.share > best.share:
                best = found
                if round(best.share * self._total) == most:
                    break
        return best

    def _from(self, heard: Sequence[tuple[int, int, int, tuple[int, ...]]], first: int) -> Likeness:
        """Return the likeness of the stretch that begins with one of the words heard."""
        place, start, _, _ = heard[first]
        met: set[int] = set()
        last = start
        for other, _, end, mine in heard[first:]:
            if other - place >= self._longest:
                break
            if not met.issuperset(mine):
                met.update(mine)
                last = end
        return Likeness(sum(self._weights[one] for one in met) / self._total, start, last)

    def _which(self, word: str) -> tuple[int, ...]:
        """Return which words of the question a word is."""
        if word not in self._known:
            self._known[word] = tuple(n for n, own in enumerate(self._words) if is_same_word(own, word))
        return self._known[word]


def is_same_word(one: str, other: str) -> bool:
    """Say whether two words, both without regard to case, are the same, or one begins with the other."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _SHORTEST_STEM and long.startswith(short))
