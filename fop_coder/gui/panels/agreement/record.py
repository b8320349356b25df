"""Agreement before discussion, told in the background before the first settlement asks that it be on record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from fop_coder.gui.desk import Desk
from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.tasks import Runner
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.people import Coder
from fop_coder.project.kept_agreement import keep_before_settling


class Record(LatestAnswer):
    """Has the figures ready when the first difference between coders is settled, which so need not wait for them."""

    def __init__(self, desk: Desk, runner: Runner, parent: QObject) -> None:
        """Ask about the project on a desk."""
        super().__init__(desk, runner, parent)
        self._asked_for: tuple[Guid, ...] = ()
        self._ready_for: tuple[Guid, ...] = ()
        self._kept: Change | None = None
        self.answered.connect(self._take)

    def prepare(self, coders: Sequence[Coder]) -> None:
        """Tell what would go on record if differences of these coders were settled now."""
        self.forget()
        self._asked_for = _who(coders)
        self.ask(self.tr("Telling agreement before discussion"), partial(keep_before_settling, coders=tuple(coders)))

    def forget(self) -> None:
        """What was told holds no more."""
        self.fall_away()
        self._asked_for = self._ready_for = ()
        self._kept = None

    def _take(self, kept: Change | None) -> None:
        self._kept, self._ready_for = kept, self._asked_for

    def first(self, change: Change, coders: Sequence[Coder]) -> Change:
        """Return a settlement with what must be on record before it, in one Change.

        Whoever settles before the figures are there waits for them.

        Raises:
            NotFound: a coder is not in the project.
        """
        if self._ready_for != _who(coders):
            self.fall_away()
            self._kept = keep_before_settling(self._desk.open_project, coders)
            self._ready_for = _who(coders)
        return change if self._kept is None else self._kept.joined(change, change.label)


def _who(coders: Sequence[Coder]) -> tuple[Guid, ...]:
    return tuple(c.guid for c in coders)
