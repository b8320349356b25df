"""Packs coming back: what a second coder did stands in the project, once, or nothing does and the reason is said."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import replace

import pytest

from fop_coder.coding.codebook import add_code
from fop_coder.coding.memos import write_memo
from fop_coder.coding.passages import code_passage, resize, uncode
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding, Memo, MemoOn
from fop_coder.model.documents import Document, Text
from fop_coder.model.errors import ChangeRefused, ProjectRefused
from fop_coder.model.people import Coder, KeptName
from fop_coder.model.report import Quotation
from fop_coder.model.second_coding import Pack
from fop_coder.project import Project
from fop_coder.project.codebook_edits import merge as merge_codes
from fop_coder.project.codebook_edits import remove as remove_code
from fop_coder.project.judgements import class_change, mark_change
from fop_coder.project.merging import merge, preview_merge
from fop_coder.project.packs import Choice, Wish, draw, hand_out
from fop_coder.project.reading_done import finish_document
from tests.study import Study


@pytest.fixture
def study(tmp_path):
    """Return four interviews coded by Ann and handed to Ben."""
    made = Study(tmp_path)
    for number in range(4):
        made.interview(
            f"P{number}", [("I", "And then?"), (f"P{number}", f"We plan ahead \U0001f600, number {number}.")]
        )
        made.code(f"P{number}", "plan ahead")
    made.finish("P0", "P1", "P2", "P3")
    hand_out(made.project, tmp_path / "ben.fop", Wish("Ben"), draw(made.project, Choice()))
    yield made
    made.project.close()


@pytest.fixture
def pack_file(tmp_path, study):
    return tmp_path / "ben.fop"


def put(project, name, words, code="planning", **more):
    document = project.document_named(name)
    start = project.store.text(document.guid).index(words)
    change = code_passage(document, start, start + len(words), project.code_named(code), project.coder, **more)
    project.apply(change)
    return change.added[0]


def work_in(pack_file):
    """Do a second coder's work: two passages, a class, a mark, two memos, three documents read."""
    with Project.open(pack_file) as pack:
        put(pack, "P0", "plan ahead \U0001f600")
        put(pack, "P1", "number 1", "review", memo="counts things")
        lead = pack.respondent_labelled("P0")
        pack.apply(class_change(pack, lead, pack.scheme_named("group"), "cautious", "sounds wary"))
        pack.apply(mark_change(pack, pack.respondent_labelled("P2"), pack.code_named("review"), "not-asked", "no time"))
        for on, about, name in (
            (MemoOn.DOCUMENT, pack.document_named("P0").guid, "P0"),
            (MemoOn.PROJECT, pack.settings.guid, "the project"),
        ):
            pack.apply(write_memo(on, about, name, pack.coder, f"A thought on {name}", None))
        for name in ("P0", "P1", "P2"):
            finish_document(pack, pack.document_named(name))


def bens(project):
    """Return what the project has of Ben, as people would say it."""
    ben = project.coder_named("Ben").guid
    codings = project.store.values(Coding, coder=ben)
    texts = {d.guid: project.store.text(d.guid) for d in project.store.values(Document)}
    return sorted((texts[c.document][c.start : c.end], project.codebook.codes[0].guid == c.code) for c in codings)


def test_a_second_coders_work_comes_in_whole_and_one_undo_takes_it_back(study, pack_file):
    work_in(pack_file)
    before = study.project.fingerprint
    merging = preview_merge(study.project, pack_file)
    assert dict(merging.new) == {"finished document": 3, "coding": 2, "class": 1, "mark": 1, "memo": 2}
    assert (merging.changed, merging.taken_off, merging.unfit, merging.unknown) == ({}, {}, (), ())
    assert study.project.fingerprint == before
    assert merge(study.project, merging)
    assert bens(study.project) == [("number 1", False), ("plan ahead \U0001f600", True)]
    assert study.figures(view="Ben") == {"referred": 1, "not_referred": 2, "pending": 1}
    assert study.figures(view="Ann") == {"referred": 4}
    assert study.project.store.values(Pack)[0].merged
    memos = {m.about: m.text for m in study.project.store.values(Memo)}
    assert memos[study.project.settings.guid] == "A thought on the project"
    assert study.project.verify() == []
    study.project.undo()
    assert bens(study.project) == []
    assert study.project.store.values(Pack)[0].merged == ""


def test_what_a_second_coder_starred_or_kept_out_stays_in_the_pack(study, pack_file):
    with Project.open(pack_file) as pack:
        coding = put(pack, "P1", "number 1", "review")
        starred = Quotation(new_guid(), coding.guid, pack.coder)
        settings = replace(pack.settings, smallest_group=20)
        pack.apply(Change("Star", (pack.settings,), (settings, starred, KeptName(new_guid(), "Zoë"))))
    merging = preview_merge(study.project, pack_file)
    assert dict(merging.new) == {"coding": 1}
    merge(study.project, merging)
    assert bens(study.project) == [("number 1", False)]
    assert study.project.store.values(Quotation) == study.project.store.values(KeptName) == []
    assert study.project.settings.smallest_group == 5
    assert study.project.verify() == []


