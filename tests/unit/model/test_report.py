"""Quotations, items of a report, frozen figures, cases, names kept out, the topic guide: what they refuse."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fop_coder.model.base import check_json
from fop_coder.model.coding import FilterOver, GuideQuestion
from fop_coder.model.errors import ValueRefused
from fop_coder.model.people import Case, KeptName
from fop_coder.model.report import LeftOut, Quotation, ReportItem, ReportKind
from tests.reference import small
from tests.reference.small import guid

QUOTATION = Quotation(guid("q"), guid("coding"), guid("Ann"))
ITEM = ReportItem(guid("i"), ReportKind.TEXT, 0, guid("Ann"), "As we found")


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 3)])
def test_what_is_left_out_is_some_words(start, end):
    with pytest.raises(ValueRefused, match="cannot run"):
        LeftOut(start, end)


@pytest.mark.parametrize("left_out", [(LeftOut(5, 7), LeftOut(1, 3)), (LeftOut(1, 4), LeftOut(3, 7))])
def test_what_is_left_out_is_in_order_and_does_not_overlap(left_out):
    with pytest.raises(ValueRefused, match="not in order"):
        replace(QUOTATION, left_out=left_out)


def test_what_is_left_out_may_follow_on():
    assert replace(QUOTATION, left_out=(LeftOut(1, 3), LeftOut(3, 7))).left_out[1].end == 7


@pytest.mark.parametrize("kind", ReportKind)
def test_quotations_of_a_report_and_nothing_else_are_about_a_passage(kind):
    about = guid("coding") if kind is ReportKind.QUOTATION else None
    assert replace(ITEM, kind=kind, about=about).about == about
    with pytest.raises(ValueRefused, match="about a passage"):
        replace(ITEM, kind=kind, about=None if about else guid("coding"))


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (ITEM, "asked"),
        (ITEM, "figures"),
        (small.FROZEN, "asked"),
        (small.FROZEN, "figures"),
        (small.SETTINGS, "wording"),
    ],
)
@pytest.mark.parametrize("text", ["{", "12", '"words"', "a: 1", None])
def test_what_must_be_json_is(value, field, text):
    with pytest.raises(ValueRefused, match="JSON"):
        replace(value, **{field: text})


def test_an_empty_text_stands_for_no_json():
    for text in ("", "{}", "[1]"):
        check_json(text, "")
    with pytest.raises(ValueRefused, match="no figures"):
        replace(small.FROZEN, figures="")


@pytest.mark.parametrize("number", [0, 101, -5])
def test_the_smallest_group_is_a_number_from_one_to_a_hundred(number):
    with pytest.raises(ValueRefused, match="from 1 to 100"):
        replace(small.SETTINGS, smallest_group=number)
    for allowed in (1, 100):
        assert replace(small.SETTINGS, smallest_group=allowed).smallest_group == allowed


def test_a_case_links_two_or_more_each_once():
    one, two = guid("one"), guid("two")
    assert Case(guid("c"), "Family", (two, one)).members == (two, one)
    for members, said in (((), "at least two"), ((one,), "at least two"), ((one, two, one), "twice")):
        with pytest.raises(ValueRefused, match=said):
            Case(guid("c"), "Family", members)


def test_a_pseudonym_is_another_name():
    assert KeptName(guid("k"), "Zoë", "Mary").instead == "Mary"
    for instead, said in (("ZOË", "own place"), (" Mary", "space")):
        with pytest.raises(ValueRefused, match=said):
            KeptName(guid("k"), "Zoë", instead)


def test_a_question_of_the_guide_has_words_and_each_code_once():
    code = guid("code")
    assert GuideQuestion(guid("q"), "How?", 3, (code,)).codes == (code,)
    for text, codes, said in ((" ", (), "empty"), ("How?", (code, code), "twice")):
        with pytest.raises(ValueRefused, match=said):
            GuideQuestion(guid("q"), text, 3, codes)


def test_each_kind_of_kept_filter_has_a_word():
    assert [over.word for over in FilterOver] == ["sample", "scope", "view"]
