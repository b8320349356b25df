"""Tables of ratings: columns found by their headings, doubled ratings refused with their rows, spellings told."""

import pytest

from fop_coder.importers.ratings import read_ratings
from fop_coder.model.errors import ImportRefused


@pytest.fixture
def table(tmp_path):
    def read(content, name="ratings.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content.encode(encoding))
        return read_ratings(path)

    return read


def rows(found):
    return [(r.row, r.unit, r.coder, r.value) for r in found.ratings]


def test_a_table_with_its_rows_and_empty_values(table):
    found = table("unit,coder,value\nu1,Ann,yes\nu1,Ben,\n\nu2,Ann,no\nu2,Ben,no\n")
    assert rows(found) == [
        (2, "u1", "Ann", "yes"),
        (3, "u1", "Ben", ""),
        (5, "u2", "Ann", "no"),
        (6, "u2", "Ben", "no"),
    ]
    assert (found.source, found.units, found.coders, found.notes) == ("ratings.csv", ("u1", "u2"), ("Ann", "Ben"), ())


def test_columns_may_stand_anywhere_beside_others(table):
    found = table("Value;note;CODER;Unit\n1;x;Ann;u1\n0;;Ben;u1\n")
    assert rows(found) == [(2, "u1", "Ann", "1"), (3, "u1", "Ben", "0")]


def test_a_workbook_is_read_too(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    for line in (("unit", "coder", "value"), ("u1", "Ann", 1), ("u1", "Ben", 0), ("u2", "Ann", 1), ("u2", "Ben", None)):
        book.active.append(line)
    book.save(tmp_path / "ratings.xlsx")
    found = read_ratings(tmp_path / "ratings.xlsx")
    assert [r.value for r in found.ratings] == ["1", "0", "1", ""]


def test_spellings_and_decimals_of_the_same_value_are_brought_together(table):
    found = table("unit,coder,value\nU1,Ann,Yes\nu1,Ben, yes\nu2,ann,1.0\nu2,Ben,1\n")
    assert rows(found) == [
        (2, "U1", "Ann", "Yes"),
        (3, "U1", "Ben", "Yes"),
        (4, "u2", "Ann", "1"),
        (5, "u2", "Ben", "1"),
    ]
    assert found.notes == (
        'Taken as the same unit: "U1", "u1"',
        'Taken as the same coder: "Ann", "ann"',
        'Taken as the same value: "Yes", "yes"',
    )


def test_what_programs_write_for_missing_is_missing_and_told(table):
    found = table("unit,coder,value\nu1,Ann,NA\nu1,Ben,n/a\nu2,Ann,NaN\nu2,Ben,none\n")
    assert [r.value for r in found.ratings] == ["", "n/a", "", "none"]
    assert found.notes == ("2 values written as missing: rows 2, 4",)


def test_a_unit_rated_twice_by_a_coder_is_refused_with_its_rows(table):
    with pytest.raises(ImportRefused) as refused:
        table("unit,coder,value\nu1,Ann,yes\nu1,Ben,no\nu1,ann,yes\nu2,Ben,no\nu2,Ben,\n")
    assert str(refused.value) == (
        "ratings.csv: has more than one value by a coder for a unit: Ann rates u1 in rows 2, 4, "
        "Ben rates u2 in rows 5, 6. Keep one of each"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("unit,coder\nu1,Ann\n", "has no column value"),
        ("unit,rater,rating\nu1,Ann,1\n", 'has no column coder and no column value; its headings are "unit", "rater"'),
        ("unit,coder,value\nu1,Ann,1\n,Ben,1\n", "row 3: names no unit"),
        ("unit,coder,value\nu1,Ann,1\nu1,,1\n", "row 3: names no coder"),
        ("unit,coder,value\nu1,Ann,1\nu2,Ann,0\n", "has one coder alone (Ann)"),
        ("unit,coder,value\n", "has a heading row but no rows below it"),
        ("", "is empty"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_reason(table, content, said):
    with pytest.raises(ImportRefused) as refused:
        table(content)
    assert said in str(refused.value)


@pytest.mark.parametrize("value", ["y\0es", "ye\0s"])
def test_a_nul_that_strayed_into_a_table_is_told_with_its_row(table, value):
    with pytest.raises(
        ImportRefused, match=r"ratings\.csv, row 3: holds a NUL, a character that no text has\. Take it out"
    ):
        table(f"unit,coder,value\r\nu1,Ann,yes\r\nu1,Ben,{value}\r\nu2,Ann,no\r\nu2,Ben,no\r\n")
    with pytest.raises(ImportRefused, match=r"row 2: holds the first of 2 NULs"):
        table("unit,coder,value\nu1,A\0nn,yes\nu1,B\0en,yes\nu2,Ann,no\nu2,Ben,no\n")


def test_a_table_in_utf_16_that_does_not_say_so_is_read_and_a_binary_file_is_not(table):
    found = table("unit,coder,value\nu1,Ann,yes\nu1,Ben,no\n", encoding="utf-16-le")
    assert found.coders == ("Ann", "Ben")
    with pytest.raises(ImportRefused, match=r"is no text.* save it in its own program as \.xlsx or as UTF-8 text"):
        table("\0\0\x01\0\0unit,coder,value\nu1,Ann,yes\n")
