"""The codebook's verbs in a project where coding has begun."""

from dataclasses import replace

import pytest

from fop_coder.coding import codebook as verbs
from fop_coder.model.base import derived_guid, new_guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import CodebookVersion
from fop_coder.model.coding import Coding, GuideQuestion
from fop_coder.model.errors import ChangeRefused, ValueRefused
from fop_coder.model.report import Quotation
from fop_coder.project import codebook_edits
from fop_coder.project.quotations import quotation_of, star_change
from fop_coder.project.reading_list import count_rereads, reading_list


@pytest.fixture
def coded(study):
    for name in ("KC01", "KC02", "KC03"):
        study.interview(name, [("R", f"{name}: I plan each visit and look back")])
    study.code("KC01", "I plan", criteria="a")
    study.code("KC02", "look back", "review")
    study.code("KC03", "I plan")
    study.code("KC03", "I plan", "review")
    study.finish("KC01", "KC02", "KC03")
    return study


def test_before_coding_began_nothing_is_a_new_version(study):
    assert codebook_edits.edit(study.project, verbs.add_code(study.project.codebook, "Mapping")) is None
    assert study.project.version == 1


def test_each_later_change_is_a_version_with_a_note(coded):
    project = coded.project
    codebook_edits.edit(project, verbs.rename_code(project.code_named("review"), "Looking back"), "clearer word")
    versions = project.store.values(CodebookVersion)
    assert [(v.number, v.note) for v in versions] == [(1, "Codebook Two codes"), (2, "clearer word")]
    assert project.code_named("review").name == "Looking back"
    assert coded.figures("review") == {"referred": 2, "not_referred": 1}


def test_merging_moves_passages_joins_doubles_and_retires(coded):
    project = coded.project
    codebook_edits.merge(project, project.code_named("review"), project.code_named("planning"))
    assert coded.figures("planning") == {"referred": 3}
    codings = project.store.values(Coding)
    assert len(codings) == 3 and len({c.code for c in codings}) == 1
    assert project.code_named("review").retired
    assert project.verify() == []
    project.undo()
    assert coded.figures("planning") == {"referred": 2, "not_referred": 1}
    assert coded.figures("review") == {"referred": 2, "not_referred": 1}
    assert project.verify() == []


def test_a_star_goes_to_the_passage_that_took_the_starred_one_in(coded):
    project = coded.project
    planning, review = project.code_named("planning"), project.code_named("review")
    starred = {c.document: c.guid for c in project.store.values(Coding, code=review.guid)}
    for guid in starred.values():
        project.apply(star_change(project, guid, note="for the summary"))
    document = project.document_named("KC03").guid
    (taker,) = project.store.values(Coding, code=planning.guid, document=document)
    codebook_edits.merge(project, review, planning)
    stars = {q.coding: q for q in project.store.values(Quotation)}
    moved = {starred[d] for d in starred if d != document} | {taker.guid}
    assert set(stars) == moved and stars[taker.guid].note == "for the summary"
    assert stars[taker.guid].guid == derived_guid("quotation", taker.guid), "it can be taken off and put on again"
    assert project.verify() == []
    project.undo()
    assert {q.coding for q in project.store.values(Quotation)} == set(starred.values())
    project.apply(star_change(project, taker.guid, note="short"))
    codebook_edits.merge(project, review, planning)
    assert quotation_of(project, taker.guid).note == "short; for the summary"


def test_merging_makes_documents_pending_that_were_not_read_for_both(coded):
    project = coded.project
    codebook_edits.edit(project, verbs.add_code(project.codebook, "Mapping"))
    coded.finish("KC01")
    codebook_edits.merge(project, project.code_named("mapping"), project.code_named("review"))
    assert coded.figures("review") == {"not_referred": 1, "pending": 2}
    assert coded.figures("planning") == {"referred": 2, "not_referred": 1}


def test_a_code_cannot_be_merged_with_itself(coded):
    code = coded.project.code_named("review")
    with pytest.raises(ChangeRefused, match="itself"):
        codebook_edits.merge(coded.project, code, code)


def test_splitting_moves_the_chosen_passages_and_asks_for_rereading(coded):
    project = coded.project
    planning = project.code_named("planning")
    chosen = project.store.coding_guids(codes=[planning.guid], documents=[project.document_named("KC01").guid])
    codebook_edits.split(project, planning, "Mapping", chosen)
    (moved,) = project.store.values(Coding, code=project.code_named("mapping").guid)
    assert moved.guid == chosen[0] and len(moved.criteria) == 1
    assert coded.figures("planning") == {"pending": 3} == coded.figures("mapping")
    assert coded.figures("review") == {"referred": 2, "not_referred": 1}
    assert project.verify() == []
    with pytest.raises(ChangeRefused, match="do not have the code"):
        codebook_edits.split(project, project.code_named("review"), "Other", chosen)


def test_moving_under_itself_is_refused_and_order_is_kept(coded):
    project = coded.project
    codebook_edits.edit(project, verbs.add_code(project.codebook, "Mapping"))
    planning, mapping = project.code_named("planning"), project.code_named("mapping")
    codebook_edits.edit(project, verbs.move_code(project.codebook, mapping, parent=planning, before=planning))
    assert [c.ident for c in project.codebook.codes] == ["mapping", "planning", "review"]
    assert project.code_named("mapping").parent == planning.guid
    with pytest.raises(ChangeRefused, match="under itself"):
        verbs.move_code(project.codebook, project.code_named("planning"), parent=project.code_named("mapping"))


