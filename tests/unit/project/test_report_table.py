"""A report of agreement as one table: every figure with its reason, and files that hold it in full."""

from __future__ import annotations

import csv
import json

import pytest

from fop_coder.model.errors import ExportRefused
from fop_coder.project.agreement import agreement_of_file, report_to_plain
from fop_coder.project.report_table import count_table, figure_lines, report_notes, save_report


@pytest.fixture
def three(tmp_path):
    """Return the report of three coders over twelve units and three categories."""
    table = tmp_path / "three.csv"
    lines = (f"u{n},{who},{'abc'[(n * k) % 3]}" for n in range(12) for who, k in (("Ann", 1), ("Ben", 1), ("Cem", 2)))
    table.write_text("\n".join(["unit,coder,value", *lines]) + "\n", encoding="utf-8")
    return agreement_of_file(table, resamples=50)


def test_categories_and_pairs_stand_below_the_coefficients(three):
    lines = {(line.of, line.name): line for line in figure_lines(three)}
    assert lines["Ann and Ben", "Percent agreement"].value == "100 %"
    assert lines["Ann and Ben", "Cohen's kappa"].value == "1.00"
    assert ("b", "agreement") in lines
    assert ("", "Agreement on yes") not in lines, "nothing means yes here"
    assert count_table(three) == ((), [])
    assert "50 resamples of units, seed 1" in report_notes(three)[-1]


def test_a_file_holds_every_figure_in_full(three, tmp_path):
    out = tmp_path / "out.csv"
    save_report(three, out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["of"], row["figure"]): row for row in csv.DictReader(file)}
    assert float(rows["Ann and Cem", "percent_agreement"]["value"]) == pytest.approx(1 / 3)
    assert rows["", "krippendorff_alpha"]["value"] == repr(three.overall.coefficients["krippendorff_alpha"].value)
    assert rows["", "units"]["value"] == "12"
    assert ("b", "fleiss_kappa") in rows
    save_report(three, tmp_path / "out.json")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8")) == report_to_plain(three)


def test_what_is_not_defined_says_why_and_is_empty_in_the_file(tmp_path):
    table = tmp_path / "same.csv"
    lines = (f"u{n},{who},yes" for n in range(12) for who in ("Ann", "Ben"))
    table.write_text("\n".join(["unit,coder,value", *lines]) + "\n", encoding="utf-8")
    report = agreement_of_file(table, categories=("yes", "no"))
    (kappa,) = [line for line in figure_lines(report) if line.name == "Cohen's kappa"]
    assert kappa.value == "not defined"
    assert "no variation" in kappa.note
    save_report(report, tmp_path / "same-out.csv")
    text = (tmp_path / "same-out.csv").read_text(encoding="utf-8-sig")
    assert ",cohen_kappa,,,," in text
    with pytest.raises(ExportRefused):
        save_report(report, tmp_path / "same.txt")
