"""Which groups are hidden: small ones, and further ones with them, so that totals do not give them away.

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

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from fop_coder.analysis.divisions import Division, Line
from fop_coder.model.in_words import listed
from fop_coder.model.tally import StatusRow

_MOST_PAIRED = 60
"""Among more groups than this, pairs are not all tried."""

_MOST_NAMED = 3
"""More groups than this are not named again in a sentence."""

_NEARLY = 1e-9


def hide_small(division: Division, smallest: int) -> None:
    """Hide small groups. One that holds the whole sample is no part of it: the sample's own figures say the same."""
    if len(division.sizes) < 2:
        return
    for group, size in division.sizes.items():
        if size < smallest:
            division.hidden[group] = f"{group} has only {people_in_words(size)}."
            continue
        small = {
            line.name: n for line in division.lines if line.is_base and 0 < (n := line.of.get(group, 0)) < smallest
        }
        if small:
            name, n = min(small.items(), key=lambda found: found[1])
            division.hidden[group] = f"{group} has only {people_in_words(n)} in N of {name}."


def hide_more(division: Division, smallest: int) -> None:
    """Hide as few and as small further groups as it takes; the same ones each time."""
    if not division.hidden or _is_safe(division, division.hidden, smallest):
        return
    more = _fewest(division, smallest)
    if not more:
        return
    it = "it" if len(division.hidden) == 1 else "them"
    away = listed(list(division.hidden)) if len(division.hidden) <= _MOST_NAMED else it
    why = f"{_is(more)} hidden with {it}, because all minus the rest would give {away} away."
    for group in more:
        division.hidden[group] = ""
    division.hidden[more[0]] = f"{listed(more)} {why}"


def _fewest(division: Division, smallest: int) -> list[str]:
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


def _is_safe(division: Division, hidden: Iterable[str], smallest: int) -> bool:
    """Say whether none of the hidden groups can be worked out from the tables of this division."""
    groups = list(hidden)
    size = sum(division.sizes[g] for g in groups)
    return (
        len(groups) > 1
        and size >= smallest
        and all(_keeps(line, groups, size, division, smallest) for line in division.lines)
    )


def _keeps(line: Line, groups: Sequence[str], size: int, division: Division, smallest: int) -> bool:
    together = sum(line.of.get(group, 0) for group in groups)
    if line.is_base:
        return together == 0 or together >= min(smallest, line.whole)
    return line.whole in (0, division.total) or 0 < together < size


# ---- over all tables -------------------------------------------------------------------------------------------------


def unlink(divisions: Sequence[Division], rows: Sequence[StatusRow], smallest: int) -> None:
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
        hide_more(other, smallest)
        given = next(_given_away(divisions, atoms), None)


_Place = tuple[Division, str]


def _given_away(
    divisions: Sequence[Division], atoms: Sequence[tuple[str | None, ...]]
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


def people_in_words(number: int) -> str:
    """Return how many respondents: "1 respondent", "3 respondents"."""
    return "1 respondent" if number == 1 else f"{number} respondents"


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"
