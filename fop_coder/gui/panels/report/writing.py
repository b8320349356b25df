"""Writing the report to a file: asked where, what is not up to date is told first, then in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fop_coder.gui import files
from fop_coder.gui.dialogs import Said
from fop_coder.gui.importing.parts import WorkBar
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.tasks import Progress, Task
from fop_coder.model.base import now
from fop_coder.model.errors import Cancelled
from fop_coder.project.report_page import ItemState, LookedAt
from fop_coder.project.report_writing import told, write_report

_NAMED = 5
"""Items named in the question; more are counted."""


class ReportWriting(QWidget):
    """The bar of the work, and what came of it.

    Signals:
        renew_asked: what is stale is to be renewed first.
    """

    renew_asked = Signal()

    def __init__(self, around: Surroundings) -> None:
        """Hidden until something is written."""
        super().__init__()
        self._around = around
        self._task: Task | None = None
        self._last: Path | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.work = WorkBar()
        self.work.cancelled.connect(self.stop)
        column.addWidget(self.work)
        row = QHBoxLayout()
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setProperty("note", "good")
        self.folder = QPushButton(self.tr("Open folder"))
        self.folder.clicked.connect(self._show_folder)
        row.addWidget(self.said, 1)
        row.addWidget(self.folder)
        column.addLayout(row)
        self.forget()

    def begin(self, page: Sequence[LookedAt]) -> None:
        """Ask where, and write; ask first what to do with items that are not up to date."""
        if self._task is not None or not page or self._around.desk.project is None:
            return
        old = [looked for looked in page if looked.state is not ItemState.CURRENT]
        marked = False
        if old:
            chosen = self._ask_about(old)
            if chosen is None:
                return
            marked = chosen
        out = self._place()
        if out is not None:
            self._write(out, stale=marked)

    def _ask_about(self, old: Sequence[LookedAt]) -> bool | None:
        """Return whether to write them marked; False where they were renewed instead, None to leave it."""
        heading = self.tr("1 item is not up to date.") if len(old) == 1 else self.tr("{0} items are not up to date.")
        lines = [f"{looked.place}. {told(looked)}" for looked in old[:_NAMED]]
        if len(old) > _NAMED:
            lines.append(self.tr("and {0} more").format(len(old) - _NAMED))
        title = self.tr("Write the report")
        dialog = Said(self, title, heading.format(len(old)), "\n".join(lines), "ph.warning", "warning_ink")
        renewing: list[bool] = []
        dialog.add_leaving(self.tr("Leave it"))
        if any(looked.state is ItemState.STALE for looked in old) and not self._around.desk.is_read_only:
            dialog.add_other(self.tr("Renew them first"), partial(renewing.append, True))
        dialog.add_doing(self.tr("Write them marked"))
        dialog.exec()
        chosen = dialog.chosen
        dialog.deleteLater()
        if renewing:
            self.renew_asked.emit()
            return None
        return True if chosen else None

    def _place(self) -> Path | None:
        project = self._around.desk.open_project
        folder = project.store.path.parent if project.store.path else files.documents_folder()
        name = self.tr("{0}, report {1}").format(project.settings.name, now()[:10]).replace("/", "-")
        suggested = self._last or files.free_place(folder, name, ".docx")
        kind = self.tr("Word document or web page")
        return files.choose_new_file(self, self.tr("Write the report"), suggested, kind, "*.docx *.html")

    def _write(self, out: Path, *, stale: bool) -> None:
        copy = self._around.desk.open_project.snapshot()

        def job(progress: Progress, cancelled: Callable[[], bool]) -> Path:
            with copy:
                write_report(copy, out, stale=stale, seen_by=copy.coder, progress=progress, cancelled=cancelled)
            return out

        self.forget()
        words = self.tr("Writing {0}").format(out.name)
        self.work.begin(words)
        self._task = self._around.runner.run(words, job, self._written, self._not_written)
        self._task.progressed.connect(self._tell)

    def _tell(self, done: int, of: int) -> None:
        self.work.tell(done, of, self.tr("Writing, {0} of {1} parts").format(done, of))

    def _written(self, out: Path) -> None:
        self._end()
        self._last = out
        self.said.setText(self.tr("Written: {0}").format(files.short(out)))
        self.said.show()
        self.folder.show()
        self._around.say(self.said.text())

    def _not_written(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self._around.say(self.tr("Stopped. Nothing was written."))
        else:
            self._around.show_error(error)

    def _end(self) -> None:
        self._task = None
        self.work.hide()

    def stop(self) -> None:
        """Stop what is being written."""
        if self._task is not None:
            self._task.cancel()

    def forget(self, *, place: bool = False) -> None:
        """Take back what was said; ``place``: also where it was written, for another project is open."""
        self.said.hide()
        self.folder.hide()
        if place:
            self.stop()
            self._last = None

    def _show_folder(self) -> None:
        if self._last is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._last.parent)))
