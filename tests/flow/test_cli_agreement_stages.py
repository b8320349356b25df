"""Agreement of a project on the command line: before and after discussion, criteria, and passages that match."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from fop_coder.model.change import Change
from fop_coder.project.differences import list_disagreements
from fop_coder.project.disagreements import settle
from tests.flow.cli_study import Desk
from tests.study import Study

SAID = "We plan ahead. Then we look back. And we stop."
MATCH_KEYS = {
    "code",
    "name",
    "first",
    "second",
    "matched",
    "split",
    "overlapping",
    "missed_by_first",
    "missed_by_second",
    "f1",
}


class Compared(Desk):
    """A desk with a project that Ann and Ben have read."""

    def agreement(self, *words: object, code: int = 0):
        return self.type("agreement", self.folder / "study.fop", "--coders", "Ann,Ben", *words, code=code)

    def plain(self, *words: object) -> dict:
        return json.loads(self.agreement(*words, "--json").stdout)


@pytest.fixture
def desk(tmp_path):
    study = Study(tmp_path)
    names = [f"P{n}" for n in range(4)]
    for name in names:
        study.interview(name, [("I", "And then?"), (name, SAID)])
    study.assign("Ben", *names)
    study.code("P0", "plan ahead", criteria="a")
    study.code("P0", "plan ahead", coder="Ben", criteria="b")
    study.code("P1", "plan ahead")
    study.code("P2", "look back. And we stop")
    study.code("P2", "look", coder="Ben")
    study.code("P2", "we stop", coder="Ben")
    late = study.code("P3", "look", coder="Ben")
    study.project.apply(Change("Discuss", (late,), (replace(late, discussed=True),)))
    study.finish(*names)
    study.finish(*names, coder="Ben")
    both = [study.project.coder_named(name) for name in ("Ann", "Ben")]
    first = next(d for d in list_disagreements(study.project, both) if d.document.name == "P1")
    study.project.apply(settle(study.project, first, "second"))
    study.project.close()
    return Compared(tmp_path)


def planning(plain: dict) -> dict:
    return next(row for row in plain["rows"] if row["code"].startswith("planning"))


def test_before_discussion_is_what_is_shown_unless_asked_otherwise(desk) -> None:
    told = desk.plain()
    assert told == desk.plain("--stage", "before")
    assert (told["stage"], planning(told)["table"]) == ("before discussion", [[1, 0], [1, 2]])
    assert "Passages left out, because they were coded after discussion: 1 of Ben" in told["notes"]
    assert "respondents, code by code, before discussion" in desk.agreement().stdout


def test_after_discussion_holds_what_was_settled_and_what_is_open(desk) -> None:
    told = desk.plain("--stage", "after")
    assert (told["stage"], planning(told)["table"]) == ("after discussion", [[1, 1], [0, 2]])
    assert "respondents, code by code, after discussion" in desk.agreement("--stage", "after").stdout


def test_criteria_have_a_row_each(desk) -> None:
    told = desk.plain("--level", "criterion")
    assert [(r["code"], r["name"], r["table"]) for r in told["rows"]] == [
        ("planning/a", "Planning: ahead", [[1, 0], [1, 0]]),
        ("planning/b", "Planning: mapped", [[1, 1], [0, 0]]),
    ]
    shown = desk.agreement("--level", "criterion").stdout
    assert "criterion by criterion" in shown and "Pooled over 2 criteria" in shown


def test_matches_are_told_for_the_text(desk) -> None:
    (table,) = desk.plain("--level", "character", "--matches")["matches"]
    assert (table["coders"], table["threshold"], table["documents"]) == (["Ann", "Ben"], 0.5, 4)
    row = planning(table)
    assert set(row) == MATCH_KEYS
    assert {name: row[name] for name in ("first", "second", "matched", "split", "missed_by_second", "f1")} == {
        "first": 3,
        "second": 3,
        "matched": 1,
        "split": 1,
        "missed_by_second": 1,
        "f1": pytest.approx(1 / 3),
    }
    assert (table["overall"]["code"], table["overall"]["matched"]) == (None, 1)
    shown = desk.agreement("--level", "segment", "--matches", "--threshold", "0.9").stdout
    assert "overlap" in shown and "missed by" in shown
    assert "Two passages match where at least 90 % of the characters" in shown
    assert "matches" not in desk.plain("--level", "character")


def test_after_discussion_settled_passages_match(desk) -> None:
    (table,) = desk.plain("--level", "character", "--matches", "--stage", "after")["matches"]
    assert (planning(table)["first"], planning(table)["missed_by_second"]) == (2, 0)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--stage", "soon"), 2, "not one of before, after"),
        (("--matches",), 2, "levels segment and character"),
        (("--level", "character", "--matches", "--threshold", "0"), 1, "cannot match from 0"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(desk, words, code, told) -> None:
    answer = desk.agreement(*words, code=code)
    assert told in " ".join((answer.stdout + answer.stderr).split())


def test_a_table_has_neither_stage_nor_passages(desk) -> None:
    table = desk.write("ratings.csv", "unit,coder,value\n1,A,yes\n1,B,no\n2,A,no\n2,B,no\n")
    assert json.loads(desk.type("agreement", "--ratings", table, "--json").stdout)["stage"] is None
    answer = desk.type("agreement", "--ratings", table, "--matches", code=2)
    assert "holds no passages" in " ".join((answer.stdout + answer.stderr).split())
