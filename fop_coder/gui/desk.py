"""The project on the desk: open, edited through one kind of undo command, with one signal that says what changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from fop_coder.model.errors import FopCoderError, ProjectRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from fop_coder.model.change import Change
    from fop_coder.project import Project
    from fop_coder.store.aside import Aside


AT_ONCE = 1_000
"""So many values are written before anybody could read that they are being written; more go in the background."""


class ChangeCommand(QUndoCommand):
    """One Change, done and taken back. The only undo command there is."""

    def __init__(self, desk: Desk, change: Change, number: int) -> None:
        """Take a Change that was carried out already; ``number`` is its history entry."""
        super().__init__(change.label)
        self._desk, self._change, self._number = desk, change, number
        self._is_done = True

    def redo(self) -> None:
        """Carry it out again (not the first time: it is done when the command is made)."""
        if self._is_done:
            return
        try:
            self._number = self._desk.carry_out_again(self._change)
            self._is_done = True
        except FopCoderError as error:
            self._obsolete(error)

    def undo(self) -> None:
        """Take it back."""
        try:
            self._desk.take_back(self._change, self._number)
            self._is_done = False
        except FopCoderError as error:
            self._obsolete(error)

    def _obsolete(self, error: FopCoderError) -> None:
        """Leave the stack: what this command knew is no longer so (raising inside Qt's stack would be lost)."""
        self.setObsolete(True)
        self._desk.failed.emit(error)


class Desk(QObject):
    """Holds the open project, the undo stack, and tells everybody what changed.

    Signals:
        closing: the project will be closed; it can still be edited, so that half-typed fields are not lost.
        opened: a project was opened, or closed (then ``project`` is None).
        changed: kinds of values (a frozenset of classes) that a Change touched; each panel decides what to ask again.
        failed: a FopCoderError that belongs into one dialog.
        coder_changed: who acts is somebody else now.

    Attributes:
        wait: does a long job in the background, and comes back when it is done; the window says how. None: at once.
        is_waiting: while it does; the project stays open until then.
    """

    closing = Signal()
    opened = Signal()
    changed = Signal(object)
    failed = Signal(object)
    coder_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with an empty desk."""
        super().__init__(parent)
        self._project: Project | None = None
        self._told: Change | None = None
        self.wait: Callable[[str, Callable[[], None]], None] | None = None
        self.is_waiting = False
        self.undo_stack = QUndoStack(self)

    @property
    def project(self) -> Project | None:
        """The open project, None at the start screen."""
        return self._project

    @property
    def open_project(self) -> Project:
        """The open project, where there must be one."""
        assert self._project is not None, "no project is open"  # noqa: S101 - a fault of ours, not of the user
        return self._project

    @property
    def told(self) -> Change | None:
        """The Change that ``changed`` tells of just now, for those who can follow it without asking again."""
        return self._told

    @property
    def is_read_only(self) -> bool:
        """Whether the project is open for reading only."""
        return self._project is not None and self._project.store.read_only

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Open a project; the one before is closed when the new one is open.

        Raises:
            ProjectRefused, ProjectLocked: and the project before stays open.
        """
        if self.is_waiting:
            raise ProjectRefused("something longer is being written just now", do="Wait until it is done")
        from fop_coder.project import Project  # the start screen is painted without the store

        fresh = Project.open(path, read_only=read_only)
        self.close()
        self._project = fresh
        self.opened.emit()

    def close(self) -> None:
        """Close the project, if one is open."""
        if self._project is not None:
            self.closing.emit()
            project, self._project = self._project, None
            self.undo_stack.clear()
            self.opened.emit()
            project.close()

    def apply(self, change: Change | None) -> bool:
        """Carry out a Change and put it on the undo stack; say whether anything was changed.

        A refusal goes to ``failed`` and changes nothing.
        """
        if change is None or change.is_empty:
            return False
        try:
            self.do(change)
        except FopCoderError as error:
            self.failed.emit(error)
            return False
        return True

    def do(self, change: Change) -> None:
        """Carry out a Change and put it on the undo stack, for callers that say themselves what was refused.

        Raises:
            ChangeRefused: nothing was changed.
        """
        number = self.carry_out(change)
        self.undo_stack.push(ChangeCommand(self, change, number))

    def begin_aside(self, change: Change) -> Aside:
        """Return a long Change, to be written by a job in the background and then told to ``hold``.

        Raises:
            ChangeRefused: if nothing can be written now.
        """
        return self.open_project.store.begin_aside(change, self.open_project.coder)

    def hold(self, aside: Aside) -> None:
        """Let hold what a job has written, put it on the undo stack, and tell everybody.

        Raises:
            ChangeRefused, Cancelled: nothing was changed.
        """
        self.noted(aside.change, self.open_project.store.hold(aside))

    def noted(self, change: Change, number: int) -> None:
        """Put a Change on the undo stack that the project has carried out itself (imports), and tell everybody."""
        self.undo_stack.push(ChangeCommand(self, change, number))
        self._tell(change)

    def carry_out(self, change: Change) -> int:
        """Carry out a Change without the undo stack; return its history entry."""
        number = self.open_project.store.apply(change, self.open_project.coder)
        self._tell(change)
        return number

    def take_back(self, change: Change, number: int) -> None:
        """Carry out the inverse of a Change, noted as taking back a history entry."""
        back = change.inverse
        self._write(self.tr("Taking back: {0}").format(change.label), back, number)
        self._tell(back)

    def carry_out_again(self, change: Change) -> int:
        """Carry out a Change that was taken back; return its history entry."""
        number = self._write(self.tr("Doing again: {0}").format(change.label), change)
        self._tell(change)
        return number

    def _write(self, words: str, change: Change, undoes: int | None = None) -> int:
        """Write what undo and redo ask for: at once, or in the background while the window waits in words."""
        store, coder, wait = self.open_project.store, self.open_project.coder, self.wait
        if wait is None or len(change.added) + len(change.removed) <= AT_ONCE:
            return store.apply(change, coder, undoes=undoes)
        aside = store.begin_aside(change, coder, undoes)
        self.is_waiting = True
        try:
            wait(words, aside.write)
            return store.hold(aside)
        finally:
            self.is_waiting = False
            aside.take_back()  # harmless where it holds

    def _tell(self, change: Change) -> None:
        self._told = change
        try:
            self.changed.emit(change.kinds)
        finally:
            self._told = None

    def act_as(self, name: str) -> None:
        """Let another coder act from now on.

        Raises:
            NotFound: if there is no coder of that name.
        """
        self.open_project.coder = self.open_project.coder_named(name).guid
        self.coder_changed.emit()
