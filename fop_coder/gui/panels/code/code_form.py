"""The form of a code: everything the codebook says of it, and the question whether finished documents still stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.panels.code.criteria_fields import CriteriaFields
from fop_coder.gui.sentences import what_and_do
from fop_coder.gui.theme import Theme
from fop_coder.model.codebook import COLOURS, Code
from fop_coder.model.errors import FopCoderError
from fop_coder.project.codebook_edits import changes_meaning

Save = Callable[[Code, bool], None]


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen in the form.

    Attributes:
        keys: those that the code may have.
        above: codes that it may stand under.
        finished: how many documents were finished for it; 0 where nothing need be asked.
    """

    keys: Sequence[str]
    above: Sequence[Code]
    finished: int = 0


class CodeForm(QDialog):
    """Shows a code to be edited, or an empty one to be made.

    ``save`` gets the code as it shall be and whether it is to be read for again; what it raises is shown in the form.
    """

    def __init__(
        self, parent: QWidget, theme: Theme, code: Code, choices: Choices, save: Save, *, is_new: bool = False
    ) -> None:
        """Fill the form from a code as it is; a new one has no name yet."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme, self._code, self._save = theme, code, save
        self._finished, self._is_new = choices.finished, is_new
        self.setWindowTitle(self.tr("New code") if is_new else self.tr("Edit {0}").format(code.name))
        self._build(choices)
        self._check()
        self.name.setFocus()
        self.name.selectAll()

    # ---- building ----------------------------------------------------------------------------------------------------

    def _build(self, choices: Choices) -> None:
        theme = self._theme
        inside = QWidget()
        form = QFormLayout(inside)
        form.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(12))
        form.setSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.name = QLineEdit("" if self._is_new else self._code.name)
        self.name.textChanged.connect(self._check)
        form.addRow(self.tr("&Name"), self.name)
        form.addRow(self.tr("&Key"), self._key_and_colour(choices.keys))
        self._add_meaning(form)
        self._add_place(form, choices.above)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addWidget(self._foot())
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else QSize(1100, 700)
        self.resize(min(theme.px(680), room.width() - 80), min(theme.px(760), room.height() - 40))

    def _add_meaning(self, form: QFormLayout) -> None:
        code = self._code
        self.definition = self._text(code.definition, 4, self.tr("A passage counts when the respondent …"))
        self.include = self._text(code.include, 3)
        self.exclude = self._text(code.exclude, 3)
        self.examples = self._text("\n".join(code.examples), 3, self.tr("One on each line"))
        form.addRow(self.tr("&Definition"), self.definition)
        form.addRow(self.tr("&Include"), self.include)
        form.addRow(self.tr("&Leave out"), self.exclude)
        form.addRow(self.tr("&Examples"), self.examples)
        self.criteria = CriteriaFields(None if self._is_new else code)
        self.criteria.edited.connect(self._check)
        form.addRow(self.tr("Criteria"), self.criteria)

    def _key_and_colour(self, keys: Sequence[str]) -> QWidget:
        code = self._code
        self.key = QComboBox()
        self.key.addItem(self.tr("none"), "")
        for key in dict.fromkeys([*([code.key] if code.key else []), *keys]):
            self.key.addItem(key, key)
        self.key.setCurrentIndex(max(0, self.key.findData(code.key)))
        names = [
            *(self.tr("Blue"), self.tr("Orange"), self.tr("Green"), self.tr("Plum"), self.tr("Rose")),
            *(self.tr("Ochre"), self.tr("Teal"), self.tr("Earth"), self.tr("Indigo"), self.tr("Moss")),
            *(self.tr("Sea"), self.tr("Slate")),
        ]
        self.colour = QComboBox()
        size = self._theme.px(14)
        self.colour.setIconSize(QSize(size, size))
        for number in range(1, COLOURS + 1):
            self.colour.addItem(self._swatch(number, size), names[number - 1], number)
        self.colour.setCurrentIndex(code.colour - 1)
        label = QLabel(self.tr("C&olour"))
        label.setBuddy(self.colour)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for part in (self.key, label, self.colour):
            row.addWidget(part)
        row.addStretch(1)
        both.setFocusProxy(self.key)
        self.key.setAccessibleName(self.tr("Key"))
        self.colour.setAccessibleName(self.tr("Colour"))
        return both

    def _swatch(self, number: int, size: int) -> QIcon:
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.code(number).mark)
            painter.drawRoundedRect(picture.rect(), 3, 3)
        return QIcon(picture)

    def _text(self, words: str, lines: int, hint: str = "") -> QPlainTextEdit:
        field = QPlainTextEdit(words)
        field.setTabChangesFocus(True)
        field.setPlaceholderText(hint)
        field.setFixedHeight(field.fontMetrics().lineSpacing() * lines + 18)
        field.textChanged.connect(self._check)
        return field

    def _add_place(self, form: QFormLayout, above: Sequence[Code]) -> None:
        self.above = QComboBox()
        self.above.addItem(self.tr("no other code"), None)
        for other in above:
            self.above.addItem(other.name, other.guid)
        self.above.setCurrentIndex(max(0, self.above.findData(self._code.parent)))
        self.gathers = QCheckBox(self.tr("Passages of the codes under it count for it too"))
        self.gathers.setChecked(self._code.gathers)
        form.addRow(self.tr("Stands &under"), self.above)
        form.addRow("", self.gathers)
        self.verb = QLineEdit(self._code.verb)
        self.verb.setPlaceholderText(self.tr("referred to planning"))
        self.complement = QLineEdit(self._code.complement)
        self.complement.setPlaceholderText(self.tr("did not mention planning"))
        form.addRow(self.tr("In &sentences"), self.verb)
        form.addRow(self.tr("and other&wise"), self.complement)

    def _ask(self) -> QWidget:
        """Return the question that appears once the meaning may have changed."""
        self._question = QWidget()
        asked = QVBoxLayout(self._question)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(4)
        words = self.tr("{0} documents are finished for this code.").format(self._finished)
        if self._finished == 1:
            words = self.tr("1 document is finished for this code.")
        note = QLabel(words + " " + self.tr("Has its meaning changed?"))
        note.setProperty("note", "warning")
        note.setWordWrap(True)
        self.wording = QRadioButton(self.tr("Wording only: what is finished stays finished"))
        self.reread = QRadioButton(self.tr("To be re-read: they are pending for this code until read again"))
        group = QButtonGroup(self)
        for part in (note, self.wording, self.reread):
            asked.addWidget(part)
        for button in (self.wording, self.reread):
            group.addButton(button)
            button.toggled.connect(self._check)
        return self._question

    def _foot(self) -> QWidget:
        foot = QFrame()
        column = QVBoxLayout(foot)
        column.setContentsMargins(24, 10, 24, 16)
        column.setSpacing(8)
        column.addWidget(self._ask())
        self.fault = QLabel()
        self.fault.setProperty("note", "error")
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setWordWrap(True)
        self.fault.hide()
        column.addWidget(self.fault)
        row = QHBoxLayout()
        row.addStretch(1)
        leave = QPushButton(self.tr("Cancel"))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        self.yes = QPushButton(self.tr("Make the code") if self._is_new else self.tr("Save"))
        self.yes.setProperty("main", True)
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._hand_over)
        row.addWidget(leave)
        row.addWidget(self.yes)
        column.addLayout(row)
        return foot

    # ---- what was entered --------------------------------------------------------------------------------------------

    def _entered(self) -> Code:
        """Return the code as the form says.

        Raises:
            ValueRefused: where it cannot be so.
        """
        examples = self._code.examples  # one of them may have several lines
        if self.examples.document().isModified():
            examples = tuple(e.strip() for e in self.examples.toPlainText().split("\n") if e.strip())
        return replace(
            self._code,
            name=self.name.text().strip(),
            key=self.key.currentData(),
            colour=self.colour.currentData(),
            definition=self.definition.toPlainText().strip(),
            include=self.include.toPlainText().strip(),
            exclude=self.exclude.toPlainText().strip(),
            examples=examples,
            criteria=self.criteria.criteria(),
            criteria_rule=self.criteria.rule(),
            criteria_word=self.criteria.rule_word(),
            parent=self.above.currentData(),
            gathers=self.gathers.isChecked(),
            verb=self.verb.text().strip(),
            complement=self.complement.text().strip(),
        )

    def _check(self, _value: object = None) -> None:
        """Ask whether the meaning changed where it may have; offer to save when all is answered."""
        self.fault.hide()
        asks = False
        if self._finished and not self._is_new and self.name.text().strip():
            try:
                asks = changes_meaning(self._code, self._entered())
            except FopCoderError:
                asks = False  # said when it is saved
        self._question.setVisible(asks)
        answered = not asks or self.wording.isChecked() or self.reread.isChecked()
        self.yes.setEnabled(bool(self.name.text().strip()) and answered)

    def _hand_over(self, _checked: bool = False) -> None:
        try:
            self._save(self._entered(), self._question.isVisible() and self.reread.isChecked())
        except FopCoderError as error:
            self.fault.setText(what_and_do(error))
            self.fault.show()
            return
        self.accept()
