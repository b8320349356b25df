"""Worked examples of what the file knows of a coder's work; any small project is tested in tests/flow."""

from dataclasses import replace

import pytest

from fop_coder.model.change import Change
from fop_coder.model.codebook import CriteriaRule, Need, Within
from fop_coder.model.coding import Classification
from tests.reference import small
from tests.reference.small import LB01, LB02, LB03, LB04, coding, guid

FIRST, SECOND = small.FIRST.guid, small.SECOND.guid
ENGAGED, CAUTIOUS = (c.guid for c in small.GROUP.categories)
EARLY, TOGETHER = small.PLANNING.criteria


def of_code(store, code, coder=FIRST, scope=None):
    codebook = store.codebook()
    facts = store.coder_facts(coder, codebook, codebook.codes, scope)
    return facts, facts.codes[code.guid]


def test_who_is_to_be_read_who_is_not_read_yet_and_who_referred(store):
    facts, planning = of_code(store, small.PLANNING)
    assert facts.assigned == {LB01.guid, LB02.guid, LB03.guid, LB04.guid}
    assert planning.unread == frozenset()
    assert planning.referred == {LB01.guid, LB03.guid}
    assert planning.met == {LB01.guid}
    assert planning.not_asked == {LB04.guid}
    assert planning.too_little == frozenset()
    assert of_code(store, small.HOUSING)[1].unread == {LB04.guid}
    facts, planning = of_code(store, small.PLANNING, SECOND)
    assert (facts.assigned, planning.unread, planning.referred) == ({LB01.guid}, frozenset(), {LB01.guid})
    assert of_code(store, small.NEEDS, SECOND)[1].unread == {LB01.guid}


def test_a_code_that_gathers_has_the_passages_of_those_below_but_is_read_for_by_itself(store):
    assert of_code(store, small.NEEDS)[1].referred == {LB02.guid}
    store.apply(Change("Gather no more", (small.NEEDS,), (replace(small.NEEDS, gathers=False),)), FIRST)
    assert of_code(store, replace(small.NEEDS, gathers=False))[1].referred == frozenset()
    assert of_code(store, small.HOUSING)[1].unread == {LB04.guid}
    assert of_code(store, small.NEEDS)[1].unread == frozenset()


def test_only_documents_in_scope_are_looked_at(store):
    later = frozenset({small.LATER.document.guid})
    facts, planning = of_code(store, small.PLANNING, scope=later)
    assert (facts.assigned, planning.referred) == ({LB01.guid}, frozenset())
    facts, planning = of_code(store, small.PLANNING, scope=frozenset())
    assert (facts.assigned, planning.referred, planning.met) == (frozenset(), frozenset(), frozenset())
    assert planning.not_asked == {LB04.guid}, "a mark is on the respondent, not on a document"
    at_work = store.coders_at_work(frozenset({LB01.guid, LB02.guid}), later)
    assert (at_work[FIRST], at_work[SECOND]) == ({LB01.guid}, frozenset())


def test_a_code_changed_in_meaning_is_pending_until_it_is_read_for_again(store):
    changed = replace(small.PLANNING, meaning=2)
    store.apply(Change("Change the meaning", (small.PLANNING,), (changed,)), FIRST)
    assert of_code(store, changed)[1].unread == {LB01.guid, LB02.guid, LB03.guid, LB04.guid}
    assert of_code(store, small.NEEDS)[1].unread == frozenset()
    before = small.finish(small.HEBREW, small.FIRST, small.PLANNING, small.NEEDS)
    after = small.finish(small.HEBREW, small.FIRST, changed, small.NEEDS)
    store.apply(Change("Finish again", (before,), (after,)), FIRST)
    assert of_code(store, changed)[1].unread == {LB01.guid, LB02.guid, LB03.guid}


def test_a_document_finished_in_another_text_is_pending(store):
    before = small.finish(small.ALONE, small.FIRST, small.PLANNING, small.NEEDS, small.HOUSING)
    store.apply(Change("Other text", (before,), (replace(before, sha256="0" * 64),)), FIRST)
    assert of_code(store, small.PLANNING)[1].unread == {LB01.guid}


