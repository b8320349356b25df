"""Bands written as limits, tried out, made, renamed and taken away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.coding.filters import keep_filter
from fop_coder.model.codebook import Cut
from fop_coder.model.coding import FilterOver
from fop_coder.model.errors import ChangeRefused, NotFound, ValueRefused
from fop_coder.project.band_edits import (
    BandWished,
    band_change,
    band_named,
    preview_band,
    remove_band_change,
    source_named,
    wish_of,
)
from fop_coder.project.band_limits import limits_text, read_limits, written_limits
from fop_coder.project.bands import scheme_or_band_named
from fop_coder.project.crosstabs import crosstab
from fop_coder.project.tally_sheet import choices
from fop_coder.project.tallying import Question, tally, tally_scheme
from tests.made import Made, band, code, instrument, scheme

PLANNING, REVIEW, MAPS = code("planning"), code("review"), code("maps")
CODES = (PLANNING.guid, REVIEW.guid, MAPS.guid)


@pytest.fixture
def project(bare_project):
    made = Made(PLANNING, REVIEW, MAPS, scheme("group", "Keen", "Careful"), instrument("score", 2))
    made.says("A", "planning", kind="vignette", training_days=0)
    made.says("B", "planning", "review", "maps", kind="vignette", training_days=12)
    made.says("B", "planning", kind="vignette", occasion="two")
    made.says("C", kind="vignette", training_days="Trainer")
    made.says("D", "review", finished=False, kind="vignette", training_days=4.5)
    made.says("E", "planning", kind="interview", training_days=30)
    with made.open(bare_project) as opened:
        yield opened


def wished(limits="0–1, 2–4, 5+", **fields):
    if "number_of" not in fields:
        fields.setdefault("codes", CODES)
    return BandWished(fields.pop("name", "Breadth"), read_limits(limits), **fields)


# ---- limits ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["0–1, 2–4, 5+", "5+, 0-1; 2 to 4", "0-1\n2 – 4\n5 and more", "0-1, 2-4, 5 OR MORE"],
)
def test_limits_are_read_as_people_write_them(text):
    assert read_limits(text) == (Cut("0–1", 0, 1), Cut("2–4", 2, 4), Cut("5+", 5, None))


def test_a_band_may_have_a_name_of_its_own():
    assert read_limits('none: 0, "few, or some" 1–4; many = 5+') == (
        Cut("none", 0, 0),
        Cut("few, or some", 1, 4),
        Cut("many", 5, None),
    )
    assert read_limits("−3 – −1, 0–2, 3–4")[0] == Cut("-3–-1", -3, -1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0–2, 2–4", "0–2 and 2–4 overlap: 2 would fall into both"),
        ("0+, 3–4", r"0\+ and 3–4 overlap: 3 would fall into both"),
        ("0–5, 2–3, 6+", "0–5 and 2–3 overlap"),
        ("0–1, 3–4", "2 would fall into none, between 0–1 and 3–4. Begin 3–4 at 2"),
        ("0–1.5, 2–4", "1.6 would fall into none"),
        ("few: 0–1, few: 2+", "two bands are called 'few'"),
        ("4–2, 5+", "4–2 goes down from 4 to 2"),
        ("0+", "one band divides nobody"),
        ("", "one band divides nobody"),
        ("few, many", "'few' says no limits of a band"),
        ("up to 4, 5+", "says no limits of a band"),
        ("0–1, few:", "says no limits of a band"),
    ],
)
def test_overlaps_gaps_and_what_cannot_be_read_are_refused_in_words(text, said):
    with pytest.raises(ValueRefused, match=said):
        read_limits(text)


@given(
    ends=st.lists(st.integers(0, 300), min_size=2, max_size=8, unique=True),
    decimals=st.integers(0, 2),
    is_open=st.booleans(),
    names=st.lists(
        st.text(st.characters(blacklist_categories=["C", "Z"], blacklist_characters='"'), min_size=1), min_size=9
    ),
)
def test_what_is_read_holds_every_number_between_its_ends_once_and_is_written_back_alike(
    ends, decimals, is_open, names
):
    scale = 10**decimals
    steps = sorted(ends)
    cuts = [
        Cut(f"{place} {name}", low / scale, (high - 1) / scale)
        for place, (low, high, name) in enumerate(zip(steps, steps[1:], names, strict=False))
    ]
    cuts.append(Cut("last", steps[-1] / scale, None if is_open else steps[-1] / scale))
    found = read_limits(limits_text(cuts)) if len(cuts) > 1 else tuple(cuts)
    assert found == tuple(cuts)
    for number in range(steps[0], steps[-1] + 1):
        value = number / scale
        assert sum(c.lowest <= value and (c.highest is None or value <= c.highest) for c in found) == 1


# ---- trying out and making -------------------------------------------------------------------------------------------


def test_the_preview_says_who_falls_where_and_who_in_none_and_why(project):
    found = preview_band(project, wished("0–1, 2–3"), Question(scope="kind = vignette"))
    assert found.bands == (("0–1", ("A", "C")), ("2–3", ("B",)))
    assert found.none == (("D", "pending"), ("E", "no data"))
    assert (found.lowest, found.highest, found.base.respondents) == (0, 3, 5)
    assert found.documents == ((1, 2), (2, 1))  # B answered two scenarios


def test_the_preview_of_a_number_names_what_lies_outside(project):
    found = preview_band(project, wished("0–9, 10–20", number_of="training days"))
    assert found.bands == (("0–9", ("A", "D")), ("10–20", ("B",)))
    assert found.none == (("C", "not a number (Trainer)"), ("E", "30 is in no band"))
    assert found.documents == ()
    with pytest.raises(NotFound):
        preview_band(project, wished(number_of="height"))


def test_a_band_is_of_use_at_once_and_its_figures_are_those_of_the_preview(project):
    wish = wished("none: 0, some: 1–2, all: 3+")
    change = band_change(project, None, wish)
    assert change.label == "Add band Breadth"
    project.apply(change)
    made = band_named(project, "breadth")
    assert wish_of(made) == wish
    for scope in ("", "kind = vignette"):
        question = Question(scope=scope)
        rows = tally_scheme(project, scheme_or_band_named(project, "Breadth"), question).rows
        assert [(r.name, r.n) for r in rows] == [
            (label, len(people)) for label, people in preview_band(project, wish, question).bands
        ]
    assert "Breadth" in choices(project).dividing
    assert tally(project, Question(where="breadth = some")).base.respondents == 2
    assert crosstab(project, "Breadth", "group").rows.values == ("none", "some", "all")
    project.undo()
    assert not project.codebook.bands


def test_a_band_changes_its_name_and_limits_and_keeps_its_short_name(project):
    project.apply(band_change(project, None, wished()))
    before, version = band_named(project, "breadth"), project.version
    assert band_change(project, before, wish_of(before)) is None
    change = band_change(project, before, wished("0–2, 3+", name="  Range of\npractices ", codes=CODES[:2]))
    assert change.label == "Rename band Breadth to Range of practices"
    project.apply(change)
    after = band_named(project, "breadth")
    assert (after.guid, after.name, after.codes, len(after.cuts)) == (before.guid, "Range of practices", CODES[:2], 2)
    assert project.version == version + 1  # coding has begun: another version of the codebook


def test_a_band_that_a_file_brought_in_may_keep_its_gap(bare_project):
    gap = band("breadth", "0–1 4+", PLANNING)
    with Made(PLANNING, gap).open(bare_project) as project:
        change = band_change(project, gap, BandWished("Wider", gap.cuts, gap.codes))
        project.apply(change)
        assert band_named(project, "wider").cuts == gap.cuts


def test_two_bands_get_short_names_of_their_own(project):
    project.apply(band_change(project, None, wished(name="Planning")))
    assert band_named(project, "Planning").ident == "planning-2"  # the code has the other


@pytest.mark.parametrize("name", ["group", "Training days", "SCORE"])
def test_a_band_cannot_be_called_like_something_else_that_divides(project, name):
    with pytest.raises(ChangeRefused, match="something else is called"):
        band_change(project, None, wished(name=name, codes=CODES))


@pytest.mark.parametrize(
    "wish",
    [
        BandWished("Breadth", read_limits("0–1, 2+")),
        BandWished("Breadth", read_limits("0–1, 2+"), CODES, "training days"),
        BandWished("Breadth", (Cut("all", 0, None),), CODES),
        BandWished(" ", read_limits("0–1, 2+"), CODES),
    ],
)
def test_a_band_without_source_name_or_limits_is_refused(project, wish):
    with pytest.raises(ValueRefused):
        band_change(project, None, wish)


def test_what_a_kept_sample_asks_about_stays(project):
    project.apply(band_change(project, None, wished(name="Range of practices", codes=CODES)))
    found = band_named(project, "range-of-practices")
    project.apply(keep_filter(FilterOver.RESPONDENTS, "broad", '"range of practices" = "5+"', None))
    with pytest.raises(
        ChangeRefused, match=r"the kept sample 'broad' asks about Range of practices. Forget broad first"
    ):
        remove_band_change(project, found)
    with pytest.raises(ChangeRefused, match="write range-of-practices there"):
        band_change(project, found, wished(name="Breadth", codes=CODES))
    project.apply(band_change(project, found, wished("0–2, 3+", name="Range of Practices", codes=CODES)))
    project.undo()
    project.undo()  # the kept sample
    project.apply(remove_band_change(project, band_named(project, "range-of-practices")))
    assert not project.codebook.bands


def test_what_a_band_is_made_from_is_kept_by_a_name_that_stays(project):
    assert source_named(project, "TRAINING days") == "training days"
    assert source_named(project, "SCORE") == "score"
    assert source_named(project, "SCORE: First") == "score: first"
    with pytest.raises(ValueRefused, match="is a number of codes"):
        source_named(project, "codes")


def test_limits_are_shown_shortly():
    assert [written_limits(c) for c in read_limits("zero: 0, 0.1–2.5, 2.6+")] == ["0", "0.1–2.5", "2.6+"]
