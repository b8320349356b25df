"""What happened since figures were frozen, as facts about respondents that may have moved them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Classification, Coding, Mark
from fop_coder.model.counting import Voices
from fop_coder.model.documents import Assignment, Document, Finish, Speaker, TurnList
from fop_coder.model.people import AttributeValue, Respondent
from fop_coder.model.second_coding import Settlement
from fop_coder.project.frozen_words import Telling
from fop_coder.project.happenings import About
from fop_coder.project.project import Project
from fop_coder.project.since import Happened

KINDS = frozenset(
    {
        *(Coding, Mark, Classification, Settlement, Finish, Assignment),
        *(Respondent, AttributeValue, Document, Speaker, TurnList, Code),
    }
)
"""Of which values a change can move a figure."""


class Did(Enum):
    """What was done."""

    CODED = auto()
    UNCODED = auto()
    RECODED = auto()
    """A passage stayed, with other criteria or ends."""
    MARKED = auto()
    CLASSED = auto()
    SETTLED = auto()
    FINISHED = auto()
    REOPENED = auto()
    ASSIGNED = auto()
    UNASSIGNED = auto()
    CAME = auto()
    """A document came in, or went from one kind or occasion to another."""
    WENT = auto()
    CORRECTED = auto()
    SPEAKERS = auto()
    STANDING = auto()
    """A respondent came, went, was excluded or taken back."""
    KNOWN = auto()
    """An attribute's value."""
    CODE = auto()
    """The code itself."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened and may have moved respondents.

    Attributes:
        who: respondents it was about, None for everybody.
        about: GUIDs of codes, a scheme or an attribute, None for all of them.
        document: in which it happened, None where it was in none.
        coder: whose work it was, None where it was nobody's in particular.
        words: a sentence without its full stop; of passages what was done to one ("taken off").
        happened: the entry behind it.
        place: where it can be seen now, None where nothing is left of it.
    """

    did: Did
    who: frozenset[Guid] | None
    about: frozenset[Guid] | None
    document: Guid | None
    coder: Guid | None
    words: str
    happened: Happened
    place: About | None


