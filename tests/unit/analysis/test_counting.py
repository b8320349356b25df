"""Shares and intervals, held against published and independently computed values."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.analysis.counting import count_classes, count_groups, count_statuses, wilson
from fop_coder.analysis.sentences import Telling, figure_sentence, phrase, why
from fop_coder.model.base import new_guid
from fop_coder.model.codebook import Code, CriteriaRule, Criterion
from fop_coder.model.status import ClassFacts, CodeFacts, CoderFacts, classes_of_coder, statuses_of_coder

CODE = Code(new_guid(), "planning", "Planning")
RULED = Code(
    new_guid(),
    "techniques",
    "Techniques",
    criteria=(Criterion(new_guid(), "a", "talk"),),
    criteria_rule=CriteriaRule(),
    criteria_word="FoP-minded",
)
PEOPLE = [new_guid() for _ in range(10)]
EVERYBODY = frozenset(PEOPLE)


def facts(code, **groups):
    found = CodeFacts(**{name: frozenset(PEOPLE[i] for i in who) for name, who in groups.items()})
    return CoderFacts(new_guid(), frozenset(PEOPLE[:9]), {code.guid: found})


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_wilson_is_the_formula_of_1927(figure):
    n, of = figure
    z, p = 1.959963984540054, n / of
    middle = (p + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    assert wilson(n, of) == pytest.approx((max(0.0, middle - half), min(1.0, middle + half)), abs=1e-9)


def test_wilson_of_22_in_25_and_of_nobody():
    assert wilson(22, 25) == pytest.approx((0.7004, 0.9583), abs=5e-5)
    assert wilson(0, 0) is None


def test_counts_add_up_in_the_sample_and_in_each_group():
    found = facts(RULED, unread=[0, 1], referred=[1, 2, 3, 4], met=[2, 3], not_asked=[4, 5], too_little=[6])
    statuses = statuses_of_coder(EVERYBODY, found, RULED.guid)
    whole = count_statuses(statuses, RULED, several=False)
    assert (whole.n, whole.of, whole.pending, whole.pending_coded, whole.no_data) == (3, 5, 2, 1, 1)
    assert (whole.not_asked, whole.too_little_information, whole.unprompted, whole.criteria_met) == (1, 1, 1, 2)
    assert whole.share == pytest.approx(0.6) and whole.total == 10 and whole.differ is None
    halves = [
        count_statuses(statuses, RULED, several=False, within=frozenset(part)) for part in (PEOPLE[:5], PEOPLE[5:])
    ]
    assert [h.total for h in halves] == [5, 5]
    group_of = {who: "first half" if who in PEOPLE[:5] else "second half" for who in PEOPLE}
    names = ("first half", "empty", "second half")
    by_group = count_groups(statuses, RULED, names, group_of, several=False)
    assert tuple(by_group) == names
    assert [by_group["first half"], by_group["second half"]] == halves
    assert by_group["empty"] == count_statuses(statuses, RULED, several=False, within=frozenset())
    assert sum(h.n for h in halves) == 3


def test_a_code_without_a_rule_has_no_criteria_figure():
    counts = count_statuses(statuses_of_coder(EVERYBODY, facts(CODE), CODE.guid), CODE, several=False)
    assert counts.criteria_met is None


def test_classes_are_counted_with_those_who_have_none():
    category = new_guid()
    found = classes_of_coder(
        EVERYBODY,
        ClassFacts(
            assigned=frozenset(PEOPLE[:8]),
            unread=frozenset(PEOPLE[:2]),
            classes={category: frozenset(PEOPLE[1:4])},
            not_asked=frozenset(PEOPLE[4:5]),
            too_little=frozenset(PEOPLE[5:6]),
        ),
        [category],
    )
    counts = count_classes(found)
    assert (counts.classified, counts.not_asked, counts.too_little_information) == (2, 1, 1)
    assert (counts.not_classified, counts.no_data, counts.pending, counts.pending_classified) == (2, 2, 2, 1)
    assert counts.total == 10


def test_the_sentence_says_what_was_left_out_and_is_silent_while_anybody_is_pending():
    done = facts(RULED, referred=[1, 2], met=[1], not_asked=[5], too_little=[6, 7])
    counts = count_statuses(statuses_of_coder(EVERYBODY, done, RULED.guid), RULED, several=False)
    assert figure_sentence(RULED, counts, Telling("social workers")) == (
        "2 of 6 social workers referred to techniques, of whom 1 FoP-minded"
        " (one was not asked; two gave too little information; one has no data)."
    )
    waiting = facts(RULED, referred=[1], unread=[3])
    counts = count_statuses(statuses_of_coder(EVERYBODY, waiting, RULED.guid), RULED, several=False)
    assert figure_sentence(RULED, counts, Telling("social workers")) == ""


@pytest.mark.parametrize(
    ("name", "verb", "said"),
    [
        ("Planning", "", "referred to planning"),
        ("SCORE-15 totals", "", "referred to SCORE-15 totals"),
        ("Planning", "planned ahead", "planned ahead"),
    ],
)
def test_what_respondents_did(name, verb, said):
    assert phrase(Code(new_guid(), "x", name, verb=verb)) == said


def test_why_this_n_has_a_sentence_for_each_status_that_somebody_has():
    found = facts(CODE, unread=[0], referred=[0, 1], not_asked=[1, 2])
    statuses = statuses_of_coder(EVERYBODY, found, CODE.guid)
    reasons = why(CODE, statuses, lambda group: sorted(str(PEOPLE.index(p)) for p in group))
    assert {r.status: r.respondents for r in reasons} == {
        "referred": ("1",),
        "not referred": ("3", "4", "5", "6", "7", "8"),
        "not asked": ("2",),
        "pending": ("0",),
        "no data": ("9",),
    }
    sentences = {r.status: r.sentence for r in reasons}
    assert sentences["referred"].endswith("Of them 1 raised it unprompted.")
    assert sentences["pending"].endswith("Of them 1 already coded.")
    assert sentences["not referred"].startswith("6 are counted in N alone")
