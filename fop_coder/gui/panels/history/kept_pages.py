"""The other pages of the history: versions of the codebook, and backups that lie beside the project."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from fop_coder.gui.empty_state import EmptyState
from fop_coder.gui.panels.history.list_model import WordsModel
from fop_coder.gui.panels.history.model import when
from fop_coder.gui.panels.history.table import HistoryTable
from fop_coder.gui.theme import Theme
from fop_coder.model.codebook import CodebookVersion
from fop_coder.project import Project
from fop_coder.project.safekeeping import Backup, backups_beside


class VersionsPage(QWidget):
    """The numbered states of the codebook, the latest first."""

    def __init__(self, theme: Theme) -> None:
        """Begin with nothing."""
        super().__init__()
        self.model = WordsModel((self.tr("Version"), self.tr("When"), self.tr("Why")), self)
        self.table = HistoryTable(theme, self.tr("Codebook versions"), 2)
        self.table.setModel(self.model)
        words = QLabel(
            self.tr("A version begins when codes are added, split, merged or defined anew. Finished documents are")
            + " "
            + self.tr("pending again for codes that mean something else now.")
        )
        words.setProperty("role", "sub")
        words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(words)
        column.addWidget(in_card(self.table), 1)

    def show_project(self, project: Project | None) -> None:
        """Show the versions of a project's codebook."""
        found = project.store.values(CodebookVersion) if project is not None else []
        latest_first = sorted(found, key=lambda v: -v.number)
        self.model.show_rows([(str(v.number), when(v.at), v.note) for v in latest_first])
        if found:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave most of the room to the reason."""
        super().resizeEvent(event)
        self.dress()

    def dress(self) -> None:
        """Set sizes anew."""
        self.table.dress(((0, 90, 0.15), (1, 170, 0.3)))


class BackupsPage(QWidget):
    """Copies of the project that lie beside it, and what can be done with them.

    Signals:
        backup_asked: a backup shall be written.
        restore_asked: a Backup shall take the project's place; None for a file that is still to be chosen.
    """

    backup_asked = Signal()
    restore_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Begin with nothing."""
        super().__init__()
        self.backups: list[Backup] = []
        self.model = WordsModel((self.tr("When"), self.tr("What"), self.tr("Size"), self.tr("File")), self)
        self.table = HistoryTable(theme, self.tr("Backups"), 3)
        self.table.setModel(self.model)
        self.table.entered_row.connect(self._restore)
        self.back_up = QPushButton(self.tr("Back up now…"))
        self.restore = QPushButton(self.tr("Restore this one…"))
        self.other = QPushButton(self.tr("Restore another file…"))
        self.back_up.clicked.connect(self.backup_asked)
        self.restore.clicked.connect(self._restore_current)
        self.other.clicked.connect(self._restore_other)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.back_up, self.restore, self.other):
            row.addWidget(button)
        row.addStretch(1)
        words = QLabel(
            self.tr("Copies in the project's own folder. A restored one takes the project's place; the present")
            + " "
            + self.tr("state is kept beside it.")
        )
        words.setProperty("role", "sub")
        words.setWordWrap(True)
        self.empty = EmptyState(theme)
        self.empty.show_state(
            "ph.copy",
            self.tr("No backups in this folder yet"),
            self.tr("A backup is one file: the whole project as it is now. Best kept on another disk, too."),
            self.tr("Back up now"),
        )
        self.empty.main_asked.connect(self.backup_asked)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(words)
        column.addLayout(row)
        column.addWidget(in_card(self._stack), 1)

    def show_project(self, project: Project | None) -> None:
        """Look for the backups of a project."""
        path = project.store.path if project is not None else None
        self.backups = backups_beside(path) if path is not None else []
        sizes = [QLocale().formattedDataSize(b.size, 1) for b in self.backups]
        rows = [
            (when(backup.at), backup.what, size, backup.path.name)
            for backup, size in zip(self.backups, sizes, strict=True)
        ]
        self.model.show_rows(rows)
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self.restore.setEnabled(bool(rows))
        if rows:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _restore_current(self) -> None:
        self._restore(self.table.currentIndex().row())

    def _restore(self, row: int) -> None:
        if 0 <= row < len(self.backups):
            self.restore_asked.emit(self.backups[row])

    def _restore_other(self) -> None:
        self.restore_asked.emit(None)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave most of the room to the file's name."""
        super().resizeEvent(event)
        self.dress()

    def dress(self) -> None:
        """Set sizes anew."""
        self.table.dress(((0, 170, 0.25), (1, 160, 0.25), (2, 90, 0.12)))


def in_card(widget: QWidget) -> QFrame:
    """Return a widget with a card's edge around it."""
    card = QFrame()
    card.setProperty("card", True)
    inside = QVBoxLayout(card)
    inside.setContentsMargins(1, 1, 1, 6)
    inside.addWidget(widget)
    return card
