"""How the cells of the grid are painted and edited."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from fop_coder.gui.painting import paint_badge, paint_icon, paint_status
from fop_coder.gui.panels.respondents.cell_line import CellLine
from fop_coder.gui.panels.respondents.model import (
    COLUMN,
    ROW,
    GridModel,
    category_of,
    cell_text,
    is_number,
    mark_of,
)
from fop_coder.gui.theme import SMALL, Theme
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.people import Attribute, AttributeType, Standing
from fop_coder.model.status import NOT_CLASSIFIED, Status
from fop_coder.project.respondent_grid import ColumnKind, GridColumn, GridRow

_Index = QModelIndex | QPersistentModelIndex
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class GridDelegate(QStyledItemDelegate):
    """Paints every cell of the grid; edits texts in a line and classes in a list."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Paint with a theme's colours and sizes."""
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        row, column = index.data(ROW), index.data(COLUMN)
        if not isinstance(row, GridRow) or not isinstance(column, GridColumn):
            return
        rect: QRect = option.rect
        painter.save()
        self._ground(painter, rect, option.state)
        inner = rect.adjusted(self._theme.px(10), 0, -self._theme.px(8), -1)
        if column.kind is ColumnKind.CODE:
            self._paint_status(painter, rect, row, column)
        elif column.kind is ColumnKind.CLASS:
            self._paint_class(painter, inner, row, column)
        else:
            self._paint_text(painter, inner, row, column)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        ground = "base"
        if state & QStyle.StateFlag.State_Selected:
            ground = "sel"
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = "hover"
        painter.fillRect(rect, theme.colour(ground))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_text(self, painter: QPainter, rect: QRect, row: GridRow, column: GridColumn) -> None:
        theme = self._theme
        takes_part = row.respondent.standing is Standing.ANALYSED
        quiet = column.kind in (ColumnKind.REASON, ColumnKind.STANDING) or not takes_part
        font = theme.sans(weight=600 if column.kind is ColumnKind.LABEL else 400)
        if column.kind is ColumnKind.LABEL and not takes_part:
            font.setStrikeOut(True)
        painter.setPen(theme.colour("sub" if quiet else "text"))
        side = Qt.AlignmentFlag.AlignRight if is_number(column) else Qt.AlignmentFlag.AlignLeft
        if column.kind is ColumnKind.LABEL and row.respondent.do_not_quote:
            size = theme.px(14)
            sign = QRect(rect.right() - size + 1, rect.y() + (rect.height() - size) // 2, size, size)
            paint_icon(painter, "ph.eye-slash", theme.colour("sub"), sign)
            rect = rect.adjusted(0, 0, -size - theme.px(4), 0)
        self._elided(painter, rect, " ".join(cell_text(row, column).split()), font, side)

    @staticmethod
    def _elided(painter: QPainter, rect: QRect, text: str, font: QFont, side: Qt.AlignmentFlag) -> None:
        painter.setFont(font)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | _MIDDLE | Qt.TextFlag.TextSingleLine, shown)

    def _paint_status(self, painter: QPainter, rect: QRect, row: GridRow, column: GridColumn) -> None:
        if not isinstance(column.about, Code):
            return
        status = row.statuses.get(column.about.guid)
        if status is None:
            return
        size = self._theme.px(16)
        glyph = QRect(0, 0, size, size)
        glyph.moveCenter(rect.center())
        paint_status(painter, self._theme, status, glyph)
        mark = mark_of(row, column)
        if mark is not None and status is Status.REFERRED:  # raised unprompted: a dot beside the tick
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.status(Status.NOT_ASKED)[1])
            painter.drawEllipse(glyph.topRight(), 3, 3)

    def _paint_class(self, painter: QPainter, rect: QRect, row: GridRow, column: GridColumn) -> None:
        theme = self._theme
        category = category_of(row, column)
        if category is not None:
            has_keys = isinstance(column.about, Scheme) and any(c.key for c in column.about.categories)
            room = self._key(painter, rect, category.key) if has_keys else rect
            painter.setPen(theme.colour("text"))
            self._elided(painter, room, category.name, theme.sans(), Qt.AlignmentFlag.AlignLeft)
        elif row.class_word == NOT_CLASSIFIED:
            self._warning(painter, rect, row.class_word)
        elif row.class_word:
            size = theme.px(16)
            paint_status(
                painter,
                theme,
                Status(row.class_word),
                QRect(rect.x() + 2, rect.y() + (rect.height() - size) // 2, size, size),
            )
            painter.setPen(theme.colour("sub"))
            room = rect.adjusted(theme.px(27), 0, 0, 0)
            self._elided(painter, room, row.class_word, theme.sans(), Qt.AlignmentFlag.AlignLeft)

    def _key(self, painter: QPainter, rect: QRect, key: str) -> QRect:
        """Paint a category's key; return the room that is left."""
        theme = self._theme
        size = theme.px(18)
        badge = QRect(rect.x(), rect.y() + (rect.height() - size) // 2, size, size)
        if key:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("control_edge"), 1))
            painter.drawRoundedRect(QRectF(badge).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            painter.setPen(theme.colour("text"))
            painter.setFont(theme.sans(SMALL, 600))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, key)
        return rect.adjusted(size + theme.px(9), 0, 0, 0)

    def _warning(self, painter: QPainter, rect: QRect, words: str) -> None:
        theme = self._theme
        font = theme.sans(SMALL, 600)
        high, size = theme.px(22), theme.px(14)
        wide = min(rect.width(), QFontMetrics(font).horizontalAdvance(words) + size + theme.px(16))
        ground = QRect(rect.x(), rect.y() + (rect.height() - high) // 2, wide, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("warning_ground"))
        painter.drawRoundedRect(ground, 5, 5)
        sign = QRect(ground.x() + theme.px(5), ground.y() + (high - size) // 2, size, size)
        paint_icon(painter, "ph.warning", theme.colour("warning_mark"), sign)
        painter.setPen(theme.colour("warning_ink"))
        room = ground.adjusted(size + theme.px(10), 0, -2, 0)
        self._elided(painter, room, words, font, Qt.AlignmentFlag.AlignLeft)

    # ---- editing -----------------------------------------------------------------------------------------------------

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> QWidget:
        """Return a list of categories for a class, a line for everything else."""
        row, column = index.data(ROW), index.data(COLUMN)
        if isinstance(column, GridColumn) and column.kind is ColumnKind.CLASS and isinstance(column.about, Scheme):
            box = QComboBox(parent)
            box.addItem("")
            box.addItems([c.name for c in column.about.categories])
            box.setStyleSheet(f"min-height: 0px; border-radius: 0px; border: 2px solid {self._accent()};")
            editor: QWidget = box
        else:
            editor = CellLine(parent, theme=self._theme, known=_known(index))
        if isinstance(row, GridRow) and isinstance(column, GridColumn):
            editor.setAccessibleName(f"{row.respondent.label}, {column.name}")
        return editor

    def _accent(self) -> str:
        return self._theme.colour("accent").name()

    def setEditorData(self, editor: QWidget, index: _Index) -> None:  # noqa: N802 - Qt's name
        """Put the cell's text into the editor."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findText(text)))
        elif isinstance(editor, CellLine) and not editor.isModified():  # what is being typed stays
            editor.setText(text)

    def setModelData(  # noqa: N802 - Qt's name
        self, editor: QWidget, model: QAbstractItemModel, index: _Index
    ) -> None:
        """Hand over what was typed; what the cell cannot take stays in its place, with the reason."""
        if not isinstance(editor, CellLine) or not isinstance(model, GridModel):
            super().setModelData(editor, model, index)
            return
        problem = model.problem(index, editor.text())
        if problem:
            editor.show_problem(problem)
        else:
            model.setData(index, editor.text())

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Give a long reason more room than its cell."""
        rect = QRect(option.rect)
        column = index.data(COLUMN)
        if isinstance(column, GridColumn) and column.kind is ColumnKind.REASON:
            table = editor.parentWidget()
            room = (table.width() if table is not None else rect.right()) - rect.x()
            rect.setWidth(max(rect.width(), min(room, self._theme.px(420))))
        editor.setGeometry(rect)


def _known(index: _Index) -> list[str] | None:
    """Return the values that a column has, where another one is better looked at twice; None elsewhere."""
    column, model = index.data(COLUMN), index.model()
    if not isinstance(model, GridModel) or not isinstance(column, GridColumn):
        return None
    is_category = isinstance(column.about, Attribute) and column.about.type is AttributeType.CATEGORY
    return model.values_of(column) if is_category else None


class GridHeader(QHeaderView):
    """Headings; those of codes are their badges."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Make a horizontal one."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - Qt's names
        """Paint a heading."""
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        column = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal, COLUMN)
        if not isinstance(column, GridColumn) or not isinstance(column.about, Code):
            return
        size = self._theme.px(18)
        short = column.about.key or column.about.name[:2]  # sixty badges without a sign could not be told apart
        badge = QRect(0, 0, size if len(short) < 2 else self._theme.px(26), size)
        badge.moveCenter(rect.center())
        colour, font = self._theme.code(column.about.colour), self._theme.sans(SMALL, 600)
        paint_badge(painter, badge, short, colour, font)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for the height of a heading."""
        return QSize(super().sizeHint().width(), self._theme.px(32))
