"""Projects made, described, set up, checked and kept safe, on the command line."""

from __future__ import annotations

import json
from random import Random

import pytest
from typer.testing import CliRunner

from fop_coder.cli.main import app
from fop_coder.project.project import Project
from tests.flow.cli_study import Desk, copied, desk_with_codings, desk_with_interviews


def test_a_project_is_made_with_a_shipped_codebook_and_never_overwritten(tmp_path) -> None:
    desk = Desk(tmp_path)
    made = desk.json("new", "--codebook", "five-learning-outcomes", "--coder", "Ann", "--name", "My study")
    assert (made["codes"], made["coder"]) == (5, "Ann")
    assert desk.json("info")["name"] == "My study"
    assert "is there already" in desk.refused("new", "--codebook", "families")


def test_a_project_is_made_with_a_codebook_file(tmp_path) -> None:
    desk = Desk(tmp_path)
    file = desk.write("codes.csv", "ident,name\nmaps,Maps\n")
    assert "1 code" in desk.run("new", "--codebook", file).stdout


@pytest.mark.parametrize(("named", "told"), [("five", "five-learning-outcomes"), ("missing.yaml", "missing.yaml")])
def test_a_codebook_that_is_not_there_makes_no_project(tmp_path, named, told) -> None:
    desk = Desk(tmp_path)
    assert told in desk.refused("new", "--codebook", named)
    assert not desk.project.exists()


