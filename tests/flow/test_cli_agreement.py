"""Agreement of a table from anywhere, on the command line: figures as published, as text and as JSON."""

from __future__ import annotations

import json

import pytest

from tests.flow.cli_study import Desk

KEYS = {
    "code",
    "units",
    "percent_agreement",
    "cohen_kappa",
    "scott_pi",
    "fleiss_kappa",
    "krippendorff_alpha",
    "gwet_ac1",
    "brennan_prediger",
    "intervals",
    "positive_agreement",
    "negative_agreement",
    "prevalence_index",
    "bias_index",
    "notes",
}
"""What callers rely on."""


def crossed(a: int, b: int, c: int, d: int, *, yes: str = "yes", no: str = "no") -> str:
    """A table of two coders: both yes, only Ann, only Ben, neither."""
    pairs = [(yes, yes)] * a + [(yes, no)] * b + [(no, yes)] * c + [(no, no)] * d
    lines = [f"u{n},{coder},{value}" for n, pair in enumerate(pairs) for coder, value in zip(("Ann", "Ben"), pair)]  # noqa: B905
    return "unit,coder,value\n" + "\n".join(lines) + "\n"


class Table(Desk):
    """A desk with a table of ratings on it."""

    def agreement(self, content: str, *words: object, code: int = 0):
        return self.type("agreement", "--ratings", self.write("ratings.csv", content), *words, code=code)

    def plain(self, content: str, *words: object) -> dict:
        return json.loads(self.agreement(content, *words, "--json").stdout)


@pytest.fixture
def desk(tmp_path):
    return Table(tmp_path)


def test_the_json_is_what_callers_rely_on(desk) -> None:
    found = desk.plain(crossed(21, 1, 1, 2))
    assert set(found) >= {"level", "coders", "rows", "overall"}
    assert (found["coders"], found["rows"], found["yes"]) == (["Ann", "Ben"], [], "yes")
    overall = found["overall"]
    assert set(overall) >= KEYS
    assert (overall["units"], overall["left_out"], overall["table"]) == (25, 0, [[21, 1], [1, 2]])
    expected = {
        "percent_agreement": 0.92,
        "cohen_kappa": 0.6212,
        "krippendorff_alpha": 0.6288,
        "gwet_ac1": 0.8986,
        "positive_agreement": 0.9545,
        "negative_agreement": 0.6667,
        "prevalence_index": 0.76,
        "bias_index": 0.0,
        "brennan_prediger": 0.84,
    }
    assert {key: overall[key] for key in expected} == pytest.approx(expected, abs=5e-5)
    assert overall["intervals"]["cohen_kappa"] == pytest.approx([-0.06, 1.0], abs=0.01)
    assert overall["standard_errors"]["cohen_kappa"] == pytest.approx(0.2451, abs=5e-5)
    assert (found["resamples"], found["seed"]) == (2000, 1)
    assert found["software"].startswith("FOP Coder ")
    assert "Cohen 1960" in found["formulas"]["cohen_kappa"]


def test_the_same_seed_gives_the_same_document_and_the_order_of_rows_none_other(desk) -> None:
    content = crossed(9, 3, 4, 9)
    head, *rows = content.splitlines()
    turned = "\n".join([head, *reversed(rows)]) + "\n"
    first = desk.plain(content)
    assert first == desk.plain(content)
    assert first["overall"]["intervals"] != desk.plain(content, "--seed", 2)["overall"]["intervals"]
    backwards = desk.plain(turned)
    assert backwards["coders"] == ["Ben", "Ann"]
    assert backwards["overall"]["cohen_kappa"] == pytest.approx(first["overall"]["cohen_kappa"])


def test_what_is_not_defined_is_null_with_the_reason(desk) -> None:
    overall = desk.plain(crossed(25, 0, 0, 0))["overall"]
    assert [overall[k] for k in ("cohen_kappa", "krippendorff_alpha", "scott_pi", "fleiss_kappa")] == [None] * 4
    assert (overall["percent_agreement"], overall["gwet_ac1"]) == (1.0, 1.0)
    assert any("no variation (both coders said yes to every unit)" in note for note in overall["notes"])
    shown = desk.agreement(crossed(25, 0, 0, 0)).stdout
    assert "not defined" in shown and "both coders said yes to every unit" in " ".join(shown.split())


