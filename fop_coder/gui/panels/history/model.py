"""The history as a table. Lines are read when they are shown, a page at a time, however long it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QDateTime, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from fop_coder.gui.theme import BODY, Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.project import Project
from fop_coder.project.happenings import Happening, happenings, latest

_Index = QModelIndex | QPersistentModelIndex
WHEN, WHO, WHAT, KIND = range(4)

PAGE = 128
"""So many lines are read at once."""

PAGES_KEPT = 64


class HistoryModel(QAbstractTableModel):
    """Lines of the history, the latest first: all of them, or those that were found."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Begin with nothing."""
        super().__init__(parent)
        self._theme = theme
        self._project: Project | None = None
        self._latest = 0
        self._found: list[int] | None = None
        self._pages: dict[int, dict[int, Happening]] = {}

    # ---- what is shown -----------------------------------------------------------------------------------------------

    def show_all(self, project: Project | None) -> None:
        """Show the whole history of a project, or of none."""
        self.beginResetModel()
        self._project, self._found = project, None
        self._latest = latest(project) if project is not None else 0
        self._pages.clear()
        self.endResetModel()

    def show_found(self) -> None:
        """Show only what will be added."""
        self.beginResetModel()
        self._found = []
        self.endResetModel()

    def add_found(self, numbers: Sequence[int]) -> None:
        """Show these entries besides, below the others."""
        if self._found is not None and numbers:
            self.beginInsertRows(QModelIndex(), len(self._found), len(self._found) + len(numbers) - 1)
            self._found += numbers
            self.endInsertRows()

    def take_new(self, fits: Callable[[Happening], bool]) -> None:
        """Show on top what has happened since, where it fits; others may have been taken back by it."""
        if self._project is None:
            return
        newest = latest(self._project)
        fresh = [h.number for h in self._lines(newest, self._latest + 1) if fits(h)]
        if fresh:
            self.beginInsertRows(QModelIndex(), 0, len(fresh) - 1)
        self._latest = newest
        self._pages.clear()
        if fresh:
            if self._found is not None:
                self._found[:0] = fresh
            self.endInsertRows()
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, KIND))

    @property
    def latest(self) -> int:
        """The number of the last entry."""
        return self._latest

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self._found is None

    def line(self, row: int) -> Happening | None:
        """Return the line of a row, read with its neighbours."""
        if self._project is None or not 0 <= row < self.rowCount():
            return None
        number = self._latest - row if self._found is None else self._found[row]
        page = (number - 1) // PAGE
        if page not in self._pages:
            while len(self._pages) >= PAGES_KEPT:
                del self._pages[next(iter(self._pages))]
            lines = self._lines(min(self._latest, (page + 1) * PAGE), page * PAGE + 1)
            self._pages[page] = {line.number: line for line in lines}
        return self._pages[page].get(number)

    def _lines(self, newest: int, oldest: int) -> list[Happening]:
        """Return lines as who acts may see them."""
        project = self._project
        return happenings(project, newest, oldest, seen_by=project.coder) if project is not None else []

    # ---- Qt's questions ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Return how many lines are shown."""
        if parent.isValid():
            return 0
        return self._latest if self._found is None else len(self._found)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Return four."""
        return 0 if parent.isValid() else 4

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the headings."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("When"), self.tr("Who"), self.tr("What"), self.tr("About"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell; what was taken back is struck out and says so."""
        answers: dict[int, Callable[[Happening], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda one: self._words_of(one, index.column()),
            Qt.ItemDataRole.ToolTipRole: lambda one: plain_tip(self._words_of(one, index.column())),
            Qt.ItemDataRole.AccessibleTextRole: lambda one: ", ".join(self._words_of(one, c) for c in range(4)),
            Qt.ItemDataRole.FontRole: lambda one: self._font(one, index.column()),
            Qt.ItemDataRole.ForegroundRole: lambda one: self._theme.colour(
                "text" if index.column() == WHAT and one.undone_by is None else "sub"
            ),
        }
        one = self.line(index.row()) if index.isValid() and role in answers else None
        return None if one is None else answers[role](one)

    def _words_of(self, one: Happening, column: int) -> str:
        if column == WHEN:
            return when(one.at)
        if column == WHO:
            return one.coder
        if column == KIND:
            return one.kind
        if one.undoes is not None:
            return self.tr("Undo: {0}").format(one.what)
        return self.tr("{0} (taken back)").format(one.what) if one.undone_by is not None else one.what

    def _font(self, one: Happening, column: int) -> Any:
        font = self._theme.sans(BODY)
        font.setStrikeOut(column == WHAT and one.undone_by is not None)
        return font


def when(at: str) -> str:
    """Return a moment (ISO 8601, UTC) as people of this place write it, in their own time."""
    moment = QDateTime.fromString(at, Qt.DateFormat.ISODate)
    return str(QLocale().toString(moment.toLocalTime(), "d MMM yyyy, HH:mm")) if moment.isValid() else at
