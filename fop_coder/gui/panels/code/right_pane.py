"""The right side: the codebook above; below it the passage, or the passages of the document or of a code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from fop_coder.gui.desk import Desk
from fop_coder.gui.panels.code.codebook_pane import CodebookPane
from fop_coder.gui.panels.code.coding_index import Drawn
from fop_coder.gui.panels.code.open_document import OpenDocument
from fop_coder.gui.panels.code.passage_pane import PassagePane
from fop_coder.gui.panels.code.passages_list import PassagesList
from fop_coder.gui.panels.code.words import where_words
from fop_coder.gui.preferences import Preferences
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid
from fop_coder.model.tally import PassageRow
from fop_coder.project.passage_rows import passage_rows
from fop_coder.project.tallying import Question, passages_behind, tally

PASSAGE, OF_DOCUMENT, OF_CODE = 0, 1, 2
HEIGHT = "code/codebook_height"


class RightPane(QWidget):
    """Codebook and passage.

    Signals:
        coding_chosen: GUID of a coding chosen from a list.
    """

    coding_chosen = Signal(str)

    def __init__(self, theme: Theme, desk: Desk, preferences: Preferences, my_name: Callable[[], str]) -> None:
        """Build it empty; ``my_name`` returns the acting coder's."""
        super().__init__()
        self._preferences = preferences
        self._desk, self._my_name = desk, my_name
        self._opened: OpenDocument | None = None
        self.setProperty("side", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.codebook = CodebookPane(theme)
        self.passage = PassagePane(theme)
        self.list = PassagesList(theme, self._fetch)
        self.list.chosen.connect(self.coding_chosen)
        self.codebook.shown.connect(self._code_shown)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("Passage or passages"))
        for words, tip in (
            (self.tr("Passage"), self.tr("The current coding")),
            (self.tr("In document"), self.tr("All passages of this document")),
            (self.tr("With code"), self.tr("All passages of the current code")),
        ):
            self.tabs.setTabToolTip(self.tabs.addTab(words), tip)
        self.tabs.currentChanged.connect(self._tab_changed)
        self._build()

    def _build(self) -> None:
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.passage)
        area.viewport().setAutoFillBackground(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(area)
        self._stack.addWidget(self.list)
        lower = QWidget()
        lower.setProperty("side", True)
        lower.setProperty("pane", True)
        lower.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        lower.setAccessibleName(self.tr("Passage"))
        lower.setFocusProxy(self.tabs)
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self._splitter = splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.codebook)
        splitter.addWidget(lower)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.splitterMoved.connect(self._moved_by_hand)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)
        self.setFocusProxy(self.codebook)

    def dress(self) -> None:
        """Take colours and sizes from the theme."""
        for part in (self.codebook, self.passage, self.list):
            part.dress()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Divide the height: the codebook gets what it needs, the passage the rest."""
        super().resizeEvent(event)
        self._divide()

    def _divide(self) -> None:
        kept = self._preferences.plain(HEIGHT, 0)
        whole = self._splitter.height()
        wanted = kept if isinstance(kept, int) and kept > 0 else self.codebook.wanted_height()
        upper = min(wanted, whole * 55 // 100)
        self._splitter.setSizes([upper, whole - upper])

    def _moved_by_hand(self, place: int, _handle: int) -> None:
        self._preferences.set_plain(HEIGHT, place)

    # ---- what is shown -----------------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Show the codebook anew."""
        project = self._desk.open_project
        codes = {c.guid: c for c in project.codebook.codes}
        figures = tally(project, Question(view=self._my_name()))
        self.codebook.fill(figures, codes, project.version, may_make=not self._desk.is_read_only)
        self._divide()

    def show_here(self, here: Mapping[Guid, int]) -> None:
        """Show how many passages each code has in the document."""
        self.codebook.model.show_counts(here)

    def count(self, opened: OpenDocument) -> None:
        """Bring the figures and the list of passages in step."""
        self._opened = opened
        figures = tally(self._desk.open_project, Question(view=self._my_name()))
        self.codebook.model.show_counts(opened.index.counts(), figures.rows)
        self._fill_list()

    def show_others(self, opened: OpenDocument) -> None:
        """List others' passages with one's own, as far as they are shown now."""
        self._opened = opened
        if self.tabs.currentIndex() == OF_DOCUMENT:
            self._fill_list()

    def show_coding(self, opened: OpenDocument, drawn: Drawn | None) -> None:
        """Show the current coding, or none."""
        self._opened = opened
        if drawn is None:
            self.passage.clear_passage()
            return
        coding = drawn.coding
        words = opened.segments.stored(drawn.first, drawn.last)
        where = where_words(opened, drawn)
        self.codebook.show_code(drawn.code.guid)
        self.passage.show_passage(
            coding,
            drawn.code,
            words,
            where,
            self._my_name(),
            counted=drawn.counted,
            read_only=self._desk.is_read_only,
        )
        self.list.mark(coding.guid)

    def show_passage_tab(self) -> None:
        """Show the passage rather than a list, down to its memo."""
        self.tabs.setCurrentIndex(PASSAGE)
        self._area.ensureWidgetVisible(self.passage.memo)

    # ---- lists -------------------------------------------------------------------------------------------------------

    def _tab_changed(self, tab: int) -> None:
        self._stack.setCurrentIndex(0 if tab == PASSAGE else 1)
        self._fill_list()

    def _code_shown(self) -> None:
        if self.tabs.currentIndex() == OF_CODE:
            self._fill_list()

    def _fill_list(self) -> None:
        """List the passages that the tab asks for; nothing is read while another one is shown."""
        tab, opened, project = self.tabs.currentIndex(), self._opened, self._desk.project
        if tab == PASSAGE or opened is None or project is None:
            return
        by_ident = {c.ident: c for c in opened.codes.values()}
        if tab == OF_DOCUMENT:
            others = opened.others
            every = [*opened.index.in_order(), *(others.index.in_order() if others is not None else ())]
            guids = [d.coding.guid for d in sorted(every, key=lambda d: d.order)]
            heading = self._heading(len(guids), opened.document.name)
            mine, note = (self._my_name(), others.hidden) if others is not None else ("", "")
            self.list.fill(guids, heading, by_ident, partial(self._turn_of, opened), mine=mine, note=note)
            self.list.mark(self.passage.coding)
            return
        code = self.codebook.current()
        if code is None:
            return
        found = passages_behind(project, [code], Question(view=self._my_name()), uncounted=True)
        self.list.fill(found, self._heading(len(found), code.name), by_ident)

    def _heading(self, many: int, name: str) -> str:
        if not many:
            return self.tr("No passages of {0} yet").format(name)
        return (self.tr("1 passage of {1}") if many == 1 else self.tr("{0} passages of {1}")).format(many, name)

    def _turn_of(self, opened: OpenDocument, row: PassageRow) -> str:
        turns = opened.turn_words(row.start, row.end)
        return self.tr("turn {0}").format(turns[0]) if turns is not None else self.tr("outside the turns")

    def _fetch(self, guids: Sequence[Guid]) -> Sequence[PassageRow]:
        project = self._desk.project
        return list(passage_rows(project, guids)) if project is not None else ()
