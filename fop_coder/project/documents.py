"""What documents there are, who speaks in them and how far they are read; their texts and turns."""

from __future__ import annotations

from dataclasses import dataclass

from fop_coder.model.base import Guid
from fop_coder.model.coding import Coding
from fop_coder.model.counting import Voices
from fop_coder.model.documents import Document, Role, Speaker
from fop_coder.model.people import Respondent
from fop_coder.project.project import Project
from fop_coder.project.reading_done import Progress, reading_progress


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of a document. ``respondent``: label of ``person``, whom the turns count for; '' where for nobody."""

    label: str
    role: Role
    respondent: str
    person: Guid | None


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document with its speakers and how far each coder is with it."""

    document: Document
    voices: tuple[Voice, ...]
    progress: tuple[Progress, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """A turn with its speaker in words.

    Attributes:
        start, end: code points into the document's text, half-open.
        respondent: label of ``person``, whom the turn counts for; '' where for nobody.
        time: where it begins in the recording, in milliseconds, if known.
    """

    start: int
    end: int
    speaker: str
    role: Role
    respondent: str
    time: int | None
    person: Guid | None = None


def list_documents(project: Project) -> list[DocumentEntry]:
    """Return all documents in the order in which they came in."""
    labels = {r.guid: r.label for r in project.store.values(Respondent)}
    voices: dict[Guid, list[Voice]] = {}
    for speaker in project.store.values(Speaker):
        voices.setdefault(speaker.document, []).append(_voice(speaker, labels))
    progress = reading_progress(project)
    return [
        DocumentEntry(d, tuple(voices.get(d.guid, ())), tuple(progress[d.guid])) for d in project.store.values(Document)
    ]


def text_of(project: Project, document: Document) -> str:
    """Return a document's stored text, which all offsets refer to."""
    return project.store.text(document.guid) or ""


def speeches_of(project: Project, document: Document) -> list[Speech]:
    """Return the turns of a document in the order of the text."""
    labels = {r.guid: r.label for r in project.store.values(Respondent)}
    voices = {s.guid: _voice(s, labels) for s in project.store.values(Speaker, document=document.guid)}
    turn_list = project.store.turns(document.guid)
    speeches = []
    for turn in turn_list.turns if turn_list else ():
        voice = voices[turn.speaker]
        speeches.append(
            Speech(turn.start, turn.end, voice.label, voice.role, voice.respondent, turn.time, voice.person)
        )
    return speeches


def codings_of(project: Project, document: Document) -> tuple[list[Coding], frozenset[Guid]]:
    """Return the acting coder's codings of a document, and which of them count for nobody."""
    codings = project.store.values(Coding, document=document.guid, coder=project.coder)
    uncounted = project.store.coding_guids(documents=[document.guid], coders=[project.coder], counted=False)
    return codings, frozenset(uncounted)


def voices_of(project: Project, document: Guid) -> Voices[Guid]:
    """Return who is heard where in a document, to be asked for whom a passage would count."""
    counts_for = {s.guid: s.counts_for for s in project.store.values(Speaker, document=document)}
    turn_list = project.store.turns(document)
    turns = ((t.start, t.end, counts_for[t.speaker]) for t in (turn_list.turns if turn_list else ()))
    heard = [(start, end, respondent) for start, end, respondent in turns if respondent is not None]
    return Voices(project.store.text(document) or "", heard)


def _voice(speaker: Speaker, labels: dict[Guid, str]) -> Voice:
    person = speaker.counts_for
    return Voice(speaker.label, speaker.role, labels[person] if person else "", person)
