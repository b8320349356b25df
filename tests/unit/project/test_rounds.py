"""Rounds of double coding: made, read, waited for, opened; and agreement that stays on record."""

from __future__ import annotations

import json

import pytest

from fop_coder.coding.codebook import add_code
from fop_coder.coding.passages import code_passage
from fop_coder.model.base import new_guid
from fop_coder.model.documents import Assignment, Document
from fop_coder.model.errors import ChangeRefused, NotFound, ValueRefused
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Aim, KeptAgreement, Pack, Round, Stage
from fop_coder.project import Project
from fop_coder.project.agreement import report_to_plain
from fop_coder.project.coders import coder_lines, describe_coder, new_coder
from fop_coder.project.coders_compared import Comparison, Level, compare_coders
from fop_coder.project.kept_agreement import (
    figures_of,
    keep_agreement,
    keep_before_settling,
    keep_round,
    kept_agreements,
    who_compare,
)
from fop_coder.project.merging import merge, preview_merge
from fop_coder.project.packs import Choice, Wish, draw, hand_out, parse_choice
from fop_coder.project.reading_done import finish_document, reopen_document
from fop_coder.project.round_overview import keep_completed, pack_ledger, rounds_overview
from fop_coder.project.rounds import (
    add_round,
    draw_to_read_again,
    extend_round,
    open_round,
    read_again,
    round_named,
    second_reading_name,
)
from tests.study import Study


@pytest.fixture
def study(tmp_path):
    """Return twelve interviews that Ann has coded and finished; Ben has been made known."""
    made = Study(tmp_path)
    for number in range(12):
        name = f"P{number:02}"
        made.interview(name, [("I", "And then?"), (name, f"We plan ahead, and we meet, number {number}.")])
        if number % 3:
            made.code(name, "plan ahead")
        made.classify(name, "enthusiast" if number % 2 else "cautious")
    made.finish(*(f"P{n:02}" for n in range(12)))
    made.project.apply(new_coder(made.project, "Ben"))
    yield made
    made.project.close()


def ann(project):
    return project.coder_named("Ann")


def ben(project):
    return project.coder_named("Ben")


def make_round(project, name="First", names="P00, P01, P02, P03, P04, P05, P06, P07, P08, P09, P10, P11"):
    project.apply(add_round(project, name, Aim.FINAL, draw(project, parse_choice(names)), [ann(project), ben(project)]))
    return round_named(project, name)


def code_as(project, name, documents, words="plan ahead"):
    """Code and finish documents in somebody's name, in a project or pack."""
    project.coder = project.coder_named(name).guid
    for number, label in enumerate(documents):
        document = project.document_named(label)
        start = project.store.text(document.guid).index(words)
        if number % 2:
            project.apply(
                code_passage(document, start, start + len(words), project.code_named("planning"), project.coder)
            )
        finish_document(project, document)
    project.coder = project.settings.default_coder


EVERYTHING = [f"P{n:02}" for n in range(12)]


# ---- making rounds ---------------------------------------------------------------------------------------------------


def test_a_round_assigns_its_documents_to_all_its_coders_in_one_step(study):
    project = study.project
    chosen = draw(project, Choice(number=4, seed=3))
    project.apply(add_round(project, " Training ", Aim.TRAINING, chosen, [ann(project), ben(project)]))
    made = round_named(project, "training")
    assert (made.name, made.aim, made.seed, made.opened) == ("Training", Aim.TRAINING, 3, "")
    assert made.drawn == "4 of 12 documents drawn at random, seed 3"
    assert made.codebook_version == project.version
    assert {a.document for a in project.store.values(Assignment, coder=ben(project).guid)} == set(made.documents)
    assert project.history()[-1].change.label == "Round Training: 4 documents for Ann and Ben"
    project.undo()
    assert project.store.values(Round) == []
    assert project.store.values(Assignment, coder=ben(project).guid) == []


def test_what_makes_no_round_is_refused(study):
    project = study.project
    make_round(project)
    chosen = draw(project, Choice())
    both = [ann(project), ben(project)]
    for name, aim, coders, error, words in (
        ("  ", Aim.FINAL, both, ValueRefused, "needs a name"),
        ("first", Aim.FINAL, both, ChangeRefused, "already"),
        ("Other", Aim.FINAL, both[:1], ValueRefused, "two coders"),
        ("Other", Aim.FINAL, both[:1] * 2, ValueRefused, "two coders"),
        ("Other", Aim.AGAIN, both, ChangeRefused, "one coder"),
    ):
        with pytest.raises(error, match=words):
            add_round(project, name, aim, chosen, coders)
    with pytest.raises(NotFound, match="no round called 'Second'") as told:
        round_named(project, "Second")
    assert "First" in told.value.do


