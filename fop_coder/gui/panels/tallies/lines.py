"""A sheet of figures as the lines of the table: codes first, then each scheme with its categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code, Codebook
from fop_coder.model.status import NOT_CLASSIFIED, Status
from fop_coder.model.tally import CategoryRow, ClassCounts, Counts, SchemeTally, TallyRow
from fop_coder.project.figures import shows_intervals, shows_share
from fop_coder.project.tally_sheet import TallySheet


def tr(text: str) -> str:
    """Return the user's words for a text of this panel."""
    return QCoreApplication.translate("TalliesPanel", text)


PARTED = " · "
"""Between the parts of what is said of a figure."""

CLASSIFIED = "classified"
"""Stands for all categories of a scheme together, where everybody else went beside them."""


class Kind(Enum):
    """What a line is about."""

    CODE = auto()
    SCHEME = auto()
    CATEGORY = auto()
    CELL = auto()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user insists on seeing beside n/N."""

    percentages: bool = False
    intervals: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One n/N as shown. ``percent`` and ``interval`` are '' and None where they are not to be shown."""

    n: int
    of: int
    percent: str = ""
    interval: tuple[float, float] | None = None

    @property
    def share(self) -> float:
        """How far the bar goes."""
        return self.n / self.of if self.of else 0.0

    @property
    def interval_words(self) -> str:
        """The interval in whole per cent, '' where it is not shown."""
        if self.interval is None:
            return ""
        low, high = self.interval
        return tr("interval {0} to {1} %").format(f"{100 * low:.0f}", f"{100 * high:.0f}")

    @property
    def words(self) -> str:
        """All of it in words, for those who listen."""
        said = [tr("{0} of {1}").format(self.n, self.of)]
        if self.percent:
            said.append(self.percent.replace(" %", " " + tr("per cent")))
        if self.interval:
            said.append(self.interval_words.removesuffix(" %"))
        return ", ".join(said)


Part = tuple[Status | str, int]
"""A status (glyph) or a category (word) with how many went there."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table.

    Attributes:
        guid: of the code, scheme or category; ``scheme``: of the scheme above a category.
        figure: None for a scheme, which is no number.
        went: where everybody went, in the order shown; empty for a category.
        not_classified: how many of a scheme nobody has classified yet.
    """

    kind: Kind
    guid: Guid
    name: str
    detail: str = ""
    key: str = ""
    colour: int = 0
    depth: int = 0
    figure: Figure | None = None
    groups: Mapping[str, Figure] = field(default_factory=dict)
    went: tuple[Part, ...] = ()
    not_classified: int = 0
    sentence: str = ""
    scheme: Guid | None = None


def lines_of(sheet: TallySheet, codebook: Codebook, wishes: Wishes) -> list[Line]:
    """Return the lines of a sheet."""
    codes = {c.guid: c for c in codebook.codes}
    intervals = shows_intervals(sheet.codes.base.chosen, insisted=wishes.intervals)
    found = [_code_line(row, codes[row.code], wishes, intervals) for row in sheet.codes.rows if row.code in codes]
    keys = {c.guid: c.key for s in codebook.schemes for c in s.categories}
    for scheme in sheet.schemes:
        found.append(_scheme_line(scheme, tr("band") if scheme.scheme in sheet.bands else tr("classification")))
        found.extend(_category_line(scheme, row, keys, sheet, wishes, intervals) for row in scheme.rows)
    return found


def _figure(n: int, of: int, interval: tuple[float, float] | None, wishes: Wishes, *, intervals: bool) -> Figure:
    percent = f"{100 * n / of:.0f} %" if shows_share(of, insisted=wishes.percentages) else ""
    return Figure(n, of, percent, interval if intervals else None)


def _code_line(row: TallyRow, code: Code, wishes: Wishes, intervals: bool) -> Line:
    counts = row.counts
    return Line(
        Kind.CODE,
        row.code,
        f"{row.name} ({tr('retired')})" if row.retired else row.name,
        _code_detail(counts, row.criteria_word),
        code.key,
        code.colour,
        row.depth,
        _figure(counts.n, counts.of, counts.interval, wishes, intervals=intervals),
        {g: _figure(c.n, c.of, c.interval, wishes, intervals=intervals) for g, c in row.groups.items()},
        (
            (Status.REFERRED, counts.referred),
            (Status.NOT_REFERRED, counts.not_referred),
            (Status.NOT_ASKED, counts.not_asked),
            (Status.TOO_LITTLE, counts.too_little_information),
            (Status.PENDING, counts.pending),
            (Status.NO_DATA, counts.no_data),
        ),
        sentence=row.sentence,
    )


def _code_detail(counts: Counts, word: str) -> str:
    said: list[str] = []
    if counts.criteria_met is not None:
        said.append(tr("of whom {0} {1}").format(counts.criteria_met, word or tr("meet the criteria")))
    if counts.unprompted:
        said.append(tr("{0} raised it unprompted").format(counts.unprompted))
    if counts.pending_coded:
        said.append(tr("{0} of the pending coded").format(counts.pending_coded))
    if counts.differ:
        said.append(tr("differ: {0}").format(counts.differ))
    return PARTED.join(said)


def _scheme_line(scheme: SchemeTally, detail: str) -> Line:
    counts = scheme.counts
    return Line(
        Kind.SCHEME,
        scheme.scheme,
        scheme.name,
        detail,
        went=((CLASSIFIED, counts.classified), *_why_none(counts)),
        not_classified=counts.not_classified,
    )


def _why_none(counts: ClassCounts) -> Sequence[Part]:
    return (
        (NOT_CLASSIFIED, counts.not_classified),
        (Status.NOT_ASKED, counts.not_asked),
        (Status.TOO_LITTLE, counts.too_little_information),
        (Status.PENDING, counts.pending),
        (Status.NO_DATA, counts.no_data),
    )


def _category_line(
    scheme: SchemeTally,
    row: CategoryRow,
    keys: Mapping[Guid, str],
    sheet: TallySheet,
    wishes: Wishes,
    intervals: bool,
) -> Line:
    return Line(
        Kind.CATEGORY,
        row.category,
        row.name,
        key=keys.get(row.category, ""),
        figure=_figure(row.n, row.of, row.interval, wishes, intervals=intervals),
        groups={g: _figure(n, of, None, wishes, intervals=False) for g, (n, of) in row.groups.items()},
        sentence=sheet.sentences.get(row.category, ""),
        scheme=scheme.scheme,
    )
