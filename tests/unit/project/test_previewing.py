"""What a preview shows of an export: the tables of its format, their first rows, and what is still pending."""

from __future__ import annotations

import pytest

from fop_coder.model.change import Change
from fop_coder.model.documents import Finish
from fop_coder.model.errors import Cancelled, ExportRefused
from fop_coder.project import Project
from fop_coder.project.exporting import ExportWishes
from fop_coder.project.previewing import preview_export
from fop_coder.project.tallying import Question, passages_behind


@pytest.fixture
def project(project_file):
    with Project.open(project_file) as opened:
        yield opened


def preview(project, ending=".xlsx", what=None, **more):
    return preview_export(project, Question(), ExportWishes(by=("borough",), what=what), ending, most=2, **more)


def test_the_workbook_begins_with_about_and_counts_again(project):
    found = preview(project)
    names = [t.name for t in found.tables]
    assert names[:3] == ["About", "Tally", "Tally by borough"]
    assert names[-3:] == ["Codebook", "Charts", "Methods"]
    tally = found.tables[1]
    assert tally.headings[-1] == "recounted"
    assert {row[-1] for row in tally.rows} == {"(formula)"}
    assert all(len(row) == len(tally.headings) == len(tally.numeric) for row in tally.rows)
    assert any(heading.startswith("all: ") for heading in found.tables[2].headings)


def test_without_the_respondents_nothing_is_counted_again(project):
    tally = preview(project, what=frozenset({"tally"})).tables[1]
    assert "recounted" not in tally.headings


def test_other_formats_hold_a_line_for_each_group(project):
    found = preview(project, ".csv")
    assert found.tables[0].name == "Tally"
    by = next(t for t in found.tables if t.name == "Tally by borough")
    assert "group" in by.headings


def test_only_the_first_rows_are_shown_and_all_are_counted(project):
    for table in preview(project).tables:
        assert len(table.rows) == min(table.count, 2)
    passages = next(t for t in preview(project).tables if t.name == "Passages")
    assert passages.count == len(passages_behind(project, None, uncounted=True)) > len(passages.rows)


def test_what_is_pending_is_named(project):
    before = dict(preview(project).pending)
    project.apply(Change("Reopen everything", removed=tuple(project.store.values(Finish))))
    after = preview(project)
    assert sum(after.pending.values()) > sum(before.values())
    assert all(after.pending.values())


def test_there_is_no_sentence_where_no_tally_is_wanted(project):
    assert preview(project, what=frozenset({"codebook"})).sentence == ""


def test_a_preview_that_is_not_wanted_any_more_ends(project):
    with pytest.raises(Cancelled):
        preview(project, cancelled=lambda: True)
    with pytest.raises(ExportRefused):
        preview(project, what=frozenset())
