"""Settings: how the window looks (this machine), and what belongs to the project (one Change)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.panel import Surroundings
from fop_coder.gui.theme import Appearance
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.errors import FopCoderError
from fop_coder.model.people import Coder, Settings

VIEWS = ("consensus", "either", "both")
SYSTEM_LETTERS = "system_letters"


class SettingsDialog(QDialog):
    """How the window looks changes at once, and back again on *Cancel*; the project's settings change on *Use*."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Fill the fields from the theme, the preferences and the project."""
        super().__init__(parent)
        self._around = around
        theme = around.theme
        self._before = (theme.appearance, theme.scale, theme.has_system_letters)
        self.setWindowTitle(self.tr("Settings"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(_heading(self.tr("Settings"), "title"))
        form = _form()
        form.addRow(_heading(self.tr("On this machine"), "section"))
        self._add_looks(form)
        if around.desk.project is not None:
            form.addRow(_heading("\n" + self.tr("This project"), "section"))
            self._add_project(form)
        column.addLayout(form)
        column.addStretch(1)
        column.addLayout(self._buttons())
        self.setMinimumWidth(min(theme.px(560), parent.width() - 60))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        leave, use = QPushButton(self.tr("Cancel")), QPushButton(self.tr("Use"))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        use.setProperty("main", True)
        use.setDefault(True)
        use.clicked.connect(self.accept)
        row.addWidget(leave)
        row.addWidget(use)
        return row

    def _add_looks(self, form: QFormLayout) -> None:
        theme = self._around.theme
        self._appearance = QComboBox()
        for value, word in (
            (Appearance.SYSTEM, self.tr("As the system")),
            (Appearance.LIGHT, self.tr("Light")),
            (Appearance.DARK, self.tr("Dark")),
        ):
            self._appearance.addItem(word, value.value)
        self._appearance.setCurrentIndex(self._appearance.findData(theme.appearance.value))
        self._size = QSpinBox()
        self._size.setRange(80, 200)
        self._size.setSingleStep(10)
        self._size.setSuffix(" %")
        self._size.lineEdit().setTextMargins(6, 0, 0, 0)
        self._size.setKeyboardTracking(False)  # 1, 12, 120: only the whole number counts
        self._size.setValue(round(theme.scale * 100))
        self._letters = QCheckBox(self.tr("The system's letters instead of Source Sans"))
        self._letters.setChecked(theme.has_system_letters)
        form.addRow(self.tr("C&olours"), self._appearance)
        form.addRow(self.tr("&Text size"), self._size)
        form.addRow("", self._letters)
        self._appearance.currentIndexChanged.connect(self._try_looks)
        self._size.valueChanged.connect(self._try_looks)
        self._letters.toggled.connect(self._try_looks)

    def _try_looks(self) -> None:
        appearance = Appearance(str(self._appearance.currentData()))
        self._around.theme.apply(appearance, self._size.value() / 100, system_letters=self._letters.isChecked())

    def _add_project(self, form: QFormLayout) -> None:
        project = self._around.desk.open_project
        settings = project.settings
        self._name = QLineEdit(settings.name)
        self._word = QLineEdit(settings.respondent_word)
        self._chosen = QComboBox()
        for value, word in (
            ("unknown", self.tr("not known how")),
            ("random", self.tr("at random")),
            ("purposive", self.tr("on purpose, for what they can tell")),
            ("everyone", self.tr("everyone there was")),
        ):
            self._chosen.addItem(word, value)
        self._chosen.setCurrentIndex(self._chosen.findData(settings.chosen))
        self._chosen.setToolTip(self.tr("Intervals and tests assume a random sample; the wording follows this."))
        self._view = QComboBox()
        self._acting = QComboBox()
        for coder in project.store.values(Coder):
            self._view.addItem(coder.name, coder.guid)
            self._acting.addItem(coder.name, coder.guid)
        for view in VIEWS:
            self._view.addItem(view, view)
        self._view.setCurrentIndex(self._view.findData(settings.default_view))
        self._acting.setCurrentIndex(self._acting.findData(project.coder))
        form.addRow(self.tr("&Name"), self._name)
        form.addRow(self.tr("&Respondents are called"), self._word)
        form.addRow(self.tr("They were chosen"), self._chosen)
        form.addRow(self.tr("Figures in the &view of"), self._view)
        form.addRow(self.tr("&I code as"), self._acting)
        for line in (self._name, self._word):
            line.setCursorPosition(0)
        for field in (self._name, self._word, self._chosen, self._view):
            field.setEnabled(not self._around.desk.is_read_only)

    # ---- taking it over ----------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Take over everything; what the project refuses is said and the dialog stays."""
        around = self._around
        if around.desk.project is not None and not self._use_project(around.desk.open_project.settings):
            return
        self._size.interpretText()
        self._try_looks()
        theme = around.theme
        around.preferences.set_text("appearance", theme.appearance.value)
        around.preferences.set_number("text_scale", theme.scale)
        around.preferences.set_plain(SYSTEM_LETTERS, theme.has_system_letters)
        super().accept()

    def reject(self) -> None:
        """Let the window look as before."""
        theme = self._around.theme
        appearance, scale, letters = self._before
        if (theme.appearance, theme.scale, theme.has_system_letters) != self._before:
            theme.apply(appearance, scale, system_letters=letters)
        super().reject()

    def _use_project(self, settings: Settings) -> bool:
        around = self._around
        try:
            changed = replace(
                settings,
                name=self._name.text().strip(),
                respondent_word=self._word.text().strip(),
                chosen=str(self._chosen.currentData()),
                default_view=Guid(str(self._view.currentData())),
            )
        except FopCoderError as error:
            around.show_error(error)
            return False
        if not around.desk.is_read_only and changed != settings:
            around.desk.apply(Change(self.tr("Change the project's settings"), (settings,), (changed,)))
        acting = str(self._acting.currentData())
        if acting != around.desk.open_project.coder:
            around.desk.act_as(acting)
        return True


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(8)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return form


def _heading(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", role)
    return label
