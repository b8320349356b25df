"""What a coder is not to see yet of other coders' work, as conditions for queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fop_coder.model.base import Guid
from fop_coder.store.session import Session


@dataclass(frozen=True, slots=True)
class Unseen:
    """What is hidden from a coder.

    Attributes:
        unread: document → codes whose codings by others are hidden there, None for all of them.
        respondents: those on whom other coders' memos are hidden.
    """

    coder: Guid
    unread: Mapping[Guid, frozenset[Guid] | None] = field(default_factory=dict)
    respondents: frozenset[Guid] = frozenset()

    @property
    def wholly(self) -> frozenset[Guid]:
        """The documents in which every code's codings are hidden."""
        return frozenset(document for document, codes in self.unread.items() if codes is None)


def condition_on_codings(session: Session, unseen: Unseen | None) -> str:
    """Return what is added to a query so that a coding ``c`` may be seen; it begins with AND, '' for no condition."""
    if unseen is None or not unseen.unread:
        return ""
    hidden = [any_of(session, "c.document_id", "document", unseen.wholly)]
    for codes in {codes for codes in unseen.unread.values() if codes is not None}:
        there = [document for document, unread in unseen.unread.items() if unread == codes]
        documents = any_of(session, "c.document_id", "document", there)
        hidden.append(f"({documents} AND {any_of(session, 'c.code_id', 'code', codes)})")
    own = any_of(session, "c.coder_id", "coder", [unseen.coder])
    return f" AND ({own} OR NOT ({' OR '.join(hidden)}))"


def condition_on_memos(session: Session, unseen: Unseen | None) -> str:
    """Return the same for a memo ``m``, on a document ``d``, a respondent ``r``, or something else."""
    if unseen is None or not (unseen.unread or unseen.respondents):
        return ""
    documents = any_of(session, "COALESCE(d.id, -1)", "document", unseen.wholly)
    people = any_of(session, "COALESCE(r.id, -1)", "respondent", unseen.respondents)
    own = any_of(session, "m.coder_id", "coder", [unseen.coder])
    return f" AND ({own} OR NOT ({documents} OR {people}))"


def any_of(session: Session, column: str, table: str, guids: Iterable[Guid]) -> str:
    """Return the condition that a column refers to one of some values, by row numbers of our own."""
    ids = session.identities.ids(table)
    return f"{column} IN ({','.join(str(ids[guid]) for guid in guids if guid in ids)})"
