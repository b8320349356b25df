"""Find: words and phrases over all transcripts and memos."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QStackedWidget, QVBoxLayout

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.empty_state import EmptyState
from fop_coder.gui.importing.parts import WorkBar
from fop_coder.gui.painting import icon, restyle
from fop_coder.gui.panel import Panel, Place, Surroundings
from fop_coder.gui.panels.find.delegate import HitDelegate
from fop_coder.gui.panels.find.following import place_of_hit, put_code
from fop_coder.gui.panels.find.hit_list import HitList
from fop_coder.gui.panels.find.model import HitModel
from fop_coder.gui.panels.find.narrowing import PAUSE, NarrowingRow
from fop_coder.gui.panels.find.searching import MOST, Search
from fop_coder.gui.panels.find.states import say_begin, say_nothing, widened
from fop_coder.gui.sentences import what_and_do
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Scheme
from fop_coder.model.coding import Coding, Memo
from fop_coder.model.documents import Assignment, Document, Finish, Speaker
from fop_coder.model.errors import FopCoderError
from fop_coder.model.people import Attribute
from fop_coder.model.report import Quotation
from fop_coder.model.second_coding import Round
from fop_coder.model.tally import Hit
from fop_coder.project import Project
from fop_coder.project.finding import hidden_from_search

LONG = 400
"""Milliseconds after which a search shows how far it is, and can be stopped."""


class FindPanel(Panel):
    """Search field, fields that narrow, and hits in context."""

    name = "find"
    title = "Find"
    icon = "ph.magnifying-glass"

    def __init__(self, around: Surroundings) -> None:
        """Build the screen."""
        super().__init__(around)
        self._is_stale = True
        self._looked_for = ""
        self._is_fresh = False
        self._documents: set[Guid | str] = set()
        self._pause, self._long = QTimer(self), QTimer(self)
        for timer, milliseconds, slot in ((self._pause, PAUSE, self.search), (self._long, LONG, self._show_work)):
            timer.setSingleShot(True)
            timer.setInterval(milliseconds)
            timer.timeout.connect(slot)
        self.searching = Search(self.desk, around.runner, self)
        self.searching.found.connect(self._found)
        self.searching.ended.connect(self._ended)
        self.searching.refused.connect(self._refused)
        self.desk.coder_changed.connect(self._sight_changed)
        self._build()
        self.theme_changed()
        self._show_nothing_asked()

    def action_specs(self) -> Sequence[ActionSpec]:
        """From hit to hit, wherever one is."""
        return [
            ActionSpec(
                f"find.{name}",
                title,
                "Edit",
                run,
                keys,
                hint=self.tr("Of the last search, also while you read"),
            )
            for name, title, run, keys in (
                ("next", self.tr("Next hit"), self.next_hit, "F3"),
                ("previous", self.tr("Previous hit"), self.previous_hit, "Shift+F3"),
            )
        ]

    # ---- building ----------------------------------------------------------------------------------------------------

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
        self.words.textChanged.connect(self._typed)
        self.words.returnPressed.connect(self._to_hits)
        column.addWidget(self.words)
        self.narrowing = NarrowingRow()
        self.narrowing.changed.connect(self.search)
        column.addWidget(self.narrowing)
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        column.addWidget(self.said)
        self.hidden = QLabel()
        self.hidden.setTextFormat(Qt.TextFormat.PlainText)
        self.hidden.setWordWrap(True)
        self.hidden.setProperty("note", "grey")
        self.hidden.hide()
        column.addWidget(self.hidden)
        self.work = WorkBar()
        self.work.cancelled.connect(self.searching.stop)
        column.addWidget(self.work)
        column.addWidget(self._list(), 1)
        self.hint = QLabel(
            self.tr("Enter opens the transcript there. A code's key codes the turn; again takes it off.")
        )
        self.hint.setProperty("role", "small")
        self.hint.setWordWrap(True)
        column.addWidget(self.hint)

    def _list(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 6, 1, 6)
        self.model = HitModel(self.desk, self)
        self.hits = HitList(self.theme)
        self.hits.setModel(self.model)
        self.hits.setItemDelegate(HitDelegate(self.theme, self))
        self.hits.followed.connect(self.follow)
        self.hits.key_pressed.connect(self._code)
        self.empty = EmptyState(self.theme)
        self.empty.main_asked.connect(self._try_wider)
        self.empty.example_chosen.connect(self.look_for)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.hits)
        self._stack.addWidget(self.empty)
        inside.addWidget(self._stack)
        return card

    # ---- searching ---------------------------------------------------------------------------------------------------

    def _typed(self, _words: str) -> None:
        self._pause.start()

    def look_for(self, words: str) -> None:
        """Look for other words at once, and go to the hits when they come."""
        self.words.setText(words)
        self.search()
        self.words.setFocus()

    def search(self) -> None:
        """Look for the words, in the background and on a copy of the project."""
        self._pause.stop()
        self.searching.forget()
        self._looked_for = self.words.text().strip()
        self.hidden.hide()
        if self.desk.project is None or not self._looked_for:
            self._end_work()
            self.model.show_hits(())
            self._show_nothing_asked()
            return
        self._is_stale, self._is_fresh = False, True
        self._long.start()
        self._say_hidden(self.desk.project)
        self.searching.begin(self._looked_for, self.narrowing.narrowing)

    def _say_hidden(self, project: Project) -> None:
        """Say which codings and memos of others are not looked at; what cannot be read is refused by the search."""
        with suppress(FopCoderError):
            words = hidden_from_search(project, replace(self.narrowing.narrowing, seen_by=project.coder))
            self.hidden.setText(words)
            self.hidden.setVisible(bool(words))

    def _show_work(self) -> None:
        self.work.begin(self.tr("Searching"))

    def _end_work(self) -> None:
        self._long.stop()
        self.work.hide()

    def _found(self, hits: list[Hit]) -> None:
        """Show the first hits in place of the last search's; then add."""
        if self._is_fresh:
            self._is_fresh = False
            self._documents = set()
            self.model.show_hits(hits)
            self.hits.go_to(0)
            self._stack.setCurrentWidget(self.hits)
        else:
            self.model.add_hits(hits)
        self._documents.update(hit.document_guid or hit.document for hit in hits)
        self._say_hits(self.tr(" so far"))
        self.hint.show()

    def _ended(self, has_more: bool) -> None:
        self._end_work()
        number = len(self.model.hits)
        if self._is_fresh:
            self.model.show_hits(())
            self._say("")
            self.hint.hide()
            say_nothing(self.empty, self._looked_for, self.narrowing.narrowing)
            self._stack.setCurrentWidget(self.empty)
        elif has_more and number < MOST:
            self._say(self.tr("Stopped after {0} hits. There may be more.").format(f"{number:,}"))
        elif has_more:
            self._say(self.tr("The first {0} hits are listed; add a word to find fewer.").format(f"{number:,}"))
        else:
            self._say_hits("")

    def _refused(self, error: Exception) -> None:
        self._end_work()
        self.model.show_hits(())
        self._show_nothing_asked()
        self._say(what_and_do(error), note="warning")

    def _show_nothing_asked(self) -> None:
        self._say("")
        self.hint.hide()
        say_begin(self.empty, self.desk.project)
        self._stack.setCurrentWidget(self.empty)

    def _say_hits(self, so_far: str) -> None:
        number = len(self.model.hits)
        documents = len(self._documents)
        hits = self.tr("1 hit") if number == 1 else self.tr("{0} hits").format(f"{number:,}")
        places = self.tr("1 document") if documents == 1 else self.tr("{0} documents").format(f"{documents:,}")
        self._say(self.tr("{0} in {1}").format(hits, places) + so_far)

    def _say(self, words: str, *, note: str = "") -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.said.setProperty("note", note)
        self.said.setProperty("role", "" if note else "sub")
        restyle(self.said)

    def _try_wider(self) -> None:
        """Do what the empty list offers: look everywhere, or for beginnings of words; or bring in transcripts."""
        if not self._looked_for:
            self.around.actions.action("project.import").trigger()
        elif self.narrowing.is_narrowed:
            self.narrowing.clear()
            self.search()
        else:
            self.look_for(widened(self._looked_for))

    # ---- what is done with hits --------------------------------------------------------------------------------------

    def _to_hits(self) -> None:
        """Search at once; where the hits are there, go to them."""
        words = self.words.text().strip()
        if words != self._looked_for or (self._is_stale and words):
            self.search()
        elif self.model.hits:
            self._pause.stop()
            self.hits.setFocus()

    def next_hit(self) -> None:
        """Go to the hit after the current one: in the list, or where one reads."""
        self._step(1)

    def previous_hit(self) -> None:
        """Go to the hit before the current one."""
        self._step(-1)

    def _step(self, step: int) -> None:
        row = self.hits.currentIndex().row() + step
        number = self.model.rowCount()
        if not number:
            self.around.go(Place(self.name))
        elif not 0 <= row < number:
            self.around.say(self.tr("That was the last hit") if step > 0 else self.tr("That was the first hit"))
        else:
            self.hits.go_to(row)
            self._show_step(self.tr("Hit {0} of {1}").format(f"{row + 1:,}", f"{number:,}"))

    def _show_step(self, words: str) -> None:
        if self.isVisible():
            self.hits.setFocus()
        else:
            self.follow(step=True)
            self.around.say(words)

    def follow(self, *, step: bool = False) -> None:
        """Show the current hit at its place; ``step``: from another hit, which is no place to come back to."""
        hit = self.hits.currentIndex().data(HitModel.HIT)
        if not isinstance(hit, Hit):
            return
        place = place_of_hit(hit, step=step)
        if place is None:
            self.around.say(self.tr("This memo is on {0}").format(self.tr("the project")))
        else:
            self.around.go(place)

    def _code(self, key: str) -> None:
        """Put the code of a key on the turns of the chosen hits, or take it off where all have it."""
        put_code(self.around, key, [index.data(HitModel.HIT) for index in self.hits.selectedIndexes()])

    # ---- keeping in step ---------------------------------------------------------------------------------------------

    def project_opened(self) -> None:
        """Begin anew."""
        self.searching.forget()
        self._end_work()
        self.words.clear()
        self._pause.stop()
        self._looked_for = ""
        self.model.show_hits(())
        self.narrowing.clear()
        self.narrowing.offer(self.desk.project)
        self._show_nothing_asked()

    def project_changed(self, kinds: object) -> None:
        """Ask again for what was touched."""
        assert isinstance(kinds, frozenset)  # noqa: S101 - the desk says so
        if kinds & {Coding, Code, Quotation}:
            self._codes_changed()
        if kinds & {Code, Scheme, Attribute}:
            self.narrowing.offer(self.desk.project)
        if kinds & {Document, Speaker, Memo}:
            self._search_again()
        elif kinds & {Assignment, Finish, Round}:
            self._sight_changed()

    def _sight_changed(self) -> None:
        """Search again where another coder acts, or more or less is hidden from who acts."""
        self._codes_changed()
        if self._looked_for:
            self._search_again()

    def _search_again(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._bring_up_to_date()

    def _codes_changed(self) -> None:
        self.model.forget_codes()

    def _bring_up_to_date(self) -> None:
        if self._looked_for or self.words.text().strip():
            self.search()
        else:
            self._show_nothing_asked()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Search again where documents have changed since."""
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self._bring_up_to_date()

    def theme_changed(self) -> None:
        """Set sizes and colours anew."""
        self._sign.setIcon(icon("ph.magnifying-glass", self.theme.colour("sub")))
        self.hits.dress()
        super().theme_changed()

    def go(self, place: Place) -> None:
        """Come back to the current hit, or look for other words."""
        detail: Any = place.detail
        if isinstance(detail, str):
            self.look_for(detail)
        elif self.model.hits:
            self.hits.setFocus()
        else:
            self.focus_first()

    def focus_first(self) -> None:
        """Put the focus into the search field."""
        self.words.setFocus()
        self.words.selectAll()


def _leading() -> Any:
    return QLineEdit.ActionPosition.LeadingPosition
