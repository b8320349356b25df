"""Starring passages as quotable on the Code screen, and leaving words out of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.code.quote_bar import STAR
from fop_coder.gui.panels.code.right_pane import RightPane
from fop_coder.gui.panels.code.transcript import Transcript
from fop_coder.gui.starring import toggle_star_of
from fop_coder.model.base import Guid
from fop_coder.model.coding import Coding
from fop_coder.model.errors import FopCoderError
from fop_coder.model.report import Quotation
from fop_coder.project.left_out import quoted_pieces, toggle_left_out
from fop_coder.project.quotations import quotation_of, starred


class Quoting(QObject):
    """Stars the current passage, leaves words out of it, and shows both beside the text."""

    def __init__(
        self,
        parent: QWidget,
        around: Surroundings,
        transcript: Transcript,
        right: RightPane,
        may_not: Callable[[], bool],
    ) -> None:
        """Listen to the pane; ``may_not`` says that nothing can be written, and tells the user."""
        super().__init__(parent)
        self._around, self._transcript, self._right, self._may_not = around, transcript, right, may_not
        self._screen = parent
        pane = right.passage
        pane.shown.connect(self._show)
        pane.quote_bar.star_asked.connect(self.star)
        pane.quote_bar.leave_out_asked.connect(self.leave_out)
        right.list.model.is_starred = self._is_starred
        around.desk.changed.connect(self._followed)

    def specs(self) -> list[ActionSpec]:
        """Return the actions; the list of quotations is opened from everywhere."""
        spec = partial(ActionSpec, menu="Code", context="code", writes=True)
        return [
            spec(
                "code.star",
                self.tr("Star the passage as quotable"),
                callback=self.star,
                shortcut="Ctrl+Shift+Q",
                icon=STAR,
                parted=True,
                hint=self.tr("Again takes the star off; starred passages stand under Analyse, Quotations"),
            ),
            spec(
                "code.leave_out",
                self.tr("Leave the selected words out"),
                callback=self.leave_out,
                shortcut="Ctrl+Shift+X",
                hint=self.tr("Of the starred passage: they are printed as […]; again puts them back"),
            ),
            ActionSpec(
                "analyse.quotations",
                self.tr("Quotations"),
                "Analyse",
                self.show_list,
                "Ctrl+Shift+L",
                icon="ph.quotes",
                hint=self.tr("The starred passages with their labels, and from whom they come"),
            ),
        ]

    # ---- doing -------------------------------------------------------------------------------------------------------

    def star(self) -> None:
        """Star the current passage, or take its star off."""
        coding = self._current()
        if coding is None or self._may_not():
            return
        toggle_star_of(self._around, coding)

    def leave_out(self) -> None:
        """Leave the selected words out of the current starred passage, or put them back."""
        coding = self._current()
        if coding is None or self._may_not():
            return
        selected = self._transcript.selected()
        if selected is None:
            self._around.say(self.tr("Select the words to be left out of the starred passage."))
            return
        project = self._around.desk.open_project
        before = quotation_of(project, coding)
        try:
            change = toggle_left_out(project, coding, *selected)
        except FopCoderError as error:
            self._around.show_error(error)
            return
        if self._around.desk.apply(change) and before is not None:
            now = quotation_of(project, coding)
            is_more = now is not None and _length(now) > _length(before)
            self._around.say(self.tr("Left out: […] is printed.") if is_more else self.tr("The words are put back."))
        self._transcript.make_current(coding, move=False)

    def _current(self) -> Guid | None:
        """Return the current passage; where there is none, that is said."""
        coding = self._transcript.current
        if coding is None:
            self._around.say(self.tr("Go to a coding first: Ctrl+Down."))
        return coding

    def show_list(self) -> None:
        """Open the list of quotations."""
        from fop_coder.gui.quotations.dialog import QuotationsDialog

        QuotationsDialog(self._screen.window(), self._around).open()

    # ---- showing -----------------------------------------------------------------------------------------------------

    def _is_starred(self, coding: Guid) -> bool:
        project = self._around.desk.project
        return project is not None and coding in starred(project)

    def _show(self, coding: object) -> None:
        """Show the star of the passage in the pane, and what is left out of it."""
        project = self._around.desk.project
        if project is None or not isinstance(coding, Coding):
            return
        found = quotation_of(project, coding.guid)
        pane = self._right.passage
        keys = [self._around.actions.action(f"code.{name}").shortcut().toString() for name in ("star", "leave_out")]
        pane.quote_bar.show_keys(*keys)
        pane.quote_bar.show_star(is_starred=found is not None, may_write=not self._around.desk.is_read_only)
        pane.card.show_quoted(quoted_pieces(project, coding, found) if found is not None and found.left_out else ())

    def _followed(self, kinds: object) -> None:
        """Show stars anew after they were set, taken off or undone."""
        if not isinstance(kinds, frozenset) or Quotation not in kinds or self._around.desk.project is None:
            return
        coding = self._right.passage.coding
        for found in self._around.desk.project.store.codings([coding] if coding is not None else []):
            self._show(found)
        self._right.list.list.viewport().update()


def _length(quotation: Quotation) -> int:
    return sum(one.end - one.start for one in quotation.left_out)
