"""The history in lines: kinds, and what was taken back."""

from __future__ import annotations

from fop_coder.coding.respondents import rename_respondent
from fop_coder.model.people import Respondent
from fop_coder.project import Project
from fop_coder.project.happenings import happenings


def test_each_line_says_what_it_is_about_and_whether_it_was_taken_back(project_file):
    with Project.open(project_file) as project:
        respondent = project.store.values(Respondent)[0]
        project.apply(rename_respondent(respondent, "another"))
        project.undo()
        lines = happenings(project)
    assert [line.number for line in lines] == sorted((line.number for line in lines), reverse=True)
    undo, edit, first = lines[0], lines[1], lines[-1]
    assert (undo.undoes, edit.undone_by) == (edit.number, undo.number)
    assert (undo.kind, edit.kind, first.kind) == ("respondents", "respondents", "project")
    assert edit.undoes is None
