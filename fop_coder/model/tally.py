"""Tallies as values: what a table shows, ready for the command line, the window and every export alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fop_coder.model.base import Guid
from fop_coder.model.status import Status


@dataclass(frozen=True, slots=True)
class Counts:
    """How many respondents have each status. The six statuses add up to the sample (or the group).

    Attributes:
        criteria_met: of the referred, those who meet the code's criteria rule; None where the code has no rule.
        pending_coded: of the pending, those already coded.
        unprompted: of the referred, those marked as not asked.
        differ: respondents on whom the view's coders differ; None in a view of one coder.
        interval: Wilson 95 % interval of the share; None where ``of`` is 0.
    """

    referred: int
    not_referred: int
    not_asked: int
    too_little_information: int
    no_data: int
    pending: int
    criteria_met: int | None = None
    pending_coded: int = 0
    unprompted: int = 0
    differ: int | None = None
    interval: tuple[float, float] | None = None

    @property
    def n(self) -> int:
        """How many referred."""
        return self.referred

    @property
    def of(self) -> int:
        """N: those who referred and those who did not."""
        return self.referred + self.not_referred

    @property
    def share(self) -> float | None:
        """n / N, None where N is 0."""
        return self.referred / self.of if self.of else None

    @property
    def total(self) -> int:
        """All six statuses together: the size of the sample."""
        return self.of + self.not_asked + self.too_little_information + self.no_data + self.pending


@dataclass(frozen=True, slots=True)
class Flow:
    """From interviewed to analysed: who is outside every sample, and who outside this one."""

    interviewed: int
    withdrawn: int
    unusable: int
    filtered_out: int
    analysed: int


@dataclass(frozen=True, slots=True)
class Base:
    """What a figure is over.

    Attributes:
        respondents: size of the sample.
        sample: the filter as written, '' for everybody.
        scope: the filter over documents as written, '' for all.
        view: a coder's name, or "consensus", "either", "both".
        view_note: for views of several coders, what they rest on ("5 double-coded, 20 single-coded").
        coders: names of the coders whose work is looked at.
        chosen: how the respondents were chosen; intervals are shown only for ``random`` unless asked for.
        by: name of the attribute or scheme that divides the sample, None where nothing does.
        group_sizes: respondents per group, in the order of columns.
        hidden: groups whose figures are hidden before publication; they are in no row's groups.
        hidden_because: which and why, in sentences; '' where none is.
    """

    respondents: int
    sample: str
    scope: str
    view: str
    view_note: str
    coders: tuple[str, ...]
    chosen: str
    flow: Flow
    by: str | None = None
    group_sizes: Mapping[str, int] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    hidden_because: str = ""


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One code's line. ``depth``: how many codes stand above it. ``sentence``: for the report, '' while pending."""

    code: Guid
    ident: str
    name: str
    depth: int
    counts: Counts
    groups: Mapping[str, Counts]
    criteria_word: str
    sentence: str
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """n of N for every code."""

    base: Base
    rows: tuple[TallyRow, ...]


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One category's line: ``n`` classified so, of ``of`` classified at all; groups hold (n, of)."""

    category: Guid
    ident: str
    name: str
    n: int
    of: int
    groups: Mapping[str, tuple[int, int]]
    interval: tuple[float, float] | None = None

    @property
    def share(self) -> float | None:
        """n / N, None where N is 0."""
        return self.n / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class ClassCounts:
    """Those of a sample (or group) without a class, and why; with the classified they add up."""

    classified: int
    not_classified: int
    not_asked: int
    too_little_information: int
    no_data: int
    pending: int
    pending_classified: int = 0

    @property
    def total(self) -> int:
        """The size of the sample."""
        unclassified = self.not_classified + self.not_asked + self.too_little_information
        return self.classified + unclassified + self.no_data + self.pending


@dataclass(frozen=True, slots=True)
class SchemeTally:
    """Categories of one scheme, and everybody who has none."""

    base: Base
    scheme: Guid
    ident: str
    name: str
    rows: tuple[CategoryRow, ...]
    counts: ClassCounts
    groups: Mapping[str, ClassCounts]


CONSENSUS_OF = "consensus ("
"""What stands for the coder of a passage of the consensus begins so; the coders follow."""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage with everything that says whose and where it is.

    Attributes:
        coding: GUID, of a coding or of a passage of the consensus.
        coder: a name; for passages of the consensus ``CONSENSUS_OF`` and the names.
        respondents: labels of those it counts for, sorted; empty: "not counted".
        speakers: labels of the speakers on whose turns it lies.
        start, end: code points into the document's text, half-open.
        criteria: names of the criteria met.
        discussed: made after discussion, when its coder could see another's coding.
    """

    coding: Guid
    respondents: tuple[str, ...]
    document: str
    speakers: tuple[str, ...]
    text: str
    code: str
    code_name: str
    coder: str
    criteria: tuple[str, ...]
    memo: str
    start: int
    end: int
    discussed: bool = False


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One respondent's line in the table of respondents × codes.

    Attributes:
        attributes: attribute name → value as written.
        classes: scheme name → category name, or why there is none.
        statuses: code ident → status; met: code idents whose criteria rule is met.
        unprompted: code idents that they referred to although marked as not asked.
        coded: code idents pending for them of which they have a passage already.
        differ: code idents on which the view's coders do not agree about them.
        classified: names of schemes pending for them in which they have a class already.
        groups: what divides a tally → the group that they are in.
    """

    respondent: str
    attributes: Mapping[str, str]
    classes: Mapping[str, str]
    statuses: Mapping[str, Status]
    met: frozenset[str]
    unprompted: frozenset[str] = frozenset()
    coded: frozenset[str] = frozenset()
    differ: frozenset[str] = frozenset()
    classified: frozenset[str] = frozenset()
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the card "why this N?": a status, who (labels), the sentence that explains it, and how many.

    There may be more than are named: who is looking may not see everything yet.
    """

    status: str
    respondents: tuple[str, ...]
    sentence: str
    n: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found. ``where``: "turn" or "memo"; start and end are code points into the document's text (or memo).

    Attributes:
        about: what a memo is on: the GUID of the passage, document, respondent or code; None for the project.
        kind: "passage", "document", "respondent", "code" or "project"; '' for a turn.
    """

    where: str
    document: str
    document_guid: Guid | None
    start: int
    end: int
    text: str
    before: str
    after: str
    speaker: str = ""
    role: str = ""
    respondent: str = ""
    about: Guid | None = None
    kind: str = ""
