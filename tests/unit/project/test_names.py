"""Names to keep out of what is published, and pseudonyms in their place."""

from __future__ import annotations

import json
from dataclasses import replace

import docx
import openpyxl
import pytest

from fop_coder.exporters.report import Grid, Paragraphs
from fop_coder.model.change import Change
from fop_coder.model.errors import ChangeRefused, ExportRefused, FopCoderError, NotFound
from fop_coder.model.people import KeptName
from fop_coder.project import Project
from fop_coder.project.disclosure import check_disclosure, read_names
from fop_coder.project.exporting import ExportWishes, export_project
from fop_coder.project.names import forget_names_change, keep_names_change, kept_names, read_name_list, replaced_in
from fop_coder.project.quotations import star_change
from fop_coder.project.tallying import Question
from tests.study import Study

PASSAGES = ExportWishes(by=(), publication=True, smallest=2, what=frozenset({"tally", "passages", "quotations"}))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    study = Study(tmp_path_factory.mktemp("names"))
    study.interview("LB01", [("R", "I planned with Ann and ANN, not with Ann Lee; Annual talks were Joann’s")])
    study.interview("LB02", [("R", "José planned"), ("R", "and jose\u0301’s plan")])
    study.code("LB01", "I planned with Ann and ANN, not with Ann Lee; Annual talks")
    study.code("LB02", "José planned")
    study.code("LB02", "jose\u0301’s plan", "review")
    study.finish("LB01", "LB02")
    for guid in study.project.store.coding_guids():
        study.project.apply(star_change(study.project, guid))
    study.project.close()
    return study.path


@pytest.fixture
def project(made, tmp_path):
    path = tmp_path / "names.fop"
    path.write_bytes(made.read_bytes())
    with Project.open(path) as opened:
        yield opened


def keep(project, **names):
    change = keep_names_change(project, {name.replace("_", " "): instead for name, instead in names.items()})
    if change is not None:
        project.apply(change)
    return change


def test_names_are_kept_changed_and_forgotten_in_one_change_each(project) -> None:
    assert keep(project, Zoe="", ann="Mary").label == "Keep 2 names out"
    assert keep(project, ANN="Mary") is None
    keep(project, ANN="Sarah")
    assert [(k.name, k.instead) for k in kept_names(project)] == [("ann", "Sarah"), ("Zoe", "")]
    project.apply(forget_names_change(project, ["zoe"]))
    assert [k.name for k in project.store.values(KeptName)] == ["ann"]
    with pytest.raises(NotFound, match=r"'zoe' is not on the list.*Known: ann"):
        forget_names_change(project, ["zoe"])


@pytest.mark.parametrize("names", [{"Ann": "Mary Ann"}, {"Ann": "Tom", "Tom": ""}, {"Ann": "Tom", "tom": "Bill"}])
def test_a_pseudonym_that_holds_a_name_is_refused(project, names) -> None:
    with pytest.raises(ChangeRefused, match="holds the name"):
        keep_names_change(project, names)


def test_a_list_in_a_file_may_have_pseudonyms(tmp_path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("\ufeff# team\nAnn Lee = Mary\nJosé\tPeter\n\n Tom \n", encoding="utf-8")
    assert read_name_list(path) == {"Ann Lee": "Mary", "José": "Peter", "Tom": ""}
    assert read_names(path) == ("Ann Lee", "José", "Tom")
    path.write_text("# nobody\n", encoding="utf-8")
    with pytest.raises(FopCoderError, match="no name in the list"):
        read_name_list(path)


def published(project, folder, ending, wishes=PASSAGES):
    export_project(project, folder / f"out{ending}", Question(), wishes)
    return folder / f"out{ending}"


def test_a_kept_name_without_pseudonym_stops_what_is_published_not_what_the_team_has(project, tmp_path) -> None:
    keep(project, José="")
    with pytest.raises(ExportRefused, match="“José” is on the list"):
        published(project, tmp_path, ".json")
    published(project, tmp_path, ".json", replace(PASSAGES, publication=False))
    assert [f.where for f in check_disclosure(project, wishes=replace(PASSAGES, publication=False)).names]


def test_pseudonyms_stand_in_everything_published_and_nowhere_else(project, tmp_path) -> None:
    keep(project, Ann="Mary", Ann_Lee="Ruth Hill", José="LB02x", LB02="R2")
    state = project.fingerprint
    found = json.loads(published(project, tmp_path, ".json").read_text(encoding="utf-8"))
    assert [row["text"] for row in found["passages"]] == [
        "I planned with Mary and MARY, not with Ruth Hill; Annual talks",
        "LB02x planned",
        "LB02x’s plan",
    ]
    assert [row["respondents"] for row in found["passages"]] == [["LB01"], ["R2"], ["R2"]]
    assert found["passages"][1]["start"] == 3, "places are those of the project"
    assert [row["label"] for row in found["quotations"]] == ["LB01", "R2", "R2"]
    assert project.fingerprint == state
    words = " ".join(p.text for p in docx.Document(str(published(project, tmp_path, ".docx"))).paragraphs)
    assert "Ruth Hill" in words
    assert "José" not in words
    book = openpyxl.load_workbook(published(project, tmp_path, ".xlsx"))
    assert [cell.value for cell in book["Quotations"]["B"]][2:] == ["LB02x planned", "LB02x’s plan"]
    assert not check_disclosure(project, wishes=PASSAGES).names
    team = json.loads(published(project, tmp_path, ".json", replace(PASSAGES, publication=False)).read_text("utf-8"))
    assert team["passages"][1]["text"] == "José planned"


@pytest.mark.parametrize("what", ["tally", "respondents"])
def test_pseudonyms_that_make_one_group_or_respondent_of_two_are_refused(project, tmp_path, what) -> None:
    keep(project, LB01="Both", LB02="Both")
    for label in ("LB01", "LB02"):
        know(project, label, label)
    by = ("role",) if what == "tally" else ()
    with pytest.raises(ExportRefused, match="would make one of what is told apart: LB01, LB02"):
        published(project, tmp_path, ".json", replace(PASSAGES, by=by, what=frozenset({what})))


def know(project, label, value):
    from fop_coder.model.base import new_guid
    from fop_coder.model.people import Attribute, AttributeType
    from fop_coder.project.respondents import attribute_change

    known = project.store.values(Attribute)
    attribute = known[0] if known else Attribute(new_guid(), "role", AttributeType.CATEGORY)
    project.apply(attribute_change(project, {attribute: {project.respondent_labelled(label).guid: value}}))


def test_short_names_of_codes_stay_and_stop_the_export(project, tmp_path) -> None:
    keep(project, Planning="Thinking")
    with pytest.raises(ExportRefused, match="“Planning” is on the list"):
        published(project, tmp_path, ".json")


def test_names_are_gone_when_the_change_is_undone(project) -> None:
    keep(project, Ann="Mary")
    project.undo()
    assert kept_names(project) == []
    assert isinstance(keep_names_change(project, {"Ann": ""}), Change)


def test_blocks_of_a_report_have_pseudonyms_and_keep_their_style(project) -> None:
    keep(project, Ann="Mary", note="remark")
    blocks = [Paragraphs(("Ann's note",), "note"), Grid("Of Ann", ("n",), ((1,), (None,)))]
    assert replaced_in(blocks, kept_names(project)) == [
        Paragraphs(("Mary's remark",), "note"),
        Grid("Of Mary", ("n",), ((1,), (None,))),
    ]
