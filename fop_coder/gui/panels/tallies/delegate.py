"""How the cells of a tally are painted: badge and name, n of N, bars with whiskers, glyphs with counts."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fop_coder.gui.painting import paint_badge, paint_bar, paint_icon, paint_status
from fop_coder.gui.panels.tallies.lines import PARTED, Figure, Kind, Line
from fop_coder.gui.panels.tallies.model import FIGURE, GROUP, LINE, NAME, SHARE
from fop_coder.gui.theme import FIGURE as FIGURE_SIZE
from fop_coder.gui.theme import SMALL, Theme
from fop_coder.model.status import NOT_CLASSIFIED, Status

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TallyDelegate(QStyledItemDelegate):
    """Paints every cell of the table from its line."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Paint with a theme's colours and sizes."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that a cell asks for; widths are set by the table."""
        return QSize(self._theme.px(80), self._theme.px(60))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        line = index.data(LINE)
        if not isinstance(line, Line):
            return
        painter.save()
        self._ground(painter, option, line)
        inner = _rect(option).adjusted(self._theme.px(8), 0, -self._theme.px(8), -1)
        group = index.data(GROUP)
        if group is not None:
            self._paint_group(painter, inner, line, line.groups.get(group))
        elif index.column() == NAME:
            self._paint_name(painter, _rect(option).adjusted(self._theme.px(12), 0, -self._theme.px(4), -1), line)
        elif index.column() == FIGURE:
            self._paint_figure(painter, inner, line)
        elif index.column() == SHARE:
            self._paint_share(painter, inner, line)
        else:
            self._paint_went(painter, inner, line)
        painter.restore()

    # ---- the parts of a cell ---------------------------------------------------------------------------------------

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        theme, rect, state = self._theme, _rect(option), _state(option)
        ground = theme.colour("side" if line.kind is Kind.SCHEME else "base")
        if state & QStyle.StateFlag.State_Selected:
            ground = theme.colour("sel")
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = theme.colour("hover")
        painter.fillRect(rect, ground)
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_name(self, painter: QPainter, rect: QRect, line: Line) -> None:
        theme = self._theme
        size = theme.px(20)
        left = rect.x() + theme.px(16) * line.depth
        badge = QRect(left, rect.y() + (rect.height() - size) // 2, size, size)
        if line.kind is Kind.CODE:
            paint_badge(painter, badge, line.key, theme.code(line.colour), theme.sans(SMALL, 600))
        elif line.kind is Kind.SCHEME:
            paint_icon(painter, "ph.tag", theme.colour("sub"), badge)
        else:
            badge.translate(theme.px(16), 0)
            self._key(painter, badge, line.key)
        room = QRect(badge.right() + theme.px(9), rect.y(), 0, rect.height())
        room.setRight(rect.right())
        weight = 400 if line.kind is Kind.CATEGORY else 600
        self._two_lines(painter, room, line.name, line.detail, weight)

    def _key(self, painter: QPainter, rect: QRect, key: str) -> None:
        if not key:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("control_edge"), 1))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setFont(self._theme.sans(SMALL, 600))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)

    def _two_lines(self, painter: QPainter, rect: QRect, first: str, second: str, weight: int) -> None:
        theme = self._theme
        font, small = theme.sans(weight=weight), theme.sans(SMALL)
        lines = broken(second, QFontMetrics(small), rect.width())
        high, low = theme.px(20), theme.px(16)
        top = rect.y() + (rect.height() - high - low * len(lines)) // 2
        self._elided(painter, QRect(rect.x(), top, rect.width(), high), first, font, theme.colour("text"))
        for number, words in enumerate(lines):
            below = QRect(rect.x(), top + high - 2 + number * low, rect.width(), low + 2)
            self._elided(painter, below, words, small, theme.colour("sub"))

    def name_width(self, line: Line) -> int:
        """Return how wide the first cell of a line must be for name and detail to stand in a line each, in px."""
        theme = self._theme
        indent = 12 + 20 + 9 + 8 + 16 * (line.depth + (line.kind is Kind.CATEGORY))
        name = QFontMetrics(theme.sans(weight=600)).horizontalAdvance(line.name)
        return theme.px(indent) + max(name, QFontMetrics(theme.sans(SMALL)).horizontalAdvance(line.detail))

    def _elided(self, painter: QPainter, rect: QRect, text: str, font: object, colour: QColor) -> None:
        painter.setFont(font)  # type: ignore[arg-type]
        painter.setPen(colour)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _LEFT | Qt.TextFlag.TextSingleLine, shown)

    def _paint_figure(self, painter: QPainter, rect: QRect, line: Line) -> None:
        if line.figure is None:
            return
        size = FIGURE_SIZE if line.kind is Kind.CODE else 15.0
        self._n_of(painter, rect, line.figure, size, right=True)

    def _n_of(self, painter: QPainter, rect: QRect, figure: Figure, size: float, *, right: bool) -> None:
        theme = self._theme
        bold, usual = theme.sans(size, 650), theme.sans(size)
        n, of = str(figure.n), f"/{figure.of}"
        wide_n, wide_of = QFontMetrics(bold).horizontalAdvance(n), QFontMetrics(usual).horizontalAdvance(of)
        x = rect.right() + 1 - wide_n - wide_of if right else rect.x()
        painter.setFont(bold)
        painter.setPen(theme.colour("text"))
        painter.drawText(QRect(x, rect.y(), wide_n + 2, rect.height()), _LEFT, n)
        painter.setFont(usual)
        painter.setPen(theme.colour("sub"))
        painter.drawText(QRect(x + wide_n, rect.y(), wide_of + 2, rect.height()), _LEFT, of)

    def _mark(self, line: Line) -> QColor:
        return self._theme.code(line.colour).mark if line.kind is Kind.CODE else self._theme.colour("sub")

    def _paint_share(self, painter: QPainter, rect: QRect, line: Line) -> None:
        if line.figure is None:
            return
        theme, figure = self._theme, line.figure
        words = "   ".join(p for p in (figure.percent, figure.interval_words) if p)
        high = theme.px(12)
        text = theme.px(18) if words else 0
        top = rect.y() + (rect.height() - high - text) // 2
        bar = QRect(rect.x(), top, rect.width(), high)
        paint_bar(painter, bar, figure.share, self._mark(line), theme.colour("bar"))
        if figure.interval is not None:
            self._whisker(painter, bar, figure.interval)
        if words:
            below = QRect(rect.x(), bar.bottom() + 2, rect.width(), text)
            self._elided(painter, below, words, theme.sans(SMALL), theme.colour("sub"))

    def _whisker(self, painter: QPainter, bar: QRect, interval: tuple[float, float]) -> None:
        """A line from end to end with stops, edged in the ground so that it is seen on the bar and off it."""
        low, high = (bar.x() + round(bar.width() * end) for end in interval)
        middle, stop = bar.center().y(), max(3, bar.height() // 2 - 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for colour, width in ((self._theme.colour("base"), 4), (self._theme.colour("text"), 2)):
            painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(low, middle, high, middle)
            for end in (low, high):
                painter.drawLine(end, middle - stop, end, middle + stop)

    def _paint_group(self, painter: QPainter, rect: QRect, line: Line, figure: Figure | None) -> None:
        if figure is None:
            return
        theme = self._theme
        high, bar = theme.px(20), theme.px(5)
        top = rect.y() + (rect.height() - high - bar - 4) // 2
        self._n_of(painter, QRect(rect.x(), top, rect.width(), high), figure, 13.0, right=False)
        whole = QRect(rect.x(), top + high + 4, min(rect.width(), theme.px(72)), bar)
        paint_bar(painter, whole, figure.share, self._mark(line), theme.colour("bar"))

    # ---- where everybody went --------------------------------------------------------------------------------------

    def parts(self, rect: QRect, line: Line) -> list[tuple[QRect, Status | str, int]]:
        """Return where each status (or category) with its count stands in the last cell."""
        theme, found = self._theme, []
        x = rect.x()
        font, bold = QFontMetrics(theme.sans()), QFontMetrics(theme.sans(weight=600))
        for what, count in line.went:
            number = bold.horizontalAdvance(str(count))
            if isinstance(what, Status):
                width = theme.px(16) + theme.px(4) + max(number, bold.horizontalAdvance("00"))
            elif what == NOT_CLASSIFIED:
                if not count:
                    continue
                width = theme.px(16 + 12) + number + font.horizontalAdvance(f" {what}") + theme.px(8)
            else:
                width = font.horizontalAdvance(f"{what} ") + number
            found.append((QRect(x, rect.y(), width, rect.height()), what, count))
            x += width + theme.px(10)
        return found

    def part_at(self, cell: QRect, line: Line, place: QPoint) -> Status | str | None:
        """Return the status or category under the mouse in the last cell, None between them."""
        inner = cell.adjusted(self._theme.px(8), 0, -self._theme.px(8), -1)
        reach = self._theme.px(5)
        for rect, what, _ in self.parts(inner, line):
            if rect.adjusted(-reach, 0, reach, 0).contains(place):
                return what
        return None

    def _paint_went(self, painter: QPainter, rect: QRect, line: Line) -> None:
        for part, what, count in self.parts(rect, line):
            if isinstance(what, Status):
                self._paint_status_part(painter, part, what, count)
            elif what == NOT_CLASSIFIED:
                self._paint_warning_part(painter, part, f"{count} {what}")
            else:
                self._paint_category_part(painter, part, what, count)

    def _paint_status_part(self, painter: QPainter, part: QRect, status: Status, count: int) -> None:
        theme = self._theme
        size = theme.px(16)
        glyph = QRect(part.x(), part.y() + (part.height() - size) // 2, size, size)
        if count:
            paint_status(painter, theme, status, glyph)
        else:
            paint_icon(painter, theme.status(status)[0], theme.colour("place"), glyph)
        painter.setFont(theme.sans(weight=600 if count else 400))
        painter.setPen(theme.colour("text" if count else "place"))
        painter.drawText(part.adjusted(size + theme.px(4), 0, 4, 0), _LEFT, str(count))

    def _paint_warning_part(self, painter: QPainter, part: QRect, words: str) -> None:
        theme = self._theme
        high = theme.px(24)
        ground = QRect(part.x(), part.y() + (part.height() - high) // 2, part.width(), high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("warning_ground"))
        painter.drawRoundedRect(ground, 5, 5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        size = theme.px(16)
        sign = QRect(ground.x() + theme.px(4), ground.y() + (high - size) // 2, size, size)
        paint_icon(painter, "ph.warning", theme.colour("warning_mark"), sign)
        painter.setFont(theme.sans(weight=600))
        painter.setPen(theme.colour("warning_ink"))
        painter.drawText(ground.adjusted(theme.px(24), 0, 0, 0), _LEFT, words)

    def _paint_category_part(self, painter: QPainter, part: QRect, name: str, count: int) -> None:
        theme = self._theme
        painter.setFont(theme.sans())
        painter.setPen(theme.colour("text" if count else "place"))
        painter.drawText(part, _LEFT, f"{name} ")
        before = QFontMetrics(theme.sans()).horizontalAdvance(f"{name} ")
        painter.setFont(theme.sans(weight=600 if count else 400))
        painter.drawText(part.adjusted(before, 0, 4, 0), _LEFT, str(count))

    def went_width(self, line: Line) -> int:
        """Return how wide the last cell of a line must be, in px."""
        found = self.parts(QRect(0, 0, 0, 0), line)
        return found[-1][0].x() + found[-1][0].width() + self._theme.px(20) if found else 0


def broken(words: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Break what is said of a figure between its parts, into two lines at most."""
    if not words:
        return []
    parts = words.split(PARTED)
    for end in range(len(parts), 1, -1):
        if metrics.horizontalAdvance(PARTED.join(parts[:end])) <= width:
            break
    else:
        end = 1
    rest = PARTED.join(parts[end:])
    return [PARTED.join(parts[:end]), *([rest] if rest else [])]


def _rect(option: QStyleOptionViewItem) -> QRect:
    return option.rect


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    return option.state
