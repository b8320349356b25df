"""Where coders differ is listed, settled with a reason, and the consensus view counts what was settled."""

from __future__ import annotations

import pytest

from fop_coder.coding.passages import resize
from fop_coder.model.coding import Coding
from fop_coder.model.errors import ChangeRefused, NotFound, ValueRefused
from fop_coder.model.second_coding import Outcome, SettledPassage
from fop_coder.model.status import Status
from fop_coder.project.disagreements import Over, disagreement_named, list_disagreements, settle, unsettle
from fop_coder.project.tallying import Question, respondents_with, tally_scheme
from tests.study import Study

SAID = "We plan ahead, we meet, and afterwards we look back."


@pytest.fixture
def study(tmp_path):
    """Return five interviews read by Ann and Ben; P4 by Ann alone."""
    made = Study(tmp_path)
    for number in range(5):
        made.interview(f"P{number}", [("I", "And then?"), (f"P{number}", SAID)])
    made.assign("Ben", "P0", "P1", "P2", "P3")
    made.code("P0", "plan ahead", criteria=["a", "b"])
    made.code("P0", "We plan", coder="Ben", criteria=["a", "b"])
    made.code("P1", "plan ahead", criteria=["a", "b"])
    made.code("P2", "look back", "review", coder="Ben")
    made.code("P4", "plan ahead")
    made.finish("P0", "P1", "P2", "P3", "P4")
    made.finish("P0", "P1", "P2", "P3", coder="Ben")
    yield made
    made.project.close()


def found(study, **narrow):
    project = study.project
    return list_disagreements(project, [project.coder_named("Ann"), project.coder_named("Ben")], **narrow)


def test_overlapping_passages_are_no_difference_however_their_ends_differ(study):
    listed = found(study)
    assert [(d.over, d.about.name, d.document.name, d.said, d.settlement) for d in listed] == [
        (Over.PASSAGE, "Planning", "P1", ("plan ahead", ""), None),
        (Over.PASSAGE, "Review", "P2", ("", "look back"), None),
    ]


def test_what_is_unfinished_or_not_assigned_is_no_difference(study):
    project = study.project
    study.code("P4", "look back", "review")
    assert len(found(study)) == 2
    study.assign("Ben", "P4")
    assert len(found(study)) == 2
    study.finish("P4", coder="Ben")
    assert len(found(study)) == 4
    assert len(found(study, scope="kind = vignette")) == 0
    assert len(found(study, codes=[project.code_named("review")])) == 2


def test_open_differences_are_pending_and_settled_ones_count(study):
    project = study.project
    assert study.figures(view="consensus") == {"referred": 2, "not_referred": 2, "pending": 1}
    planning, review = found(study)
    project.apply(settle(project, planning, Outcome.FIRST, "a plan, though short"))
    assert study.figures(view="consensus") == {"referred": 3, "not_referred": 2}
    assert respondents_with(project, project.code_named("planning"), Status.REFERRED, Question(view="consensus")) == [
        "P0",
        "P1",
        "P4",
    ]
    project.apply(settle(project, review, Outcome.NEITHER, "small talk"))
    assert study.figures("review", view="consensus") == {"not_referred": 5}
    kept = found(study)[0].settlement
    assert (kept.because, kept.passages[0].criteria != ()) == ("a plan, though short", True)
    project.undo()
    project.undo()
    assert study.figures(view="consensus") == {"referred": 2, "not_referred": 2, "pending": 1}
    assert project.verify() == []


@pytest.mark.parametrize(
    ("outcome", "referred"),
    [(Outcome.FIRST, 1), (Outcome.SECOND, 0), (Outcome.BOTH, 1), (Outcome.NEITHER, 0), (Outcome.NEW, 1)],
)
def test_each_outcome_says_what_stands(study, outcome, referred):
    project = study.project
    planning = found(study)[0]
    new = [SettledPassage(planning.cluster.start, planning.cluster.end)] if outcome is Outcome.NEW else []
    project.apply(settle(project, planning, outcome, passages=new))
    figures = study.figures(view="consensus")
    assert figures["referred"] == 2 + referred
    assert "pending" not in figures


