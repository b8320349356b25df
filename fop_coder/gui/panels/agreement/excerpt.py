"""Some turns as a column of text: a line that says who speaks, then what they say; and the way back to the text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from fop_coder.gui.offsets import Offsets
from fop_coder.gui.panels.code.segments import Segments
from fop_coder.project.documents import Speech
from fop_coder.project.side_by_side import Around

_NO_NAME = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the column.

    Attributes:
        words: as shown.
        start, end: code points into the document's text; the same for a line that says who speaks.
        shown: where it begins in the column, in code points.
        is_head: it says who speaks.
        counts: its speaker counts for a respondent.
        number: of its turn in the document, counted from 1.
    """

    words: str
    start: int
    end: int
    shown: int
    is_head: bool
    counts: bool
    number: int


class Excerpt:
    """Turns around a place. Line numbers are also those of Qt's blocks."""

    def __init__(self, around: Around) -> None:
        """Divide the turns into lines."""
        self.text = around.text
        self.lines: list[Line] = []
        for turn, speech in enumerate(around.speeches):
            number, counts = around.number + turn, speech.role.counts
            self._add(_head(number, speech), speech.start, speech.start, True, counts, number)
            alone = Segments(around.text[speech.start : speech.end], [replace(speech, start=0, end=_length(speech))])
            for n, words in enumerate(alone.paragraphs):
                start, end = alone[n].start + speech.start, alone[n].end + speech.start
                self._add(words, start, end, False, counts, number)
        self._offsets = Offsets("\n".join(line.words for line in self.lines))
        self._shown = [line.shown for line in self.lines]

    def _add(self, words: str, start: int, end: int, is_head: bool, counts: bool, number: int) -> None:
        shown = self.lines[-1].shown + len(self.lines[-1].words) + 1 if self.lines else 0
        self.lines.append(Line(words, start, end, shown, is_head, counts, number))

    def stretches(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return what a passage (code points) takes up: line and Qt's positions, line by line."""
        found = []
        for n, line in enumerate(self.lines):
            first, last = max(start, line.start), min(end, line.end)
            if first < last and not line.is_head:
                at = line.shown - line.start
                found.append((n, self._offsets.to_qt(at + first), self._offsets.to_qt(at + last)))
        return found

    def passage(self, first: int, last: int) -> tuple[int, int] | None:
        """Return the passage (code points) between two of Qt's positions, without spaces at its ends, or None."""
        start, end = self._from_qt(first), self._from_qt(last)
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return (start, end) if start < end else None

    def _from_qt(self, unit: int) -> int:
        shown = self._offsets.from_qt(unit)
        line = self.lines[max(0, bisect_right(self._shown, shown) - 1)]
        return line.start if line.is_head else min(line.start + shown - line.shown, line.end)

    def first_line_of(self, number: int) -> int:
        """Return the line with which a turn begins; that of the first turn for one that is not shown."""
        return next((n for n, line in enumerate(self.lines) if line.number == number), 0)


def _head(number: int, speech: Speech) -> str:
    """Return who speaks: the respondent, or the role of others whose label is a letter or two."""
    who = speech.respondent if speech.role.counts and speech.respondent else speech.speaker
    if len(who) <= _NO_NAME and not speech.respondent:
        who = str(speech.role).capitalize()
    return f"{number} {who}"


def _length(speech: Speech) -> int:
    return speech.end - speech.start
