"""The command line shows the project's leader everything, and a coder who is named only what they may see."""

from __future__ import annotations

import csv

import pytest

from tests.flow.cli_study import desk_with_codings

HIDDEN = "What Ann made of LB01 is hidden until Ben has finished it."


@pytest.fixture
def desk(tmp_path):
    """Return the study with LB01 and LB02 for Ben to read, of which he has finished LB02."""
    found = desk_with_codings(tmp_path)
    found.run("assign", "Ben", "LB01", "LB02")
    found.run("finish", "LB02", "--as", "Ben")
    return found


def test_who_is_behind_a_figure_depends_on_who_looks_and_the_figure_does_not(desk):
    everything = desk.json("tally", "--who", "planning")
    seen = desk.json("tally", "--who", "planning", "--as", "Ben")
    assert seen["n"] == everything["n"] == len(everything["respondents"])
    assert set(everything["respondents"]) - set(seen["respondents"]) == {"LB01"}
    assert "LB01" not in {p["document"] for p in seen["passages"]}
    assert (seen["hidden"], "hidden" in everything) == (HIDDEN, False)
    assert HIDDEN in desk.run("tally", "--who", "planning", "--as", "Ben").stdout


def test_why_counts_everybody_and_names_those_who_may_be_seen(desk):
    everything, seen = (desk.json("tally", "--why", "planning", *who)["reasons"] for who in ((), ("--as", "Ben")))
    assert [r["n"] for r in seen] == [r["n"] for r in everything]
    assert [r["sentence"] for r in seen] == [r["sentence"] for r in everything]
    assert not any("LB01" in r["respondents"] for r in seen)
    assert HIDDEN in desk.run("tally", "--why", "planning", "--as", "Ben").stdout
    assert "hidden" not in desk.run("tally", "--why", "planning").stdout


def test_a_figure_itself_is_not_asked_for_in_anybodys_name(desk):
    assert "--who and --why" in desk.run("tally", "--as", "Ben", code=2).stderr
    assert "nobody" in desk.run("tally", "--who", "planning", "--as", "nobody", code=1).stderr


def test_finding_by_a_code_says_what_is_not_looked_at(desk):
    words = ("plan", "--code", "planning")
    assert "LB01" in {h["document"] for h in desk.json("find", *words)}
    found = desk.run("find", *words, "--as", "Ben")
    assert "LB01" not in found.stdout and HIDDEN in found.stderr


def test_an_export_and_a_table_of_codings_leave_out_what_is_hidden(desk, tmp_path):
    desk.run("export", tmp_path / "all.json", "--what", "passages")
    desk.run("export", tmp_path / "seen.json", "--what", "passages", "--as", "Ben")
    assert '"document":"LB01"' in (tmp_path / "all.json").read_text().replace(": ", ":")
    assert '"document":"LB01"' not in (tmp_path / "seen.json").read_text().replace(": ", ":")
    for name, who in (("all", ()), ("seen", ("--as", "Ben"))):
        desk.run("codings export", tmp_path / f"{name}.csv", *who)
    rows = {}
    for name in ("all", "seen"):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows[name] = {row["document"] for row in csv.DictReader(file)}
    assert rows["all"] - rows["seen"] == {"LB01"}
