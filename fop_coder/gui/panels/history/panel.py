"""History: who did what and when. Nothing can be changed here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
)

from fop_coder.gui.cells import frame_cells
from fop_coder.gui.panel import Panel, Surroundings
from fop_coder.gui.panels.history.model import KIND, WHAT, WHEN, WHO, HistoryModel
from fop_coder.gui.tasks import Progress, Task
from fop_coder.model.errors import Cancelled
from fop_coder.model.people import Coder
from fop_coder.project.happenings import Happening, happenings, kinds

PAUSE = 250
"""Milliseconds after the last change before the history is read again."""


class HistoryPanel(Panel):
    """A read-only table with filters."""

    name = "history"
    title = "History"
    icon = "ph.clock-counter-clockwise"

    def __init__(self, around: Surroundings) -> None:
        """Build the screen; the history is read when it is shown."""
        super().__init__(around)
        self._task: Task | None = None
        self._is_stale = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._read)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        title = QLabel(self.tr("History"))
        title.setProperty("role", "title")
        head.addWidget(title)
        head.addStretch(1)
        self.said = QLabel()
        self.said.setProperty("role", "sub")
        head.addWidget(self.said)
        column.addLayout(head)
        column.addLayout(self._filters())
        column.addWidget(self._table(), 1)
        self.theme_changed()

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Filter by words"))
        self.words.setAccessibleName(self.tr("Filter by words"))
        self.words.setClearButtonEnabled(True)
        self.coder, self.kind = QComboBox(), QComboBox()
        self.coder.setAccessibleName(self.tr("Who"))
        self.kind.setAccessibleName(self.tr("About what"))
        self.kind.addItem(self.tr("About anything"), "")
        for kind in kinds():
            self.kind.addItem(kind, kind)
        self.coder.addItem(self.tr("Everybody"), "")
        for box in (self.coder, self.kind):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(self._narrow)
        self.words.textChanged.connect(self._narrow)
        row.addWidget(self.words, 1)
        row.addWidget(self.coder)
        row.addWidget(self.kind)
        return row

    def _table(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 6)
        self.model = HistoryModel(self.theme, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("History"))
        self.table.setProperty("pane", True)
        frame_cells(self.table, self.theme)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        inside.addWidget(self.table)
        return card

    # ---- reading -----------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read the history in the background, on a copy of the project."""
        if self.desk.project is None:
            return
        if self._task is not None:
            self._task.cancel()
        copy = self.desk.project.snapshot()
        self._is_stale = False

        def job(_progress: Progress, cancelled: Callable[[], bool]) -> list[Happening]:
            with copy:
                return happenings(copy, cancelled)

        self._task = self.around.runner.run(self.tr("Reading the history"), job, self._show, self._failed)

    def _show(self, found: list[Happening]) -> None:
        self._task = None
        current = self.table.currentIndex().row()
        self.model.show_happenings(found)
        self._count()
        if self.model.shown:
            self.table.setCurrentIndex(self.model.index(min(max(current, 0), len(self.model.shown) - 1), 0))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self._task = None
            self.around.show_error(error)

    def _narrow(self, *_: object) -> None:
        self.model.narrow(
            coder=self.coder.currentData() or "", kind=self.kind.currentData() or "", words=self.words.text()
        )
        self._count()

    def _count(self) -> None:
        number = len(self.model.shown)
        self.said.setText(self.tr("{0} entries").format(number) if number != 1 else self.tr("1 entry"))

    # ---- keeping in step ---------------------------------------------------------------------------------------------

    def project_opened(self) -> None:
        """Begin anew."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._pause.stop()
        self._is_stale = True
        self.model.show_happenings(())
        self._offer_coders()
        if self.isVisible():
            self._read()

    def project_changed(self, kinds: object) -> None:
        """Read again, at once if it is seen."""
        self._is_stale = True
        if isinstance(kinds, frozenset) and Coder in kinds:
            self._offer_coders()
        if self.isVisible():
            self._pause.start()

    def _offer_coders(self) -> None:
        chosen = self.coder.currentData()
        self.coder.clear()
        self.coder.addItem(self.tr("Everybody"), "")
        project = self.desk.project
        for coder in project.store.values(Coder) if project else ():
            self.coder.addItem(coder.name, coder.name)
        self.coder.setCurrentIndex(max(0, self.coder.findData(chosen)))
        self._narrow()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read what happened since it was last seen."""
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def theme_changed(self) -> None:
        """Set sizes anew."""
        self.table.verticalHeader().setDefaultSectionSize(self.theme.px(29))
        self._fit()
        super().theme_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave most of the room to what was done."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        header = self.table.horizontalHeader()
        for section, width, share in ((WHEN, 170, 0.25), (WHO, 150, 0.16), (KIND, 150, 0.15)):
            header.resizeSection(section, min(self.theme.px(width), round((self.width() - 60) * share)))

    def focus_first(self) -> None:
        """Put the focus into the table."""
        self.table.setFocus()
