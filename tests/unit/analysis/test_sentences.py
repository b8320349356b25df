"""Sentences for the report, as a researcher would have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.analysis.sentences import (
    Divider,
    Telling,
    class_sentence,
    complement_phrase,
    figure_sentence,
    group_sentence,
    in_words,
    scheme_sentence,
)
from fop_coder.model.base import new_guid
from fop_coder.model.codebook import Code
from fop_coder.model.tally import ClassCounts, Counts
from fop_coder.model.wording import PROGRAMS, with_template

CODE = Code(
    new_guid(),
    "planning",
    "Planning",
    verb="referred to planning before visits",
    complement="did not mention planning",
    criteria_word="FoP-minded",
)
WORKERS = Telling("family social workers")


def counts(n, others, *, not_asked=0, too_little=0, no_data=0, pending=0, met=None):
    return Counts(n, others, not_asked, too_little, no_data, pending, criteria_met=met)


def test_the_sentence_of_the_study():
    assert figure_sentence(CODE, counts(22, 3, met=15), WORKERS) == (
        "Nearly all family social workers (22/25) referred to planning before visits, of whom 15 FoP-minded."
    )


def test_those_who_did_not_with_those_left_out_in_words():
    said = figure_sentence(CODE, counts(22, 3, not_asked=1, too_little=2, no_data=10), WORKERS, complement=True)
    assert said == (
        "A few family social workers (3/25) did not mention planning"
        " (one was not asked; two gave too little information; 10 have no data)."
    )


def test_figures_of_few_respondents_stand_without_a_quantifier():
    assert figure_sentence(CODE, counts(2, 1), WORKERS) == (
        "2 of 3 family social workers referred to planning before visits."
    )
    assert figure_sentence(CODE, counts(2, 1), WORKERS, complement=True) == (
        "1 of 3 family social workers did not mention planning."
    )


def test_nothing_is_said_while_anybody_is_pending_unless_it_says_so_far():
    waiting = counts(20, 2, pending=3)
    assert figure_sentence(CODE, waiting, WORKERS) == ""
    assert figure_sentence(
        CODE, waiting, Telling("social workers", of="of those with borough = RBKC", so_far=True)
    ) == (
        "So far, nearly all social workers (20/22) referred to planning before visits"
        " (of those with borough = RBKC; three are pending)."
    )
    assert figure_sentence(CODE, counts(0, 0, pending=3), Telling("social workers", so_far=True)) == ""


def test_groups_stand_after_the_whole():
    groups = {"RBKC": counts(10, 2), "LBHF": counts(3, 1, not_asked=1), "(no value)": counts(9, 0)}
    whole = counts(22, 3, not_asked=1, met=15)
    assert group_sentence(CODE, whole, groups, WORKERS, by="borough") == (
        "Nearly all family social workers (22/25) referred to planning before visits:"
        " 10/12 in RBKC, 3/4 in LBHF and 9/9 without borough (one was not asked)."
    )
    two = {"2–4": counts(3, 9), "5+": counts(0, 13)}
    said = group_sentence(CODE, counts(3, 22), two, WORKERS, by="practices", divider=Divider.NUMBER, complement=True)
    assert said.endswith("(22/25) did not mention planning: 9/12 with practices 2–4 and 13/13 with practices 5+.")
    assert group_sentence(CODE, counts(3, 22), {}, WORKERS, by="borough") == figure_sentence(
        CODE, counts(3, 22), WORKERS
    )


def test_sentences_of_a_scheme():
    everybody = ClassCounts(25, 0, 1, 0, 0, 0)
    assert class_sentence("Enthusiast", 17, everybody, "Analytic group", WORKERS) == (
        "Most family social workers (17/25) were classified as Enthusiast on Analytic group (one was not asked)."
    )
    assert class_sentence("Cautious", 1, everybody, "Analytic group", WORKERS).startswith(
        "One of the family social workers (1/25) was classified as Cautious"
    )
    assert scheme_sentence({"Enthusiast": 17, "Cautious": 8}, everybody, "Analytic group", WORKERS) == (
        "Analytic group of 25 family social workers: 17 Enthusiast and 8 Cautious (one was not asked)."
    )
    unread = ClassCounts(3, 1, 0, 0, 0, 0)
    assert class_sentence("Enthusiast", 2, unread, "Analytic group", WORKERS) == ""
    assert class_sentence("Enthusiast", 2, unread, "Analytic group", Telling("parents", so_far=True)) == (
        "So far, 2 of 3 parents were classified as Enthusiast on Analytic group (one was not classified)."
    )


def test_templates_of_the_project_are_filled_and_nobody_is_left_out_silently():
    own = with_template(PROGRAMS, "referred", "Of {N} {respondents}, {quantity} ({n}) {verb}!")
    assert figure_sentence(CODE, counts(22, 3), Telling("workers", own)) == (
        "Of 25 workers, nearly all (22) referred to planning before visits!"
    )
    assert figure_sentence(CODE, counts(22, 3, not_asked=1), Telling("workers", own)).endswith("(one was not asked).")


def test_a_code_without_words_of_its_own():
    assert complement_phrase(Code(new_guid(), "x", "Planning")) == "did not mention planning"
    assert complement_phrase(Code(new_guid(), "x", "SCORE")) == "did not mention SCORE"


@pytest.mark.parametrize(("number", "words"), [(1, "one"), (9, "nine"), (10, "10"), (0, "none")])
def test_numbers_in_words(number, words):
    assert in_words(number) == words


@given(
    st.builds(
        counts,
        *[st.integers(0, 30)] * 2,
        **dict.fromkeys(("not_asked", "too_little", "no_data", "pending"), st.integers(0, 12)),
    )
)
def test_every_sentence_names_its_figure_and_everybody_left_out(found):
    for complement in (False, True):
        said = figure_sentence(CODE, found, Telling("people", so_far=True), complement=complement)
        if not found.of:
            assert said == ""
            continue
        n = found.not_referred if complement else found.n
        assert f"{n}/{found.of}" in said or f"{n} of {found.of}" in said
        assert said.startswith("So far, ") == bool(found.pending)
        left = (found.not_asked, found.too_little_information, found.no_data, found.pending)
        assert said.count(";") + ("(" in said.replace(f"({n}/{found.of})", "")) == sum(1 for one in left if one)
