"""Numbers against numbers, and what became of the same respondents, told as cases from a study."""

import pytest

from fop_coder.model.codebook import Code, Codebook
from fop_coder.model.errors import NotFound
from fop_coder.project.correlating import correlation, number_table
from fop_coder.project.moves import moves
from fop_coder.project.numbers import codes_counted, item_names, number_named, number_text
from fop_coder.project.tallying import Question
from tests.made import Made, band, code, guid, instrument, scheme

PLANNING, REVIEW, MAPS = code("planning"), code("review"), code("maps")


def trained():
    study = Made(PLANNING, REVIEW, MAPS, band("breadth", "0–1 2+", PLANNING, MAPS), instrument("score", 4))
    study.says("A", "planning", training_days=0, borough="RBKC")
    study.says("B", "planning", "review", training_days=10, borough="RBKC")
    study.says("C", "planning", "review", "maps", training_days="15", borough="LBHF")
    study.says("D", training_days="Trainer")
    study.says("E", "maps", finished=False, training_days=3)
    study.says("F", "maps", "planning")
    return study


def test_training_days_against_distinct_codes(bare_project):
    with trained().open(bare_project) as project:
        found = correlation(project, "training days", "codes", test=True)
    assert (found.x, found.y) == ("training days", "distinct codes")
    assert [(p.respondent, p.x, p.y) for p in found.points] == [("A", 0, 1), ("B", 10, 2), ("C", 15, 3)]
    assert found.left_out == (
        ("D", "training days: not a number (Trainer)"),
        ("E", "distinct codes: pending"),
        ("F", "training days: no value"),
    )
    assert found.coefficients[0].value == pytest.approx(1)
    assert "Spearman's rho = 1.00" in found.sentence
    assert "If these 3 were a simple random sample" in found.assumption


def test_nothing_is_claimed_where_nothing_is_defined(bare_project):
    with trained().open(bare_project) as project:
        assert (
            correlation(project, "training days", "codes: maps", Question(where="borough = RBKC"), test=True).sentence
            == ""
        )
        assert correlation(project, "training days", "codes").sentence == ""


def test_a_number_is_asked_for_by_name(bare_project):
    with trained().open(bare_project) as project:
        assert number_named(project, "Codes").kind == "codes"
        assert [c.ident for c in number_named(project, "breadth").codes] == ["planning", "maps"]
        assert number_named(project, "codes: Planning, maps, planning").name == "distinct codes among Planning, Maps"
        assert number_named(project, "SCORE").kind == "instrument"
        assert number_named(project, "score: Second").name == "SCORE: second"
        with pytest.raises(NotFound, match=r"SCORE has no subscale called 'third'. Known: first, second"):
            number_named(project, "score: third")
        with pytest.raises(
            NotFound, match=r"no number called 'days'. Known: training days, borough, score, breadth, codes"
        ):
            number_named(project, "days")
        with pytest.raises(NotFound, match=r"no attribute holds an answer to SCORE. Call the columns score 1"):
            number_table(project, "score")


def test_codes_that_gather_are_not_counted_beside_those_below_them():
    above = code("needs", gathers=True)
    below = Code(guid("housing"), "housing", "Housing", parent=above.guid, position=1)
    empty = Code(guid("alone"), "alone", "Alone", gathers=True, position=2)
    old = Code(guid("old"), "old", "Old", retired=True, position=3)
    assert [c.ident for c in codes_counted(Codebook("x", (above, below, empty, old)))] == ["housing", "alone"]


def test_how_a_number_lies_in_groups_and_in_how_many_documents(bare_project):
    study = trained()
    study.says("A", "review", kind="vignette")
    with study.open(bare_project) as project:
        found = number_table(project, "breadth", Question(by="borough"))
    assert {r.respondent: (r.value, r.why, r.documents) for r in found.rows} == {
        "A": (1, "", 2),
        "B": (1, "", 1),
        "C": (2, "", 1),
        "D": (0, "", 1),
        "E": (None, "pending", 1),
        "F": (2, "", 1),
    }
    assert [(s.group, s.n, s.left_out, s.lowest, s.highest) for s in found.spreads] == [
        ("", 5, 1, 0, 2),
        ("LBHF", 1, 0, 2, 2),
        ("RBKC", 2, 0, 1, 1),
        ("(no value)", 2, 1, 0, 2),
    ]
    assert found.codes == ("Planning", "Maps")


def test_answers_are_found_however_their_columns_are_called():
    score = instrument("score-15", 15)
    names = item_names(score, score.items[0])
    assert {"score-15 1", "score-15 01", "score-15_1", "score-15_q1", "score-15 item 1"} <= set(names)


