"""The lower half of the Agreement screen: where coders differ, side by side, and settling it by single keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.empty_state import EmptyState
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.panels.agreement.difference_view import DifferenceView
from fop_coder.gui.panels.agreement.disagreements_model import Key
from fop_coder.gui.panels.agreement.disagreements_pane import DisagreementsPane
from fop_coder.gui.panels.agreement.listing import Listing
from fop_coder.gui.panels.agreement.reading import only_settles, touches_figures
from fop_coder.gui.panels.agreement.settle_bar import OUTCOME_KEYS, REASON_KEYS
from fop_coder.gui.panels.agreement.settling import Settling
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.coding import Classification, Coding, Mark
from fop_coder.model.documents import Assignment, Document, Finish, Speaker, TurnList
from fop_coder.model.errors import Cancelled, FopCoderError
from fop_coder.model.people import Attribute, AttributeValue, Coder, Respondent
from fop_coder.model.second_coding import KeptAgreement, Outcome, Reason, Round, Settlement
from fop_coder.project.coders_compared import Comparison
from fop_coder.project.difference_reasons import reasons_of
from fop_coder.project.disagreements import Disagreement, Where, waiting_for

_DIFFER_BY = frozenset({Coding, Mark, Classification, Finish, Assignment, Document, Speaker, TurnList, Respondent})
_NAMED_BY = frozenset({Code, Scheme, Coder, Attribute, AttributeValue, Round})
WIDE, SHARE = 290, 0.34
"""Width of the list in px at 100 %, and of how much of the whole at most."""


class DisagreementsPart(QWidget):
    """The list, and the current disagreement beside it.

    Signals:
        counted: how many disagreements are open, and for how many respondents the consensus waits for them.
        filled: other disagreements are listed.
    """

    counted = Signal(int, int)
    filled = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        """Build it; ``show_for`` says whose disagreements are listed."""
        super().__init__(parent)
        self._around, self._theme, self._desk = around, around.theme, around.desk
        self._coders: tuple[str, ...] = ()
        self._where = Where()
        self._is_stale = False
        self._wanted: tuple[Guid | None, str] | None = None
        self._shown: Key | None = None
        self._drafts: dict[Key, tuple[str, str]] = {}
        self.pane, self.view, self.empty = (
            DisagreementsPane(self._theme),
            DifferenceView(self._theme),
            EmptyState(self._theme),
        )
        self.listing = Listing(around.desk, around.runner, self)
        self.settling = Settling(around, self.pane, self.view, self)
        self._build()
        self._connect()
        self.dress()
        self._show_nothing_yet()

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Disagreements"))
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pane)
        row.addWidget(self.view, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(both)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._stack)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def _connect(self) -> None:
        self.pane.moved.connect(self._show_current)
        self.pane.opened.connect(self.open_place)
        self.view.stepped.connect(self.step)
        self.view.definition_asked.connect(self.open_definition)
        self.view.bar.left.connect(self.focus_list)
        self.settling.stopped.connect(self._stopped_selecting)
        self.listing.answered.connect(self._found)
        self.listing.refused.connect(self._refused)
        self.listing.stopped.connect(self._stopped)
        self._desk.changed.connect(self._changed)
        self._desk.opened.connect(self._opened)
        self._desk.coder_changed.connect(self._coder_changed)
        self._theme.changed.connect(self.dress)

    # ---- actions -------------------------------------------------------------------------------------------------

    def action_specs(self) -> Sequence[ActionSpec]:
        """Return what can be done here, for the screen that this is a part of."""
        titles = {
            Outcome.FIRST: self.tr("Settle as the first coder had it"),
            Outcome.SECOND: self.tr("Settle as the second coder had it"),
            Outcome.BOTH: self.tr("Settle as both"),
            Outcome.NEITHER: self.tr("Settle as neither"),
            Outcome.NEW: self.tr("Settle otherwise: a new passage, status or category"),
        }
        do = self.settling
        own = [self._spec(f"settle_{o}", titles[o], partial(do.settle_as, o), keys) for o, keys in OUTCOME_KEYS.items()]
        reasons = [
            self._spec(f"because_{r.name.lower()}", self._reason_title(r), partial(do.choose_reason, r), keys)
            for r, keys in REASON_KEYS.items()
        ]
        own.append(self._spec("settle_next", self.tr("Settle and next"), self.settling.settle_and_next, "Ctrl+Return"))
        own.append(self._spec("note", self.tr("Note on the disagreement"), self.settling.edit_note, "R"))
        own.append(self._spec("open_again", self.tr("Open the disagreement again"), self.settling.open_again))
        steps = [
            self._spec("next", self.tr("Next disagreement"), partial(self.step, 1), "Ctrl+Down", writes=False),
            self._spec("previous", self.tr("Previous disagreement"), partial(self.step, -1), "Ctrl+Up", writes=False),
        ]
        return [*own, *reasons, *steps]

    def _reason_title(self, reason: Reason) -> str:
        return self.tr("They differed for: {0}").format(reason)

    def _spec(
        self, name: str, title: str, run: Callable[[], object], keys: str = "", *, writes: bool = True
    ) -> ActionSpec:
        return ActionSpec(f"agreement.{name}", title, "Analyse", run, keys, writes=writes, context="agreement", group=2)

    # ---- what is listed ------------------------------------------------------------------------------------------

    def show_for(self, coders: tuple[str, ...], comparison: Comparison) -> None:
        """List the disagreements of coders (names, in the order compared) within what is compared."""
        where = Where(comparison.where, comparison.scope, comparison.round)
        if (coders, where) != (self._coders, self._where):
            self._coders, self._where = coders, where
            self._is_stale = True
        self._catch_up()

    def go_to(self, code: Guid | None, only: str) -> None:
        """List what is over a code, and what only the "first" or "second" coder coded ('' for all); focus the list."""
        self._wanted = (code, only)
        if not self.listing.is_waiting and not self._is_stale:
            self._fulfil()

    def _fulfil(self) -> None:
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.pane.narrow_to(*wanted)
            self.focus_list()

    def _catch_up(self) -> None:
        """List anew what is stale, once it is seen."""
        if not self._is_stale or not self.isVisible():
            return
        self._is_stale = False
        if self._desk.project is None or len(self._coders) < 2:
            self.listing.fall_away()
            self._show_nothing_yet()
            return
        self.listing.begin(self._coders, self._where)

    def _found(self, answer: tuple[list[Disagreement], str]) -> None:
        found, hidden = answer
        self.pane.say_hidden(hidden)
        self._keep_draft()
        self._shown = None  # it may be told otherwise now
        if not found:
            self.pane.fill([], ())
            names = " and ".join(self._coders)
            self.empty.show_state(
                "ph.check-circle",
                self.tr("No disagreements can be shown") if hidden else self.tr("They agree on all that they finished"),
                hidden
                or self.tr("{0} coded alike everything that they all were given and have finished.").format(names),
            )
            self._stack.setCurrentWidget(self.empty)
        else:
            self.pane.fill(found, found[0].coders)
            self._stack.setCurrentIndex(1)
        self._prepare_record()
        self._tell()
        self._fulfil()
        self.filled.emit()

    def _prepare_record(self) -> None:
        """Have what goes on record at the first settlement ready, as long as something can be settled."""
        open_ = next((d for d in self.pane.model.found if d.settlement is None), None)
        if open_ is not None and not self._desk.is_read_only:
            self.settling.record.prepare(open_.coders)

    def _stopped(self) -> None:
        """Say that nothing is known of them: an empty list would look like agreement."""
        self._is_stale = True
        again = self.tr("They are listed when you come back to this screen.")
        self._refused(Cancelled(self.tr("the search for disagreements was stopped"), do=again))

    def _refused(self, error: FopCoderError) -> None:
        self.pane.fill([], ())
        self.empty.show_state("ph.warning-circle", f"{error.what[:1].upper()}{error.what[1:]}", error.do)
        self._stack.setCurrentWidget(self.empty)
        self._tell()

    def _show_nothing_yet(self) -> None:
        self.empty.show_state(
            "ph.intersect",
            self.tr("No disagreements are listed yet"),
            self.tr("Choose two coders who were given the same documents, and have finished some of them."),
        )
        self._stack.setCurrentWidget(self.empty)

    def _tell(self) -> None:
        counted = self.pane.model.counted
        self.counted.emit(sum(d.settlement is None for d in counted), len(waiting_for(counted)))

    # ---- the current one -----------------------------------------------------------------------------------------

    def _show_current(self) -> None:
        found, project = self.pane.current(), self._desk.project
        if found is None or project is None:
            self._shown = None
            return
        row, of = self.pane.list.currentIndex().row(), self.pane.model.rowCount()
        if found.key == self._shown:
            self.view.show_number(row + 1, of)
            return
        self._keep_draft()
        self._shown = self.settling.shown = found.key
        self.settling.forget_selection()
        self.view.show_disagreement(project, found, row + 1, of)
        self._show_settled(keep_reason=False)
        if found.settlement is None and found.key in self._drafts:
            self.view.bar.put(*self._drafts[found.key])

    def _keep_draft(self) -> None:
        """Remember the reason and note of one that is left open, for when it is looked at again."""
        if self._shown is not None:
            self._drafts[self._shown] = self.view.bar.reason, self.view.bar.because

    def _show_settled(self, *, keep_reason: bool = True) -> None:
        found, project = self.pane.current(), self._desk.project
        if found is not None and project is not None:
            may_write = not self._desk.is_read_only
            self.view.show_settled(project, found, may_write=may_write, keep_reason=keep_reason)
            counts = reasons_of(d for d in self.pane.model.found if d.about.guid == found.about.guid)
            self.view.show_reasons(counts[0] if counts else None)

    def _stopped_selecting(self) -> None:
        self._show_settled()
        self.focus_list()

    def step(self, by: int) -> None:
        """Go to the next or previous disagreement."""
        self.settling.explain()
        if not self.pane.step(by):
            self._around.say(
                self.tr("That was the last disagreement") if by > 0 else self.tr("That was the first disagreement")
            )

    def focus_list(self) -> None:
        """Put the focus on the list."""
        self.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_place(self) -> None:
        """Show the current one where it stands: in its transcript, or on the respondent's page. Back returns."""
        found = self.pane.current()
        if found is None:
            return
        self.settling.explain()
        if found.cluster is not None:
            coding = found.cluster.codings[0]
            self._around.go(
                Place("code", document=coding.document, coding=coding.guid, position=coding.start, code=coding.code)
            )
        elif found.respondent is not None:
            self._around.go(Place("respondents", respondent=found.respondent.guid))

    def open_definition(self) -> None:
        """Show the code in the codebook pane, and its definition to be edited where that can be."""
        found = self.pane.current()
        if found is None or not isinstance(found.about, Code):
            return
        self._around.go(Place("code", code=found.about.guid))
        if not self._desk.is_read_only:
            self._around.actions.action("code.codebook_edit").trigger()

    # ---- keeping in step -----------------------------------------------------------------------------------------

    def _opened(self) -> None:
        self._drafts.clear()
        self.settling.record.forget()
        self._shown = None
        self.pane.fill([], ())
        self.listing.fall_away()
        self._is_stale = True
        self._show_nothing_yet()

    def _coder_changed(self) -> None:
        """What may be seen is that of another coder now."""
        self._is_stale = True
        self._catch_up()

    def _changed(self, kinds: object) -> None:
        assert isinstance(kinds, frozenset)  # noqa: S101 - the desk says so
        told = self._desk.told
        if KeptAgreement in kinds or (touches_figures(kinds) and not only_settles(kinds)):
            self.settling.record.forget()
        if kinds & (_DIFFER_BY | _NAMED_BY) or (Settlement in kinds and (told is None or self.listing.is_waiting)):
            self._is_stale = True
            self._keep_draft()
            self._shown = None
            self._catch_up()
        elif Settlement in kinds and told is not None:
            self._follow(told)

    def _follow(self, change: Change) -> None:
        """Take in settlements made or taken back."""
        if self.pane.model.take_in(change):
            self.pane.say_settled()
            self._show_settled()
            self._tell()
        if any(isinstance(value, KeptAgreement) for value in change.removed):
            self._prepare_record()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """List what became stale while it was hidden."""
        super().showEvent(event)
        self._catch_up()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the list its share of the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.pane.setFixedWidth(min(self._theme.px(WIDE), round(self.width() * SHARE)))

    def dress(self) -> None:
        """Take colours and sizes from the theme."""
        self.pane.dress()
        self.view.dress()
        self._fit()
