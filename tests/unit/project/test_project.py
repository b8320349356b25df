"""Creating, opening, applying, undoing; every name is found or refused with what there is."""

import pytest

from fop_coder.coding.documents import take_out
from fop_coder.coding.passages import code_passage, resize, set_criteria, uncode, write_passage_memo
from fop_coder.coding.respondents import add_coder, add_respondents
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Assignment, Document, Finish, Speaker
from fop_coder.model.errors import ChangeRefused, NotFound, ProjectRefused, ValueRefused
from fop_coder.project import Project, codebook_edits
from fop_coder.project.information import inform
from tests.study import Study, two_codes

RTL = "أنا أخطط 😀 قبل e\u0301 الزيارة"


def test_a_new_project_never_overwrites(tmp_path):
    path = tmp_path / "study.fop"
    Project.create(path, two_codes())
    before = path.read_bytes()
    with pytest.raises(ProjectRefused, match="is there already"):
        Project.create(path, two_codes())
    assert path.read_bytes() == before
    with pytest.raises(ProjectRefused, match=r"the folder .* is not there"):
        Project.create(tmp_path / "no" / "study.fop", two_codes())


def test_a_coder_cannot_bear_the_name_of_a_view(tmp_path, study):
    with pytest.raises(ValueRefused, match=r"name of a view"):
        Project.create(tmp_path / "x.fop", two_codes(), coder="Consensus")
    with pytest.raises(ValueRefused):
        add_coder("either")
    assert not (tmp_path / "x.fop").exists()


def test_emoji_accents_and_right_to_left_keep_their_place_through_everything(study, tmp_path):
    study.interview("KC01", [("I", "😀😀?"), ("R", f"Well, {RTL}, yes")])
    coding = study.code("KC01", RTL)
    document = study.project.document_named("KC01")
    whole = study.project.store.text(document.guid)
    for _ in range(2):
        assert whole[coding.start : coding.end] == RTL
        study.project.undo()
        assert study.project.store.coding_guids() == []
        study.project.apply(Change("again", added=(coding,)))
        study.reopen()
        (kept,) = study.project.store.codings(study.project.store.coding_guids())
        assert kept == coding
        assert study.project.store.text(document.guid) == whole
    assert study.project.verify() == []


def test_undo_goes_back_one_by_one_and_stops_at_the_beginning(study):
    study.interview("KC01", [("R", "I plan each visit")])
    first = study.code("KC01", "I plan")
    study.code("KC01", "each visit")
    assert study.project.undo().label == "Code Planning on KC01"
    assert study.project.store.coding_guids() == [first.guid]
    assert study.project.undo().label == "Code Planning on KC01"
    assert study.project.undo().label == "Import KC01"
    assert study.project.store.values(Document) == []
    with pytest.raises(ChangeRefused, match="nothing to take back"):
        study.project.undo()
    assert study.project.verify() == []
    assert [e.undoes for e in study.project.history()] == [None, None, None, None, 4, 3, 2]


def test_the_same_passage_code_and_coder_only_once(study):
    study.interview("KC01", [("R", "I plan each visit")])
    study.code("KC01", "I plan")
    with pytest.raises(ChangeRefused, match="put something in twice"):
        study.code("KC01", "I plan")
    assert len(study.project.store.coding_guids()) == 1


def test_passages_are_resized_given_criteria_and_memos_and_taken_off(study):
    study.interview("KC01", [("R", "I plan each visit")])
    project = study.project
    document, code = project.document_named("KC01"), project.code_named("planning")
    coding = study.code("KC01", "I plan")
    project.apply(resize(coding, coding.start, coding.end + 5, document))
    (coding,) = project.store.codings([coding.guid])
    project.apply(set_criteria(coding, [code.criteria[1].guid], code))
    (coding,) = project.store.codings([coding.guid])
    project.apply(write_passage_memo(coding, "Is this planning?"))
    (coding,) = project.store.codings([coding.guid])
    text = project.store.text(document.guid)
    assert (text[coding.start : coding.end], coding.criteria, coding.memo) == (
        "I plan each",
        (code.criteria[1].guid,),
        "Is this planning?",
    )
    with pytest.raises(ChangeRefused, match="the text has"):
        resize(coding, 0, 999, document)
    project.apply(uncode(coding, code, document))
    assert project.store.coding_guids() == []
    assert project.verify() == []


