"""What came of an import: a sentence, and one line for each file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from fop_coder.gui.importing.entries import Entry, outcome_words
from fop_coder.gui.painting import restyle
from fop_coder.project.importing import ImportResult


class ReportPage(QWidget):
    """The last page of the import dialog."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.came = QLabel()
        self.came.setTextFormat(Qt.TextFormat.PlainText)
        self.came.setWordWrap(True)
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName(self.tr("What came of each file"))
        self.copy = QPushButton(self.tr("Copy details"))
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        column.addWidget(self.came)
        column.addWidget(self.lines, 1)
        column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)

    def tell(self, results: Sequence[ImportResult], wanted: Sequence[Entry], left: Sequence[Entry]) -> None:
        """Show what came of it, what did not come in first.

        Args:
            results: of what was begun, in order; wanted: what was to come in; left: what could not.
        """
        come_in = [r for r in results if r.result == "imported"]
        not_in = [f"{r.file}: {r.why}" for r in results if r.result != "imported"]
        not_in += [f"{e.found.path.name}: {outcome_words(e)}" for e in left]
        stopped = [
            self.tr("{0}: not begun when it was stopped").format(e.found.path.name) for e in wanted[len(results) :]
        ]
        lines = [*not_in, *stopped]
        lines += [self.tr("{0}: document {1}").format(r.file, r.document) for r in come_in if r.document]
        lines += [f"{r.file}: {r.why}" for r in come_in if not r.document]
        said = [self.tr("{0} imported.").format(len(come_in))]
        if not_in:
            said.append(self.tr("{0} did not come in.").format(len(not_in)))
        if stopped:
            said.append(self.tr("Stopped before {0} more.").format(len(stopped)))
        self.came.setText(" ".join(said))
        self.came.setProperty("note", "warning" if not_in or stopped else "good")
        restyle(self.came)
        self.lines.setPlainText("\n".join(lines))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.came.text()}\n{self.lines.toPlainText()}")
