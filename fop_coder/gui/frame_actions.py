"""What can be done with the window itself: undo, screens' neighbours, text size, colours, panes, keys."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.desk import Desk
from fop_coder.gui.looks import Looks
from fop_coder.gui.panes import PaneWalk
from fop_coder.gui.theme import Appearance


class Frame(Protocol):
    """What the window can be asked to do."""

    desk: Desk

    def tr(self, words: str, /) -> str:
        """Translate words."""

    def close(self) -> bool:
        """Close the window."""

    def show_palette(self) -> None:
        """Open the palette."""

    def go_back(self) -> None:
        """Return to where we were."""

    def can_go_back(self) -> bool:
        """Say whether there is somewhere to return to."""

    def show_settings(self) -> None:
        """Open the settings."""

    def show_shortcuts(self) -> None:
        """Show all keys."""


SCREENS, FINDING, PANES, SIZES, COLOURS = -2, -1, 0, 1, 2
"""Groups of the View menu."""

LAST = 9
"""The group at the end of the Project menu."""


def frame_specs(window: Frame, looks: Looks, walk: PaneWalk) -> list[ActionSpec]:
    """Return the window's own actions."""
    return [*_leaving(window), *_editing(window), *_finding(window), *_looks(window, looks), *_around(window, walk)]


def _leaving(window: Frame) -> list[ActionSpec]:
    close, leave = window.tr("Close project"), window.tr("Quit")
    return [
        ActionSpec("project.close", close, "Project", window.desk.close, "Ctrl+W", group=LAST),
        ActionSpec("window.quit", leave, "Project", window.close, "Ctrl+Q", needs_project=False, group=LAST),
    ]


def _editing(window: Frame) -> list[ActionSpec]:
    stack = window.desk.undo_stack
    return [
        ActionSpec(
            "edit.undo",
            window.tr("Undo"),
            "Edit",
            stack.undo,
            "Ctrl+Z",
            writes=True,
            enabled=stack.canUndo,
            icon="ph.arrow-u-up-left",
            group=-1,
        ),
        ActionSpec(
            "edit.redo",
            window.tr("Redo"),
            "Edit",
            stack.redo,
            "Ctrl+Y",
            writes=True,
            enabled=stack.canRedo,
            icon="ph.arrow-u-up-right",
            group=-1,
        ),
    ]


def _finding(window: Frame) -> list[ActionSpec]:
    return [
        ActionSpec(
            "view.palette",
            window.tr("Find or do anything"),
            "View",
            window.show_palette,
            "Ctrl+K",
            needs_project=False,
            icon="ph.magnifying-glass",
            group=FINDING,
            hint=window.tr("Commands, respondents, documents, codes and words, by typing a part of them"),
        ),
        ActionSpec(
            "view.back",
            window.tr("Back"),
            "View",
            window.go_back,
            "Alt+Left",
            enabled=window.can_go_back,
            icon="ph.arrow-left",
            group=FINDING,
            hint=window.tr("Where you were before; Esc does the same"),
        ),
    ]


def _looks(window: Frame, looks: Looks) -> list[ActionSpec]:
    sizes = (
        ("view.larger", window.tr("Larger text"), 0.1, "Ctrl++"),
        ("view.smaller", window.tr("Smaller text"), -0.1, "Ctrl+-"),
        ("view.usual", window.tr("Usual text size"), 0.0, "Ctrl+0"),
    )
    colours = (
        ("view.light", window.tr("Light colours"), Appearance.LIGHT),
        ("view.dark", window.tr("Dark colours"), Appearance.DARK),
        ("view.system", window.tr("Colours as the system has them"), Appearance.SYSTEM),
    )
    return [
        *(
            ActionSpec(name, title, "View", partial(looks.resize_text, step), keys, needs_project=False, group=SIZES)
            for name, title, step, keys in sizes
        ),
        *(
            ActionSpec(
                name,
                title,
                "View",
                partial(looks.wear, appearance),
                needs_project=False,
                group=COLOURS,
                checkable=True,
            )
            for name, title, appearance in colours
        ),
    ]


def _around(window: Frame, walk: PaneWalk) -> list[ActionSpec]:
    return [
        ActionSpec("view.next_pane", window.tr("Next pane"), "Window", walk.next, "F6", needs_project=False),
        ActionSpec(
            "view.previous_pane",
            window.tr("Previous pane"),
            "Window",
            walk.previous,
            "Shift+F6",
            needs_project=False,
        ),
        ActionSpec(
            "window.settings",
            window.tr("Settings"),
            "Window",
            window.show_settings,
            "Ctrl+,",
            needs_project=False,
            icon="ph.gear",
            group=1,
            hint=window.tr("Colours, text size and letters; name, coder and view of the project"),
        ),
        ActionSpec(
            "help.keys",
            window.tr("All keys"),
            "Help",
            window.show_shortcuts,
            "F1",
            needs_project=False,
            icon="ph.keyboard",
            hint=window.tr("What can be done, by which keys; they can be changed"),
        ),
    ]
