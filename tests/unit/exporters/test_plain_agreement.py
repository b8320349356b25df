"""Agreement as JSON in the form that callers of a project's agreement will find: a row per code, and all pooled."""

import json

import pytest

from fop_coder.agreement.comparing import compare
from fop_coder.agreement.figures import Terms
from fop_coder.agreement.ratings import rate_codes
from fop_coder.exporters.plain_agreement import report_to_plain
from tests.unit.agreement.rating import compared_codes, matrix

CODE = [[1, 1]] * 8 + [[1, 0]] * 3 + [[0, 0]] * 9


def test_a_row_for_each_code_and_the_same_keys_for_all_together():
    plain = report_to_plain(compared_codes([CODE, [[0, 0]] * 20]))
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert (plain["level"], plain["unit"], plain["resampled"]) == ("respondent", "respondent", "respondent")
    assert [(row["code"], row["units"]) for row in plain["rows"]] == [("code0", 20), ("code1", 20)]
    assert {frozenset(row) for row in (*plain["rows"], plain["overall"])} == {frozenset(plain["overall"])}
    assert (plain["overall"]["code"], plain["overall"]["name"]) == (None, "All codes, pooled")
    assert plain["rows"][1]["cohen_kappa"] is None and plain["rows"][1]["notes"]
    low, high = plain["rows"][0]["intervals"]["krippendorff_alpha"]
    assert low < plain["rows"][0]["krippendorff_alpha"] < high
    assert plain["rows"][0]["bands"]["cohen_kappa"][0]["scale"] == "Landis and Koch 1977"
    assert plain["rows"][0]["table"] == [[9, 0], [3, 8]]


def test_three_coders_have_pairs_and_categories_their_agreement():
    units = [[0, 0, 1], [1, 1, 1], [2, 2, None], [0, 0, 0]] * 5
    values = matrix(units)[None]
    ratings = rate_codes(values, ("Ann", "Ben", "Cem"), ("a", "b", "c"))
    terms = Terms("classification", "respondent", "respondent", (("group", "Group"),), resamples=50)
    row = report_to_plain(compare(ratings, terms))["rows"][0]
    assert [pair["coders"] for pair in row["pairs"]] == [["Ann", "Ben"], ["Ann", "Cem"], ["Ben", "Cem"]]
    assert (row["pairs"][0]["cohen_kappa"], row["pairs"][0]["units"]) == (1.0, 20)
    assert row["categories"][2] == {
        "category": "c",
        "agreement": 1.0,
        "fleiss_kappa": pytest.approx(1.0),
        "given": {"Ann": 5, "Ben": 5, "Cem": 0},
    }
    assert row["table"] is None and row["lacking"] == {"Ann": 0, "Ben": 0, "Cem": 5}
