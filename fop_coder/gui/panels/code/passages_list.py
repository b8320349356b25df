"""The list of passages: of the document, or of one code over all documents. Holds ids, fetches what is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLabel, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from fop_coder.gui.painting import paint_badge, paint_icon, paint_lines
from fop_coder.gui.panels.code.quote_bar import STARRED
from fop_coder.gui.panels.code.side_list import side_list
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.tally import PassageRow

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[Guid]], Sequence[PassageRow]]
GUID_ROLE = Qt.ItemDataRole.UserRole + 1
AT_ONCE = 40
LINES = 3


def _none_is(_coding: Guid) -> bool:
    return False


class PassagesModel(QAbstractListModel):
    """GUIDs of codings; their words are fetched a screenful at a time."""

    def __init__(self, parent: QObject, fetch: Fetch) -> None:
        """Begin empty; ``fetch`` returns the rows of some codings.

        Where ``mine`` is a coder's name, others are named with their passages.
        """
        super().__init__(parent)
        self._fetch = fetch
        self._guids: list[Guid] = []
        self.mine = ""
        self.is_starred: Callable[[Guid], bool] = _none_is
        self._known: dict[Guid, PassageRow | None] = {}

    def fill(self, guids: Sequence[Guid]) -> None:
        """List other passages, or the same ones anew."""
        self.beginResetModel()
        self._guids, self._known = list(guids), {}
        self.endResetModel()

    def passage(self, row: int) -> PassageRow | None:
        """Return a passage, None where it is gone."""
        if not 0 <= row < len(self._guids):
            return None
        guid = self._guids[row]
        if guid not in self._known:
            first = max(0, row - AT_ONCE // 4)
            wanted = [g for g in self._guids[first : first + AT_ONCE] if g not in self._known]
            self._known |= dict.fromkeys(wanted)
            self._known |= {r.coding: r for r in self._fetch(wanted)}
        return self._known[guid]

    def row_of(self, coding: Guid | None) -> int | None:
        """Return the row of a coding, None where it is not listed."""
        return self._guids.index(coding) if coding in self._guids else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Return how many passages there are."""
        return 0 if parent.isValid() else len(self._guids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a passage's words, its GUID, or what a screen reader says."""
        if not index.isValid():
            return None
        if role == GUID_ROLE:
            return self._guids[index.row()]
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.passage(index.row())
        if row is None:
            return ""
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        who = ", ".join(row.respondents) or self.tr("not counted")
        star = self.tr("starred, ") if self.is_starred(row.coding) else ""
        return f"{star}{self.name_of(row)}, {who}, {row.document}: {row.text}"

    def name_of(self, row: PassageRow) -> str:
        """Return the code's name, and whose passage it is where others' are listed with one's own."""
        is_other = bool(self.mine) and row.coder != self.mine
        return self.tr("{0} by {1}").format(row.code_name, row.coder) if is_other else row.code_name


class PassagesDelegate(QStyledItemDelegate):
    """Paints whose a passage is, its code, and the first lines of its words."""

    def __init__(self, theme: Theme, model: PassagesModel, parent: QObject) -> None:
        """Paint from the theme."""
        super().__init__(parent)
        self._theme, self._model = theme, model
        self._codes: Mapping[str, Code] = {}
        self._place_of: Callable[[PassageRow], str] | None = None

    def set_codes(self, codes: Mapping[str, Code], place_of: Callable[[PassageRow], str] | None = None) -> None:
        """Say which code a short name stands for; where all lie in one document, ``place_of`` says where in it."""
        self._codes, self._place_of = codes, place_of

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the same height for every row, so that none need be read to scroll."""
        return QSize(160, self._theme.px(20) + LINES * self._theme.px(20) + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        row = self._model.passage(index.row())
        if row is None:
            return
        theme = self._theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected, hovered = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver
        ground = "sel" if state & selected else "hover" if state & hovered else ""
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(theme.colour("accent"), 2) if focused else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 1, -2, -1), 8, 8)
        inner = rect.adjusted(10, 6, -10, -6)
        self._paint_head(painter, QRect(inner.left(), inner.top(), inner.width(), theme.px(20)), row)
        self._paint_words(painter, inner.adjusted(0, theme.px(21), 0, 0), row.text)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, row: PassageRow) -> None:
        theme = self._theme
        size = theme.px(16)
        left = rect.left()
        code = self._codes.get(row.code)
        if code is not None:
            badge = QRect(left, rect.center().y() - size // 2, size, size)
            hollow = not row.respondents
            paint_badge(painter, badge, code.key, theme.code(code.colour), theme.sans(11, 600), hollow=hollow)
            left += size + theme.px(8)
        right = rect.right()
        if self._model.is_starred(row.coding):
            right -= size
            star = QRect(right, rect.center().y() - size // 2, size, size)
            paint_icon(painter, STARRED, theme.colour("text"), star)
            right -= theme.px(6)
        painter.setFont(theme.sans(12, 600))
        painter.setPen(theme.colour("text"))
        who = ", ".join(row.respondents) or self.tr("not counted")
        place = row.document
        if self._place_of is not None:
            who = self._model.name_of(row)
            who = who if row.respondents else self.tr("{0}, not counted").format(who)
            place = self._place_of(row)
        room = QRect(left, rect.top(), right - left, rect.height())
        align = Qt.AlignmentFlag.AlignVCenter
        who = painter.fontMetrics().elidedText(who, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(align), who)
        room.setLeft(left + painter.fontMetrics().horizontalAdvance(who) + theme.px(8))
        painter.setFont(theme.sans(12))
        painter.setPen(theme.colour("sub"))
        if room.width() > 24:
            where = painter.fontMetrics().elidedText(place, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(align | Qt.AlignmentFlag.AlignRight), where)

    def _paint_words(self, painter: QPainter, rect: QRect, words: str) -> None:
        """Paint the first lines; the last one is cut with dots."""
        theme = self._theme
        painter.setPen(theme.colour("text"))
        paint_lines(painter, rect, words, theme.serif(14.5), (LINES, theme.px(20)))


class PassagesList(QWidget):
    """The list with what it is of.

    Signals:
        chosen: GUID of a coding to be shown.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, fetch: Fetch) -> None:
        """Build it empty."""
        super().__init__()
        self._theme = theme
        self.setProperty("side", True)
        self.model = PassagesModel(self, fetch)
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setProperty("role", "small")
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setProperty("role", "small")
        self.note.hide()
        self.delegate = PassagesDelegate(theme, self.model, self)
        self.list = side_list(self.model, self.delegate, self.tr("Passages"), self._choose)
        self.list.setUniformItemSizes(True)
        self.setFocusProxy(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 4, 4)
        column.addWidget(self.heading)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)

    def dress(self) -> None:
        """Take sizes from the theme."""
        self.list.scheduleDelayedItemsLayout()

    def fill(
        self,
        guids: Sequence[Guid],
        heading: str,
        codes: Mapping[str, Code],
        place_of: Callable[[PassageRow], str] | None = None,
        *,
        mine: str = "",
        note: str = "",
    ) -> None:
        """List passages; the place in the list stays.

        Args:
            mine: name of the acting coder, where others' passages are among them; ``note``: stands above the list.
        """
        self.model.mine = mine
        self.note.setText(note)
        self.note.setVisible(bool(note))
        scrolled = self.list.verticalScrollBar().value()
        self.delegate.set_codes(codes, place_of)
        self.heading.setText(heading)
        self.model.fill(guids)
        self.list.verticalScrollBar().setValue(scrolled)

    def mark(self, coding: Guid | None) -> None:
        """Mark the current coding without scrolling elsewhere than to it."""
        row = self.model.row_of(coding)
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row))

    def _choose(self, index: QModelIndex) -> None:
        guid = index.data(GUID_ROLE)
        if guid:
            self.chosen.emit(guid)
