"""The tab "Numbers": two numbers of every respondent as dots and as a table, with rank correlations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from fop_coder.gui.flow_layout import FlowLayout
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.tallies.cells import Follow
from fop_coder.gui.panels.tallies.cells_table import CellsTable
from fop_coder.gui.panels.tallies.cross_result import TestCard
from fop_coder.gui.panels.tallies.dot_plot import Dot, DotPlot
from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.gui.panels.tallies.notes import over_words
from fop_coder.gui.panels.tallies.number_rows import coefficients_sheet, people_sheet, spreads_sheet
from fop_coder.gui.panels.tallies.option_box import OptionBox
from fop_coder.gui.panels.tallies.pieces import card_around, note, plain_label, say
from fop_coder.gui.panels.tallies.tab_part import ForReport, TabPart
from fop_coder.model.base import Guid
from fop_coder.model.crosstab import Correlation, NumberTable
from fop_coder.project import Project
from fop_coder.project.correlating import correlation, number_table
from fop_coder.project.figures import INTERVALS, shows_intervals
from fop_coder.project.report_asked import correlation_asked, numbers_asked
from fop_coder.project.table_choices import TableChoices
from fop_coder.project.table_evidence import Cell, Unlisted, about_numbers, unlisted
from fop_coder.project.tallying import Question


@dataclass(frozen=True, slots=True)
class _Answer:
    names: tuple[str, str]
    found: Correlation
    tables: tuple[NumberTable, ...]
    hidden: Unlisted


class NumbersPart(TabPart):
    """x and y, dots, everybody, coefficients, and how the numbers lie."""

    uses_by = True

    def __init__(self, around: Surroundings) -> None:
        """Build it."""
        super().__init__(around)
        theme = self.theme
        self.across, self.up = OptionBox(theme), OptionBox(theme)
        hint = tr("Intervals assume that the respondents were drawn at random")
        self.anyway = self.add_check("anyway", tr("Intervals anyway"), hint, self.show_again)
        hint = tr("Say whether the two go together, and what that rests on")
        self.test = self.add_check("test", tr("Show a test"), hint, self.ask_again)
        x = self.add_box("x", tr("Number across"), self.across, self.ask_again)
        y = self.add_box("y", tr("Number up"), self.up, self.ask_again)
        self._controls = self.add_row(x, y, self.anyway, self.test)
        self.base, self.counted = plain_label("small"), plain_label("sub")
        self.hidden, self.caution = note("grey"), note("warning")
        self.plot = DotPlot(theme)
        self.plot.followed.connect(self._follow_dot)
        self.people = CellsTable(theme, tr("Respondents with both numbers, and those left out"))
        self.coefficients = CellsTable(theme, tr("Rank correlations"))
        self.spreads = CellsTable(theme, tr("How the numbers lie"))
        self.said = TestCard()
        for table in (self.people, self.coefficients, self.spreads):
            self.add_table(table)
        self.paled.append(self.plot)
        self._cards = [card_around(table) for table in (self.coefficients, self.spreads)]
        self._figures: tuple[QWidget, ...] = (self._beside(), *self._cards, self.base, self.counted)
        for widget in (self.base, self._figures[0], self.counted, self.hidden):
            self.column.addWidget(widget)
        self.column.addWidget(self._cards[0], 0, Qt.AlignmentFlag.AlignLeft)
        for note_below in (self.caution, self.said):
            self.column.addWidget(note_below)
        self.column.addWidget(self._cards[1], 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.state)
        self._reader = self.reader(self._show)
        self._answer: _Answer | None = None

    def _beside(self) -> QWidget:
        """Return dots and table side by side, or one below the other where it is narrow."""
        whole = QWidget()
        row = FlowLayout(whole, 12)
        self._pair = [card_around(widget) for widget in (self.plot, self.people)]
        for card, across in zip(self._pair, (QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred), strict=True):
            card.setSizePolicy(across, QSizePolicy.Policy.Fixed)
            row.addWidget(card)
        return whole

    def dress(self) -> None:
        """Take over colours and sizes: the table is as high as the dots."""
        super().dress()
        for card in self._pair:
            card.setFixedHeight(self.plot.sizeHint().height() + 10)

    def offer(self, choices: TableChoices) -> None:
        """Offer the numbers: at first the first two."""
        self.across.offer(choices.numbers)
        self.up.offer(choices.numbers, choices.numbers[1].key if len(choices.numbers) > 1 else "")
        can = bool(choices.numbers)
        for widget in (self._controls, *self._figures):
            widget.setVisible(can)
        self.state.setVisible(not can)
        if not can:
            for note_shown in (self.hidden, self.caution, self.said):
                note_shown.hide()
            words = tr("An attribute whose values are numbers can be set against how many codes somebody referred to.")
            self.state.show_state("ph.chart-bar-horizontal", tr("No numbers yet"), words)

    def ask_chosen(self, question: Question) -> None:
        """Ask for the two numbers of everybody."""
        names = (self.across.key, self.up.key)
        if all(names):
            coder = self.around.desk.open_project.coder
            asked = partial(_answer, names=names, question=question, test=self.test.isChecked(), coder=coder)
            self.ask_aside(self._reader, asked)

    def for_report(self, question: Question) -> tuple[ForReport, ...]:
        """Return the rank correlations, and for each number how it lies."""
        x, y = self.across, self.up
        if not x.key or not y.key:
            return ()
        whole = replace(question, by=None)
        words = tr("{0} against {1}: rank correlations").format(x.currentText(), y.currentText())
        names = {box.key: box.currentText() for box in (x, y)}
        lie = tr("How it lies: {0}")
        return (
            ForReport(words, partial(correlation_asked, x=x.key, y=y.key, question=whole)),
            *(
                ForReport(lie.format(said), partial(numbers_asked, name=key, question=question))
                for key, said in names.items()
            ),
        )

    def forget(self) -> None:
        """Let go of another project's figures."""
        super().forget()
        self._answer = None
        self.plot.show_points(("", ""), ())

    def _show(self, answer: _Answer) -> None:
        self._answer = answer
        self.show_again()

    def show_again(self) -> None:
        """Show the same figures with other things beside them."""
        answer = self._answer
        if answer is None:
            return
        found, hidden = answer.found, answer.hidden
        over = over_words(found.base)
        self.base.setText(over)
        self.plot.show_points((found.x, found.y), (p for p in found.points if p.respondent not in hidden.labels))
        self.people.show_sheet(people_sheet(found, answer.names, hidden), over)
        intervals = shows_intervals(found.base.chosen, insisted=self.anyway.isChecked())
        tested = self.test.isChecked()
        self.coefficients.show_sheet(coefficients_sheet(found, intervals=intervals, test=tested), over)
        self.spreads.show_sheet(spreads_sheet(answer.tables), over)
        self.counted.setText(counted_words(found))
        say(self.hidden, hidden.sentence)
        self.anyway.setVisible(not shows_intervals(found.base.chosen, insisted=False))
        self._show_words(found, intervals=intervals, tested=tested)

    def _show_words(self, found: Correlation, *, intervals: bool, tested: bool) -> None:
        cautious = (INTERVALS, found.assumption) if intervals else ()
        said = (*found.notes, *cautious)
        say(self.caution, "\n".join(w for w in said if w), "warning" if found.base.chosen != "random" else "grey")
        if tested and found.sentence:
            self.said.show_words("", (), found.sentence, "" if intervals else found.assumption)
        else:
            self.said.hide()

    def _follow_dot(self, dot: Dot) -> None:
        if self.question is None or self._answer is None:
            return
        title = self.plot.words(dot) if len(dot.who) > 1 else dot.who[0]
        follow = Follow(self._answer.names, partial(Cell, title, dot.who, len(dot.who)), numbers=True)
        self._follow(0, follow, (dot.who[0], self._answer.found.x))


def _answer(project: Project, names: tuple[str, str], question: Question, *, test: bool, coder: Guid) -> _Answer:
    found = correlation(project, *names, question, test=test)
    tables = tuple(number_table(project, name, question) for name in dict.fromkeys(names))
    return _Answer(names, found, tables, unlisted(project, about_numbers(project, names), question, coder))


def counted_words(found: Correlation) -> str:
    """Return how many have both numbers, and how many were left out."""
    n, left = len(found.points), len(found.left_out)
    if not n:
        return tr("Nobody has both numbers. The table says why.")
    if not left:
        return tr("All {0} respondents have both numbers.").format(n)
    return tr("Respondents with both numbers: {0}. Left out: {1}; the table says why.").format(n, left)
