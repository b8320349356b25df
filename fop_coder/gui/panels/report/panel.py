"""Report: what goes into the report, in order, each item watched; put together, renewed and written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
)

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.empty_state import EmptyState
from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.panels.report.action_list import report_actions
from fop_coder.gui.panels.report.head import ReportHead
from fop_coder.gui.panels.report.item_view import ItemView, kind_word
from fop_coder.gui.panels.report.page import ReportPage
from fop_coder.gui.panels.report.quoting import QuotingDialog
from fop_coder.gui.panels.report.writing import ReportWriting
from fop_coder.gui.panels.tallies.pieces import note, say
from fop_coder.gui.sentences import what_and_do
from fop_coder.gui.up_to_date import UpToDatePanel
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.coding import Memo
from fop_coder.model.errors import FopCoderError
from fop_coder.model.matrix import Summary
from fop_coder.model.report import ReportKind
from fop_coder.project import Project, report_edits
from fop_coder.project.report_page import ItemState, LookedAt, report_page, starred_to_add
from fop_coder.project.tally_sheet import is_large


class ReportPanel(UpToDatePanel):
    """The screen."""

    name = "report"
    title = "Report"
    icon = "ph.article"

    def __init__(self, around: Surroundings) -> None:
        """Build it; the items are looked at when it is shown."""
        super().__init__(around)
        self.items: list[LookedAt] = []
        self._wanted: Guid | None = None
        self._new_kind: Callable[..., Change] | None = None
        self._answer = LatestAnswer(around.desk, around.runner, self)
        self._build()
        self._connect()
        self.theme_changed()

    def _build(self) -> None:
        self.head = ReportHead()
        self.add, self.renew_all, self.write = self.head.add, self.head.renew_all, self.head.write
        self.publication, self.standing_line = self.head.publication, self.head.standing
        self.refusal = note("error")
        self.writing = ReportWriting(self.around)
        notes = QVBoxLayout()
        notes.setContentsMargins(24, 0, 24, 0)
        notes.addWidget(self.refusal)
        notes.addWidget(self.writing)
        self.page, self.empty = ReportPage(self.theme), EmptyState(self.theme)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.page)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addLayout(notes)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self._answer.answered.connect(self._show_items)
        self._answer.refused.connect(self._show_refusal)
        self.page.edit_asked.connect(self._edit)
        self.page.renew_asked.connect(partial(self._renew, keep_words=False))
        self.page.keep_asked.connect(partial(self._renew, keep_words=True))
        self.page.edited.connect(self._keep_edited)
        self.page.left.connect(self._left)
        self.add.clicked.connect(self._offer_kinds)
        self.renew_all.clicked.connect(self.renew_stale)
        self.write.clicked.connect(self.write_report)
        self.writing.renew_asked.connect(self.renew_stale)
        self.empty.main_asked.connect(partial(self.around.go, Place("tallies")))
        self.desk.closing.connect(self.page.keep_typed)
        self.desk.coder_changed.connect(self.outdate)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Return the panel's own actions."""
        return report_actions(self)

    # ---- keeping up with the project ---------------------------------------------------------------------------------

    def project_opened(self) -> None:
        """Start afresh with another project."""
        self._answer.fall_away()
        self._wanted = None
        self.items = []
        self.page.drop_draft()
        self.page.show_items([], writes=False)
        self.publication.setChecked(False)
        self.writing.forget()
        self.outdate(afresh=True)

    def project_changed(self, kinds: object) -> None:
        """Look again after everything that figures may rest on."""
        if isinstance(kinds, frozenset) and kinds <= {Memo, Summary}:
            return
        self.outdate()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what was typed."""
        self.page.keep_typed()
        super().hideEvent(event)

    def read_again(self, project: Project, *, afresh: bool) -> None:
        """Look at every item: at once where the project is small."""
        asked = partial(report_page, seen_by=project.coder)
        self._answer.ask(self.tr("Looking at the report"), asked, at_once=not is_large(project))

    def _show_items(self, page: list[LookedAt]) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.page.isAncestorOf(focused)
        self.items = page
        say(self.refusal, "")
        self.page.show_items(page, writes=not self.desk.is_read_only)
        self._show_standing()
        if self._wanted is not None or had_focus:
            wanted, self._wanted = self._wanted, None
            self.page.go_to(wanted)
        self.moved.emit()

    def _show_standing(self) -> None:
        old = [looked for looked in self.items if looked.state is not ItemState.CURRENT]
        can_renew = any(looked.state is ItemState.STALE or looked.reworded for looked in self.items)
        count = len(self.items)
        words = [self.tr("1 item") if count == 1 else self.tr("{0} items").format(count)]
        if old:
            words.append(self.tr("{0} not up to date").format(len(old)))
        self.standing_line.setText(", ".join(words) if count else "")
        self.renew_all.setVisible(can_renew and not self.desk.is_read_only)
        self.write.setEnabled(bool(count))
        self.publication.setEnabled(bool(count))
        self.add.setEnabled(not self.desk.is_read_only)
        self.stack.setCurrentWidget(self.page if count or self.page.draft is not None else self.empty)
        if not count:
            self._show_empty()

    def _show_empty(self) -> None:
        self.empty.show_state(
            self.icon,
            self.tr("Nothing is in the report yet"),
            self.tr(
                "Add sentences and tables on Tallies, quotations from your starred passages, and words of your own."
            ),
            self.tr("Go to Tallies"),
        )

    def _show_refusal(self, error: FopCoderError) -> None:
        say(self.refusal, what_and_do(error))

    def theme_changed(self) -> None:
        """Take over colours and sizes."""
        self.page.dress()
        self.page.show_items(self.items, writes=self.desk.project is not None and not self.desk.is_read_only, anew=True)

    # ---- changing it -------------------------------------------------------------------------------------------------

    def _apply(self, make: Callable[[Project], Change], wanted: Guid | None = None) -> bool:
        """Carry out a Change; the focus goes to the item that is wanted. What is refused is said in one dialog."""
        project = self.desk.project
        if project is None or self.desk.is_read_only:
            return False
        try:
            change = make(project)
        except FopCoderError as error:
            self.around.show_error(error)
            return False
        added = report_edits.items_written(change)
        self._wanted = wanted or next(iter(added), None)
        return self.desk.apply(change)

    def _current(self) -> LookedAt | None:
        view = self.page.current
        return view.looked if view is not None else None

    @property
    def _after(self) -> Guid | None:
        current = self._current()
        return current.item.guid if current is not None else None

    def move_current(self, by: int) -> None:
        """Move the current item up (-1) or down (1)."""
        current = self._current()
        if current is not None:
            guid = current.item.guid
            self._apply(lambda p: report_edits.move_item(p, guid, report_edits.place_of(p, guid) + by), guid)

    def remove_current(self) -> None:
        """Take the current item out; the one after it is the current one then."""
        current = self._current()
        if current is None:
            return
        place = current.place
        rest = [looked.item.guid for looked in self.items if looked.place != place]
        beside = rest[min(place - 1, len(rest) - 1)] if rest else None
        if self._apply(lambda p: report_edits.remove_item(p, current.item.guid), beside):
            kind = kind_word(self, current.item.kind)
            self.around.offer_undo(self.tr("{0} taken out of the report").format(kind))

    def renew_current(self) -> None:
        """Renew the current item."""
        if self.page.current is not None:
            self._renew(self.page.current, keep_words=False)

    def _renew(self, view: ItemView, *, keep_words: bool) -> None:
        guid = view.guid
        if guid is not None:
            self._apply(lambda p: report_edits.renew_item(p, guid, keep_words=keep_words), guid)

    def renew_stale(self) -> None:
        """Renew everything that is not up to date, as one step."""
        if self._apply(report_edits.renew_stale, self._after):
            self.around.offer_undo(self.tr("The report shows the figures of now"))

    # ---- words -------------------------------------------------------------------------------------------------------

    def edit_current(self) -> None:
        """Edit the current item in place."""
        if self.page.current is not None:
            self._edit(self.page.current)

    def _edit(self, view: ItemView) -> None:
        looked = view.looked
        if looked is None or self.desk.is_read_only:
            return
        kind = looked.item.kind
        if kind is ReportKind.QUOTATION:
            self.around.say(
                self.tr("The words of a quotation are the respondent's: leave words out where it is starred")
            )
            return
        name = self.tr("{0}, its words").format(kind_word(self, kind))
        view.edit(looked.words, lines=kind is ReportKind.TEXT, name=name)

    def _keep_edited(self, guid: Guid | None, words: str) -> None:
        if guid is not None:
            self._apply(lambda p: report_edits.edit_item(p, guid, words), guid)
            return
        self.page.drop_draft()
        if self._new_kind is not None:
            self._apply(partial(self._new_kind, text=words, after=self._after))

    def _left(self, view: ItemView) -> None:
        if view is self.page.draft:
            self.page.drop_draft()
        self._show_standing()
        self.page.go_to(view.guid)

    def write_heading(self, level: int = 1) -> None:
        """Open a field for a heading after the current item."""
        self._write_new(partial(report_edits.add_heading, level=level), self.tr("Heading"), lines=False)

    def write_text(self) -> None:
        """Open a field for words of one's own after the current item."""
        self._write_new(report_edits.add_text, self.tr("Text"), lines=True)

    def _write_new(self, make: Callable[..., Change], name: str, *, lines: bool) -> None:
        if self.desk.project is None or self.desk.is_read_only:
            return
        self._new_kind = make
        self.stack.setCurrentWidget(self.page)
        self.page.write_new(lines=lines, name=name)

    def choose_quotations(self) -> None:
        """Choose starred passages to add after the current item."""
        project = self.desk.project
        if project is None or self.desk.is_read_only:
            return
        rows = starred_to_add(project, seen_by=project.coder)
        none = self.tr("No starred passage is left to add. Star what is worth quoting on Code or in the evidence.")
        dialog = QuotingDialog(self, self.theme, rows, none)
        chosen = dialog.chosen() if dialog.exec() else []
        dialog.deleteLater()
        if chosen:
            self._apply(partial(report_edits.add_quotations, codings=chosen, after=self._after))

    def _offer_kinds(self) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Heading"), self.write_heading)
        menu.addAction(self.tr("Heading within a part"), partial(self.write_heading, 2))
        menu.addAction(self.tr("Text"), self.write_text)
        menu.addAction(self.tr("Quotations…"), self.choose_quotations)
        menu.addSeparator()
        menu.addAction(self.tr("Sentence or table: on Tallies"), partial(self.around.go, Place("tallies")))
        menu.exec(self.add.mapToGlobal(QPoint(0, self.add.height())))
        menu.deleteLater()

    def write_report(self) -> None:
        """Write the report to a file, as the box beside the button says."""
        self.page.keep_typed()
        self._bring_up_to_date()
        self.writing.begin(self.items, publication=self.publication.isChecked())

    def publish_report(self) -> None:
        """Write the report to a file for publication."""
        self.publication.setChecked(True)
        self.write_report()

    # ---- places ------------------------------------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Show an item, named by its GUID in ``detail``."""
        if isinstance(place.detail, str):
            self._wanted = Guid(place.detail)
            self.page.go_to(self._wanted)

    def place(self) -> Place:
        """Return the current item, to come back to."""
        return Place(self.name, detail=self._after)

    def standing(self) -> str:
        """Return how many items there are and how many are not up to date."""
        return self.standing_line.text()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the page."""
        return (
            ("↑↓", self.tr("item")),
            ("Enter", self.tr("edit")),
            ("Alt ↑↓", self.tr("move")),
            ("Del", self.tr("take out")),
        )

    def focus_first(self) -> None:
        """Put the focus on the current item."""
        if self.items:
            self.page.go_to(self._after)
        else:
            self.empty.main.setFocus()
