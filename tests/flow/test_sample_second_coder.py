"""The sample's second coder: what was handed out, coded, merged and settled, and what agreement comes of it.

Agreement is told again from the tables alone, by loops over respondents and the definitions of ``tests/reference``.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from fractions import Fraction

import openpyxl
import pytest

from fop_coder.model.agreement import Measure
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document
from fop_coder.model.errors import NotFound
from fop_coder.model.people import Coder
from fop_coder.model.second_coding import Aim, KeptAgreement, Outcome, Pack, Reason, Round, Settlement, Stage
from fop_coder.project import sample
from fop_coder.project.coders_compared import Comparison, Level, compare_coders
from fop_coder.project.disagreements import Over, disagreement_named, list_disagreements
from fop_coder.project.project import Project
from fop_coder.project.sample import build_sample
from fop_coder.project.tallying import Question, tally
from fop_coder.shipped import fixtures_folder
from tests.flow.test_sample_material import CODINGS, FILES, REQUIRED, counts_for, draft_of, label_in, rows_of
from tests.reference.agreement import gwet_ac1, krippendorff_alpha, percent_agreement

SECOND = rows_of("second_codings.csv")
MARKS = rows_of("second_marks.csv")
DRAWN = ["KC02", "KC04", "KC05", "KC08", "KC09", "KC12", "WE01", "WE04", "WE07", "WE08", "HF02", "HF03"]
BOTH = ("First coder", "Second coder")
DRAFTS = {draft.name: draft for draft in map(draft_of, FILES)}


@pytest.fixture
def project(sample_file):
    """Return the sample project, for reading."""
    with Project.open(sample_file, read_only=True) as opened:
        yield opened


def coders(project):
    return [project.coder_named(name) for name in BOTH]


def differences(project, *, boundaries=False):
    return list_disagreements(project, coders(project), boundaries=boundaries)


# ---- the material ----------------------------------------------------------------------------------------------------


def test_each_passage_of_the_second_coder_lies_on_a_turn_of_the_respondent() -> None:
    for row in SECOND:
        draft, start, end = DRAFTS[row["document"]], int(row["start"]), int(row["end"])
        assert draft.text[start:end] == row["passage"] == row["passage"].strip()
        assert any(turn.start <= start and end <= turn.end for turn in draft.turns), row["passage"]
        assert counts_for(draft, start, end) == {label_in(row["document"])}


def test_the_second_coder_codes_what_was_handed_out_and_nothing_else() -> None:
    assert {label_in(row["document"]) for row in SECOND} == set(DRAWN)
    assert {row["code"] for row in SECOND} == set(REQUIRED)
    judged = rows_of("second_classifications.csv") + MARKS
    assert {row["respondent"] for row in judged} == set(DRAWN)
    assert {row["coder"] for row in SECOND + judged} == {"Second coder"}
    assert all(row["because"].strip() for row in judged)


def test_most_passages_are_those_of_the_first_coder_and_two_in_five_of_them_end_otherwise() -> None:
    def overlaps(one, other):
        same = one["document"] == other["document"] and one["code"] == other["code"]
        return same and int(one["start"]) < int(other["end"]) and int(other["start"]) < int(one["end"])

    shared = [row for row in SECOND if any(overlaps(row, other) for other in CODINGS)]
    places = {(row["document"], row["start"], row["end"], row["code"]) for row in CODINGS}
    alike = [row for row in shared if (row["document"], row["start"], row["end"], row["code"]) in places]
    assert (len(SECOND), len(shared), len(alike)) == (55, 49, 28)
    missed = [
        row
        for row in CODINGS
        if label_in(row["document"]) in DRAWN
        and counts_for(DRAFTS[row["document"]], int(row["start"]), int(row["end"]))
        and not any(overlaps(row, other) for other in SECOND)
    ]
    assert len(missed) == 9


def test_some_passages_have_other_criteria_and_some_doubts_are_written_down() -> None:
    criteria = {(r["document"], r["start"], r["end"], r["code"]): r["criteria"] for r in CODINGS}
    other = [
        r
        for r in SECOND
        if criteria.get((r["document"], r["start"], r["end"], r["code"]), r["criteria"]) != r["criteria"]
    ]
    assert [(label_in(r["document"]), r["code"]) for r in other] == [("WE07", "techniques"), ("HF02", "techniques")]
    assert sum(bool(row["memo"]) for row in SECOND) == 10


# ---- handed out and merged -------------------------------------------------------------------------------------------


def test_twelve_documents_were_drawn_by_borough_and_came_back(project, sample_built) -> None:
    (round_,), (pack,) = project.store.values(Round), project.store.values(Pack)
    names = {d.guid: label_in(d.name) for d in project.store.values(Document)}
    assert sorted(names[d] for d in pack.documents) == sorted(DRAWN)
    assert Counter(label[:2] for label in DRAWN) == {"KC": 6, "WE": 4, "HF": 2}
    assert (round_.name, round_.aim, round_.documents) == ("Final check", Aim.FINAL, pack.documents)
    assert pack.drawn == "12 of 25 documents drawn at random, in proportion by borough, seed 1"
    assert pack.because
    assert pack.round == round_.guid
    assert pack.merged
    assert round_.opened >= pack.merged
    assert sorted(path.name for path in sample_built[0].parent.iterdir()) == ["sample.fop", "sample.xlsx"]


def test_both_coders_have_a_role_and_training_and_the_first_still_leads(project) -> None:
    first, second = project.store.values(Coder)
    assert (first.name, second.name) == BOTH
    assert all(c.role and c.training for c in (first, second))
    assert first.role != second.role
    assert project.coder == project.settings.default_coder == project.settings.default_view == first.guid
    assert Counter(c.coder for c in project.store.values(Coding)) == {first.guid: len(CODINGS), second.guid: 55}


def test_the_sample_is_whole_and_its_figures_are_still_the_first_coders(project, sample_built) -> None:
    assert project.verify() == []
    told = tally(project)
    assert told.base.view == "First coder"
    assert [(row.counts.n, row.counts.of) for row in told.rows] == [(22, 25), (12, 25), (17, 25), (17, 25), (11, 25)]
    about = openpyxl.load_workbook(sample_built[1], read_only=True)["About"]
    assert {row[0]: row[1] for row in about.iter_rows(values_only=True, max_col=2)}["View"] == "First coder"


# ---- agreement -------------------------------------------------------------------------------------------------------


def ratings(code: str) -> list[tuple[int | None, int | None]]:
    """Return for each of the twelve whether each coder says yes; None where the second set a mark instead."""
    said = []
    for rows in (CODINGS, SECOND):
        yes = set()
        for row in rows:
            if row["code"] == code:
                yes |= counts_for(DRAFTS[row["document"]], int(row["start"]), int(row["end"]))
        said.append(yes)
    marked = {row["respondent"] for row in MARKS if row["about"] == code}
    assert not marked & said[1]
    return [(int(label in said[0]), None if label in marked else int(label in said[1])) for label in DRAWN]


TABLES = {  # both yes, first only, second only, both no; alpha
    "planning": ((10, 1, 0, 1), Fraction(40, 63)),
    "hypotheses": ((6, 0, 1, 4), Fraction(32, 39)),
    "engagement": ((6, 1, 1, 3), Fraction(5, 8)),
    "techniques": ((7, 1, 1, 2), Fraction(9, 16)),
    "review": ((5, 0, 1, 6), Fraction(120, 143)),
}


def test_agreement_on_each_code_is_that_of_the_tables(project) -> None:
    report = compare_coders(project, Comparison(BOTH, resamples=50))
    assert [row.code for row in report.rows] == list(TABLES)
    for row in report.rows:
        units = ratings(row.code)
        counts, alpha = TABLES[row.code]
        compared = Counter(unit for unit in units if None not in unit)
        assert (compared[1, 1], compared[1, 0], compared[0, 1], compared[0, 0]) == counts
        assert krippendorff_alpha(units, 2) == alpha
        plain = {Measure.ALPHA: alpha, Measure.PERCENT: percent_agreement(units), Measure.AC1: gwet_ac1(units, 2)}
        for measure, value in plain.items():
            assert value is not None
            assert row.value(measure) == pytest.approx(float(value))
        assert 0.5 < alpha < 0.9
    assert report.overall.value(Measure.ALPHA) == pytest.approx(float(pooled_alpha([ratings(code) for code in TABLES])))


def pooled_alpha(codes: list[list[tuple[int | None, int | None]]]) -> Fraction:
    """Return alpha of several codes: disagreement observed and expected are averaged first."""
    observed, expected = [], []
    for units in codes:
        pairs = [(a, b) for a, b in units if a is not None and b is not None]
        yes, n = sum(map(sum, pairs)), 2 * len(pairs)
        observed.append(Fraction(sum(a != b for a, b in pairs), len(pairs)))
        expected.append(Fraction(2 * yes * (n - yes), n * (n - 1)))
    return 1 - sum(observed, Fraction()) / sum(expected, Fraction())


def test_planning_shows_the_paradox_of_what_nearly_everybody_says(project) -> None:
    by_code = {row.code: row for row in compare_coders(project, Comparison(BOTH, resamples=50)).rows}
    said = {
        measure: [by_code[code].value(measure) or 0.0 for code in ("planning", "review")]
        for measure in (Measure.PERCENT, Measure.ALPHA, Measure.AC1)
    }
    assert said[Measure.PERCENT] == pytest.approx([11 / 12, 11 / 12])
    assert said[Measure.ALPHA][1] - said[Measure.ALPHA][0] > 0.2
    assert said[Measure.AC1][0] > said[Measure.AC1][1]


def test_agreement_on_the_text_counts_the_characters_of_respondents_turns(project) -> None:
    report = compare_coders(project, Comparison(BOTH, level=Level.CHARACTER, resamples=50))
    for row in report.rows:
        alpha = krippendorff_alpha(*characters(row.code))
        assert alpha is not None
        assert row.value(Measure.ALPHA) == pytest.approx(float(alpha), abs=1e-9)
    assert [round(row.value(Measure.ALPHA) or 0.0, 2) for row in report.rows] == [0.90, 0.87, 0.78, 0.82, 0.85]


def characters(code: str) -> tuple[list[tuple[int, int]], int]:
    """Return for each character of a respondent's turn in the twelve whether each coder has the code there."""
    units = []
    for name, draft in DRAFTS.items():
        if label_in(name) not in DRAWN:
            continue
        coded = [
            {
                place
                for row in rows
                if (row["document"], row["code"]) == (name, code)
                for place in range(int(row["start"]), int(row["end"]))
            }
            for rows in (CODINGS, SECOND)
        ]
        speaking = {s.label for s in draft.speakers if s.role == "respondent"}
        for turn in draft.turns:
            if turn.speaker in speaking:
                units += [(int(p in coded[0]), int(p in coded[1])) for p in range(turn.start, turn.end)]
    return units, 2


