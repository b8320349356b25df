"""Coders are compared on what all of them were given, of the sample alone: at every level, in the notes, in words."""

from __future__ import annotations

import pytest

from fop_coder.coding.respondents import exclude
from fop_coder.model.errors import ValueRefused
from fop_coder.project.coders_compared import Comparison, Level, compare_coders
from fop_coder.project.disagreements import list_disagreements
from fop_coder.project.method import method_paragraph
from fop_coder.project.passages_matched import match_passages
from tests.study import Study

BOTH = ("Ann", "Ben")
LEVELS = (Level.RESPONDENT, Level.SEGMENT, Level.CHARACTER)


@pytest.fixture
def study(tmp_path):
    """Return a study of three interviews that both have read, and two more of Mia and Tom that Ann alone has read."""
    made = Study(tmp_path)
    for name in ("Mia", "Tom", "Zoe"):
        made.interview(name, [("I", "And then?"), (name, "We plan ahead.")])
    for name in ("Mia", "Tom"):
        made.interview(f"{name} again", [(name, "We plan once more.")], respondents={name: name})
    made.assign("Ben", "Mia", "Tom", "Zoe")
    made.code("Zoe", "plan ahead")
    made.code("Zoe", "plan ahead", coder="Ben")
    made.code("Mia again", "plan once more", criteria="a")
    made.finish("Mia", "Tom", "Zoe", "Mia again", "Tom again")
    made.finish("Mia", "Tom", "Zoe", coder="Ben")
    yield made
    made.project.close()


def planning(report):
    return next(r for r in report.rows if r.code == "planning")


def test_nobody_differs_over_words_that_one_of_them_never_saw(study):
    project = study.project
    report = compare_coders(project, Comparison(BOTH))
    assert planning(report).table == ((2, 0), (0, 1))
    assert list_disagreements(project, [project.coder_named(name) for name in BOTH]) == []
    partly = "Compared on those documents alone that all of the coders were given: Mia (without Mia again); Tom ("
    assert any(note.startswith(partly) for note in report.notes)
    unit = method_paragraph(project, Comparison(BOTH)).parts["unit"]
    assert "over the 3 respondents of whom both coders had finished all documents that both were given" in unit


def test_who_has_a_document_that_its_only_reader_has_not_finished_is_left_out(study):
    study.interview("Zoe again", [("Zoe", "Later on.")], respondents={"Zoe": "Zoe"})
    report = compare_coders(study.project, Comparison(BOTH))
    assert planning(report).table == ((2, 0), (0, 0))
    assert "Left out, because Ann has not finished the documents: Zoe" in report.notes


def test_who_is_known_to_both_from_different_documents_is_left_out_and_named(study):
    study.interview("First", [("Ida", "We plan.")], respondents={"Ida": "Ida"})
    study.interview("Second", [("Ida", "We plan anew.")], respondents={"Ida": "Ida"})
    study.assign("Ben", "Second")
    study.assign("Cleo", "First")
    study.finish("First", coder="Cleo")
    study.finish("Second", coder="Ben")
    report = compare_coders(study.project, Comparison(("Ben", "Cleo")))
    assert planning(report).units == 0
    assert "Left out, because no document of theirs was given to all of the coders: Ida" in report.notes
    assert "Left out, because Cleo was given no document: Mia, Tom, Zoe" in report.notes


def test_classes_given_on_unequal_grounds_are_compared_and_named(study):
    for coder in BOTH:
        for name in ("Mia", "Tom", "Zoe"):
            study.classify(name, "enthusiast", coder=coder)
    report = compare_coders(study.project, Comparison(BOTH, Level.CLASSIFICATION))
    assert report.overall.units == 3
    said = "Classified on unequal grounds: Mia (not all were given Mia again); Tom (not all were given Tom again)"
    assert said in report.notes


def test_criteria_of_a_document_that_one_never_saw_are_not_compared(study):
    study.code("Mia", "plan ahead")
    study.code("Mia", "plan ahead", coder="Ben")
    report = compare_coders(study.project, Comparison(BOTH, Level.CRITERION))
    ahead = next(r for r in report.rows if r.code == "planning/a")
    assert ahead.table == ((2, 0), (0, 0))


# ---- the sample ------------------------------------------------------------------------------------------------------


@pytest.fixture
def joint(tmp_path):
    """Return a study of Mia, an enthusiast, and Tom, who speak together and Tom once alone; they differ over Tom."""
    made = Study(tmp_path)
    lines = [("Mia", "We plan ahead."), ("Tom", "I never plan at all.")]
    made.interview("Both", lines, respondents={"Mia": "Mia", "Tom": "Tom"})
    made.interview("Alone", [("Tom", "So we plan.")], respondents={"Tom": "Tom"})
    made.assign("Ben", "Both", "Alone")
    made.code("Both", "plan ahead")
    made.code("Both", "plan ahead", coder="Ben")
    made.code("Both", "ahead.\nTom: I never", "review")
    made.code("Both", "never plan", coder="Ben")
    made.finish("Both", "Alone")
    made.finish("Both", "Alone", coder="Ben")
    made.classify("Mia", "enthusiast")
    yield made
    made.project.close()


@pytest.mark.parametrize(
    ("level", "planned", "reviewed"),
    [
        (Level.RESPONDENT, ((0, 0), (0, 1)), ((0, 0), (1, 0))),
        (Level.SEGMENT, ((0, 0), (0, 1)), ((0, 0), (1, 0))),
        (Level.CHARACTER, ((4, 0), (0, 10)), ((8, 0), (6, 0))),
    ],
)
def test_a_sample_narrows_the_text_to_its_own_words(joint, level, planned, reviewed):
    report = compare_coders(joint.project, Comparison(BOTH, level, where="group = enthusiast"))
    assert [row.table for row in report.rows] == [planned, reviewed]
    if level is not Level.RESPONDENT:
        assert report.overall.drawn == 1
        assert "Compared: turns of the sample's respondents; interviewers' words are left out" in report.notes


def test_passages_are_matched_within_the_sample_too(joint):
    (everybody,) = match_passages(joint.project, Comparison(BOTH))
    (mia,) = match_passages(joint.project, Comparison(BOTH, where="group = enthusiast"))
    assert (everybody.overall.first, everybody.overall.second) == (2, 2)
    assert (mia.overall.first, mia.overall.second, mia.documents) == (2, 1, 1)


@pytest.mark.parametrize("level", LEVELS)
def test_whoever_is_excluded_is_compared_at_no_level(joint, level):
    project = joint.project
    project.apply(exclude(project.respondent_labelled("Tom"), "left the study"))
    report = compare_coders(project, Comparison(BOTH, level))
    assert planning(report).value("percent_agreement") in (1.0, None)


def test_a_sample_of_which_nobody_speaks_where_two_have_finished_is_refused_with_the_reason(joint):
    with pytest.raises(ValueRefused, match="two of the coders finished and in which a respondent of the sample speaks"):
        compare_coders(joint.project, Comparison(BOTH, Level.CHARACTER, where="group = cautious"))
