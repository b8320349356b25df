"""The question that marks a respondent on a code: not asked, or too little information, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QRadioButton, QWidget

from fop_coder.gui.panels.code.code_questions import CodeQuestion
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Mark, MarkKind

NOT_ASKED, TOO_LITTLE, CLEAR = "not-asked", "too-little-information", "clear"


class MarkQuestion(CodeQuestion):
    """Asks for the code, the mark and the reason; shows the mark that stands."""

    def __init__(
        self,
        parent: QWidget,
        who: str,
        codes: Sequence[Code],
        marks: Sequence[Mark],
        done: Callable[[Code, str, str], None],
    ) -> None:
        """``marks``: the acting coder's; ``done`` gets code, mark ("clear" for none) and reason."""
        super().__init__(
            parent,
            parent.tr("Mark {0}").format(who),
            parent.tr(
                "What is to be said of {0} where no passage is found? A passage of theirs always beats a mark."
            ).format(who),
            parent.tr("Mark"),
        )
        self._codes, self._done = codes, done
        self._marks: dict[Guid, Mark] = {m.about: m for m in marks}
        form = QFormLayout()
        form.setSpacing(10)
        self.code = QComboBox()
        for code in codes:
            self.code.addItem(code.name)
        self.buttons = {
            NOT_ASKED: QRadioButton(self.tr("&Not asked: the topic was not put to them")),
            TOO_LITTLE: QRadioButton(self.tr("&Too little information to say")),
            CLEAR: QRadioButton(self.tr("No &mark: not referred, if no passage is found")),
        }
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why?"))
        form.addRow(self.tr("&Code"), self.code)
        for button in self.buttons.values():
            form.addRow("", button)
        form.addRow(self.tr("&Reason"), self.reason)
        self.column.addLayout(form)
        self._finish()
        self.code.currentIndexChanged.connect(self._show_present)

    def begin(self, code: Code | None, mark: str) -> None:
        """Begin at a code with a mark; '' for the one that stands."""
        guids = [c.guid for c in self._codes]
        self.code.setCurrentIndex(guids.index(code.guid) if code is not None and code.guid in guids else 0)
        self._show_present()
        if mark:
            self.buttons[mark].setChecked(True)
        self.reason.setFocus()

    def _show_present(self, _row: int = 0) -> None:
        present = self._marks.get(self._codes[self.code.currentIndex()].guid)
        kind = present.kind if present is not None else None
        word = NOT_ASKED if kind is MarkKind.NOT_ASKED else TOO_LITTLE if kind is MarkKind.TOO_LITTLE else CLEAR
        self.buttons[word].setChecked(True)
        self.reason.setText(present.because if present is not None else "")

    def carry_out(self) -> None:
        """Hand over what was chosen."""
        mark = next(word for word, button in self.buttons.items() if button.isChecked())
        self._done(self._codes[self.code.currentIndex()], mark, self.reason.text().strip())