def test_a_round_grows_by_documents_and_coders_until_it_is_open(study):
    project = study.project
    made = make_round(project, names="P00, P01")
    project.apply(new_coder(project, "Cem"))
    cem = project.coder_named("Cem")
    project.apply(extend_round(project, made, [project.document_named("P05")], [cem]))
    wider = round_named(project, "First")
    assert len(wider.documents) == 3
    assert wider.guid == made.guid
    assert {a.document for a in project.store.values(Assignment, coder=cem.guid)} == set(wider.documents)
    assert {a.document for a in project.store.values(Assignment, coder=ben(project).guid)} == set(wider.documents)
    assert project.history()[-1].change.label == "Round First: add 1 document and Cem"
    with pytest.raises(ValueRefused, match="already"):
        extend_round(project, wider, [project.document_named("P05")], [cem])
    project.apply(open_round(project, wider))
    with pytest.raises(ChangeRefused, match="is open"):
        extend_round(project, round_named(project, "First"), [project.document_named("P06")])
    with pytest.raises(ChangeRefused, match="is open"):
        hand_out(project, study.path.with_name("x.fop"), Wish("Ben", round="First"), draw(project, parse_choice("P07")))
    assert not study.path.with_name("x.fop").exists()


def test_one_coder_reads_again_under_a_name_of_their_own(study):
    project = study.project
    chosen = draw_to_read_again(project, Choice(number=3), ann(project))
    project.apply(read_again(project, "Again", chosen, ann(project)))
    made = round_named(project, "Again")
    again = project.coder_named("Ann (second reading)")
    assert again.again_of == ann(project).guid
    assert set(made.coders) == {ann(project).guid, again.guid}
    assert made.aim is Aim.AGAIN
    (overview,) = rounds_overview(project)
    assert [(r.coder.name, r.finished, r.assigned) for r in overview.readers] == [
        ("Ann", 3, 3),
        ("Ann (second reading)", 0, 3),
    ]
    assert [r.coder.name for r in overview.waited_for] == ["Ann (second reading)"]
    assert second_reading_name(project, ann(project)) == "Ann (third reading)"
    assert second_reading_name(project, again) == "Ann (third reading)"
    with pytest.raises(ChangeRefused, match="one coder's alone"):
        extend_round(project, made, coders=[ben(project)])
    code_as(project, again.name, overview.documents)
    (whole,) = rounds_overview(project)
    assert whole.is_complete
    project.undo()


def test_reading_again_needs_a_first_reading(study):
    project = study.project
    with pytest.raises(NotFound, match="Ben has finished no document"):
        draw_to_read_again(project, Choice(), ben(project))
    reopen_document(project, project.document_named("P03"))
    assert "P03" not in [d.name for d in draw_to_read_again(project, Choice(), ann(project)).documents]
    with pytest.raises(ChangeRefused, match="Ann has not finished P03"):
        read_again(project, "Again", draw(project, parse_choice("P02, P03")), ann(project))


def test_a_tenth_reading_is_called_so(study):
    project = study.project
    for number in range(9):
        chosen = draw(project, parse_choice("P00"))
        project.apply(read_again(project, f"Again {number}", chosen, ann(project)))
    assert second_reading_name(project, ann(project)) == "Ann (11th reading)"


# ---- how they stand --------------------------------------------------------------------------------------------------


def test_who_is_waited_for_is_told_with_the_documents(study):
    project = study.project
    make_round(project, names="P00, P01, P02")
    code_as(project, "Ben", ["P00", "P02"])
    (found,) = rounds_overview(project)
    assert found.documents == ("P00", "P01", "P02")
    assert [(r.coder.name, r.finished, r.assigned, r.waiting) for r in found.readers] == [
        ("Ann", 3, 3, ()),
        ("Ben", 2, 3, ("P01",)),
    ]
    assert not found.is_complete
    assert not found.is_open
    assert [r.coder.name for r in found.waited_for] == ["Ben"]


def test_a_document_to_be_read_again_for_a_code_is_not_finished(study):
    project = study.project
    make_round(project, names="P00")
    code_as(project, "Ben", ["P00"])
    assert rounds_overview(project)[0].is_complete
    project.apply(add_code(project.codebook, "Mapping"))
    assert [r.waiting for r in rounds_overview(project)[0].readers] == [("P00",), ("P00",)]


def test_the_ledger_tells_packs_with_their_names_and_when_they_came_back(study, tmp_path):
    project = study.project
    hand_out(project, tmp_path / "1.fop", Wish("Ben", round="First"), draw(project, parse_choice("P03, P01")))
    hand_out(project, tmp_path / "2.fop", Wish("Cem"), draw(project, parse_choice("P02")))
    first, second = pack_ledger(project)
    assert (first.coder, first.documents, first.round, first.is_out) == ("Ben", ("P01", "P03"), "First", True)
    assert (second.coder, second.documents, second.round) == ("Cem", ("P02",), "")
    assert rounds_overview(project)[0].packs == (first,)
    with Project.open(tmp_path / "1.fop") as pack:
        code_as(pack, "Ben", ["P01"])
    merge(project, preview_merge(project, tmp_path / "1.fop"))
    assert not pack_ledger(project)[0].is_out


