"""Cross-tables, bands and overlaps of any small project are those of a second, plain definition."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fop_coder.model.base import derived_guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Band, Cut, Within
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, Standing
from fop_coder.project import Project
from fop_coder.project.bands import scheme_or_band_named
from fop_coder.project.cooccurrence import cooccurrence
from fop_coder.project.correlating import correlation
from fop_coder.project.crosstabs import crosstab
from fop_coder.project.tallying import Question, tally, tally_scheme
from tests.reference import crosstabs, small, statuses
from tests.reference.projects import materials
from tests.reference.stores import in_memory

pytestmark = pytest.mark.untraced

BOROUGHS = ("RBKC", "LBHF", "12")
PLACE = Attribute(derived_guid("crosstabs", "place"), "borough", AttributeType.CATEGORY)
KINDS = {None: "", "interview": "kind = interview", "vignette": "kind = vignette"}


class Asked:
    """A random project in memory, a coder's view and a scope, and what the reference says of everybody."""

    def __init__(self, data, material):
        self.material = material
        self.coder = data.draw(st.sampled_from(material.coders), label="coder")
        kind = data.draw(st.sampled_from([*KINDS]), label="kind")
        self.scope = None if kind is None else [d.guid for d in material.documents if d.kind == kind]
        self.question = Question(view=self.coder.name, scope=KINDS[kind])
        self.sample = [r.guid for r in material.respondents if r.standing is Standing.ANALYSED]
        self.names = {r.guid: r.label for r in material.respondents}
        self.places = data.draw(
            st.dictionaries(st.sampled_from([r.guid for r in material.respondents]), st.sampled_from(BOROUGHS)),
            label="places",
        )
        counted = data.draw(st.lists(st.sampled_from(material.codes), min_size=1, unique=True), label="band")
        self.band = Band(
            derived_guid("crosstabs", "band"),
            "breadth",
            "Breadth",
            (Cut("none", 0, 0), Cut("one", 1, 1), Cut("more", 3, None)),
            tuple(c.guid for c in counted),
        )
        self.counted = counted

    def change(self):
        values = [
            AttributeValue(derived_guid("value", who), who, PLACE.guid, place, None)
            for who, place in self.places.items()
        ]
        whole = self.material.as_change()
        return Change(whole.label, added=(*whole.added, self.band, PLACE, *values), texts=whole.texts)

    def status(self, code):
        return lambda who: statuses.of_coder(self.material, who, code, self.coder.guid, self.scope).status

    def category(self, who):
        scheme = self.material.schemes[0]
        word, _ = statuses.class_of_coder(self.material, who, scheme.guid, self.coder.guid, self.scope, "")
        return next((c.name for c in scheme.categories if c.guid == word), word)

    def number(self, who):
        return crosstabs.distinct([self.status(code)(who) for code in self.counted])

    def in_band(self, who):
        number = self.number(who)
        return number if isinstance(number, str) else {0: "none", 1: "one", 2: "not classified"}.get(number, "more")

    def place(self, who):
        return self.places.get(who, "(no value)")


def laid_out(table):
    """Return who is in which cell of a table, by the words of both sides."""
    found = {}
    for row, line in zip(table.rows.labels, table.people, strict=True):
        for column, who in zip(table.columns.labels, line, strict=True):
            if who:
                found[row, column] = set(who)
    return found


@given(materials(), st.data())
def test_every_cross_table_is_that_of_the_reference_and_adds_up(bare_project, material, data):
    asked = Asked(data, material)
    code, other = (data.draw(st.sampled_from(material.codes)) for _ in range(2))
    sides = {
        code.ident: asked.status(code),
        other.ident: asked.status(other),
        "group": asked.category,
        "breadth": asked.in_band,
        "borough": asked.place,
    }
    down, across = (data.draw(st.sampled_from([*sides])) for _ in range(2))
    with in_memory(bare_project) as store:
        store.apply(asked.change(), small.FIRST.guid)
        project = Project(store, small.FIRST.guid)
        found = crosstab(project, down, across, asked.question, test=True)
        row = next(r for r in tally(project, asked.question).rows if r.ident == code.ident)
        margins = crosstab(project, code.ident, "borough", asked.question)
    expected = crosstabs.table(asked.sample, sides[down], sides[across])
    assert laid_out(found) == {cell: {asked.names[w] for w in who} for cell, who in expected.items()}
    assert sum(found.row_sizes) == sum(found.column_sizes) == found.base.respondents == len(asked.sample)
    assert found.counted + sum(len(who) for _, _, who in found.left_out()) == len(asked.sample)
    assert found.test is not None and found.test.n <= found.counted
    assert (found.test.p is None) == (not found.test.sentence)

    counts = row.counts
    assert margins.row_sizes == (
        counts.referred,
        counts.not_referred,
        counts.not_asked,
        counts.too_little_information,
        counts.pending,
        counts.no_data,
    )


