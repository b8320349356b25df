"""A star put on a passage and taken off again, from wherever passages are listed; one step that can be undone."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from fop_coder.gui.panel import Surroundings
from fop_coder.model.base import Guid
from fop_coder.model.errors import FopCoderError
from fop_coder.project.quotations import quotation_of, toggle_star


def _tr(words: str) -> str:
    return QCoreApplication.translate("Starring", words)


def toggle_star_of(around: Surroundings, coding: Guid) -> None:
    """Star a passage as quotable, or take its star off; say what was done, or why it cannot be."""
    project = around.desk.open_project
    was = quotation_of(project, coding)
    try:
        change = toggle_star(project, coding)
    except FopCoderError as error:
        around.show_error(error)
        return
    if not around.desk.apply(change):
        return
    if was is not None and was.left_out:
        around.offer_undo(_tr("The star is taken off; what was left out is forgotten."))
    else:
        around.say(_tr("Starred as quotable.") if was is None else _tr("The star is taken off."))
