"""Suppression: figures of small groups are hidden, and further groups with them, so that totals do not give them away.

What is hidden is hidden for all lines of all tables divided by the same attribute: other lines would tell part of it
(nobody has a document on one code alone; who refers to a code refers to the one that gathers it).

A hidden group can be worked out from what is shown in three ways, and each is closed:
- It is the sample less the groups that are shown. So never one group alone is hidden, and those that are hidden make
  up, together, a group that is not small itself (Cox 1980).
- The hidden groups together have all or none of a figure. Of a table with known margins a cell lies between
  max(0, R + m - M) and min(R, m), where R is what the hidden groups have together, M their size and m that of one
  (Fréchet bounds, which whole numbers attain: Dobra and Fienberg 2000). These are the same number for R = 0 and R = M
  alone; then more is hidden, unless the whole sample says so by itself, nobody or everybody.
- It is put together from groups of other tables, with the same people in them. So what is hidden must not be a linear
  combination of what is shown, over all tables.

What may be known for certain is only that a reason for not being counted holds of nobody in the hidden groups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from fop_coder.model.errors import ExportRefused
from fop_coder.model.export import ExportContents
from fop_coder.model.status import Status
from fop_coder.model.tally import Base, ClassCounts, Counts, SchemeTally, StatusRow, Tally

_MOST_PAIRED = 60
"""Among more groups than this, pairs are not all tried."""

_MOST_NAMED = 3
"""More groups than this are not named again in a sentence."""

_NEARLY = 1e-9


@dataclass(frozen=True, slots=True)
class _Line:
    """A figure in each group. ``whole``: in the sample. ``is_base``: it is an N, which must not be small."""

    name: str
    of: Mapping[str, int]
    whole: int
    is_base: bool = False


@dataclass
class _Division:
    """All tables divided by the same attribute or scheme.

    Attributes:
        sizes: of the groups that anybody is in, in the order of columns.
        hidden: groups to be hidden, each with the sentence that says why.
    """

    by: str
    total: int
    sizes: dict[str, int]
    lines: list[_Line]
    cells: int
    hidden: dict[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> list[str]:
        """Groups that are shown, the smallest first."""
        order = list(self.sizes)
        return sorted((g for g in order if g not in self.hidden), key=lambda g: (self.sizes[g], order.index(g)))


def suppress(contents: ExportContents, smallest: int) -> ExportContents:
    """Return contents for publication: figures of small groups are gone, and those that would give them away.

    Who is named in ``Base.hidden`` is in no row any more, so that no format can show it.

    Args:
        smallest: groups of fewer respondents than this are small, by their size or by the N of one of their figures.

    Raises:
        ExportRefused: if the whole sample is small, so that nothing could be shown.
    """
    size = contents.tally.base.respondents
    if 0 < size < smallest:
        raise ExportRefused(
            f"the sample has {_people(size)}, fewer than the {smallest} that a published figure must rest on",
            do="Choose a larger sample, or a smaller number",
        )
    turned = _turned_round(contents, smallest)
    contents = replace(contents, schemes_by=tuple(s for s in contents.schemes_by if s not in turned))
    divisions = _divisions(contents)
    for division in divisions:
        _hide_small(division, smallest)
        _hide_more(division, smallest)
    _unlink(divisions, contents.status_rows, smallest)
    by_name = {division.by: division for division in divisions}
    return replace(
        contents,
        tallies_by=tuple(_without_groups(tally, by_name[tally.base.by or ""]) for tally in contents.tallies_by),
        schemes_by=tuple(_without_classes(scheme, by_name[scheme.base.by or ""]) for scheme in contents.schemes_by),
        smallest=smallest,
        suppressed=_in_words(divisions, turned),
    )


def _turned_round(contents: ExportContents, smallest: int) -> list[SchemeTally]:
    """Return tables that tell the columns of another one as their lines, where either hides any of its groups.

    Of two schemes divided by one another the first stays.
    """
    divisions = _divisions(contents)
    for division in divisions:
        _hide_small(division, smallest)
    hiding = {division.by for division in divisions if division.hidden}
    seen: set[tuple[str, str]] = set()
    found = []
    for scheme in contents.schemes_by:
        pair = (scheme.name, scheme.base.by or "")
        if pair[::-1] in seen and not hiding.isdisjoint(pair):
            found.append(scheme)
        else:
            seen.add(pair)
    return found


# ---- what there is ---------------------------------------------------------------------------------------------------


def _divisions(contents: ExportContents) -> list[_Division]:
    found: dict[str, _Division] = {}

    def of(base: Base, held: Iterable[Mapping[str, Counts | ClassCounts]]) -> _Division:
        by = base.by or ""
        division = found.setdefault(by, _Division(by, base.respondents, {}, [], 0))
        sizes = dict(base.group_sizes)
        for groups in held:
            sizes |= {group: counts.total for group, counts in groups.items() if group not in sizes}
        division.sizes |= {group: n for group, n in sizes.items() if n and group not in division.sizes}
        return division

    for tally in contents.tallies_by:
        division = of(tally.base, [row.groups for row in tally.rows])
        division.cells += len(tally.rows)
        division.lines += [line for row in tally.rows for line in _lines(row.name, row.counts, row.groups)]
    for scheme in contents.schemes_by:
        division = of(scheme.base, [scheme.groups])
        division.cells += len(scheme.rows)
        division.lines += _class_lines(scheme)
    return list(found.values())


def _lines(name: str, whole: Counts, groups: Mapping[str, Counts]) -> Iterator[_Line]:
    """Yield the figures of a code that say something of people: who referred, who did not, who met the criteria."""

    def line(of: Callable[[Counts], int], *, is_base: bool = False) -> _Line:
        return _Line(name, {group: of(counts) for group, counts in groups.items()}, of(whole), is_base)

    yield line(lambda c: c.of, is_base=True)
    yield line(lambda c: c.referred)
    yield line(lambda c: c.not_referred)
    if whole.criteria_met is not None:
        yield line(lambda c: c.criteria_met or 0)


def _class_lines(scheme: SchemeTally) -> Iterator[_Line]:
    name, groups = scheme.name, scheme.groups
    yield _Line(name, {g: c.classified for g, c in groups.items()}, scheme.counts.classified, is_base=True)
    for row in scheme.rows:
        yield _Line(name, {group: n for group, (n, _) in row.groups.items()}, row.n)


# ---- what is hidden --------------------------------------------------------------------------------------------------


def _hide_small(division: _Division, smallest: int) -> None:
    """Hide small groups. One that holds the whole sample is no part of it: the sample's own figures say the same."""
    if len(division.sizes) < 2:
        return
    for group, size in division.sizes.items():
        if size < smallest:
            division.hidden[group] = f"{group} has only {_people(size)}."
            continue
        small = {
            line.name: n for line in division.lines if line.is_base and 0 < (n := line.of.get(group, 0)) < smallest
        }
        if small:
            name, n = min(small.items(), key=lambda found: found[1])
            division.hidden[group] = f"{group} has only {_people(n)} in N of {name}."


