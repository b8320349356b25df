"""Writing the report to a file: asked where, what is not up to date is told first, then in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from fop_coder.gui import files
from fop_coder.gui.dialogs import Said
from fop_coder.gui.file_writing import FileWriting
from fop_coder.gui.tasks import Progress
from fop_coder.model.base import now
from fop_coder.project.report_page import ItemState, LookedAt
from fop_coder.project.report_writing import ReportWishes, told, write_report

_NAMED = 5
"""Items named in the question; more are counted."""


class ReportWriting(FileWriting):
    """The bar of the work, and what came of it.

    Signals:
        renew_asked: what is stale is to be renewed first.
    """

    renew_asked = Signal()
    _published = False
    """Whether what was written last is for publication."""

    def begin(self, page: Sequence[LookedAt], *, publication: bool = False) -> None:
        """Ask where, and write; ask first what to do with items that are not up to date.

        Args:
            publication: hide small groups, and where quotations stand; nothing may be stale then.
        """
        if self.is_busy or not page or self.around.desk.project is None:
            return
        old = [looked for looked in page if looked.state is not ItemState.CURRENT]
        marked = False
        if old:
            chosen = self._ask_about(old, publication=publication)
            if chosen is None:
                return
            marked = chosen
        out = self._place(publication=publication)
        if out is not None:
            self._write(out, ReportWishes(stale=marked, publication=publication))

    def _ask_about(self, old: Sequence[LookedAt], *, publication: bool) -> bool | None:
        """Return whether to write them marked; False where they were renewed instead, None to leave it."""
        heading = self.tr("1 item is not up to date.") if len(old) == 1 else self.tr("{0} items are not up to date.")
        lines = [f"{looked.place}. {told(looked)}" for looked in old[:_NAMED]]
        if len(old) > _NAMED:
            lines.append(self.tr("and {0} more").format(len(old) - _NAMED))
        title = self.tr("Write the report")
        dialog = Said(self, title, heading.format(len(old)), "\n".join(lines), "ph.warning", "warning_ink")
        renewing: list[bool] = []
        dialog.add_leaving(self.tr("Leave it"))
        if any(looked.state is ItemState.STALE for looked in old) and not self.around.desk.is_read_only:
            dialog.add_other(self.tr("Renew them first"), partial(renewing.append, True))
        if not publication:  # what the figures were once cannot be hidden now
            dialog.add_doing(self.tr("Write them marked"))
        dialog.exec()
        chosen = dialog.chosen
        dialog.deleteLater()
        if renewing:
            self.renew_asked.emit()
            return None
        return True if chosen else None

    def _place(self, *, publication: bool) -> Path | None:
        project = self.around.desk.open_project
        folder = project.store.path.parent if project.store.path else files.documents_folder()
        words = self.tr("{0}, report for publication {1}") if publication else self.tr("{0}, report {1}")
        name = words.format(project.settings.name, now()[:10]).replace("/", "-")
        again = self.last if self._published == publication else None
        suggested = again or files.free_place(folder, name, ".docx")
        kind = self.tr("Word document or web page")
        return files.choose_new_file(self, self.tr("Write the report"), suggested, kind, "*.docx *.html")

    def _write(self, out: Path, wishes: ReportWishes) -> None:
        copy = self.around.desk.open_project.snapshot()

        def write(progress: Progress, cancelled: Callable[[], bool]) -> None:
            with copy:
                write_report(copy, out, wishes, seen_by=copy.coder, progress=progress, cancelled=cancelled)

        self._published = wishes.publication
        self.run(out, write, self.tr("Writing, {0} of {1} parts"))
