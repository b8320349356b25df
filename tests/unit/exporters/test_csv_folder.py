"""The folder of CSV tables: same figures, exact texts, and folders that are not ours left alone."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fop_coder.exporters import csv_folder
from fop_coder.exporters.registry import export
from fop_coder.model.errors import Cancelled, ExportRefused
from fop_coder.model.export import ExportContents
from tests.unit.exporters.contents import contents, nothing, passage, status_rows, tally

FORMULA_SIGNS = "=+-@\t\r\n＝＋－＠"


def off(cell: str) -> str:
    """Take the apostrophe off as the README says."""
    return cell[1:] if re.match(f"'+[{re.escape(FORMULA_SIGNS)}]", cell) else cell


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def written(tmp_path: Path, shown: ExportContents, **choices: Any) -> Path:
    export(shown, tmp_path / "tables.csv", **choices)
    return tmp_path / "tables.csv"


def test_there_is_a_file_for_each_table(tmp_path):
    paths = export(contents(), tmp_path / "tables.csv")
    assert [p.name for p in paths] == [
        "README.txt",
        "classification-by-borough.csv",
        "classification.csv",
        "codebook.csv",
        "dictionary.csv",
        "passages.csv",
        "respondents-by-codes.csv",
        "tally-by-borough.csv",
        "tally.csv",
    ]
    assert all(p.parent == tmp_path / "tables.csv" and p.is_file() for p in paths)
    assert [p.name for p in tmp_path.iterdir()] == ["tables.csv"]


def test_the_tally_shows_every_figure(tmp_path):
    what = contents()
    rows = read(written(tmp_path, what) / "tally.csv")
    for shown, row in zip(rows, what.tally.rows, strict=True):
        counts = row.counts
        assert (shown["n"], shown["N"], shown["total"]) == (str(counts.n), str(counts.of), "6")
        statuses = [int(shown[s]) for s in ("not asked", "too little information", "no data", "pending")]
        assert int(shown["N"]) + sum(statuses) == 6
    assert [row["of whom FoP-minded"] for row in rows] == ["1", "", ""]
    assert [row["share"] for row in rows] == ["", "", ""]


def test_shares_have_all_their_digits(tmp_path):
    rows = read(written(tmp_path, contents(show_percentages=True, show_intervals=True)) / "tally.csv")
    assert float(rows[0]["share"]) == 2 / 3
    assert float(rows[0]["interval to"]) == 0.87654321


def test_divided_tallies_have_a_line_for_each_code_and_group(tmp_path):
    what = contents()
    rows = read(written(tmp_path, what) / "tally-by-borough.csv")
    assert len(rows) == 9
    for shown in rows:
        row = next(r for r in what.tallies_by[0].rows if r.ident == shown["code"])
        assert (int(shown["n"]), int(shown["N"])) == (row.groups[shown["group"]].n, row.groups[shown["group"]].of)
        assert int(shown["total"]) == what.tallies_by[0].base.group_sizes[shown["group"]]


def test_classes_add_up_to_each_group(tmp_path):
    what = contents()
    folder = written(tmp_path, what)
    for group, size in what.schemes_by[0].base.group_sizes.items():
        rows = [row for row in read(folder / "classification-by-borough.csv") if row["group"] == group]
        assert sum(int(row["n"]) for row in rows if row["kind"] != "total") == size
    assert sum(int(row["n"]) for row in read(folder / "classification.csv") if row["kind"] != "total") == 6


def test_respondents_keep_numbers_as_numbers(tmp_path):
    rows = read(written(tmp_path, contents()) / "respondents-by-codes.csv")
    assert [row["training days"] for row in rows] == ["10", "Trainer", "-3", "2.5", "", "0"]
    assert [row["Planning"] for row in rows] == ["1", "1", "0", "not asked", "pending", "no data"]


def test_dates_are_written_without_doubt(tmp_path):
    rows = tuple(replace(row, attributes={"seen": "3/5/2024"}) for row in status_rows())
    folder = written(tmp_path, contents(status_rows=rows, attributes=("seen",)))
    assert {row["seen"] for row in read(folder / "respondents-by-codes.csv")} == {"2024-05-03"}


@pytest.mark.parametrize("text", ["=1+1", "@SUM", "-x", "+44", "\tx", "\rx", "'=1", '=cmd|"/c calc"!A1'])
def test_formulas_get_an_apostrophe(tmp_path, text):
    (row,) = read(written(tmp_path, contents([passage(text, memo="plain")])) / "passages.csv")
    assert row["text"] == f"'{text}"
    assert row["memo"] == "plain"


def test_texts_in_other_scripts_survive_and_are_whole(tmp_path):
    texts = ["שלום, עולם", "مرحبا \u200fبكم", "🙂👩‍👩‍👧 naïve", 'two\nlines, "quoted"', "x" * 40_000]
    folder = written(tmp_path, contents([passage(text) for text in texts]))
    assert [row["text"] for row in read(folder / "passages.csv")] == texts
    assert (folder / "passages.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_control_characters_are_shown(tmp_path):
    (row,) = read(written(tmp_path, contents([passage("a\x00b\x0bc\ud800")])) / "passages.csv")
    assert row["text"] == "a␀b␋c\ufffd"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(alphabet=st.one_of(st.characters(exclude_categories=("Cs", "Cc")), st.sampled_from("'=+-@\t\r\n,\"")))
)
def test_random_texts_survive(tmp_path, text):
    shown = contents([passage(memo=text)])
    (row,) = read(written(tmp_path, shown, what=frozenset({"passages"})) / "passages.csv")
    assert off(row["memo"]) == text
    assert row["memo"][:1] not in tuple(FORMULA_SIGNS)


def test_the_readme_says_what_the_figures_are_over_and_how_to_read_them(tmp_path):
    text = (written(tmp_path, contents()) / "README.txt").read_text(encoding="utf-8-sig")
    assert "Project: Families & friends" in text
    assert "interviewed 9, withdrawn 1, unusable 1, outside the sample's filter 1, analysed 6" in text
    assert "Shares are left out where N is below 30" in text
    assert "take one apostrophe off" in text
    assert "- tally.csv: n of N for every code" in text


def test_the_dictionary_explains_every_column(tmp_path):
    folder = written(tmp_path, contents())
    explained = {(row["file"], row["column"]) for row in read(folder / "dictionary.csv") if row["meaning"]}
    for path in folder.glob("*.csv"):
        if path.name != "dictionary.csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                headings = next(csv.reader(file))
            assert {(path.name, heading) for heading in headings} <= explained


def test_two_tables_never_share_a_file(tmp_path):
    rows = status_rows()
    divided = [tally(rows, "borough"), tally(rows, "borough")]
    named = tuple(replace(t, base=replace(t.base, by=by)) for t, by in zip(divided, ("a/b", "A b"), strict=True))
    folder = written(tmp_path, contents(tallies_by=named))
    assert {p.name for p in folder.glob("tally-by*")} == {"tally-by-a-b.csv", "tally-by-a-b-2.csv"}


def test_an_empty_project_has_headings(tmp_path):
    folder = written(tmp_path, nothing())
    assert read(folder / "tally.csv") == []
    assert (folder / "tally.csv").read_text(encoding="utf-8-sig").startswith("code,name,n,N,")


def test_an_earlier_export_is_replaced_whole(tmp_path):
    folder = written(tmp_path, contents())
    (folder / ".DS_Store").write_bytes(b"")
    written(tmp_path, contents(), what=frozenset({"codebook"}))
    assert sorted(p.name for p in folder.iterdir()) == ["README.txt", "codebook.csv", "dictionary.csv"]
    assert [p.name for p in tmp_path.iterdir()] == ["tables.csv"]


@pytest.mark.parametrize("name", ["notes.csv", "thesis.docx"])
def test_a_folder_with_anything_else_is_left_alone(tmp_path, name):
    folder = written(tmp_path, contents())
    (folder / name).write_text("mine")
    before = sorted(p.name for p in folder.iterdir())
    with pytest.raises(ExportRefused, match="holds other files"):
        export(contents(), folder)
    assert sorted(p.name for p in folder.iterdir()) == before
    assert (folder / name).read_text() == "mine"


def test_a_file_of_that_name_is_left_alone(tmp_path):
    (tmp_path / "tables.csv").write_text("mine")
    with pytest.raises(ExportRefused, match="is a file"):
        export(contents(), tmp_path / "tables.csv")
    assert (tmp_path / "tables.csv").read_text() == "mine"


def test_an_empty_folder_may_be_filled(tmp_path):
    (tmp_path / "tables.csv").mkdir()
    assert (written(tmp_path, contents()) / "tally.csv").is_file()


def test_stopping_leaves_nothing_and_keeps_the_earlier_tables(tmp_path):
    folder = written(tmp_path, contents())
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    answers = iter([False] * 4)
    with pytest.raises(Cancelled):
        export(contents([passage()] * 5_000), folder, cancelled=lambda: next(answers, True))
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["tables.csv"]


def test_a_full_disk_leaves_nothing_and_keeps_the_earlier_tables(tmp_path, monkeypatch):
    folder = written(tmp_path, contents())
    before = {p.name: p.read_bytes() for p in folder.iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(csv_folder, "_write_readme", full)
    with pytest.raises(ExportRefused, match="the disk is full"):
        export(contents([passage("another")]), folder)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["tables.csv"]


def test_tables_open_elsewhere_go_back_to_their_place(tmp_path, monkeypatch):
    folder = written(tmp_path, contents())
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    plain_rename = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name.endswith(".part"):
            raise PermissionError(13, "used by another process")
        return plain_rename(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(ExportRefused, match="open in another program"):
        export(contents([passage("another")]), folder)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["tables.csv"]
