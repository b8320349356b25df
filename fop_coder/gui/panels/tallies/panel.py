"""Tallies: n of N for every code and category, with everybody beside it, and the evidence behind each number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QSplitter

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.panel import Panel, Place, Surroundings
from fop_coder.gui.panels.tallies import notes
from fop_coder.gui.panels.tallies.drawer import Behind, EvidenceDrawer
from fop_coder.gui.panels.tallies.filter_field import FilterField
from fop_coder.gui.panels.tallies.lines import Kind, Line, lines_of, tr
from fop_coder.gui.panels.tallies.model import FIGURE, GROUP, LINE
from fop_coder.gui.panels.tallies.page import TallyPage, say
from fop_coder.gui.panels.tallies.reading import SheetReader
from fop_coder.model.base import Guid
from fop_coder.model.coding import FilterOver, Memo
from fop_coder.model.errors import FopCoderError
from fop_coder.model.status import NOT_CLASSIFIED, Status
from fop_coder.model.tally import SchemeTally
from fop_coder.project.evidence import Evidence, evidence_for_code, evidence_for_scheme
from fop_coder.project.figures import SMALLEST_SHARE, interval_wording, shows_intervals
from fop_coder.project.tally_sheet import TallySheet, choices, keep_filter_change
from fop_coder.project.tallying import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell whose evidence is open, kept over edits and for the way back: by what it is, not by its row."""

    question: Question
    line: Guid | None = None
    group: str | None = None
    status: str = ""
    entry: Guid | None = None


