"""The preview as a tree: a row for each document, below it a row for each speaker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from fop_coder.gui.importing.corrections import Corrections, Key, keys_of
from fop_coder.gui.importing.entries import Entry, outcome_words
from fop_coder.gui.painting import icon
from fop_coder.gui.theme import Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.model.documents import Role
from fop_coder.model.draft import SpeakerDraft
from fop_coder.model.errors import FopCoderError
from fop_coder.project import Project

_Index = QModelIndex | QPersistentModelIndex
TEXTS = (".txt", ".md", ".vtt", ".srt", ".csv", ".tsv")
"""Endings of files that are text in some encoding."""

FILE, FORMAT, ROLE, RESPONDENT, OUTCOME = range(5)
_Roles = Qt.ItemDataRole


class ImportModel(QAbstractItemModel):
    """Entries and their speakers; roles and respondents can be corrected.

    Signals:
        corrected: something will come in otherwise than before.
        refused: a FopCoderError about a correction that cannot be.
        encoding_chosen: a file (path) is to be read in an encoding (name).
    """

    corrected = Signal()
    refused = Signal(object)
    encoding_chosen = Signal(object, str)

    def __init__(self, project: Callable[[], Project], theme: Theme, parent: QObject) -> None:
        """Begin with nothing.

        Args:
            project: returns the project that the entries are to come into.
        """
        super().__init__(parent)
        self._project, self._theme = project, theme
        self.entries: list[Entry] = []
        self.corrections = Corrections()
        self.same_everywhere = False

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show what was read, corrected as far as the user has corrected it before."""
        fresh = list(entries)
        self.corrections.replay(self._project(), fresh)
        self.beginResetModel()
        self.entries = fresh
        self.endResetModel()
        self.corrected.emit()

    # ---- shape -------------------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Return the index of an entry, or of a speaker below one."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: _Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """Return the entry above a speaker."""
        above = int(index.internalId()) if index.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Return the number of entries, or of an entry's speakers."""
        if not parent.isValid():
            return len(self.entries)
        if parent.internalId() or parent.column():
            return 0
        draft = self.entries[parent.row()].draft
        return len(draft.speakers) if draft else 0

    def columnCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Return five."""
        return 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Roles.DisplayRole) -> Any:  # noqa: N802
        """Return the headings."""
        if orientation is not Qt.Orientation.Horizontal or role != _Roles.DisplayRole:
            return None
        return (
            self.tr("File"),
            self.tr("Format"),
            self.tr("Role"),
            self.tr("Respondent"),
            self.tr("What will happen"),
        )[section]

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Say what can be ticked and edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        entry, speaker = self.at(index)
        if entry.outcome.result == "duplicate":
            return flags
        if speaker is None:
            if index.column() == FILE and entry.can_come_in:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
            if index.column() == FORMAT and self._has_encoding(entry):
                flags |= Qt.ItemFlag.ItemIsEditable
            if index.column() == RESPONDENT and entry.draft and any(s.role.counts for s in entry.draft.speakers):
                flags |= Qt.ItemFlag.ItemIsEditable
        elif index.column() == ROLE or (index.column() == RESPONDENT and speaker.role.counts):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def at(self, index: _Index) -> tuple[Entry, SpeakerDraft | None]:
        """Return the entry of an index, and the speaker where it is one's row."""
        above = int(index.internalId())
        if not above:
            return self.entries[index.row()], None
        entry = self.entries[above - 1]
        assert entry.draft is not None  # noqa: S101 - only drafts have speakers
        return entry, entry.draft.speakers[index.row()]

    # ---- what is shown -----------------------------------------------------------------------------------------------

    def data(self, index: _Index, role: int = _Roles.DisplayRole) -> Any:
        """Return words, ticks and signs."""
        if not index.isValid():
            return None
        entry, speaker = self.at(index)
        if role == _Roles.EditRole and index.column() == FORMAT and speaker is None:
            return entry.draft.encoding if entry.draft else self.corrections.encodings.get(entry.found.path, "")
        if role in (_Roles.DisplayRole, _Roles.EditRole, _Roles.AccessibleTextRole):
            said = (
                self._of_speaker(entry, speaker, index.column()) if speaker else self._of_entry(entry, index.column())
            )
            if role == _Roles.AccessibleTextRole:
                heading = self.headerData(index.column(), Qt.Orientation.Horizontal)
                return f"{heading}: {said}" if said else f"{heading}: {self.tr('nothing')}"
            return said
        if role == _Roles.ToolTipRole:
            return plain_tip(self._tip(entry, speaker, index.column())) or None
        return self._look(entry, speaker, index.column(), role)

    def _look(self, entry: Entry, speaker: SpeakerDraft | None, column: int, role: int) -> Any:
        theme = self._theme
        if role == _Roles.CheckStateRole and column == FILE and speaker is None and entry.can_come_in:
            return Qt.CheckState.Checked if entry.wanted else Qt.CheckState.Unchecked
        if role == _Roles.DecorationRole and column == OUTCOME and speaker is None:
            return self._sign(entry)
        if role == _Roles.ForegroundRole:
            if speaker is None and column == OUTCOME and entry.outcome.result == "refused":
                return theme.colour("error_ink")
            if column == FORMAT or (speaker and column in (FILE, OUTCOME)) or not (entry.wanted and entry.can_come_in):
                return theme.colour("sub")
        if role == _Roles.FontRole and speaker is None and column == FILE:
            return theme.sans(weight=600)
        return None

    def _sign(self, entry: Entry) -> Any:
        theme = self._theme
        if entry.outcome.result == "refused":
            return icon("ph.warning-circle", theme.colour("error_mark"))
        if entry.outcome.result == "duplicate" or not entry.wanted:
            return icon("ph.minus-circle", theme.colour("sub"))
        if entry.found.sheet is None and not entry.found.respondents:
            return icon("ph.warning", theme.colour("warning_mark"))
        if entry.notes:
            return icon("ph.note", theme.colour("sub"))
        return icon("ph.check-circle-fill", theme.colour("good_ink"))

    def _of_entry(self, entry: Entry, column: int) -> str:
        draft, sheet = entry.draft, entry.found.sheet
        if column == FILE:
            return entry.found.path.name
        if column == OUTCOME:
            return outcome_words(entry)
        if sheet is not None:
            return self.tr("sheet") if column == FORMAT else ""
        if draft is None:
            return self.corrections.encodings.get(entry.found.path, "") if column == FORMAT else ""
        if column == FORMAT:
            return f"{draft.format}, {draft.encoding}" if draft.encoding else draft.format
        if column == ROLE:
            return self.tr("{0} speakers").format(len(draft.speakers)) if len(draft.speakers) != 1 else ""
        return ", ".join(entry.found.respondents)

    def _of_speaker(self, entry: Entry, speaker: SpeakerDraft, column: int) -> str:
        if column == FILE:
            return speaker.label or self.tr("unnamed speaker")
        if column == FORMAT:
            turns = self.tr("{0} turns") if speaker.turns != 1 else self.tr("{0} turn")
            return turns.format(speaker.turns) + ", " + self.tr("{0} words").format(speaker.words)
        if column == ROLE:
            return str(speaker.role)
        if column == RESPONDENT:
            whose = speaker.respondent or (entry.draft.respondent if entry.draft else None)
            return whose or "" if speaker.role.counts else ""
        return speaker.why

    def _tip(self, entry: Entry, speaker: SpeakerDraft | None, column: int) -> str:
        if speaker is not None:
            return speaker.why
        if column == FILE:
            return str(entry.found.path)
        return outcome_words(entry) if column == OUTCOME else ""

    # ---- corrections -------------------------------------------------------------------------------------------------

    def setData(self, index: _Index, value: Any, role: int = _Roles.EditRole) -> bool:  # noqa: N802
        """Tick an entry, or correct a role or a respondent."""
        if not index.isValid():
            return False
        entry, speaker = self.at(index)
        if role == _Roles.CheckStateRole:
            entry.wanted = Qt.CheckState(value) is Qt.CheckState.Checked
            (self.corrections.unwanted.discard if entry.wanted else self.corrections.unwanted.add)(self._key(entry))
            self._tell(index)
            return True
        if role != _Roles.EditRole or value == self.data(index, role):
            return False
        try:
            if index.column() == ROLE and speaker is not None:
                self._set_role(entry, speaker.label, Role(str(value)))
            elif index.column() == RESPONDENT:
                label = speaker.label if speaker else None
                entry.set_respondent(self._project(), label, str(value))
                self.corrections.respondents[self._key(entry), label] = str(value)
            elif index.column() == FORMAT and speaker is None:
                self.encoding_chosen.emit(entry.found.path, str(value))
                return True
            else:
                return False
        except FopCoderError as error:
            self.refused.emit(error)
            return False
        self._tell(index)
        return True

    def _set_role(self, entry: Entry, label: str, role: Role) -> None:
        for key, other in zip(keys_of(self.entries), self.entries, strict=True):
            if other is not entry and not self.same_everywhere:
                continue
            if other.draft and any(s.label == label for s in other.draft.speakers):
                other.set_role(self._project(), label, role)
                self.corrections.roles[key, label] = role

    def _tell(self, index: _Index) -> None:
        """Say what looks otherwise now: the whole entry, or all of them."""
        first, last = (0, len(self.entries) - 1) if self.same_everywhere else (self._row(index),) * 2
        self.dataChanged.emit(self.index(first, 0), self.index(last, OUTCOME))
        for row in range(first, last + 1):
            above = self.index(row, 0)
            count = self.rowCount(above)
            if count:
                self.dataChanged.emit(self.index(0, 0, above), self.index(count - 1, OUTCOME, above))
        self.corrected.emit()

    def _has_encoding(self, entry: Entry) -> bool:
        """Say whether it can be said in which encoding a file is; also where the present one does not fit."""
        if entry.draft is not None:
            return bool(entry.draft.encoding)
        return entry.found.sheet is None and entry.found.path.suffix.lower() in TEXTS

    def _key(self, entry: Entry) -> Key:
        return next(k for k, e in zip(keys_of(self.entries), self.entries, strict=True) if e is entry)

    def _row(self, index: _Index) -> int:
        above = int(index.internalId())
        return above - 1 if above else index.row()

    def wanted(self) -> list[Entry]:
        """Return what shall come in, tables of respondents first, so that transcripts find them."""
        chosen = [e for e in self.entries if e.wanted and e.can_come_in]
        return sorted(chosen, key=lambda e: e.found.sheet is None)
