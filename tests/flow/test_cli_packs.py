"""A second coder's work on another machine: a pack is made, coded with commands of its own, and merged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fop_coder.model.change import Change
from fop_coder.project.project import Project
from tests.flow.cli_study import Desk, coding_line, desk_with_codings


@pytest.fixture
def desk(tmp_path) -> Desk:
    return desk_with_codings(tmp_path)


def coded_pack(desk: Desk) -> Desk:
    """Make a pack of two documents for Ben, and do his work in it."""
    desk.run("pack", desk.folder / "ben.fop", "--for", "Ben", "--documents", "LB01, LB02")
    ben = Desk(desk.folder)
    ben.project = desk.folder / "ben.fop"
    table = ben.write(
        "b.csv", "document,start,end,code,coder,criteria\n" + coding_line("LB01", "plan ahead", "planning")
    )
    ben.run("codings import", table)
    ben.run("classify", "LB01", "analytic-group", "cautious", "--because", "wary")
    ben.run("finish", "--all")
    return ben


def test_a_pack_is_made_coded_and_merged(desk) -> None:
    ben = coded_pack(desk)
    assert ben.row("planning")["n"] == 1
    dry = desk.json("merge", ben.project, "--dry-run")
    assert dry["new"] == {"finished document": 2, "coding": 1, "class": 1}
    assert desk.json("info")["coders"][1]["codings"] == 0
    text = desk.run("merge", ben.project).stdout
    assert "New: 2 finished documents, 1 coding, 1 class" in text
    assert "Merged the work of Ben" in text
    row = desk.row("planning", "--view", "both")
    assert (row["n"], row["not_referred"], row["no_data"], row["differ"]) == (1, 1, 1, 0)
    assert "Nothing new" in desk.run("merge", ben.project).stdout
    desk.run("undo")
    assert desk.json("info")["coders"][1]["codings"] == 0
    assert desk.json("verify")["ok"]


def test_a_draw_is_told_with_its_groups_and_seed(desk) -> None:
    made = desk.json(
        "pack", desk.folder / "p.fop", "--for", "Ben", "--documents", "2", "--by", "borough", "--seed", "3"
    )
    assert made["drawn"] == "2 of 3 documents drawn at random, in proportion by borough, seed 3"
    assert made["groups"] == {"H&F": {"drawn": 1, "of": 1}, "RBKC": {"drawn": 1, "of": 2}}
    text = desk.run("pack", desk.folder / "q.fop", "--for", "Ben").stdout
    assert "Left out, because Ben was handed them before" in text
    assert "It holds nobody's codings" in text


def test_a_project_that_is_no_pack_is_refused(desk, tmp_path) -> None:
    assert "is a project, not a pack" in desk.refused("merge", desk.project)


def test_what_does_not_fit_is_told_and_refused_until_left_out(desk) -> None:
    ben = coded_pack(desk)
    other = ben.write("c.csv", "document,start,end,code,coder,criteria\n" + coding_line("LB02", "meet", "planning"))
    ben.run("codings import", other)
    ben.run(
        "codings import",
        ben.write("d.csv", "document,start,end,code,coder\n" + coding_line("LB02", "listen", "review", coder="Eve")),
    )
    dry = desk.run("merge", ben.project, "--dry-run", code=1)
    assert "Not known here: the coder Eve" in dry.stdout
    assert "no coder called 'Eve'" in desk.refused("merge", ben.project)
    desk.run("merge", ben.project, "--coder", "Eve=new")
    assert [c["name"] for c in desk.json("info")["coders"]] == ["Ann", "Ben", "Eve"]


def test_a_wrong_pair_is_wrong_usage(desk) -> None:
    ben = coded_pack(desk)
    assert "NAME=VALUE" in desk.run("merge", ben.project, "--coder", "Eve", code=2).stderr


def test_differences_are_listed_settled_and_counted_in_the_consensus(desk) -> None:
    ben = coded_pack(desk)
    desk.run("merge", ben.project)
    coders = ("--coders", "Ann,Ben")
    assert desk.row("engagement", "--view", "consensus")["pending"] == 1
    listed = desk.json("disagreements", *coders)
    assert [(d["over"], d["about"], d["document"] or d["respondent"]) for d in listed] == [
        ("passage", "planning", "LB01"),
        ("passage", "engagement", "LB02"),
        ("class", "analytic-group", "LB01"),
        ("class", "analytic-group", "LB02"),
    ]
    assert listed[0]["said"] == {"Ann": "draw a map", "Ben": ""}
    text = desk.run("disagreements", *coders).stdout
    assert "4 disagreements, 4 open" in text
    desk.run("settle", listed[1]["name"], "first", *coders, "--because", "she listens")
    assert desk.row("engagement", "--view", "consensus")["n"] == 1
    assert desk.json("settle", listed[0]["name"], "new", "--to", "40-50", *coders)["open"] == 2
    desk.run("settle", listed[2]["name"], "new", "--to", "cautious", *coders)
    assert "[settled: first, she listens]" in desk.run("disagreements", *coders).stdout
    assert len(desk.json("disagreements", *coders, "--open")) == 1
    assert "no disagreement is called" in desk.refused("settle", "zzz", "first", *coders)


def test_reasons_are_kept_listed_and_counted_and_boundaries_are_listed_when_asked_for(desk) -> None:
    ben = coded_pack(desk)
    desk.run("merge", ben.project)
    coders = ("--coders", "Ann,Ben")
    names = [d["name"] for d in desk.json("disagreements", *coders)]
    settled = desk.json("settle", names[0], "neither", *coders, "--reason", "wording", "--because", "too vague")
    assert settled["reason"] == "wording of the code"
    desk.run("settle", names[3], "new", "--to", "cautious", *coders, "--reason", "oversight")
    listed = desk.json("disagreements", *coders)
    assert [d["reason"] for d in listed] == ["wording of the code", None, None, "oversight"]
    assert "[settled: neither, wording of the code, too vague]" in desk.run("disagreements", *coders).stdout
    assert "is no reason to differ" in desk.refused("settle", names[1], "first", *coders, "--reason", "luck")
    more = desk.json("disagreements", *coders, "--boundaries")
    assert {d["over"] for d in more} >= {"passage", "class"}
    assert [d for d in more if d["over"] != "boundary"] == listed


def test_agreement_is_shown_at_every_level_and_the_pooled_row_stands_last(desk) -> None:
    ben = coded_pack(desk)
    desk.run("merge", ben.project)
    coders = ("--coders", "Ann,Ben", "--resamples", "50")
    found = desk.json("agreement", *coders)
    assert (found["level"], found["coders"]) == ("respondent", ["Ann", "Ben"])
    rows = {row["code"]: row for row in found["rows"]}
    assert (rows["planning"]["units"], rows["planning"]["percent_agreement"]) == (2, 1.0)
    assert (rows["engagement"]["percent_agreement"], rows["engagement"]["cohen_kappa"]) == (0.5, 0.0)
    assert rows["review"]["krippendorff_alpha"] is None
    assert any("Not used by any coder" in note for note in rows["review"]["notes"])
    assert "Left out, because Ben was given no document: LB03" in found["notes"]
    lines = desk.run("agreement", *coders).stdout.splitlines()
    assert next(line for line in lines if line.startswith("Planning")).split()[1:6] == ["2", "1", "0", "0", "1"]
    assert any(line.startswith("All codes, pooled") for line in lines)
    assert desk.json("agreement", *coders, "--level", "classification")["overall"]["units"] == 1
    for level in (["segment"], ["segment", "--segments", "sentence"], ["character", "--more"]):
        assert "Planning" in desk.run("agreement", *coders, "--level", *level).stdout
    desk.type("agreement", desk.project, code=2)
    desk.type("agreement", desk.project, "--ratings", "x.csv", code=2)
    desk.run("agreement", *coders, "--level", "word", code=2)
    assert "no coder called" in desk.refused("agreement", "--coders", "Ann,Zoe")


def test_names_with_commas_are_refused_for_new_coders_and_quoted_where_they_are_there(desk) -> None:
    for words in (
        ("coder add", "Lee, Kim"),
        ("assign", "Lee, Kim", "LB01"),
        ("coder describe", "Ann", "--name", "A, B"),
    ):
        assert "a coder's name cannot hold a comma" in desk.refused(*words)
    out = desk.folder / "lee.fop"
    assert "cannot hold a comma" in desk.refused("pack", out, "--for", "Lee, Kim")
    assert not out.exists()
    desk.run("assign", "Ben", "LB01")
    with Project.open(desk.project) as project:  # as an earlier version left it
        ben = project.coder_named("Ben")
        project.apply(Change("Rename", (ben,), (replace(ben, name="Lee, Kim"),)))
    desk.run("finish", "LB01", "--as", "Lee, Kim")
    desk.run("finish", "LB01")
    desk.run("coder describe", "Lee, Kim", "--role", "trainee")
    assert desk.json("agreement", "--coders", 'Ann,"Lee, Kim"')["coders"] == ["Ann", "Lee, Kim"]
    assert desk.json("tally", "--view", 'both of "Lee, Kim", Ann')["rows"]


def test_a_document_with_a_comma_in_its_name_can_be_handed_out(desk) -> None:
    late = desk.write("LB04, second visit.txt", "Respondent: We plan once more, later.\n")
    desk.run("import", late)
    made = desk.json("pack", desk.folder / "p.fop", "--for", "Ben", "--documents", '"LB04, second visit",LB01')
    assert set(made["documents"]) == {"LB01", "LB04, second visit"}


def test_a_class_is_settled_by_short_name_and_only_new_says_to_what(desk) -> None:
    ben = coded_pack(desk)
    desk.run("merge", ben.project)
    coders = ("--coders", "Ann,Ben")
    named = next(d["name"] for d in desk.json("disagreements", *coders) if d["over"] == "class")
    desk.run("settle", named, "new", *coders, code=2)
    desk.run("settle", named, "first", "--to", "cautious", *coders, code=2)
    desk.run("settle", named, "new", "--to", "limited-knowledge", *coders)
    assert {d["name"]: d["settled"] for d in desk.json("disagreements", *coders)}[named] == "new"


def test_nothing_open_is_not_told_as_agreeing(desk) -> None:
    ben = coded_pack(desk)
    desk.run("merge", ben.project)
    coders = ("--coders", "Ann,Ben")
    for found in desk.json("disagreements", *coders):
        desk.run("settle", found["name"], "first", *coders)
    assert "Nothing is open: 4 disagreements settled" in desk.run("disagreements", *coders, "--open").stdout


def test_a_note_that_holds_for_several_codes_is_told_once(desk) -> None:
    ben = coded_pack(desk)
    desk.run("merge", ben.project)
    told = " ".join(desk.run("agreement", "--coders", "Ann,Ben").stdout.split())
    assert told.count("Too few respondents (2) for intervals and bands") == 1
    assert "All rows: Too few respondents (2)" in told
    assert told.count("Not used by any coder") == 1


def test_a_damaged_pack_is_told_as_one_to_ask_for_again(desk) -> None:
    ben = coded_pack(desk)
    whole = ben.project.read_bytes()
    for broken in (whole[: len(whole) // 2], whole[:16384] + bytes(8192) + whole[24576:]):
        ben.project.write_bytes(broken)
        said = desk.refused("merge", ben.project)
        assert "the pack is damaged" in said
        assert said.rstrip().endswith("Ask for the file again")
        assert "restore" not in said
