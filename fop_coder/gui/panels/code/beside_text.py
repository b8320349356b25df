"""Painted beside the text: turn numbers and speakers on the left, stripes in lanes and labels on the right."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap, QPixmapCache

from fop_coder.gui.painting import paint_badge
from fop_coder.gui.panels.code.coding_index import LANES, CodingIndex, Drawn
from fop_coder.gui.panels.code.measures import LABEL_STEP, LANE_STEP, MORE_ROOM, STRIPE, STRIPE_CURRENT, Measures
from fop_coder.gui.panels.code.segments import Segments
from fop_coder.gui.panels.code.stretches import VisibleBlock
from fop_coder.gui.panels.code.under_text import Emphasis
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid

PUSHED_AT_MOST = 6
"""How many labels below its stripe's head a label may be pushed; after that, stripes alone tell."""


@dataclass(frozen=True, slots=True)
class Stripe:
    """A coding's stripe on screen: its lane and the heights it spans."""

    drawn: Drawn
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Target:
    """Something beside the text that the mouse can be over."""

    rect: QRectF
    coding: Guid


@dataclass(frozen=True, slots=True)
class Column:
    """What the column of labels must heed.

    Attributes:
        first_line: stripes that begin above this height have no label.
        crowded: tops of "+2" and the like, where a label moves aside.
    """

    first_line: float
    crowded: Sequence[float]


Extents = Callable[[VisibleBlock, Sequence[Drawn]], list[tuple[float, float]]]
"""Returns for each coding the top and bottom of what it takes up of a paragraph, in the viewport."""


def stripes_of(blocks: Sequence[VisibleBlock], index: CodingIndex, extents: Extents) -> list[Stripe]:
    """Return the stripes of all codings in some paragraphs, in the order of the text."""
    found: dict[Guid, list[float]] = {}
    codings: dict[Guid, Drawn] = {}
    for block in blocks:
        there = index.in_block(block.number)
        for drawn, (top, bottom) in zip(there, extents(block, there), strict=True):
            span = found.setdefault(drawn.coding.guid, [top, bottom])
            span[0], span[1] = min(span[0], top), max(span[1], bottom)
            codings[drawn.coding.guid] = drawn
    return [Stripe(d, *found[d.coding.guid]) for d in sorted(codings.values(), key=lambda d: d.order)]


# ---- left ------------------------------------------------------------------------------------------------------------


def paint_gutter(painter: QPainter, theme: Theme, places: Measures, block: VisibleBlock, segments: Segments) -> None:
    """Paint the turn's number, speaker and, where there is room, its time, at its first line."""
    segment = segments[block.number]
    if segment.turn is None or not segment.first:
        return
    speech = segments.speeches[segment.turn]
    baseline = block.baseline(block.layout.lineAt(0))
    right = places.gutter - theme.px(12)
    name = speech.speaker or speech.respondent
    painter.setFont(theme.sans(12, 600 if speech.role.counts else 400))
    painter.setPen(theme.colour("text" if speech.role.counts else "sub"))
    number = str(segment.turn + 1)
    room = right - theme.px(8) - QFontMetrics(theme.sans(12)).horizontalAdvance(number) - theme.px(8)
    name = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
    width = painter.fontMetrics().horizontalAdvance(name)
    painter.drawText(QPointF(right - width, baseline), name)
    painter.setFont(theme.sans(12))
    painter.setPen(theme.colour("sub"))
    shift = width + theme.px(8) if name else 0
    painter.drawText(QPointF(right - shift - painter.fontMetrics().horizontalAdvance(number), baseline), number)
    if speech.time is not None and block.layout.lineCount() > 1:
        when = time_words(speech.time)
        painter.setFont(theme.sans(11))
        painter.setPen(theme.colour("place"))
        painter.drawText(
            QPointF(right - painter.fontMetrics().horizontalAdvance(when), baseline + block.line_height), when
        )


def time_words(milliseconds: int) -> str:
    """Return a place in a recording as minutes and seconds, with hours where there are some."""
    seconds = milliseconds // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


# ---- right -----------------------------------------------------------------------------------------------------------


