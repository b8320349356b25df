"""Bands in the menus."""

from __future__ import annotations

from fop_coder.gui.action_group import ActionGroup
from fop_coder.gui.actions import ActionSpec

GROUP = 60
"""Of the menu Analyse: below what belongs to the screens."""


class BandActions(ActionGroup):
    """Shows the bands. Imports nothing of the project before it must."""

    def specs(self) -> list[ActionSpec]:
        """Return the actions in the order of the menus."""
        return [
            ActionSpec(
                "bands.show",
                self.tr("Bands"),
                "Analyse",
                self.show_bands,
                icon="ph.stack",
                hint=self.tr("Groups by a number, such as 0–1, 2–4, 5+: made, tried out, changed and taken away"),
                group=GROUP,
            )
        ]

    def show_bands(self) -> None:
        """Show the bands of the project."""
        from fop_coder.gui.bands.dialog import BandsDialog

        BandsDialog(self.window, self.around).open()
