"""The tab "Cross-tables": any two things known of respondents against one another, and codes against codes."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox

from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.tallies.cross_result import CrossResult
from fop_coder.gui.panels.tallies.cross_rows import codes_sheet
from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.gui.panels.tallies.option_box import OptionBox
from fop_coder.gui.panels.tallies.pieces import say
from fop_coder.gui.panels.tallies.share_controls import ShareControls
from fop_coder.gui.panels.tallies.tab_part import Choice, ForReport, TabPart
from fop_coder.model.codebook import Within
from fop_coder.model.crosstab import Cooccurrence, Crosstab
from fop_coder.project.cooccurrence import cooccurrence
from fop_coder.project.crosstabs import crosstab
from fop_coder.project.report_asked import codes_asked, crosstab_asked
from fop_coder.project.table_choices import Option, TableChoices
from fop_coder.project.tallying import Question

ALL_CODES = "codes"
"""The key that stands for all codes on both sides."""


class CrossPart(TabPart):
    """Rows, columns, and the table."""

    def __init__(self, around: Surroundings) -> None:
        """Build it."""
        super().__init__(around)
        self.rows, self.columns = OptionBox(self.theme), OptionBox(self.theme)
        self.within = QComboBox()
        self.within.addItem(tr("the same respondent"), str(Within.RESPONDENT))
        self.within.addItem(tr("the same passage"), str(Within.PASSAGE))
        rows = self.add_box("rows", tr("Rows"), self.rows, partial(self._chosen, self.rows, self.columns))
        columns = self.add_box("columns", tr("Columns"), self.columns, partial(self._chosen, self.columns, self.rows))
        self._meet = self.add_box("within", tr("Two codes meet in"), self.within, self.ask_again)
        self.shares = ShareControls(self)
        self.add_row(rows, columns, self._meet, *self.shares.widgets)
        self.result = CrossResult(self.theme, tr("Cross-table: respondents by two things known of them"))
        self.add_table(self.result.table)
        self.column.addWidget(self.result)
        self.column.addWidget(self.state)
        self._reader = self.reader(self._show)
        self._found: tuple[object, tuple[str, str]] | None = None
        self._choices = TableChoices((), (), ())

    def offer(self, choices: TableChoices) -> None:
        """Offer what there is to choose: at first the first code by the first thing that is no code."""
        self._choices = choices
        codes = [o for o in choices.dividing if o.kind == "code"]
        everything = [Option(ALL_CODES, tr("All codes"), "codes")] if codes else []
        options = [*everything, *choices.dividing]
        other = next((o for o in choices.dividing if o.kind in ("attribute", "scheme", "band")), None)
        self.rows.offer(options, codes[0].key if codes else "")
        self.columns.offer(options, other.key if other is not None else "kind")
        self._follow_choice()

    def set_choice(self, choice: Choice) -> None:
        """Choose again what was chosen before."""
        super().set_choice(choice)
        self._follow_choice()

    @property
    def is_of_codes(self) -> bool:
        """Whether all codes stand on both sides."""
        return ALL_CODES in (self.rows.key, self.columns.key)

    def _chosen(self, box: OptionBox, other: OptionBox) -> None:
        """All codes stand on both sides or on none."""
        if box.key == ALL_CODES:
            other.choose(ALL_CODES)
        elif other.key == ALL_CODES:
            other.choose(next((o.key for o in self._choices.dividing if o.key != box.key), box.key))
        self._follow_choice()
        self.ask_again()

    def _follow_choice(self) -> None:
        """Show the controls that the choice has."""
        self._meet.setVisible(self.is_of_codes)
        for widget in self.shares.widgets:
            widget.setVisible(not self.is_of_codes)
        if not self.is_of_codes:
            self.shares.follow_shares()

    def ask_chosen(self, question: Question) -> None:
        """Ask for the table of rows and columns."""
        if not self.rows.key or not self.columns.key:
            return
        names = (self.rows.key, self.columns.key)
        self._asked = names
        if self.is_of_codes:
            within = Within(str(self.within.currentData()))
            self.ask_aside(self._reader, partial(cooccurrence, within=within, question=question))
        else:
            tested = self.shares.test.isChecked()
            rows, columns = names
            self.ask_aside(self._reader, partial(crosstab, rows=rows, columns=columns, question=question, test=tested))

    def for_report(self, question: Question) -> tuple[ForReport, ...]:
        """Return the table of rows and columns, or of all codes."""
        rows, columns = self.rows.key, self.columns.key
        if self.is_of_codes:
            within = Within(str(self.within.currentData()))
            return (ForReport(tr("Codes that meet"), lambda _project: codes_asked(within, question)),)
        if not rows or not columns:
            return ()
        asked = partial(crosstab_asked, rows=rows, columns=columns, question=question)
        return (ForReport(tr("Cross-table"), asked),)

    def forget(self) -> None:
        """Let go of another project's figures."""
        super().forget()
        self._found = None

    def _show(self, found: object) -> None:
        self._found = (found, self._asked)
        self.show_again()

    def show_again(self) -> None:
        """Show the same figures with other things beside them."""
        self._follow_choice()
        found, names = self._found or (None, ("", ""))
        if isinstance(found, Crosstab) and names == (self.rows.key, self.columns.key):
            self.result.show_crosstab(found, names, self.shares.beside)
        elif isinstance(found, Cooccurrence):
            guids = {c.ident: c.guid for c in self.around.desk.open_project.codebook.codes}
            where = tr("in the same passage") if found.within == Within.PASSAGE else tr("in the same respondent")
            self.result.show_sheet(found.base, codes_sheet(found, guids), tr("Codes that meet {0}").format(where))
            words = tr("n/N: N are those counted on both codes. On the diagonal stands a code's own n/N.")
            say(self.result.counted, words)
