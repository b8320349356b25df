"""Codebooks in sheets: one row per code, criterion, scheme, category and so on."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from fop_coder.importers.codebooks import read_codebook, table_rows
from fop_coder.model.codebook import Codebook, Need, Within
from fop_coder.model.errors import CodebookRefused


def read(tmp_path: Path, text: str, encoding: str = "utf-8") -> Codebook:
    path = tmp_path / "Our codes.csv"
    path.write_bytes(text.encode(encoding))
    return read_codebook(path)


def faults_of(tmp_path: Path, text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(CodebookRefused) as refused:
        read(tmp_path, text)
    return refused.value.faults


def workbook(tmp_path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book["Sheet"].append(row)
    path = tmp_path / "codes.xlsx"
    book.save(path)
    return path


def test_a_column_of_names_is_enough(tmp_path: Path) -> None:
    codebook = read(tmp_path, "Name\nPlanning\n\nReview\n")
    assert codebook.name == "Our codes"
    assert [(c.name, c.ident, c.colour) for c in codebook.codes] == [
        ("Planning", "planning", 1),
        ("Review", "review", 2),
    ]


def test_criteria_and_rule_may_stand_in_the_row_of_the_code(tmp_path: Path) -> None:
    text = "key,name,criteria,rule,within,criteria word\n1,Planning,a: ahead; b) mapped,At least 2,passage,fully\n"
    code = read(tmp_path, text).codes[0]
    assert code.key == "1"
    assert [(c.key, c.name) for c in code.criteria] == [("a", "ahead"), ("b", "mapped")]
    assert code.criteria_rule is not None
    assert (code.criteria_rule.need, code.criteria_rule.at_least) == (Need.AT_LEAST, 2)
    assert code.criteria_rule.within is Within.PASSAGE
    assert code.criteria_word == "fully"


def test_rows_below_belong_to_the_nearest_above_or_to_their_parent(tmp_path: Path) -> None:
    text = """kind,name,key,ident,parent,gathers
code,Planning,1,,,yes
criterion,ahead,a,,,
code,Mapping,2,,planning,
criterion,together,a,,,
criterion,later thought,b,,planning,
scheme,Stance,,,,
category,For,F,,,
category,Against,G,,Stance,
"""
    codebook = read(tmp_path, text)
    planning, mapping = codebook.codes
    assert [c.name for c in planning.criteria] == ["ahead", "later thought"]
    assert [c.name for c in mapping.criteria] == ["together"]
    assert mapping.parent == planning.guid
    assert planning.gathers
    assert [c.name for c in codebook.schemes[0].categories] == ["For", "Against"]


def test_instruments_and_bands_have_rows_too(tmp_path: Path) -> None:
    text = """kind;name;lowest;highest;number;reversed;codes