def test_info_counts_what_is_there(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    found = desk.json("info")
    assert (found["documents"], found["respondents"], found["codings"]) == (3, 3, 4)
    assert found["coders"] == [{"name": "Ann", "codings": 4, "assigned": 3, "finished": 3, "to_reread": 0}]
    text = desk.run("info").stdout
    assert "Documents:          3" in text
    assert "Ann" in text


def test_settings_are_shown_and_set(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    assert desk.json("settings") == {
        "name": "study",
        "default_coder": "Ann",
        "default_view": "Ann",
        "chosen": "unknown",
        "respondent_word": "respondents",
        "smallest_group": 5,
    }
    desk.run("assign", "Ben", "LB01")
    desk.run("settings", "--name", "Visits", "--coder", "Ben", "--view", "Consensus", "--chosen", "random")
    shown = desk.json("settings", "--respondent-word", "social workers")
    assert shown == {
        "name": "Visits",
        "default_coder": "Ben",
        "default_view": "consensus",
        "chosen": "random",
        "respondent_word": "social workers",
        "smallest_group": 5,
    }
    assert "default coder:    Ben" in desk.run("settings").stdout
    assert "no coder called 'Cy'" in desk.refused("settings", "--view", "Cy")


def test_a_whole_project_is_said_to_be_whole(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    assert desk.json("verify") == {"ok": True, "problems": []}
    assert "is whole" in desk.run("verify").stdout


def test_a_damaged_project_is_found_wanting(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    size = desk.project.stat().st_size
    with desk.project.open("r+b") as file:
        file.seek(8192)
        file.write(Random(7).randbytes(size - 8192))
    found = desk.json("verify", code=1)
    assert found["ok"] is False
    assert found["problems"]
    result = desk.run("verify", code=1)
    assert result.stdout.strip()
    assert "found. Restore a backup" in result.stderr


def test_damage_that_work_comes_upon_is_one_line_and_no_traceback(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    whole = desk.project.read_bytes()
    noise, told = Random(7).randbytes(4096), []
    for page in range(1, len(whole) // 4096, 8):
        at = page * 4096
        desk.project.write_bytes(whole[:at] + noise + whole[at + 4096 :])
        for words in (["tally"], ["history"], ["find", "plan"]):
            result = CliRunner().invoke(app, [words[0], str(desk.project), *words[1:]])
            assert isinstance(result.exception, SystemExit | None), result.exception
            if result.exit_code:
                assert result.stdout == ""
                told.append(result.stderr)
    assert told
    assert all(line.count("\n") == 1 for line in told)
    assert any("is damaged (database disk image is malformed)" in line for line in told)


def test_a_file_that_is_no_project_is_refused(tmp_path) -> None:
    desk = Desk(tmp_path)
    assert "there is no such file" in desk.refused("verify")
    desk.project.write_text("words")
    assert "not a FOP Coder project" in desk.refused("tally")
    assert desk.json("verify", code=1)["ok"] is False


def test_a_backup_is_restored_only_when_it_is_said_to_replace(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    out = tmp_path / "copy.fop"
    assert desk.json("backup", out) == {"backup": str(out)}
    assert "is there already" in desk.refused("backup", out)
    desk.run("classify", "LB01", "analytic-group", "cautious")
    refusal = desk.type("restore", out, desk.project, code=1)
    assert "--replace" in refusal.stderr
    kept = json.loads(desk.type("restore", out, desk.project, "--replace", "--json").stdout)["replaced"]
    assert desk.json("tally", "--scheme", "analytic-group")["classified"] == 0
    with Project.open(tmp_path / kept, read_only=True) as before:
        assert before.store.count("classification") == 1
    assert "Restored" in desk.type("restore", out, tmp_path / "new.fop").stdout
    assert "Wrote" in copied(desk, "other.fop").run("backup", tmp_path / "more.fop").stdout


def test_a_backup_into_a_folder_that_is_not_there_is_refused(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    assert "is not there" in desk.refused("backup", tmp_path / "no" / "copy.fop")


def test_reading_works_while_somebody_has_the_project_open(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    with Project.open(desk.project):
        assert desk.row("planning")["n"] == 2
        assert len(desk.json("documents")) == 3
        assert desk.json("find", "grandmother")
        assert desk.json("verify")["ok"]
        assert desk.json("import", desk.write("new.txt", "A: Why?\n\nB: So.\n"), "--dry-run")
        desk.run("backup", tmp_path / "copy.fop")
        desk.run("export", tmp_path / "o.json")
        result = desk.run("finish", "--all", code=1)
    assert "has had it open" in result.stderr
    assert result.stdout == ""


def test_a_coder_who_is_not_there_cannot_act(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    assert "no coder called 'Ben'" in desk.refused("classify", "LB01", "analytic-group", "cautious", "--as", "Ben")


def test_history_says_who_did_what_and_undo_takes_it_back(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    desk.run("assign", "Ben", "LB01")
    desk.run("classify", "LB01", "analytic-group", "cautious", "--as", "Ben")
    entries = desk.json("history")
    assert [entry["number"] for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[-1]["coder"] == "Ben"
    assert entries[-1]["label"] == "LB01: Cautious"
    assert entries[-1]["added"] == {"Classification": 1}
    assert desk.json("undo") == {"undone": "LB01: Cautious", "number": len(entries) + 1}
    assert desk.json("tally", "--scheme", "analytic-group", "--view", "Ben")["classified"] == 0
    (last,) = desk.json("history", "--last", 1)
    assert last["undoes"] == len(entries)
    assert "Assign 1 documents to Ben" in desk.run("undo").stdout
    assert f"Undo no. {len(entries)}" in desk.run("history", "--last", 2).stdout


def test_the_making_of_a_project_cannot_be_undone(tmp_path) -> None:
    desk = Desk(tmp_path)
    desk.run("new", "--codebook", "families")
    assert "nothing to take back" in desk.refused("undo")


def test_the_sample_project_is_built_with_its_figures(tmp_path) -> None:
    desk = Desk(tmp_path)
    built = json.loads(desk.type("sample", tmp_path / "s", "--json").stdout)
    assert (tmp_path / "s" / "sample.fop").is_file()
    assert (tmp_path / "s" / "sample.xlsx").is_file()
    figures = {row["code"]: (row["n"], row["of"]) for row in built["tally"]["rows"]}
    assert figures["planning"] == (22, 25)
    assert {scheme["scheme"] for scheme in built["schemes"]} == {"analytic-group", "supervision"}
    assert desk.type("sample", tmp_path / "s", code=1).stderr.count("\n") == 1
