"""Looking through the history for lines that fit, a little at a time between other work, the latest first."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from fop_coder.project import Project
from fop_coder.project.happenings import Wanted, happenings

AT_ONCE = 0.015
"""Seconds that one step takes at most, about: shorter than anybody notices."""

FEWEST, MOST = 50, 2_000
"""Entries that are looked at in one step."""


class Scan(QObject):
    """One search through the history at a time.

    It reads the open project itself, in steps: a copy of a large one would take longer than most searches.

    Signals:
        found: numbers of entries that fit, the latest first.
        progressed: (looked at, of).
        ended: whether all was looked through.
    """

    found = Signal(object)
    progressed = Signal(int, int)
    ended = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        """Begin with nothing to do."""
        super().__init__(parent)
        self._project: Project | None = None
        self._wanted = Wanted()
        self._next = self._of = 0
        self._step = FEWEST
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_running(self) -> bool:
        """Whether there is more to look at."""
        return self._timer.isActive()

    def begin(self, project: Project, newest: int, wanted: Wanted) -> None:
        """Look from an entry backwards; the first step is done at once."""
        self._project, self._wanted = project, wanted
        self._next = self._of = newest
        self._step = FEWEST
        self._timer.start()
        self._go_on()

    def forget(self) -> None:
        """Stop without a word."""
        self._timer.stop()
        self._project = None

    def stop(self) -> None:
        """Stop here; what was found stays."""
        if self.is_running:
            self.forget()
            self.ended.emit(False)

    def _go_on(self) -> None:
        if self._project is None:
            return
        oldest = max(1, self._next - self._step + 1)
        begun = perf_counter()
        lines = happenings(self._project, self._next, oldest, seen_by=self._project.coder)
        fitting = [h.number for h in lines if self._wanted.fits(h)]
        taken = perf_counter() - begun
        self._step = max(FEWEST, min(MOST, round(self._step * min(2.0, AT_ONCE / max(taken, 1e-6)))))
        self._next = oldest - 1
        is_over = self._next < 1
        if is_over:
            self.forget()
        if fitting:
            self.found.emit(fitting)
        self.progressed.emit(self._of - self._next, self._of)
        if is_over:
            self.ended.emit(True)