def _hide_more(division: _Division, smallest: int) -> None:
    """Hide as few and as small further groups as it takes; the same ones each time."""
    if not division.hidden or _is_safe(division, division.hidden, smallest):
        return
    more = _fewest(division, smallest)
    if not more:
        return
    it = "it" if len(division.hidden) == 1 else "them"
    away = _and(list(division.hidden)) if len(division.hidden) <= _MOST_NAMED else it
    why = f"{_is(more)} hidden with {it}, because all minus the rest would give {away} away."
    for group in more:
        division.hidden[group] = ""
    division.hidden[more[0]] = f"{_and(more)} {why}"


def _fewest(division: _Division, smallest: int) -> list[str]:
    order, candidates = list(division.sizes), division.shown
    for number in (1, 2):
        if number == 2 and len(candidates) > _MOST_PAIRED:
            break
        sets = sorted(combinations(candidates, number), key=lambda some: sum(division.sizes[g] for g in some))
        for some in sets:
            if _is_safe(division, [*division.hidden, *some], smallest):
                return sorted(some, key=order.index)
    more: list[str] = []
    for group in candidates:
        more.append(group)
        if _is_safe(division, [*division.hidden, *more], smallest):
            break
    for group in reversed(more[:-1]):
        rest = [g for g in more if g != group]
        if _is_safe(division, [*division.hidden, *rest], smallest):
            more = rest
    return sorted(more, key=order.index)


def _is_safe(division: _Division, hidden: Iterable[str], smallest: int) -> bool:
    """Say whether none of the hidden groups can be worked out from the tables of this division."""
    groups = list(hidden)
    size = sum(division.sizes[g] for g in groups)
    return (
        len(groups) > 1
        and size >= smallest
        and all(_keeps(line, groups, size, division, smallest) for line in division.lines)
    )


def _keeps(line: _Line, groups: Sequence[str], size: int, division: _Division, smallest: int) -> bool:
    together = sum(line.of.get(group, 0) for group in groups)
    if line.is_base:
        return together == 0 or together >= min(smallest, line.whole)
    return line.whole in (0, division.total) or 0 < together < size


# ---- over all tables -------------------------------------------------------------------------------------------------


