"""Export: what goes out, with a preview of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.cells import frame_cells
from fop_coder.gui.painting import restyle
from fop_coder.gui.panel import Panel, Surroundings
from fop_coder.gui.panels.export.choices import ExportChoices
from fop_coder.gui.panels.export.foot import ExportFoot
from fop_coder.gui.panels.export.parts import FormatButton, PreviewModel
from fop_coder.gui.tasks import Progress, Task
from fop_coder.model.errors import Cancelled, FopCoderError
from fop_coder.project.exporting import TablePreview, preview_tables

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
        self._is_stale = True
        self._tables: list[TablePreview] = []
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
        self.foot = ExportFoot(self.around)
        self.foot.wanted.connect(self._export)
        column.addWidget(self.foot)

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

    # ---- choosing ----------------------------------------------------------------------------------------------------

    @property
    def ending(self) -> str:
        """The ending of the chosen format."""
        return next(ending for ending, button in self.formats.items() if button.isChecked())

    def _format_chosen(self) -> None:
        self._set_format()
        self._remember()

    def _set_format(self) -> None:
        self.foot.set_format(self.ending, self.formats[self.ending].text())

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
        self.foot.allow(allowed=True)
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
        self.foot.allow(allowed=False)

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

    def _export(self) -> None:
        """Write what is chosen."""
        if self.desk.project is not None:
            self.foot.begin(self.desk.project, self.choices.question, self.choices.wishes)

    # ---- keeping in step ---------------------------------------------------------------------------------------------

    def project_opened(self) -> None:
        """Offer what the project has; choose what was chosen last."""
        if self._previewing is not None:
            self._previewing.cancel()
            self._previewing = None
        self.foot.forget()
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
            self._set_format()
            self.foot.suggest(self.desk.project)
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
        self._set_format()
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
