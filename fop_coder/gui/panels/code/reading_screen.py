"""The Code screen's three panes around one open document: opened where it was left, and kept in step with Changes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent

from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.panels.code.open_document import OpenDocument
from fop_coder.gui.panels.code.reading_panes import ReadingPanes
from fop_coder.gui.panels.code.reading_places import ReadingPlace, ReadingPlaces
from fop_coder.gui.panels.code.words import selection_sentence
from fop_coder.gui.up_to_date import single_shot
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code, CodebookVersion, Scheme
from fop_coder.model.coding import Classification, Coding
from fop_coder.model.documents import Assignment, Document, Finish, Speaker, TurnList
from fop_coder.model.people import Attribute, AttributeValue, Coder, Respondent
from fop_coder.model.second_coding import Round
from fop_coder.project import Project
from fop_coder.project.blindness import blind_for

_TEXT = frozenset({Document, Speaker, TurnList})
_PEOPLE = frozenset({Respondent, Attribute, AttributeValue, Classification})
_CODES = frozenset({Code, CodebookVersion, Scheme})
_OTHERS = frozenset({Coding, Coder, Finish, Assignment, Round}) | _CODES
"""What others' passages, and whether they may be seen, hang on."""
_LIST = frozenset({Finish, Assignment}) | _TEXT | _PEOPLE | _CODES
NOTE_PLACE_AFTER = 800
"""ms after which a place is remembered."""
FOLLOWED_ONE_BY_ONE = 200
"""Codings of one Change; of more, all are read anew."""


class ReadingScreen(ReadingPanes):
    """Documents, transcript, codebook and passage; what can be done with them is added by ``CodePanel``."""

    def __init__(self, around: Surroundings) -> None:
        """Begin without a document."""
        super().__init__(around)
        self._waiting: frozenset[type] | None = None
        self._selected: tuple[int, int] | None = None
        self._place_timer = single_shot(self, self._remember_place, NOTE_PLACE_AFTER)
        self.desk.closing.connect(self._before_closing)
        self.desk.coder_changed.connect(self.project_opened)
        self.theme_changed()

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

    # ---- places ------------------------------------------------------------------------------------------------------

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
