"""One search after the other in the background; hits are handed over while it runs, the first ones at once."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from PySide6.QtCore import QObject, Signal

from fop_coder.gui.desk import Desk
from fop_coder.gui.tasks import Progress, Runner, Task
from fop_coder.model.tally import Hit
from fop_coder.project.finding import Narrowing, find

MOST = 50_000
"""How many hits are listed; far more than anybody goes through one by one."""

_Portions = queue.SimpleQueue[list[Hit]]

FIRST = 50
"""So many hits are handed over as soon as they are found: a screenful. Each further portion is twice as large."""


class Search(QObject):
    """The search that is on its way; a new one makes it fall away.

    Signals:
        found: a list of hits, in their order; the first may come while the search goes on.
        ended: the search is over; True where it was stopped, or there are more hits than are listed.
        refused: a FopCoderError: the search cannot be made so.
    """

    found = Signal(object)
    ended = Signal(bool)
    refused = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject) -> None:
        """Search in the project on a desk."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self._task: Task | None = None
        self._portions: _Portions | None = None

    @property
    def is_running(self) -> bool:
        """Whether hits may still come."""
        return self._task is not None

    def begin(self, words: str, narrowing: Narrowing) -> None:
        """Look for words on a copy of the project."""
        self.forget()
        copy = self._desk.open_project.snapshot()
        portions = self._portions = _Portions()
        looking = replace(narrowing, seen_by=copy.coder)

        def job(progress: Progress, cancelled: Callable[[], bool]) -> bool:
            with copy:
                return _search(find(copy, words, looking), portions, progress, cancelled)

        self._task = self._runner.run(
            self.tr("Searching"), job, partial(self._done, portions), partial(self._failed, portions)
        )
        self._task.progressed.connect(partial(self._fetch, portions))

    def stop(self) -> None:
        """Stop where it is; what was found stays."""
        if self._task is not None:
            self._task.cancel()

    def forget(self) -> None:
        """Let the search fall away, with what it has found and not yet handed over."""
        self.stop()
        self._task = self._portions = None

    def _fetch(self, portions: _Portions, *_: object) -> None:
        """Hand over what was found since, unless it is that of a search that fell away."""
        if portions is not self._portions:
            return
        found: list[Hit] = []
        while not portions.empty():
            found += portions.get_nowait()
        if found:
            self.found.emit(found)

    def _done(self, portions: _Portions, has_more: bool) -> None:
        if portions is not self._portions:
            return
        self._fetch(portions)
        self._task = None
        self.ended.emit(has_more)

    def _failed(self, portions: _Portions, error: Exception) -> None:
        if portions is self._portions:
            self._task = None
            self.refused.emit(error)


def _search(hits: Iterator[Hit], portions: _Portions, progress: Progress, cancelled: Callable[[], bool]) -> bool:
    """Put hits down in portions; say whether there may be more of them."""
    size, done = FIRST, 0
    while done < MOST and not cancelled():
        portion = list(islice(hits, min(size, MOST - done)))
        if not portion:
            return False
        portions.put(portion)
        done += len(portion)
        progress(done, 0)
        size *= 2
    return cancelled() or next(hits, None) is not None
