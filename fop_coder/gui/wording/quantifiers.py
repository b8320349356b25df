"""The words that stand for shares: a line for each, with the share below which it stands, and how it reads now."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fop_coder.gui.second_coding.parts import button, label, note, say_in, scrolling, spin
from fop_coder.gui.sentences import what_and_do
from fop_coder.gui.theme import Theme
from fop_coder.gui.wording.checked_field import mark_wrong
from fop_coder.model.errors import ValueRefused
from fop_coder.model.wording import Quantifiers
from fop_coder.project.wording import PROGRAMS
from fop_coder.project.wording_tried import half_way, step_faults, typed_scale, word_fault

_FIXED = ("none", "one", "two", "all")
_BEFORE = ("none", "one", "two")


class QuantifiersTab(QWidget):
    """Holds the words and limits that are typed.

    Signals:
        edited: something else is typed.
    """

    edited = Signal()

    def __init__(self, theme: Theme, *, read_only: bool) -> None:
        """Begin with the program's."""
        super().__init__()
        self.theme, self._read_only = theme, read_only
        self.words: dict[str, QLineEdit] = {}
        self.steps: list[tuple[QLineEdit, QLineEdit]] = []
        self.reads: dict[str | int, QLabel] = {}
        self.faults: dict[str | int, QLabel] = {}
        self._froms: list[QLabel] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(label(self.tr("The first line that fits stands in the sentence."), "sub"))
        self._lines = QWidget()
        self._column.addWidget(self._lines)
        self._column.addLayout(self._below())
        self._column.addStretch(1)
        whole.addWidget(scrolling(inside))

    def _below(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.add = button(self.tr("Add a &step"), self._add)
        self.back = button(self.tr("As &delivered"), self.deliver)
        self.back.setAccessibleName(self.tr("All words for shares: as delivered"))
        words = label(self.tr("Figures alone, without words, &below N ="), "small")
        words.setWordWrap(False)
        self.smallest = spin(10, 1, 1000)
        self.smallest.setAccessibleName(self.tr("N below which figures stand alone"))
        words.setBuddy(self.smallest)
        self.smallest.valueChanged.connect(self._take)
        for made in (self.add, self.back, self.smallest):
            made.setEnabled(not self._read_only)
        for part in (self.add, self.back):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(words)
        row.addWidget(self.smallest)
        return row

    # ---- what is typed -----------------------------------------------------------------------------------------------

    def show_quantifiers(self, quantifiers: Quantifiers) -> None:
        """Show words and limits."""
        self.smallest.blockSignals(True)
        self.smallest.setValue(quantifiers.smallest)
        self.smallest.blockSignals(False)
        words = {name: getattr(quantifiers, name) for name in _FIXED}
        self._lay_out(words, [(step.words, f"{step.below:g}") for step in quantifiers.scale])

    def deliver(self) -> None:
        """Show the program's words and limits."""
        self.show_quantifiers(PROGRAMS.quantifiers)
        self.edited.emit()

    @property
    def typed_steps(self) -> list[tuple[str, str]]:
        """Words and limits of the scale, as they are typed."""
        return [(words.text().strip(), below.text()) for words, below in self.steps]

    @property
    def wrong(self) -> Mapping[str | int, ValueRefused]:
        """The lines that cannot be as they are typed, with the reason."""
        found: dict[str | int, ValueRefused] = {}
        found.update(step_faults(self.typed_steps).items())
        for name, field in self.words.items():
            error = word_fault(field.text().strip())
            if error is not None:
                found[name] = error
        return found

    def quantifiers(self) -> Quantifiers | None:
        """Return what is typed; None where it cannot be."""
        if self.wrong:
            return None
        words = {name: field.text().strip() for name, field in self.words.items()}
        return Quantifiers(**words, scale=typed_scale(self.typed_steps), smallest=self.smallest.value())

    def _take(self, *_: object) -> None:
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        wrong = self.wrong
        for key, part in self.faults.items():
            fault = what_and_do(wrong[key]) if key in wrong else ""
            say_in(part, fault)
            for field, is_meant in self._fields_of(key):
                mark_wrong(field, self.theme, fault if is_meant else "")
        before = "0"
        for part, (_, below) in zip(self._froms, self.typed_steps, strict=True):
            part.setText(self.tr("from {0} % to below").format(before))
            before = below.strip() or "…"
        self.back.setEnabled(not self._read_only and self.quantifiers() != PROGRAMS.quantifiers)

    def _fields_of(self, key: str | int) -> list[tuple[QLineEdit, bool]]:
        """Return the fields of a line, and whether a fault of the line is theirs."""
        if isinstance(key, str):
            return [(self.words[key], True)]
        words, below = self.steps[key]
        is_of_words = word_fault(words.text().strip()) is not None
        return [(words, is_of_words), (below, not is_of_words)]

    # ---- lines -------------------------------------------------------------------------------------------------------

    def _lay_out(self, words: Mapping[str, str], steps: list[tuple[str, str]]) -> None:
        """Make a line for each word anew."""
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(3, 2)
        grid.setColumnStretch(4, 3)
        self.words, self.steps, self.reads, self.faults, self._froms = {}, [], {}, {}, []
        for column, heading in ((0, self.tr("For")), (3, self.tr("Words")), (4, self.tr("Reads now"))):
            grid.addWidget(label(heading, "small"), 0, column)
        named = {"none": self.tr("nobody"), "one": self.tr("one"), "two": self.tr("two"), "all": self.tr("everybody")}
        for name in _BEFORE:
            self._fixed_line(grid, name, named[name], words[name])
        for number, (step, below) in enumerate(steps):
            self._step_line(grid, number, step, below, is_last=number == len(steps) - 1)
        self._fixed_line(grid, "all", named["all"], words["all"])
        self._column.replaceWidget(self._lines, lines)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = lines
        self._tell()

    def _fixed_line(self, grid: QGridLayout, name: str, title: str, words: str) -> None:
        grid.addWidget(label(title), grid.rowCount(), 0, 1, 3)
        self.words[name] = self._words_field(title, words)
        self._finish_line(grid, name, self.words[name])

    def _step_line(self, grid: QGridLayout, number: int, words: str, below: str, *, is_last: bool) -> None:
        row = grid.rowCount()
        start = label("")
        start.setWordWrap(False)
        self._froms.append(start)
        grid.addWidget(start, row, 0)
        limit = QLineEdit(below)
        limit.setAlignment(Qt.AlignmentFlag.AlignRight)
        limit.setFixedWidth(self.theme.px(64))
        limit.setAccessibleName(self.tr("Step {0} ends below, per cent").format(number + 1))
        limit.setReadOnly(self._read_only)
        limit.setEnabled(not is_last)  # the last one ends at 100
        limit.textEdited.connect(self._take)
        grid.addWidget(limit, row, 1)
        grid.addWidget(label("%"), row, 2)
        field = self._words_field(self.tr("step {0}").format(number + 1), words)
        self.steps.append((field, limit))
        self._finish_line(grid, number, field)
        if not is_last:
            grid.addWidget(self._off_button(number), row, 5)

    def _words_field(self, title: str, words: str) -> QLineEdit:
        field = QLineEdit(words)
        field.setCursorPosition(0)
        field.setAccessibleName(self.tr("Words for {0}").format(title))
        field.setReadOnly(self._read_only)
        field.textEdited.connect(self._take)
        return field

    def _finish_line(self, grid: QGridLayout, key: str | int, field: QLineEdit) -> None:
        """Add the words, how they read, and beneath them the place for what cannot be."""
        row = grid.rowCount() - 1
        grid.addWidget(field, row, 3)
        self.reads[key] = label("", "small")
        self.reads[key].setMinimumWidth(self.theme.px(180))
        grid.addWidget(self.reads[key], row, 4)
        self.faults[key] = note("error")
        grid.addWidget(self.faults[key], row + 1, 3, 1, 3)

    def _off_button(self, number: int) -> QPushButton:
        made = button(self.tr("Take out"), partial(self._take_out, number))
        made.setAccessibleName(self.tr("Take out step {0}").format(number + 1))
        made.setEnabled(not self._read_only)
        return made

    # ---- steps -------------------------------------------------------------------------------------------------------

    def _present(self) -> dict[str, str]:
        return {name: field.text() for name, field in self.words.items()}

    def _add(self) -> None:
        """Divide the last step; its words are to be typed."""
        steps = self.typed_steps
        lower = steps[-2][1] if len(steps) > 1 else "0"
        steps.insert(len(steps) - 1, ("", half_way(lower, steps[-1][1])))
        self._lay_out(self._present(), steps)
        self.steps[-2][0].setFocus()
        self.edited.emit()

    def _take_out(self, number: int) -> None:
        steps = self.typed_steps
        del steps[number]
        self._lay_out(self._present(), steps)
        self.steps[min(number, len(steps) - 1)][0].setFocus()
        self.edited.emit()

    def show_examples(self, sentences: Mapping[str | int, str]) -> None:
        """Show a sentence of now for each quantifier that stands in one."""
        for key, part in self.reads.items():
            part.setText(sentences.get(key, self.tr("no figure now")))
