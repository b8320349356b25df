"""The tables of agreement in every format: figures as exact as reported, reasons, differences, and texts disarmed."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import openpyxl
import pytest

from fop_coder.exporters.parts import parts_from
from fop_coder.exporters.plain_agreement import report_to_plain
from fop_coder.exporters.preview import tables_written
from fop_coder.exporters.registry import export
from fop_coder.exporters.tables import Look
from fop_coder.exporters.tables_agreement import NOT_DEFINED, agreement_tables
from fop_coder.model.agreement import LABELS, Measure
from fop_coder.model.agreement_told import AgreementContents, DisagreementRow, MethodParagraph, ToldAgreement
from fop_coder.project.agreement import agreement_of_file
from tests.unit.exporters.contents import contents, nothing, passage

FORMULA = '=HYPERLINK("http://example.org")'


def report(tmp_path, table, *, values=("yes", "no"), name="ratings.csv", categories=()):
    """Return the agreement of a table: both the first value, only Ann, only Ben, neither."""
    first, second = values
    both, ann, ben, nobody = table
    pairs = [(first, first)] * both + [(first, second)] * ann + [(second, first)] * ben + [(second, second)] * nobody
    lines = [
        f"u{n},{who},{said}" for n, pair in enumerate(pairs) for who, said in zip(("Ann", "Ben"), pair, strict=True)
    ]
    file = tmp_path / name
    file.write_text("unit,coder,value\n" + "\n".join(lines) + "\n")
    return agreement_of_file(file, categories=categories, resamples=200)


def with_codes(whole, **codes):
    """Return the JSON types of a report on codes: each is the table of another report."""
    rows = [{**report_to_plain(r)["overall"], "code": c, "name": c.title()} for c, r in codes.items()]
    return {**report_to_plain(whole), "level": "respondent", "rows": rows}


def difference(**changes):
    plain = DisagreementRow(
        ("Ann", "Ben"), "passage", "Interview 1", ("AB01",), "planning", "Planning", 5, 29, {"Ann": "We planned."}, {}
    )
    return replace(plain, **changes)


def test_the_counts_are_the_same_whichever_category_comes_first(tmp_path):
    whole = report(tmp_path, (5, 3, 1, 2))
    plain = with_codes(whole, planning=whole)
    assert plain["categories"] == ["yes", "no"]
    turned = {
        **plain,
        "categories": ["no", "yes"],
        "rows": [{**row, "table": [line[::-1] for line in row["table"][::-1]]} for row in plain["rows"]],
    }
    for shown in (plain, turned):
        row = rows_of(tables(holding(ToldAgreement("independent codings", "", shown)))["Agreement by code"])[0]
        assert [row[c] for c in ("both yes", "only first", "only second", "both no")] == [5, 3, 1, 2]


@pytest.fixture
def told(tmp_path):
    pooled, all_yes = report(tmp_path, (21, 1, 1, 2)), report(tmp_path, (25, 0, 0, 0), categories=("yes", "no"))
    plain = with_codes(pooled, planning=pooled, review=all_yes)
    return ToldAgreement("independent codings", "Final", plain)


def holding(told, *differences, missing=()):
    return AgreementContents((told,), differences, MethodParagraph({"a": "One.", "b": "Two."}, missing))


def rows_of(table):
    headings = [column.heading for column in table.columns]
    return [dict(zip(headings, row, strict=True)) for row in table.rows]


def tables(found):
    return {table.name: table for table in agreement_tables(found)}


def test_every_coefficient_stands_on_a_line_of_its_own_exact_and_with_its_source(told):
    lines = rows_of(tables(holding(told))["Agreement"])
    overall = told.report["overall"]
    by_name = {line["coefficient"]: line for line in lines}
    assert list(by_name) == [LABELS[m] for m in Measure if str(m) in overall]
    for measure in Measure:
        if overall.get(str(measure)) is not None:
            assert by_name[LABELS[measure]]["value"] == overall[str(measure)]
    alpha = by_name[LABELS[Measure.ALPHA]]
    assert [alpha["from"], alpha["to"]] == overall["intervals"]["krippendorff_alpha"]
    assert (alpha["units"], alpha["resamples"], alpha["seed"], alpha["resampled"]) == (25, 200, 1, "unit")
    assert (alpha["told"], alpha["round"], alpha["coders"]) == ("independent codings", "Final", "Ann, Ben")
    assert alpha["of"] == "pooled over 2 codes"
    assert "not reliable" in alpha["in words"]
    assert "Krippendorff 2011" in alpha["formula and source"]
    assert alpha["software"].startswith("FOP Coder")
    assert by_name[LABELS[Measure.COHEN]]["large sample from"] < by_name[LABELS[Measure.COHEN]]["value"]


def test_by_code_counts_of_yes_and_no_stand_beside_the_coefficients(told):
    planning, review, pooled = rows_of(tables(holding(told))["Agreement by code"])
    assert [planning[c] for c in ("both yes", "only first", "only second", "both no")] == [21, 1, 1, 2]
    assert planning["Krippendorff's alpha"] == pytest.approx(0.6288, abs=5e-5)
    assert planning["Gwet's AC1"] == pytest.approx(0.8986, abs=5e-5)
    assert planning["Agreement on no"] == pytest.approx(2 / 3)
    assert (pooled["code"], pooled["name"]) == (None, "pooled over 2 codes")
    assert review["both yes"] == 25


def test_what_is_not_defined_is_neither_nought_nor_blank_and_says_why(told):
    review = rows_of(tables(holding(told))["Agreement by code"])[1]
    assert review["Krippendorff's alpha"] == review["Cohen's kappa"] == NOT_DEFINED
    assert (review["Krippendorff's alpha from"], review["Krippendorff's alpha to"]) == (None, None)
    assert review["Gwet's AC1"] == 1.0
    assert "no variation (both coders said yes to every unit)" in review["to bear in mind"]


def test_reasons_stand_on_the_line_of_the_coefficient(tmp_path):
    plain = report_to_plain(report(tmp_path, (25, 0, 0, 0), categories=("yes", "no")))
    lines = rows_of(tables(holding(ToldAgreement("independent codings", "", plain)))["Agreement"])
    alpha = next(line for line in lines if line["coefficient"] == "Krippendorff's alpha")
    assert (alpha["value"], alpha["of"]) == (NOT_DEFINED, "the whole table")
    assert alpha["why not defined"] == "no variation (both coders said yes to every unit)"


def test_what_was_put_on_record_before_reasons_were_kept_is_shown_too(told):
    overall = {k: v for k, v in told.report["overall"].items() if k != "not_defined"}
    older = replace(told, report={**told.report, "overall": {**overall, "krippendorff_alpha": None}})
    lines = rows_of(tables(holding(older))["Agreement"])
    alpha = next(line for line in lines if line["coefficient"] == "Krippendorff's alpha")
    assert (alpha["value"], alpha["why not defined"]) == (NOT_DEFINED, "")


def test_categories_have_lines_with_their_own_agreement(tmp_path):
    plain = report_to_plain(
        report(tmp_path, (5, 1, 0, 4), values=("cautious", "keen"), categories=("cautious", "keen", "no idea"))
    )
    plain["notes"] = ["Scheme: Analytic group"]
    found = tables(holding(ToldAgreement("independent codings", "", plain)))
    whole, cautious, keen, idea = rows_of(found["Agreement by code"])
    assert (whole["name"], whole["both yes"]) == ("Analytic group", None)
    assert (cautious["name"], cautious["Agreement on yes"]) == ("cautious", pytest.approx(10 / 11))
    assert keen["Agreement on yes"] == pytest.approx(8 / 9)
    assert idea["Fleiss' kappa"] == NOT_DEFINED
    assert cautious["to bear in mind"] == "given by Ann 6, Ben 5"
    assert rows_of(found["Agreement"])[0]["of"] == "Analytic group"


def test_one_code_is_not_pooled_with_itself(tmp_path):
    one = report(tmp_path, (5, 1, 0, 4))
    found = tables(holding(ToldAgreement("independent codings", "", with_codes(one, planning=one))))
    assert [row["name"] for row in rows_of(found["Agreement by code"])] == ["Planning"]
    assert rows_of(found["Agreement"])[0]["of"] == "Planning"


def test_codes_that_nobody_used_are_not_said_to_be_pooled(tmp_path):
    used, unused = report(tmp_path, (5, 1, 0, 4)), report(tmp_path, (0, 0, 0, 10), categories=("yes", "no"))
    plain = with_codes(used, planning=used, review=unused)
    found = tables(holding(ToldAgreement("independent codings", "", plain)))
    assert rows_of(found["Agreement"])[0]["of"] == "pooled over 1 of 2 codes"


def test_units_without_a_value_are_told_by_coder(told):
    overall = {**told.report["overall"], "left_out": 3, "lacking": {"Ann": 0, "Ben": 3}}
    line = rows_of(tables(holding(replace(told, report={**told.report, "overall": overall})))["Agreement"])[0]
    assert (line["left out"], line["without a value"]) == (3, "Ben 3")


def test_the_method_paragraph_and_what_to_bear_in_mind_stand_in_words(told):
    lines = rows_of(tables(holding(told, missing=("[role of Ben]",)))["Agreement in words"])
    assert [tuple(line.values()) for line in lines[:2]] == [
        ("method section: the whole paragraph", "One. Two."),
        ("method section: still to be filled in", "[role of Ben]"),
    ]
    of = "respondent, independent codings, Ann, Ben, Final"
    assert {(line["of"], line["text"]) for line in lines[2:]} == {
        (of, note) for note in (*told.report["notes"], *told.report["overall"]["notes"])
    }


def test_each_coder_has_columns_for_words_and_memos(told):
    rows = (
        difference(memos={"Ann": "clear"}),
        difference(coders=("Ann", "Cleo"), said={"Cleo": "cautious"}, over="class", start=None, end=None, document=""),
        difference(settled="as Ann had it", settled_to="We planned.", by="Ann", at="2026-05-03", reason="boundary"),
    )
    first, second, third = rows_of(tables(holding(told, *rows))["Disagreements"])
    assert (first["Ann coded"], first["memo of Ann"], first["Ben coded"]) == ("We planned.", "clear", "")
    assert (first["settled"], first["settled to"]) == ("open", "")
    assert (second["Cleo coded"], second["Ben coded"], second["between"]) == ("cautious", "", "Ann, Cleo")
    assert (third["settled"], third["settled by"], third["reason"]) == ("as Ann had it", "Ann", "boundary")


def test_headings_of_coders_called_alike_are_told_apart(told):
    row = difference(coders=("Ann", "settled"), said={"settled": "x"})
    headings = [c.heading for c in tables(holding(told, row))["Disagreements"].columns]
    assert len(set(headings)) == len(headings)


# ---- written ---------------------------------------------------------------------------------------------------------


def test_the_workbook_has_four_sheets_with_typed_figures_and_text_that_is_no_formula(tmp_path, told):
    row = difference(said={"Ann": FORMULA, "Ben": "x" * 40_000}, memos={"Ann": "a\x0bb"}, note="+1")
    out = tmp_path / "tables.xlsx"
    export(contents(agreement=holding(told, row)), out)
    book = openpyxl.load_workbook(out)
    first = book.sheetnames.index("Agreement")
    assert book.sheetnames[first - 1 : first + 4] == [
        "Passages",
        "Agreement",
        "Agreement by code",
        "Disagreements",
        "Agreement in words",
    ]
    headings = [c.value for c in book["Agreement"][1]]
    value = book["Agreement"].cell(2, headings.index("value") + 1)
    assert (value.value, value.number_format) == (told.report["overall"]["percent_agreement"], "0.00")
    headings = [c.value for c in book["Disagreements"][1]]
    cells = {h: book["Disagreements"].cell(2, n) for n, h in enumerate(headings, start=1)}
    assert (cells["Ann coded"].value, cells["Ann coded"].data_type) == (FORMULA, "s")
    assert cells["Ann coded"].quotePrefix
    assert cells["memo of Ann"].value == "a␋b"
    assert cells["Ben coded"].value.endswith("of 40000 characters]")
    assert cells["start"].value == 5
    about = "\n".join(str(c) for r in book["About"].iter_rows(values_only=True) for c in r if c)
    assert "Disagreements" in about
    assert "1 control character shown by a sign" in about


def test_the_csv_folder_has_the_same_four(tmp_path, told):
    out = tmp_path / "tables.csv"
    export(contents(agreement=holding(told, difference(said={"Ann": FORMULA}))), out)
    with (out / "disagreements.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["Ann coded"] == f"'{FORMULA}"
    with (out / "agreement.csv").open(encoding="utf-8-sig", newline="") as file:
        assert float(next(csv.DictReader(file))["value"]) == told.report["overall"]["percent_agreement"]
    with (out / "dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        kinds = {(r["file"], r["column"]): r["kind"] for r in csv.DictReader(file)}
    assert kinds["agreement-by-code.csv", "Gwet's AC1"] == "number"
    assert "agreement-in-words.csv" in (out / "README.txt").read_text(encoding="utf-8-sig")


def test_json_holds_each_report_as_the_command_line_prints_it(tmp_path, told):
    out = tmp_path / "study.json"
    row = difference(said={"Ann": FORMULA}, at="2026-05-03T10:00:00Z")
    export(contents(agreement=holding(told, row, missing=("[x]",))), out)
    found = json.loads(out.read_text())["agreement"]
    assert found["comparisons"] == [{"told": "independent codings", "round": "Final", "report": told.report}]
    assert found["disagreements"][0]["said"] == {"Ann": FORMULA}
    assert found["disagreements"][0]["coders"] == ["Ann", "Ben"]
    assert found["method"] == {"text": "One. Two.", "parts": {"a": "One.", "b": "Two."}, "missing": ["[x]"]}


def test_without_agreement_or_when_it_is_not_asked_for_nothing_is_added(tmp_path, told):
    bare = [t.name for t in tables_written(contents(), parts_from(None), ".xlsx")]
    assert "Agreement" not in bare
    held = contents(agreement=holding(told))
    assert [t.name for t in tables_written(held, parts_from(frozenset({"tally"})), ".csv")] == [
        "Tally",
        "Tally by borough",
    ]
    assert [t.name for t in tables_written(held, parts_from(frozenset({"agreement"})), ".csv")] == [
        "Agreement",
        "Agreement by code",
        "Disagreements",
        "Agreement in words",
    ]
    out = tmp_path / "study.json"
    export(contents(), out)
    assert "agreement" not in json.loads(out.read_text())


def test_a_project_without_differences_has_an_empty_list(told):
    table = tables(holding(told))["Disagreements"]
    assert rows_of(table) == []
    assert not any("coded" in c.heading for c in table.columns)
    assert {c.look for c in table.columns} <= set(Look)


# ---- passages made after discussion ----------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_passages_tell_when_they_were_made_only_if_any_was_made_after_discussion(ending):
    passages = (passage(), passage(discussed=True))

    def headings(shown):
        table = next(t for t in tables_written(shown, parts_from(None), ending) if t.name == "Passages")
        return [c.heading for c in table.columns], [row[-1] for row in table.rows]

    assert headings(contents(passages, some_discussed=True)) == (
        [*headings(contents(passages))[0], "made"],
        ["blind", "after discussion"],
    )
    assert headings(contents(passages))[0][-1] == "end"


def test_json_tells_when_passages_were_made_only_if_any_was_made_after_discussion(tmp_path):
    out = tmp_path / "study.json"
    export(contents((passage(), passage(discussed=True)), some_discussed=True), out)
    assert [p["made"] for p in json.loads(out.read_text())["passages"]] == ["blind", "after discussion"]
    export(contents((passage(),)), out)
    assert "made" not in json.loads(out.read_text())["passages"][0]


def test_the_workbook_s_passages_tell_it_too(tmp_path):
    out = tmp_path / "tables.xlsx"
    export(contents((passage(discussed=True),), some_discussed=True), out)
    sheet = openpyxl.load_workbook(out)["Passages"]
    assert [sheet.cell(1, 12).value, sheet.cell(2, 12).value] == ["made", "after discussion"]


def test_an_empty_project_has_no_agreement(tmp_path):
    export(nothing(), tmp_path / "empty.xlsx")
    assert "Agreement" not in openpyxl.load_workbook(tmp_path / "empty.xlsx").sheetnames
