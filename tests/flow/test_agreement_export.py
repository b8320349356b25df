"""From two coders' work to the report: workbook, CSV, JSON, command line and comparison tell the same."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import replace

import openpyxl
import pytest

from fop_coder.exporters.plain_agreement import report_to_plain
from fop_coder.model.agreement import LABELS, Measure
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.documents import Finish
from fop_coder.model.errors import Cancelled, ExportRefused
from fop_coder.model.second_coding import Aim, Outcome, Reason, Round, Stage
from fop_coder.project import Project
from fop_coder.project.agreement_exported import gather_agreement, who_is_compared
from fop_coder.project.coders_compared import Comparison, Level, compare_coders
from fop_coder.project.disagreements import Over, list_disagreements, settle
from fop_coder.project.exporting import ExportWishes, export_project, gather
from fop_coder.project.kept_agreement import keep_agreement
from fop_coder.project.previewing import preview_export
from fop_coder.project.tallying import Question
from tests.flow.cli_study import Desk
from tests.unit.project.test_coders_compared import study_of

BOTH = ("Ann", "Ben")


@pytest.fixture
def study(tmp_path):
    """Twelve respondents coded by two: six yes, two only Ann, one only Ben, three nobody; classes differ once."""
    made = study_of(tmp_path, (6, 2, 1, 3))
    for number in range(12):
        made.classify(f"P{number:02}", "enthusiast")
        made.classify(f"P{number:02}", "cautious" if number == 4 else "enthusiast", coder="Ben")
    yield made
    made.project.close()


def coder(study, name):
    return study.project.coder_named(name)


def differences(study):
    return list_disagreements(study.project, [coder(study, name) for name in BOTH])


def settle_one(study, over, outcome, **how):
    found = next(d for d in differences(study) if d.over is over and d.settlement is None)
    study.project.apply(settle(study.project, found, outcome, "we talked", reason=str(Reason.BOUNDARY), **how))


def sheet(book, name):
    headings, *rows = book[name].iter_rows(values_only=True)
    end = next((n for n, row in enumerate(rows) if all(cell is None for cell in row)), len(rows))
    return [dict(zip(headings, row, strict=True)) for row in rows[:end]]


def exported(study, tmp_path, ending=".xlsx", **wishes):
    out = tmp_path / f"tables{ending}"
    export_project(study.project, out, Question(), ExportWishes(**wishes))
    return openpyxl.load_workbook(out) if ending == ".xlsx" else out


def asked_of(line, **more):
    level = Level(line["level"])
    scheme = line["of"] if level is Level.CLASSIFICATION else ""
    stage = Stage.AFTER if line["told"] == "after discussion" else Stage.BEFORE
    return Comparison(BOTH, level, scheme, stage=stage, **more)


def test_every_cell_of_the_workbook_is_the_figure_of_the_comparison(study, tmp_path):
    settle_one(study, Over.PASSAGE, Outcome.FIRST)
    book = exported(study, tmp_path)
    lines = sheet(book, "Agreement")
    assert Counter((line["told"], line["level"]) for line in lines).keys() == {
        (told, level)
        for told in ("independent codings", "after discussion")
        for level in ("respondent", "classification", "character")
    }
    for line in lines:
        overall = compare_coders(study.project, asked_of(line)).overall
        measure = next(m for m in overall.coefficients if LABELS[m] == line["coefficient"])
        found = overall.coefficients[measure]
        assert line["value"] == ("not defined" if found.value is None else pytest.approx(found.value))
        assert (line["from"], line["to"]) == (pytest.approx(found.interval) if found.interval else (None, None))
        assert (line["units"], line["left out"]) == (overall.units, overall.left_out)
        assert line["why not defined"] == (found.reason or None)


def test_every_code_s_line_is_the_comparison_s_and_its_counts_add_up(study, tmp_path):
    report = compare_coders(study.project, Comparison(BOTH))
    by_code = {row.code: row for row in report.rows}
    lines = [line for line in sheet(exported(study, tmp_path), "Agreement by code") if line["level"] == "respondent"]
    assert [line["code"] for line in lines] == ["planning", "review", None]
    for line in lines[:2]:
        row = by_code[line["code"]]
        counts = [line[c] for c in ("both yes", "only first", "only second", "both no")]
        assert sum(counts) == line["units"] == row.units == 12
        assert counts == [row.table[1][1], row.table[1][0], row.table[0][1], row.table[0][0]]
        for measure, found in row.coefficients.items():
            shown = line[LABELS[measure]]
            assert shown == ("not defined" if found.value is None else pytest.approx(found.value))


def test_every_difference_has_a_line_and_settled_and_open_add_up(study, tmp_path):
    settle_one(study, Over.PASSAGE, Outcome.NEITHER)
    settle_one(study, Over.CLASS, Outcome.NEW, label="cautious")
    lines = sheet(exported(study, tmp_path), "Disagreements")
    found = differences(study)
    assert len(lines) == len(found) == 4
    assert Counter(line["over"] for line in lines) == Counter(str(d.over) for d in found)
    assert sum(line["settled"] == "open" for line in lines) == sum(d.settlement is None for d in found) == 2
    passage = next(line for line in lines if line["settled"] == "with no passage")
    assert passage["respondent"] == passage["document"] == "P06"
    assert passage["Ann coded"] == "plan \U0001f600 ahead"
    assert passage["Ben coded"] is None
    assert (passage["settled by"], passage["reason"], passage["note"]) == ("Ann", "boundary", "we talked")
    text = study.project.store.text(study.project.document_named("P06").guid)
    assert text[passage["start"] : passage["end"]] == passage["Ann coded"]
    theirs = next(line for line in lines if line["over"] == "class")
    assert (theirs["respondent"], theirs["Ann coded"], theirs["Ben coded"]) == ("P04", "Enthusiast", "Cautious")
    assert (theirs["memo of Ann"], theirs["settled to"]) == ("as read", "Cautious")


def test_the_words_settled_to_are_those_of_the_text_and_memos_stand_beside(study, tmp_path):
    coding = next(d for d in differences(study) if d.over is Over.PASSAGE).cluster.codings[0]
    study.project.apply(Change("Memo", (coding,), (replace(coding, memo="=SUM(A1)"),)))
    settle_one(study, Over.PASSAGE, Outcome.FIRST)
    line = sheet(exported(study, tmp_path), "Disagreements")[0]
    assert line["settled to"] == "plan \U0001f600 ahead"
    assert line["memo of Ann"] == "=SUM(A1)"


def test_boundaries_are_listed_once_they_are_settled(study, tmp_path):
    study.code("P11", "plan \U0001f600")
    study.code("P11", "\U0001f600 ahead", coder="Ben")
    assert "boundary" not in {line["over"] for line in sheet(exported(study, tmp_path), "Disagreements")}
    both = [coder(study, name) for name in BOTH]
    found = next(d for d in list_disagreements(study.project, both, boundaries=True) if d.over is Over.BOUNDARY)
    study.project.apply(settle(study.project, found, Outcome.BOTH))
    (line,) = [line for line in sheet(exported(study, tmp_path), "Disagreements") if line["over"] == "boundary"]
    assert line["settled"] == "with both passages"


def test_csv_and_json_hold_the_same(study, tmp_path):
    book = exported(study, tmp_path)
    folder, document = exported(study, tmp_path, ".csv"), exported(study, tmp_path, ".json")
    plain = json.loads(document.read_text())["agreement"]
    assert [c["report"]["level"] for c in plain["comparisons"]] == ["respondent", "classification", "character"]
    respondents = report_to_plain(compare_coders(study.project, Comparison(BOTH)))
    assert plain["comparisons"][0]["report"] == json.loads(json.dumps(respondents))
    with (folder / "agreement.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = sheet(book, "Agreement")
    assert len(rows) == len(lines)
    for row, line in zip(rows, lines, strict=True):
        assert row["coefficient"] == line["coefficient"]
        shown = line["value"]
        assert row["value"] == shown if shown == "not defined" else float(row["value"]) == pytest.approx(shown)
    assert len(plain["disagreements"]) == len(sheet(book, "Disagreements"))
    assert plain["method"]["text"].startswith("The documents were coded by two coders")


def test_one_coder_s_export_is_as_before(tmp_path):
    study = study_of(tmp_path, (1, 0, 0, 1))
    for name in ("P00", "P01"):
        done = [f for f in study.project.store.values(Finish) if f.coder == coder(study, "Ben").guid]
        study.project.apply(Change(f"Unfinish {name}", tuple(done[:1])))
    everything = gather(study.project, Question(), ExportWishes())
    assert everything.agreement is None
    assert not everything.some_discussed
    assert "Agreement" not in exported(study, tmp_path).sheetnames
    assert "agreement" not in json.loads(exported(study, tmp_path, ".json").read_text())
    with pytest.raises(ExportRefused, match="no two coders have finished"):
        exported(study, tmp_path, what=frozenset({"agreement"}))
    study.project.close()


def test_agreement_is_worked_out_once_and_only_when_it_is_asked_for(study, tmp_path, monkeypatch):
    asked = []

    def counting(project, comparison, **seen):
        asked.append((comparison.level, comparison.scheme, comparison.stage))
        return compare_coders(project, comparison, **seen)

    monkeypatch.setattr("fop_coder.project.double_coding.compare_coders", counting)
    exported(study, tmp_path, what=frozenset({"tally"}))
    assert asked == []
    exported(study, tmp_path, frozen=True)
    assert len(asked) == len(set(asked)) == 3


def test_it_can_be_stopped_between_two_comparisons(study):
    with pytest.raises(Cancelled):
        gather_agreement(study.project, cancelled=lambda: True)


def test_the_preview_shows_the_sheets_with_two_decimals(study):
    preview = preview_export(study.project, Question(), ExportWishes(), ".xlsx", most=40)
    table = next(t for t in preview.tables if t.name == "Agreement")
    column = table.headings.index("value")
    assert table.numeric[column]
    alpha = next(row for row in table.rows if "Krippendorff's alpha" in row)
    assert alpha[column] == "0.49"
    assert next(t for t in preview.tables if t.name == "Disagreements").count == 4


def test_filters_of_the_export_narrow_agreement_and_differences(study, tmp_path):
    out = tmp_path / "tables.xlsx"
    export_project(study.project, out, Question(where='"Analytic group" = Enthusiast', scope="kind = interview"))
    assert sheet(openpyxl.load_workbook(out), "Agreement")[0]["units"] == 12
    with pytest.raises(ExportRefused):
        export_project(
            study.project, out, Question(scope="kind = vignette"), ExportWishes(what=frozenset({"agreement"}))
        )


# ---- who is compared -------------------------------------------------------------------------------------------------


def a_round(study, name, documents, coders, at):
    made = Round(
        new_guid(),
        name,
        Aim.FINAL,
        tuple(sorted(study.project.document_named(d).guid for d in documents)),
        tuple(sorted(coder(study, c).guid for c in coders)),
        f"{len(documents)} documents",
        None,
        1,
        at,
    )
    study.project.apply(Change("Round", added=(made,)))


def third_coder(study, *documents):
    study.assign("Cleo", *documents)
    study.finish(*documents, coder="Cleo")


def names(study):
    return [(tuple(c.name for c in g.coders), g.round.name if g.round else "") for g in who_is_compared(study.project)]


def test_pairs_with_most_documents_in_common_come_first(study):
    third_coder(study, "P00", "P01")
    found = names(study)
    assert found[0] == (BOTH, "")
    assert set(found) == {(BOTH, ""), (("Ann", "Cleo"), ""), (("Ben", "Cleo"), "")}


def test_the_latest_round_that_somebody_finished_is_told(study, tmp_path):
    a_round(study, "First", ("P00", "P06"), BOTH, "2026-05-01T10:00:00Z")
    a_round(study, "Second", ("P00", "P01", "P02"), BOTH, "2026-05-02T10:00:00Z")
    study.assign("Cleo", "P03")
    a_round(study, "Third", ("P03",), ("Ann", "Cleo"), "2026-05-03T10:00:00Z")
    assert names(study) == [(BOTH, "Second")]
    line = sheet(exported(study, tmp_path), "Agreement")[0]
    assert (line["round"], line["units"]) == ("Second", 3)


def test_three_coders_of_a_round_are_told_together_and_in_pairs_and_their_differences_once(study, tmp_path):
    third_coder(study, "P00", "P06")
    a_round(study, "All", ("P00", "P06"), (*BOTH, "Cleo"), "2026-05-01T10:00:00Z")
    assert names(study)[0] == ((*BOTH, "Cleo"), "All")
    assert len(names(study)) == 4
    book = exported(study, tmp_path)
    assert {line["coders"] for line in sheet(book, "Agreement")} == {
        "Ann, Ben, Cleo",
        "Ann, Ben",
        "Ann, Cleo",
        "Ben, Cleo",
    }
    lines = sheet(book, "Disagreements")
    assert {line["between"] for line in lines} == {"Ann, Ben, Cleo"}
    assert {line["document"] for line in lines if line["over"] == "passage"} == {"P00", "P06"}


def test_what_is_on_record_stands_beside_what_is_coded_now(study, tmp_path):
    study.project.apply(keep_agreement(study.project, None, [coder(study, name) for name in BOTH], Stage.BEFORE))
    study.code("P08", "plan \U0001f600 ahead")
    lines = [
        line
        for line in sheet(exported(study, tmp_path), "Agreement")
        if line["level"] == "respondent" and line["coefficient"] == LABELS[Measure.PERCENT]
    ]
    kept = next(line for line in lines if line["told"].startswith("on record before discussion, 20"))
    now = next(line for line in lines if line["told"] == "independent codings")
    assert kept["value"] == 0.75
    assert now["value"] == pytest.approx(compare_coders(study.project, Comparison(BOTH)).overall.value(Measure.PERCENT))


def test_differences_between_others_are_kept_from_who_codes_blind(study, tmp_path):
    study.assign("Cleo", "P06")
    cleo = coder(study, "Cleo").guid
    shown = gather_agreement(study.project, seen_by=cleo)
    everything = gather_agreement(study.project)
    assert len(everything.disagreements) == 4
    assert {row.document for row in everything.disagreements} - {row.document for row in shown.disagreements} == {"P06"}
    assert "is hidden until" in shown.hidden
    for seen, whole in zip(shown.told, everything.told, strict=True):
        assert {**seen.report, "notes": []} == {**whole.report, "notes": []}


# ---- passages made after discussion ----------------------------------------------------------------------------------


def test_passages_say_when_they_were_made_once_any_was_discussed(study, tmp_path):
    headings = [c.value for c in exported(study, tmp_path)["Passages"][1]]
    assert "made" not in headings
    coding = study.code("P10", "look back", "review")
    study.project.apply(Change("Discussed", (coding,), (replace(coding, discussed=True),)))
    made = Counter(row["made"] for row in sheet(exported(study, tmp_path), "Passages"))
    assert made["after discussion"] >= 1
    assert made["blind"] >= 8


# ---- the command line ------------------------------------------------------------------------------------------------


def test_the_command_line_tells_the_same_and_prints_the_paragraph(tmp_path):
    study = study_of(tmp_path, (6, 2, 1, 3))
    expected = report_to_plain(compare_coders(study.project, Comparison(BOTH)))
    study.project.close()
    desk = Desk(tmp_path)
    told = desk.json("agreement", "--coders", "Ann,Ben", "--method")
    method = told.pop("method")
    assert told == json.loads(json.dumps(expected))
    result = desk.run("agreement", "--coders", "Ann,Ben", "--method")
    assert result.stdout.strip() == method["text"]
    assert "[role of Ann]" in result.stdout
    assert "still to be filled in: [role of Ann]" in result.stderr
    assert "[training of Ben]" in method["missing"]
    assert "method" not in desk.json("agreement", "--coders", "Ann,Ben")
    desk.run("export", tmp_path / "a.json", "--what", "agreement")
    found = json.loads((tmp_path / "a.json").read_text())["agreement"]
    assert found["comparisons"][0]["report"] == told
    assert found["method"]["text"] == method["text"]


def test_a_table_from_elsewhere_has_no_method(tmp_path):
    desk = Desk(tmp_path)
    table = desk.write("r.csv", "unit,coder,value\nu1,Ann,yes\nu1,Ben,no\n")
    refused = desk.type("agreement", "--ratings", table, "--method", code=2)
    assert "does not say who coded what" in refused.stderr.replace("\n", " ").replace("│", "")


def test_the_project_s_file_is_not_changed_by_exporting(tmp_path):
    study = study_of(tmp_path, (1, 1, 0, 1))
    study.project.close()
    before = study.path.read_bytes()
    with Project.open(study.path, read_only=True) as project:
        export_project(project, tmp_path / "x.xlsx")
    assert study.path.read_bytes() == before
