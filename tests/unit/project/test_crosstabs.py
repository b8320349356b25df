"""Cross-tables told as cases from a study."""

from dataclasses import replace

import pytest

from fop_coder.model.change import Change
from fop_coder.model.codebook import Band, Cut, Within
from fop_coder.model.coding import FilterOver
from fop_coder.model.errors import FilterRefused, NotFound, ValueRefused
from fop_coder.project.bands import scheme_or_band_named
from fop_coder.project.cooccurrence import cooccurrence
from fop_coder.project.crosstabs import crosstab
from fop_coder.project.following import follow_category
from fop_coder.project.kept_filters import forget, keep, kept_filters
from fop_coder.project.tallying import Question, tally, tally_scheme
from tests.made import Made, band, code, guid, instrument, scheme

PLANNING, REVIEW = code("planning"), code("review")


def four():
    """Four in two boroughs: one is pending, one was not asked, one has no borough."""
    study = Made(
        PLANNING, REVIEW, scheme("group", "Enthusiast", "Cautious"), band("breadth", "0–1 2+", PLANNING, REVIEW)
    )
    study.says("KC01", "planning", "review", borough="RBKC", classes={"group": "Enthusiast"})
    study.says("KC02", borough="RBKC", classes={"group": "Cautious"})
    study.says("KC03", "planning", borough="LBHF", finished=False)
    study.says("KC04", marks={"planning": "not asked"})
    return study


def people(table):
    return {
        (row, column): who
        for row, line in zip(table.rows.labels, table.people, strict=True)
        for column, who in zip(table.columns.labels, line, strict=True)
        if who
    }


def test_nobody_who_is_not_counted_is_lost(bare_project):
    with four().open(bare_project) as project:
        table = crosstab(project, "planning", "borough")
    assert people(table) == {
        ("referred", "RBKC"): ("KC01",),
        ("not referred", "RBKC"): ("KC02",),
        ("pending", "LBHF"): ("KC03",),
        ("not asked", "(no value)"): ("KC04",),
    }
    assert (table.counted, table.row_totals, table.column_totals) == (2, (1, 1), (0, 2))
    assert [(row, column) for row, column, _ in table.left_out()] == [
        ("not asked", "(no value)"),
        ("pending", "LBHF"),
    ]
    assert table.test is None
    assert table.expected(0, 1) == 1
    assert (table.rows.kind, table.rows.ident, table.columns.kind) == ("code", "planning", "attribute")


def test_a_class_against_a_band(bare_project):
    with four().open(bare_project) as project:
        table = crosstab(project, "group", "breadth", test=True)
    assert people(table) == {
        ("Enthusiast", "2+"): ("KC01",),
        ("Cautious", "0–1"): ("KC02",),
        ("pending", "pending"): ("KC03",),
        ("not classified", "not asked"): ("KC04",),
    }
    assert (table.rows.kind, table.columns.kind) == ("scheme", "band")
    assert table.test.p == 1
    assert table.base.respondents == 4


def test_kinds_and_occasions_of_documents_divide_respondents(bare_project):
    study = four()
    study.says("KC01", "review", kind="vignette", occasion="time two")
    study.person("KC05")
    with study.open(bare_project) as project:
        kinds = people(crosstab(project, "document kind", "borough"))
        occasions = crosstab(project, "occasion", "borough")
        narrowed = people(crosstab(project, "kind", "borough", Question(scope="kind = vignette")))
    assert kinds[("interview and vignette", "RBKC")] == ("KC01",)
    assert kinds[("no document", "(no value)")] == ("KC05",)
    assert occasions.rows.values == ("(no occasion)", "(no occasion) and time two")
    assert narrowed[("no document", "RBKC")] == ("KC02",)
    assert narrowed[("vignette", "RBKC")] == ("KC01",)


def test_sample_scope_and_view_narrow_a_table(bare_project):
    with four().open(bare_project) as project:
        assert crosstab(project, "planning", "group", Question(where="borough = RBKC")).base.respondents == 2
        either = crosstab(project, "planning", "borough", Question(view="either"))
        assert either.counted == 2
        with pytest.raises(FilterRefused, match="classes have no view 'either'"):
            crosstab(project, "planning", "group", Question(view="either"))
        with pytest.raises(NotFound, match=r"nothing called 'burough'.*borough.*group.*breadth.*planning.*kind"):
            crosstab(project, "burough", "planning")


