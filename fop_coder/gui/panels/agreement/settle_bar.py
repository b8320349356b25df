"""How a disagreement is settled: as which coder had it, for which reason, with which note."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.panels.agreement.difference_words import settled_sentence
from fop_coder.gui.panels.agreement.key_button import KeyButton
from fop_coder.gui.panels.agreement.one_line import OneLine
from fop_coder.gui.theme import Theme
from fop_coder.model.second_coding import Outcome, Reason
from fop_coder.model.status import NOT_CLASSIFIED
from fop_coder.project.disagreements import Disagreement, Over

OUTCOME_KEYS = {
    Outcome.FIRST: "1",
    Outcome.SECOND: "2",
    Outcome.BOTH: "3",
    Outcome.NEITHER: "4",
    Outcome.NEW: "5",
}
REASON_KEYS = {Reason.WORDING: "W", Reason.BOUNDARY: "B", Reason.OVERSIGHT: "O", Reason.AMBIGUOUS: "A"}


class SettleBar(QWidget):
    """Outcomes, reasons and a note, with their keys. Says what was asked; does nothing by itself.

    Signals:
        outcome_asked: an Outcome was chosen.
        reason_asked: a reason was chosen, or the chosen one taken back.
        note_left: the note was typed, and left.
        next_asked: settle, and go to the next.
        open_asked: what is settled shall be open again.
        left: Esc was pressed in the note.
    """

    outcome_asked = Signal(object)
    reason_asked = Signal()
    note_left = Signal()
    next_asked = Signal()
    open_asked = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build it; ``show_disagreement`` fills it."""
        super().__init__()
        self._theme = theme
        self.outcomes = {o: KeyButton(theme, key) for o, key in OUTCOME_KEYS.items()}
        self.reasons = {r: KeyButton(theme, key) for r, key in REASON_KEYS.items()}
        self.note = QLineEdit()
        self.next = KeyButton(theme, self.tr("Ctrl Enter"))
        self.settled = OneLine()
        """By whom and when; lies where the view puts ``settled_row``."""
        self.again = QPushButton(self.tr("Open again"))
        self._build()

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (words, part) in enumerate(
            (
                (self.tr("Settle as"), self._flow(list(self.outcomes.values()))),
                (self.tr("Reason"), self._flow(list(self.reasons.values()))),
                (self.tr("Note"), self._note_row()),
            )
        ):
            label = QLabel(words)
            label.setProperty("role", "sub")
            grid.addWidget(label, row, 0)
            grid.addWidget(part, row, 1)
        self._build_settled()
        for outcome, button in self.outcomes.items():
            button.clicked.connect(partial(self._ask_outcome, outcome))
        for reason, button in self.reasons.items():
            button.say(str(reason)[:1].upper() + str(reason)[1:])
            button.clicked.connect(partial(self.toggle_reason, reason))

    def _flow(self, buttons: list[KeyButton]) -> QWidget:
        whole = QWidget()
        row = FlowLayout(whole, 8)
        for button in buttons:
            row.addWidget(button)
        policy = whole.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        whole.setSizePolicy(policy)
        return whole

    def _note_row(self) -> QWidget:
        self.note.setAccessibleName(self.tr("Note on why it is settled so"))
        self.note.setPlaceholderText(self.tr("In your own words (R)"))
        self.note.setMaxLength(2000)
        self.note.editingFinished.connect(self.note_left)
        self.note.installEventFilter(self)
        self.next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.next.say(self.tr("Settle and next"))
        self.next.clicked.connect(self.next_asked)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.note, 1)
        row.addWidget(self.next)
        return whole

    def _build_settled(self) -> None:
        self.again.setProperty("link", True)
        self.again.setAutoDefault(False)
        self.again.clicked.connect(self.open_asked)
        self.settled_row = line_with(self.settled, self.again)

    # ---- what is shown -------------------------------------------------------------------------------------------

    def show_disagreement(self, found: Disagreement, by: str, *, may_write: bool, keep_reason: bool = False) -> None:
        """Show how a disagreement can be settled, or was.

        Args:
            by: name of who settled it.
            keep_reason: it is the same as before and still open: what was chosen and typed stays.
        """
        for outcome, button in self.outcomes.items():
            words = self._words(found, outcome)
            button.say(words)
            button.setVisible(bool(words))
            button.setEnabled(may_write and _is_possible(found, outcome))
            button.choose(found.outcome is outcome)
        settlement = found.settlement
        if settlement is not None:
            self.put(settlement.reason, settlement.because)
        elif not keep_reason:
            self.put("", "")
        for part in (*self.reasons.values(), self.note, self.again):
            part.setEnabled(may_write)
        self.say_settled(settled_sentence(found, by))
        self.again.setVisible(settlement is not None)

    def say_settled(self, words: str, *, note: str = "good") -> None:
        """Say how it was settled, or what to do just now."""
        self.settled.dress_as(note=note)
        self.settled.say(words)
        self.settled_row.setVisible(bool(words))

    def _words(self, found: Disagreement, outcome: Outcome) -> str:
        """Return what an outcome means here, '' where it has no place."""
        if found.cluster is None:
            return self._words_of_respondent(found, outcome)
        coded = [self.tr("coded") if said else self.tr("not coded") for said in found.said]
        if found.over is Over.BOUNDARY:
            coded = [self.tr("as coded")] * len(coded)
        words = {
            Outcome.FIRST: self.tr("First: {0}").format(coded[0]),
            Outcome.SECOND: self.tr("Second: {0}").format(coded[1]),
            Outcome.BOTH: self.tr("Both"),
            Outcome.NEITHER: "" if found.over is Over.BOUNDARY else self.tr("Neither"),
            Outcome.NEW: self.tr("New passage…"),
        }
        return words[outcome]

    def _words_of_respondent(self, found: Disagreement, outcome: Outcome) -> str:
        words = {
            Outcome.FIRST: self.tr("First: {0}").format(found.said[0]),
            Outcome.SECOND: self.tr("Second: {0}").format(found.said[1]),
            Outcome.NEW: self.tr("Another category…") if found.over is Over.CLASS else self.tr("Another status…"),
        }
        return words.get(outcome, "")

    # ---- reason and note -----------------------------------------------------------------------------------------

    @property
    def reason(self) -> str:
        """The reason that is chosen, '' for none."""
        return next((str(reason) for reason, button in self.reasons.items() if button.is_chosen), "")

    @property
    def because(self) -> str:
        """The note."""
        return self.note.text().strip()

    def put(self, reason: str, because: str) -> None:
        """Show a reason and a note; a caret in the note stays where it is while the words are the same."""
        self._show_reason(reason)
        if self.because != because:
            self.note.setText(because)

    def toggle_reason(self, reason: Reason, _checked: bool = False) -> None:
        """Choose a reason, or take it back where it is chosen."""
        self._show_reason("" if self.reasons[reason].is_chosen else str(reason))
        self.reason_asked.emit()

    def _show_reason(self, chosen: str) -> None:
        for reason, button in self.reasons.items():
            button.choose(str(reason) == chosen)

    def _ask_outcome(self, outcome: Outcome, _checked: bool = False) -> None:
        self.outcome_asked.emit(outcome)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let Esc lead out of the note."""
        if watched is self.note and isinstance(event, QKeyEvent) and _is_escape(event):
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def dress(self) -> None:
        """Take colours and sizes from the theme."""
        for button in (*self.outcomes.values(), *self.reasons.values(), self.next):
            button.dress()


def line_with(words: OneLine, button: QPushButton) -> QWidget:
    """Return words with what can be done about them, in a row that takes what width there is."""
    button.setStyleSheet("min-height: 24px;")  # large enough to be hit
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(words, 1)
    row.addWidget(button)
    whole.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return whole


def _is_possible(found: Disagreement, outcome: Outcome) -> bool:
    """Say whether a disagreement can be settled so: a class that somebody did not give is none to settle to."""
    if found.over is not Over.CLASS or outcome not in (Outcome.FIRST, Outcome.SECOND):
        return True
    said = found.said[0 if outcome is Outcome.FIRST else 1]
    return said in [c.name for c in getattr(found.about, "categories", ())] and said != NOT_CLASSIFIED


def _is_escape(event: QKeyEvent) -> bool:
    return event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
