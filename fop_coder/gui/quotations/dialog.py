"""Quotations: the starred passages with their labels, from whom they come, and the template of labels."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget

from fop_coder.gui.fields import set_in_columns
from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.quotations.label_field import LabelField
from fop_coder.gui.quotations.listing import QuotationsDelegate, QuotationsModel
from fop_coder.gui.second_coding.parts import (
    RowsModel,
    RowsView,
    SecondCodingDialog,
    button,
    label,
    narrow,
    note,
    say_in,
    scrolling,
)
from fop_coder.gui.sentences import what_and_do
from fop_coder.model.base import Guid
from fop_coder.model.errors import FopCoderError
from fop_coder.model.people import Coder
from fop_coder.model.quotations import QuotationRow, Quotations, Spread
from fop_coder.project import Project
from fop_coder.project.quotation_labels import check_label, known_fields, label_example
from fop_coder.project.quotation_spread import spread
from fop_coder.project.quotations import quotations, starred, unstar_change
from fop_coder.project.samples import VIEWS
from fop_coder.project.settings import settings_change
from fop_coder.project.tallying import Question, look_up

AT_ONCE = 40
"""Starred passages of which the list is made without waiting."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the list shows."""

    view: str | None
    code: str
    category: str
    template: str
    seen_by: Guid


@dataclass(frozen=True, slots=True)
class _Listed:
    """The quotations that are shown, from whom they come, and how a label reads."""

    quotations: Quotations
    spread: Spread
    example: str


def _look(project: Project, asked: _Asked) -> _Listed:
    question = Question(view=asked.view)
    codes = [project.code_named(asked.code)] if asked.code else None
    found = quotations(project, question, codes=codes, template=asked.template, seen_by=asked.seen_by)
    rows = tuple(row for row in found.rows if asked.category in ("", row.category))
    example = rows[0].label if rows else ""
    example = example or label_example(project, asked.template, look_up(project, question), seen_by=asked.seen_by)
    told = spread(project, rows, question, seen_by=asked.seen_by)
    return _Listed(replace(found, rows=rows), told, example)


