"""How the blocks of a report look on the screen: tables, charts and quotations as they will be printed."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from fop_coder.exporters.pictures import COLOURS
from fop_coder.exporters.report import BarPicture, Block, Grid, Heading, Paragraphs, Quotation
from fop_coder.gui.cells import frame_cells
from fop_coder.gui.theme import BODY, PASSAGE, SMALL, Theme

LINE, WIDEST_NAME = 26, 280
"""Height of a bar with its gap, and how wide names may make the first column, in px at 100 %."""


def widgets_of(block: Block, theme: Theme, *, is_sentence: bool = False) -> list[QWidget]:
    """Return what shows a block, from top to bottom."""
    if isinstance(block, Heading):
        return [_label(block.text, role="title" if block.level == 1 else "section")]
    if isinstance(block, Paragraphs):
        role = "small" if block.style == "note" else ""
        lines = [_label(line, role=role) for line in block.lines]
        for line in lines if is_sentence else ():
            line.setFont(theme.serif(PASSAGE))
        return [*lines]
    if isinstance(block, Quotation):
        return [_quotation(block, theme)]
    if isinstance(block, Grid):
        return [_label(block.caption, role="strong"), GridTable(block, theme)]
    return [_label(block.caption, role="strong"), Bars(block, theme)]


def _label(words: str, role: str = "") -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def _quotation(block: Quotation, theme: Theme) -> QLabel:
    label = _label(f"“{block.text}”\n{block.source}")
    label.setFont(theme.serif(PASSAGE))
    label.setStyleSheet(f"border: none; border-left: 3px solid {theme.colour('accent').name()}; padding-left: 10px;")
    return label


class GridTable(QTableWidget):
    """A table as high as its rows; it never scrolls within the page."""

    def __init__(self, grid: Grid, theme: Theme) -> None:
        """Fill it."""
        super().__init__(len(grid.rows), len(grid.headings))
        self.setAccessibleName(grid.caption)
        self.setHorizontalHeaderLabels([str(heading) for heading in grid.headings])
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWordWrap(True)
        frame_cells(self, theme)
        for row, cells in enumerate(grid.rows):
            for column, cell in enumerate(cells):
                self.setItem(row, column, _cell(cell, is_name=column == 0, theme=theme))
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionsClickable(False)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column in range(1, len(grid.headings)):
            heading = self.horizontalHeaderItem(column)
            if heading is not None and any(isinstance(row[column], int | float) for row in grid.rows):
                heading.setTextAlignment(right)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if self.sizeHintForColumn(0) > theme.px(WIDEST_NAME):
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(0, theme.px(WIDEST_NAME))
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        wide = sum(self.columnWidth(column) for column in range(self.columnCount()))
        self._wide = wide + 2 * self.frameWidth() + 4
        self.setFixedHeight(head.sizeHint().height() + rows + 2 * self.frameWidth() + 4)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the columns."""
        return QSize(self._wide, self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """The page scrolls, not the table."""
        event.ignore()


def _cell(cell: object, *, is_name: bool, theme: Theme) -> QTableWidgetItem:
    item = QTableWidgetItem("" if cell is None else str(cell))
    if is_name:
        item.setFont(theme.sans(BODY, 600))
    elif isinstance(cell, int | float):
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


class Bars(QWidget):
    """A chart of stacked bars in the colours in which it will be printed; its words are read out."""

    def __init__(self, picture: BarPicture, theme: Theme) -> None:
        """Show a picture."""
        super().__init__()
        self._picture, self._theme = picture, theme
        self.setAccessibleName(picture.words)
        lines = len(picture.names) + (1 if len(picture.parts) > 1 else 0)
        self.setFixedHeight(theme.px(LINE * lines + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint names, bars with their numbers, and what the colours mean."""
        with QPainter(self) as painter:
            painter.setFont(self._theme.sans(SMALL))
            names = painter.fontMetrics()
            left = max([names.horizontalAdvance(name) for name in self._picture.names], default=0)
            left = min(left, self.width() // 3) + self._theme.px(10)
            for row, name in enumerate(self._picture.names):
                self._paint_bar(painter, row, name, left)
            if len(self._picture.parts) > 1:
                self._paint_legend(painter, left)

    def _paint_bar(self, painter: QPainter, row: int, name: str, left: int) -> None:
        line = self._theme.px(LINE)
        place = QRect(0, row * line, left - self._theme.px(8), line)
        painter.setPen(self._theme.colour("text"))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        unit = (self.width() - left) / max(1, self._picture.most)
        begun = 0
        for lengths, colour in zip(self._picture.parts.values(), COLOURS, strict=False):
            length = lengths[row]
            bar = QRect(left + round(begun * unit), row * line + 4, max(0, round(length * unit)), line - 8)
            if length:
                painter.fillRect(bar, QColor(colour))
                painter.setPen(QColor("white" if QColor(colour).lightness() < 160 else "#22262b"))
                painter.drawText(bar, Qt.AlignmentFlag.AlignCenter, str(length))
            begun += length

    def _paint_legend(self, painter: QPainter, left: int) -> None:
        line, size = self._theme.px(LINE), self._theme.px(10)
        top, at = len(self._picture.names) * line, left
        for name, colour in zip(self._picture.parts, COLOURS, strict=False):
            painter.fillRect(QRect(at, top + (line - size) // 2, size, size), QColor(colour))
            width = painter.fontMetrics().horizontalAdvance(name)
            painter.setPen(self._theme.colour("sub"))
            place = QRect(at + size + self._theme.px(5), top, width, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            at = place.right() + self._theme.px(16)
