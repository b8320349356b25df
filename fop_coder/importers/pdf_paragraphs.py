"""Paragraphs of a PDF, put together from lines that know only their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import median

from fop_coder.importers.labels import find_speech
from fop_coder.importers.pdf_hyphens import Vocabulary
from fop_coder.importers.pdf_lines import HYPHEN, Line

_GAP = 1.3
"""A paragraph begins after a distance of so many line pitches or more."""

_NEAR = 10
"""The right margin is where the longest of so many lines before and after ends."""

_ENDED = re.compile(r"[.!?…:;。？！—][\"'”’»)\]]*$")


def paragraphs(pages: Sequence[Sequence[Line]], told: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the paragraphs of a document, each on one line.

    Args:
        pages: the lines of each page, without running heads.
        told: keys of speaker labels that are known for certain (see ``labels.find_speech``).
    """
    lines = [line for page in pages for line in page]
    firsts = frozenset(accumulate(len(page) for page in pages))
    begins = _Layout(lines, firsts, told)
    vocabulary = Vocabulary(line.text for line in lines)
    paragraph = ""
    for number, line in enumerate(lines):
        if number and begins.begins(number):
            yield _whole(paragraph)
            paragraph = ""
        paragraph = vocabulary.join(paragraph, line.text) if paragraph else line.text
    if paragraph:
        yield _whole(paragraph)


def _whole(paragraph: str) -> str:
    return paragraph.replace(HYPHEN, "-").rstrip()


class _Layout:
    """Tells from places and labels which lines begin a paragraph."""

    def __init__(self, lines: Sequence[Line], firsts: frozenset[int], told: frozenset[str]) -> None:
        self._lines = lines
        self._firsts = firsts
        self._labelled = _label_lines(lines, told)
        self._pitch = _pitch(lines, firsts)

    def begins(self, number: int) -> bool:
        """Say whether a line begins a paragraph."""
        if number in self._labelled:
            return True
        if not self._follows(number):  # at the top of a page or column
            return self._had_room(number)
        return self._after_gap(number) or self._had_room(number) or self._is_indented(number)

    def _follows(self, number: int) -> bool:
        """Say whether a line stands below the one before it, on the same page."""
        return number not in self._firsts and self._lines[number].base > self._lines[number - 1].base

    def _after_gap(self, number: int) -> bool:
        before, line = self._lines[number - 1], self._lines[number]
        return line.base - before.base > _GAP * max(self._pitch, 0.8 * line.height)

    def _had_room(self, number: int) -> bool:
        """Say whether the first word would have fitted on the line before, so that it was ended on purpose."""
        before, line = self._lines[number - 1], self._lines[number]
        if line.text[0].islower() and not _ENDED.search(before.text):
            return False
        near = self._lines[max(0, number - _NEAR) : number + _NEAR]
        margin = max(other.right for other in near)
        needed = line.words[0].right - line.words[0].left + 0.5 * line.height
        return before.right + needed < margin

    def _is_indented(self, number: int) -> bool:
        """Say whether only the first line of a paragraph is set in: the line before and the one after are not."""
        if number + 1 >= len(self._lines) or number + 1 in self._labelled or not self._follows(number + 1):
            return False
        before, line, after = self._lines[number - 1 : number + 2]
        if line.text[0].islower() or not _ENDED.search(before.text):
            return False  # the second line of an item set in behind its bullet
        step = 0.5 * line.height
        return line.left > before.left + step and after.left < line.left - step and not self._after_gap(number + 1)


def _pitch(lines: Sequence[Line], firsts: frozenset[int]) -> float:
    """Return the usual distance from line to line, in points: the smallest that is common, as gaps are larger."""
    steps = [
        line.base - before.base
        for number, (before, line) in enumerate(pairwise(lines), 1)
        if number not in firsts and 0.5 * line.height < line.base - before.base < 3 * line.height
    ]
    if not steps:
        return 0.0
    usual = median(steps)
    close = [step for step in steps if step < usual / _GAP]
    return median(close) if len(close) >= 0.15 * len(steps) else usual


def _label_lines(lines: Sequence[Line], told: frozenset[str]) -> frozenset[int]:
    """Return the numbers of the lines at whose start a speaker is named."""
    texts = [line.text for line in lines]
    speech = find_speech("\n".join(texts), told)
    if speech is None:
        return frozenset()
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    found: set[int] = set()
    number = 0
    for stretch in speech.stretches:
        while starts[number + 1] <= stretch.start:
            number += 1
        found.add(number)
        if stretch.start == starts[number] and number:
            found.add(number - 1)  # the name has a line of its own
    return frozenset(found)