class QuotationsDialog(SecondCodingDialog):
    """Lists what is starred; Enter goes to the passage."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Build it and ask for the list; show it with ``open``."""
        super().__init__(parent, around, parent.tr("Quotations"), 980, 720)
        self._answer = LatestAnswer(around.desk, around.runner, self)
        self._answer.answered.connect(self._show)
        self._answer.refused.connect(self._refuse)
        self._build()
        self.copy = button(self.tr("&Copy with label"), self._copy)
        self.go = button(self.tr("&Go to the passage"), self._go)
        self.off = button(self.tr("&Take the star off"), self._take_off)
        for made in (self.copy, self.go, self.off):
            self.foot.addWidget(made)
        self.add_buttons(self.tr("Close"))
        self.leave.setProperty("main", False)
        self._offer(around.desk.open_project)
        around.desk.changed.connect(self._ask)
        self._ask()
        self.list.setFocus()

    # ---- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.code, self.category, self.view = narrow(QComboBox()), narrow(QComboBox()), narrow(QComboBox())
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        fields = (
            (self.tr("C&ode"), self.code, 1),
            (self.tr("Cla&ss"), self.category, 1),
            (self.tr("&View"), self.view, 1),
        )
        set_in_columns(grid, fields)
        for field in (self.code, self.category, self.view):
            field.activated.connect(self._ask)
        column.addLayout(grid)
        self.empty = note("grey")
        column.addWidget(self.empty)
        self.model = QuotationsModel(self)
        self.delegate = QuotationsDelegate(self.theme, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.delegate)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Quotations"))
        self.list.setStyleSheet("QListView:focus { border: none; }")  # the row shows the focus
        self.list.doubleClicked.connect(self._go)
        column.addWidget(self.list, 1)
        self.told = label("", "small")
        column.addWidget(self.told)
        self.template = LabelField()
        self.template.tried.connect(self._ask)
        self.template.keep_asked.connect(self._keep)
        column.addWidget(self.template)
        self.warning = note("warning")
        column.addWidget(self.warning)
        column.addLayout(self._spread_tables())
        self.body.addWidget(scrolling(inside), 1)
        self.dress()
        self.theme.changed.connect(self.dress)

    def dress(self) -> None:
        """Keep two quotations in sight, however little room there is."""
        self.list.setMinimumHeight(self.theme.px(168))

    def _spread_tables(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        people = (self.tr("From"), self.tr("Quotations"))
        self.people = RowsModel(self, people, right=(1,))
        groups = (self.tr("Group"), self.tr("Quotations"), self.tr("Respondents"))
        self.groups = RowsModel(self, groups, right=(1, 2))
        self.from_whom = RowsView(self.theme, self.people, self.tr("From whom"))
        self.from_groups = RowsView(self.theme, self.groups, self.tr("From which groups"))
        row.addWidget(self.from_whom, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.from_groups, 3, Qt.AlignmentFlag.AlignTop)
        return row

    def _offer(self, project: Project) -> None:
        """Offer the codes, classes and views of the project; a coder begins with their own view."""
        codebook = project.codebook
        self.delegate.codes = {code.ident: code for code in codebook.codes}
        self.code.addItem(self.tr("All codes"), "")
        for code in codebook.codes:
            self.code.addItem(code.name, code.guid)
        self.category.addItem(self.tr("All classes"), "")
        for category in codebook.schemes[0].categories if codebook.schemes else ():
            self.category.addItem(category.name, category.name)
        coders = project.store.values(Coder)
        self.view.addItem(self.tr("The project's default"), None)
        for name in [c.name for c in coders] + (list(VIEWS) if len(coders) > 1 else []):
            self.view.addItem(name, name)
        mine = next(c.name for c in coders if c.guid == project.coder)
        if project.settings.default_view != project.coder:
            self.view.setCurrentIndex(self.view.findData(mine))
        self.template.show_kept(project.settings.quotation_label, known_fields(project))

    # ---- asking and showing ------------------------------------------------------------------------------------------

    def _ask(self, *_: object) -> None:
        project = self.around.desk.project
        if project is None:
            return
        asked = _Asked(
            self.view.currentData() or None,
            self.code.currentData(),
            self.category.currentData(),
            self.template.text,
            project.coder,
        )
        is_small = len(starred(project)) <= AT_ONCE
        self._answer.ask(self.tr("Listing quotations"), lambda read: _look(read, asked), at_once=is_small)

    def _show(self, listed: object) -> None:
        assert isinstance(listed, _Listed)  # noqa: S101 - what was asked for
        current = self._current()
        found = listed.quotations
        self.model.show_rows(found.rows)
        has_any = bool(found.rows)
        self.list.setVisible(has_any)
        nothing = self.tr("No quotation yet. Star a passage on Code with {0}, then it is listed here.")
        keys = self.around.actions.action("code.star").shortcut().toString()
        narrowed = self.tr("No quotation of this code, class and view.")
        is_narrow = bool(self.code.currentData() or self.category.currentData() or self.view.currentData())
        say_in(self.empty, "" if has_any else narrowed if is_narrow else nothing.format(keys))
        if has_any:
            self.list.setCurrentIndex(self.model.index(self.model.row_of(current.coding if current else None)))
        self._show_spread(listed.spread)
        say_in(self.told, " ".join(part for part in (self._many(found), found.hidden) if part))
        kept = self.around.desk.open_project.settings.quotation_label
        may_keep = not self.around.desk.is_read_only and self.template.text != kept
        self.template.show_reading(listed.example, "", may_keep=may_keep)
        for made in (self.copy, self.go):
            made.setEnabled(has_any)
        self.off.setEnabled(has_any and not self.around.desk.is_read_only)

    def _many(self, found: Quotations) -> str:
        many = len(found.rows)
        said = self.tr("1 quotation.") if many == 1 else self.tr("{0} quotations.").format(many)
        if found.silent:
            said += " " + self.tr("{0} of respondents who are not to be quoted: left out.").format(found.silent)
        return said if many or found.silent else ""

    def _show_spread(self, told: Spread) -> None:
        say_in(self.warning, " ".join(told.warnings))
        self.people.show((who, str(many)) for who, many in told.balance.respondents.items())
        self.groups.show(
            (f"{by}: {group}", str(given), str(size))
            for by, groups in told.balance.groups.items()
            for group, (given, size) in groups.items()
        )
        for view, model in ((self.from_whom, self.people), (self.from_groups, self.groups)):
            view.setVisible(bool(self.model.rows) and bool(model.rows))
            view.fit(rows=4)

    def _refuse(self, error: object) -> None:
        assert isinstance(error, FopCoderError)  # noqa: S101 - nothing else is refused
        self.template.show_reading("", what_and_do(error), may_keep=False)

    # ---- doing -------------------------------------------------------------------------------------------------------

    def _current(self) -> QuotationRow | None:
        row = self.list.currentIndex().data(QuotationsModel.ROW)
        return row if isinstance(row, QuotationRow) else None

    def _copy(self) -> None:
        row = self._current()
        if row is not None:
            QGuiApplication.clipboard().setText(f"“{row.text}” ({row.label})" if row.label else f"“{row.text}”")
            self.around.say(self.tr("Copied with its label."))

    def _go(self, *_: object) -> None:
        row = self._current()
        if row is not None:
            self.accept()
            self.around.go(Place("code", coding=row.coding))

    def _take_off(self) -> None:
        row = self._current()
        if row is not None and self.around.desk.apply(unstar_change(self.around.desk.open_project, row.coding)):
            self.around.offer_undo(self.tr("The star is taken off."))

    def _keep(self) -> None:
        """Make the template the project's."""
        project = self.around.desk.open_project
        try:
            change = settings_change(project, quotation_label=check_label(project, self.template.text))
        except FopCoderError as error:
            self._refuse(error)
            return
        if change is None:
            self.template.keep.setEnabled(False)
        elif self.around.desk.apply(change):
            self.around.offer_undo(self.tr("The label is kept in the project."))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter in the list goes to the passage, in the template keeps it, on a button presses it."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if focused is self.list:
            self._go()
        elif focused is self.template.field:
            self.template.keep.click()
        elif isinstance(focused, QPushButton):
            focused.click()
        event.accept()
