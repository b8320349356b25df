"""The import dialog: choose or drop files, see and correct what they hold, bring them in, read what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui import files
from fop_coder.gui.cells import frame_cells
from fop_coder.gui.importing.corrections import with_own_encodings
from fop_coder.gui.importing.delegate import ChoiceDelegate, RespondentDelegate
from fop_coder.gui.importing.entries import ROLES, Entry, outcome_words, read_entries, read_in_encodings
from fop_coder.gui.importing.model import FILE, FORMAT, RESPONDENT, ROLE, ImportModel
from fop_coder.gui.importing.parts import ENCODINGS, Choices, EmptyPage, WorkBar
from fop_coder.gui.importing.report import ReportPage
from fop_coder.gui.importing.writing import Writing
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.tasks import Progress, Task
from fop_coder.model.documents import Document
from fop_coder.model.errors import Cancelled
from fop_coder.project.importing import ImportResult
from fop_coder.project.respondents import known_labels

UNFOLDED = 30
"""Up to this many documents show their speakers at once."""


class ImportDialog(QDialog):
    """Nothing is written before *Import* is pressed."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Begin with nothing chosen; show it with ``open``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import transcripts"))
        self.setAcceptDrops(True)
        self._around = around
        self._paths: list[Path] = []
        self._task: Task | None = None
        self._writing: Writing | None = None
        self._begun: list[Entry] = []
        self.model = ImportModel(lambda: around.desk.open_project, around.theme, self)
        self._build()
        self.model.corrected.connect(self._refresh)
        self.model.refused.connect(around.show_error)
        self.model.encoding_chosen.connect(self._read_in_encoding)
        theme = around.theme
        room = parent.size()
        self.resize(min(theme.px(1180), room.width() - 60), min(theme.px(720), room.height() - 60))
        for section, share in ((FILE, 0.21), (FORMAT, 0.18), (ROLE, 0.12), (RESPONDENT, 0.12)):
            self.table.header().resizeSection(section, round((self.width() - 48) * share))
        self._refresh()

    # ---- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(self._head())
        kinds = tuple(sorted({d.kind for d in self._around.desk.open_project.store.values(Document)}))
        self.choices = Choices(kinds)
        self.choices.changed.connect(self._read_again)
        column.addWidget(self.choices)
        self.pages = QStackedWidget()
        self.empty = EmptyPage(self._around.theme)
        self.empty.add.clicked.connect(self._choose_files)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self._preview())
        self.report = ReportPage()
        self.came, self.lines = self.report.came, self.report.lines
        self.pages.addWidget(self.report)
        column.addWidget(self.pages, 1)
        self.work = WorkBar()
        self.work.cancelled.connect(self._stop)
        column.addWidget(self.work)
        column.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        title = QLabel(self.tr("Import transcripts"))
        title.setProperty("role", "title")
        row.addWidget(title, 1)
        self.add_files = _button(self.tr("Add &files…"), self._choose_files)
        self.add_folder = _button(self.tr("Add f&older…"), self._choose_folder)
        row.addWidget(self.add_files)
        row.addWidget(self.add_folder)
        return row

    def _preview(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.table = QTreeView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("What was found in the files"))
        self.table.setUniformRowHeights(True)
        self.table.setAllColumnsShowFocus(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        trigger = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(trigger.SelectedClicked | trigger.DoubleClicked | trigger.EditKeyPressed)
        theme = self._around.theme
        frame_cells(self.table, theme)
        roles = ChoiceDelegate(theme, [str(role) for role in ROLES], self.tr("Role"), self.table)
        encodings = ChoiceDelegate(theme, ENCODINGS, self.tr("Encoding"), self.table)
        self.table.setItemDelegateForColumn(ROLE, roles)
        self.table.setItemDelegateForColumn(FORMAT, encodings)
        self.table.setItemDelegateForColumn(RESPONDENT, RespondentDelegate(theme, self._labels, self.table))
        self.table.setMinimumHeight(theme.px(120))
        self.table.setIconSize(QSize(theme.px(16), theme.px(16)))
        header = self.table.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.selectionModel().currentChanged.connect(self._show_notes)
        column.addWidget(self.table, 1)
        self.same = QCheckBox(self.tr("A corrected role holds for the same speaker in &all files"))
        self.same.toggled.connect(self._hold_everywhere)
        column.addWidget(self.same)
        self.notes = QLabel()
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        self.notes.setWordWrap(True)
        self.notes.setProperty("note", "grey")
        column.addWidget(self.notes)
        return page

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.sentence = QLabel()
        self.sentence.setProperty("role", "sub")
        row.addWidget(self.sentence, 1)
        self.leave = _button(self.tr("Close"), self.reject)
        self.bring_in = _button(self.tr("Import"), self._write)
        self.bring_in.setProperty("main", True)
        self.bring_in.setDefault(True)
        row.addWidget(self.leave)
        row.addWidget(self.bring_in)
        return row

    # ---- choosing and reading ----------------------------------------------------------------------------------------

    def take(self, paths: Sequence[Path]) -> None:
        """Add files and folders, and read everything that was chosen."""
        self._paths.extend(p for p in paths if p not in self._paths)
        self._read_again()

    def _choose_files(self) -> None:
        chosen = files.choose_files(self, self.tr("Add transcripts"), self._last_folder())
        if chosen:
            self.take(chosen)

    def _choose_folder(self) -> None:
        chosen = files.choose_folder(self, self.tr("Add a folder of transcripts"), self._last_folder())
        if chosen:
            self.take([chosen])

    def _last_folder(self) -> Path | None:
        kept = self._around.preferences.text("import/folder")
        return Path(kept) if kept and Path(kept).is_dir() else None

    def _read_again(self) -> None:
        """Read all chosen files in the background, on a copy of the project."""
        if not self._paths or self._writing is not None:
            return
        self._around.preferences.set_text("import/folder", str(self._paths[-1].parent))
        if self._task is not None:
            self._task.cancel()
        copy = self._around.desk.open_project.snapshot()
        paths, choices = list(self._paths), self.choices.choices
        own = dict(self.model.corrections.encodings)

        def job(progress: Progress, cancelled: Callable[[], bool]) -> list[Entry]:
            with copy:
                found = read_entries(copy, paths, choices, progress, cancelled)
                there = {entry.found.path for entry in found}
                again = {path: name for path, name in own.items() if path in there}
                return with_own_encodings(found, read_in_encodings(copy, again, choices, progress, cancelled))

        self._start(job)

    def _read_in_encoding(self, path: Path, name: str) -> None:
        """Read one file again, in the encoding that the user says it has."""
        if self._task is not None or self._writing is not None:
            return
        self.model.corrections.encodings[path] = name
        copy, choices, before = self._around.desk.open_project.snapshot(), self.choices.choices, self.model.entries

        def job(progress: Progress, cancelled: Callable[[], bool]) -> list[Entry]:
            with copy:
                return with_own_encodings(before, read_in_encodings(copy, {path: name}, choices, progress, cancelled))

        self._start(job)

    def _start(self, job: Callable[[Progress, Callable[[], bool]], list[Entry]]) -> None:
        self.work.begin(self.tr("Reading transcripts"))
        task = self._around.runner.run(self.tr("Reading transcripts"), job, self._read, self._not_read, only_asks=True)
        task.progressed.connect(self._tell_reading)
        self._task = task
        self._refresh()

    def _tell_reading(self, done: int, of: int) -> None:
        if self.sender() is self._task:
            self.work.tell(done, of, self.tr("Reading transcripts, {0} of {1}").format(done, of))

    def _read(self, entries: list[Entry]) -> None:
        self._task = None
        self.work.hide()
        current = self.model.at(self.table.currentIndex())[0] if self.table.currentIndex().isValid() else None
        self.model.show_entries(entries)
        if len(entries) <= UNFOLDED:
            self.table.expandAll()
        self.pages.setCurrentIndex(1 if entries else 0)
        if entries:
            there = [e.found.path for e in entries]
            row = there.index(current.found.path) if current and current.found.path in there else 0
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.setFocus()
        self._refresh()

    def _not_read(self, error: Exception) -> None:
        stopped = isinstance(error, Cancelled)
        if stopped and self._task is not None and not self._task.is_cancelled():
            return  # an earlier reading, stopped because another has begun
        self._task = None
        self.work.hide()
        if stopped:
            self._paths = [entry.found.path for entry in self.model.entries]
        else:
            self._around.show_error(error)
        self._refresh()

    def _labels(self) -> set[str]:
        """Return the labels that can be meant: those of the project, and those coming in."""
        coming = {label for entry in self.model.entries for label in entry.outcome.respondents}
        return set(known_labels(self._around.desk.open_project)) | coming

    # ---- correcting --------------------------------------------------------------------------------------------------

    def _hold_everywhere(self, everywhere: bool) -> None:
        self.model.same_everywhere = everywhere

    def _show_notes(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        entry = self.model.at(index)[0] if index.isValid() else None
        notes = entry.notes if entry else ()
        words = [outcome_words(entry)] if entry else []
        self.notes.setText("\n".join((*words, *notes)))
        self.notes.setVisible(bool(words or notes))
        refused = entry is not None and entry.outcome.result == "refused"
        self.notes.setProperty("note", "error" if refused else "grey")
        self.notes.style().unpolish(self.notes)
        self.notes.style().polish(self.notes)

    def _refresh(self) -> None:
        wanted = self.model.wanted()
        busy = self._task is not None or self._writing is not None
        documents = sum(e.found.sheet is None for e in wanted)
        sheets = len(wanted) - documents
        words = [self.tr("{0} documents").format(documents) if documents != 1 else self.tr("1 document")]
        if sheets:
            words.append(self.tr("{0} sheets").format(sheets) if sheets != 1 else self.tr("1 sheet"))
        many = self.tr("Import {0}").format(self.tr(" and ").join(words))
        self.bring_in.setText(many if wanted else self.tr("Import"))
        self.bring_in.setEnabled(bool(wanted) and not busy)
        for widget in (self.choices, self.add_files, self.add_folder):
            widget.setEnabled(self._writing is None)
        self.table.setEnabled(not busy)
        counts = Counter(e.outcome.result for e in self.model.entries)
        said = [
            text.format(counts[result])
            for result, text in (
                ("refused", self.tr("{0} cannot come in")),
                ("duplicate", self.tr("{0} already there")),
            )
            if counts[result]
        ]
        self.sentence.setText(", ".join(said) or self.tr("Nothing is written before you press Import."))
        self._show_notes(self.table.currentIndex())

    # ---- writing -----------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        wanted = self.model.wanted()
        if not wanted or self._task is not None or self._writing is not None:
            return
        self._begun = wanted
        self._writing = Writing(self._around.desk, wanted, self)
        self._writing.progressed.connect(self._tell_writing)
        self._writing.ended.connect(self._written)
        self.work.begin(self.tr("Importing"))
        self._refresh()
        self._writing.start()

    def _tell_writing(self, done: int, of: int, file: str) -> None:
        self.work.tell(done, of, self.tr("Importing, {0} of {1}: {2}").format(done, of, file))

    def _written(self, results: list[ImportResult]) -> None:
        self._writing = None
        self.work.hide()
        left = [e for e in self.model.entries if not e.can_come_in]
        self.report.tell(results, self._begun, left)
        self.pages.setCurrentIndex(2)
        self.choices.hide()
        self.add_files.hide()
        self.add_folder.hide()
        self.bring_in.hide()
        self.sentence.setText(self.tr("Each document is one step of Undo."))
        self.leave.setDefault(True)
        self.leave.setFocus()
        self._around.say(self.came.text())

    def _stop(self) -> None:
        if self._writing is not None:
            self._writing.stop()
        elif self._task is not None:
            self._task.cancel()

    # ---- the dialog itself -------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Stop what is being done, or close."""
        if self._writing is not None:
            self._writing.stop()
            return
        if self._task is not None:
            self._task.cancel()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Not in the middle of writing: that is stopped first."""
        if self._writing is not None:
            self._writing.stop()
            event.ignore()
            return
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """In the table, Enter corrects and Ctrl+Enter imports."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._write()
            event.accept()
            return
        if is_enter and self.table.hasFocus():
            index = self.table.currentIndex()
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.table.edit(index)
            event.accept()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files."""
        if event.mimeData().hasUrls() and self._writing is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Read the files that were dropped."""
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take(paths)


def _button(words: str, press: Callable[[], object]) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.clicked.connect(press)
    return button
