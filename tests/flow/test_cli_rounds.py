"""Rounds of double coding, packs in the ledger, and who codes: all from the command line."""

from __future__ import annotations

import pytest

from tests.flow.cli_study import Desk, coding_line, desk_with_codings


@pytest.fixture
def desk(tmp_path) -> Desk:
    made = desk_with_codings(tmp_path)
    made.run("coder add", "Ben")
    return made


def code_as_ben(desk: Desk, project, *, finish: str = "--all") -> Desk:
    ben = Desk(desk.folder)
    ben.project = project
    table = ben.write("ben.csv", "document,start,end,code,coder\n" + coding_line("LB01", "plan ahead", "planning"))
    ben.run("codings import", table)
    ben.run("finish", finish)
    return ben


# ---- packs -----------------------------------------------------------------------------------------------------------


def test_a_pack_says_plainly_that_its_respondents_cannot_show_the_target(desk) -> None:
    text = desk.run("pack", desk.folder / "b.fop", "--for", "Ben").stdout
    assert "3 respondents cannot show that alpha is at least 0.8" in " ".join(text.split())
    assert "it would take 139" in " ".join(text.split())
    made = desk.json("pack", desk.folder / "c.fop", "--for", "Cem", "--target-alpha", "0.667", "--share", "0.5")
    assert made["units"]["needed"] == 60
    assert (made["units"]["available"], made["units"]["enough"]) == (3, False)


def test_a_target_that_the_respondents_can_show_is_told_when_asked_for(desk) -> None:
    asked = ("--target-alpha", "0", "--share", "0.5")
    text = desk.run("pack", desk.folder / "b.fop", "--for", "Ben", *asked).stdout
    assert "it would take 17 respondents" in " ".join(text.split())
    assert "cannot be 1.5" in desk.refused("pack", desk.folder / "c.fop", "--for", "Cem", "--target-alpha", "1.5")
    assert not (desk.folder / "c.fop").exists()


def test_the_ledger_tells_to_whom_packs_went_and_when_they_came_back(desk) -> None:
    assert "No pack was handed out yet" in desk.run("packs").stdout
    out = desk.folder / "ben.fop"
    desk.run("pack", out, "--for", "Ben", "--documents", "LB01", "--round", "First", "--because", "a first look")
    assert desk.json("packs")[0]["merged"] is None
    assert "not merged yet" in desk.run("packs").stdout
    desk.run("merge", code_as_ben(desk, out).project)
    (line,) = desk.json("packs")
    assert (line["coder"], line["documents"], line["round"], line["because"]) == (
        "Ben",
        ["LB01"],
        "First",
        "a first look",
    )
    assert line["merged"]
    text = desk.run("packs").stdout
    assert "Ben, round First: 1 document chosen by name; merged" in text
    assert "LB01  (a first look)" in text


# ---- rounds ----------------------------------------------------------------------------------------------------------


def test_a_round_from_beginning_to_end(desk) -> None:
    assert "no rounds yet" in desk.run("round list").stdout
    made = desk.json("round add", "Final", "--coders", "Ann,Ben", "--documents", "2", "--by", "borough", "--seed", "3")
    assert made["groups"] == {"H&F": {"drawn": 1, "of": 1}, "RBKC": {"drawn": 1, "of": 2}}
    assert made["seed"] == 3
    assert [(c["name"], c["finished"], c["assigned"]) for c in made["coders"]] == [("Ann", 2, 2), ("Ben", 0, 2)]
    assert desk.json("round list")[0]["complete"] is False
    left = [d for d in ("LB01", "LB02", "LB03") if d not in made["documents"]]
    wider = desk.json("round extend", "final", "--documents", left[0])
    assert wider["documents"] == ["LB01", "LB02", "LB03"]
    desk.run("finish", "--all", "--as", "Ben")
    text = desk.run("round list").stdout
    assert "Final (final, blind): 3 documents" in text
    assert "Ben: 3 of 3 finished" in text
    opened = desk.run("round open", "Final").stdout
    assert "open since" in opened
    assert "before discussion: respondent, Ann, Ben: alpha" in opened
    assert " respondents × codes" in opened
    assert "is open already" in desk.refused("round open", "Final")
    records = desk.json("round list")[0]["agreement"]
    assert records[0]["report"]["level"] == "respondent"
    assert records[0]["report"] == desk.json("agreement", "--coders", "Ann,Ben", "--round", "Final")
    assert records[0]["report"] == desk.json("agreement", "--round", "Final")
    desk.run("undo")
    assert desk.json("round list")[0]["opened"] is None
    assert desk.json("verify")["ok"]


