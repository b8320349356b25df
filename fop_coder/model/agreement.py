"""Agreement between coders as values: what a page, a table or an export shows, with reasons and cautions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Measure(StrEnum):
    """What is measured; the values are the names under which programs find the figures."""

    PERCENT = "percent_agreement"
    ALPHA = "krippendorff_alpha"
    AC1 = "gwet_ac1"
    POSITIVE = "positive_agreement"
    NEGATIVE = "negative_agreement"
    COHEN = "cohen_kappa"
    COHEN_MAX = "cohen_kappa_max"
    LIGHT = "light_kappa"
    SCOTT = "scott_pi"
    FLEISS = "fleiss_kappa"
    BRENNAN_PREDIGER = "brennan_prediger"
    PREVALENCE = "prevalence_index"
    BIAS = "bias_index"
    UNITIZED = "unitized_alpha"


SHOWN_FIRST = (Measure.PERCENT, Measure.ALPHA, Measure.AC1, Measure.POSITIVE, Measure.NEGATIVE)
"""What stands first, beside the counts; the rest is shown when asked for."""

LABELS: Mapping[Measure, str] = {
    Measure.PERCENT: "Percent agreement",
    Measure.ALPHA: "Krippendorff's alpha",
    Measure.AC1: "Gwet's AC1",
    Measure.POSITIVE: "Agreement on yes",
    Measure.NEGATIVE: "Agreement on no",
    Measure.COHEN: "Cohen's kappa",
    Measure.COHEN_MAX: "Greatest kappa these totals allow",
    Measure.LIGHT: "Mean pairwise kappa (Light 1971)",
    Measure.SCOTT: "Scott's pi",
    Measure.FLEISS: "Fleiss' kappa",
    Measure.BRENNAN_PREDIGER: "Brennan and Prediger's kappa",
    Measure.PREVALENCE: "Prevalence index",
    Measure.BIAS: "Bias index",
    Measure.UNITIZED: "Krippendorff's u-alpha (yes/no)",
}
"""How the measures are called in sentences and headings."""

SOURCES: Mapping[Measure, str] = {
    Measure.PERCENT: "share of pairs of coders who agree, averaged over units (Fleiss 1971; Gwet 2014)",
    Measure.ALPHA: "nominal alpha, 1 - Do/De (Krippendorff 2011, 2019)",
    Measure.AC1: "AC1, its standard error from units with n - 1 (Gwet 2008, 2014)",
    Measure.POSITIVE: "2a / (2a + b + c) (Cicchetti and Feinstein 1990)",
    Measure.NEGATIVE: "2d / (2d + b + c) (Cicchetti and Feinstein 1990)",
    Measure.COHEN: "kappa (Cohen 1960), its standard error after Fleiss, Cohen and Everitt (1969)",
    Measure.COHEN_MAX: "the kappa if the coders agreed as often as their totals allow (Cohen 1960)",
    Measure.LIGHT: "mean of the kappas of all pairs of coders (Light 1971)",
    Measure.SCOTT: "pi (Scott 1955)",
    Measure.FLEISS: "kappa of many coders (Fleiss 1971), with missing values after Gwet (2014)",
    Measure.BRENNAN_PREDIGER: "chance is 1 / number of categories (Brennan and Prediger 1981); of yes and no, PABAK",
    Measure.PREVALENCE: "(a - d) / n (Byrt, Bishop and Carlin 1993)",
    Measure.BIAS: "(b - c) / n (Byrt, Bishop and Carlin 1993)",
    Measure.UNITIZED: "u-alpha of coded and not coded text (Krippendorff, Mathet, Bouvry and Widlöcher 2016)",
}
"""The definition of each measure with where it was published, for exports."""

Interval = tuple[float, float]

RESAMPLES = 2_000
SEED = 1
"""Of the resampling, unless others are asked for; both are always told."""


@dataclass(frozen=True, slots=True)
class Band:
    """What a scale of words calls a coefficient: the coefficient itself, and the lower limit of its interval."""

    scale: str
    point: str
    lower: str


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One figure, or the reason why there is none.

    Attributes:
        value: None where it is not defined.
        reason: why it is not defined; '' where it is.
        caution: what must be known when reading the value; '' for nothing.
        standard_error: of a large sample; None where there is none or it would mislead.
        large_sample: the 95 % interval that follows from it, clipped to -1 and 1.
        interval: the 95 % percentile bootstrap interval.
        undefined_share: of the resamples, those in which it was not defined and which were dropped.
        bands: what scales of words call it, where one was made for it and there are units enough.
    """

    value: float | None
    reason: str = ""
    caution: str = ""
    standard_error: float | None = None
    large_sample: Interval | None = None
    interval: Interval | None = None
    undefined_share: float | None = None
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class CategoryAgreement:
    """Agreement on one category against all others.

    Attributes:
        agreement: of a coder's choices of it, the share that another coder shares.
        kappa: Fleiss' kappa of this category against the rest.
        given: how often it was given by each coder, over the units compared.
    """

    category: str
    agreement: Coefficient
    kappa: Coefficient
    given: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two of several coders, over the units that both of them coded."""

    first: str
    second: str
    units: int
    percent: Coefficient
    kappa: Coefficient


@dataclass(frozen=True, slots=True)
class Agreement:
    """All figures of one code, of a whole table, or pooled over codes.

    Attributes:
        code: the code's short name; '' for a whole table and for what is pooled.
        name: of the code, or in words what this is of.
        units: compared: those with a value by two coders or more.
        left_out: units with fewer values than that, those without any among them.
        lacking: coder → units without a value by them.
        drawn: how many respondents, documents or units the resamples draw from.
        table: of two coders, how often the first (rows) and the second (columns) gave each pair of categories, in the
            order of the report's categories; None for more coders.
        notes: in words: why a figure is not defined, what to bear in mind with another, what was left out.
    """

    code: str
    name: str
    units: int
    left_out: int
    lacking: Mapping[str, int]
    drawn: int
    table: tuple[tuple[int, ...], ...] | None
    coefficients: Mapping[Measure, Coefficient]
    categories: tuple[CategoryAgreement, ...] = ()
    pairs: tuple[PairAgreement, ...] = ()
    notes: tuple[str, ...] = ()

    def value(self, measure: Measure) -> float | None:
        """Return a figure; None where it is not defined, or does not belong to this comparison."""
        found = self.coefficients.get(measure)
        return found.value if found else None


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """Agreement of some coders at one level.

    Attributes:
        level: respondent, classification, character, turn, sentence; or ratings, for a table from elsewhere.
        unit: what is compared, as a word for one of it ("respondent").
        drawn: what the resamples draw, as a word for one of it ("document").
        categories: all that were possible, used or not.
        yes: the category that means yes; '' where the categories are not yes and no.
        rows: one per code; none for a table from elsewhere.
        overall: pooled over codes, or of the table as a whole.
        seed: of the resampling.
        notes: on how the material was read.
        stage: whether it was told before or after discussion, see ``Stage``; '' for a table from elsewhere.
    """

    level: str
    unit: str
    drawn: str
    coders: tuple[str, ...]
    categories: tuple[str, ...]
    yes: str
    rows: tuple[Agreement, ...]
    overall: Agreement
    resamples: int
    seed: int
    notes: tuple[str, ...] = ()
    stage: str = ""


@dataclass(frozen=True, slots=True)
class MatchCounts:
    """How two coders' passages of one code, or of all, fit together. Each coder's own that overlap count as one.

    Attributes:
        code: the code's short name; '' for what is pooled.
        first, second: passages of each coder.
        matched: pairs that overlap enough.
        overlapping: places where one passage of each overlap, but not enough.
        split: places where passages overlap otherwise, one of them several, and some are left without a match.
        missed_by_first: passages of the second with which none of the first overlaps; ``missed_by_second``: likewise.
    """

    code: str
    name: str
    first: int
    second: int
    matched: int
    split: int
    overlapping: int
    missed_by_first: int
    missed_by_second: int

    @property
    def f1(self) -> float | None:
        """2 × matched / passages of both, the harmonic mean of precision and recall; None where there is no passage.

        It is Dice's coefficient (1945) of passages, the same whoever is called first.
        """
        passages = self.first + self.second
        return 2 * self.matched / passages if passages else None


@dataclass(frozen=True, slots=True)
class MatchTable:
    """How the passages of two coders fit together, by code and pooled.

    Attributes:
        coders: the two.
        threshold: from which overlap on two passages match: characters of both / characters of either.
        documents: how many both have finished.
    """

    coders: tuple[str, str]
    threshold: float
    documents: int
    rows: tuple[MatchCounts, ...]
    overall: MatchCounts


@dataclass(frozen=True, slots=True)
class Rating:
    """One line of a table of ratings; ``value`` is '' where it is missing. ``row`` is its number in the file."""

    row: int
    unit: str
    coder: str
    value: str


@dataclass(frozen=True, slots=True)
class RatingsTable:
    """A table of ratings as read: spellings brought together, each unit rated once by each coder at most.

    Attributes:
        source: the file's name.
        units, coders: in the order in which they first appear.
        notes: what the user should know about the reading.
    """

    source: str
    units: tuple[str, ...]
    coders: tuple[str, ...]
    ratings: tuple[Rating, ...]
    notes: tuple[str, ...] = field(default=())
