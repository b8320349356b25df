"""From the cells of the tabs to the respondents behind them, and back to a cell that was left."""

from __future__ import annotations

from fop_coder.gui.panels.tallies.drawer import Behind
from fop_coder.gui.panels.tallies.lines import Kind, Line
from fop_coder.gui.panels.tallies.tab_part import Followed
from fop_coder.model.base import Guid
from fop_coder.project import Project
from fop_coder.project.table_evidence import about_numbers, about_sides, evidence_behind

NO_GUID = Guid("")
"""A cell is about more than one code or class."""


def behind_cell(project: Project, followed: Followed) -> Behind:
    """Return who is behind a cell, for the drawer; what the acting coder may not see is left out there.

    Raises:
        NotFound, FilterRefused: where the project has changed meanwhile.
    """
    follow = followed.follow
    cell = follow.cell()
    about = about_numbers(project, follow.names) if follow.numbers else about_sides(project, follow.names)
    evidence = evidence_behind(project, about, followed.question, cell, seen_by=project.coder)
    line = Line(Kind.CELL, NO_GUID, cell.title)
    return Behind(line, None, cell.title, evidence)
