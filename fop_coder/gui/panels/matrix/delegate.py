"""How cells and headings are painted: the status in sign and words, below it the summary or the passages."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fop_coder.gui.painting import paint_badge, paint_icon, paint_status
from fop_coder.gui.panels.matrix.model import CELL, CODE, ROW, GroupLine, MatrixModel, Shown
from fop_coder.gui.panels.matrix.words import evidence_words, no_summary, summary_words
from fop_coder.gui.theme import BODY, SMALL, Theme
from fop_coder.model.matrix import MatrixCell, MatrixCode, MatrixRow

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
MARGIN, LINE, SIGN = 10, 18, 15
"""In px at 100 %."""


def wrapped(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Break a text into at most so many lines of a width; the last ends with an ellipsis where more follows."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _broken(paragraph, font, width, most + 1 - len(lines))
        if len(lines) > most:
            metrics = QFontMetrics(font)
            kept = lines[:most]
            kept[-1] = metrics.elidedText(f"{kept[-1].rstrip()} …", Qt.TextElideMode.ElideRight, width)
            return kept
    return lines


def _broken(text: str, font: QFont, width: int, most: int) -> list[str]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    units = text.encode("utf-16-le")
    lines: list[str] = []
    layout.beginLayout()
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart() * 2
        lines.append(units[start : start + line.textLength() * 2].decode("utf-16-le", errors="ignore"))
    layout.endLayout()
    return lines


class MatrixDelegate(QStyledItemDelegate):
    """Paints the cells."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Paint with a theme's colours and sizes."""
        super().__init__(parent)
        self._theme = theme
        self.needle = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        line, cell, model = index.data(ROW), index.data(CELL), index.model()
        rect: QRect = option.rect
        painter.save()
        self._ground(painter, rect, option.state, index, line)
        margin = self._theme.px(MARGIN)
        inner = rect.adjusted(margin, self._theme.px(8), -margin, -self._theme.px(4))
        if isinstance(line, GroupLine):
            painter.setPen(self._theme.colour("text"))
            self._line(painter, rect.adjusted(margin, 0, -margin, 0), line.words, self._theme.sans(weight=600))
        elif isinstance(cell, MatrixCell) and isinstance(model, MatrixModel):
            self._paint_cell(painter, inner, cell, model, index)
        elif isinstance(line, MatrixRow):
            self._paint_respondent(painter, inner, line, model)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: _Index, line: object) -> None:
        theme = self._theme
        quiet = index.column() == 0 or isinstance(line, GroupLine)
        ground = "side" if quiet else "base"
        if state & QStyle.StateFlag.State_Selected and not isinstance(line, GroupLine):
            ground = "sel"
        elif state & QStyle.StateFlag.State_MouseOver and not quiet:
            ground = "hover"
        painter.fillRect(rect, theme.colour(ground))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        if has_focus or self.is_current(index):  # a thinner frame where the focus is beside the grid
            painter.setPen(QPen(theme.colour("accent"), 2 if has_focus else 1))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def is_current(self, index: _Index) -> bool:
        """Say whether it is the cell that is shown beside the grid, where the focus may be."""
        view = self.parent()
        return isinstance(view, QAbstractItemView) and view.currentIndex() == index

    def _paint_respondent(self, painter: QPainter, rect: QRect, row: MatrixRow, model: object) -> None:
        theme = self._theme
        bold, high = theme.sans(weight=600), theme.px(LINE)
        metrics = QFontMetrics(bold)
        size = theme.px(18) if row.badge else 0
        sign = theme.px(14) if row.do_not_quote else 0
        room = rect.width() - (size + theme.px(6) if size else 0) - (sign + theme.px(4) if sign else 0)
        label = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, max(0, room))
        painter.setPen(theme.colour("text"))
        self._line(painter, QRect(rect.x(), rect.y(), rect.width(), high), label, bold)
        x = rect.x() + metrics.horizontalAdvance(label) + theme.px(6)
        if size:
            self._paint_key(painter, QRect(x, rect.y() + (high - size) // 2, size, size), row.badge)
            x += size + theme.px(4)
        if sign:
            place = QRect(x, rect.y() + (high - sign) // 2, sign, sign)
            paint_icon(painter, "ph.eye-slash", theme.colour("sub"), place)
        if isinstance(model, MatrixModel) and model.shown is Shown.COUNTS:
            return
        painter.setPen(theme.colour("sub"))
        self._lines(painter, rect.adjusted(0, high, 0, 0), row.about, theme.sans(SMALL))

    def _paint_key(self, painter: QPainter, badge: QRect, key: str) -> None:
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("control_edge"), 1))
        painter.drawRoundedRect(QRectF(badge).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.sans(SMALL, 600))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, key)

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: MatrixCell, model: MatrixModel, index: _Index) -> None:
        theme = self._theme
        high, size = theme.px(LINE), theme.px(SIGN)
        head = QRect(rect.x(), rect.y(), rect.width(), high)
        glyph = QRect(head.x(), head.y() + (high - size) // 2, size, size)
        if cell.status is None:
            paint_icon(painter, "ph.eye-slash", theme.colour("sub"), glyph)
        else:
            paint_status(painter, theme, cell.status, glyph)
        painter.setPen(theme.colour("sub"))
        self._line(painter, head.adjusted(size + theme.px(6), 0, 0, 0), evidence_words(cell), theme.sans(SMALL))
        below = rect.adjusted(0, high + theme.px(2), 0, 0)
        if model.shown is Shown.COUNTS:
            self._paint_written(painter, head, cell)
        elif model.shown is Shown.PASSAGES:
            said = "\n".join(f"\u201c{' '.join(p.text.split())}\u201d" for p in model.passages(index))
            painter.setPen(theme.colour("text"))
            self._lines(painter, below, said, theme.serif(BODY))
        else:
            self._paint_summary(painter, below, cell)

    def _paint_written(self, painter: QPainter, head: QRect, cell: MatrixCell) -> None:
        """Say by a sign that a summary is written where there is no room for it."""
        if cell.summary:
            size = self._theme.px(14)
            place = QRect(head.right() - size, head.y() + (head.height() - size) // 2, size, size)
            paint_icon(painter, "ph.note-pencil", self._theme.colour("sub"), place)

    def _paint_summary(self, painter: QPainter, rect: QRect, cell: MatrixCell) -> None:
        theme, words = self._theme, summary_words(cell)
        font = theme.sans()
        if not cell.summary:
            font.setItalic(True)
        elif self.needle and self.needle in cell.summary.casefold():
            painter.fillRect(rect.adjusted(-4, 0, 4, 0), theme.colour("warning_ground"))
        painter.setPen(theme.colour("text" if cell.summary else "sub"))
        self._lines(painter, rect, words if cell.summary or words != no_summary() else no_summary(), font)

    def _line(self, painter: QPainter, rect: QRect, words: str, font: QFont) -> None:
        painter.setFont(font)
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _LEFT | Qt.TextFlag.TextSingleLine, shown)

    def _lines(self, painter: QPainter, rect: QRect, words: str, font: QFont) -> None:
        """Paint as many lines as there is room for."""
        high = self._theme.px(LINE)
        painter.setFont(font)
        most = rect.height() // high
        for number, line in enumerate(wrapped(words, font, rect.width(), most) if words and most > 0 else ()):
            painter.drawText(QRect(rect.x(), rect.y() + number * high, rect.width(), high), _LEFT, line.rstrip())


class MatrixHeader(QHeaderView):
    """Headings: badge and name of the code, and n/N at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Make a horizontal one; a click sorts, an edge sets the width."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for one line."""
        return QSize(super().sizeHint().width(), self._theme.px(36))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - Qt's names
        """Paint a heading."""
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.colour("side"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        code = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal, CODE)
        inner = rect.adjusted(theme.px(MARGIN), 0, -theme.px(MARGIN), 0)
        bold = theme.sans(weight=600)
        if isinstance(code, MatrixCode):
            inner = self._paint_around(painter, inner, code)
        painter.setFont(bold)
        painter.setPen(theme.colour("text" if isinstance(code, MatrixCode) else "sub"))
        words = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        painter.drawText(inner, _LEFT, QFontMetrics(bold).elidedText(words, Qt.TextElideMode.ElideRight, inner.width()))
        painter.restore()

    def _paint_around(self, painter: QPainter, rect: QRect, code: MatrixCode) -> QRect:
        """Paint badge and figure; return the room between them."""
        theme = self._theme
        size = theme.px(18)
        badge = QRect(rect.x(), rect.y() + (rect.height() - size) // 2, size, size)
        paint_badge(painter, badge, code.key, theme.code(code.colour), theme.sans(SMALL, 600))
        figure, font = f"{code.n}/{code.of}", theme.sans()
        wide = QFontMetrics(font).horizontalAdvance(figure)
        painter.setFont(font)
        painter.setPen(theme.colour("sub"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, figure)
        return rect.adjusted(size + theme.px(8), 0, -wide - theme.px(8), 0)
