"""Instruments in the menus."""

from __future__ import annotations

from fop_coder.gui.action_group import ActionGroup
from fop_coder.gui.actions import ActionSpec

GROUP = 60
"""Of the menus: below what belongs to the screens."""


class InstrumentActions(ActionGroup):
    """Shows the form for answers, and how scores lie. Imports nothing of the project before it must."""

    def specs(self) -> list[ActionSpec]:
        """Return the actions in the order of the menus."""
        return [
            ActionSpec(
                "instruments.enter",
                self.tr("Enter answers to an instrument"),
                "Respondents",
                self.enter,
                icon="ph.list-numbers",
                hint=self.tr("Such as SCORE-15: one key for each item; totals and subscales as you type"),
                group=GROUP,
            ),
            ActionSpec(
                "instruments.scores",
                self.tr("Scores of instruments"),
                "Analyse",
                self.show_scores,
                icon="ph.list-numbers",
                hint=self.tr("Total and subscales by class or attribute, and who has no score and why"),
                group=GROUP,
            ),
        ]

    def enter(self) -> None:
        """Show the form."""
        from fop_coder.gui.instruments.dialog import AnswersDialog

        AnswersDialog(self.window, self.around).open()

    def show_scores(self) -> None:
        """Show how scores lie."""
        from fop_coder.gui.instruments.scores import ScoresDialog

        ScoresDialog(self.window, self.around).open()
