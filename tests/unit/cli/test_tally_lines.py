"""Tallies as text: each figure stands beside the name it belongs to, however long names are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fop_coder.cli.tables import WIDTH, display_width
from fop_coder.cli.tallies import tally_lines
from tests.unit.exporters.contents import contents

LONG = "What families and their social workers say about the time that lies between two visits and about the school run"


def divided(name):
    """Return the tally by borough in which the first code bears a name."""
    (tally,) = contents().tallies_by
    first, *others = tally.rows
    return replace(tally, rows=(replace(first, name=name, depth=0), *others))


def by_group(lines):
    """Return the blocks beneath the whole sample's table: name of a row as it begins → what stands beside it."""
    start = next(n for n, line in enumerate(lines) if line.startswith("By borough"))
    return lines[start:]


@pytest.mark.parametrize("name", ["Planning", LONG, "x" * 130, "מרחבא שלום 😀 " * 6])
def test_figures_of_groups_stand_on_the_first_line_of_their_code(name):
    tally = divided(name)
    lines = by_group(list(tally_lines(tally)))
    for row in tally.rows:
        begins = f"{'. ' * row.depth}{row.name}"[:12].strip()
        beside = " ".join(line for line in lines if line.startswith(begins)).split()
        expected = [f"{counts.n}/{counts.of}" for group, counts in row.groups.items()]
        assert [word for word in beside if word.replace("/", "").isdigit() and "/" in word] == expected
    assert max(map(display_width, lines)) <= WIDTH


def test_a_long_name_is_told_whole():
    lines = by_group(list(tally_lines(divided(LONG))))
    left = " ".join(line[:40].strip() for line in lines)
    assert LONG in " ".join(left.split())
