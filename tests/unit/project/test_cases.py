"""Linked cases: a family and its social worker side by side."""

from __future__ import annotations

import pytest

from fop_coder.coding.respondents import exclude
from fop_coder.model.errors import ChangeRefused, FilterRefused, NotFound, ValueRefused
from fop_coder.project.case_edits import cases_by_respondent, cases_of, join_change, rename_case_change, take_out_change
from fop_coder.project.cases import case_table, link_by_attribute, link_change, linked_cases, unlink_change
from fop_coder.project.pasting import block_change
from fop_coder.project.respondent_grid import ColumnKind, GridColumn
from fop_coder.project.tallying import Question, tally
from tests.made import Made, code

PLANNING = code("planning")


@pytest.fixture
def project(bare_project):
    made = Made(PLANNING)
    made.says("F1", "planning", family=1, who="parent")
    made.says("F1b", family=1, who="parent")
    made.says("S1", "planning", family=1, who="social worker")
    made.says("F2", "planning", family=2, who="parent")
    made.says("S2", family=2, who="social worker")
    made.says("F3", family=10, who="parent")
    made.says("S3", "planning", family=10, who="social worker")
    made.says("F4", family=4, who="parent", finished=False)
    made.says("S4", family=4, who="social worker")
    made.says("X9", "planning", family=9, who="social worker")
    with made.open(bare_project) as opened:
        yield opened


def linked(project) -> None:
    change = link_by_attribute(project, "Family")
    assert change is not None
    project.apply(change)


def sample(project, where: str) -> int:
    return tally(project, Question(where=where)).base.respondents


def test_all_who_share_a_value_are_linked_in_one_step_and_again_changes_nothing(project) -> None:
    linked(project)
    assert [(c.name, c.members) for c in linked_cases(project)] == [
        ("family 1", ("F1", "F1b", "S1")),
        ("family 2", ("F2", "S2")),
        ("family 4", ("F4", "S4")),
        ("family 10", ("F3", "S3")),
    ]
    assert link_by_attribute(project, "family") is None
    project.undo()
    assert linked_cases(project) == []
    with pytest.raises(NotFound, match="no attribute"):
        link_by_attribute(project, "household")


def test_a_case_is_linked_by_hand_replaced_and_taken_apart(project) -> None:
    project.apply(link_change(project, " Pair ", ["F1", "s1", "F1"], "they met in May"))
    assert link_change(project, "Pair", ["F1", "S1"], "they met in May") is None
    project.apply(link_change(project, "pair", ["F1", "S2"]))
    (case,) = linked_cases(project)
    assert (case.name, case.members, case.note) == ("pair", ("F1", "S2"), "")
    with pytest.raises(ValueRefused, match="at least two"):
        link_change(project, "Alone", ["F1"])
    with pytest.raises(NotFound, match="'F77'"):
        link_change(project, "Pair", ["F1", "F77"])
    project.apply(unlink_change(project, "PAIR"))
    assert linked_cases(project) == []


@pytest.mark.parametrize(
    ("where", "n"),
    [
        ('case = "family 1"', 3),
        ("case in (family 2, FAMILY 10)", 4),
        ("case != family 1", 6),
        ("case = (no value)", 1),
        ("case = family 1 and who = parent", 2),
        ("case = family 77", 0),
    ],
)
def test_a_sample_can_be_a_case(project, where: str, n: int) -> None:
    linked(project)
    assert sample(project, where) == n


def test_somebody_in_two_cases_is_not_outside_either(project) -> None:
    linked(project)
    project.apply(link_change(project, "Also", ["F1", "F2"]))
    assert sample(project, "case != Also") == 7
    with pytest.raises(FilterRefused, match="=, != or in"):
        sample(project, "case > Also")


def test_members_stand_side_by_side_with_what_can_be_said_of_the_pair(project) -> None:
    linked(project)
    found = case_table(project, PLANNING, kind="who")
    assert found.kinds == ("parent", "social worker")
    assert {row.case: row.said for row in found.rows} == {
        "family 1": "both",
        "family 2": "only parent",
        "family 4": "",
        "family 10": "only social worker",
    }
    first = found.rows[0]
    assert first.members["parent"] == (("F1", "referred"), ("F1b", "not referred"))
    assert first.statuses["parent"] == "referred"
    assert found.counts == {"both": 1, "only parent": 1, "only social worker": 1, "neither": 0}
    assert (found.compared, found.left_out, found.outside) == (3, ("family 4",), ("X9",))
    assert sum(found.counts.values()) == found.compared


