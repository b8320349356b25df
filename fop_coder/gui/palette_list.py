"""The list of the command palette: headings, and entries with icon or badge, title, detail and keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fop_coder.gui.painting import paint_badge, paint_icon
from fop_coder.gui.palette_entries import Entry, Heading, runs
from fop_coder.gui.theme import BODY, SMALL, Theme

_Index = QModelIndex | QPersistentModelIndex


class EntryModel(QAbstractListModel):
    """The entries shown, with headings between."""

    def __init__(self, parent: QObject) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.rows: list[Entry | Heading] = []
        self.words: list[str] = []

    def show(self, rows: Sequence[Entry | Heading], words: Sequence[str]) -> None:
        """Show other rows; ``words``: what was typed."""
        self.beginResetModel()
        self.rows, self.words = list(rows), list(words)
        self.endResetModel()

    @property
    def entries(self) -> list[Entry]:
        """What can be chosen."""
        return [row for row in self.rows if isinstance(row, Entry)]

    def step(self, row: int, by: int) -> int:
        """Return the row so many entries further down (up, where ``by`` is negative), headings not counted."""
        places = [number for number, one in enumerate(self.rows) if isinstance(one, Entry)]
        if not places:
            return -1
        now = places.index(row) if row in places else 0
        return places[max(0, min(now + by, len(places) - 1))]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Say that headings cannot be chosen."""
        if not index.isValid() or isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row is called."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if isinstance(row, Heading):
            return row.words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.title, row.detail, row.keys) if part)
        return None


class EntryDelegate(QStyledItemDelegate):
    """Paints the rows; what was typed is bold."""

    def __init__(self, theme: Theme, model: EntryModel, parent: QObject) -> None:
        """Paint from the theme."""
        super().__init__(parent)
        self._theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        """Return the height of a row."""
        is_heading = isinstance(self._model.rows[index.row()], Heading)
        return QSize(200, self._theme.px(30 if is_heading else 36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a heading or an entry."""
        row, rect = self._model.rows[index.row()], QRect(option.rect)
        painter.save()
        if isinstance(row, Heading):
            painter.setFont(self._theme.sans(SMALL, 600))
            painter.setPen(self._theme.colour("sub"))
            painter.drawText(rect.adjusted(self._theme.px(14), 4, 0, 0), Qt.AlignmentFlag.AlignVCenter, row.words)
        else:
            self._paint_ground(painter, rect, option.state)
            self._paint_entry(painter, rect.adjusted(self._theme.px(14), 0, -self._theme.px(14), 0), row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        ground = "hover" if state & QStyle.StateFlag.State_MouseOver else ""
        if state & QStyle.StateFlag.State_Selected:
            ground = "sel"
        if ground:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(ground))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 8, 8)

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        theme = self._theme
        size = theme.px(20)
        sign = QRect(rect.x(), rect.center().y() - size // 2, size, size)
        if entry.colour:
            paint_badge(painter, sign, entry.keys, theme.code(entry.colour), theme.sans(SMALL, 700))
        else:
            paint_icon(painter, entry.icon, theme.colour("sub"), sign.adjusted(1, 1, -1, -1))
        room = rect.adjusted(size + theme.px(12), 0, 0, 0)
        if entry.keys and not entry.colour:
            room.setRight(self._paint_keys(painter, room, entry.keys) - theme.px(12))
        used = self._paint_title(painter, room, entry.title) + theme.px(12)
        rest = room.adjusted(used, 0, 0, 0)
        if rest.width() > theme.px(40):
            painter.setFont(theme.sans(SMALL))
            painter.setPen(theme.colour("sub"))
            detail = painter.fontMetrics().elidedText(entry.detail, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, detail)

    def _paint_keys(self, painter: QPainter, room: QRect, keys: str) -> int:
        """Paint keys in a frame at the right; return where it begins."""
        theme = self._theme
        painter.setFont(theme.sans(SMALL - 0.5))
        metrics = painter.fontMetrics()
        wide, high = metrics.horizontalAdvance(keys) + theme.px(10), metrics.height() + 2
        frame = QRect(room.right() - wide, room.center().y() - high // 2, wide, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("base"))
        painter.setPen(QPen(theme.colour("card_edge"), 1))
        painter.drawRoundedRect(frame, 5, 5)
        painter.setPen(theme.colour("sub"))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, keys)
        return frame.left()

    def _paint_title(self, painter: QPainter, room: QRect, title: str) -> int:
        """Paint a title, what was typed in bold; return how wide it is."""
        theme, left = self._theme, room.left()
        painter.setPen(theme.colour("text"))
        for part, is_typed in runs(title, self._model.words):
            painter.setFont(theme.sans(BODY, 700 if is_typed else 450))
            place = QRect(left, room.top(), room.right() - left, room.height())
            shown = painter.fontMetrics().elidedText(part, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextIncludeTrailingSpaces, shown)
            left += painter.fontMetrics().horizontalAdvance(shown)
            if shown != part:
                break
        return left - room.left()
