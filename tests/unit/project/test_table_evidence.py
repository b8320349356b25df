"""From the cells of tables to respondents: who is in them, with which passages, and who may not be named yet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fop_coder.model.base import derived_guid, new_guid
from fop_coder.model.change import Change
from fop_coder.model.errors import NotFound
from fop_coder.model.people import Attribute, AttributeType, AttributeValue
from fop_coder.project.cross_lines import COUNTED, SAMPLE, Part, cell_reasons, cell_title, cross_lines
from fop_coder.project.crosstabs import crosstab
from fop_coder.project.evidence import evidence_for_code
from fop_coder.project.table_choices import table_choices
from fop_coder.project.table_evidence import (
    EVERYBODY_LISTED,
    About,
    Cell,
    about_numbers,
    about_sides,
    evidence_behind,
    unlisted,
)
from fop_coder.project.tally_sheet import choices, tally_sheet
from fop_coder.project.tallying import Question
from tests.made import Made, band, code, instrument, scheme
from tests.study import Study

PLANNING, REVIEW = code("planning"), code("review", position=1)


@pytest.fixture
def study():
    made = Made(
        PLANNING,
        REVIEW,
        scheme("group", "Enthusiast", "Cautious"),
        band("breadth", "0 1+", PLANNING, REVIEW),
        band("training", "0–9 10+", number_of="days"),
        instrument("score", 2),
    )
    made.says("KC01", "planning", "review", classes={"group": "Enthusiast"}, days=3, borough="RBKC")
    made.says("KC02", "planning", classes={"group": "Cautious"}, days=12, borough="RBKC")
    made.says("KC03", classes={"group": "Cautious"}, borough="WCC")
    made.says("KC04", marks={"planning": "not asked"}, days=1)
    made.says("KC05", "planning", finished=False, borough="WCC")
    return made


def test_lines_hold_everybody_of_each_margin(study, bare_project):
    with study.open(bare_project) as project:
        table = crosstab(project, "planning", "borough")
        lines = cross_lines(table)
        by = {(c.row.label, c.column.label): c for row in lines.cells for c in row}
        assert by["referred", "RBKC"].who == ("KC01", "KC02") and by["referred", "RBKC"].of == 2
        assert by[SAMPLE, SAMPLE].who == ("KC01", "KC02", "KC03", "KC04", "KC05")
        assert by[COUNTED, COUNTED].who == ("KC01", "KC02", "KC03") and by[COUNTED, COUNTED].of == table.counted
        assert by["pending", SAMPLE].who == ("KC05",) and by["not asked", "(no value)"].who == ("KC04",)
        assert [s.label for s in lines.rows if s.part is Part.LEFT_OUT] == ["not asked", "pending"]
        assert by["referred", "RBKC"].expected == pytest.approx(4 / 3) and by[COUNTED, "RBKC"].expected is None
        for row in lines.cells:
            assert sum(len(c.who) for c in row if c.column.part in (Part.VALUE, Part.LEFT_OUT)) == len(row[-1].who)


def test_the_card_of_a_cell_holds_everybody_once(study, bare_project):
    with study.open(bare_project) as project:
        table = crosstab(project, "planning", "borough")
        cell = next(c for row in cross_lines(table).cells for c in row if c.who == ("KC01", "KC02"))
        assert cell_title(table, cell) == "Planning: referred, borough: RBKC"
        reasons = cell_reasons(table, cell)
        assert sorted(label for r in reasons for label in r.respondents) == [f"KC0{n}" for n in range(1, 6)]
        assert reasons[0].sentence == "2 are in this cell (Planning: referred, borough: RBKC)."
        assert [r.n for r in reasons] == [len(r.respondents) for r in reasons]
        whole = cross_lines(table).cells[-1][-1]
        assert cell_title(table, whole) == "The whole sample" and len(cell_reasons(table, whole)) == 1


def test_behind_a_cell_stand_people_with_the_passages_of_its_codes(study, bare_project):
    with study.open(bare_project) as project:
        about = about_sides(project, ["planning", "borough"])
        found = evidence_behind(project, about, Question(), Cell("here", ("KC01", "KC02"), 3))
        assert [p.label for p in found.people["here"]] == ["KC01", "KC02"] and (found.n, found.of) == (2, 3)
        same = evidence_for_code(project, project.code_named("planning"), Question()).people["referred"]
        assert [p.passages for p in found.people["here"]] == [p.passages for p in same]
        assert found.passages == 2 and not found.hidden


def test_what_a_table_is_about(study, bare_project):
    with study.open(bare_project) as project:
        assert [c.ident for c in about_sides(project, ["breadth", "kind"]).codes] == ["planning", "review"]
        assert [s.ident for s in about_sides(project, ["group", "training"]).schemes] == ["group"]
        assert about_sides(project, ["borough", "occasion"]) == About()
        assert [c.ident for c in about_numbers(project, ["days", "codes"]).codes] == ["planning", "review"]
        with pytest.raises(NotFound):
            about_numbers(project, ["nothing"])
        assert evidence_behind(project, About(), Question(), Cell("x", ("KC01",), 1)).passages == 0


def test_what_tables_can_be_made_of(study, bare_project):
    with study.open(bare_project) as project:
        offered = table_choices(project)
        names = {
            kind: [o.name for o in offered.dividing if o.kind == kind] for kind in {o.kind for o in offered.dividing}
        }
        assert names["code"] == ["Planning", "Review"] and names["band"] == ["Breadth", "Training"]
        assert names["attribute"] == ["days", "borough"] and "instrument" not in names, "nobody answered it"
        assert [o.name for o in offered.numbers] == ["days", "borough", "Distinct codes", "Breadth"]
        assert all(o.kind != "documents" for o in offered.changing) and offered.occasions == ()
        for option in offered.dividing:
            assert crosstab(project, option.key, "planning").base.respondents == 5


def test_a_word_among_numbers_does_not_take_them_from_the_choice(study, bare_project):
    with study.open(bare_project) as project:
        people = [project.respondent_labelled(f"KC0{n}").guid for n in range(1, 6)]
        for name, values in (("training", "Trainer 3 0 12 5"), ("ward", "A A 3 4 B"), ("sessions", "7 7 7 7 word")):
            attribute = Attribute(new_guid(), name, AttributeType.TEXT, 9)
            held = zip(people, values.split(), strict=True)
            rows = [AttributeValue(derived_guid(attribute.guid, p), p, attribute.guid, v) for p, v in held]
            project.apply(Change("attribute", added=(attribute, *rows)))
        offered = [option.name for option in table_choices(project).numbers]
        assert "training" in offered, "KC01 is left out with the reason, the others have numbers"
        assert "ward" not in offered and "sessions" not in offered


def test_answers_to_an_instrument_stand_in_its_total(study, bare_project):
    study.known("KC01", {"score 1": "2", "score 2": "4"})
    with study.open(bare_project) as project:
        offered = table_choices(project)
        assert "score 1" not in [o.name for o in offered.dividing]
        assert [o.name for o in offered.numbers if o.kind in ("instrument", "subscale")] == [
            "SCORE",
            "SCORE: first",
            "SCORE: second",
        ]


def test_bands_stand_in_the_sheet_and_divide(study, bare_project):
    with study.open(bare_project) as project:
        sheet = tally_sheet(project, Question())
        assert [s.name for s in sheet.schemes] == ["Group", "Breadth", "Training"]
        assert {s.name for s in sheet.schemes if s.scheme in sheet.bands} == {"Breadth", "Training"}
        assert choices(project).dividing[-2:] == ("Breadth", "Training")
        days = next(b for b in project.codebook.bands if b.ident == "training")
        project.apply(Change("Lost", (days,), (replace(days, number_of="shoes"),)))
        sheet = tally_sheet(project, Question())
        assert [s.name for s in sheet.schemes] == ["Group", "Breadth"] and "shoes" in sheet.no_classes


# ---- blind -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def blind(tmp_path):
    """Ann has read MX01 and MX02; Ben is to read MX01 and has not yet."""
    study = Study(tmp_path)
    for name in ("MX01", "MX02"):
        study.interview(name, [("I", "How?"), (name, "I plan ahead.")])
        study.code(name, "plan ahead")
        study.classify(name, "enthusiast")
    study.finish("MX01", "MX02")
    study.project.coder_or_new("Ben")
    study.assign("Ben", "MX01")
    yield study.project
    study.project.close()


@pytest.mark.parametrize("names", [["planning"], ["group"], ["planning", "group"]])
def test_whoever_reads_blind_sees_counts_and_no_names(blind, names):
    ben, question = blind.coder_named("Ben").guid, Question(view="Ann")
    about = about_sides(blind, names)
    hidden = unlisted(blind, about, question, ben)
    assert hidden.labels == {"MX01"} and "is hidden until" in hidden.sentence
    table = crosstab(blind, names[0], "kind", question)
    cell = cross_lines(table).cells[0][0]
    asked = Cell("here", cell.who, cell.of, cell_reasons(table, cell))
    found = evidence_behind(blind, about, question, asked, seen_by=ben)
    assert found.n == 2 and found.numbers == {"here": 2}
    assert [p.label for p in found.people["here"]] == ["MX02"] and found.hidden == hidden.sentence
    assert all("MX01" not in r.respondents for r in found.reasons) and found.reasons[0].n == 2
    assert unlisted(blind, about, question, None) == EVERYBODY_LISTED
    assert unlisted(blind, About(), question, ben) == EVERYBODY_LISTED


def test_passages_are_counted_though_they_are_hidden(blind):
    ben, question = blind.coder_named("Ben").guid, Question(view="Ann")
    found = evidence_behind(
        blind, about_sides(blind, ["planning"]), question, Cell("here", ("MX01", "MX02"), 2), seen_by=ben
    )
    assert found.passages == 2
