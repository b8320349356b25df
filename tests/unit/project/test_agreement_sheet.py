"""The sheet of agreement: what stands out, whether there are units enough, who has not finished what."""

from __future__ import annotations

import pytest

from fop_coder.agreement.sample_size import enough_units
from fop_coder.model.errors import NotFound
from fop_coder.project.agreement_sheet import agreement_choices, agreement_sheet
from fop_coder.project.coders_compared import Comparison, Level, compare_coders
from fop_coder.project.draws import Choice, draw
from fop_coder.project.packs import Wish, hand_out
from tests.study import Study

SAID = "We plan ahead. Then we look back."
BOTH = Comparison(("Ann", "Ben"))


def coded(study, table, code="planning"):
    """Let so many respondents be coded by both, by Ann, by Ben, by nobody; both finish all."""
    both, ann, ben, nobody = table
    names = [f"P{n:03}" for n in range(both + ann + ben + nobody)]
    for number, name in enumerate(names):
        study.interview(name, [("I", "And?"), (name, SAID)])
        if number < both + ann:
            study.code(name, "plan", code)
    study.assign("Ben", *names)
    for number, name in enumerate(names):
        if number < both or both + ann <= number < both + ann + ben:
            study.code(name, "plan", code, coder="Ben")
    study.finish(*names)
    study.finish(*names, coder="Ben")
    return names


def said_of(sheet):
    return {n.name: n.sentence for n in sheet.notable}


def test_the_sheet_holds_the_report_of_the_comparison(study):
    coded(study, (5, 2, 1, 6))
    for level in (Level.RESPONDENT, Level.CHARACTER, Level.CLASSIFICATION):
        comparison = Comparison(("Ann", "Ben"), level)
        assert agreement_sheet(study.project, comparison).report == compare_coders(study.project, comparison)


def test_a_code_that_nearly_all_have_is_notable_and_one_in_the_middle_is_not(study):
    coded(study, (21, 1, 1, 2))
    assert said_of(agreement_sheet(study.project, BOTH)) == {
        "Planning": "21 of 25 are “both yes”, so alpha rests on 4 respondents and its interval is wide. "
        "Read it beside AC1 and the counts.",
        "Review": "alpha is not defined: no variation (both coders said no to every respondent).",
    }


def test_a_code_that_hardly_anybody_has_is_notable_as_both_no(study):
    coded(study, (1, 1, 0, 10))
    sentence = said_of(agreement_sheet(study.project, BOTH))["Planning"]
    assert sentence.startswith("10 of 12 are “both no”, so alpha rests on 2 respondents")


def test_a_code_in_the_middle_is_not_notable(study):
    coded(study, (6, 1, 1, 6))
    assert "Planning" not in said_of(agreement_sheet(study.project, BOTH))


def test_of_texts_only_what_is_not_defined_is_notable(study):
    coded(study, (21, 1, 1, 2))
    assert set(said_of(agreement_sheet(study.project, Comparison(("Ann", "Ben"), Level.CHARACTER)))) == {"Review"}


def test_so_few_respondents_can_show_no_code(study):
    coded(study, (6, 1, 1, 6))
    sheet = agreement_sheet(study.project, BOTH)
    assert sheet.enough == "14 respondents cannot show alpha of .8 or more for any code."
    assert not enough_units(14, 0.8, 0.5).enough


def test_many_respondents_can_show_some_codes_and_the_others_are_named(study):
    coded(study, (50, 2, 3, 50))
    assert enough_units(105, 0.8, 0.5).enough
    sheet = agreement_sheet(study.project, BOTH)
    assert sheet.enough == "105 respondents cannot show alpha of .8 or more for Review."


def test_of_classes_it_is_said_of_the_classification_and_of_texts_nothing(study):
    names = coded(study, (3, 0, 0, 3))
    for name in names:
        study.classify(name, "enthusiast" if name < "P003" else "cautious")
        study.classify(name, "enthusiast" if name < "P002" else "cautious", coder="Ben")
    classes = agreement_sheet(study.project, Comparison(("Ann", "Ben"), Level.CLASSIFICATION))
    assert classes.enough == "6 respondents cannot show alpha of .8 or more for any classification."
    assert agreement_sheet(study.project, Comparison(("Ann", "Ben"), Level.SEGMENT)).enough == ""


def test_nothing_that_both_finished_is_no_error_but_told_by_coder(study):
    study.interview("P000", [("P000", SAID)])
    study.interview("P001", [("P001", SAID)])
    study.assign("Ben", "P001")
    study.finish("P000")
    sheet = agreement_sheet(study.project, BOTH)
    assert sheet.report is None
    ann, ben = sheet.unread
    assert (ann.coder, ann.given, ann.waiting) == ("Ann", 2, ("P001",))
    assert (ben.coder, ben.given, ben.waiting) == ("Ben", 1, ("P001",))


def test_a_round_looks_at_its_documents_alone(study):
    names = coded(study, (4, 1, 1, 4))
    hand_out(
        study.project,
        study.path.parent / "pack.fop",
        Wish("Ben", round="Second"),
        draw(study.project, Choice(names=tuple(names[:6]))),
    )
    study.finish(*names[:6], coder="Ben")
    sheet = agreement_sheet(study.project, Comparison(("Ann", "Ben"), round="Second"))
    assert sheet.report is not None
    assert sheet.report.overall.drawn == 6
    assert [u.given for u in sheet.unread] == [6, 6]
    assert agreement_choices(study.project).rounds == ("Second",)


def test_a_name_that_is_not_known_is_refused(study):
    coded(study, (1, 0, 0, 1))
    with pytest.raises(NotFound):
        agreement_sheet(study.project, Comparison(("Ann", "Zoe")))
    with pytest.raises(NotFound):
        agreement_sheet(study.project, Comparison(("Ann", "Ben"), round="never"))


def test_what_can_be_chosen_begins_with_those_who_finished_most(tmp_path):
    made = Study(tmp_path)
    made.project.coder_or_new("Cal")
    coded(made, (1, 0, 0, 2))
    choices = agreement_choices(made.project)
    assert choices.coders == ("Ann", "Ben", "Cal")
    assert choices.schemes == ("Analytic group",)
    assert choices.has_criteria
    assert choices.samples == {}
    made.project.close()