def test_figures_follow_what_is_assigned_and_marked(store):
    assert of_code(store, small.PLANNING)[0].assigned >= {LB04.guid}
    gone = small.assignment(small.HEBREW, small.FIRST)
    store.apply(Change("Off the list", removed=(gone, small.NOT_ASKED)), FIRST)
    facts, planning = of_code(store, small.PLANNING)
    assert LB04.guid not in facts.assigned
    assert planning.not_asked == frozenset()


@pytest.mark.parametrize(
    ("rule", "plans", "reviews", "met"),
    [
        (CriteriaRule(Need.ALL, Within.RESPONDENT), (EARLY,), (TOGETHER,), True),
        (CriteriaRule(Need.ALL, Within.RESPONDENT), (EARLY,), (EARLY,), False),
        (CriteriaRule(Need.ALL, Within.PASSAGE), (EARLY,), (TOGETHER,), False),
        (CriteriaRule(Need.ALL, Within.PASSAGE), (EARLY, TOGETHER), (), True),
        (CriteriaRule(Need.ANY, Within.PASSAGE), (), (TOGETHER,), True),
        (CriteriaRule(Need.ANY, Within.RESPONDENT), (), (), False),
        (CriteriaRule(Need.AT_LEAST, Within.RESPONDENT, 2), (EARLY,), (TOGETHER,), True),
        (CriteriaRule(Need.AT_LEAST, Within.RESPONDENT, 2), (EARLY,), (EARLY,), False),
        (CriteriaRule(Need.AT_LEAST, Within.PASSAGE, 1), (EARLY,), (), True),
        (None, (EARLY, TOGETHER), (), False),
    ],
)
def test_a_criteria_rule_is_met_in_one_passage_or_over_all(store, rule, plans, reviews, met):
    code = replace(small.PLANNING, criteria_rule=rule)
    changed = [
        replace(before, criteria=tuple(sorted(c.guid for c in criteria)))
        for before, criteria in ((small.PLANS, plans), (small.REVIEWS, reviews))
    ]
    store.apply(Change("Criteria", (small.PLANNING, small.PLANS, small.REVIEWS), (code, *changed)), FIRST)
    assert of_code(store, code)[1].met == ({LB01.guid} if met else frozenset())


def test_passages_out_of_scope_do_not_help_to_meet_a_rule(store):
    elsewhere = coding(small.LATER, "family plans", small.PLANNING, criteria=(TOGETHER,))
    only_early = replace(small.PLANS, criteria=(EARLY.guid,))
    store.apply(Change("Move", (small.PLANS,), (only_early, elsewhere)), FIRST)
    assert of_code(store, small.PLANNING)[1].met == {LB01.guid}
    for transcript in (small.ALONE, small.LATER):
        scope = frozenset({transcript.document.guid})
        assert of_code(store, small.PLANNING, scope=scope)[1].met == frozenset()


def test_a_class_for_the_occasion_goes_before_one_for_all(store):
    later = Classification(guid("later"), LB01.guid, small.GROUP.guid, CAUTIOUS, FIRST, "", "time two")
    only_later = Classification(guid("only"), LB02.guid, small.GROUP.guid, ENGAGED, FIRST, "", "time two")
    store.apply(Change("Classify", added=(later, only_later)), FIRST)

    def classes(occasion, coder=FIRST):
        return dict(store.class_facts(coder, small.GROUP.guid, None, occasion).classes)

    assert classes("") == {ENGAGED: {LB01.guid}}
    assert classes("time two") == {CAUTIOUS: {LB01.guid}, ENGAGED: {LB02.guid}}
    assert classes("time three") == {ENGAGED: {LB01.guid}}
    assert classes("", SECOND) == {}


def test_a_class_waits_for_documents_that_are_not_finished_at_all(store):
    facts = store.class_facts(FIRST, small.GROUP.guid, None, "")
    assert (facts.assigned, facts.unread) == ({LB01.guid, LB02.guid, LB03.guid, LB04.guid}, frozenset())
    reopened = small.finish(small.JOINT, small.FIRST, small.PLANNING, small.NEEDS, small.HOUSING)
    store.apply(Change("Reopen", removed=(reopened,)), FIRST)
    assert store.class_facts(FIRST, small.GROUP.guid, None, "").unread == {LB02.guid, LB03.guid}
