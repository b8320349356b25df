"""Matrix: respondents × codes, each cell with its passages and a summary that the researcher writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.panels.matrix.action_list import matrix_actions
from fop_coder.gui.panels.matrix.filling import MatrixFilling
from fop_coder.gui.panels.matrix.finding import SummaryFinding
from fop_coder.gui.panels.matrix.model import Shown
from fop_coder.gui.panels.matrix.page import MatrixPage
from fop_coder.gui.panels.matrix.side import CellSide
from fop_coder.gui.panels.matrix.words import tr
from fop_coder.gui.panels.tallies.asking import AskingPanel
from fop_coder.gui.panels.tallies.pieces import say
from fop_coder.gui.up_to_date import fill_with
from fop_coder.model.base import Guid
from fop_coder.model.coding import Memo
from fop_coder.model.matrix import Matrix, MatrixRow, Summary
from fop_coder.model.tally import PassageRow
from fop_coder.project import Project
from fop_coder.project.matrix import Arrangement, MatrixSheet, matrix_sheet, summaries_again
from fop_coder.project.tally_sheet import choices
from fop_coder.project.tallying import Question

AT_ONCE = 2_000
"""Up to how many codings a matrix is read without the background."""

EXPORTED = "matrix"
"""What the Export screen is asked for."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the screen stands, for the way back."""

    question: Question
    arrangement: Arrangement
    shown: Shown
    cell: tuple[Guid, Guid] | None