def test_where_several_bear_a_name_the_attribute_is_meant(bare_project):
    study = four()
    study.known("KC01", {"planning": "much"})
    with study.open(bare_project) as project:
        assert crosstab(project, "planning", "group").rows.kind == "attribute"
        assert crosstab(project, PLANNING.guid, "group").rows.kind == "code"


def test_bands_divide_filter_and_are_tallied_like_schemes(bare_project):
    with four().open(bare_project) as project:
        found = tally_scheme(project, scheme_or_band_named(project, "Breadth"))
        assert [(row.name, row.n, row.of) for row in found.rows] == [("0–1", 1, 2), ("2+", 1, 2)]
        assert (found.counts.pending, found.counts.pending_classified, found.counts.not_asked) == (1, 1, 1)
        groups = tally(project, Question(by="breadth")).rows[0].groups
        assert {name: counts.total for name, counts in groups.items()} == {"0–1": 1, "2+": 1, "(no value)": 2}
        assert tally(project, Question(where="breadth = 0-1")).base.respondents == 1
        assert tally(project, Question(where="breadth in (0-1, 2+)")).base.respondents == 2
        assert tally(project, Question(where="breadth != 0–1 and breadth != (no value)")).base.respondents == 1
        scheme_of_band = scheme_or_band_named(project, "breadth")
        assert follow_category(project, scheme_of_band, "0-1", Question()).respondents == ("KC02",)
        assert follow_category(project, scheme_of_band, "pending", Question()).respondents == ("KC03",)
        assert scheme_of_band.categories[1].definition == "2 and more"


def test_a_band_of_an_attribute_says_why_somebody_is_in_none(bare_project):
    study = Made(PLANNING, band("training", "0–9 10+", number_of="training days"))
    for label, days in {"A": "0", "B": "12", "C": "9.5", "D": "Trainer"}.items():
        study.says(label, training_days=days)
    study.says("E")
    with study.open(bare_project) as project:
        counts = tally_scheme(project, scheme_or_band_named(project, "training")).counts
    assert (counts.classified, counts.not_classified, counts.no_data, counts.total) == (2, 2, 1, 5)


def test_a_band_of_what_is_not_there_is_refused(bare_project):
    study = Made(PLANNING, band("training", "0–9 10+", number_of="training days"), band("single", "5+", PLANNING))
    study.says("A")
    with study.open(bare_project) as project:
        with pytest.raises(NotFound, match="'training days', which is neither an attribute nor an instrument"):
            tally(project, Question(by="training"))
        with pytest.raises(ValueRefused, match="one cut only"):
            tally(project, Question(by="single"))
        assert tally(project).base.respondents == 1
        with pytest.raises(NotFound, match="no scheme or band called 'nothing'"):
            scheme_or_band_named(project, "nothing")


def test_cuts_that_are_spelt_alike_stay_two(bare_project):
    cuts = (Cut("5", 5, 5), Cut("5+", 6, None), Cut("5++", 100, None))
    study = Made(
        PLANNING, Band(guid("odd"), "odd", "Odd", (cuts[0], replace(cuts[1], highest=99), cuts[2]), (PLANNING.guid,))
    )
    with study.open(bare_project) as project:
        categories = scheme_or_band_named(project, "odd").categories
    assert [(c.ident, c.name, c.definition) for c in categories] == [
        ("c-5", "5", "5 to 5"),
        ("c-5-2", "5+", "6 to 99"),
        ("c-5-3", "5++", "100 and more"),
    ]


def test_totals_of_an_instrument_divide_and_filter(bare_project):
    study = Made(PLANNING, instrument("score", 2, [2]), band("worse", "2–5 6–10", number_of="score"))
    study.says("A", **{"score_1": 1, "score_2": 5})
    study.says("B", **{"score_1": 5, "score_2": 1})
    study.says("C", **{"score_1": 5})
    with study.open(bare_project) as project:
        assert people(crosstab(project, "score", "worse")) == {
            ("2", "2–5"): ("A",),
            ("10", "6–10"): ("B",),
            ("(no value)", "too little information"): ("C",),
        }
        assert crosstab(project, "score", "worse").rows.kind == "instrument"
        assert tally(project, Question(where="score > 5")).base.respondents == 1
        assert tally(project, Question(by="score")).base.group_sizes == {"2": 1, "10": 1, "(no value)": 1}


