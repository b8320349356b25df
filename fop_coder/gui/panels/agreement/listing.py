"""Disagreements listed in the background, on a copy of the project."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from fop_coder.gui.panel import Surroundings
from fop_coder.gui.tasks import Progress
from fop_coder.project.disagreements import Disagreement, Where, list_disagreements
from fop_coder.project.side_by_side import left_to_see


class Listing(QObject):
    """One question at a time; the answer to one that was put again falls away.

    Signals:
        found: a list of the disagreements that the acting coder may see, and a sentence on what is hidden from them.
        refused: a FopCoderError: they cannot be listed so.
    """

    found = Signal(object, str)
    refused = Signal(object)

    def __init__(self, around: Surroundings, parent: QObject) -> None:
        """Ask the project on the desk."""
        super().__init__(parent)
        self._around = around
        self._number = 0
        self.is_running = False

    def begin(self, coders: tuple[str, ...], where: Where) -> None:
        """List the disagreements of coders, boundaries included."""
        self.forget()
        self.is_running = True
        copy = self._around.desk.open_project.snapshot()

        def job(progress: Progress, cancelled: Callable[[], bool]) -> tuple[list[Disagreement], str]:
            with copy:
                if cancelled():
                    return [], ""
                chosen = [copy.coder_named(name) for name in coders]
                found = list_disagreements(copy, chosen, boundaries=True, where=where)
                return left_to_see(copy, found, copy.coder, chosen)

        self._around.runner.run(
            self.tr("Looking for disagreements"),
            job,
            partial(self._done, self._number),
            partial(self._failed, self._number),
        )

    def forget(self) -> None:
        """Let the question fall away."""
        self._number += 1
        self.is_running = False

    def _done(self, number: int, value: tuple[list[Disagreement], str]) -> None:
        if number == self._number:
            self.is_running = False
            self.found.emit(*value)

    def _failed(self, number: int, error: Exception) -> None:
        if number == self._number:
            self.is_running = False
            self.refused.emit(error)
