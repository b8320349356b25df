"""Agreement of a project's coders: what is compared, what is left out and said, and figures worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fop_coder.model.agreement import Measure
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.errors import NotFound, ValueRefused
from fop_coder.project.coders_compared import Comparison, Level, Segment, compare_coders
from fop_coder.project.packs import Choice, Wish, draw, hand_out
from tests.study import Study

BOTH = ("Ann", "Ben")
SAID = "We plan \U0001f600 ahead. Then we look back! And we stop?"


def study_of(folder, table, *, code="planning"):
    """Return a study in which so many respondents were coded by both, by Ann, by Ben, by nobody."""
    made = Study(folder)
    both, ann, ben, nobody = table
    for number in range(both + ann + ben + nobody):
        name = f"P{number:02}"
        made.interview(name, [("I", "And then? We plan ahead."), (name, SAID)])
    names = [f"P{n:02}" for n in range(both + ann + ben + nobody)]
    made.assign("Ben", *names)
    for number, name in enumerate(names):
        if number < both + ann:
            made.code(name, "plan \U0001f600 ahead", code)
        if number < both or both + ann <= number < both + ann + ben:
            made.code(name, "plan \U0001f600 ahead", code, coder="Ben")
    made.finish(*names)
    made.finish(*names, coder="Ben")
    return made


@pytest.fixture
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("study")


def row(report, code="planning"):
    return next(r for r in report.rows if r.code == code)


def test_the_published_example_of_a_prevalent_code(folder):
    study = study_of(folder, (21, 1, 1, 2))
    found = row(compare_coders(study.project, Comparison(BOTH)))
    assert found.units == 25
    assert found.table == ((2, 1), (1, 21))
    expected = {
        Measure.PERCENT: 0.92,
        Measure.COHEN: 0.6212,
        Measure.ALPHA: 0.6288,
        Measure.AC1: 0.8986,
        Measure.POSITIVE: 0.9545,
        Measure.NEGATIVE: 0.6667,
    }
    for measure, value in expected.items():
        assert found.value(measure) == pytest.approx(value, abs=5e-4), measure
    study.project.close()


def test_what_one_has_not_finished_is_left_out_and_changes_nothing(folder):
    study = study_of(folder, (3, 1, 1, 5))
    before = compare_coders(study.project, Comparison(BOTH))
    study.interview("Late", [("Late", SAID)])
    study.code("Late", "plan")
    study.finish("Late")
    study.assign("Ben", "Late")
    after = compare_coders(study.project, Comparison(BOTH))
    assert row(after).coefficients == row(before).coefficients
    assert row(after).units == 10
    assert "Left out, because Ben has not finished the documents: Late" in after.notes
    study.project.close()


def test_marks_are_missing_values_and_listed(folder):
    study = study_of(folder, (3, 0, 0, 7))
    study.mark("P09", "planning", "not-asked", coder="Ben")
    report = compare_coders(study.project, Comparison(BOTH))
    assert row(report).units == 9
    assert row(report).left_out == 1
    assert "Planning: marks are missing values here: P09 (not asked by Ben)" in report.notes
    assert any(note.startswith("Over all four statuses, marks included: Krippendorff's alpha") for note in report.notes)
    assert row(report, "review").units == 10
    study.project.close()


def test_classes_are_compared_with_all_categories_of_the_scheme(folder):
    study = study_of(folder, (0, 0, 0, 4))
    for number, (one, other) in enumerate([("enthusiast",) * 2, ("cautious",) * 2, ("enthusiast", "cautious")]):
        study.classify(f"P{number:02}", one)
        study.classify(f"P{number:02}", other, coder="Ben")
    study.classify("P03", "cautious")
    report = compare_coders(study.project, Comparison(BOTH, Level.CLASSIFICATION))
    assert report.categories == ("Enthusiast", "Cautious")
    assert report.overall.table == ((1, 1), (0, 1))
    assert (report.overall.units, report.overall.left_out) == (3, 1)
    assert "Scheme: Analytic group" in report.notes
    study.project.close()


@pytest.mark.parametrize(("segment", "both", "ann", "none"), [(Segment.TURN, 1, 1, 0), (Segment.SENTENCE, 1, 1, 4)])
def test_the_text_is_compared_by_turns_and_by_sentences(folder, segment, both, ann, none):
    study = study_of(folder, (1, 1, 0, 0))
    report = compare_coders(study.project, Comparison(BOTH, Level.SEGMENT, segment=segment))
    assert (report.level, report.unit) == ("segment", str(segment))
    found = row(report)
    assert found.table == ((none, 0), (ann, both))
    study.project.close()


def test_characters_are_those_of_respondents_and_ends_in_spaces_say_nothing(folder):
    study = study_of(folder, (1, 0, 0, 0))
    study.code("P00", "And then? We plan ahead.", coder="Ben")  # the interviewer's words
    study.code("P00", " look back!", "review")
    study.code("P00", "look back!", "review", coder="Ben")
    report = compare_coders(study.project, Comparison(BOTH, Level.CHARACTER))
    spoken, planned, back = len(SAID), len("plan \U0001f600 ahead"), len("look back!")
    assert row(report).table == ((spoken - planned, 0), (0, planned))
    assert row(report, "review").table == ((spoken - back, 0), (0, back))
    untrimmed = compare_coders(study.project, Comparison(BOTH, Level.CHARACTER, trim=False))
    assert row(untrimmed, "review").table == ((spoken - back - 1, 0), (1, back))
    study.project.close()


def test_a_coders_own_overlapping_passages_count_once(folder):
    study = study_of(folder, (1, 0, 0, 0))
    study.code("P00", "Then we")
    study.code("P00", "we look")
    found = row(compare_coders(study.project, Comparison(BOTH, Level.CHARACTER)))
    assert found.table[1] == (len("Then we look"), len("plan \U0001f600 ahead"))
    study.project.close()


@pytest.fixture(scope="module")
def two_texts(tmp_path_factory):
    """Return a study of two interviews that both have read and nobody has coded yet."""
    study = study_of(tmp_path_factory.mktemp("two"), (0, 0, 0, 2))
    yield study.project
    study.project.close()


_PASSAGES = st.dictionaries(
    st.tuples(st.sampled_from(("P00", "P01")), st.sampled_from(BOTH), st.integers(0, 60), st.integers(1, 30)), st.none()
)


@settings(max_examples=25, deadline=None)
@given(passages=_PASSAGES)
def test_characters_by_intervals_equal_a_count_character_by_character(two_texts, passages):
    project, code = two_texts, two_texts.code_named("planning")
    coders = {name: project.coder_named(name).guid for name in BOTH}
    documents = {name: project.document_named(name) for name in ("P00", "P01")}
    coded: dict[str, set[tuple[str, int]]] = {name: set() for name in BOTH}
    made: dict[tuple[object, ...], Coding] = {}
    for name, coder, start, length in passages:
        text = project.store.text(documents[name].guid)
        end, first = min(len(text), start + length), text.index(SAID)
        made[(name, coder, start, end)] = Coding(new_guid(), documents[name].guid, start, end, code.guid, coders[coder])
        heard = range(max(start, first), min(end, first + len(SAID)))
        if any(not text[n].isspace() for n in heard):  # a passage of spaces alone counts for nobody
            coded[coder] |= {(name, n) for n in heard}
    project.apply(Change("Code anew", tuple(project.store.values(Coding)), tuple(made.values())))
    report = compare_coders(project, Comparison(BOTH, Level.CHARACTER, trim=False, resamples=1))
    (ann, ben), whole = coded.values(), 2 * len(SAID)
    assert row(report).table == ((whole - len(ann | ben), len(ben - ann)), (len(ann - ben), len(ann & ben)))


def test_a_round_narrows_to_its_documents(folder, tmp_path):
    study = study_of(folder, (3, 1, 1, 5))
    project = study.project
    hand_out(project, tmp_path / "p.fop", Wish("Ben", round="First"), draw(project, Choice(names=("P00", "P03"))))
    report = compare_coders(project, Comparison(BOTH, round="first"))
    assert row(report).units == 2
    with pytest.raises(NotFound, match="no round called"):
        compare_coders(project, Comparison(BOTH, round="third"))
    project.close()


def test_it_takes_two_coders_and_something_both_finished(folder):
    study = Study(folder)
    with pytest.raises(ValueRefused, match="two coders"):
        compare_coders(study.project, Comparison(("Ann",)))
    study.interview("P0", [("P0", SAID)])
    study.assign("Ben", "P0")
    with pytest.raises(ValueRefused, match="no document that two"):
        compare_coders(study.project, Comparison(BOTH, Level.CHARACTER))
    study.project.close()
