"""Summaries written: by hand, or begun with the words of passages, which never replace what somebody has written."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject

from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.matrix.words import tr
from fop_coder.model.base import Guid
from fop_coder.model.errors import FopCoderError
from fop_coder.model.people import Respondent
from fop_coder.model.tally import PassageRow
from fop_coder.project.matrix import MatrixSheet, draft_from_passages
from fop_coder.project.summaries import Filling, fill_from_passages, write_summary


class MatrixFilling(QObject):
    """Writes to cells; to fill all at once is worked out in the background and written as one step."""

    def __init__(self, around: Surroundings, parent: QObject) -> None:
        """Write to the project on the desk."""
        super().__init__(parent)
        self._around = around
        self._answer = LatestAnswer(around.desk, around.runner, self)
        self._answer.answered.connect(self._filled)
        self._answer.refused.connect(around.show_error)
        around.desk.opened.connect(self._answer.fall_away)

    def write(self, respondent: Guid, code: Guid, text: str) -> None:
        """Write the summary of one cell; nothing where the respondent or the code is gone meanwhile."""
        project = self._around.desk.project
        if project is None:
            return
        who = project.store.by_guid(Respondent, [respondent]).get(respondent)
        meant = next((c for c in project.codebook.codes if c.guid == code), None)
        if who is None or meant is None:
            return
        try:
            change = write_summary(project, who, meant, text, seen_by=project.coder)
        except FopCoderError as error:
            self._around.show_error(error)
            return
        self._around.desk.apply(change)

    def draft(self, passages: Iterable[PassageRow]) -> str:
        """Return the words of passages, each with its document."""
        return draft_from_passages(passages)

    def fill_all(self, sheet: MatrixSheet) -> None:
        """Fill every cell of a matrix that has passages and no summary."""
        project = self._around.desk.project
        if project is not None and not self._around.desk.is_read_only:
            fill = partial(fill_from_passages, question=sheet.question, shown=sheet.matrix, seen_by=project.coder)
            self._answer.ask(tr("Filling from passages"), fill)

    def _filled(self, found: Filling) -> None:
        if not self._around.desk.apply(found.change):
            self._around.say(" ".join([tr("There is nothing to fill."), self._left_out(found)]).strip())
            return
        said = tr("1 summary is filled.") if found.filled == 1 else tr("{0} summaries are filled.").format(found.filled)
        self._around.offer_undo(" ".join([said, self._left_out(found)]).strip())

    @staticmethod
    def _left_out(found: Filling) -> str:
        if not found.unquoted:
            return ""
        return tr("Not of {0}: not to be quoted.").format(", ".join(found.unquoted))
