"""What a disclosure check finds: what in an export could tell who somebody is, or what one person said.

The rules are those of statistical disclosure control: a smallest number of respondents behind a figure, and a second
cell hidden where totals would give the first away (Cox 1980, Suppression methodology and statistical disclosure
control, JASA 75; Willenborg and de Waal 2001, Elements of statistical disclosure control; Hundepool and others 2012,
Statistical disclosure control), few who share a combination of attributes (k-anonymity: Sweeney 2002).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

SMALLEST = 5
"""Groups of fewer respondents are small unless another number is given."""


class Concern(StrEnum):
    """What kind of thing was found, the gravest first."""

    NAME = "name"
    DO_NOT_QUOTE = "do not quote"
    LINES = "lines of respondents"
    SMALL_GROUP = "small group"
    ALL_OR_NOBODY = "everybody or nobody"
    SMALL_COUNT = "small count"
    COMBINATION = "combination of attributes"
    BALANCE = "balance of quotations"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at before an export leaves; ``where``: the table, passage or code that it stands in."""

    concern: Concern
    sentence: str
    where: str


@dataclass(frozen=True, slots=True)
class Balance:
    """From whom quotations come.

    Attributes:
        passages: how many there are; one that counts for two people is one passage.
        respondents: label → passages, the most first.
        groups: what divides the sample → its groups → (passages, respondents of the group).
    """

    passages: int
    respondents: Mapping[str, int]
    groups: Mapping[str, Mapping[str, tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class DisclosureReport:
    """What the check of an export found. ``smallest``: groups of fewer respondents counted as small."""

    smallest: int
    findings: tuple[Finding, ...]
    balance: Balance

    @property
    def names(self) -> tuple[Finding, ...]:
        """The names to keep out that were found."""
        return tuple(f for f in self.findings if f.concern is Concern.NAME)
