"""What must not change agreement, on whole small projects with any codings: orders, names, what does not count."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fop_coder.model.agreement import Measure
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document, Finish
from fop_coder.model.errors import ValueRefused
from fop_coder.project.coders_compared import Comparison, Level, Segment, compare_coders
from fop_coder.project.passages_matched import match_passages
from tests.study import Study

pytestmark = pytest.mark.untraced

BOTH = ("Ann", "Ben")
ASKED = "And then? We plan \U0001f600 ahead."
SAID = "We plan \U0001f600 ahead. Then we look back!  And we stop?"
READ = ("P0", "P1", "P2")
LEVELS = [
    (Level.RESPONDENT, Segment.TURN),
    (Level.CRITERION, Segment.TURN),
    (Level.SEGMENT, Segment.TURN),
    (Level.SEGMENT, Segment.SENTENCE),
    (Level.CHARACTER, Segment.TURN),
]
ORDERED = {Measure.BIAS}
"""What turns round when coders change places."""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """Return a project of three interviews read by Ann and Ben, and one that Ben has not finished."""
    study = Study(tmp_path_factory.mktemp("invariants"))
    for name in (*READ, "Late"):
        study.interview(name, [("I", ASKED), (name, SAID)])
    study.assign("Ben", *READ, "Late")
    study.finish(*READ, "Late")
    study.finish(*READ, coder="Ben")
    yield study.project
    study.project.close()


PLACES = st.tuples(
    st.sampled_from(READ),
    st.sampled_from(BOTH),
    st.sampled_from(("planning", "review")),
    st.integers(0, len(SAID) - 1),
    st.integers(1, 25),
    st.sampled_from(("", "a", "b", "ab")),
)
CODED = st.lists(PLACES, max_size=12, unique_by=lambda p: p[:5])


def coding(project, name, coder, code, start, length, criteria="", *, in_turn=True):
    """Return a coding from a place in what the respondent said, or in what they were asked."""
    document = project.document_named(name)
    text = project.store.text(document.guid)
    turn = text.index(SAID if in_turn else ASKED)
    end = min(start + length, len(SAID if in_turn else ASKED))
    chosen = project.code_named(code)
    met = sorted(c.guid for c in chosen.criteria if c.key in criteria)
    coder_guid = project.coder_named(coder).guid
    return Coding(new_guid(), document.guid, turn + start, turn + end, chosen.guid, coder_guid, tuple(met))


def coded(base, places):
    """Return a copy of the project with these passages in it."""
    project = base.scratch()
    add(project, [coding(project, *place) for place in places])
    return project


def add(project, codings):
    """Put codings in, but for those that are there already."""
    there = {(c.document, c.start, c.end, c.code, c.coder) for c in project.store.values(Coding)}
    fresh = {(c.document, c.start, c.end, c.code, c.coder): c for c in codings}
    project.apply(Change("Code", added=tuple(c for place, c in fresh.items() if place not in there)))


def figures(project, coders=BOTH):
    """Return every report and table of matches, with few resamples."""
    found = {}
    for level, segment in LEVELS:
        asked = Comparison(coders, level, segment=segment, resamples=20)
        found[level, segment] = compare_coders(project, asked)
    found["matches"] = match_passages(project, Comparison(coders))
    return found


def plain(report):
    """Return the figures of a report without names."""
    return [(r.units, r.left_out, r.table, r.coefficients) for r in (*report.rows, report.overall)]


def same(one, other):
    for key in [level for level in one if level != "matches"]:
        assert plain(one[key]) == plain(other[key]), key
    assert one["matches"] == other["matches"]


few = settings(max_examples=12, deadline=None)


@few
@given(CODED, st.randoms(use_true_random=False))
def test_the_order_in_which_passages_came_changes_nothing(base, places, chance):
    before = figures(coded(base, places))
    shuffled = list(places)
    chance.shuffle(shuffled)
    same(before, figures(coded(base, shuffled)))


@few
@given(CODED)
def test_whoever_is_named_first_agreement_is_the_same(base, places):
    project = coded(base, places)
    one, other = figures(project), figures(project, BOTH[::-1])
    for level in LEVELS:
        for left, right in zip(
            (*one[level].rows, one[level].overall), (*other[level].rows, other[level].overall), strict=True
        ):
            assert [list(line) for line in zip(*left.table, strict=True)] == [list(line) for line in right.table]
            for measure in left.coefficients.keys() - ORDERED:
                expected = left.value(measure)
                assert right.value(measure) == (None if expected is None else pytest.approx(expected, abs=1e-9))
    (first,), (second,) = one["matches"], other["matches"]
    assert [r.f1 for r in first.rows] == [r.f1 for r in second.rows]


@few
@given(CODED)
def test_what_coders_and_codes_are_called_changes_nothing(base, places):
    project = coded(base, places)
    before = figures(project)
    ann, planning = project.coder_named("Ann"), project.code_named("planning")
    new = (replace(ann, name="Zoë"), replace(planning, name="Vorsorge", ident="zz", colour=5))
    project.apply(Change("Rename", (ann, planning), new))
    after = figures(project, ("Zoë", "Ben"))
    for level in LEVELS:
        for left, right in zip(
            (*before[level].rows, before[level].overall), (*after[level].rows, after[level].overall), strict=True
        ):
            assert (left.units, left.left_out, left.table) == (right.units, right.left_out, right.table)
            for measure, found in left.coefficients.items():
                assert (found.value, found.interval) == (
                    right.coefficients[measure].value,
                    right.coefficients[measure].interval,
                )


@few
@given(CODED)
def test_a_coder_against_a_copy_of_themselves_agrees_wholly_or_without_variation(base, places):
    own = [place for place in places if place[1] == "Ann"]
    found = figures(coded(base, [*own, *((p[0], "Ben", *p[2:]) for p in own)]))
    corrected = (Measure.ALPHA, Measure.COHEN, Measure.AC1, Measure.POSITIVE, Measure.NEGATIVE, Measure.PERCENT)
    for level in LEVELS:
        for row in (*found[level].rows, found[level].overall):
            assert {row.value(m) for m in corrected} <= {None, 1.0}
            assert row.units < 2 or row.value(Measure.PERCENT) == 1.0
    assert {row.f1 for row in found["matches"][0].rows} <= {None, 1.0}


@few
@given(CODED, CODED)
def test_what_one_of_them_has_not_finished_changes_nothing(base, places, more):
    project = coded(base, places)
    before = figures(project)
    add(project, [coding(project, "Late", *place[1:]) for place in more])
    same(before, figures(project))


@few
@given(CODED, st.lists(st.tuples(st.sampled_from(READ), st.sampled_from(BOTH), st.integers(0, 20), st.integers(1, 9))))
def test_what_interviewers_said_changes_nothing_however_it_is_coded(base, places, asked):
    project = coded(base, places)
    before = figures(project)
    add(project, [coding(project, n, who, "planning", s, k, in_turn=False) for n, who, s, k in asked])
    same(before, figures(project))


@few
@given(CODED, st.data())
def test_a_part_of_a_passage_coded_again_by_the_same_coder_changes_nothing(base, places, data):
    project = coded(base, places)
    before = figures(project)
    within = []
    for name, coder, code, start, length, criteria in places:
        real = min(length, len(SAID) - start)
        first = data.draw(st.integers(start, start + real - 1))
        within.append(coding(project, name, coder, code, first, start + real - first, criteria))
    add(project, within)
    same(before, figures(project))


def test_a_document_of_another_text_is_no_document_both_have_read(base):
    project = coded(base, [("P0", "Ann", "planning", 0, 9, ""), ("P1", "Ben", "planning", 0, 9, "")])
    p0, ben = project.document_named("P0"), project.coder_named("Ben")
    (finish,) = project.store.values(Finish, document=p0.guid, coder=ben.guid)
    project.apply(Change("Read another text", (finish,), (replace(finish, sha256="0" * 64),)))
    found = figures(project)
    assert [r.units for r in found[Level.RESPONDENT, Segment.TURN].rows] == [2, 2]
    assert [r.units for r in found[Level.CHARACTER, Segment.TURN].rows] == [2 * len(SAID)] * 2
    assert found["matches"][0].documents == 2
    changes = []
    for document in project.store.values(Document):
        for finish in project.store.values(Finish, document=document.guid, coder=ben.guid):
            changes.append((finish, replace(finish, sha256="0" * 64)))
    project.apply(Change("Read others", tuple(a for a, _ in changes), tuple(b for _, b in changes)))
    with pytest.raises(ValueRefused, match="no document that two of the coders finished"):
        compare_coders(project, Comparison(BOTH, Level.CHARACTER))
