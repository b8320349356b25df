"""Frozen figures, the topic guide, linked cases and kept views on the command line."""

from __future__ import annotations

import re

import pytest

from tests.flow.cli_study import QUESTION, desk_with_codings, place
from tests.flow.test_cli_tally import line_of


@pytest.fixture
def desk(tmp_path):
    return desk_with_codings(tmp_path)


def test_figures_are_frozen_listed_compared_and_forgotten(desk) -> None:
    assert "No figures are frozen yet" in desk.run("frozen list").stdout
    assert "3 respondents" in desk.run("freeze", "first draft", "--by", "borough").stdout
    assert desk.json("freeze", "well trained", "--where", "training days >= 10")["respondents"] == 2
    assert "Every figure is as it was" in desk.run("frozen compare", "First draft").stdout
    start, end = place("LB03", "we plan")
    desk.run("exclude", "LB02", "--because", "noise")
    coded = desk.write("more.csv", f"document,start,end,code\nLB03,{start},{end},engagement\n")
    desk.run("codings import", coded)
    found = desk.json("frozen compare", "first draft")
    engagement = next(part for part in found["moved"] if part["name"] == "Engagement")
    assert engagement["figure"] == "1/3 → 1/2"
    assert engagement["counts"]["referred"] == [1, 1]
    lb02, lb03 = engagement["respondents"]
    assert (lb02["before"], lb02["after"]) == ("referred", "outside the sample")
    assert re.fullmatch(r"LB02 was excluded as unusable on .* by Ann \(noise\)\.", lb02["reason"])
    assert re.fullmatch(r"A passage of LB03's was coded on .* by Ann\.", lb03["reason"])
    assert lb03["sentence"] == f"Engagement 1/3 → 1/2: {lb03['reason']}"
    assert found["respondents"] == [3, 2]
    text = desk.run("frozen compare", "first draft").stdout
    assert "3 respondents, now 2" in text
    assert "    LB03: not referred → referred. A passage of LB03's was coded on" in text
    assert {f["name"] for f in desk.json("frozen list")} == {"first draft", "well trained"}
    assert line_of(desk.run("frozen list").stdout, "well trained")[-1] == "2"
    assert desk.run("frozen forget", "first draft").stdout == "first draft is kept no longer\n"
    assert desk.json("frozen forget", "well trained") == {"name": "well trained", "removed": True}
    assert desk.json("frozen list") == []


def test_figures_that_cannot_be_frozen_or_found_are_refused(desk) -> None:
    desk.run("freeze", "draft")
    assert "frozen as 'Draft' already" in desk.refused("freeze", "Draft")
    assert "nobody is in the sample" in desk.refused("freeze", "none", "--where", "borough = Nowhere")
    assert "Known: draft" in desk.refused("frozen compare", "drift")
    assert "Known: draft" in desk.refused("frozen forget", "drift")
    assert "no view or coder" in desk.refused("freeze", "other", "--view", "Zoe")


def test_moves_that_a_coder_may_not_see_are_left_out_for_them(desk) -> None:
    desk.run("freeze", "draft")
    desk.run("exclude", "LB02", "--because", "noise")
    desk.run("assign", "Ben", "LB02")
    seen = desk.json("frozen compare", "draft", "--as", "Ben")
    assert "hidden until" in seen["hidden"]
    assert "LB02" not in {
        r["respondent"] for part in seen["moved"] if part["kind"] == "code" for r in part["respondents"]
    }
    assert "is hidden until" in desk.run("frozen compare", "draft", "--as", "Ben").stdout


def test_the_guide_is_brought_in_looked_for_and_confirmed(desk) -> None:
    assert "no question yet" in desk.run("guide list").stdout
    assert "no question yet" in desk.run("guide propose").stdout
    table = desk.write("guide.csv", f"question,codes\n{QUESTION},planning\nWhich maps do you draw?,engagement\n")
    assert desk.run("guide import", table).stdout == "The topic guide has 2 questions\n"
    assert desk.json("guide import", table) == {"questions": 2, "changed": False}
    assert "Nothing is new" in desk.run("guide import", table, "--replace").stdout
    listed = desk.json("guide list")
    assert [(q["number"], q["codes"], q["found"], q["of"]) for q in listed] == [
        (1, ["Planning"], 3, 3),
        (2, ["Engagement"], 0, 3),
    ]
    assert "3 of 3" in desk.run("guide list").stdout
    proposals = desk.json("guide propose")["proposals"]
    assert [(p["respondent"], p["code"]) for p in proposals] == [("LB01", "Engagement"), ("LB03", "Engagement")]
    assert proposals[0]["nearest"]["text"] == QUESTION
    assert "nearest, " in desk.run("guide propose").stdout
    assert "RESPONDENT=CODE" in desk.run("guide confirm", code=2).stderr
    assert "RESPONDENT=CODE" in desk.run("guide confirm", "LB01", code=2).stderr
    assert "not proposed as not asked about Planning" in desk.refused("guide confirm", "LB01=planning")
    assert desk.run("guide confirm", "LB01=engagement").stdout == "1 mark set: not asked\n"
    assert desk.row("engagement")["not_asked"] == 1
    assert desk.json("guide confirm", "--all") == {"marked": 1}
    assert desk.json("guide confirm", "--all") == {"marked": 0}
    assert "Nobody is proposed" in desk.run("guide propose", "--as", "Ann").stdout
    assert desk.row("engagement")["not_asked"] == 2


