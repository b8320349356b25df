"""The acting coder's reading list: each document, who speaks in it, how far it is read, and the codes used in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fop_coder.model.base import Guid
from fop_coder.model.documents import Document
from fop_coder.model.people import Attribute, AttributeType, AttributeValue, Respondent
from fop_coder.project.evidence import attribute_words
from fop_coder.project.project import Project
from fop_coder.project.reading_done import Progress, reading_progress


class Reading(StrEnum):
    """How far the acting coder is with a document."""

    UNASSIGNED = "not assigned"
    NOT_STARTED = "not started"
    BEGUN = "begun"
    FINISHED = "finished"
    REREAD = "to re-read"

    @property
    def is_done(self) -> bool:
        """Whether nothing waits to be read."""
        return self in (Reading.FINISHED, Reading.UNASSIGNED)


@dataclass(frozen=True, slots=True)
class ReadingEntry:
    """One document in the reading list.

    Attributes:
        respondents: labels of those who speak in it, sorted.
        about: what is known of the first of them, in a few words.
        values: their attributes, by name; where several speak, the first one's.
        reread: names of the codes it must be read again for.
        codes: GUIDs of the codes that the coder put on counting passages.
    """

    document: Document
    respondents: tuple[str, ...]
    about: str
    values: Mapping[str, str]
    reading: Reading
    reread: tuple[str, ...]
    codes: frozenset[Guid]


@dataclass(frozen=True, slots=True)
class Finished:
    """How many of the documents that wait for the coder are finished. ``pending``: the rest."""

    done: int
    of: int

    @property
    def pending(self) -> int:
        """How many are not finished, or must be read again."""
        return self.of - self.done


def reading_list(project: Project) -> list[ReadingEntry]:
    """Return all documents, in the order in which they came in, as the acting coder sees them."""
    progress = reading_progress(project, project.coder)
    used = project.store.codes_by_document(project.coder)
    people = {r.guid: r.label for r in project.store.values(Respondent)}
    speaking = project.store.respondents_of_documents()
    about = attribute_words(project)
    values = _values(project)
    entries = []
    for document in project.store.values(Document):
        who = sorted(speaking.get(document.guid, ()), key=lambda r: people[r].casefold())
        mine = next(iter(progress[document.guid]), None)
        codes = used.get(document.guid, frozenset())
        entries.append(
            ReadingEntry(
                document,
                tuple(people[r] for r in who),
                about.get(who[0], "") if who else "",
                values.get(who[0], {}) if who else {},
                _reading(mine, begun=bool(codes)),
                mine.reread if mine else (),
                codes,
            )
        )
    return entries


def _reading(mine: Progress | None, *, begun: bool) -> Reading:
    if mine is None or not (mine.assigned or mine.finished):
        return Reading.UNASSIGNED
    if mine.finished:
        return Reading.REREAD if mine.reread else Reading.FINISHED
    return Reading.BEGUN if begun else Reading.NOT_STARTED


def _values(project: Project) -> dict[Guid, dict[str, str]]:
    """Return attributes by respondent and name, in the order of the attributes."""
    attributes = sorted(project.store.values(Attribute), key=lambda a: a.position)
    names = {a.guid: a.name for a in attributes}
    order = {a.guid: place for place, a in enumerate(attributes)}
    found: dict[Guid, dict[str, str]] = {}
    for value in sorted(project.store.values(AttributeValue, occasion=""), key=lambda v: order[v.attribute]):
        found.setdefault(value.respondent, {})[names[value.attribute]] = " ".join(value.value.split())
    return found


def dividing_attributes(project: Project) -> list[str]:
    """Return the names of the attributes by which a list can sensibly be grouped: those that are categories."""
    found = sorted(project.store.values(Attribute), key=lambda a: a.position)
    return [a.name for a in found if a.type is AttributeType.CATEGORY]


def count_finished(entries: Iterable[ReadingEntry]) -> Finished:
    """Return how many of the documents that wait for the coder are finished."""
    mine = [e for e in entries if e.reading is not Reading.UNASSIGNED]
    return Finished(sum(e.reading is Reading.FINISHED for e in mine), len(mine))


def count_rereads(entries: Iterable[ReadingEntry]) -> Mapping[str, int]:
    """Return how many documents wait to be read again for each code, by the code's name."""
    return Counter(name for e in entries if e.reading is Reading.REREAD for name in e.reread)
