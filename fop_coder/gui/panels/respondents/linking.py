"""Linked cases in the screen of respondents: linked, added to, renamed, left and filtered by, each in one step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QCompleter

from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.panels.respondents.case_part import CasePart
from fop_coder.gui.panels.respondents.editing import GridEdits
from fop_coder.gui.panels.respondents.model import tr
from fop_coder.gui.panels.respondents.questions import LineQuestion
from fop_coder.model.base import Guid
from fop_coder.model.people import Attribute, Respondent
from fop_coder.project.case_edits import CaseOf, cases_of, join_change, rename_case_change, take_out_change
from fop_coder.project.cases import link_by_attribute, linked_cases

if TYPE_CHECKING:
    from fop_coder.gui.panels.respondents.panel import RespondentsPanel

LARGE = 3
"""Enough for an undo to be offered."""
_NAMED = 4
"""Respondents that are named in a question."""


class CaseLinking(QObject):
    """What is done with linked cases, from the grid and from the profile."""

    def __init__(self, around: Surroundings, panel: RespondentsPanel, edits: GridEdits, part: CasePart) -> None:
        """Listen to the profile."""
        super().__init__(panel)
        self._around, self._panel, self._edits = around, panel, edits
        part.member_opened.connect(self._open)
        part.rename_asked.connect(self._ask_other_name)
        part.left.connect(self._leave)

    def link(self) -> None:
        """Ask for the name of the case that the selected respondents are, or that they are added to."""
        project, people = self._around.desk.project, self._edits.table.respondents()
        if project is None or not people:
            self._around.say(tr("Select the respondents who belong together"))
            return
        known = [case.name for case in linked_cases(project)]
        if len(people) == 1 and not known:
            self._around.say(tr("Select two respondents or more: a case links them"))
            return
        named = ", ".join(r.label for r in people[:_NAMED]) + ("\u2026" if len(people) > _NAMED else "")
        asked = tr("Name of the case of {0}. They are added to one that is called so already.")
        done = partial(self._link, people)
        question = LineQuestion(self._panel, tr("Link as a case"), asked.format(named), tr("Link"), done)
        offered = QCompleter(known, question)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        question.line.setCompleter(offered)
        question.open()

    def _link(self, people: list[Respondent], name: str) -> None:
        labels = ", ".join(r.label for r in people)
        said = tr("{0}: {1}").format(name, labels)
        if not self._edits.apply(lambda project: join_change(project, name, people), said, len(people)):
            self._around.say(tr("Nothing was changed"))

    def link_by_value(self) -> None:
        """Link all who share a value of the attribute whose column is the current one."""
        column = self._edits.table.column()
        if column is None or not isinstance(column.about, Attribute):
            self._around.say(tr("Go to the column of the attribute that those who belong together share"))
            return
        name = column.about.name
        said = tr("All who share a value of {0} are linked").format(name)
        if not self._edits.apply(lambda found: link_by_attribute(found, name), said, LARGE):
            self._around.say(tr("Nothing was changed"))

    def take_out(self) -> None:
        """Take the current respondent out of their case; where they are in several, the profile asks which."""
        project, people = self._around.desk.project, self._edits.table.respondents()[:1]
        theirs = cases_of(project, people[0].guid) if project is not None and people else ()
        if len(theirs) == 1:
            self._out(theirs[0], people[0])
        elif theirs:
            self._around.say(tr("{0} is in several cases: choose in the profile").format(people[0].label))
        else:
            self._around.say(tr("Go to somebody who is in a case"))

    def _open(self, guid: str) -> None:
        self._around.go(Place("respondents", respondent=Guid(guid)))

    def _ask_other_name(self, case: CaseOf) -> None:
        done = partial(self._rename, case)
        asked = tr("Another name for {0}").format(case.name)
        LineQuestion(self._panel, tr("Rename the case"), asked, tr("Rename"), done, text=case.name).open()

    def _rename(self, case: CaseOf, name: str) -> None:
        self._edits.apply(lambda project: rename_case_change(project, case.guid, name), tr("Now {0}").format(name))

    def _leave(self, case: CaseOf) -> None:
        shown = self._panel.profile.profile
        if shown is not None:
            self._out(case, shown.respondent)

    def _out(self, case: CaseOf, respondent: Respondent) -> None:
        said = tr("{0} is out of {1}").format(respondent.label, case.name)
        self._edits.apply(lambda project: take_out_change(project, case.guid, respondent), said, LARGE)
