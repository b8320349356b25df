"""What was read is kept until it changes: whoever asks again hears of every edit."""

from dataclasses import replace

import pytest

from fop_coder.model.change import Change
from fop_coder.model.coding import Mark, MarkKind
from fop_coder.model.documents import Document, Role, Text
from fop_coder.model.errors import ChangeRefused
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, Respondent, Standing
from fop_coder.store.tables import KEPT
from tests.reference import small
from tests.reference.small import guid
from tests.reference.stores import connection_of

FIRST, SECOND = small.FIRST.guid, small.SECOND.guid
ALONE, JOINT = small.ALONE, small.JOINT
PEOPLE = frozenset({small.LB01.guid, small.LB02.guid, small.LB03.guid, small.LB04.guid})
DAYS = AttributeValue(guid("more days"), small.LB03.guid, small.DAYS.guid, "7", 7.0)
CORRECTED = Text.of(ALONE.text.content.replace("review", "revise"))


def answers(store):
    """Return what figures rest on."""
    codebook = store.codebook()
    found = [store.settings(), codebook, *(sorted(store.values(kind), key=lambda v: v.guid) for kind in KEPT)]
    found.append(store.values(AttributeValue, attribute=small.DAYS.guid, occasion=["", "time two"]))
    found.append(store.values(Document, sha256=ALONE.text.sha256))
    for scope in (None, frozenset({ALONE.document.guid})):
        found.append(store.coders_at_work(PEOPLE, scope))
        for coder in (FIRST, SECOND):
            found.append(store.coder_facts(coder, codebook, codebook.codes, scope))
            found.append(store.class_facts(coder, small.GROUP.guid, scope, ""))
    return found


def swap(value, **fields):
    return Change("Edit", (value,), (replace(value, **fields),))


EDITS = {
    "settings": swap(small.SETTINGS, name="Renamed study"),
    "a code means something else": swap(small.PLANNING, meaning=2),
    "a code takes in those below it": swap(small.NEEDS, gathers=False),
    "a respondent's label": swap(small.LB01, label="LB01a"),
    "a respondent is unusable": swap(small.LB02, standing=Standing.UNUSABLE, because="no consent"),
    "a new respondent": Change("Add", added=(Respondent(guid("LB77"), "LB77"),)),
    "a new attribute": Change("Add", added=(Attribute(guid("team"), "team", AttributeType.CATEGORY, 5),)),
    "a new value": Change("Add", added=(DAYS,)),
    "a document's name": swap(ALONE.document, name="First interview"),
    "a document's kind": swap(ALONE.document, kind="vignette"),
    "a text corrected": Change(
        "Correct", (ALONE.document,), (replace(ALONE.document, sha256=CORRECTED.sha256),), (CORRECTED,)
    ),
    "a speaker's role": swap(ALONE.speakers["LB01"], role=Role.OTHER, respondent=None),
    "a speaker's respondent": swap(JOINT.speakers["INT"], respondent=small.LB04.guid),
    "an assignment": Change("Assign", added=(small.assignment(JOINT, small.SECOND),)),
    "a document opened again": Change("Reopen", removed=(small.finish(ALONE, small.SECOND, small.PLANNING),)),
    "a document read for one code more": Change(
        "Finish",
        (small.finish(small.HEBREW, small.FIRST, small.PLANNING, small.NEEDS),),
        (small.finish(small.HEBREW, small.FIRST, small.PLANNING, small.NEEDS, small.HOUSING),),
    ),
    "a mark": Change(
        "Mark", added=(Mark(guid("m"), small.LB03.guid, small.HOUSING.guid, FIRST, MarkKind.TOO_LITTLE, "short"),)
    ),
    "a passage taken off": Change("Take off", removed=(small.AHEAD,)),
    "a criterion taken off": swap(small.PLANS, criteria=()),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_every_edit_is_heard_of_and_so_is_taking_it_back(store, edit):
    before = answers(store)
    store.apply(edit, FIRST)
    after = answers(store)
    assert after != before
    store.refresh()
    assert after == answers(store)
    store.apply(edit.inverse, FIRST)
    assert answers(store) == before


def test_a_refused_edit_leaves_nothing_behind(store):
    before = answers(store)
    nowhere = replace(small.PLANS, guid=guid("nowhere"), start=0, end=10_000)
    with pytest.raises(ChangeRefused):
        store.apply(Change("Edit", (small.LB01,), (replace(small.LB01, label="Changed"), nowhere)), FIRST)
    assert answers(store) == before


def test_what_is_handed_out_is_the_askers_own(store):
    asked = store.values(Respondent)
    asked.clear()
    assert len(store.values(Respondent)) == 5


def test_the_file_itself_is_checked_not_what_was_read_of_it(store):
    assert len(store.values(Respondent)) == 5
    connection_of(store).execute("UPDATE respondent SET label = ' ' WHERE label = 'LB01'")
    assert any("respondent" in problem for problem in store.find_problems())


def test_another_program_is_heard_of_after_a_refresh(store):
    assert store.settings().name == "Small study"
    connection_of(store).execute("UPDATE settings SET name = 'Elsewhere'")
    store.refresh()
    assert (store.settings().name, store.codebook().name) == ("Elsewhere", "Elsewhere")
