"""Where things of the transcript lie on screen: the visible lines, and the height that a coding takes up on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout, QTextLine

LOOK_BACK = 3
"""Paragraphs above the visible ones whose labels may have been pushed down into sight."""


@dataclass(frozen=True, slots=True)
class VisibleBlock:
    """A paragraph of which something is in sight (or may reach into it).

    Attributes:
        start, length: in Qt's positions.
        origin: of its layout in the viewport.
        top, bottom: of its lines in the viewport, its margin left out.
        line_height: fixed, in px.
    """

    number: int
    start: int
    length: int
    layout: QTextLayout
    origin: QPointF
    top: float
    bottom: float
    line_height: float

    def line_at(self, unit: int) -> QTextLine:
        """Return the line that holds one of Qt's positions (of the document)."""
        inside = min(max(0, unit - self.start), max(0, self.length - 1))
        return self.layout.lineForTextPosition(inside)

    def box(self, line: QTextLine) -> tuple[float, float]:
        """Return the top and bottom of a line's box in the viewport."""
        bottom = self.origin.y() + line.y() + line.rect().height()
        return bottom - self.line_height, bottom

    def baseline(self, line: QTextLine) -> float:
        """Return a line's baseline in the viewport."""
        return self.origin.y() + line.y() + line.ascent()

    def extent(self, first: int, last: int) -> tuple[float, float]:
        """Return the top and bottom of the lines that hold a stretch (Qt's positions)."""
        top = self.box(self.line_at(first))[0]
        bottom = self.box(self.line_at(max(first, last - 1)))[1]
        return top, bottom

    def lines(self, top: float, bottom: float) -> Iterator[QTextLine]:
        """Yield the lines between two heights of the viewport."""
        layout, shift = self.layout, self.origin.y()
        numbers = range(layout.lineCount())
        first = max(0, bisect_right(numbers, top - shift, key=lambda n: layout.lineAt(n).y()) - 1)
        last = bisect_left(numbers, bottom - shift, key=lambda n: layout.lineAt(n).y())
        for number in range(first, last):
            yield layout.lineAt(number)

    def across(self, line: QTextLine, first: int, last: int) -> QRectF | None:
        """Return what a stretch takes up of a line, from top to bottom of its box; None where it does not meet it."""
        begin = self.start + line.textStart()
        left, right = max(first, begin), min(last, begin + line.textLength())
        if left >= right:
            return None
        one, other = _x(line, left - self.start), _x(line, right - self.start)
        top, bottom = self.box(line)
        words = line.naturalTextRect()  # a line's last space lies beyond them
        x = max(min(one, other), words.left())
        width = max(2.0, min(max(one, other), words.right()) - x)
        return QRectF(self.origin.x() + x, top, width, bottom - top)


def _x(line: QTextLine, place: int) -> float:
    found: Any = line.cursorToX(place)
    return float(found[0] if isinstance(found, tuple) else found)  # PySide returns the position with it


def visible_blocks(
    document: QTextDocument, first: QTextBlock, scrolled: QPointF, height: float, line_heights: dict[int, float]
) -> list[VisibleBlock]:
    """Return the paragraphs in sight, with a few above them.

    Args:
        first: the first one in sight.
        scrolled: how far the document is moved in the viewport.
        line_heights: filled and read by block format, because Qt's line rectangles are as high as the letters.
    """
    layout = document.documentLayout()
    block = first
    for _ in range(LOOK_BACK):
        if not block.previous().isValid():
            break
        block = block.previous()
    found = []
    while block.isValid():
        place = layout.blockBoundingRect(block).translated(scrolled)
        if place.top() > height:
            break
        form = block.blockFormatIndex()
        if form not in line_heights:
            line_heights[form] = block.blockFormat().lineHeight()
        found.append(_visible(block, place, line_heights[form], block.layout()))
        block = block.next()
    return found


def _visible(block: QTextBlock, place: QRectF, line_height: float, layout: QTextLayout) -> VisibleBlock:
    origin = place.topLeft()
    first, last = layout.lineAt(0), layout.lineAt(layout.lineCount() - 1)
    top = origin.y() + first.y() + first.rect().height() - line_height
    bottom = origin.y() + last.y() + last.rect().height()
    return VisibleBlock(
        block.blockNumber(), block.position(), block.length() - 1, layout, origin, top, bottom, line_height
    )
