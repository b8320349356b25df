"""The history is append-only: what is altered, missing or out of order in it is found; what was erased is not."""

import sqlite3
import zlib
from dataclasses import replace

import pytest

from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.people import Respondent
from fop_coder.store.store import Store
from tests.reference import small

FIRST, SECOND = small.FIRST.guid, small.SECOND.guid


def add(label):
    return Change(f"Add {label}", added=(Respondent(small.guid(label), label),))


@pytest.fixture
def path(make_store):
    """Return the path of a closed project with a history of five entries."""
    store = make_store(*(add(label) for label in ("LB10", "LB11", "LB12", "LB13")))
    store.close()
    return store.path


def damage(path, *statements):
    """Do to the file what a meddler would do."""
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA foreign_keys = OFF")
    for statement, *values in statements:
        raw.execute(statement, values)
    raw.commit()
    raw.close()


def problems(path):
    store = Store.open(path, read_only=True)
    found = store.find_problems()
    store.close()
    return found


def test_the_history_says_who_did_what_in_order(make_store):
    store = make_store()
    store.apply(add("LB10"), SECOND)
    entry = store.entry_to_undo()
    store.apply(entry.change.inverse, FIRST, undoes=entry.number)
    first, second, third = store.history()
    assert [e.number for e in (first, second, third)] == [1, 2, 3]
    assert (second.change, second.coder, second.undoes) == (add("LB10"), SECOND, None)
    assert (third.change, third.coder, third.undoes) == (add("LB10").inverse, FIRST, 2)
    assert first.change.added == small.EVERYTHING.added
    assert store.history(last=2) == [second, third]
    assert store.history(last=0) == []


def test_the_state_of_a_project_has_a_fingerprint(make_store):
    store, other = make_store(), make_store(name="other.fop")
    assert store.fingerprint() == other.fingerprint() != ""
    before = store.fingerprint()
    store.apply(add("LB10"), FIRST)
    assert store.fingerprint() != before


def test_an_untouched_history_verifies(path):
    assert problems(path) == []


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        ([("UPDATE history SET coder = ? WHERE number = 3", SECOND)], "entry 3 does not follow"),
        ([("UPDATE history SET at = '2020-01-01T00:00:00Z' WHERE number = 1",)], "entry 1 does not follow"),
        ([("UPDATE history SET undoes = 2 WHERE number = 5",)], "entry 5 does not follow"),
        ([("UPDATE history SET digest = ? WHERE number = 2", "0" * 64)], "entry 2 does not follow"),
        ([("UPDATE history SET chain = ? WHERE number = 2", "0" * 64)], "entry 3 does not follow"),
        ([("DELETE FROM payload WHERE number = 3",), ("DELETE FROM history WHERE number = 3",)], "entry 3 is missing"),
        ([("DELETE FROM payload WHERE number = 1",), ("DELETE FROM history WHERE number = 1",)], "entry 1 is missing"),
        (
            [
                ("DELETE FROM payload WHERE number = 3",),
                ("DELETE FROM history WHERE number = 3",),
                ("UPDATE payload SET number = number - 1 WHERE number > 3",),
                ("UPDATE history SET number = number - 1 WHERE number > 3",),
            ],
            "entry 3 does not follow",
        ),
        (
            [
                ("UPDATE history SET number = 99 WHERE number = 2",),
                ("UPDATE history SET number = 2 WHERE number = 3",),
                ("UPDATE history SET number = 3 WHERE number = 99",),
            ],
            "entry 2 does not follow",
        ),
        ([("UPDATE payload SET body = ? WHERE number = 4", zlib.compress(b"{}"))], "entry 4 was altered"),
        ([("UPDATE payload SET body = ? WHERE number = 4", b"not compressed")], "entry 4 was altered"),
        ([("UPDATE payload SET salt = ? WHERE number = 4", b"0" * 16)], "entry 4 was altered"),
        (
            [
                ("UPDATE payload SET number = 99 WHERE number = 4",),
                ("UPDATE payload SET number = 4 WHERE number = 5",),
                ("UPDATE payload SET number = 5 WHERE number = 99",),
            ],
            "entry 4 was altered",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_whatever_is_done_to_the_history_is_found(path, statements, said):
    damage(path, *statements)
    assert any(said in problem for problem in problems(path)), problems(path)


def test_what_was_erased_from_the_history_leaves_the_chain_whole(path):
    damage(path, ("DELETE FROM payload WHERE number IN (2, 5)",))
    assert problems(path) == []
    store = Store.open(path)
    assert [entry.change.label if entry.change else None for entry in store.history()] == [
        "New project with everything",
        None,
        "Add LB11",
        "Add LB12",
        None,
    ]
    assert store.entry_to_undo().change.label == "Add LB12", "what was erased cannot be taken back"
    store.apply(add("LB14"), FIRST)
    assert store.find_problems() == []
    store.close()


def test_payloads_are_salted_so_that_an_erased_one_cannot_be_guessed(make_store):
    store, other = make_store(), make_store(name="other.fop")
    for each in (store, other):
        each.apply(add("LB10"), FIRST)
    assert store.history()[-1].change == other.history()[-1].change
    assert store.fingerprint() != other.fingerprint()


def test_what_was_ever_taken_off_is_known_also_when_it_was_put_back_but_not_what_was_changed(path):
    store = Store.open(path)
    ten, eleven, twelve = (next(r for r in store.values(Respondent) if r.label == f"LB{n}") for n in (10, 11, 12))
    gone = Change("Take off", removed=(ten, eleven))
    store.apply(gone, FIRST)
    store.apply(gone.inverse, FIRST)
    store.apply(Change("Rename", (twelve,), (replace(twelve, label="LB20"),)), FIRST)
    assert store.taken_off([Respondent]) == {ten.guid, eleven.guid}
    assert store.taken_off([Coding]) == set()
    store.close()
