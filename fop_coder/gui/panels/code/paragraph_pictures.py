"""What lies under and left of a paragraph, painted once and kept: scrolling only puts pictures elsewhere.

A picture is used again as long as its paragraph has the very same codings; what stands out just now (the current
coding, the selection, what is under the mouse) is painted anew each time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

from fop_coder.gui.panels.code.beside_text import paint_gutter
from fop_coder.gui.panels.code.coding_index import Drawn
from fop_coder.gui.panels.code.measures import Measures
from fop_coder.gui.panels.code.segments import Segments
from fop_coder.gui.panels.code.stretches import VisibleBlock
from fop_coder.gui.panels.code.under_text import Emphasis, paint_under
from fop_coder.gui.theme import Theme

KEPT = 32
"""Pictures kept: about three screens."""
TALLEST = 1200
"""px; a paragraph taller than this is painted line by line, as far as it is in sight."""
AROUND = 8
"""px above and below a paragraph that its picture has, for frames and underlines."""


@dataclass(slots=True)
class _Kept:
    codings: tuple[Drawn, ...]
    picture: QPixmap | None = None
    extents: tuple[tuple[float, float], ...] | None = None


class ParagraphPictures:
    """Pictures of the paragraphs of one document, as it is laid out now."""

    def __init__(self, theme: Theme) -> None:
        """Begin without any."""
        self._theme = theme
        self._kept: OrderedDict[int, _Kept] = OrderedDict()

    def forget(self) -> None:
        """Forget all: another document, or other sizes or colours."""
        self._kept.clear()

    def _of(self, number: int, codings: Sequence[Drawn]) -> _Kept:
        there = tuple(codings)
        kept = self._kept.get(number)
        if kept is None or kept.codings != there:
            kept = self._kept[number] = _Kept(there)
        self._kept.move_to_end(number)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return kept

    def extents(self, block: VisibleBlock, codings: Sequence[Drawn]) -> list[tuple[float, float]]:
        """Return for each coding the top and bottom of what it takes up of a paragraph, in the viewport."""
        kept = self._of(block.number, codings)
        shift = block.origin.y()
        if kept.extents is None:
            end = block.start + block.length
            found = (block.extent(max(d.first, block.start), min(d.last, end)) for d in codings)
            kept.extents = tuple((top - shift, bottom - shift) for top, bottom in found)
        return [(top + shift, bottom + shift) for top, bottom in kept.extents]

    def paint(
        self,
        painter: QPainter,
        places: Measures,
        block: VisibleBlock,
        codings: Sequence[Drawn],
        emphasis: Emphasis,
        segments: Segments,
        height: float,
    ) -> None:
        """Paint tints, lines, and the turn's head; ``height``: of the viewport."""
        if block.bottom - block.top > TALLEST or _stands_out(block, codings, emphasis):
            self._paint(painter, places, block, codings, emphasis, segments, height)
            return
        kept = self._of(block.number, codings)
        ratio = painter.device().devicePixelRatioF()
        if kept.picture is None or kept.picture.devicePixelRatioF() != ratio:
            kept.picture = self._picture(places, block, codings, segments, ratio)
        painter.drawPixmap(0, floor(block.top) - AROUND, kept.picture)

    def _picture(
        self, places: Measures, block: VisibleBlock, codings: Sequence[Drawn], segments: Segments, ratio: float
    ) -> QPixmap:
        down = AROUND - floor(block.top)  # whole, or letters would stand elsewhere than in the view
        moved = replace(block, origin=block.origin + QPointF(0, down), top=block.top + down, bottom=block.bottom + down)
        size = QSizeF(places.lanes, ceil(block.bottom) - floor(block.top) + 2 * AROUND)
        found = QPixmap((size * ratio).toSize())
        found.setDevicePixelRatio(ratio)
        found.fill(Qt.GlobalColor.transparent)
        with QPainter(found) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter, places, moved, codings, Emphasis(), segments, size.height())
        return found

    def _paint(
        self,
        painter: QPainter,
        places: Measures,
        block: VisibleBlock,
        codings: Sequence[Drawn],
        emphasis: Emphasis,
        segments: Segments,
        height: float,
    ) -> None:
        turn = segments.turn_of(block.number)
        tinted = turn is not None and segments.speeches[turn].role.counts
        paint_under(painter, self._theme, block, codings, emphasis, height, tinted=tinted)
        paint_gutter(painter, self._theme, places, block, segments)


def _stands_out(block: VisibleBlock, codings: Sequence[Drawn], emphasis: Emphasis) -> bool:
    first, last = emphasis.selection
    if emphasis.isolated is not None or (first < last and first <= block.start + block.length and last >= block.start):
        return True
    return emphasis.current is not None and any(d.coding.guid == emphasis.current for d in codings)