def test_criteria_of_what_was_settled_count(study):
    project = study.project
    project.apply(settle(project, found(study)[0], Outcome.FIRST))
    from fop_coder.project.tallying import tally

    row = tally(project, Question(view="consensus")).rows[0]
    assert (row.counts.referred, row.counts.criteria_met) == (3, 2)


def test_a_settlement_is_stale_and_pending_again_when_what_it_settled_changes(study):
    project = study.project
    project.apply(settle(project, found(study)[0], Outcome.NEITHER))
    assert "pending" not in study.figures(view="consensus")
    ann = project.coder_named("Ann").guid
    coding = project.store.values(Coding, coder=ann, document=project.document_named("P1").guid)[0]
    project.apply(resize(coding, coding.start, coding.end - 1, project.document_named("P1")))
    assert study.figures(view="consensus")["pending"] == 1
    assert found(study)[0].settlement is None
    project.undo()
    assert "pending" not in study.figures(view="consensus")


def test_a_settlement_can_be_changed_and_opened_again(study):
    project = study.project
    project.apply(settle(project, found(study)[0], Outcome.NEITHER))
    assert study.figures(view="consensus") == {"referred": 2, "not_referred": 3}
    project.apply(settle(project, found(study)[0], Outcome.FIRST))
    assert study.figures(view="consensus") == {"referred": 3, "not_referred": 2}
    project.apply(unsettle(found(study)[0]))
    assert study.figures(view="consensus")["pending"] == 1
    assert unsettle(found(study)[0]) is None


def test_marks_that_differ_are_settled_as_a_status(study):
    project = study.project
    study.mark("P3", "planning", "not-asked", coder="Ben")
    listed = [d for d in found(study) if d.over is Over.STATUS]
    assert [(d.respondent.label, d.said) for d in listed] == [("P3", ("not referred", "not asked"))]
    assert study.figures(view="consensus")["pending"] == 2
    project.apply(settle(project, listed[0], Outcome.SECOND, "the question was skipped"))
    assert study.figures(view="consensus") == {"referred": 2, "not_referred": 1, "not_asked": 1, "pending": 1}
    study.mark("P3", "planning", "too-little-information", coder="Ben")
    assert study.figures(view="consensus")["pending"] == 2
    with pytest.raises(ChangeRefused, match="no status that can be settled to"):
        settle(project, next(d for d in found(study) if d.over is Over.STATUS), Outcome.NEW, label="referred")


def test_classes_that_differ_are_settled(study):
    project = study.project
    study.classify("P0", "enthusiast")
    study.classify("P0", "cautious", coder="Ben")
    study.classify("P1", "cautious")
    study.classify("P1", "cautious", coder="Ben")
    scheme = project.scheme_named("group")
    listed = [d for d in found(study) if d.over is Over.CLASS]
    assert [(d.respondent.label, d.said) for d in listed] == [("P0", ("Enthusiast", "Cautious"))]
    project.apply(settle(project, listed[0], Outcome.FIRST))
    sample = {r.ident: r.n for r in tally_scheme(project, scheme, Question(view="consensus")).rows}
    assert sample == {"enthusiast": 1, "cautious": 1}
    with pytest.raises(ChangeRefused, match="both does not settle"):
        settle(project, listed[0], Outcome.BOTH)
    with pytest.raises(NotFound, match="no category"):
        settle(project, listed[0], Outcome.NEW, label="glad")


def test_a_disagreement_has_a_name_to_speak_of_it_by(study):
    listed = found(study)
    assert disagreement_named(listed, listed[1].name) == listed[1]
    with pytest.raises(NotFound, match="no disagreement"):
        disagreement_named(listed, "zzz")
    with pytest.raises(NotFound):
        disagreement_named(listed, "")


def test_it_takes_two(study):
    with pytest.raises(ValueRefused, match="takes two"):
        list_disagreements(study.project, [study.project.coder_named("Ann")])
    with pytest.raises(ChangeRefused, match="a new passage is needed"):
        settle(study.project, found(study)[0], Outcome.NEW)
