"""The disclosure check: figures and lines of an export that rest on few people, found and said in sentences.

Small counts, their complements, and groups of which everybody or nobody does something are what the literature names
(see ``model/disclosure.py``); all but small groups are for the researcher to judge, not for the program to hide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from fop_coder.model.disclosure import Concern, Finding
from fop_coder.model.export import ExportContents
from fop_coder.model.tally import Base, StatusRow, TallyRow

_MOST_NAMED = 3
"""Combinations named one by one; more are only counted."""

Figures = Mapping[str, tuple[int, int]]
"""Group → (n, N)."""


def figure_findings(contents: ExportContents, smallest: int) -> Iterator[Finding]:
    """Yield what is small in the tables of figures; groups that are hidden are left out.

    Args:
        smallest: fewer respondents than this are few.
    """
    yield from _whole_tables(contents, smallest)
    yield from _small_groups(contents, smallest)
    for tally in contents.tallies_by:
        lines = {row.name: {group: (c.n, c.of) for group, c in row.groups.items()} for row in tally.rows}
        yield from _of_table(f"Tally by {tally.base.by}", tally.base, lines, smallest)
    for scheme in contents.schemes_by:
        lines = {row.name: dict(row.groups) for row in scheme.rows}
        yield from _of_table(f"{scheme.name} by {scheme.base.by}", scheme.base, lines, smallest)


def _small_groups(contents: ExportContents, smallest: int) -> Iterator[Finding]:
    """Yield groups that are small, once for all tables that they stand in."""
    sizes: dict[tuple[str, str], int] = {}
    for base in (*(t.base for t in contents.tallies_by), *(s.base for s in contents.schemes_by)):
        sizes |= {(base.by or "", group): n for group, n in base.group_sizes.items() if group not in base.hidden}
    for (by, group), size in sizes.items():
        if _is_few(size, smallest):
            yield Finding(Concern.SMALL_GROUP, f"{group} has only {_people(size)}.", f"tables by {by}")


def _of_table(where: str, base: Base, lines: Mapping[str, Figures], smallest: int) -> Iterator[Finding]:
    for group, size in base.group_sizes.items():
        if group not in base.hidden:
            yield from _of_group(group, size, where, lines, smallest)
    for name, figures in lines.items():
        small = [
            f"{group} {n}/{of}"
            for group, (n, of) in figures.items()
            if of >= smallest and (_is_few(n, smallest) or _is_few(of - n, smallest))
        ]
        if small:
            yield Finding(Concern.SMALL_COUNT, f"Few did, or few did not: {', '.join(small)}.", f"{where}: {name}")


def _of_group(group: str, size: int, where: str, lines: Mapping[str, Figures], smallest: int) -> Iterator[Finding]:
    """Yield that an N of a larger group is small, and what everybody or nobody of so few did."""
    few = {name: figures[group] for name, figures in lines.items() if _is_few(figures.get(group, (0, 0))[1], smallest)}
    if few and size >= smallest:
        listed = ", ".join(f"{name} ({of})" for name, (_, of) in few.items())
        yield Finding(Concern.SMALL_GROUP, f"N of {group} is small: {listed}.", where)
    told = {
        "everybody": [name for name, (n, of) in few.items() if n == of],
        "nobody": [name for name, (n, _) in few.items() if n == 0],
    }
    said = "; ".join(f"{who}: {', '.join(names)}" for who, names in told.items() if names)
    if said:
        yield Finding(Concern.ALL_OR_NOBODY, f"Of the few in {group}, {said}.", where)


def _whole_tables(contents: ExportContents, smallest: int) -> Iterator[Finding]:
    for row in contents.tally.rows:
        yield from _of_whole(row.name, row.counts.n, row.counts.of, "Tally", smallest)
        yield from _of_criteria(row, smallest)
    for scheme in contents.schemes:
        for category in scheme.rows:
            yield from _of_whole(category.name, category.n, category.of, scheme.name, smallest)


def _of_criteria(row: TallyRow, smallest: int) -> Iterator[Finding]:
    met = row.counts.criteria_met
    if met is not None and _is_few(met, smallest):
        word = row.criteria_word or "meeting the criteria"
        yield Finding(Concern.SMALL_COUNT, f"Only {_people(met)} of {row.counts.n}: {word}.", f"Tally: {row.name}")


def _of_whole(name: str, n: int, of: int, table: str, smallest: int) -> Iterator[Finding]:
    where = f"{table}: {name}"
    if _is_few(of, smallest):
        yield Finding(Concern.SMALL_GROUP, f"N is only {of}.", where)
    elif _is_few(n, smallest):
        yield Finding(Concern.SMALL_COUNT, f"Only {_people(n)} of {of}.", where)
    elif _is_few(of - n, smallest):
        yield Finding(Concern.SMALL_COUNT, f"All but {_people(of - n)} of {of}.", where)


def combination_findings(rows: Sequence[StatusRow], attributes: Sequence[str], smallest: int) -> Iterator[Finding]:
    """Yield which attributes, one, two, or all together, are shared by few respondents (k-anonymity).

    Pairs are told where neither attribute alone singles out the same people.
    """
    alone: dict[str, set[str]] = {}
    sets = [*combinations(attributes, 1), *combinations(attributes, 2)]
    if len(attributes) > 2:
        sets.append(tuple(attributes))
    for names in sets:
        shared = _shared(rows, names)
        few = {values: people for values, people in shared.items() if len(people) < smallest}
        if len(names) == 1:
            alone[names[0]] = {person for people in few.values() for person in people}
        elif len(names) == 2:
            known = alone[names[0]] | alone[names[1]]
            few = {values: people for values, people in few.items() if not known.issuperset(people)}
        if few:
            yield Finding(Concern.COMBINATION, _few_share(names, few, smallest), " × ".join(names))


def _shared(rows: Sequence[StatusRow], names: Sequence[str]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        values = tuple(row.attributes.get(name, "") for name in names)
        if any(values):
            found.setdefault(values, []).append(row.respondent)
    return found


def _few_share(names: Sequence[str], few: Mapping[tuple[str, ...], Sequence[str]], smallest: int) -> str:
    people = sum(len(found) for found in few.values())
    first = sorted(few.items(), key=lambda item: len(item[1]))[:_MOST_NAMED]
    listed = "; ".join(f"{' · '.join(v or 'none' for v in values)} ({', '.join(found)})" for values, found in first)
    more = f"; and {len(few) - len(first)} more" if len(few) > len(first) else ""
    what = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]} together"
    verb = "shares" if people == 1 else "share"
    return f"{_people(people)} {verb} {what} with fewer than {smallest - 1} others: {listed}{more}."


def _is_few(number: int, smallest: int) -> bool:
    return 0 < number < smallest


def _people(number: int) -> str:
    return "1 respondent" if number == 1 else f"{number} respondents"
