"""The matrix: each cell's status, passages and summary; its order; what is hidden; one Change for each summary."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.coding.respondents import set_quoting, set_values
from fop_coder.model.change import Change
from fop_coder.model.errors import ChangeRefused, FilterRefused, NotFound
from fop_coder.model.matrix import Matrix, Summary, summary_guid
from fop_coder.model.people import Attribute, AttributeType
from fop_coder.model.second_coding import Outcome
from fop_coder.model.status import Status
from fop_coder.project import Project, codebook_edits
from fop_coder.project.disagreements import list_disagreements, settle
from fop_coder.project.exporting import ExportWishes, gather
from fop_coder.project.happenings import HIDDEN, about, happenings, latest
from fop_coder.project.matrix import HIDDEN_GROUP, Arrangement, matrix, matrix_sheet, summaries_again
from fop_coder.project.merging import merge, preview_merge
from fop_coder.project.packs import Choice, Wish, draw, hand_out
from fop_coder.project.summaries import fill_from_passages, summary_of, write_summary
from fop_coder.project.tallying import Question, tally
from tests.study import Study

SAID = "We plan ahead, we draw a map, and afterwards we look back."


@pytest.fixture
def coded(study):
    """P1 refers to both codes, P2 to planning twice, P3 to nothing, P4 was not asked, P5 is not read."""
    for name in ("P1", "P2", "P3", "P4", "P5"):
        study.interview(name, [("I", "And then?"), (name, SAID)])
    study.code("P1", "plan ahead")
    study.code("P1", "look back", "review")
    study.code("P2", "plan ahead")
    study.code("P2", "draw a map")
    study.mark("P4", "planning", "not-asked")
    study.classify("P1", "cautious")
    study.classify("P2", "enthusiast")
    study.finish("P1", "P2", "P3", "P4")
    days = Attribute("00000000-0000-4000-8000-000000000001", "days", AttributeType.NUMBER)
    study.project.apply(Change("Attribute", added=(days,)))
    for name, value in (("P1", "9"), ("P2", "10"), ("P3", "2")):
        who = study.project.respondent_labelled(name)
        study.project.apply(set_values(days, {who.guid: value}, {}))
    return study


def write(study, respondent, code, text, **more):
    project = study.project
    who, meant = project.respondent_labelled(respondent), project.code_named(code)
    change = write_summary(project, who, meant, text, **more)
    if change is not None:
        project.apply(change)
    return change


def cell(found: Matrix, respondent, code="planning"):
    place = [c.ident for c in found.codes].index(code)
    return next(row for row in found.rows if row.label == respondent).cells[place]


def order(study, **wanted):
    arrangement = Arrangement(sort=wanted.pop("sort", ""), descending=wanted.pop("descending", False))
    return [row.label for row in matrix(study.project, Question(**wanted), arrangement).rows]


# ---- cells -----------------------------------------------------------------------------------------------------------


def test_every_cell_says_where_its_respondent_stands(coded):
    found = matrix(coded.project)
    assert [c.ident for c in found.codes] == ["planning", "review"]
    assert [(c.n, c.of) for c in found.codes] == [(2, 3), (1, 4 - 0)]
    by_respondent = {row.label: cell(found, row.label) for row in found.rows}
    assert {label: str(c.status) for label, c in by_respondent.items()} == {
        "P1": "referred",
        "P2": "referred",
        "P3": "not referred",
        "P4": "not asked",
        "P5": "pending",
    }
    assert {label: len(c.passages) for label, c in by_respondent.items()} == {
        "P1": 1,
        "P2": 2,
        "P3": 0,
        "P4": 0,
        "P5": 0,
    }
    assert (found.referred, found.summed_up, found.summaries) == (3, 0, 0)


def test_the_figures_above_the_columns_are_those_of_the_tally(coded):
    for question in (Question(), Question(where="group = cautious"), Question(prompted_only=True)):
        found = matrix(coded.project, question)
        rows = tally(coded.project, question).rows
        assert [(c.ident, c.n, c.of) for c in found.codes] == [(r.ident, r.counts.n, r.counts.of) for r in rows]
        assert len(found.rows) == found.base.respondents


def test_the_words_of_passages_are_read_where_they_are_shown(coded):
    sheet = matrix_sheet(coded.project)
    shown = sheet.passages(coded.project, cell(sheet.matrix, "P2").passages)
    assert [(p.text, p.document) for p in shown] == [("plan ahead", "P2"), ("draw a map", "P2")]
    document, start = sheet.place_of(coded.project, shown[0].coding)
    assert document == coded.project.document_named("P2").guid
    assert coded.project.store.text(document)[start:].startswith("plan ahead")
    assert sheet.place_of(coded.project, summary_guid("a", "b")) is None


def test_codes_are_chosen_in_the_order_wanted_and_retired_ones_left_out(coded):
    project = coded.project
    assert [c.ident for c in matrix(project, None, Arrangement(("review", "planning"))).codes] == ["review", "planning"]
    codebook_edits.retire(project, project.code_named("review"))
    assert [c.ident for c in matrix(project).codes] == ["planning"]
    assert [c.ident for c in matrix(project, Question(retired=True)).codes] == ["planning", "review"]
    with pytest.raises(NotFound, match="no code called 'mapping'"):
        matrix(project, None, Arrangement(("mapping",)))


# ---- order -----------------------------------------------------------------------------------------------------------


def test_rows_are_sorted_by_label_number_class_and_code(coded):
    assert order(coded) == ["P1", "P2", "P3", "P4", "P5"]
    assert order(coded, sort="days") == ["P3", "P1", "P2", "P4", "P5"]
    assert order(coded, sort="group") == ["P2", "P1", "P3", "P4", "P5"]
    assert order(coded, sort="review") == ["P1", "P2", "P3", "P4", "P5"]
    assert order(coded, sort="planning") == ["P1", "P2", "P3", "P4", "P5"]


def test_the_last_value_may_come_first_but_who_has_none_stays_last(coded):
    assert order(coded, sort="days", descending=True) == ["P2", "P1", "P3", "P4", "P5"]
    assert order(coded, sort="planning", descending=True) == ["P5", "P4", "P3", "P1", "P2"]


def test_rows_stand_under_what_groups_them(coded):
    found = matrix(coded.project, Question(by="group"), Arrangement(sort="days"))
    assert [(row.group, row.label) for row in found.rows] == [
        ("Enthusiast", "P2"),
        ("Cautious", "P1"),
        ("(no value)", "P3"),
        ("(no value)", "P4"),
        ("(no value)", "P5"),
    ]
    assert [(row.badge, row.badge_name) for row in found.rows][:2] == [("E", "Enthusiast"), ("C", "Cautious")]


def test_what_is_not_there_or_no_column_cannot_be_sorted_by(coded):
    with pytest.raises(NotFound, match="no attribute, scheme or code called 'shoe size'"):
        order(coded, sort="shoe size")
    with pytest.raises(NotFound, match="not a column"):
        matrix(coded.project, None, Arrangement(("review",), sort="planning"))
    with pytest.raises(FilterRefused):
        matrix(coded.project, Question(where="shoe = 4"))


# ---- summaries -------------------------------------------------------------------------------------------------------


def test_a_summary_is_written_changed_and_taken_off_each_as_one_step(coded):
    project = coded.project
    entries = latest(project)
    write(coded, "P1", "planning", "  Plans\r\nahead \U0001f600 ")
    found = cell(matrix(project), "P1")
    assert (found.summary, found.by) == ("Plans\nahead \U0001f600", "Ann")
    assert latest(project) == entries + 1
    assert write(coded, "P1", "planning", "Plans\nahead \U0001f600\n") is None
    write(coded, "P1", "planning", "Plans a week ahead")
    assert [s.text for s in project.store.values(Summary)] == ["Plans a week ahead"]
    project.undo()
    assert cell(matrix(project), "P1").summary == "Plans\nahead \U0001f600"
    write(coded, "P1", "planning", "")
    assert project.store.values(Summary) == []
    assert write(coded, "P1", "planning", " ") is None
    assert project.verify() == []


def test_a_summary_can_be_written_where_nobody_referred(coded):
    write(coded, "P3", "planning", "Says that planning is for others")
    found = matrix(coded.project)
    assert cell(found, "P3").summary and cell(found, "P3").status is Status.NOT_REFERRED
    assert (found.summaries, found.summed_up) == (1, 0)


def test_the_history_names_summaries_and_leads_to_the_respondent(coded):
    write(coded, "P1", "planning", "Plans ahead")
    (line,) = happenings(coded.project, latest(coded.project), latest(coded.project))
    assert (line.kind, line.what) == ("summaries", "Summary of P1 on Planning")
    assert about(coded.project, line.number).respondent == coded.project.respondent_labelled("P1").guid


def test_summaries_are_read_again_without_the_rest(coded):
    before = matrix(coded.project)
    write(coded, "P1", "planning", "Plans ahead")
    again = summaries_again(coded.project, before)
    assert again == matrix(coded.project)
    (written,) = coded.project.store.values(Summary)
    here = frozenset({(written.respondent, written.code)})
    assert summaries_again(coded.project, before, only=here) == again
    assert summaries_again(coded.project, before, only=frozenset()) == before
    coded.project.apply(Change("Off", removed=(written,)))
    assert summaries_again(coded.project, again, only=here) == before
    coded.project.undo()
    coded.project.undo()
    assert summaries_again(coded.project, again) == before


def test_two_summaries_of_one_cell_are_refused(coded):
    write(coded, "P1", "planning", "Plans ahead")
    (present,) = coded.project.store.values(Summary)
    with pytest.raises(ChangeRefused, match="twice"):
        coded.project.apply(Change("Another", added=(replace(present, guid=summary_guid(present.code, present.code)),)))


def test_a_backup_holds_the_summaries(coded, tmp_path):
    write(coded, "P1", "planning", "Plans ahead")
    coded.project.store.back_up(tmp_path / "copy.fop")
    with Project.open(tmp_path / "copy.fop") as copy:
        assert [s.text for s in copy.store.values(Summary)] == ["Plans ahead"]
        assert copy.verify() == []


# ---- the codebook changes --------------------------------------------------------------------------------------------


def test_summaries_of_a_merged_code_go_along_and_are_joined(coded):
    project = coded.project
    write(coded, "P1", "planning", "Plans ahead")
    write(coded, "P1", "review", "Looks back")
    write(coded, "P2", "review", "Never looks back")
    codebook_edits.merge(project, project.code_named("review"), project.code_named("planning"))
    found = matrix(project)
    assert cell(found, "P1").summary == "Plans ahead\nLooks back"
    assert cell(found, "P2").summary == "Never looks back"
    assert project.store.count("summary") == 2
    assert project.verify() == []
    project.undo()
    assert cell(matrix(project), "P2", "review").summary == "Never looks back"
    assert cell(matrix(project), "P1").summary == "Plans ahead"


def test_a_code_without_passages_is_removed_with_its_summaries(coded):
    project = coded.project
    codebook_edits.edit(project, codebook_edits.verbs.add_code(project.codebook, "Mapping"))
    write(coded, "P1", "mapping", "Draws")
    codebook_edits.remove(project, project.code_named("mapping"))
    assert project.store.values(Summary) == []
    project.undo()
    assert [s.text for s in project.store.values(Summary)] == ["Draws"]


# ---- filling ---------------------------------------------------------------------------------------------------------


def filled(study, **more):
    sheet = matrix_sheet(study.project)
    return fill_from_passages(study.project, sheet.question, sheet.matrix, **more)


def test_cells_are_filled_in_one_step_and_what_is_written_stays(coded):
    write(coded, "P1", "planning", "Mine")
    found = filled(coded)
    assert (found.filled, found.kept, found.unquoted) == (2, 1, ())
    entries = latest(coded.project)
    coded.project.apply(found.change)
    assert latest(coded.project) == entries + 1
    shown = matrix(coded.project)
    assert cell(shown, "P1").summary == "Mine"
    assert cell(shown, "P1", "review").summary == "\u201clook back\u201d (P1)"
    assert cell(shown, "P2").summary == "\u201cplan ahead\u201d (P2)\n\u201cdraw a map\u201d (P2)"
    assert filled(coded).change is None


def test_only_the_cells_asked_for_are_filled(coded):
    project = coded.project
    wanted = frozenset({(project.respondent_labelled("P1").guid, project.code_named("review").guid)})
    change = filled(coded, only=wanted).change
    assert change.label == "Fill a summary from its passages"
    project.apply(change)
    assert [s.text for s in project.store.values(Summary)] == ["\u201clook back\u201d (P1)"]


def test_nothing_is_taken_from_respondents_who_are_not_to_be_quoted(coded):
    coded.project.apply(set_quoting(coded.project.respondent_labelled("P2"), do_not_quote=True))
    found = filled(coded)
    assert (found.filled, found.unquoted) == (2, ("P2",))
    assert all("P2" not in s.text for s in found.change.added)


# ---- several coders --------------------------------------------------------------------------------------------------


@pytest.fixture
def double(coded):
    """Ben is to read P1 and P2 and has read P2 alone, where he has one passage less than Ann."""
    coded.assign("Ben", "P1", "P2")
    coded.code("P2", "plan ahead", coder="Ben")
    coded.finish("P2", coder="Ben")
    return coded


def test_the_consensus_has_the_passages_that_stand(double):
    project = double.project
    seen = matrix_sheet(project, Question(view="consensus"))
    assert cell(seen.matrix, "P1").status is Status.PENDING
    stands = cell(seen.matrix, "P2")
    assert [p.text for p in seen.passages(project, stands.passages)] == ["plan ahead"]
    ann, ben = project.coder_named("Ann"), project.coder_named("Ben")
    (difference,) = [d for d in list_disagreements(project, [ann, ben]) if d.document]
    project.apply(settle(project, difference, Outcome.FIRST, ""))
    settled = matrix_sheet(project, Question(view="consensus"))
    shown = settled.passages(project, cell(settled.matrix, "P2").passages)
    assert [p.text for p in shown] == ["plan ahead", "draw a map"]
    assert all(settled.place_of(project, p.coding)[1] == p.start for p in shown)
    found = filled_in(project, settled)
    assert "draw a map" in found


def filled_in(project, sheet):
    found = fill_from_passages(project, sheet.question, sheet.matrix)
    return " ".join(value.text for value in found.change.added)


def test_what_others_made_of_an_unread_document_is_hidden_with_its_summary(double):
    project, ben = double.project, double.project.coder_named("Ben").guid
    write(double, "P1", "planning", "Ann says so")
    write(double, "P2", "planning", "Ann says more")
    whole, seen = matrix(project), matrix(project, seen_by=ben)
    assert cell(whole, "P1").summary == "Ann says so" and not whole.hidden
    hidden = cell(seen, "P1")
    assert (hidden.status, hidden.passages, hidden.summary, hidden.summary_hidden) == (None, (), "", True)
    assert cell(seen, "P2").summary == "Ann says more"
    assert [c.n for c in seen.codes] == [c.n for c in whole.codes], "figures never change by it"
    assert seen.hidden == "What Ann made of P1 is hidden until Ben has finished it."
    own = matrix(project, Question(view="Ben"), seen_by=ben)
    assert cell(own, "P1").status is Status.PENDING and cell(own, "P1").summary_hidden
    assert summaries_again(project, seen, seen_by=ben) == seen
    (line,) = happenings(project, latest(project) - 1, latest(project) - 1, seen_by=ben)
    assert line.what == HIDDEN


def test_nobody_writes_over_what_is_hidden_from_them(double):
    project, ben = double.project, double.project.coder_named("Ben").guid
    for _ in range(2):  # whether there is one is not told either
        with pytest.raises(ChangeRefused, match="hidden from you"):
            write(double, "P1", "planning", "Ben says so", seen_by=ben)
        write(double, "P1", "planning", "Ann says so")
    assert write(double, "P2", "planning", "Ben says so", seen_by=ben)
    who, meant = project.respondent_labelled("P2"), project.code_named("planning")
    assert summary_of(project, who.guid, meant.guid).text == "Ben says so"


def test_groups_and_order_do_not_tell_a_hidden_class(double):
    ben = double.project.coder_named("Ben").guid
    found = matrix(double.project, Question(by="group"), Arrangement(sort="group"), seen_by=ben)
    assert [(row.group, row.label, row.badge) for row in found.rows][-1] == (HIDDEN_GROUP, "P1", "")
    by_days = matrix(double.project, Question(by="days"), seen_by=ben)
    assert next(row.group for row in by_days.rows if row.label == "P1") == "9"
    by_code = matrix(double.project, None, Arrangement(sort="planning"), seen_by=ben)
    assert by_code.rows[-1].label == "P1"


def test_classes_do_not_stand_in_the_views_either_and_both(double):
    found = matrix(double.project, Question(view="either"))
    assert {row.badge for row in found.rows} == {""}


def test_a_pack_carries_no_summary_and_merging_brings_none(double, tmp_path):
    project, out = double.project, tmp_path / "cem.fop"
    write(double, "P3", "planning", "A summary for the lead alone")
    hand_out(project, out, Wish("Cem"), draw(project, Choice()))
    assert b"A summary for the lead" not in out.read_bytes()
    with Project.open(out) as pack:
        assert pack.store.values(Summary) == []
        who, meant = pack.respondent_labelled("P1"), pack.code_named("planning")
        pack.apply(write_summary(pack, who, meant, "Cem was here"))
    merge(project, preview_merge(project, out))
    assert [s.text for s in project.store.values(Summary)] == ["A summary for the lead alone"]


# ---- exports ---------------------------------------------------------------------------------------------------------


def test_an_export_has_the_matrix_where_a_summary_is_written_or_it_is_asked_for(coded):
    project = coded.project
    assert gather(project, Question(), ExportWishes()).matrix is None
    asked = gather(project, Question(), ExportWishes(what=frozenset({"matrix"})))
    assert asked.matrix == matrix(project)
    write(coded, "P1", "planning", "Plans ahead")
    assert gather(project, Question(), ExportWishes()).matrix.summaries == 1
    assert gather(project, Question(), ExportWishes(what=frozenset({"tally"}))).matrix is None


# ---- against a plain reading -----------------------------------------------------------------------------------------


@given(st.data())
def test_cells_are_what_a_plain_reading_gives(tmp_path_factory, data):
    study = Study(tmp_path_factory.mktemp("any"))
    names = ["P1", "P2", "P3"]
    for name in names:
        study.interview(name, [("I", "And then?"), (name, SAID)])
    coded = data.draw(st.sets(st.tuples(st.sampled_from(names), st.sampled_from(["planning", "review"]))))
    for name, code in sorted(coded):
        study.code(name, "plan ahead", code)
    study.finish(*data.draw(st.sets(st.sampled_from(names))))
    texts = data.draw(
        st.dictionaries(
            st.tuples(st.sampled_from(names), st.sampled_from(["planning", "review"])),
            st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp"))).filter(lambda t: t.strip()),
        )
    )
    for (name, code), text in texts.items():
        write(study, name, code, text)
    found = matrix(study.project)
    for row in found.rows:
        for code, shown in zip(found.codes, row.cells, strict=True):
            assert len(shown.passages) == ((row.label, code.ident) in coded)
            assert shown.summary == texts.get((row.label, code.ident), "").strip()
    study.project.close()
