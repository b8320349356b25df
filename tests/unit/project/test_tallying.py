"""What a number means, told as cases from a study."""

import pytest

from fop_coder.coding.codebook import add_code, change_definition, retire_code
from fop_coder.model.documents import Role
from fop_coder.model.errors import FilterRefused, NotFound
from fop_coder.model.status import Status
from fop_coder.project import codebook_edits
from fop_coder.project.passage_rows import passage_rows
from fop_coder.project.tallying import (
    Question,
    passages_behind,
    respondents_with,
    tally,
    tally_scheme,
    why_this_n,
)

TALK = [("I", "Do you plan?"), ("R", "I plan each visit. I look back.")]


def three(study):
    for number, name in enumerate(("KC01", "KC02", "KC03")):
        study.interview(name, [*TALK, ("R", f"Story {number}.")])


def test_an_unfinished_document_is_pending_never_not_referred(study):
    three(study)
    study.code("KC01", "I plan each visit")
    assert study.figures() == {"pending": 3}
    study.finish("KC01")
    assert study.figures() == {"referred": 1, "pending": 2}
    study.finish("KC02", "KC03")
    assert study.figures() == {"referred": 1, "not_referred": 2}


def test_pending_says_how_many_are_coded_already(study):
    three(study)
    study.code("KC01", "I plan each visit")
    counts = tally(study.project).rows[0].counts
    assert (counts.pending, counts.pending_coded, counts.n, counts.of, counts.share) == (3, 1, 0, 0, None)
    assert counts.interval is None


def test_the_interviewers_words_never_count(study):
    study.interview("KC01", TALK)
    study.code("KC01", "Do you plan?")
    study.finish("KC01")
    assert study.figures() == {"not_referred": 1}
    (guid,) = passages_behind(study.project, None, uncounted=True)
    (row,) = passage_rows(study.project, [guid])
    assert row.respondents == () and row.speakers == ("I",)
    assert passages_behind(study.project, None) == []


def test_a_joint_interview_counts_each_by_their_own_turns(study):
    study.interview(
        "couple",
        [("I", "And you two?"), ("Mum", "I plan it all."), ("Dad", "She does, I only look back.")],
        respondents={"Mum": "F1 mother", "Dad": "F1 father"},
    )
    study.finish("couple")
    study.code("couple", "I plan it all")
    assert respondents_with(study.project, study.project.code_named("planning"), Status.REFERRED) == ["F1 mother"]
    study.code("couple", "all.\nDad: She")
    assert study.figures() == {"referred": 2}


def test_a_joint_interview_kept_as_one_respondent(study):
    study.interview("couple", [("Mum", "I plan."), ("Dad", "I look back.")])
    study.code("couple", "I look back")
    study.finish("couple")
    assert study.figures() == {"referred": 1}


def test_an_interpreter_counts_for_the_respondent(study):
    study.interview("F2", [("I", "Well?"), ("Int", "She says she plans.")], roles={"Int": Role.INTERPRETER})
    study.code("F2", "she plans")
    study.finish("F2")
    assert study.figures() == {"referred": 1}


def test_a_passage_on_nothing_but_space_counts_for_nobody(study):
    study.interview("KC01", TALK)
    study.code("KC01", " ")
    document = study.project.document_named("KC01")
    text = study.project.store.text(document.guid)
    assert text[: text.index("Do")] == "I: "
    study.finish("KC01")
    assert study.figures() == {"not_referred": 1}


def test_a_code_added_later_makes_finished_documents_pending_for_it_alone(study):
    three(study)
    study.code("KC01", "I plan each visit")
    study.finish("KC01", "KC02", "KC03")
    version = codebook_edits.edit(study.project, add_code(study.project.codebook, "Mapping", key="3"))
    assert version == 2
    assert study.figures("mapping") == {"pending": 3}
    assert study.figures("planning") == {"referred": 1, "not_referred": 2}
    study.finish("KC02")
    assert study.figures("mapping") == {"not_referred": 1, "pending": 2}


@pytest.mark.parametrize(("reread", "after"), [(True, {"pending": 3}), (False, {"not_referred": 3})])
def test_a_changed_definition_asks_for_rereading_only_when_the_meaning_changed(study, reread, after):
    three(study)
    study.finish("KC01", "KC02", "KC03")
    code = study.project.code_named("planning")
    codebook_edits.edit(study.project, change_definition(code, reread=reread, definition="Before any visit"))
    assert study.figures() == after
    assert study.figures("review") == {"not_referred": 3}


def test_marks_and_a_passage_beats_them(study):
    three(study)
    study.finish("KC01", "KC02", "KC03")
    study.mark("KC01", "planning", "not-asked")
    study.mark("KC02", "planning", "too-little-information")
    assert study.figures() == {"not_asked": 1, "too_little_information": 1, "not_referred": 1}
    study.code("KC01", "I plan each visit")
    assert study.figures() == {"referred": 1, "too_little_information": 1, "not_referred": 1}
    counts = tally(study.project).rows[0].counts
    assert counts.unprompted == 1
    assert study.figures(prompted_only=True) == {"not_asked": 1, "too_little_information": 1, "not_referred": 1}


def test_excluded_and_withdrawn_respondents_are_outside_and_the_flow_says_so(study):
    three(study)
    study.exclude("KC01", withdrawn=True)
    study.exclude("KC02")
    flow = tally(study.project).base.flow
    assert (flow.interviewed, flow.withdrawn, flow.unusable, flow.analysed) == (3, 1, 1, 1)
    assert study.figures() == {"pending": 1}


