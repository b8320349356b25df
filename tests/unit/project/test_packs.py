"""Packs: what is drawn, what goes along, what stays at home, and what the ledger says of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from fop_coder.coding.memos import write_memo
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.coding import (
    Classification,
    Coding,
    FilterOver,
    GuideQuestion,
    Mark,
    Memo,
    MemoOn,
    NamedFilter,
)
from fop_coder.model.documents import Assignment, Document, Finish
from fop_coder.model.errors import NotFound, ProjectRefused
from fop_coder.model.matrix import Summary
from fop_coder.model.people import Attribute, AttributeValue, Case, Coder, KeptName, Respondent
from fop_coder.model.report import FrozenFigures, LeftOut, Quotation, ReportItem, ReportKind
from fop_coder.model.second_coding import Aim, KeptAgreement, Outcome, Pack, PackOrigin, Round, Settlement
from fop_coder.project import Project
from fop_coder.project.coders import describe_coder, new_coder
from fop_coder.project.disagreements import list_disagreements, settle
from fop_coder.project.packs import Choice, Wish, coded_before, draw, hand_out, parse_choice, units_of
from fop_coder.project.rounds import add_round, open_round, round_named
from fop_coder.project.summaries import write_summary
from tests.study import Study

BOROUGHS = ("RBKC",) * 6 + ("LBHF",) * 3 + ("WCC",)


@pytest.fixture
def study(tmp_path):
    """Return ten interviews of three boroughs, coded, classified and marked by the first coder."""
    made = Study(tmp_path)
    for number in range(10):
        made.interview(f"P{number}", [("I", f"Question {number}?"), (f"P{number}", f"We plan ahead, number {number}.")])
    sheet = tmp_path / "people.csv"
    rows = "\n".join(f"P{n},{borough},{n}" for n, borough in enumerate(BOROUGHS))
    sheet.write_text(f"respondent,borough,salary\n{rows}\n", encoding="utf-8")
    from fop_coder.project.respondents import import_sheet

    import_sheet(made.project, sheet)
    for number in range(10):
        made.code(f"P{number}", "plan ahead", criteria=["a"])
    made.classify("P0", "enthusiast")
    made.mark("P1", "review", "not-asked")
    memo = write_memo(
        MemoOn.DOCUMENT,
        made.project.document_named("P0").guid,
        "P0",
        made.project.coder,
        "A memo that nobody else should read",
        None,
    )
    made.project.apply(memo)
    made.finish(*(f"P{n}" for n in range(10)))
    ann = made.project.coder_named("Ann")
    made.project.apply(describe_coder(made.project, ann, role="principal investigator", training="wrote the codebook"))
    yield made
    made.project.close()


def names(found):
    return [d.name for d in found.documents]


def test_named_documents_are_taken_as_they_are(study):
    found = draw(study.project, parse_choice("P3, P1"))
    assert names(found) == ["P3", "P1"]
    assert (found.words, found.seed) == ("2 documents chosen by name", None)


def test_the_same_seed_draws_the_same_and_another_seed_does_not(study):
    first = draw(study.project, parse_choice("40%", seed=7))
    assert len(first.documents) == 4
    assert names(first) == names(draw(study.project, parse_choice("4", seed=7)))
    assert any(names(first) != names(draw(study.project, parse_choice("4", seed=s))) for s in range(8, 12))
    assert first.words == "4 of 10 documents drawn at random, seed 7"


def test_a_draw_by_groups_misses_no_small_group(study):
    for seed in range(20):
        found = draw(study.project, Choice(number=5, by="borough", seed=seed))
        assert dict(found.groups) == {"LBHF": (1, 3), "RBKC": (3, 6), "WCC": (1, 1)}
        assert Counter(BOROUGHS[int(name[1:])] for name in names(found)) == {"RBKC": 3, "LBHF": 1, "WCC": 1}
    with pytest.raises(NotFound, match="cannot hold one of each of the 3 groups"):
        draw(study.project, Choice(number=2, by="borough"))


def test_a_draw_by_class_counts_those_without_one(study):
    found = draw(study.project, Choice(number=2, by="group"))
    assert dict(found.groups) == {"Enthusiast": (1, 1), "(no value)": (1, 9)}


def test_those_left_out_of_every_sample_are_not_drawn(study):
    study.exclude("P4", withdrawn=True)
    assert len(draw(study.project, Choice()).documents) == 9
    assert "P4" not in names(draw(study.project, Choice()))


@pytest.mark.parametrize("text", ["0%", "120%", "x%", "0", "11", "P99"])
def test_what_cannot_be_drawn_is_refused(study, text):
    with pytest.raises(NotFound):
        draw(study.project, parse_choice(text))


def coded_by_cem(study):
    """Let Cem code in a round that is settled and kept, and lead Ben to be described by whoever leads the project."""
    project = study.project
    for name, role in (("Cem", "a doctoral student"), ("Ben", "a sceptic"), ("Ben (second reading)", "")):
        project.apply(new_coder(project, name, role=role, training=f"trained as {role}"))
    ben, again = project.coder_named("Ben"), project.coder_named("Ben (second reading)")
    project.apply(Change("Again", (again,), (replace(again, again_of=ben.guid),)))
    cem, ann = project.coder_named("Cem"), project.coder_named("Ann")
    project.apply(add_round(project, "Calibrating with Cem", Aim.CALIBRATION, draw(project, Choice()), [ann, cem]))
    study.code("P3", "number 3", coder="Cem")
    study.finish(*(f"P{n}" for n in range(10)), coder="Cem")
    for difference in list_disagreements(project, [ann, cem])[:3]:
        project.apply(settle(project, difference, Outcome.FIRST, "Cem had skipped it"))
    project.apply(open_round(project, round_named(project, "Calibrating with Cem")))
    kinds = (Settlement, KeptAgreement, Round)
    assert all(project.store.values(kind) for kind in kinds)
    respondent, code = project.respondent_labelled("P3"), project.code_named("planning")
    project.apply(write_summary(project, respondent, code, "A summary that nobody else should read"))
    return [value.guid for kind in kinds for value in project.store.values(kind)]


def reported(study):
    """Star a passage, put a report together and so on; return the GUIDs of all that belongs to reporting."""
    project, ann = study.project, study.project.coder
    coding = project.store.values(Coding)[0].guid
    members = tuple(r.guid for r in project.store.values(Respondent)[:2])
    code = project.codebook.codes[0].guid
    figures = '{"figures": "nobody else sees"}'
    added = (
        Quotation(new_guid(), coding, ann, (LeftOut(0, 2),), "worth quoting"),
        ReportItem(new_guid(), ReportKind.TEXT, 0, ann, "Words of the report"),
        ReportItem(new_guid(), ReportKind.QUOTATION, 1, ann, about=coding),
        FrozenFigures(new_guid(), "Frozen in May", "", figures, 1, ann, ""),
        Case(new_guid(), "Family Seven", members, "came together"),
        KeptName(new_guid(), "Wilhelmina", "Mary"),
        GuideQuestion(new_guid(), "Do they plan at all?", 0, (code,)),
        NamedFilter(new_guid(), FilterOver.VIEWS, "agreed by both", "consensus"),
    )
    settings = project.settings
    told = replace(
        settings,
        smallest_group=9,
        wording='{"quantifiers": {"one": "a lonely soul"}}',
        quotation_label="said {respondent}",
    )
    project.apply(Change("Report", (settings,), (told, *added)))
    return [value.guid for value in added]


def test_nothing_of_anybody_else_is_in_the_bytes_of_a_pack(study, tmp_path):
    out = tmp_path / "ben.fop"
    hidden = [*coded_by_cem(study), *reported(study)]
    hand_out(study.project, out, Wish("Ben", because="to see whether planning is clear"), draw(study.project, Choice()))
    raw = out.read_bytes()
    project = study.project
    secret = [c.guid for c in project.store.values(Coding)]
    secret += [c.guid for c in project.store.values(Classification)]
    secret += [m.guid for m in project.store.values(Mark)]
    secret += [f.guid for f in project.store.values(Finish)]
    ann = project.coder_named("Ann")
    secret += [*hidden, project.coder_named("Cem").guid, project.coder_named("Ben (second reading)").guid]
    secret += ["principal investigator", "wrote the codebook", "a doctoral student", "a sceptic", "trained as"]
    secret += ["Calibrating", "Cem", "second reading", "Cem had skipped it", "krippendorff", "before discussion"]
    secret += [
        ann.guid,
        "A memo that nobody else should read",
        "A summary that nobody",
        "as read",
        "skipped",
        "RBKC",
        "borough",
        "salary",
    ]
    secret += ["worth quoting", "Words of the report", "Frozen in May", "nobody else sees", "Family Seven", "together"]
    secret += ["Wilhelmina", "Do they plan at all", "agreed by both", "a lonely soul", "said {"]
    for words in (*secret, "to see whether planning is clear"):
        assert words.encode() not in raw, words
    with Project.open(out) as pack:
        assert pack.verify() == []
        assert [c.name for c in pack.store.values(Coder)] == ["Ben"]
        nothing = (Coding, Classification, Mark, Memo, Finish, Attribute, AttributeValue, Pack, Round)
        of_reports = (Quotation, ReportItem, FrozenFigures, Case, KeptName, GuideQuestion, NamedFilter)
        for kind in (*nothing, Settlement, KeptAgreement, Summary, *of_reports):
            assert pack.store.values(kind) == [], kind.__name__
        assert (pack.settings.smallest_group, pack.settings.wording, pack.settings.quotation_label) == (5, "", "")
        assert len(pack.history()) == 1
        assert "Ann" not in str(pack.history())


def test_a_pack_holds_the_texts_the_codebook_and_the_labels(study, tmp_path):
    out = tmp_path / "ben.fop"
    made = hand_out(study.project, out, Wish("Ben", ("borough",)), draw(study.project, parse_choice("P2, P9")))
    with Project.open(out) as pack:
        assert pack.coder_named("Ben").guid == pack.coder
        assert [d.name for d in pack.store.values(Document)] == ["P2", "P9"]
        for name in ("P2", "P9"):
            here, there = study.project.document_named(name), pack.document_named(name)
            assert here == there
            assert pack.store.text(there.guid) == study.project.store.text(here.guid)
            assert pack.store.turns(there.guid) == study.project.store.turns(here.guid)
        assert pack.codebook.codes == study.project.codebook.codes
        assert [r.label for r in pack.store.values(Respondent)] == ["P2", "P9"]
        assert [a.name for a in pack.store.values(Attribute)] == ["borough"]
        assert sorted(v.value for v in pack.store.values(AttributeValue)) == ["RBKC", "WCC"]
        assert len(pack.store.values(Assignment)) == 2
        origin = pack.store.values(PackOrigin)[0]
        assert (origin.guid, origin.project) == (made.guid, study.project.settings.guid)
        assert pack.settings.guid != origin.project


def test_the_ledger_says_what_went_to_whom_and_one_undo_takes_it_back(study, tmp_path):
    made = hand_out(
        study.project,
        tmp_path / "ben.fop",
        Wish("Ben", because="a first look", round="First", aim=Aim.CALIBRATION),
        draw(study.project, parse_choice("3", seed=5)),
    )
    project = study.project
    ben = project.coder_named("Ben")
    assert project.store.values(Pack) == [made]
    assert (made.coder, made.seed, made.because, len(made.documents)) == (ben.guid, 5, "a first look", 3)
    kept = project.store.values(Round)[0]
    assert (kept.name, kept.aim, kept.guid) == ("First", Aim.CALIBRATION, made.round)
    assert kept.documents == made.documents
    assert set(kept.coders) == {ben.guid, project.coder_named("Ann").guid}
    assert {a.document for a in project.store.values(Assignment, coder=ben.guid)} == set(made.documents)
    project.undo()
    assert project.store.values(Pack) == project.store.values(Round) == []
    assert [c.name for c in project.store.values(Coder)] == ["Ann"]


def test_a_second_pack_brings_other_documents_and_joins_the_round(study, tmp_path):
    project = study.project
    first = hand_out(project, tmp_path / "1.fop", Wish("Ben", round="First"), draw(project, parse_choice("6"), "Ben"))
    rest = draw(project, parse_choice("all"), "Ben")
    assert len(rest.documents) == 4
    assert len(rest.handed_out) == 6
    second = hand_out(project, tmp_path / "2.fop", Wish("Ben", round="first"), rest)
    assert not set(first.documents) & set(second.documents)
    kept = project.store.values(Round)
    assert len(kept) == 1
    assert len(kept[0].documents) == 10
    with pytest.raises(NotFound, match="no document left"):
        draw(project, parse_choice("1"), "Ben")


def test_a_pack_never_overwrites_and_a_refused_one_changes_nothing(study, tmp_path):
    out = tmp_path / "there.fop"
    out.write_bytes(b"mine")
    before = study.project.fingerprint
    with pytest.raises(ProjectRefused, match="is there already"):
        hand_out(study.project, out, Wish("Ben"), draw(study.project, Choice()))
    with pytest.raises(NotFound, match="attribute"):
        hand_out(study.project, tmp_path / "new.fop", Wish("Ben", ("shoe size",)), draw(study.project, Choice()))
    assert out.read_bytes() == b"mine"
    assert not (tmp_path / "new.fop").exists()
    assert study.project.fingerprint == before


def test_the_pack_of_a_second_reading_says_nothing_of_the_first(study, tmp_path):
    project = study.project
    from fop_coder.project.rounds import read_again

    project.apply(read_again(project, "Again", draw(project, parse_choice("P0, P1")), project.coder_named("Ann")))
    out = tmp_path / "again.fop"
    hand_out(project, out, Wish("Ann (second reading)", round="Again"), draw(project, parse_choice("P0, P1")))
    assert project.coder_named("Ann").guid.encode() not in out.read_bytes()
    with Project.open(out) as pack:
        assert pack.verify() == []
        assert [(c.name, c.again_of) for c in pack.store.values(Coder)] == [("Ann (second reading)", None)]
    assert len(round_named(project, "Again").coders) == 2


def test_how_many_respondents_a_target_needs_counts_those_who_are_analysed(study):
    project = study.project
    study.exclude("P4")
    found = units_of(project, draw(project, parse_choice("P3, P4, P5")))
    assert (found.available, found.needed, found.enough) == (2, 139, False)
    assert found.sentence.startswith("2 respondents cannot show that alpha is at least 0.8")
    assert units_of(project, draw(project, Choice()), 0.667, 0.5).needed == 60


def test_a_pack_for_who_has_coded_already_comes_with_a_caution(study):
    project = study.project
    everything = draw(project, Choice(), "Ben")
    done = {c.document for c in project.store.values(Coding)} | {f.document for f in project.store.values(Finish)}
    own = [d.name for d in everything.documents if d.guid in done]
    assert len(own) > 3, "what is told is shortened"
    said = coded_before(project, "ann", everything)
    some = ", ".join(own[:3])
    assert said.startswith(f"Ann has coded {len(own)} documents of these already ({some} and {len(own) - 3} more).")
    assert coded_before(project, "Ben", everything) == "", "a new coder has coded nothing"
    third = project.document_named("P3").guid
    others = [v for kind in (Coding, Finish) for v in project.store.values(kind) if v.document != third]
    project.apply(Change("Take off", removed=tuple(others)))
    assert "1 document of these already (P3)" in coded_before(project, "Ann", everything)
