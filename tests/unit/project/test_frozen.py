"""Figures frozen under a name and compared later, respondent by respondent, with the reason from the history."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import pytest

from fop_coder.coding.passages import code_passage, uncode
from fop_coder.coding.respondents import exclude, include, set_values
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document
from fop_coder.model.errors import FilterRefused, NotFound, ValueRefused
from fop_coder.model.people import AttributeValue
from fop_coder.project.frozen import forget_frozen, freeze, frozen_figures, frozen_named
from fop_coder.project.frozen_compared import compare_frozen, sentence_of
from fop_coder.project.frozen_words import day
from fop_coder.project.judgements import class_change, mark_change
from fop_coder.project.reading_done import assign_documents, finish_document, reopen_document
from fop_coder.project.tallying import Question
from tests.made import Made, band, code, scheme
from tests.reference import small

PLANNING, REVIEW = code("planning"), code("review")
WHEN = r"on \d{1,2} \w+ by First coder"


def made() -> Made:
    study = Made(PLANNING, REVIEW, scheme("group", "Keen", "Wary"), band("breadth", "0 1+", PLANNING, REVIEW))
    study.says("LB01", "planning", "review", borough="RBKC", classes={"group": "Keen"})
    study.says("LB02", "planning", borough="RBKC", classes={"group": "Keen"})
    study.says("LB03", borough="H&F", marks={"review": "not asked"})
    study.says("LB04", "planning", borough="H&F", finished=False)
    return study


@pytest.fixture
def project(bare_project):
    with made().open(bare_project) as opened:
        yield opened


def frozen(project, question: Question | None = None) -> None:
    project.apply(freeze(project, "First draft", question or Question()))


def compared(project, **how):
    return compare_frozen(project, frozen_named(project, "first draft"), **how)


def lines(project) -> dict[str, list[str]]:
    """What is said of each part in which somebody moved."""
    return {p.name: [sentence_of(p, m) for m in p.moved] for p in compared(project).parts}


def uncoded(project, label: str, ident: str) -> None:
    document = next(d for d in project.store.values(Document) if d.name.startswith(label))
    wanted = project.code_named(ident)
    coding = project.store.values(Coding, document=document.guid, code=wanted.guid)[0]
    project.apply(uncode(coding, wanted, document))


def coded(project, label: str, ident: str) -> Coding:
    document = next(d for d in project.store.values(Document) if d.name.startswith(label))
    project.apply(code_passage(document, 0, 4, project.code_named(ident), project.coder))
    return project.store.values(Coding, document=document.guid, code=project.code_named(ident).guid)[-1]


def document(project, label: str) -> Document:
    return next(d for d in project.store.values(Document) if d.name.startswith(label))


# ---- keeping ---------------------------------------------------------------------------------------------------------


def test_figures_are_kept_under_a_name_with_what_they_are_over(project) -> None:
    frozen(project, Question(where="borough = RBKC", by="borough"))
    (one,) = frozen_figures(project)
    assert (one.name, one.by, one.view, one.sample, one.group) == (
        "First draft",
        "First coder",
        "First coder",
        "borough = RBKC",
        "borough",
    )
    assert (one.respondents, one.codes, one.version) == (2, 2, 1)
    with pytest.raises(ValueRefused, match="frozen as 'FIRST draft' already"):
        freeze(project, "FIRST draft ", Question())
    with pytest.raises(ValueRefused, match="nobody is in the sample"):
        freeze(project, "another", Question(where="borough = Camden"))
    with pytest.raises(NotFound, match="Known: First draft"):
        frozen_named(project, "second draft")
    project.apply(forget_frozen(frozen_named(project, "First Draft")))
    assert frozen_figures(project) == []


def test_nothing_moved_is_said_so_and_what_was_taken_back_counts_for_nothing(project) -> None:
    frozen(project)
    uncoded(project, "LB02", "planning")
    project.undo()
    made_now = coded(project, "LB03", "planning")
    project.apply(uncode(made_now, PLANNING, document(project, "LB03")))
    found = compared(project)
    assert found.is_same
    assert found.same == 4
    assert found.respondents == (4, 4)


# ---- passages --------------------------------------------------------------------------------------------------------


def test_the_only_passage_that_was_taken_off_is_named_with_day_and_coder(project) -> None:
    frozen(project)
    uncoded(project, "LB02", "planning")
    (said,) = lines(project)["Planning"]
    assert re.fullmatch(rf"Planning 2/3 → 1/3: LB02's only passage was taken off {WHEN}\.", said), said
    (part,) = [p for p in compared(project).parts if p.name == "Planning"]
    assert part.counts["referred"] == (2, 1)
    assert (part.moved[0].before, part.moved[0].after) == ("referred", "not referred")
    assert part.moved[0].place.document == document(project, "LB02").guid
    assert part.moved[0].place.coding is None, "it is gone; its place is not"


def test_one_of_several_passages_moves_nobody_until_the_last_goes(project) -> None:
    coded(project, "LB02", "planning")
    frozen(project)
    uncoded(project, "LB02", "planning")
    assert compared(project).is_same
    uncoded(project, "LB02", "planning")
    (said,) = lines(project)["Planning"]
    assert re.search(rf"All 2 passages of LB02's were taken off, the last {WHEN}", said), said


def test_a_passage_that_was_added_leads_to_itself(project) -> None:
    frozen(project)
    coding = coded(project, "LB03", "planning")
    (part,) = [p for p in compared(project).parts if p.name == "Planning"]
    assert re.fullmatch(rf"A passage of LB03's was coded {WHEN}\.", part.moved[0].reason)
    assert part.moved[0].place.coding == coding.guid


def test_a_passage_given_another_code_tells_in_both_codes(project) -> None:
    frozen(project)
    (coding,) = project.store.values(Coding, document=document(project, "LB02").guid)
    project.apply(Change("Another code", (coding,), (replace(coding, code=REVIEW.guid),)))
    said = lines(project)
    assert "LB02's only passage was given the code Review" in said["Planning"][0]
    assert "A passage of LB02's was taken over from the code Planning" in said["Review"][0]


# ---- marks, reading, respondents, classes ----------------------------------------------------------------------------


def test_marks_set_and_taken_off_are_told_with_their_reasons(project) -> None:
    frozen(project)
    who = project.respondent_labelled("LB03")
    for ident, mark in (("planning", "too-little-information"), ("review", "clear")):
        project.apply(mark_change(project, who, project.code_named(ident), mark, "the tape ended"))
    said = lines(project)
    assert re.search(rf"Marked “too little information” {WHEN} \(the tape ended\)\.", said["Planning"][0])
    assert re.search(rf"The mark “not asked” was taken off {WHEN}\.", said["Review"][0])


def test_reading_that_was_finished_or_taken_back_is_told(project) -> None:
    frozen(project)
    finish_document(project, document(project, "LB04"))
    reopen_document(project, document(project, "LB01"))
    said = lines(project)
    assert re.search(rf"LB04 interview was finished {WHEN}\.", said["Planning"][1])
    assert re.search(rf"LB01 interview was opened again {WHEN}\.", said["Planning"][0])
    assert said["Planning"][0].startswith("Planning 2/3 → 2/3: ")


def test_respondents_who_left_or_came_back_are_told_in_every_part(project) -> None:
    project.apply(exclude(project.respondent_labelled("LB01"), "asked for it", withdrawn=True))
    frozen(project)
    project.apply(include(project.respondent_labelled("LB01")))
    project.apply(exclude(project.respondent_labelled("LB02"), "noise"))
    found = compared(project)
    assert (found.respondents, found.same) == ((3, 3), 0)
    said = lines(project)
    assert re.search(rf"LB01 was taken back into the sample {WHEN}\.", said["Review"][0])
    assert re.search(rf"LB02 was excluded as unusable {WHEN} \(noise\)\.", said["Review"][1])


def test_a_sample_that_rests_on_an_attribute_follows_it(project) -> None:
    frozen(project, Question(where="borough = RBKC", by="borough"))
    borough = project.attribute_named("borough")
    lb03, lb02 = (project.respondent_labelled(label).guid for label in ("LB03", "LB02"))
    present = {v.respondent: v for v in project.store.values(AttributeValue) if v.attribute == borough.guid}
    project.apply(set_values(borough, {lb03: "RBKC", lb02: ""}, present))
    said = lines(project)["Planning"]
    assert re.search(rf"Borough RBKC was taken off {WHEN}\.", said[0])
    assert re.search(rf"Borough was set to RBKC {WHEN}; it was H&F\.", said[1])


def test_groups_that_divide_the_table_are_compared_too(project) -> None:
    frozen(project, Question(by="borough"))
    borough, lb02 = project.attribute_named("borough"), project.respondent_labelled("LB02").guid
    present = {v.respondent: v for v in project.store.values(AttributeValue) if v.attribute == borough.guid}
    project.apply(set_values(borough, {lb02: "H&F"}, present))
    (part,) = compared(project).parts
    assert (part.name, part.figure) == ("borough", "H&F 2 → 3, RBKC 2 → 1")
    assert (part.moved[0].label, part.moved[0].before, part.moved[0].after) == ("LB02", "RBKC", "H&F")
    assert "it was RBKC" in part.moved[0].reason


def test_classes_are_compared_and_bands_name_no_reason_of_their_own(project) -> None:
    frozen(project)
    keen = project.respondent_labelled("LB01")
    change = class_change(project, keen, project.scheme_named("group"), "Wary", "on second thoughts")
    assert change is not None
    project.apply(change)
    uncoded(project, "LB02", "planning")
    parts = {p.name: p for p in compared(project).parts}
    assert parts["Group"].figure == "Keen 2 → 1, Wary 0 → 1"
    assert re.fullmatch(rf"Classified as Wary {WHEN}, Keen before\.", parts["Group"].moved[0].reason)
    band_moved = parts["Breadth"].moved[0]
    assert (band_moved.label, band_moved.before, band_moved.after, band_moved.reason) == ("LB02", "1+", "0", "")
    assert sentence_of(parts["Breadth"], band_moved).endswith("LB02 was 1+, and is 0.")


# ---- the codebook ----------------------------------------------------------------------------------------------------


def test_a_code_that_means_something_else_is_the_reason_for_who_is_pending(project) -> None:
    frozen(project)
    project.apply(Change("Define", (PLANNING,), (replace(PLANNING, definition="anew", meaning=2),)))
    said = lines(project)["Planning"]
    assert len(said) == 3
    assert all("The meaning of Planning was changed" in line and "to be read again" in line for line in said)


def test_codes_that_came_or_were_retired_since_are_named(project) -> None:
    frozen(project)
    project.apply(Change("Codes", (REVIEW,), (replace(REVIEW, retired=True), replace(code("maps"), position=5))))
    found = compared(project)
    assert (found.fresh, found.gone, [p.name for p in found.parts]) == (("Maps",), (), [])


def test_what_the_question_names_may_be_gone(project) -> None:
    frozen(project, Question(where="borough = RBKC"))
    borough = project.attribute_named("borough")
    project.apply(Change("Rename", (borough,), (replace(borough, name="district"),)))
    with pytest.raises(FilterRefused, match="borough"):
        compared(project)


# ---- who may see it --------------------------------------------------------------------------------------------------


@contextmanager
def with_second_coder(bare_project):
    with made().open(bare_project) as project:
        project.apply(Change("Ben", added=(small.SECOND,)))
        assign_documents(project, small.SECOND, [document(project, "LB02")])
        yield project


def test_moves_of_what_a_coder_reads_blind_are_not_told_to_them(bare_project) -> None:
    with with_second_coder(bare_project) as project:
        frozen(project)
        uncoded(project, "LB02", "planning")
        seen = compared(project, seen_by=small.SECOND.guid)
        (part,) = [p for p in seen.parts if p.name == "Planning"]
        assert (part.figure, part.moved) == ("2/3 → 1/3", ())
        assert "is hidden until Second coder has finished it" in seen.hidden
        assert compared(project).hidden == ""


def test_views_of_several_tell_everything_that_happened_to_somebody(bare_project) -> None:
    with with_second_coder(bare_project) as project:
        frozen(project, Question(view="consensus"))
        project.coder = small.SECOND.guid
        coded(project, "LB02", "planning")
        finish_document(project, document(project, "LB02"))
        (said,) = [line for line in lines(project)["Planning"] if "LB02" in line]
        assert re.search(
            r"LB02 interview was finished on .* by Second coder; a passage of LB02's was coded on", said
        ), said


@pytest.mark.parametrize(("at", "said"), [("2024-05-03T10:00:00Z", "3 May"), ("2023-05-03T10:00:00Z", "3 May 2023")])
def test_a_day_has_its_year_unless_it_is_this_one(at: str, said: str) -> None:
    assert day(at, datetime(2024, 8, 1).astimezone()) == said
