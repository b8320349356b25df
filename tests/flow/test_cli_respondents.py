"""Respondents, classes, reading done, and tables in and out, on the command line."""

from __future__ import annotations

from tests.flow.cli_study import Desk, coding_line, copied, desk_with_codings, desk_with_interviews, place

HEADINGS = "document,start,end,code,coder,criteria\n"


def test_a_sheet_of_attributes_comes_in(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    sheet = desk.write("r.csv", "respondent,borough\nLB01,RBKC\nLB02,H&F\nLB09,H&F\n")
    done = desk.json("respondents import", sheet)
    assert (done["added"], done["updated"], done["attributes"]) == (["LB09"], ["LB01", "LB02"], ["borough"])
    assert done["not_named"] == ["LB03"]
    result = desk.run("respondents import", sheet)
    assert result.stdout == "0 respondents added, 3 updated; attributes: borough\n"
    assert "r.csv does not name 1 respondent: LB03" in result.stderr


def test_doubled_and_unnamed_rows_are_left_out_and_listed(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    sheet = desk.write("r.csv", "respondent,borough\nLB01,RBKC\nLB02,H&F\nLB02,RBKC\n,RBKC\n")
    result = desk.run("respondents import", sheet, code=1)
    assert "LB02 stands in rows 3, 4" in result.stderr
    assert "row 5 without a label" in result.stderr
    rows = {row["respondent"]: row for row in desk.json("respondents list")}
    assert (rows["LB01"]["borough"], rows["LB02"]["borough"]) == ("RBKC", "")


def test_respondents_go_out_and_come_in_again_with_who_takes_part(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("exclude", "LB02", "--because", "moved, and asked to be left out", "--withdrawn")
    table = desk.json("respondents list")
    assert table[1]["standing"] == "withdrawn"
    for ending in ("csv", "xlsx"):
        out = tmp_path / f"people.{ending}"
        assert desk.json("respondents export", out)["respondents"] == 3
        other = Desk(tmp_path)
        other.project = tmp_path / f"{ending}.fop"
        other.run("new", "--codebook", "families")
        other.run("respondents import", out)
        assert other.json("respondents list") == table
    assert "Use .csv or .xlsx" in desk.refused("respondents export", tmp_path / "people.ods")
    assert "LB02        RBKC" in desk.run("respondents list").stdout


def test_a_column_called_standing_that_says_something_else_is_an_attribute(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    sheet = desk.write("r.csv", "respondent,standing,because\nLB01,senior,long\nLB02,junior,new\n")
    assert desk.json("respondents import", sheet)["attributes"] == ["standing", "because"]
    assert desk.json("tally")["sample"]["respondents"] == 3


def test_leaving_somebody_out_needs_a_reason(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    assert "needs a reason" in desk.refused("exclude", "LB01", "--because", " ")
    assert desk.run("exclude", "LB01", code=2).stdout == ""
    assert desk.json("exclude", "LB01", "--because", "noise")["standing"] == "unusable"
    assert "outside every sample" in desk.run("exclude", "LB02", "--because", "noise").stdout
    assert desk.run("include", "LB01").stdout == "LB01 takes part\n"
    assert desk.json("include", "LB02") == {"respondent": "LB02", "standing": "analysed"}


def test_classes_are_given_and_taken_off(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    assert desk.run("classify", "LB01", "analytic-group", "E", "--because", "glad").stdout == "LB01: Enthusiast\n"
    assert desk.json("classify", "LB01", "analytic-group", "enthusiast", "--because", "glad")["changed"] is False
    desk.run("finish", "LB01")
    assert desk.json("tally", "--scheme", "analytic-group")["classified"] == 1
    desk.run("classify", "LB01", "analytic-group", "clear")
    assert desk.json("tally", "--scheme", "analytic-group")["not_classified"] == 1
    assert "Known: " in desk.refused("classify", "LB01", "analytic-group", "lukewarm")
    assert "no respondent called 'LB77'" in desk.refused("classify", "LB77", "analytic-group", "cautious")


def test_reading_is_finished_for_one_coder_and_taken_back(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    assert desk.run("finish", "LB01", "lb02").stdout == "2 documents finished\n"
    assert desk.run("finish", "--all").stdout == "1 document finished; 2 needed nothing\n"
    assert desk.row("planning")["of"] == 3
    assert desk.json("finish", "LB01", "--reopen")["reopened"] == 1
    assert desk.row("planning")["pending"] == 1
    desk.run("undo")
    desk.run("undo")
    assert desk.row("planning")["pending"] == 1


def test_one_document_that_is_not_there_refuses_them_all(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    assert "no document called 'LB77'" in desk.refused("finish", "LB01", "LB77")
    assert desk.row("planning")["pending"] == 3


def test_documents_are_assigned_to_a_new_coder_and_taken_off(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    assert "Assigned 2 documents to Ben (a new coder); 0 were" in desk.run("assign", "Ben", "LB01", "LB02").stdout
    assert desk.json("assign", "Ben", "--all") == {"coder": "Ben", "new_coder": False, "assigned": 1}
    assert desk.row("planning", "--view", "Ben")["pending"] == 3
    assert desk.json("assign", "Ben", "LB03", "--remove")["taken_off"] == 1
    assert desk.row("planning", "--view", "Ben")["no_data"] == 1
    assert "Took 2 documents off" in desk.run("assign", "Ben", "--all", "--remove").stdout
    assert "name of a view" in desk.refused("assign", "Both", "LB01")


def test_codings_come_in_all_or_none(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    lines = coding_line("LB01", "I plan", "planning", coder="Ben") + coding_line("LB02", "We plan", "planning")
    done = desk.json("codings import", desk.write("c.csv", HEADINGS + lines))
    assert done == {"added": 2, "there_already": 0, "new_coders": ["Ben"], "newly_assigned": 1}
    again = desk.run("codings import", tmp_path / "c.csv").stdout
    assert again == "0 codings added, 2 there already\n"
    wrong = desk.write("w.csv", HEADINGS + coding_line("LB03", "we plan", "review") + "LB03,0,9999,planning,,\n")
    assert "w.csv, row 3" in desk.refused("codings import", wrong)
    assert desk.json("info")["codings"] == 2


def test_codings_of_the_acting_coder_go_out_and_come_in(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("assign", "Ben", "LB02")
    desk.run(
        "codings import", desk.write("b.csv", HEADINGS + coding_line("LB02", "We plan", "planning")), "--as", "Ben"
    )
    assert desk.json("codings export", tmp_path / "all.csv")["codings"] == 5
    assert desk.json("codings export", tmp_path / "ben.csv", "--view", "Ben")["codings"] == 1
    assert "Wrote 5 codings" in desk.run("codings export", tmp_path / "all.csv").stdout
    start, end = place("LB02", "We plan")
    assert f"LB02,{start},{end},planning,Ben,,,We plan" in (tmp_path / "ben.csv").read_text(encoding="utf-8")
    bare = Desk(tmp_path)
    bare.project = tmp_path / "bare.fop"
    bare.project.write_bytes(desk_with_interviews(tmp_path / "other").project.read_bytes())
    assert bare.json("codings import", tmp_path / "all.csv")["added"] == 5


def test_classes_and_marks_go_out_and_come_in(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("status", "LB03", "review", "too-little-information", "--because", "the tape ended")
    other = copied(desk, "other.fop")
    classes, marks = tmp_path / "classes.csv", tmp_path / "marks.csv"
    assert desk.json("classifications export", classes) == {"file": str(classes), "classes": 2}
    assert desk.json("marks export", marks) == {"file": str(marks), "marks": 1}
    assert "LB03,review,too-little-information,Ann,the tape ended" in marks.read_text(encoding="utf-8")
    assert other.run("classifications import", classes).stdout == "0 classes set, changed or taken off\n"
    other.run("classify", "LB01", "analytic-group", "clear")
    other.run("status", "LB03", "review", "clear")
    assert other.json("classifications import", classes) == {"changed": 1}
    assert other.run("marks import", marks).stdout == "1 mark set, changed or taken off\n"
    assert other.row("review")["too_little_information"] == 1
    twice = desk.write("twice.csv", "respondent,scheme,category\nLB01,analytic-group,E\nLB77,analytic-group,C\n")
    assert "twice.csv, row 3" in other.refused("classifications import", twice)
