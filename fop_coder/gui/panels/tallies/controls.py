"""The controls above the table: whose coding, over whom, over what, divided by what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.panels.tallies.filter_field import FilterField
from fop_coder.gui.panels.tallies.lines import Wishes, tr
from fop_coder.gui.panels.tallies.view_field import ViewField
from fop_coder.gui.theme import Theme
from fop_coder.project.samples import VIEWS
from fop_coder.project.tally_sheet import Choices
from fop_coder.project.tallying import Question


def labelled(label: str, box: QComboBox) -> QWidget:
    """Return a list with its label before it."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    words = QLabel(label)
    words.setProperty("role", "sub")
    words.setBuddy(box)
    box.setAccessibleName(label)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    row.addWidget(words)
    row.addWidget(box, 1)
    return whole


class Controls(QWidget):
    """Everything that a question is made of.

    Signals:
        asked: the question changed.
        wished: what is shown beside n/N changed; nothing needs to be counted again.
    """

    asked = Signal()
    wished = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build it; ``offer`` fills the lists."""
        super().__init__()
        self._theme = theme
        self._row = row = FlowLayout(self, 12)
        self.sample = FilterField(
            theme, self.tr("Sample"), self.tr("everybody"), self.tr('A filter such as borough = RBKC and "days" >= 10')
        )
        self.scope = FilterField(
            theme, self.tr("Documents"), self.tr("all"), self.tr("A filter over kind and occasion: kind = interview")
        )
        self.views = ViewField()
        self.view = self.views.box
        self.by = QComboBox()
        self.coders = QToolButton()
        self.coders.setAccessibleName(self.tr("Coders of the view"))
        self.coders.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._coder_menu = QMenu(self.coders)
        self.coders.setMenu(self._coder_menu)
        self._by_part = labelled(self.tr("By"), self.by)
        for part in (self.sample, self.scope, self.views, self.coders, self._by_part):
            row.addWidget(part)
        self.coders.hide()
        self.percentages = QCheckBox(self.tr("Percentages anyway"))
        self.percentages.setToolTip(self.tr("Shares of fewer than 30 respondents mislead: they are shown on request"))
        self.intervals = QCheckBox(self.tr("Intervals anyway"))
        self.intervals.setToolTip(self.tr("Intervals assume that the respondents were drawn at random"))
        self.prompted = QCheckBox(self.tr("Without those who raised it unprompted"))
        self.prompted.setToolTip(self.tr("Respondents who were not asked and raised it themselves count as not asked"))
        for field in (self.sample, self.scope):
            field.edited.connect(self.asked)
        self.view.activated.connect(self._view_chosen)
        self.by.activated.connect(self.asked)
        self.prompted.toggled.connect(self.asked)
        self._coder_menu.triggered.connect(self._coders_chosen)
        self.percentages.toggled.connect(self.wished)
        self.intervals.toggled.connect(self.wished)

    def offer(self, choices: Choices, *, afresh: bool) -> None:
        """Offer what there is; ``afresh``: for another project, so that nothing chosen stays."""
        view = choices.default_view if afresh else self.view.currentText()
        by = "" if afresh else str(self.by.currentData() or "")
        ticked = set() if afresh else {a.text() for a in self._coder_menu.actions() if a.isChecked()}
        self.views.offer(choices.views, choices.kept_views, view)
        with QSignalBlocker(self.by):
            self.by.clear()
            self.by.addItem(self.tr("nothing"), "")
            for name in choices.dividing:
                self.by.addItem(name, name)
            self.by.setCurrentIndex(max(0, self.by.findData(by)))
        self._coder_menu.clear()
        for name in choices.coders:
            action = self._coder_menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(not ticked or name in ticked)
        if afresh:
            self.sample.set_text("")
            self.scope.set_text("")
            for box in (self.percentages, self.intervals, self.prompted):
                with QSignalBlocker(box):
                    box.setChecked(False)
        self.sample.set_kept(choices.samples)
        self.scope.set_kept(choices.scopes)
        self._show_coders()

    def show_by(self, shown: bool) -> None:
        """Show what divides the sample, where it plays a part."""
        self._by_part.setVisible(shown)
        self._row.invalidate()

    def question(self) -> Question:
        """Return what is asked."""
        view = self.view.currentText()
        actions = self._coder_menu.actions()
        chosen = [a.text() for a in actions if a.isChecked()]
        several = view in VIEWS and len(chosen) < len(actions)
        return Question(
            view=view or None,
            coders=tuple(chosen) if several else (),
            where=self.sample.text,
            scope=self.scope.text,
            by=str(self.by.currentData() or "") or None,
            prompted_only=self.prompted.isChecked(),
        )

    def set_question(self, question: Question) -> None:
        """Show a question that was asked before."""
        self.sample.set_text(question.where)
        self.scope.set_text(question.scope)
        with QSignalBlocker(self.view), QSignalBlocker(self.by), QSignalBlocker(self.prompted):
            if question.view is not None:
                self.view.setCurrentIndex(max(0, self.view.findText(question.view)))
            self.by.setCurrentIndex(max(0, self.by.findData(question.by or "")))
            self.prompted.setChecked(question.prompted_only)
        self._tick(question.coders)

    def show_view(self, name: str, coders: Sequence[str]) -> None:
        """Choose a view that is not kept any more by what it says: one of ``VIEWS`` of some coders, or a coder."""
        self.views.set_text(name)
        self._tick(coders)

    def _tick(self, coders: Sequence[str]) -> None:
        """Choose coders of a view of several; all of them where none are named."""
        for action in self._coder_menu.actions():
            action.setChecked(not coders or action.text() in coders)
        self._show_coders()

    def wishes(self) -> Wishes:
        """Return what the user insists on."""
        return Wishes(self.percentages.isChecked(), self.intervals.isChecked())

    def _view_chosen(self) -> None:
        self._show_coders()
        self.asked.emit()

    def _coders_chosen(self) -> None:
        if not any(a.isChecked() for a in self._coder_menu.actions()):
            for action in self._coder_menu.actions():
                action.setChecked(True)
        self._show_coders()
        self.asked.emit()

    def _show_coders(self) -> None:
        """Offer the choice of coders where a view of several has more than two to choose from."""
        actions = self._coder_menu.actions()
        self.coders.setVisible(self.view.currentText() in VIEWS and len(actions) > 2)
        chosen = sum(a.isChecked() for a in actions)
        self.coders.setText(tr("of {0} coders").format(chosen))
        self.views.set_coders(self.question().coders)
        self.views.show_buttons()
        self._row.invalidate()
