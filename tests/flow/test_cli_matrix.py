"""The matrix and its summaries on the command line, and in what is exported."""

from __future__ import annotations

import csv
import json

from tests.flow.cli_study import desk_with_codings
from tests.flow.test_cli_tally import line_of


def cells(found: dict, code: str = "planning") -> dict[str, dict]:
    return {row["respondent"]: row["cells"][code] for row in found["rows"]}


def test_a_summary_is_written_read_changed_and_taken_off(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    assert desk.json("summarise", "LB01", "planning", "Plans ahead, draws a map.") == {
        "respondent": "LB01",
        "code": "planning",
        "changed": True,
    }
    assert "is so already" in desk.run("summarise", "LB01", "Planning", "Plans ahead, draws a map.").stdout
    found = desk.json("matrix")
    assert cells(found)["LB01"]["summary"] == "Plans ahead, draws a map."
    assert (cells(found)["LB01"]["by"], len(cells(found)["LB01"]["passages"])) == ("Ann", 2)
    notes = desk.write("notes.txt", "\ufeffPlans\r\na week ahead\n")
    desk.run("summarise", "LB01", "planning", "--file", notes)
    assert cells(desk.json("matrix"))["LB01"]["summary"] == "Plans\na week ahead"
    desk.run("undo")
    assert cells(desk.json("matrix"))["LB01"]["summary"] == "Plans ahead, draws a map."
    assert "Take off the summary of LB01 on Planning" in desk.run("summarise", "LB01", "planning", "--clear").stdout
    assert cells(desk.json("matrix"))["LB01"]["summary"] == ""
    assert desk.run("verify").exit_code == 0


def test_the_table_says_for_each_respondent_where_they_stand(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("summarise", "LB03", "planning", "Plans last.")
    text = desk.run("matrix", "--codes", "planning", "--by", "borough").stdout
    assert "Planning (2/3)" in text and "Engagement" not in text
    assert line_of(text, "LB01") == ["LB01", "RBKC", "2", "passages", "No", "summary", "yet"]
    assert line_of(text, "LB02") == ["LB02", "RBKC", "not", "referred"]
    assert line_of(text, "LB03") == ["LB03", "H&F", "1", "passage", "Plans", "last."]
    assert "2 cells referred, 1 of them with a summary" in text
    assert text.index("LB03") < text.index("LB01"), "grouped"


def test_rows_are_sorted_and_narrowed(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)

    def order(*words: str) -> list[str]:
        return [row["respondent"] for row in desk.json("matrix", *words)["rows"]]

    assert order("--sort", "training days") == ["LB02", "LB03", "LB01"]
    assert order("--sort", "training days", "--descending") == ["LB01", "LB03", "LB02"]
    assert order("--sort", "planning", "--where", "borough = RBKC") == ["LB01", "LB02"]
    assert "no attribute, scheme or code" in desk.refused("matrix", "--sort", "shoe size")
    assert "Nobody" not in desk.run("matrix", "--where", "borough = Nowhere").stdout
    assert "nobody is in the sample" in desk.run("matrix", "--where", "borough = Nowhere").stdout


def test_what_cannot_be_written_is_refused_and_changes_nothing(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    assert "no respondent called 'LB77'" in desk.refused("summarise", "LB77", "planning", "x")
    assert "no code called 'plans'" in desk.refused("summarise", "LB01", "plans", "x")
    assert "cannot be read" in desk.refused("summarise", "LB01", "planning", "--file", tmp_path / "none.txt")
    latin = tmp_path / "latin.txt"
    latin.write_bytes("résumé".encode("latin-1"))
    assert "UTF-8" in desk.refused("summarise", "LB01", "planning", "--file", latin)
    for words in ((), ("x", "--clear"), (" ",)):
        assert "--clear" in desk.run("summarise", "LB01", "planning", *words, code=2).stderr


def test_what_is_hidden_from_a_coder_is_not_shown_to_them(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("assign", "Ben", "LB01")
    desk.run("summarise", "LB01", "planning", "Ann says so")
    seen = cells(desk.json("matrix", "--as", "Ben"))
    assert (seen["LB01"]["status"], seen["LB01"]["summary"]) == (None, "")
    assert "Ann says so" not in desk.run("matrix", "--as", "Ben").stdout
    assert "hidden from you" in desk.refused("summarise", "LB01", "planning", "Ben says so", "--as", "Ben")


def test_every_format_has_the_same_summaries(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("summarise", "LB01", "planning", "Plans ahead")
    desk.run("export", tmp_path / "a.json")
    desk.run("export", tmp_path / "a.csv")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["matrix"] == desk.json("matrix")
    with (tmp_path / "a.csv" / "matrix.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["respondent"]: row for row in csv.DictReader(file)}
    assert (rows["LB01"]["Planning"], rows["LB01"]["Planning: passages"]) == ("Plans ahead", "2")
    assert rows["LB02"]["Planning: passages"] == "not referred"
