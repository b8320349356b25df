"""A wording is tried on the project's own figures before it is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.analysis.sentence_examples import ExampleFigures, quantifier_step
from fop_coder.model.codebook import CodebookVersion
from fop_coder.model.errors import ValueRefused
from fop_coder.model.report import ReportKind
from fop_coder.model.tally import Counts
from fop_coder.model.wording import PROGRAMS, Quantifiers
from fop_coder.project.report_asked import ItemAsked, What
from fop_coder.project.report_sentences import make
from fop_coder.project.settings import change_settings
from fop_coder.project.tallying import Question
from fop_coder.project.wording import FIELDS, telling_of, with_template, wording_of
from fop_coder.project.wording_tried import (
    code_examples,
    example_figures,
    half_way,
    phrase_checked,
    phrased,
    quantifier_examples,
    reworded_change,
    step_faults,
    template_example,
    typed_scale,
    word_fault,
)
from tests.made import Made, code, scheme

PLANNING = code("planning")


@pytest.fixture(scope="module")
def project(bare_project):
    made = Made(PLANNING, code("review"))
    for number in range(12):
        codes = ("planning",) if number < 11 else ()
        values = {"borough": "North" if number % 2 else "South"} if number else {}
        made.says(f"R{number:02}", *codes, days=number % 3, **values)
    with made.open(bare_project) as opened:
        yield opened


def test_examples_are_the_sentences_of_the_report(project) -> None:
    figures, telling = example_figures(project), telling_of(project)
    for name, question, what in (
        ("referred", Question(), What.REFERRED),
        ("complement", Question(), What.COMPLEMENT),
        ("group", Question(by="borough"), What.REFERRED),
        ("group_without", Question(by="borough"), What.REFERRED),
        ("group_number", Question(by="days"), What.REFERRED),
    ):
        asked = ItemAsked(what, (PLANNING.guid,), question)
        assert template_example(figures, name, telling).sentence == make(project, ReportKind.SENTENCE, asked).words


def test_every_template_shows_where_it_stands_and_says_when_figures_are_invented(project) -> None:
    figures, telling = example_figures(project), telling_of(project)
    invented = set()
    for name in FIELDS:
        marked = with_template(telling.wording, name, getattr(telling.wording.templates, name) + " <here>")
        example = template_example(figures, name, replace(telling, wording=marked))
        assert "<here>" in example.sentence, name
        invented |= {name} if example.is_invented else set()
    assert invented == {"classified", "classified_small", "scheme", "category", "group_classified"}
    assert template_example(figures, "referred_small", telling).sentence == "11 of 12 respondents referred to planning."
    assert "(one is pending)" in template_example(figures, "so_far", telling).sentence
    nobody = ExampleFigures({})
    assert all(template_example(nobody, name, telling).is_invented for name in FIELDS)


def test_a_quantifier_shows_a_sentence_in_which_it_stands_now(project) -> None:
    shown = quantifier_examples(example_figures(project), telling_of(project))
    assert shown == {
        4: "Nearly all respondents (11/12) referred to planning.",
        "none": "None of the respondents (0/12) referred to review.",
    }


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 20))
def test_the_step_is_that_of_the_word(n: int, more: int, smallest: int) -> None:
    quantifiers = Quantifiers(smallest=smallest)
    step, word = quantifier_step(quantifiers, n, n + more), quantifiers.word(n, n + more)
    assert word == ("" if step is None else getattr(quantifiers, step) if isinstance(step, str) else "") or (
        isinstance(step, int) and word == quantifiers.scale[step].words
    )


def test_classes_are_told_where_the_view_has_them_and_nothing_where_nobody_counts(bare_project) -> None:
    stance = scheme("stance", "open", "guarded")
    made = Made(PLANNING, stance)
    for number in range(4):
        made.says(f"R{number}", "planning", classes={"stance": "open" if number else "guarded"})
    with made.open(bare_project) as opened:
        telling = telling_of(opened)
        told = template_example(example_figures(opened), "classified_small", telling)
        assert told.sentence == "3 of 4 respondents were classified as open on Stance." and not told.is_invented
        change_settings(opened, default_view="either")
        assert template_example(example_figures(opened), "group_classified", telling).is_invented
        assert template_example(example_figures(opened), "scheme", telling).is_invented
    with Made(PLANNING).open(bare_project) as nobody:
        assert example_figures(nobody).shown is None


def test_codes_are_told_with_the_words_that_are_typed(project) -> None:
    counts = Counts(3, 1, 0, 0, 0, 0)
    told = code_examples(phrased(PLANNING, "planned  ahead ", ""), counts, telling_of(project))
    assert told == ("3 of 4 respondents planned ahead.", "1 of 4 respondents did not mention planning.")
    assert code_examples(PLANNING, Counts(0, 0, 0, 0, 0, 2), telling_of(project)) == ("", "")
    with pytest.raises(ValueRefused, match="longer than 200"):
        phrase_checked("x" * 201, "planning")
    with pytest.raises(ValueRefused, match="cannot be printed"):
        phrase_checked("plan\u202ened", "planning")


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ([("few", "25"), ("most", "50 %"), ("all but a few", "100")], {}),
        ([("few", "12,5"), ("most", "100")], {}),
        ([("few", "25"), ("most", "25"), ("nearly", "100")], {1: "25 % is not more than 25 %"}),
        ([("", "25"), ("most", "many"), ("nearly", "100")], {0: "no word", 1: "'many' is no percentage"}),
        ([("few", "0"), ("most", "100")], {0: "not a percentage above 0"}),
        ([("few", "nan"), ("most", "100")], {0: "not a percentage above 0"}),
    ],
)
def test_what_is_wrong_with_a_scale_is_said_of_its_line(typed, faults) -> None:
    found = step_faults(typed)
    assert {n: words in error.what for n, words in faults.items() for error in [found[n]]} == dict.fromkeys(
        faults, True
    )
    assert set(found) == set(faults)
    if not faults:
        assert [step.words for step in typed_scale(typed)] == [words for words, _ in typed]


def test_words_and_limits_as_they_are_typed() -> None:
    assert word_fault("no") is None and word_fault("") is not None
    assert (half_way("85", "100 %"), half_way("", "100")) == ("92.5", "")


def test_everything_is_kept_and_undone_as_one_step(project) -> None:
    kept, entries = wording_of(project.settings), len(project.history())
    wording = with_template(PROGRAMS, "so_far", "Until now {said}")
    assert reworded_change(project, kept, {PLANNING.guid: ("", "")}) is None
    project.apply(reworded_change(project, wording, {PLANNING.guid: ("planned", "")}))
    assert wording_of(project.settings) == wording and project.code_named("planning").verb == "planned"
    assert len(project.history()) == entries + 1
    versions = project.store.count("codebook_version")
    project.undo()
    assert wording_of(project.settings) == kept and project.code_named("planning").verb == ""
    assert project.store.count("codebook_version") == versions - 1
    templates_alone = reworded_change(project, wording, {})
    assert templates_alone is not None
    assert not any(isinstance(v, CodebookVersion) for v in templates_alone.added)
