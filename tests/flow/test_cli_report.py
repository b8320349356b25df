"""The report page and the wording of sentences on the command line."""

from __future__ import annotations

import json

import docx
import pytest

from tests.flow.cli_study import desk_with_codings


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return desk_with_codings(tmp_path_factory.mktemp("report"))


@pytest.fixture(autouse=True)
def empty(desk):
    """Leave the report as it was found: empty, with the program's wording."""
    assert desk.json("report") == []
    yield
    for _ in desk.json("report"):
        desk.run("report", "remove", "1")
    desk.run("wording", "reset")


def test_a_report_is_put_together_and_written(desk):
    desk.run("report", "add-heading", "Findings")
    said = desk.run("report", "add-sentence", "planning").stdout
    assert said.startswith("Add a sentence to the report") and "2 of 3 respondents referred to planning" in said
    desk.run("report", "add-sentence", "planning", "--not", "--after", "1")
    desk.run("report", "add-table", "--codes", "planning", "--caption", "Who planned")
    desk.run("report", "add-table", "--rows", "planning", "--columns", "kind")
    desk.run("report", "add-chart")
    desk.run("report", "add-text", "Ours.")
    desk.run("report", "move", "7", "2")
    listed = desk.run("report").stdout.splitlines()
    assert [line.split(":")[0].split()[1] for line in listed] == (
        ["heading", "text", "sentence", "sentence", "table", "table", "chart"]
    )
    assert "did not mention planning" in listed[2]
    out = desk.folder / "report.docx"
    assert desk.json("report", "write", out) == {"out": str(out), "items": 7}
    shown = [p.text for p in docx.Document(str(out)).paragraphs]
    assert "Ours." in shown and any("Who planned" in words for words in shown)


def test_items_are_edited_and_the_json_says_how_they_stand(desk):
    (made,) = desk.json("report", "add-sentence", "planning")["items"]
    assert made["state"] == "current" and made["why"] == [] and made["place"] == 1
    (edited,) = desk.json("report", "edit", "1", "Two of three planned.")["items"]
    assert edited["edited"] and edited["words"] == "Two of three planned."
    assert "[edited]" in desk.run("report").stdout
    assert not desk.json("report", "renew")["changed"] and desk.run("report", "move", "1", "up").stdout.startswith(
        "Noth"
    )
    desk.run("wording", "set", "referred_small", "{n}/{N} {verb}")
    assert "would be worded otherwise now" in desk.run("report").stdout
    (renewed,) = desk.json("report", "renew", "1")["items"]
    assert renewed["words"].startswith("2/3 referred to planning") and not renewed["edited"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("remove", "1"), "there is no item '1'"),
        (("add-sentence", "nothing"), "no code called"),
        (("add-heading", " "), "one line of words"),
        (("add-quotation", "x"), "no passage 'x'"),
        (("write", "out.docx"), "the report is empty"),
        (("add-sentence", "planning", "--after", "3"), "there is no item '3'"),
    ],
)
def test_what_is_refused(desk, arguments, why):
    assert why in desk.refused("report", *arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ("add-table", "--rows", "planning"),
        ("add-table", "--scheme", "x", "--codes", "planning"),
        ("add-table", "--rows", "codes", "--columns", "kind"),
        ("add-table", "--rows", "planning", "--columns", "kind", "--within", "passage"),
        ("add-table", "--change", "planning", "--from", "time one"),
        ("add-table", "--x", "codes"),
        ("add-table", "--x", "codes", "--y", "codes", "--by", "kind"),
        ("add-table", "--numbers", "codes", "--codes", "planning"),
        ("add-chart", "--by", "kind"),
        ("write", "out.docx", "--publication", "--stale"),
        ("write", "out.docx", "--smallest", "7"),
        ("move", "1", "sideways"),
        ("renew", "--keep-words"),
    ],
)
def test_wrong_usage(desk, arguments):
    assert desk.run("report", *arguments, code=2).stderr


def test_codes_numbers_and_moves_are_added_and_small_samples_are_not_published(desk):
    desk.run("report", "add-table", "--rows", "codes", "--columns", "codes", "--within", "passage")
    desk.run("report", "add-table", "--x", "codes", "--y", "codes: planning", "--caption", "Breadth")
    added = desk.json("report", "add-table", "--numbers", "codes", "--by", "borough", "--after", "1")["items"]
    assert (
        added[0]["words"] == "How the numbers lie: distinct codes by borough (sample of 3)" and added[0]["place"] == 2
    )
    assert "no occasion called" in desk.refused(
        "report", "add-table", "--change", "planning", "--from", "time one", "--to", "time two"
    )
    out = desk.folder / "report.html"
    assert "the sample has 3 respondents, fewer than the 5" in desk.refused("report", "write", out, "--publication")
    assert not out.exists()
    assert desk.json("report", "write", out, "--publication", "--smallest", "2")["items"] == 3
    assert "The lowest and the highest number are left out" in out.read_text("utf-8")


def test_the_wording_is_shown_set_read_and_reset(desk):
    plain = desk.json("wording")
    assert plain["quantifiers"]["scale"][0] == {"words": "a few", "below": 25}
    text = desk.run("wording").stdout
    assert "below 25 %" in text and "{Quantity} {respondents} ({n}/{N})" in text
    plain["quantifiers"] |= {"smallest": 3, "two": "two"}
    read = desk.write("wording.json", json.dumps(plain))
    assert desk.json("wording", "read", read)["changed"]
    assert desk.row("planning")["sentence"].startswith("Two respondents (2/3) referred to planning")
    assert "so already" in desk.run("wording", "read", read).stdout
    assert "is not a field of this template" in desk.refused("wording", "set", "so_far", "{x} {said}")
    assert "'else' is not known" in desk.refused("wording", "set", "else", "{n}")
    assert "this is no JSON" in desk.refused("wording", "read", desk.write("bad.json", "{"))
    assert "cannot be read" in desk.refused("wording", "read", desk.folder / "none.json")
    assert desk.json("wording", "reset")["changed"]
    assert desk.row("planning")["sentence"].startswith("2 of 3 respondents referred to planning")