def test_without_a_kind_members_stand_in_the_order_of_their_case(project) -> None:
    project.apply(link_change(project, "Pair", ["S2", "F2"]))
    found = case_table(project, PLANNING)
    assert found.kinds == ("first", "second")
    assert found.rows[0].said == "only second"


def test_who_is_outside_the_sample_leaves_a_pair_that_cannot_be_compared(project) -> None:
    linked(project)
    project.apply(exclude(project.respondent_labelled("S2"), "noise"))
    found = case_table(project, PLANNING, kind="who")
    assert found.rows[1].members["social worker"] == ()
    assert "family 2" in found.left_out
    with pytest.raises(ValueRefused, match="no case has a member"):
        case_table(project, PLANNING, Question(where="family = 9"))
    with pytest.raises(NotFound, match="no attribute or scheme"):
        case_table(project, PLANNING, kind="colour")


def test_larger_cases_say_who_of_them_referred(project) -> None:
    project.apply(link_change(project, "Three", ["F1", "F1b", "S1"]))
    found = case_table(project, PLANNING)
    assert found.kinds == ("first", "second", "third")
    assert found.counts == {"only first and third": 1}


def people(project, *labels):
    return [project.respondent_labelled(label) for label in labels]


def members(project) -> dict[str, tuple[str, ...]]:
    return {c.name: c.members for c in linked_cases(project)}


def test_respondents_join_a_case_and_leave_it_until_it_links_nobody(project) -> None:
    f1, s1, f2 = people(project, "F1", "S1", "F2")
    project.apply(join_change(project, " Family A ", [f1, s1]))
    project.apply(join_change(project, "family a", [s1, f2]))
    assert members(project) == {"Family A": ("F1", "S1", "F2")}
    assert join_change(project, "Family A", [f2]) is None
    with pytest.raises(ValueRefused, match="at least two"):
        join_change(project, "Family B", [f1])
    (case,) = cases_of(project, s1.guid)
    assert [label for _, label in case.others] == ["F1", "F2"] and cases_of(
        project, people(project, "F3")[0].guid
    ) == ()
    project.apply(take_out_change(project, case.guid, s1))
    assert members(project) == {"Family A": ("F1", "F2")}
    with pytest.raises(NotFound, match="S1 is not in Family A"):
        take_out_change(project, case.guid, s1)
    project.apply(take_out_change(project, case.guid, f2))
    assert members(project) == {}, "a case of one is none"
    with pytest.raises(NotFound, match="no longer"):
        take_out_change(project, case.guid, f1)
    project.undo()
    assert members(project) == {"Family A": ("F1", "F2")}


def test_a_case_is_renamed_unless_another_is_called_so(project) -> None:
    project.apply(join_change(project, "A", people(project, "F1", "S1")))
    project.apply(join_change(project, "B", people(project, "F1", "F2")))
    first, second = cases_of(project, people(project, "F1")[0].guid)
    assert (first.name, second.name) == ("A", "B")
    assert cases_by_respondent(project)[people(project, "F1")[0].guid] == ("A", "B")
    with pytest.raises(ValueRefused, match="another case is called 'a'"):
        rename_case_change(project, second.guid, "a")
    assert rename_case_change(project, first.guid, "A") is None
    project.apply(rename_case_change(project, first.guid, " a"))
    project.apply(rename_case_change(project, second.guid, "Family"))
    assert set(members(project)) == {"a", "Family"}


def test_a_copied_grid_is_pasted_back_without_touching_cases(project) -> None:
    column = GridColumn(ColumnKind.CASE)
    (f1,) = people(project, "F1")
    project.apply(join_change(project, "A", people(project, "F1", "S1")))
    assert block_change(project, [f1], [column], [["A"]]) is None
    with pytest.raises(ChangeRefused, match="cannot be pasted into"):
        block_change(project, [f1], [column], [["B"]])
