"""The topic guide: its questions with where they were found, and below them who may not have been asked."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from fop_coder.gui import files
from fop_coder.gui.guide.proposals import CODE, NEAREST, WHO, ProposalsModel
from fop_coder.gui.guide.question import QuestionDialog
from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.second_coding.parts import (
    RowsModel,
    RowsView,
    SecondCodingDialog,
    button,
    label,
    note,
    say_in,
    scrolling,
    spin,
)
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.coding import Classification, GuideQuestion, Memo
from fop_coder.model.errors import FopCoderError
from fop_coder.project import Project
from fop_coder.project.guide import codes_of, guide_questions, import_change, move_question, remove_questions
from fop_coder.project.not_asked import GuideFindings, confirm_change, look_through_guide

ENDINGS = "*.csv *.tsv *.xlsx *.txt *.docx *.odt *.rtf *.pdf"
SIXTY = 60
"""Per cent of a question's words from which it counts as found, to begin with."""


class GuideDialog(SecondCodingDialog):
    """Edits the guide; confirmed proposals become marks in one Change."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Show the questions and look for them; show it with ``open``."""
        super().__init__(parent, around, parent.tr("Topic guide"), 1000, 760)
        self._questions: list[GuideQuestion] = []
        self._answer = LatestAnswer(around.desk, around.runner, self)
        self._answer.answered.connect(self._show_findings)
        self._answer.refused.connect(self._show_refusal)
        self._answer.waiting.connect(self._show_waiting)
        self.finished.connect(self._answer.fall_away)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._build_questions(column)
        self._build_proposals(column)
        column.addStretch(1)
        self.body.addWidget(scrolling(inside), 1)
        self.all = button(self.tr("Tick &all"), self._tick_all)
        self.go = button(self.tr("&Go to the turn"), self._go)
        for made in (self.all, self.go):
            self.foot.addWidget(made)
        self.confirm = self.add_buttons(self.tr("Close"), self.tr("Mark as not asked"), self._confirm)
        around.desk.changed.connect(self._changed)
        self._show_questions()
        self._look()
        (self.table if self._questions else self.load).setFocus()

    # ---- building ----------------------------------------------------------------------------------------------------

    def _build_questions(self, column: QVBoxLayout) -> None:
        self.load = button(self.tr("&Import…"), self._import)
        self.add = button(self.tr("&New question…"), self._add)
        self.head.addWidget(self.load)
        self.head.addWidget(self.add)
        self.empty = note("grey")
        self.empty.setText(
            self.tr(
                "No question yet. Import a text with a question on each line, or a table with the columns question and "
                "codes; then you see where each was asked, and who may not have been asked."
            )
        )
        headings = (self.tr("Question"), self.tr("Asks about"), self.tr("Found in"))
        self.asked = RowsModel(self, headings, right=(2,))
        self.table = RowsView(self.theme, self.asked, self.tr("Questions"))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._check())
        self.table.doubleClicked.connect(lambda _: self._edit())
        row = QHBoxLayout()
        row.setSpacing(8)
        self.edit = button(self.tr("&Edit…"), self._edit)
        self.up = button(self.tr("&Up"), partial(self._move, -1))
        self.down = button(self.tr("&Down"), partial(self._move, 1))
        self.remove = button(self.tr("&Take out"), self._remove)
        for made in (self.edit, self.up, self.down, self.remove):
            row.addWidget(made)
        row.addStretch(1)
        for part in (self.empty, self.table):
            column.addWidget(part)
        column.addLayout(row)

    def _build_proposals(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.title = label(self.tr("Perhaps not asked"), "section")
        self.share = spin(SIXTY, 10, 100, " %")
        self.share.setKeyboardTracking(False)
        self.share.setAccessibleName(self.tr("Share of a question's words that must be found together"))
        self.share.setToolTip(self.tr("The less, the more turns count as the question"))
        self.share.valueChanged.connect(self._look)
        words = label(self.tr("A question counts as &found from"), "small")
        words.setWordWrap(False)
        words.setBuddy(self.share)
        row.addWidget(self.title, 1)
        row.addWidget(words)
        row.addWidget(self.share)
        column.addSpacing(8)
        column.addLayout(row)
        self.words = label("", "small")
        self.silent = note("grey")
        self.proposals = ProposalsModel(self)
        self.proposals.ticked.connect(self._check)
        self.list = RowsView(self.theme, self.proposals, self.tr("Perhaps not asked"))
        self.list.doubleClicked.connect(lambda index: self._go() if index.column() != WHO else None)
        for part in (self.words, self.silent, self.list):
            column.addWidget(part)

    # ---- showing -----------------------------------------------------------------------------------------------------

    def _show_questions(self, found: GuideFindings | None = None) -> None:
        """Show the questions, with where they were found once that is known; the chosen one stays."""
        project, chosen = self.around.desk.open_project, self._chosen
        self._questions = guide_questions(project)
        where = {a.question.guid: f"{len(a.found)} of {a.of}" for a in found.questions} if found is not None else {}
        self.asked.show(
            (q.text, ", ".join(c.name for c in codes_of(project, q)), where.get(q.guid, "…")) for q in self._questions
        )
        has_any = bool(self._questions)
        self.empty.setVisible(not has_any)
        for part in (self.table, self.edit, self.up, self.down, self.remove, self.title):
            part.setVisible(has_any)
        if has_any:
            guids = [q.guid for q in self._questions]
            row = guids.index(chosen.guid) if chosen is not None and chosen.guid in guids else 0
            self.table.setCurrentIndex(self.asked.index(row, 0))
            self.table.fit(most=320, rows=6)
            self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._check()

    @property
    def _chosen(self) -> GuideQuestion | None:
        row = self.table.currentIndex().row()
        return self._questions[row] if 0 <= row < len(self._questions) else None

    def _check(self) -> None:
        """Enable what can be done."""
        writes = not self.around.desk.is_read_only
        row, last = self.table.currentIndex().row(), len(self._questions) - 1
        for made, possible in (
            (self.load, True),
            (self.add, True),
            (self.edit, self._chosen is not None),
            (self.remove, self._chosen is not None),
            (self.up, row > 0),
            (self.down, 0 <= row < last),
        ):
            made.setEnabled(writes and possible)
        ticked, every = len(self.proposals.chosen), self.proposals.rowCount()
        self.confirm.setText(
            self.tr("Mark {0} as not asked").format(ticked) if ticked else self.tr("Mark as not asked")
        )
        self.confirm.setEnabled(writes and ticked > 0)
        self.all.setText(self.tr("Tick &none") if ticked == every and every else self.tr("Tick &all"))
        self.all.setEnabled(writes and every > 0)
        self.go.setEnabled(every > 0)

    def _changed(self, kinds: frozenset[type]) -> None:
        """Look again where the guide, what was coded, or what was read is another."""
        if not kinds <= {Memo, Classification}:
            self._show_questions()
            self._look()

    def _look(self, *_: object) -> None:
        """Look for the questions in the interviews."""
        self.show_fault("")
        if not self._questions:
            self._answer.fall_away()
            self._show_findings(GuideFindings((), (), (), 1.0))
            return
        project = self.around.desk.open_project
        asked = partial(_looked_through, project.coder, self.share.value() / 100)
        self._answer.ask(self.tr("Looking for questions"), asked)

    def _show_waiting(self, waiting: bool) -> None:
        if waiting:
            say_in(self.words, self.tr("Looking through the interviews…"))

    def _show_findings(self, found: object) -> None:
        assert isinstance(found, GuideFindings)  # noqa: S101 - what was asked for
        self._show_questions(found)
        many = len(found.proposals)
        self.proposals.show_rows(found.proposals)
        for part in (self.list, self.share, self.title):
            part.setVisible(bool(found.questions))
        self.list.setVisible(many > 0)
        said = self.tr("Not referred, and no question about the code was found. Look, tick, and confirm.")
        nobody = self.tr("Nobody: each question was found, or there is a passage or a mark.")
        say_in(self.words, "" if not found.questions else said if many else nobody)
        silent = self.tr("No interviewer speaks in the transcripts of {0}: nothing can be said of them.")
        say_in(self.silent, silent.format(", ".join(found.silent)) if found.silent else "")
        self._fit()
        if many:
            self.list.setCurrentIndex(self.proposals.index(0, WHO))
        self._check()

    def _fit(self) -> None:
        self.list.fit(most=220, rows=9)
        self.list.horizontalHeader().setSectionResizeMode(NEAREST, QHeaderView.ResizeMode.Stretch)
        self.list.horizontalHeader().setSectionResizeMode(CODE, QHeaderView.ResizeMode.Interactive)

    def _show_refusal(self, error: object) -> None:
        assert isinstance(error, FopCoderError)  # noqa: S101 - nothing else is refused
        self.refused(error)

    # ---- editing the guide -------------------------------------------------------------------------------------------

    def _add(self) -> None:
        QuestionDialog(self, self.around, None).open()

    def _edit(self) -> None:
        if self._chosen is not None and self.edit.isEnabled():
            QuestionDialog(self, self.around, self._chosen).open()

    def _move(self, by: int) -> None:
        question = self._questions[self.table.currentIndex().row()]
        self.around.desk.apply(move_question(question, by, self._questions))
        self.table.setFocus()

    def _remove(self) -> None:
        self._done(remove_questions([self._questions[self.table.currentIndex().row()]]))

    def _import(self) -> None:
        chosen = files.choose_file(
            self, self.tr("Import a topic guide"), None, self.tr("Topic guides (text or table)"), ENDINGS
        )
        if chosen:
            self.take(chosen)

    def take(self, path: Path) -> None:
        """Bring in the questions of a file."""
        self.show_fault("")
        try:
            change = import_change(self.around.desk.open_project, path)
        except FopCoderError as error:
            self.refused(error)
            return
        if change is None:
            self.show_fault(self.tr("{0} holds nothing new.").format(path.name))
        else:
            self._done(change)

    def _done(self, change: Change | None) -> None:
        if change is not None and self.around.desk.apply(change):
            self.around.offer_undo(change.label)

    # ---- proposals ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Space ticks the proposal of the row, in whatever column."""
        index = self.list.currentIndex()
        if event.key() == Qt.Key.Key_Space and self.focusWidget() is self.list and index.isValid():
            self.proposals.toggle(index.row())
            event.accept()
        else:
            super().keyPressEvent(event)

    def enter_in_table(self) -> None:
        """Go to the turn, or change the question."""
        focused: QTableView | QWidget | None = self.focusWidget()
        if focused is self.list:
            self._go()
        elif focused is self.table:
            self._edit()

    def _go(self) -> None:
        """Go to the nearest turn, or where there is none to the respondent."""
        proposal = self.proposals.proposal(self.list.currentIndex().row())
        if proposal is None:
            return
        self.accept()
        near = proposal.nearest
        if near is None:
            self.around.go(Place("respondents", respondent=proposal.respondent))
        else:
            self.around.go(Place("code", document=near.document, position=near.start))

    def _tick_all(self) -> None:
        chosen = len(self.proposals.chosen)
        self.proposals.tick_all(ticked=chosen < self.proposals.rowCount())
        self.list.setFocus()

    def _confirm(self) -> None:
        self._done(confirm_change(self.around.desk.open_project, self.proposals.chosen))
        self.list.setFocus()


def _looked_through(coder: Guid, threshold: float, project: Project) -> GuideFindings:
    project.coder = coder
    return look_through_guide(project, threshold=threshold)
