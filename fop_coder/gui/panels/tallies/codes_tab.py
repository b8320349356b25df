"""The first tab, "Codes and classifications": a sheet of figures as lines, with notes, sentence, and who is behind."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.panels.tallies import notes
from fop_coder.gui.panels.tallies.drawer import Behind
from fop_coder.gui.panels.tallies.lines import Kind, Line, lines_of, tr
from fop_coder.gui.panels.tallies.model import FIGURE, GROUP, LINE
from fop_coder.gui.panels.tallies.page import TallyPage
from fop_coder.gui.panels.tallies.pieces import say
from fop_coder.model.base import Guid
from fop_coder.model.errors import NotFound
from fop_coder.model.status import NOT_CLASSIFIED, Status
from fop_coder.model.tally import SchemeTally
from fop_coder.project.bands import scheme_or_band_named
from fop_coder.project.evidence import Evidence, evidence_for_code, evidence_for_scheme
from fop_coder.project.figures import SMALLEST_SHARE, interval_wording, shows_intervals
from fop_coder.project.tally_sheet import TallySheet


class CodesTab:
    """Shows sheets in the table of the page.

    Attributes:
        sheet: what is shown, None for nothing.
    """

    def __init__(self, around: Surroundings, page: TallyPage) -> None:
        """Listen to the table."""
        self._around, self._page = around, page
        self._controls, self.table = page.controls, page.table
        self.sheet: TallySheet | None = None
        self.table.line_changed.connect(self._show_sentence)

    def clear(self) -> None:
        """Show nothing: another project is open."""
        self.sheet = None
        self.table.tallies.show([], [], 0)

    def show(self, sheet: TallySheet) -> None:
        """Show a sheet."""
        self.sheet = sheet
        self.show_lines()

    def show_lines(self) -> None:
        """Show the same figures as lines, with what is wished for beside them."""
        sheet, project = self.sheet, self._around.desk.project
        if sheet is None or project is None:
            return
        current = self._current_cell()
        wishes = self._controls.wishes()
        base = sheet.codes.base
        lines = lines_of(sheet, project.codebook, wishes)
        self.table.caption = notes.base_words(sheet)
        self.table.tallies.show(lines, list(base.group_sizes.items()), base.respondents)
        self.table.fit()
        self._restore_cell(current)
        self._show_empty(sheet)
        self._show_notes(sheet)
        self._show_sentence()
        self._offer_wishes(sheet)

    def _offer_wishes(self, sheet: TallySheet) -> None:
        """Offer only what would change something."""
        base = sheet.codes.base
        self._controls.percentages.setVisible(base.respondents < SMALLEST_SHARE or bool(base.by))
        self._controls.intervals.setVisible(not shows_intervals(base.chosen, insisted=False))
        unprompted = any(r.counts.unprompted for r in sheet.codes.rows)
        self._controls.prompted.setVisible(unprompted or self._controls.prompted.isChecked())

    def _show_notes(self, sheet: TallySheet) -> None:
        page, wishes = self._page, self._controls.wishes()
        page.base.setText(notes.base_words(sheet))
        say(page.pending, notes.pending_words(sheet))
        say(page.nothing_pending, "" if sheet.pending else notes.nothing_pending(sheet))
        say(page.no_classes, sheet.no_classes)
        shown = shows_intervals(sheet.codes.base.chosen, insisted=wishes.intervals)
        is_random = shows_intervals(sheet.codes.base.chosen, insisted=False)
        say(page.caution, interval_wording(sheet.codes.base) if shown else "", "grey" if is_random else "warning")
        page.clear_unclassified()
        for scheme, sentence in notes.unclassified(sheet):
            page.add_unclassified(sentence).clicked.connect(partial(self._classify_now, scheme))

    def _show_sentence(self) -> None:
        sheet = self.sheet
        line = self.table.currentIndex().data(LINE)
        shown = sheet is not None and shows_intervals(
            sheet.codes.base.chosen, insisted=self._controls.wishes().intervals
        )
        caution = interval_wording(sheet.codes.base) if sheet is not None and shown else ""
        self._page.sentence.show_line(line, caution)

    def _current_cell(self) -> tuple[Guid | None, str | None, int, int]:
        """Return line, group, column, and how far the column is from the last one, of the current cell."""
        index = self.table.currentIndex()
        line = index.data(LINE)
        from_end = self.table.tallies.columnCount() - index.column()
        return (line.guid if line else None, index.data(GROUP), index.column(), from_end)

    def _restore_cell(self, cell: tuple[Guid | None, str | None, int, int]) -> None:
        guid, group, column, from_end = cell
        model = self.table.tallies
        row = model.row_of(guid) if guid is not None else None
        if not model.lines:
            return
        if row is None:
            row, column = 0, FIGURE
        elif group is not None:
            column = model.column_of(group)
        elif from_end == 1:
            column = model.went_column
        self.table.setCurrentIndex(model.index(row, column))

    # ---- who is behind -----------------------------------------------------------------------------------------------

    def behind_index(self, index: QPersistentModelIndex | QModelIndex, status: Status | str | None) -> Behind | None:
        """Return who is behind a cell, with the status to begin with; None for a cell of nothing."""
        line = index.data(LINE)
        return self.behind(line, index.data(GROUP), "" if status is None else str(status)) if line is not None else None

    def behind(self, line: Line, group: str | None, status: str) -> Behind | None:
        """Return who is behind a line, in a group or in all of the sample; None where the line is gone."""
        evidence = self._evidence(line, group)
        return None if evidence is None else Behind(line, group, self._status(line, evidence, status), evidence)

    def behind_again(self, behind: Behind) -> Behind | None:
        """Return the same after something changed; None where its line or group is gone."""
        model = self.table.tallies
        row = model.row_of(behind.line.guid)
        if row is None or (behind.group is not None and behind.group not in model.groups):
            return None
        return self.behind(model.lines[row], behind.group, behind.status)

    @staticmethod
    def _status(line: Line, evidence: Evidence, status: str) -> str:
        """Return the status to begin with: the one asked for, else those whom the figure counts."""
        if status in evidence.people:
            return status
        if line.kind is Kind.CODE:
            return str(Status.REFERRED)
        if line.kind is Kind.CATEGORY:
            return line.name
        return NOT_CLASSIFIED if line.not_classified else next(iter(evidence.people))  # the first category

    def _evidence(self, line: Line, group: str | None) -> Evidence | None:
        project, sheet = self._around.desk.project, self.sheet
        if project is None or sheet is None:
            return None
        codebook = project.codebook
        if line.kind is Kind.CODE:
            code = next((c for c in codebook.codes if c.guid == line.guid), None)
            return (
                None if code is None else evidence_for_code(project, code, sheet.question, group, seen_by=project.coder)
            )
        wanted = line.guid if line.kind is Kind.SCHEME else line.scheme
        category = line.guid if line.kind is Kind.CATEGORY else None
        try:
            scheme = scheme_or_band_named(project, str(wanted))
        except NotFound:
            return None
        return evidence_for_scheme(project, scheme, sheet.question, group, category, seen_by=project.coder)

    # ---- what else can be done ---------------------------------------------------------------------------------------

    def _show_empty(self, sheet: TallySheet) -> None:
        """Where there is nobody or nothing to count yet, say what to do."""
        if not sheet.codes.rows and not sheet.schemes:
            words = (tr("No codes yet"), tr("Figures appear here as soon as there is a code to count."))
        elif not sheet.codes.base.flow.interviewed:
            words = (tr("Nobody to count yet"), tr("Respondents come with their transcripts."))
        else:
            words = ("", "")
        self._page.show_empty(*words, tr("Go to Code"))

    def _classify_now(self, scheme: SchemeTally, _checked: bool = False) -> None:
        """Go to the first respondent whom nobody has classified."""
        line = next((ln for ln in self.table.tallies.lines if ln.guid == scheme.scheme), None)
        evidence = self._evidence(line, None) if line is not None else None
        people = evidence.people.get(NOT_CLASSIFIED, ()) if evidence is not None else ()
        if people:
            self._around.go(Place("respondents", respondent=people[0].respondent, detail=scheme.scheme))