def test_classes_agree_but_for_two_of_the_groups(project) -> None:
    classes = rows_of("classifications.csv"), rows_of("second_classifications.csv")
    for scheme, alpha in (("analytic-group", 0.74), ("supervision", 1.0)):
        given = [{r["respondent"]: r["category"] for r in rows if r["scheme"] == scheme} for rows in classes]
        names = sorted({name for one in given for name in one.values()})
        units = [tuple(names.index(one[label]) if label in one else None for one in given) for label in DRAWN]
        report = compare_coders(project, Comparison(BOTH, level=Level.CLASSIFICATION, scheme=scheme, resamples=50))
        plain = krippendorff_alpha(units, len(names))
        assert plain is not None
        assert report.overall.value(Measure.ALPHA) == pytest.approx(float(plain))
        assert report.overall.value(Measure.ALPHA) == pytest.approx(alpha, abs=0.005)


def test_agreement_before_discussion_is_on_record_as_the_coders_had_it(project) -> None:
    kept = [k for k in project.store.values(KeptAgreement) if k.stage is Stage.BEFORE and k.level == "respondent"]
    (round_,) = project.store.values(Round)
    report = compare_coders(project, Comparison(BOTH, round=round_.name))
    assert {k.round for k in kept} == {round_.guid}
    assert len(kept) == 1
    told = json.loads(kept[0].report)
    assert told["overall"]["krippendorff_alpha"] == pytest.approx(report.overall.value(Measure.ALPHA))
    assert [row["krippendorff_alpha"] for row in told["rows"]] == pytest.approx(
        [row.value(Measure.ALPHA) for row in report.rows]
    )


