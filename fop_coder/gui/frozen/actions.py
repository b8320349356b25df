"""Frozen figures in the menus, whatever screen is shown; freezing itself belongs to the screen of tallies."""

from __future__ import annotations

from fop_coder.gui.action_group import ActionGroup
from fop_coder.gui.actions import ActionSpec

GROUP = 60
"""Of the menu Analyse: below what belongs to the screens."""


class FrozenActions(ActionGroup):
    """Compares frozen figures with now. Imports nothing of the project before it must."""

    def specs(self) -> list[ActionSpec]:
        """Return the actions in the order of the menus."""
        return [
            ActionSpec(
                "frozen.show",
                self.tr("Compare with frozen figures"),
                "Analyse",
                self.show_frozen,
                icon="ph.snowflake",
                hint=self.tr("Which figures moved since they were frozen, who moved, and why"),
                group=GROUP,
            )
        ]

    def show_frozen(self) -> None:
        """Show what is frozen beside the figures of now."""
        from fop_coder.gui.frozen.dialog import FrozenDialog

        FrozenDialog(self.window, self.around).open()
