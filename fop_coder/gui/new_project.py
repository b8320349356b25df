"""A new project: its name, where it lies, who codes, and with which codebook. Faults are shown beside the fields."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui import files
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.sentences import what_and_do
from fop_coder.gui.tasks import Progress
from fop_coder.gui.tips import plain_tip
from fop_coder.model.errors import CodebookRefused, FopCoderError
from fop_coder.model.people import VIEW_NAMES
from fop_coder.project import Project
from fop_coder.project.codebook_edits import read_file
from fop_coder.shipped import shipped_codebooks

CODER = "new/coder"
_OTHER = "other"


class NewProjectDialog(QDialog):
    """Asks for what a project needs, makes it in the background, and opens it."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Fill in what can be guessed; show it with ``open``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("New project"))
        self._around = around
        self._own: Path | None = None
        self._build()
        self._show_place()
        self._check()
        self.name.setFocus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        title = QLabel(self.tr("New project"))
        title.setProperty("role", "title")
        column.addWidget(title)
        form = QFormLayout()
        form.setSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Family social workers 2026"))
        self.folder = QLineEdit(files.short(self._first_folder()))
        self.coder = QLineEdit(self._around.preferences.text(CODER, ""))
        self.coder.setPlaceholderText(self.tr("Your name, as it shall stand beside your codings"))
        self.folder.setAccessibleName(self.tr("Folder"))
        form.addRow(self.tr("&Name"), self.name)
        form.addRow(self.tr("&Folder"), self._beside(self.folder, self.tr("Choose folder…"), self._choose_folder))
        form.addRow("", self._say_place())
        form.addRow(self.tr("&Coder"), self.coder)
        self._add_codebooks(form)
        column.addLayout(form)
        self.fault = QLabel()
        self.fault.setProperty("note", "error")
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setWordWrap(True)
        self.fault.hide()
        column.addWidget(self.fault)
        column.addLayout(self._buttons())
        self.setMinimumWidth(self._around.theme.px(620))
        for field in (self.name, self.folder, self.coder):
            field.textChanged.connect(self._changed)

    def _beside(self, field: QWidget, words: str, press: Callable[[], None]) -> QWidget:
        """Return a field with a button beside it."""
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(press)
        row.addWidget(field, 1)
        row.addWidget(button)
        both.setFocusProxy(field)
        return both

    def _say_place(self) -> QLabel:
        self.place = QLabel()
        self.place.setProperty("role", "small")
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setMinimumWidth(1)
        return self.place

    def _add_codebooks(self, form: QFormLayout) -> None:
        self.codebook = QComboBox()
        self.codebook.setAccessibleName(self.tr("Codebook"))
        for path in shipped_codebooks():
            self.codebook.addItem(path.stem.replace("-", " ").capitalize(), str(path))
        self.codebook.addItem(self.tr("From a file…"), _OTHER)
        main = self.codebook.findText("Five learning outcomes")
        self.codebook.setCurrentIndex(max(0, main))
        self.codebook.activated.connect(self._codebook_chosen)
        form.addRow(self.tr("Code&book"), self._beside(self.codebook, self.tr("Choose file…"), self._choose_codebook))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        leave = QPushButton(self.tr("Cancel"))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        self.make = QPushButton(self.tr("Make the project"))
        self.make.setProperty("main", True)
        self.make.setDefault(True)
        self.make.clicked.connect(self._make)
        row.addWidget(leave)
        row.addWidget(self.make)
        return row

    def _first_folder(self) -> Path:
        recent = self._around.preferences.recent()
        found = recent[0].parent if recent else files.documents_folder()
        return found if found.is_dir() else Path.home()

    # ---- while filling in --------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """Where the project file will be."""
        stem = "".join("-" if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in self.name.text().strip()).strip(". ")
        return Path(self.folder.text().strip()).expanduser() / f"{stem}.fop"

    def _changed(self) -> None:
        self.fault.hide()
        self._show_place()
        self._check()

    def _show_place(self) -> None:
        named = self.name.text().strip()
        said = files.short(self.path) if named else self.tr("The project will be one file in this folder.")
        room = self._around.theme.px(480)
        self.place.setText(self.place.fontMetrics().elidedText(said, Qt.TextElideMode.ElideMiddle, room))
        self.place.setToolTip(plain_tip(said))

    def _check(self) -> None:
        """Say at once what cannot be; offer the button when all is there."""
        fault = ""
        if self.coder.text().strip().casefold() in VIEW_NAMES:
            fault = self.tr("A coder cannot be called {0}, which is the name of a view.").format(self.coder.text())
        elif self.name.text().strip() and self.path.exists():
            fault = self.tr("{0} is there already. Choose another name.").format(self.path.name)
        elif self.folder.text().strip() and not self.path.parent.is_dir():
            fault = self.tr("There is no folder {0}.").format(self.path.parent)
        self._show_fault(fault)
        filled = all(field.text().strip() for field in (self.name, self.folder, self.coder))
        self.make.setEnabled(filled and not fault)

    def _show_fault(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def _choose_folder(self) -> None:
        chosen = files.choose_folder(self, self.tr("Folder of the project"), self.path.parent)
        if chosen:
            self.folder.setText(files.short(chosen))

    def _codebook_chosen(self, _row: int) -> None:
        self.fault.hide()
        if self.codebook.currentData() == _OTHER and self._own is None:
            self._choose_codebook()
        self._check()

    def _choose_codebook(self) -> None:
        chosen = files.choose_file(self, self.tr("Codebook"), None, self.tr("Codebooks"), files.CODEBOOKS)
        if chosen:
            self._own = chosen
            row = self.codebook.findData(_OTHER)
            self.codebook.setItemText(row, self.tr("From the file {0}").format(chosen.name))
            self.codebook.setCurrentIndex(row)
        elif self._own is None and self.codebook.currentData() == _OTHER:
            self.codebook.setCurrentIndex(0)
        self._check()

    # ---- making it ---------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        chosen = str(self.codebook.currentData())
        codebook_file = self._own if chosen == _OTHER else Path(chosen)
        path, coder, name = self.path, self.coder.text().strip(), self.name.text().strip()
        if codebook_file is None:
            return

        def job(_progress: Progress, _cancelled: Callable[[], bool]) -> Path:
            Project.create(path, read_file(codebook_file), coder=coder, name=name)
            return path

        self._set_busy(busy=True)
        self._around.runner.run(self.tr("Making {0}").format(path.name), job, self._made, self._refused)

    def _set_busy(self, *, busy: bool) -> None:
        for field in (self.name, self.folder, self.coder, self.codebook, self.make):
            field.setEnabled(not busy)

    def _made(self, path: Path) -> None:
        self._around.preferences.set_text(CODER, self.coder.text().strip())
        self.accept()
        self._around.open_project(path)

    def _refused(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, CodebookRefused):
            shown = [f"{line}:{column} {what}" if line else what for line, column, what in error.faults[:5]]
            more = len(error.faults) - len(shown)
            lines = [*shown, *([self.tr("and {0} more").format(more)] if more else [])]
            self._show_fault(self.tr("The codebook was not read:") + "\n" + "\n".join(lines))
            self.codebook.setFocus()
        elif isinstance(error, FopCoderError):
            self._show_fault(what_and_do(error))
            self.name.setFocus()
        else:
            self._show_fault(str(error))
