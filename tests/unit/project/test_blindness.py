"""Who may see whose coding: nothing of a colleague's before one has finished a document, and what is made says so."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fop_coder.coding.codebook import change_definition, retire_code
from fop_coder.coding.memos import write_memo
from fop_coder.coding.passages import code_passage, resize, set_criteria, write_passage_memo
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding, MemoOn
from fop_coder.model.documents import Assignment, Text
from fop_coder.model.errors import ImportRefused
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Aim, Outcome, Round
from fop_coder.model.status import Status
from fop_coder.project.blindness import blind_for, hidden_behind, is_discussed
from fop_coder.project.codebook_edits import edit_change
from fop_coder.project.coders_compared import Comparison, compare_coders
from fop_coder.project.codings import export_codings, import_codings
from fop_coder.project.disagreements import list_disagreements, settle
from fop_coder.project.evidence import evidence_for_code, evidence_for_scheme
from fop_coder.project.exporting import ExportWishes, gather
from fop_coder.project.finding import Narrowing, code_turns_change, find, hidden_from_search
from fop_coder.project.following import follow_category, follow_code
from fop_coder.project.happenings import HIDDEN, About, about, happenings
from fop_coder.project.others_coding import OthersCoding, initials_of, others_coding
from fop_coder.project.previewing import preview_export
from fop_coder.project.profile import profile
from fop_coder.project.reading_done import reopen_document, taken_up
from fop_coder.project.tallying import Question, passages_behind, tally, why_this_n
from tests.study import Study

SAID = "We plan ahead, we meet, and afterwards we look back."
SENTENCE = "What Ann made of P0 is hidden until Ben has finished it."


@pytest.fixture
def study(tmp_path):
    """Return three interviews that Ann has read; Ben is to read P0 and P1, and has read P1."""
    made = Study(tmp_path)
    for number in range(3):
        made.interview(f"P{number}", [("I", "And then?"), (f"P{number}", SAID)])
        made.code(f"P{number}", "plan ahead", criteria=["a", "b"])
    made.assign("Ben", "P0", "P1")
    made.code("P0", "look back", "review", coder="Ben")
    made.classify("P0", "enthusiast")
    made.classify("P1", "enthusiast")
    made.finish("P0", "P1", "P2")
    made.finish("P1", coder="Ben")
    yield made
    made.project.close()


def who(study, name):
    return study.project.coder_named(name).guid


def there(study, document, coder="Ann"):
    project = study.project
    return project.store.values(Coding, document=project.document_named(document).guid, coder=who(study, coder))[0]


def discussed(study, document, coder="Ben", code="planning"):
    project = study.project
    return is_discussed(
        project, project.document_named(document).guid, who(study, coder), project.code_named(code).guid
    )


def hides(study, document, coder="Ben", of="Ann"):
    return blind_for(study.project, who(study, coder)).hides(there(study, document, of))


def round_of(study, *documents, coders=("Ann", "Ben"), opened=""):
    project = study.project
    guids = tuple(sorted(project.document_named(d).guid for d in documents))
    return Round(
        new_guid(),
        "Final",
        Aim.FINAL,
        guids,
        tuple(sorted(who(study, c) for c in coders)),
        "all of them",
        None,
        project.version,
        "2024-05-03T10:00:00Z",
        opened,
    )


# ---- who may see what ------------------------------------------------------------------------------------------------


def test_what_a_colleague_coded_is_hidden_until_the_document_is_finished(study):
    assert [hides(study, d) for d in ("P0", "P1", "P2")] == [True, False, False]
    study.finish("P0", coder="Ben")
    assert not hides(study, "P0")
    study.project.undo()
    assert hides(study, "P0")


def test_nobodys_own_work_is_hidden_and_who_has_finished_sees_the_unfinished_ones(study):
    assert not hides(study, "P0", "Ben", of="Ben")
    assert not hides(study, "P0", "Ann", of="Ben")


def test_who_is_not_assigned_a_document_may_see_it(study):
    study.project.coder_or_new("Cy")
    assert blind_for(study.project, who(study, "Cy")).hidden_documents == frozenset()
    study.assign("Cy", "P2")
    assert hides(study, "P2", "Cy") and not hides(study, "P0", "Cy")


def test_a_document_whose_text_changed_is_unfinished_again(study):
    project, document = study.project, study.project.document_named("P1")
    text = (project.store.text(document.guid) or "").replace("meet", "talk")
    fresh = replace(document, sha256=Text.of(text).sha256)
    project.apply(Change("Correct", (document,), (fresh,), texts=(Text.of(text),)))
    assert hides(study, "P1")


def test_a_code_whose_meaning_changed_is_hidden_alone_until_it_is_read_again(study):
    project = study.project
    study.code("P1", "look back", "review")
    code = project.code_named("planning")
    project.apply(edit_change(project, change_definition(code, reread=True, definition="another meaning")))
    blind = blind_for(project, who(study, "Ben"))
    codings = {c.code: c for c in project.store.values(Coding, document=project.document_named("P1").guid)}
    assert blind.hides(codings[code.guid]) and not blind.hides(codings[project.code_named("review").guid])
    assert hidden_behind(project, who(study, "Ben"), [who(study, "Ann")], codes=[code.guid]).sentence == (
        "What Ann made of P0 and P1 is hidden until Ben has finished them."
    )
    study.finish("P0", coder="Ben")
    code = project.code_named("planning")
    project.apply(edit_change(project, change_definition(code, reread=True, definition="a third meaning")))
    hidden = hidden_behind(project, who(study, "Ben"), [who(study, "Ann")], codes=[code.guid])
    assert hidden.sentence == "What Ann made of P0 and P1 is hidden until Ben has read them again."


def test_a_retired_code_waits_for_nobody(study):
    project = study.project
    code = project.code_named("planning")
    project.apply(edit_change(project, change_definition(code, reread=True, definition="another meaning")))
    project.apply(edit_change(project, retire_code(project.code_named("planning"))))
    assert not hides(study, "P1")


def test_an_opened_round_lets_its_coders_see_each_others_work(study):
    made = round_of(study, "P0")
    study.project.apply(Change("Round", added=(made,)))
    assert hides(study, "P0")
    study.project.apply(Change("Open", (made,), (replace(made, opened="2024-05-04T10:00:00Z"),)))
    assert not hides(study, "P0")
    study.project.undo()
    assert hides(study, "P0")


def test_an_opened_round_of_others_opens_nothing(study):
    project = study.project
    project.coder_or_new("Cy")
    project.apply(Change("Round", added=(round_of(study, "P0", coders=("Ann", "Cy"), opened="2024-05-04T10:00:00Z"),)))
    assert hides(study, "P0")


def test_a_second_reading_is_another_coder(study):
    project = study.project
    again = Coder(new_guid(), "Ann (second reading)", again_of=who(study, "Ann"))
    project.apply(Change("Again", added=(again,)))
    study.assign("Ann (second reading)", "P2")
    assert hides(study, "P2", "Ann (second reading)")


@given(
    assigned=st.sets(st.integers(0, 3)),
    finished=st.sets(st.integers(0, 3)),
    opened=st.sets(st.integers(0, 3)),
    at=st.integers(0, 3),
)
@settings(max_examples=12, deadline=None)
def test_it_is_as_the_definition_words_it(tmp_path_factory, assigned, finished, opened, at):
    study = Study(tmp_path_factory.mktemp("blind"))
    for number in range(4):
        study.interview(f"P{number}", [("I", "And then?"), (f"P{number}", SAID)])
        study.code(f"P{number}", "plan ahead")
    study.project.coder_or_new("Ben")
    study.assign("Ben", *(f"P{n}" for n in assigned))
    study.finish(*(f"P{n}" for n in finished & assigned), coder="Ben")
    if opened:
        made = round_of(study, *(f"P{n}" for n in opened), opened="2024-05-04T10:00:00Z")
        study.project.apply(Change("Round", added=(made,)))
    assert hides(study, f"P{at}") is (at in assigned and at not in finished and at not in opened)
    study.project.close()


# ---- made blind or after discussion ----------------------------------------------------------------------------------


def test_what_is_coded_before_finishing_is_blind_and_afterwards_discussed(study):
    assert not discussed(study, "P0")
    assert discussed(study, "P1")


def test_who_takes_up_a_document_that_they_were_not_assigned_codes_it_blind(study):
    study.project.coder_or_new("Cy")
    assert not discussed(study, "P1", "Cy")
    study.finish("P1", coder="Cy")
    assert discussed(study, "P1", "Cy")


def test_who_finished_first_codes_on_blind_until_a_colleague_has_coded(study):
    assert discussed(study, "P0", "Ann") and not discussed(study, "P2", "Ann")
    study.code("P2", "look back", "review", coder="Ben")
    assert discussed(study, "P2", "Ann")


def test_a_project_of_one_coder_knows_no_discussion(tmp_path):
    alone = Study(tmp_path, name="alone.fop")
    alone.interview("P0", [("I", "And then?"), ("P0", SAID)])
    alone.finish("P0")
    assert not discussed(alone, "P0", "Ann")
    alone.project.close()


def test_an_opened_round_makes_what_follows_discussed(study):
    study.project.apply(Change("Round", added=(round_of(study, "P0", opened="2024-05-04T10:00:00Z"),)))
    assert discussed(study, "P0")


def test_a_code_made_just_now_is_blind_and_so_is_one_read_again(study):
    project = study.project
    document = project.document_named("P1").guid
    assert not is_discussed(project, document, who(study, "Ben"), new_guid())
    code = project.code_named("review")
    project.apply(edit_change(project, change_definition(code, reread=True, definition="another meaning")))
    assert not discussed(study, "P1", code="review") and discussed(study, "P1")


def test_who_settled_a_difference_codes_on_after_discussion_even_in_a_reopened_document(study):
    project = study.project
    (difference,) = list_disagreements(
        project, [project.coder_named("Ann"), project.coder_named("Ben")], codes=[project.code_named("planning")]
    )[:1]
    assert difference.document.name == "P1"
    project.apply(settle(project, difference, Outcome.FIRST))
    project.coder = who(study, "Ben")
    reopen_document(project, project.document_named("P1"))
    assert discussed(study, "P1") and discussed(study, "P1", code="review")


def test_a_coding_keeps_that_it_was_discussed_and_undo_brings_back_what_was(study):
    project, document = study.project, study.project.document_named("P1")
    code = project.code_named("planning")
    project.apply(code_passage(document, 20, 25, code, who(study, "Ben"), discussed=True))
    made = there(study, "P1", "Ben")
    assert made.discussed
    for change in (
        resize(made, 20, 26, document),
        set_criteria(made, [], code),
        write_passage_memo(made, "as agreed"),
    ):
        assert change.added[0].discussed, change.label
    blind = there(study, "P1")
    for change in (
        resize(blind, blind.start, blind.end - 1, document, discussed=True),
        set_criteria(blind, [], code, discussed=True),
    ):
        project.apply(change)
        assert there(study, "P1").discussed
        project.undo()
        assert there(study, "P1") == blind


def test_a_table_of_codings_says_what_was_made_blind_and_takes_it_back(study, tmp_path):
    project = study.project
    document, code = project.document_named("P1"), project.code_named("planning")
    project.apply(code_passage(document, 20, 25, code, who(study, "Ben"), discussed=True))
    export_codings(project, tmp_path / "c.csv")
    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[-2:] == ["made", "guid"]
    assert {r["coder"]: r["made"] for r in rows if r["document"] == "P1"} == {"Ann": "blind", "Ben": "after discussion"}
    for coding in project.store.values(Coding):
        project.apply(Change("Take off", removed=(coding,)))
    import_codings(project, tmp_path / "c.csv")
    assert (there(study, "P1").discussed, there(study, "P1", "Ben").discussed) == (False, True)


def test_a_table_that_says_something_else_is_refused_with_its_row(study, tmp_path):
    path = tmp_path / "c.csv"
    path.write_text("document,start,end,code,made\nP0,1,5,planning,Blind \nP0,2,5,planning,openly\n", encoding="utf-8")
    with pytest.raises(ImportRefused, match="openly") as refused:
        import_codings(study.project, path)
    assert "3" in str(refused.value)


# ---- what lies behind figures ----------------------------------------------------------------------------------------


def test_figures_stay_the_same_and_only_what_lies_behind_is_hidden(study):
    project = study.project
    code, question = project.code_named("planning"), Question(view="Ann")
    whole = evidence_for_code(project, code, question)
    seen = evidence_for_code(project, code, question, seen_by=who(study, "Ben"))
    assert (seen.n, seen.of, seen.passages, seen.numbers) == (whole.n, whole.of, whole.passages, whole.numbers)
    assert [p.label for p in seen.people["referred"]] == ["P1", "P2"]
    assert [p.label for p in whole.people["referred"]] == ["P0", "P1", "P2"]
    assert (whole.hidden, seen.hidden) == ("", SENTENCE)
    assert not any("P0" in reason.respondents for reason in seen.reasons)
    assert [r.n for r in seen.reasons] == [r.n for r in whole.reasons]


def test_ones_own_view_hides_nothing(study):
    project = study.project
    seen = evidence_for_code(project, project.code_named("review"), Question(view="Ben"), seen_by=who(study, "Ben"))
    assert seen.hidden == "" and seen.people["pending"][0].label == "P0" and seen.people["pending"][0].passages


def test_a_scope_without_unfinished_documents_hides_nothing(study):
    study.interview("V0", [("P0", SAID)], kind="vignette")
    seen = evidence_for_code(
        study.project,
        study.project.code_named("planning"),
        Question(view="Ann", scope="kind = vignette"),
        seen_by=who(study, "Ben"),
    )
    assert seen.hidden == ""


def test_more_than_four_documents_are_counted_and_colleagues_named(study):
    for number in range(3, 8):
        study.interview(f"P{number}", [("I", "And then?"), (f"P{number}", SAID)])
    everything = [f"P{n}" for n in range(8)]
    study.assign("Ben", *everything)
    study.assign("Cy", *everything)
    coders = [who(study, c) for c in ("Ann", "Ben", "Cy")]
    found = hidden_behind(study.project, who(study, "Ben"), coders, codes=None)
    assert found.sentence == (
        "What Ann and Cy made of P0, P2, P3, P4 and 3 more is hidden until Ben has finished them."
    )
    study.project.coder = who(study, "Ben")
    assert hidden_behind(study.project, who(study, "Ben"), coders, codes=None).sentence.endswith(
        "is hidden until you have finished them."
    )


@pytest.mark.parametrize("view", ["either", "both", "consensus"])
def test_views_of_several_hide_a_colleagues_part(study, view):
    project = study.project
    code, ben = project.code_named("planning"), who(study, "Ben")
    question = Question(view=view)
    hidden = set(passages_behind(project, [code], question)) - set(
        passages_behind(project, [code], question, seen_by=ben)
    )
    assert {c.document for c in project.store.codings(hidden)} <= {project.document_named("P0").guid}
    study.code("P0", "plan ahead", coder="Ben")
    seen = evidence_for_code(project, code, question, seen_by=ben)
    labels = [p.label for people in seen.people.values() for p in people]
    assert "P0" not in labels and seen.hidden == SENTENCE
    rows = seen.rows(project, passages_behind(project, [code], question, seen_by=ben))
    assert [r.coder for r in rows if r.document == "P0"] == ([] if view == "consensus" else ["Ben"])


def test_classes_wait_until_the_whole_document_is_finished(study):
    project = study.project
    scheme, question, ben = project.scheme_named("group"), Question(view="Ann"), who(study, "Ben")
    seen = evidence_for_scheme(project, scheme, question, seen_by=ben)
    assert [p.label for p in seen.people["Enthusiast"]] == ["P1"] and seen.numbers["Enthusiast"] == 2
    assert seen.hidden == SENTENCE
    followed = follow_category(project, scheme, "enthusiast", question, seen_by=ben)
    assert (followed.n, followed.respondents, followed.hidden) == (2, ("P1",), SENTENCE)
    assert follow_category(project, scheme, "not classified", question).respondents == ("P2",)


def test_following_a_number_and_why_name_only_those_who_may_be_seen(study):
    project = study.project
    code, question, ben = project.code_named("planning"), Question(view="Ann"), who(study, "Ben")
    followed = follow_code(project, code, Status.REFERRED, question, seen_by=ben)
    assert (followed.n, followed.respondents) == (3, ("P1", "P2"))
    assert {r.document for r in followed.passages} == {"P1", "P2"} and followed.hidden == SENTENCE
    assert why_this_n(project, code, question, seen_by=ben)[0].respondents == ("P1", "P2")
    assert follow_code(project, code, Status.NOT_ASKED, question, seen_by=ben).passages == ()


def test_a_search_does_not_find_by_codes_and_memos_that_are_hidden(study):
    project, ben = study.project, who(study, "Ben")
    document, respondent = project.document_named("P0"), project.respondent_labelled("P0")
    project.apply(write_passage_memo(there(study, "P0"), "marvellous plan"))
    for on, place in ((MemoOn.DOCUMENT, document.guid), (MemoOn.RESPONDENT, respondent.guid)):
        for coder in ("Ann", "Ben"):
            change = write_memo(on, place, "P0", who(study, coder), f"marvellous, says {coder}", None)
            assert change is not None
            project.apply(change)
    coded = Narrowing(codes=("planning",))
    assert [h.document for h in find(project, "plan", coded)] == ["P0", "P1", "P2"]
    assert [h.document for h in find(project, "plan", replace(coded, seen_by=ben))] == ["P1", "P2"]
    assert hidden_from_search(project, replace(coded, seen_by=ben)) == SENTENCE
    assert len(list(find(project, "marvellous"))) == 5
    assert [h.after for h in find(project, "marvellous", Narrowing(seen_by=ben))] == [", says Ben", ", says Ben"]
    assert hidden_from_search(project, Narrowing(seen_by=ben)) == SENTENCE
    assert hidden_from_search(project, Narrowing(memos=False, seen_by=ben)) == ""
    assert hidden_from_search(project, Narrowing()) == ""
    study.finish("P0", coder="Ben")
    assert len(list(find(project, "marvellous", Narrowing(seen_by=ben)))) == 5


def test_a_search_by_a_code_that_is_to_be_read_again_does_not_find_by_it(study):
    project, ben = study.project, who(study, "Ben")
    study.code("P1", "look back", "review")
    code = project.code_named("planning")
    project.apply(edit_change(project, change_definition(code, reread=True, definition="another meaning")))
    assert [h.document for h in find(project, "plan", Narrowing(codes=("planning",), seen_by=ben))] == ["P2"]
    assert "P1" in [h.document for h in find(project, "back", Narrowing(codes=("review",), seen_by=ben))]


def test_a_respondents_sheet_does_not_show_colleagues_memos_yet(study):
    project = study.project
    respondent = project.respondent_labelled("P0")
    change = write_memo(MemoOn.RESPONDENT, respondent.guid, "P0", who(study, "Ann"), "lively", None)
    project.apply(change)
    project.coder = who(study, "Ben")
    assert profile(project, respondent).other_memos == ()
    assert profile(project, respondent).hidden == "What Ann made of P0 is hidden until you have finished it."
    study.finish("P0", coder="Ben")
    project.coder = who(study, "Ben")
    assert profile(project, respondent).other_memos == (("Ann", "lively"),)
    assert profile(project, respondent).hidden == ""


def test_an_export_leaves_out_what_is_hidden_and_says_so(study):
    project, ben, question = study.project, who(study, "Ben"), Question(view="Ann")
    wishes = ExportWishes(what=frozenset({"tally", "classification", "respondents", "passages"}))
    whole, seen = gather(project, question, wishes), gather(project, question, wishes, seen_by=ben)
    assert seen.tally == whole.tally == tally(project, question)
    assert whole.hidden == "" and whole.live and ("Not shown", SENTENCE) not in whole.about
    assert seen.hidden == SENTENCE and not seen.live and ("Not shown", SENTENCE) in seen.about
    assert [r.document for r in seen.passages] == ["P1", "P2"] and seen.passage_count == 2
    first, second, _ = seen.status_rows
    assert (first.respondent, first.statuses, first.classes, first.met) == ("P0", {}, {}, frozenset())
    assert second.statuses["planning"] is Status.REFERRED and second.classes == {"Analytic group": "Enthusiast"}
    preview = preview_export(project, question, wishes, ".xlsx", most=5, seen_by=ben)
    table = next(t for t in preview.tables if t.name == "Respondents × codes")
    assert preview.hidden == SENTENCE and set(table.rows[0][1:]) == {""} and len(set(table.rows[1][1:])) > 1


def test_a_code_to_be_read_again_hides_its_own_statuses_alone(study):
    project, ben = study.project, who(study, "Ben")
    code = project.code_named("planning")
    assert isinstance(code, Code)
    project.apply(edit_change(project, change_definition(code, reread=True, definition="another meaning")))
    wishes = ExportWishes(what=frozenset({"tally", "respondents"}))
    rows = gather(project, Question(view="Ann"), wishes, seen_by=ben).status_rows
    assert [sorted(r.statuses) for r in rows] == [[], ["review"], ["planning", "review"]]


def test_the_history_does_not_tell_what_a_colleague_made_of_an_unfinished_document(study):
    project, ben = study.project, who(study, "Ben")
    everything, seen = (happenings(project, 99, seen_by=looking) for looking in (None, ben))
    changed = {(was.what, now.what) for was, now in zip(everything, seen, strict=True) if was != now}
    assert "Code Planning on P0" in {was for was, _ in changed} and all("P0" in was for was, _ in changed)
    assert {now for _, now in changed} == {HIDDEN}
    number = next(one.number for one in everything if one.what == "Code Planning on P0")
    assert about(project, number).coding == there(study, "P0").guid
    assert about(project, number, seen_by=ben) == About(document=project.document_named("P0").guid)
    study.finish("P0", coder="Ben")
    assert HIDDEN not in [one.what for one in happenings(project, 99, seen_by=ben)]
    assert about(project, number, seen_by=ben).coding == there(study, "P0").guid


def test_the_notes_on_agreement_do_not_list_marks_that_are_hidden(study):
    project = study.project
    study.finish("P0", "P1", "P2")
    study.assign("Cy", "P0", "P1", "P2")
    study.finish("P0", "P1", "P2", coder="Cy")
    for label in ("P0", "P1"):
        study.mark(label, "review", "not-asked", coder="Cy")
    asked = Comparison(("Ann", "Cy"))
    whole, seen = (compare_coders(project, asked, seen_by=looking) for looking in (None, who(study, "Ben")))
    assert (seen.rows, seen.overall) == (whole.rows, whole.overall)
    (listed,) = [note for note in whole.notes if note.startswith("Review: marks")]
    assert "P0 (" in listed and "P1 (" in listed
    (listed,) = [note for note in seen.notes if note.startswith("Review: marks")]
    assert "P0" not in listed and "P1 (not asked by Cy)" in listed
    hidden = "What Ann and Cy made of P0 is hidden until Ben has finished it."
    assert [note for note in seen.notes if "hidden" in note] == [
        f"Marks are not listed one by one everywhere. {hidden}"
    ]
    assert not any("hidden" in note for note in whole.notes)


# ---- taking up a document that nobody gave one -----------------------------------------------------------------------


def coded_by(study, coder, document, words="plan ahead"):
    """Return the Change of a coder's own coding, as the window makes it."""
    project = study.project
    project.coder = who(study, coder)
    found = project.document_named(document)
    start = project.store.text(found.guid).index(words)
    change = code_passage(found, start, start + len(words), project.code_named("planning"), project.coder)
    return taken_up(project, change)


