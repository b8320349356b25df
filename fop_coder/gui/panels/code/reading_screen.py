"""The Code screen's three panes around one open document: opened where it was left, and kept in step with Changes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QSplitter, QVBoxLayout, QWidget

from fop_coder.gui.panel import Panel, Place, Surroundings
from fop_coder.gui.panels.code.coding_actions import CodingActions
from fop_coder.gui.panels.code.documents_pane import DocumentsPane
from fop_coder.gui.panels.code.header import Header
from fop_coder.gui.panels.code.open_document import OpenDocument
from fop_coder.gui.panels.code.reading_places import ReadingPlace, ReadingPlaces
from fop_coder.gui.panels.code.right_pane import RightPane
from fop_coder.gui.panels.code.side_panes import SidePanes
from fop_coder.gui.panels.code.transcript import Transcript
from fop_coder.gui.panels.code.words import about_document, chips, describe_coding, selection_sentence
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code, CodebookVersion, Scheme
from fop_coder.model.coding import Classification, Coding
from fop_coder.model.documents import Assignment, Document, Finish, Speaker, TurnList
from fop_coder.model.people import Attribute, AttributeValue, Coder, Respondent
from fop_coder.model.second_coding import Round
from fop_coder.project import Project
from fop_coder.project.blindness import blind_for
from fop_coder.project.reading_list import (
    Reading,
    count_finished,
    count_rereads,
    dividing_attributes,
    reading_list,
)

_TEXT = frozenset({Document, Speaker, TurnList})
_PEOPLE = frozenset({Respondent, Attribute, AttributeValue, Classification})
_CODES = frozenset({Code, CodebookVersion, Scheme})
_OTHERS = frozenset({Coding, Coder, Finish, Assignment, Round}) | _CODES
"""What others' passages, and whether they may be seen, hang on."""
_LIST = frozenset({Finish, Assignment}) | _TEXT | _PEOPLE | _CODES
OTHERS = "code/others"
COUNT_AFTER, NOTE_PLACE_AFTER = 150, 800
"""ms after which figures follow a coding, and a place is remembered."""
FOLLOWED_ONE_BY_ONE = 200
"""Codings of one Change; of more, all are read anew."""


