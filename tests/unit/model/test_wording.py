"""The wording of a project: which quantifier stands for which figure, and what a template may say."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.model.errors import ValueRefused
from fop_coder.model.wording import (
    FIELDS,
    NEEDED,
    PROGRAMS,
    fill,
    plain_wording,
    read_wording,
    with_template,
    write_wording,
)

WORD = PROGRAMS.quantifiers.word


@pytest.mark.parametrize(
    ("n", "of", "words"),
    [
        (0, 25, "none of the"),
        (1, 25, "one of the"),
        (2, 25, "two of the"),
        (3, 25, "a few"),
        (24, 100, "a few"),
        (25, 100, "fewer than half of the"),
        (44, 100, "fewer than half of the"),
        (45, 100, "about half of the"),
        (59, 100, "about half of the"),
        (60, 100, "most"),
        (84, 100, "most"),
        (85, 100, "nearly all"),
        (22, 25, "nearly all"),
        (25, 25, "all"),
        (10, 10, "all"),
        (5, 9, ""),
        (0, 0, ""),
    ],
)
def test_the_scale_of_quantifiers(n, of, words):
    assert WORD(n, of) == words


@given(st.integers(10, 300).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_quantifier_is_that_of_the_plain_rule(figure):
    n, of = figure
    limits = ((25, "a few"), (45, "fewer than half of the"), (60, "about half of the"), (85, "most"))
    by_share = next((words for limit, words in limits if n * 100 < limit * of), "nearly all")
    expected = {0: "none of the", 1: "one of the", 2: "two of the", of: "all"}.get(n, by_share)
    assert WORD(n, of) == expected


def test_only_what_differs_is_kept_and_the_rest_stays_the_programs():
    own = with_template(PROGRAMS, "so_far", "Until now {said}")
    kept = write_wording(own)
    assert json.loads(kept) == {"templates": {"so_far": "Until now {said}"}}
    assert read_wording(kept) == own
    assert write_wording(PROGRAMS) == "" and read_wording("  ") == PROGRAMS


def test_a_whole_wording_is_read_as_it_is_printed():
    plain = plain_wording(PROGRAMS)
    plain["quantifiers"]["scale"] = [{"words": "some", "below": 33.3}, {"words": "many", "below": 100}]
    plain["quantifiers"]["smallest"] = 5
    own = read_wording(json.dumps(plain))
    assert [own.quantifiers.word(n, 9) for n in (2, 3, 8, 9)] == ["two of the", "many", "many", "all"]
    assert own.quantifiers.word(333, 1000) == "many" and own.quantifiers.word(332, 1000) == "some"
    assert own.templates == PROGRAMS.templates


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{", "this is no JSON"),
        ("[]", "an object with quantifiers and templates"),
        ('{"words": 1}', "'words' is not known"),
        ('{"quantifiers": {"few": "a few"}}', "'few' is not known"),
        ('{"quantifiers": []}', "quantifiers are an object"),
        ('{"quantifiers": {"none": " no"}}', "' no' is no word for a figure"),
        ('{"quantifiers": {"smallest": 0}}', "0 is not a number of respondents"),
        ('{"quantifiers": {"scale": {}}}', "the scale is a list"),
        ('{"quantifiers": {"scale": [{"below": 20}]}}', "is no step of the scale"),
        ('{"quantifiers": {"scale": [{"words": "some", "below": 90}]}}', "the last must be 100"),
        ('{"quantifiers": {"scale": [{"words": "a", "below": 50}, {"words": "b", "below": 20}]}}', "must rise"),
        ('{"quantifiers": {"scale": [{"words": "a", "below": "x"}]}}', "'x' is not a percentage"),
        ('{"templates": []}', "templates are an object"),
        ('{"templates": {"other": "{n}"}}', "'other' is not known"),
        ('{"templates": {"so_far": ""}}', "the template is empty"),
        ('{"templates": {"so_far": "two\\nlines {said}"}}', "one line of words"),
        ('{"templates": {"so_far": "until now"}}', "does not say {said}"),
        ('{"templates": {"referred": "{n} of {N"}}', "cannot be read"),
        ('{"templates": {"referred": "{n}/{N} {verb} {who}"}}', "{who} is not a field"),
        ('{"templates": {"referred": "{n.real}/{N} {verb}"}}', "{n.real} is not a field"),
        ('{"templates": {"referred": "{n:>9}/{N} {verb}"}}', "fields stand alone"),
        ('{"templates": {"referred": "{n!r}/{N} {verb}"}}', "fields stand alone"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(written, message):
    with pytest.raises(ValueRefused, match="(?i)" + message.replace("{", r"\{").replace("[", r"\[")):
        read_wording(written)


def test_every_template_needs_its_figure_and_knows_its_fields():
    assert FIELDS.keys() == NEEDED.keys() and all(NEEDED[name] <= FIELDS[name] for name in FIELDS)


def test_fields_are_taken_as_they_are():
    assert fill("{{x}} {a} and {b}", {"a": "{b}", "b": "{0.__class__}"}) == "{x} {b} and {0.__class__}"
