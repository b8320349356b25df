"""What stands below the numbers of a cross-table: lists and boxes that every such table has."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from fop_coder.gui.panels.tallies.cross_rows import COLUMNS, ROWS, Beside
from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.gui.panels.tallies.tab_part import TabPart

TEST, SHARES, ANYWAY = "test", "shares", "anyway"


class ShareControls:
    """Shares, percentages anyway, and the test of a tab."""

    def __init__(self, part: TabPart) -> None:
        """Put them into a tab: shares only show what is there, the test is asked for."""
        self._part = part
        self._box = QComboBox()
        for words, key in ((tr("none"), ""), (tr("of rows"), ROWS), (tr("of columns"), COLUMNS)):
            self._box.addItem(words, key)
        self._shares = part.add_box(SHARES, tr("Shares"), self._box, part.show_again)
        hint = tr("Shares of fewer than 30 respondents mislead: they are shown on request")
        self.anyway = part.add_check(ANYWAY, tr("Percentages anyway"), hint, part.show_again)
        hint = tr("Say whether the two go together, and what that rests on")
        self.test = part.add_check(TEST, tr("Show a test"), hint, part.ask_again)
        self.follow_shares()

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """All of them, in order."""
        return self._shares, self.anyway, self.test

    @property
    def beside(self) -> Beside:
        """What is wished for below the numbers."""
        return Beside(str(self._box.currentData()), self.anyway.isChecked())

    def follow_shares(self) -> None:
        """Offer to insist only where shares are wished for."""
        self.anyway.setVisible(bool(self._box.currentData()))