code;One;;;;;
code;Two;;;;;
instrument;Scale;1;5;;;
item;;;;1;no;
item;;;;2;yes;
band;How many;;;;;one; two
""".replace("one; two", '"one; two"')
    text += "cut;few;0;1;;;\ncut;more;1,5;;;;\n"
    codebook = read(tmp_path, text)
    assert [(i.number, i.reversed) for i in codebook.instruments[0].items] == [(1, False), (2, True)]
    assert codebook.bands[0].codes == tuple(c.guid for c in codebook.codes)
    assert [(c.label, c.lowest, c.highest) for c in codebook.bands[0].cuts] == [("few", 0, 1), ("more", 1.5, None)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_whatever_a_spreadsheet_saves_is_read(tmp_path: Path, encoding: str, separator: str) -> None:
    text = separator.join(["name", "definition"]) + "\r\n" + separator.join(["Café", '"two\nlines"']) + "\r\n"
    code = read(tmp_path, text, encoding).codes[0]
    assert (code.name, code.definition) == ("Café", "two\nlines")


def test_an_apostrophe_that_disarms_a_formula_is_taken_off(tmp_path: Path) -> None:
    codes = read(tmp_path, "name\n'=1+1\n''-x\n'tis\n").codes
    assert [c.name for c in codes] == ["=1+1", "'-x", "'tis"]


@pytest.mark.parametrize(
    ("text", "row", "column", "words"),
    [
        ("name,colour\nA,13\n", 2, 2, "13 is more than 12"),
        ("name,colour\nA,red\n", 2, 2, "colour: 'red' is not a whole number"),
        ("kind,name,number of,lowest\nband,B,age,\ncut,old,,sixty\n", 3, 4, "'sixty' is not a number"),
        ('name,definition\nA,"x"y\n', 2, 1, "this row cannot be read"),
        ('name,definition\nA,x\nB,"never closed\n', 3, 1, "this row cannot be read"),
        ("name,defintion\nA,x\n", 1, 2, "did you mean 'definition'?"),
        ("name,name\nA,B\n", 1, 2, "stands twice"),
        ("title\nA\n", 1, 1, "is not known"),
        ("name,key\nA,1\nB,1\n", 3, 2, "the key '1' is also that of 'A'"),
        ("name,parent\nA,\nB,nowhere\n", 3, 2, "no code in this file has the short name 'nowhere'"),
        ("name,gathers\nA,perhaps\n", 2, 2, "neither yes nor no"),
        ("name,criteria\nA,first thing\n", 2, 2, "write 'a: text; b: text'"),
        ("name,criteria,rule\nA,a: x,most\n", 2, 3, "write 'all', 'any' or 'at least 2'"),
        ("name,within\nA,passage\n", 2, 2, "needs a rule beside it"),
        ("kind,name\ncodde,A\n", 2, 1, "did you mean 'code'?"),
        ("kind,name,key\ncriterion,A,a\n", 2, 2, "no code stands above this criterion"),
        (
            "kind,name,include\nscheme,S,x\ncategory,A,\ncategory,B,\n",
            2,
            3,
            "a row of the kind 'scheme' has no include",
        ),
        ("name,\nA,stray\n", 2, 2, "a column without a heading"),
        ("name\nA,stray\n", 2, 2, "a column without a heading"),
        ("name,key\n,1\n", 2, 1, "name missing"),
        (",,\n\n", 1, 1, "the sheet is empty"),
    ],
)
def test_a_fault_is_found_at_its_row_and_column(tmp_path: Path, text: str, row: int, column: int, words: str) -> None:
    faults = faults_of(tmp_path, text)
    assert (row, column) in [(f[0], f[1]) for f in faults], faults
    assert any(words in f[2] for f in faults), faults


def test_a_sheet_without_names_says_what_is_missing(tmp_path: Path) -> None:
    assert any("no column is headed 'name'" in message for _, _, message in faults_of(tmp_path, "key\n1\n"))


def test_a_workbook_is_read_with_its_numbers_and_without_its_empty_rows(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, ["key", "name", "colour", "gathers"], [1, "Planning", 3.0, True], [None], [2, "Review", 4, False]
    )
    codes = read_codebook(path).codes
    assert (codes[0].key, codes[0].colour, codes[0].gathers) == ("1", 3, True)


def test_faults_of_a_workbook_have_row_and_column(tmp_path: Path) -> None:
    path = workbook(tmp_path, [None], ["key", "name"], [1, "A"], [None, None], [1, "B"])
    with pytest.raises(CodebookRefused) as refused:
        read_codebook(path)
    assert [(f[0], f[1]) for f in refused.value.faults] == [(5, 1)]


def test_the_sheet_called_codebook_is_the_one_that_is_read(tmp_path: Path) -> None:
    book = Workbook()
    book["Sheet"].append(["something", "else"])
    book.create_sheet("Codebook").append(["name"])
    book["Codebook"].append(["Planning"])
    book.save(tmp_path / "two.xlsx")
    assert [c.name for c in read_codebook(tmp_path / "two.xlsx").codes] == ["Planning"]


def test_a_sheet_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_rows, "MAX_ROWS", 3)
    assert len(read(tmp_path, "name\nA\nB\n").codes) == 2
    assert faults_of(tmp_path, "name\nA\nB\nC\nD\n") == [(4, 1, "the sheet has more than 3 rows")]
    with pytest.raises(CodebookRefused, match="more than 3 rows"):
        read_codebook(workbook(tmp_path, ["name"], ["A"], ["B"], ["C"]))


def test_a_zipped_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
        archive.writestr("notes.txt", "nothing")
    with pytest.raises(CodebookRefused, match="other"):
        read_codebook(tmp_path / "other.xlsx")


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 cut off"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(content)
    with pytest.raises(CodebookRefused, match="broken"):
        read_codebook(path)
