"""What an importer found in a file, before anything is written: shown, corrected, then turned into Documents."""

from __future__ import annotations

from dataclasses import dataclass, field

from fop_coder.model.base import check
from fop_coder.model.documents import Role


@dataclass(frozen=True, slots=True)
class TurnDraft:
    """One speaker's stretch, offsets in code points, half-open, the label left out.

    Attributes:
        speaker: the speaker's label in the document's list of speakers ('' for the unnamed one).
        time, time_end: milliseconds into the recording, if known.
    """

    start: int
    end: int
    speaker: str
    time: int | None = None
    time_end: int | None = None

    def __post_init__(self) -> None:
        """Check the extent."""
        check(0 <= self.start < self.end, f"a turn cannot run from {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class SpeakerDraft:
    """A speaker as recognised.

    Attributes:
        label: as most often written in the transcript.
        role: guessed, to be confirmed.
        respondent: label of the respondent the turns count for; None for roles that count for nobody.
        turns: how many turns.
        words: how many words in them.
        why: what the guess rests on, a clause for the preview ("asks most of the questions").
    """

    label: str
    role: Role
    respondent: str | None = None
    turns: int = 0
    words: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """One document as it would come in.

    Attributes:
        source: the file's name, without its folder.
        name: proposed name of the document.
        format: "plain text", "Word", "OpenDocument", "RTF", "PDF", "WebVTT", "SubRip", "CSV", "Excel".
        encoding: of plain text as read ("UTF-8", "Windows-1252" …), '' otherwise.
        text: as it would be stored: line ends are line feeds alone.
        turns: in the order of the text, not overlapping.
        speakers: in the order of first speaking.
        notes: what the user should know: guesses, what was left out, labels merged.
        respondent: label of the respondent of the whole document, where the file says so (a row of an excerpt sheet,
            the file's name); speakers with a role that counts and no respondent of their own speak for this one.
        attributes: what an excerpt sheet says of the respondent besides (name → value as written).
    """

    source: str
    name: str
    format: str
    text: str
    turns: tuple[TurnDraft, ...]
    speakers: tuple[SpeakerDraft, ...]
    encoding: str = ""
    notes: tuple[str, ...] = ()
    respondent: str | None = None
    kind: str = "interview"
    occasion: str = ""
    attributes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check that turns lie within the text, in order, each with a known speaker."""
        labels = {s.label for s in self.speakers}
        check(len(labels) == len(self.speakers), "two speakers have the same label", where=self.source)
        place = 0
        for turn in self.turns:
            check(
                turn.start >= place and turn.end <= len(self.text), "a turn lies outside its place", where=self.source
            )
            check(turn.speaker in labels, f"nobody is called {turn.speaker!r}", where=self.source)
            place = turn.end


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """What the user has decided before files are read; what is left open is guessed and said.

    Attributes:
        encoding: of plain text files; None to guess.
        roles: by speaker label (compared without regard to case), from the user or remembered from earlier files.
        columns: of excerpt sheets: "respondent", "question", "speaker", "text", "time" → the heading in the file.
        kind, occasion: given to all documents.
        one_respondent: a joint interview is kept as one respondent instead of one for each speaker.
        several_respondents: every speaker with the role respondent is a respondent of their own.
        known_respondents: labels of the project's respondents and of the sheet imported along, for matching.
    """

    encoding: str | None = None
    roles: dict[str, Role] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    kind: str = "interview"
    occasion: str = ""
    one_respondent: bool = False
    several_respondents: bool = False
    known_respondents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a respondent sheet: heading, recognised type, values as written by row (1-based sheet rows)."""

    name: str
    type: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class RespondentSheet:
    """A sheet of respondents as read.

    Attributes:
        source: the file's name.
        labels: the respondents' labels in the order of the rows, each once.
        columns: the attributes, values by respondent label.
        doubled: labels that stand in more than one row, with those rows; left out of ``labels`` until settled.
        unnamed: rows without a label.
        notes: what the user should know.
    """

    source: str
    labels: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    doubled: dict[str, tuple[int, ...]] = field(default_factory=dict)
    unnamed: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
