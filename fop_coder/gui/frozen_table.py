"""A table whose first columns stay in sight when it is scrolled sideways."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

_NO_FRAME = "QTableView, QTableView:focus { border: none; } QAbstractScrollArea::corner { background: transparent; }"
"""The focus is shown in the cell; a frame round the table would move everything in it."""


class FrozenTable(QTableView):
    """A QTableView with a second view of the same cells before its left edge, shown while it is scrolled sideways."""

    def __init__(self, parent: QWidget | None = None, frozen: int = 1) -> None:
        """Make both views; ``frozen`` columns stay."""
        super().__init__(parent)
        self.setStyleSheet(_NO_FRAME)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._frozen = frozen
        self._front = QTableView(self)
        self._front.setObjectName("frozen columns")
        self._front.setFrameShape(QFrame.Shape.NoFrame)
        self._front.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._front.setFocusProxy(self)
        self._front.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._front.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._front.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._front.verticalHeader().hide()
        self._front.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._front.hide()
        for view in (self, self._front):
            view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.listen_to_header()
        self.verticalHeader().sectionResized.connect(self._row_resized)
        self.verticalScrollBar().valueChanged.connect(self._front.verticalScrollBar().setValue)
        self._front.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self._front.clicked.connect(self.clicked)
        self._front.doubleClicked.connect(self._edit_in_front)

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 - Qt's name
        """Show a model in both views."""
        super().setModel(model)
        self._front.setModel(model)
        self._front.setSelectionModel(self.selectionModel())
        if model is not None:
            model.modelReset.connect(self._hide_columns)
            model.columnsInserted.connect(self._hide_columns)
        self._hide_columns()

    def set_delegates(self, delegate: QAbstractItemDelegate, front: QAbstractItemDelegate) -> None:
        """Let delegates paint the cells: two of a kind, because a shared one would hand its edits to both views."""
        self.setItemDelegate(delegate)
        self._front.setItemDelegate(front)

    def set_common(self, *, grid: bool, selection: QAbstractItemView.SelectionMode, row_height: int) -> None:
        """Let both views look and select alike; ``row_height`` in px."""
        for view in (self, self._front):
            view.setShowGrid(grid)
            view.setSelectionMode(selection)
            view.verticalHeader().setMinimumSectionSize(8)
            view.horizontalHeader().setMinimumSectionSize(24)
            view.verticalHeader().setDefaultSectionSize(row_height)

    def set_row_height(self, row: int, height: int) -> None:
        """Set the height of a row, in px, in both views."""
        self.setRowHeight(row, height)

    def set_header_height(self, height: int) -> None:
        """Set the height of the headings, in px."""
        for view in (self, self._front):
            view.horizontalHeader().setFixedHeight(height)

    def listen_to_header(self) -> None:
        """Follow the widths of the header: called again where a table has a header of its own."""
        self.horizontalHeader().sectionResized.connect(self._column_resized)

    def let_sort(self) -> None:
        """Sort by a click on a heading."""
        self.setSortingEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the front view where the first columns are."""
        super().resizeEvent(event)
        self._place_front()

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, beside the frozen columns and not behind them."""
        super().scrollTo(index, hint)
        if not index.isValid() or index.column() < self._frozen:
            return
        hidden = self._frozen_width() - self.columnViewportPosition(index.column())
        bar = self.horizontalScrollBar()
        if bar.value() > 0 and hidden > 0:
            bar.setValue(max(0, bar.value() - hidden))

    def edit_in_place(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Edit a cell where it can be seen: one of the frozen columns only where nothing is scrolled over it."""
        if index.column() < self._frozen:
            self.horizontalScrollBar().setValue(0)
        self.edit(index)

    def _edit_in_front(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable and self.editTriggers() & self.EditTrigger.DoubleClicked:
            self.edit_in_place(index)

    def _frozen_width(self) -> int:
        return sum(self.columnWidth(c) for c in range(self._frozen))

    def _place_front(self) -> None:
        height = self.horizontalHeader().height() + self.viewport().height()
        self._front.setGeometry(0, 0, self._frozen_width(), height)

    def _hide_columns(self) -> None:
        model: QAbstractItemModel | None = self.model()  # none before one is set, whatever its type says
        if model is None:
            return
        for column in range(model.columnCount()):
            self._front.setColumnHidden(column, column >= self._frozen)
            if column < self._frozen:
                self._front.setColumnWidth(column, self.columnWidth(column))

    def _column_resized(self, column: int, _old: int, width: int) -> None:
        if column < self._frozen:
            self._front.setColumnWidth(column, width)
            self._place_front()

    def _row_resized(self, row: int, _old: int, height: int) -> None:
        self._front.setRowHeight(row, height)

    def _scrolled(self, value: int) -> None:
        self._place_front()
        self._front.setVisible(value > 0)
        self._front.raise_()
