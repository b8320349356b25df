"""Cross-tables, numbers, change and kept filters on the command line."""

from __future__ import annotations

import pytest

from tests.flow.cli_study import Desk, desk_with_codings, desk_with_interviews
from tests.flow.test_cli_tally import line_of

MORE = """
bands:
  - ident: breadth
    name: Breadth
    codes: [planning, engagement]
    cuts:
      - {label: "0–1", lowest: 0, highest: 1}
      - {label: 2+, lowest: 2}
instruments:
  - {ident: score, name: Score, lowest: 1, highest: 5, items: [{number: 1}, {number: 2, reversed: true}]}
"""


def cells(found: dict) -> dict[tuple[str, str], list[str]]:
    return {(c["row"], c["column"]): c["respondents"] for c in [*found["cells"], *found["left_out"]] if c["n"]}


def test_a_code_by_an_attribute_with_everybody_in_it(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("status", "LB02", "planning", "not-asked")
    found = desk.json("crosstab", "--rows", "planning", "--columns", "borough")
    assert cells(found) == {
        ("referred", "H&F"): ["LB03"],
        ("referred", "RBKC"): ["LB01"],
        ("not asked", "RBKC"): ["LB02"],
    }
    assert found["rows"]["values"][0] == {"label": "referred", "n": 2, "in_sample": desk.row("planning")["n"]}
    assert found["rows"]["left_out"][0] == {"label": "not asked", "in_sample": 1}
    assert (found["counted"], found["sample"]["respondents"], found["test"]) == (2, 3, None)
    first = next(c for c in found["cells"] if (c["row"], c["column"]) == ("referred", "RBKC"))
    assert (first["row_share"], first["column_share"], first["expected"]) == (0.5, 1, 1)
    text = desk.run("crosstab", "--rows", "planning", "--columns", "borough").stdout
    assert line_of(text, "referred") == ["referred", "1", "1", "2", "2"]
    assert line_of(text, "not asked") == ["not", "asked", "0", "1", "1", "1"]
    assert line_of(text, "sample") == ["sample", "1", "2", "3", "3"]
    assert "Not counted on both sides: 1 respondent\n  not asked × RBKC: LB02" in text
    assert "Shares of rows are left out where N is below 30" in text
    assert "chi-square" not in text and "Fisher" not in text


def test_shares_of_rows_or_columns_when_asked_for(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    words = ("crosstab", "--rows", "planning", "--columns", "borough", "--percentages")
    assert "1 (50 %)" in desk.run(*words).stdout
    columns = desk.run(*words, "--shares", "columns").stdout
    assert line_of(columns, "referred") == ["referred", "1", "(100", "%)", "1", "(50", "%)", "2", "2"]
    assert "left out where N" not in columns


def test_a_test_is_made_on_request_and_says_what_it_assumes(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    words = ("crosstab", "--rows", "planning", "--columns", "borough", "--test")
    test = desk.json(*words)["test"]
    assert (test["test"], test["p"], test["n"]) == ("Fisher's exact test", 1, 3)
    text = " ".join(desk.run(*words).stdout.split())
    assert "Expected counts, if the two had nothing to do with one another" in text
    assert "No association detected (Fisher's exact test, p = 1.000, N = 3)" in text
    assert "If these 3 were a simple random sample" in text
    chi = " ".join(
        desk.run("crosstab", "--rows", "analytic-group", "--columns", "training days", "--test").stdout.split()
    )
    assert "Fisher's exact test" in chi
    alike = desk.run("crosstab", "--rows", "kind", "--columns", "borough", "--test").stdout
    assert "There is nothing to test" in alike
    assert desk.json("crosstab", "--rows", "kind", "--columns", "borough", "--test")["test"]["p"] is None


def test_a_large_table_goes_on_beneath_and_warns(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    lines = "".join(f"P{n:02},place number {n:02},{n % 3}\n" for n in range(30))
    desk.run("respondents import", desk.write("r.csv", f"respondent,place,shift\n{lines}"))
    text = desk.run("crosstab", "--rows", "shift", "--columns", "place", "--test").stdout
    assert max(len(line) for line in text.splitlines()) <= 100
    flat = " ".join(text.split())
    assert "too small to test: 90 of 90 expected counts are below 5" in flat
    assert "58 degrees of freedom" in flat
    many = desk.run("crosstab", "--rows", "planning", "--columns", "shift").stdout
    assert "no data × 0: P00, P03" in many
    desk.run(
        "respondents import", desk.write("r.csv", "respondent,shift\n" + "".join(f"P{n:02},1\n" for n in range(30)))
    )
    assert "P19 and 10 more (--json names all)" in " ".join(
        desk.run("crosstab", "--rows", "planning", "--columns", "shift").stdout.split()
    )


def test_codes_against_codes(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("status", "LB01", "review", "not-asked")
    text = desk.run("crosstab", "--rows", "codes", "--columns", "codes").stdout
    assert line_of(text, "Planning")[:4] == ["Planning", "2/3", "0/3", "0/3"]
    assert "Not counted on Review: LB01" in text
    found = desk.json("crosstab", "--rows", "codes", "--columns", "codes", "--within", "passage")
    row = next(r for r in found["rows"] if (r["row"], r["column"]) == ("planning", "review"))
    assert (row["n"], row["of"], row["places"], row["respondents_left_out"]) == (0, 2, 0, ["LB01"])
    assert row["both"] + row["row_only"] + row["column_only"] + row["neither"] + row["left_out"] == 3
    assert (
        "in whose passages both codes overlap"
        in desk.run("crosstab", "--rows", "codes", "--columns", "codes", "--within", "passage").stdout
    )
    assert "passages do not overlap in the view" in desk.refused(
        "crosstab", "--rows", "codes", "--columns", "codes", "--within", "passage", "--view", "either"
    )


def test_there_is_something_to_read_where_there_are_no_codes(tmp_path) -> None:
    desk = Desk(tmp_path)
    desk.run("new", "--codebook", desk.write("c.csv", "ident,name\nmaps,Maps\n"))
    desk.run("codes", "remove", "maps")
    assert "There are no codes yet." in desk.run("crosstab", "--rows", "codes", "--columns", "codes").stdout
    assert "nothing called 'maps'" in desk.refused("crosstab", "--rows", "maps", "--columns", "kind")


def with_bands(tmp_path) -> Desk:
    desk = desk_with_codings(tmp_path)
    desk.run("codebook export", desk.folder / "all.yaml")
    whole = (desk.folder / "all.yaml").read_text(encoding="utf-8")
    desk.run("codebook import", desk.write("more.yaml", f"{whole}{MORE}"))
    return desk


def test_bands_are_tallied_divide_and_filter(tmp_path) -> None:
    desk = with_bands(tmp_path)
    found = desk.json("tally", "--scheme", "breadth")
    assert [(row["name"], row["n"], row["of"]) for row in found["rows"]] == [("0–1", 3, 3), ("2+", 0, 3)]
    assert line_of(desk.run("tally", "--scheme", "Breadth").stdout, "0–1")[:2] == ["0–1", "3/3"]
    assert desk.json("tally", "--scheme", "breadth", "--who", "0-1")["respondents"] == ["LB01", "LB02", "LB03"]
    assert "0–1 (3)" in desk.run("tally", "--by", "breadth").stdout
    assert desk.json("tally", "--where", "breadth = 2+")["sample"]["respondents"] == 0
    assert "no scheme called 'breadth'" in desk.refused("classify", "LB01", "breadth", "2+")


def test_numbers_lie_somewhere_and_those_without_are_named(tmp_path) -> None:
    desk = with_bands(tmp_path)
    sheet = desk.write("s.csv", "respondent,score 1,score 2\nLB01,1,5\nLB02,4,2\n")
    desk.run("respondents import", sheet)
    found = desk.json("numbers", "--of", "score", "--by", "borough")
    assert (found["n"], found["lowest"], found["highest"], found["left_out"]) == (2, 2, 8, 1)
    assert found["groups"]["RBKC"]["quartiles"] == [3.5, 6.5]
    assert found["groups"]["H&F"]["mean"] is None
    text = desk.run("numbers", "--of", "score", "--by", "borough").stdout
    assert line_of(text, "sample") == ["sample", "2", "1", "2", "3.5", "5", "5", "6.5", "8"]
    assert "Left out: 1 respondent\n  LB03: no answers" in text
    breadth = desk.run("numbers", "--of", "breadth").stdout
    assert "Counted, each code once: Planning, Engagement" in breadth
    assert "3 in 1 document" in breadth
    assert "no number called 'height'" in desk.refused("numbers", "--of", "height")


def test_numbers_against_numbers(tmp_path) -> None:
    desk = with_bands(tmp_path)
    desk.run("respondents import", desk.write("t.csv", "respondent,training days\nLB02,Trainer\n"))
    desk.run("respondents import", desk.write("u.csv", "respondent,training days\nLB04,3\nLB05,4\n"))
    found = desk.json("correlate", "--x", "training days", "--y", "codes")
    assert found["points"] == [
        {"respondent": "LB01", "x": 12, "y": 1},
        {"respondent": "LB03", "x": 10, "y": 1},
    ]
    assert found["left_out"] == [
        {"respondent": "LB02", "why": "training days: not a number (Trainer)"},
        {"respondent": "LB04", "why": "distinct codes: no data"},
        {"respondent": "LB05", "why": "distinct codes: no data"},
    ]
    assert found["spearman"] == {"value": None, "interval": None, "p": None}
    assert "Bonett and Wright" in found["interval_note"]
    assert (found["n"], found["sentence"]) == (2, "")
    text = desk.run("correlate", "--x", "training days", "--y", "codes", "--test", "--intervals").stdout
    assert "There are only 2 points" in text
    assert line_of(text, "Spearman's rho")[2:] == ["not", "defined", "not", "defined", "not", "defined"]
    same = desk.run("correlate", "--x", "training days", "--y", "training days", "--test").stdout
    assert line_of(same, "Kendall's tau-b")[2] == "1.00"
    assert "interval" not in same.splitlines()[6]
    assert "were a simple random sample" in " ".join(same.split())
    desk.run("settings", "--chosen", "random")
    assert "95 % interval" in desk.run("correlate", "--x", "training days", "--y", "training days").stdout


def seen_twice(tmp_path) -> Desk:
    desk = desk_with_codings(tmp_path)
    one = desk.write("one.csv", "respondent,case\nLB01,need\nLB02,plan\nLB03,plan\n")
    two = desk.write("two.csv", "respondent,case\nLB01,plan\nLB02,plan\n")
    desk.run("respondents import", one, "--occasion", "time one")
    desk.run("respondents import", two, "--occasion", "Time two")
    return desk


def test_what_became_of_the_same_respondents(tmp_path) -> None:
    desk = seen_twice(tmp_path)
    found = desk.json("change", "--of", "case", "--from", "time one", "--to", "time two")
    assert (found["from"], found["to"], found["counted"], found["stayed"], found["moved"]) == (
        "time one",
        "Time two",
        2,
        1,
        1,
    )
    assert {(m["from"], m["to"]): m["respondents"] for m in found["moves"] if m["n"]} == {
        ("need", "plan"): ["LB01"],
        ("plan", "plan"): ["LB02"],
    }
    assert found["seen_once"] == [{"respondent": "LB03", "at": "time one", "value": "plan", "otherwise": "(no value)"}]
    text = desk.run("change", "--of", "case", "--from", "time one", "--to", "time two").stdout
    assert "Counted at both times: 2, of whom 1 the same and 1 another at Time two" in text
    assert "Counted once: 1\n  LB03: at time one plan, at the other time (no value)" in text
    never = desk.run("change", "--of", "planning", "--from", "time one", "--to", "time two").stdout
    assert "Counted at neither time: 3\n  LB01: no data; no data" in never
    assert "no occasion called 'later'" in desk.refused("change", "--of", "case", "--from", "later", "--to", "time one")


def test_attributes_and_classes_of_one_occasion_go_out_and_come_in_again(tmp_path) -> None:
    desk = seen_twice(tmp_path)
    desk.run("respondents export", desk.folder / "out.csv", "--occasion", "time TWO")
    lines = (desk.folder / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("respondent,borough,training days,case")
    assert [line.split(",")[3] for line in lines[1:]] == ["plan", "plan", ""]
    assert "case" in desk.run("respondents list").stdout
    desk.run("classify", "LB01", "analytic-group", "cautious", "--occasion", "time two")
    desk.run("classifications export", desk.folder / "classes.csv")
    written = (desk.folder / "classes.csv").read_text(encoding="utf-8-sig").splitlines()
    assert written[0] == "respondent,scheme,category,coder,because,occasion"
    assert "LB01,analytic-group,cautious,Ann,,Time two" in written
    assert desk.json("classifications import", desk.folder / "classes.csv")["changed"] == 0
    table = desk.write("c.csv", "respondent,scheme,category,occasion\nLB01,analytic-group,clear,time two\n")
    assert desk.json("classifications import", table)["changed"] == 1


def test_filters_are_kept_listed_used_and_forgotten(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    assert "No filters are kept yet" in desk.run("filters").stdout
    desk.type("filters", desk.project, "add", "well trained", "training days >= 10")
    desk.type("filters", desk.project, "add", "talks", "kind = interview", "--documents")
    assert desk.json("filters") == [
        {
            "name": "well trained",
            "over": "respondents",
            "filter": "training days >= 10",
            "lets_through": 2,
            "why": "",
        },
        {"name": "talks", "over": "documents", "filter": "kind = interview", "lets_through": 3, "why": ""},
    ]
    assert line_of(desk.run("filters").stdout, "well trained")[-1] == "2"
    assert desk.json("tally", "--where", "Well trained", "--scope", "talks")["sample"]["respondents"] == 2
    assert len(desk.json("find", "plan", "--where", "well trained")) == 2
    again = desk.type("filters", desk.project, "add", "talks", "kind = interview", "--documents", "--json")
    assert '"changed": false' in again.stdout
    assert (
        desk.type("filters", desk.project, "add", "talks", "kind = interview", "--documents").stdout
        == "talks is so already\n"
    )
    assert desk.type("filters", desk.project, "remove", "talks", "--documents").stdout == "talks is kept no longer\n"
    assert '"removed": true' in desk.type("filters", desk.project, "remove", "WELL trained", "--json").stdout
    assert desk.json("filters") == []
    desk.run("undo")
    assert [f["name"] for f in desk.json("filters")] == ["well trained"]


@pytest.mark.parametrize(
    "words",
    [
        ("--rows", "codes", "--columns", "borough"),
        ("--rows", "codes", "--columns", "codes", "--test"),
        ("--rows", "planning"),
        ("--rows", "planning", "--columns", "borough", "--shares", "both"),
    ],
)
def test_wrong_usage_is_refused(tmp_path, words) -> None:
    desk_with_codings(tmp_path).run("crosstab", *words, code=2)
