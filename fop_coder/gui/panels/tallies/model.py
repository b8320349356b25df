"""The table of tallies as Qt's item models see it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fop_coder.gui.panels.tallies.lines import Kind, Line, tr
from fop_coder.gui.tips import plain_tip
from fop_coder.model.base import Guid
from fop_coder.model.status import Status

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

LINE = Qt.ItemDataRole.UserRole
GROUP = Qt.ItemDataRole.UserRole + 1

NAME, FIGURE, SHARE = 0, 1, 2
BEFORE_GROUPS = 3


class TalliesModel(QAbstractTableModel):
    """Lines × (name, n/N, share, a column per group, where everybody went)."""

    def __init__(self, parent: QObject) -> None:
        """Begin with nothing to show."""
        super().__init__(parent)
        self._lines: list[Line] = []
        self._groups: list[tuple[str, int]] = []
        self._respondents = 0

    def show(self, lines: list[Line], groups: list[tuple[str, int]], respondents: int) -> None:
        """Show other lines; ``groups`` are the values that divide the sample with their sizes."""
        self.beginResetModel()
        self._lines, self._groups, self._respondents = lines, groups, respondents
        self.endResetModel()

    @property
    def lines(self) -> list[Line]:
        """What is shown."""
        return self._lines

    @property
    def groups(self) -> list[str]:
        """The values that divide the sample, in the order of columns."""
        return [name for name, _ in self._groups]

    @property
    def went_column(self) -> int:
        """The last column: where everybody went."""
        return BEFORE_GROUPS + len(self._groups)

    def row_of(self, guid: Guid) -> int | None:
        """Return the row of a code, scheme or category."""
        return next((row for row, line in enumerate(self._lines) if line.guid == guid), None)

    def group_of(self, column: int) -> str | None:
        """Return the group that a column shows, None for those that show the whole sample."""
        place = column - BEFORE_GROUPS
        return self._groups[place][0] if 0 <= place < len(self._groups) else None

    def column_of(self, group: str) -> int:
        """Return the column of a group, that of n/N where the sample is divided otherwise now."""
        return BEFORE_GROUPS + self.groups.index(group) if group in self.groups else FIGURE

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else self.went_column + 1

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == FIGURE else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.heading(section)
        if role == Qt.ItemDataRole.ToolTipRole and self.group_of(section) is not None:
            name, size = self._groups[section - BEFORE_GROUPS]
            return plain_tip(tr("{0}: {1} respondents").format(name, size))
        return None

    def heading(self, section: int) -> str:
        """Return a column's heading."""
        if section == self.went_column:
            return tr("Where all {0} went").format(self._respondents)
        if section >= BEFORE_GROUPS:
            name, size = self._groups[section - BEFORE_GROUPS]
            return f"{name} ({size})"
        return (tr("Code"), tr("n/N"), tr("Share of N"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows; delegates paint from the line itself."""
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == GROUP:
            return self.group_of(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(line, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.words(line, index.column()))
        return None

    def cell(self, line: Line, column: int) -> str:
        """Return a cell as the plain text that is copied."""
        if column == NAME:
            return line.name
        if column == self.went_column:
            return ", ".join(f"{part!s} {count}" for part, count in line.went)
        if line.figure is None:
            return ""
        if column == SHARE:
            return ", ".join(p for p in (line.figure.percent, line.figure.interval_words) if p)
        group = self.group_of(column)
        figure = line.figure if group is None else line.groups.get(group)
        return "" if figure is None else f"{figure.n}/{figure.of}"

    def words(self, line: Line, column: int) -> str:
        """Return a cell in words: what, where, state."""
        if column == NAME:
            key = tr("key {0}").format(line.key) if line.key else ""
            return ", ".join(p for p in (line.name, key, line.detail) if p)
        if column == self.went_column:
            return f"{line.name}: {self.cell(line, column)}" if line.went else line.name
        group = self.group_of(column)
        figure = line.figure if group is None else line.groups.get(group)
        if figure is None:
            return line.name
        where = f"{line.name}, {group}" if group is not None else line.name
        return f"{where} {figure.words}"

    def status_at(self, line: Line, number: int) -> Status | str | None:
        """Return the status or category of a part of where everybody went."""
        return line.went[number][0] if 0 <= number < len(line.went) else None

    def is_heading(self, row: int) -> bool:
        """Say whether a row is that of a scheme."""
        return self._lines[row].kind is Kind.SCHEME
