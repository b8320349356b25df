"""Statuses and classes from the file are those of a second, plain definition, for any small project in any view."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.model.codebook import Codebook
from fop_coder.model.people import Standing
from fop_coder.model.status import (
    Settled,
    Status,
    classes_consensus,
    classes_of_coder,
    statuses_both,
    statuses_consensus,
    statuses_either,
    statuses_of_coder,
)
from tests.reference import small, statuses
from tests.reference.projects import OCCASIONS, materials
from tests.reference.stores import in_memory

pytestmark = pytest.mark.untraced

SETTLED_TO = ("referred", "not asked", "too little information", "not referred")


@st.composite
def questions(draw):
    """Return a project, the sample looked at, and the scope (None for all documents)."""
    material = draw(materials())
    analysed = [r.guid for r in material.respondents if r.standing is Standing.ANALYSED]
    left_out = draw(st.sets(st.sampled_from([r.guid for r in material.respondents]), max_size=1))
    scope = None
    if draw(st.booleans()):
        kind = draw(st.sampled_from(("interview", "vignette")))
        scope = [d.guid for d in material.documents if d.kind == kind]
    return material, frozenset(analysed) - left_out, scope


def decided(sample, wishes):
    """Return a settlement for about half of the respondents, whether they need one or not."""
    everybody = sorted(sample)
    wish = st.none() | st.sampled_from(wishes)
    return st.lists(wish, min_size=len(everybody), max_size=len(everybody)).map(
        lambda drawn: {who: wish for who, wish in zip(everybody, drawn, strict=True) if wish is not None}
    )


class Asked:
    """A project in a store, asked for the facts of every coder."""

    def __init__(self, store, material, scope):
        store.apply(material.as_change(), small.FIRST.guid)
        self.codebook = store.codebook()
        documents = None if scope is None else frozenset(scope)
        coders = [c.guid for c in material.coders]
        self.facts = {c: store.coder_facts(c, self.codebook, self.codebook.codes, documents) for c in coders}
        self.classes = {
            (c, occasion): store.class_facts(c, material.schemes[0].guid, documents, occasion)
            for c in coders
            for occasion in OCCASIONS
        }
        self.at_work = store.coders_at_work(frozenset(r.guid for r in material.respondents), documents)
        self.counted = store.counted_for([c.guid for c in material.codings])


def check_same(found, expected, sample):
    """Compare a division of a sample with what the reference says of each respondent."""
    assert sum(len(group) for group in found.by_status.values()) == len(sample), "statuses add up to the sample"
    assert frozenset().union(*found.by_status.values()) == sample
    assert {who: str(found.of(who)) for who in sample} == {who: s.status for who, s in expected.items()}
    assert found.met == {who for who, s in expected.items() if s.met}
    assert found.pending_coded == {who for who, s in expected.items() if s.coded}
    assert found.unprompted == {who for who, s in expected.items() if s.unprompted}
    assert found.differ == {who for who, s in expected.items() if s.differ}


@given(questions())
def test_every_coder_s_view_is_that_of_the_reference(bare_project, question):
    material, sample, scope = question
    with in_memory(bare_project) as store:
        asked = Asked(store, material, scope)
    assert asked.counted == {c.guid: frozenset(statuses.counts_for(material, c)) for c in material.codings}
    for coder in material.coders:
        everybody = [r.guid for r in material.respondents]
        assert asked.at_work[coder.guid] == {r for r in everybody if statuses.assigned(material, r, coder.guid, scope)}
        for code in material.codes:
            expected = {who: statuses.of_coder(material, who, code, coder.guid, scope) for who in sample}
            found = statuses_of_coder(sample, asked.facts[coder.guid], code.guid)
            check_same(found, expected, sample)
            prompted = found.without_unprompted()
            assert prompted[Status.REFERRED] == found[Status.REFERRED] - found.unprompted
            assert prompted[Status.NOT_ASKED] == found[Status.NOT_ASKED] | found.unprompted


@given(questions(), st.data())
def test_every_joint_view_is_that_of_the_reference(bare_project, question, data):
    material, sample, scope = question
    with in_memory(bare_project) as store:
        asked = Asked(store, material, scope)
    chosen = data.draw(st.lists(st.sampled_from(material.coders), min_size=1, unique=True), label="coders")
    for code in material.codes:
        views = {
            c.guid: {who: statuses.of_coder(material, who, code, c.guid, scope) for who in sample}
            for c in material.coders
        }
        parts = {c.guid: statuses_of_coder(sample, asked.facts[c.guid], code.guid) for c in material.coders}
        some = [parts[c.guid] for c in chosen]
        either = {who: statuses.either([views[c.guid][who] for c in chosen]) for who in sample}
        check_same(statuses_either(sample, some), either, sample)
        both = {who: statuses.both([views[c.guid][who] for c in chosen]) for who in sample}
        check_same(statuses_both(sample, some), both, sample)

        alone = {who: statuses.consensus([view[who] for view in views.values()]) for who in sample}
        check_same(statuses_consensus(sample, list(parts.values()), Settled()), alone, sample)

        decisions = data.draw(decided(sample, SETTLED_TO), label="settled")
        met = data.draw(decided(decisions, (True, False)), label="met")
        settled = Settled(
            {status: frozenset(w for w, s in decisions.items() if s == status) for status in Status},
            frozenset(w for w, is_met in met.items() if is_met),
        )
        together = {
            who: statuses.consensus([view[who] for view in views.values()], decisions.get(who), bool(met.get(who)))
            for who in sample
        }
        check_same(statuses_consensus(sample, list(parts.values()), settled), together, sample)


@given(questions(), st.sampled_from(OCCASIONS), st.data())
def test_classes_are_those_of_the_reference(bare_project, question, occasion, data):
    material, sample, scope = question
    with in_memory(bare_project) as store:
        asked = Asked(store, material, scope)
    scheme = material.schemes[0]
    categories = [c.guid for c in scheme.categories]
    parts, views = [], []
    for coder in material.coders:
        said = {who: statuses.class_of_coder(material, who, scheme.guid, coder.guid, scope, occasion) for who in sample}
        found = classes_of_coder(sample, asked.classes[coder.guid, occasion], categories)
        check_same_classes(found, said, sample)
        parts.append(found)
        views.append(said)
    decisions = data.draw(decided(sample, categories), label="settled")
    settled = {c: frozenset(w for w, chosen in decisions.items() if chosen == c) for c in categories}
    expected = {who: statuses.class_in_consensus([said[who] for said in views], decisions.get(who)) for who in sample}
    check_same_classes(classes_consensus(sample, parts, categories, settled), expected, sample)


def check_same_classes(found, expected, sample):
    """Compare classes with what the reference says of each respondent."""
    groups = {**found.by_category, **found.by_status}
    assert sum(len(group) for group in groups.values()) == len(sample), "classes add up to the sample"
    assert {who: label for label, group in groups.items() for who in group} == {w: s for w, (s, _) in expected.items()}
    assert found.pending_classified == {who for who, (_, given) in expected.items() if given}


@given(materials())
def test_what_a_code_gathers_is_that_of_the_reference(material):
    codebook = Codebook("random", tuple(material.codes))
    for code in material.codes:
        assert codebook.gathered(code.guid) == set(statuses.gathered(material, code))
