"""The wording of sentences in the menus."""

from __future__ import annotations

from fop_coder.gui.action_group import ActionGroup
from fop_coder.gui.actions import ActionSpec

GROUP = 60
"""Of the menu Analyse: below what belongs to the screens."""


class WordingActions(ActionGroup):
    """Shows how sentences are worded. Imports nothing of the project before it must."""

    def specs(self) -> list[ActionSpec]:
        """Return the actions in the order of the menus."""
        return [
            ActionSpec(
                "wording.show",
                self.tr("Wording of sentences"),
                "Analyse",
                self.show_wording,
                icon="ph.text-aa",
                hint=self.tr("Words for shares, the templates of sentences, and what codes are called in them"),
                group=GROUP,
            )
        ]

    def show_wording(self) -> None:
        """Show the wording, to be changed and tried."""
        from fop_coder.gui.wording.dialog import WordingDialog

        WordingDialog(self.window, self.around).open()
