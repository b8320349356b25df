"""The codebook's list: codes by depth with what they count here and over all, narrowed by typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fop_coder.gui.painting import paint_badge, paint_icon
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.tally import Counts, TallyRow

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
HERE_WIDTH, REFERRED_WIDTH = 44, 60
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code with its place in the tree; ``code`` None offers to make a new one called ``name``."""

    code: Code | None
    name: str
    depth: int = 0


class CodebookModel(QAbstractListModel):
    """Codes in use. What they count is given from outside."""

    def __init__(self, parent: QObject) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._codes: list[CodeRow] = []
        self._rows: list[CodeRow] = []
        self._here: Mapping[Guid, int] = {}
        self._referred: Mapping[Guid, Counts] = {}
        self._typed = ""
        self._may_make = False

    # ---- what is in it -----------------------------------------------------------------------------------------------

    def fill(self, rows: Sequence[TallyRow], codes: Mapping[Guid, Code]) -> None:
        """Take in the codes in the order of a tally, with what they count."""
        self._codes = [CodeRow(codes[r.code], r.name, r.depth) for r in rows if r.code in codes]
        self._referred = {r.code: r.counts for r in rows}
        self._narrow()

    def show_counts(self, here: Mapping[Guid, int], rows: Sequence[TallyRow] | None = None) -> None:
        """Show other counts beside the same codes."""
        self._here = here
        if rows is not None:
            self._referred = {r.code: r.counts for r in rows}
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def search(self, typed: str, *, may_make: bool) -> None:
        """Narrow to codes with all words typed; offer a new one where none is called so."""
        self._typed, self._may_make = typed.strip(), may_make
        self._narrow()

    def _narrow(self) -> None:
        words = self._typed.casefold().split()
        self.beginResetModel()
        found = [
            r
            for r in self._codes
            if r.code is not None and all(w in f"{r.name} {r.code.key} {r.code.ident}".casefold() for w in words)
        ]
        if words:
            found.sort(key=self._rank)
        named = any(r.name.casefold() == self._typed.casefold() for r in self._codes)
        if self._typed and self._may_make and not named:
            found.append(CodeRow(None, self._typed))
        self._rows = found
        self.endResetModel()

    def _rank(self, row: CodeRow) -> int:
        """Return how well a code answers what was typed: 0 best."""
        typed, name = self._typed.casefold(), row.name.casefold()
        if name == typed or (row.code is not None and row.code.key.casefold() == typed):
            return 0
        return 1 if name.startswith(typed) else 2 if typed in name else 3

    def row(self, number: int) -> CodeRow | None:
        """Return a row, None where there is none."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def number_of(self, code: Guid) -> int | None:
        """Return the row of a code, None where it is not shown."""
        return next((n for n, r in enumerate(self._rows) if r.code is not None and r.code.guid == code), None)

    def here(self, code: Guid) -> int:
        """Return how many passages a code has in the document."""
        return self._here.get(code, 0)

    def referred(self, code: Guid) -> Counts | None:
        """Return how many referred to a code."""
        return self._referred.get(code)

    # ---- Qt's questions ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row is called, or the row itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        return None

    def spoken(self, row: CodeRow) -> str:
        """Return a row as a screen reader says it."""
        if row.code is None:
            return self.tr("New code {0}").format(row.name)
        parts = [row.name]
        if row.code.key:
            parts.append(self.tr("key {0}").format(row.code.key))
        parts.append(self.tr("{0} passages here").format(self.here(row.code.guid)))
        counts = self.referred(row.code.guid)
        if counts is not None:
            parts.append(self.tr("{0} of {1} referred").format(counts.n, counts.of))
        return ", ".join(parts)


class CodebookDelegate(QStyledItemDelegate):
    """Paints badge, name, and the two counts of a code."""

    def __init__(self, theme: Theme, model: CodebookModel, parent: QObject) -> None:
        """Paint from the theme."""
        super().__init__(parent)
        self._theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of a row."""
        return QSize(160, self._theme.px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        row = self._model.row(index.row())
        if row is None:
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "sel" if selected else "hover" if state & QStyle.StateFlag.State_MouseOver else ""
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(self._theme.colour("accent"), 2) if focused else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(self._theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 1, -2, -1), 8, 8)
        inner = rect.adjusted(8, 0, -10, 0)
        if row.code is None:
            self._paint_new(painter, inner, row.name)
        else:
            self._paint_code(painter, inner, row, row.code, selected=selected)
        painter.restore()

    def _paint_new(self, painter: QPainter, rect: QRect, name: str) -> None:
        theme = self._theme
        size = theme.px(18)
        paint_icon(
            painter, "ph.plus", theme.colour("sub"), QRect(rect.left(), rect.center().y() - size // 2, size, size)
        )
        painter.setFont(theme.sans(13, 500))
        painter.setPen(theme.colour("text"))
        room = rect.adjusted(size + theme.px(10), 0, 0, 0)
        words = self.tr("New code “{0}”").format(name)
        painter.drawText(
            room, _LEFT, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        )

    def _paint_code(self, painter: QPainter, rect: QRect, row: CodeRow, code: Code, *, selected: bool) -> None:
        theme = self._theme
        size = theme.px(20)
        left = rect.left() + row.depth * theme.px(14)
        badge = QRect(left, rect.center().y() - size // 2, size, size)
        paint_badge(painter, badge, code.key, theme.code(code.colour), theme.sans(12, 600))
        referred = rect.width() - theme.px(REFERRED_WIDTH)
        here = referred - theme.px(HERE_WIDTH)
        name = QRect(
            badge.right() + theme.px(10), rect.top(), rect.left() + here - badge.right() - theme.px(10), rect.height()
        )
        painter.setFont(theme.sans(13, 600 if selected else 500))
        painter.setPen(theme.colour("text"))
        painter.drawText(
            name, _LEFT, painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, name.width())
        )
        many = self._model.here(code.guid)
        painter.setFont(theme.sans(13, 600 if many else 400))
        painter.setPen(theme.colour("text" if many else "place"))
        painter.drawText(QRect(rect.left() + here, rect.top(), theme.px(HERE_WIDTH), rect.height()), _RIGHT, str(many))
        counts = self._model.referred(code.guid)
        if counts is not None:
            painter.setFont(theme.sans(13))
            painter.setPen(theme.colour("sub"))
            painter.drawText(rect, _RIGHT, f"{counts.n}/{counts.of}")