def paint_stripes(
    painter: QPainter, theme: Theme, places: Measures, stripes: Iterable[Stripe], emphasis: Emphasis
) -> tuple[list[Target], list[float]]:
    """Paint the stripes of the first lanes, and say of how many more; return where they are, and where that is said."""
    targets, deeper = [], []
    for stripe in stripes:
        if stripe.drawn.lane >= LANES:
            deeper.append(stripe)
            continue
        current = stripe.drawn.coding.guid == emphasis.current
        width = STRIPE_CURRENT if current else STRIPE
        left = places.lanes + stripe.drawn.lane * LANE_STEP - (1 if current else 0)
        rect = QRectF(left, stripe.top + 2, width, max(6.0, stripe.bottom - stripe.top - 4))
        colour = theme.code(stripe.drawn.code.colour)
        if stripe.drawn.counted:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour.mark)
            painter.drawRoundedRect(rect, 2, 2)
        else:
            painter.setPen(QPen(colour.mark, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        targets.append(Target(rect.adjusted(-2, 0, 2, 0), stripe.drawn.coding.guid))
    return targets, _paint_more(painter, theme, places, deeper)


def _paint_more(painter: QPainter, theme: Theme, places: Measures, deeper: Sequence[Stripe]) -> list[float]:
    """Say beside the lanes how many stripes more there are at a place; return the tops of what is said."""
    said: list[float] = []
    painter.setFont(theme.sans(11, 600))
    painter.setPen(theme.colour("sub"))
    last = -1e9
    for stripe in sorted(deeper, key=lambda s: s.top):
        if stripe.top < last + LABEL_STEP:
            continue
        last = stripe.top
        said.append(stripe.top)
        many = sum(s.top < stripe.top + LABEL_STEP and s.bottom > stripe.top for s in deeper)
        painter.drawText(QPointF(places.lanes + LANES * LANE_STEP - 2, stripe.top + theme.px(16)), f"+{many}")
    return said


def paint_labels(
    painter: QPainter,
    theme: Theme,
    places: Measures,
    stripes: Iterable[Stripe],
    emphasis: Emphasis,
    column: Column,
) -> list[Target]:
    """Paint a badge and the code's name at each stripe's head, none over another; return where they are."""
    targets: list[Target] = []
    free = -1e9
    step = max(LABEL_STEP, theme.px(LABEL_STEP))
    for stripe in sorted(stripes, key=lambda s: (s.top, s.drawn.order)):
        if stripe.top < column.first_line:
            continue  # begins above what was looked at
        head = stripe.top + theme.px(12)
        middle = max(head, free)
        if middle > head + PUSHED_AT_MOST * step:
            continue
        drawn = stripe.drawn
        rect = QRectF(places.labels, middle - step / 2, max(places.label_room, places.badge + 8), step)
        near = bisect_right(column.crowded, rect.top() - step)
        if near < len(column.crowded) and column.crowded[near] < rect.top() + step:
            rect.setLeft(rect.left() + MORE_ROOM)
        worded = not drawn.counted and bool(places.label_room)
        _paint_label(painter, theme, places, rect, drawn, current=drawn.coding.guid == emphasis.current)
        if worded:
            _paint_not_counted(painter, theme, places, rect)
        free = middle + step + (theme.px(14) if worded else 0)
        targets.append(Target(rect, drawn.coding.guid))
    return targets


def _paint_label(
    painter: QPainter, theme: Theme, places: Measures, rect: QRectF, drawn: Drawn, *, current: bool
) -> None:
    """Paint a label, from a picture where there is one: a screen has many labels of few codes."""
    code, ratio = drawn.code, painter.device().devicePixelRatioF()
    dress = f"{theme.is_dark} {theme.scale} {theme.sans().family()} {places.badge} {bool(places.label_room)}"
    look = f"{dress} {rect.width()} {rect.height()} {ratio} {current} {drawn.counted}"
    name = f"label {look} {code.colour} {code.key} {code.name}"
    picture = QPixmap()
    if not QPixmapCache.find(name, picture):
        picture = QPixmap((rect.size() * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painting:
            painting.setRenderHint(QPainter.RenderHint.Antialiasing)
            _paint_label_anew(painting, theme, places, QRectF(QPointF(), rect.size()), drawn, current=current)
        QPixmapCache.insert(name, picture)
    painter.drawPixmap(QPointF(rect.left(), round(rect.top())), picture)


def _paint_label_anew(
    painter: QPainter, theme: Theme, places: Measures, rect: QRectF, drawn: Drawn, *, current: bool
) -> None:
    colour = theme.code(drawn.code.colour)
    if current:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sel"))
        painter.drawRoundedRect(rect.adjusted(0, 0, 0, 0), 6, 6)
    size = places.badge
    badge = QRect(round(rect.left()) + 1, round(rect.center().y() - size / 2), size, size)
    paint_badge(painter, badge, drawn.code.key, colour, theme.sans(11, 600), hollow=not drawn.counted)
    if not places.label_room:
        return
    left = badge.right() + theme.px(4)
    painter.setFont(theme.sans(12, 600))
    painter.setPen(colour.ink)
    room = QRectF(left, rect.top(), rect.right() - left, rect.height())
    name = painter.fontMetrics().elidedText(drawn.code.name, Qt.TextElideMode.ElideRight, round(room.width()))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)


def _paint_not_counted(painter: QPainter, theme: Theme, places: Measures, label: QRectF) -> None:
    painter.setFont(theme.sans(12))
    painter.setPen(theme.colour("sub"))
    left = label.left() + 1 + places.badge + theme.px(4)
    words = QCoreApplication.translate("Transcript", "not counted")
    painter.drawText(QPointF(left, label.bottom() + theme.px(10)), words)
