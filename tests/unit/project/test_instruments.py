"""Answers to the items of an instrument: entered, imported, and added up by the stated rules."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.importers.answer_sheets import read_answers
from fop_coder.model.codebook import Instrument, Item
from fop_coder.model.errors import ImportRefused, NotFound, ValueRefused
from fop_coder.model.people import Attribute, AttributeValue
from fop_coder.project.instrument_scores import (
    missing_rule,
    reversed_rule,
    scales,
    score_tables,
    scores,
)
from fop_coder.project.instrument_sheets import import_answers, sheet_change
from fop_coder.project.instruments import (
    add_instrument_change,
    answer_written,
    answers_change,
    answers_in_order,
    filled,
    form_of,
    instrument_named,
    scores_of,
    shipped_instruments,
)
from fop_coder.project.numbers import item_attributes
from fop_coder.project.pasting import read_pasted
from fop_coder.project.respondent_grid import respondent_grid
from fop_coder.project.tally_sheet import choices
from fop_coder.project.tallying import Question
from tests.made import Made, code, guid, instrument, scheme

FOUR = instrument("four", 4, reversed_=[2, 4], most_missing=1)


def study(*more):
    made = Made(code("planning"), FOUR, scheme("network", "Strong", "Low"), *more)
    for label, network in (("A", "Strong"), ("B", "Strong"), ("C", "Low"), ("D", "Low")):
        made.says(label, classes={"network": network})
    return made


@pytest.fixture
def project(bare_project):
    with study().open(bare_project) as opened:
        yield opened


def enter(project, label, answers, occasion=""):
    who = project.respondent_labelled(label)
    change = answers_change(project, FOUR, who, dict(enumerate(answers.split(), 1)), occasion)
    if change is not None:
        project.apply(change)
    return change


# ---- adding up -------------------------------------------------------------------------------------------------------


def plain_score(made, answers, subscale):
    """Return a score by the letter of the rule: turn round, mean of those given, times all items of the scale."""
    items = [item for item in made.items if subscale in (None, item.subscale)]
    given_ = [
        made.highest - int(answers[i.number]) + made.lowest if i.reversed else int(answers[i.number])
        for i in items
        if answers.get(i.number)
    ]
    if not given_ or len(items) - len(given_) > made.most_missing:
        return None
    return Fraction(sum(given_), len(given_)) * len(items)


@given(
    answers=st.lists(st.sampled_from(["", "0", "1", "2", "3"]), min_size=7, max_size=7),
    turned=st.sets(st.integers(1, 7)),
    parts=st.lists(st.sampled_from(["", "joys", "cares"]), min_size=7, max_size=7),
    most_missing=st.integers(0, 3),
)
def test_total_and_subscales_are_those_of_the_rule_in_plain_words(answers, turned, parts, most_missing):
    items = tuple(Item(n, n in turned, part) for n, part in enumerate(parts, 1))
    made = Instrument(guid("seven"), "seven", "Seven", 0, 3, items, most_missing=most_missing)
    written = dict(enumerate(answers, 1))
    for found in scores(made, written):
        expected = plain_score(made, written, found.scale.subscale)
        assert (found.score is None) == (expected is None)
        assert found.score is None or found.score == pytest.approx(float(expected))
        assert found.missing == sum(not written[i.number] for i in found.scale.items)
        assert bool(found.why) == (found.missing > 0)
        if found.score is not None:
            assert found.scale.lowest <= found.score <= found.scale.highest


def test_the_scales_of_an_instrument_are_its_total_and_its_subscales():
    assert [(s.name, len(s.items), s.lowest, s.highest) for s in scales(FOUR)] == [
        ("total", 4, 4, 20),
        ("first", 2, 2, 10),
        ("second", 2, 2, 10),
    ]
    alone = Instrument(guid("one"), "one", "One", 1, 5, (Item(1, subscale="all"), Item(2, subscale="all")))
    assert [s.name for s in scales(alone)] == ["total"]  # a subscale of all items is the total


def test_the_rules_are_told_in_words():
    assert missing_rule(instrument("n", 4)).startswith("No answer may be missing")
    assert missing_rule(FOUR).startswith("Up to 1 answer of a scale may be missing; it then counts as the mean")
    assert "Up to 3 answers" in missing_rule(instrument("n", 9, most_missing=3))
    assert reversed_rule(FOUR) == "Items turned round are added as 6 \N{MINUS SIGN} answer."
    assert reversed_rule(instrument("n", 4)) == ""


def test_score_15_of_the_best_and_of_the_worst_answers(project):
    (made,) = shipped_instruments(project)
    best = {i.number: "5" if i.reversed else "1" for i in made.items}
    worst = {i.number: "1" if i.reversed else "5" for i in made.items}
    assert [s.score for s in scores(made, best)] == [15, 5, 5, 5]
    assert [s.score for s in scores(made, worst)] == [75, 25, 25, 25]
    assert {s.why for s in scores(made, {**best, 7: ""})} == {"", "too many answers missing"}


# ---- entering --------------------------------------------------------------------------------------------------------


def test_answers_of_a_respondent_are_one_step_that_can_be_taken_back(project):
    change = enter(project, "A", "1 5 2 4")
    assert change.label == "FOUR: answers of A"
    assert [a.name for a in item_attributes(project, FOUR).values()] == ["four 1", "four 2", "four 3", "four 4"]
    assert form_of(project, FOUR, project.respondent_labelled("A")).answers == {1: "1", 2: "5", 3: "2", 4: "4"}
    assert [(f.respondent.label, f.answered) for f in filled(project, FOUR)] == [("A", 4), ("B", 0), ("C", 0), ("D", 0)]
    assert score_tables(project, FOUR, Question())[0].rows[0].value == 1 + 1 + 2 + 2
    project.undo()
    assert not project.store.values(Attribute) and not project.store.values(AttributeValue)


def test_what_is_so_already_changes_nothing_and_an_empty_answer_is_taken_off(project):
    assert answers_change(project, FOUR, project.respondent_labelled("A"), {1: "", 2: " "}) is None
    enter(project, "A", "1 5 2 4")
    assert enter(project, "A", "1 5 2 4") is None
    who = project.respondent_labelled("A")
    project.apply(answers_change(project, FOUR, who, {2: ""}))
    assert form_of(project, FOUR, who).answers == {1: "1", 3: "2", 4: "4"}


def test_an_occasion_has_answers_of_its_own_above_those_for_all(project):
    enter(project, "A", "1 5 2 4")
    enter(project, "A", "3 3 3 3", "time two")
    project.apply(answers_change(project, FOUR, project.respondent_labelled("A"), {4: ""}, "TIME TWO"))
    form = form_of(project, FOUR, project.respondent_labelled("A"), "Time Two")
    assert (form.occasion, form.answers, form.beneath[4]) == ("time two", {1: "3", 2: "3", 3: "3"}, "4")
    assert form.counting() == {1: "3", 2: "3", 3: "3", 4: "4"}
    assert scores(FOUR, form.counting())[0].score == 3 + 3 + 3 + 2
    found = score_tables(project, FOUR, Question(scope='occasion = "time two"'))[0].rows[0].value
    assert found == scores(FOUR, form.counting())[0].score


@pytest.mark.parametrize("text", ["0", "6", "2.5", "often", "-1"])
def test_an_answer_that_there_is_not_is_refused_at_once(project, text):
    with pytest.raises(ValueRefused, match=r"is no answer of FOUR. Answers are whole numbers from 1 to 5"):
        answer_written(FOUR, text)
    with pytest.raises(ValueRefused):
        answers_change(project, FOUR, project.respondent_labelled("A"), {1: text})
    assert not project.store.values(AttributeValue)


def test_what_a_sheet_once_brought_in_does_not_stand_in_the_way(bare_project):
    made = study()
    made.known("A", {"four 1": "9"})
    with made.open(bare_project) as project:
        who = project.respondent_labelled("A")
        project.apply(answers_change(project, FOUR, who, {1: "9", 2: "4.0"}))
        assert form_of(project, FOUR, who).answers == {1: "9", 2: "4"}
        assert scores(FOUR, form_of(project, FOUR, who).answers)[0].why == "an answer that the scale does not have"


def test_answers_stand_in_the_order_of_the_items():
    assert answers_in_order(FOUR, ["1", "-", "3", "."]) == {1: "1", 2: "", 3: "3", 4: ""}
    with pytest.raises(ValueRefused, match="FOUR has 4 items, not 3"):
        answers_in_order(FOUR, ["1", "2", "3"])


# ---- how scores lie --------------------------------------------------------------------------------------------------


def test_ranges_by_class_say_how_many_have_a_score_and_who_has_none_and_why(project):
    for label, answers in (("A", "1 5 1 5"), ("B", "5 1 5 1"), ("C", "3 3 3")):
        enter(project, label, answers)
    whole, first, _second = score_tables(project, FOUR, Question(by="network"))
    assert [(s.group, s.n, s.left_out, s.lowest, s.median, s.highest) for s in whole.spreads] == [
        ("", 3, 1, 4, 12, 20),
        ("Strong", 2, 0, 4, 12, 20),
        ("Low", 1, 1, 12, 12, 12),
    ]
    assert [(r.respondent, r.why) for r in whole.rows if r.value is None] == [("D", "no answers")]
    assert [r.value for r in first.rows] == [2, 10, 6, None]


def test_nobody_has_answered_yet(project):
    with pytest.raises(NotFound, match="no attribute holds an answer to FOUR"):
        score_tables(project, FOUR, Question())


# ---- instruments that come with the program --------------------------------------------------------------------------


def test_score_15_can_be_taken_into_the_codebook_alone(project):
    (made,) = shipped_instruments(project)
    project.apply(add_instrument_change(project, made))
    assert instrument_named(project, "SCORE-15").guid == made.guid
    assert instrument_named(project, "score-15").position > FOUR.position
    assert shipped_instruments(project) == ()
    assert [s.name for s in project.codebook.schemes] == ["Network"]


# ---- sheets ----------------------------------------------------------------------------------------------------------


def sheet(tmp_path, *lines):
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_sheet_of_respondents_and_occasions_comes_in_as_one_step(project, tmp_path):
    path = sheet(
        tmp_path,
        "respondent,occasion,item 1,FOUR_02,four 3,4,date",
        "A,time one,1,2,3,4,May",
        "a,time two,5,n/a,3.0,4,May",
        "B,,1,,,,",
    )
    report = import_answers(project, FOUR, path)
    assert (report.respondents, report.answers, report.left_out) == (2, 8, ("date",))
    assert report.occasions == ("time one", "time two", "")
    assert form_of(project, FOUR, project.respondent_labelled("A"), "time two").answers == {1: "5", 3: "3", 4: "4"}
    assert [f.answered for f in filled(project, FOUR)] == [0, 1, 0, 0]
    assert sheet_change(project, FOUR, read_answers(path))[0] is None
    project.undo()
    assert not project.store.values(AttributeValue)


def test_an_occasion_holds_for_rows_that_name_none(project, tmp_path):
    import_answers(project, FOUR, sheet(tmp_path, "participant,wave,1", "A,,2", "B,time two,3"), "time one")
    given_ = {(v.occasion, v.value) for v in project.store.values(AttributeValue)}
    assert given_ == {("time one", "2"), ("time two", "3")}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["respondent,1,2", "A,1,7"], r"answers.csv, row 2: item 2: '7' is no answer of FOUR"),
        (["respondent,1", "A,1", "Zoe,2"], r"row 3: there is no respondent called 'Zoe'"),
        (["respondent,1", "A,1", "A,2"], r"row 3: row 2 is of the same respondent and occasion"),
        (["respondent,1", "A,0", "B,x", "Q,1", "D,9"], r"4 rows cannot be taken: row 2: .*; row 4: .*; and 1 more"),
        (["respondent,date", "A,May"], r'no column holds an item of FOUR. Call the columns "four 1" and so on'),
        (["respondent,1,item 1", "A,1,1"], r"two columns hold item 1"),
        (["date,1", "May,1"], r"has no column of respondents"),
        (["respondent,1", ",1", "A,2"], r"row 2: names no respondent"),
    ],
)
def test_a_sheet_with_a_fault_changes_nothing_and_says_where(project, tmp_path, lines, said):
    with pytest.raises(ImportRefused, match=said):
        import_answers(project, FOUR, sheet(tmp_path, *lines))
    assert not project.store.values(AttributeValue)


def test_a_block_with_headings_finds_answers_that_the_grid_does_not_show(project):
    enter(project, "A", "1 5 2 4")
    grid = respondent_grid(project)
    assert not [c.name for c in grid.columns if c.name.startswith("four")]
    people = [row.respondent for row in grid.rows]
    pasted = read_pasted(project, people, grid.columns, [["respondent", "four 1"], ["A", "3"], ["B", "2"]])
    assert pasted.new_attributes == ()
    project.apply(pasted.change)
    assert [form_of(project, FOUR, p).answers.get(1) for p in people[:2]] == ["3", "2"]
    assert not [name for name in choices(project).dividing if name.startswith("four")]


def test_scores_of_one_respondent_on_all_occasions(project):
    who = project.respondent_labelled("A")
    assert scores_of(project, who) == ()
    enter(project, "A", "1 5 2 4")
    enter(project, "A", "5", "time two")
    assert scores_of(project, who) == (
        ("FOUR", "total 6, 10 (time two);\nfirst 2, 6 (time two);\nsecond 4, 4 (time two)"),
    )
    enter(project, "B", "1")
    assert scores_of(project, project.respondent_labelled("B"))[0][1].startswith("total too many answers missing;")
