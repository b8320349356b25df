"""LibreOffice works the workbook out anew: each formula gives the program's figure, and moves with the data."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

from fop_coder.exporters.registry import export
from fop_coder.project.exporting import export_project
from fop_coder.project.project import Project
from tests.reference.recalculating import figures, needs_office, recalculated
from tests.unit.exporters.contents import contents, scheme, status_rows, tally

pytestmark = [pytest.mark.untraced, needs_office]

NAMES = ("*", "North", "north", "=1", 'say "x"', "10")


def test_every_formula_of_the_sample_gives_the_programs_figure(sample_file, tmp_path):
    workbook = tmp_path / "sample.xlsx"
    with Project.open(sample_file, read_only=True) as project:
        export_project(project, workbook)
    found = list(figures(*recalculated([workbook], tmp_path)))
    assert len({title for title, *_ in found}) > 8
    for title, row, heading, told, counted, comparison in found:
        assert (counted, comparison) == (told, "agrees"), (title, row, heading)


def test_a_zero_changed_to_a_one_moves_the_tally_and_is_noticed(sample_built, tmp_path):
    book = openpyxl.load_workbook(sample_built[1])
    people = book["Respondents × codes"]
    column = next(cell.column for cell in people[1] if cell.value == "Planning")
    row = next(cell.row for (cell,) in people.iter_rows(min_col=column, max_col=column) if cell.value == 0)
    people.cell(row, column).value = 1
    book.save(tmp_path / "changed.xlsx")
    found = [f for f in figures(*recalculated([tmp_path / "changed.xlsx"], tmp_path)) if f[0] == "Tally"]
    planning = {heading: (told, counted) for _, row, heading, told, counted, _ in found if row[0] == "planning"}
    assert planning["n"] == (22, 23)
    assert planning["not referred"] == (3, 2)
    assert planning["N"] == (25, 25)
    assert {comparison for _, row, *_, comparison in found if row[0] == "planning"} == {"differs"}
    assert {comparison for _, row, *_, comparison in found if row[0] != "planning"} == {"agrees"}


def test_groups_with_names_that_mean_something_to_a_spreadsheet(tmp_path):
    rows = tuple(
        replace(row, attributes={"borough": name}, groups={"borough": name})
        for row, name in zip(status_rows(), NAMES, strict=True)
    )
    what = contents(
        status_rows=rows, tally=tally(rows), tallies_by=(tally(rows, "borough"),), schemes_by=(scheme(rows, "borough"),)
    )
    export(what, tmp_path / "names.xlsx")
    found = list(figures(*recalculated([tmp_path / "names.xlsx"], tmp_path)))
    assert {f"{name}: n" for name in NAMES} <= {heading for _, _, heading, *_ in found}
    for title, row, heading, told, counted, comparison in found:
        assert (counted, comparison) == (told, "agrees"), (title, row, heading)
