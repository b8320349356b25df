"""Those behind a number as a list: a respondent, then their passages. Texts are read when they come into sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.model.base import Guid
from fop_coder.model.tally import PassageRow
from fop_coder.project.evidence import PersonBehind

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

ENTRY = Qt.ItemDataRole.UserRole
PASSAGE = Qt.ItemDataRole.UserRole + 1
STARRED = Qt.ItemDataRole.UserRole + 2

BATCH = 40
"""How many entries are listed at once; scrolling to the end brings more."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list. ``coding`` is None for the respondent's own line."""

    person: PersonBehind
    coding: Guid | None = None
    number: int = 0


class EvidenceModel(QAbstractListModel):
    """Respondents and their passages, by GUID."""

    def __init__(self, read: Callable[[Iterable[Guid]], Iterable[PassageRow]], parent: QObject) -> None:
        """``read`` fetches passages by their GUIDs."""
        super().__init__(parent)
        self._read = read
        self._entries: list[Entry] = []
        self._shown = 0
        self._passages: dict[Guid, PassageRow] = {}
        self.star_of: Callable[[Entry], bool | None] = lambda _: None
        """Whether a passage is starred as quotable; None where it cannot be."""

    def show(self, people: Iterable[PersonBehind]) -> None:
        """List other respondents."""
        self.beginResetModel()
        self._passages.clear()
        self._entries = []
        for person in people:
            self._entries.append(Entry(person))
            self._entries.extend(Entry(person, guid, n) for n, guid in enumerate(person.passages, 1))
        self._shown = min(BATCH, len(self._entries))
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many entries are listed so far."""
        return 0 if parent.isValid() else self._shown

    def canFetchMore(self, parent: _Index) -> bool:  # noqa: N802 - Qt's name
        """Say whether there are more."""
        return not parent.isValid() and self._shown < len(self._entries)

    def fetchMore(self, parent: _Index) -> None:  # noqa: N802 - Qt's name
        """List some more."""
        more = min(BATCH, len(self._entries) - self._shown)
        if parent.isValid() or more <= 0:
            return
        self.beginInsertRows(QModelIndex(), self._shown, self._shown + more - 1)
        self._shown += more
        self.endInsertRows()

    def entry(self, row: int) -> Entry | None:
        """Return an entry."""
        return self._entries[row] if 0 <= row < self._shown else None

    def row_of(self, guid: Guid) -> int | None:
        """Return where a passage, or a respondent's own line, stands; what lies before it is listed with it."""
        for row, entry in enumerate(self._entries):
            if guid == (entry.coding or entry.person.respondent):
                while self._shown <= row:
                    self.fetchMore(QModelIndex())
                return row
        return None

    def passage(self, row: int) -> PassageRow | None:
        """Return the passage of an entry; those near it are read with it."""
        entry = self.entry(row)
        if entry is None or entry.coding is None:
            return None
        if entry.coding not in self._passages:
            near = [e.coding for e in self._entries[max(0, row - 5) : row + BATCH] if e.coding is not None]
            wanted = [g for g in dict.fromkeys(near) if g not in self._passages]
            self._passages.update({p.coding: p for p in self._read(wanted)})
        return self._passages.get(entry.coding)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return an entry for the delegate, or in words."""
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == ENTRY:
            return entry
        if role == PASSAGE:
            return self.passage(index.row())
        if role == STARRED:
            return self.star_of(entry)
        if role == Qt.ItemDataRole.DisplayRole:
            passage = self.passage(index.row())
            return passage.text if passage else entry.person.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words(entry, self.passage(index.row()))
        return None

    def _words(self, entry: Entry, passage: PassageRow | None) -> str:
        person = entry.person
        if passage is not None:
            of = len(person.passages)
            where = tr("{0}, passage {1} of {2}").format(person.label, entry.number, of)
            star = tr("starred, ") if self.star_of(entry) else ""
            return f"{where}: {star}{passage.text} {tr('Enter opens it in the transcript')}"
        said = (person.label, person.about, person.word, person.reason, _quoting(person))
        return ", ".join(p for p in said if p)

    def whole_text(self) -> str:
        """Return everything listed as plain text, passages under their respondents, but of those never to be quoted."""
        lines: list[str] = []
        rows = {p.coding: p for p in self._read([e.coding for e in self._entries if e.coding is not None])}
        for entry in self._entries:
            if entry.coding is None:
                person = entry.person
                said = [person.label, person.about, person.word, person.reason, _quoting(person)]
                lines.append(", ".join(p for p in said if p))
            elif entry.coding in rows and not entry.person.do_not_quote:
                lines.append(f"\u201c{' '.join(rows[entry.coding].text.split())}\u201d")
        return "\n".join(lines)


def _quoting(person: PersonBehind) -> str:
    return tr("do not quote") if person.do_not_quote else ""
