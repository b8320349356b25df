"""Cross-tables, and codes against codes, as the cells that are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from fop_coder.gui.panels.tallies.cells import Follow, Ground, Head, Sheet, Shown, name_cell
from fop_coder.gui.panels.tallies.lines import PARTED, tr
from fop_coder.model.crosstab import Cooccurrence, Crosstab, Labels, Pair
from fop_coder.model.tally import Reason
from fop_coder.project.cross_lines import CrossCell, Part, Side, cell_reasons, cell_title, cross_lines
from fop_coder.project.figures import shows_share
from fop_coder.project.table_evidence import Cell

ROWS, COLUMNS = "rows", "columns"


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands below the numbers: ``shares`` of rows or columns ('' for none), ``insisted`` upon or not."""

    shares: str = ""
    insisted: bool = False


_GROUNDS = {
    Part.VALUE: Ground.VALUE,
    Part.COUNTED: Ground.MARGIN,
    Part.LEFT_OUT: Ground.LEFT_OUT,
    Part.SAMPLE: Ground.MARGIN,
}


def crosstab_sheet(table: Crosstab, names: tuple[str, str], beside: Beside) -> Sheet:
    """Return a cross-table as cells; ``names`` are what its sides were asked for by."""
    lines = cross_lines(table)
    has_share = any(_share(cell, beside) for row in lines.cells for cell in row)
    has_expected = table.test is not None and table.test.p is not None
    heads = [Head(table.rows.name, left=True)]
    for side in lines.columns:
        is_value = side.part is Part.VALUE
        more = [tr("{0}: share")] * (is_value and has_share) + [tr("{0}: expected")] * (is_value and has_expected)
        heads.append(Head(side.label, (side.label, *(m.format(side.label) for m in more)), _GROUNDS[side.part]))
    rows = []
    for side, cells in zip(lines.rows, lines.cells, strict=True):
        ground = Ground.NAME if side.part is Part.VALUE else _GROUNDS[side.part]
        shown = (_cross_cell(table, cell, names, beside, (has_share, has_expected)) for cell in cells)
        rows.append((name_cell(side.label, ground), *shown))
    return Sheet(tuple(heads), tuple(rows))


def hides_shares(table: Crosstab, beside: Beside) -> bool:
    """Say whether shares were wished for and are left out, because they are of too few."""
    bases = {ROWS: table.row_totals, COLUMNS: table.column_totals}.get(beside.shares, ())
    return any(of and not shows_share(of, insisted=False) for of in bases)


def _share(cell: CrossCell, beside: Beside) -> str:
    of = {ROWS: cell.row_of, COLUMNS: cell.column_of}.get(beside.shares)
    if of is None or not shows_share(of, insisted=beside.insisted):
        return ""
    return f"{100 * len(cell.who) / of:.0f} %"


def _cross_cell(
    table: Crosstab, cell: CrossCell, names: tuple[str, str], beside: Beside, columns: tuple[bool, bool]
) -> Shown:
    n, share = len(cell.who), _share(cell, beside)
    has_share, has_expected = columns
    expected = f"{cell.expected:.1f}" if has_expected and cell.expected is not None else ""
    below = [p for p in (share, tr("expected {0}").format(expected) if expected else "") if p]
    title = cell_title(table, cell)
    said = [tr("{0}: {1} of {2}").format(title, n, cell.of), *below]
    copied = [str(n)]
    if cell.column.part is Part.VALUE:
        copied += [share] * has_share + [expected] * has_expected
    ground = Ground.VALUE if _is_proper(cell) else _ground(cell.row, cell.column)
    follow = Follow(names, partial(_behind_cell, table, cell))
    return Shown(str(n), "", PARTED.join(below), ", ".join(said), tuple(copied), ground, follow)


def _is_proper(cell: CrossCell) -> bool:
    return cell.row.part is Part.VALUE and cell.column.part is Part.VALUE


def _ground(row: Side, column: Side) -> Ground:
    return Ground.LEFT_OUT if Part.LEFT_OUT in (row.part, column.part) else Ground.MARGIN


def _behind_cell(table: Crosstab, cell: CrossCell) -> Cell:
    return Cell(cell_title(table, cell), cell.who, cell.of, cell_reasons(table, cell))


# ---- codes against codes ---------------------------------------------------------------------------------------------


def codes_sheet(found: Cooccurrence, guids: Mapping[str, str]) -> Sheet:
    """Return codes against codes as cells of n/N; ``guids`` by short name."""
    heads = [Head(tr("Code"), left=True)]
    heads += [Head(name, (f"{name}: n", f"{name}: N")) for _, name in found.codes]
    is_left_out = any(line[place].left_out for place, line in enumerate(found.pairs))
    if is_left_out:
        heads.append(Head(tr("not counted"), ground=Ground.LEFT_OUT))
    named = dict(found.codes)
    rows = []
    for place, line in enumerate(found.pairs):
        cells = [name_cell(found.codes[place][1])]
        cells += [_pair_cell(found, pair, named, guids) for pair in line]
        if is_left_out:
            cells.append(_left_out_cell(found, line[place], named, guids))
        rows.append(tuple(cells))
    return Sheet(tuple(heads), tuple(rows))


def _pair_cell(found: Cooccurrence, pair: Pair, named: Mapping[str, str], guids: Mapping[str, str]) -> Shown:
    is_self = pair.row == pair.column
    both = named[pair.row] if is_self else tr("{0} and {1}").format(named[pair.row], named[pair.column])
    title = both if is_self or found.within != "passage" else tr("{0} in one passage").format(both)
    said = tr("{0}: {1} of {2}").format(title, pair.n, pair.of)
    if pair.places is not None and not is_self:
        said = tr("{0}, {1} places").format(said, pair.places)
    ground = Ground.MARGIN if is_self else Ground.VALUE
    follow = Follow(tuple(dict.fromkeys((guids[pair.row], guids[pair.column]))), partial(_behind_pair, title, pair))
    return Shown(str(pair.n), f"/{pair.of}", "", said, (str(pair.n), str(pair.of)), ground, follow)


def _behind_pair(title: str, pair: Pair) -> Cell:
    who = pair.both if pair.together is None else pair.together
    reasons = [_reason(who, tr("counted in n: {0}.").format(title))]
    if pair.together is not None:
        others = tuple(label for label in pair.both if label not in set(pair.together))
        reasons += [_reason(others, tr("referred to both, in passages that do not overlap."))] * bool(others)
    said: list[tuple[int, str]] = [
        (pair.row_only, tr("{0} referred to the first code alone, and count in N.")),
        (pair.column_only, tr("{0} referred to the second code alone, and count in N.")),
        (pair.neither, tr("{0} referred to neither, and count in N.")),
    ]
    reasons += [Reason("", (), words.format(n), n) for n, words in said if n]
    if pair.left_out:
        reasons.append(_reason(pair.left_out, tr("left out of N: they are not counted on one of the codes, or both.")))
    return Cell(title, who, pair.of, tuple(reasons))


def _reason(who: Labels, words: str) -> Reason:
    return Reason("", who, f"{len(who)} {words}", len(who))


def _left_out_cell(found: Cooccurrence, pair: Pair, named: Mapping[str, str], guids: Mapping[str, str]) -> Shown:
    title = tr("{0}: not counted").format(named[pair.row])
    cell: Callable[[], Cell] = partial(Cell, title, pair.left_out, found.base.respondents)
    n = str(len(pair.left_out))
    said = tr("{0}: {1} of {2}").format(title, n, found.base.respondents)
    return Shown(n, "", "", said, (n,), Ground.LEFT_OUT, Follow((guids[pair.row],), cell))
