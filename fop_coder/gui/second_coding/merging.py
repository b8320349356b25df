"""Merge a pack: choose or drop it, see what is new, what differs and what cannot fit; then all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from fop_coder.gui import files
from fop_coder.gui.action_group import stoppable
from fop_coder.gui.desk import AT_ONCE
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.second_coding.file_dialog import FileDialog
from fop_coder.gui.second_coding.merging_words import done_words, headline, kept_words, merge_rows
from fop_coder.gui.second_coding.parts import (
    RowsModel,
    RowsView,
    form,
    label,
    note,
    say_in,
    scrolling,
)
from fop_coder.gui.tasks import Progress
from fop_coder.model.errors import Cancelled, FopCoderError
from fop_coder.model.people import Coder
from fop_coder.project.merging import NEW, Merging, UnknownCoder, merge_change, preview_merge

if TYPE_CHECKING:
    from fop_coder.store.aside import Aside

FOLDER = "merge/folder"


class MergeDialog(FileDialog):
    """Nothing is written before *Merge* is pressed; then it is one Change, one undo."""

    def __init__(self, parent: QWidget, around: Surroundings, path: Path | None = None) -> None:
        """Begin with a file or without; show it with ``open``."""
        super().__init__(parent, around, parent.tr("Merge a pack"), (820, 600), FOLDER)
        self.merging: Merging | None = None
        self._answers: dict[str, QComboBox] = {}
        self._build()
        self.taken.connect(self.read)
        self.do = self.add_buttons(self.tr("Cancel"), self.tr("Merge"), self._merge)
        self._show()
        if path is not None:
            self.take(path)
        else:
            self.choose.setFocus()

    # ---- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        hint = self.tr("Drop the pack here, or choose the file")
        self.name_file(self.tr("The pack that came back"), hint, self.tr("Packs"), files.PROJECTS)
        self.body.addWidget(self.row)
        self.body.addWidget(self.work)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.sentence, self.kept = note("grey"), note("good")
        self.who = QWidget()
        self.who_rows = form()
        self.who_rows.setContentsMargins(0, 0, 0, 0)
        self.who.setLayout(self.who_rows)
        headings = (self.tr("What"), self.tr("New"), self.tr("Changed"), self.tr("Taken off"))
        self.counts = RowsModel(self, headings, right=(1, 2, 3))
        self.table = RowsView(self.theme, self.counts, self.tr("What comes in"))
        self.differs_title = label(self.tr("What stands otherwise here"), "section")
        self.differs = _lines(self.tr("What stands otherwise here"))
        self.unfit_title = label(self.tr("What cannot fit"), "section")
        self.unfit = _lines(self.tr("What cannot fit"))
        self.leave_out = QCheckBox(self.tr("Merge &without what cannot fit"))
        self.leave_out.toggled.connect(self._refresh)
        for part in (self.sentence, self.who, self.table, self.kept, self.unfit_title, self.unfit):
            column.addWidget(part)
        for part in (self.leave_out, self.differs_title, self.differs):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(scrolling(inside), 1)

    # ---- reading -----------------------------------------------------------------------------------------------------

    def take(self, path: Path) -> None:
        """Read a pack and show what merging it would do."""
        self._forget_answers()
        self.leave_out.setChecked(False)
        super().take(path)

    def read(self) -> None:
        """Preview in the background, on a copy of the project."""
        path, told = self.path, self._told
        if path is None:
            return
        self.merging = None
        copy = self.around.desk.open_project.snapshot()

        def job(progress: Progress, cancelled: Callable[[], bool]) -> Merging:
            with copy:
                return preview_merge(copy, path, told, stoppable(progress, cancelled))

        self.ask(self.tr("Reading {0}").format(path.name), job, self._read_out)
        self._show()

    def _read_out(self, merging: Merging) -> None:
        self.merging = merging
        self._show()
        open_ = [field for field in self._answers.values() if not field.currentData()]
        if not any(field.hasFocus() for field in self._answers.values()):
            (open_[0] if open_ else self.do if self.do.isEnabled() else self.leave).setFocus()

    # ---- showing -----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        merging = self.merging
        words, kind = headline(merging) if merging else ("", "grey")
        self.sentence.setProperty("note", kind)
        self.sentence.style().unpolish(self.sentence)
        self.sentence.style().polish(self.sentence)
        say_in(self.sentence, words)
        self._ask_about(merging.unknown if merging else ())
        self.counts.show(merge_rows(merging) if merging else ())
        self.table.setVisible(bool(self.counts.rows))
        self.table.fit(rows=12)
        say_in(self.kept, kept_words(merging) if merging else "")
        _fill(self.differs_title, self.differs, merging.differs if merging else ())
        _fill(self.unfit_title, self.unfit, [f"{u.what}: {u.why}" for u in merging.unfit] if merging else ())
        self.leave_out.setVisible(bool(merging and merging.unfit))
        self._refresh()

    def _ask_about(self, unknown: tuple[UnknownCoder, ...]) -> None:
        """Ask who each coder is whom the project does not know; near names stand first. Answers can be changed."""
        known = [c.name for c in self.around.desk.open_project.store.values(Coder)]
        for coder in unknown:
            if coder.name in self._answers:
                continue
            field = QComboBox()
            field.addItem(self.tr("Choose…"), "")
            for name in dict.fromkeys((*coder.near, *known)):
                field.addItem(name, name)
            field.addItem(self.tr("Somebody new"), NEW)
            field.setAccessibleName(self.tr("Who {0} is here").format(coder.name))
            field.currentIndexChanged.connect(self._answered)
            self.who_rows.addRow(label(self.tr("{0} of the pack is").format(coder.name)), field)
            self._answers[coder.name] = field
        self.who.setVisible(bool(self._answers))

    def _forget_answers(self) -> None:
        while self.who_rows.rowCount():
            self.who_rows.removeRow(0)
        self._answers = {}

    @property
    def _told(self) -> dict[str, str]:
        """Who the coders are, as far as it was said."""
        return {name: str(field.currentData()) for name, field in self._answers.items() if field.currentData()}

    def _answered(self, _row: int) -> None:
        self.read()

    def _refresh(self) -> None:
        merging = self.merging
        fits = merging is not None and not merging.unknown and (not merging.unfit or self.leave_out.isChecked())
        can = bool(merging and fits and not merging.change.is_empty)
        self.do.setEnabled(can)
        (self.do if can else self.leave).setDefault(True)  # Enter leaves where there is nothing to merge

    # ---- merging -----------------------------------------------------------------------------------------------------

    def _merge(self) -> None:
        if self.merging is None or not self.do.isEnabled():
            return
        try:
            change = merge_change(self.merging, leave_out=self.leave_out.isChecked())
            if len(change.added) + len(change.removed) > AT_ONCE:
                self._write(self.around.desk.begin_aside(change))
                return
            self.around.desk.do(change)
        except FopCoderError as error:
            self.refused(error)
            return
        self._merged()

    def _write(self, aside: Aside) -> None:
        """Write in the background, while the dialog stays and waits; nothing holds before all of it is written."""

        def job(_progress: Progress, cancelled: Callable[[], bool]) -> None:
            aside.write()
            if cancelled():
                raise Cancelled("merging was stopped")

        words = self.tr("Merging {0}").format(self.path.name if self.path is not None else "")
        self.show_fault("")
        self._wait(words)
        self.task = self.around.runner.run(
            words, job, partial(self._written, aside), partial(self._not_written, aside), only_asks=True
        )
        self.work.stop.setFocus()

    def _wait(self, words: str) -> None:
        """Say what is waited for, and take nothing else meanwhile; '' ends the waiting."""
        self.is_busy = bool(words)
        for part in (self.choose, self.who, self.leave_out, self.leave):
            part.setEnabled(not self.is_busy)
        self.setAcceptDrops(not self.is_busy)
        if self.is_busy:
            self.work.begin(words)
            self.do.setEnabled(False)
        else:
            self.task = None
            self.work.hide()
            self._refresh()

    def _written(self, aside: Aside, _nothing: None) -> None:
        try:
            self.around.desk.hold(aside)
        except FopCoderError as error:
            self._not_written(aside, error)
            return
        self._wait("")
        self._merged()

    def _not_written(self, aside: Aside, error: Exception) -> None:
        aside.take_back()
        self._wait("")
        if isinstance(error, Cancelled):
            self.show_fault(self.tr("Merging was stopped; nothing was changed."))
        else:
            self.refused(error)
        (self.do if self.do.isEnabled() else self.leave).setFocus()

    def stop(self) -> None:
        """Stop reading, or merging: that ends as soon as what was written is taken back."""
        if self.is_busy and self.task is not None:
            self.task.cancel()
            self.work.begin(self.tr("Stopping; nothing will have been changed"))
        else:
            super().stop()

    def _merged(self) -> None:
        if self.merging is not None:
            self.around.offer_undo(done_words(self.merging))
        self.accept()


def _lines(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setAccessibleName(name)
    return made


def _fill(title: QWidget, lines: QPlainTextEdit, said: tuple[str, ...] | list[str]) -> None:
    lines.setPlainText("\n".join(said))
    lines.setFixedHeight(lines.fontMetrics().lineSpacing() * min(8, max(2, len(said))) + 24)
    for widget in (title, lines):
        widget.setVisible(bool(said))
