"""A list of what can be worded: each line says whether it was changed, and whether it can be as it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fop_coder.gui.theme import Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.gui.wording.words import tr

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class WordedModel(QAbstractListModel):
    """Names under which something is worded, with how each stands."""

    def __init__(self, theme: Theme, parent: QObject, changed: str) -> None:
        """Begin empty; ``changed`` is said of lines that are not as delivered."""
        super().__init__(parent)
        self._theme, self._changed, self._wrong = theme, changed, tr("cannot be so")
        self._names: list[str] = []
        self._titles: list[str] = []
        self._states: dict[str, str] = {}

    def show(self, titles: Mapping[str, str]) -> None:
        """Show lines: what is worded → what it is called."""
        self.beginResetModel()
        self._names, self._titles, self._states = list(titles), list(titles.values()), {}
        self.endResetModel()

    def set_states(self, wrong: Sequence[str], changed: Sequence[str]) -> None:
        """Say which lines cannot be as they are typed, and which are not as delivered."""
        states = {**dict.fromkeys(changed, self._changed), **dict.fromkeys(wrong, self._wrong)}
        for row, name in enumerate(self._names):
            if self._states.get(name) != states.get(name):
                self._states[name] = states.get(name, "")
                index = self.index(row, 0)
                self.dataChanged.emit(index, index)

    def name(self, row: int) -> str:
        """Return what is worded in a line."""
        return self._names[row]

    def row_of(self, name: str) -> int:
        """Return the line in which something is worded."""
        return self._names.index(name)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a title, and what is to be said of it."""
        if not index.isValid():
            return None
        title, state = self._titles[index.row()], self._states.get(self._names[index.row()], "")
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{title}  ·  {state}" if state else title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{title}: {state}" if state else title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title}, {state}" if state else title
        if role == Qt.ItemDataRole.ForegroundRole and state == self._wrong:
            return self._theme.colour("error_mark")
        return None
