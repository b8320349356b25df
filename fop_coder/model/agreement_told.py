"""Agreement as an export tells it: reports of now and of record, differences with how they were settled, the method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ToldAgreement:
    """One report, of now or of record.

    Attributes:
        told: when it was told and of what ("independent codings", "on record before discussion, 2026-05-03").
        round: name of the round it is of, '' for all double-coded documents.
        report: the JSON types that ``agreement --json`` prints.
    """

    told: str
    round: str
    report: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """A difference between coders.

    Attributes:
        coders: those compared, in order.
        over: passage, boundary, status or class.
        code, name: short name and name of the code or scheme.
        start, end: code points into the document's text, half-open; None where it is over a respondent.
        said, memos: coder → words of their passages, status or class; their memos or reasons.
        settled: how, in words; '' as long as it is open.
        settled_to: the words, status or class of the consensus.
        by, at: who settled it and when.
        reason: why they had differed; ``note``: in their own words.
    """

    coders: tuple[str, ...]
    over: str
    document: str
    respondents: tuple[str, ...]
    code: str
    name: str
    start: int | None
    end: int | None
    said: Mapping[str, str]
    memos: Mapping[str, str]
    settled: str = ""
    settled_to: str = ""
    by: str = ""
    at: str = ""
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MethodParagraph:
    """A paragraph for the method section of a report.

    Attributes:
        parts: name of each part → its sentences, in order; those with nothing to say are not there.
        missing: what only people know and nobody has said yet, as it stands in the text ("[role of Tom Birch]").
    """

    parts: Mapping[str, str]
    missing: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole paragraph, in one line."""
        return " ".join(self.parts.values())


@dataclass(frozen=True, slots=True)
class AgreementContents:
    """What an export says of agreement.

    Attributes:
        told: those of now first.
        method: of the first comparison.
        hidden: says which differences are left out, as their reader codes blind; '' for none.
    """

    told: tuple[ToldAgreement, ...]
    disagreements: tuple[DisagreementRow, ...]
    method: MethodParagraph
    hidden: str = ""
