"""Tests of association, held against published tables and figures worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.analysis.association import associate, p_text


def test_the_lady_tasting_tea():
    """Fisher (1935): three of four cups named rightly; one-sided 17/70, two-sided 34/70."""
    found = associate([[3, 1], [1, 3]], "random")
    assert found.test == "Fisher's exact test"
    assert found.p == pytest.approx(34 / 70)
    assert found.statistic == pytest.approx(9)
    assert found.cramers_v == pytest.approx(0.5)
    assert found.smallest_expected == 2
    assert found.sentence.startswith("No association detected (Fisher's exact test, p = 0.486, N = 8)")
    assert found.assumption == "The test holds for a simple random sample of independent respondents."


def fisher(table):
    """Return the two-sided p by adding up all tables as improbable as this one (hypergeometric)."""
    (a, b), (c, d) = table
    row, column, n = a + b, a + c, a + b + c + d

    def chance(x):
        return math.comb(column, x) * math.comb(n - column, row - x) / math.comb(n, row)

    limit = chance(a) * (1 + 1e-7)
    return sum(chance(x) for x in range(max(0, row + column - n), min(row, column) + 1) if chance(x) <= limit)


@given(st.lists(st.integers(0, 12), min_size=4, max_size=4))
def test_two_by_two_is_the_sum_of_the_tables_as_improbable(cells):
    table = [cells[:2], cells[2:]]
    found = associate(table, "random")
    if any(sum(line) == 0 for line in (*table, *zip(*table, strict=True))):
        assert found.p is None
    else:
        assert found.p == pytest.approx(fisher(table), rel=1e-6)


def test_chi_square_worked_out_by_hand():
    """Expected counts 20, 30, 50 in each row."""
    found = associate([[30, 30, 40], [10, 30, 60]], "random")
    assert found.statistic == pytest.approx(2 * (10**2 / 20 + 0 + 10**2 / 50))
    assert (found.degrees, found.n, found.smallest_expected) == (2, 200, 20)
    assert found.p == pytest.approx(math.exp(-14 / 2))  # with two degrees of freedom
    assert found.cramers_v == pytest.approx(math.sqrt(14 / 200))
    assert found.notes == ()
    assert found.sentence.startswith("An association was detected (chi-square test, p < 0.001, N = 200).")


def test_a_warning_where_cells_are_too_small():
    found = associate([[10, 4, 8], [0, 2, 1]], "purposive")
    assert "too small to test: 3 of 6 expected counts are below 5, the smallest is 0.7" in found.notes[0]
    assert "If these 25 were a simple random sample" in found.assumption


def test_no_test_claims_that_there_is_none():
    found = associate([[5, 5, 5], [5, 5, 5]], "everyone")
    assert found.p == pytest.approx(1)
    assert found.sentence.startswith("No association detected")
    assert "no association" not in found.sentence.replace("No association detected", "")


def test_empty_rows_and_columns_say_nothing():
    assert associate([[3, 0, 1], [0, 0, 0], [1, 0, 3]], "random") == associate([[3, 1], [1, 3]], "random")


@pytest.mark.parametrize("table", [[], [[]], [[0, 0], [0, 0]], [[4, 3], [0, 0]], [[4, 0], [3, 0]]])
def test_there_is_nothing_to_test_where_all_are_alike(table):
    found = associate(table, "random")
    assert (found.p, found.statistic, found.cramers_v, found.sentence) == (None, None, None, "")
    assert "nothing to test" in found.notes[0]


def test_an_infinite_odds_ratio_is_not_a_number():
    found = associate([[4, 0], [0, 4]], "random")
    assert found.statistic is None
    assert found.cramers_v == 1
    assert found.p == pytest.approx(2 / 70)


def test_how_p_is_printed():
    assert (p_text(0.0004), p_text(0.0411), p_text(1.0)) == ("< 0.001", "= 0.041", "= 1.000")
