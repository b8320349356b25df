"""Passages starred as quotable: starring, leaving words out, labels, the list, and from whom they come."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fop_coder.coding.passages import resize, uncode
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.errors import ChangeRefused, NotFound, ValueRefused
from fop_coder.model.people import Attribute, AttributeType, Respondent
from fop_coder.project import Project
from fop_coder.project.left_out import leave_out_change, put_back_change, toggle_left_out, words_place
from fop_coder.project.quotation_labels import check_label, label_example
from fop_coder.project.quotation_spread import spread
from fop_coder.project.quotations import quotation_of, quotations, star_change, starred, toggle_star, unstar_change
from fop_coder.project.respondents import attribute_change
from fop_coder.project.settings import change_settings
from fop_coder.project.tallying import Question, look_up
from tests.study import Study

SAID = "I planned it well, you know, before visits"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """LB01 and LB02 say something of planning, LB03 and LB04 of review; LB01 and LB03 are enthusiasts."""
    study = Study(tmp_path_factory.mktemp("told"))
    for label in ("LB01", "LB02"):
        study.interview(label, [("I", "How do you plan?"), ("R", SAID), ("R", f"That is all of {label}")])
        study.code(label, SAID)
    for label in ("LB03", "LB04"):
        study.interview(label, [("I", "And then?"), ("R", "we look back"), ("R", label)])
        study.code(label, "we look back", "review")
    study.finish("LB01", "LB02", "LB03", "LB04")
    for label in ("LB01", "LB03"):
        study.classify(label, "enthusiast")
    for label, role in (("LB01", "family social worker"), ("LB02", "family social worker"), ("LB03", "Manager")):
        know(study, label, "role", role)
    study.project.close()
    return study.path


@pytest.fixture
def told(made, tmp_path):
    study = Study.__new__(Study)
    study.path = tmp_path / "study.fop"
    study.path.write_bytes(made.read_bytes())
    study.project = Project.open(study.path)
    yield study
    study.project.close()


def know(study, label, name, value, occasion=""):
    project = study.project
    known = project.store.values(Attribute, name=name)
    attribute = (
        known[0] if known else Attribute(new_guid(), name, AttributeType.CATEGORY, project.store.count("attribute"))
    )
    who = project.respondent_labelled(label).guid
    project.apply(attribute_change(project, {attribute: {who: value}}, occasion=occasion))


def coding(study, label):
    found = study.project.store.coding_guids(documents=[study.project.document_named(label).guid])
    assert len(found) == 1
    return found[0]


def star(study, *labels):
    for label in labels:
        study.project.apply(star_change(study.project, coding(study, label)))


def leave(study, label, words):
    guid = coding(study, label)
    study.project.apply(leave_out_change(study.project, guid, *words_place(study.project, guid, words)))


def quoted(study, template=None, **question):
    return [(q.label, q.text) for q in quotations(study.project, Question(**question), template=template).rows]


def test_a_star_is_one_change_set_once_and_taken_off(told):
    project, guid = told.project, coding(told, "LB01")
    project.apply(star_change(project, guid, note="for the summary"))
    assert star_change(project, guid) is None
    assert starred(project) == {guid}
    assert quotation_of(project, guid).note == "for the summary"
    project.apply(star_change(project, guid, note="for chapter 2"))
    assert quotation_of(project, guid).note == "for chapter 2"
    project.apply(unstar_change(project, guid))
    assert starred(project) == frozenset()
    project.undo()
    assert quotation_of(project, guid).note == "for chapter 2"
    project.apply(toggle_star(project, guid))
    project.apply(toggle_star(project, guid))
    assert starred(project) == {guid}


def test_a_quotation_goes_and_comes_back_with_its_passage(told) -> None:
    project, guid = told.project, coding(told, "LB01")
    star(told, "LB01")
    (passage,) = project.store.codings([guid])
    project.apply(uncode(passage, project.code_named("planning"), project.document_named("LB01")))
    assert quoted(told) == []
    with pytest.raises(NotFound, match="there is no passage"):
        unstar_change(project, guid)
    project.undo()
    assert quoted(told) == [("LB01", SAID)]


def test_nobody_who_is_not_to_be_quoted_is(told) -> None:
    project = told.project
    star(told, "LB01", "LB02")
    (person,) = project.store.values(Respondent, label="LB02")
    project.apply(Change("do not quote", (person,), (replace(person, do_not_quote=True),)))
    found = quotations(project)
    assert [q.label for q in found.rows] == ["LB01"]
    assert found.silent == 1
    project.apply(unstar_change(project, coding(told, "LB02")))
    with pytest.raises(ChangeRefused, match="LB02 is not to be quoted"):
        star_change(project, coding(told, "LB02"))


def test_the_interviewer_is_not_quoted(told) -> None:
    asked = told.code("LB04", "And then?")
    with pytest.raises(ChangeRefused, match="counts for nobody"):
        star_change(told.project, asked.guid)


def test_words_are_left_out_and_put_back(told) -> None:
    project, guid = told.project, coding(told, "LB01")
    with pytest.raises(NotFound, match="not starred"):
        leave_out_change(project, guid, 0, 5)
    star(told, "LB01")
    leave(told, "LB01", "you know")
    leave(told, "LB01", "t well")
    assert quoted(told) == [("LB01", "I planned […], […], before visits")]
    assert leave_out_change(project, guid, *words_place(project, guid, "well")) is None
    project.apply(toggle_left_out(project, guid, *words_place(project, guid, "well")))
    assert quoted(told) == [("LB01", "I planned it well, […], before visits")]
    project.apply(put_back_change(project, guid))
    assert quoted(told) == [("LB01", SAID)]
    assert put_back_change(project, guid) is None


def test_what_cannot_be_left_out_is_refused(told) -> None:
    project, guid = told.project, coding(told, "LB01")
    star(told, "LB01")
    (passage,) = project.store.codings([guid])
    with pytest.raises(ChangeRefused, match="nothing of the passage would be left"):
        leave_out_change(project, guid, passage.start, passage.end)
    with pytest.raises(ChangeRefused, match="no word of the passage"):
        leave_out_change(project, guid, passage.end, passage.end + 9)
    with pytest.raises(NotFound, match="does not hold"):
        words_place(project, guid, "not said")
    with pytest.raises(ChangeRefused, match="holds 'it' 2 times"):
        words_place(project, guid, "it")


def test_what_is_left_out_stays_where_it_is_when_the_passage_is_moved(told) -> None:
    project, guid = told.project, coding(told, "LB01")
    star(told, "LB01")
    leave(told, "LB01", "planned it")
    (passage,) = project.store.codings([guid])
    project.apply(resize(passage, passage.start + 6, passage.end, project.document_named("LB01")))
    assert quoted(told) == [("LB01", "[…] well, you know, before visits")]


def test_quotations_stand_in_the_order_of_documents_with_their_place(told) -> None:
    star(told, "LB03", "LB01")
    first, second = quotations(told.project).rows
    assert (first.label, first.code, first.document, first.place, first.line) == (
        "LB01",
        "planning",
        "LB01",
        "turn 2",
        2,
    )
    assert first.source == "LB01, turn 2"
    assert first.category == "Enthusiast"
    assert (second.label, second.code_name) == ("LB03", "Review")


def test_they_are_narrowed_by_sample_scope_code_and_view(told) -> None:
    star(told, "LB01", "LB02", "LB03")
    project = told.project
    assert [q.label for q in quotations(project, codes=[project.code_named("review")]).rows] == ["LB03"]
    assert [label for label, _ in quoted(told, where='"analytic group" = Enthusiast')] == ["LB01", "LB03"]
    assert quoted(told, scope="kind = vignette") == []
    told.assign("Ben", "LB01", "LB02")
    ben = told.code("LB01", "planned it well", coder="Ben")
    told.finish("LB01", "LB02", coder="Ben")
    assert quoted(told, view="Ben") == []
    # The consensus on LB01 is the union of both; Ben has nothing in LB02, which is not settled.
    assert [label for label, _ in quoted(told, view="consensus")] == ["LB01", "LB03"]
    project.apply(star_change(project, ben.guid))
    assert quoted(told, view="Ben") == [("LB01", "planned it well")]


def test_what_is_hidden_from_a_coder_is_not_quoted_to_them(told) -> None:
    star(told, "LB01", "LB02")
    told.assign("Ben", "LB01")
    ben = told.project.coder_named("Ben").guid
    found = quotations(told.project, seen_by=ben)
    assert [q.label for q in found.rows] == ["LB02"]
    assert "hidden until Ben has finished it" in found.hidden


@pytest.mark.parametrize(
    ("template", "labels"),
    [
        ("", ["LB01", "LB02", "LB04"]),
        ("{role}, {class}", ["Family social worker, enthusiast", "Family social worker", ""]),
        ("{class}, {role}", ["Enthusiast, family social worker", "Family social worker", ""]),
        ("{Analytic Group} ({respondent})", ["Enthusiast (LB01)", "(LB02)", "(LB04)"]),
        ("a worker on {code} in {document}, {kind}", ["a worker on Planning in LB01, interview"]),
    ],
)
def test_labels_say_what_the_project_knows(told, template, labels) -> None:
    star(told, "LB01", "LB02", "LB04")
    assert [label for label, _ in quoted(told, template)][: len(labels)] == labels


def test_the_projects_own_template_is_checked_kept_and_used(told) -> None:
    star(told, "LB01")
    project = told.project
    with pytest.raises(
        ValueRefused, match=r"Known: \{respondent\}, \{class\}, \{role\}, \{Analytic group\}, \{document\}"
    ):
        check_label(project, "{borough}")
    change_settings(project, quotation_label=check_label(project, " {role} "))
    assert quoted(told) == [("Family social worker", SAID)]
    assert check_label(project, "{respondent}") == ""
    asked = look_up(project, Question())
    assert label_example(project, "{role} {respondent}", asked) == "Family social worker LB01"


def test_a_value_of_the_documents_occasion_comes_first(told) -> None:
    star(told, "LB01")
    know(told, "LB01", "role", "Senior", occasion="time two")
    assert quoted(told, "{role}") == [("Family social worker", SAID)]
    told.interview("LB01 again", [("R", "I plan more")], respondents={"R": "LB01"}, occasion="time two")
    again = told.code("LB01 again", "I plan more")
    told.project.apply(star_change(told.project, again.guid))
    assert quoted(told, "{role}")[-1] == ("Senior", "I plan more")


def test_how_many_bear_a_label_is_known(told) -> None:
    star(told, "LB01", "LB03")
    assert [q.alike for q in quotations(told.project, template="{role}").rows] == [2, 1]
    assert [q.alike for q in quotations(told.project).rows] == [1, 1]
    assert [q.alike for q in quotations(told.project, template="A worker").rows] == [4, 4]


def test_the_spread_is_told_by_respondent_and_group_with_a_warning(told) -> None:
    star(told, "LB01", "LB02", "LB03")
    rows = quotations(told.project).rows
    found = spread(told.project, rows)
    assert found.warnings == ()
    assert dict(found.balance.respondents) == {"LB01": 1, "LB02": 1, "LB03": 1}
    assert dict(found.balance.groups["role"]) == {"Manager": (1, 1), "family social worker": (2, 2)}
    assert dict(found.balance.groups["Analytic group"]) == {"Enthusiast": (2, 2)}
    more = told.code("LB01", "That is all")
    told.project.apply(star_change(told.project, more.guid))
    two = [q for q in quotations(told.project).rows if "LB03" not in q.respondents]
    assert spread(told.project, two, by=()).warnings == ("All 3 quotations come from LB01 and LB02.",)


def test_classes_are_left_out_where_there_are_none_or_they_are_hidden(told) -> None:
    star(told, "LB01", "LB03")
    told.assign("Ben", "LB01")
    ben = told.project.coder_named("Ben").guid
    (row,) = quotations(told.project, template="{class}{respondent}", seen_by=ben).rows
    assert (row.label, row.category) == ("EnthusiastLB03", "Enthusiast")
    found = quotations(told.project, Question(view="either"), template="{class} {respondent}").rows
    assert [(q.label, q.category) for q in found] == [("LB01", ""), ("LB03", "")]
    asked = look_up(told.project, Question())
    assert label_example(told.project, "{class}", asked, seen_by=ben) == ""


def test_nobody_to_quote_makes_no_example(study) -> None:
    assert label_example(study.project, "{respondent}", look_up(study.project, Question())) == ""
