"""What stands right of the text, stripes and labels, painted for more than is in sight: scrolling moves the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

from fop_coder.gui.panels.code.beside_text import (
    Column,
    Extents,
    Stripe,
    Target,
    paint_labels,
    paint_stripes,
    stripes_of,
)
from fop_coder.gui.panels.code.coding_index import CodingIndex
from fop_coder.gui.panels.code.measures import Measures
from fop_coder.gui.panels.code.stretches import VisibleBlock
from fop_coder.gui.panels.code.under_text import Emphasis
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid

Blocks = Callable[[float, float], list[VisibleBlock]]
"""Returns the paragraphs from a height of the document on, as if it were scrolled there, in a view of a height."""

_LEFT_OF = 4
"""px left of the first lane that a current stripe needs."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is in sight: heights of the document, and the width of the view."""

    top: int
    height: int
    width: int


@dataclass(slots=True)
class Strip:
    """A picture of what stands beside the document between two heights, and where the mouse meets something.

    Attributes:
        emphasis: what stands out in it; ``above``: stripes that begin above this height have no label.
    """

    look: tuple[Measures, Guid | None, float, int]
    top: int
    bottom: int
    picture: QPixmap
    targets: list[Target]
    emphasis: Emphasis = field(default_factory=Emphasis)
    above: float = 0.0


class Margin:
    """Keeps one picture, of what is in sight or, once it was scrolled, half a screen more above and below."""

    def __init__(self, theme: Theme) -> None:
        """Begin without any."""
        self._theme = theme
        self._strip: Strip | None = None

    def forget(self) -> None:
        """Forget the picture: codings, layout or colours changed."""
        self._strip = None

    def targets(self, scrolled: int) -> list[Target]:
        """Return where stripes and labels are in a view scrolled to a height."""
        if self._strip is None:
            return []
        down = self._strip.top - scrolled
        return [Target(t.rect.translated(0, down), t.coding) for t in self._strip.targets]

    def target_at(self, place: QPointF, scrolled: int) -> Guid | None:
        """Return the coding whose stripe or label is at a place in the view, None where there is none."""
        if self._strip is None:
            return None
        inside = place - QPointF(0, self._strip.top - scrolled)
        return next((t.coding for t in reversed(self._strip.targets) if t.rect.contains(inside)), None)

    def paint(
        self,
        painter: QPainter,
        sight: Sight,
        places: Measures,
        emphasis: Emphasis,
        index: CodingIndex,
        blocks: Blocks,
        extents: Extents,
    ) -> None:
        """Paint what is in sight, from the picture if it reaches so far."""
        look = (places, emphasis.current, painter.device().devicePixelRatioF(), sight.width)
        strip = self._strip
        if strip is None or strip.look != look or strip.top > sight.top or strip.bottom < sight.top + sight.height:
            more = sight.height // 2 if strip is not None and strip.look == look else 0
            top = max(0, sight.top - more)
            bottom = sight.top + sight.height + more
            strip = Strip(look, top, bottom, self._blank(look, places, bottom - top), [])
            strip.targets = self._fill(strip, places, emphasis, index, blocks(top, bottom - top), extents)
            self._strip = strip
        painter.drawPixmap(QPointF(self._left(places) - _LEFT_OF, strip.top - sight.top), strip.picture)

    def _left(self, places: Measures) -> int:
        """Return where the first lane begins."""
        return places.lanes

    def _blank(self, look: tuple[Measures, Guid | None, float, int], places: Measures, height: int) -> QPixmap:
        ratio, width = look[2], max(1, look[3] - self._left(places) + _LEFT_OF)
        found = QPixmap((QSizeF(width, height) * ratio).toSize())
        found.setDevicePixelRatio(ratio)
        found.fill(Qt.GlobalColor.transparent)
        return found

    def _fill(
        self,
        strip: Strip,
        places: Measures,
        emphasis: Emphasis,
        index: CodingIndex,
        blocks: list[VisibleBlock],
        extents: Extents,
    ) -> list[Target]:
        """Paint stripes and labels into a strip; return where they are in it."""
        stripes = stripes_of(blocks, index, extents)
        first = blocks[0] if blocks else None
        begun = [s for s in stripes if first is not None and s.drawn.first >= first.start]
        strip.above = first.top - 1 if first is not None else 0.0
        strip.emphasis = emphasis
        with QPainter(strip.picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(_LEFT_OF - self._left(places), 0)
            return self._paint_strip(painter, strip, places, stripes, begun)

    def _paint_strip(
        self, painter: QPainter, strip: Strip, places: Measures, stripes: Sequence[Stripe], begun: Sequence[Stripe]
    ) -> list[Target]:
        """Paint stripes, and the labels of those that begin here; return where they are."""
        targets, crowded = paint_stripes(painter, self._theme, places, stripes, strip.emphasis)
        column = Column(strip.above, crowded)
        return targets + paint_labels(painter, self._theme, places, begun, strip.emphasis, column)
