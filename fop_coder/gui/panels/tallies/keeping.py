"""Filters kept under names from the fields above the tables, and forgotten again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.tallies.controls import Controls
from fop_coder.gui.panels.tallies.filter_field import FilterField
from fop_coder.gui.panels.tallies.lines import tr
from fop_coder.model.coding import FilterOver
from fop_coder.model.errors import FopCoderError
from fop_coder.project.kept_filters import forget_change
from fop_coder.project.tally_sheet import keep_filter_change


class FilterKeeping:
    """Keeps samples and scopes of the controls; each is one step that can be undone."""

    def __init__(self, around: Surroundings, controls: Controls, over: QWidget) -> None:
        """``over``: the widget that dialogs belong to."""
        self._around, self._over = around, over
        for field, what in ((controls.sample, FilterOver.RESPONDENTS), (controls.scope, FilterOver.DOCUMENTS)):
            field.keep.connect(partial(self.ask_name, what, field))
            field.forget.connect(partial(self.forget, what, field))

    def ask_name(self, over: FilterOver, field: FilterField) -> None:
        """Ask for the name under which a filter is kept."""
        dialog = QInputDialog(self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(tr("Keep this filter"))
        dialog.setLabelText(tr("Name of the {0}: {1}").format(field.label.text().casefold(), field.text))
        dialog.setOkButtonText(tr("Keep"))
        dialog.textValueSelected.connect(partial(self.keep_as, over, field))
        dialog.open()

    def keep_as(self, over: FilterOver, field: FilterField, name: str) -> None:
        """Keep what is written in a field under a name; the field then says the name."""
        project = self._around.desk.project
        if project is None:
            return
        try:
            change = keep_filter_change(project, over, name.strip(), field.text)
        except FopCoderError as error:
            self._around.show_error(error)
            return
        if self._around.desk.apply(change):
            field.set_text(name.strip())
            self._around.say(tr("Kept as {0}").format(name.strip()))

    def forget(self, over: FilterOver, field: FilterField) -> None:
        """Forget the kept filter that a field names; its filter stays written there."""
        project, name = self._around.desk.project, field.text
        if project is None:
            return
        written = field.written(name)
        try:
            change = forget_change(project, over, name)
        except FopCoderError as error:
            self._around.show_error(error)
            return
        if self._around.desk.apply(change):
            field.set_text(written)
            self._around.offer_undo(tr("{0} is no longer kept").format(name))
