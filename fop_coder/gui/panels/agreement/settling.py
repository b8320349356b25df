"""Settling the current disagreement: one key each, with a reason and a note; each is one Change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.agreement.difference_view import DifferenceView
from fop_coder.gui.panels.agreement.disagreements_model import Key
from fop_coder.gui.panels.agreement.disagreements_pane import DisagreementsPane
from fop_coder.gui.panels.agreement.record import Record
from fop_coder.model.codebook import Scheme
from fop_coder.model.errors import FopCoderError
from fop_coder.model.second_coding import Outcome, Reason, SettledPassage
from fop_coder.model.status import Status
from fop_coder.project.disagreements import Disagreement, Over, explain, settle, unsettle


class Settling(QObject):
    """Does what the bar and its keys ask, to the disagreement that is current in the list.

    Signals:
        stopped: no passage is selected any more; what is shown must be shown anew.
    """

    stopped = Signal()

    def __init__(self, around: Surroundings, pane: DisagreementsPane, view: DifferenceView, over: QWidget) -> None:
        """Settle what ``pane`` shows as current; menus stand over ``over``."""
        super().__init__(over)
        self._around, self._desk, self._over = around, around.desk, over
        self.pane, self.view = pane, view
        self.shown: Key | None = None
        """Which disagreement the view shows: reason and note there are of it alone."""
        self._is_selecting = False
        self.record = Record(around.desk, around.runner, self)
        view.sides.taken.connect(self.take_selection)
        view.sides.left.connect(self.stop_selecting)
        bar = view.bar
        bar.outcome_asked.connect(self.settle_as)
        bar.reason_asked.connect(self.explain)
        bar.note_left.connect(self.explain)
        bar.next_asked.connect(self.settle_and_next)
        bar.open_asked.connect(self.open_again)

    def forget_selection(self) -> None:
        """Another disagreement is shown: nothing is being selected."""
        self._is_selecting = False

    # ---- settling ------------------------------------------------------------------------------------------------

    def settle_as(self, outcome: Outcome) -> None:
        """Settle the current one; for another passage, status or category ask for it first."""
        found = self._to_settle()
        if found is None:
            return
        button = self.view.bar.outcomes[outcome]
        if button.isHidden() or not button.isEnabled():
            self._around.say(self.tr("It cannot be settled so: choose another"))
        elif outcome is not Outcome.NEW:
            self._settle(found, outcome)
        elif found.cluster is None:
            self._ask_label(found)
        elif self.view.sides.selected() is not None:
            self.take_selection()
        else:
            self._begin_selecting(found)

    def _to_settle(self) -> Disagreement | None:
        """Return the current one, if it may be settled; say why not."""
        found = self.pane.current()
        if found is None:
            self._around.say(self.tr("There is no disagreement to settle"))
        elif self._desk.is_read_only:
            self._around.say(self.tr("The project is open for reading only"))
            return None
        return found

    def _settle(
        self, found: Disagreement, outcome: Outcome, passages: Sequence[SettledPassage] = (), label: str = ""
    ) -> None:
        bar = self.view.bar
        try:
            change = settle(
                self._desk.open_project,
                found,
                outcome,
                bar.because,
                reason=bar.reason,
                passages=passages,
                label=label,
            )
            change = self.record.first(change, found.coders)
        except FopCoderError as error:
            self._around.show_error(error)
            return
        self.stop_selecting()
        self._desk.apply(change)

    def settle_and_next(self) -> None:
        """Settle what was begun, and go to the next that is open."""
        found = self._to_settle()
        if found is None:
            return
        if self._is_selecting:
            self.take_selection()
            found = self.pane.current() or found
        self.explain()
        self.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)  # the next key settles, and is not typed into the note
        if found.settlement is None:
            keys = {Over.PASSAGE: self.tr("1 to 5"), Over.BOUNDARY: self.tr("1, 2, 3 or 5")}
            words = self.tr("Say first how it is settled: press {0}")
            self._around.say(words.format(keys.get(found.over, self.tr("1, 2 or 5"))))
            return
        if not self.pane.go_to_next_open():
            self._around.say(self.tr("All listed here are settled"))

    def open_again(self) -> None:
        """Take back how the current one was settled."""
        found = self._to_settle()
        if found is not None:
            self._desk.apply(unsettle(found))

    # ---- another passage, status or category ---------------------------------------------------------------------

    def _begin_selecting(self, found: Disagreement) -> None:
        assert found.cluster is not None  # noqa: S101 - asked before
        self._is_selecting = True
        self.view.bar.outcomes[Outcome.NEW].choose(True)
        self.view.bar.say_settled(
            self.tr("Select the passage in either text, with Shift and the arrow keys or the mouse; Enter takes it."),
            note="pending",
        )
        self.view.sides.begin_selecting(found.cluster.start)

    def take_selection(self) -> None:
        """Settle to what is selected; where nothing is, begin to select."""
        found, passage = self._to_settle(), self.view.sides.selected()
        if found is None or found.cluster is None:
            return
        if passage is None:
            self._begin_selecting(found)
            return
        criteria = {guid for coding in found.cluster.codings for guid in coding.criteria}
        self._settle(found, Outcome.NEW, [SettledPassage(*passage, tuple(sorted(criteria)))])

    def stop_selecting(self) -> None:
        """Select nothing any more, and say so."""
        if self._is_selecting:
            self._is_selecting = False
            self.view.sides.unselect()
            self.stopped.emit()

    def _ask_label(self, found: Disagreement) -> None:
        """Ask for the status or category."""
        labels = [str(s) for s in (Status.NOT_REFERRED, Status.NOT_ASKED, Status.TOO_LITTLE)]
        if isinstance(found.about, Scheme):
            labels = [c.name for c in found.about.categories]
        menu = QMenu(self._over)
        menu.setAccessibleName(self.tr("Settle as"))
        for label in labels:
            menu.addAction(label.replace("&", "&&")).triggered.connect(partial(self._take_label, found, label))
        menu.aboutToHide.connect(menu.deleteLater)
        button = self.view.bar.outcomes[Outcome.NEW]
        menu.setActiveAction(menu.actions()[0])
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _take_label(self, found: Disagreement, label: str, _checked: bool = False) -> None:
        self._settle(found, Outcome.NEW, label=label)

    # ---- why they differed ---------------------------------------------------------------------------------------

    def choose_reason(self, reason: Reason) -> None:
        """Choose why they differed, or take it back."""
        if self._to_settle() is not None:
            self.view.bar.toggle_reason(reason)

    def edit_note(self) -> None:
        """Put the caret into the note."""
        if self._to_settle() is not None:
            self.view.bar.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def explain(self) -> None:
        """Write reason and note to what is settled already; those of an open one are written when it is settled."""
        found, bar = self.pane.current(), self.view.bar
        if found is not None and found.key == self.shown and not self._desk.is_read_only:
            self._desk.apply(explain(found, bar.reason, bar.because))
