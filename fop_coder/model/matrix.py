"""The matrix of the framework method: respondents × codes, in each cell the passages and the researcher's summary."""

from __future__ import annotations

from dataclasses import dataclass

from fop_coder.model.base import Guid, check, check_guid, derived_guid
from fop_coder.model.status import Status
from fop_coder.model.tally import Base


@dataclass(frozen=True, slots=True)
class Summary:
    """What a researcher writes of one respondent on one code, read across the matrix.

    There is one for each respondent and code, whoever wrote it: the matrix is the project's, not a coder's.

    Attributes:
        guid: from respondent and code, see ``summary_guid``.
        text: as written, without spaces at its ends.
        coder: who wrote it last; ``at``: when, ISO 8601.
    """

    guid: Guid
    respondent: Guid
    code: Guid
    coder: Guid
    text: str
    at: str = ""

    def __post_init__(self) -> None:
        """Check the fields."""
        for guid in (self.guid, self.respondent, self.code, self.coder):
            check_guid(guid, "summary")
        check(self.text.strip() != "", "a summary is empty")


def summary_guid(respondent: Guid, code: Guid) -> Guid:
    """Return the GUID of the summary of a respondent on a code, the same on every machine."""
    return derived_guid("summary", respondent, code)


@dataclass(frozen=True, slots=True)
class MatrixCode:
    """A column of the matrix.

    Attributes:
        key: of the keyboard, '' for none; colour: 1 to 12.
        n, of: the code's figure over the respondents of the matrix.
    """

    code: Guid
    ident: str
    name: str
    key: str
    colour: int
    n: int
    of: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What is known of one respondent on one code.

    Attributes:
        status: None where it is hidden from who is looking.
        passages: GUIDs, of codings or of passages of the consensus, in the order of documents and text.
        summary: '' where nobody has written one, or it is hidden.
        by: name of who wrote it last; ``at``: when, ISO 8601.
        summary_hidden: whether a summary, were there one, would be hidden from who is looking.
    """

    status: Status | None
    passages: tuple[Guid, ...] = ()
    summary: str = ""
    by: str = ""
    at: str = ""
    summary_hidden: bool = False

    @property
    def is_hidden(self) -> bool:
        """Whether who is looking may not see it yet."""
        return self.status is None

    @property
    def lacks_summary(self) -> bool:
        """Whether there are passages that nobody has summed up."""
        return bool(self.passages) and not self.summary and not self.summary_hidden


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A respondent's line.

    Attributes:
        about: their attributes in a few words.
        group: what they stand under, '' where nothing divides the respondents.
        cells: in the order of the codes.
        badge: key of their category in the first scheme, '' for none; ``badge_name``: its name.
        do_not_quote: their passages may be read, never quoted.
    """

    respondent: Guid
    label: str
    about: str
    group: str
    cells: tuple[MatrixCell, ...]
    badge: str = ""
    badge_name: str = ""
    do_not_quote: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """Respondents × codes.

    Attributes:
        rows: in the order shown: by group, then as sorted.
        hidden: says what is left out, as who is looking has not read it yet; '' for nothing.
    """

    base: Base
    codes: tuple[MatrixCode, ...]
    rows: tuple[MatrixRow, ...]
    hidden: str = ""

    @property
    def referred(self) -> int:
        """How many cells are referred."""
        return sum(cell.status is Status.REFERRED for row in self.rows for cell in row.cells)

    @property
    def summed_up(self) -> int:
        """How many of the referred cells have a summary."""
        return sum(cell.status is Status.REFERRED and cell.summary != "" for row in self.rows for cell in row.cells)

    @property
    def summaries(self) -> int:
        """How many cells have a summary."""
        return sum(cell.summary != "" for row in self.rows for cell in row.cells)
