"""The consensus' passages: shared ones united, settled ones as settled, nothing twice; also told by characters."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fop_coder.analysis.clusters import Cluster
from fop_coder.coding.passages import write_passage_memo
from fop_coder.model.base import derived_guid, new_guid
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Assignment
from fop_coder.model.second_coding import Outcome, SettledPassage, Settlement
from fop_coder.project import Project
from fop_coder.project.consensus_passages import consensus_passages
from fop_coder.project.disagreements import list_disagreements, settle
from fop_coder.project.evidence import evidence_for_code
from fop_coder.project.passage_rows import passage_rows
from fop_coder.project.tallying import Question, passages_behind
from fop_coder.project.views import choose_scope, choose_view, statuses_in_view
from tests.reference import small
from tests.reference import statuses as reference
from tests.reference.projects import materials
from tests.reference.stores import in_memory
from tests.study import Study

SAID = "We plan ahead \U0001f600 with a map, and afterwards we look back."


@pytest.fixture
def study(tmp_path):
    """Return four interviews: P0, P1, P2 read by Ann and Ben, P3 by Ann alone."""
    made = Study(tmp_path)
    for number in range(4):
        made.interview(f"P{number}", [("I", "And then?"), (f"P{number}", SAID)])
    made.assign("Ben", "P0", "P1", "P2")
    made.code("P0", "plan ahead \U0001f600", criteria=["a"])
    made.code("P0", "We plan", coder="Ben", criteria=["b"])
    made.code("P1", "a map")
    made.code("P2", "We plan")
    made.code("P2", "look back", coder="Ben")
    made.code("P3", "plan ahead")
    made.finish("P0", "P1", "P2", "P3")
    made.finish("P0", "P1", "P2", coder="Ben")
    yield made
    made.project.close()


def shown(study, view="consensus", **more):
    """Return (document, words, coder, criteria) of the passages behind the figure of planning."""
    project, question = study.project, Question(view=view)
    evidence = evidence_for_code(project, project.code_named("planning"), question, **more)
    behind = {p: None for people in evidence.people.values() for person in people for p in person.passages}
    return [(r.document, r.text, r.coder, tuple(sorted(r.criteria))) for r in evidence.rows(project, behind)]


def differences(study):
    project = study.project
    return list_disagreements(project, [project.coder_named("Ann"), project.coder_named("Ben")])


def test_overlapping_passages_are_one_with_all_their_criteria_and_unsettled_ones_are_none(study):
    assert shown(study) == [
        ("P0", "We plan ahead \U0001f600", "consensus (Ann, Ben)", ("ahead", "mapped")),
        ("P3", "plan ahead", "Ann", ()),
    ]
    assert [text for _, text, *_ in shown(study, "either")] == [
        "We plan", "plan ahead \U0001f600", "a map", "We plan", "look back", "plan ahead",
    ]  # fmt: skip


def test_who_was_coded_in_different_places_has_no_passage_and_the_reason_is_said(study):
    project = study.project
    evidence = evidence_for_code(project, project.code_named("planning"), Question(view="consensus"))
    person = next(p for p in evidence.people["referred"] if p.label == "P2")
    assert (person.passages, person.reason) == (
        (),
        "Coded by all, but not in the same places, and not settled.",
    )


@pytest.mark.parametrize(
    ("outcome", "text"),
    [(Outcome.FIRST, "a map"), (Outcome.BOTH, "a map"), (Outcome.NEITHER, None), (Outcome.SECOND, None)],
)
def test_what_was_settled_stands_as_it_was_settled(study, outcome, text):
    found = next(d for d in differences(study) if d.document.name == "P1")
    study.project.apply(settle(study.project, found, outcome))
    there = [row for row in shown(study) if row[0] == "P1"]
    assert there == ([("P1", text, "consensus (Ann, Ben)", ())] if text else [])


def test_a_new_passage_counts_for_whom_it_is_said_by_and_is_found_at_its_place(study):
    project = study.project
    found = next(d for d in differences(study) if d.document.name == "P1")
    start = found.cluster.start - 5
    project.apply(settle(project, found, Outcome.NEW, passages=[SettledPassage(start, start + 10)]))
    question = Question(view="consensus")
    evidence = evidence_for_code(project, project.code_named("planning"), question)
    (passage,) = next(p for p in evidence.people["referred"] if p.label == "P1").passages
    assert evidence.place_of(project, passage) == (project.document_named("P1").guid, start)
    (row,) = evidence.rows(project, [passage])
    assert (row.text, row.respondents, row.speakers, row.discussed) == ("with a map", ("P1",), ("P1",), True)
    assert passage in passages_behind(project, None, question)


def test_overlapping_passages_of_a_settlement_are_not_shown_twice(study):
    project = study.project
    found = next(d for d in differences(study) if d.document.name == "P1")
    start = found.cluster.start
    two = [SettledPassage(start, start + 3), SettledPassage(start + 2, start + 5)]
    project.apply(settle(project, found, Outcome.NEW, passages=two))
    assert [text for document, text, *_ in shown(study) if document == "P1"] == ["a map"]


def test_passages_that_only_touch_stay_two_and_one_coders_overlapping_ones_are_one(study):
    study.code("P3", "plan")
    study.code("P3", " \U0001f600")
    rows = [row for row in shown(study) if row[0] == "P3"]
    assert rows == [("P3", "plan ahead", "Ann", ()), ("P3", " \U0001f600", "Ann", ())]


def test_memos_of_all_coders_stay_with_the_united_passage(study):
    project = study.project
    for coding in project.store.values(Coding, document=project.document_named("P0").guid):
        project.apply(write_passage_memo(coding, f"from {coding.start}"))
    behind = passages_behind(project, [project.code_named("planning")], Question(view="consensus"))
    evidence = evidence_for_code(project, project.code_named("planning"), Question(view="consensus"))
    row = next(r for r in evidence.rows(project, behind) if r.document == "P0")
    assert [line.split(": ")[0] for line in row.memo.split("\n")] == ["Ben", "Ann"]


def test_passages_on_nobodys_turn_are_there_when_asked_for_and_only_where_all_have_them(study):
    project = study.project
    question = Question(view="consensus")
    for coder, document in (("Ann", "P0"), ("Ben", "P0"), ("Ann", "P1")):
        study.code(document, "And then?", "review", coder=coder)
    code = [project.code_named("review")]
    assert passages_behind(project, code, question) == []
    found = passages_behind(project, code, question, uncounted=True)
    evidence = evidence_for_code(project, code[0], question)
    assert len(found) == 1 and evidence.passages == 0
    study.code("P3", "And then?", "review")
    assert len(passages_behind(project, code, question, uncounted=True)) == 2


def test_rows_of_one_coders_view_are_their_codings(study):
    project = study.project
    guids = passages_behind(project, [project.code_named("planning")], Question(view="Ben"))
    assert [r.coder for r in passage_rows(project, guids)] == ["Ben", "Ben"]


# ---- against a reference that goes through characters ----------------------------------------------------------------


def standing(material, settled):
    """Return {(document, code, characters): (criteria, whom it counts for)}, told one character after the other."""
    found = []
    counting = [c for c in material.codings if reference.counts_for(material, c)]
    for document, code in itertools.product(material.documents, material.codes):
        here = [c for c in counting if (c.document, c.code) == (document.guid, code.guid)]
        assigned = {a.coder for a in material.assignments if a.document == document.guid}
        for group in reference.components(here):
            settlement = settled.get(frozenset(c.guid for c in group))
            if settlement is not None:
                found += [(document, code, p.start, p.end, p.criteria) for p in settlement.passages]
            elif assigned <= {c.coder for c in group}:
                found += [(document, code, c.start, c.end, c.criteria) for c in group]
    stands = {}
    for document, code in itertools.product(material.documents, material.codes):
        here = [
            Coding(new_guid(), d.guid, start, end, k.guid, material.coders[0].guid, criteria)
            for d, k, start, end, criteria in found
            if (d, k) == (document, code)
        ]
        for group in reference.components(here):
            places = frozenset(itertools.chain.from_iterable(range(c.start, c.end) for c in group))
            heard = {who for c in group for who in reference.counts_for(material, c)}
            stands[(document.guid, code.guid, places)] = ({k for c in group for k in c.criteria}, heard)
    return stands


@st.composite
def settled_materials(draw):
    """Return a project with some of its clusters settled, to passages anywhere in the document."""
    material = draw(materials())
    settled = {}
    for coding in material.codings:
        near = [c for c in material.codings if (c.document, c.code) == (coding.document, coding.code)]
        near = [c for c in near if reference.counts_for(material, c)]
        group = next((g for g in reference.components(near) if coding in g), None)
        if group is None or frozenset(c.guid for c in group) in settled or not draw(st.booleans()):
            continue
        length = len(material.texts[coding.document])
        ends = draw(st.lists(st.tuples(st.integers(0, length - 1), st.integers(1, 9)), max_size=3))
        passages = tuple(SettledPassage(start, min(length, start + long)) for start, long in ends)
        ordered = tuple(sorted(group, key=lambda c: (c.start, c.end, c.coder, c.guid)))
        basis = Cluster(coding.document, coding.code, 0, length, ordered).basis
        who = tuple(c.guid for c in material.coders)
        guid = derived_guid("settlement", coding.guid)
        settled[frozenset(c.guid for c in group)] = Settlement(
            guid,
            coding.code,
            who,
            basis,
            Outcome.NEW,
            who[0],
            "2024-05-03T10:00:00Z",
            document=coding.document,
            passages=passages,
        )
    return material, settled


@given(settled_materials())
@settings(deadline=None)
def test_the_passages_are_those_that_characters_one_by_one_give(bare_project, drawn):
    material, settled = drawn
    with in_memory(bare_project) as store:
        project = Project(store, small.FIRST.guid)
        project.apply(material.as_change())
        project.apply(Change("Settle", added=tuple(settled.values())))
        found = consensus_passages(project, [c.guid for c in material.coders])
        told = {
            (p.document, p.code, frozenset(range(p.start, p.end))): (set(p.criteria), set(p.respondents)) for p in found
        }
    assert len(told) == len(found)
    assert told == standing(material, settled)


@given(settled_materials(), st.sampled_from(["", "kind = interview"]))
@settings(deadline=None)
def test_statuses_in_the_consensus_are_those_of_the_reference(bare_project, drawn, scope):
    material, settled = drawn
    with in_memory(bare_project) as store:
        store.apply(material.as_change(), small.FIRST.guid)
        store.apply(Change("Settle", added=tuple(settled.values())), small.FIRST.guid)
        project = Project(store, small.FIRST.guid)
        sample = frozenset(r.guid for r in material.respondents)
        view = choose_view(project, "consensus", [c.name for c in material.coders])
        asked = choose_scope(project, scope)
        found = statuses_in_view(project, material.codes, project.codebook, sample, view, asked)
    within = None if asked.documents is None else sorted(asked.documents)
    for code in material.codes:
        expected = {who: reference.consensus_settled(material, who, code, within, settled) for who in sample}
        statuses = found[code.guid]
        assert {who: str(statuses.of(who)) for who in sample} == {who: s.status for who, s in expected.items()}
        assert statuses.met == {who for who, s in expected.items() if s.met}
        assert statuses.differ == {who for who, s in expected.items() if s.differ}


# ---- several who speak in one document -------------------------------------------------------------------------------


@pytest.fixture
def joint(tmp_path):
    """Return a joint interview with Kim and Lee, read by Ann and Ben."""
    made = Study(tmp_path)
    lines = [("Kim", "We plan ahead."), ("Lee", "With a map."), ("Max", "I never do.")]
    made.interview("J1", lines, respondents={"Kim": "Kim", "Lee": "Lee", "Max": "Max"})
    made.assign("Ben", "J1")
    made.finish("J1")
    made.finish("J1", coder="Ben")
    yield made
    made.project.close()


def in_consensus(study):
    """Return what the consensus says of everybody on planning, and for whom its passages count."""
    project = study.project
    evidence = evidence_for_code(project, project.code_named("planning"), Question(view="consensus"))
    said = {p.label: status for status, people in evidence.people.items() for p in people}
    heard = {p.label for people in evidence.people.values() for p in people if p.passages}
    assert heard == {label for label, status in said.items() if status == "referred"}
    return said


ACROSS = "plan ahead.\nLee: With a map"


def test_other_ends_alone_keep_nobody_of_a_joint_interview_waiting(joint):
    joint.code("J1", ACROSS)
    joint.code("J1", "plan ahead", coder="Ben")
    assert in_consensus(joint) == {"Kim": "referred", "Lee": "referred", "Max": "not referred"}


@pytest.mark.parametrize(
    ("words", "referred"),
    [(["plan ahead"], {"Kim"}), (["a map"], {"Lee"}), ([ACROSS], {"Kim", "Lee"}), (["never"], {"Max"}), ([], set())],
)
def test_a_settled_passage_counts_for_those_on_whose_turns_it_lies(joint, words, referred):
    joint.code("J1", ACROSS)
    assert in_consensus(joint) == {"Kim": "pending", "Lee": "pending", "Max": "not referred"}
    text = joint.project.store.text(joint.project.document_named("J1").guid)
    passages = [SettledPassage(text.index(w), text.index(w) + len(w)) for w in words]
    outcome = Outcome.NEW if passages else Outcome.NEITHER
    joint.project.apply(settle(joint.project, differences(joint)[0], outcome, passages=passages))
    assert {label for label, status in in_consensus(joint).items() if status == "referred"} == referred
    assert "pending" not in in_consensus(joint).values()
    joint.project.undo()
    assert in_consensus(joint)["Lee"] == "pending"


def test_what_each_was_given_alone_needs_no_settling(study):
    study.interview("P0 again", [("P0", "And a map.")], respondents={"P0": "P3"}, kind="vignette")
    study.assign("Ben", "P0 again")
    study.finish("P0 again", coder="Ben")
    project = study.project
    project.apply(
        Change("Ben alone", removed=tuple(
            a for a in project.store.values(Assignment, coder=project.coder_named("Ann").guid)
            if a.document == project.document_named("P0 again").guid
        ))
    )  # fmt: skip
    assert ("P3", "plan ahead") in [(d, text) for d, text, *_ in shown(study)]
    assert in_consensus_of(study, "P3") == "referred"


def in_consensus_of(study, label):
    evidence = evidence_for_code(study.project, study.project.code_named("planning"), Question(view="consensus"))
    return next(status for status, people in evidence.people.items() for p in people if p.label == label)
