"""The workbook, opened again: every figure, all texts, links, and what happens when it cannot be written."""

from __future__ import annotations

import re
import tempfile
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml.etree import SerialisationError

from fop_coder.exporters import workbook
from fop_coder.exporters.registry import export, format_of
from fop_coder.exporters.sheets import sheet_title
from fop_coder.model.errors import Cancelled, ExportRefused
from fop_coder.model.export import ExportContents
from fop_coder.model.status import Status
from fop_coder.model.tally import PassageRow
from tests.unit.exporters.contents import CODES, PASSAGES, contents, nothing, passage, status_rows, tally

HEADING = workbook.FIGURES_HEADING_ROW


def written(tmp_path: Path, shown: ExportContents, **choices: Any):
    out = tmp_path / "tables.xlsx"
    assert export(shown, out, **choices) == (out,)
    return openpyxl.load_workbook(out)


def lines(sheet, heading_row: int = 1) -> list[dict[str, Any]]:
    """The sheet's table as dictionaries, up to its first empty line."""
    rows = sheet.iter_rows(min_row=heading_row, values_only=True)
    headings = [h for h in next(rows) if h is not None]
    found = []
    for row in rows:
        if all(cell is None for cell in row):
            break
        found.append(dict(zip(headings, row, strict=False)))
    return found


def words(sheet) -> str:
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def test_sheets_stand_in_their_order(tmp_path):
    assert written(tmp_path, contents()).sheetnames == [
        "About",
        "Tally",
        "Tally by borough",
        "Classification",
        "Classification by borough",
        "Respondents × codes",
        "Passages",
        "Codebook",
        "Charts",
        "Methods",
    ]


def test_the_tally_shows_every_figure_and_adds_up(tmp_path):
    what = contents()
    rows = lines(written(tmp_path, what)["Tally"], HEADING)
    assert len(rows) == len(what.tally.rows) == 3
    for shown, row in zip(rows, what.tally.rows, strict=True):
        counts = row.counts
        assert shown["code"] == row.ident
        assert (shown["n"], shown["N"], shown["not referred"]) == (counts.n, counts.of, counts.not_referred)
        assert (shown["not asked"], shown["too little information"]) == (
            counts.not_asked,
            counts.too_little_information,
        )
        assert (shown["no data"], shown["pending"]) == (counts.no_data, counts.pending)
        assert shown["of whom FoP-minded"] == counts.criteria_met
        assert shown["of pending, already coded"] == counts.pending_coded
        assert (
            shown["total"]
            == 6
            == shown["N"]
            + sum(shown[status] for status in ("not asked", "too little information", "no data", "pending"))
        )
        assert shown["sentence"] == row.sentence
    assert (rows[0]["n"], rows[0]["N"], rows[0]["of whom FoP-minded"]) == (2, 3, 1)
    assert rows[2]["name"] == "Review (retired)"


def test_the_base_stands_above_the_headings_which_have_a_filter(tmp_path):
    sheet = written(tmp_path, contents())["Tally"]
    above = "\n".join(str(sheet.cell(row, 1).value) for row in range(1, HEADING))
    assert "interviewed 9, withdrawn 1, unusable 1, outside the sample's filter 1, analysed 6" in above
    assert 'role = "long term"' in above
    assert "View: First" in above
    assert sheet.cell(HEADING, 1).value == "code"
    assert sheet.cell(HEADING, 1).font.bold
    assert sheet.freeze_panes == f"C{HEADING + 1}"
    assert re.fullmatch(rf"A{HEADING}:[A-Z]+{HEADING + 3}", sheet.auto_filter.ref)


def test_shares_of_small_groups_are_left_out_and_a_note_says_why(tmp_path):
    sheet = written(tmp_path, contents())["Tally"]
    assert [row["share"] for row in lines(sheet, HEADING)] == [None, None, None]
    assert "Shares are left out where N is below 30" in words(sheet)


def test_shares_are_shown_when_asked_for(tmp_path):
    sheet = written(tmp_path, contents(show_percentages=True))["Tally"]
    assert lines(sheet, HEADING)[0]["share"] == pytest.approx(2 / 3)
    assert "left out" not in words(sheet)


def test_shares_are_shown_from_thirty_on(tmp_path):
    what = contents()
    large = replace(what.tally.rows[0], counts=replace(what.tally.rows[0].counts, referred=29, not_referred=1))
    small = replace(what.tally.rows[1], counts=replace(what.tally.rows[1].counts, referred=28, not_referred=1))
    sheet = written(tmp_path, replace(what, tally=replace(what.tally, rows=(large, small))))["Tally"]
    assert [row["share"] for row in lines(sheet, HEADING)] == [pytest.approx(29 / 30), None]


