"""The first page of the history: what was done, with filters, and each entry followed to its place."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from fop_coder.gui.empty_state import EmptyState
from fop_coder.gui.importing.parts import WorkBar
from fop_coder.gui.panels.history.filters import HistoryFilters
from fop_coder.gui.panels.history.model import KIND, WHAT, WHEN, WHO, HistoryModel
from fop_coder.gui.panels.history.scanning import Scan
from fop_coder.gui.panels.history.table import HistoryTable
from fop_coder.gui.theme import Theme
from fop_coder.model.people import Coder
from fop_coder.project import Project
from fop_coder.project.happenings import Wanted


class LogPage(QWidget):
    """Filters above a table.

    Signals:
        followed: the number of an entry that shall be shown at its place.
    """

    followed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        """Begin with nothing."""
        super().__init__()
        self._theme = theme
        self._project: Project | None = None
        self.scan = Scan(self)
        self.scan.found.connect(self._add)
        self.scan.progressed.connect(self._tell)
        self.scan.ended.connect(self._ended)
        self.filters = HistoryFilters()
        self.filters.changed.connect(self.look)
        self.said = QLabel()
        self.said.setProperty("role", "sub")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.work = WorkBar()
        self.work.cancelled.connect(self.scan.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filters)
        line = QHBoxLayout()
        line.addWidget(self.said, 1)
        column.addLayout(line)
        column.addWidget(self.work)
        column.addWidget(self._card(), 1)
        self.hint = QLabel(self.tr("Enter goes to the passage, document, respondent or code that an entry is about."))
        self.hint.setProperty("role", "small")
        self.hint.setWordWrap(True)
        column.addWidget(self.hint)

    def _card(self) -> QFrame:
        self.model = HistoryModel(self._theme, self)
        self.table = HistoryTable(self._theme, self.tr("History"), WHAT)
        self.table.setModel(self.model)
        self.table.entered_row.connect(self._follow)
        self.empty = EmptyState(self._theme)
        self.empty.main_asked.connect(self._show_all)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 6)
        inside.addWidget(self._stack)
        return card

    # ---- what is shown -----------------------------------------------------------------------------------------------

    def open_project(self, project: Project | None) -> None:
        """Show another project's history from the beginning."""
        self.scan.forget()
        self._project = project
        self.filters.clear()
        self.offer_coders()
        self.look()

    def offer_coders(self) -> None:
        """Offer the coders that there are."""
        project = self._project
        self.filters.offer_coders(c.name for c in project.store.values(Coder)) if project else None

    def look(self) -> None:
        """Show what is wanted: everything at once, or what fits as it is found."""
        self.scan.forget()
        self.work.hide()
        self.model.show_all(self._project)
        wanted = self.filters.wanted
        if self._project is not None and self.filters.wrong_day:
            self.model.show_found()
            self._show_empty(self.tr("“{0}” is not a day").format(self.filters.wrong_day))
        elif self._project is not None and wanted != Wanted():
            self.model.show_found()
            self._turn_to(self.table)
            self.scan.begin(self._project, self.model.latest, wanted)
        else:
            self._turn_to(self.table)
            self._go_to_first()
        self._count()

    def take_new(self) -> None:
        """Show what has happened since."""
        if self.scan.is_running:
            self.look()
            return
        held = self.model.line(self.table.currentIndex().row())
        at_top = self.table.currentIndex().row() <= 0
        self.model.take_new(self.filters.wanted.fits)
        if self.model.rowCount():
            self._turn_to(self.table)
        if held is None or at_top:
            self._go_to_first()
        self._count()

    def _add(self, numbers: list[int]) -> None:
        is_first = not self.model.rowCount()
        self.model.add_found(numbers)
        if is_first:
            self._go_to_first()
        self._count()

    def _tell(self, done: int, of: int) -> None:
        if self.scan.is_running:
            if self.work.isHidden():
                self.work.begin(self.tr("Looking through the history"))
            self.work.tell(done, of, self.tr("Looked at {0} of {1} entries").format(f"{done:,}", f"{of:,}"))

    def _ended(self, is_whole: bool) -> None:
        self.work.hide()
        self._count(stopped=not is_whole)
        if not self.model.rowCount():
            self._show_empty(self.tr("Nothing of the kind has happened"))

    def _show_empty(self, title: str) -> None:
        line = self.tr("No entry fits these filters.")
        self.empty.show_state("ph.clock-counter-clockwise", title, line, self.tr("Show everything"))
        self._turn_to(self.empty)

    def _turn_to(self, widget: QWidget) -> None:
        self._stack.setCurrentWidget(widget)
        self.hint.setVisible(widget is self.table)

    def _show_all(self) -> None:
        self.filters.clear()
        self.look()
        self.table.setFocus()

    def _go_to_first(self) -> None:
        if self.model.rowCount():
            flag = QItemSelectionModel.SelectionFlag
            chosen = flag.ClearAndSelect | flag.Rows
            self.table.selectionModel().setCurrentIndex(self.model.index(0, WHEN), chosen)

    def _count(self, *, stopped: bool = False) -> None:
        number, of = self.model.rowCount(), self.model.latest
        words = self.tr("1 entry") if number == 1 else self.tr("{0} entries").format(f"{number:,}")
        if not self.model.is_whole:
            words = self.tr("{0} of {1}").format(words, f"{of:,}")
        self.said.setText(words + (self.tr("; stopped, there may be more") if stopped else ""))

    def _follow(self, row: int) -> None:
        line = self.model.line(row)
        if line is not None:
            self.followed.emit(line.number)

    # ---- looks -------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go from the filters to the table with Down."""
        if event.key() == Qt.Key.Key_Down and self.filters.words.hasFocus():
            self.table.setFocus()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave most of the room to what was done."""
        super().resizeEvent(event)
        self.dress()

    def dress(self) -> None:
        """Set sizes anew."""
        self.table.dress(((WHEN, 170, 0.25), (WHO, 150, 0.16), (KIND, 150, 0.15)))