def test_who_codes_an_unassigned_document_takes_it_up_in_the_same_change_and_reads_it_blind(study):
    project = study.project
    study.project.coder_or_new("Cy")
    cy, document = who(study, "Cy"), project.document_named("P1")
    assert not blind_for(project, cy).unread
    assert study.figures(view="Cy") == {"no_data": 3}
    project.apply(coded_by(study, "Cy", "P1"))
    assert [a.document for a in project.store.values(Assignment, coder=cy)] == [document.guid]
    assert blind_for(project, cy).documents() == {document.guid}
    assert study.figures(view="Cy") == {"no_data": 2, "pending": 1}
    assert coded_by(study, "Cy", "P1", "We").added[:-1] == ()
    project.undo()
    assert project.store.values(Assignment, coder=cy) == [] and study.figures(view="Cy") == {"no_data": 3}


def test_a_code_put_on_hits_takes_their_documents_up_and_taking_it_off_does_not(study):
    project = study.project
    project.coder_or_new("Cy")
    project.coder = who(study, "Cy")
    hits, code = list(find(project, "plan", Narrowing(memos=False))), project.code_named("review")
    change, is_put = code_turns_change(project, hits, code)
    project.apply(change)
    assert is_put and len(project.store.values(Assignment, coder=project.coder)) == 3
    change, is_put = code_turns_change(project, hits, code)
    assert not is_put and not any(isinstance(v, Assignment) for v in (*change.added, *change.removed))


