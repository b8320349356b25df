"""What of a stored text the window shows: the turns' speech without labels, one paragraph each, and the way back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fop_coder.gui.offsets import Offsets
from fop_coder.project.documents import Speech

_SHOWN_AS = {
    0x0B: "\u2028",  # Word's line break
    0x0C: " ",
    0x1F: " ",
    0x2029: " ",
    0xFDD0: "\ufffd",
    0xFDD1: "\ufffd",
    0xFFFC: "\ufffd",
}
"""Characters that Qt would take for paragraphs, frames or pictures; each becomes one of the same length."""

_STRANGE = re.compile(f"[{''.join(map(chr, _SHOWN_AS))}]")
_WORD = re.compile(r"\S+")


class Segment(NamedTuple):
    """One paragraph shown (a tuple: a long transcript has thousands).

    Attributes:
        start, end: code points into the stored text, half-open.
        shown: where it begins in the text shown, in code points.
        turn: its turn's place in the document, None for words outside all turns.
        first: whether it is the first paragraph of its turn.
    """

    start: int
    end: int
    shown: int
    turn: int | None
    first: bool


class Segments:
    """A document as it is shown. Paragraph numbers are also those of Qt's blocks.

    Args:
        text: as stored.
        speeches: its turns in the order of the text.
    """

    def __init__(self, text: str, speeches: Sequence[Speech]) -> None:
        """Divide the text into paragraphs."""
        self.text = text
        self.speeches = tuple(speeches)
        self._list: list[Segment] = []
        self._first_of_turn: list[int] = []
        shown, pieces = 0, []
        strange = _STRANGE.search(text) is not None
        for start, end, turn, first in _paragraphs(text, self.speeches):
            if turn is not None and first:
                self._first_of_turn.append(len(self._list))
            self._list.append(Segment(start, end, shown, turn, first))
            pieces.append(text[start:end].translate(_SHOWN_AS) if strange else text[start:end])
            shown += end - start + 1
        self.paragraphs = tuple(pieces)
        self.offsets = Offsets("\n".join(pieces))
        self._starts = [s.start for s in self._list]
        self._shown = [s.shown for s in self._list]

    def __len__(self) -> int:
        """Return how many paragraphs are shown."""
        return len(self._list)

    def __getitem__(self, number: int) -> Segment:
        """Return a paragraph."""
        return self._list[number]

    def number_at(self, point: int) -> int:
        """Return the paragraph that holds a stored position, or the nearest one before it; 0 before the first."""
        return max(0, bisect_right(self._starts, point) - 1)

    def span(self, start: int, end: int) -> range:
        """Return the paragraphs in which a passage shows at least one character."""
        if not self._list:
            return range(0)
        first, last = self.number_at(start), self.number_at(end - 1)
        if self._list[first].end <= start:
            first += 1
        return range(first, last + 1)

    def to_qt(self, point: int) -> int:
        """Return Qt's position of a stored position; between paragraphs, that of the next one's beginning."""
        if not self._list:
            return 0
        number = self.number_at(point)
        segment = self._list[number]
        if point > segment.end and number + 1 < len(self._list):
            segment = self._list[number + 1]
        inside = min(max(point, segment.start), segment.end) - segment.start
        return self.offsets.to_qt(segment.shown + inside)

    def passage_to_qt(self, start: int, end: int) -> tuple[int, int, range]:
        """Return Qt's positions of a passage's ends and the paragraphs it shows in (looked up once: there are many)."""
        shown, starts, to_qt = self._list, self._starts, self.offsets.to_qt
        if not shown:
            return 0, 0, range(0)
        low = bisect_right(starts, start) - 1
        low = max(low, 0)
        high = bisect_right(starts, end - 1, low) - 1  # most passages end in the paragraph they begin in
        high = max(high, low)
        if start >= shown[low].end:
            low += 1
        if low > high:
            place = self.to_qt(start)
            return place, place, range(0)
        one, other = shown[low], shown[high]
        first = to_qt(one.shown + (start - one.start if start > one.start else 0))
        last = to_qt(other.shown + min(max(end, other.start), other.end) - other.start)
        return first, last if last > first else first, range(low, high + 1)

    def from_qt(self, unit: int) -> int:
        """Return the stored position of Qt's."""
        if not self._list:
            return 0
        shown = self.offsets.from_qt(unit)
        segment = self._list[max(0, bisect_right(self._shown, shown) - 1)]
        return min(segment.start + shown - segment.shown, segment.end)

    def passage(self, first: int, last: int) -> tuple[int, int] | None:
        """Return the stored passage between two of Qt's positions without spaces at its ends, or None."""
        start, end = self.from_qt(first), self.from_qt(last)
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return (start, end) if start < end else None

    def stored(self, first: int, last: int) -> str:
        """Return the stored words between two of Qt's positions, paragraph by paragraph: what is copied."""
        start, end = self.from_qt(first), self.from_qt(last)
        numbers = self.span(start, end) if start < end else range(0)
        return "\n".join(self.text[max(start, self._list[n].start) : min(end, self._list[n].end)] for n in numbers)

    # ---- words, to move a passage's ends by ----------------------------------------------------------------------

    def next_end(self, point: int) -> int:
        """Return the end of the first word that ends after a stored position; the position itself where none does."""
        return next((e for _, e in self._words(self.number_at(point), 1) if e > point), point)

    def previous_end(self, point: int) -> int:
        """Return the end of the last word that ends before a stored position."""
        return next((e for _, e in self._words(self.number_at(point - 1), -1) if e < point), point)

    def next_start(self, point: int) -> int:
        """Return the beginning of the first word that begins after a stored position."""
        return next((s for s, _ in self._words(self.number_at(point), 1) if s > point), point)

    def previous_start(self, point: int) -> int:
        """Return the beginning of the last word that begins before a stored position."""
        return next((s for s, _ in self._words(self.number_at(point), -1) if s < point), point)

    def _words(self, number: int, by: int) -> Iterator[tuple[int, int]]:
        """Yield words from a paragraph on, forwards (1) or backwards (-1)."""
        while 0 <= number < len(self._list):
            segment = self._list[number]
            words = [found.span() for found in _WORD.finditer(self.text, segment.start, segment.end)]
            yield from words if by > 0 else reversed(words)
            number += by

    # ---- turns -------------------------------------------------------------------------------------------------------

    def turn_of(self, number: int) -> int | None:
        """Return the turn of a paragraph."""
        return self._list[number].turn if 0 <= number < len(self._list) else None

    def first_paragraph(self, turn: int) -> int:
        """Return the first paragraph of a turn."""
        return self._first_of_turn[turn]

    def paragraphs_of(self, turn: int) -> range:
        """Return all paragraphs of a turn."""
        first = self._first_of_turn[turn]
        last = first
        while last + 1 < len(self._list) and self._list[last + 1].turn == turn:
            last += 1
        return range(first, last + 1)