def test_questions_are_added_and_taken_out(desk) -> None:
    assert "Add the question" in desk.run("guide add", "What then?", "--codes", "planning,engagement").stdout
    assert (
        desk.run("guide add", "What  then?", "--codes", "planning,engagement").stdout == "The guide has it so already\n"
    )
    assert desk.json("guide add", "what then?", "--codes", "planning")["changed"] is True
    assert "no code called 'nonsense'" in desk.refused("guide add", "Why?", "--codes", "nonsense")
    assert "1 to 1" in desk.refused("guide remove", "Why?")
    assert desk.run("guide remove", "1").stdout == "Taken out: what then?\n"
    desk.run("guide add", "Why?")
    assert desk.json("guide remove", "why") == {"question": "Why?", "removed": True}


def test_cases_are_linked_shown_side_by_side_and_taken_apart(desk) -> None:
    assert "No cases are linked yet" in desk.run("case list").stdout
    assert desk.run("case add", "Pair", "LB01", "LB02", "--note", "met in May").stdout == "Link Pair; 1 case in all\n"
    assert desk.json("case add", "Pair", "LB01", "LB02", "--note", "met in May") == {"changed": False, "cases": 1}
    assert desk.json("case list") == [{"name": "Pair", "members": ["LB01", "LB02"], "note": "met in May"}]
    found = desk.json("case table", "planning")
    assert found["counts"] == {"both": 0, "only first": 1, "only second": 0, "neither": 0}
    assert found["in_no_case"] == ["LB03"]
    text = desk.run("case table", "planning").stdout
    assert "LB01: referred" in text and "Of 1 case: both 0, only first 1" in text and "In no case: LB03" in text
    assert desk.json("tally", "--where", "case = pair")["sample"]["respondents"] == 2
    assert "Link cases by borough; 2 cases in all" in desk.run("case add", "--by", "borough").stdout
    assert [c["name"] for c in desk.json("case list")] == ["Pair", "RBKC"]
    assert "met in May" in desk.run("case list").stdout
    desk.run("finish", "LB02", "--reopen")
    assert "Not compared, as not everybody can be counted: Pair, RBKC" in desk.run("case table", "planning").stdout
    assert desk.run("case remove", "rbkc").stdout == "Take RBKC apart\n"
    assert desk.json("case remove", "Pair") == {"name": "Pair", "removed": True}
    for words in ((), ("Pair", "--by", "borough"), ("--by", "borough", "--note", "x")):
        assert "NAME" in desk.run("case add", *words, code=2).stderr
    assert "at least two" in desk.refused("case add", "Alone", "LB01")
    assert "no case called" in desk.refused("case remove", "Pair")
    assert "no case has a member" in desk.refused("case table", "planning")


def test_views_are_kept_listed_used_and_forgotten(desk) -> None:
    desk.run("assign", "Ben", "LB01")
    desk.type("filters", desk.project, "add", "the leads", "both of Ann, Ben", "--view")
    assert desk.json("filters") == [
        {"name": "the leads", "over": "views", "filter": "both of Ann, Ben", "lets_through": 2, "why": ""}
    ]
    assert desk.json("tally", "--view", "The leads")["view"] == "both"
    assert "names its coders already" in desk.refused("tally", "--view", "the leads", "--coders", "Ann")
    desk.type("filters", desk.project, "remove", "the leads", "--view")
    assert "no view or coder" in desk.refused("tally", "--view", "the leads")
    both = desk.type("filters", desk.project, "add", "x", "Ann", "--view", "--documents", code=2)
    assert "--documents" in both.stderr
