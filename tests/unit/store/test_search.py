"""Words are found where they stand, to the character, in any script; whatever is typed is a search or refused."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fop_coder.model.change import Change
from fop_coder.model.coding import Memo, MemoOn
from fop_coder.model.documents import Document, Role, Speaker, Text, Turn, TurnList, turns_guid
from fop_coder.model.errors import FilterRefused
from fop_coder.store.search import CONTEXT, query_for
from tests.reference import small
from tests.reference.small import guid
from tests.reference.stores import connection_of, in_memory

FIRST = small.FIRST.guid


def found(store, words, **narrow):
    return [hit.text for hit in store.find(words, **narrow)]


def document_of(content, name="D"):
    """Return a Change that brings in a text of one turn, and the document."""
    text = Text.of(content)
    document = Document(guid(name), name, text.sha256, len(content))
    speaker = Speaker(guid(name, "s"), document.guid, "", Role.RESPONDENT, small.LB01.guid)
    turns = TurnList(turns_guid(document.guid), document.guid, (Turn(0, len(content), speaker.guid),))
    return document, Change("Import", added=(document, speaker, turns), texts=(text,))


# ---- what is found ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("plan", ["plan"] * 5),
        ("PLAN", ["plan"] * 5),
        ("planning", ["planning", "Planning", "planning", "planning"]),
        ("plan*", ["plan"] * 3 + ["planning", "Planning", "planning", "planning", "plans"] + ["plan"] * 2),
        ('"planning ahead"', ["planning ahead", "planning ahead"]),
        ("planning ahead", ["planning", "ahead", "planning", "ahead"]),
        ('"planning keeps"', []),
        ("planning -ahead", ["Planning", "planning"]),
        ('planning -"comes first"', ["planning", "planning", "planning"]),
        ("housing OR stay", ["Housing", "stay"]),
        ("review OR step time", ["review"]),
        ("OR review OR", ["review"]),
        ("step -review", ["step", "step"]),
        ("step OR -step", []),
        ("review -", ["review"]),
        ("cafe", ["cafe\u0301"]),
        ("café", ["cafe\u0301"]),
        ("cafe\u0301", ["cafe\u0301"]),
        ("resume", ["résumé"]),
        ("don't", ["don't"]),
        ("don’t", ["don't"]),
        ("visit?", ["visit", "visit"]),
        ('"every visit', ["every visit"]),
        ("שלום", ["שלום"]),
        ("מתכנ*", ["מתכננים"]),
        ("or", []),
        ("nowhere", []),
        ("NEAR(planning ahead)", []),
        ("\U0001f600 review", ["review"]),
    ],
)
def test_words_phrases_beginnings_alternatives_and_what_is_left_out(store, words, hits):
    assert found(store, words) == hits


@pytest.mark.parametrize(
    "words", ["", "  ", "-", "*", '"', '""', "OR", "-plan", "\U0001f600", "?!", "\0", "\ud83d", "(", "^"]
)
def test_where_there_is_no_word_to_look_for_it_is_said(store, words):
    with pytest.raises(FilterRefused, match="no word to look for") as refused:
        store.find(words)
    assert "letter or digit" in refused.value.do


ODD = st.sampled_from(
    [
        *"ab \"'*-+^:(){}[],.;\\/%_?!\0\n\t",
        "plan",
        "OR",
        "AND",
        "NOT",
        "NEAR",
        "words:",
        "\U0001f600",
        "é",
        "e\u0301",
        "ש",
        "²",
        "\ud800",
        "\ufdd0",
    ]
)


@given(st.lists(ODD, max_size=12).map("".join) | st.text(max_size=12))
@example('"a\0b"')
@example("turn_words MATCH 'a'")
def test_whatever_is_typed_is_a_search_or_is_refused_as_one(small_project, words):
    with in_memory(small_project) as store:
        try:
            hits = [*store.find(words), *store.find_in_memos(words)]
        except FilterRefused:
            return
    assert all(hit.text for hit in hits)


# ---- where it is found -----------------------------------------------------------------------------------------------


def test_hits_say_where_they_stand_and_who_speaks(store):
    (hit,) = store.find("keeps")
    start, end = small.JOINT.place_of("keeps")
    assert (hit.start, hit.end, hit.text) == (start, end, "keeps")
    assert (hit.where, hit.document, hit.document_guid) == (
        "turn",
        small.JOINT.document.name,
        small.JOINT.document.guid,
    )
    assert (hit.speaker, hit.role, hit.respondent) == ("INT", "interpreter", "LB03")
    assert (hit.before, hit.after) == ("She says: planning ahead ", " us well.")


def test_the_context_of_a_hit_ends_with_the_turn_or_after_some_words(make_store):
    _, change = document_of("x" * 200 + " plan " + "y" * 200)
    (hit,) = make_store(change, bare=False).find("plan", documents=frozenset({guid("D")}))
    assert hit.before == "x" * (CONTEXT - 1) + " "
    assert hit.after == " " + "y" * (CONTEXT - 1)


PIECES = [
    "plan",
    "planning",
    " ",
    "\n",
    "\U0001f600",
    "\U0001f468\u200d\U0001f469",
    "e\u0301",
    "é",
    "café",
    "cafe\u0301",
    "שלום",
    "ﬁ",
    "\u200f",
    "\ufdd0",
    "\ufdd1",
    "ß",
    ".",
    "-",
]


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join),
    st.sampled_from(["plan", "plan*", "cafe", "e", "שלום", '"plan e"', '"plan plan"', "plan OR café", "ss"]),
)
@example("\U0001f600 plan", "plan")
@example("\ufdd0plan\ufdd1 plan", "plan")
def test_hits_stand_in_the_text_exactly_where_they_say(small_project, content, words):
    document, change = document_of(content)
    with in_memory(small_project) as store:
        store.apply(change, FIRST)
        hits = list(store.find(words, documents=frozenset({document.guid})))
    shown = content.replace("\ufdd0", " ").replace("\ufdd1", " ")
    place = 0
    for hit in hits:
        assert place <= hit.start < hit.end <= len(content)
        assert shown[hit.start : hit.end] == hit.text
        assert shown[: hit.start].endswith(hit.before)
        assert shown[hit.end :].startswith(hit.after)
        place = hit.end
    if words == "plan":
        parts = "".join(c if c.isalnum() or c == "\u0301" else " " for c in content).split()
        assert len(hits) == parts.count("plan")


def test_a_word_between_marks_of_our_own_is_found_where_it_stands(make_store):
    content = "\ufdd0a \ufdd1plan\ufdd0 b"
    store = make_store(document_of(content)[1])
    (hit,) = store.find("plan", documents=frozenset({guid("D")}))
    assert content[hit.start : hit.end] == hit.text == "plan"
    assert store.find_problems() == []


# ---- narrowing -------------------------------------------------------------------------------------------------------


def documents(store, words="plan*", **narrow):
    return [(hit.document, hit.speaker) for hit in store.find(words, **narrow)]


def test_a_search_is_narrowed_by_role(store):
    assert {role for _, role in documents(store, roles=[Role.INTERVIEWER])} == {"I"}
    assert documents(store, roles=[Role.INTERPRETER, Role.OTHER]) == [
        (small.JOINT.document.name, "INT"),
        (small.JOINT.document.name, "X"),
    ]
    assert documents(store, roles=[]) == []


def test_a_search_is_narrowed_by_respondent_and_document(store):
    assert set(documents(store, respondents=frozenset({small.LB01.guid}))) == {
        (small.ALONE.document.name, "LB01"),
        (small.LATER.document.name, ""),
    }
    later = frozenset({small.LATER.document.guid})
    assert documents(store, documents=later) == [(small.LATER.document.name, "")]
    assert documents(store, documents=later, respondents=frozenset({small.LB02.guid})) == []
    assert documents(store, documents=frozenset()) == documents(store, respondents=frozenset()) == []
    assert documents(store, documents=frozenset({guid("unknown")})) == []


def test_a_search_is_narrowed_to_turns_that_a_code_touches(store):
    assert documents(store, codes=[small.HOUSING.guid]) == [(small.JOINT.document.name, "LB02")]
    assert documents(store, codes=[small.PLANNING.guid], roles=[Role.OTHER]) == [(small.JOINT.document.name, "X")]
    assert documents(store, codes=[small.NEEDS.guid]) == []
    moved = replace(small.HOUSED, start=0, end=small.JOINT.turns.turns[0].start)
    store.apply(Change("Before any turn", (small.HOUSED,), (moved,)), FIRST)
    assert documents(store, codes=[small.HOUSING.guid]) == [], "a turn is touched by what covers a character of it"


# ---- memos -----------------------------------------------------------------------------------------------------------


def test_memos_are_found_with_what_they_are_about(store):
    assert [(h.where, h.document, h.document_guid, h.text) for h in store.find_in_memos("plan* OR smile OR cafe")] == [
        ("memo", small.ALONE.document.name, small.ALONE.document.guid, "plan"),
        ("memo", small.ALONE.document.name, small.ALONE.document.guid, "smile"),
        ("memo", small.PLANNING.name, None, "planning"),
        ("memo", small.JOINT.document.name, small.JOINT.document.guid, "café"),
    ]
    on = {MemoOn.RESPONDENT: small.LB02.guid, MemoOn.PROJECT: small.SETTINGS.guid}
    store.apply(
        Change("Memos", added=tuple(Memo(guid(k), k, about, FIRST, "wonder") for k, about in on.items())), FIRST
    )
    assert [h.document for h in store.find_in_memos("wonder")] == ["LB02", "project"]


def test_hits_in_memos_stand_where_they_say_even_after_odd_characters(store):
    text = "\0 \ufdd0\U0001f600 e\u0301 wonder\ufdd1 wonder"
    store.apply(Change("Memo", (small.ON_CODE,), (replace(small.ON_CODE, text=text),)), FIRST)
    assert [(h.start, text[h.start : h.end]) for h in store.find_in_memos("wonder")] == [(8, "wonder"), (16, "wonder")]
    assert store.find_problems() == []


def test_memos_are_found_in_their_present_words_alone(store):
    store.apply(Change("Write", (small.PLANS,), (replace(small.PLANS, memo="other words"),)), FIRST)
    assert [h.text for h in store.find_in_memos("smile OR words")] == ["words"]
    store.apply(Change("Empty", (replace(small.PLANS, memo="other words"),), (replace(small.PLANS, memo=""),)), FIRST)
    assert list(store.find_in_memos("smile OR words")) == []
    store.apply(Change("Take off", removed=(small.ON_CODE,)), FIRST)
    assert list(store.find_in_memos("planning")) == []


# ---- the query itself ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("plan", '(("plan"))'),
        ("we plan", '(("we" AND "plan"))'),
        ('"we plan" ahead', '(("we plan" AND "ahead"))'),
        ("plan* OR review", '(("plan"*) OR ("review"))'),
        ("plan -ahead -later", '(("plan")) NOT "ahead" NOT "later"'),
        ('a"b', '(("a""b"))'),
    ],
)
def test_what_is_typed_is_quoted_for_the_index(words, query):
    assert query_for(words) == query


def test_nothing_typed_reaches_the_tables(store):
    list(store.find("x'); DROP TABLE coding; --"))
    assert connection_of(store).execute("SELECT COUNT(*) FROM coding").fetchone()[0] == len(small.CODINGS)
