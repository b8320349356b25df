"""Transcripts coming in on the command line: a line per file, and on with the rest where one is refused."""

from __future__ import annotations

import json

from tests.flow.cli_study import QUESTION, SAID, Desk, desk_with_codings, desk_with_interviews, place, transcript


def new_desk(tmp_path) -> Desk:
    desk = Desk(tmp_path)
    desk.run("new", "--codebook", "five-learning-outcomes", "--coder", "Ann")
    return desk


def folder_of(desk: Desk):
    for label in SAID:
        desk.write(f"t/{label}.txt", transcript(label))
    return desk.folder / "t"


def test_a_folder_comes_in_with_a_line_for_each_file(tmp_path) -> None:
    desk = new_desk(tmp_path)
    lines = desk.run("import", folder_of(desk)).stdout.splitlines()
    assert lines[:3] == [
        f"imported       {label}.txt as {label}: 4 turns, counts for {label}" for label in ("LB01", "LB02", "LB03")
    ]
    assert lines[3] == "3 imported, 0 there already, 0 refused"


def test_a_refused_file_does_not_hold_up_the_others(tmp_path) -> None:
    desk = new_desk(tmp_path)
    folder = folder_of(desk)
    (folder / "KC01.docx").write_bytes(b"no Word file")
    result = desk.run("import", folder, tmp_path / "missing.txt", code=1)
    assert "3 imported, 0 there already, 2 refused" in result.stdout
    assert "refused        KC01.docx: " in result.stdout
    assert "refused        missing.txt: " in result.stdout
    assert result.stderr.splitlines()[-1] == "fop-coder: 2 documents of 5 refused"
    assert desk.json("info")["documents"] == 3


def test_the_json_of_an_import_says_what_happened_to_each_document(tmp_path) -> None:
    desk = new_desk(tmp_path)
    folder = folder_of(desk)
    (folder / "KC01.pdf").write_bytes(b"no PDF")
    entries = {entry["file"]: entry for entry in desk.json("import", folder, code=1)}
    first = entries["LB01.txt"]
    assert (first["result"], first["document"], first["respondent"], first["turns"]) == ("imported", "LB01", "LB01", 4)
    assert first["speakers"][0] == {
        "label": "Interviewer",
        "role": "interviewer",
        "respondent": "",
        "turns": 2,
        "words": len(QUESTION.split()) + 2,
        "why": "is called “Interviewer”",
    }
    assert first["speakers"][1]["respondent"] == "LB01"
    assert entries["KC01.pdf"]["result"] == "refused"
    assert entries["KC01.pdf"]["why"]
    again = desk.json("import", folder / "LB01.txt")
    assert (again[0]["result"], again[0]["document"]) == ("duplicate", "LB01")
    assert "there already" in again[0]["why"]


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path) -> None:
    desk = new_desk(tmp_path)
    folder = folder_of(desk)
    desk.write("t/copy.txt", transcript("LB01"))
    (folder / "KC01.docx").write_bytes(b"no Word file")
    before = desk.project.read_bytes()
    rehearsed = desk.json("import", folder, "--dry-run", code=1)
    text = desk.run("import", folder, "--dry-run", code=1).stdout
    assert desk.project.read_bytes() == before
    assert "would import   LB02.txt as LB02: 4 turns, counts for LB02" in text
    assert "    Respondent is respondent for LB02, 2 turns: is called “Respondent”" in text
    imported = desk.json("import", folder, code=1)
    assert all(entry.pop("dry_run") for entry in rehearsed)
    assert [(e["file"], e["result"], e["document"]) for e in rehearsed] == [
        (e["file"], e["result"], e["document"]) for e in imported
    ]
    assert sorted(e["result"] for e in imported) == ["duplicate", "imported", "imported", "imported", "refused"]


def test_two_files_of_one_name_become_two_documents_also_in_a_dry_run(tmp_path) -> None:
    desk = new_desk(tmp_path)
    one, two = desk.write("a/LB01.txt", transcript("LB01")), desk.write("b/LB01.txt", transcript("LB02"))
    assert [e["document"] for e in desk.json("import", one, two, "--dry-run")] == ["LB01", "LB01 (2)"]
    assert [e["document"] for e in desk.json("import", one, two)] == ["LB01", "LB01 (2)"]


def test_a_sheet_of_respondents_is_imported_first(tmp_path) -> None:
    desk = new_desk(tmp_path)
    sheet = desk.write("r.csv", "respondent,borough\nLB01,RBKC\nLB02,H&F\nLB03,H&F\n")
    result = desk.run("import", folder_of(desk), "--respondents", sheet)
    assert "r.csv: 3 respondents added, 0 updated" in result.stderr
    assert desk.json("tally", "--by", "borough")["group_sizes"] == {"H&F": 2, "RBKC": 1}


def test_doubled_rows_and_respondents_the_sheet_does_not_name_are_listed(tmp_path) -> None:
    desk = new_desk(tmp_path)
    sheet = desk.write("r.csv", "respondent,borough\nLB01,RBKC\nLB02,H&F\nLB02,RBKC\n")
    rehearsed = desk.run("import", folder_of(desk), "--respondents", sheet, "--dry-run", code=1)
    assert "LB02 stands in rows 3, 4" in rehearsed.stderr
    assert desk.json("info")["respondents"] == 0
    result = desk.run("import", folder_of(desk), "--respondents", sheet, code=1)
    assert "3 imported, 0 there already, 0 refused" in result.stdout
    assert "r.csv: LB02 stands in rows 3, 4; all of them were left out" in result.stderr
    assert "r.csv does not name 1 respondent: LB03" in result.stderr


