"""The topic guide in the menus."""

from __future__ import annotations

from fop_coder.gui.action_group import ActionGroup
from fop_coder.gui.actions import ActionSpec

GROUP = 60
"""Of the menu Respondents: below what belongs to the screen."""


class GuideActions(ActionGroup):
    """Shows the topic guide. Imports nothing of the project before it must."""

    def specs(self) -> list[ActionSpec]:
        """Return the actions in the order of the menus."""
        return [
            ActionSpec(
                "guide.show",
                self.tr("Topic guide"),
                "Respondents",
                self.show_guide,
                icon="ph.chats",
                hint=self.tr("Its questions, where they were asked, and who may not have been asked"),
                group=GROUP,
            )
        ]

    def show_guide(self) -> None:
        """Show the guide and who may not have been asked."""
        from fop_coder.gui.guide.dialog import GuideDialog

        GuideDialog(self.window, self.around).open()
