"""From pane to pane by F6."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from fop_coder.gui.focus import reading_order


def as_they_stand(panes: Sequence[QWidget], window: QWidget) -> list[QWidget]:
    """Return panes from left to right, and from top to bottom."""

    def place(pane: QWidget) -> tuple[int, int]:
        corner = pane.mapTo(window, QPoint())
        return corner.x(), corner.y()

    return sorted(panes, key=place)


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
        pane = panes[(now + step) % len(panes)]
        takes_keys = pane.focusPolicy() != Qt.FocusPolicy.NoFocus or pane.focusProxy() is not None
        target = pane if takes_keys else next(reading_order(pane), pane)
        target.setFocus(Qt.FocusReason.TabFocusReason)
