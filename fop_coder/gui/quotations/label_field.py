"""The template of labels: typed, filled in from what is known, and shown as it will read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from fop_coder.gui.second_coding.parts import button, label, note, say_in
from fop_coder.gui.up_to_date import single_shot

PAUSE = 250
"""Milliseconds after the last key before the labels follow."""


class LabelField(QWidget):
    """A field for a template, a menu of what it can say, and how it reads.

    Signals:
        tried: another template is written, to be shown.
        keep_asked: it shall be the project's.
    """

    tried = Signal()
    keep_asked = Signal()

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._pause = single_shot(self, self.tried.emit, PAUSE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        heading = QLabel(self.tr("&Label"))
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Template of labels"))
        self.field.setPlaceholderText("{respondent}")
        self.field.textEdited.connect(self._typed)
        heading.setBuddy(self.field)
        self.add = QPushButton(self.tr("&Add"))
        self.add.setAutoDefault(False)
        self.add.setToolTip(self.tr("What a label can say of a respondent or passage"))
        self.menu = QMenu(self.add)
        self.add.setMenu(self.menu)
        self.keep = button(self.tr("&Keep in the project"), self.keep_asked.emit)
        for part in (heading, self.field, self.add, self.keep):
            row.addWidget(part)
        row.setStretch(1, 1)
        column.addLayout(row)
        self.reads = label("", "small")
        self.reads.setAccessibleName(self.tr("How a label reads"))
        self.fault = note("error")
        column.addWidget(self.reads)
        column.addWidget(self.fault)

    @property
    def text(self) -> str:
        """What is written."""
        return self.field.text().strip()

    def show_kept(self, template: str, fields: Iterable[str]) -> None:
        """Show the project's template, and offer what it can say."""
        self.field.setText(template)
        self.menu.clear()
        for name in fields:
            action = self.menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(partial(self._insert, name))

    def show_reading(self, example: str, fault: str, *, may_keep: bool) -> None:
        """Show how the template reads, or why it cannot."""
        say_in(self.fault, fault)
        self.reads.setText(self.tr("Reads: {0}").format(example) if example and not fault else "")
        self.reads.setVisible(not fault)
        self.keep.setEnabled(may_keep and not fault)

    def _insert(self, name: str, _checked: bool = False) -> None:
        before = self.field.text()[: self.field.cursorPosition()]
        joint = ", " if before.rstrip().endswith("}") else ""
        self.field.insert(f"{joint}{{{name}}}")
        self.field.setFocus()
        self._pause.start()

    def _typed(self, _text: str) -> None:
        self._pause.start()
