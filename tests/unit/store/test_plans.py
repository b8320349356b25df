"""No question about one document, respondent, coder or code reads a whole table of what there may be a million of."""

import re

import pytest
from sqlalchemy import event

from fop_coder.model.change import Change
from fop_coder.model.coding import Classification, Coding, Mark, Memo
from fop_coder.model.documents import Assignment, Finish, Role, Speaker
from fop_coder.model.people import AttributeValue, Respondent
from tests.reference import small
from tests.reference.small import guid
from tests.reference.stores import connection_of

LARGE = {"coding", "coding_criterion", "counted", "turn", "text"}
FIRST = small.FIRST.guid
ALONE, JOINT = small.ALONE.document.guid, small.JOINT.document.guid
NARROW = frozenset({ALONE})
PEOPLE = frozenset({small.LB01.guid, small.LB02.guid})


class Watched:
    """Asks SQLite how it would carry out each statement that a store makes."""

    def __init__(self, store):
        self._raw = connection_of(store)
        self.scans, self.seen = [], 0
        event.listen(store._connection.engine, "before_cursor_execute", self._look)

    def _look(self, connection, cursor, statement, parameters, context, executemany):
        if not statement.lstrip().upper().startswith(("SELECT", "DELETE", "UPDATE", "INSERT")):
            return
        self.seen += 1
        names = {
            alias or table: table
            for table, alias in re.findall(
                r'(?:FROM|JOIN|UPDATE) "?(\w+)"?(?: (?:AS )?(?!WHERE|JOIN|ON|SET|ORDER|LEFT|GROUP)(\w+))?', statement
            )
        }
        first = parameters[0] if executemany else parameters
        for row in self._raw.execute(f"EXPLAIN QUERY PLAN {statement}", first):
            scanned = re.match(r"SCAN (\w+)(?! VIRTUAL)", row[3])
            if scanned and names.get(scanned[1], scanned[1]) in LARGE and "VIRTUAL TABLE" not in row[3]:
                self.scans.append(f"{row[3]}: {' '.join(statement.split())}")


@pytest.fixture
def watched(store):
    return Watched(store)


def facts(store):
    codebook = store.codebook()
    for scope in (None, NARROW):
        store.coder_facts(FIRST, codebook, codebook.codes, scope)
        store.class_facts(FIRST, small.GROUP.guid, scope, "time two")
        store.coders_at_work(PEOPLE, scope)


def passages(store):
    for narrow in (
        {"documents": [ALONE]},
        {"coders": [FIRST]},
        {"codes": [small.PLANNING.guid]},
        {"respondents": PEOPLE},
        {"documents": [ALONE], "coders": [FIRST], "codes": [small.PLANNING.guid]},
        {"respondents": PEOPLE, "codes": [small.PLANNING.guid], "documents": [ALONE], "counted": True},
        {"documents": [ALONE], "counted": False},
    ):
        store.coding_guids(**narrow)
    store.codings([small.PLANS.guid, small.AGAIN.guid])
    store.counted_for([small.PLANS.guid, small.AGAIN.guid])


def values(store):
    for kind, narrow in (
        (Coding, {"document": ALONE}),
        (Coding, {"coder": FIRST}),
        (Coding, {"code": small.PLANNING.guid}),
        (Coding, {"document": [ALONE, JOINT], "coder": [FIRST], "code": [small.PLANNING.guid]}),
        (Speaker, {"document": ALONE}),
        (Finish, {"document": ALONE}),
        (Assignment, {"coder": FIRST}),
        (AttributeValue, {"respondent": small.LB01.guid}),
        (Classification, {"respondent": small.LB01.guid}),
        (Mark, {"respondent": small.LB01.guid}),
        (Memo, {"about": small.PLANNING.guid}),
    ):
        store.values(kind, **narrow)
    store.by_guid(Coding, [small.PLANS.guid])
    store.text(ALONE)
    store.turns(ALONE)


def search(store):
    for narrow in (
        {},
        {"documents": NARROW},
        {"respondents": PEOPLE},
        {"codes": [small.PLANNING.guid]},
        {"roles": [Role.RESPONDENT]},
        {"documents": NARROW, "respondents": PEOPLE, "codes": [small.PLANNING.guid], "roles": [Role.RESPONDENT]},
    ):
        list(store.find("plan*", **narrow))
    list(store.find_in_memos("plan*"))


def edits(store):
    store.apply(Change("Take off", removed=(small.PLANS, small.ON_CODE)), FIRST)
    store.apply(Change("Put on", added=(small.PLANS, small.ON_CODE)), FIRST)
    store.apply(Change("Turns", (small.LATER.turns,), ()), FIRST)
    store.apply(Change("Turns", (), (small.LATER.turns,)), FIRST)
    store.apply(Change("Respondent", added=(Respondent(guid("new"), "LB99"),)), FIRST)


@pytest.mark.parametrize("asks", [facts, passages, values, search, edits])
def test_no_question_or_edit_reads_a_large_table_from_end_to_end(store, watched, asks):
    asks(store)
    assert watched.scans == []
    assert watched.seen > 2


def test_the_watch_sees_a_table_read_from_end_to_end(store, watched):
    store.count_codings_by_coder()
    store.coding_guids()
    assert len(watched.scans) == 2
