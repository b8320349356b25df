"""The frame: rail, menus, screens, status line. It knows the panels by their common face alone."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui import dialogs
from fop_coder.gui.actions import ActionRegistry, ActionSpec
from fop_coder.gui.desk import Desk
from fop_coder.gui.painting import icon
from fop_coder.gui.palette import CommandPalette
from fop_coder.gui.panel import Panel, Place, Surroundings
from fop_coder.gui.preferences import Preferences
from fop_coder.gui.project_actions import ProjectActions
from fop_coder.gui.settings_dialog import SettingsDialog
from fop_coder.gui.shortcuts import ShortcutsDialog
from fop_coder.gui.tasks import Runner, Task
from fop_coder.gui.theme import Appearance, Theme
from fop_coder.model.errors import FopCoderError, ProjectLocked
from fop_coder.model.people import Coder

MENUS = ("Project", "Edit", "View", "Code", "Respondents", "Analyse", "Window", "Help")
SENTENCE_SECONDS = 6
START = "start"


class MainWindow(QMainWindow):
    """The window. Panels are given to it as classes; it makes them and keeps them in the order of the rail."""

    def __init__(self, theme: Theme, preferences: Preferences, panels: list[type[Panel]]) -> None:
        """Build the frame and the panels; nothing is opened yet."""
        super().__init__()
        self.theme, self.preferences = theme, preferences
        self.desk = Desk(self)
        self.runner = Runner(self)
        self.actions_known = ActionRegistry(self)
        self.setWindowTitle("FOP Coder")
        self.setMinimumSize(1100, 700)
        self._back: list[Place] = []
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
        self._rail = QWidget()
        self._rail_buttons: dict[str, QToolButton] = {}
        self._build_frame()
        self._panels: dict[str, Panel] = {}
        self.actions_known.add(self.project_actions.specs())
        self.actions_known.add(self._own_actions())
        for kind in panels:
            self._add_panel(kind)
        self._build_menus()
        self._build_status_line()
        self._restore_shortcuts()
        self.palette_shown = CommandPalette(self, self._around)
        self.desk.opened.connect(self._opened)
        self.desk.changed.connect(self._refresh)
        self.desk.failed.connect(self.show_error)
        self.desk.coder_changed.connect(self._refresh)
        self.desk.undo_stack.indexChanged.connect(self._refresh)
        self.runner.started.connect(self._task_started)
        self.runner.ended.connect(self._task_ended)
        theme.changed.connect(self._dress)
        self._dress()
        self._opened()
        geometry = preferences.bytes("window/geometry")
        if geometry.isEmpty():
            self.resize(1440, 900)
        else:
            self.restoreGeometry(geometry)

    # ---- the frame -------------------------------------------------------------------------------------------------

    def _build_frame(self) -> None:
        self._rail.setProperty("rail", True)
        self._rail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rail.setAccessibleName(self.tr("Screens"))
        column = QVBoxLayout(self._rail)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(4)
        column.addStretch(1)
        self._rail_group = QButtonGroup(self)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(self._stack, 1)
        self.setCentralWidget(whole)

    def _add_panel(self, kind: type[Panel]) -> None:
        panel = kind(self._around)
        self._panels[panel.name] = panel
        self._stack.addWidget(panel)
        self.actions_known.add(panel.action_specs(), owner=panel)
        if panel.name == START:
            return
        number = len(self._rail_buttons) + 1
        button = QToolButton()
        button.setText(panel.title)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setAccessibleName(panel.title)
        show = partial(self.show_panel, panel.name)
        button.clicked.connect(show)
        self._rail_group.addButton(button)
        self._rail_buttons[panel.name] = button
        layout = self._rail.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - made above
        layout.insertWidget(layout.count() - 1, button)
        self.actions_known.add(
            [
                ActionSpec(
                    f"view.{panel.name}",
                    panel.title,
                    "View",
                    show,
                    shortcut=f"Ctrl+{number}" if number < 10 else "",
                    icon=panel.icon,
                    hint=self.tr("Show {0}").format(panel.title),
                )
            ]
        )

    def _own_actions(self) -> list[ActionSpec]:
        stack = self.desk.undo_stack
        return [
            ActionSpec("project.close", self.tr("Close project"), "Project", self.desk.close, "Ctrl+W", parted=True),
            ActionSpec("window.quit", self.tr("Quit"), "Project", self.close, "Ctrl+Q", needs_project=False),
            ActionSpec(
                "edit.undo",
                self.tr("Undo"),
                "Edit",
                stack.undo,
                "Ctrl+Z",
                writes=True,
                enabled=stack.canUndo,
                icon="ph.arrow-u-up-left",
            ),
            ActionSpec(
                "edit.redo",
                self.tr("Redo"),
                "Edit",
                stack.redo,
                "Ctrl+Y",
                writes=True,
                enabled=stack.canRedo,
                icon="ph.arrow-u-up-right",
            ),
            ActionSpec(
                "view.palette",
                self.tr("Find or do anything"),
                "View",
                self.show_palette,
                "Ctrl+K",
                needs_project=False,
                icon="ph.magnifying-glass",
            ),
            ActionSpec(
                "window.settings",
                self.tr("Settings"),
                "Window",
                self.show_settings,
                "Ctrl+,",
                needs_project=False,
                icon="ph.gear",
            ),
            ActionSpec("help.keys", self.tr("All keys"), "Help", self.show_shortcuts, "F1", needs_project=False),
            ActionSpec(
                "view.back", self.tr("Back"), "View", self.go_back, "Alt+Left", enabled=lambda: bool(self._back)
            ),
            ActionSpec(
                "view.light", self.tr("Light"), "View", lambda: self._wear(Appearance.LIGHT), needs_project=False
            ),
            ActionSpec("view.dark", self.tr("Dark"), "View", lambda: self._wear(Appearance.DARK), needs_project=False),
            ActionSpec(
                "view.system",
                self.tr("As the system"),
                "View",
                lambda: self._wear(Appearance.SYSTEM),
                needs_project=False,
            ),
            ActionSpec(
                "view.larger",
                self.tr("Larger text"),
                "View",
                lambda: self._resize_text(0.1),
                "Ctrl++",
                needs_project=False,
            ),
            ActionSpec(
                "view.smaller",
                self.tr("Smaller text"),
                "View",
                lambda: self._resize_text(-0.1),
                "Ctrl+-",
                needs_project=False,
            ),
            ActionSpec(
                "view.usual",
                self.tr("Usual text size"),
                "View",
                lambda: self._resize_text(0),
                "Ctrl+0",
                needs_project=False,
            ),
            ActionSpec("view.next_pane", self.tr("Next pane"), "Window", self._next_pane, "F6", needs_project=False),
            ActionSpec(
                "view.previous_pane",
                self.tr("Previous pane"),
                "Window",
                self._previous_pane,
                "Shift+F6",
                needs_project=False,
            ),
        ]

    def _build_menus(self) -> None:
        self._menus: dict[str, QMenu] = {}
        bar = self.menuBar()
        for name in MENUS:
            menu = bar.addMenu(self.tr(name))
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(self._refresh)
            self._menus[name] = menu
        for spec, action in self.actions_known:
            if spec.menu:
                if spec.parted and not self._menus[spec.menu].isEmpty():
                    self._menus[spec.menu].addSeparator()
                self._menus[spec.menu].addAction(action)
        for menu in self._menus.values():
            menu.menuAction().setVisible(not menu.isEmpty())

    def _build_status_line(self) -> None:
        line = self.statusBar()
        line.setSizeGripEnabled(False)
        self._saved = QLabel(self.tr("All changes are on disk"))
        self._sentence = QLabel()
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._undo_link = QPushButton(self.tr("Undo"))
        self._undo_link.setProperty("flat", True)
        self._undo_link.clicked.connect(self.desk.undo_stack.undo)
        self._undo_link.hide()
        self._working = QLabel()
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setProperty("flat", True)
        self._cancel.clicked.connect(self._cancel_tasks)
        self._who = QLabel()
        for widget in (self._saved, self._sentence, self._undo_link):
            line.addWidget(widget)
        for widget in (self._working, self._cancel, self._who):
            line.addPermanentWidget(widget)
        self._working.hide()
        self._cancel.hide()
        self._sentence_timer = QTimer(self)
        self._sentence_timer.setSingleShot(True)
        self._sentence_timer.timeout.connect(self._unsay)

    # ---- what panels may ask for -------------------------------------------------------------------------------------

    @property
    def panel(self) -> Panel:
        """The screen that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Panel)  # noqa: S101 - nothing else is ever put there
        return shown

    def panel_named(self, name: str) -> Panel:
        """Return a screen by its name."""
        return self._panels[name]

    def show_panel(self, name: str, _checked: bool = False) -> None:
        """Show a screen as it was left."""
        panel = self._panels[name]
        self._stack.setCurrentWidget(panel)
        if name in self._rail_buttons:
            self._rail_buttons[name].setChecked(True)
        panel.focus_first()
        self._refresh()

    def go(self, place: Place) -> None:
        """Show a place, and remember where we were."""
        self._back.append(self.panel.place())
        self.show_panel(place.panel)
        self._panels[place.panel].go(place)
        self._refresh()

    def go_back(self) -> None:
        """Return to where we were before the last ``go``."""
        if self._back:
            place = self._back.pop()
            self.show_panel(place.panel)
            self._panels[place.panel].go(place)
            self._refresh()

    def say(self, sentence: str) -> None:
        """Put a sentence on the status line for a few seconds."""
        self._sentence.setText(sentence)
        self._undo_link.hide()
        self._sentence_timer.start(SENTENCE_SECONDS * 1000)

    def offer_undo(self, sentence: str) -> None:
        """Say what was done, with a link that undoes it."""
        self.say(sentence)
        self._undo_link.show()

    def show_error(self, error: Exception) -> None:
        """Show one dialog."""
        dialogs.show_error(self, error)

    def open_project(self, path: Path) -> bool:
        """Open a project; where somebody else has it open, offer to open it for reading. Say whether it is open."""
        try:
            self.desk.open(path)
        except ProjectLocked as error:
            question = f"{error.where}\n\n{error.what}."
            if not dialogs.ask(
                self, self.tr("Open elsewhere"), question, self.tr("Open for reading only"), self.tr("Leave it")
            ):
                return False
            return self._open_for_reading(path)
        except FopCoderError as error:
            self.show_error(error)
            return False
        self.preferences.add_recent(path)
        return True

    def _open_for_reading(self, path: Path) -> bool:
        try:
            self.desk.open(path, read_only=True)
        except FopCoderError as error:
            self.show_error(error)
            return False
        return True

    # ---- keeping in step ---------------------------------------------------------------------------------------------

    def _opened(self) -> None:
        self._back.clear()
        project = self.desk.project
        has_project = project is not None
        self._rail.setVisible(has_project)
        if project is None:
            self.setWindowTitle("FOP Coder")
            self._stack.setCurrentWidget(self._panels[START])
        else:
            reading = self.tr(" (reading only)") if self.desk.is_read_only else ""
            self.setWindowTitle(f"{project.settings.name}{reading} — FOP Coder")
            self.show_panel(next(iter(self._rail_buttons)))
        self._refresh()

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
        self._saved.setVisible(project is not None)
        if project is None:
            self._who.setText(self.tr("No network is used"))
            return
        coder = project.store.by_guid(Coder, [project.coder])[project.coder]
        self._who.setText(self.tr("Coder: {0}").format(coder.name))

    def _unsay(self) -> None:
        self._sentence.clear()
        self._undo_link.hide()

    def _task_started(self, task: Task) -> None:
        task.progressed.connect(lambda done, of: self._working.setText(f"{task.title} {done}/{of}"))
        self._working.setText(task.title)
        QTimer.singleShot(400, self._show_working)

    def _show_working(self) -> None:
        busy = bool(self.runner.tasks)
        self._working.setVisible(busy)
        self._cancel.setVisible(busy)

    def _task_ended(self, _task: Task) -> None:
        self._show_working()

    def _cancel_tasks(self) -> None:
        for task in self.runner.tasks:
            task.cancel()

    # ---- appearance and panes ----------------------------------------------------------------------------------------

    def _wear(self, appearance: Appearance) -> None:
        self.theme.apply(appearance)
        self.preferences.set_text("appearance", appearance)

    def _resize_text(self, step: float) -> None:
        self.theme.apply(scale=self.theme.scale + step if step else 1.0)
        self.preferences.set_number("text_scale", self.theme.scale)

    def _dress(self) -> None:
        colour = self.theme.colour("text")
        size = self.theme.px(21)
        for name, button in self._rail_buttons.items():
            button.setIcon(icon(self._panels[name].icon, colour))
            button.setIconSize(QSize(size, size))
            button.setFixedWidth(self.theme.px(78))
            button.setMinimumHeight(self.theme.px(52))
            button.setFont(self.theme.sans(12))
        self._rail.setFixedWidth(self.theme.px(78) + 8)
        for spec, action in self.actions_known:
            if spec.icon:
                action.setIcon(icon(spec.icon, colour))

    def _panes(self) -> list[QWidget]:
        """Return the widgets that F6 goes through: those of the shown panel that say so, then the rail."""
        marked = [w for w in self.panel.findChildren(QWidget) if w.property("pane") and w.isVisible()]
        return marked or [self.panel]

    def _next_pane(self) -> None:
        self._step_pane(1)

    def _previous_pane(self) -> None:
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        panes = self._panes()
        focus = self.focusWidget()
        now = next(
            (i for i, p in enumerate(panes) if focus is not None and (p is focus or p.isAncestorOf(focus))), -step
        )
        panes[(now + step) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def show_palette(self) -> None:
        """Open the command palette."""
        self._refresh()
        self.palette_shown.open()

    def show_settings(self) -> None:
        """Open the settings."""
        dialog = SettingsDialog(self, self._around)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def show_shortcuts(self) -> None:
        """Show all keys."""
        dialog = ShortcutsDialog(self, self.actions_known, self.change_shortcut)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _restore_shortcuts(self) -> None:
        for name, keys in self.preferences.plain("shortcuts", {}).items():
            if any(spec.id == name for spec, _ in self.actions_known):
                self.actions_known.set_shortcut(name, str(keys))

    def change_shortcut(self, name: str, keys: QKeySequence) -> None:
        """Give an action other keys and remember them."""
        self.actions_known.set_shortcut(name, keys.toString())
        changed = self.preferences.plain("shortcuts", {})
        changed[name] = keys.toString()
        self.preferences.set_plain("shortcuts", changed)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Stop what runs, remember the window, close the project."""
        self.preferences.set_bytes("window/geometry", self.saveGeometry())
        self.desk.close()
        self.runner.stop()  # last: panels that learn of the closing may have begun something
        self.preferences.flush()
        event.accept()