def test_a_passage_outside_the_text_or_of_a_retired_code_is_refused(study):
    study.interview("KC01", [("R", "I plan")])
    project = study.project
    document, code = project.document_named("KC01"), project.code_named("planning")
    with pytest.raises(ChangeRefused, match="the text has"):
        code_passage(document, 0, 500, code, project.coder)
    codebook_edits.edit(project, codebook_edits.verbs.retire_code(code))
    with pytest.raises(ChangeRefused, match="retired"):
        code_passage(document, 0, 2, project.code_named("planning"), project.coder)


def test_names_are_found_in_any_case_and_told_when_not(study):
    study.interview("KC01", [("R", "I plan")])
    project = study.project
    assert project.document_named("kc01").name == "KC01"
    assert project.document_named("KC01.txt").name == "KC01"
    assert project.code_named("PLANNING") == project.code_named(project.code_named("planning").guid)
    with pytest.raises(NotFound, match=r"Known: Planning|Known: planning"):
        project.code_named("plannin")
    project.apply(add_respondents(["kc1", "KC1"]))
    assert project.respondent_labelled("KC1").label == "KC1"
    with pytest.raises(NotFound, match="more than one"):
        project.respondent_labelled("Kc1")


def test_taking_out_a_document_and_undoing_it_brings_everything_back(study):
    study.interview("KC01", [("I", "Well?"), ("R", "I plan each visit")])
    study.code("KC01", "I plan", criteria="a")
    study.finish("KC01")
    project = study.project
    document = project.document_named("KC01")
    belonging = [
        *project.store.values(Speaker, document=document.guid),
        project.store.turns(document.guid),
        *project.store.values(Assignment, document=document.guid),
        *project.store.values(Finish, document=document.guid),
        *project.store.values(Coding, document=document.guid),
    ]
    before = study.figures()
    project.apply(take_out(document, belonging))
    assert study.figures() == {"no_data": 1}
    assert list(project.store.find("visit")) == []
    project.undo()
    assert study.figures() == before == {"referred": 1}
    assert [h.text for h in project.store.find("visit")] == ["visit"]
    assert project.verify() == []


def test_information_counts_what_is_there(study):
    study.interview("KC01", [("R", "I plan")])
    study.interview("KC02", [("R", "I do not")])
    study.code("KC01", "I plan")
    study.finish("KC01")
    found = inform(study.project)
    assert (found.documents, found.respondents, found.codes, found.codings, found.default_view) == (2, 2, 2, 1, "Ann")
    assert [(c.name, c.codings, c.assigned, c.finished) for c in found.coders] == [("Ann", 1, 2, 1)]


def test_a_second_program_is_told_who_has_it_open(study):
    with pytest.raises(ProjectRefused, match=r"has had it open since"):
        Project.open(study.path)
    with Project.open(study.path, read_only=True) as reader:
        assert reader.settings.name == "study"
        with pytest.raises(ChangeRefused, match="reading only"):
            reader.apply(add_coder("Ben"))


def test_a_snapshot_stays_as_it_was(study):
    study.interview("KC01", [("R", "I plan")])
    copy = study.project.snapshot()
    study.code("KC01", "I plan")
    assert copy.store.coding_guids() == []
    copy.close()


def test_two_studies_do_not_share_anything(tmp_path):
    one, two = Study(tmp_path, name="one.fop"), Study(tmp_path, name="two.fop")
    assert one.project.settings.guid != two.project.settings.guid
    one.project.close()
    two.project.close()
