"""Tallies: n of N for every code and category, tables and numbers, and the evidence behind each figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.panels.tallies.action_list import tally_actions
from fop_coder.gui.panels.tallies.asking import AskingPanel
from fop_coder.gui.panels.tallies.cells_model import Where
from fop_coder.gui.panels.tallies.codes_tab import CodesTab
from fop_coder.gui.panels.tallies.drawer import Behind, EvidenceDrawer
from fop_coder.gui.panels.tallies.following import behind_cell
from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.gui.panels.tallies.model import FIGURE
from fop_coder.gui.panels.tallies.page import CODES, TallyPage
from fop_coder.gui.panels.tallies.pieces import say
from fop_coder.gui.panels.tallies.tab_part import Choice, Followed, TabPart
from fop_coder.gui.panels.tallies.to_report import ToReport
from fop_coder.gui.up_to_date import fill_with
from fop_coder.model.base import Guid
from fop_coder.model.coding import Memo
from fop_coder.model.errors import FopCoderError
from fop_coder.model.report import Quotation
from fop_coder.model.status import Status
from fop_coder.project import Project
from fop_coder.project.table_choices import table_choices
from fop_coder.project.tally_sheet import TallySheet, choices, is_large, tally_sheet
from fop_coder.project.tallying import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the screen stands, kept over edits and for the way back: a cell by what it is, not by its row.

    Attributes:
        line, group, status: of an open cell of the first tab; ``entry``: in the list behind it.
        tab: which one; choice: what is chosen there; table, where: the open cell.
    """

    question: Question
    line: Guid | None = None
    group: str | None = None
    status: str = ""
    entry: Guid | None = None
    tab: int = CODES
    choice: Choice | None = None
    table: int = 0
    where: Where | None = None


