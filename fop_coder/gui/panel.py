"""What every screen is: a widget with a name, its own actions, and a way to bring itself up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fop_coder.gui.actions import ActionRegistry, ActionSpec
from fop_coder.gui.desk import Desk
from fop_coder.gui.preferences import Preferences
from fop_coder.gui.tasks import Runner
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in the project that a panel can go to and come back from.

    Attributes:
        panel: name of the screen.
        document: and a code point position in it, or
        respondent, or
        code: with which other things to show in ``detail``.
        step: reached from a place like it on the same screen, which is then none to come back to.
    """

    panel: str
    document: Guid | None = None
    position: int | None = None
    coding: Guid | None = None
    respondent: Guid | None = None
    code: Guid | None = None
    detail: Any = None
    step: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a panel is given: nothing else of the window is known to it.

    Attributes:
        go: show a place (the window switches panels and remembers where it was; Esc or Alt+Left goes back).
        say: put a sentence on the status line for a few seconds.
        offer_undo: the same, with a link that undoes (after anything large).
        show_error: one dialog for an error: what, where, what to do.
        open_project: put a project file on the desk; says whether it is open.
    """

    desk: Desk
    theme: Theme
    preferences: Preferences
    runner: Runner
    actions: ActionRegistry
    go: Callable[[Place], None]
    say: Callable[[str], None]
    offer_undo: Callable[[str], None]
    show_error: Callable[[Exception], None]
    open_project: Callable[[Path], bool]


class Panel(QWidget):
    """A screen. Subclasses set ``name``, ``title``, ``icon`` and ``key`` and fill the widget in ``__init__``.

    The window calls ``project_opened`` when another project is on the desk (or none), ``project_changed`` with the
    kinds of values that a Change touched, and ``go`` to show a place. A hidden panel may wait for ``showEvent``.

    Signals:
        moved: the panel shows another document, or stands otherwise; the status line follows.
    """

    moved = Signal()

    name = ""
    title = ""
    icon = ""

    def __init__(self, around: Surroundings) -> None:
        """Keep what it is given and listen."""
        super().__init__()
        self.around = around
        self.desk = around.desk
        self.theme = around.theme
        self.setObjectName(self.name)
        self.setAccessibleName(self.title)
        self.desk.opened.connect(self.project_opened)
        self.desk.changed.connect(self.project_changed)
        self.theme.changed.connect(self.theme_changed)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Return the panel's own actions; asked once."""
        return ()

    def project_opened(self) -> None:
        """Another project is open, or none."""

    def project_changed(self, kinds: object) -> None:
        """A Change touched these kinds of values (a frozenset of classes)."""

    def theme_changed(self) -> None:
        """Colours or sizes changed."""
        self.update()

    def go(self, place: Place) -> None:
        """Show a place in this panel."""

    def place(self) -> Place:
        """Return where the panel is now, to come back to."""
        return Place(self.name)

    def standing(self) -> str:
        """Return a sentence for the status line on how far the work on this screen is; '' for none."""
        return ""

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return (keys, what they do)s that the status line shows while this screen does."""
        return ()

    def focus_first(self) -> None:
        """Put the focus where work goes on."""
        self.setFocus()