@given(materials(), st.data())
def test_bands_and_numbers_are_those_of_the_reference(bare_project, material, data):
    asked = Asked(data, material)
    with in_memory(bare_project) as store:
        store.apply(asked.change(), small.FIRST.guid)
        project = Project(store, small.FIRST.guid)
        found = tally_scheme(project, scheme_or_band_named(project, "breadth"), asked.question)
        pairs = correlation(project, "breadth", "breadth", asked.question)
        filtered = tally(project, replace(asked.question, where="breadth = one")).base.respondents
        filtered_number = tally(project, replace(asked.question, where="breadth != (no value)")).base.respondents
    words = [asked.in_band(who) for who in asked.sample]
    assert {r.name: r.n for r in found.rows} == {name: words.count(name) for name in ("none", "one", "more")}
    assert {
        "not classified": found.counts.not_classified,
        "not asked": found.counts.not_asked,
        "too little information": found.counts.too_little_information,
        "no data": found.counts.no_data,
        "pending": found.counts.pending,
    } == {
        word: words.count(word)
        for word in ("not classified", "not asked", "too little information", "no data", "pending")
    }
    assert found.counts.total == len(asked.sample)
    assert filtered == words.count("one")
    assert filtered_number == sum(words.count(name) for name in ("none", "one", "more"))
    numbers = {asked.names[who]: asked.number(who) for who in asked.sample}
    assert {p.respondent: p.x for p in pairs.points} == {w: n for w, n in numbers.items() if isinstance(n, int)}
    assert {label: why.removeprefix("Breadth: ") for label, why in pairs.left_out} == {
        w: n for w, n in numbers.items() if isinstance(n, str)
    }


@given(materials(), st.data())
def test_codes_meet_in_respondents_and_passages_as_in_the_reference(bare_project, material, data):
    asked = Asked(data, material)
    with in_memory(bare_project) as store:
        store.apply(asked.change(), small.FIRST.guid)
        project = Project(store, small.FIRST.guid)
        people = cooccurrence(project, Within.RESPONDENT, asked.question)
        passages = cooccurrence(project, Within.PASSAGE, asked.question)
        rows = {r.ident: r.counts for r in tally(project, asked.question).rows}
    by_ident = {c.ident: c for c in material.codes}
    for line, overlaps in zip(people.pairs, passages.pairs, strict=True):
        for pair, meeting in zip(line, overlaps, strict=True):
            one, other = by_ident[pair.row], by_ident[pair.column]
            words = {w: (asked.status(one)(w), asked.status(other)(w)) for w in asked.sample}
            both = {w for w, said in words.items() if said == ("referred", "referred")}
            counted = {w for w, said in words.items() if set(said) <= {"referred", "not referred"}}
            assert set(pair.both) == {asked.names[w] for w in both}
            assert pair.of == len(counted)
            assert pair.of + len(pair.left_out) == len(asked.sample)
            assert pair.row_only == sum(words[w] == ("referred", "not referred") for w in asked.sample)
            assert pair.column_only == sum(words[w] == ("not referred", "referred") for w in asked.sample)
            if one == other:
                assert (pair.n, pair.of) == (rows[one.ident].n, rows[one.ident].of)
                continue
            places = {w: crosstabs.overlap(material, w, asked.coder.guid, one, other, asked.scope) for w in both}
            assert set(meeting.together) == {asked.names[w] for w, n in places.items() if n}
            assert max(places.values(), default=0) <= meeting.places <= sum(places.values())
