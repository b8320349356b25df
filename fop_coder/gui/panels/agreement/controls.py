"""The controls above the figures: who is compared, over whom, at which level."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.painting import icon
from fop_coder.gui.panels.agreement.choosers import ChoiceBox, JoinedButtons
from fop_coder.gui.panels.agreement.levels import Piece, Tab, level_of, tab_of
from fop_coder.gui.panels.agreement.one_line import FewLines
from fop_coder.gui.panels.agreement.stage_button import StageButton
from fop_coder.gui.panels.agreement.words import tr
from fop_coder.gui.panels.tallies.filter_field import FilterField
from fop_coder.gui.theme import Theme
from fop_coder.model.agreement import RESAMPLES, SEED
from fop_coder.model.second_coding import Stage
from fop_coder.project.agreement_sheet import AgreementChoices
from fop_coder.project.coders_compared import Comparison

FILTER = "filter"
"""Stands for narrowing the respondents by a filter in the list of samples."""


@dataclass(frozen=True, slots=True)
class Resampling:
    """How intervals come about."""

    resamples: int = RESAMPLES
    seed: int = SEED


class Controls(QWidget):
    """Everything that a comparison is made of.

    Signals:
        asked: another comparison is wanted.
        export_asked, resampling_asked: a button was pressed.
    """

    asked = Signal()
    export_asked = Signal()
    resampling_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build them; ``offer`` fills the lists."""
        super().__init__()
        self._theme = theme
        self.resampling = Resampling()
        self._n = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._head())
        self.filter = FilterField(
            theme, tr("Only respondents with"), tr("everybody"), tr('A filter such as borough = RBKC and "days" >= 10')
        )
        self.filter.hide()
        column.addWidget(self.filter)
        self.level_row = self._levels()
        column.addWidget(self.level_row)
        self._listen()

    # ---- building ----------------------------------------------------------------------------------------------------

    def _head(self) -> QWidget:
        whole = QWidget()
        row = FlowLayout(whole, 8)
        self._title = QWidget()
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        titles = QHBoxLayout(self._title)
        titles.setContentsMargins(0, 0, 0, 0)
        titles.setSpacing(10)
        title = QLabel(tr("Agreement"))
        title.setProperty("role", "title")
        self.stage = StageButton(self._theme)
        titles.addWidget(title)
        titles.addWidget(self.stage)
        titles.addStretch(1)
        self.first, self.second = ChoiceBox(self._theme, tr("First")), ChoiceBox(self._theme, tr("Second"))
        self.sample = ChoiceBox(self._theme, tr("Sample"))
        self.others = QPushButton()
        self.others.setAccessibleName(tr("More coders"))
        self._other_menu = QMenu(self.others)
        self.others.setMenu(self._other_menu)
        self.others.hide()
        taking_out = QWidget()
        out = QHBoxLayout(taking_out)
        out.setContentsMargins(0, 0, 0, 0)
        out.setSpacing(2)
        self.export = QPushButton(tr("Export"))
        self.export.setToolTip(tr("Take the figures and the disagreements out into a workbook"))
        self.taking_out = QPushButton()
        self.taking_out.setAccessibleName(tr("More ways to take out"))
        self.taking_out.setToolTip(tr("Copy the table, or the paragraph for the method section"))
        self.taking_out.setProperty("narrow", True)
        out.addWidget(self.export)
        out.addWidget(self.taking_out)
        for part in (self._title, self.first, self.second, self.others, self.sample, taking_out):
            row.addWidget(part)
        return whole

    def _levels(self) -> QWidget:
        whole = QWidget()
        row = FlowLayout(whole, 10)
        self.tabs = JoinedButtons(
            self._theme,
            tr("Level"),
            (
                (tr("Respondent and code"), Tab.RESPONDENT),
                (tr("Group"), Tab.GROUP),
                (tr("Passages"), Tab.PASSAGES),
                (tr("Criteria"), Tab.CRITERIA),
            ),
        )
        self.pieces = JoinedButtons(
            self._theme,
            tr("Measured in"),
            ((tr("Characters"), Piece.CHARACTER), (tr("Turns"), Piece.TURN), (tr("Sentences"), Piece.SENTENCE)),
        )
        self.scheme = ChoiceBox(self._theme, tr("Scheme"))
        self.units = FewLines()
        self.units.setProperty("role", "small")
        self.seed = QPushButton()
        self.seed.setProperty("link", True)
        self.seed.setProperty("alone", True)
        self.seed.setToolTip(tr("The same seed gives the same intervals: change it, or the number of draws"))
        for part in (self.tabs, self.pieces, self.scheme, self.units, self.seed):
            row.addWidget(part)
        self.pieces.hide()
        self.scheme.hide()
        return whole

    def _listen(self) -> None:
        self.stage.chosen.connect(self._ask)
        self.first.activated.connect(self._first_chosen)
        self.second.activated.connect(self._second_chosen)
        self.sample.activated.connect(self._sample_chosen)
        self.scheme.activated.connect(self.asked)
        self._other_menu.triggered.connect(self._others_chosen)
        self.filter.edited.connect(self._filtered)
        self.tabs.chosen.connect(self._level_chosen)
        self.pieces.chosen.connect(self._ask)
        self.export.clicked.connect(self.export_asked)
        self.seed.clicked.connect(self.resampling_asked)

    # ---- what can be chosen ------------------------------------------------------------------------------------------

    def offer(self, choices: AgreementChoices, *, afresh: bool) -> None:
        """Offer what there is; ``afresh``: for another project, so that nothing chosen stays."""
        coders = choices.coders
        first = coders[0] if afresh and coders else self.first.currentData()
        second = coders[1] if afresh and len(coders) > 1 else self.second.currentData()
        more = [] if afresh else self.more_coders
        names = [(name, name) for name in coders]
        self.first.offer(names, first)
        self.second.offer(names, second)
        if len(coders) > 1 and self.first.currentData() == self.second.currentData():
            self.second.choose(next(name for name in coders if name != self.first.currentData()))
        self._offer_others(coders, more)
        self._offer_samples(choices, "" if afresh else self.sample.currentData())
        self.scheme.offer([(s, s) for s in choices.schemes], self.scheme.currentData())
        if afresh:
            self.resampling = Resampling()
            self.filter.set_text("")
            self.filter.hide()
        self.filter.set_kept(choices.samples)
        shown = [Tab.RESPONDENT, *([Tab.GROUP] if choices.schemes else []), Tab.PASSAGES]
        self.tabs.show_only([*shown, *([Tab.CRITERIA] if choices.has_criteria else [])])
        if afresh:
            self.tabs.choose(Tab.RESPONDENT)
            self.stage.choose(Stage.BEFORE)
        self._show_what_belongs()

    def _offer_others(self, coders: tuple[str, ...], ticked: list[str]) -> None:
        self._other_menu.clear()
        compared = (self.first.currentData(), self.second.currentData())
        for name in coders:
            if name not in compared:
                action = self._other_menu.addAction(name)
                action.setCheckable(True)
                action.setChecked(name in ticked)
        self._show_others()

    def _show_others(self) -> None:
        more = len(self.more_coders)
        words = tr("and {0} more") if more else tr("More coders …")
        self.others.setText(words.format(more))
        self.others.setVisible(bool(self._other_menu.actions()))

    def _offer_samples(self, choices: AgreementChoices, chosen: object) -> None:
        entries: list[tuple[str, object]] = [(self._all_words(), "")]
        entries += [(tr("Round: {0}").format(name), ("round", name)) for name in choices.rounds]
        entries.append((tr("Narrowed by a filter …"), FILTER))
        self.sample.offer(entries, chosen)

    def _all_words(self) -> str:
        return tr("Double-coded{0}").format(self._n)

    def show_n(self, n: int | None) -> None:
        """Say in the list of samples how many respondents or documents are compared; None while that is not known."""
        self._n = "" if n is None else tr(", n = {0:,}").format(n)
        for place in range(self.sample.count()):
            value = self.sample.itemData(place)
            here = self._n if place == self.sample.currentIndex() else ""
            if value == "":
                self.sample.setItemText(place, f"{tr('Double-coded')}{here}")
            elif value != FILTER:
                self.sample.setItemText(place, f"{tr('Round: {0}').format(value[1])}{here}")
        self.sample.updateGeometry()

    # ---- what is chosen ----------------------------------------------------------------------------------------------

    @property
    def more_coders(self) -> list[str]:
        """The coders compared beside the first two."""
        return [a.text() for a in self._other_menu.actions() if a.isChecked()]

    @property
    def tab(self) -> Tab:
        """The level that is chosen."""
        return Tab(str(self.tabs.value))

    def comparison(self) -> Comparison:
        """Return what is to be compared."""
        tab, piece = self.tab, Piece(str(self.pieces.value))
        level, segment = level_of(tab, piece)
        sample = self.sample.currentData()
        return Comparison(
            (str(self.first.currentData()), str(self.second.currentData()), *self.more_coders),
            level,
            scheme=str(self.scheme.currentData() or "") if tab is Tab.GROUP else "",
            where=self.filter.text,
            round=sample[1] if isinstance(sample, tuple) else "",
            resamples=self.resampling.resamples,
            seed=self.resampling.seed,
            segment=segment,
            stage=self.stage.stage,
        )

    def show_comparison(self, wanted: Comparison) -> None:
        """Show a comparison that was made before."""
        first, second, *more = wanted.coders
        self.first.choose(first)
        self.second.choose(second)
        coders = tuple(str(self.first.itemData(n)) for n in range(self.first.count()))
        self._offer_others(coders, more)
        self.sample.choose(("round", wanted.round) if wanted.round else "")
        self.filter.set_text(wanted.where)
        self.filter.setVisible(bool(wanted.where))
        self.resampling = Resampling(wanted.resamples, wanted.seed)
        self.stage.choose(wanted.stage)
        tab, piece = tab_of(wanted)
        if not self.tabs.buttons[tab].isHidden():
            self.tabs.choose(tab)
        self.pieces.choose(piece)
        self.scheme.choose(wanted.scheme or self.scheme.currentData())
        self._show_what_belongs()

    def set_resampling(self, resamples: int, seed: int) -> None:
        """Draw otherwise."""
        self.resampling = replace(self.resampling, resamples=resamples, seed=seed)
        self.asked.emit()

    # ---- choosing ----------------------------------------------------------------------------------------------------

    def _first_chosen(self) -> None:
        self._keep_apart(self.first, self.second)

    def _second_chosen(self) -> None:
        self._keep_apart(self.second, self.first)

    def _keep_apart(self, changed: ChoiceBox, other: ChoiceBox) -> None:
        """Nobody is compared with themselves: where both lists name one coder, the other takes another one."""
        coders = [str(changed.itemData(n)) for n in range(changed.count())]
        if changed.currentData() == other.currentData():
            other.choose(next(name for name in coders if name != changed.currentData()))
        self._offer_others(tuple(coders), self.more_coders)
        self._ask()

    def _others_chosen(self) -> None:
        self._show_others()
        self._ask()

    def _sample_chosen(self) -> None:
        if self.sample.currentData() == FILTER:
            self.sample.choose("")
            self.filter.show()
            self.filter.box.setFocus()
        self._ask()

    def _filtered(self) -> None:
        if not self.filter.text and not self.filter.line.hasFocus():
            self.filter.hide()
        self._ask()

    def _level_chosen(self, _tab: object) -> None:
        self._show_what_belongs()
        self._ask()

    def _show_what_belongs(self) -> None:
        self.pieces.setVisible(self.tab is Tab.PASSAGES)
        self.scheme.setVisible(self.tab is Tab.GROUP and self.scheme.count() > 1)

    def _ask(self, _value: object = None) -> None:
        with QSignalBlocker(self.sample):
            self.show_n(None)
        self.asked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say less of the stage where there is little room."""
        super().resizeEvent(event)
        self.stage.fit(self.width())

    def dress(self) -> None:
        """Take over colours and sizes."""
        theme = self._theme
        text = theme.colour("text")
        self.stage.dress()
        self.export.setIcon(icon("ph.export", text))
        self.taking_out.setIcon(icon("ph.caret-down", theme.colour("sub")))
        for joined in (self.tabs, self.pieces):
            joined.dress()
