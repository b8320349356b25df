"""Suppression: what is published has no figures of small groups, nor of those that would give them away.

Which groups those are is told in ``hiding``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from fop_coder.analysis.divisions import Division, divisions_of
from fop_coder.analysis.hiding import hide_more, hide_small, people_in_words, unlink
from fop_coder.model.errors import ExportRefused
from fop_coder.model.export import ExportContents
from fop_coder.model.status import Status
from fop_coder.model.tally import Base, SchemeTally, StatusRow, Tally


def suppress(contents: ExportContents, smallest: int) -> ExportContents:
    """Return contents for publication: figures of small groups are gone, and those that would give them away.

    Who is named in ``Base.hidden`` is in no row any more, so that no format can show it.

    Args:
        smallest: groups of fewer respondents than this are small, by their size or by the N of one of their figures.

    Raises:
        ExportRefused: if the whole sample is small, so that nothing could be shown.
    """
    _refuse_small(contents, smallest)
    turned = _turned_round(contents, smallest)
    contents = replace(contents, schemes_by=tuple(s for s in contents.schemes_by if s not in turned))
    divisions = _hidden_in(contents, smallest)
    by_name = {division.by: division for division in divisions}
    return replace(
        contents,
        tallies_by=tuple(_without_groups(tally, by_name[tally.base.by or ""]) for tally in contents.tallies_by),
        schemes_by=tuple(_without_classes(scheme, by_name[scheme.base.by or ""]) for scheme in contents.schemes_by),
        smallest=smallest,
        suppressed=_in_words(divisions, turned),
    )


def hidden_groups(contents: ExportContents, smallest: int) -> dict[str, tuple[tuple[str, ...], str]]:
    """Return what is to be hidden in tables that go out together: what divides them → its hidden groups, and why.

    Of two schemes divided by one another neither is left out: who shows them hides lines as well as columns.

    Args:
        contents: divided tables, and lines of respondents that name their groups.
        smallest: as in ``suppress``.

    Raises:
        ExportRefused: if the whole sample is small.
    """
    _refuse_small(contents, smallest)
    return {
        division.by: (tuple(group for group in division.sizes if group in division.hidden), _reasons(division))
        for division in _hidden_in(contents, smallest)
        if division.hidden
    }


def _refuse_small(contents: ExportContents, smallest: int) -> None:
    size = contents.tally.base.respondents
    if 0 < size < smallest:
        raise ExportRefused(
            f"the sample has {people_in_words(size)}, fewer than the {smallest} that a published figure must rest on",
            do="Choose a larger sample, or a smaller number",
        )


def _hidden_in(contents: ExportContents, smallest: int) -> list[Division]:
    """Return what divides the tables, with what is to be hidden of it."""
    divisions = divisions_of(contents)
    for division in divisions:
        hide_small(division, smallest)
        hide_more(division, smallest)
    unlink(divisions, contents.status_rows, smallest)
    return divisions


def _turned_round(contents: ExportContents, smallest: int) -> list[SchemeTally]:
    """Return tables that tell the columns of another one as their lines, where either hides any of its groups.

    Of two schemes divided by one another the first stays.
    """
    divisions = divisions_of(contents)
    for division in divisions:
        hide_small(division, smallest)
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


# ---- what is left ----------------------------------------------------------------------------------------------------


def tally_without(tally: Tally, hidden: Collection[str]) -> Tally:
    """Return a divided tally whose rows have nothing of some groups."""
    rows = (replace(r, groups={g: c for g, c in r.groups.items() if g not in hidden}) for r in tally.rows)
    return replace(tally, rows=tuple(rows))


def scheme_without(scheme: SchemeTally, hidden: Collection[str]) -> SchemeTally:
    """Return a divided scheme with nothing of some groups."""
    rows = (replace(r, groups={g: c for g, c in r.groups.items() if g not in hidden}) for r in scheme.rows)
    groups = {group: counts for group, counts in scheme.groups.items() if group not in hidden}
    return replace(scheme, rows=tuple(rows), groups=groups)


def _without_groups(tally: Tally, division: Division) -> Tally:
    return replace(tally_without(tally, division.hidden), base=_base(tally.base, division))


def _without_classes(scheme: SchemeTally, division: Division) -> SchemeTally:
    return replace(scheme_without(scheme, division.hidden), base=_base(scheme.base, division))


def _base(base: Base, division: Division) -> Base:
    hidden = tuple(group for group in division.sizes if group in division.hidden)
    sizes = dict(base.group_sizes)
    sizes |= {group: n for group, n in division.sizes.items() if group not in sizes}
    return replace(base, group_sizes=sizes, hidden=hidden, hidden_because=_reasons(division))


def _reasons(division: Division) -> str:
    return " ".join(sentence for sentence in division.hidden.values() if sentence)


def _in_words(divisions: Sequence[Division], turned: Sequence[SchemeTally]) -> str:
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
