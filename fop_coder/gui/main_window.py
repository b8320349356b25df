"""The frame: rail, menus, screens, status line. It knows the panels by their common face alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from fop_coder.gui import dialogs
from fop_coder.gui.actions import ActionRegistry, ActionSpec
from fop_coder.gui.desk import Desk
from fop_coder.gui.focus import LettersStayInMenus, bring_into_sight, step_focus
from fop_coder.gui.frame_actions import SCREENS, frame_specs
from fop_coder.gui.kept_keys import keep_keys, restore_keys
from fop_coder.gui.looks import Looks
from fop_coder.gui.menus import MENUS, Corner, Menus, PaletteButton
from fop_coder.gui.opening import keep_screen, open_on_desk, screen_left
from fop_coder.gui.panel import Panel, Place, Surroundings
from fop_coder.gui.panes import PaneWalk, as_they_stand
from fop_coder.gui.preferences import Preferences
from fop_coder.gui.project_actions import ProjectActions
from fop_coder.gui.rail import Rail
from fop_coder.gui.screens import Screen, screen_of
from fop_coder.gui.standing import ReadingStanding
from fop_coder.gui.status_line import StatusLine
from fop_coder.gui.tasks import Runner
from fop_coder.gui.theme import Theme

if TYPE_CHECKING:
    from fop_coder.gui.palette import CommandPalette

__all__ = ["MENUS", "START", "MainWindow"]

START = "start"
BACK_KEPT = 50
"""So many places can be gone back to."""


class MainWindow(QMainWindow):
    """The window. Panels are given to it as classes; it makes them and keeps them in the order of the rail."""

    def __init__(
        self,
        theme: Theme,
        preferences: Preferences,
        panels: list[type[Panel]],
        coming: Sequence[Screen] = (),
    ) -> None:
        """Build the frame and the panels; nothing is opened yet. ``coming``: screens made when they are needed."""
        super().__init__()
        self.theme, self.preferences = theme, preferences
        self.desk = Desk(self)
        self.runner = Runner(self)
        self.desk.wait = self._wait_for
        self.actions_known = ActionRegistry(self, self._furnish)
        self.setWindowTitle("FOP Coder")
        self.setMinimumSize(1100, 700)
        self._back: list[Place] = []
        self._looks, self.walk = Looks(theme, preferences), PaneWalk(self, self._panes)
        self._around = Surroundings(
            self.desk,
            theme,
            preferences,
            self.runner,
            self.actions_known,
            self.go,
            self.say,
            self.offer_undo,
            self.show_error,
            self.open_project,
        )
        self.project_actions = ProjectActions(self, self._around)
        self._stack = QStackedWidget()
        self.rail = Rail(theme)
        self._build_frame()
        self._build_status_line()
        self._panels: dict[str, Panel] = {}
        self.actions_known.add(self.project_actions.specs())
        self.actions_known.add(frame_specs(self, self._looks, self.walk))
        self.rail.add_foot(self.actions_known.action("window.settings"), self.tr("Settings"), "ph.gear")
        self._screens = {screen.name: screen for screen in (*map(screen_of, panels), *coming)}
        for screen in self._screens.values():
            self._announce(screen)
        for kind in panels:
            self._add_panel(kind)
        self._build_menus()
        self._restore_shortcuts()
        self._palette: CommandPalette | None = None
        self._listen()
        self._dress()
        self._opened()
        geometry = preferences.bytes("window/geometry")
        if geometry.isEmpty():
            self.resize(1440, 900)
        else:
            self.restoreGeometry(geometry)

    # ---- the frame -------------------------------------------------------------------------------------------------

    def _build_frame(self) -> None:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._stack, 1)
        self.setCentralWidget(whole)
        self.rail.chosen.connect(self.show_panel)

    def _build_status_line(self) -> None:
        self.status = StatusLine(self.theme)
        self.setStatusBar(self.status)
        self._sentence, self._undo_link = self.status.sentence, self.status.undo
        self.status.undo_asked.connect(self.desk.undo_stack.undo)
        self.status.cancel_asked.connect(self._cancel_tasks)
        self._standing = ReadingStanding(self.desk, self)
        self._standing.changed.connect(self._tell_reading)

    def _build_menus(self) -> None:
        self._menus = Menus(self.menuBar(), self.actions_known, self._about_to_show_menu)
        LettersStayInMenus(self.menuBar())
        self._menus.fill(more_come=not self._is_furnished())
        Corner(self.menuBar(), PaletteButton(self.actions_known.action("view.palette"), self.theme), self.theme)

    def _about_to_show_menu(self) -> None:
        self._furnish()
        self._refresh()

    def _listen(self) -> None:
        QShortcut(QKeySequence("?"), self, self.show_shortcuts)  # tables and transcripts would take it for a letter
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)
        self.desk.opened.connect(self._opened)
        self.desk.changed.connect(self._refresh)
        self.desk.failed.connect(self.show_error)
        self.desk.coder_changed.connect(self._refresh)
        self.desk.undo_stack.indexChanged.connect(self._refresh)
        self.runner.started.connect(self.status.task_started)
        self.runner.ended.connect(self.status.task_ended)
        self.theme.changed.connect(self._dress)

    def _announce(self, screen: Screen) -> None:
        """Give a screen its button and its key, before it is made."""
        if screen.name == START:
            return
        number = self.rail.add(screen.name, self.tr(screen.title), screen.icon)
        shown = ActionSpec(
            f"view.{screen.name}",
            self.tr(screen.title),
            "View",
            partial(self.show_panel, screen.name),
            shortcut=f"Ctrl+{number}" if number < 10 else "",
            icon=screen.icon,
            hint=self.tr("Show {0}").format(self.tr(screen.title)),
            group=SCREENS,
        )
        self.actions_known.add([shown])

    def _add_panel(self, kind: type[Panel]) -> None:
        panel = kind(self._around)
        self._panels[panel.name] = panel
        self._stack.addWidget(panel)
        panel.moved.connect(self._tell_reading)
        specs = panel.action_specs()
        own = [
            replace(spec, callback=partial(self._do_on_screen, panel.name, spec.callback))
            for spec in specs
            if spec.context
        ]
        rank = 1 + list(self._screens).index(panel.name)
        self.actions_known.add(own, owner=panel, rank=rank)
        self.actions_known.add((spec for spec in specs if not spec.context), rank=rank)

    # ---- panels that come when they are needed -----------------------------------------------------------------------

    def _is_furnished(self) -> bool:
        return len(self._panels) == len(self._screens)

    def furnish_next(self) -> bool:
        """Make the next panel that was not made yet; say whether there was one."""
        name = next((name for name in self._screens if name not in self._panels), "")
        if name:
            self._make(name)
        return bool(name)

    def _make(self, name: str) -> None:
        """Make a panel that is not there yet."""
        self._add_panel(self._screens[name].load())
        for signal, slot in ((self.desk.opened, self._opened), (self.desk.changed, self._refresh)):
            signal.disconnect(slot)
            signal.connect(slot)  # the window follows when its panels have
        self._menus.fill(more_come=not self._is_furnished())
        self._restore_shortcuts()
        self._dress()
        if self.desk.project is not None:
            self._panels[name].project_opened()
        self._refresh()

    def _furnish(self) -> None:
        """Make all panels that are not there yet."""
        while self.furnish_next():
            pass

    # ---- what panels may ask for -------------------------------------------------------------------------------------

    @property
    def panel(self) -> Panel:
        """The screen that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Panel)  # noqa: S101 - nothing else is ever put there
        return shown

    def panel_named(self, name: str) -> Panel:
        """Return a screen by its name."""
        if name not in self._panels:
            self._make(name)
        return self._panels[name]

    def show_panel(self, name: str) -> None:
        """Show a screen as it was left."""
        panel = self.panel_named(name)
        self._stack.setCurrentWidget(panel)
        self.rail.show_chosen(name)
        panel.focus_first()
        self._remember_screen()
        self._refresh()

    def go(self, place: Place) -> None:
        """Show a place, and remember where we were."""
        if not (place.step and place.panel == self.panel.name):
            self._keep_place()
        self.show_panel(place.panel)
        self._panels[place.panel].go(place)
        self._refresh()

    def _do_on_screen(self, name: str, run: Callable[[], object]) -> None:
        """Do what belongs to a screen where it can be seen: from a menu or the palette, the screen is shown first."""
        if self.panel.name != name:
            self._keep_place()
            self.show_panel(name)
        run()

    def _keep_place(self) -> None:
        self._back = [*self._back, self.panel.place()][-BACK_KEPT:]

    def can_go_back(self) -> bool:
        """Say whether there is a place to return to."""
        return bool(self._back)

    def go_back(self) -> None:
        """Return to where we were before the last ``go``."""
        if self._back:
            place = self._back.pop()
            self.show_panel(place.panel)
            self._panels[place.panel].go(place)
            self._refresh()

    def say(self, sentence: str) -> None:
        """Put a sentence on the status line for a few seconds."""
        self.status.say(sentence)

    def offer_undo(self, sentence: str) -> None:
        """Say what was done, with a link that undoes it."""
        self.status.say(sentence, with_undo=True)

    def show_error(self, error: Exception) -> None:
        """Show one dialog."""
        dialogs.show_error(self, error)

    def open_project(self, path: Path) -> bool:
        """Open a project; where somebody else has it open, offer to open it for reading. Say whether it is open."""
        if not open_on_desk(self, self.desk, path, self.show_error):
            return False
        if not self.desk.is_read_only:
            self.preferences.add_recent(path)
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Go by Tab in reading order."""
        return step_focus(self, forward=forward)

    def _focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        bring_into_sight(before, now)

    # ---- keeping in step ---------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        self._back.clear()
        project = self.desk.project
        has_project = project is not None
        self.rail.setVisible(has_project)
        self.status.show_project(open_=has_project, reads_only=self.desk.is_read_only)
        self.status.unsay()
        if project is None:
            self.setWindowTitle("FOP Coder")
            self._stack.setCurrentWidget(self._panels[START])
        else:
            self._show_title()
            self.show_panel(self._screen_left())
        self._refresh()

    def _show_title(self) -> None:
        reading = self.tr(" (reading only)") if self.desk.is_read_only else ""
        self.setWindowTitle(f"{self.desk.open_project.settings.name}{reading} — FOP Coder")

    def _screen_left(self) -> str:
        """Return the screen on which the open project was left, the first one where that is not known."""
        left = screen_left(self.preferences, self.desk.open_project.store.path)
        return left if left in self.rail.buttons else next(iter(self.rail.buttons))

    def _remember_screen(self) -> None:
        project = self.desk.project
        if project is not None and self.panel.name in self.rail.buttons:
            keep_screen(self.preferences, project.store.path, self.panel.name)

    def _refresh(self, *_: object) -> None:
        project = self.desk.project
        self.actions_known.refresh(has_project=project is not None, read_only=self.desk.is_read_only)
        stack = self.desk.undo_stack
        for name, can, text in (
            ("edit.undo", stack.canUndo(), stack.undoText()),
            ("edit.redo", stack.canRedo(), stack.redoText()),
        ):
            title = self.actions_known.spec(name).title
            self.actions_known.action(name).setText(f"{title}: {text}" if can and text else title)
        self._tell_reading()
        if project is None:
            self.status.show_who(self.tr("No network is used"))
            return
        self._show_title()
        from fop_coder.model.people import Coder

        coder = project.store.by_guid(Coder, [project.coder])[project.coder]
        self.status.show_who(self.tr("Coder: {0}").format(coder.name))

    def _tell_reading(self) -> None:
        place = self.panel.place() if self.desk.project is not None else None
        self.status.show_reading(self._standing.words(place.document if place else None))
        self.status.show_standing(self.panel.standing() if place else "")
        self.status.show_keys(self.panel.key_hints() if place else ())

    def _wait_for(self, words: str, job: Callable[[], None]) -> None:
        from fop_coder.gui.waiting import wait_for

        wait_for(self, self.runner, words, job)

    def _cancel_tasks(self) -> None:
        for task in self.runner.tasks:
            task.cancel()

    # ---- appearance and panes ----------------------------------------------------------------------------------------

    def _dress(self) -> None:
        self._looks.dress(self.actions_known)

    def _panes(self) -> list[QWidget]:
        """Return the widgets that F6 goes through: those of the shown panel, as they stand, then the rail."""
        marked = [w for w in self.panel.findChildren(QWidget) if w.property("pane") and w.isVisible()]
        rail = [b for name, b in self.rail.buttons.items() if name == self.panel.name and b.isVisible()]
        return [*(as_they_stand(marked, self) or [self.panel]), *rail]

    # ---- palette, settings, keys -------------------------------------------------------------------------------------

    @property
    def palette_shown(self) -> CommandPalette:
        """The command palette, made when it is first asked for."""
        if self._palette is None:
            from fop_coder.gui.palette import CommandPalette

            self._palette = CommandPalette(self, self._around)
        return self._palette

    def show_palette(self) -> None:
        """Open the command palette."""
        self._furnish()
        self._refresh()
        self.palette_shown.open()

    def show_settings(self) -> None:
        """Open the settings."""
        from fop_coder.gui.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self, self._around)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def show_shortcuts(self) -> None:
        """Show all keys."""
        self._furnish()
        from fop_coder.gui.shortcuts import ShortcutsDialog

        dialog = ShortcutsDialog(self, self.theme, self.actions_known, self.change_shortcut)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _restore_shortcuts(self) -> None:
        restore_keys(self.actions_known, self.preferences)

    def change_shortcut(self, name: str, keys: QKeySequence) -> None:
        """Give an action other keys and remember them; its usual ones need not be remembered."""
        keep_keys(self.actions_known, self.preferences, name, keys)

    # ---- events ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc goes back, where nothing else has taken it."""
        if event.key() == Qt.Key.Key_Escape and self._back:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the status line."""
        super().resizeEvent(event)
        self.status.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Stop what runs, remember the window, close the project; not in the middle of taking back something long."""
        if self.desk.is_waiting:
            event.ignore()
            return
        self.preferences.set_bytes("window/geometry", self.saveGeometry())
        self.desk.close()
        self.runner.stop()  # last: panels that learn of the closing may have begun something
        self.preferences.flush()
        event.accept()
