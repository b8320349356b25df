"""Starting the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from fop_coder.gui.main_window import MainWindow
from fop_coder.gui.panel import Panel
from fop_coder.gui.preferences import Preferences
from fop_coder.gui.theme import Appearance, Theme


def all_panels() -> list[type[Panel]]:
    """Return the screens in the order of the rail, the start screen first."""
    from fop_coder.gui.panels.code.panel import CodePanel
    from fop_coder.gui.panels.export.panel import ExportPanel
    from fop_coder.gui.panels.find.panel import FindPanel
    from fop_coder.gui.panels.history.panel import HistoryPanel
    from fop_coder.gui.panels.respondents.panel import RespondentsPanel
    from fop_coder.gui.panels.start.panel import StartPanel
    from fop_coder.gui.panels.tallies.panel import TalliesPanel

    return [StartPanel, CodePanel, RespondentsPanel, TalliesPanel, FindPanel, ExportPanel, HistoryPanel]


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the application, made once."""
    present = QApplication.instance()
    application = present if isinstance(present, QApplication) else QApplication(list(arguments))
    application.setApplicationName("FOP Coder")
    application.setOrganizationName("FOP Coder")
    return application


def make_window(application: QApplication, preferences: Preferences) -> MainWindow:
    """Return the window, dressed as the user left it."""
    theme = Theme(application)
    chosen = preferences.text("appearance", Appearance.SYSTEM)
    appearance = Appearance(chosen) if chosen in list(Appearance) else Appearance.SYSTEM
    theme.apply(appearance, preferences.number("text_scale", 1.0))
    return MainWindow(theme, preferences, all_panels())


def run(project: Path | None = None) -> int:
    """Open the window, on a project if one is given; return the exit code."""
    application = make_application(sys.argv[:1])
    window = make_window(application, Preferences())
    window.show()
    if project is not None:
        window.open_project(project)
    return application.exec()
