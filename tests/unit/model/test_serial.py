"""Values as plain dictionaries: whatever goes out comes back, and what cannot be a value is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.model.change import KINDS, Change
from fop_coder.model.codebook import CriteriaRule, Need
from fop_coder.model.documents import Role, Speaker
from fop_coder.model.errors import ValueRefused
from fop_coder.model.serial import change_from_plain, change_to_plain, from_plain, plain_content, to_plain
from tests.reference import small, values


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_every_value_comes_back_from_json_as_it_was(kind, data):
    value = data.draw(values.BY_KIND[kind])
    written = json.dumps(to_plain(value), ensure_ascii=False)
    back = from_plain(json.loads(written))
    assert back == value
    assert type(back) is type(value)
    assert to_plain(back) == to_plain(value)


@given(values.values)
def test_the_plain_contents_of_all_fields_make_a_value_again(value):
    plain = {name: plain_content(getattr(value, name)) for name in type(value).__dataclass_fields__}
    assert from_plain({"is": type(value).__name__, **json.loads(json.dumps(plain))}) == value


@given(st.lists(values.values, max_size=4, unique_by=lambda v: (type(v), v.guid)), values.full_words)
def test_a_change_comes_back_from_json_as_it_was(found, label):
    change = Change(label, tuple(found[:2]), tuple(found[2:]))
    assert change_from_plain(json.loads(json.dumps(change_to_plain(change)))) == change


def test_texts_are_not_held_by_the_history():
    plain = json.dumps(change_to_plain(small.EVERYTHING))
    assert small.ALONE.text.sha256 in plain
    assert "We review the plan" not in plain


def test_fields_at_their_defaults_are_left_out():
    assert to_plain(small.LB01) == {"is": "Respondent", "guid": small.LB01.guid, "label": "LB01"}


def test_a_rule_at_its_defaults_is_not_lost():
    plain = to_plain(small.PLANNING)
    assert plain["criteria_rule"] == {}
    back = from_plain(plain)
    assert back.criteria_rule == CriteriaRule(Need.ALL)
    assert from_plain(to_plain(small.NEEDS)).criteria_rule is None


SPEAKER = to_plain(Speaker(small.guid("s"), small.guid("d"), "S", Role.OTHER))


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"is": "Person"},
        {"is": None, "guid": small.guid("s")},
        {k: v for k, v in SPEAKER.items() if k != "label"},
        {**SPEAKER, "mood": "calm"},
        {**SPEAKER, "role": "chairman"},
        {**SPEAKER, "guid": "not a GUID"},
        {**SPEAKER, "guid": 7},
        {**to_plain(small.ON_CODE), "text": 7},
        {**to_plain(small.PLANS), "start": "three"},
        {**to_plain(small.PLANS), "criteria": 5},
        {**to_plain(small.PLANNING), "key": 1},
        {**to_plain(small.ALONE.turns), "turns": [{"start": 0}]},
    ],
    ids=str,
)
def test_what_is_no_value_is_refused_in_one_way(plain):
    with pytest.raises(ValueRefused):
        from_plain(plain)