# ---- differences -----------------------------------------------------------------------------------------------------


def test_half_of_the_differences_are_settled_in_every_way_and_for_every_reason(project) -> None:
    found = differences(project)
    assert Counter(d.over for d in found) == {Over.PASSAGE: 15, Over.STATUS: 2, Over.CLASS: 3}
    assert sum(d.settlement is not None for d in found) == 9
    with_ends = differences(project, boundaries=True)
    assert Counter(d.over for d in with_ends)[Over.BOUNDARY] == 20
    settled = [d.settlement for d in with_ends if d.settlement is not None]
    assert len(settled) == len(project.store.values(Settlement)) == 10
    assert {s.outcome for s in settled} == set(Outcome)
    assert {s.reason for s in settled} == {str(reason) for reason in Reason}
    assert all(s.because.strip() and s.by == project.settings.default_coder for s in settled)


def test_each_difference_can_be_called_by_its_name(project) -> None:
    found = differences(project, boundaries=True)
    marked = [d for d in found if d.over is Over.STATUS]
    assert marked[0].said == marked[1].said, "the same words of two respondents"
    assert all(disagreement_named(found, d.name) is d for d in found)


def test_the_consensus_takes_what_was_settled_and_waits_for_the_rest(project) -> None:
    told = tally(project, Question(view="consensus"))
    assert told.base.view_note == "12 double-coded, 13 single-coded"
    counts = [row.counts for row in told.rows]
    shown = [(c.n, c.of, c.pending, c.not_asked, c.too_little_information) for c in counts]
    assert shown == [(22, 25, 0, 0, 0), (12, 23, 1, 1, 0), (16, 22, 3, 0, 0), (16, 23, 1, 0, 1), (11, 24, 1, 0, 0)]
    waiting = {
        d.document.name if d.document else d.respondent.label
        for d in differences(project)
        if d.waiting and not d.settlement
    }
    assert {"KC12", "HF02 transcript", "WE07", "KC05", "HF03"} <= waiting