def test_intervals_stand_only_with_their_caution(tmp_path):
    plain = written(tmp_path, contents(interval_note="if these were a random sample"))["Tally"]
    assert "interval from" not in lines(plain, HEADING)[0]
    assert "random sample" not in words(plain)
    shown = written(tmp_path, contents(show_intervals=True, interval_note="if these were a random sample"))
    row = lines(shown["Tally"], HEADING)[0]
    assert (row["interval from"], row["interval to"]) == (0.123456789, 0.87654321)
    assert "if these were a random sample" in words(shown["Tally"])
    assert lines(shown["Classification"], HEADING)[0]["interval to"] == 0.75


def test_differ_stands_beside_views_of_several_coders_only(tmp_path):
    assert "differ" not in lines(written(tmp_path, contents())["Tally"], HEADING)[0]
    several = contents(tally=tally(status_rows(), differ=4))
    assert lines(written(tmp_path, several)["Tally"], HEADING)[0]["differ"] == 4


def test_each_group_adds_up(tmp_path):
    what = contents()
    sheet = written(tmp_path, what)["Tally by borough"]
    rows = lines(sheet, HEADING)
    assert len(rows) == 3
    for shown, row in zip(rows, what.tallies_by[0].rows, strict=True):
        for group, size in what.tallies_by[0].base.group_sizes.items():
            counts = row.groups[group]
            assert (shown[f"{group}: n"], shown[f"{group}: N"]) == (counts.n, counts.of)
            outside = [shown[f"{group}: {s}"] for s in ("not asked", "too little information", "no data", "pending")]
            assert shown[f"{group}: N"] + sum(outside) == size
        assert shown["all: n"] == row.counts.n
    bands = [cell.value for cell in sheet[HEADING - 1] if cell.value]
    assert bands[:-1] == ["all (6)", "North (3)", "South (2)", "(no value) (1)"]
    assert bands[-1] == "counted by the spreadsheet, from Respondents × codes"


def test_classes_add_up_to_the_sample(tmp_path):
    rows = lines(written(tmp_path, contents())["Classification"], HEADING)
    by_line = {row["line"]: row for row in rows}
    assert (by_line["Enthusiast"]["n"], by_line["Enthusiast"]["N"]) == (2, 3)
    assert (by_line["not classified"]["n"], by_line["no data"]["n"], by_line["pending"]["n"]) == (1, 1, 1)
    assert by_line["pending"]["of whom already classified"] == 1
    assert sum(row["n"] for row in rows if row["kind"] != "total") == by_line["total"]["n"] == 6


def test_classes_of_each_group_add_up_to_the_group(tmp_path):
    what = contents()
    rows = lines(written(tmp_path, what)["Classification by borough"], HEADING)
    for group, size in what.schemes_by[0].base.group_sizes.items():
        parts = [row[f"{group}: n"] for row in rows if row["kind"] != "total"]
        assert sum(parts) == size
        assert next(row[f"{group}: n"] for row in rows if row["kind"] == "total") == size
    assert rows[0]["North: N"] == what.schemes_by[0].groups["North"].classified == 2


def test_respondents_have_typed_attributes_and_ones_and_zeros(tmp_path):
    sheet = written(tmp_path, contents())["Respondents × codes"]
    rows = lines(sheet)
    assert [row["training days"] for row in rows] == [10, "Trainer", -3, 2.5, None, 0]
    assert [row["borough"] for row in rows] == ["North", "North", "South", "South", None, "North"]
    assert [row["Planning"] for row in rows] == [1, 1, 0, "not asked", "pending", "no data"]
    assert [row["Planning: FoP-minded"] for row in rows] == [1, 0, None, None, None, None]
    assert [row["Analytic group"] for row in rows][:4] == ["Enthusiast", "Cautious", "Enthusiast", "not classified"]
    assert "Mapping: FoP-minded" not in rows[0]
    assert sheet.freeze_panes == "B2"


