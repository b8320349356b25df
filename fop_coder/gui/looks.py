"""Colours and text size of the window, changed live and remembered."""

from __future__ import annotations

from fop_coder.gui.actions import ActionRegistry
from fop_coder.gui.painting import icon
from fop_coder.gui.preferences import Preferences
from fop_coder.gui.theme import Appearance, Theme

_ACTIONS = {"view.light": Appearance.LIGHT, "view.dark": Appearance.DARK, "view.system": Appearance.SYSTEM}


class Looks:
    """Changes the theme and keeps what was chosen."""

    def __init__(self, theme: Theme, preferences: Preferences) -> None:
        """Take the theme and where to remember it."""
        self._theme, self._preferences = theme, preferences

    def wear(self, appearance: Appearance) -> None:
        """Change the colours, and remember it."""
        self._theme.apply(appearance)
        self._preferences.set_text("appearance", appearance)

    def resize_text(self, step: float) -> None:
        """Make text larger or smaller, or with 0 as usual, and remember it."""
        self._theme.apply(scale=self._theme.scale + step if step else 1.0)
        self._preferences.set_number("text_scale", self._theme.scale)

    def dress(self, actions: ActionRegistry) -> None:
        """Give actions their icons in the present colours, and tick the colours that are worn."""
        colour = self._theme.colour("text")
        for spec, action in actions:
            if spec.icon:
                action.setIcon(icon(spec.icon, colour))
        for name, appearance in _ACTIONS.items():
            actions.action(name).setChecked(appearance is self._theme.appearance)
