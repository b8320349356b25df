"""Transcripts: their text, who speaks where, who is to read them and who has."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from fop_coder.model.base import Guid, check, check_guid, check_name, derived_guid


class Role(StrEnum):
    """What a speaker is in a document. Only respondents and their interpreters count."""

    RESPONDENT = "respondent"
    INTERPRETER = "interpreter"
    INTERVIEWER = "interviewer"
    OTHER = "other"
    UNIDENTIFIED = "unidentified"

    @property
    def counts(self) -> bool:
        """Whether passages on this speaker's turns count for the respondent the speaker is mapped to."""
        return self in (Role.RESPONDENT, Role.INTERPRETER)


_SURROGATE = re.compile("[\ud800-\udfff]")


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a document, kept exactly and once per fingerprint. Line ends are line feeds alone."""

    sha256: str
    content: str

    def __post_init__(self) -> None:
        """Check that the fingerprint belongs to the text."""
        check("\r" not in self.content and "\0" not in self.content, "a stored text holds a carriage return or NUL")
        check(not _SURROGATE.search(self.content), "a stored text holds half a character (a lone surrogate)")
        check(self.sha256 == fingerprint(self.content), "a text does not have the fingerprint it is kept under")

    @classmethod
    def of(cls, content: str) -> Text:
        """Build from the words alone."""
        return cls(fingerprint(content), content)


@dataclass(frozen=True, slots=True)
class Document:
    """One transcript.

    Attributes:
        name: unique in the project, from the file's name at import.
        sha256: fingerprint of the text.
        length: of the text, in code points.
        kind: interview, vignette, focus group, profile …
        occasion: time one, time two …; '' where there is only one.
        source: the file it came from, its name alone.
        format: how that file was read ("docx", "vtt" …).
        encoding: of a plain text file, as read; '' for the other formats.
        added: moment of import, ISO 8601.
    """

    guid: Guid
    name: str
    sha256: str
    length: int
    kind: str = "interview"
    occasion: str = ""
    source: str = ""
    format: str = ""
    encoding: str = ""
    added: str = ""

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "document")
        check_name(self.name, "document")
        check(len(self.sha256) == 64, "the fingerprint is not a SHA-256", where=self.name)
        check(self.length > 0, "the document has no text", where=self.name)
        check(self.kind.strip() != "", "the kind is empty", where=self.name)


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch: the speech alone, without its label.

    Attributes:
        start: first character, in code points into the document's text.
        end: one past the last character (half-open).
        speaker: GUID of a Speaker of the same document.
        time: where the turn begins in the recording, in milliseconds, if known.
        time_end: where it ends, in milliseconds, if known.
    """

    start: int
    end: int
    speaker: Guid
    time: int | None = None
    time_end: int | None = None

    def __post_init__(self) -> None:
        """Check the fields."""
        check(0 <= self.start < self.end, f"a turn cannot run from {self.start} to {self.end}")
        check_guid(self.speaker, "speaker")


@dataclass(frozen=True, slots=True)
class TurnList:
    """All turns of a document in the order of the text; they never overlap. Its GUID is derived from the document's."""

    guid: Guid
    document: Guid
    turns: tuple[Turn, ...]

    def __post_init__(self) -> None:
        """Check that turns follow one another."""
        check_guid(self.document, "document")
        check(bool(self.turns), "a list of turns is empty", do="Leave it out instead")
        check(self.guid == turns_guid(self.document), "a list of turns does not have the GUID made from its document's")
        for before, after in zip(self.turns, self.turns[1:], strict=False):
            check(before.end <= after.start, f"two turns overlap at character {after.start}")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in one document, under the label used there.

    Attributes:
        label: as in the transcript; '' for the one unnamed speaker of a text without labels.
        respondent: whom this speaker's turns count for; only for the roles respondent and interpreter.
    """

    guid: Guid
    document: Guid
    label: str
    role: Role
    respondent: Guid | None = None

    def __post_init__(self) -> None:
        """Check the fields."""
        check_guid(self.guid, "speaker")
        check_guid(self.document, "document")
        check(
            self.respondent is None or self.role.counts,
            f"{self.label!r} is {self.role} and cannot speak for a respondent",
            do="Give the speaker the role respondent or interpreter first",
        )

    @property
    def counts_for(self) -> Guid | None:
        """The respondent whom this speaker's turns count for, if any."""
        return self.respondent if self.role.counts else None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A coder is to read a document; only assigned documents are waited for."""

    guid: Guid
    document: Guid
    coder: Guid

    def __post_init__(self) -> None:
        """Check the fields."""
        for guid in (self.guid, self.document, self.coder):
            check_guid(guid, "assignment")


@dataclass(frozen=True, slots=True)
class ReadFor:
    """A code, in one meaning, that a document was read for."""

    code: Guid
    meaning: int


@dataclass(frozen=True, slots=True)
class Finish:
    """A coder has finished a document: which text, and which codes it was read for.

    Attributes:
        sha256: fingerprint of the text that was read.
        codebook_version: number of the codebook version at that time.
        read_for: the codes with the meaning they had, sorted by GUID.
    """

    guid: Guid
    document: Guid
    coder: Guid
    sha256: str
    at: str
    codebook_version: int
    read_for: tuple[ReadFor, ...]

    def __post_init__(self) -> None:
        """Check the fields."""
        for guid in (self.guid, self.document, self.coder):
            check_guid(guid, "finish")
        codes = [r.code for r in self.read_for]
        check(codes == sorted(set(codes)), "the codes a document was read for are not sorted or not distinct")


def turns_guid(document: Guid) -> Guid:
    """Return the GUID of a document's list of turns."""
    return derived_guid("turns", document)
