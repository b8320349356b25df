"""Why somebody stands otherwise than when figures were frozen: documents, speakers, the codebook, settlements."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fop_coder.coding.documents import describe, set_role, take_out, unassign
from fop_coder.coding.passages import code_passage, uncode
from fop_coder.coding.respondents import add_respondents, exclude, include
from fop_coder.model.change import Change
from fop_coder.model.codebook import CriteriaRule, Criterion
from fop_coder.model.coding import Classification, Coding
from fop_coder.model.documents import Assignment, Document, Finish, Role, Speaker, Text
from fop_coder.model.people import Respondent
from fop_coder.model.second_coding import Outcome, Settlement
from fop_coder.project.disagreements import list_disagreements, settle
from fop_coder.project.frozen import figures_of, forget_frozen, freeze, frozen_named
from fop_coder.project.frozen_compared import compare_frozen
from fop_coder.project.happenings import About
from fop_coder.project.judgements import mark_change
from fop_coder.project.reading_done import assign_documents, finish_document, reopen_document
from fop_coder.project.tallying import Question, tally
from tests.made import Made, code, guid, scheme
from tests.reference import small
from tests.reference.stores import connection_of

NEEDS = code("needs", gathers=True)
HOUSING = replace(code("housing"), parent=NEEDS.guid, position=1)
PLANNING = replace(
    code("planning"),
    position=2,
    criteria=(Criterion(guid("criterion"), "a", "ahead"),),
    criteria_rule=CriteriaRule(),
    criteria_word="FoP-minded",
)
MAPS = replace(code("maps"), position=3)


@pytest.fixture(scope="module")
def study(bare_project):
    made = Made(NEEDS, HOUSING, PLANNING, MAPS, scheme("group", "Keen", "Wary"))
    made.says("LB01", "planning", "housing", classes={"group": "Keen"})
    made.says("LB02", "planning", classes={"group": "Wary"})
    made.says("LB03", "housing")
    made.says("LB03", kind="vignette", finished=False)
    with made.open(bare_project) as opened:
        opened.apply(Change("Second", added=(small.SECOND,)))
        yield opened


@pytest.fixture
def project(study):
    with study.scratch() as copy:
        yield copy


def frozen(project, question: Question | None = None) -> None:
    project.apply(freeze(project, "draft", question or Question()))


def reasons(project, part: str) -> dict[str, str]:
    """What is said of each who moved in a part."""
    found = compare_frozen(project, frozen_named(project, "draft"))
    return {m.label: m.reason for p in found.parts if p.name == part for m in p.moved}


def document(project, name: str) -> Document:
    return next(d for d in project.store.values(Document) if d.name.startswith(name))


def codings(project, name: str, ident: str) -> list[Coding]:
    return project.store.values(Coding, document=document(project, name).guid, code=project.code_named(ident).guid)


def taken_out(project, name: str) -> None:
    gone = document(project, name)
    where = {"document": gone.guid}
    kinds = (Coding, Finish, Assignment, Speaker)
    belonging = [value for kind in kinds for value in project.store.values(kind, **where)]
    project.apply(take_out(gone, [*belonging, project.store.turns(gone.guid)]))


# ---- documents and who speaks in them --------------------------------------------------------------------------------


def test_a_document_that_went_or_came_says_it_all(project) -> None:
    frozen(project)
    taken_out(project, "LB02")
    said = reasons(project, "Planning")
    assert re.fullmatch(r"LB02 interview was taken out of the project on .* by First coder\.", said["LB02"])
    assert "who speaks" not in said["LB02"]
    project.undo()
    assert reasons(project, "Planning") == {}


def test_a_document_that_came_back_makes_its_respondent_pending(project) -> None:
    taken_out(project, "LB03 vignette")
    frozen(project)
    back = project.history()[-2].change.inverse
    project.apply(back)
    assert re.fullmatch(r"LB03 vignette came in on .* by First coder\.", reasons(project, "Housing")["LB03"])


def test_a_scope_follows_the_kind_of_documents(project) -> None:
    frozen(project, Question(scope="kind = interview"))
    project.apply(describe(document(project, "LB03 vignette"), kind="interview"))
    assert re.search(r"The kind or occasion of LB03 vignette was changed on", reasons(project, "Housing")["LB03"])


def test_text_that_was_corrected_must_be_read_again(project) -> None:
    frozen(project)
    before = document(project, "LB02")
    text = Text.of((project.store.text(before.guid) or "").replace("interview", "Interview"))
    project.apply(Change("Correct", (before,), (replace(before, sha256=text.sha256),), (text,)))
    assert "The text of LB02 interview was corrected on" in reasons(project, "Planning")["LB02"]


def test_who_speaks_moves_passages_from_one_to_another(project) -> None:
    frozen(project)
    (speaker,) = project.store.values(Speaker, document=document(project, "LB02").guid)
    project.apply(set_role(speaker, Role.RESPONDENT, project.respondent_labelled("LB01").guid))
    assert re.search("Who speaks in LB02 interview was changed on", reasons(project, "Planning")["LB02"])
    project.apply(set_role(project.store.values(Speaker, document=speaker.document)[0], Role.OTHER, None))
    assert "was changed on" in reasons(project, "Planning")["LB02"]


def test_assignments_given_and_taken_are_told(project) -> None:
    frozen(project)
    lb02 = document(project, "LB02")
    project.apply(unassign(project.store.values(Assignment, document=lb02.guid), "First coder"))
    assert "LB02 interview was taken off the reading list on" in reasons(project, "Planning")["LB02"]
    project.undo()
    assert reasons(project, "Planning") == {}


def test_an_assignment_that_is_new_ends_no_data(project) -> None:
    lb02 = document(project, "LB02")
    project.apply(unassign(project.store.values(Assignment, document=lb02.guid), "First coder"))
    frozen(project)
    assign_documents(project, project.coder_named("First coder"), [lb02])
    assert "LB02 interview was given out to read on" in reasons(project, "Planning")["LB02"]


def test_reading_again_is_told_as_such(project) -> None:
    finish_document(project, document(project, "LB02"))
    before = project.code_named("planning")
    project.apply(Change("Define", (before,), (replace(before, meaning=2),)))
    frozen(project)
    finish_document(project, document(project, "LB02"))
    assert "LB02 interview was read again on" in reasons(project, "Planning")["LB02"]


# ---- respondents, the codebook, passages -----------------------------------------------------------------------------


def test_somebody_new_came_in_and_somebody_went(project) -> None:
    project.apply(add_respondents(["LB08"]))
    frozen(project)
    project.apply(add_respondents(["LB09"]))
    project.apply(Change("Out", removed=(project.respondent_labelled("LB08"),)))
    said = reasons(project, "Planning")
    assert said["LB09"].startswith("LB09 came in on")
    assert said["LB08"].startswith("LB08 was taken out of the project on")


def test_codes_that_gather_otherwise_are_the_reason(project) -> None:
    frozen(project)
    project.apply(Change("Up", (HOUSING,), (replace(HOUSING, parent=None),)))
    assert "What Housing belongs to or gathers was changed on" in reasons(project, "Needs")["LB01"]


def test_passages_of_codes_below_count_for_the_one_above(project) -> None:
    frozen(project)
    (gone,) = codings(project, "LB01", "housing")
    project.apply(uncode(gone, HOUSING, document(project, "LB01")))
    assert reasons(project, "Needs")["LB01"].startswith("LB01's only passage was taken off on")


def test_a_passage_that_was_made_shorter_moves_nobody(project) -> None:
    frozen(project)
    (coding,) = codings(project, "LB02", "planning")
    project.apply(Change("Shorter", (coding,), (replace(coding, end=coding.end - 1),)))
    assert reasons(project, "Planning") == {}


def test_classes_taken_off_leave_somebody_unclassified(project) -> None:
    frozen(project)
    (given_class,) = project.store.values(Classification, respondent=project.respondent_labelled("LB02").guid)
    project.apply(Change("Off", removed=(given_class,)))
    assert re.match(r"The class Wary was taken off on .* by First coder\.", reasons(project, "Group")["LB02"])


def test_marks_can_take_somebody_out_who_raised_it_unprompted(project) -> None:
    frozen(project, Question(prompted_only=True))
    project.apply(mark_change(project, project.respondent_labelled("LB02"), PLANNING, "not-asked", ""))
    assert re.match(r"Marked “not asked” on [^(]*\.", reasons(project, "Planning")["LB02"])


def test_an_entry_that_was_erased_tells_nothing_and_is_no_fault(project) -> None:
    frozen(project)
    (gone,) = codings(project, "LB02", "planning")
    project.apply(uncode(gone, PLANNING, document(project, "LB02")))
    connection_of(project.store).execute("DELETE FROM payload WHERE number = (SELECT max(number) FROM history)")
    found = compare_frozen(project, frozen_named(project, "draft"))
    (moved,) = next(p.moved for p in found.parts if p.name == "Planning")
    assert (moved.reason, moved.place) == ("", About(respondent=moved.respondent))


def test_what_was_settled_and_taken_back_is_told_in_the_consensus(project) -> None:
    ben, lb02 = small.SECOND, document(project, "LB02")
    assign_documents(project, ben, [lb02])
    first = project.coder
    project.coder = ben.guid
    finish_document(project, lb02)
    frozen(project, Question(view="consensus"))
    project.coder = first
    listed = list_disagreements(project, [project.coder_named("First coder"), ben])
    (open_one,) = [d for d in listed if d.about.guid == PLANNING.guid]
    project.apply(settle(project, open_one, Outcome.FIRST))
    assert re.match(r"Planning was settled on .* by First coder\.", reasons(project, "Planning")["LB02"])
    project.apply(forget_frozen(frozen_named(project, "draft")))
    frozen(project, Question(view="consensus"))
    project.apply(Change("Open again", removed=tuple(project.store.values(Settlement))))
    assert "What was settled on Planning was taken back on" in reasons(project, "Planning")["LB02"]


def test_who_meets_the_criteria_now_is_told_though_they_referred_before(project) -> None:
    frozen(project)
    (coding,) = codings(project, "LB02", "planning")
    project.apply(Change("Meets it", (coding,), (replace(coding, criteria=(PLANNING.criteria[0].guid,)),)))
    found = compare_frozen(project, frozen_named(project, "draft"))
    (part,) = found.parts
    assert part.figure == "2/2 → 2/2, FoP-minded 0 → 1"
    assert (part.moved[0].before, part.moved[0].after) == ("referred", "referred, FoP-minded")
    assert re.match(r"A passage of LB02's was changed on", part.moved[0].reason)
    assert part.moved[0].place.coding == coding.guid
    project.undo()
    project.apply(Change("No rule", (PLANNING,), (replace(PLANNING, criteria_rule=None),)))
    assert reasons(project, "Planning") == {}


def test_several_passages_that_were_added_are_told_with_the_first(project) -> None:
    frozen(project)
    for end in (4, 6):
        project.apply(code_passage(document(project, "LB02"), 0, end, MAPS, project.coder))
    assert re.match(r"2 passages of LB02's were coded, the first on", reasons(project, "Maps")["LB02"])


def test_a_code_that_was_taken_out_is_named(project) -> None:
    frozen(project)
    project.apply(Change("Remove", removed=(MAPS,)))
    found = compare_frozen(project, frozen_named(project, "draft"))
    assert (found.gone, found.is_same, found.parts) == (("Maps",), False, ())


def test_views_without_classes_keep_codes_alone(project) -> None:
    frozen(project, Question(view="either"))
    figures = figures_of(frozen_named(project, "draft"))
    assert {part.kind for part in figures.parts} == {"code"}
    assert [len(part.who) for part in figures.parts] == [3, 3, 3, 3]


# ---- whatever happens ------------------------------------------------------------------------------------------------

STEP = st.tuples(
    st.sampled_from(
        ["code", "uncode", "not-asked", "too-little-information", "clear", "finish", "reopen", "out", "in"]
    ),
    st.sampled_from(["LB01", "LB02", "LB03"]),
    st.sampled_from(["housing", "planning"]),
)


def do(project, step: str, label: str, ident: str) -> None:
    who, wanted, where = project.respondent_labelled(label), project.code_named(ident), document(project, label)
    change: Change | None = None
    if step == "code":
        change = code_passage(where, 0, 4, wanted, project.coder)
        change = None if any((c.start, c.end) == (0, 4) for c in codings(project, label, ident)) else change
    elif step == "uncode":
        found = codings(project, label, ident)
        change = uncode(found[0], wanted, where) if found else None
    elif step == "finish":
        finish_document(project, where)
    elif step == "reopen":
        reopen_document(project, where)
    elif step == "out":
        change = exclude(who, "asked for it") if who.because == "" else None
    elif step == "in":
        change = include(who) if who.because else None
    else:
        change = mark_change(project, who, wanted, step, "")
    if change is not None:
        project.apply(change)


def counted(project) -> dict[str, tuple[int, int]]:
    return {row.name: (row.counts.n, row.counts.of) for row in tally(project).rows}


@settings(max_examples=15)
@given(before=st.lists(STEP, max_size=4), after=st.lists(STEP, max_size=8))
def test_whatever_happens_counts_are_those_of_the_tally_and_nobody_moves_without_a_reason(study, before, after) -> None:
    with study.scratch() as project:
        for step in before:
            do(project, *step)
        if all(r.because for r in project.store.values(Respondent)):
            return
        then = counted(project)
        frozen(project)
        for step in after:
            do(project, *step)
        now = counted(project)
        found = compare_frozen(project, frozen_named(project, "draft"))
        told = {p.name: p for p in found.parts if p.kind == "code"}
        for name, figure in then.items():
            if name in told:
                part = told[name]
                assert part.figure.startswith(f"{figure[0]}/{figure[1]} → {now[name][0]}/{now[name][1]}")
                assert all(m.reason for m in part.moved), [(m.label, m.before, m.after) for m in part.moved]
                moved = sum(pair[1] - pair[0] for pair in part.counts.values())
                assert moved == found.respondents[1] - found.respondents[0]
            else:
                assert figure == now[name]
