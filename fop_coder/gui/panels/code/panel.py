"""The Code screen: what can be done with the documents, the transcript, the codebook and the passage."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.panels.code.code_editing import CodeEditing
from fop_coder.gui.panels.code.mark_question import CLEAR, NOT_ASKED, TOO_LITTLE, MarkQuestion
from fop_coder.gui.panels.code.quoting import Quoting
from fop_coder.gui.panels.code.reading_panes import OTHERS
from fop_coder.gui.panels.code.reading_screen import ReadingScreen
from fop_coder.gui.panels.code.side_panes import LEFT, RIGHT, ROOMY
from fop_coder.gui.panels.code.words import others_sentence
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Mark
from fop_coder.model.people import Respondent
from fop_coder.project.judgements import mark_change
from fop_coder.project.reading_done import finish_change, reopen_change
from fop_coder.project.reading_list import Reading


class CodePanel(ReadingScreen):
    """Where transcripts are read and coded."""

    def __init__(self, around: Surroundings) -> None:
        """Build the three panes and listen to them."""
        super().__init__(around)
        self._connect()

    def _connect(self) -> None:
        self.documents.opened.connect(self._document_chosen)
        self.header.finish_asked.connect(self.finish)
        self.header.mark_asked.connect(self.mark)
        self.header.documents_asked.connect(partial(self._toggle_side, LEFT))
        self.header.codebook_asked.connect(partial(self._toggle_side, RIGHT))
        transcript, hand, passage = self.transcript, self.hand, self.right.passage
        transcript.moved.connect(self._moved)
        transcript.chosen.connect(self._coding_chosen)
        transcript.other_chosen.connect(self._passage_chosen)
        transcript.key_typed.connect(self.hand.type_key)
        transcript.dragged.connect(hand.resize)
        transcript.customContextMenuRequested.connect(hand.show_menu)
        transcript.verticalScrollBar().valueChanged.connect(self._place_timer_start)
        passage.criteria_chosen.connect(hand.choose_criteria)
        passage.memo_written.connect(hand.write_memo)
        passage.take_off.connect(hand.take_off)
        passage.resize_asked.connect(hand.resize_to_selection)
        passage.step.connect(hand.step_coding)
        passage.left.connect(self._back_to_text)
        self.right.codebook.picked.connect(self._code_picked)
        self.right.codebook.made.connect(hand.make_code)
        self.right.codebook.left.connect(self._back_to_text)
        self.right.coding_chosen.connect(self._passage_chosen)
        self.quoting = Quoting(self, self.around, transcript, self.right, hand.may_not_write)
        self.editing = CodeEditing(self, self.around, self.right.codebook)
        self.right.codebook.menu_asked.connect(self.editing.show_menu)
        self.right.codebook.rereads_asked.connect(self.show_rereads)

    # ---- actions -----------------------------------------------------------------------------------------------------

    def action_specs(self) -> Sequence[ActionSpec]:
        """Return what can be done here."""
        spec = partial(ActionSpec, menu="Code", context="code")
        own = [
            spec(
                "code.finish",
                self.tr("Finish and next"),
                callback=self.finish,
                shortcut="Ctrl+Return",
                writes=True,
                icon="ph.check-bold",
                hint=self.tr("Records that you have read the document, and opens the next unfinished one"),
            ),
            spec("code.reopen", self.tr("Reopen the document"), callback=self.reopen, writes=True),
            spec("code.pick", self.tr("Pick or make a code"), callback=self.pick_code, shortcut="/", writes=True),
            spec("code.memo", self.tr("Memo of the passage"), callback=self.edit_memo, shortcut="M", writes=True),
        ]
        for number in range(1, 6):
            own.append(
                spec(
                    f"code.criterion{number}",
                    self.tr("Criterion {0}").format(number),
                    callback=partial(self.right.passage.toggle_criterion, number),
                    shortcut=f"Alt+{number}",
                    writes=True,
                    parted=number == 1,
                )
            )
        marks = (
            ("not_asked", self.tr("Not asked about the code"), "N", NOT_ASKED),
            ("too_little", self.tr("Too little information on the code"), "T", TOO_LITTLE),
        )
        for name, title, keys, mark in marks:
            own.append(spec(f"code.{name}", title, callback=partial(self.mark, mark), shortcut=keys, writes=True))
        sides = [
            ActionSpec(
                "code.documents",
                self.tr("Documents pane"),
                "View",
                partial(self._toggle_side, LEFT),
                "Ctrl+B",
                context="code",
            ),
            ActionSpec(
                "code.codebook",
                self.tr("Codebook pane"),
                "View",
                partial(self._toggle_side, RIGHT),
                "Ctrl+Shift+B",
                context="code",
            ),
        ]
        others = ActionSpec(
            "code.others",
            self.tr("Show other coders' passages"),
            "View",
            self.toggle_others,
            "Ctrl+Shift+O",
            context="code",
            checkable=True,
            hint=self.tr("Beside your own, with the coder's initials; hidden until you have finished the document"),
        )
        return [*own, *self.hand.specs(), *self.quoting.specs(), *self.editing.specs(), *sides, others]

    # ---- finishing ---------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Record that the document is read, and open the next unfinished one."""
        if self.opened is None:
            return
        self.right.passage.write_memo()
        document = self.opened.document
        entry = self.documents.model.entry(document.guid)
        following = self.documents.model.next_waiting(document.guid)
        is_done = entry is not None and entry.reading is Reading.FINISHED
        if not is_done and not self.apply(finish_change(self.desk.open_project, document)):
            return
        said = "" if is_done else self.tr("{0} is finished. ").format(document.name)
        if following is None:
            said += self.tr("No document is waiting.")
        else:
            self.open(following.document.guid)
            self.transcript.setFocus()
            said += self.tr("{0} is open.").format(following.document.name)
        self.around.say(said) if is_done else self.around.offer_undo(said)

    def reopen(self) -> None:
        """Take back that the document is read."""
        if self.opened is not None and self.apply(reopen_change(self.desk.open_project, self.opened.document)):
            self.around.say(self.tr("{0} is open again.").format(self.opened.document.name))

    # ---- marks and the queue of what is to be read again -------------------------------------------------------------

    def mark(self, mark: str = "") -> None:
        """Ask what is to be said of the respondent on the current code where no passage is found."""
        project = self.desk.project
        if self.opened is None or project is None or self.hand.may_not_write():
            return
        respondent = self.opened.respondent_at(self.transcript.turn())
        codes = [c for c in self.opened.codes.values() if not c.retired]
        if respondent is None or not codes:
            self.around.say(self.tr("Several speak here: go to a turn of the one to be marked."))
            return
        marks = project.store.values(Mark, respondent=respondent.guid, coder=project.coder)
        question = MarkQuestion(self, respondent.label, codes, marks, partial(self._mark, respondent))
        question.begin(self.right.codebook.current(), mark)
        question.open()

    def _mark(self, respondent: Respondent, code: Code, mark: str, reason: str) -> None:
        change = mark_change(self.desk.open_project, respondent, code, mark, reason)
        if change is None:
            return
        self.desk.do(change)
        words = {
            NOT_ASKED: self.tr("{0} is marked not asked on {1}."),
            TOO_LITTLE: self.tr("{0} is marked too little information on {1}."),
            CLEAR: self.tr("{0} has no mark on {1} any more."),
        }
        self.around.offer_undo(words[mark].format(respondent.label, code.name))

    def show_rereads(self, code: str) -> None:
        """List the documents to re-read for a code, and open the first of them."""
        first = self.documents.show_rereads(code)
        if first is not None:
            self._document_chosen(first)
            self.around.say(self.tr("These are to be re-read for {0}; Ctrl+Enter goes on to the next.").format(code))

    # ---- what others made of it --------------------------------------------------------------------------------------

    def toggle_others(self) -> None:
        """Show other coders' passages beside one's own, or no longer; say why something is hidden."""
        self.around.preferences.set_plain(OTHERS, not self.shows_others)
        self._tick_others()
        self._read_others()
        if self.opened is not None:
            self.right.show_others(self.opened)
            self._show_turn()
            self.around.say(others_sentence(self.opened))

    def _tick_others(self) -> None:
        self.around.actions.action("code.others").setChecked(self.shows_others)

    def project_opened(self) -> None:
        """Show the project from where this coder left it; others' passages if they were shown before."""
        super().project_opened()
        self._tick_others()

    # ---- panes -------------------------------------------------------------------------------------------------------

    def _document_chosen(self, guid: str) -> None:
        self.sides.close_drawer()
        if self.opened is None or self.opened.document.guid != guid:
            self.open(Guid(guid))
        self.transcript.setFocus()

    def _passage_chosen(self, coding: str) -> None:
        self.sides.close_drawer()
        here = self.opened.index.get(Guid(coding)) if self.opened else None
        if here is not None:
            self.transcript.make_current(here.coding.guid)
        else:
            self.around.go(Place(self.name, coding=Guid(coding)))
        self.transcript.setFocus()

    def _code_picked(self, code: str) -> None:
        found = self.opened.codes.get(Guid(code)) if self.opened else None
        if found is not None:
            self.hand.code(found)

    def pick_code(self) -> None:
        """Put the caret into the field that picks or makes a code."""
        self.sides.show(RIGHT)
        self.right.codebook.begin_picking()

    def edit_memo(self) -> None:
        """Put the caret into the memo of the current passage."""
        if self.transcript.current is None:
            self.around.say(self.tr("Go to a coding first: Ctrl+Down."))
            return
        self.sides.show(RIGHT)
        self.right.show_passage_tab()
        self.right.passage.edit_memo()

    def _back_to_text(self) -> None:
        self.sides.close_drawer()
        self.transcript.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_side(self, side: int) -> None:
        self.sides.toggle(side)
        self._fit_header()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let codes' keys work wherever no field has the caret; Esc puts a drawer away."""
        if event.key() == Qt.Key.Key_Escape and self.sides.close_drawer():
            self.transcript.setFocus()
            return
        text = event.text()
        if not event.modifiers() and text.isprintable() and text.strip() and self.hand.type_key(text):
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the panes the room there is."""
        super().resizeEvent(event)
        self.sides.fit()
        self._fit_header()

    def _fit_header(self) -> None:
        narrow = self.window().width() / self.theme.scale < ROOMY
        self.header.fit(
            narrow=narrow,
            documents_hidden=self.sides.is_out_of_sight(LEFT),
            codebook_hidden=self.sides.is_out_of_sight(RIGHT),
        )

    def theme_changed(self) -> None:
        """Dress everything anew."""
        for part in (self.documents, self.header, self.transcript, self.right):
            part.dress()
        self._line.setStyleSheet(f"background: {self.theme.colour('line').name()};")
        self.sides.fit()
        self._fit_header()
