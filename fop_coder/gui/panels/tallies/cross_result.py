"""A cross-table with what belongs to it: what it is over, who is counted, shares, and the test that was asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from fop_coder.gui.panels.tallies.cells import Sheet
from fop_coder.gui.panels.tallies.cells_table import CellsTable
from fop_coder.gui.panels.tallies.cross_rows import Beside, crosstab_sheet, hides_shares
from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.gui.panels.tallies.notes import over_words
from fop_coder.gui.panels.tallies.pieces import card_around, note, plain_label, say
from fop_coder.gui.theme import Theme
from fop_coder.model.crosstab import Association, Crosstab
from fop_coder.model.tally import Base
from fop_coder.project.figures import SMALLEST_SHARE, figures_of_test


class TestCard(QFrame):
    """What a test says, in the words that it allows."""

    __test__ = False  # no test of ours

    def __init__(self) -> None:
        """Begin with nothing to say."""
        super().__init__()
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(6)
        title = QLabel(tr("Do the two go together?"))
        title.setProperty("role", "small")
        self.figures, self.sentence, self.assumption = plain_label(), plain_label(), plain_label("sub")
        self.warning = note("warning")
        for widget in (title, self.figures, self.warning, self.sentence, self.assumption):
            column.addWidget(widget)
        self.hide()

    def show_test(self, test: Association | None) -> None:
        """Show whether two sides of a table go together; nothing where no test was asked for."""
        if test is not None:
            figures = figures_of_test(test) if test.p is not None else ""
            self.show_words(figures, test.notes, test.sentence, test.assumption)
        self.setVisible(test is not None)

    def show_words(self, figures: str, notes: tuple[str, ...], sentence: str, assumption: str) -> None:
        """Show figures, what is not to be relied on, what they say, and what must hold for it."""
        say(self.figures, figures)
        say(self.warning, "\n".join(notes))
        say(self.sentence, sentence)
        say(self.assumption, assumption)
        self.show()


class CrossResult(QWidget):
    """The table and its notes."""

    def __init__(self, theme: Theme, name: str) -> None:
        """Begin with nothing to show; ``name``: of the table, for screen readers."""
        super().__init__()
        self.table = CellsTable(theme, name)
        self.title = plain_label("strong")
        self.base, self.counted = plain_label("small"), plain_label("sub")
        self.small = note("grey")
        self.test = TestCard()
        self.card = card_around(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for label in (self.base, self.title):
            column.addWidget(label)
        column.addWidget(self.card, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.counted, self.small, self.test):
            column.addWidget(widget)

    def show_crosstab(self, found: Crosstab, names: tuple[str, str], beside: Beside) -> None:
        """Show two things known of respondents against one another."""
        title = tr("{0} by {1}").format(found.rows.name, found.columns.name)
        self.show_sheet(found.base, crosstab_sheet(found, names, beside), title)
        say(self.counted, counted_words(found))
        hidden = hides_shares(found, beside) and not beside.insisted
        small = tr("Shares of fewer than {0} respondents mislead, and are left out.").format(SMALLEST_SHARE)
        say(self.small, small if hidden else "")
        self.test.show_test(found.test)

    def show_sheet(self, base: Base, sheet: Sheet, title: str) -> None:
        """Show a table without notes."""
        over = over_words(base)
        self.base.setText(over)
        say(self.title, title)
        self.table.show_sheet(sheet, f"{title}. {over}")
        for widget in (self.counted, self.small, self.test):
            widget.hide()


def counted_words(found: Crosstab) -> str:
    """Return how many are counted on both sides, and how many are not."""
    left = found.base.respondents - found.counted
    if not found.counted:
        return tr("Nobody is counted on both sides. The lines of those left out say why.")
    if not left:
        return tr("All {0} are counted on both sides.").format(found.counted)
    return tr("Counted on both sides: {0}. Not counted: {1}; the quieter lines say why.").format(found.counted, left)
