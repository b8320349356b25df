"""Respondents: who was interviewed, what is known of them, their classes and marks, and a profile of each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent, QShowEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QDialog

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.panels.respondents import editing
from fop_coder.gui.panels.respondents.action_list import respondent_actions
from fop_coder.gui.panels.respondents.linking import CaseLinking
from fop_coder.gui.panels.respondents.page import RespondentsPage
from fop_coder.gui.panels.respondents.printing import profile_document
from fop_coder.gui.panels.respondents.profile_pane import ProfilePane
from fop_coder.gui.panels.respondents.profile_side import ProfileSide
from fop_coder.gui.up_to_date import UpToDatePanel, fill_with, single_shot
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.people import Respondent
from fop_coder.model.tally import PassageRow
from fop_coder.project import Project
from fop_coder.project.passage_rows import passage_rows
from fop_coder.project.profile import CodeProfile, Profile, profile
from fop_coder.project.respondent_grid import ColumnKind, Grid, respondent_grid

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class RespondentsPanel(UpToDatePanel):
    """The screen."""

    name = "respondents"
    title = "Respondents"
    icon = "ph.users"

    def __init__(self, around: Surroundings) -> None:
        """Build it; the grid is filled when it is shown."""
        super().__init__(around)
        self._edits = editing.GridEdits(around, self)
        self.page = RespondentsPage(self.theme, self._edits)
        self.table = self.page.table
        self.profile = ProfilePane(self.theme)
        self._edits.table = self.table
        self.linking = CaseLinking(around, self, self._edits, self.profile.cases)
        splitter = fill_with(self, self.page, self.profile)
        self.grid: Grid | None = None
        self._scheme: Guid | None = None
        self.side = ProfileSide(self, splitter, self.profile, self.page.profile, self.theme)
        self._wished: Guid | None = None
        self._profile_later = single_shot(self, self._show_profile)
        self._connect()
        self.theme_changed()

    def _connect(self) -> None:
        self.page.narrowed.connect(self._narrow)
        self.page.scheme_chosen.connect(self._choose_scheme)
        self.page.add.clicked.connect(self._edits.add_respondent)
        self.page.add_first.clicked.connect(self._edits.add_respondent)
        self.page.paste.clicked.connect(self._paste)
        self.page.answers.clicked.connect(self._enter_answers)
        self.table.current_changed.connect(self._current_changed)
        self.table.letter.connect(self._edits.classify_by_key)
        self.table.pasted.connect(self._edits.paste)
        self.table.emptied.connect(self._edits.empty)
        self.profile.document_opened.connect(self._open_document)
        self.profile.code_opened.connect(self._open_code)
        self.profile.classified.connect(self._classify_shown)
        self.profile.reason_settled.connect(self._edits.settle_reason)
        self.profile.memo_settled.connect(self._edits.settle_memo)
        self.profile.print_asked.connect(self.print_profile)
        self.profile.passage_opened.connect(self._open_passage)
        self.profile.quoting_set.connect(self._set_quoting)
        self.profile.passages_asked.connect(self._show_profile)
        self.page.profile.clicked.connect(self.toggle_profile)
        self.table.followed.connect(self._follow)
        self.desk.coder_changed.connect(self._coder_changed)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Return the panel's own actions."""
        return respondent_actions(self, self._edits)

    # ---- keeping up with the project -------------------------------------------------------------------------------

    def project_opened(self) -> None:
        """Start afresh with another project."""
        self.profile.show_profile(None, None, read_only=True)
        self.grid, self._scheme, self._wished = None, None, None
        self.page.clear_filters()
        self.table.grid.show(None)
        self.outdate(afresh=True)

    def project_changed(self, kinds: object) -> None:
        """Everything in the project can show here."""
        self.outdate()

    def _coder_changed(self) -> None:
        self.project_changed(frozenset())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Bring the grid up to date when it comes into sight."""
        self.side.fit()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the profile the room that there is."""
        super().resizeEvent(event)
        if self.isVisible():
            self.side.fit()

    def toggle_profile(self) -> None:
        """Show the profile and go there, or put it away."""
        shown = not self.profile.isVisible()
        self.side.show(shown=shown)
        (self.profile if shown else self.table).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc leads from the profile back to the grid first."""
        focus = QApplication.focusWidget()
        inside = focus is not None and (focus is self.profile or self.profile.isAncestorOf(focus))
        if event.key() == Qt.Key.Key_Escape and self.profile.isVisible() and inside:
            self.table.setFocus()
            self.side.leave()
        else:
            super().keyPressEvent(event)

    def read_again(self, project: Project, *, afresh: bool) -> None:
        """Read the grid anew, and stay where one was."""
        held = self._wished or self._current_respondent()
        column = self.table.column()
        self.grid = respondent_grid(project, self._scheme)
        self._scheme = self.grid.scheme.guid if self.grid.scheme is not None else None
        self._edits.scheme = self.grid.scheme
        self.table.grid.read_only = self.desk.is_read_only
        self.table.grid.show(self.grid)
        self.table.fit()
        self.page.offer_schemes([(s.guid, s.name) for s in project.codebook.schemes], str(self._scheme))
        self.page.answers.setVisible(bool(project.codebook.instruments))
        writable = not self.desk.is_read_only
        for button in (self.page.add, self.page.add_first, self.page.paste):
            button.setEnabled(writable)
        self._show_counts()
        self._hold(held, column.key if column is not None else None)
        self._show_profile()

    def _show_counts(self) -> None:
        grid = self.grid
        if grid is not None:
            self.page.show_counts(grid.unclassified, grid.scheme.name if grid.scheme is not None else "")

    def _hold(self, respondent: Guid | None, column: tuple[str, str] | None) -> None:
        """Keep the respondent and column that were current, wherever they stand now."""
        grid = self.table.grid
        if not grid.rowCount():
            return
        row = grid.row_of(respondent) if respondent is not None else None
        place = grid.column_of(column) if column is not None else None
        if row is not None and respondent == self._wished:
            self._wished = None
        current = self.table.currentIndex()
        wanted = (row or 0, place if place is not None else 0)
        if (current.row(), current.column()) != wanted:
            self.table.show_cell(*wanted)

    def _narrow(self) -> None:
        held, column = self._current_respondent(), self.table.column()
        self.table.grid.narrow(self.page.search.text(), self.page.wanted)
        self._show_counts()
        self._hold(held, column.key if column is not None else None)
        self._show_profile()

    def _choose_scheme(self, guid: str) -> None:
        self._scheme = Guid(guid)
        self._stale = True
        self._bring_up_to_date()

    # ---- the profile -------------------------------------------------------------------------------------------------

    def _current_respondent(self) -> Guid | None:
        row = self.table.grid.row_at(self.table.currentIndex().row())
        return row.respondent.guid if row is not None else None

    def _current_changed(self) -> None:
        self._profile_later.start(30)

    def _show_profile(self) -> None:
        """Show the current respondent; quick arrow keys pass those between."""
        self._profile_later.stop()
        project, guid = self.desk.project, self._current_respondent()
        if project is None:
            return
        found = project.store.by_guid(Respondent, [guid]).get(guid) if guid is not None else None
        shown = profile(project, found) if found is not None else None
        passages = self._passages(shown) if shown is not None and self.profile.shows_all else {}
        self.profile.show_profile(shown, self._scheme, read_only=self.desk.is_read_only, passages=passages)

    def _passages(self, shown: Profile) -> dict[Guid, PassageRow]:
        """Return all passages of a respondent."""
        project = self.desk.project
        return {p.coding: p for p in passage_rows(project, shown.passages)} if project is not None else {}

    def _classify_shown(self, category: str) -> None:
        found = self.profile.profile
        if found is not None:
            self._edits.classify([found.respondent], category)
            self._later.start(0)  # also where nothing changed: the button must show what is

    def _open_document(self, guid: str) -> None:
        self.around.go(Place("code", document=Guid(guid)))

    def _open_code(self, found: CodeProfile) -> None:
        for guid in found.passages[:1]:
            self._open_passage(guid)

    def _open_passage(self, guid: str) -> None:
        project = self.desk.project
        codings = project.store.codings([Guid(guid)]) if project is not None else []
        for found in codings:
            self.around.go(Place("code", document=found.document, coding=found.guid, position=found.start))

    def _follow(self) -> None:
        """Open the first passage behind the current status; say so where there is none."""
        self._show_profile()
        column, shown = self.table.column(), self.profile.profile
        if column is None or shown is None or column.about is None:
            return
        found = next((c for c in shown.codes if c.code.guid == column.about.guid), None)
        if found is not None and found.passages:
            self._open_code(found)
        else:
            self.around.say(self.tr("{0} has no passage on {1}").format(shown.respondent.label, column.name))

    def _set_quoting(self, do_not_quote: bool) -> None:
        shown = self.profile.profile
        if shown is not None:
            self._edits.set_quoting([shown.respondent], do_not_quote=do_not_quote)

    def print_profile(self) -> None:
        """Print the profile that is shown, or keep it as a PDF: the system's own dialog asks which."""
        project, shown = self.desk.project, self.profile.profile
        if project is None or shown is None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        document = profile_document(shown, self._passages(shown), self.theme)
        document.setParent(self)
        printer = QPrinter()
        printer.setDocName(shown.respondent.label)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(partial(_print, document, printer))
        QDialog.open(dialog)  # QPrintDialog hides the plain one

    # ---- the rest ----------------------------------------------------------------------------------------------------

    def _paste(self) -> None:
        self._edits.paste(QGuiApplication.clipboard().text())

    def _enter_answers(self) -> None:
        from fop_coder.gui.instruments.dialog import AnswersDialog

        AnswersDialog(self.window(), self.around, self._current_respondent()).open()

    def go(self, place: Place) -> None:
        """Show a respondent; ``detail`` may be the GUID of the scheme to classify by."""
        scheme = place.detail if isinstance(place.detail, str) else None
        if scheme is not None and scheme != self._scheme:
            self._scheme = Guid(scheme)
            self._stale = True
        self._bring_up_to_date()
        if place.respondent is None:
            return
        if self.table.grid.row_of(place.respondent) is None:
            self.page.clear_filters()
            self._narrow()
        row = self.table.grid.row_of(place.respondent)
        column = self.table.grid.first_of(ColumnKind.CLASS) if scheme is not None else None
        if place.code is not None:
            column = self.table.grid.column_of((str(ColumnKind.CODE), place.code))
        if row is not None:
            self.table.show_cell(row, column or 0)
            self._show_profile()
        self.table.setFocus()

    def place(self) -> Place:
        """Return the current respondent, and the code whose column is the current one."""
        column = self.table.column()
        code = column.about.guid if column is not None and isinstance(column.about, Code) else None
        return Place(self.name, respondent=self._current_respondent(), code=code)

    def focus_first(self) -> None:
        """Put the focus on the grid."""
        self.table.setFocus()

    def show_added(self, respondent: Guid) -> None:
        """Go to a respondent that comes with the next change."""
        self._wished = respondent
        self.page.clear_filters()
        self._narrow()

    def theme_changed(self) -> None:
        """Take over colours and sizes."""
        self.page.dress()
        self.profile.dress()
        if self.isVisible():
            self.side.fit()
            self._show_profile()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Fit into the smallest window."""
        return QSize(900, 600)


def _print(document: QTextDocument, printer: QPrinter, result: int) -> None:
    """Print a document if the system's dialog says so; it is of no use afterwards."""
    if result == QDialog.DialogCode.Accepted:
        document.print_(printer)
    document.deleteLater()
