"""Views kept under names: who is looked at, wherever a view can be named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fop_coder.coding.respondents import add_coder
from fop_coder.model.change import Change
from fop_coder.model.coding import FilterOver
from fop_coder.model.errors import NotFound, ValueRefused
from fop_coder.project.kept_filters import forget, keep, kept_filters, rename_filter_change
from fop_coder.project.samples import choose_view
from fop_coder.project.tally_sheet import choices
from fop_coder.project.views import View
from tests.made import Made, code
from tests.reference import small

VIEWS = FilterOver.VIEWS


def names(view: View) -> tuple[str, list[str]]:
    return view.name, [c.name for c in view.coders]


@pytest.fixture
def project(bare_project):
    made = Made(code("planning"))
    made.says("LB01", "planning")
    with made.open(bare_project) as opened:
        for name in ("Ann", "Ben", "Cleo"):
            opened.apply(add_coder(name))
        yield opened


def test_a_kept_view_stands_for_its_words_wherever_a_view_is_named(project) -> None:
    assert keep(project, VIEWS, "the leads", " both  of Ann, Ben ")
    assert not keep(project, VIEWS, "the leads", "both of Ann, Ben"), "it is kept so already"
    assert names(choose_view(project, "The Leads")) == ("both", ["Ann", "Ben"])
    assert "the leads" in choices(project).views
    assert [(k.name, k.filter, k.lets_through) for k in kept_filters(project)] == [("the leads", "both of Ann, Ben", 2)]
    keep(project, VIEWS, "the leads", "Cleo")
    assert names(choose_view(project, "the leads")) == ("Cleo", ["Cleo"])
    forget(project, VIEWS, "the leads")
    with pytest.raises(NotFound, match="no view or coder called 'the leads'"):
        choose_view(project, "the leads")


@pytest.mark.parametrize(
    ("written", "coders", "found"),
    [
        ("consensus", None, ("consensus", [small.FIRST.name, "Ann", "Ben", "Cleo"])),
        ("Either of Ben, ann, Ben", None, ("either", ["Ben", "Ann"])),
        ("both", ["Ann", "Cleo"], ("both", ["Ann", "Cleo"])),
        ("ann", None, ("Ann", ["Ann"])),
    ],
)
def test_what_a_view_says(project, written: str, coders: list[str] | None, found: tuple[str, list[str]]) -> None:
    assert names(choose_view(project, written, coders)) == found


def test_a_coder_whose_name_reads_like_a_view_is_that_coder(project) -> None:
    project.apply(add_coder("Both of us"))
    assert names(choose_view(project, "Both of us")) == ("Both of us", ["Both of us"])


def test_coders_are_named_once(project) -> None:
    keep(project, VIEWS, "the leads", "both of Ann, Ben")
    with pytest.raises(NotFound, match="names its coders already"):
        choose_view(project, "the leads", ["Ann"])
    with pytest.raises(NotFound, match="--coders goes with"):
        choose_view(project, "Ann", ["Ann"])


@pytest.mark.parametrize(
    ("name", "written", "why"),
    [
        ("ANN", "both of Ann, Ben", "called 'ANN' already"),
        ("consensus", "both", "called 'consensus' already"),
        ("both of them", "both", "says a view in itself"),
        ("the leads", "both of Ann, Dora", "no coder called 'Dora'"),
        ("the leads", "all of them", "no view or coder"),
    ],
)
def test_what_cannot_be_kept_is_refused(project, name: str, written: str, why: str) -> None:
    with pytest.raises((NotFound, ValueRefused), match=why):
        keep(project, VIEWS, name, written)
    assert kept_filters(project) == []


def test_a_view_whose_coder_was_renamed_says_why_it_fits_no_longer(project) -> None:
    keep(project, VIEWS, "the leads", "both of Ann, Ben")
    ann = project.coder_named("Ann")
    project.apply(Change("Rename", (ann,), (replace(ann, name="Anna"),)))
    (kept,) = kept_filters(project)
    assert kept.lets_through is None
    assert "Ann" in kept.why
    with pytest.raises(NotFound, match="no coder called 'Ann'"):
        choose_view(project, "the leads")
    keep(project, VIEWS, "others", "Ben")
    with pytest.raises(NotFound, match="or a kept one: others, the leads"):
        choose_view(project, "somebody")


def test_what_is_kept_is_renamed_unless_the_name_means_something_else(project) -> None:
    keep(project, VIEWS, "the leads", "both of Ann, Ben")
    keep(project, VIEWS, "all of us", "consensus")
    keep(project, FilterOver.RESPONDENTS, "all of us", "case = Family")
    project.apply(rename_filter_change(project, VIEWS, "The leads", " the two "))
    assert names(choose_view(project, "the two")) == ("both", ["Ann", "Ben"])
    assert rename_filter_change(project, VIEWS, "the two", "the two") is None
    for taken, why in (("All of us", "another view is kept"), ("Ann", "called 'Ann' already"), ("either", "already")):
        with pytest.raises(ValueRefused, match=why):
            rename_filter_change(project, VIEWS, "the two", taken)
    with pytest.raises(NotFound, match="no view is kept under the name 'the leads'"):
        rename_filter_change(project, VIEWS, "the leads", "x")
    project.undo()
    assert {k.name for k in kept_filters(project) if k.over is VIEWS} == {"the leads", "all of us"}
