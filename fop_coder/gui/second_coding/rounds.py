"""Rounds and packs: how each round stands, what is on record, and which packs are out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fop_coder.gui import dialogs
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.second_coding.new_round import NewRoundDialog
from fop_coder.gui.second_coding.parts import (
    RowsModel,
    RowsView,
    SecondCodingDialog,
    button,
    label,
    note,
    say_in,
    scrolling,
)
from fop_coder.gui.second_coding.round_words import details, pack_row, record_row, round_row
from fop_coder.gui.tasks import Progress
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.errors import FopCoderError
from fop_coder.model.second_coding import Round, Stage
from fop_coder.project import Project
from fop_coder.project.kept_agreement import keep_round
from fop_coder.project.round_overview import RoundOverview, pack_ledger, rounds_overview
from fop_coder.project.rounds import may_open, open_round


class RoundsDialog(SecondCodingDialog):
    """Looks at rounds and packs; makes and opens rounds, keeps their agreement."""

    def __init__(self, parent: QWidget, around: Surroundings) -> None:
        """Show how rounds stand; show it with ``open``."""
        super().__init__(parent, around, parent.tr("Rounds and packs"), 960, 660)
        self._found: list[RoundOverview] = []
        self._build()
        self.add_buttons(self.tr("Close"))
        self.leave.setProperty("main", False)
        around.desk.changed.connect(self._show)
        self._show()
        (self.table if self._found else self.new).setFocus()

    # ---- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.new = button(self.tr("&New round…"), self._new)
        self.head.addWidget(self.new)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.empty = note("grey")
        self.empty.setText(
            self.tr(
                "No round yet. A round gathers documents that two coders read blind, so that agreement can be told."
            )
        )
        headings = (self.tr("Round"), self.tr("For"), self.tr("Documents"), self.tr("Waited for"), self.tr("State"))
        self.rounds = RowsModel(self, headings, right=(2,))
        self.table = RowsView(self.theme, self.rounds, self.tr("Rounds"))
        self.table.selectionModel().currentRowChanged.connect(self._show_round)
        self.details = label("", "sub")
        figures = (
            *(self.tr("Agreement on record"), self.tr("Coders"), self.tr("Stage")),
            *(self.tr("Agree"), self.tr("Alpha"), self.tr("Units")),
        )
        self.records = RowsModel(self, figures, right=(3, 4, 5))
        self.figures = RowsView(self.theme, self.records, self.tr("Agreement on record"))
        self.nothing_kept = note("grey")
        ledger = (
            *(self.tr("Pack for"), self.tr("Handed out"), self.tr("Documents")),
            *(self.tr("Round"), self.tr("Came back"), self.tr("Reason")),
        )
        self.packs = RowsModel(self, ledger)
        self.ledger = RowsView(self.theme, self.packs, self.tr("Packs"))
        self.ledger_title = label(self.tr("Packs"), "section")
        parts = (self.empty, self.table, self.details, self.nothing_kept, self.figures, self.ledger_title, self.ledger)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(scrolling(inside), 1)
        self.open_it = button(self.tr("&Open round…"), self._open)
        self.keep_before = button(self.tr("Keep agreement &before"), lambda: self._keep(Stage.BEFORE))
        self.keep_after = button(self.tr("Keep agreement &after"), lambda: self._keep(Stage.AFTER))
        for made in (self.open_it, self.keep_before, self.keep_after):
            self.foot.addWidget(made)

    # ---- showing -----------------------------------------------------------------------------------------------------

    def _show(self, *_: object) -> None:
        project = self.around.desk.project
        if project is None:
            return
        chosen = self.table.currentIndex().row()
        self._found = rounds_overview(project)
        self.rounds.show(round_row(one) for one in self._found)
        ledger = pack_ledger(project)
        self.packs.show(pack_row(line) for line in ledger)
        self.empty.setVisible(not self._found)
        self.table.setVisible(bool(self._found))
        for part in (self.ledger, self.ledger_title):
            part.setVisible(bool(ledger))
        self.table.fit(most=260)
        self.ledger.fit(most=260)
        if self._found:
            self.table.setCurrentIndex(self.rounds.index(min(max(chosen, 0), len(self._found) - 1), 0))
        self._show_round()

    def _show_round(self, *_: object) -> None:
        one = self._chosen
        say_in(self.details, details(one) if one else "")
        records = (*one.before, *one.after) if one else ()
        self.records.show(record_row(record) for record in records)
        self.figures.setVisible(bool(records))
        self.figures.fit(most=260)
        nothing = self.tr("No agreement is on record yet. It is kept when nobody is waited for any more.")
        say_in(self.nothing_kept, nothing if one and not records else "")
        writes = not self.around.desk.is_read_only and not self.is_busy
        self.new.setEnabled(writes)
        for made in (self.open_it, self.keep_before):
            made.setEnabled(writes and one is not None and not one.is_open)
        self.keep_after.setEnabled(writes and one is not None)

    @property
    def _chosen(self) -> RoundOverview | None:
        row = self.table.currentIndex().row()
        return self._found[row] if 0 <= row < len(self._found) else None

    # ---- doing -------------------------------------------------------------------------------------------------------

    def _new(self) -> None:
        NewRoundDialog(self, self.around).open()

    def _open(self) -> None:
        """Say what opening means, and do it."""
        one = self._chosen
        if one is None:
            return
        self.show_fault("")
        if not may_open(self.around.desk.open_project):
            try:
                open_round(self.around.desk.open_project, one.round)
            except FopCoderError as error:
                self.refused(error)
            return
        waited = [self.tr("{0} has not finished {1}.").format(r.coder.name, len(r.waiting)) for r in one.waited_for]
        parts = [
            self.tr("Open round {0}?").format(one.round.name),
            self.tr("Its coders will see each other's codings. What they code from then on counts as discussed."),
            *([self.tr("Still waited for: ") + " ".join(waited)] if waited else []),
            self.tr("Agreement before discussion is put on record first. The history says when it was opened."),
        ]
        question = f"{parts[0]}\n\n" + "\n".join(parts[1:])
        if dialogs.ask(self, self.tr("Open round"), question, self.tr("Open it"), self.tr("Keep it blind")):
            self._in_background(
                self.tr("Telling agreement"),
                one,
                open_round,
                self.tr("Round {0} is open").format(one.round.name),
            )

    def _keep(self, stage: Stage) -> None:
        one = self._chosen
        if one is None:
            return
        words = self.tr("Agreement of round {0} is on record").format(one.round.name)

        def work(copy: Project, round_: Round) -> Change | None:
            return keep_round(copy, round_, stage)

        self._in_background(self.tr("Telling agreement"), one, work, words)

    def _in_background(
        self, title: str, one: RoundOverview, work: Callable[[Project, Round], Change | None], words: str
    ) -> None:
        """Work out a Change on a copy of the project, and carry it out."""
        self.show_fault("")
        copy, guid = self.around.desk.open_project.snapshot(), one.round.guid

        def job(_progress: Progress, _cancelled: Callable[[], bool]) -> Change | None:
            with copy:
                return work(copy, copy.store.by_guid(Round, [Guid(guid)])[guid])

        self.is_busy = True
        self._show_round()
        self.around.runner.run(title, job, partial(self._done, words), self._refused)

    def _done(self, words: str, change: Change | None) -> None:
        self.is_busy = False
        self._show_round()
        if change is None:
            self.show_fault(self.tr("No two of its coders have finished a document together. Nothing was kept."))
            return
        try:
            self.around.desk.do(change)
        except FopCoderError as error:
            self.refused(error)
            return
        self.around.offer_undo(words)
        self.table.setFocus()

    def _refused(self, error: Exception) -> None:
        self.is_busy = False
        self._show_round()
        self.refused(error)
