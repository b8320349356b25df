"""Painted under the glyphs: tints, the selection, underlines. Only for the lines in sight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextLine

from fop_coder.gui.panels.code.coding_index import Drawn
from fop_coder.gui.panels.code.stretches import VisibleBlock
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid

UNDERLINES = (3, 6)
"""px below the baseline; deeper nesting is told by stripes and labels."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """What stands out just now. ``isolated``: the coding under the mouse, whose tint alone is shown."""

    current: Guid | None = None
    isolated: Guid | None = None
    selection: tuple[int, int] = (0, 0)


def paint_under(
    painter: QPainter,
    theme: Theme,
    block: VisibleBlock,
    codings: Sequence[Drawn],
    emphasis: Emphasis,
    height: float,
    *,
    tinted: bool,
) -> None:
    """Paint what lies under one paragraph.

    Args:
        codings: of the paragraph, the longest first.
        height: of the viewport.
        tinted: False for turns that count for nobody.
    """
    lanes = underline_lanes(codings)
    for line in block.lines(-4, height + 4):
        here = [(d, rect) for d in codings if (rect := block.across(line, d.first, d.last)) is not None]
        if tinted:
            _paint_tints(painter, theme, here, emphasis.isolated)
        _paint_selection(painter, theme, block, line, emphasis.selection)
        baseline = round(block.baseline(line))
        for drawn, rect in here:
            lane = lanes.get(drawn.coding.guid)
            if lane is not None:
                y = baseline + UNDERLINES[lane]
                _paint_underline(painter, theme, drawn, rect, y, current=drawn.coding.guid == emphasis.current)


def underline_lanes(codings: Iterable[Drawn]) -> dict[Guid, int]:
    """Give codings, the longest first, the lowest underline that is free; those nested deeper get none."""
    taken: list[list[Drawn]] = [[] for _ in UNDERLINES]
    found = {}
    for drawn in codings:
        for lane, there in enumerate(taken):
            if all(d.last <= drawn.first or d.first >= drawn.last for d in there):
                there.append(drawn)
                found[drawn.coding.guid] = lane
                break
    return found


def _paint_tints(painter: QPainter, theme: Theme, here: Iterable[tuple[Drawn, QRectF]], isolated: Guid | None) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for drawn, rect in here:  # the shortest lies on top
        if drawn.counted and (isolated is None or drawn.coding.guid == isolated):
            painter.setBrush(theme.code(drawn.code.colour).tint)
            painter.drawRoundedRect(rect.adjusted(-1, 1, 1, 0), 3, 3)


def _paint_selection(
    painter: QPainter, theme: Theme, block: VisibleBlock, line: QTextLine, selection: tuple[int, int]
) -> None:
    rect = block.across(line, *selection)
    if rect is not None:
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.setBrush(theme.colour("highlight"))
        painter.drawRoundedRect(QRectF(rect.adjusted(-0.5, 1.5, 0.5, -0.5)), 3, 3)


def _paint_underline(painter: QPainter, theme: Theme, drawn: Drawn, rect: QRectF, y: int, *, current: bool) -> None:
    pen = QPen(theme.code(drawn.code.colour).mark, 2 if current else 1)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if not drawn.counted:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    height = y - (0 if current else 0.5)
    painter.drawLine(QPointF(rect.left(), height), QPointF(rect.right(), height))
