"""The formulas of the workbook, worked out as a spreadsheet does, give the program's figures; and they move."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fop_coder.exporters.registry import export
from fop_coder.exporters.workbook import FIGURES_HEADING_ROW as HEADING
from fop_coder.model.status import Status
from tests.unit.exporters.contents import CODES, contents, scheme, status_rows, tally

_AREA = r"'[^']+'!\$([A-Z]+)\$2:\$[A-Z]+\$(\d+)"


class Calculator:
    """Works out the few functions that the formulas use, on the cells as they are now."""

    def __init__(self, book):
        self.book, self.people = book, book["Respondents × codes"]

    def area(self, letter, last):
        return [self.people[f"{letter}{row}"].value for row in range(2, int(last) + 1)]

    def value(self, formula):
        terms = re.findall(r'(COUNTIFS?|COUNTA|SUMPRODUCT)\(((?:"(?:[^"]|"")*"|[^"])*?)\)(?=\+[CS]|$)', formula)
        assert formula.startswith("=")
        assert terms
        return sum(self._term(name, inner) for name, inner in terms)

    def _term(self, name, inner):
        if name == "COUNTA":
            return sum(cell is not None for cell in self.area(*re.fullmatch(_AREA, inner).groups()))
        lines = [True] * (int(re.search(_AREA, inner).group(2)) - 1)
        for column, holds in self._conditions(name, inner):
            lines = [so_far and holds(cell) for so_far, cell in zip(lines, column, strict=True)]
        return sum(lines)

    def _conditions(self, name, inner):
        literal = r'(\d+|"(?:[^"]|"")*")'
        if name == "SUMPRODUCT":
            assert inner.endswith("*1")
            for letter, last, number in re.findall(rf"\({_AREA}=(\d+)\)", inner):
                yield self.area(letter, last), lambda cell, number=int(number): cell == number
            for letter, last, text in re.findall(rf"EXACT\({_AREA},{literal}\)", inner):
                yield self.area(letter, last), lambda cell, text=text: str(cell or "") == unquoted(text)
            return
        for letter, last, wanted in re.findall(rf"{_AREA},{literal}", inner):
            if wanted.startswith('"'):
                words = unquoted(wanted)
                assert not set("*?~<>=") & set(words), "a sign that COUNTIF gives a meaning"
                yield self.area(letter, last), lambda cell, words=words: str(cell or "").casefold() == words.casefold()
            else:
                yield self.area(letter, last), lambda cell, number=int(wanted): cell == number


def unquoted(literal):
    return literal[1:-1].replace('""', '"')


def written(path, shown, **choices):
    export(shown, path, **choices)
    return openpyxl.load_workbook(path)


def told_and_counted(book, title):
    """Yield (row, heading, what the program told, what the formula gives) of a sheet of figures."""
    sheet, calculator = book[title], Calculator(book)
    headings = [cell.value for cell in sheet[HEADING]]
    for row in range(HEADING + 1, sheet.max_row + 1):
        if sheet.cell(row, 2).value is None:
            return
        for column, heading in enumerate(headings, start=1):
            live = (
                sheet.cell(row, headings.index(f"{heading} (counted)") + 1)
                if f"{heading} (counted)" in headings
                else None
            )
            if live is not None and live.value is not None:
                yield row, heading, sheet.cell(row, column).value, calculator.value(live.value)


SHEETS = ("Tally", "Tally by borough", "Classification", "Classification by borough")


@pytest.mark.parametrize("title", SHEETS)
def test_every_count_is_counted_again_and_agrees(tmp_path, title):
    found = list(told_and_counted(written(tmp_path / "a.xlsx", contents()), title))
    assert len(found) > 10
    for row, heading, told, counted in found:
        assert counted == told, (row, heading)


def test_no_count_is_without_a_formula_where_it_could_differ(tmp_path):
    book = written(tmp_path / "a.xlsx", contents())
    for title in SHEETS:
        sheet = book[title]
        headings = [cell.value for cell in sheet[HEADING]]
        numbers = [h for h in headings if h and f"{h} (counted)" in headings]
        assert {"n", "N"} <= {h.rpartition(": ")[2] for h in numbers}
        for row in range(HEADING + 1, HEADING + 3):
            for heading in numbers:
                told = sheet.cell(row, headings.index(heading) + 1).value
                live = sheet.cell(row, headings.index(f"{heading} (counted)") + 1).value
                assert (live is not None) or not told, (title, heading)


def test_a_zero_made_a_one_in_the_lines_of_respondents_moves_the_tally(tmp_path):
    book = written(tmp_path / "a.xlsx", contents())
    before = {(row, h): counted for row, h, _, counted in told_and_counted(book, "Tally")}
    people = book["Respondents × codes"]
    column = next(cell.column for cell in people[1] if cell.value == CODES[0].name)
    row = next(cell.row for (cell,) in people.iter_rows(min_col=column, max_col=column) if cell.value == 0)
    people.cell(row, column).value = 1
    after = {(row, h): counted for row, h, _, counted in told_and_counted(book, "Tally")}
    moved = {key: after[key] - before[key] for key in after if after[key] != before[key]}
    assert moved == {(HEADING + 1, "n"): 1, (HEADING + 1, "not referred"): -1}


def test_the_comparison_covers_every_figure_and_its_formula(tmp_path):
    for title in SHEETS:
        sheet = written(tmp_path / "a.xlsx", contents())[title]
        headings = [cell.value for cell in sheet[HEADING]]
        live = [n for n, h in enumerate(headings, start=1) if h and h.endswith(" (counted)")]
        told = [headings.index(headings[n - 1].removesuffix(" (counted)")) + 1 for n in live]
        letter = openpyxl.utils.get_column_letter
        row = HEADING + 1
        first, second = (
            f"{letter(told[0])}{row}:{letter(told[-1])}{row}",
            f"{letter(live[0])}{row}:{letter(live[-1])}{row}",
        )
        assert told == list(range(told[0], told[-1] + 1)), "no gaps"
        assert live == list(range(live[0], live[-1] + 1)), "no gaps"
        comparison = sheet.cell(row, headings.index("recounted") + 1).value
        assert comparison == f'=IF(SUMPRODUCT(({first}<>{second})*1)=0,"agrees","differs")'


def test_formulas_keep_their_results_for_those_who_do_not_work_them_out(tmp_path):
    export(contents(), tmp_path / "a.xlsx")
    kept = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    for title in SHEETS:
        rows = list(kept[title].iter_rows(min_row=HEADING, values_only=True))
        headings = rows[0]
        for row in rows[1:]:
            if row[1] is None:
                break
            shown = dict(zip(headings, row, strict=True))
            assert shown["recounted"] == "agrees"
            for heading in (h for h in headings if f"{h} (counted)" in shown and shown[f"{h} (counted)"] is not None):
                assert shown[heading] == shown[f"{heading} (counted)"]


def test_a_frozen_workbook_has_the_same_figures_and_no_formula(tmp_path):
    book = written(tmp_path / "a.xlsx", contents(live=False))
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)
    assert "recounted" not in [cell.value for cell in book["Tally"][HEADING]]
    assert book["Tally"].cell(HEADING + 1, 3).value == 2
    assert "holds no formulas" in " ".join(str(c.value) for row in book["Methods"].iter_rows() for c in row)


def test_without_the_lines_of_respondents_there_is_nothing_to_count(tmp_path):
    book = written(tmp_path / "a.xlsx", contents(), what=frozenset({"tally"}))
    assert "recounted" not in [cell.value for cell in book["Tally"][HEADING]]


def test_a_tally_whose_groups_the_lines_do_not_know_is_counted_as_a_whole_only(tmp_path):
    what = contents()
    rows = tuple(replace(row, groups={}) for row in what.status_rows)
    book = written(tmp_path / "a.xlsx", replace(what, status_rows=rows))
    headings = {h for _, h, _, _ in told_and_counted(book, "Tally by borough")}
    assert headings == {f"all: {h}" for h in ("n", "N", "not asked", "too little information", "no data", "pending")}


awkward = st.text(st.characters(exclude_categories=("Cs", "Cc"), max_codepoint=0x2FFF), min_size=1, max_size=9)
tricky = st.sampled_from(
    [
        "*",
        "?",
        "~",
        "=1",
        "<>",
        ">5",
        "10",
        "1e3",
        "TRUE",
        "true",
        'say "x"',
        "North",
        "north",
        "NORTH",
        "A+COUNT(1)",
        "3/4",
    ]
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(awkward.map(str.strip).filter(bool), tricky), min_size=6, max_size=6))
def test_groups_are_counted_whatever_they_are_called(tmp_path, names):
    rows = tuple(
        replace(row, attributes={"borough": name}, groups={"borough": name})
        for row, name in zip(status_rows(), names, strict=True)
    )
    what = contents(
        status_rows=rows, tally=tally(rows), tallies_by=(tally(rows, "borough"),), schemes_by=(scheme(rows, "borough"),)
    )
    book = written(tmp_path / "a.xlsx", what)
    found = [*told_and_counted(book, "Tally by borough"), *told_and_counted(book, "Classification by borough")]
    sizes = Counter(names)
    assert {f"{name}: n" for name in sizes} <= {heading for _, heading, _, _ in found}
    for row, heading, told, counted in found:
        assert counted == told, (row, heading)


def test_charts_are_native_and_drawn_from_the_figures(tmp_path):
    book = written(tmp_path / "a.xlsx", contents())
    codes, classes = book["Charts"]._charts
    assert [s.val.numRef.f for s in codes.series] == [f"'Tally'!${c}$8:${c}$10" for c in "CEFGHI"]
    assert codes.series[0].tx.strRef.f == "'Tally'!$C$7"
    assert codes.series[0].cat.numRef.f == "'Tally'!$B$8:$B$10"
    assert [s.val.numRef.f for s in classes.series] == ["'Classification'!$D$8:$D$9"]


def test_bars_of_what_nobody_has_are_left_out(tmp_path):
    rows = tuple(replace(r, statuses={c.ident: Status.REFERRED for c in CODES}) for r in status_rows())
    book = written(tmp_path / "a.xlsx", contents(status_rows=rows, tally=tally(rows)))
    assert [s.val.numRef.f for s in book["Charts"]._charts[0].series] == ["'Tally'!$C$8:$C$10"]


def test_the_methods_say_what_each_figure_means(tmp_path):
    book = written(tmp_path / "a.xlsx", contents())
    said = {row[0]: row[1] for row in book["Methods"].iter_rows(values_only=True) if row[0]}
    assert said["Sample"].startswith("6 respondents")
    assert "not finished" in said["pending"]
    assert said["intervals"].startswith("Not shown")
    shown = written(tmp_path / "b.xlsx", contents(show_intervals=True, interval_note="If they were random."))
    said = {row[0]: row[1] for row in shown["Methods"].iter_rows(values_only=True) if row[0]}
    assert said["intervals"] == "Wilson, 95 %. If they were random."
