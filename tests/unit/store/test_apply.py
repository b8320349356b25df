"""Changes are carried out whole, or refused with the reason and everything is as it was."""

import sqlite3
from dataclasses import replace

import pytest

from fop_coder.model.change import Change
from fop_coder.model.codebook import Category, Code, CodebookVersion, Criterion
from fop_coder.model.coding import Classification, Coding, Mark, MarkKind, Memo, MemoOn
from fop_coder.model.documents import Document, Role, Speaker, Text, Turn, TurnList, turns_guid
from fop_coder.model.errors import ChangeRefused
from fop_coder.model.people import Attribute, AttributeValue, Coder, KeptName, Respondent, Settings
from fop_coder.model.report import Quotation
from fop_coder.store.store import Store
from tests.reference import small
from tests.reference.small import guid
from tests.reference.stores import connection_of, dump, values

FIRST = small.FIRST.guid
GONE = guid("never there")


def test_everything_that_was_put_in_is_there_and_whole(store):
    assert store.find_problems() == []
    there = values(store)
    for value in small.EVERYTHING.added:
        assert value in there[type(value).__name__]
    assert sum(len(there[kind]) for kind in there if kind != "counted") == len(small.EVERYTHING.added)


def test_passages_count_for_those_who_are_heard_in_them(store):
    assert store.counted_for([c.guid for c in small.CODINGS]) == {
        small.PLANS.guid: {small.LB01.guid},
        small.REVIEWS.guid: {small.LB01.guid},
        small.HOUSED.guid: {small.LB02.guid},
        small.AHEAD.guid: {small.LB03.guid},
        small.ASIDE.guid: frozenset(),
        small.AGAIN.guid: {small.LB01.guid},
    }


ELSEWHERE = replace(small.PLANS, guid=guid("elsewhere"), start=0, end=3, criteria=())
SHORT = replace(small.ALONE.document, guid=guid("short"), name="Short", length=10)

