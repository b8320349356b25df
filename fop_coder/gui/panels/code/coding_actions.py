"""What can be done with keys and menus on the Code screen: each is one Change, or a step in the transcript."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from fop_coder.coding.passages import set_criteria, uncode, write_passage_memo
from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.code.coding_index import Drawn
from fop_coder.gui.panels.code.open_document import OpenDocument
from fop_coder.gui.panels.code.transcript import Transcript
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Category, Code, Scheme
from fop_coder.model.coding import Coding
from fop_coder.model.errors import FopCoderError

SCHEME = "code/scheme"

FIRST_IN_GROUP = ("next_turn", "take_off", "pull_end")
"""Actions above which the menu has a line."""


class CodingActions(QObject):
    """Codes, takes off, resizes, classifies. It belongs to the screen and knows its transcript."""

    def __init__(
        self, parent: QObject, around: Surroundings, transcript: Transcript, apply: Callable[[Change | None], bool]
    ) -> None:
        """Keep what it works on; ``apply`` carries a Change out and says whether it went through."""
        super().__init__(parent)
        self._around, self._transcript, self._apply = around, transcript, apply
        self.opened: OpenDocument | None = None

    def specs(self) -> list[ActionSpec]:
        """Return the actions that need nothing but the transcript."""
        pull = self.tr("Moves an end of the current passage by a word")
        specs = [
            self._spec("next_turn", self.tr("Next turn"), partial(self._step_turn, 1), "Alt+Down"),
            self._spec("previous_turn", self.tr("Previous turn"), partial(self._step_turn, -1), "Alt+Up"),
            self._spec("next_uncoded", self.tr("Next uncoded turn"), self.next_uncoded, "Alt+PgDown"),
            self._spec("next_coding", self.tr("Next coding"), partial(self.step_coding, 1), "Ctrl+Down"),
            self._spec("previous_coding", self.tr("Previous coding"), partial(self.step_coding, -1), "Ctrl+Up"),
            self._spec("take_off", self.tr("Take the current coding off"), self.take_off, "Del", writes=True),
            self._spec("resize", self.tr("Resize to the selection"), self.resize_to_selection, writes=True),
        ]
        ends = (
            ("end", self.tr("Passage ends a word later"), "Alt+Shift+Right"),
            ("end back", self.tr("Passage ends a word earlier"), "Alt+Shift+Left"),
            ("start", self.tr("Passage begins a word later"), "Alt+Shift+Down"),
            ("start back", self.tr("Passage begins a word earlier"), "Alt+Shift+Up"),
        )
        for which, title, keys in ends:
            name = f"pull_{which.replace(' ', '_')}"
            specs.append(self._spec(name, title, partial(self.pull, which), keys, writes=True, hint=pull))
        return specs

    def _spec(
        self, name: str, title: str, run: Callable[[], object], keys: str = "", *, writes: bool = False, hint: str = ""
    ) -> ActionSpec:
        parted = name in FIRST_IN_GROUP
        return ActionSpec(
            f"code.{name}", title, "Code", run, keys, writes=writes, context="code", hint=hint, parted=parted
        )

    # ---- coding ------------------------------------------------------------------------------------------------------

    def passage(self) -> tuple[int, int] | None:
        """Return the selection, else the turn under the caret (code points); None outside all turns."""
        if self.opened is None:
            return None
        selected = self._transcript.selected()
        if selected is not None:
            return selected
        turn = self._transcript.turn()
        if turn is None:
            self._around.say(self.tr("This lies outside the turns: select words to code them."))
            return None
        speech = self.opened.segments.speeches[turn]
        return speech.start, speech.end

    def type_key(self, key: str) -> bool:
        """Do what a single key stands for: a category of the active scheme, or a code; say whether it is one."""
        if self.opened is None:
            return False
        scheme = self.scheme()
        for category in scheme.categories if scheme else ():
            if category.key and category.key.casefold() == key.casefold():
                self.classify(category)
                return True
        code = self.opened.code_with_key(key)
        if code is not None:
            self.code(code)
        elif key.isalnum():
            self._around.say(self.tr("No code has the key {0}. Press / to pick one by name.").format(key.upper()))
        return code is not None

    def code(self, code: Code) -> None:
        """Put a code on the selection or the turn, or take it off there."""
        if self.may_not_write():
            return
        passage = self.passage()
        if self.opened is None or passage is None:
            return
        change = self.opened.toggle(code, passage)
        if self._apply(change):
            self._follow(change, code)

    def _follow(self, change: Change, code: Code) -> None:
        """Make what was put on current, and say what happened."""
        added = next((c for c in change.added if isinstance(c, Coding)), None)
        if added is None:
            self._around.say(self.tr("{0} taken off.").format(code.name))
            return
        self._transcript.make_current(added.guid, move=False)
        length = added.end - added.start
        many = self.tr("1 character") if length == 1 else self.tr("{0} characters").format(f"{length:,}")
        drawn = self.opened.index.get(added.guid) if self.opened else None
        counted = "" if drawn is None or drawn.counted else self.tr(" It is not counted: nobody's turn is in it.")
        self._around.say(self.tr("{0} put on {1}.").format(code.name, many) + counted)

    def make_code(self, name: str) -> None:
        """Make a new code and put it on the selection or the turn."""
        if self.opened is None or self.may_not_write():
            return
        try:
            change = self.opened.make_and_code(name.strip(), self.passage())
        except FopCoderError as error:
            self._around.show_error(error)
            return
        if self._apply(change):
            self._follow(change, next(c for c in change.added if isinstance(c, Code)))

    def take_off(self) -> None:
        """Take the current coding off."""
        drawn = self._current()
        if self.opened is None or drawn is None or self.may_not_write():
            return
        if self._apply(uncode(drawn.coding, drawn.code, self.opened.document)):
            self._around.say(self.tr("{0} taken off.").format(drawn.code.name))

    # ---- ends of passages --------------------------------------------------------------------------------------------

    def pull(self, which: str) -> None:
        """Move an end of the current passage by a word."""
        drawn = self._current()
        if self.opened is not None and drawn is not None:
            self.resize(drawn.coding.guid, *self.opened.pulled(drawn, which))

    def resize(self, coding: Guid, start: int, end: int) -> None:
        """Move the ends of a passage."""
        drawn = self.opened.index.get(coding) if self.opened else None
        if self.opened is None or drawn is None or self.may_not_write():
            return
        if self._apply(self.opened.resized(drawn, start, end)):
            self._transcript.make_current(coding, move=False)

    def resize_to_selection(self) -> None:
        """Give the current passage the ends of the selection; where nothing is selected, select the passage first."""
        drawn = self._current()
        if drawn is None:
            return
        selected = self._transcript.selected()
        if selected is None or selected == (drawn.coding.start, drawn.coding.end):
            self._transcript.select(drawn.coding.start, drawn.coding.end)
            self._transcript.make_current(drawn.coding.guid, move=False)
            self._transcript.setFocus()
            self._around.say(self.tr("Select what the passage shall be, then choose Resize again."))
            return
        self.resize(drawn.coding.guid, *selected)

    def choose_criteria(self, coding: str, criteria: object) -> None:
        """Say which criteria a passage meets."""
        drawn = self.opened.index.get(Guid(coding)) if self.opened else None
        if self.opened is not None and drawn is not None and isinstance(criteria, list):
            discussed = self.opened.is_discussed(drawn.code.guid)
            self._apply(set_criteria(drawn.coding, criteria, drawn.code, discussed=discussed))

    def write_memo(self, coding: str, text: str) -> None:
        """Write the memo of a passage."""
        drawn = self.opened.index.get(Guid(coding)) if self.opened else None
        if drawn is not None and drawn.coding.memo != text:
            self._apply(write_passage_memo(drawn.coding, text))

    # ---- classes -----------------------------------------------------------------------------------------------------

    def scheme(self) -> Scheme | None:
        """Return the active scheme: the one chosen last, else the codebook's first."""
        project = self._around.desk.project
        schemes = project.codebook.schemes if project is not None else ()
        wanted = self._around.preferences.text(SCHEME)
        return next((s for s in schemes if s.guid == wanted), schemes[0] if schemes else None)

    def classify(self, category: Category) -> None:
        """Give the respondent of the turn, or of the document, a class of the active scheme."""
        scheme = self.scheme()
        if self.opened is None or scheme is None or self.may_not_write():
            return
        respondent = self.opened.respondent_at(self._transcript.turn())
        if respondent is None:
            self._around.say(self.tr("Several speak here: go to a turn of the one to be classified."))
            return
        if self._apply(self.opened.classify(respondent, scheme, category)):
            self._around.offer_undo(self.tr("{0} is classified: {1}.").format(respondent.label, category.name))

    # ---- going about -------------------------------------------------------------------------------------------------

    def _step_turn(self, by: int) -> None:
        self._transcript.step_turn(by)
        self._transcript.setFocus()

    def step_coding(self, by: int) -> None:
        """Go to the next or previous coding."""
        if not self._transcript.step_coding(by):
            self._around.say(self.tr("No coding further on.") if by > 0 else self.tr("No coding before this one."))

    def next_uncoded(self) -> None:
        """Go to the next turn without a coding."""
        self._transcript.setFocus()
        if not self._transcript.go_to_uncoded():
            self._around.say(self.tr("Every turn that counts is coded."))

    def _current(self) -> Drawn | None:
        return self.opened.index.get(self._transcript.current) if self.opened else None

    def may_not_write(self) -> bool:
        """Say whether the project is open for reading only; then that is said on the status line."""
        if self._around.desk.is_read_only:
            self._around.say(self.tr("The project is open for reading only."))
        return self._around.desk.is_read_only

    def show_menu(self, place: QPoint) -> None:
        """Show the codes, and what can be done with the current coding, at the mouse."""
        if self.opened is None:
            return
        menu = QMenu(self._transcript)
        menu.setAccessibleName(self.tr("Codes"))
        may_write = not self._around.desk.is_read_only
        for code in self.opened.codes.values():
            if not code.retired:
                action = menu.addAction(f"{code.name.replace('&', '&&')}\t{code.key}")
                action.setEnabled(may_write)
                action.triggered.connect(partial(self._code_from_menu, code))
        menu.addSeparator()
        current = self._current()
        if current is not None:
            off = menu.addAction(self.tr("Take {0} off").format(current.code.name.replace("&", "&&")), self.take_off)
            off.setEnabled(may_write)
        copy = menu.addAction(self.tr("Copy"), self._transcript.copy)
        copy.setEnabled(self._transcript.textCursor().hasSelection())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._transcript.viewport().mapToGlobal(place))

    def _code_from_menu(self, code: Code, _checked: bool = False) -> None:
        self.code(code)