def test_merging_twice_changes_nothing(study, pack_file):
    work_in(pack_file)
    merge(study.project, preview_merge(study.project, pack_file))
    before = study.project.fingerprint
    again = preview_merge(study.project, pack_file)
    assert again.change.is_empty
    assert not merge(study.project, again)
    assert study.project.fingerprint == before


def test_what_changed_since_the_last_merge_is_followed(study, pack_file):
    work_in(pack_file)
    merge(study.project, preview_merge(study.project, pack_file))
    with Project.open(pack_file) as pack:
        longer, gone = pack.store.values(Coding, coder=pack.coder)
        pack.apply(resize(longer, longer.start, longer.end - 2, pack.document_named("P0")))
        pack.apply(uncode(gone, pack.document_named("P1"), pack.code_named("review")))
        put(pack, "P3", "number 3")
    merging = preview_merge(study.project, pack_file)
    assert (dict(merging.new), dict(merging.changed), dict(merging.taken_off)) == (
        {"coding": 1},
        {"coding": 1},
        {"coding": 1},
    )
    assert merging.differs == (
        f"Planning on P0, characters {longer.start} to {longer.end - 2}: the pack's coding replaces the one here",
    )
    merge(study.project, merging)
    assert bens(study.project) == [("number 3", True), ("plan ahead", True)]


def test_a_passage_may_take_the_place_that_another_has_left(study, pack_file):
    work_in(pack_file)
    with Project.open(pack_file) as pack:
        put(pack, "P0", "We plan")
    merge(study.project, preview_merge(study.project, pack_file))
    with Project.open(pack_file) as pack:
        document = pack.document_named("P0")
        first, second = pack.store.values(Coding, coder=pack.coder, document=document.guid)
        pack.apply(resize(first, first.start, first.end + 1, document))
        pack.apply(resize(second, first.start, first.end, document))
    merging = preview_merge(study.project, pack_file)
    assert dict(merging.changed) == {"coding": 2}
    assert merge(study.project, merging)
    assert [words for words, _ in bens(study.project)] == [
        "number 1",
        "plan ahead \U0001f600",
        "plan ahead \U0001f600,",
    ]
    assert study.project.verify() == []


def test_what_was_taken_off_here_after_merging_stays_off(study, pack_file):
    work_in(pack_file)
    merge(study.project, preview_merge(study.project, pack_file))
    ben = study.project.coder_named("Ben").guid
    first = study.project.store.values(Coding, coder=ben)[0]
    study.project.apply(uncode(first, study.project.document_named("P0"), study.project.code_named("planning")))
    again = preview_merge(study.project, pack_file)
    assert again.change.is_empty


def test_what_the_coder_did_here_is_kept(study, pack_file):
    work_in(pack_file)
    study.code("P3", "ahead", coder="Ben")
    merge(study.project, preview_merge(study.project, pack_file))
    assert ("ahead", True) in bens(study.project)


def test_a_code_made_in_the_pack_comes_along_under_a_name_that_is_free(study, pack_file):
    with Project.open(pack_file) as pack:
        pack.apply(add_code(pack.codebook, "Hope", key="3"))
        put(pack, "P0", "number 0", "hope")
    study.project.apply(add_code(study.project.codebook, "Hope", key="3"))
    merging = preview_merge(study.project, pack_file)
    assert merging.new["code"] == 1
    merge(study.project, merging)
    hopes = [c for c in study.project.codebook.codes if c.name == "Hope"]
    assert [(c.ident, c.key) for c in hopes] == [("hope", "3"), ("hope-2", "")]
    assert study.project.verify() == []


def test_another_wording_in_the_pack_is_told_and_ours_kept(study, pack_file):
    with Project.open(pack_file) as pack:
        code = pack.code_named("planning")
        pack.apply(Change("Define", (code,), (replace(code, definition="Plans, I think"),)))
    merging = preview_merge(study.project, pack_file)
    assert merging.differs == ("Planning: worded otherwise in the pack; the wording here is kept",)
    assert merging.change.is_empty


def test_a_coder_who_is_not_known_is_asked_about(study, pack_file):
    with Project.open(pack_file) as pack:
        other = Coder(new_guid(), "Bén")
        pack.apply(Change("Add coder", added=(other,)))
        pack.coder = other.guid
        put(pack, "P0", "plan ahead")
        finish_document(pack, pack.document_named("P0"))
    merging = preview_merge(study.project, pack_file)
    assert [(u.name, u.near) for u in merging.unknown] == [("Bén", ("Ben",))]
    before = study.project.fingerprint
    with pytest.raises(ChangeRefused, match="no coder called 'Bén'") as refused:
        merge(study.project, merging)
    assert '--coder "Bén=Ben"' in refused.value.do
    assert study.project.fingerprint == before
    merge(study.project, preview_merge(study.project, pack_file, {"Bén": "Ben"}))
    assert bens(study.project) == [("plan ahead", True)]
    assert study.project.verify() == []
    study.project.undo()
    merge(study.project, preview_merge(study.project, pack_file, {"bén": "new"}))
    assert sorted(c.name for c in study.project.store.values(Coder)) == ["Ann", "Ben", "Bén"]


