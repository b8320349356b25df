"""Values refuse what cannot be, in words, when they are built."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.model.base import check_guid, check_name, derived_guid, new_guid, now
from fop_coder.model.codebook import (
    Band,
    Category,
    Code,
    Codebook,
    CriteriaRule,
    Criterion,
    Cut,
    Instrument,
    Item,
    Need,
    Scheme,
    Within,
    check_ident,
    ident_from,
)
from fop_coder.model.coding import Coding, Memo, MemoOn, NamedFilter
from fop_coder.model.documents import Document, ReadFor, Role, Speaker, Text, Turn, TurnList, fingerprint, turns_guid
from fop_coder.model.draft import DocumentDraft, SpeakerDraft, TurnDraft
from fop_coder.model.errors import (
    CodebookRefused,
    FopCoderError,
    ImportRefused,
    ValueRefused,
)
from fop_coder.model.people import Coder, Respondent, Settings, Standing, parse_date, parse_number
from tests.reference import small

G = small.guid


def test_guids_are_distinct_or_always_the_same():
    assert new_guid() != new_guid()
    assert derived_guid("a", "b") == derived_guid("a", "b") != derived_guid("ab")
    check_guid(new_guid(), "")
    check_guid(derived_guid("a"), "")


@pytest.mark.parametrize(
    "text", ["", "1", "6B1F0C0E-3F0A-5D7E-9A52-7A5F3C1D2E40", "{6b1f0c0e-3f0a-5d7e-9a52-7a5f3c1d2e40}", None]
)
def test_what_is_no_guid_is_refused(text):
    with pytest.raises(ValueRefused, match="not a GUID"):
        Respondent(text, "LB01")


def test_moments_are_utc_to_the_second():
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", now())


@pytest.mark.parametrize("name", ["", " ", "\t", " LB01", "LB01 ", "LB\n01", "LB\x0001", "LB\x7f", None, 7])
def test_names_that_people_cannot_tell_apart_are_refused(name):
    with pytest.raises(ValueRefused):
        Respondent(G("x"), name)


def test_names_in_any_script_are_taken():
    for name in ("Zoë", "שרה", "李", "LB 01", "\U0001f600"):
        check_name(name, "")


@pytest.mark.parametrize("name", ["consensus", "Either", "BOTH"])
def test_no_coder_bears_the_name_of_a_view(name):
    with pytest.raises(ValueRefused, match="name of a view"):
        Coder(G("x"), name)


def test_leaving_a_respondent_out_needs_a_reason():
    for standing in (Standing.WITHDRAWN, Standing.UNUSABLE):
        with pytest.raises(ValueRefused, match="needs a reason"):
            Respondent(G("x"), "LB01", standing, " ")
        assert Respondent(G("x"), "LB01", standing, "no tape").because == "no tape"


def test_settings_know_the_views_and_the_ways_of_choosing():
    coder = G("coder")
    assert Settings(G("x"), "Study", coder, "consensus").default_view == "consensus"
    with pytest.raises(ValueRefused, match="not a GUID"):
        Settings(G("x"), "Study", coder, "majority")
    with pytest.raises(ValueRefused, match="not one of random"):
        Settings(G("x"), "Study", coder, coder, chosen="convenience")


# ---- codebook --------------------------------------------------------------------------------------------------------


@given(st.text(max_size=12))
def test_any_name_gives_a_short_name(name):
    check_ident(ident_from(name), name)


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("Stories & conversation", "stories-conversation"),
        ("1st visit", "c-1st-visit"),
        ("Ä", "c"),
        ("", "c"),
        ("--", "c"),
    ],
)
def test_short_names_are_made_from_names(name, ident):
    assert ident_from(name) == ident


@pytest.mark.parametrize("ident", ["", "A", "1a", "a--b", "-a", "a-", "a b", "ä"])
def test_short_names_go_into_files_and_commands(ident):
    with pytest.raises(ValueRefused, match="short name"):
        Code(G("x"), ident, "Planning")


EARLY, TOGETHER = small.PLANNING.criteria


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"key": "ab"}, "not one letter"),
        ({"key": "-"}, "not one letter"),
        ({"colour": 0}, "colour"),
        ({"colour": 13}, "colour"),
        ({"meaning": 0}, "counted from 1"),
        ({"parent": G("x")}, "own parent"),
        ({"criteria": (EARLY, replace(TOGETHER, key="e"))}, "same key"),
        ({"criteria_rule": CriteriaRule()}, "needs criteria"),
        ({"criteria": (EARLY,), "criteria_rule": CriteriaRule(Need.AT_LEAST, at_least=2)}, "asks for 2 of 1"),
    ],
)
def test_codes_that_cannot_be_are_refused(fields, said):
    with pytest.raises(ValueRefused, match=said):
        Code(G("x"), "planning", "Planning", **fields)


def test_a_rule_says_how_many_criteria_are_needed():
    assert CriteriaRule(Need.ALL).needed(3) == 3
    assert CriteriaRule(Need.ANY, Within.PASSAGE).needed(3) == 1
    assert CriteriaRule(Need.AT_LEAST, at_least=2).needed(3) == 2
    with pytest.raises(ValueRefused):
        CriteriaRule(Need.AT_LEAST, at_least=0)
    with pytest.raises(ValueRefused, match="needs a key"):
        Criterion(G("x"), "", "early")


def test_schemes_have_two_distinct_categories_or_more():
    engaged, cautious = small.GROUP.categories
    assert small.GROUP.category(cautious.guid) is cautious
    for categories, said in (
        ((engaged,), "at least two"),
        ((engaged, replace(cautious, ident="e")), "same ident"),
        ((engaged, replace(cautious, key="e")), "same key"),
    ):
        with pytest.raises(ValueRefused, match=said):
            Scheme(G("x"), "group", "Group", categories)
    Scheme(G("x"), "group", "Group", (Category(G("a"), "a", "A"), Category(G("b"), "b", "B")))


@pytest.mark.parametrize("numbers", [(), (2, 1), (1, 1)])
def test_items_of_an_instrument_are_numbered_upwards(numbers):
    with pytest.raises(ValueRefused, match="numbered upwards"):
        Instrument(G("x"), "score", "Score", 1, 5, tuple(Item(n) for n in numbers))
    with pytest.raises(ValueRefused, match="not below"):
        Instrument(G("x"), "score", "Score", 5, 5, (Item(1),))


def test_bands_count_one_thing_and_do_not_overlap():
    cuts = (Cut("few", 0, 1), Cut("many", 2, None))
    for fields, said in (
        ({"cuts": cuts}, "either codes or one number"),
        ({"cuts": cuts, "codes": (G("a"),), "number_of": "days"}, "either codes or one number"),
        ({"cuts": (), "number_of": "days"}, "needs cuts"),
        ({"cuts": (Cut("few", 0, 2), Cut("many", 2, None)), "number_of": "days"}, "overlap"),
        ({"cuts": (Cut("few", 0, None), Cut("many", 2, None)), "number_of": "days"}, "overlap"),
    ):
        with pytest.raises(ValueRefused, match=said):
            Band(G("x"), "days", "Days", **fields)


def test_a_codebook_holds_together():
    housing = replace(small.HOUSING, key="2")
    for codes, said in (
        ((small.NEEDS, small.NEEDS), "same GUID"),
        ((small.HOUSING,), "parent is not in the codebook"),
        ((replace(small.NEEDS, parent=small.HOUSING.guid), small.HOUSING), "circle"),
        ((small.NEEDS, replace(small.HOUSING, ident="needs")), "short name 'needs'"),
        ((small.NEEDS, housing), "key '2'"),
    ):
        with pytest.raises(ValueRefused, match=said):
            Codebook("all", codes)
    with pytest.raises(ValueRefused, match="short name 'group'"):
        Codebook("all", (Code(G("x"), "group", "Groups"),), (small.GROUP,))
    assert Codebook("all", (small.NEEDS, replace(housing, retired=True))).gathered(small.NEEDS.guid) == {
        small.NEEDS.guid,
        small.HOUSING.guid,
    }


def test_a_code_gathers_only_through_codes_that_gather():
    top = Code(G("top"), "top", "Top", gathers=True)
    middle = Code(G("middle"), "middle", "Middle", parent=top.guid)
    low = Code(G("low"), "low", "Low", parent=middle.guid)
    assert Codebook("all", (top, middle, low)).gathered(top.guid) == {top.guid, middle.guid}
    middle = replace(middle, gathers=True)
    assert Codebook("all", (top, middle, low)).gathered(top.guid) == {top.guid, middle.guid, low.guid}
    assert Codebook("all", (top, middle, low)).gathered(low.guid) == {low.guid}


# ---- documents and codings -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ["a\r\nb", "a\0b", "half \ud83d"])
def test_texts_are_kept_as_they_can_be_found_again(content):
    with pytest.raises(ValueRefused):
        Text.of(content)


def test_a_text_is_known_by_its_fingerprint():
    text = Text.of("e\u0301")
    assert text.sha256 == fingerprint("e\u0301") != fingerprint("\u00e9")
    with pytest.raises(ValueRefused, match="fingerprint"):
        Text(text.sha256, "\u00e9")


def test_only_roles_that_count_speak_for_a_respondent():
    who = G("LB01")
    for role in Role:
        if role in ("respondent", "interpreter"):
            assert Speaker(G("s"), G("d"), "S", role, who).counts_for == who
        else:
            assert Speaker(G("s"), G("d"), "S", role).counts_for is None
            with pytest.raises(ValueRefused, match="cannot speak for a respondent"):
                Speaker(G("s"), G("d"), "S", role, who)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2)])
def test_turns_and_passages_run_forwards(start, end):
    with pytest.raises(ValueRefused, match="cannot run"):
        Turn(start, end, G("s"))
    with pytest.raises(ValueRefused, match="cannot run"):
        TurnDraft(start, end, "S")
    with pytest.raises(ValueRefused, match="cannot run"):
        Coding(G("x"), G("d"), start, end, G("c"), G("k"))


def test_turns_follow_one_another():
    document, speaker = G("d"), G("s")
    TurnList(turns_guid(document), document, (Turn(0, 2, speaker), Turn(2, 3, speaker)))
    for turns, said in (
        ((Turn(0, 3, speaker), Turn(2, 4, speaker)), "overlap at character 2"),
        ((Turn(5, 6, speaker), Turn(0, 1, speaker)), "overlap"),
        ((), "empty"),
    ):
        with pytest.raises(ValueRefused, match=said):
            TurnList(turns_guid(document), document, turns)
    with pytest.raises(ValueRefused, match="GUID"):
        TurnList(G("other"), document, (Turn(0, 2, speaker),))


def test_documents_have_a_text_and_a_kind():
    sha256 = fingerprint("a")
    for fields in ({"length": 0}, {"sha256": "a"}, {"kind": " "}, {"name": ""}):
        with pytest.raises(ValueRefused):
            Document(**{"guid": G("d"), "name": "Interview", "sha256": sha256, "length": 1, **fields})


def test_codings_name_each_criterion_once_in_order():
    one, two = sorted((G("one"), G("two")))
    assert Coding(G("x"), G("d"), 0, 1, G("c"), G("k"), (one, two)).criteria == (one, two)
    for criteria in ((two, one), (one, one)):
        with pytest.raises(ValueRefused, match="sorted"):
            Coding(G("x"), G("d"), 0, 1, G("c"), G("k"), criteria)
    with pytest.raises(ValueRefused, match="whole numbers"):
        Coding(G("x"), G("d"), 0.5, 1, G("c"), G("k"))


def test_what_was_read_for_names_each_code_once_in_order():
    one, two = sorted((G("one"), G("two")))
    record = small.finish(small.ALONE, small.FIRST)
    for read_for in ((ReadFor(two, 1), ReadFor(one, 1)), (ReadFor(one, 1), ReadFor(one, 2))):
        with pytest.raises(ValueRefused, match="sorted"):
            replace(record, read_for=read_for)


def test_memos_and_filters_are_not_empty():
    with pytest.raises(ValueRefused, match="empty"):
        Memo(G("x"), MemoOn.PROJECT, G("p"), G("k"), " \n")
    with pytest.raises(ValueRefused, match="empty"):
        NamedFilter(G("x"), small.SAMPLE.over, "", "a = b")


def test_drafts_lie_within_their_text():
    somebody = SpeakerDraft("A", Role.RESPONDENT)

    def draft(*turns, speakers=(somebody,)):
        return DocumentDraft("a.txt", "a", "plain text", "we plan", turns, speakers)

    draft(TurnDraft(0, 2, "A"), TurnDraft(2, 7, "A"))
    for turns in ((TurnDraft(0, 8, "A"),), (TurnDraft(0, 3, "A"), TurnDraft(2, 4, "A")), (TurnDraft(0, 1, "B"),)):
        with pytest.raises(ValueRefused):
            draft(*turns)
    with pytest.raises(ValueRefused, match="same label"):
        draft(speakers=(SpeakerDraft("A", Role.RESPONDENT), SpeakerDraft("A", Role.OTHER)))


# ---- what is written in cells ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10", 10),
        (" 10 ", 10),
        ("2,5", 2.5),
        ("2.5", 2.5),
        ("\u22123", -3),
        ("1e3", 1000),
        ("", None),
        ("Trainer", None),
        ("nan", None),
        ("inf", None),
        ("1_000", None),
        ("1,2,3", None),
        ("1.2,3", None),
    ],
)
def test_numbers_are_read_as_people_write_them(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-03", date(2024, 5, 3)),
        ("2024-05-03T10:00:00", date(2024, 5, 3)),
        ("3/5/2024", date(2024, 5, 3)),
        ("03.05.2024", date(2024, 5, 3)),
        ("31/2/2024", None),
        ("2024-13-01", None),
        ("3/5/24", None),
        ("3 May", None),
        ("", None),
    ],
)
def test_dates_are_read_day_first_or_year_first(text, day):
    assert parse_date(text) == day


# ---- errors ----------------------------------------------------------------------------------------------------------


def test_errors_say_what_where_and_what_to_do_in_one_line():
    assert str(FopCoderError("it is empty", where="a.txt", do="Fill it")) == "a.txt: it is empty. Fill it"
    assert str(FopCoderError("it is empty")) == "it is empty"
    refused = ImportRefused("a.csv", "no label", line=3)
    assert str(refused) == "a.csv, row 3: no label"
    faults = CodebookRefused("a.yaml", [(2, 5, "unknown word"), (0, 0, "no codes")])
    assert str(faults) == "a.yaml:2:5: unknown word (and 1 more)"
    assert str(CodebookRefused("a.qdc", [(0, 0, "no codes")])) == "a.qdc: no codes"
