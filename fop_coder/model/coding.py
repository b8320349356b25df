"""What coders say: passages coded, respondents classified, marks set, memos written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fop_coder.model.base import Guid, check, check_guid, check_name, check_reference
from fop_coder.model.errors import ValueRefused


@dataclass(frozen=True, slots=True)
class Coding:
    """One passage × one code × one coder.

    Attributes:
        start: first character, in code points into the document's text.
        end: one past the last (half-open).
        criteria: GUIDs of the code's criteria that the passage meets, sorted.
        at: moment it was made, ISO 8601.
        discussed: made or moved when its coder could see what another coder had made of the document, so that it is no
            independent coding; agreement leaves it out unless told otherwise.
    """

    guid: Guid
    document: Guid
    start: int
    end: int
    code: Guid
    coder: Guid
    criteria: tuple[Guid, ...] = ()
    memo: str = ""
    at: str = ""
    discussed: bool = False

    def __post_init__(self) -> None:
        """Check the fields; whether the passage lies within the text is checked where the text is known."""
        check_guid(self.guid, "coding")
        for guid in (self.document, self.code, self.coder):
            check_reference(guid, "coding")
        start, end = self.start, self.end  # a screen of codings is thousands: nothing is worded unless it is wrong
        if not (isinstance(start, int) and isinstance(end, int)):
            raise ValueRefused("a passage's ends must be whole numbers")
        if not 0 <= start < end:
            raise ValueRefused(f"a passage cannot run from {start} to {end}")
        if len(self.criteria) > 1:
            distinct = list(self.criteria) == sorted(set(self.criteria))
            check(distinct, "the criteria of a coding are not sorted or not distinct")


@dataclass(frozen=True, slots=True)
class Classification:
    """The category of a scheme that a coder gives a respondent, for one occasion ('' for all), with the reason."""

    guid: Guid
    respondent: Guid
    scheme: Guid
    category: Guid
    coder: Guid
    because: str = ""
    occasion: str = ""

    def __post_init__(self) -> None:
        """Check the fields."""
        for guid in (self.guid, self.respondent, self.scheme, self.category, self.coder):
            check_guid(guid, "classification")


class MarkKind(StrEnum):
    """Why a respondent cannot be counted on a code or scheme."""

    NOT_ASKED = "not-asked"
    TOO_LITTLE = "too-little-information"


@dataclass(frozen=True, slots=True)
class Mark:
    """A coder's mark on a respondent for a code or a scheme (``about`` is its GUID), with the reason."""

    guid: Guid
    respondent: Guid
    about: Guid
    coder: Guid
    kind: MarkKind
    because: str = ""

    def __post_init__(self) -> None:
        """Check the fields."""
        for guid in (self.guid, self.respondent, self.about, self.coder):
            check_guid(guid, "mark")


class MemoOn(StrEnum):
    """What a memo is about; memos on passages stand with their coding."""

    PROJECT = "project"
    DOCUMENT = "document"
    RESPONDENT = "respondent"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Memo:
    """A coder's note on a document, respondent, code or the project (``about`` is its GUID)."""

    guid: Guid
    on: MemoOn
    about: Guid
    coder: Guid
    text: str
    at: str = ""

    def __post_init__(self) -> None:
        """Check the fields."""
        for guid in (self.guid, self.about, self.coder):
            check_guid(guid, "memo")
        check(self.text.strip() != "", "a memo is empty")


class FilterOver(StrEnum):
    """What a named filter selects."""

    RESPONDENTS = "respondents"
    DOCUMENTS = "documents"
    VIEWS = "views"

    @property
    def word(self) -> str:
        """What one of them is called."""
        return _FILTER_WORDS[self]


_FILTER_WORDS = {FilterOver.RESPONDENTS: "sample", FilterOver.DOCUMENTS: "scope", FilterOver.VIEWS: "view"}


@dataclass(frozen=True, slots=True)
class NamedFilter:
    """A sample (a filter over respondents), a scope (over documents) or a view kept under a name.

    ``filter``: as written; of a view, its words ("consensus", "both of Ann, Ben").
    """

    guid: Guid
    over: FilterOver
    name: str
    filter: str

    def __post_init__(self) -> None:
        """Check the fields; the filter itself is read by ``parse_filter``."""
        check_guid(self.guid, "filter")
        check_name(self.name, "filter")


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """A question of the topic guide, and the codes that it asks about.

    Attributes:
        position: its place in the guide.
        codes: GUIDs, in the order in which they are shown.
    """

    guid: Guid
    text: str
    position: int
    codes: tuple[Guid, ...] = ()

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "question of the topic guide")
        check(self.text.strip() != "", "a question of the topic guide is empty")
        for guid in self.codes:
            check_guid(guid, "code of a question")
        check(len(set(self.codes)) == len(self.codes), "a question asks about a code twice", where=self.text)