def test_scope_and_kind_narrow_what_is_looked_at(study):
    study.interview("KC01", TALK)
    study.interview("KC01 vignette", [("R", "Look back, always.")], respondents={"R": "KC01"}, kind="vignette")
    study.interview("KC02", [("R", "Nothing of that.")])
    study.code("KC01 vignette", "Look back", "review")
    study.finish("KC01 vignette", "KC02")
    assert study.figures("review") == {"pending": 1, "not_referred": 1}
    assert study.figures("review", scope="kind = vignette") == {"referred": 1, "no_data": 1}
    assert study.figures("review", scope="kind = interview") == {"pending": 1, "not_referred": 1}


def test_criteria_met_over_the_respondents_passages(study):
    three(study)
    study.code("KC01", "I plan", criteria="a")
    study.code("KC01", "each visit", criteria="b")
    study.code("KC02", "I plan", criteria="a")
    study.finish("KC01", "KC02", "KC03")
    row = tally(study.project).rows[0]
    assert (row.counts.n, row.counts.criteria_met) == (2, 1)
    assert row.sentence == "2 of 3 respondents referred to planning, of whom 1 FoP-minded."


def test_views_of_two_coders(study):
    three(study)
    study.assign("Ben", "KC01", "KC02")
    study.code("KC01", "I plan")
    study.code("KC01", "I plan each visit", coder="Ben")
    study.code("KC02", "I plan", coder="Ben")
    study.finish("KC01", "KC02", "KC03")
    study.finish("KC01", "KC02", coder="Ben")
    assert study.figures(view="Ann") == {"referred": 1, "not_referred": 2}
    assert study.figures(view="Ben") == {"referred": 2, "no_data": 1}
    assert study.figures(view="either") == {"referred": 2, "no_data": 1}
    assert study.figures(view="both") == {"referred": 1, "not_referred": 1, "no_data": 1}
    assert study.figures(view="consensus") == {"referred": 1, "not_referred": 1, "pending": 1}
    whole = tally(study.project, Question(view="consensus"))
    assert whole.base.view_note == "2 double-coded, 1 single-coded"
    assert whole.rows[0].counts.differ == 1


def test_classes_add_up_with_those_who_have_none(study):
    three(study)
    study.interview("KC04", [("R", "Short.")])
    study.finish("KC01", "KC02", "KC03")
    study.classify("KC01", "E")
    study.classify("KC04", "cautious")
    study.mark("KC02", "group", "too-little-information")
    found = tally_scheme(study.project, study.project.scheme_named("group"))
    assert [(r.ident, r.n, r.of) for r in found.rows] == [("enthusiast", 1, 1), ("cautious", 0, 1)]
    counts = found.counts
    assert (counts.not_classified, counts.too_little_information, counts.pending, counts.pending_classified) == (
        1,
        1,
        1,
        1,
    )
    assert counts.total == 4


def test_either_and_both_are_refused_for_classes(study):
    three(study)
    with pytest.raises(FilterRefused, match="classes have no view 'either'"):
        tally_scheme(study.project, study.project.scheme_named("group"), Question(view="either"))


def test_groups_add_up_and_hold_those_without_a_value(study):
    three(study)
    study.finish("KC01", "KC02", "KC03")
    study.code("KC01", "I plan")
    study.classify("KC01", "E")
    row = tally(study.project, Question(by="group")).rows[0]
    assert {name: (c.n, c.of) for name, c in row.groups.items()} == {
        "Enthusiast": (1, 1),
        "Cautious": (0, 0),
        "(no value)": (0, 2),
    }
    assert study.figures(where="group = enthusiast") == {"referred": 1}
    assert study.figures(where="group != E") == {}


def test_why_this_n_names_everybody_once(study):
    three(study)
    study.code("KC01", "I plan")
    study.finish("KC01", "KC02")
    reasons = why_this_n(study.project, study.project.code_named("planning"))
    assert [(r.status, r.respondents) for r in reasons] == [
        ("referred", ("KC01",)),
        ("not referred", ("KC02",)),
        ("pending", ("KC03",)),
    ]


def test_a_parent_gathers_its_children_only_where_it_says_so(study):
    three(study)
    project = study.project
    parent = project.code_named("review")
    codebook_edits.edit(project, add_code(project.codebook, "Supervision", parent=parent.guid))
    study.code("KC01", "I look back", "supervision")
    study.finish("KC01", "KC02", "KC03")
    assert study.figures("review") == {"not_referred": 3}
    codebook_edits.edit(project, change_definition(parent, reread=False, gathers=True))
    assert study.figures("review") == {"referred": 1, "not_referred": 2}
    assert [r.depth for r in tally(project).rows] == [0, 0, 1]


def test_retired_codes_are_shown_only_when_asked_for(study):
    three(study)
    codebook_edits.edit(study.project, retire_code(study.project.code_named("review")))
    assert [r.ident for r in tally(study.project).rows] == ["planning"]
    assert [r.ident for r in tally(study.project, Question(retired=True)).rows] == ["planning", "review"]


def test_unknown_names_are_told_with_the_nearest(study):
    with pytest.raises(NotFound, match="there is no attribute or scheme called 'borough'"):
        tally(study.project, Question(by="borough"))
    with pytest.raises(NotFound, match=r"there is no view or coder called 'An'.*Ann"):
        tally(study.project, Question(view="An"))
    with pytest.raises(FilterRefused, match="a scope cannot ask about 'borough'"):
        tally(study.project, Question(scope="borough = RBKC"))


def test_an_empty_project_has_nobody_and_no_share(study):
    row = tally(study.project).rows[0]
    assert row.counts.total == 0 and row.counts.share is None and row.sentence == ""
