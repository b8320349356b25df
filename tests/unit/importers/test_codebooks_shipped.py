"""The codebooks that come with the program."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from fop_coder import shipped as shipped_module
from fop_coder.importers.codebooks import read_codebook
from fop_coder.model.codebook import Codebook, Instrument, Need, Within
from fop_coder.model.errors import CodebookRefused, FopCoderError
from fop_coder.shipped import codebooks_folder, fixtures_folder, shipped_codebook, shipped_codebooks

NAMES = (
    *("families", "five-learning-outcomes", "self-audit", "stakeholder-themes"),
    *("supervision-and-safety", "vignette-practices"),
)
RESERVED = set("MNRT")


def shipped(name: str) -> Codebook:
    return read_codebook(shipped_codebook(name))


def test_these_codebooks_are_shipped() -> None:
    assert tuple(path.stem for path in shipped_codebooks()) == NAMES
    assert fixtures_folder().is_dir()


def test_a_wrong_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(FopCoderError, match="Choose families"):
        shipped_codebook("familys")
    with pytest.raises(FopCoderError, match="no shipped codebook"):
        shipped_codebook("../codebooks/families")


def test_an_installed_program_has_them_inside_and_says_so_if_they_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipped_module, "_PACKAGE", tmp_path / "fop_coder")
    with pytest.raises(FopCoderError, match="'codebooks' that comes with the program is missing"):
        codebooks_folder()
    (tmp_path / "codebooks").mkdir()
    assert codebooks_folder() == tmp_path / "codebooks"
    (tmp_path / "fop_coder" / "_shipped" / "codebooks").mkdir(parents=True)
    assert codebooks_folder() == tmp_path / "fop_coder" / "_shipped" / "codebooks"


def test_the_schema_is_a_schema_and_everything_in_it_is_described() -> None:
    schema = json.loads((codebooks_folder() / "codebook.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    for part in (schema, *schema["$defs"].values()):
        assert part["description"]
        for name, inner in part.get("properties", {}).items():
            assert "description" in inner or "$ref" in inner, name


@pytest.mark.parametrize("name", NAMES)
def test_each_fits_the_schema_and_reads_without_fault_and_carries_all_its_guids(name: str) -> None:
    text = shipped_codebook(name).read_text(encoding="utf-8")
    schema = json.loads((codebooks_folder() / "codebook.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(yaml.safe_load(text))
    assert shipped(name) == shipped(name)  # a missing GUID would be made anew each time


def test_no_guid_is_used_twice_in_all_files() -> None:
    guids = [g for path in shipped_codebooks() for g in re.findall(r"guid: (\S+)", path.read_text(encoding="utf-8"))]
    assert len(guids) >= 150
    assert len(set(guids)) == len(guids)


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_free_where_they_are_used(name: str) -> None:
    codebook = shipped(name)
    of_codes = {code.key.upper() for code in codebook.codes}
    assert not of_codes & RESERVED
    for scheme in codebook.schemes:
        of_categories = {category.key.upper() for category in scheme.categories}
        assert "" not in of_categories
        assert not of_categories & (RESERVED | of_codes), scheme.name


def test_the_five_learning_outcomes() -> None:
    codebook = shipped("five-learning-outcomes")
    idents = ["planning", "hypotheses", "engagement", "techniques", "review"]
    assert [(c.key, c.ident, c.colour) for c in codebook.codes] == [(str(n), i, n) for n, i in enumerate(idents, 1)]
    assert ["".join(k.key for k in c.criteria) for c in codebook.codes] == ["abc", "abc", "ab", "ab", "ab"]
    rules = [c.criteria_rule for c in codebook.codes]
    assert [r.need for r in rules if r] == [Need.ALL, Need.ALL, Need.ALL, Need.ANY, Need.ALL]
    assert {r.within for r in rules if r} == {Within.RESPONDENT}
    for code in codebook.codes:
        assert code.criteria_word == "FoP-minded"
        assert len(code.examples) == 2
        assert code.definition
        assert code.include
        assert code.exclude
        assert code.verb.startswith(f"referred to {code.ident}")
    group, supervision = codebook.schemes
    assert [(c.ident, c.key) for c in group.categories] == [
        ("enthusiast", "E"),
        ("cautious", "C"),
        ("limited-knowledge", "L"),
    ]
    assert (group.ident, supervision.ident) == ("analytic-group", "supervision")
    assert [c.ident for c in supervision.categories] == ["yes", "no"]


def test_nine_practices_are_banded() -> None:
    codebook = shipped("vignette-practices")
    (band,) = codebook.bands
    assert band.codes == tuple(c.guid for c in codebook.codes)
    assert [(c.lowest, c.highest) for c in band.cuts] == [(0, 1), (2, 4), (5, None)]
    assert len(band.codes) == 9


def total(instrument: Instrument, answers: dict[int, int]) -> int:
    turned = instrument.lowest + instrument.highest
    return sum(turned - answers[i.number] if i.reversed else answers[i.number] for i in instrument.items)


def test_score_15_runs_from_15_at_best_to_75_at_worst_as_the_form_numbers_its_boxes() -> None:
    (score,) = shipped("families").instruments
    positive = {1, 3, 6, 10, 15}
    best = {n: 1 if n in positive else 5 for n in range(1, 16)}  # 1 describes us very well … 5 not at all
    assert total(score, best) == 15
    assert total(score, {n: 6 - answer for n, answer in best.items()}) == 75
    subscales: dict[str, set[int]] = {}
    for item in score.items:
        subscales.setdefault(item.subscale, set()).add(item.number)
        assert item.name == ""
    assert subscales == {
        "strengths and adaptability": positive,
        "overwhelmed by difficulties": {5, 7, 9, 11, 14},
        "disrupted communication": {2, 4, 8, 12, 13},
    }
    assert (score.lowest, score.highest, score.higher_is) == (1, 5, "worse")


def test_themes_are_gathered_and_the_self_audit_asks_three_questions_of_twelve_conditions() -> None:
    themes = shipped("stakeholder-themes")
    top = next(c for c in themes.codes if c.gathers)
    assert len(themes.gathered(top.guid)) == 3
    audit = shipped("self-audit")
    assert len(audit.codes) == 12
    asked = {tuple(k.name for k in c.criteria) for c in audit.codes}
    assert asked == {("what happens now", "what needs to happen", "how to progress")}


@pytest.mark.parametrize(
    ("name", "right", "wrong", "words"),
    [
        ("five-learning-outcomes", "colour: 4", "colour: 14", "14 is more than 12"),
        ("five-learning-outcomes", "key: '3'", "key: '2'", "is also that of 'Hypotheses'"),
        ("five-learning-outcomes", "need: any", "need: some", "choose one of all, any, at-least"),
        ("vignette-practices", "lowest: 2", "lowest: 1", "overlap"),
        ("stakeholder-themes", "parent: workforce", "parent: workfroce", "did you mean 'workforce'?"),
        ("families", "highest: 5", "highest: five", "should be a whole number"),
    ],
)
def test_a_value_edited_wrongly_is_found_at_its_line_and_column(
    tmp_path: Path, name: str, right: str, wrong: str, words: str
) -> None:
    text = shipped_codebook(name).read_text(encoding="utf-8")
    place = text.index(right) + right.index(" ") + 1
    line = text[:place].count("\n") + 1
    column = place - text.rindex("\n", 0, place)
    copy = tmp_path / "copy.yaml"
    copy.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(CodebookRefused) as refused:
        read_codebook(copy)
    assert [(f[0], f[1]) for f in refused.value.faults] == [(line, column)]
    assert words in refused.value.faults[0][2]
