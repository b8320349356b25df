"""What the dialogs of second coding have in common: headings, faults, small tables, buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.cells import frame_cells, ground_of_headings
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.sentences import error_words
from fop_coder.gui.theme import Theme
from fop_coder.gui.tips import plain_tip

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
EDGES = 60
"""px of the window that a dialog leaves free."""


class RowsModel(QAbstractTableModel):
    """Rows of words under headings; the first column says what a row is about."""

    def __init__(self, parent: QObject, headings: Sequence[str], *, right: Iterable[int] = ()) -> None:
        """Begin without rows; ``right`` are the columns of numbers."""
        super().__init__(parent)
        self._headings, self._right = tuple(headings), frozenset(right)
        self._rows: list[tuple[str, ...]] = []

    def show(self, rows: Iterable[Sequence[str]], headings: Sequence[str] | None = None) -> None:
        """Show other rows, and other headings where they are given."""
        self.beginResetModel()
        self._rows = [tuple(row) for row in rows]
        if headings is not None:
            self._headings = tuple(headings)
        self.endResetModel()

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """What is shown."""
        return self._rows

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._headings):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell; for a screen reader with the row and the heading."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row[column])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = row[column] or QCoreApplication.translate("SecondCoding", "empty")
            return f"{row[0]}, {self._headings[column]}: {said}" if column else row[0]
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class RowsView(QTableView):
    """A small table: whole rows, no grid, Tab leaves it, the last column takes what room there is."""

    def __init__(self, theme: Theme, model: QAbstractTableModel, name: str) -> None:
        """Show a model under a name."""
        super().__init__()
        self._theme, self._most = theme, 0
        self.setModel(model)
        self.setAccessibleName(name)
        frame_cells(self, theme)
        self._dress()
        theme.changed.connect(self._dress)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(29))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _dress(self) -> None:
        """The ground of the headings goes on beside them; words stand below their heading, which has no margin."""
        own = "QTableView:focus { border: none; } QTableView::item { padding: 0 5px; }"
        self.setStyleSheet(own + ground_of_headings(self._theme))

    def fit(self, *, most: int = 320, rows: int = 7) -> None:
        """Let columns be as wide as what is in them, up to so many px at 100 %, and the table as high as so many rows.

        A last column of words takes what room there is; one of numbers stays beside the others.
        """
        self.resizeColumnsToContents()
        header, last = self.horizontalHeader(), self.model().columnCount() - 1
        side = self.model().headerData(last, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        header.setStretchLastSection(not (side and Qt.AlignmentFlag(side) & Qt.AlignmentFlag.AlignRight))
        for column in range(last + 1):
            wide = header.sectionSize(column) + self._theme.px(8)
            header.resizeSection(column, min(wide, self._theme.px(most)))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._most = rows
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Make room for the bar below where the columns are wider than the table."""
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        if not self._most:
            return
        header, bar = self.horizontalHeader(), self.horizontalScrollBar()
        shown = min(max(self.model().rowCount(), 1), self._most)
        below = bar.sizeHint().height() if header.length() > self.viewport().width() else 0
        rows = self.verticalHeader().defaultSectionSize() * shown
        self.setFixedHeight(rows + header.sizeHint().height() + below + 6)


class SecondCodingDialog(QDialog):
    """A dialog with a title, a body that scrolls where it must, a line for what is refused, and buttons."""

    def __init__(self, parent: QWidget, around: Surroundings, title: str, wide: int, high: int) -> None:
        """Make the frame, ``wide`` and ``high`` in px at 100 %; subclasses fill ``body`` and ``foot``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.around, self.theme = around, around.theme
        self.is_busy = False
        """While something is written: nothing else is begun then, and the dialog stays."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(12)
        self.head = QHBoxLayout()
        self.head.addWidget(label(title, "title"), 1)
        self._column.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self._column.addLayout(self.body, 1)
        self.fault = note("error")
        self._column.addWidget(self.fault)
        self.foot = QHBoxLayout()
        self._column.addLayout(self.foot)
        room = parent.window().size()
        self.resize(min(self.theme.px(wide), room.width() - EDGES), min(self.theme.px(high), room.height() - EDGES))

    def add_buttons(self, leave: str, do: str = "", press: Callable[[], object] | None = None) -> QPushButton:
        """Add the button that leaves and the one that does it; return the main one of the two."""
        self.leave = button(leave, self.reject)
        self.foot.addStretch(1)
        self.foot.addWidget(self.leave)
        if press is None:
            main = self.leave
        else:
            main = button(do, press)
            self.foot.addWidget(main)
        main.setProperty("main", True)
        main.setDefault(True)
        return main

    def show_fault(self, fault: str) -> None:
        """Say what cannot be; '' takes it away."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def refused(self, error: Exception) -> None:
        """Say in place what was refused."""
        self.show_fault(error_words(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter in a table does not press the main button."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(self.focusWidget(), QTableView):
            self.enter_in_table()
        else:
            super().keyPressEvent(event)
        if is_enter:
            event.accept()

    def reject(self) -> None:
        """Close, but not in the middle of writing."""
        if not self.is_busy:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Stay while something is written."""
        if self.is_busy:
            event.ignore()
        else:
            super().closeEvent(event)

    def enter_in_table(self) -> None:
        """Do what Enter means in a table: nothing, unless a dialog says otherwise."""


def label(words: str = "", role: str = "") -> QLabel:
    """Return plain words."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    if role:
        made.setProperty("role", role)
    return made


def note(kind: str) -> QLabel:
    """Return a note that is hidden as long as it says nothing."""
    made = label()
    made.setProperty("note", kind)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.hide()
    return made


def say_in(of: QLabel, words: str) -> None:
    """Let a note say something; '' hides it."""
    of.setText(words)
    of.setVisible(bool(words))


def button(words: str, press: Callable[[], object]) -> QPushButton:
    """Return a button that Enter does not press unless it has the focus."""
    made = QPushButton(words)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked=False: press())
    return made


def form() -> QFormLayout:
    """Return a form whose fields take the room."""
    made = QFormLayout()
    made.setHorizontalSpacing(16)
    made.setVerticalSpacing(8)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    made.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
    return made


def scrolling(inside: QWidget) -> QScrollArea:
    """Return an area in which something scrolls up and down where there is little room."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area


def spin(value: int, least: int, most: int, suffix: str = "") -> QSpinBox:
    """Return a field for a whole number."""
    made = QSpinBox()
    made.setRange(least, most)
    made.setValue(value)
    made.setSuffix(suffix)
    made.lineEdit().setTextMargins(6, 0, 0, 0)
    return made


def narrow(field: QComboBox) -> QComboBox:
    """Let a field be narrower than its longest entry, where there is little room."""
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setMinimumContentsLength(10)
    return field


def beside(field: QWidget, *others: QWidget, leads: bool = True) -> QWidget:
    """Return a field with others to its right; the field ``leads`` where a label's key goes to it."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(field, 1)
    for other in others:
        row.addWidget(other)
    if leads:
        both.setFocusProxy(field)
    return both