def test_totals_and_subscales_of_an_instrument(bare_project):
    study = Made(PLANNING, instrument("score", 4, [2], most_missing=1))
    study.says("A", score_1=1, score_2=5, score_3=3, score_4=5)
    study.says("B", score_1=1, score_2=5, score_3=3)
    study.says("C", score_1=1)
    with study.open(bare_project) as project:
        whole, second = number_table(project, "score"), number_table(project, "score: second")
    assert [(r.value, r.why) for r in whole.rows] == [
        (10, ""),
        (pytest.approx(20 / 3), ""),
        (None, "too many answers missing"),
    ]
    assert [(r.value, r.why) for r in second.rows] == [(8, ""), (6, ""), (None, "no answers")]


def test_numbers_are_written_as_people_write_them():
    assert [number_text(n) for n in (12.0, 2.5, 20 / 3, 0.0)] == ["12", "2.5", "6.67", "0"]


# ---- between two occasions ---------------------------------------------------------------------------------------


def seen_twice():
    study = Made(PLANNING, scheme("feelings", "Positive", "Negative"))
    study.says("A", occasion="time one", classes={"feelings": "Negative"})
    study.says("A", "planning", occasion="time two", classes={"feelings": "Positive"})
    study.says("B", "planning", occasion="time one", classes={"feelings": "Positive"})
    study.says("B", "planning", occasion="time two")
    study.says("C", "planning", occasion="time one", classes={"feelings": "Negative"})
    study.says("D", occasion="time two", finished=False)
    study.says("E")
    for label, one, two in (("A", "need", "plan"), ("B", "need", "need"), ("C", "plan", "")):
        study.known(label, {"case": one}, occasion="time one")
        if two:
            study.known(label, {"case": two}, occasion="time two")
    study.known("E", {"case": "need"})
    return study


def moved(found):
    table = found.table
    return {
        (row, column): who
        for row, line in zip(table.rows.values, table.people, strict=False)
        for column, who in zip(table.columns.values, line, strict=False)
        if who
    }


def test_what_became_of_a_code(bare_project):
    with seen_twice().open(bare_project) as project:
        found = moves(project, "planning", "Time one", "time TWO")
    assert moved(found) == {("not referred", "referred"): ("A",), ("referred", "referred"): ("B",)}
    assert (found.first, found.then, found.stayed, found.moved) == ("time one", "time two", 1, 1)
    assert [(s.respondent, s.at, s.value, s.otherwise) for s in found.once] == [
        ("C", "time one", "referred", "no data"),
    ]
    assert found.never == (("D", "no data", "pending"), ("E", "no data", "no data"))
    assert found.table.rows.name == "Planning, time one"


def test_what_became_of_a_class_and_of_an_attribute(bare_project):
    with seen_twice().open(bare_project) as project:
        classes = moves(project, "feelings", "time one", "time two")
        cases = moves(project, "case", "time one", "time two")
    assert moved(classes) == {("Negative", "Positive"): ("A",)}
    assert [(s.respondent, s.otherwise) for s in classes.once] == [("B", "not classified"), ("C", "no data")]
    assert moved(cases) == {("need", "need"): ("B",), ("need", "plan"): ("A",)}
    assert [(s.respondent, s.value) for s in cases.once] == [("C", "plan")]
    assert [label for label, _, _ in cases.never] == ["D", "E"]
    for found in (classes, cases):
        assert found.table.counted + len(found.once) + len(found.never) == 5


def test_somebody_seen_later_only_is_named_too(bare_project):
    study = seen_twice()
    study.says("F", "planning", occasion="time two")
    with study.open(bare_project) as project:
        found = moves(project, "planning", "time one", "time two", Question(scope="kind = interview"))
        none = moves(project, "planning", "time one", "time two", Question(scope="kind = vignette"))
    assert ("F", "time two", "referred", "no data") in [(s.respondent, s.at, s.value, s.otherwise) for s in found.once]
    assert none.table.counted == 0


@pytest.mark.parametrize(
    ("of", "first", "then", "why"),
    [
        ("planning", "time one", "time three", "no occasion called 'time three'. Known: time one, time two"),
        ("planning", "time one", "time one", "both times are 'time one'"),
        ("kind", "time one", "time two", "does not change between occasions"),
        ("nothing", "time one", "time two", "there is nothing called 'nothing'"),
    ],
)
def test_what_cannot_be_asked_is_refused(bare_project, of, first, then, why):
    with seen_twice().open(bare_project) as project, pytest.raises(NotFound, match=why):
        moves(project, of, first, then)
