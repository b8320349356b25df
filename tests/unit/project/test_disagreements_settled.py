"""Boundaries, reasons, unions, and for whom the consensus waits: what settling differences leads to."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from fop_coder.analysis.clusters import find_clusters
from fop_coder.coding.codebook import change_definition
from fop_coder.coding.respondents import exclude
from fop_coder.model.base import new_guid, now
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.errors import ChangeRefused, NotFound, ValueRefused
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, Respondent
from fop_coder.model.second_coding import Aim, Outcome, Reason, Round, SettledPassage
from fop_coder.model.status import Status
from fop_coder.project.codebook_edits import edit_change
from fop_coder.project.difference_reasons import count_reasons, reason_named, reasons_of
from fop_coder.project.disagreements import (
    Disagreement,
    Over,
    Where,
    explain,
    list_disagreements,
    settle,
    unsettle,
    waiting_for,
)
from fop_coder.project.side_by_side import about_whom, left_to_see, settled_by, sides_of, turns_around
from fop_coder.project.tallying import Question, respondents_with
from tests.study import Study

SAID = "We plan ahead, we meet, and afterwards we look back."


@pytest.fixture
def study(tmp_path):
    """Return six interviews read by Ann and Ben, who differ in P1 (Ann alone), P2 (Ben alone) and in ends in P0."""
    made = Study(tmp_path)
    for number in range(6):
        made.interview(f"P{number}", [("I", "And then?"), (f"P{number}", SAID), ("I", "Why?"), (f"P{number}", "So.")])
    names = [f"P{number}" for number in range(6)]
    made.assign("Ben", *names)
    made.code("P0", "plan ahead", criteria=["a"])
    made.code("P0", "We plan", coder="Ben", criteria=["b"])
    made.code("P1", "plan ahead", criteria=["a", "b"])
    made.code("P2", "look back", "review", coder="Ben")
    made.code("P3", "We plan", "review")
    made.finish(*names)
    made.finish(*names, coder="Ben")
    yield made
    made.project.close()


def coders(study):
    return [study.project.coder_named("Ann"), study.project.coder_named("Ben")]


def found(study, **narrow):
    return list_disagreements(study.project, coders(study), **narrow)


def pending(study):
    """Return who is pending in the consensus, by the tally."""
    codes = study.project.codebook.codes
    question = Question(view="consensus")
    return {label for code in codes for label in respondents_with(study.project, code, Status.PENDING, question)}


def labels(study, guids):
    return {r.label for r in study.project.store.values(Respondent) if r.guid in guids}


def test_differences_are_listed_code_by_code_and_in_the_order_of_documents(study):
    assert [(d.about.name, d.document.name, d.whom) for d in found(study)] == [
        ("Planning", "P1", "P1"),
        ("Review", "P2", "P2"),
        ("Review", "P3", "P3"),
    ]
    study.mark("P5", "planning", "not-asked", coder="Ben")
    study.classify("P4", "cautious")
    study.classify("P4", "enthusiast", coder="Ben")
    assert [(d.over, d.about.name) for d in found(study)] == [
        (Over.PASSAGE, "Planning"),
        (Over.STATUS, "Planning"),
        (Over.PASSAGE, "Review"),
        (Over.PASSAGE, "Review"),
        (Over.CLASS, "Analytic group"),
    ]


def test_boundaries_are_listed_where_wanted_and_keep_nobody_waiting(study):
    listed = found(study, boundaries=True)
    assert [(d.over, d.document.name, d.said) for d in listed][:2] == [
        (Over.BOUNDARY, "P0", ("plan ahead", "We plan")),
        (Over.PASSAGE, "P1", ("plan ahead", "")),
    ]
    assert listed[0].waiting == frozenset()
    assert "P0" not in pending(study)
    study.code("P4", "plan ahead")
    study.code("P4", "plan ahead", coder="Ben")
    assert [d.document.name for d in found(study, boundaries=True) if d.over is Over.BOUNDARY] == ["P0"]


def test_several_passages_in_place_of_one_are_other_boundaries(study):
    study.code("P4", "plan ahead, we meet")
    study.code("P4", "plan", coder="Ben")
    study.code("P4", "meet", coder="Ben")
    (split,) = [d for d in found(study, boundaries=True) if d.over is Over.BOUNDARY and d.document.name == "P4"]
    assert split.said == ("plan ahead, we meet", "plan … meet")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [(Outcome.FIRST, ["plan ahead"]), (Outcome.SECOND, ["We plan"]), (Outcome.BOTH, ["We plan ahead"])],
)
def test_a_boundary_is_settled_to_one_of_them_or_to_all_that_they_cover(study, outcome, words):
    project = study.project
    project.apply(settle(project, found(study, boundaries=True)[0], outcome))
    settled = found(study, boundaries=True)[0]
    text = project.store.text(settled.document.guid)
    assert [text[p.start : p.end] for p in settled.settlement.passages] == words
    if outcome is Outcome.BOTH:
        criteria = study.project.code_named("planning").criteria
        assert set(settled.settlement.passages[0].criteria) == {c.guid for c in criteria}
    assert project.verify() == []


def test_neither_does_not_settle_where_a_passage_ends(study):
    with pytest.raises(ChangeRefused, match="all of them coded it"):
        settle(study.project, found(study, boundaries=True)[0], Outcome.NEITHER)


_PLACES = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12), st.booleans()), min_size=1, max_size=8)


@given(places=_PLACES)
@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_is_what_any_of_them_coded_character_by_character(study, places):
    document, code = study.project.document_named("P0"), study.project.code_named("planning")
    ann, ben = coders(study)
    codings = [
        Coding(new_guid(), document.guid, start, start + length, code.guid, (ben if by_ben else ann).guid)
        for start, length, by_ben in places
    ]
    clusters = find_clusters(codings)
    settled: set[int] = set()
    for cluster in clusters:
        difference = Disagreement(Over.PASSAGE, code, (ann, ben), ("", ""), cluster.basis, cluster, document)
        passages = settle(study.project, difference, Outcome.BOTH).added[0].passages
        for passage in passages:
            here = set(range(passage.start, passage.end))
            assert settled.isdisjoint(here)
            settled |= here
    assert settled == {n for c in codings for n in range(c.start, c.end)}


# ---- for whom the consensus waits ------------------------------------------------------------------------------------


def test_the_consensus_waits_for_whom_an_open_difference_leaves_pending(study):
    study.mark("P5", "planning", "not-asked", coder="Ben")
    assert labels(study, waiting_for(found(study))) == pending(study) == {"P1", "P2", "P3", "P5"}
    project = study.project
    project.apply(settle(project, found(study)[0], Outcome.FIRST))
    assert labels(study, waiting_for(found(study))) == pending(study) == {"P2", "P3", "P5"}


def test_whoever_both_coded_elsewhere_does_not_wait(study):
    study.code("P1", "we meet")
    study.code("P1", "we meet", coder="Ben")
    study.code("P1", "plan ahead, we meet", coder="Ben")
    study.code("P0", "look back")
    assert "P0" in [d.document.name for d in found(study)]
    assert "P0" not in labels(study, waiting_for(found(study)))
    assert labels(study, waiting_for(found(study))) == pending(study)


def test_differences_of_whoever_is_left_out_are_not_listed(study):
    project = study.project
    project.apply(exclude(project.respondent_labelled("P1"), "asked to be", withdrawn=True))
    assert [d.document.name for d in found(study)] == ["P2", "P3"]


def test_differences_are_narrowed_to_a_sample_a_scope_and_a_round(study):
    project = study.project
    documents = [project.document_named(name).guid for name in ("P1", "P2")]
    made = Round(
        new_guid(),
        "Final",
        Aim.FINAL,
        tuple(sorted(documents)),
        tuple(sorted(c.guid for c in coders(study))),
        "two of six",
        None,
        1,
        now(),
    )
    project.apply(Change("Make a round", added=(made,)))
    assert [d.document.name for d in found(study, where=Where(round="final"))] == ["P1", "P2"]
    assert found(study, where=Where(scope="kind = vignette")) == []
    with pytest.raises(NotFound, match="no round"):
        found(study, where=Where(round="first"))


# ---- reasons ---------------------------------------------------------------------------------------------------------


def test_a_reason_is_kept_beside_the_note_and_can_be_said_later(study):
    project = study.project
    project.apply(settle(project, found(study)[0], Outcome.FIRST, "short, but a plan", reason=Reason.OVERSIGHT))
    settled = found(study)[0]
    assert (settled.settlement.reason, settled.settlement.because) == ("oversight", "short, but a plan")
    assert settled_by(project, settled) == "Ann"
    project.apply(explain(settled, Reason.WORDING, ""))
    after = found(study)[0]
    assert (after.settlement.reason, after.settlement.because) == (str(Reason.WORDING), "")
    assert after.settlement.passages == settled.settlement.passages
    assert explain(after, Reason.WORDING, "") is None
    project.undo()
    assert found(study)[0].settlement == settled.settlement
    project.apply(unsettle(found(study)[0]))
    assert explain(found(study)[0], Reason.WORDING, "") is None
    assert settled_by(project, found(study)[0]) == ""
    with pytest.raises(ValueRefused, match="no reason to differ"):
        settle(project, found(study)[0], Outcome.FIRST, reason="bad luck")


def test_reasons_are_counted_by_code_and_wording_stands_out(study):
    project = study.project
    study.code("P4", "look back", "review")
    for difference, reason in zip(found(study), (Reason.WORDING, Reason.WORDING, Reason.BOUNDARY), strict=False):
        project.apply(settle(project, difference, Outcome.NEITHER, reason=reason))
    planning, review = count_reasons(project, coders(study))
    assert (planning.about.name, planning.settled, planning.wording, planning.needs_wording) == (
        "Planning",
        1,
        1,
        False,
    )
    assert (review.about.name, review.settled, review.wording, review.needs_wording) == ("Review", 2, 1, False)
    assert review.by_reason[Reason.AMBIGUOUS] == 0
    last = found(study)[-1]
    project.apply(settle(project, last, Outcome.NEITHER, reason=Reason.WORDING))
    review = count_reasons(project, coders(study))[1]
    assert (review.settled, review.wording, review.needs_wording) == (3, 2, True)


def test_three_are_many_however_many_there_are(study):
    project = study.project
    for number in range(6):
        for words in ("look", "back"):
            if (number, words) != (2, "look") and (number, words) != (2, "back"):
                study.code(f"P{number}", words, "review")
    differences = found(study, codes=[project.code_named("review")])
    assert len(differences) > 7
    for n, difference in enumerate(differences):
        project.apply(settle(project, difference, Outcome.NEITHER, reason=Reason.WORDING if n < 3 else ""))
    (review,) = reasons_of(found(study, codes=[project.code_named("review")]))
    assert (review.wording, review.needs_wording) == (3, True)


def test_a_reason_is_known_by_one_word(study):
    assert reason_named("Wording") == str(Reason.WORDING)
    assert reason_named("truly ambiguous") == str(Reason.AMBIGUOUS)
    assert reason_named(" ") == ""
    with pytest.raises(NotFound, match="no reason"):
        reason_named("chance")


# ---- whose outcome ---------------------------------------------------------------------------------------------------


def test_first_stays_the_same_coder_when_the_coders_change_places(study):
    project = study.project
    project.apply(settle(project, found(study)[0], Outcome.FIRST))
    ann, ben = coders(study)
    swapped = list_disagreements(project, [ben, ann])[0]
    assert (found(study)[0].outcome, swapped.outcome) == (Outcome.FIRST, Outcome.SECOND)
    assert found(study)[1].outcome is None
    project.apply(settle(project, found(study)[1], Outcome.NEITHER))
    assert list_disagreements(project, [ben, ann])[1].outcome is Outcome.NEITHER


def test_what_a_coder_had_who_is_third_now_is_neither_first_nor_second(study):
    project = study.project
    study.assign("Eve", *[f"P{n}" for n in range(6)])
    study.finish(*[f"P{n}" for n in range(6)], coder="Eve")
    ann, ben, eve = (project.coder_named(name) for name in ("Ann", "Ben", "Eve"))
    listed = list_disagreements(project, [ann, ben, eve])
    project.apply(settle(project, listed[1], Outcome.FIRST))
    assert list_disagreements(project, [eve, ben, ann])[1].outcome is Outcome.NEW


# ---- side by side ----------------------------------------------------------------------------------------------------


def test_each_coder_s_passage_criteria_and_memo_stand_side_by_side(study):
    difference = found(study)[0]
    one, other = sides_of(study.project, difference)
    assert (one.coder.name, len(one.codings), one.criteria) == ("Ann", 1, ("ahead", "mapped"))
    assert (other.coder.name, other.codings, other.criteria, other.notes) == ("Ben", (), (), ())
    around = turns_around(study.project, difference)
    assert (around.number, around.first, around.last, len(around.speeches)) == (1, 2, 2, 4)
    assert about_whom(study.project, difference) == ()


def test_reasons_of_marks_and_classes_stand_side_by_side(study):
    study.mark("P5", "planning", "not-asked", coder="Ben")
    study.classify("P4", "cautious")
    study.classify("P4", "enthusiast", coder="Ben")
    by_over = {d.over: d for d in found(study)}
    status, given = by_over[Over.STATUS], by_over[Over.CLASS]
    assert [s.said for s in sides_of(study.project, status)] == ["not referred", "not asked"]
    assert sides_of(study.project, status)[1].notes != ()
    assert [(s.said, s.notes) for s in sides_of(study.project, given)] == [
        ("Cautious", ("as read",)),
        ("Enthusiast", ("as read",)),
    ]
    assert turns_around(study.project, given) is None
    assert about_whom(study.project, given) == ()


def test_whoever_has_still_to_read_a_document_blind_sees_no_difference_over_it(study):
    study.classify("P1", "cautious")
    study.classify("P1", "enthusiast", coder="Ben")
    study.assign("Eve", "P1")
    eve, ann = study.project.coder_named("Eve"), study.project.coder_named("Ann")
    kept, sentence = left_to_see(study.project, found(study), eve.guid)
    assert [d.document.name for d in kept if d.document] == ["P2", "P3"]
    assert [d for d in kept if d.respondent] == []
    assert sentence
    assert left_to_see(study.project, found(study), ann.guid) == (found(study), "")
    study.finish("P1", coder="Eve")
    assert left_to_see(study.project, found(study), eve.guid)[0] == found(study)


def test_that_they_agree_on_what_is_read_blind_is_not_told_either(study):
    project = study.project
    for coding in project.store.values(Coding):
        project.apply(Change("Take off", removed=(coding,)))
    study.assign("Eve", "P1")
    assert found(study) == []
    kept, sentence = left_to_see(project, [], project.coder_named("Eve").guid, coders(study))
    assert (kept, sentence) == ([], "What Ann and Ben made of P1 is hidden until Eve has finished it.")
    assert left_to_see(project, [], project.coder_named("Ann").guid, coders(study)) == ([], "")


def test_a_status_on_a_code_that_is_to_be_read_again_is_hidden_and_others_are_not(study):
    project = study.project
    for code in ("planning", "review"):
        study.mark("P5", code, "not-asked", coder="Ben")
    study.assign("Eve", "P5")
    study.finish("P5", coder="Eve")
    eve = project.coder_named("Eve").guid
    before = found(study)
    assert left_to_see(project, before, eve) == (before, "")
    planning = project.code_named("planning")
    project.apply(edit_change(project, change_definition(planning, reread=True, definition="another meaning")))
    study.finish(*(f"P{n}" for n in range(6)))
    study.finish(*(f"P{n}" for n in range(6)), coder="Ben")
    kept, sentence = left_to_see(project, found(study), eve)
    assert [d.about.name for d in kept if d.over is Over.STATUS] == ["Review"]
    assert sentence == "What Ann and Ben made of P5 is hidden until Eve has read it again."


def test_what_is_known_of_the_respondent_stands_beside_and_of_several_who_they_are(study):
    project = study.project
    borough = Attribute(new_guid(), "borough", AttributeType.CATEGORY)
    days = Attribute(new_guid(), "training days", AttributeType.NUMBER, 1)
    whom = project.respondent_labelled("P1").guid
    values = [
        AttributeValue(new_guid(), whom, borough.guid, "LBHF"),
        AttributeValue(new_guid(), whom, days.guid, "9", 9.0),
    ]
    project.apply(Change("Say what is known", added=(borough, days, *values)))
    assert about_whom(project, found(study)[0]) == ("LBHF", "9 training days")
    lines = [("A", "We plan ahead."), ("B", "So do we.")]
    study.interview("Joint", lines, respondents={"A": "R1", "B": "R2"})
    study.assign("Ben", "Joint")
    study.code("Joint", "plan ahead.\nB: So do")
    study.finish("Joint")
    study.finish("Joint", coder="Ben")
    joint = next(d for d in found(study) if d.document.name == "Joint")
    assert (joint.whom, about_whom(project, joint)) == ("", ("R1", "R2"))


def test_a_new_passage_must_lie_within_the_text(study):
    difference = found(study)[0]
    with pytest.raises(ChangeRefused, match="the text ends"):
        settle(study.project, difference, Outcome.NEW, passages=[SettledPassage(0, difference.document.length + 1)])
