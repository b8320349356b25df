"""The history in lines: kinds, what was taken back, what fits, and what an entry was about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fop_coder.coding.passages import code_passage, uncode
from fop_coder.coding.respondents import rename_respondent
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding, GuideQuestion, Mark, Memo, MemoOn
from fop_coder.model.documents import Document
from fop_coder.model.errors import ProjectRefused
from fop_coder.model.people import Case, KeptName, Respondent
from fop_coder.model.report import FrozenFigures, Quotation, ReportItem, ReportKind
from fop_coder.project import Project
from fop_coder.project.happenings import ERASED, About, Happening, Wanted, about, happenings, kinds, latest
from tests.reference.stores import connection_of


@pytest.fixture
def project(project_file):
    with Project.open(project_file) as opened:
        yield opened


def test_each_line_says_what_it_is_about_and_whether_it_was_taken_back(project):
    respondent = project.store.values(Respondent)[0]
    project.apply(rename_respondent(respondent, "another"))
    project.undo()
    lines = happenings(project, latest(project))
    assert [line.number for line in lines] == list(range(latest(project), 0, -1))
    undo, edit, first = lines[0], lines[1], lines[-1]
    assert (undo.undoes, edit.undone_by) == (edit.number, undo.number)
    assert (undo.kind, edit.kind, first.kind) == ("respondents", "respondents", "project")
    assert edit.undoes is None
    assert edit.coder == "First coder"


def test_lines_are_the_entries_asked_for_and_agree_with_the_whole_history(project):
    for number in range(5):
        respondent = project.store.values(Respondent)[0]
        project.apply(rename_respondent(respondent, f"name {number}"))
    newest = latest(project)
    assert [line.number for line in happenings(project, newest - 1, newest - 3)] == [newest - 1, newest - 2, newest - 3]
    whole = {e.number: (e.at, e.undoes, e.change.label) for e in project.history()}
    assert {h.number: (h.at, h.undoes, h.what) for h in happenings(project, newest)} == whole


def test_an_erased_entry_says_so_and_leads_nowhere(project):
    project.apply(rename_respondent(project.store.values(Respondent)[0], "another"))
    number = latest(project)
    connection_of(project.store).execute("DELETE FROM payload WHERE number = ?", (number,))
    line = happenings(project, number, number)[0]
    assert (line.what, line.kind) == (ERASED, ERASED)
    assert about(project, number) is None


def test_a_damaged_entry_is_refused(project):
    connection_of(project.store).execute("UPDATE payload SET body = x'00'")
    with pytest.raises(ProjectRefused, match="damaged"):
        happenings(project, 1)


LINE = Happening(7, "2024-05-03T10:00:00Z", "Ann", "Code planning on KC01", "codings", None, None)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(coder="Ann", kind="codings", words="PLAN kc01"),
        Wanted(since="2024-05-03T10:00:00Z", until="2024-05-03T10:00:01Z"),
    ],
)
def test_lines_that_are_wanted_fit(wanted):
    assert wanted.fits(LINE)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(coder="Ben"),
        Wanted(kind="memos"),
        Wanted(words="planning HF01"),
        Wanted(since="2024-05-03T10:00:01Z"),
        Wanted(until="2024-05-03T10:00:00Z"),
    ],
)
def test_lines_that_are_not_wanted_do_not(wanted):
    assert not wanted.fits(LINE)


def test_every_kind_is_offered_once():
    assert len(set(kinds())) == len(kinds())
    assert "codebook" in kinds()


# ---- what an entry was about -----------------------------------------------------------------------------------------


def test_a_passage_is_found_again_and_its_place_when_it_is_gone(project):
    document = project.store.values(Document)[0]
    code = project.codebook.codes[-1]
    project.apply(code_passage(document, 0, 3, code, project.coder))
    number = latest(project)
    (coding,) = [c for c in project.store.values(Coding) if (c.start, c.end, c.code) == (0, 3, code.guid)]
    assert about(project, number) == About(document.guid, 0, coding.guid)
    project.apply(uncode(coding, code, document))
    assert about(project, number) == About(document.guid, 0)
    assert about(project, latest(project)) == About(document.guid, 0)


def test_respondents_marks_codes_and_memos_are_found_again(project):
    respondent = project.store.values(Respondent)[0]
    project.apply(rename_respondent(respondent, "another"))
    assert about(project, latest(project)) == About(respondent=respondent.guid)
    mark = project.store.values(Mark)[0]
    project.apply(Change("Another reason", (mark,), (replace(mark, because="for another reason"),)))
    assert about(project, latest(project)) == About(respondent=mark.respondent)
    code = project.codebook.codes[0]
    project.apply(Change("Define", (code,), (replace(code, definition="anew"),)))
    assert about(project, latest(project)) == About(code=code.guid)
    document = project.store.values(Document)[0]
    expected = {
        (MemoOn.CODE, code.guid): About(code=code.guid),
        (MemoOn.DOCUMENT, document.guid): About(document=document.guid),
        (MemoOn.RESPONDENT, respondent.guid): About(respondent=respondent.guid),
        (MemoOn.PROJECT, project.settings.guid): None,
    }
    for (on, guid), found in expected.items():
        old = tuple(project.store.values(Memo, about=guid))
        project.apply(Change("Memo", old, (Memo(new_guid(), on, guid, project.coder, "a note"),)))
        assert about(project, latest(project)) == found


def test_what_belongs_to_reporting_is_named_and_found_again(project):
    coding = next(c for c in project.store.values(Coding) if c.start > 0)
    passage = About(coding.document, coding.start, coding.guid)
    one, two = (r.guid for r in project.store.values(Respondent)[:2])
    code, coder = project.codebook.codes[0].guid, project.coder
    project.apply(Change("Clear", removed=tuple(project.store.values(Quotation))))
    quoted = ReportItem(new_guid(), ReportKind.QUOTATION, 0, coder, about=coding.guid)
    for value, kind, found in (
        (Quotation(new_guid(), coding.guid, coder), "quotations", passage),
        (quoted, "report", passage),
        (replace(quoted, guid=new_guid(), about=new_guid()), "report", None),
        (ReportItem(new_guid(), ReportKind.TEXT, 0, coder, "Words"), "report", None),
        (FrozenFigures(new_guid(), "May", "", "{}", 1, coder, ""), "report", None),
        (Case(new_guid(), "Family", (one, two)), "respondents", About(respondent=one)),
        (GuideQuestion(new_guid(), "How?", 0, (code,)), "topic guide", About(code=code)),
        (GuideQuestion(new_guid(), "Anything else?", 1), "topic guide", None),
        (KeptName(new_guid(), "Wilhelmina"), "project", None),
    ):
        project.apply(Change("Add", added=(value,)))
        assert happenings(project, latest(project), latest(project))[0].kind == kind
        assert about(project, latest(project)) == found


def test_what_is_gone_leads_nowhere(project):
    respondent = Respondent(new_guid(), "Passing by")
    project.apply(Change("Add", added=(respondent,)))
    project.apply(Change("Remove", removed=(respondent,)))
    assert about(project, latest(project) - 1) is None
    assert about(project, 999) is None
