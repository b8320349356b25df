"""From pane to pane by F6."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class PaneWalk:
    """Goes round the panes that are there now."""

    def __init__(self, window: QWidget, panes: Callable[[], Sequence[QWidget]]) -> None:
        """Ask ``panes`` at every step: screens and drawers come and go."""
        self._window, self._panes = window, panes

    def next(self) -> None:
        """Put the focus into the next pane."""
        self._step(1)

    def previous(self) -> None:
        """Put the focus into the pane before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        panes, focus = self._panes(), self._window.focusWidget()
        now = next(
            (i for i, p in enumerate(panes) if focus is not None and (p is focus or p.isAncestorOf(focus))),
            -1 if step > 0 else 0,
        )
        panes[(now + step) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)
