"""What divides a sample in an export: all tables divided alike, with their groups and what is told of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from fop_coder.model.export import ExportContents
from fop_coder.model.tally import Base, ClassCounts, Counts, SchemeTally


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in each group. ``whole``: in the sample. ``is_base``: it is an N, which must not be small."""

    name: str
    of: Mapping[str, int]
    whole: int
    is_base: bool = False


@dataclass
class Division:
    """All tables divided by the same attribute or scheme.

    Attributes:
        sizes: of the groups that anybody is in, in the order of columns.
        hidden: groups to be hidden, each with the sentence that says why.
    """

    by: str
    total: int
    sizes: dict[str, int]
    lines: list[Line]
    cells: int
    hidden: dict[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> list[str]:
        """Groups that are shown, the smallest first."""
        order = list(self.sizes)
        return sorted((g for g in order if g not in self.hidden), key=lambda g: (self.sizes[g], order.index(g)))


def divisions_of(contents: ExportContents) -> list[Division]:
    """Return what divides the tables of an export, each with the figures of all tables divided by it."""
    found: dict[str, Division] = {}

    def of(base: Base, held: Iterable[Mapping[str, Counts | ClassCounts]]) -> Division:
        by = base.by or ""
        division = found.setdefault(by, Division(by, base.respondents, {}, [], 0))
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


def _lines(name: str, whole: Counts, groups: Mapping[str, Counts]) -> Iterator[Line]:
    """Yield the figures of a code that say something of people: who referred, who did not, who met the criteria."""

    def line(of: Callable[[Counts], int], *, is_base: bool = False) -> Line:
        return Line(name, {group: of(counts) for group, counts in groups.items()}, of(whole), is_base)

    yield line(lambda c: c.of, is_base=True)
    yield line(lambda c: c.referred)
    yield line(lambda c: c.not_referred)
    if whole.criteria_met is not None:
        yield line(lambda c: c.criteria_met or 0)


def _class_lines(scheme: SchemeTally) -> Iterator[Line]:
    name, groups = scheme.name, scheme.groups
    yield Line(name, {g: c.classified for g, c in groups.items()}, scheme.counts.classified, is_base=True)
    for row in scheme.rows:
        yield Line(name, {group: n for group, (n, _) in row.groups.items()}, row.n)
