"""From a tally into the report: the sentence of the current line, the table that is shown, a chart of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.panels.tallies.lines import Kind, Line, tr
from fop_coder.gui.panels.tallies.model import LINE
from fop_coder.model.change import Change
from fop_coder.model.errors import FopCoderError
from fop_coder.model.report import ReportKind
from fop_coder.project.report_asked import ItemAsked, What
from fop_coder.project.report_edits import add_made
from fop_coder.project.tally_sheet import is_large

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fop_coder.gui.panels.tallies.panel import TalliesPanel
    from fop_coder.gui.panels.tallies.tab_part import ForReport
    from fop_coder.project.tallying import Question


class ToReport:
    """Adds what the screen shows to the end of the report."""

    def __init__(self, panel: TalliesPanel) -> None:
        """Listen to the buttons of the page."""
        self._panel = panel
        self._said = ""
        self._answer = LatestAnswer(panel.desk, panel.around.runner, panel)
        self._answer.answered.connect(self._apply)
        self._answer.refused.connect(panel.around.show_error)
        panel.page.sentence.add_button.clicked.connect(partial(self.add_sentence))
        panel.page.add_table.clicked.connect(partial(self.add_table))

    def actions(self) -> tuple[ActionSpec, ...]:
        """Return what can be done."""
        spec = partial(self._panel.spec, writes=True, group=2)
        groups, others = partial(self.add_sentence, groups=True), partial(self.add_sentence, complement=True)
        return (
            spec("report_sentence", tr("Add the sentence to the report"), self.add_sentence),
            spec("report_groups", tr("Add the sentence with its groups to the report"), groups),
            spec("report_complement", tr("Add the sentence on those who did not"), others),
            spec("report_table", tr("Add the table to the report"), self.add_table),
            spec("report_chart", tr("Add a chart to the report"), self.add_chart),
        )

    # ---- what is added -----------------------------------------------------------------------------------------------

    def add_sentence(self, _checked: bool = False, *, complement: bool = False, groups: bool = False) -> None:
        """Add the sentence of the current line; while somebody is pending it says “so far”.

        Args:
            complement: of a code, those who did not refer.
            groups: of a code, with what divides the sample.
        """
        line, question = self._line(), self._question()
        if line is None or question is None:
            self._panel.around.say(tr("Choose a code or a category in the table first"))
            return
        question = question if groups else replace(question, by=None)
        asked = _sentence_of(line, question, complement=complement)
        if asked is None:
            self._panel.around.say(tr("Only codes have such a sentence"))
            return
        self._add(ReportKind.SENTENCE, asked, tr("The sentence is in the report"))

    def add_table(self, _checked: bool = False) -> None:
        """Add the table of the tab that is shown; in the first one codes, or the scheme of the current line.

        Where a tab has several, they are offered.
        """
        part = self._panel.part
        if part is None:
            asked = self._figures()
            if asked is not None:
                self._add(ReportKind.TABLE, asked, tr("The table is in the report"))
            return
        offered = part.for_report(part.question) if part.question is not None else ()
        if not offered:
            self._panel.around.say(tr("There is no table here yet"))
        elif len(offered) == 1:
            self._add_part(offered[0])
        else:
            self._offer(offered)

    def _offer(self, offered: Sequence[ForReport]) -> None:
        """Let the user choose among the tables of a tab."""
        button = self._panel.page.add_table
        menu = QMenu(button)
        for one in offered:
            menu.addAction(one.words.replace("&", "&&"), partial(self._add_part, one))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        menu.setActiveAction(menu.actions()[0])

    def _add_part(self, chosen: ForReport) -> None:
        project = self._panel.desk.project
        if project is None:
            return
        try:
            asked = chosen.asked(project)
        except FopCoderError as error:
            self._panel.around.show_error(error)
            return
        self._add(ReportKind.TABLE, asked, tr("The table is in the report"))

    def add_chart(self) -> None:
        """Add a chart of codes, or of the scheme of the current line."""
        asked = self._figures() if self._panel.part is None else None
        if asked is None:
            self._panel.around.say(tr("Charts are of codes and classifications"))
            return
        asked = replace(asked, question=replace(asked.question, by=None))
        self._add(ReportKind.CHART, asked, tr("The chart is in the report"))

    def _figures(self) -> ItemAsked | None:
        line, question = self._line(), self._question()
        if question is None:
            return None
        scheme = None if line is None or line.kind is Kind.CODE else line.scheme or line.guid
        return ItemAsked(What.TALLY, (), question) if scheme is None else ItemAsked(What.SCHEME, (scheme,), question)

    def _line(self) -> Line | None:
        found = self._panel.table.currentIndex().data(LINE)
        return found if isinstance(found, Line) else None

    def _question(self) -> Question | None:
        sheet = self._panel.codes.sheet
        return None if sheet is None else sheet.question

    # ---- adding it ---------------------------------------------------------------------------------------------------

    def _add(self, kind: ReportKind, asked: ItemAsked, said: str) -> None:
        """Add it: worked out at once where the project is small, else in the background."""
        project = self._panel.desk.project
        if project is None or self._panel.desk.is_read_only:
            return
        self._said = said
        make = partial(add_made, kind=kind, asked=asked)
        self._answer.ask(tr("Adding to the report"), make, at_once=not is_large(project))

    def _apply(self, change: Change) -> None:
        if self._panel.desk.apply(change):
            self._panel.around.offer_undo(self._said)


def _sentence_of(line: Line, question: Question, *, complement: bool) -> ItemAsked | None:
    if line.kind is Kind.CODE:
        return ItemAsked(What.COMPLEMENT if complement else What.REFERRED, (line.guid,), question)
    if complement or question.by is not None:
        return None
    if line.kind is Kind.SCHEME:
        return ItemAsked(What.SCHEME, (line.guid,), question)
    return ItemAsked(What.CLASSIFIED, (line.scheme, line.guid), question) if line.scheme is not None else None
