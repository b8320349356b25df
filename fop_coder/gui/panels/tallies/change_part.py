"""What became of the same respondents between two occasions; those who were counted only once are named."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from fop_coder.gui.panels.tallies.cells import Follow, Head, Sheet, Shown, name_cell
from fop_coder.gui.panels.tallies.cells_table import CellsTable
from fop_coder.gui.panels.tallies.cross_result import CrossResult
from fop_coder.gui.panels.tallies.cross_rows import Beside
from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.gui.panels.tallies.notes import over_words
from fop_coder.gui.panels.tallies.option_box import OptionBox
from fop_coder.gui.panels.tallies.pieces import card_around, note, plain_label, say
from fop_coder.gui.panels.tallies.tab_part import ForReport, TabPart
from fop_coder.model.base import Guid
from fop_coder.model.crosstab import Moves
from fop_coder.project import Project
from fop_coder.project.moves import moves
from fop_coder.project.report_asked import moves_asked
from fop_coder.project.table_choices import Option, TableChoices
from fop_coder.project.table_evidence import Cell, Unlisted, about_sides, unlisted
from fop_coder.project.tallying import Question

_Answer = tuple[Moves, Unlisted]


class ChangeBetween:
    """The lower half of the tab "Band against class"."""

    def __init__(self, part: TabPart) -> None:
        """Put controls, the table of moves and the list of those seen once into a tab."""
        self._part = part
        theme = part.theme
        self.title = plain_label("section")
        self.title.setText(tr("Change between two occasions"))
        part.column.addWidget(self.title)
        self.of, self.first, self.then = OptionBox(theme), OptionBox(theme), OptionBox(theme)
        self.controls = part.add_row(
            part.add_box("of", tr("Of"), self.of, part.ask_again),
            part.add_box("first", tr("From"), self.first, part.ask_again),
            part.add_box("then", tr("To"), self.then, part.ask_again),
        )
        self.none = note("grey")
        self.result = CrossResult(theme, tr("Moves from one occasion to another"))
        self.once = CellsTable(theme, tr("Respondents who were counted at one time only, or at neither"))
        self.once_title, self.hidden = plain_label("sub"), note("grey")
        self._once_card = card_around(self.once)
        for widget in (self.none, self.result, self.once_title, self.hidden):
            part.column.addWidget(widget)
        part.column.addWidget(self._once_card, 0, Qt.AlignmentFlag.AlignLeft)
        part.add_table(self.result.table)
        part.add_table(self.once)
        self._reader = part.reader(self._show)
        self._asked = ""

    def offer(self, choices: TableChoices) -> None:
        """Offer what may have changed, and the occasions."""
        occasions = [Option(o, o, "occasion") for o in choices.occasions]
        self.of.offer(choices.changing)
        self.first.offer(occasions)
        self.then.offer(occasions, choices.occasions[-1] if choices.occasions else "")
        can = len(occasions) > 1 and bool(choices.changing)
        self.controls.setVisible(can)
        words = tr(
            "Change needs two occasions, such as time one and time two: documents, classes and attributes can be of "
            "one. This project names fewer."
        )
        say(self.none, "" if can else words)
        if not can:
            self._show_nothing()

    def _show_nothing(self) -> None:
        for widget in (self.result, self.once_title, self.hidden, self._once_card):
            widget.hide()

    def ask(self, question: Question) -> None:
        """Ask for the moves, where there are two occasions."""
        if not self.controls.isVisibleTo(self._part):
            return
        same = self.first.key == self.then.key
        say(self.none, tr("Both times are the same: choose two different occasions.") if same else "")
        if same:
            self._reader.fall_away()
            self._show_nothing()
            return
        self._asked = self.of.key
        coder = self._part.around.desk.open_project.coder
        asked = partial(_moves, of=self.of.key, times=(self.first.key, self.then.key), question=question, coder=coder)
        self._part.ask_aside(self._reader, asked)

    def for_report(self, question: Question) -> tuple[ForReport, ...]:
        """Return the table of moves, where there is one."""
        of, first, then = self.of.key, self.first.key, self.then.key
        if not self.controls.isVisibleTo(self._part) or first == then:
            return ()
        asked = partial(moves_asked, of=of, first=first, then=then, question=question)
        words = tr("{0} from {1} to {2}").format(self.of.currentText(), first, then)
        return (ForReport(words, asked),)

    def _show(self, answer: _Answer) -> None:
        found, hidden = answer
        self.result.show()
        self.result.show_crosstab(found.table, (self._asked, self._asked), Beside())
        self.result.base.hide()
        say(self.result.title, tr("{0}: rows at {1}, columns at {2}").format(found.of, found.first, found.then))
        say(self.result.counted, moved_words(found))
        sheet = once_sheet(found, hidden, self._asked)
        many = len(found.once) + len(found.never)
        words = tr("{0} counted once, {1} at neither time").format(len(found.once), len(found.never))
        say(self.once_title, words if many else "")
        say(self.hidden, hidden.sentence)
        self.once.show_sheet(sheet, over_words(found.table.base))
        self._once_card.setVisible(bool(sheet.rows))


def _moves(project: Project, of: str, times: tuple[str, str], question: Question, coder: Guid) -> _Answer:
    found = moves(project, of, *times, question)
    return found, unlisted(project, about_sides(project, [of]), question, coder)


def moved_words(found: Moves) -> str:
    """Return how many are counted at both times, and how many of them moved."""
    if not found.table.counted:
        return tr("Nobody is counted at both times.")
    words = tr("Counted at both times: {0}, of whom {1} the same and {2} another at {3}.")
    return words.format(found.table.counted, found.stayed, found.moved, found.then)


def once_sheet(found: Moves, hidden: Unlisted, name: str) -> Sheet:
    """Return those counted once, or never, by name, with the reason; those who may not be named are left out."""
    heads = (Head(tr("Respondent"), left=True), *(Head(t, left=True) for t in (found.first, found.then)))
    lines = [
        (s.respondent, *((s.value, s.otherwise) if s.at == found.first else (s.otherwise, s.value))) for s in found.once
    ]
    lines += list(found.never)
    rows = []
    for label, before, after in sorted(lines, key=lambda line: line[0].casefold()):
        if label not in hidden.labels:
            follow = Follow((name,), partial(Cell, label, (label,), 1))
            said = tr("{0}: at {1} {2}, at {3} {4}").format(label, found.first, before, found.then, after)
            cells = (Shown("", words, "", said, (words,), follow=follow, left=True) for words in (before, after))
            rows.append((name_cell(label), *cells))
    return Sheet(heads, tuple(rows))
