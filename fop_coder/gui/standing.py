"""How far the acting coder is, in words for the status line; asked again only when that can have changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from fop_coder.gui.desk import Desk
from fop_coder.model.base import Guid


class ReadingStanding(QObject):
    """Keeps how many documents the coder has, and how many are finished.

    Signals:
        changed: the words may be others now.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Listen to the desk."""
        super().__init__(parent)
        self._desk = desk
        self._order: tuple[Guid, ...] = ()
        self._finished = 0
        desk.opened.connect(self._ask)
        desk.coder_changed.connect(self._ask)
        desk.changed.connect(self._changed)

    def _changed(self, kinds: frozenset[type]) -> None:
        from fop_coder.model.codebook import Code  # the start screen needs none of these
        from fop_coder.model.documents import Assignment, Document, Finish

        if kinds & {Document, Assignment, Finish, Code}:
            self._ask()

    def _ask(self) -> None:
        self._order, self._finished = (), 0
        if self._desk.project is not None:
            from fop_coder.project.reading_done import reading_standing  # the start screen needs no store

            standing = reading_standing(self._desk.project)
            self._order, self._finished = standing.documents, standing.finished
        self.changed.emit()

    def words(self, document: Guid | None) -> str:
        """Return "Document 3 of 25 · 12 finished", or without a document "12 of 25 finished"; '' without any."""
        of = len(self._order)
        if not of:
            return ""
        if document in self._order:
            number = self._order.index(document) + 1
            return self.tr("Document {0} of {1} · {2} finished").format(number, of, self._finished)
        return self.tr("{0} of {1} finished").format(self._finished, of)