class Facts:
    """All that happened, by the respondent it was about."""

    def __init__(self, project: Project, changes: Iterable[Happened]) -> None:
        """Turn the ``net_changes`` of ``KINDS`` into facts."""
        self._project, self._changes = project, list(changes)
        self.telling = Telling(project)
        self._documents = frozenset(d.guid for d in project.store.values(Document))
        whole = [h for h in self._changes if None in (h.before, h.after)]
        self._moved_whole = {v.guid for h in whole if isinstance(v := h.after or h.before, Document)}
        self._heard = _who_spoke(project, self._changes)
        self._voices: dict[Guid, Voices[Guid]] = {}
        self._counted = project.store.counted_for(h.after.guid for h in self._changes if isinstance(h.after, Coding))
        self._by_person: dict[Guid | None, list[Fact]] = {}
        for fact in self._all():
            for person in (None,) if fact.who is None else fact.who:
                self._by_person.setdefault(person, []).append(fact)

    def of(self, respondent: Guid) -> list[Fact]:
        """Return what happened to a respondent, or to everybody, in the order of the history."""
        theirs = [*self._by_person.get(respondent, ()), *self._by_person.get(None, ())]
        return sorted(theirs, key=lambda fact: fact.happened.number)

    def _all(self) -> Iterator[Fact]:
        for happened in self._changes:
            value = happened.after or happened.before
            if isinstance(value, Coding):
                yield from self._of_coding(happened)
            elif isinstance(value, (Mark, Classification, Respondent, AttributeValue)):
                yield from self._of_person(happened, value)
            elif isinstance(value, Settlement):
                yield self._of_settlement(happened, value)
            elif isinstance(value, Code):
                yield from self._of_code(happened)
            elif isinstance(value, (Finish, Assignment, Document, Speaker, TurnList)):
                yield from self._of_document(happened, value)

    # ---- passages ----------------------------------------------------------------------------------------------------

    def _of_coding(self, happened: Happened) -> Iterator[Fact]:
        before = happened.before if isinstance(happened.before, Coding) else None
        after = happened.after if isinstance(happened.after, Coding) else None
        old = self._heard_in(before) if before is not None else frozenset()
        new = self._counted[after.guid] if after is not None else frozenset()
        same = before is not None and after is not None and before.code == after.code
        stayed = old & new if same else frozenset[Guid]()
        if before is not None and old - stayed:
            words = self.telling.moved_code(before.code, after.code, gone=True) if after is not None else "taken off"
            yield self._passage(Did.UNCODED, old - stayed, before, words, happened)
        if after is not None and new - stayed:
            words = self.telling.moved_code(before.code, after.code, gone=False) if before is not None else "coded"
            yield self._passage(Did.CODED, new - stayed, after, words, happened)
        if after is not None and stayed:
            yield self._passage(Did.RECODED, stayed, after, "changed", happened)

    def _passage(self, did: Did, who: frozenset[Guid], coding: Coding, words: str, happened: Happened) -> Fact:
        place = None
        if coding.document in self._documents:
            place = About(coding.document, coding.start, coding.guid if happened.after is not None else None)
        return Fact(did, who, frozenset({coding.code}), coding.document, coding.coder, words, happened, place)

    def _heard_in(self, coding: Coding) -> frozenset[Guid]:
        """Return for whom a passage counted, by who speaks now; of a document that is gone, everybody who spoke."""
        if coding.document not in self._documents:
            return self._heard.get(coding.document, frozenset())
        if coding.document not in self._voices:
            self._voices[coding.document] = _voices(self._project, coding.document)
        return self._voices[coding.document].heard_in(coding.start, coding.end)

    # ---- everything else ---------------------------------------------------------------------------------------------

    def _of_person(
        self, happened: Happened, value: Mark | Classification | Respondent | AttributeValue
    ) -> Iterator[Fact]:
        about: Guid | None = None
        coder: Guid | None = None
        if isinstance(value, Respondent):
            did, who, words = Did.STANDING, value.guid, self.telling.respondent(happened, value)
        elif isinstance(value, AttributeValue):
            did, who, words = Did.KNOWN, value.respondent, self.telling.value(happened, value)
            about = value.attribute
        elif isinstance(value, Mark):
            did, who, words = Did.MARKED, value.respondent, self.telling.mark(happened, value)
            about, coder = value.about, value.coder
        else:
            did, who, words = Did.CLASSED, value.respondent, self.telling.classes(happened)
            about, coder = value.scheme, value.coder
        if words:
            is_there = not (did is Did.STANDING and happened.after is None)
            place = About(respondent=who) if is_there else None
            named = None if about is None else frozenset({about})
            yield Fact(did, frozenset({who}), named, None, coder, words, happened, place)

    def _of_settlement(self, happened: Happened, value: Settlement) -> Fact:
        who, place = frozenset[Guid](), None
        if value.document is not None:
            who, place = self._heard.get(value.document, who), self._place(value.document)
        elif value.respondent is not None:
            who, place = frozenset({value.respondent}), About(respondent=value.respondent)
        words = self.telling.settled(happened, value)
        return Fact(Did.SETTLED, who, frozenset({value.about}), value.document, None, words, happened, place)

    def _of_code(self, happened: Happened) -> Iterator[Fact]:
        before, after = happened.before, happened.after
        if isinstance(before, Code) and isinstance(after, Code):
            words = self.telling.code(happened, before, after)
            # another place in the tree moves whatever gathers it, or gathered it before
            about = (
                None if (before.parent, before.gathers) != (after.parent, after.gathers) else frozenset({after.guid})
            )
            if words:
                yield Fact(Did.CODE, None, about, None, None, words, happened, About(code=after.guid))

    def _of_document(
        self, happened: Happened, value: Finish | Assignment | Document | Speaker | TurnList
    ) -> Iterator[Fact]:
        before, after = happened.before, happened.after
        document = value.guid if isinstance(value, Document) else value.document
        if document in self._moved_whole and isinstance(value, (Assignment, Speaker, TurnList)):
            return  # that the document came or went says it all
        who, coder = self._heard.get(document, frozenset()), None
        if isinstance(value, (Finish, Assignment)):
            did, words, coder = _READING[type(value), after is None], self.telling.reading(happened, value), value.coder
        elif isinstance(value, Document):
            did, words = _document_did(happened), self.telling.document(happened, value)
        else:
            did, words = Did.SPEAKERS, self.telling.speakers(happened, document)
            if isinstance(before, Speaker) and isinstance(after, Speaker):
                words = words if before.counts_for != after.counts_for else ""
                who |= frozenset({before.counts_for, after.counts_for} - {None})  # type: ignore[arg-type]
        if words:
            yield Fact(did, who, None, document, coder, words, happened, self._place(document))

    def _place(self, document: Guid) -> About | None:
        return About(document) if document in self._documents else None


_READING = {
    (Finish, False): Did.FINISHED,
    (Finish, True): Did.REOPENED,
    (Assignment, False): Did.ASSIGNED,
    (Assignment, True): Did.UNASSIGNED,
}


def _document_did(happened: Happened) -> Did:
    before, after = happened.before, happened.after
    if isinstance(before, Document) and isinstance(after, Document):
        return Did.CORRECTED if before.sha256 != after.sha256 else Did.CAME
    return Did.WENT if after is None else Did.CAME


def _who_spoke(project: Project, changes: Iterable[Happened]) -> dict[Guid, frozenset[Guid]]:
    """Return who speaks in documents, and who spoke in those that are gone."""
    known = dict(project.store.respondents_of_documents())
    for happened in changes:
        speaker = happened.before
        if isinstance(speaker, Speaker) and speaker.counts_for is not None and happened.after is None:
            known[speaker.document] = known.get(speaker.document, frozenset()) | {speaker.counts_for}
    return known


def _voices(project: Project, document: Guid) -> Voices[Guid]:
    """Return who speaks where in a document now."""
    speakers = {s.guid: s.counts_for for s in project.store.values(Speaker, document=document)}
    turns = project.store.turns(document)
    counting = [
        (turn.start, turn.end, person)
        for turn in (turns.turns if turns is not None else ())
        if (person := speakers.get(turn.speaker)) is not None
    ]
    return Voices(project.store.text(document) or "", counting)