class _Ground(QWidget):
    """What header and transcript lie on: white paper, also beside the column of text."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Fill."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.colour("base"))


class ReadingScreen(Panel):
    """Documents, transcript, codebook and passage; what can be done with them is added by ``CodePanel``."""

    name = "code"
    title = "Code"
    icon = "ph.highlighter-circle"

    def __init__(self, around: Surroundings) -> None:
        """Build the three panes."""
        super().__init__(around)
        self.title = self.tr("Code")
        self.opened: OpenDocument | None = None
        self._places: ReadingPlaces | None = None
        self._waiting: frozenset[type] | None = None
        self._name = ""
        self._selected: tuple[int, int] | None = None
        self._build()
        self._count_timer = self._timer(COUNT_AFTER, self._count)
        self._place_timer = self._timer(NOTE_PLACE_AFTER, self._remember_place)
        self.desk.closing.connect(self._before_closing)
        self.desk.coder_changed.connect(self.project_opened)
        self.theme_changed()

    def _timer(self, milliseconds: int, run: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(run)
        return timer

    def _build(self) -> None:
        self.documents = DocumentsPane(self.theme, self.around.preferences, self._place_of)
        self.header = Header(self.theme)
        self.transcript = Transcript(self.theme, self._describe)
        self.transcript.setProperty("pane", True)
        self.right = RightPane(self.theme, self.desk, self.around.preferences, self._my_name)
        self.hand = CodingActions(self, self.around, self.transcript, self.apply)
        self._empty = QLabel(self.tr("No transcripts yet.\nImport Word, PDF, VTT or text files: Project, Import."))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "sub")
        middle = _Ground(self.theme)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._line = QFrame()
        self._line.setFixedHeight(1)
        column.addWidget(self.header)
        column.addWidget(self._line)
        column.addWidget(self.transcript, 1)
        column.addWidget(self._empty, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for widget in (self.documents, middle, self.right):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._splitter)
        preferences = self.around.preferences
        self.sides = SidePanes(self, self._splitter, self.documents, self.right, self.theme, preferences)

    def apply(self, change: Change | None) -> bool:
        """Carry out a Change of one's own."""
        return self.desk.apply(change)

    # ---- opening -----------------------------------------------------------------------------------------------------

    def project_opened(self) -> None:
        """Show the project from where this coder left it."""
        for timer in (self._count_timer, self._place_timer):
            timer.stop()
        self._close_document()
        self._name = ""
        project = self.desk.project
        self._places = ReadingPlaces(self.around.preferences, project.coder) if project is not None else None
        self._waiting = None if project is None else frozenset({Document})
        if self.isVisible():
            self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Bring up to date what changed while another screen was shown."""
        super().showEvent(event)
        self.sides.fit()
        self._catch_up()

    def _catch_up(self) -> None:
        if self._waiting is None or self.desk.project is None:
            return
        kinds, self._waiting = self._waiting, None
        if self.opened is None:
            self._fill_list()
            self._fill_codebook()
            self._open_first()
        else:
            self._follow(kinds)

    def _open_first(self) -> None:
        entries = self.documents.model.entries
        self._empty.setVisible(not entries)
        self.transcript.setVisible(bool(entries))
        self.header.setVisible(bool(entries))
        if not entries or self._places is None:
            return
        known = {e.document.guid for e in entries}
        last = next((d for d in self._places.last_documents() if d in known), None)
        waiting = self.documents.model.next_waiting(None)
        self.open(last or (waiting or entries[0]).document.guid)

    def open(self, guid: Guid) -> None:
        """Show a document where it was left."""
        project = self.desk.open_project
        found = project.store.by_guid(Document, [guid])
        if guid not in found or self._places is None:
            return
        self._close_document()
        self.opened = self.hand.opened = OpenDocument(project, found[guid])
        self._places.opened(guid)
        self.transcript.show_document(self.opened.segments, self.opened.index)
        self._read_others()
        place = self._places.get(guid)
        if place is not None:
            self.transcript.restore(place.caret, place.top)
        elif self.opened.segments.speeches:
            self.transcript.go_to_turn(0)
        self.documents.show_open(guid)
        self._show_head()
        self._coding_chosen(self.transcript.current)
        self._count()
        self._show_turn()
        self.moved.emit()

    def _close_document(self) -> None:
        self.right.passage.write_memo()
        self._remember_place()
        self.opened = self.hand.opened = None
        self.right.passage.clear_passage()
        self.transcript.clear_document()

    def _before_closing(self) -> None:
        self.right.passage.write_memo()
        self._remember_place()

    # ---- keeping in step ---------------------------------------------------------------------------------------------

    def project_changed(self, kinds: object) -> None:
        """Follow what a Change touched; of one's own codings, only those."""
        if self.desk.project is None or not isinstance(kinds, frozenset):
            return
        if Coder in kinds:
            self._name = ""
        if not self.isVisible() or self._waiting is not None:
            self._waiting = kinds | (self._waiting or frozenset())
            return
        here = self._codings_of_here()
        if here is not None and self.opened is not None:
            self.opened.take_in(here)
            self._show_codings()
        else:
            self._follow(kinds)

    def _codings_of_here(self) -> Change | None:
        """Return the Change told of if all it touches is some codings shown here: they are followed one by one."""
        told, opened = self.desk.told, self.opened
        if told is None or opened is None:
            return None
        values = (*told.removed, *told.added)
        coder = self.desk.open_project.coder
        mine = (isinstance(v, Coding) and v.document == opened.document.guid and v.coder == coder for v in values)
        return told if 0 < len(values) <= FOLLOWED_ONE_BY_ONE and all(mine) else None

    def _follow(self, kinds: frozenset[type]) -> None:
        if kinds & _CODES:
            self._fill_codebook()
        if kinds & _LIST or Coding in kinds:
            self._fill_list()
        if self.opened is None:
            if kinds & _TEXT:
                self._open_first()
            return
        guid = self.opened.document.guid
        if kinds & _TEXT:
            self._close_document()
            self.open(guid) if self.documents.model.entry(guid) else self._open_first()
            return
        if Coding in kinds or kinds & _CODES:
            self.opened.read_codings()
            self._show_codings()
        if kinds & (_PEOPLE | _LIST | {Coder}):
            self._show_head()
        if kinds & _OTHERS and self.shows_others:
            self._read_others()
            self.right.show_others(self.opened)

    # ---- what others made of it --------------------------------------------------------------------------------------

    @property
    def shows_others(self) -> bool:
        """Whether other coders' passages are wanted beside one's own."""
        return bool(self.around.preferences.plain(OTHERS, False))

    def _read_others(self) -> None:
        """Show others' passages of the open document, as far as they may be seen; read nothing where not wanted."""
        if self.opened is None:
            return
        self.opened.read_others(wanted=self.shows_others)
        self.transcript.show_others(self.opened.others)

    def _show_codings(self) -> None:
        assert self.opened is not None  # noqa: S101 - asked by the callers
        self.transcript.codings_changed()
        self._coding_chosen(self.transcript.current)
        self.right.show_here(self.opened.index.counts())
        self._count_timer.start()

    def _count(self) -> None:
        """Bring figures and lists in step: a moment later, so that typing keys is never held up."""
        if self.opened is None or self.desk.project is None:
            return
        self.right.count(self.opened)
        entry = self.documents.model.entry(self.opened.document.guid)
        if entry is None:
            return
        codes, reading = self.opened.codes_used(), entry.reading
        if reading in (Reading.NOT_STARTED, Reading.BEGUN):
            reading = Reading.BEGUN if codes else Reading.NOT_STARTED
        if (codes, reading) != (entry.codes, entry.reading):
            self.documents.model.change_entry(replace(entry, codes=codes, reading=reading))

    def _fill_list(self) -> None:
        project = self.desk.open_project
        entries = reading_list(project)
        codes = [c for c in project.codebook.codes if not c.retired]
        self.documents.fill(entries, codes, dividing_attributes(project))
        finished = count_finished(entries)
        self.documents.show_finished(finished)
        self.right.codebook.show_finished(finished)
        self.right.codebook.show_rereads(count_rereads(entries))

    def _fill_codebook(self) -> None:
        self.right.fill()

    def _show_head(self) -> None:
        if self.opened is None:
            return
        document = self.opened.document
        entry = self.documents.model.entry(document.guid)
        self.header.show_document(document.name, about_document(document))
        self.header.show_chips(chips(self.opened, entry, self.hand.scheme()))
        is_done = entry is not None and entry.reading is Reading.FINISHED
        may_write = not self.desk.is_read_only
        self.header.show_done(is_done=is_done, can_finish=may_write or is_done, can_mark=may_write)
        self.header.show_rereads(entry.reread if entry is not None else ())
        self._show_turn()

    # ---- what happens in the transcript ------------------------------------------------------------------------------

    def _moved(self) -> None:
        if self.opened is None:
            return
        self._place_timer_start()
        self._show_turn()
        selected = self.transcript.selected()
        if selected is not None:
            self.around.say(selection_sentence(self.opened, selected))
        elif self._selected is not None:
            self.around.say("")  # what was said of it is no longer so
        self._selected = selected

    def _show_turn(self) -> None:
        if self.opened is None or self._places is None:
            return
        of, turn = len(self.opened.segments.speeches), self.transcript.turn()
        place = self._places.get(self.opened.document.guid)
        furthest = max(place.turn if place and place.of == of else 0, 0 if turn is None else turn + 1)
        entry = self.documents.model.entry(self.opened.document.guid)
        self.header.show_read(of if entry and entry.reading is Reading.FINISHED else furthest, of)
        if turn is not None:
            speech = self.opened.segments.speeches[turn]
            codings = len(
                {d.coding.guid for n in self.opened.segments.paragraphs_of(turn) for d in self.opened.index.in_block(n)}
            )
            told = self.tr("Turn {0}, {1}, {2} codings").format(turn + 1, speech.speaker or speech.respondent, codings)
            if self.opened.others is not None:
                others = self.opened.others.names_in(self.opened.segments.paragraphs_of(turn))
                told = f"{told}, {others}" if others else told
            self.transcript.setAccessibleDescription(told)

    def _coding_chosen(self, coding: object) -> None:
        if self.opened is None:
            return
        drawn = self.opened.index.get(Guid(str(coding)) if coding else None)
        self.right.show_coding(self.opened, drawn)

    def _describe(self, coding: Guid) -> str:
        drawn = self.opened.index.get(coding) if self.opened else None
        return describe_coding(drawn, self._my_name()) if drawn is not None else ""

    def _my_name(self) -> str:
        if not self._name and self.desk.project is not None:
            project = self.desk.project
            self._name = project.store.by_guid(Coder, [project.coder])[project.coder].name
        return self._name

    # ---- places ------------------------------------------------------------------------------------------------------

    def _place_of(self, document: Guid) -> ReadingPlace | None:
        return self._places.get(document) if self._places is not None else None

    def _place_timer_start(self, _value: int = 0) -> None:
        if self.opened is not None and not self._place_timer.isActive():  # not put off by who never rests
            self._place_timer.start()

    def _remember_place(self) -> None:
        self._place_timer.stop()
        if self.opened is None or self._places is None:
            return
        turn = self.transcript.turn()
        of = len(self.opened.segments.speeches)
        place = ReadingPlace(self.transcript.caret(), self.transcript.top(), 0 if turn is None else turn + 1, of)
        self._places.put(self.opened.document.guid, place)
        self._places.write()
        entry = self.documents.model.entry(self.opened.document.guid)
        if entry is not None:
            self.documents.model.change_entry(entry)

    def place(self) -> Place:
        """Return the document and the caret's place, or the current coding."""
        if self.opened is None:
            return Place(self.name)
        return Place(
            self.name, self.opened.document.guid, position=self.transcript.caret(), coding=self.transcript.current
        )

    def go(self, place: Place) -> None:
        """Open a document, at a coding or a position (code points); show a code's definition in the codebook."""
        self._catch_up()
        project = self.desk.project
        if project is None:
            return
        self._show_place(project, place)
        if place.code is not None:
            self.right.codebook.show_code(place.code)

    def _show_place(self, project: Project, place: Place) -> None:
        found = project.store.codings([place.coding]) if place.coding is not None else []
        found = [c for c in found if not blind_for(project, project.coder).hides(c)]
        document = found[0].document if found else place.document
        if document is not None and (self.opened is None or self.opened.document.guid != document):
            self.open(document)
        if self.opened is None or self.opened.document.guid != document:
            return
        if found and self.opened.index.get(found[0].guid) is not None:
            self.transcript.make_current(found[0].guid)
        elif found:  # another coder's: shown as a selection
            self.transcript.go_to(found[0].start)
            self.transcript.select(found[0].start, found[0].end)
        elif place.position is not None:
            self.transcript.go_to(place.position)

    def focus_first(self) -> None:
        """Put the focus into the transcript."""
        self.transcript.setFocus(Qt.FocusReason.OtherFocusReason)
