"""What in an export tells of few people, found and said; names to keep out, wherever and however they are written."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.analysis.balance import balance_findings, balance_warnings
from fop_coder.analysis.disclosure import combination_findings, figure_findings
from fop_coder.analysis.names import NameFinder
from fop_coder.analysis.suppression import suppress
from fop_coder.model.disclosure import Concern
from fop_coder.model.tally import StatusRow
from tests.unit.analysis.test_suppression import A, N, R, boroughs, contents, people, scheme, study


def said(findings, concern):
    return [(f.where, f.sentence) for f in findings if f.concern is concern]


def test_small_groups_are_named_once_for_all_their_tables() -> None:
    rows = people(boroughs(RBKC=6, LBHF=2), [[R] * 3 + [N] * 3 + [R, R]], classes=["keen"] * 8)
    found = figure_findings(contents(rows, schemes=[scheme(rows, "borough")]), 5)
    assert said(found, Concern.SMALL_GROUP) == [("tables by borough", "LBHF has only 2 respondents.")]


def test_everybody_and_nobody_of_a_small_group_are_told() -> None:
    rows = people(boroughs(RBKC=6, LBHF=2), [[R, N] * 3 + [R, R], [R, N] * 3 + [N, N], [R, N] * 3 + [R, N]])
    found = figure_findings(contents(rows), 5)
    assert said(found, Concern.ALL_OR_NOBODY) == [
        ("Tally by borough", "Of the few in LBHF, everybody: c0; nobody: c1.")
    ]


def test_an_n_that_is_small_in_a_large_group_is_told() -> None:
    rows = people(boroughs(RBKC=12, WCC=8), [[R, N] * 6 + [R, R, N] + [A] * 5])
    found = figure_findings(contents(rows), 5)
    assert said(found, Concern.SMALL_GROUP) == [("Tally by borough", "N of WCC is small: c0 (3).")]


@pytest.mark.parametrize(
    ("referred", "told"),
    [
        (0, None),
        (1, "Only 1 respondent of 20."),
        (4, "Only 4 respondents of 20."),
        (5, None),
        (15, None),
        (16, "All but 4 respondents of 20."),
        (20, None),
    ],
)
def test_small_counts_and_their_complements_are_told_and_none_and_all_are_not(referred, told) -> None:
    found = figure_findings(study({"RBKC": referred}, RBKC=20), 5)
    whole = [sentence for where, sentence in said(found, Concern.SMALL_COUNT) if where == "Tally: c0"]
    assert whole == ([told] if told else [])


def test_small_counts_of_large_groups_stand_on_one_line() -> None:
    found = figure_findings(study({"RBKC": 9, "WCC": 2}, RBKC=12, WCC=9), 5)
    assert said(found, Concern.SMALL_COUNT)[-1] == (
        "Tally by borough: c0",
        "Few did, or few did not: RBKC 9/12, WCC 2/9.",
    )


def test_what_is_hidden_is_not_told_again() -> None:
    shown = suppress(study({"RBKC": 6, "WCC": 5, "LBHF": 4}, RBKC=12, WCC=9, LBHF=4), 5)
    assert list(figure_findings(shown, 5)) == []


# ---- combinations ----------------------------------------------------------------------------------------------------


def person(label, **attributes):
    return StatusRow(label, attributes, {}, {}, frozenset())


def test_a_combination_that_singles_somebody_out_is_told_with_who_it_is() -> None:
    rows = [person(f"P{n}", role="nurse" if n % 2 else "social worker", sex="f" if n < 6 else "m") for n in range(8)]
    found = list(combination_findings(rows, ("role", "sex"), 2))
    assert [f.where for f in found] == ["role × sex"]
    assert "2 respondents share role and sex together with fewer than 1 others" in found[0].sentence
    assert "nurse · m (P7)" in found[0].sentence
    assert "social worker · m (P6)" in found[0].sentence


def test_a_value_that_singles_out_is_not_told_again_in_pairs() -> None:
    rows = [person(f"P{n}", role="director" if n == 0 else "nurse", sex="f") for n in range(8)]
    assert [f.where for f in combination_findings(rows, ("role", "sex"), 3)] == ["role"]


PEOPLE = st.lists(st.tuples(*(st.sampled_from("xyz"),) * 3), min_size=1, max_size=25)


@given(PEOPLE, st.integers(2, 5))
def test_whoever_shares_all_attributes_with_few_is_told(values, smallest):
    names = ("a", "b", "c")
    rows = [person(f"P{n}", **dict(zip(names, v, strict=True))) for n, v in enumerate(values)]
    found = {f.where: f.sentence for f in combination_findings(rows, names, smallest)}
    few = [v for v in values if Counter(values)[v] < smallest]
    assert ("a × b × c" in found) == bool(few)
    if few:
        assert found["a × b × c"].startswith(f"{len(few)} respondent")
    for name, at in zip(names, range(3), strict=True):
        alone = Counter(v[at] for v in values)
        assert (name in found) == any(n < smallest for n in alone.values())
    for (one, i), (other, j) in combinations(zip(names, range(3), strict=True), 2):
        pairs = Counter((v[i], v[j]) for v in values)
        if f"{one} × {other}" in found:
            assert any(n < smallest for n in pairs.values())


# ---- quotations ------------------------------------------------------------------------------------------------------


def balance(passages, size=10, groups=None):
    rows = [person(f"P{n}") for n in range(size)]
    return [(f.where, f.sentence) for f in balance_findings(passages, rows, groups or {})]


def test_two_people_who_give_more_than_half_of_the_passages_are_named() -> None:
    passages = [("Planning", ("P1",))] * 2 + [("Review", ("P2",))] * 2 + [("Review", (f"P{n}",)) for n in (3, 4, 5)]
    assert balance(passages) == [
        ("Passages", "P1 and P2 give 4 of 7 passages, more than half."),
        ("Passages: Review", "P2 and P3 give 3 of 5 passages, more than half."),
    ]


def test_a_passage_of_both_is_one_passage() -> None:
    passages = [("Planning", ("P1", "P2"))] * 3 + [("Planning", (f"P{n}",)) for n in (3, 4, 5)]
    assert balance(passages) == [], "three of six are not more than half"


def test_balanced_and_few_passages_are_passed_over() -> None:
    assert balance([("Planning", (f"P{n}",)) for n in range(8)]) == []
    assert balance([("Planning", ("P1",))] * 4) == []
    assert balance([("Planning", ("P1",))] * 9, size=2) == []


def test_a_group_that_speaks_for_the_others_is_told() -> None:
    groups = {"borough": {f"P{n}": "LBHF" if n < 4 else "RBKC" for n in range(10)}}
    passages = [("Planning", (f"P{n}",)) for n in (0, 1, 2, 3, 0, 1, 2, 3, 5, 6, 7)]
    assert balance(passages, groups=groups)[-1] == (
        "Passages by borough",
        "LBHF gives 8 of 11 passages, and is 4 of 10 respondents.",
    )


@pytest.mark.parametrize(
    ("people", "warnings"),
    [
        ([["P1"]], []),
        ([["P1"], ["P2"]], []),
        ([["P1"]] * 2, ["Both quotations come from P1."]),
        ([["P1"], ["P2"], ["P1"]], ["All 3 quotations come from P1 and P2."]),
        ([["P1", "P2"]] * 2, ["Both quotations come from P1 and P2."]),
        ([["P1"], ["P2"], ["P3"], ["P1"]], []),
        ([["P1"]] * 2 + [["P2"], ["P3"], ["P4"]], ["3 of 5 quotations come from P1 and P2, more than half."]),
        ([["P1"], ["P2"], ["P3"], ["P4"], ["P5"]], []),
    ],
)
def test_quotations_of_few_people_are_warned_of(people, warnings) -> None:
    assert list(balance_warnings(people, {}, 10, word="quotations")) == warnings
    assert list(balance_warnings(people, {}, 2, word="quotations")) == [], "there are no others"


def test_quotations_of_a_small_group_are_warned_of() -> None:
    group_of = {f"P{n}": "LBHF" if n < 4 else "RBKC" for n in range(10)}
    people = [[f"P{n}"] for n in (0, 1, 2, 3, 4, 5, 6)]
    assert list(balance_warnings(people, {"borough": group_of}, 10, word="quotations")) == [
        "By borough: LBHF gives 4 of 7 quotations, and is 4 of 10 respondents."
    ]


# ---- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["Ann", "ANN came", "so ann's plan", "(Ann)", "Interview_Ann.docx", "Ann\u00ad, she", "with\nAnn", "“Ann”"],
)
def test_a_name_is_found_as_a_whole_word_whatever_its_case(text) -> None:
    assert list(NameFinder(["Ann"]).found_in(text)) == ["Ann"]


@pytest.mark.parametrize("text", ["Annual", "Joann", "Anne", "", "An n", "Ann2"])
def test_a_part_of_a_word_is_no_name(text) -> None:
    assert list(NameFinder(["Ann"]).found_in(text)) == []


def test_names_of_several_words_and_accents_are_found_however_they_are_written() -> None:
    finder = NameFinder(["Zoe\u0308  Strauß", "J. (Jo) Doe", "Zoë"])
    assert list(finder.found_in("that ZOË\nSTRAUSS said")) == ["Zoe\u0308 Strauß", "Zoë"]
    assert list(finder.found_in("j. (jo) doe")) == ["J. (Jo) Doe"]


def test_no_names_are_found_where_none_are_given() -> None:
    assert list(NameFinder(["", "  "]).found_in("anybody")) == []


@given(st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=8), st.sampled_from([" ", ", ", "\n", "."]))
def test_any_name_is_found_between_others(name, sign):
    assert list(NameFinder([name]).found_in(f"before{sign}{name.casefold()}{sign}after")) == [name]
