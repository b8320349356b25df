"""Export: what goes out, with a preview of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui import dialogs, files
from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.cells import frame_cells
from fop_coder.gui.importing.parts import WorkBar
from fop_coder.gui.painting import restyle
from fop_coder.gui.panel import Panel, Surroundings
from fop_coder.gui.panels.export.choices import ExportChoices
from fop_coder.gui.panels.export.parts import FormatButton, PreviewModel
from fop_coder.gui.tasks import Progress, Task
from fop_coder.model.base import now
from fop_coder.model.errors import Cancelled, FopCoderError
from fop_coder.project.exporting import TablePreview, export_project, preview_tables

ROWS = 12
"""How many rows of each table are previewed."""

PAUSE = 250
NARROW = 900
"""Below this width (at 100 %) the formats stand above."""

_FORMATS = ((".xlsx", "ph.table"), (".csv", "ph.rows"), (".json", "ph.brackets-curly"))
_REMEMBERED = "export/choices"


class ExportPanel(Panel):
    """Formats at the left, choices in the middle, the preview at the right, the place below."""

    name = "export"
    title = "Export"
    icon = "ph.export"

    def __init__(self, around: Surroundings) -> None:
        """Build the screen; the preview is made when it is shown."""
        super().__init__(around)
        self._previewing: Task | None = None
        self._exporting: Task | None = None
        self._is_stale = True
        self._tables: list[TablePreview] = []
        self._chosen_path: Path | None = None
        self._written_to: Path | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._preview)
        self._build()
        self.theme_changed()

    def action_specs(self) -> Sequence[ActionSpec]:
        """Ctrl+Enter exports."""
        return [ActionSpec("export.write", self.tr("Export now"), "", self._export, "Ctrl+Return", context=self.name)]

    # ---- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = QLabel(self.tr("Export"))
        title.setProperty("role", "title")
        title.setContentsMargins(24, 16, 24, 12)
        column.addWidget(title)
        body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        body.setSpacing(0)
        self._body = body
        body.addWidget(self._build_formats(), 18)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.choices = ExportChoices()
        self.choices.setProperty("pane", True)
        self.choices.changed.connect(self._changed)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.choices)
        self._area = area
        row.addWidget(area, 28)
        row.addWidget(self._build_preview(), 54)
        body.addLayout(row, 82)
        column.addLayout(body, 1)
        column.addWidget(self._build_foot())

    def _build_formats(self) -> QWidget:
        side = QWidget()
        side.setProperty("side", True)
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, side)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(2)
        self._formats_line = column
        words = {
            ".xlsx": (self.tr("Excel workbook"), self.tr(".xlsx, one sheet each")),
            ".csv": (self.tr("Plain tables"), self.tr(".csv, a folder")),
            ".json": (self.tr("JSON"), self.tr(".json, for programs")),
        }
        self.formats: dict[str, FormatButton] = {}
        for ending, sign in _FORMATS:
            button = FormatButton(ending, *words[ending], sign, self.theme)
            button.clicked.connect(self._format_chosen)
            self.formats[ending] = button
            column.addWidget(button)
        self.formats[".xlsx"].setChecked(True)
        column.addStretch(1)
        return side

    def _build_preview(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 12, 24, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        heading = QLabel(self.tr("Preview"))
        heading.setProperty("role", "section")
        self.of = QLabel()
        self.of.setProperty("role", "small")
        head.addWidget(heading, 1)
        head.addWidget(self.of)
        column.addLayout(head)
        self.model = PreviewModel(self.theme, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Preview of the export"))
        self.table.setProperty("pane", True)
        frame_cells(self.table, self.theme)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.horizontalHeader().setMaximumSectionSize(320)
        frame = QFrame()
        frame.setProperty("card", True)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.table)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(self.tr("Tables of the export"))
        self.tabs.currentChanged.connect(self._show_table)
        inside.addWidget(self.tabs)
        column.addWidget(frame, 1)
        self.notes = QLabel()
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        self.notes.setWordWrap(True)
        self.notes.setProperty("note", "grey")
        column.addWidget(self.notes)
        return right

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(24, 10, 24, 14)
        column.setSpacing(8)
        self.work = WorkBar()
        self.work.cancelled.connect(self._stop)
        column.addWidget(self.work)
        said = QHBoxLayout()
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setProperty("note", "good")
        self.said.hide()
        self.show_folder = QPushButton(self.tr("Show in folder"))
        self.show_folder.clicked.connect(self._show_folder)
        self.show_folder.hide()
        said.addWidget(self.said, 1)
        said.addWidget(self.show_folder)
        column.addLayout(said)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.path = QLineEdit()
        self.path.setAccessibleName(self.tr("Where it is written"))
        self.path.textEdited.connect(self._path_typed)
        choose = QPushButton(self.tr("Choose…"))
        choose.setAccessibleName(self.tr("Choose where it is written"))
        choose.clicked.connect(self._choose)
        self.write = QPushButton()
        self.write.setProperty("main", True)
        self.write.setToolTip(self.tr("Ctrl+Enter"))
        self.write.clicked.connect(self._export)
        row.addWidget(self.path, 1)
        row.addWidget(choose)
        row.addWidget(self.write)
        column.addLayout(row)
        return foot

    # ---- choosing ----------------------------------------------------------------------------------------------------

    @property
    def ending(self) -> str:
        """The ending of the chosen format."""
        return next(ending for ending, button in self.formats.items() if button.isChecked())

    def _format_chosen(self) -> None:
        path = Path(self.path.text().strip())
        if path.name:
            self.path.setText(str(path.with_suffix(self.ending)))
        self._name_button()
        self._remember()

    def _name_button(self) -> None:
        names = {".xlsx": self.tr("Export workbook"), ".csv": self.tr("Export tables"), ".json": self.tr("Export JSON")}
        self.write.setText(names[self.ending])

    def _suggest(self) -> None:
        project = self.desk.open_project
        folder = project.store.path.parent if project.store.path else files.documents_folder()
        name = self.tr("{0}, tallies {1}").format(project.settings.name, now()[:10]).replace("/", "-")
        self.path.setText(files.short(files.free_place(folder, name, self.ending)))

    def _path_typed(self, _words: str) -> None:
        self.said.hide()
        self.show_folder.hide()

    def _choose(self) -> None:
        kinds = self.formats[self.ending].text()
        start = Path(self.path.text()).expanduser()
        chosen = files.choose_new_file(self, self.tr("Export"), start, kinds, f"*{self.ending}")
        if chosen:
            self._chosen_path = chosen
            self.path.setText(files.short(chosen))

    def _changed(self) -> None:
        self._remember()
        self._is_stale = True
        if self.isVisible():
            self._pause.start()

    def _remember(self) -> None:
        kept = {**self.choices.remembered(), "ending": self.ending}
        self.around.preferences.set_plain(_REMEMBERED, kept)

    # ---- preview -----------------------------------------------------------------------------------------------------

    def _preview(self) -> None:
        if self.desk.project is None:
            return
        if self._previewing is not None:
            self._previewing.cancel()
        self._is_stale = False
        copy, question, wishes = self.desk.project.snapshot(), self.choices.question, self.choices.wishes

        def job(_progress: Progress, cancelled: Callable[[], bool]) -> list[TablePreview]:
            with copy:
                if cancelled():
                    raise Cancelled("another preview is wanted")
                return preview_tables(copy, question, wishes, most=ROWS)

        self._previewing = self.around.runner.run(self.tr("Preview"), job, self._previewed, self._not_previewed)

    def _previewed(self, tables: list[TablePreview]) -> None:
        self._previewing = None
        shown = self.tabs.tabText(self.tabs.currentIndex()) if self.tabs.count() else ""
        self._tables = tables
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for table in tables:
            self.tabs.addTab(table.name)
        names = [t.name for t in tables]
        self.tabs.setCurrentIndex(names.index(shown) if shown in names else 0)
        self.tabs.blockSignals(False)
        self.write.setEnabled(self._exporting is None)
        self._show_table(self.tabs.currentIndex())

    def _not_previewed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        self._previewing = None
        self._tables = []
        self.model.show_table(None)
        self.of.setText("")
        what = f"{error.what}. {error.do}" if isinstance(error, FopCoderError) else str(error)
        self._say_notes(what[:1].upper() + what[1:], "warning")
        self.write.setEnabled(False)

    def _show_table(self, number: int) -> None:
        table = self._tables[number] if 0 <= number < len(self._tables) else None
        self.model.show_table(table)
        self.table.resizeColumnsToContents()
        if table is None:
            self.of.setText("")
            self._say_notes("", "grey")
            return
        self.of.setText(
            self.tr("first {0} rows").format(ROWS) if len(table.rows) >= ROWS else self.tr("all rows are shown")
        )
        self._say_notes(" ".join(table.notes), "grey")

    def _say_notes(self, words: str, note: str) -> None:
        self.notes.setText(words)
        self.notes.setProperty("note", note)
        self.notes.setVisible(bool(words))
        restyle(self.notes)

    # ---- writing -----------------------------------------------------------------------------------------------------

    def _export(self) -> None:
        """Write the export in the background, on a copy of the project."""
        if self.desk.project is None or self._exporting is not None or not self.write.isEnabled():
            return
        out = Path(self.path.text().strip()).expanduser()
        if not out.name:
            self._suggest()
            out = Path(self.path.text()).expanduser()
        if out.suffix.lower() != self.ending:
            out = out.with_name(out.name + self.ending)
            self.path.setText(files.short(out))
        if out.exists() and out != self._chosen_path and not self._may_replace(out):
            return
        copy, question, wishes = self.desk.project.snapshot(), self.choices.question, self.choices.wishes

        def job(progress: Progress, cancelled: Callable[[], bool]) -> Path:
            with copy:
                export_project(copy, out, question, wishes, progress=progress, cancelled=cancelled)
            return out

        self.said.hide()
        self.show_folder.hide()
        self.write.setEnabled(False)
        self.work.begin(self.tr("Writing {0}").format(out.name))
        self._exporting = self.around.runner.run(
            self.tr("Writing {0}").format(out.name), job, self._exported, self._not_exported
        )
        self._exporting.progressed.connect(self._tell)

    def _may_replace(self, out: Path) -> bool:
        return dialogs.ask(
            self,
            self.tr("Export"),
            self.tr("{0} is there already.").format(files.short(out)),
            self.tr("Replace it"),
            self.tr("Leave it"),
        )

    def _tell(self, done: int, of: int) -> None:
        self.work.tell(done, of, self.tr("Writing, {0} of {1} rows").format(done, of))

    def _exported(self, out: Path) -> None:
        self._end()
        self._written_to = out
        self._chosen_path = out  # writing it again replaces what this very screen has written
        self.said.setText(self.tr("Written: {0}").format(files.short(out)))
        self.said.show()
        self.show_folder.show()
        self.around.say(self.said.text())

    def _not_exported(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.around.say(self.tr("Stopped. Nothing was written."))
        else:
            self.around.show_error(error)

    def _end(self) -> None:
        self._exporting = None
        self.work.hide()
        self.write.setEnabled(bool(self._tables))

    def _stop(self) -> None:
        if self._exporting is not None:
            self._exporting.cancel()

    def _show_folder(self) -> None:
        if self._written_to is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written_to.parent)))

    # ---- keeping in step ---------------------------------------------------------------------------------------------

    def project_opened(self) -> None:
        """Offer what the project has; choose what was chosen last."""
        for task in (self._previewing, self._exporting):
            if task is not None:
                task.cancel()
        self._previewing = None
        self._chosen_path = self._written_to = None
        self.said.hide()
        self.show_folder.hide()
        self._tables = []
        self._show_table(-1)
        self._is_stale = True
        if self.desk.project is not None:
            self.choices.offer(self.desk.project)
            kept = self.around.preferences.plain(_REMEMBERED, {})
            if kept:
                self.choices.blockSignals(True)
                self.choices.recall(kept)
                self.choices.blockSignals(False)
                if kept.get("ending") in self.formats:
                    self.formats[kept["ending"]].setChecked(True)
            self._name_button()
            self._suggest()
            if self.isVisible():
                self._preview()

    def project_changed(self, _kinds: object) -> None:
        """Make the preview again, at once if it is seen."""
        self._is_stale = True
        if self.isVisible():
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Offer what there is now, and preview it."""
        super().showEvent(event)
        if self._is_stale and self.desk.project is not None:
            self.choices.offer(self.desk.project)
            self._preview()

    def theme_changed(self) -> None:
        """Set sizes anew."""
        self.table.verticalHeader().setDefaultSectionSize(self.theme.px(29))
        self._name_button()
        self.choices.dress(self.theme.px(30) + 2)
        self._fit()
        super().theme_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the formats on top where there is little room beside the preview."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() / self.theme.scale < NARROW
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        self._formats_line.setDirection(direction.LeftToRight if is_narrow else direction.TopToBottom)
        self._formats_line.setContentsMargins(8, 4 if is_narrow else 12, 8, 4 if is_narrow else 12)
        self._area.setMinimumWidth(self.choices.minimumSizeHint().width() + 12)

    def focus_first(self) -> None:
        """Put the focus on the chosen format."""
        self.formats[self.ending].setFocus()
