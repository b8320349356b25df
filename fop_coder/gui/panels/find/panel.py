"""Find: words and phrases over all transcripts and memos."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout

from fop_coder.gui.painting import icon, restyle
from fop_coder.gui.panel import Panel, Place, Surroundings
from fop_coder.gui.panels.find.delegate import HitDelegate
from fop_coder.gui.panels.find.model import HitModel
from fop_coder.gui.panels.find.narrowing import PAUSE, NarrowingRow
from fop_coder.gui.tasks import Progress, Task
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document, Speaker
from fop_coder.model.errors import Cancelled, FopCoderError
from fop_coder.model.people import Attribute
from fop_coder.model.tally import Hit
from fop_coder.project.finding import code_turns_change, find

MOST = 5000
"""How many hits are listed; more than anybody goes through one by one."""


class HitList(QListView):
    """The list of hits; keys that belong to codes are passed on.

    Signals:
        key_pressed: the text of a key, without Ctrl or Alt.
    """

    key_pressed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take keys of codes; leave all others to the list."""
        bare = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        text = event.text().strip()
        if bare == Qt.KeyboardModifier.NoModifier and text.isalnum():
            self.key_pressed.emit(text)
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)


class FindPanel(Panel):
    """Search field, fields that narrow, and hits in context."""

    name = "find"
    title = "Find"
    icon = "ph.magnifying-glass"

    def __init__(self, around: Surroundings) -> None:
        """Build the screen."""
        super().__init__(around)
        self._task: Task | None = None
        self._is_stale = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.search)
        self._build()
        self.theme_changed()
        self._say_hits(None)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        title = QLabel(self.tr("Find"))
        title.setProperty("role", "title")
        column.addWidget(title)
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr('Words, "a phrase", plan*, one OR another, -without'))
        self.words.setAccessibleName(self.tr("Words to find"))
        self.words.setClearButtonEnabled(True)
        self.words.setProperty("role", "search")
        self.words.setProperty("pane", True)
        self._sign = self.words.addAction(icon("ph.magnifying-glass", self.theme.colour("sub")), _leading())
        self.words.textEdited.connect(self._typed)
        self.words.returnPressed.connect(self._to_hits)
        column.addWidget(self.words)
        self.narrowing = NarrowingRow()
        self.narrowing.changed.connect(self.search)
        column.addWidget(self.narrowing)
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        column.addWidget(self.said)
        column.addWidget(self._list(), 1)
        hints = QHBoxLayout()
        self.hint = QLabel()
        self.hint.setProperty("role", "small")
        hints.addWidget(self.hint, 1)
        column.addLayout(hints)

    def _list(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 6, 1, 6)
        self.model = HitModel(self.desk, self)
        self.hits = HitList()
        self.hits.setModel(self.model)
        self.hits.setItemDelegate(HitDelegate(self.theme, self))
        self.hits.setUniformItemSizes(True)
        self.hits.setMouseTracking(True)
        self.hits.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.hits.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setAccessibleName(self.tr("Hits"))
        self.hits.setStyleSheet("QListView:focus { border: none; }")  # the row is framed
        self.hits.setProperty("pane", True)
        self.hits.doubleClicked.connect(self._open)
        self.hits.activated.connect(self._open)
        self.hits.key_pressed.connect(self._code)
        inside.addWidget(self.hits)
        return card

    # ---- searching ---------------------------------------------------------------------------------------------------

    def _typed(self, _words: str) -> None:
        self._pause.start()

    def search(self) -> None:
        """Look for the words, in the background and on a copy of the project."""
        self._pause.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None
        words = self.words.text().strip()
        if self.desk.project is None or not words:
            self.model.show_hits(())
            self._say_hits(None)
            return
        copy, narrowing = self.desk.project.snapshot(), self.narrowing.narrowing

        def job(_progress: Progress, cancelled: Callable[[], bool]) -> list[Hit]:
            with copy:
                found: list[Hit] = []
                for hit in islice(find(copy, words, narrowing), MOST + 1):
                    if cancelled():
                        raise Cancelled("the search was stopped")
                    found.append(hit)
                return found

        self._is_stale = False
        self._task = self.around.runner.run(self.tr("Searching"), job, self._found, self._not_found)

    def _found(self, hits: list[Hit]) -> None:
        self._task = None
        self.model.show_hits(hits[:MOST])
        if hits:
            self.hits.setCurrentIndex(self.model.index(0, 0))
        self._say_hits(hits)

    def _not_found(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        self._task = None
        self.model.show_hits(())
        do = error.do if isinstance(error, FopCoderError) else ""
        what = error.what if isinstance(error, FopCoderError) else str(error)
        self._say(f"{what[:1].upper()}{what[1:]}. {do}".strip(), note="warning")

    def _say_hits(self, hits: Sequence[Hit] | None) -> None:
        if hits is None:
            self._say(self.tr("Type what you look for. Accents and capitals make no difference."))
        elif not hits:
            self._say(self.tr("Nothing found. Try fewer words, or plan* for words that begin so."))
        else:
            documents = len({hit.document for hit in hits})
            many = self.tr("more than {0}").format(MOST) if len(hits) > MOST else str(len(hits))
            words = self.tr("{0} hits in {1} documents") if len(hits) != 1 else self.tr("{0} hit in {1} document")
            self._say(words.format(many, documents))
        keys = self.tr("Enter opens the transcript there. A code's key codes the turn; again takes it off.")
        self.hint.setText(keys if hits else "")

    def _say(self, words: str, *, note: str = "") -> None:
        self.said.setText(words)
        self.said.setProperty("note", note)
        self.said.setProperty("role", "" if note else "sub")
        restyle(self.said)

    # ---- what is done with hits --------------------------------------------------------------------------------------

    def _to_hits(self) -> None:
        """Search at once; where the hits are there, go to them."""
        if self._pause.isActive() or (self._is_stale and self.words.text().strip()):
            self.search()
        elif self.model.hits:
            self.hits.setFocus()

    def _open(self, index: QModelIndex) -> None:
        hit = index.data(HitModel.HIT)
        if not isinstance(hit, Hit):
            return
        if hit.document_guid is None:
            self.around.say(self.tr("This memo is on {0}").format(hit.document))
            return
        position = hit.start if hit.where == "turn" else None
        self.around.go(Place("code", document=hit.document_guid, position=position))

    def _code(self, key: str) -> None:
        """Put the code of a key on the turns of the chosen hits, or take it off where all have it."""
        project = self.desk.project
        if project is None:
            return
        code = next((c for c in project.codebook.codes if c.key.casefold() == key.casefold() and not c.retired), None)
        if code is None:
            self.around.say(self.tr("No code has the key {0}").format(key.upper()))
            return
        if self.desk.is_read_only:
            self.around.say(self.tr("The project is open for reading only"))
            return
        chosen = [index.data(HitModel.HIT) for index in self.hits.selectedIndexes()]
        try:
            change, is_on = code_turns_change(project, chosen, code)
        except FopCoderError as error:
            self.around.show_error(error)
            return
        if change is None:
            self.around.say(self.tr("Memos cannot be coded"))
        elif self.desk.apply(change):
            turns = max(len(change.added), len(change.removed))
            words = self.tr("{0} put on {1}") if is_on else self.tr("{0} taken off {1}")
            many = self.tr("{0} turns").format(turns) if turns > 1 else self.tr("one turn")
            (self.around.offer_undo if turns > 1 else self.around.say)(words.format(code.name, many))

    # ---- keeping in step ---------------------------------------------------------------------------------------------

    def project_opened(self) -> None:
        """Begin anew."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.words.clear()
        self.model.show_hits(())
        self.narrowing.offer(self.desk.project)
        self._say_hits(None)

    def project_changed(self, kinds: object) -> None:
        """Ask again for what was touched."""
        assert isinstance(kinds, frozenset)  # noqa: S101 - the desk says so
        if kinds & {Coding, Code}:
            self.model.forget_codes()
        if kinds & {Code, Scheme, Attribute}:
            self.narrowing.offer(self.desk.project)
        if kinds & {Document, Speaker}:
            self._is_stale = True
            if self.isVisible():
                self.search()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Search again where documents have changed since."""
        super().showEvent(event)
        if self._is_stale and self.words.text().strip():
            self.search()

    def theme_changed(self) -> None:
        """Set sizes and colours anew."""
        self._sign.setIcon(icon("ph.magnifying-glass", self.theme.colour("sub")))
        self.hits.setIconSize(QSize(self.theme.px(16), self.theme.px(16)))
        self.hits.scheduleDelayedItemsLayout()
        super().theme_changed()

    def go(self, place: Place) -> None:
        """Come back to a hit, or look for other words."""
        detail: Any = place.detail
        if isinstance(detail, str):
            self.words.setText(detail)
            self.search()
        elif isinstance(detail, int) and detail < len(self.model.hits):
            self.hits.setCurrentIndex(self.model.index(detail, 0))
            self.hits.setFocus()
            return
        self.focus_first()

    def place(self) -> Place:
        """Return the current hit."""
        row = self.hits.currentIndex().row()
        return Place(self.name, detail=row if row >= 0 else None)

    def focus_first(self) -> None:
        """Put the focus into the search field."""
        self.words.setFocus()
        self.words.selectAll()


def _leading() -> Any:
    return QLineEdit.ActionPosition.LeadingPosition
