"""The method paragraph: who, how drawn, how well they agree, how it was settled; nothing that nobody knows."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from fop_coder.exporters.plain_agreement import report_to_plain
from fop_coder.model.agreement import Measure
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.errors import NotFound, ValueRefused
from fop_coder.model.in_words import listed
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Aim, KeptAgreement, Outcome, Reason, Round, Stage
from fop_coder.project.coders_compared import Comparison, Level, Segment, compare_coders
from fop_coder.project.disagreements import Over, list_disagreements, settle
from fop_coder.project.method import day_in_words, method_paragraph
from fop_coder.project.method_words import figure, in_words, over_codes, sentence, several, too_few, unreliable
from fop_coder.project.packs import Choice, Wish, draw, hand_out
from tests.unit.project.test_coders_compared import study_of

BOTH = ("Ann", "Ben")


@pytest.fixture
def study(tmp_path):
    """Twelve respondents: six whom both coded, two only Ann, one only Ben, three nobody."""
    made = study_of(tmp_path, (6, 2, 1, 3))
    yield made
    made.project.close()


def parts(study, **asked):
    return method_paragraph(study.project, Comparison(BOTH, **asked)).parts


def describe(study, name, **said):
    coder = study.project.coder_named(name)
    study.project.apply(Change(f"About {name}", (coder,), (replace(coder, **said),)))


def differences(study):
    return list_disagreements(study.project, [study.project.coder_named(name) for name in BOTH])


def settle_first(study, outcome, reason="", because=""):
    open_ones = [d for d in differences(study) if d.settlement is None]
    study.project.apply(settle(study.project, open_ones[0], outcome, because, reason=reason))


def a_round(study, *, aim=Aim.FINAL, opened="", drawn="12 of 12 documents", seed=None, version=1, coders=BOTH):
    project = study.project
    made = Round(
        new_guid(),
        "Last",
        aim,
        tuple(sorted(project.document_named(f"P{n:02}").guid for n in range(12))),
        tuple(sorted(project.coder_named(name).guid for name in coders)),
        drawn,
        seed,
        version,
        "2026-05-03T10:00:00Z",
        opened,
    )
    project.apply(Change("Round", added=(made,)))
    return made


# ---- who -------------------------------------------------------------------------------------------------------------


def test_what_nobody_said_of_the_coders_stands_in_brackets_and_is_listed(study):
    describe(study, "Ann", role="lead researcher", training="wrote the codebook")
    found = method_paragraph(study.project, Comparison(BOTH))
    assert found.parts["coders"] == (
        "The documents were coded by two coders: Ann (lead researcher; training: wrote the codebook) and "
        "Ben ([role of Ben]; training: [training of Ben])."
    )
    assert found.missing == ("[role of Ben]", "[training of Ben]", "[say whether they coded blind to each other]")
    assert all(placeholder in found.text for placeholder in found.missing)


def test_one_coder_twice_is_told_as_one_person(study):
    describe(study, "Ben", again_of=study.project.coder_named("Ann").guid)
    a_round(study, aim=Aim.AGAIN)
    told = parts(study, round="Last")
    assert told["coders"].startswith("The documents were coded twice by the same coder, Ann (")
    assert told["blind"] == "The first coding was not shown during the second."


def test_three_coders_are_all_named(study):
    study.assign("Cleo", "P00", "P01")
    study.finish("P00", "P01", coder="Cleo")
    found = method_paragraph(study.project, Comparison((*BOTH, "Cleo")))
    assert "three coders: Ann (" in found.text
    assert "Ben ([role of Ben]; training: [training of Ben]) and Cleo (" in found.text
    assert "of whom all of the coders had finished all documents" in found.parts["unit"]


# ---- which documents -------------------------------------------------------------------------------------------------


def test_all_documents_need_no_draw(study):
    assert parts(study)["documents"] == "All 12 documents were double-coded."


def test_some_documents_without_a_record_ask_how_they_were_chosen(study):
    study.interview("P99", [("P99", "Nobody read this twice.")])
    found = method_paragraph(study.project, Comparison(BOTH))
    assert found.parts["documents"] == (
        "Of 13 documents, 12 (92 %) were double-coded. They were chosen so: [how the documents were chosen]."
    )
    assert "[how the documents were chosen]" in found.missing


def test_a_pack_tells_how_it_was_drawn_and_why_and_that_it_was_blind(tmp_path):
    study = study_of(tmp_path, (1, 0, 0, 0))
    for name in ("P01", "P02", "P03"):
        study.interview(name, [(name, "We plan.")])
    project = study.project
    chosen = draw(project, Choice(number=2, seed=7), "Cleo")
    pack = hand_out(project, tmp_path / "cleo.fop", Wish("Cleo", because="a first check."), chosen)
    names = [d.name for d in chosen.documents]
    study.finish(*names)
    study.finish(*names, coder="Cleo")
    in_the_project = method_paragraph(project, Comparison(("Ann", "Cleo"))).parts["blind"]
    assert in_the_project == "[say whether they coded blind to each other]."
    project.apply(Change("It came back", (pack,), (replace(pack, merged="2026-06-10T08:00:00Z"),)))
    hand_out(project, tmp_path / "ann.fop", Wish("Ann"), draw(project, Choice(names=("P01", "P02", "P03"))))
    study.interview("Nobody", [("I", "We were alone.")])
    told = method_paragraph(project, Comparison(("Ann", "Cleo"))).parts
    assert told["documents"] == (
        "Of 4 documents, 2 (50 %) were double-coded. They were chosen so: 2 of 4 documents drawn at random, seed 7 "
        "(reason given: “a first check”)."
    )
    assert told["blind"] == "Cleo coded blind, in a file of their own that held nobody else's coding."
    project.close()


def test_a_round_tells_its_draw_its_seed_and_that_it_was_blind_until_it_was_opened(study):
    a_round(study, drawn="12 of 12 documents by borough", seed=3)
    told = parts(study, round="last")
    assert "They were chosen so: 12 of 12 documents by borough, seed 3." in told["documents"]
    assert told["blind"].startswith("They coded blind: nobody was shown another's coding")
    assert told["codebook"] == (
        "Coding followed version 1 of the codebook, with 2 codes in use in the final round “Last”."
    )


def test_a_round_that_was_opened_says_when(study):
    a_round(study, opened="2026-06-09T08:00:00Z")
    allowed = "They were allowed to see each other's coding from 9 June 2026 on."
    assert parts(study, round="Last")["blind"].endswith(allowed)


def test_passages_made_after_discussion_are_told(study):
    coding = study.code("P00", "look back")
    study.project.apply(Change("Discussed", (coding,), (replace(coding, discussed=True),)))
    told = parts(study)
    assert "1 passage was coded in sight of another's coding and left out of the figures" in told["blind"]
    assert told["after"].startswith("After discussion")


def test_nothing_claims_that_coders_were_blind_where_no_round_or_pack_says_so(study):
    assert parts(study)["blind"] == "[say whether they coded blind to each other]."


# ---- figures ---------------------------------------------------------------------------------------------------------


def test_every_figure_is_the_report_s_with_two_decimals(study):
    found = parts(study)["before"]
    overall = compare_coders(study.project, Comparison(BOTH)).overall
    for measure, name in ((Measure.ALPHA, "Krippendorff's alpha"), (Measure.AC1, "Gwet's AC1")):
        coefficient = overall.coefficients[measure]
        low, high = coefficient.interval
        assert f"{name} {coefficient.value:.2f} ({low:.2f} to {high:.2f})" in found
    assert found.startswith(
        "Before differences were discussed, pooled over the 1 of 2 codes that was used: percent agreement 75 % "
        "(95 % interval 50 % to 100 %)"
    )
    assert "agreement on yes 0.80 (0.50 to 1.00)" in found
    assert "agreement on no 0.67" in found


def test_codes_range_from_the_lowest_to_the_highest_and_undefined_ones_are_named(study):
    assert parts(study)["codes"] == (
        "Alpha is not defined for Review: no variation (both coders said no to every respondent)."
    )
    study.code("P00", "look back", "review")
    study.code("P00", "look back", "review", coder="Ben")
    assert parts(study)["codes"] == (
        "From code to code, percent agreement ran from 75 % (Planning) to 100 % (Review), Krippendorff's alpha ran "
        "from 0.49 (Planning) to 1.00 (Review) and Gwet's AC1 ran from 0.53 (Planning) to 1.00 (Review)."
    )


def test_too_few_respondents_cannot_show_a_high_alpha(study):
    assert parts(study)["limits"].startswith(
        "12 respondents cannot show that alpha is 0.80 or more: even for a code that half of the respondents refer "
        "to, that takes 103 (Bloch and Kraemer 1989)."
    )
    assert "limits" not in parts(study, level=Level.CHARACTER)


def test_without_intervals_nothing_is_said_of_resampling(tmp_path):
    study = study_of(tmp_path, (2, 1, 0, 1))
    told = parts(study)
    assert "With fewer than 10 respondents, no intervals are given." in told["limits"]
    assert "95 % interval" not in told["before"]
    assert "resample" not in told["computing"]
    study.project.close()


def test_how_intervals_were_made_and_by_what(study):
    told = parts(study, resamples=500, seed=9)["computing"]
    assert "from 500 resamples of respondents (seed 9)" in told
    assert "de Vries" in told
    assert "FOP Coder" in told


@pytest.mark.parametrize(
    ("asked", "unit"),
    [
        ({"level": Level.CHARACTER}, "The unit of analysis is the character of the respondents' words"),
        ({"level": Level.SEGMENT}, "The unit of analysis is the turn of"),
        ({"level": Level.SEGMENT, "segment": Segment.SENTENCE}, "The unit of analysis is the sentence of"),
        ({"level": Level.CRITERION}, "The unit of analysis is the respondent and criterion"),
    ],
)
def test_the_unit_of_analysis_is_said(study, asked, unit):
    assert parts(study, **asked)["unit"].startswith(unit)


def test_respondents_marked_as_not_asked_are_told_to_be_left_out(study):
    study.mark("P11", "planning", "not asked", coder="Ben")
    assert "for 1 code over fewer, as those marked as not asked or too little are left out" in parts(study)["unit"]


def test_classes_have_a_paragraph_of_their_own(study):
    for number in range(12):
        for coder in BOTH:
            other = coder == "Ben" and number == 0
            study.classify(f"P{number:02}", "cautious" if other else "enthusiast", coder=coder)
    told = parts(study, level=Level.CLASSIFICATION)
    assert told["unit"].startswith(
        "The unit of analysis is the respondent's class in the scheme “Analytic group”, over the 12 respondents"
    )
    assert "agreement on yes" not in told["before"]
    assert told["differences"] == "They differed once, over a respondent's class."
    assert "even for a scheme of two equal categories" in told["limits"]
    assert "codes" not in told


# ---- settling --------------------------------------------------------------------------------------------------------


def test_no_difference_needs_no_settling(tmp_path):
    study = study_of(tmp_path, (5, 0, 0, 5))
    told = parts(study)
    assert told["differences"] == "The coders did not differ in anything that both had finished."
    assert not {"settling", "after"} & set(told)
    study.project.close()


def test_open_differences_are_told_and_have_no_figures_after(study):
    told = parts(study)
    assert told["differences"] == "They differed in 3 cases, over whether a passage carries the code."
    assert told["settling"] == "None of these differences has been settled."
    assert "after" not in told


def test_outcomes_and_reasons_are_counted(study):
    settle_first(study, Outcome.FIRST, str(Reason.OVERSIGHT))
    settle_first(study, Outcome.NEITHER, str(Reason.WORDING))
    assert parts(study)["settling"] == (
        "2 differences were settled by Ann: 1 as Ann had it and 1 with no passage. The reasons for differing were "
        "wording of the code (1) and oversight (1). 1 difference is not settled yet."
    )
    settle_first(study, Outcome.SECOND)
    told = parts(study)
    assert "3 differences were settled by Ann" in told["settling"]
    assert "1 as Ben had it" in told["settling"]
    assert told["settling"].endswith("wording of the code (1) and oversight (1); none was given for 1.")
    assert "percent agreement 100 %" in told["after"]


def test_a_mark_and_a_boundary_are_told_apart(study):
    study.mark("P11", "planning", "not asked")
    study.mark("P11", "planning", "too little information", coder="Ben")
    assert parts(study)["differences"] == (
        "They differed in 4 cases: 3 over whether a passage carries the code and 1 over a respondent's status."
    )
    mark = next(d for d in differences(study) if d.over is Over.STATUS)
    study.project.apply(settle(study.project, mark, Outcome.NEW, label="not referred"))
    assert "1 difference was settled by Ann: 1 otherwise." in parts(study)["settling"]


def test_the_first_difference_alone_is_told_in_the_singular(tmp_path):
    study = study_of(tmp_path, (5, 1, 0, 5))
    told = parts(study)
    assert told["differences"] == "They differed once, over whether a passage carries the code."
    assert told["settling"] == "It has not been settled."
    study.project.close()


# ---- on record -------------------------------------------------------------------------------------------------------


def keep(study, *, level=Level.RESPONDENT, round_=None, coders=BOTH):
    report = compare_coders(study.project, Comparison(BOTH, level=level))
    kept = KeptAgreement(
        new_guid(),
        Stage.BEFORE,
        str(level),
        tuple(study.project.coder_named(name).guid for name in coders),
        1,
        "0.1.0",
        json.dumps(report_to_plain(report)),
        "2026-05-04T10:00:00Z",
        round_.guid if round_ else None,
    )
    study.project.apply(Change("Keep", added=(kept,)))


def test_figures_on_record_stay_whatever_is_coded_later(study):
    keep(study)
    before = parts(study)["before"]
    assert before.startswith("Before differences were discussed (as put on record on 4 May 2026), pooled over")
    study.code("P08", "plan \U0001f600 ahead")
    assert parts(study)["before"] == before
    assert "percent agreement 75 %" in before


def test_what_is_on_record_for_another_level_round_or_filter_is_not_taken(study):
    keep(study, level=Level.CHARACTER)
    assert "put on record" not in parts(study)["before"]
    assert "put on record" in parts(study, level=Level.CHARACTER)["before"]
    assert "put on record" not in parts(study, level=Level.CHARACTER, scope="kind = interview")["before"]
    a_round(study)
    assert "put on record" not in parts(study, level=Level.CHARACTER, round="Last")["before"]


def test_what_is_on_record_of_other_coders_is_not_taken(study):
    study.project.apply(Change("Cleo", added=(Coder(new_guid(), "Cleo"),)))
    keep(study, coders=("Ann", "Cleo"))
    assert "put on record" not in parts(study)["before"]


def test_a_codebook_that_has_moved_on_is_told(study):
    a_round(study, version=0)
    assert "version 0 of the codebook (now version 1)" in parts(study, round="Last")["codebook"]


# ---- refusals and words ----------------------------------------------------------------------------------------------


def test_unknown_names_and_lone_coders_are_refused(study):
    with pytest.raises(NotFound, match="Zoe"):
        method_paragraph(study.project, Comparison(("Ann", "Zoe")))
    with pytest.raises(NotFound, match="no round called"):
        method_paragraph(study.project, Comparison(BOTH, round="first"))
    with pytest.raises(ValueRefused, match="two coders"):
        method_paragraph(study.project, Comparison(("Ann",)))
    study.assign("Cleo", "P00")
    with pytest.raises(ValueRefused, match="Ann and Cleo have finished no document together"):
        method_paragraph(study.project, Comparison(("Ann", "Cleo")))


def test_criteria_are_counted_as_criteria(study):
    told = parts(study, level=Level.CRITERION)
    assert "of 2 criteria" in told["before"] or "over 2 criteria" in told["before"]
    assert "2 codes in use" in told["codebook"]
    assert "criteria that were used" in told["computing"]


def test_words():
    assert (in_words(2), in_words(11), in_words(1200)) == ("two", "11", "1,200")
    assert (several(1, "unit"), several(2000, "unit"), several(2, "half", "halves")) == (
        "1 unit",
        "2,000 units",
        "2 halves",
    )
    assert listed([]) == ""
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert sentence("the end.") == "The end."
    assert sentence("") == ""
    assert figure(Measure.ALPHA, -0.001) == "0.00"
    assert figure(Measure.PERCENT, 0.125) == "12 %"
    assert day_in_words("2026-12-24T00:00:00Z") == "24 December 2026"


def test_the_same_figure_for_every_code_is_said_once():
    row = {"intervals": {}, "positive_agreement": 1.0, "percent_agreement": 1.0, "krippendorff_alpha": 1.0, "units": 9}
    rows = [{**row, "name": "Planning"}, {**row, "name": "Review"}]
    assert list(over_codes({"rows": rows})) == [
        "From code to code, percent agreement was 100 % for each and Krippendorff's alpha was 1.00 for each."
    ]
    unknown = {"name": "Mapping", "units": 9, "positive_agreement": 1.0, "percent_agreement": None}
    first, second = over_codes({"rows": [*rows, unknown]})
    assert first.endswith("alpha was 1.00 for each of those it is defined for.")
    assert second == "Alpha is not defined for Mapping."


def test_intervals_from_few_defined_resamples_are_called_unreliable():
    overall = {"categories": [], "undefined_resamples": {"krippendorff_alpha": 0.12, "gwet_ac1": 0.01}}
    assert list(unreliable({"overall": overall}, 0.05)) == [
        "The interval is unreliable where many resamples were not defined: Krippendorff's alpha (12 % of the "
        "resamples)."
    ]


def test_enough_respondents_are_not_warned_of():
    overall = {"units": 120, "resampled": 120}
    report = {"level": "respondent", "unit": "respondent", "resampled": "respondent", "rows": [], "overall": overall}
    assert list(too_few(report, 10)) == []
