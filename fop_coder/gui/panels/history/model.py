"""The history as a table, narrowed by coder, kind and words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QDateTime, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from fop_coder.gui.theme import BODY, Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.project.happenings import Happening

_Index = QModelIndex | QPersistentModelIndex
WHEN, WHO, WHAT, KIND = range(4)


class HistoryModel(QAbstractTableModel):
    """Lines of the history, the latest first."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Begin with nothing."""
        super().__init__(parent)
        self._theme = theme
        self._all: Sequence[Happening] = ()
        self.shown: list[Happening] = []
        self._coder, self._kind, self._words = "", "", ""

    def show_happenings(self, happenings: Sequence[Happening]) -> None:
        """Take the whole history."""
        self._all = happenings
        self._narrow()

    def narrow(self, *, coder: str, kind: str, words: str) -> None:
        """Show only what fits; '' for all."""
        self._coder, self._kind, self._words = coder, kind, words.casefold().strip()
        self._narrow()

    def _narrow(self) -> None:
        self.beginResetModel()
        self.shown = [h for h in self._all if self._fits(h)]
        self.endResetModel()

    def _fits(self, one: Happening) -> bool:
        return (
            self._coder in ("", one.coder)
            and self._kind in ("", one.kind)
            and (not self._words or self._words in one.what.casefold())
        )

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Return how many lines fit."""
        return 0 if parent.isValid() else len(self.shown)

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
        if not index.isValid():
            return None
        one = self.shown[index.row()]
        answers: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._words_of(one, index.column()),
            Qt.ItemDataRole.ToolTipRole: lambda: plain_tip(self._words_of(one, index.column())),
            Qt.ItemDataRole.AccessibleTextRole: lambda: ", ".join(self._words_of(one, c) for c in range(4)),
            Qt.ItemDataRole.FontRole: lambda: self._font(one, index.column()),
            Qt.ItemDataRole.ForegroundRole: lambda: self._theme.colour(
                "text" if index.column() == WHAT and one.undone_by is None else "sub"
            ),
        }
        return answers[role]() if role in answers else None

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
    """Return a moment (ISO 8601, UTC) as people of this place write it."""
    moment = QDateTime.fromString(at, Qt.DateFormat.ISODate)
    return str(QLocale().toString(moment.toLocalTime(), "d MMM yyyy, HH:mm")) if moment.isValid() else at
