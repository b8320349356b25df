"""Several names in one line: commas part them, quotation marks keep a name with a comma whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.model.errors import ValueRefused
from fop_coder.model.names import between_commas, check_new_coder_name, names_between_commas


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann,Ben", ("Ann", "Ben")),
        (" Ann ,, Ben Lee , ", ("Ann", "Ben Lee")),
        ('"Lee, Kim", Ann', ("Lee, Kim", "Ann")),
        ('Ann,"Lee, ""Kim"""', ("Ann", 'Lee, "Kim"')),
        ('5" pipe, "Kim" Lee', ('5" pipe', '"Kim" Lee')),
        ('"Lee, Kim', ('"Lee', "Kim")),
        ("", ()),
    ],
)
def test_names_between_commas(line, names):
    assert names_between_commas(line) == names


@given(st.lists(st.text("ab ,\"'é", min_size=1).map(str.strip).filter(bool), max_size=4))
def test_names_that_are_written_in_a_line_are_read_again(names):
    assert names_between_commas(between_commas(names)) == tuple(names)


def test_a_new_coder_has_no_comma_in_the_name():
    check_new_coder_name("Kim Lee (second reading)")
    with pytest.raises(ValueRefused, match=r"cannot hold a comma, as 'Lee, Kim' does"):
        check_new_coder_name("Lee, Kim")
