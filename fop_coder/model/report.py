"""What a report is made of: passages starred as quotable, its items in order, and figures frozen at some moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from fop_coder.model.base import Guid, check, check_guid, check_json, check_name


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of a document that is left out of a quotation, in code points, half-open."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Check the fields."""
        check(0 <= self.start < self.end, f"what is left out cannot run from {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage starred as quotable; at most one for each coding.

    Attributes:
        coding: the passage. One whose coding is gone counts for nothing, and comes back when that is undone.
        by: the coder who starred it.
        left_out: what is left out of its words, in the order of the text, not overlapping.
        note: why, or what for.
        at: moment it was starred, ISO 8601.
    """

    guid: Guid
    coding: Guid
    by: Guid
    left_out: tuple[LeftOut, ...] = ()
    note: str = ""
    at: str = ""

    def __post_init__(self) -> None:
        """Check the fields; whether what is left out lies within the passage is checked where the passage is known."""
        for guid in (self.guid, self.coding, self.by):
            check_guid(guid, "quotation")
        in_order = all(one.end <= other.start for one, other in pairwise(self.left_out))
        check(in_order, "what is left out of a quotation is not in order, or overlaps")


class ReportKind(StrEnum):
    """What an item of a report is."""

    HEADING = "heading"
    TEXT = "text"
    SENTENCE = "sentence"
    TABLE = "table"
    CHART = "chart"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One item of the report that is put together in a project.

    Attributes:
        position: its place, from the top; equal ones stand in the order in which they were added.
        by: the coder who put it in last.
        text: a heading, written text or a sentence as it was put in; of the others, a caption or ''.
        about: the coding of a quotation, None for all others; it may be gone.
        asked: JSON of the question that a sentence, table or chart was made from, '' for none.
        figures: JSON of the figures that it was made from, so that it can be told when they change; '' for none.
        at: ISO 8601.
    """

    guid: Guid
    kind: ReportKind
    position: int
    by: Guid
    text: str = ""
    about: Guid | None = None
    asked: str = ""
    figures: str = ""
    at: str = ""

    def __post_init__(self) -> None:
        """Check the fields."""
        for guid in (self.guid, self.by):
            check_guid(guid, "item of a report")
        is_quotation = self.kind is ReportKind.QUOTATION
        check((self.about is not None) == is_quotation, "quotations of a report are about a passage, nothing else is")
        if self.about is not None:
            check_guid(self.about, "item of a report")
        check_json(self.asked, "question of an item")
        check_json(self.figures, "figures of an item")


@dataclass(frozen=True, slots=True)
class FrozenFigures:
    """Figures as they were at some moment, to be compared with those of later.

    Attributes:
        name: no two are called the same.
        asked: JSON of the question; '' for the project's own.
        figures: JSON of the answer.
        version: number of the codebook's version.
        by: the coder who froze them; ``at``: when, ISO 8601.
    """

    guid: Guid
    name: str
    asked: str
    figures: str
    version: int
    by: Guid
    at: str

    def __post_init__(self) -> None:
        """Check the fields."""
        for guid in (self.guid, self.by):
            check_guid(guid, "frozen figures")
        check_name(self.name, "frozen figures")
        check_json(self.asked, "question of frozen figures")
        check_json(self.figures, "frozen figures")
        check(self.figures != "", "there are no figures to freeze", where=self.name)