def test_a_code_with_passages_is_not_removed(coded):
    project = coded.project
    with pytest.raises(ChangeRefused, match="has 2 passages"):
        codebook_edits.remove(project, project.code_named("review"))
    codebook_edits.edit(project, verbs.add_code(project.codebook, "Mapping"))
    coded.mark("KC01", "mapping", "not-asked")
    codebook_edits.remove(project, project.code_named("mapping"))
    assert [c.ident for c in project.codebook.codes] == ["planning", "review"]
    assert project.verify() == []


def test_two_codes_cannot_share_a_key(coded):
    project = coded.project
    before = project.codebook
    with pytest.raises((ChangeRefused, ValueRefused), match="key '1'"):
        codebook_edits.edit(project, verbs.rekey_code(project.code_named("review"), "1"))
    assert project.codebook == before


def test_a_criterion_in_use_cannot_be_dropped_silently(coded):
    project = coded.project
    code = project.code_named("planning")
    with pytest.raises(ChangeRefused):
        codebook_edits.edit(project, verbs.change_definition(code, reread=False, criteria=code.criteria[1:]))
    assert len(project.code_named("planning").criteria) == 2
    codebook_edits.edit(project, verbs.change_definition(code, reread=False, criteria=code.criteria[:1]))
    assert [c.key for c in project.code_named("planning").criteria] == ["a"]
    assert project.verify() == []


def test_a_codebook_file_adds_what_is_new_and_updates_what_is_known(coded, tmp_path):
    project = coded.project
    codebook_edits.export_file(project, tmp_path / "book.yaml")
    text = (tmp_path / "book.yaml").read_text(encoding="utf-8").replace("name: Review", "name: Looking back")
    (tmp_path / "book.yaml").write_text(text, encoding="utf-8")
    change = codebook_edits.import_file(project, tmp_path / "book.yaml")
    assert [v.name for v in change.added] == ["Looking back"]
    assert project.code_named("review").name == "Looking back"
    assert codebook_edits.import_file(project, tmp_path / "book.yaml").is_empty


# ---- a code edited as a whole ----------------------------------------------------------------------------------------


def test_a_code_brought_to_another_state_keeps_documents_finished_unless_they_are_to_be_reread(coded):
    project = coded.project
    planning = project.code_named("planning")
    fresh = replace(planning, name="Planning ahead", definition="Before the visit.", colour=7)
    assert codebook_edits.changes_meaning(planning, fresh)
    project.apply(codebook_edits.revise_change(project, planning, fresh, reread=False))
    assert coded.figures("planning") == {"referred": 2, "not_referred": 1}
    kept = project.code_named("planning")
    assert (kept.name, kept.colour, kept.meaning) == ("Planning ahead", 7, planning.meaning)
    project.apply(codebook_edits.revise_change(project, kept, kept, reread=True))
    assert coded.figures("planning") == {"pending": 3}
    assert (
        codebook_edits.revise_change(project, project.code_named("review"), project.code_named("review"), reread=False)
        is None
    )
    assert dict(count_rereads(reading_list(project))) == {"Planning ahead": 3}


def test_a_criterion_taken_out_is_taken_off_its_passages(coded):
    project = coded.project
    planning = project.code_named("planning")
    change = codebook_edits.revise_change(
        project, planning, replace(planning, criteria=planning.criteria[1:], criteria_rule=None), reread=False
    )
    assert "Change Planning" in change.label
    project.apply(change)
    assert all(not c.criteria for c in project.store.values(Coding))
    assert project.verify() == []
    project.undo()
    assert sum(len(c.criteria) for c in project.store.values(Coding)) == 1


def test_a_code_is_not_given_a_key_that_means_something_else(coded):
    project = coded.project
    review = project.code_named("review")
    for key in ("1", "m", "N"):
        with pytest.raises((ChangeRefused, ValueRefused)):
            codebook_edits.revise_change(project, review, replace(review, key=key), reread=False)
    assert "M" not in codebook_edits.free_keys(project.codebook)
    assert review.key in codebook_edits.free_keys(project.codebook, review)


def test_a_code_steps_up_and_down_among_those_beside_it(coded):
    project = coded.project
    codebook_edits.add(project, "Mapping")
    names = [c.name for c in project.codebook.codes]
    assert codebook_edits.step_change(project, project.code_named("mapping"), 1) is None
    assert codebook_edits.step_change(project, project.code_named(names[0]), -1) is None
    project.apply(codebook_edits.step_change(project, project.code_named("mapping"), -1))
    assert [c.name for c in project.codebook.codes] == [names[0], "Mapping", names[1]]
    project.apply(codebook_edits.step_change(project, project.code_named(names[0]), 1))
    assert [c.name for c in project.codebook.codes] == ["Mapping", names[0], names[1]]


def test_questions_of_the_topic_guide_follow_a_code_that_is_merged_or_removed(coded):
    project = coded.project
    codebook_edits.edit(project, verbs.add_code(project.codebook, "Mapping"))
    review, planning, mapping = (project.code_named(name) for name in ("review", "planning", "mapping"))
    questions = (
        GuideQuestion(new_guid(), "Do you look back?", 0, (review.guid, mapping.guid)),
        GuideQuestion(new_guid(), "Do you plan, and look back?", 1, (planning.guid, review.guid)),
        GuideQuestion(new_guid(), "Anything else?", 2),
    )
    project.apply(Change("Topic guide", added=questions))
    codebook_edits.merge(project, review, planning)
    asked = {q.text: q.codes for q in project.store.values(GuideQuestion)}
    assert asked == {
        "Do you look back?": (planning.guid, mapping.guid),
        "Do you plan, and look back?": (planning.guid,),
        "Anything else?": (),
    }
    codebook_edits.remove(project, mapping)
    assert [q.codes for q in project.store.values(GuideQuestion)] == [(planning.guid,), (planning.guid,), ()]
    assert project.verify() == []
    project.undo()
    project.undo()
    assert project.store.values(GuideQuestion) == list(questions)
    assert project.verify() == []
