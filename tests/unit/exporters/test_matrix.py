"""The matrix in every format: no cell is blank where there is something to say, and text stays text."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import docx
import lxml.html
import openpyxl

from fop_coder.exporters.matrix import AT_ONCE, cell_words, matrix_grids, matrix_table, matrix_to_plain
from fop_coder.exporters.registry import export
from fop_coder.model.base import new_guid
from fop_coder.model.matrix import Matrix, MatrixCell, MatrixCode, MatrixRow
from fop_coder.model.status import Status
from tests.unit.exporters.contents import base, contents, status_rows

ONE, TWO = (new_guid(),), (new_guid(), new_guid())
CELLS = (
    MatrixCell(Status.REFERRED, TWO, "=Plans \U0001f600\nahead <b>", "Ann", "2026-05-03T10:00:00Z"),
    MatrixCell(Status.REFERRED, ONE),
    MatrixCell(Status.NOT_ASKED),
    MatrixCell(Status.PENDING, ONE),
    MatrixCell(None, summary_hidden=True),
)
NAMES = ("Planning", "Mapping", "Review", "Meeting", "Planning")


def made(by: str | None = None) -> Matrix:
    codes = tuple(MatrixCode(new_guid(), f"c{n}", name, str(n + 1), n + 1, n, 6) for n, name in enumerate(NAMES))
    row = MatrixRow(new_guid(), "AB01", "RBKC", "RBKC" if by else "", CELLS)
    return Matrix(base(status_rows(), by), codes, (row,), "What Ann made of P1 is hidden.")


def sheet_rows(path) -> list[list[object]]:
    book = openpyxl.load_workbook(path)
    return [[cell.value for cell in row] for row in book["Matrix"].iter_rows()]


def test_a_sheet_has_summary_and_passages_of_each_code(tmp_path):
    export(contents(matrix=made()), tmp_path / "a.xlsx")
    heads, line, *beneath = sheet_rows(tmp_path / "a.xlsx")
    assert [row[0] for row in beneath if row[0]] == ["What Ann made of P1 is hidden."]
    assert heads == [
        "respondent",
        *("Planning", "Planning: passages", "Mapping", "Mapping: passages", "Review", "Review: passages"),
        *("Meeting", "Meeting: passages", "Planning (2)", "Planning (2): passages"),
    ]
    assert line == [
        "AB01",
        *("=Plans \U0001f600\nahead <b>", 2, None, 1, None, "not asked"),
        *(None, 1, "hidden until read", "hidden until read"),
    ]
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["Matrix"]["B2"]
    assert cell.data_type == "s", "a summary is never a formula"


def test_no_sheet_without_a_matrix_or_where_it_is_not_wanted(tmp_path):
    export(contents(), tmp_path / "a.xlsx")
    export(contents(matrix=made()), tmp_path / "b.xlsx", what=frozenset({"tally"}))
    for name in ("a.xlsx", "b.xlsx"):
        assert "Matrix" not in openpyxl.load_workbook(tmp_path / name).sheetnames


def test_the_folder_has_a_table_with_the_groups(tmp_path):
    export(contents(matrix=made("borough")), tmp_path / "a.csv", what=frozenset({"matrix"}))
    with (tmp_path / "a.csv" / "matrix.csv").open(encoding="utf-8-sig", newline="") as file:
        heads, line = csv.reader(file)
    assert heads[:3] == ["respondent", "borough", "Planning"]
    assert line[:4] == ["AB01", "RBKC", "'=Plans \U0001f600\nahead <b>", "2"]


def test_word_and_page_have_some_codes_side_by_side(tmp_path):
    shown = contents(matrix=made())
    export(shown, tmp_path / "a.docx", what=frozenset({"matrix"}))
    export(shown, tmp_path / "a.html", what=frozenset({"matrix"}))
    word = [[cell.text for cell in row.cells] for t in docx.Document(str(tmp_path / "a.docx")).tables for row in t.rows]
    root = lxml.html.parse(str(tmp_path / "a.html")).getroot()
    page = [[cell.text_content() for cell in row] for row in root.iter("tr")]
    assert word[0] == page[0] == ["Respondent", "Planning (0/6)", "Mapping (1/6)", "Review (2/6)", "Meeting (3/6)"]
    assert word[1] == [
        "AB01",
        "=Plans \U0001f600\nahead <b> (2 passages)",
        "No summary yet (1 passage)",
        "not asked",
        "No summary yet (pending, 1 passage)",
    ]
    assert [" ".join(c.split()) for c in page[1]] == [" ".join(c.split()) for c in word[1]]
    assert word[2:] == [["Respondent", "Planning (4/6)"], ["AB01", "hidden until read"]]
    assert "What Ann made of P1 is hidden." in root.text_content()


def test_json_has_every_cell_and_says_what_is_hidden(tmp_path):
    export(contents(matrix=made()), tmp_path / "a.json", what=frozenset({"matrix"}))
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["matrix"]
    cells = found["rows"][0]["cells"]
    assert cells["c0"] == {
        "status": "referred",
        "passages": list(TWO),
        "summary": CELLS[0].summary,
        "by": "Ann",
        "at": "2026-05-03T10:00:00Z",
    }
    assert (cells["c2"]["status"], cells["c4"]["status"]) == ("not asked", None)
    assert (found["referred"], found["summed_up"], found["hidden"]) == (2, 1, "What Ann made of P1 is hidden.")
    assert "group" not in found["rows"][0]
    assert "hidden" not in matrix_to_plain(replace(made(), hidden=""))
    assert matrix_to_plain(made("borough"))["rows"][0]["group"] == "RBKC"


def test_no_cell_is_blank_where_there_is_something_to_say():
    assert [cell_words(cell) for cell in CELLS] == [
        ("2 passages", CELLS[0].summary),
        ("1 passage", "No summary yet"),
        ("not asked", ""),
        ("pending, 1 passage", "No summary yet"),
        ("hidden until read", "hidden until read"),
    ]
    (line,) = matrix_table(made()).rows
    assert all(line[place] not in (None, "") for place in range(2, len(line), 2))


def test_all_codes_of_a_report_stand_once():
    grids = list(matrix_grids(made("borough")))
    assert [len(headings) for _, headings, _ in grids] == [2 + AT_ONCE, 2 + len(NAMES) - AT_ONCE]
    assert all(rows[0][:2] == ("AB01", "RBKC") for _, _, rows in grids)
