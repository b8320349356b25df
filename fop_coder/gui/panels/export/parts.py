"""What is shown on the export screen: buttons for formats, and the model of the preview."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from fop_coder.gui.painting import paint_icon
from fop_coder.gui.theme import BODY, SMALL, Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.project.previewing import HIDDEN, TablePreview

LINE = 14
"""Headings longer than so many characters go on in another line."""

_EDGE = 12
"""px before an icon and behind it."""

_Index = QModelIndex | QPersistentModelIndex


class FormatButton(QAbstractButton):
    """A format that can be chosen: icon, name, and what it is good for."""

    def __init__(self, ending: str, name: str, about: str, icon: str, theme: Theme) -> None:
        """Show one format; the ending is what it stands for."""
        super().__init__()
        self.ending = ending
        self._about, self._icon, self._theme = about, icon, theme
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)
        self.setToolTip(plain_tip(f"{name}: {about}"))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for two lines."""
        return QSize(self._theme.px(200), self._theme.px(50))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least room."""
        return QSize(self._theme.px(150), self._theme.px(50))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint ground, icon and two lines."""
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = "sel" if self.isChecked() else "hover" if self.underMouse() else "side"
            painter.setBrush(theme.colour(ground))
            painter.setPen(QPen(theme.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
            painter.setFont(theme.sans(BODY, 600))
            painter.setPen(theme.colour("text"))
            beside = self._beside_icon()
            if painter.fontMetrics().horizontalAdvance(self.text()) > beside.width():
                self._paint_name_alone(painter)
                return
            size, edge = theme.px(18), theme.px(_EDGE)
            paint_icon(painter, self._icon, theme.colour("text"), QRect(edge, (self.height() - size) // 2, size, size))
            painter.setPen(theme.colour("text"))
            painter.drawText(beside, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, self.text())
            painter.setFont(theme.sans(SMALL))
            painter.setPen(theme.colour("sub"))
            about = painter.fontMetrics().elidedText(self._about, Qt.TextElideMode.ElideRight, beside.width())
            painter.drawText(beside, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, about)

    def _beside_icon(self) -> QRect:
        """Return where name and description have their lines."""
        theme = self._theme
        left = theme.px(_EDGE) * 2 + theme.px(18)
        return QRect(left, theme.px(6), self.width() - left - theme.px(8), self.height() - theme.px(12))

    def _paint_name_alone(self, painter: QPainter) -> None:
        """Paint the name in two lines where there is no room for more: the description is in the tooltip, too."""
        room = self.rect().adjusted(self._theme.px(8), 0, -self._theme.px(4), 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), self.text())


class PreviewModel(QAbstractTableModel):
    """The first rows of one table of the export."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Begin with nothing."""
        super().__init__(parent)
        self._theme = theme
        self.table: TablePreview | None = None

    def show_table(self, table: TablePreview | None) -> None:
        """Show a table, or none."""
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Return how many rows are shown."""
        return 0 if parent.isValid() or self.table is None else len(self.table.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Return how many columns the table has."""
        return 0 if parent.isValid() or self.table is None else len(self.table.headings)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return headings, and the numbers of the rows."""
        if self.table is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section) | Qt.AlignmentFlag.AlignVCenter
        heading = self.table.headings[section]
        answers = {
            Qt.ItemDataRole.DisplayRole: in_lines(heading),
            Qt.ItemDataRole.AccessibleTextRole: heading,
            Qt.ItemDataRole.ToolTipRole: plain_tip(heading),
        }
        return answers.get(Qt.ItemDataRole(role))

    def _side(self, column: int) -> Qt.AlignmentFlag:
        """Numbers stand at the right, and so do their headings."""
        numeric = self.table is not None and self.table.numeric[column]
        return Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell as it will be shown; numbers stand at the right."""
        if not index.isValid() or self.table is None:
            return None
        cell = self.table.rows[index.row()][index.column()].replace("\n", " ")
        if role == Qt.ItemDataRole.DisplayRole:
            return cell
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cell[:400])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.table.headings[index.column()]}: {cell or self.tr('empty')}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column()) | Qt.AlignmentFlag.AlignVCenter
        return self._look(role, is_hidden=cell == HIDDEN)

    def _look(self, role: int, *, is_hidden: bool) -> Any:
        """Return font and colour: what is hidden stands back."""
        if role == Qt.ItemDataRole.ForegroundRole and is_hidden:
            return self._theme.colour("sub")
        if role != Qt.ItemDataRole.FontRole:
            return None
        font = self._theme.sans(SMALL)
        font.setItalic(is_hidden)
        return font


def in_lines(heading: str) -> str:
    """Return a heading broken between words, so that columns of small numbers stay narrow."""
    lines = [""]
    for word in heading.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= LINE:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return "\n".join(lines)
