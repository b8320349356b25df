"""Worked examples of statuses; that they hold for any project is tested against the reference in tests/flow."""

from fop_coder.model.base import Guid
from fop_coder.model.status import (
    NOT_CLASSIFIED,
    ClassFacts,
    CodeFacts,
    CoderFacts,
    Settled,
    Status,
    classes_consensus,
    classes_of_coder,
    statuses_both,
    statuses_consensus,
    statuses_either,
    statuses_of_coder,
)

CODE = Guid("planning")


def people(labels):
    return frozenset(Guid(label) for label in labels)


SAMPLE = people("ABCDEFGH")


def view(assigned, coder="first", sample=SAMPLE, **facts):
    """Return the statuses of one coder who was assigned some and said things of them."""
    found = CodeFacts(**{name: people(labels) for name, labels in facts.items()})
    return statuses_of_coder(sample, CoderFacts(Guid(coder), people(assigned), {CODE: found}), CODE)


def by_status(found):
    return {str(status): "".join(sorted(group)) for status, group in found.by_status.items() if group}


def test_the_first_match_wins_for_one_coder():
    found = view("ABCDEFG", unread="AB", referred="ACDZ", met="C", not_asked="BDE", too_little="EF")
    assert by_status(found) == {
        "no data": "H",
        "pending": "AB",
        "referred": "CD",
        "not asked": "E",
        "too little information": "F",
        "not referred": "G",
    }
    assert found.met == people("C")
    assert found.pending_coded == people("A")
    assert found.unprompted == people("D")
    assert found.differ == people("")


def test_statuses_come_in_the_order_of_precedence():
    assert [str(s) for s in Status] == [
        "no data",
        "pending",
        "referred",
        "not asked",
        "too little information",
        "not referred",
    ]


def test_nobody_outside_the_sample_has_a_status():
    found = view("ABC", sample=people("AB"), referred="AC")
    assert found.of(Guid("A")) is Status.REFERRED
    assert found.of(Guid("B")) is Status.NOT_REFERRED
    assert found.of(Guid("C")) is None


def test_a_code_nobody_has_said_anything_about_is_not_referred_to():
    found = statuses_of_coder(SAMPLE, CoderFacts(Guid("first"), SAMPLE, {}), CODE)
    assert by_status(found) == {"not referred": "ABCDEFGH"}


def test_those_who_raised_it_unprompted_can_be_shown_as_not_asked():
    found = view("ABCDEFGH", referred="AB", met="AB", not_asked="BC").without_unprompted()
    assert by_status(found) == {"referred": "A", "not asked": "BC", "not referred": "DEFGH"}
    assert found.met == people("A")
    assert found.unprompted == people("")


FIRST = view("ABCDEFG", unread="F", referred="ABF", met="A", too_little="C")
SECOND = view("ABCDEFG", "second", unread="G", referred="ACG", met="AC", not_asked="D")


def test_one_coder_is_enough_for_either():
    found = statuses_either(SAMPLE, [FIRST, SECOND])
    assert by_status(found) == {
        "no data": "H",
        "pending": "FG",
        "referred": "ABC",
        "not asked": "D",
        "not referred": "E",
    }
    assert found.met == people("AC")
    assert found.differ == people("BCD")
    assert found.pending_coded == people("FG")


def test_all_coders_are_needed_for_both():
    found = statuses_both(SAMPLE, [FIRST, SECOND])
    assert by_status(found) == {
        "no data": "H",
        "pending": "FG",
        "referred": "A",
        "not asked": "D",
        "too little information": "C",
        "not referred": "BE",
    }
    assert found.met == people("A")
    assert found.differ == people("BCD")


def test_a_joint_view_is_over_those_whom_all_chosen_coders_were_assigned():
    half = view("ABCD", "third", referred="AB")
    for found in (statuses_either(SAMPLE, [FIRST, half]), statuses_both(SAMPLE, [FIRST, half])):
        assert found[Status.NO_DATA] == people("EFGH")
        assert found[Status.REFERRED] >= people("AB")


def test_without_coders_nobody_has_data():
    for found in (
        statuses_either(SAMPLE, []),
        statuses_both(SAMPLE, []),
        statuses_consensus(SAMPLE, [], Settled()),
    ):
        assert by_status(found) == {"no data": "ABCDEFGH"}


def test_unsettled_respondents_on_whom_coders_differ_are_pending_in_consensus():
    found = statuses_consensus(SAMPLE, [FIRST, SECOND], Settled())
    assert by_status(found) == {"no data": "H", "pending": "BCDFG", "referred": "A", "not referred": "E"}
    assert found.differ == people("BCD")
    assert found.pending_coded == people("BCFG")


def test_a_settlement_decides_only_where_coders_who_finished_differ():
    settled = Settled({Status.REFERRED: people("BEFH"), Status.NOT_REFERRED: people("ACG")}, met=people("BE"))
    found = statuses_consensus(SAMPLE, [FIRST, SECOND], settled)
    assert by_status(found) == {"no data": "H", "pending": "DFG", "referred": "AB", "not referred": "CE"}
    assert found.met == people("AB")
    assert found.differ == people("D")


def test_where_one_coder_was_assigned_that_coder_s_word_is_the_consensus():
    second = view("AB", "second", referred="A")
    first = view("ABCD", referred="ABC", met="AC")
    found = statuses_consensus(people("ABCDE"), [first, second], Settled({Status.NOT_REFERRED: people("BC")}))
    assert by_status(found) == {"no data": "E", "referred": "AC", "not referred": "BD"}
    assert found.met == people("C"), "on A the two agree that it was referred to, not that the rule is met"


def test_criteria_that_coders_see_differently_can_be_settled_too():
    first, second = view("AB", referred="AB", met="AB"), view("AB", "second", referred="AB")
    settled = Settled({Status.REFERRED: people("A")}, met=people("A"))
    found = statuses_consensus(people("AB"), [first, second], settled)
    assert by_status(found) == {"referred": "AB"}
    assert found.met == people("A")
    for alike, met in ((first, "AB"), (second, "")):
        found = statuses_consensus(people("AB"), [alike, alike], settled)
        assert found.met == people(met), "what coders agree on needs no settling"


E, C = Guid("engaged"), Guid("cautious")


def classes(assigned, engaged="", cautious="", **facts):
    given = {E: people(engaged), C: people(cautious)}
    named = {name: people(labels) for name, labels in facts.items()}
    return classes_of_coder(SAMPLE, ClassFacts(people(assigned), classes=given, **named), [E, C])


def by_class(found):
    groups = {**found.by_category, **found.by_status}
    return {label: "".join(sorted(group)) for label, group in groups.items() if group}


def test_classes_follow_the_same_order():
    found = classes("ABCDEFG", engaged="AB", cautious="CF", unread="AG", not_asked="CD", too_little="E")
    assert by_class(found) == {
        E: "B",
        C: "CF",
        "not asked": "D",
        "too little information": "E",
        "no data": "H",
        "pending": "AG",
    }
    assert by_class(classes("A")) == {NOT_CLASSIFIED: "A", "no data": "BCDEFGH"}
    assert found.pending_classified == people("A")


def test_the_consensus_on_a_class_is_the_equal_or_settled_one():
    first = classes("ABCDE", engaged="AB", cautious="CD")
    second = classes("ABCD", engaged="ACD", cautious="B", unread="D")
    found = classes_consensus(SAMPLE, [first, second], [E, C], {C: people("ABD")})
    assert by_class(found) == {E: "A", C: "B", NOT_CLASSIFIED: "E", "no data": "FGH", "pending": "CD"}
    assert found.pending_classified == people("CD")