def test_building_it_twice_gives_the_same_but_for_guids_and_moments(project, tmp_path) -> None:
    def seen(of):
        listed = [
            (d.over, d.about.name, d.document.name if d.document else d.respondent.label, d.said, d.outcome)
            for d in differences(of, boundaries=True)
        ]
        return listed, [entry.change.label for entry in of.history()]

    with Project.open(build_sample(tmp_path / "again")[0], read_only=True) as again:
        assert seen(again) == seen(project)


@pytest.mark.parametrize(
    ("words", "instead", "why"),
    [
        ("I don't let my three out", "I never said this", "0 differences over planning are like 'I never said this'"),
        ("And we thought it was fear, that the two women were each", "And we thought", "its text does not hold"),
    ],
)
def test_material_that_does_not_fit_its_texts_is_refused_and_leaves_no_project(
    tmp_path, monkeypatch, words, instead, why
) -> None:
    shutil.copytree(fixtures_folder(), tmp_path / "fixtures")
    table = tmp_path / "fixtures" / "sample" / "settlements.csv"
    written = table.read_text(encoding="utf-8")
    table.write_text(written.replace(words, instead), encoding="utf-8")
    monkeypatch.setattr(sample, "fixtures_folder", lambda: tmp_path / "fixtures")
    with pytest.raises(NotFound, match=why):
        build_sample(tmp_path / "try")
    assert list((tmp_path / "try").iterdir()) == []
