"""Starred passages in every format: label, words with dots for what is left out, and place, unless published."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import docx
import lxml.html
import openpyxl
import pytest

from fop_coder.model.change import Change
from fop_coder.model.disclosure import Concern
from fop_coder.model.people import Respondent
from fop_coder.project import Project
from fop_coder.project.disclosure import check_disclosure
from fop_coder.project.exporting import ExportWishes, export_project
from fop_coder.project.left_out import leave_out_change, words_place
from fop_coder.project.previewing import preview_export
from fop_coder.project.quotations import star_change
from fop_coder.project.settings import change_settings
from fop_coder.project.tallying import Question
from tests.study import Study

ONLY = ExportWishes(by=(), what=frozenset({"quotations"}))
PUBLIC = replace(ONLY, publication=True, smallest=2)
SAID = ("I planned […] ahead", "we look back", "I plan too")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    study = Study(tmp_path_factory.mktemp("quotations"))
    project = study.project
    study.interview("LB01", [("I", "Well?"), ("R", "I planned, you know, ahead"), ("R", "we look back")])
    study.interview("LB02", [("R", "I plan too"), ("R", "this is not starred")])
    first = study.code("LB01", "I planned, you know, ahead")
    starred = [first, study.code("LB01", "we look back", "review"), study.code("LB02", "I plan too")]
    study.code("LB02", "this is not starred")
    study.finish("LB01", "LB02")
    study.classify("LB01", "enthusiast")
    for coding in starred:
        project.apply(star_change(project, coding.guid))
    project.apply(leave_out_change(project, first.guid, *words_place(project, first.guid, ", you know,")))
    project.close()
    return study.path


@pytest.fixture
def project(made, tmp_path):
    path = tmp_path / "study.fop"
    path.write_bytes(made.read_bytes())
    with Project.open(path) as opened:
        yield opened


def written(project, folder, ending, wishes=ONLY):
    export_project(project, folder / f"out{ending}", Question(), wishes)
    return folder / f"out{ending}"


def lines(path):
    """Read the table of quotations of any format as lines of its columns."""
    if path.suffix == ".xlsx":
        rows = [list(row) for row in openpyxl.load_workbook(path)["Quotations"].values]
        return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    if path.suffix == ".csv":
        with (path / "quotations.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    return json.loads(path.read_text(encoding="utf-8"))["quotations"]


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".json"])
def test_tables_have_label_words_and_place(project, tmp_path, ending) -> None:
    change_settings(project, quotation_label="{class}, {respondent}")
    found = lines(written(project, tmp_path, ending))
    assert tuple(line["quotation"] for line in found) == SAID
    assert [line["label"] for line in found] == ["Enthusiast, LB01", "Enthusiast, LB01", "LB02"]
    assert [(line["document"], str(line["turn"]), str(line["line"])) for line in found] == [
        ("LB01", "2", "2"),
        ("LB01", "3", "3"),
        ("LB02", "1", "1"),
    ]
    assert [line["code"] for line in found] == ["planning", "review", "planning"]


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".json"])
def test_what_is_published_has_the_label_alone(project, tmp_path, ending) -> None:
    change_settings(project, quotation_label="{class}")
    found = lines(written(project, tmp_path, ending, PUBLIC))
    assert [line["label"] or "" for line in found] == ["Enthusiast", "Enthusiast", ""]
    assert set(found[0]) == {"label", "quotation", "code", "code name" if ending != ".json" else "code_name"}


def blocks(path):
    if path.suffix == ".docx":
        return [p.text for p in docx.Document(str(path)).paragraphs if p.style.name == "Quote"]
    quoted = lxml.html.parse(str(path)).iter("blockquote")
    return [f"“{q.text}”  ({q.find('footer').text})" for q in quoted]


@pytest.mark.parametrize("ending", [".docx", ".html"])
def test_reports_quote_by_code_with_label_and_place(project, tmp_path, ending) -> None:
    assert blocks(written(project, tmp_path, ending)) == [
        "“I planned […] ahead”  (LB01, turn 2)",
        "“I plan too”  (LB02, turn 1)",
        "“we look back”  (LB01, turn 3)",
    ]
    assert blocks(written(project, tmp_path, ending, PUBLIC))[0] == "“I planned […] ahead”  (LB01)"


def test_everything_has_quotations_once_there_are_any(project, tmp_path) -> None:
    everything = ExportWishes(by=())
    assert "quotations" in json.loads(written(project, tmp_path, ".json", everything).read_text("utf-8"))
    public = json.loads(
        written(project, tmp_path, ".json", replace(everything, publication=True, smallest=2)).read_text("utf-8")
    )
    assert "quotations" not in public, "they are named where they are to be published"
    while project.store.count("quotation"):
        project.undo()
    assert "quotations" not in json.loads(written(project, tmp_path, ".json", everything).read_text("utf-8"))
    assert lines(written(project, tmp_path, ".json")) == []
    words = [p.text for p in docx.Document(str(written(project, tmp_path, ".docx"))).paragraphs]
    assert "No passage of this sample is starred as quotable." in words


def test_nobody_who_is_not_to_be_quoted_stands_in_any_export(project, tmp_path) -> None:
    (person,) = project.store.values(Respondent, label="LB01")
    project.apply(Change("do not quote", (person,), (replace(person, do_not_quote=True),)))
    for wishes in (ONLY, PUBLIC):
        assert [line["quotation"] for line in lines(written(project, tmp_path, ".json", wishes))] == ["I plan too"]


def test_the_check_tells_labels_of_few_and_looks_for_names(project) -> None:
    found = check_disclosure(project, wishes=replace(ONLY, smallest=3, names=("LB02", "look"))).findings
    told = [(f.concern, f.where, f.sentence) for f in found]
    assert (
        Concern.COMBINATION,
        "Quotations",
        "2 labels are borne by fewer than 3 respondents: LB01 (1); LB02 (1).",
    ) in told
    names = [(f.where, f.sentence.split("”")[0]) for f in found if f.concern is Concern.NAME]
    assert ("quotation of LB01, Review", "“look") in names
    change_settings(project, quotation_label="A worker")
    found = check_disclosure(project, wishes=PUBLIC).findings
    assert not [f for f in found if f.concern is Concern.COMBINATION]


def test_the_preview_has_the_sheet(project) -> None:
    found = preview_export(project, Question(), ONLY, ".xlsx", most=2)
    (table,) = (table for table in found.tables if table.name == "Quotations")
    assert table.count == 3
    assert table.rows[0][:2] == ("LB01", SAID[0])
