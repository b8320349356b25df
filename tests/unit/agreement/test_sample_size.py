"""How many units it takes: the figures of Bloch and Kraemer's formula as manuals print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.agreement.sample_size import enough_units, units_needed
from fop_coder.model.errors import ValueRefused

SHARES = (0.5, 1 / 3, 0.25, 0.1, 0.05)


@pytest.mark.parametrize(
    ("alpha", "printed"),
    [(0.667, (60, 68, 81, 172, 330)), (0.8, (103, 117, 139, 294, 560)), (0.9, (212, 239, 284, 595, 1132))],
)
def test_units_needed_are_as_printed(alpha, printed):
    assert tuple(units_needed(alpha, share) for share in SHARES) == printed


def test_a_share_and_its_rest_need_as_many():
    assert units_needed(0.8, 0.9) == units_needed(0.8, 0.1)


@given(st.floats(0.0, 0.95), st.floats(0.05, 0.5), st.sampled_from([0.1, 0.05, 0.01, 0.005]))
def test_a_higher_alpha_a_rarer_code_and_more_certainty_need_more(alpha, share, significance):
    needed = units_needed(alpha, share, significance)
    assert units_needed(alpha + 0.04, share, significance) >= needed
    assert units_needed(alpha, share / 2, significance) > needed
    assert units_needed(alpha, share, significance / 2) > needed


def test_25_respondents_cannot_show_an_alpha_of_80():
    found = enough_units(25, 0.8, 0.25)
    assert not found.enough and found.needed == 139
    assert found.sentence.startswith(
        "25 respondents cannot show that alpha is at least 0.8 for a code that 25% of respondents refer to: "
        "it would take 139 respondents"
    )


def test_enough_are_said_to_be_enough():
    found = enough_units(200, 0.8, 0.5, unit="document")
    assert found.enough
    assert found.sentence.startswith("200 documents are enough to show that alpha is at least 0.8")


@pytest.mark.parametrize("wrong", [(1.0, 0.5, 0.05), (-0.1, 0.5, 0.05), (0.8, 0.0, 0.05), (0.8, 0.5, 0.5)])
def test_what_cannot_be_asked_is_refused(wrong):
    with pytest.raises(ValueRefused):
        units_needed(*wrong)
