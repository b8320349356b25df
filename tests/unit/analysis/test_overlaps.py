"""Where passages overlap, held against pairs tried one by one."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from fop_coder.analysis.overlaps import overlapping_pairs
from fop_coder.model.base import new_guid
from fop_coder.model.coding import Coding

DOCUMENT, CODES, CODERS = new_guid(), [new_guid() for _ in range(3)], [new_guid() for _ in range(2)]
PASSAGES = st.lists(
    st.builds(
        lambda start, length, code, coder: Coding(new_guid(), DOCUMENT, start, start + length, code, coder),
        st.integers(0, 12),
        st.integers(1, 8),
        st.sampled_from(CODES),
        st.sampled_from(CODERS),
    ),
    max_size=12,
)


@given(PASSAGES)
def test_every_two_passages_of_a_coder_that_share_a_character_are_found_once(codings):
    expected = {}
    for one, other in combinations(codings, 2):
        shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
        if shared and one.coder == other.coder:
            expected[frozenset((one.guid, other.guid))] = (min(shared), max(shared) + 1)
    found = list(overlapping_pairs(codings))
    assert len(found) == len(expected)
    assert {frozenset((one.guid, other.guid)): (start, end) for one, other, start, end in found} == expected
