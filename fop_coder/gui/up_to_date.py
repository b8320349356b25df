"""Screens that follow the project while they are seen, and catch up when they come into sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from fop_coder.gui.panel import Panel, Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable

    from fop_coder.project import Project


class UpToDatePanel(Panel):
    """A screen whose contents are read anew after Changes: soon where it is seen, else when it comes into sight."""

    def __init__(self, around: Surroundings) -> None:
        """Begin with nothing read."""
        super().__init__(around)
        self._stale, self._afresh = True, True
        self._later = single_shot(self, self._bring_up_to_date)

    def outdate(self, *, afresh: bool = False) -> None:
        """The project may hold something else than what is shown.

        Args:
            afresh: it is another project, of which nothing was read yet.
        """
        self._stale = True
        self._afresh = self._afresh or afresh
        if self.isVisible():
            self._later.start(0)

    def read_again(self, project: Project, *, afresh: bool) -> None:
        """Show what the project holds now; ``afresh``: for the first time."""
        raise NotImplementedError

    def _bring_up_to_date(self) -> None:
        project = self.desk.project
        if not self._stale or project is None or not self.isVisible():
            return
        afresh, self._stale, self._afresh = self._afresh, False, False
        self.read_again(project, afresh=afresh)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Catch up when it comes into sight."""
        super().showEvent(event)
        self._bring_up_to_date()


def single_shot(owner: QObject, run: Callable[[], None], milliseconds: int = 0) -> QTimer:
    """Return a timer that calls something once, some time after it is started."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(run)
    return timer


def fill_with(screen: QWidget, *parts: QWidget, grows: int = 0) -> QSplitter:
    """Fill a screen with parts beside one another, and return the splitter; the part at ``grows`` gets the room."""
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    for part in parts:
        splitter.addWidget(part)
    splitter.setStretchFactor(grows, 1)
    row = QHBoxLayout(screen)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(splitter)
    return splitter
