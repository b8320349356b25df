"""Writing what was previewed: one document at a time on the main thread, so that the window stays alive between."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from fop_coder.gui.desk import Desk
from fop_coder.gui.importing.entries import Entry
from fop_coder.model.errors import FopCoderError
from fop_coder.project.importing import ImportResult, document_change
from fop_coder.project.respondents import sheet_change


class Writing(QObject):
    """Brings entries in, each a Change of its own: what is in stays in, whatever happens next.

    Signals:
        progressed: (done, of, name of the file).
        ended: the results so far; fewer than entries if it was stopped.
    """

    progressed = Signal(int, int, str)
    ended = Signal(object)

    def __init__(self, desk: Desk, entries: Sequence[Entry], parent: QObject) -> None:
        """Take what is wanted; ``start`` begins."""
        super().__init__(parent)
        self._desk, self._entries = desk, list(entries)
        self._results: list[ImportResult] = []
        self._is_stopped = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Begin with the next turn of the event loop."""
        self._timer.start()

    def stop(self) -> None:
        """Stop before the next document."""
        self._is_stopped = True

    def _step(self) -> None:
        number = len(self._results)
        if self._is_stopped or number == len(self._entries) or self._desk.project is None:
            self._timer.stop()
            self.ended.emit(self._results)
            return
        entry = self._entries[number]
        self._results.append(self._bring_in(entry))
        self.progressed.emit(number + 1, len(self._entries), entry.found.path.name)

    def _bring_in(self, entry: Entry) -> ImportResult:
        project, file = self._desk.open_project, entry.found.path.name
        try:
            if entry.found.sheet is not None:
                change, _ = sheet_change(project, entry.found.sheet)
                if not change.is_empty:
                    self._desk.do(change)
                return entry.outcome
            document, result = document_change(project, entry.found)
            if document is not None:
                self._desk.do(document)
            return result
        except FopCoderError as error:
            return ImportResult(file, "refused", why=str(error))