def with_attribute(values: list[str]):
    rows = [replace(row, attributes={"x": v}) for row, v in zip(status_rows(), values, strict=False)]
    return contents(status_rows=tuple(rows), attributes=("x",))


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        (["007", "12"], ["007", "12"]),
        (["+44", "12"], ["+44", "12"]),
        (["1,500", "12"], ["1,500", "12"]),
        (["12345678901234567890", "1"], ["12345678901234567890", "1"]),
        (["1.50", "2"], [1.5, 2]),
        (["3/5/2024", "2024-06-01"], [datetime(2024, 5, 3), datetime(2024, 6, 1)]),
        (["3/5/2024", "unknown"], ["3/5/2024", "unknown"]),
        (["3/5/1824", "4/5/1824"], ["3/5/1824", "4/5/1824"]),
        (["nan", "inf"], ["nan", "inf"]),
    ],
)
def test_values_become_numbers_and_dates_only_where_nothing_is_lost(tmp_path, values, shown):
    assert [row["x"] for row in lines(written(tmp_path, with_attribute(values))["Respondents × codes"])] == shown


def test_passages_stand_as_they_are(tmp_path):
    rows = lines(written(tmp_path, contents())["Passages"])
    assert [row["respondent"] for row in rows] == ["(not counted)", "AB01", "AB01", "AB01; AB02"]
    assert [row["text"] for row in rows] == [p.text for p in PASSAGES]
    assert [row["coder"] for row in rows] == ["First", "Second", "First", "First"]
    assert rows[2]["criteria"] == "planned ahead; stayed open"
    assert rows[3]["speaker"] == "Mother; Father"
    assert rows[3]["memo"] == "two voices"
    assert (rows[3]["start"], rows[3]["end"]) == (5, 29)
    assert (rows[2]["code"], rows[2]["code name"]) == ("mapping", "Mapping")


def test_the_codebook_holds_everything_that_is_looked_for(tmp_path):
    rows = lines(written(tmp_path, contents())["Codebook"])
    by_kind: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        by_kind.setdefault(row["kind"], []).append(row)
    assert {kind: len(found) for kind, found in by_kind.items()} == {
        "code": 3,
        "scheme": 1,
        "category": 2,
        "instrument": 1,
        "item": 2,
        "band": 1,
        "cut": 2,
    }
    planning = by_kind["code"][0]
    assert planning["definition"] == "Preparing before a meeting"
    assert planning["examples"] == "We looked at the map first.\n=1+1 is what we planned"
    assert planning["criteria"] == "a planned ahead\nb stayed open"
    assert planning["rule"] == "at least 1 of 2 in one passage"
    assert (planning["gathers"], planning["colour"], planning["retired"]) == ("yes", 1, "no")
    assert by_kind["code"][1]["part of"] == "planning"
    assert by_kind["category"][0]["part of"] == "group"
    assert by_kind["item"][1]["definition"] == "turned round before adding; strengths"
    assert by_kind["cut"][1]["definition"] == "2 or more"


FORMULA_LIKE = ["=1+1", "@SUM(A1)", "-x", "+44", "\tx", "=", "#N/A", '=HYPERLINK("file:///x")', "{=1}", "\rx"]


def test_texts_that_look_like_formulas_stay_the_same_texts(tmp_path):
    book = written(tmp_path, contents([passage(text, memo=text, respondents=(text,)) for text in FORMULA_LIKE]))
    sheet = book["Passages"]
    for row, text in enumerate(FORMULA_LIKE, start=2):
        for column in (1, 4, 9):
            cell = sheet.cell(row, column)
            assert (cell.value, cell.data_type) == (text, "s")
            assert cell.quotePrefix is (text != "{=1}")
    for name, xml in sheets_xml(tmp_path / "tables.xlsx").items():
        assert ("<f>" in xml) is name.startswith(("Tally", "Classification")), name
    assert book["About"]["B4"].value == "=ab12"
    assert book["About"]["B4"].data_type == "s"


