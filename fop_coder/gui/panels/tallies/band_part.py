"""The tab "Band against class": a band by what respondents are classified by, and change between two occasions."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.tallies.change_part import ChangeBetween
from fop_coder.gui.panels.tallies.cross_result import CrossResult
from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.gui.panels.tallies.option_box import OptionBox
from fop_coder.gui.panels.tallies.share_controls import ShareControls
from fop_coder.gui.panels.tallies.tab_part import ForReport, TabPart
from fop_coder.model.crosstab import Crosstab
from fop_coder.project.crosstabs import crosstab
from fop_coder.project.report_asked import crosstab_asked
from fop_coder.project.table_choices import TableChoices
from fop_coder.project.tallying import Question

_BANDS = "bands.show"


class BandPart(TabPart):
    """A band against a scheme, and below it what became of the same respondents."""

    def __init__(self, around: Surroundings) -> None:
        """Build it."""
        super().__init__(around)
        self.band, self.against = OptionBox(self.theme), OptionBox(self.theme)
        band = self.add_box("band", tr("Band"), self.band, self.ask_again)
        against = self.add_box("against", tr("Against"), self.against, self.ask_again)
        self.shares = ShareControls(self)
        self.edit = QPushButton(tr("Bands …"))
        self.edit.setToolTip(tr("Make, change and take away bands"))
        self.edit.clicked.connect(self._show_bands)
        self._controls: QWidget = self.add_row(band, self.edit, against, *self.shares.widgets)
        self.result = CrossResult(self.theme, tr("Band against class"))
        self.add_table(self.result.table)
        self.column.addWidget(self.result)
        self.column.addWidget(self.state)
        self.state.main_asked.connect(self._show_bands)
        self._reader = self.reader(self._show)
        self._found: tuple[Crosstab, tuple[str, str]] | None = None
        self.change = ChangeBetween(self)

    def offer(self, choices: TableChoices) -> None:
        """Offer the bands, and what they can stand against: schemes first."""
        self.band.offer(choices.bands)
        others = [o for o in choices.dividing if o.kind != "scheme"]
        self.against.offer([*choices.schemes, *others])
        has_bands = bool(choices.bands)
        for widget in (self._controls, self.result):
            widget.setVisible(has_bands)
        self.state.setVisible(not has_bands)
        self.shares.follow_shares()
        if not has_bands:
            self.state.show_state(
                "ph.chart-bar-horizontal",
                tr("No bands yet"),
                tr(
                    "A band puts respondents into groups by a number, such as how many practices they showed or how "
                    "many days of training they had."
                ),
                tr("Make a band"),
            )
        self.change.offer(choices)

    def _show_bands(self) -> None:
        self.around.actions.action(_BANDS).trigger()

    def ask_chosen(self, question: Question) -> None:
        """Ask for the band against what is chosen, and for the change."""
        names = (self.band.key, self.against.key)
        if all(names):
            self._asked = names
            tested = self.shares.test.isChecked()
            asked = partial(crosstab, rows=names[0], columns=names[1], question=question, test=tested)
            self.ask_aside(self._reader, asked)
        self.change.ask(question)

    def for_report(self, question: Question) -> tuple[ForReport, ...]:
        """Return the band against what is chosen, and the moves."""
        band, against = self.band.key, self.against.key
        asked = partial(crosstab_asked, rows=band, columns=against, question=question)
        words = tr("{0} by {1}").format(self.band.currentText(), self.against.currentText())
        crossed = (ForReport(words, asked),) if band and against else ()
        return (*crossed, *self.change.for_report(question))

    def forget(self) -> None:
        """Let go of another project's figures."""
        super().forget()
        self._found = None

    def _show(self, found: Crosstab) -> None:
        self._found = (found, self._asked)
        self.show_again()

    def show_again(self) -> None:
        """Show the same figures with other things beside them."""
        self.shares.follow_shares()
        if self._found is not None:
            found, names = self._found
            self.result.show_crosstab(found, names, self.shares.beside)