class TalliesPanel(AskingPanel):
    """The screen."""

    name = "tallies"
    title = "Tallies"
    icon = "ph.chart-bar-horizontal"

    def __init__(self, around: Surroundings) -> None:
        """Build it; figures are asked for when it is shown."""
        page = TallyPage(around)
        super().__init__(around, page.controls, page.refusal, page.counting)
        self.page, self.table = page, page.table
        self.codes = CodesTab(around, page)
        self.drawer = EvidenceDrawer(around)
        self._splitter = fill_with(self, page, self.drawer)
        self.table.setProperty("pane", True)
        self._unasked: set[int] = set()
        self._followed: Followed | None = None
        self._wanted: Asked | None = None
        self.to_report = ToReport(self)
        self._connect()
        self.theme_changed()

    def _connect(self) -> None:
        self.controls.asked.connect(self.ask)
        self.controls.wished.connect(self.codes.show_lines)
        self._answer.answered.connect(self._show_sheet)
        self.table.asked.connect(self._open_evidence)
        self.table.copied.connect(self._say_copied)
        self.page.copy_table.clicked.connect(self.copy_table)
        self.page.start.clicked.connect(self._start_coding)
        self.page.tab_changed.connect(self._tab_changed)
        for part in self.page.parts.values():
            part.followed.connect(self._follow)
            part.answered.connect(self._part_answered)
            part.refused.connect(self.show_refusal)
            part.waiting.connect(self.page.counting.setVisible)
            part.copied.connect(self._say_copied)
        self.drawer.closed.connect(self.close_drawer)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Return the panel's own actions."""
        return tally_actions(self)

    # ---- keeping up with the project -------------------------------------------------------------------------------

    def project_opened(self) -> None:
        """Start afresh with another project."""
        self._answer.fall_away()
        for part in self.page.parts.values():
            part.forget()
        self._followed = self._wanted = None
        self._unasked = set()
        self.drawer.clear()
        self.codes.clear()
        self.page.tabs.setCurrentIndex(CODES)
        self.outdate(afresh=True)

    def project_changed(self, kinds: object) -> None:
        """Ask again, unless only memos or stars changed; None: another coder acts, who may see more or less."""
        if isinstance(kinds, frozenset) and kinds <= {Memo, Quotation}:
            self.drawer.show_stars()
            return
        self.outdate()

    def read_again(self, project: Project, *, afresh: bool) -> None:
        """Offer what there is, and ask for the figures anew."""
        self.controls.offer(choices(project), afresh=afresh)
        offered = table_choices(project)
        for part in self.page.parts.values():
            part.offer(offered)
        self.ask()

    def ask(self) -> None:
        """Ask for the figures of what the controls say; other tabs ask when they are shown."""
        self._unasked = {CODES, *self.page.parts}
        self._ask_shown()

    def _ask_shown(self) -> None:
        tab, project = self.tab, self.desk.project
        if tab not in self._unasked or project is None:
            return
        self._unasked.discard(tab)
        question = self.controls.question()
        part = self.part
        if part is None:
            asked = partial(tally_sheet, question=question)
            self._answer.ask(self.tr("Counting"), asked, at_once=not is_large(project))
        else:
            part.ask(question)

    # ---- tabs --------------------------------------------------------------------------------------------------------

    @property
    def tab(self) -> int:
        """Which tab is shown."""
        return self.page.tabs.currentIndex()

    @property
    def part(self) -> TabPart | None:
        """What is in the tab that is shown; None for the first."""
        return self.page.parts.get(self.tab)

    def show_tab(self, tab: int) -> None:
        """Show a tab and put the focus into it."""
        self.page.tabs.setCurrentIndex(tab)
        self.focus_first()

    def _tab_changed(self, _tab: int) -> None:
        """What was opened from another tab is closed: it stands beside a table that is not seen any more."""
        self.drawer.clear()
        self._followed = None
        say(self.page.refusal, "")
        self._ask_shown()
        self.moved.emit()

    # ---- showing figures ---------------------------------------------------------------------------------------------

    def _show_sheet(self, sheet: TallySheet) -> None:
        self.show_right()
        self.codes.show(sheet)
        behind = self.drawer.behind
        if behind is not None and self.tab == CODES:
            self._show_behind(self.codes.behind_again(behind))

    def still_shown(self) -> str:
        """Return that the figures, which say beneath what they are over, are not those of the question."""
        part = self.part
        has_figures = self.codes.sheet is not None if part is None else any(t.cells.rowCount() for t in part.tables)
        return tr("The figures below are still those of the last question.") if has_figures else ""

    def show_refusal(self, error: FopCoderError) -> None:
        """Say what is not understood; the way back does not wait any more."""
        self._wanted = None
        super().show_refusal(error)

    def _part_answered(self) -> None:
        """Figures of a tab came: the open evidence follows them, and so does the way back."""
        self.show_right()
        part, wanted = self.part, self._wanted
        if part is None or part.is_waiting or self.sender() not in (None, part):
            return
        self._wanted = None
        if wanted is not None and wanted.where is not None:
            if part.tables[wanted.table].follow_again(wanted.where):
                self.drawer.focus_list(wanted.entry)
        elif self._followed is not None and not part.tables[self._followed.table].follow_again(self._followed.where):
            self.close_drawer()

    # ---- the evidence ------------------------------------------------------------------------------------------------

    def follow_current(self) -> None:
        """Show who is behind the current figure."""
        part = self.part
        if part is not None:
            table = part.current_table()
            table.follow(table.currentIndex())
        elif self.table.currentIndex().isValid():
            self.table.ask(self.table.currentIndex())

    def _open_evidence(self, index: QPersistentModelIndex | QModelIndex, status: Status | str | None) -> None:
        behind = self.codes.behind_index(index, status)
        if behind is not None:
            self._show_behind(behind)

    def _follow(self, followed: Followed) -> None:
        """Show who is in a cell of a table."""
        project = self.desk.project
        if project is None:
            return
        try:
            behind = behind_cell(project, followed)
        except FopCoderError as error:
            self.show_refusal(error)
            return
        self._followed = followed
        self._show_behind(behind)
        part = self.part
        if part is not None:  # the page is laid out anew beside the drawer
            QTimer.singleShot(0, part, partial(self.page.ensureWidgetVisible, part.tables[followed.table], 8, 8))

    def _show_behind(self, behind: Behind | None) -> None:
        if behind is None:
            self.close_drawer()
            return
        was_hidden = not self.drawer.isVisible()
        self.drawer.show_behind(behind)
        if was_hidden:
            wide = min(self.theme.px(348), max(280, self.width() // 3))
            self._splitter.setSizes([self.width() - wide, wide])

    def close_drawer(self) -> None:
        """Close the evidence and go back to the table."""
        self.drawer.clear()
        self._followed = None
        self.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes the evidence first."""
        if event.key() == Qt.Key.Key_Escape and self.drawer.isVisible():
            self.close_drawer()
        else:
            super().keyPressEvent(event)

    # ---- what else can be done ---------------------------------------------------------------------------------------

    def copy_table(self) -> None:
        """Put the table of the tab on the clipboard."""
        part = self.part
        (self.table if part is None else part.current_table()).copy_table()

    def _say_copied(self) -> None:
        self.around.say(self.tr("The table is on the clipboard"))

    def _start_coding(self) -> None:
        self.around.go(Place("code"))

    # ---- places ------------------------------------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Show the tally of a code, or come back to where the panel was."""
        self._bring_up_to_date()
        asked = place.detail if isinstance(place.detail, Asked) else None
        if asked is not None and asked.tab != CODES:
            self._go_to_tab(asked)
            return
        if asked is not None or place.code is not None:
            self.page.tabs.setCurrentIndex(CODES)
        if asked is not None and (self.codes.sheet is None or self.codes.sheet.question != asked.question):
            self.controls.set_question(asked.question)
            self.ask()
        wanted = asked.line if asked is not None else place.code
        row = self.table.tallies.row_of(wanted) if wanted is not None else None
        if row is None:
            return
        group = asked.group if asked is not None else None
        column = self.table.tallies.column_of(group) if group is not None else FIGURE
        self.table.setCurrentIndex(self.table.tallies.index(row, column))
        status = asked.status if asked is not None else ""
        self._show_behind(self.codes.behind(self.table.tallies.lines[row], group, status))
        self.drawer.focus_list(asked.entry if asked is not None else None)

    def _go_to_tab(self, asked: Asked) -> None:
        """Come back to a tab with what was asked and chosen there; its figures are counted anew."""
        part = self.page.parts[asked.tab]
        self.controls.set_question(asked.question)
        if asked.choice is not None:
            part.set_choice(asked.choice)
        self.drawer.clear()
        self._followed, self._wanted = None, asked
        self._unasked = {CODES, *self.page.parts}
        if self.tab != asked.tab:
            self.page.tabs.setCurrentIndex(asked.tab)
        else:
            self._ask_shown()
        self.focus_first()

    def place(self) -> Place:
        """Return the question, and the tab with what is chosen and open there."""
        sheet, behind, part = self.codes.sheet, self.drawer.behind, self.part
        question = self.controls.question() if sheet is None or part is not None else sheet.question
        asked = Asked(question, entry=self.drawer.current_entry() if behind is not None else None)
        if part is not None:
            asked = replace(asked, tab=self.tab, choice=part.choice())
            if behind is not None and self._followed is not None:
                asked = replace(asked, table=self._followed.table, where=self._followed.where)
        elif behind is not None:
            asked = replace(asked, line=behind.line.guid, group=behind.group, status=behind.status)
        return Place(self.name, detail=asked)

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the tables."""
        return (("← ↑ → ↓", tr("cell")), ("Enter", tr("evidence")), ("Ctrl C", tr("copy table")))

    def focus_first(self) -> None:
        """Put the focus on the table."""
        part = self.part
        if part is None:
            self.table.setFocus()
        elif not part.focus_first():
            self.page.tabs.setFocus()

    def theme_changed(self) -> None:
        """Take over colours and sizes."""
        self.page.dress()
        self.drawer.setMinimumWidth(self.theme.px(280))
        self.drawer.dress()
        self.update()
