"""Paints the rows of the documents list: sign, name, what is known of the respondent, squares of the codes used."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fop_coder.gui.painting import paint_icon
from fop_coder.gui.panels.code.documents_model import ROW_ROLE, DocumentsModel, Heading
from fop_coder.gui.panels.code.words import attribute_parts
from fop_coder.gui.theme import Theme
from fop_coder.model.codebook import Code
from fop_coder.model.status import Status
from fop_coder.project.reading_list import Reading, ReadingEntry

_Index = QModelIndex | QPersistentModelIndex
SQUARES = 7
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def fitting(parts: Sequence[str], metrics: QFontMetrics, room: int) -> str:
    """Return as many of the parts as fit into a width, whole ones; at least the first."""
    shown = ""
    for part in parts:
        longer = f"{shown}, {part}" if shown else part
        if shown and metrics.horizontalAdvance(longer) > room:
            break
        shown = longer
    return shown


class DocumentsDelegate(QStyledItemDelegate):
    """Paints from the theme."""

    def __init__(self, theme: Theme, model: DocumentsModel, parent: QObject) -> None:
        """Keep the model: it knows which document is open."""
        super().__init__(parent)
        self._theme, self._model = theme, model
        self._codes: tuple[Code, ...] = ()

    def set_codes(self, codes: Sequence[Code]) -> None:
        """Say which codes the squares stand for, in their order."""
        self._codes = tuple(codes)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of a row."""
        heading = isinstance(index.data(ROW_ROLE), Heading)
        return QSize(160, self._theme.px(32 if heading else 44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a row."""
        row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            self._paint_heading(painter, rect.adjusted(8, self._theme.px(6), -12, 0), row)
        elif isinstance(row, ReadingEntry):
            self._paint_ground(painter, rect, state, is_open=row.document.guid == self._model.open_document)
            self._paint_entry(painter, rect.adjusted(8, 0, -12, 0), row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, is_open: bool) -> None:
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        ground = "sel" if is_open else "hover" if state & QStyle.StateFlag.State_MouseOver else ""
        painter.setPen(QPen(self._theme.colour("accent"), 2) if focused else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(self._theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 1, -4, -1), 8, 8)

    def _paint_heading(self, painter: QPainter, rect: QRect, row: Heading) -> None:
        theme = self._theme
        painter.setFont(theme.sans(12))
        painter.setPen(theme.colour("sub"))
        counted = self.tr("{0} of {1} finished").format(row.finished.done, row.finished.of)
        painter.drawText(rect, int(_RIGHT), counted)
        room = rect.width() - painter.fontMetrics().horizontalAdvance(counted) - 8
        painter.setFont(theme.sans(12, 600))
        painter.drawText(
            rect, int(_LEFT), painter.fontMetrics().elidedText(row.words, Qt.TextElideMode.ElideRight, room)
        )

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: ReadingEntry) -> None:
        theme = self._theme
        size = theme.px(16)
        name, colour = self._sign(entry)
        line = theme.px(18)
        top = rect.top() + (rect.height() - 2 * line) // 2
        paint_icon(painter, name, colour, QRect(rect.left() + 4, top + (line - size) // 2, size, size))
        left = rect.left() + 4 + size + theme.px(10)
        upper = QRect(left, top, rect.right() - left, line)
        squares = self._paint_squares(painter, upper, entry)
        is_open = entry.document.guid == self._model.open_document
        painter.setFont(theme.sans(13, 600 if is_open else 500))
        painter.setPen(theme.colour("text"))
        self._elided(painter, upper.adjusted(0, 0, -squares, 0), entry.document.name)
        self._paint_lower(painter, upper.translated(0, line), entry)

    def _paint_lower(self, painter: QPainter, rect: QRect, entry: ReadingEntry) -> None:
        theme = self._theme
        painter.setFont(theme.sans(12))
        reread = entry.reading is Reading.REREAD
        painter.setPen(theme.colour("warning_ink" if reread else "sub"))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(
            self._model.state_words(entry), Qt.TextElideMode.ElideRight, rect.width() * (3 if reread else 2) // 4
        )
        painter.drawText(rect, int(_RIGHT), words)
        painter.setPen(theme.colour("sub"))
        room = rect.adjusted(0, 0, -metrics.horizontalAdvance(words) - theme.px(10), 0)
        parts = attribute_parts(entry, self._model.arrangement.group)
        self._elided(painter, room, fitting(parts, metrics, room.width()))

    def _elided(self, painter: QPainter, rect: QRect, words: str) -> None:
        if rect.width() > 12:
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, int(_LEFT), shown)

    def _sign(self, entry: ReadingEntry) -> tuple[str, QColor]:
        theme = self._theme
        if entry.reading is Reading.FINISHED:
            return theme.status(Status.REFERRED)
        if entry.reading is Reading.REREAD:
            return "ph.arrows-clockwise", theme.colour("warning_mark")
        if entry.reading is Reading.UNASSIGNED:
            return theme.status(Status.NO_DATA)
        _, colour = theme.status(Status.PENDING)
        return "ph.circle-half-fill" if self._model.is_begun(entry) else "ph.circle-dashed", colour

    def _paint_squares(self, painter: QPainter, rect: QRect, entry: ReadingEntry) -> int:
        """Paint a square for each code, filled where it is used; of many codes, the used ones. Return their width."""
        theme = self._theme
        many = len(self._codes) > SQUARES
        shown = [c for c in self._codes if c.guid in entry.codes][:SQUARES] if many else list(self._codes)
        if not shown or not (entry.codes or self._model.is_begun(entry) or entry.reading is Reading.FINISHED):
            return 0
        size, step = theme.px(8), theme.px(8) + 3
        left = rect.right() - step * len(shown) + 3
        for place, code in enumerate(shown):
            square = QRectF(left + place * step, rect.center().y() - size / 2 + 1, size, size)
            if code.guid in entry.codes:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.code(code.colour).mark)
                painter.drawRoundedRect(square, 2, 2)
            else:
                painter.setPen(QPen(theme.colour("card_edge"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        return step * len(shown) + 8
