"""The linked cases of a respondent in their profile: who belongs to them, and the way there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.theme import Theme
from fop_coder.project.case_edits import CaseOf


class CasePart(QWidget):
    """A few lines for each case; hidden where there is none.

    Signals:
        member_opened: GUID of another member.
        rename_asked, left: the CaseOf that shall have another name, or that the respondent is taken out of.
    """

    member_opened = Signal(str)
    rename_asked = Signal(object)
    left = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Begin empty."""
        super().__init__()
        self._theme = theme
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(2)
        title = QLabel(self.tr("Belongs together"))
        title.setProperty("role", "small")
        whole.addWidget(title)
        self._lines = QWidget()
        whole.addWidget(self._lines)
        self.hide()

    def show_cases(self, cases: Sequence[CaseOf], *, read_only: bool) -> None:
        """Show the cases of a respondent."""
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for case in cases:
            column.addLayout(self._head(case, read_only=read_only))
            column.addWidget(self._members(case))
            if case.note:
                column.addWidget(_words(case.note, "small"))
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(self._lines, lines)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = lines
        self.setVisible(bool(cases))

    def _head(self, case: CaseOf, *, read_only: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(_words(case.name, "strong"), 1)
        for words, name, hint, signal in (
            (self.tr("Rename"), self.tr("Rename {0}"), self.tr("Give the case another name"), self.rename_asked),
            (
                self.tr("Take out"),
                self.tr("Take out of {0}"),
                self.tr("Take this respondent out of the case; a case of one is taken apart"),
                self.left,
            ),
        ):
            made = QPushButton(words)
            made.setProperty("flat", True)
            made.setAccessibleName(name.format(case.name))
            made.setToolTip(hint)
            made.setEnabled(not read_only)
            made.clicked.connect(partial(signal.emit, case))
            row.addWidget(made)
        return row

    def _members(self, case: CaseOf) -> QWidget:
        whole = QWidget()
        row = FlowLayout(whole, 10)
        font = self._theme.sans(weight=500)
        font.setUnderline(True)
        for guid, label in case.others:
            link = QPushButton(label.replace("&", "&&"))
            link.setProperty("flat", True)
            link.setAccessibleName(self.tr("Go to {0}, {1}").format(label, case.name))
            link.setFont(font)
            link.setStyleSheet("text-align: left; padding: 0px; min-height: 24px;")
            link.clicked.connect(partial(self.member_opened.emit, guid))
            row.addWidget(link)
        return whole


def _words(words: str, role: str) -> QLabel:
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setProperty("role", role)
    return made
