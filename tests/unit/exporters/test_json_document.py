"""The JSON document, and the plain tallies that it shares with the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fop_coder.exporters.plain import scheme_to_plain, tally_to_plain
from fop_coder.exporters.registry import export
from fop_coder.model.errors import Cancelled
from fop_coder.model.export import ExportContents
from fop_coder.model.serial import from_plain
from tests.unit.exporters.contents import CODEBOOK, PASSAGES, contents, nothing, passage, scheme, status_rows, tally


def written(tmp_path: Path, shown: ExportContents, **choices: Any):
    out = tmp_path / "tables.json"
    assert export(shown, out, **choices) == (out,)
    return json.loads(out.read_text(encoding="utf-8"))


def test_a_tally_has_the_keys_of_the_command_line():
    rows = status_rows()
    plain = tally_to_plain(tally(rows))
    assert plain["sample"] == {
        "respondents": 6,
        "filter": 'role = "long term"',
        "flow": {"interviewed": 9, "withdrawn": 1, "unusable": 1, "filtered_out": 1, "analysed": 6},
        "chosen": "purposive",
    }
    assert (plain["view"], plain["view_note"], plain["coders"], plain["scope"]) == ("First", "", ["First"], "")
    assert "by" not in plain
    first = plain["rows"][0]
    assert {key: first[key] for key in ("code", "name", "n", "of", "share", "sentence")} == {
        "code": "planning",
        "name": "Planning",
        "n": 2,
        "of": 3,
        "share": 2 / 3,
        "sentence": "Some referred to planning",
    }
    statuses = ("referred", "not_referred", "not_asked", "too_little_information", "no_data", "pending")
    assert [first[status] for status in statuses] == [2, 1, 1, 0, 1, 1]
    assert (first["criteria_met"], first["pending_coded"], first["unprompted"], first["differ"]) == (1, 1, 0, None)
    assert first["interval"] == [0.123456789, 0.87654321]
    assert "groups" not in first
    assert plain["rows"][1]["criteria_met"] is None


def test_share_and_interval_are_null_where_nobody_could_refer():
    nobody = [row for row in status_rows() if row.respondent == "AB06"]
    row = tally_to_plain(tally(nobody))["rows"][0]
    assert (row["of"], row["share"], row["interval"]) == (0, None, None)


def test_groups_have_the_same_keys():
    plain = tally_to_plain(tally(status_rows(), "borough"))
    assert plain["by"] == "borough"
    assert plain["group_sizes"] == {"North": 3, "South": 2, "(no value)": 1}
    row = plain["rows"][0]
    assert list(row["groups"]) == ["North", "South", "(no value)"]
    north = row["groups"]["North"]
    assert (north["n"], north["of"], north["no_data"], north["criteria_met"]) == (2, 2, 1, 1)
    assert set(north) == set(row) - {"code", "name", "sentence", "criteria_word", "depth", "retired", "groups"}


def test_schemes_say_where_everybody_went():
    plain = scheme_to_plain(scheme(status_rows()))
    assert plain["rows"][0] == {
        "category": "enthusiast",
        "name": "Enthusiast",
        "n": 2,
        "of": 3,
        "share": 2 / 3,
        "interval": [0.25, 0.75],
    }
    without = ("not_classified", "not_asked", "too_little_information", "no_data", "pending")
    assert [plain[key] for key in without] == [1, 0, 0, 1, 1]
    assert plain["classified"] + sum(plain[key] for key in without) == plain["sample"]["respondents"]


def test_divided_schemes_add_up_in_each_group():
    plain = scheme_to_plain(scheme(status_rows(), "borough"))
    assert plain["rows"][0]["groups"]["North"] == {"n": 1, "of": 2, "share": 0.5}
    assert plain["rows"][0]["groups"]["(no value)"] == {"n": 0, "of": 0, "share": None}
    for group, size in plain["group_sizes"].items():
        counts = plain["groups"][group]
        assert sum(counts[key] for key in counts if key != "pending_classified") == size


def test_the_document_holds_everything(tmp_path):
    what = contents()
    plain = written(tmp_path, what)
    assert list(plain) == [
        "about",
        "reading",
        "tally",
        "tallies_by",
        "schemes",
        "schemes_by",
        "respondents",
        "passages",
        "codebook",
    ]
    assert plain["about"]["Project"] == "Families & friends"
    assert plain["tally"] == tally_to_plain(what.tally)
    assert plain["tallies_by"] == [tally_to_plain(what.tallies_by[0])]
    assert plain["schemes_by"] == [scheme_to_plain(what.schemes_by[0])]
    assert plain["respondents"][1] == {
        "respondent": "AB02",
        "attributes": {"borough": "North", "training days": "Trainer"},
        "classes": {"Analytic group": "Cautious"},
        "statuses": {"planning": "referred", "mapping": "not referred", "review": "not asked"},
        "criteria_met": [],
    }
    assert plain["passages"][3] == {
        "coding": PASSAGES[3].coding,
        "respondents": ["AB01", "AB02"],
        "document": "Interview 1",
        "speakers": ["Mother", "Father"],
        "text": "Both of us planned.",
        "code": "planning",
        "code_name": "Planning",
        "coder": "First",
        "criteria": [],
        "memo": "two voices",
        "start": 5,
        "end": 29,
    }
    assert plain["passages"][0]["respondents"] == []


def test_the_codebook_can_be_read_back(tmp_path):
    plain = written(tmp_path, contents())["codebook"]
    assert tuple(from_plain(code) for code in plain["codes"]) == CODEBOOK.codes
    assert tuple(from_plain(scheme_) for scheme_ in plain["schemes"]) == CODEBOOK.schemes
    assert tuple(from_plain(instrument) for instrument in plain["instruments"]) == CODEBOOK.instruments
    assert tuple(from_plain(band) for band in plain["bands"]) == CODEBOOK.bands


def test_lines_of_the_same_label_are_all_kept(tmp_path):
    about = (("Coder", "First"), ("Date", "today"), ("Coder", "Second"), ("Coder", "Third"))
    assert written(tmp_path, contents(about=about))["about"] == {"Coder": ["First", "Second", "Third"], "Date": "today"}


def test_an_empty_project_has_empty_lists(tmp_path):
    plain = written(tmp_path, nothing())
    assert plain["tally"]["rows"] == plain["respondents"] == plain["passages"] == plain["codebook"]["codes"] == []


def test_only_the_parts_asked_for_are_there(tmp_path):
    assert list(written(tmp_path, contents(), what=frozenset({"passages"}))) == ["about", "reading", "passages"]


@pytest.mark.parametrize(
    "text", ["=1+1", "a\x00b\x0bc", "שלום مرحبا 🙂", "x" * 40_000, "half \ud83d a pair", '"\\\u2028'], ids=range(6)
)
def test_texts_are_exact(tmp_path, text):
    assert written(tmp_path, contents([passage(text)]))["passages"][0]["text"] == text


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(), label=st.text())
def test_random_texts_survive(tmp_path, text, label):
    rows = (replace(status_rows()[0], attributes={label: text}),)
    plain = written(tmp_path, contents([passage(memo=text)], status_rows=rows))
    assert plain["passages"][0]["memo"] == text
    assert plain["respondents"][0]["attributes"] == {label: text}


def test_stopping_leaves_nothing_and_keeps_what_was_there(tmp_path):
    (tmp_path / "tables.json").write_text("earlier")
    answers = iter([False] * 3)
    with pytest.raises(Cancelled):
        export(contents([passage()] * 5_000), tmp_path / "tables.json", cancelled=lambda: next(answers, True))
    assert [p.name for p in tmp_path.iterdir()] == ["tables.json"]
    assert (tmp_path / "tables.json").read_text() == "earlier"
