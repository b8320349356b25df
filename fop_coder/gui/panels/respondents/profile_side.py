"""Where the profile stands: beside the grid, narrower in a narrow window, and out of sight where the grid needs all."""

from __future__ import annotations

from PySide6.QtWidgets import QSplitter, QWidget

from fop_coder.gui.theme import Theme

WIDE, NARROW = 314, 272
ROOMY, NEEDS = 1440, 1074
"""Effective widths of the window (its width divided by the text scale)."""


class ProfileSide:
    """Shows and hides the profile. What the user asked for holds until there is more or less room."""

    def __init__(self, screen: QWidget, splitter: QSplitter, pane: QWidget, button: QWidget, theme: Theme) -> None:
        """Keep the pane, which is the last in the splitter; ``button`` brings it back while it is out of sight."""
        self._screen, self._splitter, self._pane, self._button, self._theme = screen, splitter, pane, button, theme
        self._room: int | None = None

    def fit(self) -> None:
        """Follow the window: what the user has dragged stays while there is as much room as before."""
        width = self._screen.window().width() / self._theme.scale
        room = (width >= NEEDS) + (width >= ROOMY)
        if room != self._room:
            self._room = room
            self.show(shown=room > 0)

    @property
    def has_room(self) -> bool:
        """Say whether the profile stands beside the grid without being asked for."""
        return bool(self._room)

    def show(self, *, shown: bool) -> None:
        """Show the profile, or leave all room to the grid."""
        self._pane.setVisible(shown)
        self._button.setVisible(not shown)
        if shown:
            wide = self._theme.px(WIDE if self._room != 1 else NARROW)
            self._pane.setMinimumWidth(min(wide, self._theme.px(240)))
            self._splitter.setSizes([max(1, self._screen.width() - wide), wide])

    def leave(self) -> None:
        """Put the profile away where there is no room beside the grid."""
        if not self.has_room:
            self.show(shown=False)
