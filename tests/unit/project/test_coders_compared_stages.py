"""Agreement before discussion and after it: independent coding alone, or everything with what was settled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fop_coder.model.agreement import Measure
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code, Codebook
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Finish
from fop_coder.model.errors import ValueRefused
from fop_coder.model.second_coding import Outcome, SettledPassage, Stage
from fop_coder.project.coders_compared import Comparison, Level, Segment, compare_coders
from fop_coder.project.differences import Over, list_disagreements
from fop_coder.project.disagreements import settle
from tests.study import Study

BOTH = ("Ann", "Ben")
SAID = "We plan ahead. Then we look back. And we stop."
EVERY_LEVEL = [
    Comparison(BOTH),
    Comparison(BOTH, Level.CRITERION),
    Comparison(BOTH, Level.SEGMENT),
    Comparison(BOTH, Level.SEGMENT, segment=Segment.SENTENCE),
    Comparison(BOTH, Level.CHARACTER),
]


@pytest.fixture
def read_twice(study: Study) -> Study:
    """Return a study of four interviews, read by Ann and Ben: both code P0, Ann alone P1."""
    for name in ("P0", "P1", "P2", "P3"):
        study.interview(name, [("I", "And then?"), (name, SAID)])
    names = ("P0", "P1", "P2", "P3")
    study.assign("Ben", *names)
    study.code("P0", "plan ahead", criteria="a")
    study.code("P0", "plan ahead", coder="Ben", criteria="ab")
    study.code("P1", "plan ahead")
    study.finish(*names)
    study.finish(*names, coder="Ben")
    return study


def row(report, code="planning"):
    return next(r for r in report.rows if r.code == code)


def table(study, comparison, code="planning", stage=Stage.BEFORE):
    """Return both no, Ben only, Ann only, both yes."""
    (no, ben), (ann, both) = row(compare_coders(study.project, replace(comparison, stage=stage)), code).table
    return no, ben, ann, both


def discuss(study, coding):
    """Make a coding one that was made after discussion."""
    study.project.apply(Change("Discuss", removed=(coding,), added=(replace(coding, discussed=True),)))


def codings(study, document, coder="Ann"):
    store = study.project.store
    return store.values(
        Coding, document=study.project.document_named(document).guid, coder=study.project.coder_named(coder).guid
    )


def open_differences(study, coders=BOTH, **more):
    found = list_disagreements(study.project, [study.project.coder_named(c) for c in coders], **more)
    return [d for d in found if d.settlement is None]


def test_a_passage_coded_after_discussion_is_no_independent_one(read_twice):
    study = read_twice
    assert table(study, Comparison(BOTH)) == (2, 0, 1, 1)
    discuss(study, codings(study, "P1")[0])
    assert table(study, Comparison(BOTH)) == (3, 0, 0, 1)
    assert table(study, Comparison(BOTH), stage=Stage.AFTER) == (2, 0, 1, 1)
    length = len("plan ahead")
    assert table(study, Comparison(BOTH, Level.CHARACTER)) == (4 * len(SAID) - length, 0, 0, length)
    assert table(study, Comparison(BOTH, Level.SEGMENT)) == (3, 0, 0, 1)
    assert table(study, Comparison(BOTH, Level.SEGMENT), stage=Stage.AFTER) == (2, 0, 1, 1)


@pytest.mark.parametrize("comparison", EVERY_LEVEL)
def test_what_is_left_out_as_discussed_is_said_by_coder_and_nothing_where_there_is_none(read_twice, comparison):
    study, told = read_twice, "Passages left out, because they were coded after discussion: 1 of Ann, 1 of Ben"
    assert not any("after discussion" in note for note in compare_coders(study.project, comparison).notes)
    study.code("P2", "look back", coder="Ben")
    for document, coder in (("P1", "Ann"), ("P2", "Ben")):
        discuss(study, codings(study, document, coder)[0])
    report = compare_coders(study.project, comparison)
    assert report.stage == "before discussion"
    assert told in report.notes
    after = compare_coders(study.project, replace(comparison, stage=Stage.AFTER))
    assert after.stage == "after discussion"
    assert told not in after.notes


def test_only_what_is_compared_is_counted_as_left_out(read_twice):
    study = read_twice
    discuss(study, codings(study, "P1")[0])
    study.interview("Late", [("Late", SAID)], kind="workshop")
    discuss(study, study.code("Late", "plan"))
    notes = compare_coders(study.project, Comparison(BOTH, scope="kind = interview")).notes
    assert "Passages left out, because they were coded after discussion: 1 of Ann" in notes


def test_a_respondent_with_an_independent_passage_left_still_refers(read_twice):
    study = read_twice
    discuss(study, study.code("P0", "look back"))
    assert table(study, Comparison(BOTH)) == (2, 0, 1, 1)


@pytest.mark.parametrize(
    ("outcome", "respondents", "characters"),
    [
        (Outcome.FIRST, (2, 0, 0, 2), 20),
        (Outcome.SECOND, (3, 0, 0, 1), 10),
        (Outcome.NEITHER, (3, 0, 0, 1), 10),
        (Outcome.NEW, (2, 0, 0, 2), 14),
    ],
)
def test_after_discussion_both_have_what_they_settled_on(read_twice, outcome, respondents, characters):
    study = read_twice
    (difference,) = open_differences(study)
    where = difference.cluster.start
    passages = (SettledPassage(where, where + 4),) if outcome is Outcome.NEW else ()
    study.project.apply(settle(study.project, difference, outcome, passages=passages))
    assert table(study, Comparison(BOTH)) == (2, 0, 1, 1)
    assert table(study, Comparison(BOTH), stage=Stage.AFTER) == respondents
    by_character = Comparison(BOTH, Level.CHARACTER)
    assert table(study, by_character) == (4 * len(SAID) - 20, 0, 10, 10)
    assert table(study, by_character, stage=Stage.AFTER) == (4 * len(SAID) - characters, 0, 0, characters)


def test_what_is_not_settled_stays_a_difference_and_so_does_what_changed_since(read_twice):
    study = read_twice
    study.code("P2", "look back", coder="Ben")
    first, second = open_differences(study)
    study.project.apply(settle(study.project, first, Outcome.SECOND))
    assert table(study, Comparison(BOTH), stage=Stage.AFTER) == (2, 1, 0, 1)
    study.project.apply(settle(study.project, second, Outcome.FIRST))
    assert table(study, Comparison(BOTH), stage=Stage.AFTER) == (3, 0, 0, 1)
    study.code("P2", "look back. And", coder="Ben")
    assert table(study, Comparison(BOTH), stage=Stage.AFTER) == (2, 1, 0, 1)
    assert table(study, Comparison(BOTH, Level.SEGMENT), stage=Stage.AFTER) == (2, 1, 0, 1)


def test_ends_that_were_settled_are_everybodys(read_twice):
    study = read_twice
    study.code("P2", "we look back")
    study.code("P2", "look back.", coder="Ben")
    (difference,) = [d for d in open_differences(study, boundaries=True) if d.over is Over.BOUNDARY]
    study.project.apply(settle(study.project, difference, Outcome.FIRST))
    by_character = Comparison(BOTH, Level.CHARACTER)
    assert table(study, by_character)[1:] == (1, 3 + 10, 10 + 9)
    assert table(study, by_character, stage=Stage.AFTER)[1:] == (0, 10, 10 + 12)


def test_what_three_coders_settled_holds_for_any_two_of_them(read_twice):
    study = read_twice
    study.assign("Cem", "P0", "P1", "P2", "P3")
    for name in ("P0", "P1"):
        study.code(name, "plan ahead", coder="Cem")
    study.finish("P0", "P1", "P2", "P3", coder="Cem")
    (difference,) = open_differences(study, ("Ann", "Ben", "Cem"))
    study.project.apply(settle(study.project, difference, Outcome.FIRST))
    for level in (Level.RESPONDENT, Level.SEGMENT):
        assert table(study, Comparison(("Ben", "Cem"), level)) == (2, 1, 0, 1)
        assert table(study, Comparison(("Ben", "Cem"), level), stage=Stage.AFTER) == (2, 0, 0, 2)


def test_what_was_settled_with_somebody_else_is_not_settled_between_these(read_twice):
    study = read_twice
    study.assign("Cem", "P0", "P1", "P2", "P3")
    study.code("P0", "plan ahead", coder="Cem")
    study.finish("P0", "P1", "P2", "P3", coder="Cem")
    (difference,) = open_differences(study, ("Ann", "Cem"))
    study.project.apply(settle(study.project, difference, Outcome.SECOND))
    for level in (Level.RESPONDENT, Level.SEGMENT):
        assert table(study, Comparison(BOTH, level), stage=Stage.AFTER) == (2, 0, 1, 1)


def test_a_status_that_was_settled_is_everybodys(read_twice):
    study = read_twice
    study.mark("P3", "planning", "not-asked", coder="Ben")
    (difference,) = [d for d in open_differences(study) if d.over is Over.STATUS]
    study.project.apply(settle(study.project, difference, Outcome.FIRST))
    before = compare_coders(study.project, Comparison(BOTH))
    after = compare_coders(study.project, Comparison(BOTH, stage=Stage.AFTER))
    assert (row(before).units, row(after).units) == (3, 4)
    assert "Planning: marks are missing values here: P3 (not asked by Ben)" in before.notes
    assert not any("marks are missing" in note for note in after.notes)


def test_a_class_that_was_settled_is_everybodys(read_twice):
    study = read_twice
    for respondent, ann, ben in (("P0", "enthusiast", "enthusiast"), ("P1", "enthusiast", "cautious")):
        study.classify(respondent, ann)
        study.classify(respondent, ben, coder="Ben")
    study.classify("P2", "cautious")
    for difference in [d for d in open_differences(study) if d.over is Over.CLASS]:
        study.project.apply(settle(study.project, difference, Outcome.NEW, label="Cautious"))
    classes = Comparison(BOTH, Level.CLASSIFICATION)
    assert compare_coders(study.project, classes).overall.table == ((1, 1), (0, 0))
    after = compare_coders(study.project, replace(classes, stage=Stage.AFTER)).overall
    assert (after.table, after.left_out) == (((1, 0), (0, 2)), 1)


# ---- criteria --------------------------------------------------------------------------------------------------------


def test_criteria_are_compared_among_those_whom_all_have_as_referred(read_twice):
    study = read_twice
    study.code("P2", "plan ahead", criteria="b")
    study.code("P2", "look back", criteria="a")
    study.code("P2", "plan", coder="Ben", criteria="a")
    report = compare_coders(study.project, Comparison(BOTH, Level.CRITERION))
    assert [(r.code, r.name) for r in report.rows] == [
        ("planning/a", "Planning: ahead"),
        ("planning/b", "Planning: mapped"),
    ]
    assert [(r.units, r.left_out) for r in report.rows] == [(2, 2), (2, 2)]
    assert row(report, "planning/a").table == ((0, 0), (0, 2))
    assert row(report, "planning/b").table == ((0, 1), (1, 0))
    assert row(report, "planning/a").value(Measure.PERCENT) == 1.0
    assert any("whom all of the coders have as referred" in note for note in report.notes)


def test_a_criterion_of_a_discussed_passage_is_not_met_independently(read_twice):
    study = read_twice
    discuss(study, study.code("P0", "look back", criteria="b"))
    criteria = Comparison(BOTH, Level.CRITERION)
    assert table(study, criteria, "planning/b") == (0, 1, 0, 0)
    assert table(study, criteria, "planning/b", stage=Stage.AFTER) == (0, 0, 0, 1)


def test_settled_passages_bring_their_criteria(read_twice):
    study = read_twice
    (difference,) = open_differences(study)
    where = difference.cluster.start
    criterion = difference.about.criteria[1].guid
    made = SettledPassage(where, where + 4, (criterion,))
    study.project.apply(settle(study.project, difference, Outcome.NEW, passages=(made,)))
    criteria = Comparison(BOTH, Level.CRITERION)
    assert table(study, criteria, "planning/b") == (0, 1, 0, 0)
    assert table(study, criteria, "planning/b", stage=Stage.AFTER) == (0, 1, 0, 1)
    assert table(study, criteria, "planning/a", stage=Stage.AFTER) == (1, 0, 0, 1)


def test_criteria_of_other_passages_stay_beside_settled_ones(read_twice):
    study = read_twice
    study.code("P1", "stop", criteria="a")
    study.code("P1", "stop", coder="Ben", criteria="a")
    for difference in open_differences(study):
        study.project.apply(settle(study.project, difference, Outcome.FIRST))
    criteria = Comparison(BOTH, Level.CRITERION, stage=Stage.AFTER)
    assert table(study, criteria, "planning/a", stage=Stage.AFTER) == (0, 0, 0, 2)


def test_without_criteria_there_is_nothing_to_compare(tmp_path):
    study = Study(tmp_path, Codebook("Plain", (Code(new_guid(), "plain", "Plain", "1"),), ()))
    study.assign("Ben")
    with pytest.raises(ValueRefused, match="no code of the codebook has criteria"):
        compare_coders(study.project, Comparison(BOTH, Level.CRITERION))
    study.project.close()


def test_a_code_to_be_read_for_anew_is_said_of_that_code_alone(read_twice):
    study = read_twice
    planning = study.project.code_named("planning")
    study.project.apply(Change("Reword", (planning,), (replace(planning, meaning=planning.meaning + 1),)))
    study.finish("P0", "P1", "P2", "P3")
    study.finish("P0", coder="Ben")
    report = compare_coders(study.project, Comparison(BOTH))
    assert (row(report).units, row(report, "review").units) == (1, 4)
    assert "Planning: left out, because Ben has not finished the documents: P1, P2, P3" in report.notes
    assert not any(note.startswith("Left out") for note in report.notes)


def test_one_coder_named_twice_is_refused(read_twice):
    with pytest.raises(ValueRefused, match="named twice"):
        compare_coders(read_twice.project, Comparison(("Ann", "Ann")))


def test_texts_that_only_one_has_finished_are_listed_and_what_was_settled_there_waits(read_twice):
    study = read_twice
    (difference,) = open_differences(study)
    study.project.apply(settle(study.project, difference, Outcome.SECOND))
    (finish,) = study.project.store.values(
        Finish, document=difference.document.guid, coder=study.project.coder_named("Ben").guid
    )
    study.project.apply(Change("Read again", removed=(finish,)))
    report = compare_coders(study.project, Comparison(BOTH, Level.CHARACTER, stage=Stage.AFTER))
    assert row(report).table == ((3 * len(SAID) - 10, 0), (0, 10))
    assert "Not finished by Ben: P1" in report.notes
    assert "Left out, because only one coder finished them: 1 document" in report.notes


@pytest.mark.parametrize("level", [Level.RESPONDENT, Level.CHARACTER])
def test_without_codes_there_is_nothing_to_compare(tmp_path, level):
    study = Study(tmp_path, Codebook("Empty", (), ()))
    study.assign("Ben")
    with pytest.raises(ValueRefused, match="the codebook has no code"):
        compare_coders(study.project, Comparison(BOTH, level))
    study.project.close()
