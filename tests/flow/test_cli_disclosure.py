"""Disclosure on the command line: what is found, exports for publication, and names to keep out."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.flow.cli_study import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory, sample_file) -> Desk:
    folder = tmp_path_factory.mktemp("sample")
    found = Desk(folder)
    found.project = shutil.copy(sample_file, folder / "sample.fop")
    return found


def test_findings_are_listed_under_what_they_are(desk: Desk) -> None:
    lines = desk.run("disclosure", "--by", "borough").stdout.splitlines()
    assert lines[0] == "Small group"
    assert lines[1] == "  tables by borough: LBHF has only 4 respondents."
    assert "Combination of attributes" in lines
    assert lines[-1].endswith(" findings")


def test_what_is_left_after_hiding_can_be_looked_at_alone(desk: Desk) -> None:
    text = desk.run("disclosure", "--by", "borough", "--publication").stdout
    assert "LBHF" not in text
    assert "RBKC 10/12" in text


def test_nothing_found_is_said(desk: Desk) -> None:
    text = desk.run("disclosure", "--what", "codebook").stdout
    assert text == "Nothing was found (groups of fewer than 5 respondents count as small).\n"


def test_the_json_holds_findings_and_balance(desk: Desk) -> None:
    found = desk.json("disclosure", "--by", "borough", "--smallest", "3")
    assert found["smallest"] == 3
    assert {"concern", "where", "sentence"} == set(found["findings"][0])
    assert not any("LBHF has only" in f["sentence"] for f in found["findings"])
    assert found["balance"]["passages"] == 124
    assert found["balance"]["groups"]["borough"]["RBKC"] == {"passages": 64, "respondents": 12}


def test_a_name_that_is_found_ends_with_one(desk: Desk) -> None:
    names = desk.write("names.txt", "KC01\nNobody Atall\n")
    result = desk.run("disclosure", "--names", names, code=1)
    assert "line of KC01: “KC01” is on the list of names to keep out" in result.stdout
    assert "with a name to keep out" in result.stderr
    found = desk.json("disclosure", "--names", names, code=1)
    assert found["findings"][0]["concern"] == "name"
    desk.run("disclosure", "--names", desk.write("others.txt", "Nobody Atall"))


def test_an_export_for_publication_hides_small_groups(desk: Desk) -> None:
    out = desk.folder / "out.json"
    desk.run("export", out, "--publication", "--by", "borough")
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["tallies_by"][0]["hidden_groups"] == ["LBHF", "WCC"]
    assert found["reading"]["smallest_group"] == 5
    assert "passages" not in found
    desk.run("export", out, "--publication", "--by", "borough", "--smallest", "3", "--what", "tally,passages")
    found = json.loads(out.read_text(encoding="utf-8"))
    assert "hidden_groups" not in found["tallies_by"][0]
    assert found["passages"]


def test_an_export_that_holds_a_name_is_refused(desk: Desk) -> None:
    names = desk.write("names.txt", "RBKC\n")
    out = desk.folder / "never.xlsx"
    assert "a name to keep out was found" in desk.refused("export", out, "--publication", "--names", names)
    assert not out.exists()
    assert "cannot be read" in desk.refused("export", out, "--names", desk.folder / "none.txt")


def test_a_sample_that_is_too_small_is_refused(desk: Desk) -> None:
    out = desk.folder / "never.xlsx"
    assert "the sample has 4 respondents" in desk.refused("export", out, "--publication", "--where", "borough = LBHF")


def test_the_smallest_group_is_of_publications(desk: Desk) -> None:
    desk.run("export", desk.folder / "never.xlsx", "--smallest", "4", code=2)
    desk.run("export", desk.folder / "never.xlsx", "--publication", "--smallest", "1", code=2)
