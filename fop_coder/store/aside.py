"""A Change that is written on a way of its own into the file, in another thread, and holds when it is told to."""

import threading
from contextlib import ExitStack
from pathlib import Path

from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.errors import Cancelled
from fop_coder.store import file
from fop_coder.store.applying import append_change, in_words
from fop_coder.store.collecting import collecting_later
from fop_coder.store.session import Session


class Aside:
    """One long Change in one transaction: made and ended in one thread, written in another.

    Until it ends, nobody sees anything of it, and nobody else can write to the file.

    Attributes:
        change: what is to be written.
    """

    def __init__(self, path: Path, change: Change, coder: Guid, undoes: int | None = None) -> None:
        """Say what is to be written; nothing is opened yet."""
        self._path, self.change, self._coder, self._undoes = path, change, coder, undoes
        self._number: int | None = None
        self._open = ExitStack()
        self._is_ended = False
        self._one_at_a_time = threading.Lock()

    @property
    def is_ended(self) -> bool:
        """Whether it holds or was taken back; the file can be written to again."""
        return self._is_ended

    def write(self) -> None:
        """Write everything, but let it not hold yet; in whichever thread.

        Raises:
            ChangeRefused: if it does not fit; nothing was changed.
            Cancelled: if it was taken back before.
        """
        with self._one_at_a_time, ExitStack() as opened, in_words(self.change), collecting_later():
            if self._is_ended:
                raise Cancelled("the change was taken back")
            opened.push(self._refused)
            connection = file.connect(self._path)
            opened.callback(file.close, connection)
            session = Session(connection)
            opened.enter_context(session.transaction())
            self._number = append_change(session, self.change, self._coder, self._undoes)
            self._open = opened.pop_all()

    def _refused(self, kind: type[BaseException] | None, *_: object) -> None:
        self._is_ended = self._is_ended or kind is not None

    def hold(self) -> int:
        """Let hold what was written; return the number of its history entry.

        Raises:
            Cancelled: if nothing was written, or it has ended already.
            ChangeRefused: if it points at what is not there; nothing was changed.
        """
        with self._one_at_a_time:
            if self._is_ended or self._number is None:
                raise Cancelled("nothing was written")
            self._is_ended = True
            with in_words(self.change):
                self._open.close()
            return self._number

    def take_back(self) -> None:
        """Leave everything as it was; waits for ``write`` where that is on its way. Harmless after the end."""
        with self._one_at_a_time:
            if self._is_ended:
                return
            self._is_ended = True
            self._open.__exit__(Cancelled, Cancelled("the change was taken back"), None)
