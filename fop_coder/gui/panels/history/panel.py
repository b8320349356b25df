"""History: who did what and when, versions of the codebook, backups. Nothing of it can be changed here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTabBar, QVBoxLayout

from fop_coder.gui import dialogs
from fop_coder.gui.panel import Panel, Place, Surroundings
from fop_coder.gui.panels.history.kept_pages import BackupsPage, VersionsPage
from fop_coder.gui.panels.history.log_page import LogPage
from fop_coder.gui.places import place_of
from fop_coder.gui.restoring import put_back
from fop_coder.model.codebook import CodebookVersion
from fop_coder.model.people import Coder
from fop_coder.project.happenings import about
from fop_coder.project.safekeeping import Backup

PAUSE = 250
"""Milliseconds after the last change before the history is brought in step."""


class HistoryPanel(Panel):
    """Three pages under tabs."""

    name = "history"
    title = "History"
    icon = "ph.clock-counter-clockwise"

    def __init__(self, around: Surroundings) -> None:
        """Build the screen; lines are read when they are shown."""
        super().__init__(around)
        self._is_stale = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._bring_up_to_date)
        self.log, self.versions, self.backups = LogPage(self.theme), VersionsPage(self.theme), BackupsPage(self.theme)
        self.log.followed.connect(self._follow)
        self.backups.backup_asked.connect(self._back_up)
        self.backups.restore_asked.connect(self._restore)
        self.around.runner.ended.connect(self._work_ended)
        head = QHBoxLayout()
        title = QLabel(self.tr("History"))
        title.setProperty("role", "title")
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(self.tr("Pages of the history"))
        self.pages = QStackedWidget()
        for page, words in (
            (self.log, self.tr("What was done")),
            (self.versions, self.tr("Codebook versions")),
            (self.backups, self.tr("Backups")),
        ):
            self.tabs.addTab(words)
            self.pages.addWidget(page)
        self.tabs.currentChanged.connect(self._turn_to)
        head.addWidget(title)
        head.addSpacing(16)
        head.addWidget(self.tabs)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        self.desk.coder_changed.connect(partial(self.project_changed, None))
        self.theme_changed()

    def _turn_to(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self._show_kept()

    # ---- what is done ------------------------------------------------------------------------------------------------

    def _follow(self, number: int) -> None:
        """Go to what an entry was about, where it is still there."""
        project = self.desk.open_project
        found = about(project, number, seen_by=project.coder)
        if found is None:
            self.around.say(self.tr("What this entry was about has no place to go to, or is no longer there"))
        else:
            self.around.go(place_of(found))

    def _back_up(self) -> None:
        self.around.actions.action("project.backup").trigger()

    def _work_ended(self, _task: object) -> None:
        """Look for backups again: one may have been written."""
        if self.isVisible() and self.pages.currentWidget() is self.backups:
            self.backups.show_project(self.desk.project)

    def _restore(self, backup: Backup | None) -> None:
        """Put a backup in the project's place, which is kept beside; or let the user choose another file."""
        path = self.desk.open_project.store.path
        if backup is None or path is None:
            self.around.actions.action("project.restore").trigger()
        elif dialogs.ask(
            self,
            self.tr("Restore a backup"),
            self.tr("{0} takes the place of {1}. The present state is kept beside it, under another name.").format(
                backup.path.name, path.name
            ),
            self.tr("Restore it"),
            self.tr("Leave it"),
        ):
            put_back(self.around, backup.path, path, self.around.show_error)

    # ---- keeping in step ---------------------------------------------------------------------------------------------

    def project_opened(self) -> None:
        """Begin anew."""
        self._pause.stop()
        self._is_stale = False
        self.log.open_project(self.desk.project)
        self._show_kept()

    def project_changed(self, kinds: object) -> None:
        """Show what has happened since, at once if it is seen."""
        self._is_stale = True
        if isinstance(kinds, frozenset) and Coder in kinds:
            self.log.offer_coders()
        if isinstance(kinds, frozenset) and CodebookVersion in kinds:
            self.versions.show_project(self.desk.project)
        if self.isVisible():
            self._pause.start()

    def _bring_up_to_date(self) -> None:
        if self._is_stale and self.desk.project is not None:
            self._is_stale = False
            self.log.take_new()

    def _show_kept(self) -> None:
        """Show versions and backups; the folder is only looked through where that is seen."""
        self.versions.show_project(self.desk.project)
        if self.pages.currentWidget() is self.backups:
            self.backups.show_project(self.desk.project)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Show what happened since it was last seen."""
        super().showEvent(event)
        self._bring_up_to_date()
        self._show_kept()

    def theme_changed(self) -> None:
        """Set sizes anew."""
        for page in (self.log, self.versions, self.backups):
            page.dress()
        super().theme_changed()

    def go(self, place: Place) -> None:
        """Come back to the entry that one went away from."""
        self.focus_first()

    def focus_first(self) -> None:
        """Put the focus into the table of the page."""
        tables = (self.log.table, self.versions.table, self.backups.table)
        table = tables[self.pages.currentIndex()]
        (table if table.isVisible() else self.tabs).setFocus()
