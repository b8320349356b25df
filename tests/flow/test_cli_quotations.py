"""Quotations and names to keep out on the command line."""

from __future__ import annotations

import json

from tests.flow.cli_study import desk_with_codings


def passages(desk) -> dict[str, str]:
    """Return the GUIDs of passages by the respondent and the first word."""
    out = desk.folder / "all.json"
    desk.run("export", out, "--what", "passages")
    found = json.loads(out.read_text(encoding="utf-8"))["passages"]
    return {f"{row['respondents'][0]} {row['text'].split()[0]}": row["coding"] for row in found}


def test_passages_are_starred_shortened_labelled_and_listed(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    assert "No passage is starred" in desk.run("quote").stdout
    guid = next(guid for key, guid in passages(desk).items() if key.startswith("LB01"))
    assert desk.json("quote", "add", guid, "--note", "for the summary") == {"coding": guid, "changed": True}
    assert "is so already" in desk.run("quote", "add", guid).stdout
    (listed,) = desk.json("quote")["quotations"]
    assert (listed["label"], listed["coding"], listed["note"]) == ("LB01", guid, "for the summary")
    words = listed["quotation"]
    desk.run("quote", "leave-out", guid, words.split()[1])
    (short,) = desk.json("quote", "list", "--label", "{borough}")["quotations"]
    assert short["label"] == "RBKC"
    assert short["quotation"] == words.replace(f" {words.split()[1]} ", " […] ")
    text = desk.run("quote").stdout
    assert f"“{short['quotation']}”" in text and guid in text and "1 quotation: LB01 1" in text
    desk.run("quote", "put-back", guid)
    assert desk.json("quote")["quotations"][0]["quotation"] == words
    desk.run("quote", "remove", guid)
    assert desk.json("quote")["quotations"] == []
    assert "not starred" in desk.refused("quote", "remove", guid)
    assert "there is no passage" in desk.refused("quote", "add", "1f0c2d3e-0a1b-4c5d-8e9f-001122334455")


def test_the_label_is_shown_set_and_refused_with_what_is_known(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    assert desk.run("quote", "label").stdout.startswith("Label: {respondent}\nReads: LB01\nKnown: {respondent}, ")
    assert desk.json("quote", "label", "{borough}, {respondent}")["reads"] == "RBKC, LB01"
    assert "Known: {respondent}, {class}" in desk.refused("quote", "label", "{team}")
    assert desk.json("quote", "label")["template"] == "{borough}, {respondent}"
    assert desk.json("quote", "label", "")["template"] == "{respondent}"


def test_few_people_are_warned_of(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    found = [guid for key, guid in passages(desk).items() if key.startswith("LB01")]
    for guid in found:
        desk.run("quote", "add", guid)
    told = desk.json("quote")
    assert len(found) == 2 and told["warnings"][0] == "Both quotations come from LB01."
    assert told["respondents"] == {"LB01": 2}
    assert "Both quotations come from LB01." in desk.run("quote").stdout


def test_names_are_kept_imported_removed_and_used(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    assert "No names are kept yet" in desk.run("names").stdout
    assert desk.json("names", "add", "grandmother")["changed"] is True
    assert "is so already" in desk.run("names", "add", "Grandmother").stdout
    listed = desk.write("names.txt", "# all\nfamily = household\nmap\tdrawing\n")
    assert desk.run("names", "import", listed).stdout == "2 names read, 2 of them new or changed\n"
    assert desk.json("names")[0] == {"name": "family", "instead": "household"}
    assert "(stops the export)" in desk.run("names").stdout
    out = desk.folder / "public.json"
    public = ("--publication", "--smallest", "2", "--what", "passages")
    assert "grandmother" in desk.refused("export", out, *public)
    assert desk.run("disclosure", "--what", "passages", code=1).stdout.startswith("Name")
    assert desk.json("names", "import", listed) == {"names": 2, "changed": 0}
    assert desk.json("names", "remove", "grandmother") == {"removed": ["grandmother"]}
    desk.run("names", "add", "Nobody")
    assert desk.run("names", "remove", "nobody").stdout == "No longer kept out: nobody\n"
    desk.run("export", out, *public)
    assert "household" in out.read_text(encoding="utf-8") and "family" not in out.read_text(encoding="utf-8")
    assert "not on the list" in desk.refused("names", "remove", "Nobody")


def test_the_projects_smallest_group_is_used_unless_another_is_given(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    assert "fewer than the 5" in desk.refused("export", tmp_path / "out.json", "--publication")
    assert desk.json("settings", "--smallest-group", "3")["smallest_group"] == 3
    desk.run("export", tmp_path / "out.json", "--publication")
    assert desk.json("disclosure")["smallest"] == 3
    assert desk.json("disclosure", "--smallest", "4")["smallest"] == 4
