"""The documents list: rows filtered, ordered and grouped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fop_coder.gui.panels.code.reading_places import ReadingPlace
from fop_coder.gui.tips import plain_tip
from fop_coder.model.base import Guid
from fop_coder.project.reading_list import Finished, Reading, ReadingEntry, count_finished

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1


class Which(StrEnum):
    """Which documents are listed; also words that can be typed into the filter field."""

    ALL = "all"
    UNFINISHED = "unfinished"
    FINISHED = "finished"
    REREAD = "to re-read"

    def lets_through(self, reading: Reading) -> bool:
        """Say whether documents read so far are listed."""
        if self is Which.UNFINISHED:
            return not reading.is_done
        if self is Which.FINISHED:
            return reading is Reading.FINISHED
        return self is Which.ALL or reading is Reading.REREAD


@dataclass(frozen=True, slots=True)
class Heading:
    """A group's heading."""

    words: str
    finished: Finished


Row = Heading | ReadingEntry


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the list is shown. ``group``: name of an attribute, '' for a plain list."""

    typed: str = ""
    which: Which = Which.ALL
    group: str = ""
    by_name: bool = False


def arrange(entries: Iterable[ReadingEntry], how: Arrangement, no_value: str) -> list[Row]:
    """Return the rows to show; ``no_value`` heads those without the attribute."""
    left = [e for e in entries if how.which.lets_through(e.reading) and _holds(e, how.typed)]
    if how.by_name:
        left.sort(key=lambda e: e.document.name.casefold())
    if not how.group:
        return list(left)
    groups: dict[str, list[ReadingEntry]] = {}
    for entry in left:
        groups.setdefault(entry.values.get(how.group, ""), []).append(entry)
    rows: list[Row] = []
    for value in sorted(groups, key=lambda v: (v == "", v.casefold())):
        rows.append(Heading(value or no_value, count_finished(groups[value])))
        rows.extend(groups[value])
    return rows


def _holds(entry: ReadingEntry, typed: str) -> bool:
    """Say whether an entry holds all typed words; "unfinished", "finished" and "to re-read" ask how far it is read."""
    words = " ".join(typed.casefold().split())
    for which in (Which.UNFINISHED, Which.FINISHED, Which.REREAD):
        if which in words:
            if not which.lets_through(entry.reading):
                return False
            words = words.replace(which, " ")
    told = (entry.document.name, entry.document.kind, entry.document.occasion, *entry.respondents)
    told += (*entry.values.values(), str(entry.reading), *entry.reread)
    whole = " ".join(told).casefold()
    return all(word in whole for word in words.split())


class DocumentsModel(QAbstractListModel):
    """Rows of the list. Holds what ``reading_list`` said; places are asked for when shown."""

    def __init__(self, parent: QObject, place_of: Callable[[Guid], ReadingPlace | None]) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._place_of = place_of
        self._entries: list[ReadingEntry] = []
        self._how = Arrangement()
        self._rows: list[Row] = []
        self.open_document: Guid | None = None

    # ---- what is in it -----------------------------------------------------------------------------------------------

    def fill(self, entries: Sequence[ReadingEntry]) -> None:
        """Take in the documents anew."""
        self._entries = list(entries)
        self._arrange()

    def show_as(self, how: Arrangement) -> None:
        """Filter, order and group otherwise."""
        self._how = how
        self._arrange()

    @property
    def arrangement(self) -> Arrangement:
        """How it is shown."""
        return self._how

    def _arrange(self) -> None:
        self.beginResetModel()
        self._rows = arrange(self._entries, self._how, self.tr("(no value)"))
        self.endResetModel()

    def change_entry(self, entry: ReadingEntry) -> None:
        """Show one document otherwise, in its place."""
        for place, before in enumerate(self._entries):
            if before.document.guid == entry.document.guid:
                self._entries[place] = entry
        row = self.row_of(entry.document.guid)
        if row is not None:
            self._rows[row] = entry
            self.dataChanged.emit(self.index(row), self.index(row))

    def set_open(self, document: Guid | None) -> None:
        """Mark the document that is open."""
        before, self.open_document = self.open_document, document
        for guid in (before, document):
            row = self.row_of(guid) if guid is not None else None
            if row is not None:
                self.dataChanged.emit(self.index(row), self.index(row))

    @property
    def entries(self) -> list[ReadingEntry]:
        """All documents, those filtered out included."""
        return self._entries

    def entry(self, document: Guid | None) -> ReadingEntry | None:
        """Return a document's entry."""
        return next((e for e in self._entries if e.document.guid == document), None)

    def row_of(self, document: Guid) -> int | None:
        """Return the row of a document, None where it is filtered out."""
        for row, shown in enumerate(self._rows):
            if isinstance(shown, ReadingEntry) and shown.document.guid == document:
                return row
        return None

    def next_waiting(self, document: Guid | None) -> ReadingEntry | None:
        """Return the next document after this one that is not finished, in the order shown, from the top at the end.

        Where the list shows none, those filtered out are looked at.
        """
        shown = [r for r in self._rows if isinstance(r, ReadingEntry)]
        for entries in (shown, self._entries):
            guids = [e.document.guid for e in entries]
            after = guids.index(document) + 1 if document in guids else 0
            for entry in (*entries[after:], *entries[:after]):
                if not entry.reading.is_done and entry.document.guid != document:
                    return entry
        return None

    # ---- Qt's questions ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that headings cannot be chosen."""
        if index.isValid() and isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row is called, or the row itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words if isinstance(row, Heading) else row.document.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, ReadingEntry):
            return plain_tip(self.spoken(row))
        return None

    def state_words(self, entry: ReadingEntry) -> str:
        """Return how far a document is read in words."""
        if entry.reading is Reading.REREAD:
            return self.tr("re-read: {0}").format(", ".join(entry.reread))
        place = self._place_of(entry.document.guid)
        if entry.reading in (Reading.NOT_STARTED, Reading.BEGUN) and place is not None and place.turn > 1:
            return self.tr("turn {0} of {1}").format(place.turn, place.of)
        return str(entry.reading)

    def is_begun(self, entry: ReadingEntry) -> bool:
        """Say whether a document is half-read."""
        place = self._place_of(entry.document.guid)
        return entry.reading is Reading.BEGUN or (
            entry.reading is Reading.NOT_STARTED and place is not None and place.turn > 1
        )

    def spoken(self, row: Row) -> str:
        """Return a row as a screen reader says it."""
        if isinstance(row, Heading):
            return self.tr("{0}, {1} of {2} finished").format(row.words, row.finished.done, row.finished.of)
        parts = (row.document.name, *row.respondents, row.about, self.state_words(row))
        return ", ".join(dict.fromkeys(p for p in parts if p))
