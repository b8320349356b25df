"""What is hidden before publication cannot be worked out from what is shown, and no more is hidden than it takes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fop_coder.analysis.suppression import anonymous_lines, hidden_groups, suppress
from fop_coder.model.base import derived_guid
from fop_coder.model.codebook import Codebook
from fop_coder.model.errors import ExportRefused
from fop_coder.model.export import ExportContents
from fop_coder.model.status import Status
from fop_coder.model.tally import Base, CategoryRow, ClassCounts, Counts, Flow, SchemeTally, StatusRow, Tally, TallyRow

R, N, A, P = Status.REFERRED, Status.NOT_REFERRED, Status.NOT_ASKED, Status.PENDING
ORDER = (R, N, A, Status.TOO_LITTLE, Status.NO_DATA, P)
CLASSES = ("keen", "wary")


def people(groups, statuses, met=(), classes=(), other=()):
    """A line for each respondent: the group by borough, the status on each code, the class, the group by role."""
    rows = []
    for number, group in enumerate(groups):
        by = {"borough": group, **({"role": other[number]} if other else {})}
        said = {f"c{code}": statuses[code][number] for code in range(len(statuses))}
        rows.append(
            StatusRow(
                f"P{number:02}",
                dict(by),
                {"Stance": classes[number]} if classes else {},
                said,
                frozenset(code for code in said if met and met[number] and said[code] is R),
                groups=by,
            )
        )
    return rows


def counts(rows, code):
    by = Counter(row.statuses[code] for row in rows)
    return Counts(*(by[s] for s in ORDER), criteria_met=sum(code in row.met for row in rows))


def members(rows, by):
    found = {}
    for row in rows:
        found.setdefault(row.groups[by], []).append(row)
    return found


def base(rows, by=None):
    sizes = {group: len(held) for group, held in members(rows, by).items()} if by else {}
    return Base(len(rows), "", "", "Ann", "", ("Ann",), "purposive", Flow(len(rows), 0, 0, 0, len(rows)), by, sizes)


def tally(rows, by=None):
    groups = members(rows, by) if by else {}
    codes = list(rows[0].statuses) if rows else []
    return Tally(
        base(rows, by),
        tuple(
            TallyRow(
                derived_guid("test", c), c, c, 0, counts(rows, c), {g: counts(m, c) for g, m in groups.items()}, "", ""
            )
            for c in codes
        ),
    )


def class_counts(rows):
    classified = sum(row.classes["Stance"] in CLASSES for row in rows)
    return ClassCounts(classified, len(rows) - classified, 0, 0, 0, 0)


def scheme(rows, by):
    groups = members(rows, by)

    def figure(held, name):
        return sum(row.classes["Stance"] == name for row in held), class_counts(held).classified

    return SchemeTally(
        base(rows, by),
        derived_guid("test", "stance"),
        "stance",
        "Stance",
        tuple(
            CategoryRow(
                derived_guid("test", c), c, c, *figure(rows, c), {g: figure(held, c) for g, held in groups.items()}
            )
            for c in CLASSES
        ),
        class_counts(rows),
        {g: class_counts(held) for g, held in groups.items()},
    )


def contents(rows, bys=("borough",), schemes=()):
    return ExportContents(
        (),
        tally(rows),
        tuple(tally(rows, by) for by in bys),
        (),
        tuple(schemes),
        ("borough",),
        tuple(rows),
        (),
        0,
        Codebook("none"),
    )


def boroughs(**sizes):
    return [name for name, size in sizes.items() for _ in range(size)]


def study(referred, **sizes):
    """One code; ``referred``: how many of each borough referred, the others did not."""
    groups = boroughs(**sizes)
    statuses = [
        status for name, size in sizes.items() for status in [R] * referred[name] + [N] * (size - referred[name])
    ]
    return contents(people(groups, [statuses]))


def test_a_small_group_is_hidden_and_the_smallest_other_with_it() -> None:
    shown = suppress(study({"RBKC": 9, "WCC": 5, "LBHF": 3}, RBKC=12, WCC=9, LBHF=4), 5)
    (divided,) = shown.tallies_by
    assert divided.base.hidden == ("WCC", "LBHF")
    assert list(divided.rows[0].groups) == ["RBKC"]
    assert shown.suppressed == (
        "2 cells are hidden. LBHF has only 4 respondents. "
        "WCC is hidden with it, because all minus the rest would give LBHF away."
    )
    assert dict(divided.base.group_sizes) == {"RBKC": 12, "WCC": 9, "LBHF": 4}
    assert shown.tally == tally(shown.status_rows), "figures of the whole sample stay"


def test_nothing_is_hidden_where_no_group_is_small() -> None:
    plain = study({"RBKC": 9, "WCC": 5}, RBKC=12, WCC=9)
    shown = suppress(plain, 5)
    assert shown.suppressed == ""
    assert shown.tallies_by == plain.tallies_by


def test_groups_that_are_small_together_are_hidden_alone_if_they_are_enough() -> None:
    shown = suppress(study({"RBKC": 6, "WCC": 2, "LBHF": 1}, RBKC=12, WCC=3, LBHF=4), 5)
    assert shown.tallies_by[0].base.hidden == ("WCC", "LBHF")
    assert "with" not in shown.suppressed


def test_two_groups_of_one_are_not_enough_to_hide_one_another() -> None:
    shown = suppress(study({"RBKC": 6, "WCC": 4, "X": 1, "Y": 0}, RBKC=12, WCC=9, X=1, Y=1), 5)
    assert shown.tallies_by[0].base.hidden == ("WCC", "X", "Y")


def test_a_second_group_that_leaves_no_doubt_is_passed_over() -> None:
    """Of LBHF and WCC nobody referred, so hiding WCC would leave nothing to guess."""
    shown = suppress(study({"RBKC": 9, "WCC": 0, "LBHF": 0}, RBKC=12, WCC=9, LBHF=4), 5)
    assert shown.tallies_by[0].base.hidden == ("RBKC", "LBHF")


def test_three_groups_are_hidden_with_a_small_one_where_no_two_leave_a_doubt() -> None:
    """On each of three codes one borough alone did not refer: hidden without it, the others all did."""
    groups = boroughs(A=2, B=5, C=5, D=5, E=5)
    silent = [[N if group == name else R for group in groups] for name in "CDE"]
    (divided,) = suppress(contents(people(groups, silent)), 5).tallies_by
    assert divided.base.hidden == ("A", "C", "D", "E"), "B would not help"


def test_of_very_many_groups_pairs_are_not_tried_but_as_few_are_hidden() -> None:
    groups = boroughs(A=2, **{f"G{number:02}": 5 for number in range(61)})
    silent = [[N if group == name else R for group in groups] for name in ("G03", "G07")]
    (divided,) = suppress(contents(people(groups, silent)), 5).tallies_by
    assert divided.base.hidden == ("A", "G03", "G07")


def test_where_all_groups_together_leave_no_doubt_nothing_more_is_hidden_in_vain() -> None:
    """The sample is two groups of one: their sum is known, whatever is hidden."""
    shown = suppress(study({"RBKC": 1, "WCC": 0}, RBKC=1, WCC=1), 2)
    assert shown.tallies_by[0].base.hidden == ("RBKC", "WCC")


def test_a_group_with_a_small_n_is_hidden_too() -> None:
    groups = boroughs(RBKC=12, WCC=9, LBHF=8)
    asked = [R, N] * 6 + [R] * 4 + [N] * 5 + [R, R, N] + [A] * 5
    shown = suppress(contents(people(groups, [asked])), 5)
    assert shown.tallies_by[0].base.hidden == ("WCC", "LBHF")
    assert "LBHF has only 3 respondents in N of c0." in shown.suppressed


def test_what_is_hidden_in_tables_that_go_out_together_is_told_by_what_divides_them() -> None:
    plain = study({"RBKC": 9, "WCC": 5, "LBHF": 3}, RBKC=12, WCC=9, LBHF=4)
    why = "LBHF has only 4 respondents. WCC is hidden with it, because all minus the rest would give LBHF away."
    assert hidden_groups(plain, 5) == {"borough": (("WCC", "LBHF"), why)}
    assert hidden_groups(plain, 2) == {}
    with pytest.raises(ExportRefused, match="the sample has 25 respondents, fewer than the 26"):
        hidden_groups(plain, 26)


def test_a_sample_that_is_small_cannot_be_published() -> None:
    with pytest.raises(ExportRefused, match="the sample has 3 respondents, fewer than the 5"):
        suppress(study({"RBKC": 1}, RBKC=3), 5)


def test_a_group_that_is_everybody_says_what_the_sample_says() -> None:
    shown = suppress(study({"RBKC": 3}, RBKC=6), 5)
    assert shown.tallies_by[0].base.hidden == ()


def test_the_same_people_under_another_attribute_do_not_give_a_group_away() -> None:
    """WCC is hidden with LBHF; the teams are the boroughs under other names."""
    groups = boroughs(RBKC=12, WCC=9, LBHF=4)
    teams = [{"RBKC": "one", "WCC": "two", "LBHF": "one"}[g] for g in groups]
    rows = people(groups, [[R, N] * 12 + [R]], other=teams)
    assert suppress(contents(rows), 5).tallies_by[0].base.hidden == ("WCC", "LBHF")
    shown = suppress(contents(rows, ("borough", "role")), 5)
    assert given_away(shown) == []
    assert "the tables by role would give LBHF away" in shown.suppressed


def test_a_table_turned_round_is_left_out() -> None:
    rows = [
        replace(row, groups={"borough": row.groups["borough"], "Stance": row.classes["Stance"]})
        for row in people(
            boroughs(RBKC=12, WCC=9, LBHF=4), [[R, N] * 12 + [R]], classes=["keen"] * 10 + ["wary"] * 12 + ["keen"] * 3
        )
    ]
    first = scheme(rows, "borough")
    turned = replace(first, name="borough", base=replace(base(rows, "Stance")), groups={}, rows=())
    shown = suppress(contents(rows, schemes=(first, turned)), 5)
    assert [(s.name, s.base.by) for s in shown.schemes_by] == [("Stance", "borough")]
    assert "borough by Stance is left out: it is Stance by borough, turned round." in shown.suppressed


def test_lines_without_names_tell_statuses_alone() -> None:
    plain = study({"RBKC": 9, "WCC": 5, "LBHF": 3}, RBKC=12, WCC=9, LBHF=4)
    shown = anonymous_lines(suppress(plain, 5))
    assert shown.attributes == ()
    assert all(row.attributes == {} and row.groups == {} for row in shown.status_rows)
    assert [row.respondent for row in shown.status_rows] == [str(n) for n in range(1, 26)]
    assert [row.statuses["c0"] for row in shown.status_rows] == [R] * 17 + [N] * 8, "the order tells nothing else"


# ---- held against plain definitions ----------------------------------------------------------------------------------

STATUSES = st.sampled_from([R, R, R, N, N, A, P])


@st.composite
def samples(draw, most=14):
    size = draw(st.integers(2, most))
    groups = draw(st.lists(st.sampled_from("ABCD"), min_size=size, max_size=size))
    codes = draw(st.integers(1, 2))
    statuses = [draw(st.lists(STATUSES, min_size=size, max_size=size)) for _ in range(codes)]
    met = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    classes = draw(st.lists(st.sampled_from([*CLASSES, "not classified"]), min_size=size, max_size=size))
    other = draw(st.lists(st.sampled_from("XYZ"), min_size=size, max_size=size))
    return people(groups, statuses, met, classes, other)


def compositions(total, bounds):
    """All ways to spread a total over groups with upper bounds."""
    if not bounds:
        return [()] if total == 0 else []
    return [
        (first, *rest) for first in range(min(total, bounds[0]) + 1) for rest in compositions(total - first, bounds[1:])
    ]


def possible(sizes, totals):
    """Every table of hidden groups × statuses with these sizes and totals: what somebody who knows both can think."""
    if len(totals) == 1:
        return [tuple((size,) for size in sizes)] if sum(sizes) == totals[0] else []
    found = []
    for column in compositions(totals[0], sizes):
        left = [size - n for size, n in zip(sizes, column, strict=True)]
        found += [
            tuple((n, *row) for n, row in zip(column, table, strict=True)) for table in possible(left, totals[1:])
        ]
    return found


def statuses_of(counts_):
    return tuple(getattr(counts_, name) for name in ("referred", "not_referred", "not_asked", "pending"))


@settings(max_examples=150, deadline=None)
@given(samples(), st.integers(2, 4))
def test_no_hidden_figure_can_be_worked_out_from_totals_sizes_and_statuses(rows, smallest):
    assume(len(rows) >= smallest)
    plain = contents(rows, schemes=[scheme(rows, "borough")])
    (shown,) = suppress(plain, smallest).tallies_by
    hidden = shown.base.hidden
    sizes = [shown.base.group_sizes[group] for group in hidden]
    for row in shown.rows:
        rest = [statuses_of(row.groups[g]) for g in shown.base.group_sizes if g not in hidden]
        whole = statuses_of(row.counts)
        totals = [
            t - sum(column) for t, column in zip(whole, zip(*rest, strict=True) if rest else [()] * 4, strict=True)
        ]
        tables = possible(sizes, totals)
        for number, group in enumerate(hidden):
            for status in (0, 1):  # referred, and not: the figures that say something of people
                could_be = {table[number][status] for table in tables}
                by_itself = whole[status] in (0, len(rows))
                assert len(could_be) > 1 or by_itself, (group, row.name, could_be)


@settings(max_examples=200, deadline=None)
@given(samples(), st.integers(2, 4))
def test_small_groups_are_gone_from_every_table_and_nothing_else_is_changed(rows, smallest):
    assume(len(rows) >= smallest)
    plain = contents(rows, schemes=[scheme(rows, "borough")])
    shown = suppress(plain, smallest)
    (before,), (after,) = plain.tallies_by, shown.tallies_by
    if len(before.base.group_sizes) > 1:
        small = {g for g, n in before.base.group_sizes.items() if n < smallest}
        small |= {g for r in before.rows for g, c in r.groups.items() if 0 < c.of < smallest}
        small |= {g for g, c in plain.schemes_by[0].groups.items() if 0 < c.classified < smallest}
        assert small <= set(after.base.hidden)
        assert bool(small) == bool(after.base.hidden)
    together = sum(before.base.group_sizes[g] for g in after.base.hidden)
    assert together == 0 or (together >= smallest and len(after.base.hidden) > 1)
    for old, new in zip(before.rows, after.rows, strict=True):
        assert new.counts == old.counts
        assert dict(new.groups) == {g: c for g, c in old.groups.items() if g not in after.base.hidden}
    for old, new in zip(plain.schemes_by[0].rows, shown.schemes_by[0].rows, strict=True):
        assert set(new.groups) == set(old.groups) - set(after.base.hidden)
    assert shown.schemes_by[0].base.hidden == after.base.hidden
    assert suppress(plain, smallest) == shown, "the same each time"


@settings(max_examples=150, deadline=None)
@given(samples(10), st.integers(2, 3))
def test_met_criteria_and_classes_of_hidden_groups_stay_in_doubt(rows, smallest):
    assume(len(rows) >= smallest)
    plain = contents(rows, schemes=[scheme(rows, "borough")])
    hidden = suppress(plain, smallest).tallies_by[0].base.hidden
    size = sum(plain.tallies_by[0].base.group_sizes[g] for g in hidden)
    figures = [(r.counts.criteria_met, sum(r.groups[g].criteria_met for g in hidden)) for r in plain.tallies_by[0].rows]
    figures += [(r.n, sum(r.groups[g][0] for g in hidden)) for r in plain.schemes_by[0].rows]
    for whole, together in figures if hidden else ():
        assert whole in (0, len(rows)) or 0 < together < size


def given_away(shown):
    """Return the hidden groups that are a sum of shown ones with any weights, over all tables, exactly."""
    rows = shown.status_rows
    vectors = [[Fraction(1)] * len(rows)]
    hidden = []
    for divided in shown.tallies_by:
        by = divided.base.by
        for group in divided.base.group_sizes:
            vector = [Fraction(row.groups[by] == group) for row in rows]
            (hidden.append((by, group, vector)) if group in divided.base.hidden else vectors.append(vector))
    return [(by, group) for by, group, vector in hidden if rank([*vectors, vector]) == rank(vectors)]


def rank(vectors):
    rows, found = [list(v) for v in vectors], 0
    for column in range(len(rows[0])):
        pivot = next((n for n in range(found, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for n in range(found + 1, len(rows)):
            weight = rows[n][column] / rows[found][column]
            rows[n] = [a - weight * b for a, b in zip(rows[n], rows[found], strict=True)]
        found += 1
    return found


@settings(max_examples=200, deadline=None)
@given(samples(), st.integers(2, 4))
def test_no_hidden_group_is_put_together_from_groups_of_several_tables(rows, smallest):
    assume(len(rows) >= smallest)
    assert given_away(suppress(contents(rows, ("borough", "role")), smallest)) == []


@settings(max_examples=100, deadline=None)
@given(samples(10), st.integers(2, 3))
def test_no_more_groups_are_hidden_than_it_takes(rows, smallest):
    """Every smaller set of further groups is tried: none keeps all figures in doubt."""
    assume(len(rows) >= smallest)
    plain = contents(rows)
    (shown,) = suppress(plain, smallest).tallies_by
    (before,) = plain.tallies_by
    first = {g for g, n in before.base.group_sizes.items() if n < smallest}
    first |= {g for r in before.rows for g, c in r.groups.items() if 0 < c.of < smallest}
    more = set(shown.base.hidden) - first
    others = [g for g in before.base.group_sizes if g not in first]
    for chosen in product((False, True), repeat=len(others)):
        some = {g for g, taken in zip(others, chosen, strict=True) if taken}
        if len(some) < len(more):
            assert not is_enough(before, first | some, smallest)


def is_enough(divided, hidden, smallest):
    size = sum(divided.base.group_sizes[g] for g in hidden)
    if len(hidden) < 2 or size < smallest:
        return False
    for row in divided.rows:
        base_n = sum(row.groups[g].of for g in hidden)
        if 0 < base_n < min(smallest, row.counts.of):
            return False
        for of in (lambda c: c.referred, lambda c: c.not_referred, lambda c: c.criteria_met):
            together = sum(of(row.groups[g]) for g in hidden)
            if of(row.counts) not in (0, divided.base.respondents) and not 0 < together < size:
                return False
    return True
