"""The passage pane: the current coding with its words, criteria and memo."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.painting import icon
from fop_coder.gui.panels.agreement.one_line import OneLine
from fop_coder.gui.panels.code.passage_card import CriterionRow, PassageCard
from fop_coder.gui.panels.code.quote_bar import QuoteBar
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding

MEMO_SECONDS = 2
"""After this long without typing a memo becomes a Change."""


class MemoField(QPlainTextEdit):
    """A field that asks for two lines, and takes what room there is."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least height: what is above it must not be pushed out of sight."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class PassagePane(QWidget):
    """Shows and edits the current coding.

    Signals:
        criteria_chosen: (coding, GUIDs of the criteria met).
        memo_written: (coding, text); once when the field is left, or after two seconds.
        take_off, resize: asked for by their buttons.
        step: to the next (1) or previous (-1) coding.
        left: work goes on in the transcript.
        shown: the coding that is shown now.
    """

    criteria_chosen = Signal(str, object)
    memo_written = Signal(str, str)
    take_off = Signal()
    resize_asked = Signal()
    step = Signal(int)
    left = Signal()
    shown = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Build it without a passage."""
        super().__init__()
        self._theme = theme
        self._coding: Coding | None = None
        self._is_writing = False
        self._code: Code | None = None
        self._read_only = False
        self.boxes: list[QCheckBox] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MEMO_SECONDS * 1000)
        self._timer.timeout.connect(self.write_memo)
        self.setProperty("side", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self.clear_passage()

    def _build(self) -> None:
        self._where = OneLine()
        self._where.dress_as(role="small")
        self.quote_bar = QuoteBar(self._theme)
        self._up, self._down = self._stepper(-1, self.tr("Previous coding")), self._stepper(1, self.tr("Next coding"))
        top = QHBoxLayout()
        top.addWidget(self._where, 1)
        top.addWidget(self.quote_bar.star)
        top.addWidget(self._up)
        top.addWidget(self._down)
        self.card = PassageCard(self._theme)
        self._criteria_title = QLabel(self.tr("Criteria"))
        self.met = QLabel()
        self.met.setTextFormat(Qt.TextFormat.PlainText)
        criteria_top = QHBoxLayout()
        criteria_top.addWidget(self._criteria_title, 1)
        criteria_top.addWidget(self.met)
        self._boxes_column = QVBoxLayout()
        self._boxes_column.setSpacing(2)
        self._memo_title = QLabel(self.tr("Memo"))
        self._memo_key = QLabel("M")
        self._memo_key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.memo = MemoField()
        self.memo.setAccessibleName(self.tr("Memo of the passage"))
        self.memo.setPlaceholderText(self.tr("What strikes you about this passage? (M)"))
        self.memo.setTabChangesFocus(True)
        self.memo.textChanged.connect(self._memo_typed)
        self.memo.installEventFilter(self)
        self._memo_title.setBuddy(self.memo)
        self.off_button = QPushButton(self.tr("Take off"))
        self.off_button.clicked.connect(self._ask_off)
        self.resize_button = QPushButton(self.tr("Resize"))
        self.resize_button.setToolTip(
            self.tr("To the selection; or Alt+Shift+Left, Right for the end, Up, Down for the beginning")
        )
        self.resize_button.clicked.connect(self._ask_resize)
        self._nothing = QLabel(self.tr("Select words, or put the caret into a turn, and press a code's key."))
        self._nothing.setProperty("role", "sub")
        self._nothing.setWordWrap(True)
        self._lay_out(top, criteria_top)

    def _lay_out(self, top: QHBoxLayout, criteria_top: QHBoxLayout) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.off_button)
        buttons.addWidget(self.resize_button)
        buttons.addStretch(1)
        self._whole = QWidget()
        inside = QVBoxLayout(self._whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        memo_top = QHBoxLayout()
        memo_top.addWidget(self._memo_title, 1)
        memo_top.addWidget(self._memo_key)
        for part in (top, self.card, self.quote_bar, criteria_top, self._boxes_column, memo_top, self.memo, buttons):
            inside.addWidget(part) if isinstance(part, QWidget) else inside.addLayout(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 8)
        column.addWidget(self._nothing)
        column.addWidget(self._whole, 1)
        column.addStretch(0)

    def _stepper(self, by: int, name: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(partial(self._ask_step, by))
        return button

    def dress(self) -> None:
        """Take colours and sizes from the theme."""
        theme = self._theme
        sub = theme.colour("sub")
        self._up.setIcon(icon("ph.caret-up", sub))
        self._down.setIcon(icon("ph.caret-down", sub))
        self.off_button.setIcon(icon("ph.x", theme.colour("text")))
        self.resize_button.setIcon(icon("ph.arrows-left-right", theme.colour("text")))
        for button in (self._up, self._down, self.off_button, self.resize_button):
            button.setIconSize(QSize(theme.px(16), theme.px(16)))
        for stepper in (self._up, self._down):
            stepper.setFixedSize(theme.px(26), theme.px(24))
        for title in (self._criteria_title, self._memo_title):
            title.setFont(theme.sans(12, 600))
        self.memo.setMinimumHeight(theme.px(54))
        self.memo.setMaximumHeight(theme.px(160))
        self._memo_key.setFixedSize(theme.px(20), theme.px(18))
        self._memo_key.setFont(theme.sans(11, 500))
        edge = theme.colour("card_edge").name()
        self._memo_key.setStyleSheet(f"border: 1px solid {edge}; border-radius: 4px; color: {sub.name()};")
        self.card.dress()
        self.quote_bar.dress()
        self._show_met()

    # ---- what is shown -----------------------------------------------------------------------------------------------

    def clear_passage(self) -> None:
        """Show no passage."""
        self.write_memo()
        self._coding = self._code = None
        self._whole.hide()
        self._nothing.show()

    def show_passage(
        self, coding: Coding, code: Code, words: str, where: str, coder: str, *, counted: bool, read_only: bool
    ) -> None:
        """Show a coding; a memo being typed for another one is written first."""
        if self._coding is None or coding.guid != self._coding.guid:
            self.write_memo()
        fresh = self._code != code or not self._whole.isVisibleTo(self)
        same_memo = self._coding is not None and self._coding.guid == coding.guid and self._memo_waits()
        self._coding, self._code, self._read_only = coding, code, read_only
        self._where.say(where)
        self.card.show_passage(code, words, coder, counted=counted)
        if fresh:
            self._make_boxes()
        for box, criterion in zip(self.boxes, code.criteria, strict=True):
            box.blockSignals(True)
            box.setChecked(criterion.guid in coding.criteria)
            box.blockSignals(False)
            box.setEnabled(not read_only)
        self._show_met()
        if not same_memo and self.memo.toPlainText() != coding.memo:
            self.memo.blockSignals(True)
            self.memo.setPlainText(coding.memo)
            self.memo.document().setModified(False)
            self.memo.blockSignals(False)
        for control in (self.off_button, self.resize_button):
            control.setEnabled(not read_only)
        self.memo.setReadOnly(read_only)
        self._nothing.hide()
        self._whole.show()
        self.shown.emit(coding)

    @property
    def coding(self) -> Guid | None:
        """The coding shown."""
        return self._coding.guid if self._coding is not None else None

    def _make_boxes(self) -> None:
        for row in [box.parentWidget() for box in self.boxes]:
            if row is not None:
                self._boxes_column.removeWidget(row)
                row.hide()
                row.deleteLater()
        self.boxes = []
        criteria = self._code.criteria if self._code is not None else ()
        for number, criterion in enumerate(criteria, start=1):
            box = QCheckBox()
            box.setAccessibleName(criterion.name)
            if number <= 5:
                box.setToolTip(self.tr("Alt+{0}").format(number))
            box.clicked.connect(self._criteria_clicked)
            self._boxes_column.addWidget(CriterionRow(box, criterion.name))
            self.boxes.append(box)
        self._criteria_title.setVisible(bool(criteria))
        self.met.setVisible(bool(criteria))

    def _show_met(self) -> None:
        if self._code is None or self._coding is None or not self._code.criteria:
            return
        of, met = len(self._code.criteria), len(self._coding.criteria)
        rule = self._code.criteria_rule
        whole = rule is not None and met >= rule.needed(of)
        counted = self.tr("{0} of {1}").format(met, of)
        word = self._code.criteria_word if whole else ""
        self.met.setText(f"✓ {word}, {counted}" if word else counted)
        self.met.setFont(self._theme.sans(12, 600 if whole else 400))
        colour = self._theme.colour("good_ink" if whole else "sub").name()
        self.met.setStyleSheet(f"color: {colour};")

    # ---- what is asked for -------------------------------------------------------------------------------------------

    def toggle_criterion(self, number: int) -> bool:
        """Tick or untick a criterion, counted from 1; say whether there is such a one."""
        if self._coding is None or not 1 <= number <= len(self.boxes) or self._read_only:
            return False
        self.boxes[number - 1].click()
        return True

    def edit_memo(self) -> bool:
        """Put the caret into the memo; say whether there is a passage."""
        if self._coding is None:
            return False
        self.memo.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def write_memo(self) -> None:
        """Make a Change of what was typed, if anything was."""
        self._timer.stop()
        if self._is_writing:  # what is written comes back here, as a passage to be shown
            return
        if self._memo_waits() and self._coding is not None:
            self._is_writing = True
            try:
                self.memo_written.emit(self._coding.guid, self.memo.toPlainText().strip())
            finally:
                self._is_writing = False
        self.memo.document().setModified(False)

    def _memo_waits(self) -> bool:
        """Say whether something was typed; asked of the document, since a field may show a text slightly otherwise."""
        typed = self.memo.document().isModified() and not self._read_only
        return typed and self._coding is not None and self.memo.toPlainText().strip() != self._coding.memo

    def _memo_typed(self) -> None:
        self._timer.start()

    def _criteria_clicked(self, _checked: bool) -> None:
        if self._coding is None or self._code is None:
            return
        chosen = [c.guid for c, box in zip(self._code.criteria, self.boxes, strict=True) if box.isChecked()]
        self.criteria_chosen.emit(self._coding.guid, chosen)

    def _ask_off(self, _checked: bool = False) -> None:
        self.take_off.emit()

    def _ask_resize(self, _checked: bool = False) -> None:
        self.resize_asked.emit()

    def _ask_step(self, by: int, _checked: bool = False) -> None:
        self.step.emit(by)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Write the memo when its field is left; Esc leaves it."""
        if watched is self.memo:
            if event.type() is QEvent.Type.FocusOut:
                self.write_memo()
            elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)