def test_three_coders_with_missing_values(desk) -> None:
    units = ["aab", "bbb", "c.c", "abc", "..a", "ccc", "aaa", "bb.", "cca", "aaa", "bbb", "ccc"]
    lines = [f"u{n},{who},{'' if v == '.' else v}" for n, unit in enumerate(units) for who, v in zip("ABC", unit)]  # noqa: B905
    content = "unit,coder,value\n" + "\n".join(lines) + "\n"
    found = desk.plain(content)
    overall = found["overall"]
    assert (overall["units"], overall["left_out"], overall["lacking"]) == (11, 1, {"A": 1, "B": 2, "C": 1})
    assert overall["cohen_kappa"] is None and overall["light_kappa"] == pytest.approx(
        sum(pair["cohen_kappa"] for pair in overall["pairs"]) / 3
    )
    assert [c["category"] for c in overall["categories"]] == ["a", "b", "c"]
    assert any("made for two coders, not 3" in note for note in overall["notes"])
    shown = desk.agreement(content, "--more").stdout
    assert "A, B" in shown and "Fleiss' kappa" in shown
    assert max(len(line) for line in shown.splitlines()) <= 100


def test_text_shows_counts_first_and_the_rest_when_asked_for(desk) -> None:
    content = crossed(21, 1, 1, 2)
    shown = desk.agreement(content).stdout
    assert "25 units, 0 left out" in shown
    assert ["yes", "21", "1"] in [line.split() for line in shown.splitlines()]
    assert (
        "Krippendorff's alpha   0.63  -0.05 to 1.00" in shown or "Krippendorff's alpha   0.63  -0.04 to 1.00" in shown
    )
    assert "2,000 resamples of units, seed 1" in shown
    assert "Cohen" not in shown
    more = desk.agreement(content, "--more").stdout
    assert (
        "Cohen's kappa" in more
        and "0.245" in more
        and "substantial (poor), Landis and Koch 1977" in " ".join(more.split())
    )


def test_which_value_means_yes_can_be_said(desk) -> None:
    content = crossed(4, 3, 2, 6, yes="keen", no="cautious")
    assert desk.plain(content)["overall"]["positive_agreement"] is None
    overall = desk.plain(content, "--yes", "Keen")["overall"]
    assert (overall["table"], overall["positive_agreement"]) == ([[4, 3], [2, 6]], pytest.approx(8 / 13))
    assert '"keen, cautious"' not in desk.agreement(content, "--yes", "cautious").stderr
    refused = desk.agreement(content, "--yes", "maybe", code=1)
    assert "cannot mean yes" in refused.stderr


@pytest.mark.parametrize(("yes", "no", "told"), [("1", "0", True), ("YES", "no", False), ("ja", "nein", True)])
def test_values_that_can_only_mean_yes_and_no_are_taken_so(desk, yes, no, told) -> None:
    content = crossed(3, 1, 2, 4, yes=yes, no=no)
    found = desk.plain(content)
    assert (found["yes"], found["overall"]["table"]) == (yes, [[3, 1], [2, 4]])
    assert (f'"{yes}" is taken as yes' in " ".join(found["notes"])) is told


def test_a_table_of_yes_alone_still_had_a_no(desk) -> None:
    found = desk.plain(crossed(12, 0, 0, 0, yes="1"))
    assert (found["categories"], found["overall"]["gwet_ac1"]) == (["1", "0"], 1.0)
    lone = desk.plain(crossed(12, 0, 0, 0, yes="keen"))
    assert (lone["categories"], lone["overall"]["gwet_ac1"]) == (["keen"], None)


def test_categories_that_were_possible_can_be_named(desk) -> None:
    content = crossed(9, 2, 1, 8, yes="E", no="C")
    two = desk.plain(content)
    assert "Taken as all that was possible: 2 categories (C, E)" in " ".join(two["notes"])
    three = desk.plain(content, "--categories", "e,c,l")
    assert three["categories"] == ["E", "C", "l"] and three["notes"] == []
    assert three["overall"]["gwet_ac1"] > two["overall"]["gwet_ac1"]
    refused = desk.agreement(content, "--categories", "C,L", code=1)
    assert 'ratings.csv, row 2: the value "E" is none of the categories C, L' in refused.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("unit,coder,value\nu1,Ann,1\nu1,Ann,0\nu1,Ben,1\n", "Ann rates u1 in rows 2, 3"),
        ("unit,coder,value\nu1,Ann,\nu1,Ben,\n", "holds no value at all"),
        ("case,who,what\nu1,Ann,1\n", "has no column unit"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_in_one_line(desk, content, said) -> None:
    result = desk.agreement(content, code=1)
    assert result.stdout == ""
    assert result.stderr.startswith("fop-coder: ") and result.stderr.count("\n") == 1
    assert said in result.stderr


def test_a_file_that_is_not_there_is_refused(desk) -> None:
    assert "does not exist" in desk.type("agreement", "--ratings", desk.folder / "none.csv", code=1).stderr


def test_without_a_table_the_command_was_typed_wrongly(desk) -> None:
    desk.type("agreement", code=2)