# ---- opening ---------------------------------------------------------------------------------------------------------


def test_opening_keeps_agreement_first_and_one_undo_takes_both_back(study):
    project = study.project
    made = make_round(project)
    code_as(project, "Ben", EVERYTHING)
    project.apply(open_round(project, made))
    opened = round_named(project, "First")
    assert opened.opened
    entry = project.history()[-1]
    assert entry.change.label == "Open round First: its coders may see each other's work"
    assert opened.opened[:16] == entry.at[:16]
    assert {r.figures.level for r in kept_agreements(project, opened)} == {"respondent", "character"}
    assert all(r.kept.stage is Stage.BEFORE for r in kept_agreements(project, opened))
    with pytest.raises(ChangeRefused, match="open already"):
        open_round(project, opened)
    project.undo()
    assert not round_named(project, "First").opened
    assert project.store.values(KeptAgreement) == []


def test_only_the_leader_opens_a_round(study):
    project = study.project
    made = make_round(project, names="P00")
    project.coder = ben(project).guid
    with pytest.raises(ChangeRefused, match="only Ann, who leads the project"):
        open_round(project, made)


def test_a_round_that_nobody_has_read_is_opened_without_figures(study):
    project = study.project
    made = make_round(project, names="P00, P01")
    project.apply(open_round(project, made))
    assert kept_agreements(project, made) == []
    assert rounds_overview(project)[0].is_open


# ---- keeping agreement -----------------------------------------------------------------------------------------------


def test_what_is_kept_is_what_agreement_prints(study):
    project = study.project
    made = make_round(project)
    code_as(project, "Ben", EVERYTHING)
    for name in EVERYTHING:
        study.classify(name, "enthusiast", coder="Ben")
    change = keep_agreement(project, made, [ann(project), ben(project)], Stage.BEFORE)
    project.apply(change)
    assert change.label == "Keep agreement of round First before discussion: Ann and Ben"
    for level in Level.RESPONDENT, Level.CLASSIFICATION, Level.CHARACTER:
        (record,) = [r for r in kept_agreements(project, made) if r.figures.level == level]
        report = compare_coders(project, Comparison(("Ann", "Ben"), level, round="First"))
        assert json.loads(record.kept.report) == report_to_plain(report)
        assert record.coders == ("Ann", "Ben")
        assert record.figures.units == report.overall.units
    (classes,) = [r for r in kept_agreements(project, made) if r.figures.level == "classification"]
    assert classes.figures.of == "Analytic group"
    assert (classes.figures.units, classes.figures.percent) == (12, 0.5)
    study.code("P00", "we meet")
    assert figures_of(classes.kept) == classes.figures


def test_a_kept_figure_stays_whatever_is_coded_later(study):
    project = study.project
    made = make_round(project)
    code_as(project, "Ben", EVERYTHING)
    project.apply(keep_round(project, made, Stage.BEFORE))
    before = kept_agreements(project, made)
    code_as(project, "Ben", ["P01", "P00", "P05"])
    assert kept_agreements(project, made) == before
    project.apply(keep_round(project, made, Stage.AFTER))
    (found,) = rounds_overview(project)
    assert [r.kept.stage for r in found.after] == [Stage.AFTER, Stage.AFTER]
    assert list(found.before) == before


def test_without_anything_finished_together_there_is_nothing_to_keep(study):
    project = study.project
    made = make_round(project)
    with pytest.raises(ValueRefused):
        keep_agreement(project, made, [ann(project), ben(project)], Stage.BEFORE)
    with pytest.raises(ValueRefused, match="two coders"):
        keep_agreement(project, made, [ann(project)], Stage.BEFORE)
    assert keep_round(project, made, Stage.BEFORE) is None


def test_of_three_who_share_no_document_each_pair_is_kept(study):
    project = study.project
    made = make_round(project)
    project.apply(new_coder(project, "Cem"))
    project.apply(extend_round(project, made, coders=[project.coder_named("Cem")]))
    code_as(project, "Ben", EVERYTHING[:6])
    code_as(project, "Cem", EVERYTHING[6:])
    made = round_named(project, "First")
    assert [tuple(c.name for c in who) for who in who_compare(project, made)] == [("Ann", "Ben"), ("Ann", "Cem")]
    project.apply(keep_round(project, made, Stage.BEFORE))
    assert {r.coders for r in kept_agreements(project, made)} == {("Ann", "Ben"), ("Ann", "Cem")}
    code_as(project, "Cem", EVERYTHING[:6])
    assert [tuple(c.name for c in who) for who in who_compare(project, made)] == [("Ann", "Ben", "Cem")]