def sheets_xml(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        names = openpyxl.load_workbook(path).sheetnames
        return {name: archive.read(f"xl/worksheets/sheet{i}.xml").decode() for i, name in enumerate(names, start=1)}


def test_figures_lead_to_respondents_and_passages(tmp_path):
    book = written(tmp_path, contents())
    tally_sheet = book["Tally"]
    assert tally_sheet.cell(HEADING + 1, 3).hyperlink.location == "'Respondents × codes'!E1"
    # The first passage that counts and is by the view's coder; that of mapping, which planning gathers.
    assert tally_sheet.cell(HEADING + 1, 2).hyperlink.location == "'Passages'!A4"
    assert tally_sheet.cell(HEADING + 3, 2).hyperlink is None
    people = book["Respondents × codes"]
    assert people["E2"].hyperlink.location == "'Passages'!A4"
    assert people["E3"].hyperlink.location == "'Passages'!A5"
    assert people["E2"].value == 1
    assert people["E4"].hyperlink is None


def test_control_characters_are_shown_and_listed(tmp_path):
    book = written(tmp_path, contents([passage("fine"), passage("line\x0bbreak", memo="\x00")]))
    assert book["Passages"]["D3"].value == "line␋break"
    listed = [row for row in book["About"].iter_rows(values_only=True) if row[0] == "Passages" and row[1] == 3]
    assert [row[2:4] for row in listed] == [
        ("text", "1 control character shown by a sign"),
        ("memo", "1 control character shown by a sign"),
    ]


def test_long_texts_are_cut_with_a_mark_and_listed(tmp_path):
    book = written(tmp_path, contents([passage("x" * 40_000), passage("🙂" * 20_000)]))
    assert book["Passages"]["D2"].value.endswith(" of 40000 characters]")
    assert len(book["Passages"]["D2"].value) <= 32_767
    assert len(book["Passages"]["D3"].value.encode("utf-16-le")) // 2 <= 32_767
    assert "of 40,000 characters" in words(book["About"])


def test_about_says_when_nothing_was_changed(tmp_path):
    about = words(written(tmp_path, contents())["About"])
    assert "Families & friends" in about
    assert "3 May 2026" in about
    assert about.endswith("Cells whose text could not be stored as it is\nnone")


def test_very_many_changed_cells_are_counted(tmp_path):
    book = written(tmp_path, contents([passage("\x0b")] * 1_005))
    assert words(book["About"]).endswith("and 5 more")


def test_an_empty_project_has_a_workbook_too(tmp_path):
    book = written(tmp_path, nothing())
    assert book.sheetnames == [
        *("About", "Tally", "Classification", "Respondents × codes", "Passages", "Codebook", "Methods")
    ]
    assert lines(book["Tally"], HEADING) == []
    assert lines(book["Passages"]) == []


def test_only_the_parts_asked_for_are_written(tmp_path):
    read: list[PassageRow] = []

    def passages():
        read.append(passage())
        yield read[0]

    book = written(tmp_path, contents(passages()), what=frozenset({"tally", "codebook"}))
    assert book.sheetnames == ["About", "Tally", "Tally by borough", "Codebook"]
    assert read == []
    assert "recounted" not in lines(book["Tally"], HEADING)[0]


def test_unknown_parts_and_endings_are_refused(tmp_path):
    with pytest.raises(ExportRefused, match=r"no part called 'tables'.*passages"):
        export(contents(), tmp_path / "a.xlsx", what=frozenset({"tables"}))
    with pytest.raises(ExportRefused, match=r"'.pdf' is not known.*\.xlsx.*\.csv.*\.json"):
        export(contents(), tmp_path / "a.pdf")
    assert format_of(Path("A.XLSX")).name == "Excel workbook"
    assert list(tmp_path.iterdir()) == []


def test_the_workbook_is_ready_for_print(tmp_path):
    book = written(tmp_path, contents())
    assert book.properties.creator == "FOP Coder"
    assert book.properties.title == "Families & friends"
    sheet = book["Passages"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddHeader.left.text == "Families && friends"
    assert sheet["D2"].alignment.wrap_text
    assert sheet.column_dimensions["D"].width == 80
    assert book["Tally"].print_title_rows == f"${HEADING}:${HEADING}"


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    """A folder of its own for scratch files, so that one can see what is left there."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_stopping_leaves_nothing_and_keeps_what_was_there(tmp_path, scratch):
    out = tmp_path / "out"
    out.mkdir()
    (out / "tables.xlsx").write_bytes(b"earlier")
    seen: list[int] = []

    def many():
        for number in range(2_000):
            seen.append(number)
            yield passage()

    with pytest.raises(Cancelled):
        export(contents(many(), passage_count=2_000), out / "tables.xlsx", cancelled=lambda: len(seen) > 600)
    assert 600 < len(seen) < 1_200
    assert [p.name for p in out.iterdir()] == ["tables.xlsx"]
    assert (out / "tables.xlsx").read_bytes() == b"earlier"
    assert list(scratch.iterdir()) == []


def test_a_failure_leaves_nothing_and_keeps_what_was_there(tmp_path, scratch):
    out = tmp_path / "out"
    out.mkdir()
    (out / "tables.xlsx").write_bytes(b"earlier")

    def broken():
        yield passage()
        raise ValueError("the project went away")

    with pytest.raises(ValueError, match="went away"):
        export(contents(broken()), out / "tables.xlsx")
    assert (out / "tables.xlsx").read_bytes() == b"earlier"
    assert [p.name for p in out.iterdir()] == ["tables.xlsx"]
    assert list(scratch.iterdir()) == []


def test_success_leaves_no_scratch_files(tmp_path, scratch):
    written(tmp_path, contents())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["scratch", "tables.xlsx"]
    assert list(scratch.iterdir()) == []


def test_a_full_disk_is_said(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(workbook, "_save", full)
    with pytest.raises(ExportRefused, match=r"tables\.xlsx: the disk is full\. Free some room"):
        export(contents(), tmp_path / "tables.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_full_folder_for_temporary_files_is_said(tmp_path, scratch, monkeypatch):
    def full(*_: object) -> None:
        raise SerialisationError("IO_ENOSPC")

    monkeypatch.setattr(workbook, "_save", full)
    with pytest.raises(ExportRefused, match="scratch: the folder for temporary files cannot be written to"):
        export(contents(), tmp_path / "tables.xlsx")
    assert list(scratch.iterdir()) == []
    assert [p.name for p in tmp_path.iterdir()] == ["scratch"]


def test_a_file_that_is_open_elsewhere_is_said(tmp_path, monkeypatch):
    (tmp_path / "tables.xlsx").write_bytes(b"earlier")

    def locked(*_: object) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(ExportRefused, match="Close it if it is open in another program"):
        export(contents(), tmp_path / "tables.xlsx")
    monkeypatch.undo()
    assert [p.name for p in tmp_path.iterdir()] == ["tables.xlsx"]
    assert (tmp_path / "tables.xlsx").read_bytes() == b"earlier"


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(ExportRefused, match="the folder does not exist"):
        export(contents(), tmp_path / "nowhere" / "tables.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(ExportRefused, match="is a folder"):
        export(contents(), tmp_path / "folder.xlsx")


def test_an_earlier_workbook_is_replaced(tmp_path):
    (tmp_path / "tables.xlsx").write_bytes(b"earlier")
    assert written(tmp_path, contents()).sheetnames[0] == "About"


def test_progress_never_goes_back_and_ends_with_all(tmp_path):
    told: list[tuple[int, int]] = []
    export(
        contents([passage()] * 1_000),
        tmp_path / "tables.xlsx",
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == sorted(told)
    assert told[0] == (0, 1_007)
    assert told[-1] == (1_007, 1_007)
    assert len(told) >= 5


def test_more_than_a_sheet_holds_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    with pytest.raises(
        ExportRefused, match=r"sheet Passages: there are more passages than an Excel sheet holds.*\.csv"
    ):
        export(contents(), tmp_path / "tables.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_titles_of_sheets_fit_and_differ():
    taken: set[str] = set()
    assert sheet_title("Tally by a/b:c*[d]?", taken) == "Tally by a-b-c--d--"
    long = "Tally by the number of training days attended"
    assert sheet_title(long, taken) == "Tally by the number of training"
    assert sheet_title(long.upper(), taken) == "TALLY BY THE NUMBER OF TRAINI 2"
    assert sheet_title("History", taken) != "History"
    assert sheet_title("''", taken) == "Sheet"
    emoji = sheet_title("🙂" * 20, taken)
    assert emoji == "🙂" * 15


def test_sheets_by_attributes_of_odd_names(tmp_path):
    rows = status_rows()
    odd = replace(tally(rows, "borough"), base=replace(tally(rows, "borough").base, by="what/when?"))
    book = written(tmp_path, contents(tallies_by=(odd, odd)))
    assert book.sheetnames[2:4] == ["Tally by what-when-", "Tally by what-when- 2"]


def test_columns_of_the_same_name_are_told_apart(tmp_path):
    rows = tuple(replace(r, attributes={"Planning": "weekly"}) for r in status_rows())
    first = lines(written(tmp_path, contents(status_rows=rows, attributes=("Planning",)))["Respondents × codes"])[0]
    assert (first["Planning"], first["Planning (2)"]) == ("weekly", 1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.text(
            alphabet=st.one_of(st.characters(exclude_categories=("Cs", "Cc", "Cn")), st.sampled_from("=+-@\t\n #'🙂א")),
            min_size=1,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_random_texts_survive(tmp_path, texts):
    sheet = written(tmp_path, contents([passage(text) for text in texts]), what=frozenset({"passages"}))["Passages"]
    assert [sheet.cell(row, 4).value for row in range(2, len(texts) + 2)] == texts


def test_statuses_are_shown_by_their_words(tmp_path):
    rows = lines(written(tmp_path, contents())["Respondents × codes"])
    known = {str(status) for status in Status}
    shown = {row[code.name] for row in rows for code in CODES}
    assert {s for s in shown if isinstance(s, str)} <= known
    assert "too little information" in shown
