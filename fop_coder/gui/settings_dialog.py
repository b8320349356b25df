"""Settings: how the window looks (this machine), and what belongs to the project (one Change)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLineEdit,
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

CHOSEN = ("unknown", "random", "purposive", "everyone")
VIEWS = ("consensus", "either", "both")


class SettingsDialog(QDialog):
    """Appearance takes effect at once; the project's settings when *Use* is pressed."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Fill the fields from the theme, the preferences and the project."""
        super().__init__(parent)
        self._around = around
        self.setWindowTitle(self.tr("Settings"))
        column = QVBoxLayout(self)
        column.addWidget(self._looks())
        if around.desk.project is not None:
            column.addWidget(self._project())
        buttons = QDialogButtonBox()
        use = buttons.addButton(self.tr("Use"), QDialogButtonBox.ButtonRole.AcceptRole)
        use.setProperty("main", True)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _looks(self) -> QWidget:
        theme = self._around.theme
        box = QGroupBox(self.tr("On this machine"))
        form = QFormLayout(box)
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
        self._size.setValue(round(theme.scale * 100))
        form.addRow(self.tr("Colours"), self._appearance)
        form.addRow(self.tr("Text size"), self._size)
        return box

    def _project(self) -> QWidget:
        project = self._around.desk.open_project
        settings = project.settings
        box = QGroupBox(self.tr("This project"))
        box.setEnabled(not self._around.desk.is_read_only)
        form = QFormLayout(box)
        self._name = QLineEdit(settings.name)
        self._word = QLineEdit(settings.respondent_word)
        self._chosen = QComboBox()
        self._chosen.addItems(list(CHOSEN))
        self._chosen.setCurrentText(settings.chosen)
        self._view = QComboBox()
        self._acting = QComboBox()
        for coder in project.store.values(Coder):
            self._view.addItem(coder.name, coder.guid)
            self._acting.addItem(coder.name, coder.guid)
        for view in VIEWS:
            self._view.addItem(view, view)
        self._view.setCurrentIndex(self._view.findData(settings.default_view))
        self._acting.setCurrentIndex(self._acting.findData(project.coder))
        form.addRow(self.tr("Name"), self._name)
        form.addRow(self.tr("Respondents are called"), self._word)
        form.addRow(self.tr("They were chosen"), self._chosen)
        form.addRow(self.tr("Figures are shown in the view of"), self._view)
        form.addRow(self.tr("I code as"), self._acting)
        return box

    def accept(self) -> None:
        """Take over everything; what the project refuses is said and the dialog stays."""
        around = self._around
        appearance = Appearance(str(self._appearance.currentData()))
        around.theme.apply(appearance, self._size.value() / 100)
        around.preferences.set_text("appearance", appearance.value)
        around.preferences.set_number("text_scale", around.theme.scale)
        if around.desk.project is not None and not self._use_project(around.desk.open_project.settings):
            return
        super().accept()

    def _use_project(self, settings: Settings) -> bool:
        around = self._around
        try:
            changed = replace(
                settings,
                name=self._name.text().strip(),
                respondent_word=self._word.text().strip(),
                chosen=self._chosen.currentText(),
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