def _unlink(divisions: Sequence[_Division], rows: Sequence[StatusRow], smallest: int) -> None:
    """Hide further groups until none that is hidden can be put together from groups of any table."""
    if len(divisions) < 2:
        return
    bys = [division.by for division in divisions]
    atoms = list(dict.fromkeys(tuple(row.groups.get(by) for by in bys) for row in rows))
    given = next(_given_away(divisions, atoms), None)
    while given is not None:
        (division, group), (other, partner) = given
        with_ = f"the tables by {other.by} would give {group} away" if other is not division else f"it is {group}"
        other.hidden[partner] = f"{partner} is hidden too, because {with_}."
        _hide_more(other, smallest)
        given = next(_given_away(divisions, atoms), None)


_Place = tuple[_Division, str]


def _given_away(
    divisions: Sequence[_Division], atoms: Sequence[tuple[str | None, ...]]
) -> Iterator[tuple[_Place, _Place]]:
    """Yield what is hidden and can be put together, with the smallest group that it takes for it."""
    import numpy as np

    def members(number: int, group: str) -> list[float]:
        return [float(atom[number] == group) for atom in atoms]

    shown = [
        (number, group)
        for number, division in enumerate(divisions)
        for group in division.shown
        if division.sizes[group] < division.total  # the others are the sample itself
    ]
    if not atoms or not shown:
        return
    matrix: Any = np.array([[1.0] * len(atoms), *(members(*place) for place in shown)]).T
    for number, division in enumerate(divisions):
        for group in division.hidden:
            wanted = np.array(members(number, group))
            weights = np.linalg.lstsq(matrix, wanted, rcond=None)[0]
            if np.abs(matrix @ weights - wanted).max() > _NEARLY:
                continue
            taken = [place for place, weight in zip(shown, weights[1:], strict=True) if abs(weight) > _NEARLY] or shown
            at, partner = min(taken, key=lambda place: divisions[place[0]].sizes[place[1]])
            yield (division, group), (divisions[at], partner)


# ---- what is left ----------------------------------------------------------------------------------------------------


def _without_groups(tally: Tally, division: _Division) -> Tally:
    rows = (replace(r, groups={g: c for g, c in r.groups.items() if g not in division.hidden}) for r in tally.rows)
    return replace(tally, base=_base(tally.base, division), rows=tuple(rows))


def _without_classes(scheme: SchemeTally, division: _Division) -> SchemeTally:
    rows = (replace(r, groups={g: c for g, c in r.groups.items() if g not in division.hidden}) for r in scheme.rows)
    groups = {group: counts for group, counts in scheme.groups.items() if group not in division.hidden}
    return replace(scheme, base=_base(scheme.base, division), rows=tuple(rows), groups=groups)


def _base(base: Base, division: _Division) -> Base:
    hidden = tuple(group for group in division.sizes if group in division.hidden)
    sizes = dict(base.group_sizes)
    sizes |= {group: n for group, n in division.sizes.items() if group not in sizes}
    return replace(base, group_sizes=sizes, hidden=hidden, hidden_because=_reasons(division))


def _reasons(division: _Division) -> str:
    return " ".join(sentence for sentence in division.hidden.values() if sentence)


def _in_words(divisions: Sequence[_Division], turned: Sequence[SchemeTally]) -> str:
    """Return how many cells are hidden, and why, for all tables together."""
    hiding = [division for division in divisions if division.hidden]
    cells = sum(division.cells * len(division.hidden) for division in hiding)
    if not hiding:
        return ""
    said = [f"By {d.by}: {_reasons(d)}" if len(hiding) > 1 else _reasons(d) for d in hiding]
    said += [f"{s.name} by {s.base.by} is left out: it is {s.base.by} by {s.name}, turned round." for s in turned]
    return " ".join([f"{cells:,} cell{' is' if cells == 1 else 's are'} hidden.", *said])


def anonymous_lines(contents: ExportContents) -> ExportContents:
    """Return contents whose lines of respondents tell nothing but their statuses.

    Labels become numbers, in an order that comes from the statuses alone; attributes and groups are gone, and so are
    the classes of schemes of which any is hidden. With the rest of a line, they would undo the hiding.
    """
    hidden = {base.by for base in (t.base for t in contents.tallies_by) if base.hidden}
    order = list(Status)

    def bare(row: StatusRow) -> StatusRow:
        kept = {scheme: word for scheme, word in row.classes.items() if scheme not in hidden}
        return replace(row, attributes={}, groups={}, classes=kept)

    def key(row: StatusRow) -> tuple[object, ...]:
        statuses = tuple((code, order.index(status)) for code, status in sorted(row.statuses.items()))
        return statuses, tuple(sorted(row.classes.items())), tuple(sorted(row.met))

    rows = sorted((bare(row) for row in contents.status_rows), key=key)
    numbered = tuple(replace(row, respondent=str(number)) for number, row in enumerate(rows, start=1))
    return replace(contents, attributes=(), status_rows=numbered)


# ---- words -----------------------------------------------------------------------------------------------------------


def _people(number: int) -> str:
    return "1 respondent" if number == 1 else f"{number} respondents"


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"