class TalliesPanel(Panel):
    """The screen."""

    name = "tallies"
    title = "Tallies"
    icon = "ph.chart-bar-horizontal"

    def __init__(self, around: Surroundings) -> None:
        """Build it; figures are asked for when it is shown."""
        super().__init__(around)
        self.page = TallyPage(around)
        self.controls, self.table = self.page.controls, self.page.table
        self.drawer = EvidenceDrawer(around)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.page)
        self._splitter.addWidget(self.drawer)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setHandleWidth(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)
        self.table.setProperty("pane", True)
        self._reader = SheetReader(self.desk, around.runner, self)
        self._sheet: TallySheet | None = None
        self._stale, self._afresh = True, True
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._bring_up_to_date)
        self._connect()
        self.theme_changed()

    def _connect(self) -> None:
        self.controls.asked.connect(self.ask)
        self.controls.wished.connect(self._show_lines)
        self.controls.sample.keep.connect(partial(self._keep, FilterOver.RESPONDENTS))
        self.controls.scope.keep.connect(partial(self._keep, FilterOver.DOCUMENTS))
        self._reader.read.connect(self._show_sheet)
        self._reader.refused.connect(self._show_refusal)
        self._reader.waiting.connect(self.page.counting.setVisible)
        self.table.asked.connect(self._open_evidence)
        self.table.line_changed.connect(self._show_sentence)
        self.table.copied.connect(self._say_copied)
        self.page.copy_table.clicked.connect(self.table.copy_table)
        self.page.start.clicked.connect(self._start_coding)
        self.drawer.closed.connect(self.close_drawer)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Return the panel's own actions."""
        return (
            ActionSpec(
                "tallies.evidence",
                self.tr("Evidence of the cell"),
                "Analyse",
                self._evidence_of_current,
                context=self.name,
                hint=self.tr("Show who is behind the current figure, with their passages (Enter in the table)"),
            ),
            ActionSpec(
                "tallies.copy_table",
                self.tr("Copy the table of tallies"),
                "Analyse",
                self.table.copy_table,
                context=self.name,
                icon="ph.copy",
                hint=self.tr("Copy all figures, plain and as a table (Ctrl+C in the table)"),
            ),
            ActionSpec(
                "tallies.copy_sentence",
                self.tr("Copy the sentence for the report"),
                "Analyse",
                self.page.sentence.copy,
                context=self.name,
                icon="ph.copy",
            ),
        )

    # ---- keeping up with the project -------------------------------------------------------------------------------

    def project_opened(self) -> None:
        """Start afresh with another project."""
        self._reader.forget()
        self._sheet = None
        self._stale = self._afresh = True
        self.drawer.clear()
        self.table.tallies.show([], [], 0)
        self._update_soon()

    def project_changed(self, kinds: object) -> None:
        """Ask again, unless only memos changed."""
        if isinstance(kinds, frozenset) and kinds <= {Memo}:
            return
        self._stale = True
        self._update_soon()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Bring the figures up to date when they come into sight."""
        super().showEvent(event)
        self._bring_up_to_date()

    def _update_soon(self) -> None:
        if self.isVisible():
            self._later.start(0)

    def _bring_up_to_date(self) -> None:
        if not self._stale or self.desk.project is None or not self.isVisible():
            return
        self._stale = False
        self.controls.offer(choices(self.desk.project), afresh=self._afresh)
        self._afresh = False
        self.ask()

    def ask(self) -> None:
        """Ask for the figures of what the controls say."""
        self._reader.ask(self.controls.question())

    # ---- showing figures ---------------------------------------------------------------------------------------------

    def _show_sheet(self, sheet: TallySheet) -> None:
        self._sheet = sheet
        say(self.page.refusal, "")
        self.controls.sample.set_wrong(False)
        self.controls.scope.set_wrong(False)
        self._show_lines()
        self._refresh_evidence()

    def _show_refusal(self, error: FopCoderError) -> None:
        """Say what is not understood; the figures that are still shown say beneath what they are over."""
        still = tr("The figures below are still those of the last question.") if self._sheet is not None else ""
        what = error.what[:1].upper() + error.what[1:]
        say(self.page.refusal, " ".join(p for p in (f"{what}.", f"{error.do}.", still) if p.strip(".")))
        about_scope = "scope" in str(error) or not self.controls.sample.text
        self.controls.sample.set_wrong(not about_scope)
        self.controls.scope.set_wrong(about_scope and bool(self.controls.scope.text))

    def _show_lines(self) -> None:
        sheet, project = self._sheet, self.desk.project
        if sheet is None or project is None:
            return
        current = self._current_cell()
        wishes = self.controls.wishes()
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
        self.controls.percentages.setVisible(base.respondents < SMALLEST_SHARE or bool(base.by))
        self.controls.intervals.setVisible(not shows_intervals(base.chosen, insisted=False))
        unprompted = any(r.counts.unprompted for r in sheet.codes.rows)
        self.controls.prompted.setVisible(unprompted or self.controls.prompted.isChecked())

    def _show_notes(self, sheet: TallySheet) -> None:
        page, wishes = self.page, self.controls.wishes()
        page.base.setText(notes.base_words(sheet))
        say(page.pending, notes.pending_words(sheet))
        say(page.nothing_pending, "" if sheet.pending else notes.nothing_pending(sheet))
        say(page.no_classes, sheet.no_classes)
        shown = shows_intervals(sheet.codes.base.chosen, insisted=wishes.intervals)
        is_random = shows_intervals(sheet.codes.base.chosen, insisted=False)
        say(page.caution, interval_wording(sheet.codes.base) if shown else "", "grey" if is_random else "warning")
        page.clear_unclassified()
        for scheme, sentence in notes.unclassified(sheet.schemes):
            page.add_unclassified(sentence).clicked.connect(partial(self._classify_now, scheme))

    def _show_sentence(self) -> None:
        sheet = self._sheet
        line = self.table.currentIndex().data(LINE)
        shown = sheet is not None and shows_intervals(
            sheet.codes.base.chosen, insisted=self.controls.wishes().intervals
        )
        caution = interval_wording(sheet.codes.base) if sheet is not None and shown else ""
        self.page.sentence.show_line(line, caution)

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

    # ---- the evidence ------------------------------------------------------------------------------------------------

    def _evidence_of_current(self) -> None:
        if self.table.currentIndex().isValid():
            self.table.ask(self.table.currentIndex())

    def _open_evidence(self, index: QPersistentModelIndex | QModelIndex, status: Status | str | None) -> None:
        line = index.data(LINE)
        if isinstance(line, Line):
            self._show_behind(line, index.data(GROUP), "" if status is None else str(status))

    def _show_behind(self, line: Line, group: str | None, status: str) -> None:
        evidence = self._evidence(line, group)
        if evidence is None:
            return
        was_hidden = not self.drawer.isVisible()
        self.drawer.show_behind(Behind(line, group, self._status(line, evidence, status), evidence))
        if was_hidden:
            self._place_drawer()

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
        project, sheet = self.desk.project, self._sheet
        if project is None or sheet is None:
            return None
        codebook = project.codebook
        if line.kind is Kind.CODE:
            code = next((c for c in codebook.codes if c.guid == line.guid), None)
            return None if code is None else evidence_for_code(project, code, sheet.question, group)
        wanted = line.guid if line.kind is Kind.SCHEME else line.scheme
        scheme = next((s for s in codebook.schemes if s.guid == wanted), None)
        category = line.guid if line.kind is Kind.CATEGORY else None
        return None if scheme is None else evidence_for_scheme(project, scheme, sheet.question, group, category)

    def _refresh_evidence(self) -> None:
        """Bring the open drawer up to date; it closes where its line or group is gone."""
        behind = self.drawer.behind
        if behind is None:
            return
        model = self.table.tallies
        row = model.row_of(behind.line.guid)
        if row is None or (behind.group is not None and behind.group not in model.groups):
            self.close_drawer()
        else:
            self._show_behind(model.lines[row], behind.group, behind.status)

    def _place_drawer(self) -> None:
        wide = min(self.theme.px(348), max(280, self.width() // 3))
        self._splitter.setSizes([self.width() - wide, wide])

    def close_drawer(self) -> None:
        """Close the evidence and go back to the table."""
        self.drawer.clear()
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes the evidence first."""
        if event.key() == Qt.Key.Key_Escape and self.drawer.isVisible():
            self.close_drawer()
        else:
            super().keyPressEvent(event)

    # ---- what else can be done ---------------------------------------------------------------------------------------

    def _say_copied(self) -> None:
        self.around.say(self.tr("The table is on the clipboard"))

    def _start_coding(self) -> None:
        self.around.go(Place("code"))

    def _show_empty(self, sheet: TallySheet) -> None:
        """Where there is nobody or nothing to count yet, say what to do."""
        if not sheet.codes.rows and not sheet.schemes:
            words = (self.tr("No codes yet"), self.tr("Figures appear here as soon as there is a code to count."))
        elif not sheet.codes.base.flow.interviewed:
            words = (self.tr("Nobody to count yet"), self.tr("Respondents come with their transcripts."))
        else:
            words = ("", "")
        self.page.show_empty(*words, self.tr("Go to Code"))

    def _classify_now(self, scheme: SchemeTally, _checked: bool = False) -> None:
        """Go to the first respondent whom nobody has classified."""
        line = next((ln for ln in self.table.tallies.lines if ln.guid == scheme.scheme), None)
        evidence = self._evidence(line, None) if line is not None else None
        people = evidence.people.get(NOT_CLASSIFIED, ()) if evidence is not None else ()
        if people:
            self.around.go(Place("respondents", respondent=people[0].respondent, detail=scheme.scheme))

    def _keep(self, over: FilterOver) -> None:
        """Ask for the name under which a filter is kept."""
        field = self.controls.sample if over is FilterOver.RESPONDENTS else self.controls.scope
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Keep this filter"))
        dialog.setLabelText(self.tr("Name of the {0}: {1}").format(field.label.text().casefold(), field.text))
        dialog.setOkButtonText(self.tr("Keep"))
        dialog.textValueSelected.connect(partial(self._keep_as, over, field))
        dialog.open()

    def _keep_as(self, over: FilterOver, field: FilterField, name: str) -> None:
        project = self.desk.project
        if project is None:
            return
        try:
            change = keep_filter_change(project, over, name.strip(), field.text)
        except FopCoderError as error:
            self.around.show_error(error)
            return
        if self.desk.apply(change):
            field.set_text(name.strip())
            self.around.say(self.tr("Kept as {0}").format(name.strip()))

    # ---- places ------------------------------------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Show the tally of a code, or come back to where the panel was."""
        self._bring_up_to_date()
        asked = place.detail if isinstance(place.detail, Asked) else None
        if asked is not None and (self._sheet is None or self._sheet.question != asked.question):
            self.controls.set_question(asked.question)
            self.ask()
        wanted = asked.line if asked is not None else place.code
        row = self.table.tallies.row_of(wanted) if wanted is not None else None
        if row is None:
            return
        group = asked.group if asked is not None else None
        column = self.table.tallies.column_of(group) if group is not None else FIGURE
        self.table.setCurrentIndex(self.table.tallies.index(row, column))
        self._show_behind(self.table.tallies.lines[row], group, asked.status if asked is not None else "")
        self.drawer.focus_list(asked.entry if asked is not None else None)

    def place(self) -> Place:
        """Return the question and the open evidence."""
        question = self._sheet.question if self._sheet is not None else self.controls.question()
        behind = self.drawer.behind
        if behind is None:
            return Place(self.name, detail=Asked(question))
        entry = self.drawer.current_entry()
        return Place(self.name, detail=Asked(question, behind.line.guid, behind.group, behind.status, entry))

    def focus_first(self) -> None:
        """Put the focus on the table."""
        self.table.setFocus()

    def theme_changed(self) -> None:
        """Take over colours and sizes."""
        self.page.dress()
        self.drawer.setMinimumWidth(self.theme.px(280))
        self.drawer.dress()
        self.update()
