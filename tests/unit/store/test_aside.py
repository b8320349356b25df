"""A long Change written on a way of its own: unseen before it holds, and nothing of it stays when it does not."""

import gc
import threading
from dataclasses import replace

import pytest

from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.errors import Cancelled, ChangeRefused
from fop_coder.model.people import Coder, Respondent
from fop_coder.store.collecting import collecting_later
from fop_coder.store.store import Store
from tests.reference import small
from tests.reference.small import guid
from tests.reference.stores import dump, in_memory, values

FIRST = small.FIRST.guid
NEW = Coder(guid("third"), "Third coder")
THEIRS = replace(small.PLANS, guid=guid("theirs"), coder=NEW.guid, memo="seen otherwise")
LONG = Change("Merge", added=(NEW, THEIRS))


@pytest.fixture
def store(project_file):
    opened = Store.open(project_file)
    yield opened
    opened.close()


def written(store, change=LONG):
    """Write a Change as a job does, in a thread of its own."""
    aside = store.begin_aside(change, FIRST)
    failed = []

    def job():
        try:
            aside.write()
        except ChangeRefused as error:
            failed.append(error)

    thread = threading.Thread(target=job)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return aside


def test_what_is_written_aside_is_seen_once_it_holds_and_can_be_taken_back_like_any_change(store):
    before, kept = values(store), store.codebook()
    aside = written(store)
    assert values(store) == before, "nobody sees it before"
    number = store.hold(aside)
    assert set(store.values(Coding)) - before["Coding"] == {THEIRS}
    assert set(store.values(Coder)) - before["Coder"] == {NEW}
    assert store.counted_for([THEIRS.guid])[THEIRS.guid] == store.counted_for([small.PLANS.guid])[small.PLANS.guid]
    assert store.codebook() is kept, "what it does not touch need not be read again"
    assert store.history()[-1].change == LONG
    assert store.history()[-1].number == number
    assert store.find_problems() == []
    store.apply(LONG.inverse, FIRST, undoes=number)
    assert values(store) == before


def test_it_comes_to_the_same_as_a_change_applied_at_once(store, small_project):
    store.hold(written(store))
    with in_memory(small_project) as other:
        other.apply(LONG, FIRST)
        here, there = dump(store), dump(other)
        for table in ("history", "payload"):  # moments and salts
            del here[table], there[table]
        assert here == there


def test_nothing_stays_of_what_is_taken_back(store):
    before = dump(store)
    aside = written(store)
    aside.take_back()
    aside.take_back()
    assert dump(store) == before
    with pytest.raises(Cancelled):
        store.hold(aside)
    store.apply(LONG, FIRST)
    assert THEIRS in store.values(Coding)


def test_what_is_taken_back_before_it_began_is_never_written(store):
    before = dump(store)
    aside = store.begin_aside(LONG, FIRST)
    aside.take_back()
    with pytest.raises(Cancelled):
        aside.write()
    assert dump(store) == before


def test_nothing_else_is_written_meanwhile(store):
    aside = written(store)
    other = Change("Add", added=(Respondent(guid("LB99"), "LB99"),))
    with pytest.raises(ChangeRefused, match="something longer is being written"):
        store.apply(other, FIRST)
    with pytest.raises(ChangeRefused, match="something longer is being written"):
        store.begin_aside(other, FIRST)
    store.hold(aside)
    store.apply(other, FIRST)
    assert store.find_problems() == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change("Again", added=(replace(small.PLANS, guid=guid("again")),)), "put something in twice"),
        (Change("Stray", added=(replace(THEIRS, coder=guid("nobody")),)), "not in the project"),
    ],
)
def test_what_does_not_fit_is_refused_and_the_next_change_goes_on(store, change, why):
    before = dump(store)
    with pytest.raises(ChangeRefused, match=why):
        written(store, change)
    assert dump(store) == before
    store.apply(LONG, FIRST)


def test_a_project_that_is_closed_meanwhile_has_nothing_of_it(store, project_file):
    before = dump(store)
    aside = written(store)
    store.close()
    with pytest.raises(Cancelled):
        aside.hold()
    again = Store.open(project_file)
    assert dump(again) == before
    again.close()


def test_a_project_open_for_reading_only_and_a_copy_in_memory_have_no_second_way_in(project_file, small_project):
    reader = Store.open(project_file, read_only=True)
    with pytest.raises(ChangeRefused, match="reading only"):
        reader.begin_aside(LONG, FIRST)
    reader.close()
    with in_memory(small_project) as copy, pytest.raises(ChangeRefused, match="copy in memory"):
        copy.begin_aside(LONG, FIRST)


def test_garbage_is_looked_for_again_afterwards_unless_it_was_not_before():
    with pytest.raises(RuntimeError), collecting_later():
        assert not gc.isenabled()
        with collecting_later():
            pass
        assert not gc.isenabled()
        raise RuntimeError
    assert gc.isenabled()
    gc.disable()
    try:
        with collecting_later():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
