"""Changes: the inverse takes back, joining two is doing one after the other."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.model.change import KINDS, Change, Value
from fop_coder.model.coding import Coding, Memo
from fop_coder.model.documents import Text
from fop_coder.model.errors import ValueRefused
from fop_coder.model.people import Coder, Respondent
from tests.reference import small


def carried_out(state, change):
    """Do to a dictionary what a store does to a project; None where the change does not fit."""
    after = dict(state)
    for value in change.removed:
        if after.pop((type(value), value.guid), None) != value:
            return None
    for value in change.added:
        if (type(value), value.guid) in after:
            return None
        after[type(value), value.guid] = value
    return after


LABELS = ("A", "B", "C")


@st.composite
def following(draw, state):
    """Return a Change of respondents that fits a state."""
    removed, added = [], []
    for number in range(4):
        guid = small.guid("somebody", number)
        before = state.get((Respondent, guid))
        after = draw(st.sampled_from([before, None, *(Respondent(guid, label) for label in LABELS)]))
        if after != before:
            removed.extend([before] if before else [])
            added.extend([after] if after else [])
    return Change("edit", tuple(removed), tuple(added))


@st.composite
def histories(draw):
    """Return a state and two Changes that follow from it, one after the other."""
    state = carried_out({}, draw(following({})))
    first = draw(following(state))
    second = draw(following(carried_out(state, first)))
    return state, first, second


@given(histories())
def test_the_inverse_takes_a_change_back(history):
    state, first, second = history
    after = carried_out(state, first)
    assert carried_out(after, first.inverse) == state
    assert first.inverse.inverse == first
    assert first.inverse.kinds == first.kinds
    twice = carried_out(after, second)
    assert carried_out(carried_out(twice, second.inverse), first.inverse) == state


@given(histories())
def test_joining_two_changes_is_doing_one_after_the_other(history):
    state, first, second = history
    joined = first.joined(second, "both")
    assert joined.label == "both"
    assert carried_out(state, joined) == carried_out(carried_out(state, first), second)
    assert first.joined(second).label == "edit"


@given(histories())
def test_a_change_joined_with_its_inverse_changes_nothing(history):
    _, first, _ = history
    assert first.joined(first.inverse).is_empty
    assert first.is_empty == (not first.removed and not first.added)


ONE, TWO = Respondent(small.guid("somebody"), "A"), Respondent(small.guid("somebody"), "B")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Change("add", added=(ONE,)), Change("take off another state", removed=(TWO,))),
        (Change("add", added=(ONE,)), Change("add it again otherwise", added=(TWO,))),
        (Change("take off", removed=(ONE,)), Change("take off what is gone", removed=(TWO,))),
    ],
    ids=lambda c: c.label,
)
def test_changes_that_do_not_follow_from_one_another_cannot_be_joined(first, second):
    with pytest.raises(ValueRefused, match="do not follow"):
        first.joined(second)


def test_joining_keeps_the_texts_of_both_once():
    text, other = Text.of("one"), Text.of("two")
    first, second = Change("a", added=(ONE,), texts=(text,)), Change("b", removed=(ONE,), texts=(text, other))
    assert first.joined(second).texts == (text, other)


def test_a_change_names_each_value_once_and_has_a_label():
    with pytest.raises(ValueRefused, match="twice"):
        Change("add", added=(ONE, TWO))
    with pytest.raises(ValueRefused, match="twice"):
        Change("take off", removed=(ONE, ONE))
    with pytest.raises(ValueRefused, match="label"):
        Change("  ")
    replaced = Change("rename", removed=(ONE,), added=(TWO,))
    assert replaced.kinds == {Respondent}


def test_the_same_guid_may_stand_for_values_of_two_kinds():
    change = Change("add", added=(ONE, Coder(ONE.guid, "somebody")))
    assert change.kinds == {Respondent, Coder}


def test_every_kind_stands_after_what_it_refers_to():
    assert set(KINDS) == set(Value.__args__)
    assert len(KINDS) == len(Value.__args__)
    order = [kind.__name__ for kind in KINDS]
    for before, after in (
        ("Coder", "Settings"),
        ("Document", "Speaker"),
        ("Respondent", "Speaker"),
        ("Speaker", "TurnList"),
        ("Document", "Finish"),
        ("Code", "Coding"),
        ("Document", "Coding"),
        ("Scheme", "Classification"),
        ("Attribute", "AttributeValue"),
        ("Respondent", "Case"),
        ("Code", "GuideQuestion"),
        ("Coder", "Quotation"),
        ("Coder", "ReportItem"),
        ("Coder", "FrozenFigures"),
    ):
        assert order.index(before) < order.index(after)


def test_texts_go_in_with_a_change_and_are_not_taken_out_by_its_inverse():
    change = Change("add", added=(small.ALONE.document,), texts=(small.ALONE.text,))
    assert change.inverse.removed == (small.ALONE.document,)
    assert change.inverse.texts == ()


def test_values_stay_as_they_are():
    changed = replace(small.PLANS, memo="other")
    assert isinstance(changed, Coding)
    assert changed != small.PLANS
    with pytest.raises(AttributeError):
        small.ON_CODE.text = "other"
    assert isinstance(small.ON_CODE, Memo)
