"""A new round: what it is for, who codes, which documents; or one coder a second time."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from fop_coder.gui.panel import Surroundings
from fop_coder.gui.second_coding.choosing import DocumentChoice, TickedList, TickedModel
from fop_coder.gui.second_coding.parts import SecondCodingDialog, form, label, say_in, scrolling
from fop_coder.gui.second_coding.round_words import AIMS, tr
from fop_coder.model.change import Change
from fop_coder.model.errors import FopCoderError
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Aim
from fop_coder.project.draws import Choice, Draw, draw
from fop_coder.project.rounds import add_round, draw_to_read_again, read_again, second_reading_name


class NewRoundDialog(SecondCodingDialog):
    """Makes a round in one Change."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Offer the coders and documents of the project; show it with ``open``."""
        super().__init__(parent, around, parent.tr("New round"), 640, 620)
        self._project = around.desk.open_project
        self._coders = self._project.store.values(Coder)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        self.rows = form()
        column.addLayout(self.rows)
        self._add_fields()
        column.addWidget(self.choice)
        column.addStretch(1)
        self.body.addWidget(scrolling(inside), 1)
        self.make = self.add_buttons(self.tr("Cancel"), self.tr("Make the round"), self._make)
        self.choice.look_again()
        self._aim_changed()
        self.name.setFocus()

    def _add_fields(self) -> None:
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Training, Calibration 2, Final …"))
        self.aim = QComboBox()
        for aim, words in AIMS.items():
            self.aim.addItem(tr(words), aim)
        self.aim.setCurrentIndex(self.aim.findData(Aim.FINAL))
        self.aim.setAccessibleName(self.tr("What it is for"))
        self.ticked = TickedModel(self, (c.name for c in self._coders))
        self.who = TickedList(self.theme, self.ticked, self.tr("Coders"), 5)
        self.one = QComboBox()
        self.one.setAccessibleName(self.tr("Who reads again"))
        for coder in self._coders:
            self.one.addItem(coder.name, coder.guid)
        self.under = label("", "small")
        self.choice = DocumentChoice(self.theme, self._project, self._drawn)
        self.rows.addRow(self.tr("&Name"), self.name)
        self.rows.addRow(self.tr("&For"), self.aim)
        self.rows.addRow(self.tr("&Coders"), self.who)
        self.rows.addRow(self.tr("&Who reads again"), self.one)
        self.rows.addRow("", self.under)
        self.choice.add_to(self.rows)
        self.name.textChanged.connect(self._check)
        self.ticked.ticked.connect(self._check)
        self.choice.drawn.connect(self._check)
        self.aim.currentIndexChanged.connect(self._aim_changed)
        self.one.currentIndexChanged.connect(self._aim_changed)

    @property
    def _is_again(self) -> bool:
        return Aim(self.aim.currentData()) is Aim.AGAIN

    @property
    def _reader(self) -> Coder:
        return next(c for c in self._coders if c.guid == self.one.currentData())

    def _aim_changed(self) -> None:
        again = self._is_again
        self.rows.setRowVisible(self.who, not again)
        self.rows.setRowVisible(self.one, again)
        self.rows.setRowVisible(self.under, again)
        words = self.tr("Codes afresh as {0}; nothing of the first reading is shown or overwritten.")
        say_in(self.under, words.format(second_reading_name(self._project, self._reader)) if again else "")
        self.choice.look_again()

    def _drawn(self, choice: Choice) -> Draw:
        if self._is_again and not choice.names:
            return draw_to_read_again(self._project, choice, self._reader)
        return draw(self._project, choice)

    def _check(self) -> None:
        enough = self._is_again or len(self.ticked.chosen) >= 2
        self.show_fault("")
        self.make.setEnabled(bool(self.name.text().strip()) and enough and self.choice.draw is not None)

    def _change(self, chosen: Draw) -> Change:
        name = self.name.text()
        if self._is_again:
            return read_again(self._project, name, chosen, self._reader)
        who = [c for c in self._coders if c.name in self.ticked.chosen]
        return add_round(self._project, name, Aim(self.aim.currentData()), chosen, who)

    def _make(self) -> None:
        chosen = self.choice.draw
        if chosen is None or not self.make.isEnabled():
            return
        try:
            change = self._change(chosen)
            self.around.desk.do(change)
        except FopCoderError as error:
            self.refused(error)
            self.name.setFocus()
            return
        self.around.offer_undo(change.label)
        self.accept()
