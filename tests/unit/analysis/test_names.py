"""Pseudonyms in the place of names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.analysis.names import NameFinder, NamesReplaced

INSTEAD = {"Ann": "Mary", "Ann Lee": "Ruth Hill", "José Müller": "Peter", "LB02": "R2", "Straße": "Road"}


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("Ann came", "Mary came"),
        ("ann's and ANN's", "mary's and MARY's"),
        ("Ann\nLee, Ann", "Ruth Hill, Mary"),
        ("Annual Joann Ann2 Ann_x", "Annual Joann Ann2 Mary_x"),
        ("Jose\u0301 Mu\u0308ller!", "Peter!"),
        ("An\u00adn", "Mary"),
        ("die STRASSE", "die ROAD"),
        ("lb02 LB02", "R2 R2"),
        ("ＡＮＮ", "MARY"),
        ("é Ann é\u0301", "é Mary é\u0301"),
        ("", ""),
    ],
)
def test_whole_words_are_replaced_the_longest_first_case_kept_where_plain(text, replaced) -> None:
    assert NamesReplaced(INSTEAD).replaced(text) == replaced


def test_without_names_nothing_is_replaced() -> None:
    assert NamesReplaced({}).replaced("Ann") == "Ann"


@given(
    st.text(st.sampled_from("AnßsŠ\u0301\u030c é\u00adﬁ１_."), max_size=20), st.sampled_from(["Ann", "Šs", "ﬁ", "1"])
)
def test_no_name_is_left_and_texts_without_one_stay(text, name) -> None:
    said = NamesReplaced({name: "Z"}).replaced(text)
    assert not list(NameFinder([name]).found_in(said))
    if not list(NameFinder([name]).found_in(text)):
        assert said == text
    else:
        assert unicodedata.normalize("NFKC", said) != unicodedata.normalize("NFKC", text)
