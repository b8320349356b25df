"""An export for publication of the sample: what is hidden, left out, refused and told."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace

import docx
import lxml.html
import openpyxl
import pyreadstat
import pytest

from fop_coder.exporters.tables import HIDDEN
from fop_coder.model.change import Change
from fop_coder.model.disclosure import Concern
from fop_coder.model.errors import Cancelled, ExportRefused, FopCoderError
from fop_coder.model.people import Respondent
from fop_coder.project import Project
from fop_coder.project.disclosure import check_disclosure, read_names, with_names
from fop_coder.project.exporting import ExportWishes, export_project, gather
from fop_coder.project.previewing import preview_export
from fop_coder.project.summaries import write_summary
from fop_coder.project.tallying import Question

PUBLIC = ExportWishes(by=("borough",), publication=True)
BECAUSE = "LBHF has only 4 respondents. WCC is hidden with it, because all minus the rest would give LBHF away."


@pytest.fixture
def project(sample_file, tmp_path):
    path = tmp_path / "study.fop"
    path.write_bytes(sample_file.read_bytes())
    with Project.open(path) as opened:
        yield opened


def silence(project, label):
    (person,) = project.store.values(Respondent, label=label)
    project.apply(Change("do not quote", (person,), (replace(person, do_not_quote=True),)))


def published(project, folder, ending, wishes=PUBLIC):
    export_project(project, folder / f"out{ending}", Question(), wishes)
    return folder / f"out{ending}"


def test_the_workbook_hides_two_boroughs_and_says_why(project, tmp_path):
    book = openpyxl.load_workbook(published(project, tmp_path, ".xlsx"))
    assert not {"Respondents × codes", "Passages"} & set(book.sheetnames)
    sheet = book["Tally by borough"]
    bands = {cell.value: cell.column for cell in sheet[6] if cell.value}
    row = {cell.column: cell.value for cell in sheet[8]}
    assert [row[bands[name]] for name in ("all (25)", "LBHF (4)", "RBKC (12)", "WCC (9)")] == [22, HIDDEN, 10, HIDDEN]
    words = [cell.value for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)]
    assert f"“hidden”: {BECAUSE}" in words
    assert not any(cell.data_type == "f" for s in book for line in s.iter_rows() for cell in line)
    about = {line[0].value: line[1].value for line in book["About"].iter_rows() if line[0].value}
    assert about["For"] == "publication; groups of fewer than 5 respondents are hidden"
    assert about["Hidden"] == f"20 cells are hidden. {BECAUSE}"


def grids(path):
    if path.suffix == ".docx":
        return [[[c.text for c in row.cells] for row in table.rows] for table in docx.Document(str(path)).tables]
    return [[[c.text_content() for c in row] for row in t.iter("tr")] for t in lxml.html.parse(str(path)).iter("table")]


@pytest.mark.parametrize("ending", [".docx", ".html"])
def test_reports_hide_the_same_cells(project, tmp_path, ending):
    path = published(project, tmp_path, ending)
    divided = [table for table in grids(path) if any("LBHF" in heading for heading in table[0])]
    assert len(divided) == 3, "codes and two schemes"
    for headings, *rows in divided:
        for heading, *cells in zip(headings, *rows, strict=True):
            if re.match("LBHF|WCC", heading):
                assert set(cells[:-1]) == {HIDDEN}
            else:
                assert HIDDEN not in cells
    text = (
        " ".join(p.text for p in docx.Document(str(path)).paragraphs)
        if ending == ".docx"
        else lxml.html.parse(str(path)).getroot().text_content()
    )
    assert BECAUSE in text


def test_plain_tables_hide_the_same_lines(project, tmp_path):
    folder = published(project, tmp_path, ".csv")
    assert not (folder / "passages.csv").exists()
    for name in ("tally-by-borough.csv", "classification-by-borough.csv"):
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
        for line in lines:
            assert (line["n"] == HIDDEN) == (line["group"] in ("LBHF", "WCC"))
    assert BECAUSE in (folder / "README.txt").read_text(encoding="utf-8-sig")


def test_json_has_null_and_says_so(project, tmp_path):
    found = json.loads(published(project, tmp_path, ".json").read_text(encoding="utf-8"))
    assert "respondents" not in found
    assert "passages" not in found
    (tally,) = found["tallies_by"]
    assert tally["hidden_groups"] == ["LBHF", "WCC"]
    for row in tally["rows"]:
        assert row["groups"]["RBKC"]["of"] == 12
        hidden = row["groups"]["LBHF"]
        assert hidden.pop("hidden") is True
        assert set(hidden) == set(row["groups"]["RBKC"])
        assert set(hidden.values()) == {None}
    for scheme in found["schemes_by"]:
        assert scheme["groups"]["WCC"]["hidden"] is True
        assert all(row["groups"]["WCC"]["n"] is None for row in scheme["rows"])


def test_spss_has_neither_labels_nor_attributes(project, tmp_path):
    frame, about = pyreadstat.read_sav(str(published(project, tmp_path, ".sav")))
    said = " ".join(line.strip() for line in about.notes)
    assert "For: publication; groups of fewer than 5 respondents are hidden Hidden: " in said, (
        "as the other formats say"
    )
    assert list(frame["respondent"]) == [str(n) for n in range(1, 26)]
    assert "borough" not in frame.columns
    assert int((frame["planning"] == 1).sum()) == 22


def test_a_frozen_twin_hides_the_same(project, tmp_path):
    wishes = replace(PUBLIC, frozen=True, what=frozenset({"tally", "respondents"}))
    published(project, tmp_path, ".xlsx", wishes)
    live, frozen = (openpyxl.load_workbook(tmp_path / name) for name in ("out.xlsx", "out (frozen).xlsx"))
    for book in (live, frozen):
        assert not any(c.data_type == "f" for row in book["Tally by borough"].iter_rows() for c in row)
        assert any(c.value == HIDDEN for row in book["Tally by borough"].iter_rows() for c in row)
    assert any(c.data_type == "f" for row in live["Tally"].iter_rows() for c in row), "the whole sample hides nothing"


def test_lines_go_out_when_named_and_it_is_said_that_they_undo_the_hiding(project):
    wishes = replace(PUBLIC, what=frozenset({"tally", "respondents", "passages"}))
    found = check_disclosure(project, Question(), wishes).findings
    assert [f.where for f in found if f.concern is Concern.LINES] == ["Respondents × codes", "Passages"]
    assert any(f.concern is Concern.COMBINATION for f in found)
    assert gather(project, Question(), wishes).attributes


def test_the_published_matrix_says_that_somebody_counted_has_no_line(project):
    wishes = replace(PUBLIC, what=frozenset({"matrix"}))
    assert not gather(project, Question(), wishes).matrix.hidden
    silence(project, "LB02" if project.store.values(Respondent, label="LB02") else "KC01")
    found = gather(project, Question(), wishes).matrix
    assert (len(found.rows), found.base.respondents, found.codes[0].of) == (24, 25, 25)
    assert found.hidden == "1 respondent who is not to be quoted: counted in n of N, without a line here."
    assert not gather(project, Question(), ExportWishes(what=frozenset({"matrix"}))).matrix.hidden


def test_those_who_are_not_to_be_quoted_are_in_no_published_passage(project):
    silence(project, "LB02" if project.store.values(Respondent, label="LB02") else "KC01")
    (person,) = [r for r in project.store.values(Respondent) if r.do_not_quote]
    wishes = replace(PUBLIC, what=frozenset({"passages", "agreement"}))
    contents = gather(project, Question(), wishes)
    rows = list(contents.passages)
    assert rows and len(rows) == contents.passage_count
    assert all(person.label not in row.respondents for row in rows)
    assert all(row.respondents for row in rows), "what counts for nobody is quoted from nobody"
    assert contents.agreement is not None
    assert all(person.label not in row.respondents for row in contents.agreement.disagreements)
    team = gather(project, Question(), ExportWishes(what=frozenset({"passages"})))
    assert any(person.label in row.respondents for row in team.passages)
    found = check_disclosure(project, Question(), ExportWishes(what=frozenset({"passages"}))).findings
    (told,) = [f for f in found if f.concern is Concern.DO_NOT_QUOTE]
    assert f"not to be quoted ({person.label})" in told.sentence


def test_differences_between_coders_stay_out_with_the_passages(project):
    assert gather(project, Question(), PUBLIC).agreement.disagreements == ()


def test_a_sample_that_is_too_small_is_refused(project, tmp_path):
    with pytest.raises(ExportRefused, match="the sample has 4 respondents"):
        export_project(project, tmp_path / "out.xlsx", Question(where="borough = LBHF"), PUBLIC)
    assert not (tmp_path / "out.xlsx").exists()
    with pytest.raises(ExportRefused, match="1 is too small"):
        gather(project, Question(), replace(PUBLIC, smallest=1))


# ---- names -----------------------------------------------------------------------------------------------------------


def places(project, name, wishes=PUBLIC):
    report = check_disclosure(project, Question(), replace(wishes, names=(name,)))
    return [finding.where for finding in report.names]


def test_names_are_found_in_passages_labels_attributes_and_the_codebook(project):
    everything = ExportWishes(by=("borough",))
    label = project.store.values(Respondent)[0].label
    assert f"line of {label}" in places(project, label.lower(), everything)
    assert any(where.startswith("passage of ") for where in places(project, label, everything))
    assert "Tally by borough" in places(project, "rbkc", everything)
    assert any(where.startswith("Codebook: ") for where in places(project, "planning", everything))
    assert places(project, "Nobody Atall", everything) == []


def test_names_in_what_is_not_exported_are_no_matter(project):
    label = project.store.values(Respondent)[0].label
    assert places(project, label) == [], "lines and passages stay out"


def test_nothing_is_written_that_holds_a_name(project, tmp_path):
    (tmp_path / "out.xlsx").write_text("mine")
    with pytest.raises(ExportRefused, match=r"a name to keep out was found.*RBKC.*more"):
        export_project(project, tmp_path / "out.xlsx", Question(), replace(PUBLIC, names=("RBKC",)))
    assert (tmp_path / "out.xlsx").read_text() == "mine"
    export_project(project, tmp_path / "out.xlsx", Question(), replace(PUBLIC, names=("Nobody Atall",)))
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames


def test_a_list_of_names_is_one_on_a_line(tmp_path):
    file = tmp_path / "names.txt"
    file.write_text("\ufeff# families\nAnn Example\n\n  Bo \nAnn Example\n", encoding="utf-8")
    assert read_names(file) == ("Ann Example", "Bo")
    assert with_names(PUBLIC, file).names == ("Ann Example", "Bo")
    assert with_names(PUBLIC, None) is PUBLIC


@pytest.mark.parametrize(
    ("held", "problem"),
    [(b"", "no name"), (b"# none\n", "no name"), (b"\xff\xfeA\x00", "not UTF-8"), (b"a" * 5_000_001, "too large")],
)
def test_a_file_that_is_no_list_is_explained(tmp_path, held, problem):
    (tmp_path / "names.txt").write_bytes(held)
    with pytest.raises(FopCoderError, match=problem):
        read_names(tmp_path / "names.txt")
    with pytest.raises(FopCoderError, match="cannot be read"):
        read_names(tmp_path / "none.txt")


# ---- preview and check -----------------------------------------------------------------------------------------------


def test_the_preview_shows_what_is_hidden_and_what_was_found(project):
    found = preview_export(project, Question(), PUBLIC, ".xlsx", most=5)
    table = next(t for t in found.tables if t.name == "Tally by borough")
    assert HIDDEN in table.rows[0]
    assert found.suppressed == f"20 cells are hidden. {BECAUSE}"
    assert found.reasons == (f"By borough: {BECAUSE}",)
    assert found.disclosure == check_disclosure(project, Question(), PUBLIC)
    assert preview_export(project, Question(), ExportWishes(), ".xlsx", most=5).disclosure is None


def test_the_balance_counts_every_passage_once(project):
    balance = check_disclosure(project, Question(), ExportWishes(by=("borough",))).balance
    rows = [row for row in gather(project, Question(), ExportWishes()).passages if row.respondents]
    assert balance.passages == len(rows)
    assert sum(balance.respondents.values()) == sum(len(row.respondents) for row in rows)
    assert sum(size for _, size in balance.groups["borough"].values()) == 25


def test_a_check_that_is_not_wanted_any_more_ends(project):
    with pytest.raises(Cancelled):
        check_disclosure(project, Question(), ExportWishes(what=frozenset({"passages"})), cancelled=lambda: True)


def test_the_matrix_goes_out_only_when_named_and_never_of_those_not_to_be_quoted(project, tmp_path):
    people = {r.label: r for r in project.store.values(Respondent)}
    planning = project.code_named("planning")
    for label, text in (("KC01", "Reads the file on the bus."), ("KC02", "Her own words stand here, Maud says.")):
        project.apply(write_summary(project, people[label], planning, text))
    silence(project, "KC02")
    assert "Matrix" not in openpyxl.load_workbook(published(project, tmp_path, ".xlsx")).sheetnames
    named = replace(PUBLIC, what=frozenset({"tally", "matrix"}))
    sheet = openpyxl.load_workbook(published(project, tmp_path, ".xlsx", named))["Matrix"]
    cells = [cell.value for row in sheet for cell in row]
    assert "Reads the file on the bus." in cells
    assert "KC02" not in cells
    for_team = replace(named, publication=False, names=("Maud",))
    with pytest.raises(ExportRefused, match="Maud"):
        published(project, tmp_path, ".xlsx", for_team)


def test_agreement_over_few_respondents_is_not_published(project):
    wishes = replace(PUBLIC, what=frozenset({"tally", "agreement"}))
    assert gather(project, Question(), wishes).agreement.told, "twelve were coded by two: enough"
    contents = gather(project, Question(), replace(wishes, smallest=13))
    assert contents.agreement is None
    assert "on fewer than 13 respondents or documents" in dict(contents.about)["Agreement left out"]
