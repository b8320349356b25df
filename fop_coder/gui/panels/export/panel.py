"""Export: what goes out, with a preview of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QLocale, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.panel import Panel, Place, Surroundings
from fop_coder.gui.panels.export.choices import ExportChoices
from fop_coder.gui.panels.export.foot import ExportFoot
from fop_coder.gui.panels.export.names_dialog import NamesDialog
from fop_coder.gui.panels.export.parts import FormatButton
from fop_coder.gui.panels.export.preview import PreviewPane
from fop_coder.gui.sentences import what_and_do
from fop_coder.gui.tasks import Progress, Task
from fop_coder.model.base import now
from fop_coder.model.people import KeptName, Settings
from fop_coder.project.disclosure import with_names
from fop_coder.project.previewing import ExportPreview, preview_export
from fop_coder.project.settings import settings_change

ROWS = 12
"""How many rows of each table are previewed."""

PAUSE = 250
NARROW = 900
"""Below this width (at 100 %) the formats stand above."""

_FORMATS = (
    (".xlsx", "ph.table"),
    (".docx", "ph.file-text"),
    (".html", "ph.browser"),
    (".csv", "ph.rows"),
    (".sav", "ph.chart-bar"),
    (".json", "ph.brackets-curly"),
    (".svg", "ph.image"),
)


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
        self._number = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._preview)
        self._build()
        self.desk.coder_changed.connect(partial(self.project_changed, None))
        self.theme_changed()

    def action_specs(self) -> Sequence[ActionSpec]:
        """Ctrl+Enter exports."""
        return [ActionSpec("export.write", self.tr("Export now"), "", self._export, "Ctrl+Return", context=self.name)]

    # ---- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(24, 16, 24, 12)
        title = QLabel(self.tr("Export"))
        title.setProperty("role", "title")
        head.addWidget(title, 1)
        self.same = QLabel()
        self.same.setProperty("role", "small")
        self.same.hide()
        head.addWidget(self.same)
        column.addLayout(head)
        body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        body.setSpacing(0)
        self._body = body
        body.addWidget(self._build_formats(), 18)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.choices = ExportChoices(self.theme)
        self.choices.setProperty("pane", True)
        self.choices.changed.connect(self._changed)
        self.choices.before.smallest_chosen.connect(self._keep_smallest)
        self.choices.before.names_asked.connect(self._show_names)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.choices)
        self._area = area
        row.addWidget(area, 28)
        self.preview = PreviewPane(self.theme)
        row.addWidget(self.preview, 54)
        body.addLayout(row, 82)
        column.addLayout(body, 1)
        self.foot = ExportFoot(self.around)
        self.foot.wanted.connect(self._export)
        self.foot.written.connect(self._remember_written)
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
            ".docx": (self.tr("Word report"), self.tr(".docx, tables and passages")),
            ".html": (self.tr("Web report"), self.tr(".html, one file")),
            ".csv": (self.tr("Plain tables"), self.tr(".csv, a folder")),
            ".sav": (self.tr("SPSS"), self.tr(".sav, with labels")),
            ".svg": (self.tr("Charts"), self.tr(".svg, or .png for print")),
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

    # ---- choosing ----------------------------------------------------------------------------------------------------

    @property
    def ending(self) -> str:
        """The ending of the chosen format."""
        return next(ending for ending, button in self.formats.items() if button.isChecked())

    def _format_chosen(self) -> None:
        self._set_format()
        self._changed()

    def _set_format(self) -> None:
        self.foot.set_format(self.ending, self.formats[self.ending].text())
        self.choices.set_format(self.ending)

    def _changed(self) -> None:
        self._remember()
        self._is_stale = True
        if self.isVisible():
            self._pause.start()

    # ---- the last choices, for each project --------------------------------------------------------------------------

    def _remember(self) -> None:
        """Remember what is chosen; the place and the day only change when something is written."""
        if self.desk.project is not None:
            kept = {**self._remembered(), **self.choices.remembered(), "ending": self.ending}
            self.around.preferences.set_plain(self._kept_under(), kept)
            self.same.hide()

    def _remember_written(self, out: Path) -> None:
        kept = {**self.choices.remembered(), "ending": self.ending, "folder": str(out.parent), "at": now()[:10]}
        self.around.preferences.set_plain(self._kept_under(), kept)

    def _remembered(self) -> dict[str, Any]:
        kept = self.around.preferences.plain(self._kept_under(), {})
        return kept if isinstance(kept, dict) else {}

    def _kept_under(self) -> str:
        return f"export/{self.desk.open_project.settings.guid}"

    def _recall(self) -> None:
        """Choose what was chosen last for this project; where nothing was, everything."""
        kept = self._remembered()
        self.choices.blockSignals(True)
        self.choices.recall(kept)
        self.choices.blockSignals(False)
        self.formats[kept["ending"] if kept.get("ending") in self.formats else ".xlsx"].setChecked(True)
        day = QLocale().toString(QDate.fromString(str(kept.get("at", "")), Qt.DateFormat.ISODate), "d MMMM yyyy")
        self.same.setText(self.tr("Same choices as last time, {0}").format(day))
        self.same.setVisible(bool(day))

    # ---- preview -----------------------------------------------------------------------------------------------------

    def _preview(self) -> None:
        if self.desk.project is None:
            return
        if self._previewing is not None:
            self._previewing.cancel()
        self._is_stale = False
        copy, question, wishes = self.desk.project.snapshot(), self.choices.question, self.choices.wishes
        ending, names = self.ending, self.choices.names_file

        def job(_progress: Progress, cancelled: Callable[[], bool]) -> ExportPreview:
            with copy:
                return preview_export(
                    copy,
                    question,
                    with_names(wishes, names),
                    ending,
                    most=ROWS,
                    seen_by=copy.coder,
                    cancelled=cancelled,
                )

        self._number += 1
        self.preview.say_waiting()
        done, failed = partial(self._previewed, self._number), partial(self._not_previewed, self._number)
        self._previewing = self.around.runner.run(self.tr("Preview"), job, done, failed, only_asks=True)

    def _previewed(self, number: int, preview: ExportPreview) -> None:
        if number == self._number:
            self._previewing = None
            self.preview.show_preview(preview)
            self.foot.allow(allowed=preview.disclosure is None or not preview.disclosure.names)

    def _not_previewed(self, number: int, error: Exception) -> None:
        if number != self._number:
            return
        self._previewing = None
        self.preview.show_refusal(what_and_do(error))
        self.foot.allow(allowed=False)

    def _export(self) -> None:
        """Write what is chosen."""
        if self.desk.project is not None:
            choices = self.choices
            self.foot.begin(self.desk.project, choices.question, choices.wishes, choices.names_file)

    # ---- keeping in step ---------------------------------------------------------------------------------------------

    def project_opened(self) -> None:
        """Offer what the project has; choose what was chosen last."""
        if self._previewing is not None:
            self._previewing.cancel()
            self._previewing = None
        self._number += 1
        self.foot.forget()
        self.preview.clear()
        self._is_stale = True
        if self.desk.project is not None:
            self.choices.offer(self.desk.project)
            self._recall()
            self._set_format()
            self.foot.suggest(self.desk.project, str(self._remembered().get("folder", "")))
            if self.isVisible():
                self._preview()

    def _keep_smallest(self, smallest: int) -> None:
        """Keep the smallest group in the project, where it can be written."""
        if self.desk.project is not None and not self.desk.is_read_only:
            self.desk.apply(settings_change(self.desk.project, smallest_group=smallest))

    def _show_names(self) -> None:
        NamesDialog(self.window(), self.around).open()

    def project_changed(self, kinds: object) -> None:
        """Make the preview again, at once if it is seen."""
        self._is_stale = True
        if self.desk.project is not None and isinstance(kinds, frozenset) and kinds & {Settings, KeptName}:
            self.choices.show_kept(self.desk.project)
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
        self.preview.dress()
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

    def go(self, place: Place) -> None:
        """Choose the part that another screen wants taken out; without one, everything stays as it was chosen."""
        if place.detail in self.choices.parts:
            self.choices.take_only(str(place.detail))

    def focus_first(self) -> None:
        """Put the focus on the chosen format."""
        self.formats[self.ending].setFocus()
