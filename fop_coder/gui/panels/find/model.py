"""Hits as a list. Which codes their turns carry is asked for when a hit is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fop_coder.gui.desk import Desk
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding
from fop_coder.model.tally import Hit
from fop_coder.project.finding import codes_at
from fop_coder.project.quotations import starred

_Index = QModelIndex | QPersistentModelIndex


class HitModel(QAbstractListModel):
    """The hits of one search."""

    HIT = Qt.ItemDataRole.UserRole
    CODES = Qt.ItemDataRole.UserRole + 1
    STARRED = Qt.ItemDataRole.UserRole + 2

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Begin with nothing."""
        super().__init__(parent)
        self._desk = desk
        self.hits: list[Hit] = []
        self._codings: dict[Guid, list[Coding]] = {}
        self._codes: dict[Guid, Code] = {}

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """List these instead."""
        self.beginResetModel()
        self.hits = list(hits)
        self._forget()
        self.endResetModel()

    def add_hits(self, hits: Sequence[Hit]) -> None:
        """List these besides."""
        if hits:
            self.beginInsertRows(QModelIndex(), len(self.hits), len(self.hits) + len(hits) - 1)
            self.hits += hits
            self.endInsertRows()

    def forget_codes(self) -> None:
        """Ask again which codes there are: codings have changed."""
        self._forget()
        if self.hits:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.hits) - 1, 0))

    def _forget(self) -> None:
        self._codings.clear()
        self._codes.clear()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Return how many hits there are."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a hit, in words or whole, and the codes at its place."""
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        answers: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: f"{hit.before}{hit.text}{hit.after}",
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._spoken(hit),
            self.HIT: lambda: hit,
            self.CODES: lambda: self.codes_of(hit),
            self.STARRED: lambda: self.is_starred(hit),
        }
        return answers[role]() if role in answers else None

    def codes_of(self, hit: Hit) -> list[Code]:
        """Return the codes that the acting coder has put on the place of a hit, each once, in the codebook's order."""
        project = self._desk.project
        if project is None:
            return []
        if not self._codes:
            self._codes = {c.guid: c for c in project.codebook.codes}
        there = {coding.code for coding in self._codings_at(hit)}
        return [code for guid, code in self._codes.items() if guid in there]

    def is_starred(self, hit: Hit) -> bool:
        """Say whether a hit lies in a passage that is starred as quotable."""
        project = self._desk.project
        if project is None:
            return False
        stars = starred(project)
        if hit.kind == "passage":
            return hit.about in stars
        return any(coding.guid in stars for coding in self._codings_at(hit))

    def _codings_at(self, hit: Hit) -> list[Coding]:
        """Return the acting coder's codings at the place of a hit."""
        project, document = self._desk.project, hit.document_guid
        if project is None or hit.where != "turn" or document is None:
            return []
        if document not in self._codings:
            self._codings[document] = codes_at(project, document)
        return [c for c in self._codings[document] if c.start < hit.end and hit.start < c.end]

    def _spoken(self, hit: Hit) -> str:
        codes = ", ".join(code.name for code in self.codes_of(hit))
        place = self.place_of(hit)
        coded = self.tr("coded {0}").format(codes) if codes else self.tr("not coded")
        coded = self.tr("{0}, starred").format(coded) if self.is_starred(hit) else coded
        said = f"{hit.before}{hit.text}{hit.after}"
        return f"{place}: {said}" if hit.where == "memo" else f"{place}, {coded}: {said}"

    def place_of(self, hit: Hit) -> str:
        """Return where a hit is: document, and who speaks."""
        if hit.where == "memo":
            return self.tr("{0}, memo").format(hit.document)
        who = hit.speaker or hit.respondent
        role = f"{who} ({hit.role})" if who and who != hit.role else str(hit.role)
        return f"{hit.document}, {role}"
