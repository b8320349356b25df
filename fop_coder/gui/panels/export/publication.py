"""Whom an export is for; and for publication, what is hidden in it and which names are kept out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from fop_coder.gui import files
from fop_coder.gui.panels.agreement.choosers import JoinedButtons
from fop_coder.gui.theme import Theme
from fop_coder.model.disclosure import SMALLEST

TEAM, PUBLICATION = "team", "publication"
LEAST, MOST = 2, 99
PAUSE = 400
"""Milliseconds after the last key before a name of a file is taken."""


class BeforeItLeaves(QWidget):
    """The smallest group that is shown, and the file of names to keep out.

    Signals:
        changed: something else is wanted now.
        smallest_chosen: another smallest group is, which the project shall keep.
        names_asked: the project's own list of names is wanted.
    """

    changed = Signal()
    smallest_chosen = Signal(int)
    names_asked = Signal()

    def __init__(self) -> None:
        """Build it."""
        super().__init__()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._tell)
        self._kept = SMALLEST
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._smallest())
        column.addWidget(self._small(self.tr("and a second one where a total gives the first away")))
        keep = QLabel(self.tr("&Names to keep out"))
        column.addWidget(keep)
        column.addLayout(self._names())
        keep.setBuddy(self.names)
        self.own = QPushButton()
        self.own.setAutoDefault(False)
        self.own.setAccessibleName(self.tr("Names kept in the project"))
        self.own.clicked.connect(self._ask_names)
        column.addWidget(self.own, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_kept(SMALLEST, 0, 0)
        column.addWidget(
            self._small(self.tr("Nothing is written that holds one of them; pseudonyms stand in their place"))
        )

    def _smallest(self) -> QHBoxLayout:
        row = QHBoxLayout()
        words = QLabel(self.tr("&Hide groups under"))
        self.smallest = QSpinBox()
        self.smallest.setRange(LEAST, MOST)
        self.smallest.setValue(SMALLEST)
        self.smallest.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.smallest.setAccessibleName(self.tr("Hide groups of fewer respondents than"))
        self.smallest.valueChanged.connect(self._pause.start)
        words.setBuddy(self.smallest)
        row.addWidget(words, 1)
        row.addWidget(self.smallest)
        return row

    def _names(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        self.names = QLineEdit()
        self.names.setAccessibleName(self.tr("File of names to keep out"))
        self.names.setPlaceholderText(self.tr("No list"))
        self.names.setToolTip(self.tr("A text file with one name on each line"))
        self.names.textChanged.connect(self._pause.start)
        self.names.setClearButtonEnabled(True)
        choose = QPushButton(self.tr("Choose…"))
        choose.setAccessibleName(self.tr("Choose the file of names to keep out"))
        choose.clicked.connect(self._choose)
        self.choose = choose
        line.addWidget(self.names, 1)
        line.addWidget(choose)
        return line

    @staticmethod
    def _small(words: str) -> QLabel:
        label = QLabel(words)
        label.setProperty("role", "small")
        label.setWordWrap(True)
        return label

    def _choose(self) -> None:
        chosen = files.choose_file(self, self.tr("Names to keep out"), None, self.tr("List of names"), "*.txt *.csv")
        if chosen:
            self.names.setText(files.short(chosen))

    @property
    def file(self) -> Path | None:
        """The file of names; None where there is none."""
        words = self.names.text().strip()
        return Path(words).expanduser() if words else None

    def remembered(self) -> dict[str, Any]:
        """Return what is chosen as JSON types."""
        return {"names": self.names.text().strip()}

    def show_kept(self, smallest: int, names: int, with_pseudonym: int) -> None:
        """Show what the project keeps: the smallest group, and how many names, with and without pseudonym."""
        self._kept = smallest
        if not self._pause.isActive():
            self.smallest.blockSignals(True)
            self.smallest.setValue(smallest)
            self.smallest.blockSignals(False)
        words = self.tr("In the project: none…") if not names else self.tr("In the project: {0}…").format(names)
        self.own.setText(words)
        tip = self.tr("{0} of {1} have a pseudonym").format(with_pseudonym, names)
        self.own.setToolTip(tip if names else self.tr("Keep names, and pseudonyms for them, in the project"))

    def _tell(self) -> None:
        if self.smallest.value() != self._kept:
            self.smallest_chosen.emit(self.smallest.value())
        self.changed.emit()

    def _ask_names(self, _checked: bool = False) -> None:
        self.names_asked.emit()

    def recall(self, kept: Mapping[str, Any]) -> None:
        """Choose what was chosen before, without a word."""
        names = kept.get("names")
        self.names.setText(names if isinstance(names, str) else "")
        self._pause.stop()


def for_whom(theme: Theme, name: str, team: str, publication: str) -> JoinedButtons:
    """Return the switch between an export for the team and one for publication."""
    return JoinedButtons(theme, name, ((team, TEAM), (publication, PUBLICATION)))
