"""Figures on the command line: n/N with everybody who is not in N, divided, followed, exported and found."""

from __future__ import annotations

import json

import pytest

from tests.flow.cli_study import Desk, coding_line, desk_with_codings, desk_with_interviews, place, transcript


def line_of(text: str, name: str) -> list[str]:
    return next(line.split() for line in text.splitlines() if line.startswith(name))


def test_a_tally_shows_n_of_n_with_the_rest_beside_it(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    text = desk.run("tally").stdout
    assert line_of(text, "Planning") == ["Planning", "2/3", "1", "FoP-minded", "1", "0", "0", "0", "0"]
    assert "interviewed 3, withdrawn 0, unusable 0, analysed 3" in text
    assert max(len(line) for line in text.splitlines()) <= 100


def test_the_json_of_a_tally_is_what_callers_rely_on(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    found = desk.json("tally")
    assert found["sample"]["respondents"] == 3
    assert found["view"] == "Ann"
    row = desk.row("planning")
    assert {key: row[key] for key in ("name", "n", "of", "referred", "not_referred", "criteria_met")} == {
        "name": "Planning",
        "n": 2,
        "of": 3,
        "referred": 2,
        "not_referred": 1,
        "criteria_met": 1,
    }
    assert row["share"] == pytest.approx(2 / 3)
    assert row["interval"][0] < 2 / 3 < row["interval"][1]
    assert row["sentence"].startswith("2 of 3 respondents referred to planning")


def test_pending_respondents_are_said_to_be_coded_already(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    desk.run(
        "codings import",
        desk.write("c.csv", "document,start,end,code,coder,criteria\n" + coding_line("LB01", "I plan", "planning")),
    )
    assert "Planning: 3 pending, of whom 1 already coded" in desk.run("tally").stdout
    row = desk.row("planning")
    assert (row["n"], row["of"], row["pending"], row["pending_coded"]) == (0, 0, 3, 1)
    assert row["share"] is None
    assert row["interval"] is None


def test_excluded_respondents_are_in_the_flow_and_nowhere_else(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("exclude", "LB01", "--because", "withdrew consent", "--withdrawn")
    desk.run("exclude", "LB02", "--because", "inaudible")
    assert "interviewed 3, withdrawn 1, unusable 1, analysed 1" in desk.run("tally").stdout
    assert desk.row("planning")["of"] == 1
    desk.run("include", "LB01")
    assert desk.row("planning")["of"] == 2


def test_shares_of_small_groups_are_shown_only_when_asked_for(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    text = desk.run("tally").stdout
    assert " %" not in text
    assert "Shares are left out where N is below 30" in text
    insisted = desk.run("tally", "--percentages").stdout
    assert line_of(insisted, "Planning")[2:4] == ["67", "%"]
    assert "Shares are left out" not in insisted


def test_intervals_come_with_the_caution_that_belongs_to_them(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    assert "interval" not in desk.run("tally").stdout
    insisted = " ".join(desk.run("tally", "--intervals").stdout.split())
    assert "were not drawn at random. If these 3 were a simple random sample" in insisted
    desk.run("settings", "--chosen", "random")
    assert "95 % Wilson interval of the share, for a simple random sample." in desk.run("tally").stdout


def test_a_tally_is_divided_by_an_attribute(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    found = desk.json("tally", "--by", "borough")
    row = next(row for row in found["rows"] if row["code"] == "planning")
    assert {group: (counts["n"], counts["of"]) for group, counts in row["groups"].items()} == {
        "H&F": (1, 1),
        "RBKC": (1, 2),
    }
    text = desk.run("tally", "--by", "borough").stdout
    block = text[text.index("By borough") :]
    assert "H&F (1)" in block
    assert "RBKC (2)" in block
    assert line_of(block, "Planning")[:5] == ["Planning", "1/1", "0", "0", "1/2"]


def test_many_groups_go_on_beneath_within_100_columns(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    rows = "".join(f"P{n:02},place number {n:02}\n" for n in range(12))
    desk.run("respondents import", desk.write("r.csv", "respondent,place\n" + rows + "LB01,place number 01\n"))
    text = desk.run("tally", "--by", "place").stdout
    assert max(len(line) for line in text.splitlines()) <= 100
    assert all(text.count(f"place number {n:02} (") == 1 for n in range(12))
    assert text.count("By place") > 1


def test_filters_narrow_the_sample_and_the_documents(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    assert desk.json("tally", "--where", '"training days" >= 10')["sample"]["respondents"] == 2
    assert desk.row("planning", "--where", "borough = H&F")["n"] == 1
    assert desk.row("planning", "--scope", "kind = vignette")["no_data"] == 3
    assert "borough" in desk.refused("tally", "--where", "burough = RBKC")
    assert "scope" in desk.refused("tally", "--scope", "borough = RBKC")
    assert "Known: borough" in desk.refused("tally", "--by", "nothing")


def test_categories_of_a_scheme_add_up_to_the_sample(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("status", "LB03", "analytic-group", "too-little-information")
    found = desk.json("tally", "--scheme", "analytic-group")
    assert {row["category"]: (row["n"], row["of"]) for row in found["rows"]}["cautious"] == (1, 2)
    assert (found["not_classified"], found["too_little_information"], found["pending"]) == (0, 1, 0)
    text = desk.run("tally", "--scheme", "Analytic group", "--by", "borough").stdout
    assert line_of(text, "Enthusiast") == ["Enthusiast", "1/2", "0/0", "1/2"]
    assert line_of(text, "too little information") == ["too", "little", "information", "1", "1", "0"]
    assert "no view 'both'" in desk.refused("tally", "--scheme", "analytic-group", "--view", "both")


def test_views_of_several_coders_say_where_they_differ(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("assign", "Ben", "--all")
    desk.run("finish", "--all", "--as", "Ben")
    both = desk.json("tally", "--view", "both", "--coders", "Ann,Ben")
    planning = both["rows"][0]
    assert (planning["n"], planning["of"], planning["differ"]) == (0, 3, 2)
    assert desk.row("planning", "--view", "either")["n"] == 2
    assert desk.row("planning", "--view", "consensus")["pending"] == 2
    assert "Planning: differ: 2" in desk.run("tally", "--view", "either").stdout
    assert "view or coder" in desk.refused("tally", "--view", "Cy")


def test_a_number_is_followed_to_respondents_and_passages(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    found = desk.json("tally", "--who", "planning")
    assert found["respondents"] == ["LB01", "LB03"]
    assert found["n"] == desk.row("planning")["n"]
    start, end = place("LB01", "I plan ahead")
    first = found["passages"][0]
    assert (first["document"], first["start"], first["end"], first["text"]) == ("LB01", start, end, "I plan ahead")
    assert len(found["passages"]) == 3
    text = desk.run("tally", "--who", "planning", "--where", "borough = H&F").stdout
    assert "Planning, referred: 1 respondent" in text
    assert "we plan" in text
    assert "LB01" not in text


def test_those_who_did_not_refer_are_listed_too(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    found = desk.json("tally", "--who", "planning", "--status", "not-referred")
    assert (found["status"], found["respondents"], found["passages"]) == ("not referred", ["LB02"], [])
    assert desk.json("tally", "--scheme", "analytic-group", "--who", "cautious")["respondents"] == ["LB02"]
    assert desk.json("tally", "--scheme", "analytic-group", "--who", "not classified")["respondents"] == ["LB03"]
    assert "no status called" in desk.refused("tally", "--who", "planning", "--status", "maybe")


def test_the_card_explains_the_figure(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    reasons = desk.json("tally", "--why", "planning")["reasons"]
    assert [(r["status"], r["n"], r["respondents"]) for r in reasons] == [
        ("referred", 2, ["LB01", "LB03"]),
        ("not referred", 1, ["LB02"]),
    ]
    assert "LB01, LB03" in desk.run("tally", "--why", "Planning").stdout


def test_marks_leave_respondents_out_of_n_and_can_be_cleared(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    assert (
        desk.run("status", "LB02", "planning", "not-asked", "--because", "too late").stdout
        == "LB02, Planning: not asked\n"
    )
    assert (desk.row("planning")["of"], desk.row("planning")["not_asked"]) == (2, 1)
    assert desk.json("status", "LB02", "planning", "not-asked", "--because", "too late")["changed"] is False
    desk.run("status", "LB02", "planning", "clear")
    assert desk.row("planning")["of"] == 3


def test_who_raised_it_unprompted_can_be_left_out(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("status", "LB01", "planning", "not-asked")
    assert "1 of n raised it unprompted" in desk.run("tally").stdout
    assert desk.row("planning")["n"] == 2
    row = desk.row("planning", "--prompted-only")
    assert (row["n"], row["not_asked"]) == (1, 1)


def test_hits_are_found_in_context(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    hits = desk.json("find", "plan")
    assert [hit["document"] for hit in hits] == ["LB01", "LB02", "LB03"]
    for hit in hits:
        assert transcript(hit["document"])[hit["start"] : hit["end"]] == hit["text"] == "plan"
        assert transcript(hit["document"])[: hit["start"]].endswith(hit["before"])
    assert desk.json("find", "cafe")[0]["text"] == "café"
    assert desk.json("find", "visit", "--speaker", "respondent") == []
    assert len(desk.json("find", "visit", "--speaker", "interviewer")) == 3
    assert [h["document"] for h in desk.json("find", "plan", "--code", "planning")] == ["LB01", "LB03"]
    assert [h["document"] for h in desk.json("find", "plan", "--where", "borough = H&F")] == ["LB03"]
    assert "there is no word" in desk.refused("find", "!")


def test_the_number_of_hits_is_limited_and_said(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    result = desk.run("find", "plan", "--limit", 2)
    assert len(result.stdout.splitlines()) == 2
    assert "»plan«" in result.stdout
    assert "2 hits and there are more" in result.stderr


def test_an_export_is_written_by_its_ending(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    assert desk.json("export", tmp_path / "o.xlsx")["files"] == [str(tmp_path / "o.xlsx")]
    written = desk.run("export", tmp_path / "o.csv", "--what", "tally,codebook", "--by", "borough").stdout
    assert "tally-by-borough.csv" in written
    assert "passages" not in written
    desk.run("export", tmp_path / "o.json", "--where", "borough = H&F")
    exported = json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))
    assert exported["tally"]["sample"]["respondents"] == 1
    assert ".pdf" in desk.refused("export", tmp_path / "o.pdf")
    assert "no part called" in desk.refused("export", tmp_path / "o2.json", "--what", "everything")


def test_there_is_something_to_read_where_there_is_nothing_to_count(tmp_path) -> None:
    desk = Desk(tmp_path)
    desk.run("new", "--codebook", desk.write("c.csv", "ident,name\nmaps,Maps\n"))
    desk.run("codes", "remove", "maps")
    assert "There are no codes yet." in desk.run("tally").stdout
    assert desk.json("tally")["rows"] == []
