"""A window that waits in words: something long is written in the background, and nothing else can be done meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QVBoxLayout, QWidget

from fop_coder.gui.tasks import Progress, Runner
from fop_coder.gui.theme import theme_in_use

WIDTH = 420
"""px at 100 %."""


class WaitDialog(QDialog):
    """Says what is waited for; it goes by itself, and nothing closes it before."""

    def __init__(self, parent: QWidget, words: str) -> None:
        """Say it; show it with ``open``."""
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(self.tr("One moment"))
        self.setAccessibleName(words)
        theme = theme_in_use()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        self.words = QLabel(words)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setFixedWidth(theme.px(WIDTH) if theme else WIDTH)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words)
        column.addWidget(self.words)
        column.addWidget(self.bar)

    def reject(self) -> None:
        """Stay: neither Esc nor the window's cross ends what is waited for."""


def wait_for(parent: QWidget, runner: Runner, words: str, job: Callable[[], None]) -> None:
    """Do a job in the background and come back when it is done, with the window alive but closed to the user.

    Raises:
        Whatever the job raised.
    """
    failed: list[Exception] = []

    def background(_progress: Progress, _cancelled: Callable[[], bool]) -> None:
        job()

    dialog, loop = WaitDialog(parent, words), QEventLoop()
    task = runner.run(words, background, lambda _: None, failed.append)
    task.finished.connect(lambda _: loop.quit())
    task.failed.connect(lambda _: loop.quit())
    dialog.open()
    try:
        loop.exec()
    finally:
        dialog.done(QDialog.DialogCode.Accepted)
        dialog.deleteLater()
    if failed:
        raise failed[0]