def test_a_colleagues_codings_assign_nothing_to_the_acting_coder(study):
    project = study.project
    code, document = project.code_named("planning"), project.document_named("P2")
    change = code_passage(document, 0, 3, code, who(study, "Ben"))
    project.coder = who(study, "Ann")
    assert taken_up(project, change) is change


# ---- what others made of a document ----------------------------------------------------------------------------------


def test_others_passages_are_those_that_may_be_seen(study):
    project = study.project
    study.code("P1", "And then?", "review")
    project.coder = who(study, "Ben")
    seen = others_coding(project, project.document_named("P1"))
    assert {c.coder for c in seen.codings} == {who(study, "Ann")} and len(seen.codings) == 2 and seen.hidden == ""
    assert [c.guid in seen.uncounted for c in seen.codings] == [True, False]
    unread = others_coding(project, project.document_named("P0"))
    assert (unread.codings, unread.hidden) == ((), "What Ann made of P0 is hidden until you have finished it.")
    code = project.code_named("planning")
    project.apply(edit_change(project, change_definition(code, reread=True, definition="another meaning")))
    again = others_coding(project, project.document_named("P1"))
    assert [c.code for c in again.codings] == [project.code_named("review").guid]
    assert again.hidden == "What Ann made of P1 is hidden until you have read it again."


def test_who_works_alone_has_no_others(tmp_path):
    alone = Study(tmp_path, name="alone.fop")
    found = others_coding(alone.project, alone.interview("P0", [("P0", SAID)]))
    assert found == OthersCoding()
    alone.project.close()


def test_initials_tell_people_apart():
    assert initials_of(["Tom Birch"]) == {"Tom Birch": "TB"}
    assert initials_of(["Ann", "tina van der Boom", "Tom Birch", "annika", "Tom Birch", "\U0001f600"]) == {
        "Ann": "An",
        "annika": "An2",
        "tina van der Boom": "TB",
        "Tom Birch": "TB2",
        "\U0001f600": "\U0001f600",
    }


@given(st.lists(st.text(min_size=1).filter(str.strip), max_size=8))
def test_no_two_people_have_the_same_initials_in_whatever_order(names):
    found = initials_of(names)
    assert set(found) == set(names) and len(set(found.values())) == len(found)
    assert all(found.values()) and found == initials_of(reversed(names))
