"""What coders can be compared on: of each respondent, the documents that all of them were given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fop_coder.model.base import Guid
from fop_coder.model.documents import Assignment, Document
from fop_coder.model.people import Respondent
from fop_coder.model.status import NOBODY, Group
from fop_coder.project.comparison import Asked
from fop_coder.project.differences import finished_for

ON_SHARED = "Compared on those documents alone that all of the coders were given"
"""How the note begins that says of whom only some of their documents are compared."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A comparison narrowed to what all of its coders were given.

    A respondent's status rests on all documents that a coder was given. Where somebody was given more of them than
    another, they would differ over words that one of them never saw.

    Attributes:
        asked: with a scope that leaves out what only some of the coders were given, of respondents whom all know.
        given: in the order of the coders, respondents of whom they were given a document.
        left_out: names of the documents left out, by respondent, in the order of the project.
        nothing: respondents whom all of the coders know, but from no document in common.
    """

    asked: Asked
    given: tuple[Group, ...]
    left_out: Mapping[Guid, Sequence[str]]
    nothing: Group

    def notes(self, people: Sequence[Respondent]) -> Iterator[str]:
        """Yield who is compared on a part of their documents, and who on none at all."""
        partly = [
            f"{r.label} (without {', '.join(self.left_out[r.guid])})"
            for r in people
            if r.guid in self.left_out and r.guid not in self.nothing
        ]
        if partly:
            yield f"{ON_SHARED}: {'; '.join(partly)}"
        none = [r.label for r in people if r.guid in self.nothing]
        if none:
            yield f"Left out, because no document of theirs was given to all of the coders: {', '.join(none)}"


def narrow_to_shared(asked: Asked) -> Shared:
    """Return a comparison on what all of its coders were given; the same scope where nobody was given more.

    What was given to some of them alone, and is not finished, stays: its respondents are pending, as everywhere.
    """
    store, scope = asked.project.store, asked.scope.documents
    speaking = {d: who for d, who in store.respondents_of_documents().items() if scope is None or d in scope}
    assigned = [
        {a.document for a in store.values(Assignment, coder=coder.guid)} & speaking.keys() for coder in asked.coders
    ]
    given = tuple(NOBODY.union(*(speaking[d] for d in theirs)) for theirs in assigned)
    known = frozenset.intersection(*given)
    shared = set.intersection(*assigned)
    everything = set[Guid]().union(*assigned)
    dropped = {d for d in everything - shared if not known.isdisjoint(speaking[d])}
    if dropped:
        for coder, theirs in zip(asked.coders, assigned, strict=True):
            dropped -= theirs - finished_for(asked.project, coder.guid, scope).keys()
    if not dropped:
        return Shared(asked, given, {}, NOBODY)
    left_out: dict[Guid, list[str]] = {}
    for document in store.values(Document):
        for respondent in speaking[document.guid] & known if document.guid in dropped else ():
            left_out.setdefault(respondent, []).append(document.name)
    narrowed = replace(asked.scope, documents=frozenset(speaking.keys() - dropped))
    nothing = known - NOBODY.union(*(speaking[d] for d in everything - dropped))
    return Shared(replace(asked, scope=narrowed), given, left_out, nothing)
