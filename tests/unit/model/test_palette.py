"""Colours of other programs and ours."""

from __future__ import annotations

import pytest

from fop_coder.model.codebook import COLOURS
from fop_coder.model.palette import CODE_COLOURS, nearest_colour


def test_there_are_as_many_as_codes_can_have_and_each_is_nearest_to_itself() -> None:
    assert len(CODE_COLOURS) == COLOURS
    assert [nearest_colour(colour.lower()) for colour in CODE_COLOURS] == list(range(1, COLOURS + 1))


@pytest.mark.parametrize(
    ("written", "number"), [("#000", 12), ("#36f", 1), ("#e57373", 2), ("#00008B", 9), ("#d81b60", 5)]
)
def test_the_nearest_is_the_one_that_looks_alike(written: str, number: int) -> None:
    assert nearest_colour(written) == number


@pytest.mark.parametrize("written", ["", "red", "#12", "#1234567", "#ggg", "2869D5"])
def test_other_text_is_no_colour(written: str) -> None:
    assert nearest_colour(written) is None