class MatrixPanel(AskingPanel):
    """The screen."""

    name = "matrix"
    title = "Matrix"
    icon = "ph.grid-four"

    def __init__(self, around: Surroundings) -> None:
        """Build it; the matrix is asked for when it is shown."""
        page = MatrixPage(around, self._read)
        super().__init__(around, page.controls, page.refusal, page.counting)
        self.page, self.table, self.arrangement = page, page.table, page.arrangement
        self.sheet: MatrixSheet | None = None
        self._wanted: tuple[Guid, Guid] | None = None
        self.side = CellSide(self.theme)
        self.filling = MatrixFilling(around, self)
        self.finding = SummaryFinding(around, page, self)
        self._splitter = fill_with(self, page, self.side)
        self._connect()
        self.theme_changed()

    def _connect(self) -> None:
        self.controls.asked.connect(self.ask)
        self.arrangement.asked.connect(self.ask)
        self.arrangement.shown.connect(self._show_as)
        self._answer.answered.connect(self._show_sheet)
        self.table.current_changed.connect(self._show_current)
        self.table.write_asked.connect(self.write)
        self.table.sort_asked.connect(self._sort_by_column)
        self.table.copied.connect(partial(self.around.say, tr("The cells are on the clipboard")))
        self.page.next_asked.connect(self.go_to_next)
        self.page.fill_asked.connect(self.fill_all)
        self.page.export_asked.connect(self.export)
        self.page.empty.main_asked.connect(self._main_asked)
        self.side.written.connect(self.filling.write)
        self.side.followed.connect(self._follow)
        self.side.next_asked.connect(self._next_cell)
        self.side.fill_asked.connect(self.fill_current)
        self.side.left.connect(self._leave_editor)
        self.side.closed.connect(self.close_side)
        self.desk.closing.connect(self.side.keep)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Return the panel's own actions."""
        return matrix_actions(self)

    # ---- keeping up with the project ---------------------------------------------------------------------------------

    def project_opened(self) -> None:
        """Start afresh with another project."""
        self._answer.fall_away()
        self.sheet, self._wanted = None, None
        self.side.forget()
        self.table.cells.show(None)
        self.outdate(afresh=True)

    def project_changed(self, kinds: object) -> None:
        """Follow summaries at once; ask again after all else but memos. None: another coder acts."""
        if isinstance(kinds, frozenset) and kinds <= {Memo, Summary}:
            if Summary in kinds and not self._stale:
                self._follow_summaries()
            return
        self.outdate()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what was typed."""
        self.side.keep()
        super().hideEvent(event)

    def theme_changed(self) -> None:
        """Take over colours and sizes."""
        self.page.dress()
        self.side.dress()
        self.side.setMinimumWidth(self.theme.px(272))
        self._show_current()

    def read_again(self, project: Project, *, afresh: bool) -> None:
        """Offer what there is, and ask for the matrix anew."""
        offered = choices(project)
        self.controls.offer(offered, afresh=afresh)
        self.arrangement.offer(offered, project.codebook, afresh=afresh)
        self.ask()

    def ask(self) -> None:
        """Ask for the matrix that the controls say: at once where the project is small."""
        project = self.desk.project
        if project is None:
            return
        asked = partial(
            matrix_sheet,
            question=self.controls.question(),
            arrangement=self.arrangement.arrangement(),
            seen_by=project.coder,
        )
        self._answer.ask(tr("Reading the matrix"), asked, at_once=project.store.count("coding") <= AT_ONCE)

    # ---- showing -----------------------------------------------------------------------------------------------------

    @property
    def matrix(self) -> Matrix | None:
        """The matrix that is shown."""
        return self.sheet.matrix if self.sheet is not None else None

    def _read(self, guids: Iterable[Guid]) -> list[PassageRow]:
        project = self.desk.project
        return self.sheet.passages(project, guids) if project is not None and self.sheet is not None else []

    def _show_sheet(self, sheet: MatrixSheet) -> None:
        self.show_right()
        kept = self._wanted or self.side.key or self.table.current_key()
        self._wanted = None
        self.sheet = sheet
        self._show_matrix(sheet.matrix)
        if self.desk.project is not None:
            self.page.show_standing(sheet.matrix, has_respondents=bool(self.desk.project.store.count("respondent")))
        found = self.table.cells.index_of(*kept) if kept is not None else None
        if found is not None and found.isValid():
            self.table.show_cell(found)
        self._show_current()

    def _show_matrix(self, matrix: Matrix, *, summaries_alone: bool = False) -> None:
        self.table.cells.show(matrix, summaries_alone=summaries_alone)
        self.page.show_progress(matrix, writes=not self.desk.is_read_only)
        say(self.page.hidden, matrix.hidden)
        self.moved.emit()

    def _main_asked(self) -> None:
        if self.matrix is not None and self.matrix.codes and self.desk.open_project.store.count("respondent"):
            self.controls.sample.set_text("")
            self.controls.scope.set_text("")
            self.ask()
        else:
            self.around.go(Place("code"))

    def still_shown(self) -> str:
        """Return that the cells are not those of the question."""
        return tr("The cells below are still those of the last question.") if self.sheet is not None else ""

    def _show_current(self) -> None:
        """Show the current cell beside the grid."""
        index = self.table.currentIndex()
        line, code, cell = (
            self.table.cells.line(index.row()),
            self.table.cells.code(index.column()),
            self.table.cells.cell(index),
        )
        if not isinstance(line, MatrixRow) or code is None or cell is None:
            self.side.clear()
            return
        was_hidden = self.side.isHidden()
        passages = self.table.cells.passages(index)
        self.side.show_cell(line, code, cell, passages, read_only=self.desk.is_read_only)
        if was_hidden:
            wide = min(self.theme.px(320), max(self.theme.px(272), self.width() // 4))
            self._splitter.setSizes([self.width() - wide, wide])
        self.moved.emit()

    def _show_as(self, shown: object) -> None:
        if isinstance(shown, Shown):
            self.table.show_as(shown)

    def show_as(self, shown: Shown) -> None:
        """Show summaries, passages or counts, and press the button that says so."""
        self.arrangement.mode.choose(shown, tell=True)

    def _sort_by_column(self, column: int) -> None:
        code = self.table.cells.code(column)
        self.arrangement.sort_by(code.ident if code is not None else "")

    # ---- writing -----------------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Put the caret into the summary of the current cell, or of the first one."""
        if self.table.current_key() is None:
            self.table.show_cell(self.table.next_cell())
        if self.side.isVisible():
            self.side.write()

    def _follow_summaries(self) -> None:
        """Show what is written now; nothing else needs to be read again."""
        project = self.desk.project
        if project is None or self.sheet is None:
            return
        sheet, told = self.sheet, self.desk.told
        touched = (*told.removed, *told.added) if told is not None else ()
        only = frozenset((s.respondent, s.code) for s in touched if isinstance(s, Summary))
        fresh = summaries_again(project, sheet.matrix, only=only, seen_by=project.coder)
        self.sheet = MatrixSheet(sheet.question, sheet.arrangement, fresh, sheet.joint)
        self._show_matrix(fresh, summaries_alone=True)
        self._show_current()

    def fill_current(self) -> None:
        """Add the words of the current cell's passages below what is written in its summary."""
        if self.side.isVisible() and self.side.fill.isEnabled():
            draft = self.filling.draft(self.table.cells.passages(self.table.currentIndex()))
            self.side.add(draft)
            self.side.keep()

    def fill_all(self) -> None:
        """Fill all cells with passages and without a summary, as one step."""
        self.side.keep()
        if self.sheet is not None:
            self.filling.fill_all(self.sheet)

    # ---- going from cell to cell -------------------------------------------------------------------------------------

    def _next_cell(self) -> None:
        self.side.keep()
        self.table.show_cell(self.table.next_cell())
        self.side.write()

    def go_to_next(self) -> None:
        """Go to the next cell with passages and without a summary."""
        self.side.keep()
        found = self.table.next_cell(lacking=True)
        if found.isValid():
            self.table.show_cell(found)
            self.write()
        else:
            self.around.say(tr("Every cell with passages has a summary"))

    def _leave_editor(self) -> None:
        self.side.keep()
        self.table.setFocus()

    def close_side(self) -> None:
        """Close the cell and go back to the grid."""
        self.side.clear()
        with QSignalBlocker(self.table.selectionModel()):
            self.table.setCurrentIndex(self.table.cells.index(-1, -1))
        self.table.viewport().update()
        self.table.setFocus()
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes the cell first."""
        if event.key() == Qt.Key.Key_Escape and self.side.isVisible():
            self.close_side()
        else:
            super().keyPressEvent(event)

    # ---- places ------------------------------------------------------------------------------------------------------

    def _follow(self, passage: Guid) -> None:
        project = self.desk.project
        found = self.sheet.place_of(project, passage) if project is not None and self.sheet is not None else None
        if found is not None:
            self.around.go(Place("code", document=found[0], coding=passage, position=found[1]))

    def export(self) -> None:
        """Go to the Export screen."""
        self.side.keep()
        self.around.go(Place("export", detail=EXPORTED))

    def go(self, place: Place) -> None:
        """Show a cell, or come back to where the screen was."""
        self._bring_up_to_date()
        standing = place.detail if isinstance(place.detail, Standing) else None
        cell = (place.respondent, place.code) if place.respondent is not None and place.code is not None else None
        if standing is not None:
            cell = standing.cell
            self.arrangement.mode.choose(standing.shown, tell=True)
            if self.sheet is None or (self.sheet.question, self.sheet.arrangement) != (
                standing.question,
                standing.arrangement,
            ):
                self.controls.set_question(standing.question)
                self.arrangement.arrange(standing.arrangement)
                self._wanted = cell
                self.ask()
        if cell is not None:
            self._wanted = cell if self._answer.is_waiting else None
            self.table.show_cell(self.table.cells.index_of(*cell))
        self.table.setFocus()

    def place(self) -> Place:
        """Return where the screen is now."""
        shown = self.table.cells.shown
        standing = Standing(self.controls.question(), self.arrangement.arrangement(), shown, self.table.current_key())
        return Place(self.name, detail=standing)

    def standing(self) -> str:
        """Return the current cell in words."""
        index = self.table.currentIndex()
        said = self.table.cells.data(index, Qt.ItemDataRole.AccessibleTextRole) if index.isValid() else ""
        return str(said or "").partition("\n")[0][:120]

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the grid."""
        return (("\u2190\u2191\u2193\u2192", tr("cell")), ("Enter", tr("write the summary")), ("Esc", tr("leave")))

    def focus_first(self) -> None:
        """Put the focus on the grid."""
        (self.page.empty.main if self.page.empty.isVisible() else self.table).setFocus()
        if self.page.card.isVisible() and not self.table.currentIndex().isValid() and self.table.cells.rowCount():
            self.table.selectionModel().clearSelection()
