"""Turns go in and out a whole document at a time, together with their words in the full-text index."""

from collections.abc import Sequence

from fop_coder.model.documents import TurnList
from fop_coder.model.errors import ChangeRefused
from fop_coder.store import derived
from fop_coder.store.session import Session


def insert_turns(session: Session, lists: Sequence[TurnList]) -> set[int]:
    """Put in all turns of documents that have none; return the documents' row numbers.

    Raises:
        ChangeRefused: if a document has turns already, or a turn ends after its text.
    """
    first = int(session.one("SELECT COALESCE(MAX(id), 0) + 1 FROM turn"))
    documents = set()
    for turn_list in lists:
        document_id = session.identities.ids("document")[turn_list.document]
        speakers = session.identities.ids("speaker")
        if session.one("SELECT EXISTS(SELECT 1 FROM turn WHERE document_id = :id)", id=document_id):
            raise ChangeRefused("a document would have its turns twice", do="Look again and repeat")
        content = _content(session, document_id)
        if turn_list.turns[-1].end > len(content):
            raise ChangeRefused("a turn ends after the text does")
        new_rows = [
            {
                "id": number,
                "document_id": document_id,
                "start": turn.start,
                "end": turn.end,
                "speaker_id": speakers[turn.speaker],
                "time": turn.time,
                "time_end": turn.time_end,
            }
            for number, turn in enumerate(turn_list.turns, start=first)
        ]
        session.do(
            'INSERT INTO turn (id, document_id, start, "end", speaker_id, time, time_end)'
            " VALUES (:id, :document_id, :start, :end, :speaker_id, :time, :time_end)",
            new_rows,
        )
        derived.index_turns(
            session, [(first + place, content[turn.start : turn.end]) for place, turn in enumerate(turn_list.turns)]
        )
        documents.add(document_id)
        first += len(new_rows)
    return documents


def delete_turns(session: Session, lists: Sequence[TurnList]) -> set[int]:
    """Take out all turns of documents; return the documents' row numbers."""
    documents = set()
    for turn_list in lists:
        document_id = session.identities.ids("document")[turn_list.document]
        derived.unindex_turns(session, [number for number, _, _ in _places(session, document_id)])
        session.do("DELETE FROM turn WHERE document_id = :id", {"id": document_id})
        documents.add(document_id)
    return documents


def reindex_turns(session: Session, document_id: int) -> None:
    """Bring the full-text index in step with a document whose text was corrected."""
    content, places = _content(session, document_id), _places(session, document_id)
    derived.unindex_turns(session, [number for number, _, _ in places])
    derived.index_turns(session, [(number, content[start:end]) for number, start, end in places])


def _content(session: Session, document_id: int) -> str:
    found = session.all(
        'SELECT t.content FROM document d JOIN "text" t ON t.sha256 = d.sha256 WHERE d.id = :id', id=document_id
    )
    if not found:
        raise ChangeRefused("the text of a document is missing")
    return str(found[0][0])


def _places(session: Session, document_id: int) -> list[tuple[int, int, int]]:
    rows = session.all('SELECT id, start, "end" FROM turn WHERE document_id = :id ORDER BY start', id=document_id)
    return [(number, start, end) for number, start, end in rows]
