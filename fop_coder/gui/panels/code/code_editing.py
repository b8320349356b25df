"""What can be done to the codebook from the Code screen: each is one Change, offered to be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from fop_coder.coding.codebook import add_code, next_key, retire_code
from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.code.code_form import Choices, CodeForm
from fop_coder.gui.panels.code.code_questions import MergeQuestion, SplitQuestion
from fop_coder.gui.panels.code.codebook_pane import CodebookPane
from fop_coder.model.base import Guid, new_guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import COLOURS, Code
from fop_coder.model.errors import ChangeRefused
from fop_coder.model.tally import PassageRow
from fop_coder.project.blindness import blind_for
from fop_coder.project.codebook_edits import (
    edit_change,
    free_keys,
    merge_change,
    passages_of,
    remove_change,
    revise_change,
    split_change,
    step_change,
)
from fop_coder.project.passage_rows import passage_rows
from fop_coder.project.reading_done import finished_for

_MADE_ELSEWHERE = {"guid", "ident", "name", "position"}


class CodeEditing(QObject):
    """Edits the code that is current in the codebook pane."""

    def __init__(self, screen: QWidget, around: Surroundings, pane: CodebookPane) -> None:
        """Edit the code whose definition ``pane`` shows; dialogs stand over ``screen``."""
        super().__init__(screen)
        self._screen, self._around, self._pane = screen, around, pane

    def _current(self) -> Code | None:
        return self._pane.current()

    def specs(self) -> list[ActionSpec]:
        """Return the actions."""
        hint = self.tr("For the code whose definition is shown in the codebook pane")
        step = self.step
        return [
            self._spec("new", self.tr("New code"), self.new, parted=True),
            self._spec("edit", self.tr("Edit the code"), self.edit, "F2", hint=hint),
            self._spec("up", self.tr("Move the code up"), partial(step, -1), "Ctrl+Alt+Up", hint=hint),
            self._spec("down", self.tr("Move the code down"), partial(step, 1), "Ctrl+Alt+Down", hint=hint),
            self._spec("merge", self.tr("Merge the code into another"), self.merge, hint=hint),
            self._spec("split", self.tr("Split the code"), self.split, hint=hint),
            self._spec("retire", self.tr("Retire the code"), self.retire, hint=hint),
            self._spec("remove", self.tr("Remove the unused code"), self.remove, hint=hint),
        ]

    def _spec(
        self,
        name: str,
        title: str,
        run: Callable[[], object],
        keys: str = "",
        *,
        hint: str = "",
        parted: bool = False,
    ) -> ActionSpec:
        return ActionSpec(
            f"code.codebook_{name}", title, "Code", run, keys, writes=True, context="code", hint=hint, parted=parted
        )

    def fill_menu(self, menu: QMenu) -> None:
        """Offer all of this, and codes to be taken back into use."""
        for spec in self.specs():
            menu.addAction(self._around.actions.action(spec.id))
            if spec.id.endswith(("edit", "down", "split")):
                menu.addSeparator()
        retired = [c for c in self._codes(retired=True) if c.retired]
        if retired:
            back = menu.addMenu(self.tr("Take back into use"))
            back.setEnabled(not self._around.desk.is_read_only)
            for code in retired:
                action = back.addAction(code.name.replace("&", "&&"))
                action.triggered.connect(partial(self._take_back, code))

    def show_menu(self, place: QPoint) -> None:
        """Show the menu at a place on the screen."""
        menu = QMenu(self._screen)
        menu.setAccessibleName(self.tr("Edit the codebook"))
        self.fill_menu(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    # ---- one code ----------------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Ask for everything about a new code and put it at the end."""
        codebook = self._around.desk.open_project.codebook
        fresh = Code(new_guid(), "new", "new", key=next_key(codebook), colour=len(codebook.codes) % COLOURS + 1)
        choices = Choices(free_keys(codebook), self._codes())
        CodeForm(self._screen, self._around.theme, fresh, choices, self._make, is_new=True).open()

    def _make(self, code: Code, _reread: bool) -> None:
        project = self._around.desk.open_project
        known = {f.name: getattr(code, f.name) for f in fields(code) if f.name not in _MADE_ELSEWHERE}
        change = edit_change(project, add_code(project.codebook, code.name, **known))
        self._around.desk.do(change)
        self._pane.show_code(next(v.guid for v in change.added if isinstance(v, Code)))
        self._around.offer_undo(self.tr("{0} is in the codebook.").format(code.name))

    def edit(self) -> None:
        """Show everything about the current code, to be changed."""
        code = self._current()
        if code is None:
            return
        project = self._around.desk.open_project
        finished = finished_for(project, code)
        choices = Choices(free_keys(project.codebook, code), self._may_stand_above(code), finished)
        CodeForm(self._screen, self._around.theme, code, choices, partial(self._save, code)).open()

    def _save(self, before: Code, after: Code, reread: bool) -> None:
        project = self._around.desk.open_project
        many = finished_for(project, before) if reread else 0
        change = revise_change(project, before, after, reread=reread)
        if change is None:
            return
        self._around.desk.do(change)
        said = self.tr("{0} is changed.").format(after.name)
        if many:
            said = self.tr("{0} is changed: {1} to re-read.").format(after.name, many)
        self._around.offer_undo(said)

    def step(self, by: int) -> None:
        """Move the current code up or down among those beside it."""
        code = self._current()
        if code is not None:
            self._do(step_change(self._around.desk.open_project, code, by))

    def retire(self) -> None:
        """Offer the current code no longer; its passages stay."""
        code = self._current()
        if code is not None and self._do(edit_change(self._around.desk.open_project, retire_code(code))):
            self._around.offer_undo(self.tr("{0} is retired: its passages stay.").format(code.name))

    def _take_back(self, code: Code, _checked: bool = False) -> None:
        change = edit_change(self._around.desk.open_project, retire_code(code, retired=False))
        if self._do(change):
            self._around.offer_undo(self.tr("{0} is in use again.").format(code.name))

    def remove(self) -> None:
        """Take the current code out of the codebook, if nobody has used it."""
        code = self._current()
        if code is None:
            return
        try:
            change = remove_change(self._around.desk.open_project, code)
        except ChangeRefused as error:
            self._around.show_error(error)
            return
        if self._do(change):
            self._around.offer_undo(self.tr("{0} is taken out of the codebook.").format(code.name))

    # ---- two codes ---------------------------------------------------------------------------------------------------

    def merge(self) -> None:
        """Ask into which code the current one goes."""
        code = self._current()
        others = [c for c in self._codes() if code is not None and c.guid != code.guid]
        if code is None or not others:
            self._around.say(self.tr("There is no other code to merge with."))
            return
        many = passages_of(self._around.desk.open_project, code)
        MergeQuestion(self._screen, code, others, many, partial(self._merge, code)).open()

    def _merge(self, code: Code, into: Code) -> None:
        self._around.desk.do(merge_change(self._around.desk.open_project, code, into))
        self._around.offer_undo(self.tr("{0} is merged into {1}.").format(code.name, into.name))

    def split(self) -> None:
        """Ask which passages of the current code go to a new one."""
        code = self._current()
        if code is None:
            return
        project = self._around.desk.open_project
        unseen = blind_for(project, project.coder).unseen()
        passages = project.store.coding_guids(codes=[code.guid], unseen=unseen)
        if not passages:
            self._around.say(self.tr("{0} has no passages to split.").format(code.name))
            return
        SplitQuestion(self._screen, code, passages, self._fetch, partial(self._split, code)).open()

    def _split(self, code: Code, name: str, passages: Sequence[Guid]) -> None:
        project = self._around.desk.open_project
        change = split_change(project, code, name, passages, key=next_key(project.codebook))
        self._around.desk.do(change)
        self._around.offer_undo(self.tr("{0} passages are now {1}.").format(len(passages), name))

    # ---- asking ------------------------------------------------------------------------------------------------------

    def _do(self, change: Change | None) -> bool:
        return self._around.desk.apply(change)

    def _fetch(self, guids: Sequence[Guid]) -> Sequence[PassageRow]:
        return list(passage_rows(self._around.desk.open_project, guids))

    def _codes(self, *, retired: bool = False) -> list[Code]:
        project = self._around.desk.project
        codes = project.codebook.codes if project is not None else ()
        return [c for c in codes if retired or not c.retired]

    def _may_stand_above(self, code: Code) -> list[Code]:
        """Return the codes that are not the code itself nor stand under it."""
        codes = {c.guid: c for c in self._codes(retired=True)}

        def is_below(other: Code) -> bool:
            above: Guid | None = other.guid
            while above is not None:
                if above == code.guid:
                    return True
                above = codes[above].parent
            return False

        return [c for c in codes.values() if not is_below(c) and (not c.retired or c.guid == code.parent)]
