"""Samples, scopes and views kept under names from the fields above the tables, renamed, and forgotten again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.tallies.controls import Controls
from fop_coder.gui.panels.tallies.filter_field import FilterField
from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.gui.panels.tallies.view_field import ViewField
from fop_coder.model.change import Change
from fop_coder.model.coding import FilterOver
from fop_coder.model.errors import FopCoderError
from fop_coder.project import Project
from fop_coder.project.kept_filters import forget_change, rename_filter_change
from fop_coder.project.tally_sheet import keep_filter_change
from fop_coder.project.views import read_view

_Field = FilterField | ViewField


class FilterKeeping:
    """Keeps samples, scopes and views of the controls; each is one step that can be undone."""

    def __init__(self, around: Surroundings, controls: Controls, over: QWidget) -> None:
        """``over``: the widget that dialogs belong to."""
        self._around, self._over, self._controls = around, over, controls
        fields: tuple[tuple[_Field, FilterOver], ...] = (
            (controls.sample, FilterOver.RESPONDENTS),
            (controls.scope, FilterOver.DOCUMENTS),
            (controls.views, FilterOver.VIEWS),
        )
        for field, what in fields:
            field.keep.connect(partial(self.ask_name, what, field))
            field.rename.connect(partial(self.ask_other_name, what, field))
            field.forget.connect(partial(self.forget, what, field))

    def ask_name(self, over: FilterOver, field: _Field) -> None:
        """Ask for the name under which a filter or view is kept."""
        title = tr("Keep this view") if over is FilterOver.VIEWS else tr("Keep this filter")
        asked = tr("Name of the {0}: {1}").format(field.label.text().casefold(), field.to_keep)
        self._ask(title, asked, tr("Keep"), "", partial(self.keep_as, over, field))

    def ask_other_name(self, over: FilterOver, field: _Field) -> None:
        """Ask for another name of the kept filter or view that a field names."""
        asked = tr("Another name for {0}").format(field.text)
        self._ask(tr("Rename"), asked, tr("Rename"), field.text, partial(self.rename_to, over, field))

    def _ask(self, title: str, asked: str, verb: str, present: str, done: Callable[[str], None]) -> None:
        dialog = QInputDialog(self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(asked)
        dialog.setOkButtonText(verb)
        dialog.setTextValue(present)
        dialog.textValueSelected.connect(done)
        dialog.open()

    def keep_as(self, over: FilterOver, field: _Field, name: str) -> None:
        """Keep what is on screen in a field under a name; the field then says the name."""
        written = field.to_keep
        if self._do(lambda project: keep_filter_change(project, over, name.strip(), written)):
            field.show_kept(name.strip(), written)
            self._around.say(tr("Kept as {0}").format(name.strip()))

    def rename_to(self, over: FilterOver, field: _Field, name: str) -> None:
        """Give the kept filter or view that a field names another name."""
        before, written = field.text, field.written(field.text)
        if self._do(lambda project: rename_filter_change(project, over, before, name)):
            field.show_kept(name.strip(), written)
            self._around.say(tr("Now {0}").format(name.strip()))

    def forget(self, over: FilterOver, field: _Field) -> None:
        """Forget the kept filter or view that a field names; what it said stays on screen."""
        name, written = field.text, field.written(field.text)
        if not self._do(lambda project: forget_change(project, over, name)):
            return
        if isinstance(field, FilterField):
            field.set_text(written)
        else:
            self._show_view(written)
        self._around.offer_undo(tr("{0} is no longer kept").format(name))

    def _show_view(self, written: str) -> None:
        """Choose a view and its coders by what was kept."""
        said = read_view(self._around.desk.open_project, written)
        self._controls.show_view(said.name, () if said.one else [coder.name for coder in said.coders])

    def _do(self, build: Callable[[Project], Change | None]) -> bool:
        """Carry out one step; say why not where it is refused."""
        project = self._around.desk.project
        if project is None:
            return False
        try:
            change = build(project)
        except FopCoderError as error:
            self._around.show_error(error)
            return False
        return self._around.desk.apply(change)
