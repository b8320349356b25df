"""The topic guide: brought in, edited, looked for in interviewers' turns, and who may not have been asked."""

from __future__ import annotations

import pytest

from fop_coder.coding.passages import code_passage
from fop_coder.model.base import new_guid
from fop_coder.model.codebook import Code, Codebook
from fop_coder.model.coding import Mark, MarkKind
from fop_coder.model.errors import ChangeRefused, ImportRefused, NotFound, ValueRefused
from fop_coder.project.guide import (
    add_change,
    codes_of,
    edit_change,
    guide_questions,
    import_change,
    move_question,
    question_named,
    remove_questions,
)
from fop_coder.project.not_asked import BECAUSE, confirm_change, look_through_guide, propose_not_asked
from fop_coder.project.reading_done import reopen_document
from tests.study import Study

READY = "How do you get ready for a first visit?"
MAPS = "Do you draw maps with the family?"


@pytest.fixture(scope="module")
def interviewed(tmp_path_factory):
    codes = (
        Code(new_guid(), name.casefold(), name, position=n) for n, name in enumerate(("Planning", "Review", "Maps"))
    )
    study = Study(tmp_path_factory.mktemp("guide"), Codebook("Guide", tuple(codes)))
    study.interview(
        "LB01", [("I", "So, how do you get ready for first visits?"), ("R", "I plan."), ("I", MAPS), ("R", "No.")]
    )
    study.interview("LB02", [("I", "Tell me about your family."), ("R", "We plan."), ("I", "And then?"), ("R", "Tea.")])
    study.interview("LB03", [("R", "Nobody asks me a thing. How do you get ready for a first visit, I ask.")])
    study.interview("LB04", [("I", "Well?"), ("R", "Not read yet.")])
    study.code("LB01", "I plan", "planning")
    study.finish("LB01", "LB02", "LB03")
    yield study.project
    study.project.close()


@pytest.fixture
def project(interviewed):
    with interviewed.scratch() as copy:
        yield copy


def added(project, text: str, *idents: str) -> None:
    change = add_change(project, text, [project.code_named(i) for i in idents])
    assert change is not None
    project.apply(change)


def asked_about(project) -> list[tuple[str, list[str]]]:
    return [(q.text, [c.ident for c in codes_of(project, q)]) for q in guide_questions(project)]


def proposed(project, **how) -> list[tuple[str, str]]:
    return [(p.label, p.code_name) for p in propose_not_asked(project, **how)]


# ---- the guide itself ------------------------------------------------------------------------------------------------


def test_questions_are_added_worded_otherwise_moved_and_taken_out(project) -> None:
    added(project, f" {READY} ", "planning")
    added(project, MAPS, "maps", "review")
    assert asked_about(project) == [(READY, ["planning"]), (MAPS, ["maps", "review"])]
    assert add_change(project, f"{READY}  ", [project.code_named("planning")]) is None
    added(project, READY, "planning", "review")
    second = guide_questions(project)[1]
    project.apply(move_question(second, -1, guide_questions(project)))
    assert [q.text for q in guide_questions(project)] == [MAPS, READY]
    assert move_question(guide_questions(project)[0], -5, guide_questions(project)) is None
    changed = edit_change(project, question_named(project, "2"), "How do you prepare?", [])
    project.apply(changed)
    assert asked_about(project)[1] == ("How do you prepare?", [])
    with pytest.raises(ValueRefused, match="this question already"):
        edit_change(project, question_named(project, "how do you"), MAPS.upper(), [])
    with pytest.raises(NotFound, match="its number, 1 to 2"):
        question_named(project, "why")
    project.apply(remove_questions([question_named(project, "do you draw")]))
    assert [q.text for q in guide_questions(project)] == ["How do you prepare?"]


def test_a_guide_comes_in_from_a_text_and_from_a_table(project, tmp_path) -> None:
    text = tmp_path / "guide.txt"
    text.write_text(f"1. {READY}\n\n   (b) {MAPS}\n• Anything else?\n", encoding="utf-8")
    project.apply(import_change(project, text))
    assert [t for t, _ in asked_about(project)] == [READY, MAPS, "Anything else?"]
    table = tmp_path / "guide.csv"
    table.write_text(f"Question,Codes\nWhat is next?,review\n{MAPS.upper()},Maps; planning\n", encoding="utf-8")
    project.apply(import_change(project, table))
    assert asked_about(project)[1] == (MAPS.upper(), ["maps", "planning"])
    assert asked_about(project)[-1] == ("What is next?", ["review"])
    assert import_change(project, table) is None
    project.apply(import_change(project, table, instead=True))
    assert asked_about(project) == [("What is next?", ["review"]), (MAPS.upper(), ["maps", "planning"])]


