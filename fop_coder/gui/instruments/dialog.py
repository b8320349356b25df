"""Answers to an instrument: respondents on the left, the items of one of them on the right, and the scores."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fop_coder.gui import files
from fop_coder.gui.instruments.answers_model import AnswersModel
from fop_coder.gui.instruments.answers_view import AnswersView
from fop_coder.gui.instruments.choosing import Choosing
from fop_coder.gui.instruments.no_instrument import NoInstrument
from fop_coder.gui.instruments.side import Side
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.second_coding.parts import SecondCodingDialog, button, label, note, say_in, scrolling
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import CodebookVersion, Instrument
from fop_coder.model.errors import FopCoderError
from fop_coder.model.people import Attribute, AttributeValue, Respondent
from fop_coder.project.instrument_scores import missing_rule, reversed_rule, scores
from fop_coder.project.instrument_sheets import AnswerSheet, AnswersReport, read_answers, sheet_change
from fop_coder.project.instruments import (
    Filled,
    add_instrument_change,
    answers_change,
    filled,
    form_of,
    shipped_instruments,
)
from fop_coder.project.occasions import occasions

_IMPORT = "project.codebook_import"
_SIDE = 320
"""Width of respondents and scores in px at 100 %."""


class AnswersDialog(SecondCodingDialog):
    """Answers are kept, in one Change for a respondent, when one goes on to another or closes."""

    def __init__(self, parent: QWidget, around: Surroundings, respondent: Guid | None = None) -> None:
        """Show the form of a respondent, else of the first without answers; show it with ``open``."""
        super().__init__(parent, around, parent.tr("Answers to an instrument"), 980, 760)
        self._people: tuple[Filled, ...] = ()
        self._shown: tuple[Instrument, Respondent, str] | None = None
        self._is_keeping = False
        self._build_head()
        self.empty = NoInstrument()
        self.empty.added.connect(self._add)
        self.empty.import_asked.connect(self._import_codebook)
        self.body.addWidget(self.empty)
        self._build_work()
        self.back = button(self.tr("&Previous"), partial(self._step, -1))
        self.back.setToolTip(self.tr("Page Up in the items"))
        self.foot.addWidget(self.back)
        self.next = self.add_buttons(self.tr("Close"), self.tr("&Next respondent"), partial(self._step, 1))
        self.next.setToolTip(self.tr("Page Down in the items, or Enter on the last one"))
        around.desk.changed.connect(self._changed)
        self._show_instruments()
        self._begin_with(respondent)

    # ---- building ----------------------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self.sheet = button(self.tr("&Import a sheet…"), self._choose_sheet)
        self.ranges = button(self.tr("&Scores…"), self._show_scores)
        self.head.addWidget(self.sheet)
        self.head.addWidget(self.ranges)
        self.choosing = Choosing()
        self.choosing.changed.connect(self._chosen_otherwise)
        self.body.addWidget(self.choosing)

    def _build_work(self) -> None:
        self.work = QWidget()
        row = QHBoxLayout(self.work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        self.side = Side(self.theme)
        self.side.chosen.connect(self._person_chosen)
        items = QVBoxLayout()
        items.setSpacing(8)
        self.rules = label("", "small")
        self.model = AnswersModel(self)
        self.items = AnswersView(self.theme, self.model, self.tr("Items"))
        self.items.refused.connect(self.refused)
        self.items.taken.connect(partial(self.show_fault, ""))
        self.items.left.connect(self._step)
        self.model.typed.connect(self._show_scores_of_one)
        items.addWidget(self.rules)
        items.addWidget(self.items, 1)
        left = scrolling(self.side)
        left.setFixedWidth(min(self.theme.px(_SIDE), self.width() * 2 // 5))
        row.addWidget(left)
        row.addLayout(items, 1)
        self.body.addWidget(self.work, 1)
        self.body.addStretch(0)
        self.told = note("good")
        self.body.addWidget(self.told)

    # ---- what there is -----------------------------------------------------------------------------------------------

    def _show_instruments(self) -> None:
        """Offer instruments and occasions; what is chosen stays."""
        project = self.around.desk.open_project
        self.choosing.offer(project.codebook.instruments, occasions(project))
        self._show_empty()

    def _show_empty(self) -> None:
        """Say what is to be done first, where there is no instrument or nobody."""
        project, writes = self.around.desk.open_project, not self.around.desk.is_read_only
        has_any, has_people = self._instrument is not None, bool(project.store.count("respondent"))
        ready = has_any and has_people
        for part in (self.work, self.choosing):
            part.setVisible(ready)
        self.sheet.setEnabled(ready and writes)
        for made in (self.next, self.back):
            made.setEnabled(ready)
        self.ranges.setEnabled(has_any)
        if not has_any:
            self.empty.offer(shipped_instruments(project), writes=writes)
        self.empty.show_for(has_instrument=has_any, has_people=has_people)

    @property
    def _instrument(self) -> Instrument | None:
        return self.choosing.instrument

    def _add(self, instrument: Instrument) -> None:
        if self._do(partial(add_instrument_change, self.around.desk.open_project, instrument)):
            self.items.setFocus()

    def _import_codebook(self) -> None:
        self.reject()
        self.around.actions.action(_IMPORT).trigger()

    # ---- whose answers -----------------------------------------------------------------------------------------------

    def _begin_with(self, respondent: Guid | None) -> None:
        """Show a respondent, else the first who has not answered, else the first."""
        self._show_people()
        rows = [row for row, p in enumerate(self._people) if p.respondent.guid == respondent]
        rows += [row for row, p in enumerate(self._people) if not p.answered] if respondent is None else []
        if self._people:
            self.side.choose(rows[0] if rows else 0)
        (self.items if self._shown is not None else self.leave).setFocus()

    def _show_people(self) -> None:
        """Show who has answered how many items; whoever is chosen stays so."""
        instrument = self._instrument
        self._people = filled(self.around.desk.open_project, instrument, self._occasion) if instrument else ()
        self.side.show_people(self._people, len(instrument.items) if instrument is not None else 0)

    @property
    def _occasion(self) -> str:
        return self.choosing.occasion

    def _person_chosen(self) -> None:
        """Keep what was typed, and show somebody else; where it cannot be kept, stay."""
        if self._keep():
            self._show_form()
        elif self._shown is not None:
            guids = [p.respondent.guid for p in self._people]
            self.side.stay_on(guids.index(self._shown[1].guid))

    def _chosen_otherwise(self) -> None:
        """Keep what was typed, and show the same respondent on another occasion, or another instrument."""
        instrument = self._instrument
        if self._shown is None or instrument is None:
            return
        if (self._shown[0].guid, self._shown[2].casefold()) == (instrument.guid, self._occasion.casefold()):
            return
        if self._keep():
            self._show_people()
            self._show_form()

    def _show_form(self) -> None:
        instrument, row = self._instrument, self.side.row
        self.show_fault("")
        say_in(self.told, "")
        if instrument is None or not 0 <= row < len(self._people):
            self._shown = None
            self.model.show(None)
            return
        respondent = self._people[row].respondent
        form = form_of(self.around.desk.open_project, instrument, respondent, self._occasion)
        self._shown = (instrument, respondent, self._occasion)
        self.items.is_read_only = self.around.desk.is_read_only
        self.model.show(form)
        self.items.lay_out()
        self.items.stand_on(self.model.first_empty())
        when = f", {form.occasion}" if form.occasion else ""
        self.side.of.setText(f"{respondent.label}{when}")
        answers = self.tr("Answers {0} to {1}; one key for each, full stop or Delete for a missing one.")
        beneath = self.tr("In brackets: given for all occasions.") if form.beneath else ""
        said = (
            answers.format(instrument.lowest, instrument.highest),
            reversed_rule(instrument),
            missing_rule(instrument),
            beneath,
        )
        self.rules.setText(" ".join(words for words in said if words))
        self._show_scores_of_one()
        self.back.setEnabled(row > 0)

    def _show_scores_of_one(self) -> None:
        """Show total and subscales of what is typed."""
        instrument = self.model.instrument
        self.side.show_scores(scores(instrument, self.model.counting) if instrument is not None else ())

    # ---- keeping -----------------------------------------------------------------------------------------------------

    def _keep(self) -> bool:
        """Put what was typed into the project; say whether one can go on."""
        if self._shown is None or not self.model.has_changes:
            return True
        instrument, respondent, occasion = self._shown
        project, answers = self.around.desk.open_project, self.model.answers
        return self._do(partial(answers_change, project, instrument, respondent, answers, occasion))

    def _do(self, make: Callable[[], Change | None]) -> bool:
        """Carry out a Change; say whether one can go on."""
        self._is_keeping = True
        try:
            change = make()
            if change is None:
                return True
            self.around.desk.do(change)
        except FopCoderError as error:
            self.refused(error)
            return False
        finally:
            self._is_keeping = False
        self.around.offer_undo(change.label)
        self._follow(change.kinds)
        return True

    def _changed(self, kinds: frozenset[type]) -> None:
        if not self._is_keeping:
            self._follow(kinds)
            if kinds & {Attribute, AttributeValue, Instrument, Respondent}:
                self._show_form()

    def _follow(self, kinds: frozenset[type]) -> None:
        """Show what the project has now."""
        if kinds & {Instrument, CodebookVersion, AttributeValue}:
            self._show_instruments()
        if kinds & {Attribute, AttributeValue, Instrument, Respondent}:
            self._show_people()
        if self._shown is None and self._people:
            self.side.choose(0)

    def _step(self, by: int) -> None:
        """Keep what was typed and go on to another respondent."""
        row = self.side.row + by
        if 0 <= row < len(self._people):
            self.side.choose(row)
        elif self._keep():
            last = (
                self.tr("Kept. That was the last respondent.") if by > 0 else self.tr("This is the first respondent.")
            )
            say_in(self.told, last)
            return
        self.items.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Z takes back what was typed for this respondent, or else the last step."""
        if event.matches(QKeySequence.StandardKey.Undo):
            if self.model.has_changes:
                self._show_form()
            else:
                self.around.desk.undo_stack.undo()
            event.accept()
        else:
            super().keyPressEvent(event)

    def enter_in_table(self) -> None:
        """From the respondents Enter leads to the items."""
        if self.focusWidget() is self.side.list:
            self.items.setFocus()

    def done(self, result: int) -> None:
        """Keep what was typed, then close."""
        if self._keep():
            super().done(result)

    # ---- sheets, and scores of all -----------------------------------------------------------------------------------

    def _show_scores(self) -> None:
        from fop_coder.gui.instruments.scores import ScoresDialog

        instrument = self._instrument
        if self._keep() and instrument is not None:
            ScoresDialog(self, self.around, instrument.guid, self._occasion).open()

    def _choose_sheet(self) -> None:
        chosen = files.choose_file(self, self.tr("Import answers"), None, self.tr("Sheets"), files.SHEETS)
        if chosen and self._keep():
            self.take(chosen)

    def take(self, path: Path) -> None:
        """Read a sheet of answers in the background, then take it over."""
        say_in(self.told, "")
        self.show_fault("")
        self._be_busy(busy=True)
        self.around.runner.run(
            self.tr("Reading {0}").format(path.name),
            lambda _progress, _cancelled: read_answers(path),
            self._take_sheet,
            self._sheet_failed,
            only_asks=True,
        )

    def _be_busy(self, *, busy: bool) -> None:
        """While a sheet is read the dialog stays, and no other sheet is chosen."""
        self.is_busy = busy
        self.sheet.setEnabled(not busy)

    def _sheet_failed(self, error: Exception) -> None:
        self._be_busy(busy=False)
        self.refused(error)

    def _take_sheet(self, sheet: AnswerSheet) -> None:
        self._be_busy(busy=False)
        instrument = self._instrument
        assert instrument is not None  # noqa: S101 - sheets are chosen for one
        try:
            change, report = sheet_change(self.around.desk.open_project, instrument, sheet, self._occasion)
        except FopCoderError as error:
            self.refused(error)
            return
        if self._do(lambda: change):
            self._show_instruments()
            self._show_form()
            say_in(self.told, self._report(sheet, report, changed=change is not None))

    def _report(self, sheet: AnswerSheet, report: AnswersReport, *, changed: bool) -> str:
        if not changed:
            return self.tr("{0} holds nothing new.").format(sheet.source)
        said = [self.tr("{0} answers of {1} respondents.").format(report.answers, report.respondents)]
        if report.left_out:
            said.append(self.tr("No item's, left out: {0}.").format(", ".join(report.left_out)))
        return " ".join((*said, *report.notes))
