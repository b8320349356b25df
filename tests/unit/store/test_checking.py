"""Whatever is wrong with a file is found and said, and looking for it never fails however damaged the file is."""

import random
import sqlite3

import pytest

from fop_coder.model.change import Change
from fop_coder.model.errors import FopCoderError
from fop_coder.store.store import Store
from tests.reference import small

ALONE, JOINT = small.ALONE.document.name, small.JOINT.document.name
PLANS = small.PLANS.guid


def open_raw(path):
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA foreign_keys = OFF")
    return raw


def problems_after(path, *statements):
    raw = open_raw(path)
    for statement in statements:
        raw.execute(statement)
    raw.close()
    store = Store.open(path, read_only=True)
    found = store.find_problems()
    store.close()
    return found


def test_nothing_is_wrong_with_a_whole_project(project_file):
    assert problems_after(project_file) == []


DAMAGE = {
    # references
    "a coder is gone": (f"DELETE FROM coder WHERE guid = '{small.SECOND.guid}'", "points at a coder that is not there"),
    "a document is gone": (f"DELETE FROM document WHERE name = '{JOINT}'", "points at a document that is not there"),
    "a history entry is gone": ("DELETE FROM history WHERE number = 1", "points at a history that is not there"),
    # texts
    "a text is gone": (
        f"DELETE FROM \"text\" WHERE sha256 = '{small.ALONE.text.sha256}'",
        f"{ALONE}: its text is missing",
    ),
    "a text was altered": (
        f"UPDATE \"text\" SET content = replace(content, 'plan', 'flan') WHERE sha256 = '{small.ALONE.text.sha256}'",
        f"{ALONE}: its text does not have the fingerprint",
    ),
    "a length was altered": (
        f"UPDATE document SET length = length + 1 WHERE name = '{ALONE}'",
        f"{ALONE}: its text has",
    ),
    # offsets
    "a passage begins before the text": (
        f"UPDATE coding SET start = -5 WHERE guid = '{PLANS}'",
        f"{ALONE}: a passage runs from -5",
    ),
    "a passage ends after the text": (
        f"UPDATE coding SET \"end\" = 9999 WHERE guid = '{PLANS}'",
        "to 9999 in a text of",
    ),
    "a passage is empty": (
        f"UPDATE coding SET \"end\" = start WHERE guid = '{PLANS}'",
        f"{ALONE}: a passage runs from",
    ),
    "a turn ends after the text": ('UPDATE turn SET "end" = 9999 WHERE id = 1', f"{ALONE}: a turn runs from"),
    "turns overlap": ('UPDATE turn SET "end" = "end" + 10 WHERE id = 1', f"{ALONE}: two turns overlap at character"),
    # values
    "a GUID is none": ("UPDATE respondent SET guid = 'x' WHERE label = 'LB01'", "respondent: a value cannot be read"),
    "a word is no role": ("UPDATE speaker SET role = 'chairman' WHERE id = 1", "speaker: a value cannot be read"),
    "a list is no JSON": ("UPDATE code SET examples = '[' WHERE id = 1", "code: a value cannot be read"),
    "a number stands for a list": ("UPDATE instrument SET items = 5", "instrument: a value cannot be read"),
    "a number is a word": (
        f"UPDATE coding SET start = 'three' WHERE guid = '{PLANS}'",
        "coding: a value cannot be read",
    ),
    "letters are no letters": (
        "UPDATE memo SET text = CAST(x'ff' AS TEXT) WHERE id = 1",
        "memo: a value cannot be read",
    ),
    "a reading is no JSON": ("UPDATE reading SET codes = 'x'", "finish: a value cannot be read"),
    "a key is double": ("UPDATE code SET key = '1'", "codebook: "),
    "codes stand above one another": ("UPDATE code SET parent_id = 3 WHERE id = 2", "codebook: "),
    # what belongs together
    "a turn of another document's speaker": (
        "UPDATE turn SET speaker_id = 3 WHERE id = 1",
        "1 turns are given to a speaker of another document",
    ),
    "a criterion of another code": (
        f"UPDATE coding SET code_id = 2 WHERE guid = '{PLANS}'",
        "passages have a criterion of another code",
    ),
    "a category of another scheme": (
        "UPDATE classification SET category_id = 3",
        "1 respondents are given a category of another scheme",
    ),
    "a mark about nothing": ("UPDATE mark SET about = 'x'", "1 marks are about something that is not there"),
    "a memo about nothing": (
        "UPDATE memo SET about = 'x' WHERE id = 1",
        "1 memos are about something that is not there",
    ),
    "a view of nobody": (
        "UPDATE settings SET default_view = 'x'",
        "1 default views are those of a coder who is not there",
    ),
    "a case with nobody": (
        """UPDATE linked_case SET members = '["x", "y"]'""",
        "2 members of cases are not there",
    ),
    "a question about no code": (
        """UPDATE guide_question SET codes = '["x"]'""",
        "1 codes of questions of the topic guide are not there",
    ),
    "figures are no JSON": ("UPDATE frozen_figures SET figures = '['", "frozenfigures: a value cannot be read"),
    "no settings": ("DELETE FROM settings", "there are 0 sets"),
    # derived tables
    "a passage does not count": (
        "DELETE FROM counted WHERE coding_id = 1",
        f"{ALONE}: for whom its passages count is out of step",
    ),
    "a passage counts for another": ("UPDATE counted SET respondent_id = 2 WHERE coding_id = 1", f"{ALONE}: for whom"),
    "a passage meets other criteria": ("UPDATE counted SET criteria = 9 WHERE coding_id = 1", f"{ALONE}: for whom"),
    "a passage counts for nobody else": ("DELETE FROM coding_criterion WHERE coding_id = 1", f"{ALONE}: for whom"),
    "a passage that is not there counts": (
        "INSERT INTO counted VALUES (1, 1, 1, 1, 999, 0)",
        "1 rows belong to passages that are not there",
    ),
    "a sum is gone": ("DELETE FROM refers WHERE document_id = 1", "sums of who refers to what are out of step"),
    "a sum is other": ("UPDATE refers SET passages = passages + 1 WHERE document_id = 1", "sums of who refers to what"),
    # full-text index
    "a turn is not in the index": (
        "DELETE FROM turn_words WHERE rowid = 1",
        f"{ALONE}: 1 turns stand in the full-text index",
    ),
    "a turn has other words there": (
        "UPDATE turn_words SET words = replace(words, 'plan', 'flan') WHERE rowid = 1",
        f"{ALONE}: 1 turns stand",
    ),
    "the index has a turn too many": (
        "INSERT INTO turn_words (rowid, words) VALUES (999, 'x')",
        "1 entries of the full-text index belong to nothing (turn)",
    ),
    "a memo is not in the index": ("DELETE FROM memo_words WHERE rowid = 1", "1 memos stand in the full-text index"),
    "a passage's memo has other words there": (
        "UPDATE coding_words SET words = 'x' WHERE rowid = 1",
        "1 memos stand in the full-text index",
    ),
    "a memo was emptied beside the index": (
        f"UPDATE coding SET memo = '' WHERE guid = '{PLANS}'",
        "1 memos stand in the full-text index",
    ),
    "the index has a memo too many": (
        "INSERT INTO memo_words (rowid, words) VALUES (999, 'x')",
        "belong to nothing (memo)",
    ),
    "the index has a passage's memo too many": (
        "INSERT INTO coding_words (rowid, words) VALUES (999, 'x')",
        "belong to nothing (coding)",
    ),
    # history
    "the history was altered": (
        "UPDATE history SET at = '2020-01-01T00:00:00Z'",
        "entry 1 does not follow from the one before",
    ),
    "a payload is no payload": ("UPDATE payload SET body = 5", "history: could not be checked"),
}