def test_in_json_the_notes_of_a_file_say_what_the_sheet_lacks(tmp_path) -> None:
    desk = new_desk(tmp_path)
    sheet = desk.write("r.csv", "respondent,borough\nLB01,RBKC\nLB02,H&F\nLB02,RBKC\n")
    entries = desk.json("import", folder_of(desk), "--respondents", sheet, code=1)
    notes = {entry["file"]: entry["notes"] for entry in entries}
    assert notes["LB01.txt"] == []
    assert notes["LB02.txt"] == ["LB02 stands in several rows of r.csv (3, 4), all left out"]
    assert notes["LB03.txt"] == ["r.csv does not name LB03"]


def test_a_sheet_that_cannot_be_read_lets_nothing_in(tmp_path) -> None:
    desk = new_desk(tmp_path)
    assert "none.csv" in desk.refused("import", folder_of(desk), "--respondents", tmp_path / "none.csv")
    assert desk.json("info")["documents"] == 0


def test_roles_and_respondents_can_be_put_right(tmp_path) -> None:
    desk = new_desk(tmp_path)
    file = desk.write("talk.txt", "X: I plan.\n\nY: Do you?\n\nX: I do.\n\nY: Good.\n")
    desk.run(
        "import", file, "--interviewer", "Y", "--respondent", "talk.txt=LB09", "--kind", "vignette", "--occasion", "two"
    )
    (entry,) = desk.json("documents")
    assert entry["speakers"] == [
        {"label": "X", "role": "respondent", "respondent": "LB09"},
        {"label": "Y", "role": "interviewer", "respondent": ""},
    ]
    assert (entry["kind"], entry["occasion"]) == ("vignette", "two")


def test_a_role_of_ones_own_choice(tmp_path) -> None:
    desk = new_desk(tmp_path)
    file = desk.write("talk.txt", "X: I plan.\n\nY: Do you?\n\nZ: She does, he says.\n\nY: Good?\n")
    (entry,) = desk.json("import", file, "--role", "Z=Other", "--role", "Y=interviewer", "--dry-run")
    assert {s["label"]: s["role"] for s in entry["speakers"]} == {"X": "respondent", "Y": "interviewer", "Z": "other"}


def test_an_empty_folder_is_found_wanting(tmp_path) -> None:
    desk = new_desk(tmp_path)
    (tmp_path / "empty").mkdir()
    assert "nothing to import" in desk.run("import", tmp_path / "empty", code=1).stderr
    assert desk.json("import", tmp_path / "empty", code=1) == []


def test_a_text_is_printed_as_offsets_see_it(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    text = desk.json("text", "LB03")
    assert text["document"] == "LB03"
    start, end = place("LB03", "and then we plan")
    assert text["text"][start:end] == "and then we plan"
    assert desk.run("text", "LB03").stdout == text["text"]
    assert "LB09" in desk.refused("text", "LB09")


def test_turns_say_who_speaks_where(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    turns = desk.json("text", "LB02", "--turns")
    text = desk.json("text", "LB02")["text"]
    assert [text[t["start"] : t["end"]] for t in turns][:2] == [QUESTION, SAID["LB02"]]
    assert turns[1] == {
        "start": text.index(SAID["LB02"]),
        "end": text.index(SAID["LB02"]) + len(SAID["LB02"]),
        "speaker": "Respondent",
        "role": "respondent",
        "respondent": "LB02",
        "time": None,
    }
    assert "Respondent   respondent   LB02" in desk.run("text", "LB02", "--turns").stdout


def test_times_of_a_recording_are_shown(tmp_path) -> None:
    desk = new_desk(tmp_path)
    file = desk.write(
        "LB04.vtt", "WEBVTT\n\n01:02:03.500 --> 01:02:05.000\n<v Ann>Why?\n\n01:02:05.000 --> 01:02:06.000\n<v Bo>So.\n"
    )
    desk.run("import", file)
    assert desk.json("text", "LB04", "--turns")[0]["time"] == 3723500
    assert "1:02:03" in desk.run("text", "LB04", "--turns").stdout


def test_words_that_would_act_on_a_terminal_are_shown_harmless_and_kept_exactly(tmp_path) -> None:
    desk = new_desk(tmp_path)
    spoken = "We looked at the plan again and again until it was all gone. " * 5
    evil = f"I: Why?\n\nR: {spoken}\x1b[2J\x1b]0;title\x07 \u202eback\u202c.\n"
    desk.run("import", desk.write("evil.txt", evil))
    text = desk.run("text", "evil").stdout
    assert not set(text) & set("\x1b\x07\u202e")
    assert json.loads(desk.run("text", "evil", "--json").stdout)["text"] == evil
    hits = desk.run("find", "title").stdout
    assert "»title«" in hits
    assert not set(hits) & set("\x1b\x07\u202e")


def test_documents_are_listed_with_who_reads_them(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    desk.run("assign", "Ben", "LB02")
    desk.run("codes", "add", "Maps")
    entries = {entry["document"]: entry for entry in desk.json("documents")}
    second = entries["LB02"]
    assert second["assigned"] == ["Ann", "Ben"]
    assert second["finished"] == ["Ann"]
    assert second["reread"] == {"Ann": ["Maps"]}
    assert second["length"] == len(transcript("LB02"))
    assert len(second["fingerprint"]) == 64
    text = desk.run("documents").stdout
    assert "to re-read for" in text
    assert max(len(line) for line in text.splitlines()) <= 100


def test_there_is_something_to_read_where_there_are_no_documents(tmp_path) -> None:
    desk = new_desk(tmp_path)
    assert "fop-coder import" in desk.run("documents").stdout
    assert desk.json("documents") == []
