"""The sample's figures are the same in every format: commands, workbook, Word, HTML, CSV, SPSS, JSON."""

from __future__ import annotations

import csv
import json
import re
import shutil

import docx
import lxml.html
import openpyxl
import pyreadstat
import pytest

from fop_coder.exporters.workbook import FIGURES_HEADING_ROW
from fop_coder.project.exporting import ExportWishes, export_project
from fop_coder.project.project import Project
from fop_coder.project.tallying import Question, tally

pytestmark = pytest.mark.untraced

ENDINGS = (".xlsx", ".docx", ".html", ".csv", ".sav", ".json")


@pytest.fixture(scope="module", params=[Question(), Question(where="borough = RBKC")], ids=["everybody", "one borough"])
def exported(request, sample_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    copy = shutil.copy(sample_file, folder / "study.fop")
    with Project.open(copy) as project:
        for ending in ENDINGS:
            export_project(project, folder / f"out{ending}", request.param, ExportWishes(by=("borough",)))
        figures = {row.ident: row.counts for row in tally(project, request.param).rows}
    return folder, figures


def read_workbook(folder):
    rows = openpyxl.load_workbook(folder / "out.xlsx")["Tally"].iter_rows(min_row=FIGURES_HEADING_ROW, values_only=True)
    headings = next(rows)
    shown = (dict(zip(headings, row, strict=True)) for row in rows if row[1])
    return {r["code"]: (r["n"], r["N"], r["total"]) for r in shown}


def read_word(folder):
    return _of_report([[c.text for c in r.cells] for r in docx.Document(str(folder / "out.docx")).tables[0].rows])


def read_html(folder):
    table = next(lxml.html.parse(str(folder / "out.html")).getroot().iter("table"))
    return _of_report([[c.text_content() for c in row] for row in table.iter("tr")])


def _of_report(table):
    headings, *rows = table
    shown = (dict(zip(headings, row, strict=True)) for row in rows)
    return {r["Code"].casefold(): (int(r["n"]), int(r["N"]), int(r["Sample"])) for r in shown}


def read_csv(folder):
    with (folder / "out.csv" / "tally.csv").open(encoding="utf-8-sig", newline="") as file:
        return {r["code"]: (int(r["n"]), int(r["N"]), int(r["total"])) for r in csv.DictReader(file)}


def read_spss(folder):
    frame, meta = pyreadstat.read_sav(str(folder / "out.sav"), user_missing=True)
    codes = [name for name in frame.columns if meta.variable_value_labels.get(name, {}).get(1.0) == "referred"]
    return {
        code: (int((frame[code] == 1).sum()), int(frame[code].isin([0, 1]).sum()), int(frame[code].notna().sum()))
        for code in codes
    }


def read_json(folder):
    rows = json.loads((folder / "out.json").read_text(encoding="utf-8"))["tally"]["rows"]
    statuses = ("of", "not_asked", "too_little_information", "no_data", "pending")
    return {r["code"]: (r["n"], r["of"], sum(r[s] for s in statuses)) for r in rows}


@pytest.mark.parametrize("read", [read_workbook, read_word, read_html, read_csv, read_spss, read_json])
def test_each_format_holds_the_figures_of_the_tally(exported, read):
    folder, figures = exported
    assert read(folder) == {ident: (c.n, c.of, c.total) for ident, c in figures.items()}


def test_groups_have_the_same_figures_in_word_and_html(exported):
    folder, _ = exported
    word = [[c.text for c in row.cells] for row in docx.Document(str(folder / "out.docx")).tables[1].rows]
    page = list(lxml.html.parse(str(folder / "out.html")).getroot().iter("table"))[1]
    assert word == [[c.text_content() for c in row] for row in page.iter("tr")]
    sizes = [int(re.search(r"\((\d+)\)$", heading)[1]) for heading in word[0][1:]]
    assert sum(sizes[1:]) == sizes[0]
