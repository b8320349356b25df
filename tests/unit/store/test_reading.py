"""Reading answers with values as they were put in, narrowed by what is asked, in the order of documents and text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.model.base import derived_guid
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding, Memo
from fop_coder.model.documents import Document, Finish, Speaker
from fop_coder.model.people import AttributeValue, Respondent
from tests.reference import small, statuses
from tests.reference.projects import materials
from tests.reference.small import guid
from tests.reference.stores import in_memory

FIRST, SECOND = small.FIRST.guid, small.SECOND.guid


def test_settings_codebook_texts_and_turns_are_as_they_were_put_in(store):
    assert store.settings() == small.SETTINGS
    codebook = store.codebook()
    assert codebook.name == "Small study"
    assert codebook.codes == (small.PLANNING, small.NEEDS, small.HOUSING)
    assert codebook.schemes == (small.GROUP, small.OTHER_SCHEME)
    assert (codebook.instruments, codebook.bands) == ((small.SCORE,), (small.BREADTH,))
    for transcript in small.TRANSCRIPTS:
        assert store.text(transcript.document.guid) == transcript.text.content
        assert store.turns(transcript.document.guid) == transcript.turns
    assert store.text(guid("unknown")) is None
    assert store.turns(guid("unknown")) is None


def test_a_codebook_comes_in_the_order_of_its_positions(store):
    first = replace(small.HOUSING, position=-1)
    store.apply(Change("Move up", (small.HOUSING,), (first,)), FIRST)
    assert store.codebook().codes == (first, small.PLANNING, small.NEEDS)


def test_what_is_kept_in_memory_follows_every_edit(store):
    for _ in range(2):
        assert store.codebook().codes[0] == small.PLANNING
        renamed = replace(small.PLANNING, name="Planning ahead")
        change = Change("Rename", (small.PLANNING,), (renamed,))
        store.apply(change, FIRST)
        assert store.codebook().codes[0] == renamed
        store.apply(change.inverse, FIRST)
        store.values(Respondent).clear()
        assert len(store.values(Respondent)) == 5
        store.apply(Change("Settings", (small.SETTINGS,), (replace(small.SETTINGS, name="Other"),)), FIRST)
        assert store.codebook().name == "Other"
        store.apply(Change("Settings", (replace(small.SETTINGS, name="Other"),), (small.SETTINGS,)), FIRST)


def test_values_are_narrowed_by_what_they_refer_to_and_by_column(store):
    assert store.values(Coding, document=small.ALONE.document.guid, coder=SECOND) == [small.AGAIN]
    assert store.values(Coding, code=[small.HOUSING.guid, small.NEEDS.guid]) == [small.HOUSED]
    assert store.values(Coding, code=guid("unknown")) == []
    assert {s.label for s in store.values(Speaker, respondent=small.LB01.guid)} == {"LB01", ""}
    assert store.values(Document, kind="vignette") == [small.LATER.document]
    assert store.values(Document, name={small.ALONE.document.name, "unknown"}) == [small.ALONE.document]
    assert store.values(AttributeValue, respondent=small.LB02.guid, attribute=small.BOROUGH.guid) == []
    assert [v.value for v in store.values(AttributeValue, attribute=small.DAYS.guid, occasion=["", "x"])] == [
        "10",
        "Trainer",
    ]
    assert store.values(Memo, about=small.PLANNING.guid) == [small.ON_CODE]
    assert {f.document for f in store.values(Finish, coder=SECOND)} == {small.ALONE.document.guid}


def test_values_are_read_by_guid(store):
    found = store.by_guid(Coding, [small.AGAIN.guid, guid("unknown"), small.PLANS.guid])
    assert found == {small.AGAIN.guid: small.AGAIN, small.PLANS.guid: small.PLANS}
    assert store.by_guid(Respondent, []) == {}
    assert store.codings([small.AGAIN.guid, guid("unknown"), small.PLANS.guid]) == [small.AGAIN, small.PLANS]


def test_turns_are_not_read_as_values(store):
    with pytest.raises(TypeError, match="by document"):
        store.values(type(small.ALONE.turns))


def test_more_values_than_one_query_asks_for(make_store):
    document = small.ALONE.document.guid
    many = [
        Coding(derived_guid("many", str(n)), document, n % 60, n % 60 + 1 + n // 60, small.NEEDS.guid, SECOND)
        for n in range(1_100)
    ]
    store = make_store(Change("Many", added=tuple(many)))
    assert store.codings([c.guid for c in many]) == many
    assert len(store.counted_for([c.guid for c in many])) == 1_100
    assert store.by_guid(Coding, [c.guid for c in many]).keys() == {c.guid for c in many}
    assert store.find_problems() == []
    store.apply(Change("Take off", removed=tuple(many)), FIRST)
    assert store.find_problems() == []


@given(materials(), st.data())
def test_passages_are_narrowed_as_asked(bare_project, material, data):
    def some(values):
        return data.draw(st.none() | st.sets(st.sampled_from([v.guid for v in values]), max_size=2))

    documents, coders, codes = some(material.documents), some(material.coders), some(material.codes)
    respondents, counted = some(material.respondents), data.draw(st.sampled_from((None, True, False)))
    with in_memory(bare_project) as store:
        store.apply(material.as_change(), FIRST)
        found = store.coding_guids(
            documents=documents, coders=coders, codes=codes, respondents=respondents, counted=counted
        )
    order = {d.guid: number for number, d in enumerate(material.documents)}
    expected = []
    for coding in sorted(material.codings, key=lambda c: (order[c.document], c.start, c.end)):
        who = statuses.counts_for(material, coding)
        if (
            (documents is None or coding.document in documents)
            and (coders is None or coding.coder in coders)
            and (codes is None or coding.code in codes)
            and (respondents is None or any(r in respondents for r in who))
            and (counted is None or counted == bool(who))
        ):
            expected.append(coding)
    by_guid = {c.guid: c for c in material.codings}
    assert sorted(found) == sorted(c.guid for c in expected)
    places = [(order[by_guid[g].document], by_guid[g].start, by_guid[g].end) for g in found]
    assert places == sorted(places)


def test_how_many_there_are(store):
    assert store.count("coding") == len(small.CODINGS)
    assert store.count("document") == len(small.TRANSCRIPTS)
    assert store.count_codings_by_coder() == {FIRST: 5, SECOND: 1}


def test_who_speaks_in_which_document(store):
    assert store.respondents_of_documents() == {
        small.ALONE.document.guid: {small.LB01.guid},
        small.JOINT.document.guid: {small.LB02.guid, small.LB03.guid},
        small.LATER.document.guid: {small.LB01.guid},
        small.HEBREW.document.guid: {small.LB04.guid},
    }


def test_a_reader_sees_what_another_has_written_once_it_is_told_to_look(store):
    from fop_coder.store.store import Store

    reader = Store.open(store.path, read_only=True)
    assert reader.codebook() == store.codebook()
    fresh = (Respondent(guid("new"), "LB99"), replace(small.NEEDS, name="Needs at home"))
    store.apply(Change("Edit", (small.NEEDS,), fresh), FIRST)
    reader.refresh()
    assert reader.codebook() == store.codebook()
    assert reader.values(Respondent) == store.values(Respondent)
    reader.close()
