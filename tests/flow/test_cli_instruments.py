"""Instruments and bands on the command line."""

from __future__ import annotations

import pytest

from tests.flow.cli_study import desk_with_codings, desk_with_interviews


@pytest.fixture
def desk(tmp_path):
    """Return a project of three respondents with an instrument of two items."""
    made = desk_with_codings(tmp_path)
    book = made.write(
        "score.yaml",
        "format: 1\nname: Score\ninstruments:\n  - {ident: score, name: Score, lowest: 1, highest: 5, "
        "higher_is: worse, items: [{number: 1, name: We talk}, {number: 2, reversed: true}]}\n",
    )
    made.run("codebook import", book)
    return made


def test_an_instrument_is_entered_and_its_scores_lie_by_borough(desk) -> None:
    entered = desk.json("instrument enter", "score", "LB01", "2", "5")
    assert entered["scores"] == [{"scale": "total", "score": 3, "missing": 0, "why": ""}]
    assert (entered["changed"], entered["occasion"]) == (True, "")
    assert "LB02: kept" in desk.run("instrument enter", "score", "LB02", "1=4", "2=-").stdout
    text = desk.run("instrument enter", "score", "LB02", "1=4").stdout
    assert "LB02: is so already" in text and "too many answers missing" in text and "1 of 2" in text
    found = desk.json("instrument scores", "score", "--by", "borough")
    (total,) = found["scales"]
    assert (total["n"], total["lowest"], total["highest"]) == (1, 3, 3)
    said = desk.run("instrument scores", "score", "--by", "borough").stdout
    assert "No answer may be missing" in said and "1 of 3" in said
    assert "  LB02: too many answers missing" in said and "  LB03: no answers" in said
    assert "total" not in said  # the scale bears the instrument's name
    desk.run("undo")
    assert desk.json("instrument list")[0]["respondents"] == 1


def test_items_are_shown_with_their_direction_and_the_rules(desk) -> None:
    text = desk.run("instrument show", "score").stdout
    assert "We talk" in text and "turned round" in text and "added as 6 \N{MINUS SIGN} answer" in text
    found = desk.json("instrument show", "score")
    assert [(i["number"], i["reversed"], i["attribute"]) for i in found["items"]] == [(1, False, None), (2, True, None)]
    assert "score" in desk.run("instrument list").stdout


def test_answers_that_cannot_be_are_refused(desk) -> None:
    assert "'7' is no answer of Score" in desk.run("instrument enter", "score", "LB01", "7", "1", code=1).stderr
    assert "Score has 2 items, not 1" in desk.run("instrument enter", "score", "LB01", "1", code=1).stderr
    assert "has no item '9'" in desk.run("instrument enter", "score", "LB01", "9=1", code=2).stderr
    assert "there is no instrument called 'x'" in desk.run("instrument scores", "x", code=1).stderr
    assert "no attribute holds an answer" in desk.run("instrument scores", "score", code=1).stderr


def test_a_sheet_of_two_occasions_and_the_shipped_instrument(desk) -> None:
    sheet = desk.write("a.csv", "respondent,occasion,1,2,note\nLB01,one,1,2,x\nLB01,two,5,5,y\nLB03,,3,,z\n")
    told = desk.run("instrument import", "score", sheet)
    assert "5 answers of 2 respondents" in told.stdout and "left out: note" in told.stderr
    found = desk.json("instrument scores", "score", "--scope", "occasion = two")["scales"][0]
    assert [r["value"] for r in found["respondents"] if r["respondent"] == "LB01"] == [6]
    assert desk.json("instrument import", "score", sheet)["answers"] == 5
    bad = desk.write("b.csv", "respondent,1\nLB01,6\n")
    assert (
        "b.csv, row 2: item 1: '6' is no answer of Score" in desk.run("instrument import", "score", bad, code=1).stderr
    )
    assert "Added SCORE-15 with 15 items" in desk.run("instrument add", "score-15").stdout
    assert "there is no instrument to add called" in desk.run("instrument add", "score-15", code=1).stderr


def test_a_project_without_instruments_or_bands_says_how_to_begin(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    assert "instrument add PROJECT score-15" in desk.run("instrument list").stdout
    assert "band add PROJECT NAME" in desk.run("band list").stdout
    assert desk.json("instrument add", "score-15") == {"instrument": "score-15", "items": 15}


def test_a_band_is_made_tried_out_changed_and_taken_away(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("band add", "Breadth", "--codes", "planning,engagement", "--limits", "0, 1, 2")
    found = desk.json("band show", "breadth")
    tallied = desk.json("tally", "--scheme", "breadth")
    assert [(b["label"], b["n"]) for b in found["bands"]] == [(r["name"], r["n"]) for r in tallied["rows"]]
    assert sum(b["n"] for b in found["bands"]) + len(found["none"]) == 3
    text = desk.run("band show", "breadth").stdout
    assert "Breadth, from how many of Planning" in text and "were heard: 3 in 1 document." in text
    assert "how many of Planning" in desk.run("band list").stdout
    assert "1 would fall into none" in desk.run("band change", "breadth", "--limits", "0, 2+", code=1).stderr
    desk.run("band change", "breadth", "--limits", "few: 0-9, many: 10+", "--of", "training days", "--name", "Days")
    (row,) = desk.json("band list")
    assert row == {"band": "breadth", "name": "Days", "from": "training days", "limits": "few: 0–9, many: 10+"}
    assert "is so already" in desk.run("band change", "breadth").stdout
    desk.run("band add", "Every code", "--codes", "all", "--limits", "0-1, 2+")
    assert desk.json("band remove", "every-code") == {"name": "Every code", "changed": True}
    assert [b["band"] for b in desk.json("band list")] == ["breadth"]
    assert "choose the codes" in desk.run("band add", "B", "--of", "codes", "--limits", "0, 1+", code=1).stderr.lower()
