"""The foot of the export screen: where it is written, and the writing itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fop_coder.gui import dialogs, files
from fop_coder.gui.file_writing import FileWriting
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.tasks import Progress
from fop_coder.model.base import now
from fop_coder.project import Project
from fop_coder.project.disclosure import with_names
from fop_coder.project.exporting import ExportWishes, export_project, frozen_name
from fop_coder.project.tallying import Question


class ExportFoot(QWidget):
    """What came of the writing, a field for the place, and the button.

    Signals:
        wanted: the user wants it written.
        written: it is; a Path.
    """

    wanted = Signal()
    written = Signal(object)

    def __init__(self, around: Surroundings) -> None:
        """Build it."""
        super().__init__()
        self._around = around
        self._is_allowed = False
        self._ending, self._kind = ".xlsx", ""
        self._chosen: Path | None = None
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 24, 14)
        column.setSpacing(8)
        self.writing = FileWriting(self._around)
        self.writing.written.connect(self._written)
        self.writing.ended.connect(self._ended)
        column.addWidget(self.writing)
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
        self.write.clicked.connect(self.wanted)
        row.addWidget(self.path, 1)
        row.addWidget(choose)
        row.addWidget(self.write)
        column.addLayout(row)

    # ---- the place ---------------------------------------------------------------------------------------------------

    def set_format(self, ending: str, kind: str) -> None:
        """Write files of this ending from now on; ``kind`` is what they are called."""
        self._ending, self._kind = ending, kind
        path = Path(self.path.text().strip())
        if path.name:
            self.path.setText(str(path.with_suffix(ending)))
        names = {
            ".xlsx": self.tr("Export workbook"),
            ".docx": self.tr("Export report"),
            ".html": self.tr("Export report"),
            ".csv": self.tr("Export tables"),
            ".sav": self.tr("Export SPSS file"),
            ".json": self.tr("Export JSON"),
            ".svg": self.tr("Export charts"),
        }
        self.write.setText(names[ending])

    def suggest(self, project: Project, last: str = "") -> None:
        """Suggest a name that nothing has yet: in the folder written to last, else beside the project."""
        folder = project.store.path.parent if project.store.path else files.documents_folder()
        if last and Path(last).is_dir():
            folder = Path(last)
        name = self.tr("{0}, tallies {1}").format(project.settings.name, now()[:10]).replace("/", "-")
        self.path.setText(files.short(files.free_place(folder, name, self._ending)))

    def _path_typed(self, _words: str) -> None:
        self.writing.forget_result()

    def _choose(self) -> None:
        start = Path(self.path.text()).expanduser()
        chosen = files.choose_new_file(self, self.tr("Export"), start, self._kind, f"*{self._ending}")
        if chosen:
            self._chosen = chosen
            self.path.setText(files.short(chosen))

    def _place(self, project: Project) -> Path:
        """Return where it is to be written, with the right ending."""
        if not self.path.text().strip():
            self.suggest(project)
        out = Path(self.path.text().strip()).expanduser()
        if out.suffix.lower() != self._ending:
            out = out.with_name(out.name + self._ending)
            self.path.setText(files.short(out))
        return out

    # ---- writing -----------------------------------------------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        """Whether something is being written."""
        return self.writing.is_busy

    def allow(self, *, allowed: bool) -> None:
        """Offer the button, or not: what is wanted cannot be."""
        self._is_allowed = allowed
        self.write.setEnabled(allowed and not self.is_busy)

    def begin(self, project: Project, question: Question, wishes: ExportWishes, names: Path | None = None) -> None:
        """Write in the background, on a copy of the project; ask before something is replaced.

        Args:
            names: a file of names; nothing is written that holds one of them.
        """
        if self.is_busy or not self._is_allowed:
            return
        out = self._place(project)
        twin = [frozen_name(out)] if wishes.frozen else []
        if any(file.exists() and out != self._chosen and not self._may_replace(file) for file in (out, *twin)):
            return
        copy = project.snapshot()

        def write(progress: Progress, cancelled: Callable[[], bool]) -> None:
            with copy:
                wanted = with_names(wishes, names)
                export_project(copy, out, question, wanted, seen_by=copy.coder, progress=progress, cancelled=cancelled)

        self.writing.run(out, write, self.tr("Writing, {0} of {1} rows"))
        self.write.setEnabled(False)

    def _may_replace(self, out: Path) -> bool:
        return dialogs.ask(
            self,
            self.tr("Export"),
            self.tr("{0} is there already.").format(files.short(out)),
            self.tr("Replace it"),
            self.tr("Leave it"),
        )

    def _written(self, out: Path) -> None:
        self._chosen = out  # writing it again replaces what this very screen has written
        self.written.emit(out)

    def _ended(self) -> None:
        self.write.setEnabled(self._is_allowed)

    def forget(self) -> None:
        """Another project is open: stop, and forget places."""
        self._chosen = None
        self.writing.forget()