@pytest.mark.parametrize(
    ("name", "content", "error", "why"),
    [
        ("g.csv", "question,codes\nWhy?,nonsense\n", ChangeRefused, "g.csv, row 2: there is no code called 'nonsense'"),
        ("g.csv", "prompt,codes\nWhy?,maps\n", ImportRefused, "no column question"),
        ("g.txt", "Why?\nHow?\n2) why?\n", ImportRefused, "row 3: row 1 has the same question"),
        ("g.csv", "question,codes\n,maps\n", ImportRefused, "holds no question"),
    ],
)
def test_a_guide_that_does_not_fit_is_refused_with_its_row(project, tmp_path, name, content, error, why) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(error, match=why):
        import_change(project, path)
    assert guide_questions(project) == []


# ---- who was not asked -----------------------------------------------------------------------------------------------


def test_questions_are_found_where_interviewers_put_them_in_their_own_words(project) -> None:
    added(project, READY, "planning", "review")
    added(project, MAPS, "maps")
    found = look_through_guide(project)
    assert [(a.found, a.of) for a in found.questions] == [(("LB01",), 2), (("LB01",), 2)]
    assert found.silent == ("LB03",), "nobody's turns but the respondent's own"


def test_who_was_not_asked_is_proposed_with_the_nearest_turn(project) -> None:
    added(project, READY, "planning", "review")
    added(project, MAPS, "maps")
    found = {(p.label, p.code_name): p for p in propose_not_asked(project)}
    assert list(found) == [("LB02", "Planning"), ("LB02", "Review"), ("LB02", "Maps")]
    nearest = found["LB02", "Maps"].nearest
    assert nearest is not None
    text = project.store.text(nearest.document) or ""
    assert text[nearest.start : nearest.end] == "family"
    assert nearest.text == "Tell me about your family."
    assert found["LB02", "Planning"].nearest is None, "not one word of it was said"
    assert 0 < nearest.likeness < 0.6


def test_one_of_several_questions_about_a_code_is_enough(project) -> None:
    added(project, READY, "maps")
    added(project, "Tell me about your family", "maps")
    assert proposed(project) == []


def test_the_threshold_decides(project) -> None:
    added(project, MAPS, "maps")
    assert proposed(project, threshold=0.0) == []
    assert proposed(project, threshold=1.0) == [("LB02", "Maps")]
    assert proposed(project, threshold=0.6, scope="kind = vignette") == []


def test_confirmed_proposals_become_marks_in_one_step(project) -> None:
    added(project, READY, "planning", "review")
    added(project, MAPS, "maps")
    chosen = [p for p in propose_not_asked(project) if p.code_name != "Review"]
    project.apply(confirm_change(project, chosen))
    marks = project.store.values(Mark)
    assert {(m.kind, m.because, m.coder) for m in marks} == {(MarkKind.NOT_ASKED, BECAUSE, project.coder)}
    assert proposed(project) == [("LB02", "Review")]
    assert confirm_change(project, chosen) is None, "they are marked"
    project.undo()
    assert project.store.values(Mark) == []


def test_who_was_coded_or_is_pending_since_is_passed_over(project) -> None:
    added(project, READY, "planning", "review")
    everybody = propose_not_asked(project)
    document = project.document_named("LB02")
    project.apply(code_passage(document, 0, 40, project.code_named("planning"), project.coder))
    change = confirm_change(project, everybody)
    assert change is not None
    assert change.label == "LB02, Review: not asked"
    reopen_document(project, document)
    assert confirm_change(project, everybody) is None


def test_another_coder_has_nothing_proposed_on_what_they_have_not_read(project) -> None:
    added(project, READY, "planning")
    ben, _ = project.coder_or_new("Ben")
    project.coder = ben.guid
    found = look_through_guide(project)
    assert (found.proposals, found.questions[0].of) == ((), 0)
