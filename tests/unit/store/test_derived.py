"""The derived tables follow every edit, and can be made again from the rest at any time."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.store import derived
from tests.reference import small, statuses
from tests.reference.projects import materials
from tests.reference.stores import connection_of, dump, in_memory

FIRST = small.FIRST.guid
DERIVED = ("counted", "refers")


def rows(store):
    everything = dump(store)
    return {name: everything[name] for name in DERIVED}


def test_each_passage_counts_once_for_each_respondent_with_its_criteria(store):
    everything = connection_of(store).execute(
        "SELECT c.name, k.name, r.label, x.criteria FROM counted x JOIN coder c ON c.id = x.coder_id"
        " JOIN code k ON k.id = x.code_id JOIN respondent r ON r.id = x.respondent_id ORDER BY 1, 2, 3, 4"
    )
    assert everything.fetchall() == [
        ("First coder", "Housing", "LB02", 0),
        ("First coder", "Planning", "LB01", 1),
        ("First coder", "Planning", "LB01", 2),
        ("First coder", "Planning", "LB03", 0),
        ("Second coder", "Planning", "LB01", 0),
    ]


def test_sums_hold_how_many_passages_and_the_most_criteria_of_one(store):
    sums = connection_of(store).execute(
        "SELECT c.name, k.name, r.label, x.passages, x.criteria FROM refers x JOIN coder c ON c.id = x.coder_id"
        " JOIN code k ON k.id = x.code_id JOIN respondent r ON r.id = x.respondent_id ORDER BY 1, 2, 3"
    )
    assert sums.fetchall() == [
        ("First coder", "Housing", "LB02", 1, 0),
        ("First coder", "Planning", "LB01", 2, 2),
        ("First coder", "Planning", "LB03", 1, 0),
        ("Second coder", "Planning", "LB01", 1, 0),
    ]


def test_they_follow_an_edited_passage(store):
    fewer = replace(small.PLANS, criteria=())
    store.apply(Change("Criteria", (small.PLANS,), (fewer,)), FIRST)
    assert derived.sums_out_of_step(store._session) == 0
    elsewhere = replace(fewer, document=small.HEBREW.document.guid, start=6, end=10)
    store.apply(Change("Elsewhere", (fewer,), (elsewhere,)), FIRST)
    assert store.counted_for([elsewhere.guid]) == {elsewhere.guid: {small.LB04.guid}}
    store.apply(Change("Take off", removed=(elsewhere,)), FIRST)
    assert len(rows(store)["counted"]) == 4
    assert store.find_problems() == []


@given(materials(), st.data())
def test_made_again_from_the_rest_they_are_the_same(bare_project, material, data):
    with in_memory(bare_project) as store:
        store.apply(material.as_change(), FIRST)
        for coding in data.draw(st.lists(st.sampled_from(material.codings), max_size=3, unique=True)):
            store.apply(Change("Take off", removed=(coding,)), FIRST)
            material.codings.remove(coding)
        before = rows(store)
        expected = {c.guid: frozenset(statuses.counts_for(material, c)) for c in material.codings}
        assert store.counted_for([c.guid for c in store.values(Coding)]) == expected
        documents = sorted(store._session.identities.guids("document"))
        assert {row[4] for row in before["counted"]} <= set(range(1, 100))
        for document in documents:
            again = derived.counted_as_it_should_be(store._session, document)
            assert again == {row for row in before["counted"] if row[3] == document}
        derived.recount_documents(store._session, documents)
        assert rows(store) == before


def test_words_are_kept_for_searching_at_their_length():
    for words in ("", "we plan", "\ufdd0a\0\ufdd1", "\U0001f600e\u0301"):
        assert len(derived.searchable(words)) == len(words)
    assert derived.searchable("\ufdd0a\0\ufdd1") == " a  "
