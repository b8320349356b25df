"""The small questions that the grid asks: a reason, a label, why somebody is left out; none stops the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.panels.respondents.model import tr
from fop_coder.project.pasting import Pasting


class LineQuestion(QDialog):
    """Asks for one line of text."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        question: str,
        verb: str,
        done: Callable[[str], None],
        *,
        text: str = "",
        needed: bool = True,
    ) -> None:
        """``done`` gets the text when the button named by ``verb`` is pressed; ``needed``: it cannot be empty."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._done, self._needed = done, needed
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 20, 20, 16)
        self.column.setSpacing(10)
        words = QLabel(question)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self.line = QLineEdit(text)
        self.line.setAccessibleName(question)
        self.line.setMinimumWidth(380)
        self.line.selectAll()
        words.setBuddy(self.line)
        self.column.addWidget(words)
        self.column.addWidget(self.line)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.yes = buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.yes.setProperty("main", True)
        self.yes.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.column.addWidget(buttons)
        self.line.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        self.yes.setEnabled(bool(self.line.text().strip()) or not self._needed)

    def accept(self) -> None:
        """Hand the text over."""
        super().accept()
        self._done(self.line.text().strip())


_MOST = 12
"""So many names are said."""


def new_words(found: Pasting) -> str:
    """Return what is new in a block, to be asked before it comes in; the first paragraph is the heading."""
    lines = []
    if found.new_respondents:
        lines.append(tr("New respondents: {0}.").format(_listed(found.new_respondents)))
    if found.new_attributes:
        lines.append(tr("New columns: {0}.").format(_listed(found.new_attributes)))
    for name, values in found.new_values.items():
        lines.append(tr("New values of {0}: {1}.").format(name, _listed(values)))
    return "\n\n".join((tr("Something new comes with this block. Is it meant?"), "\n".join(lines)))


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST
    return ", ".join(names[:_MOST]) + (tr(" and {0} more").format(more) if more > 0 else "")


class LeaveOutQuestion(LineQuestion):
    """Asks why respondents are left out: unusable or withdrawn, with the reason."""

    def __init__(self, parent: QWidget, who: str, done: Callable[[str, bool], None]) -> None:
        """``done`` gets the reason and whether they withdrew."""
        super().__init__(
            parent,
            parent.tr("Leave out of every sample"),
            parent.tr("Why is {0} left out?").format(who),
            parent.tr("Leave out"),
            self._chosen,
        )
        self._hand_over = done
        self.unusable = QRadioButton(self.tr("Unusable: the interview cannot be analysed"))
        self.withdrawn = QRadioButton(self.tr("Withdrawn: they no longer wish to take part"))
        self.unusable.setChecked(True)
        self.column.insertWidget(0, self.unusable)
        self.column.insertWidget(1, self.withdrawn)

    def _chosen(self, because: str) -> None:
        self._hand_over(because, self.withdrawn.isChecked())
