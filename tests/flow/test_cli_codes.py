"""The codebook edited on the command line."""

from __future__ import annotations

import json

import pytest

from tests.flow.cli_study import Desk, desk_with_codings, desk_with_interviews, place


def codes(desk: Desk, *arguments: object) -> dict[str, dict]:
    return {code["code"]: code for code in desk.json("codes", "list", *arguments)}


def test_the_projects_name_alone_lists_the_codes(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    listed = ["planning", "hypotheses", "engagement", "techniques", "review"]
    assert [code["code"] for code in desk.json("codes")] == listed
    assert [code["code"] for code in desk.json("codes", "list")] == listed
    assert desk.type("codes", "--json", desk.project).stdout == desk.run("codes", "--json").stdout
    text = desk.run("codes").stdout
    assert "1    planning    Planning" in text
    assert max(len(line) for line in text.splitlines()) <= 100


def test_a_code_is_added_under_another(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    done = desk.json("codes", "add", "Use of maps", "--parent", "planning", "--key", "m", "--definition", "Draws.")
    assert done["code"] == "use-of-maps"
    assert done["codebook_version"] == 2
    made = codes(desk)["use-of-maps"]
    assert (made["parent"], made["key"], made["definition"]) == ("planning", "m", "Draws.")
    assert ". Use of maps" in desk.run("tally").stdout
    assert desk.row("use-of-maps")["pending"] == 3
    assert desk.row("planning")["pending"] == 0


def test_a_key_that_is_taken_is_refused(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    assert "'1'" in desk.refused("codes", "add", "Maps", "--key", "1")
    assert "no code called 'plannin'. Known: planning" in desk.refused("codes", "rename", "plannin", "x")


def test_names_keys_and_colours_are_changed(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    assert "Renamed Planning to Planning ahead" in desk.run("codes", "rename", "planning", "Planning ahead").stdout
    desk.run("codes", "key", "planning", "p")
    desk.run("codes", "key", "Review", "none")
    desk.run("codes", "recolour", "planning", 9)
    found = codes(desk)
    assert (found["planning"]["name"], found["planning"]["key"], found["planning"]["colour"]) == (
        "Planning ahead",
        "p",
        9,
    )
    assert found["review"]["key"] == ""


def test_codes_are_moved(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    desk.run("codes", "move", "review", "--before", "planning")
    assert next(iter(codes(desk))) == "review"
    desk.run("codes", "move", "review", "--under", "planning")
    assert codes(desk)["review"]["parent"] == "planning"
    assert "under itself" in desk.refused("codes", "move", "planning", "--under", "review")
    assert "at the top" in desk.run("codes", "move", "review", "--top").stdout
    assert codes(desk)["review"]["parent"] is None


def test_a_changed_meaning_asks_for_reading_again_and_wording_does_not(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("codes", "define", "planning", "--definition", "Clearer words.", "--wording-only")
    assert desk.row("planning")["pending"] == 0
    desk.run("codes", "define", "planning", "--include", "Also at night.", "--reread")
    assert desk.row("planning")["pending"] == 3
    assert desk.row("engagement")["pending"] == 0
    found = codes(desk)["planning"]
    assert (found["definition"], found["include"]) == ("Clearer words.", "Also at night.")
    assert "say what to change" in desk.run("codes", "define", "planning", "--reread", code=2).stderr


def test_criteria_and_their_rule_are_defined(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run(
        "codes",
        "define",
        "planning",
        "--criterion",
        "a=ahead",
        "--criterion",
        "d=asked",
        "--need",
        "any",
        "--wording-only",
    )
    assert [(c["key"], c["name"]) for c in codes(desk)["planning"]["criteria"]][::3] == [("a", "ahead"), ("d", "asked")]
    assert desk.row("planning")["criteria_met"] == 2
    desk.run("codes", "define", "planning", "--at-least", 3, "--within", "passage", "--wording-only")
    assert desk.row("planning")["criteria_met"] == 0
    assert "rule asks for 9" in desk.refused("codes", "define", "planning", "--at-least", 9, "--wording-only")


def test_merged_codes_give_their_passages_to_one(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    assert "Put 1 passage of Engagement under Planning" in desk.run("codes", "merge", "engagement", "planning").stdout
    desk.run("finish", "--all")
    assert desk.row("planning")["n"] == 3
    assert "engagement" not in codes(desk)
    assert codes(desk, "--retired")["engagement"]["retired"] is True
    assert desk.row("engagement", "--retired")["n"] == 0


@pytest.mark.parametrize(
    ("which", "left"),
    [(("--document", "LB03"), ["LB01"]), (("--criterion", "a"), ["LB01"]), (("--coder", "Ann"), [])],
)
def test_a_code_is_split_by_what_its_passages_are(tmp_path, which, left) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("codes", "split", "planning", "Planning later", *which)
    desk.run("finish", "--all")
    assert desk.json("tally", "--who", "planning")["respondents"] == left
    assert "LB03" in desk.json("tally", "--who", "planning-later")["respondents"]


def test_a_code_is_split_by_a_table_of_passages(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    start, end = place("LB01", "draw a map")
    rows = desk.write("rows.csv", f"document,start,end,code\nLB01,{start},{end},planning\n")
    done = desk.json("codes", "split", "planning", "Maps", "--passages", rows)
    assert done["done"] == "1 passage moved to Maps"
    wrong = desk.write("wrong.csv", f"document,start,end,code\nLB01,{start},{end},review\n")
    assert "row 2" in desk.refused("codes", "split", "planning", "More", "--passages", wrong)


def test_only_unused_codes_are_removed_and_others_retired(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    assert "has 3 passages" in desk.refused("codes", "remove", "planning")
    desk.run("codes", "remove", "review")
    assert "review" not in codes(desk, "--retired")
    desk.run("codes", "retire", "planning")
    assert [row["code"] for row in desk.json("tally")["rows"]] == ["hypotheses", "engagement", "techniques"]
    desk.run("codes", "retire", "planning", "--again")
    assert desk.row("planning")["n"] == 2


def test_codebook_files_are_checked_with_every_fault(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    good = desk.type("codebook", "check", "families")
    assert "is in order" in good.stdout
    bad = desk.write(
        "bad.yaml", "format: 1\nname: Bad\ncodes:\n  - ident: A B\n    name: One\n  - name: Two\n    colour: 99\n"
    )
    result = desk.type("codebook", "check", bad, code=1)
    assert "bad.yaml:4" in result.stdout
    assert len(result.stdout.splitlines()) >= 2
    assert result.stderr.count("\n") == 1
    found = json.loads(desk.type("codebook", "check", bad, "--json", code=1).stdout)
    assert found["ok"] is False
    assert len(found["problems"]) == len(result.stdout.splitlines())
    assert found["problems"][0]["line"] == 4


def test_codebooks_go_out_and_come_in(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    desk.run("codes", "add", "Maps")
    for ending in ("yaml", "csv", "xlsx"):
        out = tmp_path / f"codes.{ending}"
        assert desk.json("codebook export", out) == {"file": str(out), "left_out": []}
        assert "holds all of this already" in desk.run("codebook import", out).stdout
    lossy = desk.run("codebook export", tmp_path / "codes.qdc")
    assert "codes.qdc: 2 schemes left out" in lossy.stderr
    assert "not a format" in desk.refused("codebook export", tmp_path / "codes.txt")
    other = Desk(tmp_path)
    other.project = tmp_path / "other.fop"
    other.run("new", "--codebook", "five-learning-outcomes")
    assert other.json("codebook import", tmp_path / "codes.yaml")["added"] == ["maps"]