def test_a_merge_that_completes_a_round_keeps_its_agreement_in_the_same_step(study, tmp_path):
    project = study.project
    hand_out(project, tmp_path / "ben.fop", Wish("Ben", round="First"), draw(project, Choice()))
    with Project.open(tmp_path / "ben.fop") as pack:
        code_as(pack, "Ben", EVERYTHING[:11])
    early = preview_merge(project, tmp_path / "ben.fop")
    assert early.completes == ()
    merge(project, early)
    assert project.store.values(KeptAgreement) == []
    with Project.open(tmp_path / "ben.fop") as pack:
        code_as(pack, "Ben", ["P11"])
    fingerprint = project.fingerprint
    last = preview_merge(project, tmp_path / "ben.fop")
    assert last.completes == ("First",)
    assert project.fingerprint == fingerprint
    merge(project, last)
    assert project.history()[-1].change.label == "Merge pack of Ben"
    made = round_named(project, "First")
    assert [r.figures.level for r in kept_agreements(project, made)] == ["respondent", "character"]
    assert kept_agreements(project, made)[0].figures.units == 12
    assert preview_merge(project, tmp_path / "ben.fop").change.is_empty
    assert project.verify() == []
    project.undo()
    assert project.store.values(KeptAgreement) == []
    assert project.store.values(Pack)[0].merged


def test_a_round_that_was_opened_is_not_kept_as_if_it_were_blind(study):
    project = study.project
    made = make_round(project, names="P00, P01")
    project.apply(open_round(project, made))
    code_as(project, "Ben", ["P00", "P01"])
    assert rounds_overview(project)[0].is_complete
    assert keep_completed(project) is None


def test_the_first_settlement_keeps_what_was_not_kept_yet(study):
    project = study.project
    both = [ann(project), ben(project)]
    make_round(project)
    assert keep_before_settling(project, both) is None
    code_as(project, "Ben", EVERYTHING[:10])
    change = keep_before_settling(project, both)
    project.apply(change)
    assert {k.round for k in project.store.values(KeptAgreement)} == {round_named(project, "First").guid}
    assert keep_before_settling(project, both) is None


def test_without_a_round_all_that_was_double_coded_is_kept_at_the_first_settlement(study):
    project = study.project
    both = [ann(project), ben(project)]
    assert keep_before_settling(project, both) is None
    code_as(project, "Ben", EVERYTHING)
    project.apply(keep_before_settling(project, both))
    assert [r.figures.level for r in kept_agreements(project, None)] == ["respondent", "character"]
    assert keep_before_settling(project, both) is None
    with pytest.raises(NotFound, match="no longer"):
        keep_before_settling(project, [Coder(new_guid(), "Eve")])


# ---- coders ----------------------------------------------------------------------------------------------------------


def test_a_coder_is_described_in_one_step(study):
    project = study.project
    change = describe_coder(project, ben(project), role="research assistant", training="two sessions")
    assert change.label == "Describe coder Ben"
    project.apply(change)
    assert (ben(project).role, ben(project).training) == ("research assistant", "two sessions")
    assert describe_coder(project, ben(project), role="research assistant ") is None
    project.apply(describe_coder(project, ben(project), name="Benjamin"))
    assert project.coder_named("Benjamin").role == "research assistant"
    assert project.history()[-1].change.label == "Rename Ben to Benjamin"
    project.undo()
    assert ben(project).training == "two sessions"


def test_no_two_coders_are_called_the_same_and_none_like_a_view(study):
    project = study.project
    for rename in (lambda: describe_coder(project, ben(project), name="ANN"), lambda: new_coder(project, " ann ")):
        with pytest.raises(ChangeRefused, match="already"):
            rename()
    assert describe_coder(project, ben(project), name="BEN").added[0].name == "BEN"
    with pytest.raises(ValueRefused, match="name of a view"):
        new_coder(project, "Consensus")
    with pytest.raises(ValueRefused):
        describe_coder(project, ben(project), name="  ")


def test_coders_are_told_with_their_part_of_the_work(study):
    project = study.project
    project.apply(new_coder(project, "Cem", role="student", training="one day"))
    project.apply(read_again(project, "Again", draw(project, parse_choice("P00, P01")), ann(project)))
    told = {line.coder.name: line for line in coder_lines(project)}
    assert [name for name, line in told.items() if line.leads] == ["Ann"]
    assert told["Ann"].done.finished == len(project.store.values(Document))
    assert (told["Cem"].coder.role, told["Cem"].coder.training) == ("student", "one day")
    assert told["Ann (second reading)"].again_of == "Ann"
    assert told["Ann (second reading)"].done.assigned == 2
