"""Code points and UTF-16 units, both ways, held against Python's own encoder."""

from hypothesis import given
from hypothesis import strategies as st

from fop_coder.gui.offsets import Offsets

TEXTS = st.text(
    alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("a😀e\u0301ا")), max_size=40
)


def units(text):
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS)
def test_every_place_goes_there_and_back(text):
    offsets = Offsets(text)
    for point in range(len(text) + 1):
        unit = units(text[:point])
        assert offsets.to_qt(point) == unit
        assert offsets.from_qt(unit) == point


def test_the_middle_of_an_emoji_is_its_beginning():
    offsets = Offsets("a😀b😀")
    assert [offsets.from_qt(unit) for unit in range(7)] == [0, 1, 1, 2, 3, 3, 4]
