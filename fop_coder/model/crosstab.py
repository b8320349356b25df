"""Cross-tables as values: any two things known of respondents against one another, with everybody who was left out."""

from __future__ import annotations

from dataclasses import dataclass

from fop_coder.model.tally import Base

Labels = tuple[str, ...]
"""Labels of respondents, in their order."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One side of a cross-table.

    Attributes:
        name: of the code, scheme, band, attribute, instrument, or "document kind".
        kind: which of these it is; ident: its short name, '' where it has none.
        values: what is counted, in order; left_out: why others are not, in order. Together they hold the sample.
    """

    name: str
    kind: str
    ident: str
    values: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """All lines of the table: what is counted, then what is left out."""
        return self.values + self.left_out


@dataclass(frozen=True, slots=True)
class Association:
    """A test of whether two sides of a table go together.

    Attributes:
        test: its name; ``method``: how it was computed, one clause.
        n: respondents tested.
        p: two-sided; None where nothing can be tested, as ``notes`` then say.
        statistic: the sample odds ratio of Fisher's test (None where infinite), or chi-square.
        degrees: of freedom, of chi-square.
        cramers_v: strength of the association, from 0 to 1; None where not defined.
        smallest_expected: the smallest expected count.
        notes: why there is nothing to test, or why the result is not to be relied on.
        sentence: what it says, '' where it says nothing; ``assumption``: what must hold for it.
    """

    test: str
    method: str
    n: int
    p: float | None = None
    statistic: float | None = None
    degrees: int | None = None
    cramers_v: float | None = None
    smallest_expected: float | None = None
    notes: tuple[str, ...] = ()
    sentence: str = ""
    assumption: str = ""


@dataclass(frozen=True, slots=True)
class Crosstab:
    """A sample divided twice.

    Attributes:
        people: respondents by row and column, in the order of ``labels`` of both sides: they make up the sample.
        test: None where none was asked for.
    """

    base: Base
    rows: Axis
    columns: Axis
    people: tuple[tuple[Labels, ...], ...]
    test: Association | None = None

    @property
    def counts(self) -> tuple[tuple[int, ...], ...]:
        """How many are counted on both sides, by row and column."""
        across = len(self.columns.values)
        return tuple(tuple(map(len, row[:across])) for row in self.people[: len(self.rows.values)])

    @property
    def row_totals(self) -> tuple[int, ...]:
        """How many of each row are counted on both sides."""
        return tuple(map(sum, self.counts))

    @property
    def column_totals(self) -> tuple[int, ...]:
        """How many of each column are counted on both sides."""
        return tuple(sum(row[column] for row in self.counts) for column in range(len(self.columns.values)))

    @property
    def counted(self) -> int:
        """How many are counted on both sides."""
        return sum(self.row_totals)

    @property
    def row_sizes(self) -> tuple[int, ...]:
        """How many of the sample each line has, also what is left out: what a tally says of the rows."""
        return tuple(sum(map(len, row)) for row in self.people)

    @property
    def column_sizes(self) -> tuple[int, ...]:
        """How many of the sample each column has, also what is left out: what a tally says of the columns."""
        return tuple(sum(len(row[column]) for row in self.people) for column in range(len(self.columns.labels)))

    def expected(self, row: int, column: int) -> float | None:
        """Return how many a cell would have if the sides had nothing to do with one another; None if nobody counts."""
        return self.row_totals[row] * self.column_totals[column] / self.counted if self.counted else None

    def left_out(self) -> list[tuple[str, str, Labels]]:
        """Return the cells of those who are not counted on both sides: row, column, who; empty ones are skipped."""
        down, across = len(self.rows.values), len(self.columns.values)
        return [
            (row_label, column_label, self.people[row][column])
            for row, row_label in enumerate(self.rows.labels)
            for column, column_label in enumerate(self.columns.labels)
            if (row >= down or column >= across) and self.people[row][column]
        ]


@dataclass(frozen=True, slots=True)
class SeenOnce:
    """A respondent counted at one time only: when, as what, and why not at the other."""

    respondent: str
    at: str
    value: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Moves:
    """What became of the same respondents between two occasions.

    Attributes:
        of: name of what is looked at.
        table: rows are the first occasion, columns the second; those counted at both stand in its cells.
        stayed, moved: how many of them have the same at both, and how many another.
        once: those counted at one time only; never: (who, why not first, why not then) of those counted at neither.
    """

    of: str
    table: Crosstab
    first: str
    then: str
    stayed: int
    moved: int
    once: tuple[SeenOnce, ...]
    never: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """How two codes meet in the sample. Both, one, the other, neither and left out make up the sample.

    Attributes:
        row, column: short names of the codes.
        both, row_only, column_only, neither: respondents counted on both codes.
        left_out: respondents not counted on one of them.
        together: of ``both``, those with passages of the two that overlap; None unless passages were asked for.
        places: pairs of overlapping passages behind ``together``.
    """

    row: str
    column: str
    both: Labels
    row_only: int
    column_only: int
    neither: int
    left_out: Labels
    together: Labels | None = None
    places: int | None = None

    @property
    def of(self) -> int:
        """How many are counted on both codes."""
        return len(self.both) + self.row_only + self.column_only + self.neither

    @property
    def n(self) -> int:
        """How many the codes meet in: respondents who referred to both, or in whose passages they overlap."""
        return len(self.both if self.together is None else self.together)


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """Codes against codes.

    Attributes:
        within: "respondent" or "passage".
        codes: (short name, name) in the order of the codebook.
        pairs: by row and column; on the diagonal a code meets itself.
    """

    base: Base
    within: str
    codes: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[Pair, ...], ...]


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A rank correlation; ``value`` and ``interval`` None where not defined; ``p`` two-sided."""

    name: str
    value: float | None
    interval: tuple[float, float] | None
    p: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """One respondent with two numbers."""

    respondent: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Correlation:
    """Numbers against numbers.

    Attributes:
        x, y: names of the numbers.
        points: those counted, in the order of labels.
        left_out: respondent → why, in the order of labels; with ``points`` they make up the sample.
        notes: why something is not defined, or not to be relied on.
        sentence: what the test says; '' where none was asked for or possible. ``assumption``: what must hold for it.
    """

    base: Base
    x: str
    y: str
    points: tuple[Point, ...]
    left_out: tuple[tuple[str, str], ...]
    coefficients: tuple[Coefficient, ...]
    notes: tuple[str, ...] = ()
    sentence: str = ""
    assumption: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """How numbers lie in a group; all but ``group``, ``n`` and ``left_out`` None where nobody has a number.

    Attributes:
        left_out: how many have none.
        quartiles: the lower and the upper, by linear interpolation.
    """

    group: str
    n: int
    left_out: int
    lowest: float | None = None
    highest: float | None = None
    mean: float | None = None
    median: float | None = None
    quartiles: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One respondent's number, or why there is none ('' where there is). ``documents``: theirs in scope."""

    respondent: str
    value: float | None
    why: str
    documents: int


@dataclass(frozen=True, slots=True)
class NumberTable:
    """A number of everybody in a sample, and how it lies in each group.

    Attributes:
        codes: names of the codes counted, where the number is one of distinct codes.
        spreads: of the whole sample first, then of each group.
    """

    base: Base
    name: str
    kind: str
    codes: tuple[str, ...]
    rows: tuple[NumberRow, ...]
    spreads: tuple[Spread, ...]
