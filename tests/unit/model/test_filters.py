"""Filters as people write them: what they let through, and that odd ones are refused with the part not understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.model.errors import FilterRefused
from fop_coder.model.filters import EVERYTHING, NO_VALUE, OPERATORS, Condition, parse_filter


def conditions(text):
    return [(c.name, c.operator, c.values) for c in parse_filter(text).conditions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("borough = RBKC", [("borough", "=", ("RBKC",))]),
        ("borough=RBKC", [("borough", "=", ("RBKC",))]),
        ('"training days" >= 10', [("training days", ">=", ("10",))]),
        ("training days >= 10", [("training days", ">=", ("10",))]),
        ("'training days' < 10", [("training days", "<", ("10",))]),
        ("borough = RBKC and days > 3", [("borough", "=", ("RBKC",)), ("days", ">", ("3",))]),
        ("borough = RBKC AND days <= 3", [("borough", "=", ("RBKC",)), ("days", "<=", ("3",))]),
        ("borough in (RBKC, Kensington and)", None),
        ("borough in (RBKC, Tower Hamlets)", [("borough", "in", ("RBKC", "Tower Hamlets"))]),
        ("borough IN RBKC, Brent", [("borough", "in", ("RBKC", "Brent"))]),
        ('borough in ("a, b", c)', [("borough", "in", ("a, b", "c"))]),
        ("group = child in need", [("group", "=", ("child in need",))]),
        ('role = "trainer and worker"', [("role", "=", ("trainer and worker",))]),
        ("role != (no value)", [("role", "!=", (NO_VALUE,))]),
        ("role = ( No  Value )", [("role", "=", (NO_VALUE,))]),
        ('role = "(no value)"', [("role", "=", (NO_VALUE,))]),
        ("role in (no value)", [("role", "in", (NO_VALUE,))]),
        ("rôle = pédagogue", [("rôle", "=", ("pédagogue",))]),
        ("days = -3", [("days", "=", ("-3",))]),
        ("began >= 2024-05-03", [("began", ">=", ("2024-05-03",))]),
    ],
)
def test_filters_are_read_as_written(text, expected):
    if expected is None:
        with pytest.raises(FilterRefused):
            parse_filter(text)
    else:
        assert conditions(text) == expected
        assert parse_filter(f"  {text} ").text == text


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_no_filter_lets_everything_through(text):
    assert parse_filter(text) == EVERYTHING
    assert parse_filter(text).names == ()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("borough", "borough"),
        ("= RBKC", "no comparison after"),
        ("borough =", "no value after 'borough'"),
        ("borough = ''", "no value after"),
        ("borough = RBKC and", "'and'"),
        ("and borough = RBKC", "no comparison"),
        ("borough = RBKC or x = y or", None),
        ("borough = RBKC days > 3", "'>'"),
        ('borough = "RBKC', '"RBKC'),
        ("borough = 'RBKC", "'RBKC"),
        ("borough in (RBKC", "no value after"),
        ("borough in (RBKC,)", "no value after"),
        ("borough in ()", "no value after"),
        ("borough = (RBKC)", "no value after"),
        ("borough = RBKC)", "')'"),
        ("borough == RBKC", "no value after"),
        ("borough < > RBKC", "no value after"),
        ("borough in (RBKC) Brent", "'Brent'"),
        ("in = 3", "no comparison"),
        (", = 3", "no comparison"),
    ],
)
def test_what_is_no_filter_is_refused_with_the_part_not_understood(text, part):
    with pytest.raises(FilterRefused) as refused:
        parse_filter(text)
    assert part is None or part in refused.value.what
    assert "borough = RBKC and" in refused.value.do, "an example says how to write it"


@given(
    st.lists(st.sampled_from([*"ab \"'=<>!(),\n\\&é😀", "and", "in", " and ", " in ", "(no value)"]), max_size=14).map(
        "".join
    )
)
def test_any_text_is_a_filter_or_is_refused_as_one(text):
    try:
        found = parse_filter(text)
    except FilterRefused:
        return
    for condition in found.conditions:
        assert condition.name
        assert condition.operator in OPERATORS
        assert condition.values
        assert all(condition.values)
        condition.holds("a")
    assert parse_filter(found.text) == found


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\"'"), min_size=1, max_size=8)


@given(st.lists(st.tuples(WORDS, st.sampled_from(OPERATORS), WORDS), min_size=1, max_size=3))
def test_whatever_is_quoted_is_taken_as_it_stands(wanted):
    text = " and ".join(f'"{name}" {operator} "{value}"' for name, operator, value in wanted)
    assert conditions(text) == [(name, operator, (value,)) for name, operator, value in wanted]


@pytest.mark.parametrize(
    ("operator", "wanted", "value", "holds"),
    [
        ("=", "rbkc", "RBKC", True),
        ("=", "RBKC", " RBKC ", True),
        ("!=", "RBKC", "Brent", True),
        ("!=", "RBKC", "rbkc", False),
        ("=", "10", "10.0", True),
        ("=", "10", "10,0", True),
        (">", "9", "10", True),
        ("<", "9", "10", False),
        (">=", "10", "10", True),
        ("<=", "10", "10", True),
        ("<", "b", "a", True),
        (">=", "2024-05-03", "4/5/2024", True),
        ("=", "2024-05-03", "3.5.2024", True),
        ("<", "2024-05-03", "2024-05-02", True),
        (">", "5", "Trainer", False),
        ("<", "5", "Trainer", False),
        ("=", "5", "Trainer", False),
        ("!=", "5", "Trainer", True),
        (">=", "2024-05-03", "soon", False),
        ("=", "straße", "STRASSE", True),
    ],
)
def test_numbers_dates_and_words_compare_as_what_they_are(operator, wanted, value, holds):
    assert Condition("x", operator, (wanted,)).holds(value) is holds


@pytest.mark.parametrize("missing", [None, ""])
@pytest.mark.parametrize("operator", OPERATORS)
def test_a_missing_value_meets_nothing_but_no_value(missing, operator):
    assert not Condition("x", operator, ("a",)).holds(missing)
    assert Condition("x", operator, (NO_VALUE,)).holds(missing) is (operator in ("=", "in"))


@pytest.mark.parametrize("operator", OPERATORS)
def test_a_value_that_is_there_is_unlike_no_value_and_neither_below_nor_above_it(operator):
    assert Condition("x", operator, (NO_VALUE,)).holds("RBKC") is (operator == "!=")


def test_in_means_any_of_them():
    condition = Condition("x", "in", ("RBKC", "10", NO_VALUE))
    assert [condition.holds(v) for v in ("rbkc", "10.0", "Brent", None)] == [True, True, False, True]


def test_names_are_those_asked_about():
    assert parse_filter("a = 1 and b in (2, 3)").names == ("a", "b")
