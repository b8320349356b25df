"""Long work in the background: a job is a plain function of (progress, cancelled); it ends in the main thread.

What a job says is put down where the main thread fetches it every few milliseconds. No signal crosses threads: of
queued ones to Python functions now and then one was lost, and with it the end of a job.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

from fop_coder.model.errors import Cancelled, FopCoderError

Progress = Callable[[int, int], None]
Job = Callable[[Progress, Callable[[], bool]], Any]

FETCH_MILLISECONDS = 15


class Task(QObject):
    """One job on its way.

    Signals:
        progressed: (done, of), as often as the main thread looks.
        finished: the job's value.
        failed: what it raised; ``Cancelled`` where the user stopped it.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, title: str, parent: QObject, *, only_asks: bool = False) -> None:
        """Name it for the status line; ``only_asks``: nothing is written by it, so what it found can be let go."""
        super().__init__(parent)
        self.title, self.only_asks = title, only_asks
        self._stop = threading.Event()
        self._told: tuple[int, int] | None = None
        self._shown: tuple[int, int] | None = None

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._stop.set()

    def is_cancelled(self) -> bool:
        """Say whether it was asked to stop."""
        return self._stop.is_set()

    def tell(self, done: int, of: int) -> None:
        """Put down how far the job is; called by the job, in its thread."""
        self._told = (done, of)

    def show_progress(self) -> None:
        """Say how far the job is, if that is news; called in the main thread."""
        told = self._told
        if told is not None and told != self._shown:
            self._shown = told
            self.progressed.emit(*told)


_End = tuple[Task, bool, Any]
"""A task, whether it ended well, and its value or what it raised."""


class _Run(QRunnable):
    def __init__(self, task: Task, job: Job, ends: queue.SimpleQueue[_End]) -> None:
        super().__init__()
        self._task, self._ends = task, ends
        self._job: Job | None = job

    def run(self) -> None:
        """Do the job; whatever it raises is handed over, because an exception in a pool's thread would be lost.

        The job is let go of: Qt may keep this for a while, and with it the copy of a project that the job works on.
        """
        job, self._job = self._job, None
        if job is None:
            return
        try:
            value = job(self._task.tell, self._task.is_cancelled)
        except Exception as error:  # passed on whole
            self._ends.put((self._task, False, error))
        else:
            self._ends.put((self._task, True, value))


class Runner(QObject):
    """Runs one job after another in one thread.

    Signals:
        started: a Task.
        ended: the same Task, after its own signals.
    """

    started = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make the thread pool: one thread, so that jobs never compete."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._tasks: list[Task] = []
        self._ends: queue.SimpleQueue[_End] = queue.SimpleQueue()
        self._callbacks: dict[Task, tuple[Callable[[Any], None], Callable[[Exception], None]]] = {}
        self._fetching = QTimer(self)
        self._fetching.setInterval(FETCH_MILLISECONDS)
        self._fetching.timeout.connect(self._fetch)

    def run(
        self,
        title: str,
        job: Job,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        *,
        only_asks: bool = False,
    ) -> Task:
        """Start a job; ``done`` or ``failed`` is called in the main thread when it ends.

        ``failed`` gets FopCoderErrors, Cancelled among them; anything else is a fault of ours and is raised. A method
        of something that was deleted meanwhile is not called.

        Args:
            only_asks: the job answers a question and writes nothing. Once it was stopped it ends as Cancelled, also
                where the answer came before the job had looked whether it was stopped. Not for what writes: that
                must say what it has done.
        """
        task = Task(title, self, only_asks=only_asks)
        self._tasks.append(task)
        self._callbacks[task] = (done, failed)
        self.started.emit(task)
        self._pool.start(_Run(task, job, self._ends))
        self._fetching.start()
        return task

    def _fetch(self) -> None:
        """Take over what jobs have said since."""
        for task in self.tasks:
            task.show_progress()
        try:
            while True:
                self._take(*self._ends.get_nowait())
        except queue.Empty:
            pass
        if not self._tasks:
            self._fetching.stop()

    def _take(self, task: Task, is_well: bool, value: Any) -> None:
        done, failed = self._callbacks.pop(task)
        self._tasks.remove(task)
        if task.only_asks and task.is_cancelled() and (is_well or isinstance(value, FopCoderError)):
            is_well, value = False, Cancelled("stopped")
        (task.finished if is_well else task.failed).emit(value)
        self.ended.emit(task)
        task.deleteLater()
        if is_well:
            if _is_there(done):
                done(value)
        elif not isinstance(value, FopCoderError):
            raise value
        elif _is_there(failed):
            failed(value)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What is running or waits."""
        return tuple(self._tasks)

    def stop(self) -> None:
        """Ask everything to stop, wait for it, and forget what comes of it: called when the window closes."""
        for task in self._tasks:
            task.cancel()
        self._pool.waitForDone()
        self._fetching.stop()
        self._tasks.clear()
        self._callbacks.clear()
        self._ends = queue.SimpleQueue()


def _is_there(told: Callable[..., None]) -> bool:
    """Say whether who is told of an end still lives: a dialog may have been closed meanwhile."""
    while isinstance(told, partial):
        told = told.func
    owner = getattr(told, "__self__", None)
    return not isinstance(owner, QObject) or bool(shiboken6.isValid(owner))
