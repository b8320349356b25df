"""Small tables that come back as they went: every value, whatever it looks like."""

from __future__ import annotations

import csv

import openpyxl
import pytest

from fop_coder.exporters.small_tables import write_small_table
from fop_coder.model.errors import ExportRefused

ROWS = [("LB01", "12", "007"), ("LB02", "1.50", "=1+1"), ("LB03", "", "1e5"), ("LB04", "-3.5", "nan")]


def test_a_csv_holds_exactly_the_values(tmp_path) -> None:
    out = tmp_path / "people.csv"
    assert write_small_table(out, "People", ("respondent", "days", "note"), ROWS) == 4
    with out.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["respondent", "days", "note"], *map(list, ROWS)]


def test_a_workbook_has_numbers_only_where_their_digits_come_back(tmp_path) -> None:
    out = tmp_path / "people.XLSX"
    assert write_small_table(out, "People", ("respondent", "days", "note"), ROWS) == 4
    sheet = openpyxl.load_workbook(out)["People"]
    assert [tuple(row) for row in sheet.iter_rows(values_only=True)] == [
        ("respondent", "days", "note"),
        ("LB01", 12, "007"),
        ("LB02", "1.50", "=1+1"),
        ("LB03", None, "1e5"),
        ("LB04", -3.5, "nan"),
    ]
    assert sheet["C3"].data_type == "s"


@pytest.mark.parametrize("name", ["people.ods", "people"])
def test_other_endings_are_refused(tmp_path, name) -> None:
    with pytest.raises(ExportRefused, match=r"Use \.csv or \.xlsx"):
        write_small_table(tmp_path / name, "People", ("respondent",), [])


def test_a_place_that_cannot_be_written_to_is_refused_and_leaves_nothing(tmp_path) -> None:
    with pytest.raises(ExportRefused, match="cannot be written"):
        write_small_table(tmp_path / "no" / "people.xlsx", "People", ("respondent",), [])
    assert list(tmp_path.iterdir()) == []