@pytest.mark.parametrize(("statement", "said"), DAMAGE.values(), ids=DAMAGE)
def test_what_is_wrong_is_found_and_said(project_file, statement, said):
    found = problems_after(project_file, statement)
    assert any(said in problem for problem in found), found


def test_a_damaged_page_is_found(project_file):
    raw = open_raw(project_file)
    size = raw.execute("PRAGMA page_size").fetchone()[0]
    page = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'coding_of_code'").fetchone()[0]
    raw.close()
    content = bytearray(project_file.read_bytes())
    content[(page - 1) * size + 8 : page * size] = bytes(size - 8)
    project_file.write_bytes(content)
    assert any(problem.startswith("database: ") for problem in problems_after(project_file))


def test_looking_never_fails_however_damaged_the_file_is(project_file):
    """Overwrite pieces at random; the file is refused, or looked through and found wanting or whole."""
    whole, dice = project_file.read_bytes(), random.Random(20240503)
    outcomes = set()
    for _ in range(30):
        content = bytearray(whole)
        for _ in range(dice.randint(1, 8)):
            place = dice.randrange(100, len(content) - 40)
            content[place : place + 40] = dice.randbytes(40)
        project_file.write_bytes(content)
        try:
            store = Store.open(project_file, read_only=True)
        except FopCoderError:
            outcomes.add("refused")
            continue
        outcomes.add("found" if store.find_problems() else "whole")
        store.close()
    assert "found" in outcomes


def test_progress_is_told_step_by_step(store):
    told = []
    store.find_problems(lambda done, total: told.append((done, total)))
    assert told == [(n, told[-1][1]) for n in range(1, len(told) + 1)]
    assert told[-1][0] == told[-1][1]


def test_what_is_kept_in_memory_does_not_hide_what_is_wrong(store):
    store.codebook()
    raw = open_raw(store.path)
    raw.execute("UPDATE code SET examples = '['")
    raw.close()
    assert any("code: a value cannot be read" in problem for problem in store.find_problems())


def test_looking_changes_nothing(store):
    before = store.path.read_bytes()
    store.find_problems()
    store.apply(Change("Take off", removed=(small.SAMPLE,)), small.FIRST.guid)
    assert store.path.read_bytes() != before
    assert store.find_problems() == []


def test_who_takes_over_values_alone_is_told_of_what_is_wrong_with_these(project_file):
    derived = (
        "DELETE FROM counted WHERE coding_id = 1",
        "DELETE FROM turn_words WHERE rowid = 1",
        "DELETE FROM refers",
    )
    assert problems_after(project_file, *derived), "which a whole look finds"
    store = Store.open(project_file, read_only=True)
    assert store.find_problems(derived_too=False) == []
    store.close()
    assert problems_after(project_file, "UPDATE coding SET start = -5 WHERE id = 1")
    store = Store.open(project_file, read_only=True)
    assert any("a passage runs from -5" in problem for problem in store.find_problems(derived_too=False))
    store.close()


def test_an_index_that_lost_a_row_is_found_where_values_alone_are_looked_at(project_file):
    raw = open_raw(project_file)
    raw.execute("PRAGMA writable_schema = ON")
    other = "(SELECT rootpage FROM sqlite_master WHERE name = 'memo_about')"
    raw.execute(f"UPDATE sqlite_master SET rootpage = {other} WHERE name = 'coding_of_coder'")
    raw.close()
    store = Store.open(project_file, read_only=True)
    assert any("coding_of_coder" in problem for problem in store.find_problems(derived_too=False))
    store.close()