def _paragraphs(text: str, speeches: Sequence[Speech]) -> Iterator[tuple[int, int, int | None, bool]]:
    """Yield (start, end, turn, whether the turn begins here) of everything shown."""
    done = 0
    for turn, speech in enumerate(speeches):
        for start, end in _between(text, done, speech.start, speech.speaker):
            yield start, end, None, True
        first = True
        for start, end in _lines(text, speech.start, speech.end):
            yield start, end, turn, first
            first = False
        if first:  # nothing but blank lines: it is still a turn, and shown as one empty paragraph
            yield speech.start, speech.start, turn, True
        done = speech.end
    for start, end in _between(text, done, len(text), ""):
        yield start, end, None, True


def _between(text: str, start: int, end: int, speaker: str) -> Iterator[tuple[int, int]]:
    """Yield the lines outside turns that say something: headings and notes, not the label of the turn that follows."""
    words = text[start:end]
    if not words or words.isspace() or ("\n" not in words.strip() and speaker and speaker in words):
        return  # nearly always so: nothing but the label
    lines = [(a, b) for a, b in _lines(text, start, end) if any(c.isalpha() for c in text[a:b])]
    if lines and speaker and speaker.casefold() in text[lines[-1][0] : lines[-1][1]].casefold():
        lines.pop()
    yield from lines


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ends of lines that are not blank, without spaces around them."""
    while start < end:
        found = text.find("\n", start, end)
        stop = end if found < 0 else found
        line = text[start:stop]
        if line and not line.isspace():
            yield start + len(line) - len(line.lstrip()), stop - len(line) + len(line.rstrip())
        start = stop + 1
