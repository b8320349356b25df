"""Actions declared once: menus, the command palette, shortcuts and buttons are built from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


def keys_shown(keys: QKeySequence) -> str:
    """Return keys as they stand on the keyboard: Qt's Return is Enter there."""
    return keys.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing the user can do.

    Attributes:
        id: permanent, dotted: "project.open". Changed shortcuts are remembered under it.
        title: in the user's words, no ampersand.
        menu: "Project", "Edit", "View", "Code", "Respondents", "Analyse", "Window" or "Help"; '' for none.
        callback: what to do.
        shortcut: as QKeySequence text; '' for none. Single keys work only while no field has the caret.
        needs_project: disabled at the start screen.
        writes: disabled while the project is open for reading only.
        enabled: a further condition, asked when menus open and after each change.
        context: name of the panel it belongs to; '' for everywhere.
        icon: Phosphor name ("ph.folder-open"), '' for none.
        hint: a sentence for the tooltip and status line.
        parted: a line stands above it in the menu.
        group: actions of a menu are sorted by it, with a line between groups.
    """

    id: str
    title: str
    menu: str
    callback: Callable[[], object]
    shortcut: str = ""
    needs_project: bool = True
    writes: bool = False
    enabled: Callable[[], bool] | None = None
    context: str = ""
    icon: str = ""
    hint: str = ""
    checkable: bool = False
    parted: bool = False
    group: int = 0


@dataclass(slots=True)
class _Kept:
    spec: ActionSpec
    action: QAction = field(repr=False)
    rank: int


class ActionRegistry(QObject):
    """All actions of the window, by id.

    Signals:
        shortcut_changed: the id of an action whose keys were changed.
    """

    shortcut_changed = Signal(str)

    def __init__(self, window: QWidget, declare_rest: Callable[[], None] = lambda: None) -> None:
        """Actions belong to the window, so that their shortcuts work in all of it.

        Args:
            window: who has them.
            declare_rest: declares those of screens that are not made yet; called where an unknown one is asked for.
        """
        super().__init__(window)
        self._window = window
        self._declare_rest = declare_rest
        self._kept: dict[str, _Kept] = {}

    def add(self, specs: Iterable[ActionSpec], owner: QWidget | None = None, rank: int = 0) -> None:
        """Declare actions.

        Args:
            specs: what can be done.
            owner: the panel that they belong to; their shortcuts then work while the focus is in it.
            rank: those of a higher one come later, whenever they were declared.
        """
        for spec in specs:
            if spec.id in self._kept:
                raise ValueError(f"two actions are called {spec.id}")
            action = QAction(spec.title, self._window)
            action.setObjectName(spec.id)
            action.setShortcut(QKeySequence(spec.shortcut))
            action.setCheckable(spec.checkable)
            action.setStatusTip(spec.hint)
            action.setToolTip(spec.hint or spec.title)
            action.triggered.connect(lambda _checked=False, run=spec.callback: run())
            if owner is not None:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                owner.addAction(action)
            else:
                self._window.addAction(action)
            self._kept[spec.id] = _Kept(spec, action, rank)

    def __iter__(self) -> Iterator[tuple[ActionSpec, QAction]]:
        """Yield all actions by rank, and in the order of their declaration."""
        return iter([(k.spec, k.action) for k in sorted(self._kept.values(), key=_rank)])

    def action(self, name: str) -> QAction:
        """Return an action by its id."""
        return self._found(name).action

    def spec(self, name: str) -> ActionSpec:
        """Return what was declared under an id."""
        return self._found(name).spec

    def _found(self, name: str) -> _Kept:
        if name not in self._kept:
            self._declare_rest()
        return self._kept[name]

    def set_shortcut(self, name: str, keys: str) -> None:
        """Give an action other keys; '' for none."""
        self._found(name).action.setShortcut(QKeySequence(keys))
        self.shortcut_changed.emit(name)

    def refresh(self, *, has_project: bool, read_only: bool) -> None:
        """Enable what can be done now."""
        for kept in self._kept.values():
            spec = kept.spec
            possible = (has_project or not spec.needs_project) and not (spec.writes and read_only)
            kept.action.setEnabled(possible and (spec.enabled is None or spec.enabled()))


def _rank(kept: _Kept) -> int:
    return kept.rank
