"""The three panes of the Code screen, and what they show of the open document."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from fop_coder.gui.panel import Panel, Surroundings
from fop_coder.gui.panels.code.coding_actions import CodingActions
from fop_coder.gui.panels.code.documents_pane import DocumentsPane
from fop_coder.gui.panels.code.header import Header
from fop_coder.gui.panels.code.open_document import OpenDocument
from fop_coder.gui.panels.code.reading_places import ReadingPlace, ReadingPlaces
from fop_coder.gui.panels.code.right_pane import RightPane
from fop_coder.gui.panels.code.side_panes import SidePanes
from fop_coder.gui.panels.code.transcript import Transcript
from fop_coder.gui.panels.code.words import about_document, chips, describe_coding
from fop_coder.gui.theme import Theme
from fop_coder.gui.up_to_date import fill_with, single_shot
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.people import Coder
from fop_coder.project.reading_list import (
    Reading,
    count_finished,
    count_rereads,
    dividing_attributes,
    reading_list,
)

OTHERS = "code/others"
COUNT_AFTER = 150
"""ms after which figures follow a coding."""


class _Ground(QWidget):
    """What header and transcript lie on: white paper, also beside the column of text."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Fill."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.colour("base"))


class ReadingPanes(Panel):
    """Documents, transcript, codebook and passage.

    Attributes:
        opened: the document that is shown, None for none.
    """

    name = "code"
    title = "Code"
    icon = "ph.highlighter-circle"

    def __init__(self, around: Surroundings) -> None:
        """Build the three panes."""
        super().__init__(around)
        self.title = self.tr("Code")
        self.opened: OpenDocument | None = None
        self._places: ReadingPlaces | None = None
        self._name = ""
        self._build()
        self._count_timer = single_shot(self, self._count, COUNT_AFTER)

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
        splitter = fill_with(self, self.documents, middle, self.right, grows=1)
        preferences = self.around.preferences
        self.sides = SidePanes(self, splitter, self.documents, self.right, self.theme, preferences)

    def apply(self, change: Change | None) -> bool:
        """Carry out a Change of one's own."""
        return self.desk.apply(change)

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

    def _place_of(self, document: Guid) -> ReadingPlace | None:
        return self._places.get(document) if self._places is not None else None