def test_codes_meet_in_a_respondent_and_in_overlapping_passages(bare_project):
    study = Made(PLANNING, REVIEW)
    study.says("A", "planning", "review")
    study.says("B", "planning")
    study.says("C", "review", marks={"planning": "not asked"})
    with study.open(bare_project) as project:
        found = cooccurrence(project, Within.RESPONDENT)
        apart = cooccurrence(project, Within.PASSAGE)
        with pytest.raises(FilterRefused, match="passages do not overlap in the view 'consensus'"):
            cooccurrence(project, Within.PASSAGE, Question(view="consensus"))
    pair = found.pairs[0][1]
    assert (pair.row, pair.column, pair.both, pair.of, pair.n) == ("planning", "review", ("A",), 2, 1)
    assert (pair.row_only, pair.column_only, pair.neither, pair.left_out) == (1, 0, 0, ("C",))
    assert (apart.pairs[0][1].n, apart.pairs[0][1].places, apart.pairs[0][1].together) == (0, 0, ())
    assert apart.pairs[0][0].n == 2


def test_overlapping_passages_are_places_where_codes_meet(study):
    study.interview("A", [("I", "Do you plan?"), ("R", "I plan and look back, and plan again.")])
    study.interview("B", [("I", "Do you plan?"), ("R", "I plan. I look back.")])
    study.code("A", "I plan and look back")
    study.code("A", "plan again")
    study.code("A", "look back, and plan again", "review")
    study.code("B", "plan?\nR: I plan")
    study.code("B", "Do you plan?\nR", "review")
    study.finish("A", "B")
    pair = cooccurrence(study.project, Within.PASSAGE).pairs[0][1]
    assert (pair.together, pair.places, pair.n, pair.of) == (("A",), 2, 1, 2)
    assert pair.both == ("A",), "what B says is coded with planning alone"


def test_filters_are_kept_under_names_and_used_by_them(bare_project):
    with four().open(bare_project) as project:
        assert keep(project, FilterOver.RESPONDENTS, "in Kensington", "borough = RBKC")
        assert not keep(project, FilterOver.RESPONDENTS, "in Kensington", "borough = RBKC")
        assert keep(project, FilterOver.DOCUMENTS, "talks", "kind = interview")
        assert [(f.name, f.lets_through) for f in kept_filters(project)] == [("in Kensington", 2), ("talks", 4)]
        assert tally(project, Question(where="IN kensington", scope="talks")).base.respondents == 2
        assert keep(project, FilterOver.RESPONDENTS, "in Kensington", "borough = LBHF")
        assert tally(project, Question(where="in Kensington")).base.respondents == 1
        with pytest.raises(FilterRefused, match="or name a kept one: in Kensington"):
            tally(project, Question(where="in Chelsea"))
        with pytest.raises(FilterRefused, match="burough"):
            keep(project, FilterOver.RESPONDENTS, "x", "burough = RBKC")
        with pytest.raises(NotFound, match="no scope is kept under the name 'in Kensington'"):
            forget(project, FilterOver.DOCUMENTS, "in Kensington")
        forget(project, FilterOver.RESPONDENTS, "In Kensington")
        assert [f.name for f in kept_filters(project)] == ["talks"]
        with pytest.raises(NotFound, match=r"the name 'x'\. Known: none yet"):
            forget(project, FilterOver.RESPONDENTS, "x")


def test_a_kept_filter_that_no_longer_fits_is_still_listed(bare_project):
    study = four()
    with study.open(bare_project) as project:
        keep(project, FilterOver.RESPONDENTS, "broad", "breadth = 2+")
        found = project.codebook.bands[0]
        project.apply(Change("Without the band", removed=(found,)))
        (kept,) = kept_filters(project)
    assert kept.lets_through is None
    assert "there is no attribute or scheme called 'breadth'" in kept.why
