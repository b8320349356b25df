"""Passages of a project's coders put side by side: what counts, for whom, and who is compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fop_coder.model.change import Change
from fop_coder.model.errors import NotFound, ValueRefused
from fop_coder.project.coders_compared import Comparison
from fop_coder.project.passages_matched import match_passages
from tests.study import Study

SAID = "We plan \U0001f600 ahead. Then we look back! And we stop."


@pytest.fixture
def read_twice(study: Study) -> Study:
    for name in ("P0", "P1", "P2"):
        study.interview(name, [("I", "And then? We plan."), (name, SAID)])
    study.assign("Ben", "P0", "P1", "P2")
    study.finish("P0", "P1", "P2")
    study.finish("P0", "P1", coder="Ben")
    return study


def found(study, *coders, threshold=0.5, **more):
    tables = match_passages(study.project, Comparison(coders or ("Ann", "Ben"), **more), threshold)
    return [next(row for row in table.rows if row.code == "planning") for table in tables]


def counts(row):
    return row.first, row.second, row.matched, row.split, row.overlapping, row.missed_by_first, row.missed_by_second


def test_passages_match_by_what_they_share_in_code_points(read_twice):
    read_twice.code("P0", "plan \U0001f600 ahead")  # 12 characters
    read_twice.code("P0", "plan \U0001f600", coder="Ben")  # 6 of them
    read_twice.code("P1", "look back!")
    (row,) = found(read_twice)
    assert counts(row) == (2, 1, 1, 0, 0, 0, 1)
    assert row.f1 == pytest.approx(2 / 3)
    (row,) = found(read_twice, threshold=0.51)
    assert counts(row) == (2, 1, 0, 0, 1, 0, 1)


def test_white_space_at_the_ends_and_interviewers_words_say_nothing(read_twice):
    read_twice.code("P0", " look back! ")
    read_twice.code("P0", "look back!", coder="Ben")
    read_twice.code("P0", "We plan.", coder="Ben")
    (row,) = found(read_twice, threshold=1.0)
    assert counts(row) == (1, 1, 1, 0, 0, 0, 0)
    (row,) = found(read_twice, threshold=1.0, trim=False)
    assert counts(row) == (1, 1, 0, 0, 1, 0, 0)


def test_only_documents_that_both_have_finished_are_looked_at(read_twice):
    read_twice.code("P2", "look back!")
    (table,) = match_passages(read_twice.project, Comparison(("Ann", "Ben")))
    assert (table.coders, table.documents, table.overall.first) == (("Ann", "Ben"), 2, 0)
    assert table.overall.f1 is None
    read_twice.finish("P2", coder="Ben")
    (table,) = match_passages(read_twice.project, Comparison(("Ann", "Ben")))
    assert (table.documents, table.overall.missed_by_second, table.overall.name) == (3, 1, "All codes, pooled")


def test_what_was_coded_after_discussion_is_left_out(read_twice):
    coding = read_twice.code("P0", "look back!")
    read_twice.project.apply(Change("Discuss", (coding,), (replace(coding, discussed=True),)))
    assert counts(found(read_twice)[0]) == (0, 0, 0, 0, 0, 0, 0)


def test_of_three_coders_each_pair_has_a_table(read_twice):
    read_twice.assign("Cem", "P0")
    for coder in ("Ann", "Cem"):
        read_twice.code("P0", "look back!", coder=coder)
    read_twice.finish("P0", coder="Cem")
    tables = match_passages(read_twice.project, Comparison(("Ann", "Ben", "Cem")))
    assert [(t.coders, t.documents, t.overall.matched, t.overall.missed_by_second) for t in tables] == [
        (("Ann", "Ben"), 2, 0, 1),
        (("Ann", "Cem"), 1, 1, 0),
        (("Ben", "Cem"), 1, 0, 0),
    ]
    assert tables[2].overall.missed_by_first == 1


def test_names_and_shares_that_make_no_sense_are_refused(read_twice):
    with pytest.raises(NotFound):
        match_passages(read_twice.project, Comparison(("Ann", "Zoe")))
    with pytest.raises(ValueRefused, match="cannot match from 2 on"):
        match_passages(read_twice.project, Comparison(("Ann", "Ben")), 2.0)
