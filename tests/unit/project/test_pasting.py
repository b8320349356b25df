"""Blocks from a spreadsheet: by place or by label, typed, with what is new said before anything is changed."""

from __future__ import annotations

import pytest

from fop_coder.coding.respondents import add_respondents
from fop_coder.model.change import Change
from fop_coder.model.errors import ChangeRefused
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, Respondent
from fop_coder.project.pasting import block_change, read_pasted
from fop_coder.project.respondent_edits import quoting_change
from fop_coder.project.respondent_grid import ColumnKind, respondent_grid
from fop_coder.project.respondents import attribute_change


@pytest.fixture
def team(study):
    """Return a project with MX01 to MX03, their borough, training days (one in words) and date of starting."""
    project = study.project
    project.apply(add_respondents(["MX01", "MX02", "MX03"]))
    kinds = {"borough": AttributeType.CATEGORY, "days": AttributeType.NUMBER, "started": AttributeType.DATE}
    attributes = {
        n: Attribute(f"00000000-0000-4000-8000-00000000000{p}", n, k, p) for p, (n, k) in enumerate(kinds.items())
    }
    for attribute in attributes.values():
        project.apply(Change("Attribute", added=(attribute,)))
    people = [project.respondent_labelled(x).guid for x in ("MX01", "MX02", "MX03")]
    values = {
        attributes["borough"]: dict(zip(people, ("North", "North", "South"), strict=True)),
        attributes["days"]: dict(zip(people, ("1", "12", "Trainer"), strict=True)),
    }
    project.apply(attribute_change(project, values))
    return project


def columns(project, *names):
    grid = respondent_grid(project)
    return [next(c for c in grid.columns if c.name == n) for n in names] if names else list(grid.columns)


def people(project):
    return [row.respondent for row in respondent_grid(project).rows if row.respondent.label.startswith("MX")]


def values(project, name):
    labels = {r.guid: r.label for r in project.store.values(Respondent)}
    found = project.store.values(AttributeValue, attribute=project.attribute_named(name).guid)
    return {labels[v.respondent]: v.value for v in found}


def test_a_block_with_labels_goes_by_them_whatever_their_order(team):
    found = read_pasted(
        team, people(team), columns(team, "respondent", "borough"), [["MX03", "North"], ["mx01", "South"]]
    )
    assert not found.brings_new
    team.apply(found.change)
    assert values(team, "borough") == {"MX01": "South", "MX02": "North", "MX03": "North"}


def test_new_respondents_and_values_are_named_and_come_in_with_one_change(team):
    block = [["MX04", "Ealing"], ["MX01", "North"], ["MX05", "Ealing"]]
    found = read_pasted(team, people(team), columns(team, "respondent", "borough"), block)
    assert found.new_respondents == ("MX04", "MX05") and found.new_values == {"borough": ("Ealing",)}
    assert found.brings_new and "MX04" not in {r.label for r in team.store.values(Respondent)}
    team.apply(found.change)
    assert values(team, "borough")["MX05"] == "Ealing"
    team.undo()
    assert "MX04" not in {r.label for r in team.store.values(Respondent)} and "MX05" not in values(team, "borough")


def test_headings_say_which_column_is_meant_and_unknown_ones_are_new_attributes(team):
    block = [
        ["Respondent", "Days", "gender", "age", "left"],
        ["MX02", "3", "f", "41", "2023-05-01"],
        ["MX01", "4", "f"],
    ]
    found = read_pasted(team, people(team)[2:], columns(team, "started"), block, all_columns=columns(team))
    assert found.new_attributes == ("gender", "age", "left")
    team.apply(found.change)
    assert values(team, "days") == {"MX01": "4", "MX02": "3", "MX03": "Trainer"}
    assert values(team, "gender") == {"MX01": "f", "MX02": "f"}
    types = {a.name: a.type for a in team.store.values(Attribute)}
    assert (types["gender"], types["age"], types["left"]) == (
        AttributeType.CATEGORY,
        AttributeType.NUMBER,
        AttributeType.DATE,
    )


@pytest.mark.parametrize(
    ("name", "cell", "said"),
    [("days", "1O", "'1O' is not a number"), ("started", "31.31.2024", "'31.31.2024' is not a date")],
)
def test_numbers_and_dates_are_refused_where_they_are_none(team, name, cell, said):
    with pytest.raises(ChangeRefused) as refused:
        block_change(team, people(team), columns(team, name), [["2"] if name == "days" else ["1/2/2024"], [cell]])
    assert refused.value.what == said and refused.value.where == f"row 2, MX02, column {name}"


def test_a_word_that_came_with_a_sheet_may_stand_among_numbers(team):
    change = block_change(team, people(team), columns(team, "days"), [["Trainer"], ["\u22122,5"], [""]])
    team.apply(change)
    assert values(team, "days") == {"MX01": "Trainer", "MX02": "\u22122,5"}


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ([["MX01", "North"], ["mx01", "South"]], "'mx01' stands in row 1 already"),
        ([["MX01", "North", "x", "y"]], "the block has 4 columns, from here on there are 2"),
        ([["", "North"]], ""),
    ],
)
def test_what_cannot_be_taken_by_labels_is_refused(team, block, said):
    with pytest.raises(ChangeRefused) as refused:
        read_pasted(team, people(team), columns(team, "respondent", "borough"), block)
    assert said in refused.value.what and refused.value.where.startswith("row ")


@pytest.mark.parametrize("heads", [["respondent", "days", "DAYS"], ["respondent", ""]])
def test_headings_that_do_not_tell_columns_apart_are_refused(team, heads):
    with pytest.raises(ChangeRefused) as refused:
        read_pasted(team, people(team), columns(team), [heads, ["MX01", "1", "2"]])
    assert refused.value.where == "row 1"


def test_a_label_alone_renames_and_must_not_be_anothers(team):
    label = columns(team, "respondent")
    team.apply(read_pasted(team, people(team), label, [["MX09"]]).change)
    assert [r.label for r in people(team)] == ["MX02", "MX03", "MX09"]
    with pytest.raises(ChangeRefused, match="another respondent"):
        block_change(team, people(team), label, [["mx03"]])


def test_a_block_longer_than_the_grid_says_how_to_add_respondents(team):
    with pytest.raises(ChangeRefused) as refused:
        block_change(team, people(team)[2:], columns(team, "borough"), [["North"], ["South"]])
    assert "column of respondents" in refused.value.do


def test_who_is_not_to_be_quoted_is_shown_and_pasted_back_unchanged(team):
    first = people(team)[0]
    team.apply(quoting_change(team, [first], do_not_quote=True))
    assert quoting_change(team, people(team)[:1], do_not_quote=True) is None
    standing = [c for c in columns(team) if c.kind is ColumnKind.STANDING]
    assert block_change(team, people(team)[:1], standing, [["analysed, do not quote"]]) is None
    with pytest.raises(ChangeRefused, match="cannot be pasted into"):
        block_change(team, people(team)[:1], standing, [["withdrawn"]])
    team.apply(quoting_change(team, people(team), do_not_quote=False))
    assert not any(r.do_not_quote for r in team.store.values(Respondent))