def test_who_is_waited_for_is_named(desk) -> None:
    text = desk.run("round add", "Training", "--coders", "Ann,Ben", "--aim", "training", "--documents", "LB01,LB03")
    assert "Ben: 0 of 2 finished; waited for: LB01, LB03" in text.stdout
    assert "Documents: LB01, LB03" in text.stdout
    assert "No agreement was kept" in desk.run("round open", "Training").stdout
    assert desk.json("round list")[0]["opened"]


def test_one_coder_again(desk) -> None:
    made = desk.json("round add", "Again", "--aim", "again", "--coders", "Ann", "--documents", "LB02")
    assert [c["name"] for c in made["coders"]] == ["Ann", "Ann (second reading)"]
    desk.run("round add", "Twice", "--aim", "again", "--coders", "Ann,Ben", code=2)
    assert "Ben has finished no document" in desk.refused("round add", "Twice", "--aim", "again", "--coders", "Ben")


def test_only_the_leader_opens(desk) -> None:
    desk.run("round add", "Final", "--coders", "Ann,Ben")
    assert "only Ann, who leads the project" in desk.refused("round open", "Final", "--as", "Ben")
    assert "no round called" in desk.refused("round open", "Other")
    assert "already" in desk.refused("round add", "final", "--coders", "Ann,Ben")
    assert "has all of them already" in desk.refused("round extend", "Final", "--documents", "LB01")


def test_agreement_is_put_on_record_before_and_after(desk) -> None:
    desk.run("round add", "Final", "--coders", "Ann,Ben")
    assert "have finished no document together" in desk.refused("round keep", "Final")
    desk.run("finish", "--all", "--as", "Ben")
    kept = desk.json("round keep", "Final")
    assert {r["stage"] for r in kept} == {"before discussion"}
    assert "Kept after discussion: respondent" in desk.run("round keep", "Final", "--after").stdout
    assert "Kept before discussion" in desk.run("round keep", "--coders", "Ann,Ben").stdout
    desk.run("round keep", code=2)
    (one,) = desk.json("round list")
    assert {r["stage"] for r in one["agreement"]} == {"before discussion", "after discussion"}


def test_the_merge_that_completes_a_round_says_what_it_keeps(desk) -> None:
    out = desk.folder / "ben.fop"
    desk.run("pack", out, "--for", "Ben", "--round", "Final")
    ben = code_as_ben(desk, out)
    assert desk.json("merge", out, "--dry-run")["completes"] == ["Final"]
    text = desk.run("merge", ben.project).stdout
    assert "Nobody is waited for in round Final now: its agreement before discussion is kept with it" in text
    assert desk.json("round list")[0]["complete"] is True
    assert desk.json("round list")[0]["agreement"]
    desk.run("undo")
    assert desk.json("round list")[0]["agreement"] == []


# ---- coders ----------------------------------------------------------------------------------------------------------


def test_coders_are_listed_added_and_described(desk) -> None:
    desk.run("coder describe", "Ben", "--role", "research assistant", "--training", "two sessions")
    assert "Nothing was changed" in desk.run("coder describe", "Ben", "--role", "research assistant").stdout
    first, ben = desk.json("coder list")
    assert (first["name"], first["leads"], first["finished"]) == ("Ann", True, 3)
    assert (ben["role"], ben["training"], ben["leads"]) == ("research assistant", "two sessions", False)
    assert "research assistant; two sessions" in desk.run("coder describe", "ben", "--name", "Benjamin").stdout
    assert "no role and no training is known" in desk.run("coder describe", "Ann", "--name", "Anna").stdout
    text = desk.run("coder list").stdout
    assert "Benjamin" in text
    assert "two sessions" in text
    assert "already" in desk.refused("coder add", "anna")
    assert desk.json("coder add", "Cem", "--role", "student")["role"] == "student"
