"""The Change: the only way a project is edited. Its inverse swaps what was removed and what was added."""

from __future__ import annotations

from dataclasses import dataclass

from fop_coder.model.base import Guid, check
from fop_coder.model.codebook import Band, Code, CodebookVersion, Instrument, Scheme
from fop_coder.model.coding import Classification, Coding, GuideQuestion, Mark, Memo, NamedFilter
from fop_coder.model.documents import Assignment, Document, Finish, Speaker, Text, TurnList
from fop_coder.model.matrix import Summary
from fop_coder.model.people import Attribute, AttributeValue, Case, Coder, KeptName, Respondent, Settings
from fop_coder.model.report import FrozenFigures, Quotation, ReportItem
from fop_coder.model.second_coding import KeptAgreement, Pack, PackOrigin, Round, Settlement

Value = (
    Settings
    | Coder
    | CodebookVersion
    | Code
    | Scheme
    | Instrument
    | Band
    | Respondent
    | Attribute
    | AttributeValue
    | Document
    | Speaker
    | TurnList
    | Assignment
    | Finish
    | Coding
    | Classification
    | Mark
    | Memo
    | NamedFilter
    | Round
    | Pack
    | PackOrigin
    | Settlement
    | KeptAgreement
    | Summary
    | Case
    | KeptName
    | GuideQuestion
    | Quotation
    | ReportItem
    | FrozenFigures
)
"""Everything that a project keeps and a Change can add or remove."""

KINDS: tuple[type[Value], ...] = (
    Coder,
    Settings,
    CodebookVersion,
    Code,
    Scheme,
    Instrument,
    Band,
    Respondent,
    Attribute,
    AttributeValue,
    Document,
    Speaker,
    TurnList,
    Assignment,
    Finish,
    Coding,
    Classification,
    Mark,
    Memo,
    NamedFilter,
    Round,
    Pack,
    PackOrigin,
    Settlement,
    KeptAgreement,
    Summary,
    Case,
    KeptName,
    GuideQuestion,
    Quotation,
    ReportItem,
    FrozenFigures,
)
"""All kinds in an order in which they can be added: what a kind refers to stands before it."""

_NOT_FOLLOWING = "two changes do not follow from one another"


@dataclass(frozen=True, slots=True)
class Change:
    """One edit, with everything that it takes away and puts in.

    A value that stands in both with the same GUID is replaced.

    Attributes:
        label: what the user did, in their words ("Code planning on KC01"); shown by undo and in the history.
        removed: values as they are now; ``project.apply`` refuses if they are not.
        added: values as they shall be.
        texts: texts that added documents refer to; kept once, never taken out by undo.
    """

    label: str
    removed: tuple[Value, ...] = ()
    added: tuple[Value, ...] = ()
    texts: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        """Check that no value stands twice on one side."""
        check(self.label.strip() != "", "a change needs a label")
        for side in (self.removed, self.added):
            check(len({(type(v), v.guid) for v in side}) == len(side), f"a change names a value twice ({self.label})")

    @property
    def inverse(self) -> Change:
        """The Change that takes this one back."""
        return Change(self.label, removed=self.added, added=self.removed)

    @property
    def kinds(self) -> frozenset[type[Value]]:
        """The kinds of values that it touches; views that show none of them need not ask again."""
        return frozenset(map(type, self.removed)) | frozenset(map(type, self.added))

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return not self.removed and not self.added

    def joined(self, other: Change, label: str = "") -> Change:
        """Return one Change that does this, then the other; what the first adds and the second removes falls away."""
        added = {(type(v), v.guid): v for v in self.added}
        removed = {(type(v), v.guid): v for v in self.removed}
        for value in other.removed:
            key = (type(value), value.guid)
            if key in added:
                check(added.pop(key) == value, _NOT_FOLLOWING)
            else:
                check(removed.setdefault(key, value) == value, _NOT_FOLLOWING)
        for value in other.added:
            check(added.setdefault((type(value), value.guid), value) == value, _NOT_FOLLOWING)
        same = [key for key, value in added.items() if removed.get(key) == value]
        for key in same:
            del added[key], removed[key]
        texts = {t.sha256: t for t in (*self.texts, *other.texts)}
        return Change(label or self.label, tuple(removed.values()), tuple(added.values()), tuple(texts.values()))


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One row of the history.

    Attributes:
        number: counted from 1, without gaps.
        at: ISO 8601.
        coder: GUID of who acted.
        undoes: number of the entry that this one takes back, if it is an undo.
        label, removed, added: from the Change; None where the payload was erased.
    """

    number: int
    at: str
    coder: Guid
    undoes: int | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One row of the history without its values, for lists.

    Attributes:
        undone_by: number of the entry that takes this one back.
        label: what was done, None where the payload was erased.
        kinds: names of the kinds of values that it touched.
    """

    number: int
    at: str
    coder: Guid
    undoes: int | None
    undone_by: int | None
    label: str | None
    kinds: frozenset[str]