REFUSED = {
    # what it removes is not as it is
    "has changed": Change("x", removed=(replace(small.PLANS, memo="other"),)),
    "replaced elsewhere": Change("x", removed=(replace(small.LB01, label="XX"),), added=(small.LB01,)),
    "turns have changed": Change(
        "x", removed=(replace(small.LATER.turns, turns=(Turn(2, 3, guid(small.LATER.document.name, "")),)),)
    ),
    "is gone": Change("x", removed=(replace(small.PLANS, guid=GONE),)),
    "turns are gone": Change("x", removed=(TurnList(turns_guid(GONE), GONE, small.ALONE.turns.turns),)),
    # what it adds refers to what is not there
    "passage of no code": Change("x", added=(replace(ELSEWHERE, code=GONE),)),
    "passage of no coder": Change("x", added=(replace(ELSEWHERE, coder=GONE),)),
    "passage of no document": Change("x", added=(replace(ELSEWHERE, document=GONE),)),
    "criterion of nothing": Change("x", added=(replace(ELSEWHERE, criteria=(GONE,)),)),
    "speaker of no document": Change("x", added=(Speaker(guid("s"), GONE, "S", Role.OTHER),)),
    "speaker for nobody": Change(
        "x", added=(Speaker(guid("s"), small.ALONE.document.guid, "S", Role.RESPONDENT, GONE),)
    ),
    "turns of no document": Change("x", added=(TurnList(turns_guid(GONE), GONE, small.ALONE.turns.turns),)),
    "document without its text": Change("x", added=(Document(guid("d"), "D", "0" * 64, 3),)),
    "code under no code": Change("x", added=(Code(guid("c"), "c", "C", parent=GONE),)),
    "class in no category": Change(
        "x", added=(replace(small.ENGAGED, guid=guid("c"), category=GONE, respondent=small.LB02.guid),)
    ),
    "mark about nothing": Change("x", added=(Mark(guid("m"), small.LB01.guid, GONE, FIRST, MarkKind.NOT_ASKED),)),
    "mark about a document": Change(
        "x", added=(Mark(guid("m"), small.LB01.guid, small.ALONE.document.guid, FIRST, MarkKind.NOT_ASKED),)
    ),
    "memo about nothing": Change("x", added=(Memo(guid("m"), MemoOn.CODE, GONE, FIRST, "?"),)),
    "memo about something else": Change("x", added=(Memo(guid("m"), MemoOn.CODE, small.LB01.guid, FIRST, "?"),)),
    "project's memo about nothing": Change("x", added=(Memo(guid("m"), MemoOn.PROJECT, GONE, FIRST, "?"),)),
    "replaced by what refers to nothing": Change(
        "x", removed=(small.HOUSED,), added=(replace(small.HOUSED, code=GONE),)
    ),
    # what it adds is there already
    "the same again": Change("x", added=(small.PLANS,)),
    "the same passage under another GUID": Change("x", added=(replace(small.PLANS, guid=guid("twin")),)),
    "a passage moved onto another": Change(
        "x", removed=(small.REVIEWS,), added=(replace(small.REVIEWS, start=small.PLANS.start, end=small.PLANS.end),)
    ),
    "another coder of the name": Change("x", added=(Coder(guid("c"), small.SECOND.name),)),
    "another respondent of the label": Change("x", added=(Respondent(guid("r"), "LB01"),)),
    "another document of the name": Change("x", added=(replace(small.ALONE.document, guid=guid("d")),)),
    "another attribute of the name": Change("x", added=(replace(small.BOROUGH, guid=guid("a")),)),
    "a second value": Change("x", added=(AttributeValue(guid("v"), small.LB01.guid, small.BOROUGH.guid, "Brent"),)),
    "a second assignment": Change("x", added=(replace(small.assignment(small.ALONE, small.FIRST), guid=guid("a")),)),
    "a second finish": Change("x", added=(replace(small.finish(small.ALONE, small.FIRST), guid=guid("f")),)),
    "a second class": Change("x", added=(replace(small.ENGAGED, guid=guid("c")),)),
    "a second mark": Change("x", added=(replace(small.NOT_ASKED, guid=guid("m"), kind=MarkKind.TOO_LITTLE),)),
    "a second sample of the name": Change("x", added=(replace(small.SAMPLE, guid=guid("n"), filter="a = b"),)),
    "a second version of the number": Change("x", added=(CodebookVersion(guid("v"), 1, small.AT, ""),)),
    "turns a second time": Change("x", added=(small.ALONE.turns,)),
    "renamed to a name that is taken": Change("x", removed=(small.LB02,), added=(replace(small.LB02, label="LB01"),)),
    # what does not fit together
    "a passage that ends after the text": Change("x", added=(replace(ELSEWHERE, end=small.ALONE.document.length + 1),)),
    "a passage in another universe": Change("x", added=(replace(ELSEWHERE, end=10**30),)),
    "a passage stretched beyond the text": Change(
        "x", removed=(small.PLANS,), added=(replace(small.PLANS, end=10**6),)
    ),
    "a turn that ends after the text": Change(
        "x",
        removed=(small.LATER.turns,),
        added=(replace(small.LATER.turns, turns=(Turn(0, 10**6, guid(small.LATER.document.name, "")),)),),
    ),
    "a turn of another document's speaker": Change(
        "x",
        removed=(small.LATER.turns,),
        added=(replace(small.LATER.turns, turns=(Turn(0, 1, small.ALONE.turns.turns[0].speaker),)),),
    ),
    "a speaker moved to another document": Change(
        "x",
        removed=(small.ALONE.speakers["LB01"],),
        added=(replace(small.ALONE.speakers["LB01"], document=small.LATER.document.guid),),
    ),
    "a document of another length": Change("x", added=(SHORT,)),
    "a criterion of another code": Change(
        "x", added=(replace(ELSEWHERE, code=small.NEEDS.guid, criteria=small.REVIEWS.criteria),)
    ),
    "a category of another scheme": Change(
        "x", removed=(small.ENGAGED,), added=(replace(small.ENGAGED, category=small.OTHER_SCHEME.categories[0].guid),)
    ),
    "a key that is taken": Change("x", added=(Code(guid("c"), "c", "C", key="1"),)),
    "a short name that is taken": Change("x", added=(Code(guid("c"), "group", "C"),)),
    "codes above one another": Change(
        "x", removed=(small.NEEDS,), added=(replace(small.NEEDS, parent=small.HOUSING.guid),)
    ),
    "half a character": Change("x", removed=(small.PLANS,), added=(replace(small.PLANS, memo="\ud83d"),)),
    # what would be left behind
    "a code with passages": Change("x", removed=(small.HOUSING,)),
    "a code above another": Change("x", removed=(small.NEEDS,)),
    "a code with a memo": Change(
        "x", removed=(small.PLANNING, *(c for c in small.CODINGS if c.code == small.PLANNING.guid), small.NOT_ASKED)
    ),
    "a document alone": Change("x", removed=(small.ALONE.document,)),
    "a document without its turns": Change(
        "x", removed=(small.LATER.document, *small.LATER.speakers.values(), small.assignment(small.LATER, small.FIRST))
    ),
    "speakers of turns": Change("x", removed=tuple(small.LATER.speakers.values())),
    "a respondent who speaks": Change("x", removed=(small.LB03,)),
    "a coder who coded": Change("x", removed=(small.SECOND,)),
    "a scheme that is used": Change("x", removed=(small.GROUP,)),
    "a criterion that is met": Change(
        "x", removed=(small.PLANNING,), added=(replace(small.PLANNING, criteria=small.PLANNING.criteria[1:]),)
    ),
    "a category that is given": Change(
        "x",
        removed=(small.GROUP,),
        added=(replace(small.GROUP, categories=(small.GROUP.categories[1], Category(guid("L"), "l", "Lost"))),),
    ),
    "a respondent of a case": Change(
        "x", removed=(small.FAMILY,), added=(replace(small.FAMILY, members=(small.LB01.guid, GONE)),)
    ),
    "a code of a question": Change("x", added=(replace(small.ON_PLANS, guid=guid("q"), codes=(GONE,)),)),
    "a name to keep out, spelled otherwise": Change("x", added=(KeptName(guid("k"), "ZOË"),)),
    "a passage starred twice": Change("x", added=(replace(small.STARRED, guid=guid("q")),)),
    "figures frozen under a name that is taken": Change("x", added=(replace(small.FROZEN, guid=guid("f")),)),
    "a quotation of nobody": Change("x", removed=(small.STARRED,), added=(replace(small.STARRED, by=GONE),)),
    "a default view of nobody": Change(
        "x", removed=(small.SETTINGS,), added=(replace(small.SETTINGS, default_view=GONE),)
    ),
    "no settings": Change("x", removed=(small.SETTINGS,)),
    "a second set of settings": Change("x", added=(Settings(guid("p"), "Other", FIRST, FIRST),)),
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_a_change_that_does_not_fit_is_refused_and_everything_is_as_it_was(store, change):
    before = dump(store)
    with pytest.raises(ChangeRefused) as refused:
        # What fits goes along, and must be taken back with the rest.
        store.apply(
            Change(
                "Does not fit",
                removed=(small.ON_DOCUMENT, *change.removed),
                added=(Respondent(guid("also"), "LB99"), *change.added),
                texts=(Text.of("another text"),),
            ),
            FIRST,
        )
    assert dump(store) == before
    assert refused.value.what
    assert "sqlite" not in str(refused.value).lower()
    assert "constraint" not in str(refused.value).lower()
    store.apply(Change("Fits", added=(Respondent(guid("also"), "LB99"),)), FIRST)
    assert store.find_problems() == []


def test_refusals_say_what_is_the_matter(store):
    for name, said in {
        "has changed": "a coding has changed in the meantime",
        "is gone": "a coding is no longer there",
        "passage of no code": f"not in the project ({GONE})",
        "the same passage under another GUID": "twice",
        "a passage that ends after the text": f"{small.ALONE.document.name}: a passage ends at character",
        "a criterion of another code": "a criterion of another code",
        "a code with passages": "would leave something pointing at what is gone",
        "a code with a memo": "would leave a memo about what is gone",
        "no settings": "exactly one set of settings",
    }.items():
        with pytest.raises(ChangeRefused) as refused:
            store.apply(REFUSED[name], FIRST)
        assert said in str(refused.value), name


def test_who_is_in_a_case_and_what_a_question_asks_about_cannot_be_taken_out(store):
    newcomer, spare = Respondent(guid("new"), "LB98"), Code(guid("spare"), "spare", "Spare")
    family = replace(small.FAMILY, members=(*small.FAMILY.members, newcomer.guid))
    question = replace(small.ON_PLANS, codes=(spare.guid,))
    store.apply(Change("Add", (small.FAMILY, small.ON_PLANS), (newcomer, spare, family, question)), FIRST)
    with pytest.raises(ChangeRefused, match="would leave a case with a respondent who is not in the project"):
        store.apply(Change("Take out", removed=(newcomer,)), FIRST)
    with pytest.raises(ChangeRefused, match="would leave a question of the topic guide with a code that is not"):
        store.apply(Change("Take out", removed=(spare,)), FIRST)
    gone = (newcomer, spare, family, question)
    store.apply(Change("Take out together", gone, (small.FAMILY, small.ON_PLANS)), FIRST)
    assert store.find_problems() == []


# ---- what fits although it looks as if it did not --------------------------------------------------------------------


def test_two_respondents_change_labels(store):
    one, two = replace(small.LB01, label="LB02"), replace(small.LB02, label="LB01")
    store.apply(Change("Swap", removed=(small.LB01, small.LB02), added=(one, two)), FIRST)
    assert {r.label: r.guid for r in store.values(Respondent)}["LB01"] == small.LB02.guid
    assert store.find_problems() == []


def test_two_passages_change_places(store):
    one = replace(small.PLANS, start=small.REVIEWS.start, end=small.REVIEWS.end)
    two = replace(small.REVIEWS, start=small.PLANS.start, end=small.PLANS.end)
    store.apply(Change("Swap", removed=(small.PLANS, small.REVIEWS), added=(one, two)), FIRST)
    assert store.codings([one.guid, two.guid]) == [one, two]
    assert store.find_problems() == []


def test_a_quotation_outlives_its_passage_which_may_come_back(store):
    taken_off = Change("Take off", removed=(small.PLANS,))
    store.apply(taken_off, FIRST)
    assert store.values(Quotation) == [small.STARRED]
    assert store.find_problems() == []
    store.apply(taken_off.inverse, FIRST)
    assert store.codings([small.STARRED.coding]) == [small.PLANS]


def test_a_name_to_keep_out_can_be_spelled_otherwise(store):
    store.apply(Change("Spell", (small.NAMELESS,), (replace(small.NAMELESS, name="ZOË"),)), FIRST)
    assert [n.name for n in store.values(KeptName)] == ["ZOË"]


def test_a_name_that_is_given_up_can_be_taken_in_the_same_change(store):
    added = (replace(small.LB01, label="LB01 (1)"), Respondent(guid("new"), "LB01"))
    store.apply(Change("Split LB01", removed=(small.LB01,), added=added), FIRST)
    assert {r.label for r in store.values(Respondent)} >= {"LB01", "LB01 (1)"}


def test_a_code_can_be_put_under_one_that_is_new(store):
    above = Code(guid("above"), "above", "Above", position=9)
    moved = replace(small.NEEDS, parent=above.guid)
    store.apply(Change("Put under", removed=(small.NEEDS,), added=(above, moved)), FIRST)
    assert moved in store.codebook().codes
    store.apply(Change("Take back", removed=(above, moved), added=(small.NEEDS,)), FIRST)
    assert small.NEEDS in store.codebook().codes


def test_a_used_criterion_goes_with_the_passages_that_meet_it(store):
    early, together = small.PLANNING.criteria
    changed = replace(small.PLANNING, criteria=(replace(together, key="x"), Criterion(guid("third"), "e", "third")))
    plans = replace(small.PLANS, criteria=(together.guid,))
    reviews = replace(small.REVIEWS, criteria=())
    change = Change("Other criteria", (small.PLANNING, small.PLANS, small.REVIEWS), (changed, plans, reviews))
    store.apply(change, FIRST)
    assert changed in store.codebook().codes
    assert store.codings([plans.guid, reviews.guid]) == [plans, reviews]
    assert store.find_problems() == []
    store.apply(change.inverse, FIRST)
    assert store.codings([small.PLANS.guid]) == [small.PLANS]
    assert store.find_problems() == []
    assert early.guid in small.PLANS.criteria


def test_a_document_goes_with_everything_that_hangs_on_it(store):
    later = small.LATER
    hanging = (
        *later.values,
        small.assignment(later, small.FIRST),
        small.finish(later, small.FIRST, small.PLANNING, small.NEEDS, small.HOUSING),
    )
    store.apply(Change("Take out", removed=hanging), FIRST)
    assert later.document not in store.values(Document)
    assert store.text(later.document.guid) is None
    assert store.find_problems() == []
    store.apply(Change("Put back", added=hanging), FIRST)
    assert store.text(later.document.guid) == later.text.content
    assert store.find_problems() == []


# ---- derived tables follow -------------------------------------------------------------------------------------------


def test_another_role_or_respondent_changes_for_whom_passages_count(store):
    speaker = small.JOINT.speakers["INT"]
    silent = replace(speaker, role=Role.OTHER, respondent=None)
    store.apply(Change("Not an interpreter", (speaker,), (silent,)), FIRST)
    assert store.counted_for([small.AHEAD.guid]) == {small.AHEAD.guid: frozenset()}
    for_another = replace(speaker, respondent=small.LB04.guid)
    store.apply(Change("Interpreter of LB04", (silent,), (for_another,)), FIRST)
    assert store.counted_for([small.AHEAD.guid]) == {small.AHEAD.guid: {small.LB04.guid}}
    assert store.find_problems() == []


def test_other_turns_change_for_whom_passages_count_and_what_is_found(store):
    turns = small.JOINT.turns
    given = tuple(replace(t, speaker=turns.turns[1].speaker) if n == 2 else t for n, t in enumerate(turns.turns[:3]))
    store.apply(Change("LB02 said it", (turns,), (replace(turns, turns=given),)), FIRST)
    assert store.counted_for([small.AHEAD.guid]) == {small.AHEAD.guid: {small.LB02.guid}}
    assert not list(store.find("Somebody"))
    assert store.find_problems() == []


def test_a_corrected_text_moves_turns_passages_and_what_is_found(store):
    text = Text.of("Well: " + small.LATER.text.content.replace("step", "stride"))
    document = replace(small.LATER.document, sha256=text.sha256, length=len(text.content))
    start = text.content.index("The family")
    turns = replace(
        small.LATER.turns, turns=(replace(small.LATER.turns.turns[0], start=start, end=len(text.content) - 1),)
    )
    coding = replace(ELSEWHERE, document=document.guid, start=2, end=12)
    store.apply(Change("Code", added=(coding,)), FIRST)
    moved = replace(coding, start=start, end=start + 10)
    change = Change(
        "Correct", (small.LATER.document, small.LATER.turns, coding), (document, turns, moved), texts=(text,)
    )
    store.apply(change, FIRST)
    assert store.find_problems() == []
    assert [hit.text for hit in store.find("stride")] == ["stride", "stride"]
    assert not list(store.find("step"))
    store.apply(change.inverse, FIRST)
    assert store.find_problems() == []
    assert [hit.text for hit in store.find("step")] == ["step", "step"]


def test_a_text_corrected_in_place_keeps_what_is_found_and_counted_in_step(store):
    content = small.LATER.text.content
    text = Text.of(content.replace("family", "people"))
    document = replace(small.LATER.document, sha256=text.sha256, length=len(text.content))
    store.apply(Change("Correct", (small.LATER.document,), (document,), texts=(text,)), FIRST)
    assert store.find_problems() == []
    assert [hit.document for hit in store.find("people")] == [document.name]


def test_a_text_that_passages_or_turns_would_not_fit_is_refused(store):
    text = Text.of("short")
    document = replace(small.LATER.document, sha256=text.sha256, length=5)
    before = dump(store)
    with pytest.raises(ChangeRefused, match="the text would have 5"):
        store.apply(Change("Correct", (small.LATER.document,), (document,), texts=(text,)), FIRST)
    assert dump(store) == before


# ---- when the disk or another program is in the way ------------------------------------------------------------------


def test_a_full_disk_refuses_the_change_and_the_project_stays_usable(store):
    before, raw = dump(store), connection_of(store)
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count = {pages}")
    text = Text.of("word " * 20_000)
    document = Document(guid("long"), "Long", text.sha256, len(text.content))
    with pytest.raises(ChangeRefused, match="could not be written"):
        store.apply(Change("Import", added=(document,), texts=(text,)), FIRST)
    assert dump(store) == before
    raw.execute("PRAGMA max_page_count = 1000000")
    store.apply(Change("Import", added=(document,), texts=(text,)), FIRST)
    assert store.text(document.guid) == text.content


def test_a_file_that_another_program_holds_refuses_the_change(store):
    connection_of(store).execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ChangeRefused, match="locked"):
        store.apply(Change("Add", added=(Respondent(guid("r"), "LB99"),)), FIRST)
    other.execute("ROLLBACK")
    other.close()
    store.apply(Change("Add", added=(Respondent(guid("r"), "LB99"),)), FIRST)


