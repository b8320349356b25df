"""What is done in the grid: each edit is one Change, built in the project and applied on the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from fop_coder.gui.dialogs import question_dialog
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.respondents.model import cell_text, tr
from fop_coder.gui.panels.respondents.questions import LeaveOutQuestion, LineQuestion, new_words
from fop_coder.gui.panels.respondents.view import GridView
from fop_coder.gui.sentences import what_and_do
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.coding import MarkKind
from fop_coder.model.errors import ChangeRefused, FopCoderError
from fop_coder.model.people import Respondent
from fop_coder.model.status import Status
from fop_coder.project import Project
from fop_coder.project.pasting import Pasting, block_change, cells_of, read_pasted
from fop_coder.project.profile import memo_change
from fop_coder.project.respondent_edits import (
    add_change,
    classify_change,
    clear_change,
    leave_out_change,
    marks_change,
    quoting_change,
    reasons_change,
    take_back_change,
)
from fop_coder.project.respondent_grid import ColumnKind, GridColumn

if TYPE_CHECKING:
    from fop_coder.gui.panels.respondents.panel import RespondentsPanel

_SEVERAL = 3
"""From how many respondents or cells on an undo is offered."""


class GridEdits(QObject):
    """The edits of the grid.

    Attributes:
        table: the grid; set when it is there.
        scheme: the active one, whose categories the letters belong to.
    """

    table: GridView

    def __init__(self, around: Surroundings, panel: RespondentsPanel) -> None:
        """Edit the project on the desk."""
        super().__init__(panel)
        self._around, self._panel = around, panel
        self.scheme: Scheme | None = None

    def apply(self, build: Callable[[Project], Change | None], said: str = "", size: int = 0) -> bool:
        """Build a Change and apply it; say what was done, with an undo where it was large."""
        desk = self._around.desk
        if desk.project is None:
            return False
        if desk.is_read_only:
            self._around.say(tr("The project is open for reading only"))
            return False
        try:
            change = build(desk.project)
        except FopCoderError as error:
            self._around.show_error(error)
            return False
        if not desk.apply(change):
            return False
        if said and size >= _SEVERAL:
            self._around.offer_undo(said)
        elif said:
            self._around.say(said)
        return True

    # ---- cells -------------------------------------------------------------------------------------------------------

    def edit_cell(self, respondent: Respondent, column: GridColumn, text: str) -> bool:
        """Edit one cell in its place."""
        return self.apply(lambda project: _cell_change(project, respondent, column, text))

    def problem(self, respondent: Respondent, column: GridColumn, text: str) -> str:
        """Return why a cell cannot take a text, '' if it can."""
        project = self._around.desk.project
        if project is None:
            return ""
        try:
            _cell_change(project, respondent, column, text)
        except FopCoderError as error:
            return what_and_do(error)
        return ""

    def paste(self, text: str) -> None:
        """Put a block from a spreadsheet into the grid: by labels, or from the current cell on."""
        cells, block = cells_of(text), self.table.block() or (0, 0, 0, 0)
        project, grid = self._around.desk.project, self.table.grid
        if not cells or project is None:
            self._around.say(tr("There is nothing on the clipboard that could be pasted"))
            return
        if self._around.desk.is_read_only:
            self._around.say(tr("The project is open for reading only"))
            return
        top, bottom, left, _ = block
        if len(cells) == 1 and bottom > top:
            cells = cells * (bottom - top + 1)
        label = tr("Paste {0} rows").format(len(cells))
        try:
            found = read_pasted(project, self._people(top), grid.columns[left:], cells, label, all_columns=grid.columns)
        except FopCoderError as error:
            self._around.show_error(error)
            return
        self._ask_about(found, label, sum(len(row) for row in cells))

    def _ask_about(self, found: Pasting, label: str, count: int) -> None:
        """Say what is new before it comes in; put the rest into the grid at once."""
        if not found.brings_new:
            self._take_in(found, label, count)
            return
        question = question_dialog(
            self._panel, tr("Paste from spreadsheet"), new_words(found), tr("Paste"), tr("Leave it")
        )
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(lambda: self._take_in(found, label, max(count, _SEVERAL)))
        question.open()

    def _take_in(self, found: Pasting, label: str, count: int) -> None:
        if not self.apply(lambda _project: found.change, tr("{0}: done").format(label), count):
            self._around.say(tr("Nothing to change: the grid says so already"))

    def _people(self, top: int) -> list[Respondent]:
        """Return the respondents shown from a row on."""
        rows = (self.table.grid.row_at(r) for r in range(top, self.table.grid.rowCount()))
        return [row.respondent for row in rows if row is not None]

    def fill_down(self) -> None:
        """Put the first selected cell of each column into those below it."""
        block = self.table.block()
        if block is None or block[0] == block[1]:
            self._around.say(tr("Select the cell to be repeated together with those below it"))
            return
        top, bottom, left, right = block
        row = self.table.grid.row_at(top)
        if row is None:
            return
        first = [cell_text(row, c) for c in self.table.grid.columns[left : right + 1]]
        self._put([first] * (bottom - top), top + 1, left, tr("Fill down {0} rows").format(bottom - top))

    def _put(self, cells: list[list[str]], top: int, left: int, label: str) -> None:
        people, columns = self._people(top), self.table.grid.columns[left:]
        said = tr("{0}: done").format(label)
        self.apply(
            lambda project: block_change(project, people, columns, cells, label), said, sum(len(row) for row in cells)
        )

    def empty(self) -> None:
        """Empty the selected cells: values, classes with their reasons, marks."""
        targets = self.table.targets()
        said = tr("{0} cells emptied").format(len(targets))
        self.apply(lambda project: clear_change(project, targets), said, len(targets))

    # ---- classes, marks, reasons -----------------------------------------------------------------------------------

    def classify_by_key(self, letter: str) -> None:
        """Classify the selected respondents, where the letter is the key of a category of the active scheme."""
        scheme = self.scheme
        if scheme is None:
            return
        for category in scheme.categories:
            if category.key and category.key.casefold() == letter.casefold():
                self.classify(self.table.respondents(), category.name)
                return
        keys = ", ".join(c.key for c in scheme.categories if c.key) or tr("none")
        self._around.say(tr("{0} is no key of {1} (its keys: {2})").format(letter, scheme.name, keys))

    def classify(self, respondents: list[Respondent], category: str) -> None:
        """Give respondents a class of the active scheme; '' takes it off."""
        scheme = self.scheme
        if scheme is None or not respondents:
            return
        if not category:
            column = GridColumn(ColumnKind.CLASS, scheme)
            self.apply(lambda project: clear_change(project, [(r, column) for r in respondents]))
            return
        who = _who(respondents)
        said = tr("{0}: {1}").format(who, category)
        self.apply(lambda project: classify_change(project, respondents, scheme, category), said, len(respondents))

    def mark(self, kind: MarkKind) -> None:
        """Mark the selected respondents on the code of the current column, else on the active scheme."""
        about, people = self._about(), self.table.respondents()
        if about is None or not people:
            self._around.say(tr("Choose respondents, and the column of a code or class, first"))
            return
        said = tr("{0}, {1}: {2}").format(_who(people), about.name, str(kind).replace("-", " "))
        if isinstance(about, Code) and any(self._referred(r.guid, about) for r in people):
            said += tr(". Passages stand: who has one stays referred, unprompted")
        self.apply(lambda project: marks_change(project, people, about, kind), said, len(people))

    def _referred(self, respondent: Guid, code: Code) -> bool:
        place = self.table.grid.row_of(respondent)
        row = self.table.grid.row_at(place) if place is not None else None
        return row is not None and row.statuses.get(code.guid) is Status.REFERRED

    def _about(self) -> Code | Scheme | None:
        column = self.table.column()
        return column.about if column is not None and isinstance(column.about, Code) else self.scheme

    def ask_reason(self) -> None:
        """Edit the reason in its cell; for several respondents, or a mark on a code, ask for it."""
        about, people = self._about(), self.table.respondents()
        grid = self.table.grid
        if about is None or not people:
            return
        place = grid.first_of(ColumnKind.REASON)
        if isinstance(about, Scheme) and len(people) == 1 and place is not None and not grid.read_only:
            self.table.show_cell(self.table.currentIndex().row(), place)
            self.table.edit_current()
            return
        row = grid.row_at(self.table.currentIndex().row())
        mark = row.marks.get(about.guid) if row is not None else None
        LineQuestion(
            self._panel,
            tr("Reason"),
            tr("Reason for {0}, {1}").format(_who(people), about.name),
            tr("Keep"),
            lambda text: self._explain(people, about, text),
            text=mark.because if mark is not None else "",
            needed=False,
        ).open()

    def _explain(self, people: Iterable[Respondent], about: Code | Scheme, text: str) -> None:
        self.apply(lambda project: reasons_change(project, people, about, text))

    def settle_reason(self, respondent: str, text: str) -> None:
        """Keep the reason typed in the profile."""
        scheme, found = self.scheme, self._respondent(respondent)
        if scheme is not None and found is not None:
            self.apply(lambda project: reasons_change(project, [found], scheme, text))

    def settle_memo(self, respondent: str, text: str) -> None:
        """Keep the memo typed in the profile."""
        found = self._respondent(respondent)
        if found is not None:
            self.apply(lambda project: memo_change(project, found, text))

    def _respondent(self, guid: str) -> Respondent | None:
        project = self._around.desk.project
        if project is None:
            return None
        return project.store.by_guid(Respondent, [Guid(guid)]).get(Guid(guid))

    # ---- who takes part ----------------------------------------------------------------------------------------------

    def add_respondent(self) -> None:
        """Ask for the label of a new respondent."""
        LineQuestion(
            self._panel,
            tr("Add respondent"),
            tr("Label of the new respondent, such as a pseudonym"),
            tr("Add"),
            self._add,
        ).open()

    def _add(self, label: str) -> None:
        project = self._around.desk.project
        if project is not None and self.apply(lambda p: add_change(p, label), tr("{0} is added").format(label)):
            self._panel.show_added(project.respondent_labelled(label).guid)

    def leave_out(self) -> None:
        """Ask why the selected respondents are left out."""
        people = self.table.respondents()
        if people:
            LeaveOutQuestion(
                self._panel, _who(people), lambda because, withdrawn: self._leave_out(people, because, withdrawn)
            ).open()

    def _leave_out(self, people: list[Respondent], because: str, withdrawn: bool) -> None:
        said = tr("{0} left out of every sample").format(_who(people))
        self.apply(lambda project: leave_out_change(project, people, because, withdrawn=withdrawn), said, _SEVERAL)

    def toggle_quoting(self) -> None:
        """Keep the selected respondents out of quotations; where all are kept out, let them be quoted again."""
        people = self.table.respondents()
        if people:
            self.set_quoting(people, do_not_quote=not all(r.do_not_quote for r in people))

    def set_quoting(self, people: list[Respondent], *, do_not_quote: bool) -> None:
        """Say that respondents are never to be quoted, or may be."""
        words = tr("{0}: not to be quoted") if do_not_quote else tr("{0}: may be quoted again")
        said = words.format(_who(people))
        self.apply(lambda project: quoting_change(project, people, do_not_quote=do_not_quote), said, len(people))

    def take_back(self) -> None:
        """Take the selected respondents back into the samples."""
        people = self.table.respondents()
        said = tr("{0} back in the samples").format(_who(people))
        if not self.apply(lambda project: take_back_change(project, people), said):
            self._around.say(tr("They take part already"))


def _who(people: list[Respondent]) -> str:
    return people[0].label if len(people) == 1 else tr("{0} respondents").format(len(people))


def _cell_change(project: Project, respondent: Respondent, column: GridColumn, text: str) -> Change | None:
    """Return the Change of one cell; a refusal names the respondent and not the row of a block."""
    try:
        return block_change(project, [respondent], [column], [[text]], f"{respondent.label}: {column.name}")
    except ChangeRefused as error:
        raise ChangeRefused(error.what, where=f"{respondent.label}, {column.name}", do=error.do) from error