def test_a_text_that_differs_refuses_that_document(study, pack_file):
    work_in(pack_file)
    document = study.project.document_named("P0")
    other = Text.of(study.project.store.text(document.guid).replace("And then?", "And when?"))
    corrected = replace(document, sha256=other.sha256)
    study.project.apply(Change("Correct a word", (document,), (corrected,), (other,)))
    before = study.project.fingerprint
    merging = preview_merge(study.project, pack_file)
    assert [(u.what, u.why) for u in merging.unfit] == [("P0", "its text in the pack is not the text in the project")]
    with pytest.raises(ChangeRefused, match="not the text in the project") as refused:
        merge(study.project, merging)
    assert refused.value.where == "P0"
    assert study.project.fingerprint == before
    assert merge(study.project, merging, leave_out=True)
    assert bens(study.project) == [("number 1", False)]


def test_what_refers_to_something_gone_cannot_fit(study, pack_file):
    work_in(pack_file)
    project = study.project
    remove_code(project, project.code_named("review"))
    merging = preview_merge(project, pack_file)
    assert ("Review", "the code is no longer in the project's codebook") in [(u.what, u.why) for u in merging.unfit]
    with pytest.raises(ChangeRefused):
        merge(project, merging)
    assert merge(project, merging, leave_out=True)
    assert bens(project) == [("plan ahead \U0001f600", True)]
    assert project.verify() == []


def test_passages_of_a_code_retired_meanwhile_come_in_and_it_is_told(study, pack_file):
    work_in(pack_file)
    project = study.project
    merge_codes(project, project.code_named("review"), project.code_named("planning"))
    merging = preview_merge(project, pack_file)
    assert merging.differs == ("Review: retired here; its passages come in and count again once it is not",)
    assert merge(project, merging)
    assert len(bens(project)) == 2


def test_a_file_that_is_no_pack_of_this_project_is_refused(study, pack_file, tmp_path):
    (tmp_path / "other").mkdir()
    other = Study(tmp_path / "other")
    with pytest.raises(ProjectRefused, match="is a pack of another project"):
        preview_merge(other.project, pack_file)
    other.project.close()
    with pytest.raises(ProjectRefused, match="is a project, not a pack"):
        preview_merge(study.project, other.path)
    with pytest.raises(ProjectRefused, match="no such file"):
        preview_merge(study.project, tmp_path / "nowhere.fop")
    (tmp_path / "words.fop").write_text("hello", encoding="utf-8")
    with pytest.raises(ProjectRefused, match="not a FOP Coder project"):
        preview_merge(study.project, tmp_path / "words.fop")


def test_a_pack_of_a_newer_program_is_refused(study, pack_file):
    raw = sqlite3.connect(pack_file)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(ProjectRefused, match="newer version"):
        preview_merge(study.project, pack_file)


def test_a_damaged_pack_is_refused_or_the_damage_hit_nothing(study, pack_file):
    work_in(pack_file)
    whole, sound = pack_file.read_bytes(), preview_merge(study.project, pack_file)
    before, refused = study.project.fingerprint, 0
    for seed in range(12):
        chance, raw = random.Random(seed), bytearray(whole)
        start = chance.randrange(4096, len(raw) - 4096)
        raw[start : start + 3000] = chance.randbytes(3000)
        pack_file.write_bytes(raw)
        try:
            found = preview_merge(study.project, pack_file)
        except ProjectRefused as error:
            refused += 1
            assert "damaged" in str(error) or "cannot be opened" in str(error)
        else:  # empty space of the file, or an index that nobody asked
            assert (found.new, found.unfit) == (sound.new, sound.unfit)
    assert refused >= 3
    assert study.project.fingerprint == before


def test_a_cut_off_pack_is_refused(study, pack_file):
    pack_file.write_bytes(pack_file.read_bytes()[:-5000])
    with pytest.raises(ProjectRefused, match=r"damaged|cannot be opened"):
        preview_merge(study.project, pack_file)


def test_a_pack_that_an_older_program_wrote_is_merged_from_a_copy(study, pack_file, monkeypatch):
    work_in(pack_file)
    with sqlite3.connect(pack_file) as raw:
        (version,) = raw.execute("PRAGMA user_version").fetchone()
    as_it_lies = pack_file.read_bytes()
    monkeypatch.setattr("fop_coder.project.merging.file.SCHEMA_VERSION", version + 1)
    monkeypatch.setattr("fop_coder.store.store.bring_up_to_date", lambda path, _version, *, read_only: None)
    merging = preview_merge(study.project, pack_file)
    assert merging.new["coding"] == 2
    assert pack_file.read_bytes() == as_it_lies
    assert sorted(p.name for p in pack_file.parent.iterdir()) == ["ben.fop", "study.fop", "study.fop.lock"]