def test_a_project_open_for_reading_only_refuses_every_change(store):
    reader = Store.open(store.path, read_only=True)
    with pytest.raises(ChangeRefused, match="reading only"):
        reader.apply(Change("Add", added=(Respondent(guid("r"), "LB99"),)), FIRST)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection_of(reader).execute("DELETE FROM coding")
    reader.close()
    snapshot = store.snapshot()
    with pytest.raises(ChangeRefused, match="reading only"):
        snapshot.apply(Change("Add", added=(Respondent(guid("r"), "LB99"),)), FIRST)
    snapshot.close()


def test_apply_returns_the_number_in_the_history(store):
    assert store.apply(Change("Add", added=(Attribute(guid("a"), "role", small.BOROUGH.type),)), FIRST) == 2
    assert store.apply(Change("Add", added=(Attribute(guid("b"), "age", small.DAYS.type),)), FIRST) == 3


def test_values_of_the_same_kind_can_be_given_to_other_respondents(store):
    moved = Classification(
        small.ENGAGED.guid, small.LB02.guid, *(small.GROUP.guid, small.GROUP.categories[1].guid, FIRST)
    )
    store.apply(Change("Other respondent", (small.ENGAGED,), (moved,)), FIRST)
    assert store.values(Classification) == [moved]
    assert store.values(Coding, coder=small.SECOND.guid) == [small.AGAIN]
