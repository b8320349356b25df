"""Frozen figures beside those of now: what is frozen at the left, who moved at the right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from fop_coder.gui import dialogs
from fop_coder.gui.cells import ground_of_headings
from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.tallies.copying import mime_of
from fop_coder.gui.places import place_of
from fop_coder.gui.second_coding.parts import (
    RowsModel,
    RowsView,
    SecondCodingDialog,
    button,
    label,
    note,
    say_in,
)
from fop_coder.model.base import Guid
from fop_coder.model.errors import FopCoderError
from fop_coder.model.report import FrozenFigures
from fop_coder.project import Project
from fop_coder.project.frozen import Frozen, forget_frozen, frozen_figures, frozen_named
from fop_coder.project.frozen_compared import Comparison, Moved, PartMoved, compare_frozen, movements
from fop_coder.project.frozen_words import day

LIST = 210
"""px at 100 % of the list of what is frozen."""

MANY = 400
"""From so many rows on they are one line high: measuring each would take too long."""

FIGURE, WHO, MOVE, WHY = range(4)
_WIDEST = {FIGURE: 0.24, WHO: 0.14, MOVE: 0.24}
"""Of the table's width that columns take at most; what is longer goes on below, and the reason has the rest."""


class FrozenDialog(SecondCodingDialog):
    """Compares frozen figures with now; Enter follows a move to where it can be seen."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Show what is frozen and compare the latest; show it with ``open``."""
        super().__init__(parent, around, parent.tr("Frozen figures"), 1080, 680)
        self._kept: list[Frozen] = []
        self._found: list[tuple[PartMoved, Moved]] = []
        self._answer = LatestAnswer(around.desk, around.runner, self)
        self._answer.answered.connect(self._show_comparison)
        self._answer.refused.connect(self._show_refusal)
        self._answer.waiting.connect(self._show_waiting)
        self.finished.connect(self._answer.fall_away)
        self._build()
        self.copy = button(self.tr("&Copy"), self._copy)
        self.follow = button(self.tr("&Go to it"), self._follow)
        self.forget = button(self.tr("&Forget…"), self._forget)
        for made in (self.follow, self.copy, self.forget):
            self.foot.addWidget(made)
        self.add_buttons(self.tr("Close"))
        self.leave.setProperty("main", False)
        around.desk.changed.connect(self._list_again)
        self._list_again()
        self.list.setFocus()

    # ---- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.empty = note("grey")
        self.empty.setText(
            self.tr("Nothing is frozen yet. On Tallies, Freeze these figures keeps those that you see under a name.")
        )
        self.body.addWidget(self.empty)
        self.frozen = RowsModel(self, (self.tr("Kept as"),))
        self.list = RowsView(self.theme, self.frozen, self.tr("Frozen figures"))
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._compare())
        headings = (self.tr("Figure"), self.tr("Who"), self.tr("Then → now"), self.tr("Why"))
        self.moved = RowsModel(self, headings)
        self.table = RowsView(self.theme, self.moved, self.tr("Who moved"))
        self.table.setWordWrap(True)
        self.table.doubleClicked.connect(lambda _: self._follow())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table, self._copy).setContext(
            Qt.ShortcutContext.WidgetShortcut
        )
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.list)
        row.addLayout(self._right(), 1)
        self.body.addLayout(row, 1)
        self.theme.changed.connect(self._dress)
        self._dress()

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self.over = label("", "sub")
        self.summary = label("", "section")
        self.hidden = note("grey")
        for part in (self.summary, self.over, self.hidden):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addStretch()
        return column

    def _dress(self) -> None:
        self.list.setFixedWidth(min(self.theme.px(LIST), self.width() // 4))
        self.table.setStyleSheet(
            f"{ground_of_headings(self.theme)} QTableView:focus {{ border: none; }}"
            " QTableView::item { padding: 4px 5px; }"
        )

    # ---- what is frozen ----------------------------------------------------------------------------------------------

    def _list_again(self, *_: object) -> None:
        """Show what is frozen; the chosen one stays, and is compared anew."""
        chosen = self._chosen
        self._kept = frozen_figures(self.around.desk.open_project)
        self.frozen.show((one.name,) for one in self._kept)
        self.list.horizontalHeader().setStretchLastSection(True)
        names = [one.guid for one in self._kept]
        has_any = bool(names)
        self.empty.setVisible(not has_any)
        for part in (self.list, self.table, self.over, self.summary):
            part.setVisible(has_any)
        if has_any:
            row = names.index(chosen.guid) if chosen is not None and chosen.guid in names else 0
            self.list.setCurrentIndex(self.frozen.index(row, 0))
        self._compare()

    @property
    def _chosen(self) -> Frozen | None:
        row = self.list.currentIndex().row()
        return self._kept[row] if 0 <= row < len(self._kept) else None

    # ---- comparing ---------------------------------------------------------------------------------------------------

    def _compare(self) -> None:
        one, project = self._chosen, self.around.desk.open_project
        self.forget.setEnabled(one is not None and not self.around.desk.is_read_only)
        self._show_moves([])
        say_in(self.hidden, "")
        self.show_fault("")
        if one is None:
            self._answer.fall_away()
            return
        over = [
            self.tr("Frozen on {0} by {1}").format(day(one.at), one.by or "?"),
            self.tr("view {0}").format(one.view),
        ]
        over.append(one.sample or self.tr("everybody"))
        over += [part for part in (one.scope, self.tr("by {0}").format(one.group) if one.group else "") if part]
        self.over.setText("; ".join(over))
        kept = frozen_named(project, one.guid)
        asked = partial(_compared, kept, project.coder)
        self._answer.ask(self.tr("Comparing frozen figures"), asked)

    def _show_waiting(self, waiting: bool) -> None:
        if waiting:
            self.summary.setText(self.tr("Reading the history…"))

    def _show_comparison(self, found: object) -> None:
        assert isinstance(found, Comparison)  # noqa: S101 - what was asked for
        self.summary.setText(self._summary(found))
        say_in(self.hidden, found.hidden)
        self._show_moves(list(movements(found)))

    def _summary(self, found: Comparison) -> str:
        if found.is_same:
            said = self.tr("Every figure is as it was.")
        elif len(found.parts) == 1:
            said = self.tr("1 figure moved.")
        else:
            said = self.tr("{0} figures moved.").format(len(found.parts))
        then, now = found.respondents
        more = [self.tr("The sample: {0} respondents then, {1} now.").format(then, now)] if then != now else []
        if found.gone:
            more.append(self.tr("No longer there: {0}.").format(", ".join(found.gone)))
        if found.fresh:
            more.append(self.tr("Not there yet then: {0}.").format(", ".join(found.fresh)))
        return " ".join([said, *more])

    def _show_moves(self, found: list[tuple[PartMoved, Moved]]) -> None:
        self._found = found
        modes = QHeaderView.ResizeMode
        is_many = len(found) > MANY
        self.table.verticalHeader().setSectionResizeMode(modes.Fixed if is_many else modes.ResizeToContents)
        self.moved.show(_rows(found))
        self.table.setVisible(bool(found))
        if found:
            QTimer.singleShot(0, self, self._fit)  # when it is laid out
            self.table.setCurrentIndex(self.moved.index(0, 0))
        for made in (self.copy, self.follow):
            made.setEnabled(bool(found))

    def _fit(self) -> None:
        """Share the width out; rows are as high as what is in them."""
        self.table.resizeColumnsToContents()
        header, wide = self.table.horizontalHeader(), self.table.width()
        for column, most in _WIDEST.items():
            header.resizeSection(column, min(header.sectionSize(column) + 8, round(wide * most)))
        header.setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the width out anew."""
        super().resizeEvent(event)
        self._dress()
        QTimer.singleShot(0, self, self._fit)

    def _show_refusal(self, error: object) -> None:
        assert isinstance(error, FopCoderError)  # noqa: S101 - nothing else is refused
        self.summary.setText(self.tr("These figures cannot be compared any more."))
        self.refused(error)

    # ---- doing -------------------------------------------------------------------------------------------------------

    def _move(self) -> tuple[PartMoved, Moved] | None:
        row = self.table.currentIndex().row()
        return self._found[row] if 0 <= row < len(self._found) else None

    def enter_in_table(self) -> None:
        """Follow the move; in the list, go on to the table."""
        if self.focusWidget() is self.table:
            self._follow()
        elif self._found:
            self.table.setFocus()

    def _follow(self) -> None:
        move = self._move()
        if move is not None:
            self.accept()
            self.around.go(place_of(move[1].place))

    def _copy(self) -> None:
        if not self._found:
            return
        rows = [[str(self.moved.headerData(c, Qt.Orientation.Horizontal)) for c in range(self.moved.columnCount())]]
        rows += [list(row) for row in self.moved.rows]
        QGuiApplication.clipboard().setMimeData(mime_of(rows, self._kept[self.list.currentIndex().row()].name))
        self.around.say(self.tr("The table is on the clipboard"))

    def _forget(self) -> None:
        one = self._kept[self.list.currentIndex().row()]
        title = self.tr("Forget frozen figures")
        question = self.tr("Forget {0}?").format(one.name)
        words = self.tr("Nothing else is touched, and it can be undone.")
        if dialogs.ask(self, title, f"{question}\n\n{words}", self.tr("Forget"), self.tr("Keep")):
            kept = frozen_named(self.around.desk.open_project, one.guid)
            self.around.desk.apply(forget_frozen(kept))
            self.around.offer_undo(self.tr("{0} is no longer kept").format(one.name))


def _rows(found: list[tuple[PartMoved, Moved]]) -> Iterator[tuple[str, str, str, str]]:
    """Yield what is shown: the counts of a figure beside the first who moved."""
    before = None
    for part, moved in found:
        name = part.name if part is before else f"{part.name} {part.figure}".strip()
        before = part
        yield name, moved.label, f"{moved.before} → {moved.after}", moved.reason


def _compared(kept: FrozenFigures, looking: Guid, project: Project) -> Comparison:
    return compare_frozen(project, kept, seen_by=looking)
