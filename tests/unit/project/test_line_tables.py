"""Codings, classes and marks as tables: all rows or none, and the row is named."""

import csv

import pytest

from fop_coder.model.coding import Classification, Coding, Mark
from fop_coder.model.errors import FopCoderError
from fop_coder.model.people import Coder
from fop_coder.project.codings import COLUMNS, export_codings, import_codings
from fop_coder.project.judgements import import_classes, import_marks
from tests.study import Study

WORDS = 'I plan 😀 each visit, = "always"'


@pytest.fixture
def read(study):
    study.interview("KC01", [("I", "Well?"), ("R", WORDS)])
    return study


def table(path, *rows, columns="document,start,end,code,coder,criteria,memo,passage"):
    path.write_text("\n".join([columns, *rows]) + "\n", encoding="utf-8")
    return path


def start(study, words):
    return study.project.store.text(study.project.document_named("KC01").guid).index(words)


def test_codings_come_in_as_one_change_and_go_out_the_same(read, tmp_path):
    at = start(read, "plan 😀")
    path = table(
        tmp_path / "c.csv",
        f"KC01,{at},{at + 6},planning,Ann,a;b,because,plan 😀",
        f"kc01.txt,{at},{at + 13},Review,Ben,,,",
    )
    report = import_codings(read.project, path)
    assert (report.added, report.there_already, report.new_coders, report.newly_assigned) == (2, 0, ("Ben",), 1)
    out = tmp_path / "out.csv"
    assert export_codings(read.project, out) == 2
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert [(r["code"], r["coder"], r["criteria"], r["memo"], r["passage"]) for r in rows] == [
        ("planning", "Ann", "a;b", "because", "plan 😀"),
        ("review", "Ben", "", "", "plan 😀 each v"),
    ]
    assert [r["guid"] for r in rows] == read.project.store.coding_guids(), "by which a passage is named elsewhere"
    again = import_codings(read.project, out)
    assert (again.added, again.there_already) == (0, 2)
    read.project.undo()
    assert read.project.store.coding_guids() == []
    assert [c.name for c in read.project.store.values(Coder)] == ["Ann"]


def test_codings_moved_to_another_project_keep_their_words(read, tmp_path):
    read.code("KC01", "each visit")
    export_codings(read.project, tmp_path / "c.csv")
    other = Study(tmp_path, name="other.fop")
    other.interview("KC01", [("I", "Well?"), ("R", WORDS)])
    import_codings(other.project, tmp_path / "c.csv")
    (coding,) = other.project.store.values(Coding)
    text = other.project.store.text(coding.document)
    assert text[coding.start : coding.end] == "each visit"
    other.project.close()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("KC09,0,3,planning,Ann,,,", "row 3.*no document called 'KC09'"),
        ("KC01,0,3,plannin,Ann,,,", "row 3.*no code called 'plannin'.*planning"),
        ("KC01,0,3,planning,Ann,z,,", "row 3.*no criterion 'z'.*a, b"),
        ("KC01,0,900,planning,Ann,,,", "row 3.*ends at character 900"),
        ("KC01,3,3,planning,Ann,,,", "row 3.*cannot run from 3 to 3"),
        ("KC01,-1,3,planning,Ann,,,", "row 3.*not a whole number"),
        ("KC01,x,3,planning,Ann,,,", "row 3.*start is 'x'"),
        ("KC01,0,3,planning,Ann,,,other words", "row 3.*has other words from 0 to 3"),
        ("KC01,0,3,planning,either,,,", "row 3.*name of a view"),
        ("KC01,0,3", "row 3.*3 cells under 8 headings"),
    ],
)
def test_one_wrong_row_and_nothing_comes_in(read, tmp_path, row, message):
    before = read.project.fingerprint
    path = table(tmp_path / "c.csv", "KC01,0,2,planning,Ann,,,", row)
    with pytest.raises(FopCoderError, match=message):
        import_codings(read.project, path)
    assert read.project.fingerprint == before


def test_a_missing_column_is_named(read, tmp_path):
    path = table(tmp_path / "c.csv", "KC01,0,3", columns="document,start,end")
    with pytest.raises(FopCoderError, match="has no column code"):
        import_codings(read.project, path)


def test_semicolons_and_a_byte_order_mark_are_understood(read, tmp_path):
    path = tmp_path / "c.csv"
    path.write_bytes("\ufeffdocument;start;end;code\r\nKC01;0;2;planning\r\n".encode())
    assert import_codings(read.project, path).added == 1


def test_classes_and_marks_come_in_together_or_not_at_all(read, tmp_path):
    columns = "respondent,scheme,category,coder,because"
    assert import_classes(read.project, table(tmp_path / "k.csv", "KC01,group,E,Ann,keen", columns=columns)) == 1
    assert import_classes(read.project, table(tmp_path / "k.csv", "KC01,group,E,Ann,keen", columns=columns)) == 0
    assert import_classes(read.project, table(tmp_path / "k.csv", "KC01,group,clear,Ann,", columns=columns)) == 1
    assert read.project.store.values(Classification) == []
    with pytest.raises(FopCoderError, match=r"row 3.*row 2 says something of the same"):
        import_classes(
            read.project, table(tmp_path / "k.csv", "KC01,group,E,Ann,", "KC01,group,C,Ann,", columns=columns)
        )
    with pytest.raises(FopCoderError, match=r"row 2.*Enthusiast|row 2.*enthusiast"):
        import_classes(read.project, table(tmp_path / "k.csv", "KC01,group,X,Ann,", columns=columns))
    marks = "respondent,about,mark,coder,because"
    assert (
        import_marks(read.project, table(tmp_path / "m.csv", "KC01,review,not asked,Ann,skipped", columns=marks)) == 1
    )
    with pytest.raises(FopCoderError, match=r"row 2.*no mark called 'asleep'"):
        import_marks(read.project, table(tmp_path / "m.csv", "KC01,review,asleep,Ann,", columns=marks))
    (mark,) = read.project.store.values(Mark)
    assert mark.because == "skipped"
