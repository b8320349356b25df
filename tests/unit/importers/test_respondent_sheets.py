"""Sheets of respondents: labels, types of attributes, what is missing, and what is left to the user to settle."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from fop_coder.importers.respondent_sheets import read_respondents
from fop_coder.model.draft import ReadingChoices, RespondentSheet
from fop_coder.model.errors import ImportRefused

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"


def read(folder: Path, text: str) -> RespondentSheet:
    path = folder / "respondents.csv"
    path.write_text(text, encoding="utf-8")
    return read_respondents(path)


def types(sheet: RespondentSheet) -> dict[str, str]:
    return {column.name: column.type for column in sheet.columns}


def values(sheet: RespondentSheet, name: str) -> dict[str, str]:
    return next(column.values for column in sheet.columns if column.name == name)


STAFF = "Respondent;Role;Training days;Qualified;Score;Remark\n" + "".join(
    f"LB{number:02};{('senior', 'long term')[number % 2]};{days};{2000 + number}-05-03;{number},5;Remark {number}\n"
    for number, days in enumerate(("0", "11", "15", "10", "0", "Trainer", "11", "0", "0", "n/a", "14"), 1)
)


def test_types_of_columns_are_recognised(tmp_path):
    sheet = read(tmp_path, STAFF)
    assert types(sheet) == {
        "Role": "category",
        "Training days": "number",
        "Qualified": "date",
        "Score": "number",
        "Remark": "text",
    }
    assert sheet.labels[:2] == ("LB01", "LB02")
    assert values(sheet, "Score")["LB03"] == "3,5", "values stay as written"


def test_words_among_numbers_are_kept_and_told_and_missing_ones_are_empty(tmp_path):
    sheet = read(tmp_path, STAFF)
    assert values(sheet, "Training days")["LB06"] == "Trainer"
    assert "LB10" not in values(sheet, "Training days")
    assert any('"Training days" is read as numbers, but not for LB06 (Trainer)' in note for note in sheet.notes)
    assert '"Training days" is left empty for LB10 (n/a)' in sheet.notes


def test_too_many_words_make_no_numbers(tmp_path):
    sheet = read(tmp_path, "ID,Days\n" + "".join(f"A{n},{'Trainer' if n < 3 else n}\n" for n in range(10)))
    assert types(sheet) == {"Days": "text"}


@pytest.mark.parametrize("marker", ["", "NA", "n/a", "-", "."])
def test_markers_of_nothing(tmp_path, marker):
    sheet = read(tmp_path, f"ID,Borough\nA1,{marker}\nA2,WCC\nA3,WCC\n")
    assert values(sheet, "Borough") == {"A2": "WCC", "A3": "WCC"}


def test_doubled_and_unnamed_rows_are_listed_and_not_guessed_at(tmp_path):
    sheet = read(tmp_path, "Case,Borough\nKC01,RBKC\nKC02,WCC\nkc01,WCC\n,LBHF\nKC03,WCC\n")
    assert sheet.labels == ("KC02", "KC03")
    assert sheet.doubled == {"KC01": (2, 4), "kc01": (2, 4)}
    assert sheet.unnamed == (5,)
    assert values(sheet, "Borough") == {"KC02": "WCC", "KC03": "WCC"}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Role,Participant ID\nSP,A1\nSP,A2\n", ("A1", "A2")),
        ("Name,Pseudonym\nOla,A1\nMica,A2\n", ("A1", "A2")),
        ("Participant role,Code\nSP,A1\nSP,A2\n", ("A1", "A2")),
        ("Borough,Kürzel\nWCC,A1\nWCC,A2\n", ("A1", "A2")),
        ("Borough,Whoever\nWCC,A1\nWCC,A2\n", ("A1", "A2")),
    ],
)
def test_the_column_of_labels_is_found_by_heading_or_by_its_values(tmp_path, text, labels):
    assert read(tmp_path, text).labels == labels


def test_the_column_of_labels_can_be_named(tmp_path):
    path = tmp_path / "respondents.csv"
    path.write_text("ID,Initials\n1,AB\n2,CD\n", encoding="utf-8")
    assert read_respondents(path, ReadingChoices(columns={"respondent": "initials"})).labels == ("AB", "CD")


def test_a_sheet_whose_rows_cannot_be_told_apart_is_refused(tmp_path):
    with pytest.raises(
        ImportRefused, match=r'tells the respondents apart; its headings are "Borough", "Role"'
    ) as refused:
        read(tmp_path, "Borough,Role\nWCC,SP\nWCC,SP\n")
    assert "respondent" in refused.value.do


def test_a_workbook_keeps_numbers_and_dates_as_people_write_them(tmp_path):
    workbook = Workbook()
    sheet = workbook.active
    for row in (
        ("ID", "Training days", "Interviewed", "Occasion", "Empty"),
        (1, 12.0, date(2016, 5, 3), "time one", None),
        (2, 9.5, date(2016, 6, 1), "time one", "-"),
        (3, 0, date(2016, 6, 2), "time two", None),
    ):
        sheet.append(row)
    sheet["A2"].number_format = sheet["A3"].number_format = sheet["A4"].number_format = "000"
    workbook.save(tmp_path / "respondents.xlsx")
    read_back = read_respondents(tmp_path / "respondents.xlsx")
    assert read_back.labels == ("001", "002", "003")
    assert values(read_back, "Training days") == {"001": "12", "002": "9.5", "003": "0"}
    assert types(read_back) == {"Training days": "number", "Interviewed": "date", "Occasion": "category"}


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_respondents_from_the_corpus():
    sheet = read_respondents(CORPUS / "qualcoder_examples" / "cases456.xlsx")
    assert sheet.labels == ("ID4", "ID5", "ID6")
    assert types(sheet) == {"Age": "number", "gender": "category", "interest": "text"}
    assert values(sheet, "Age") == {"ID4": "56", "ID5": "73", "ID6": "29"}
