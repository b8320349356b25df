"""Reading values and lists: what the project asks for, one function a question."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, cast

from fop_coder.model.base import Guid
from fop_coder.model.codebook import Band, Code, Codebook, Instrument, Scheme
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Turn, TurnList, turns_guid
from fop_coder.model.people import Settings
from fop_coder.store.session import Session
from fop_coder.store.tables import CHUNK, read_values
from fop_coder.store.unseen import Unseen, condition_on_codings


def read_settings(session: Session) -> Settings:
    """Return the project's settings."""
    return cast(Settings, read_values(session, Settings)[0])


def read_codebook(session: Session) -> Codebook:
    """Return all codes, schemes, instruments and bands in their order.

    Raises:
        ValueRefused: if they do not hold together.
    """
    return session.keep((Code, Scheme, Instrument, Band, Settings), Codebook, lambda: _put_together(session))


def _put_together(session: Session) -> Codebook:
    def ordered(kind: type[Any]) -> tuple[Any, ...]:
        return tuple(sorted(read_values(session, kind), key=lambda v: cast(Code, v).position))

    names = session.all("SELECT name FROM settings")
    return Codebook(
        names[0][0] if names else "codebook", ordered(Code), ordered(Scheme), ordered(Instrument), ordered(Band)
    )


def read_text(session: Session, document: Guid) -> str | None:
    """Return a document's stored text, None if there is no such document."""
    found = session.all(
        'SELECT t.content FROM document d JOIN "text" t ON t.sha256 = d.sha256 WHERE d.guid = :guid', guid=document
    )
    return str(found[0][0]) if found else None


def read_turn_list(session: Session, document: Guid) -> TurnList | None:
    """Return the turns of a document, None if it has none."""
    document_id = session.identities.ids("document").get(document)
    found = session.all(
        'SELECT start, "end", speaker_id, time, time_end FROM turn WHERE document_id = :id ORDER BY start',
        id=document_id,
    )
    if not found:
        return None
    speakers = session.identities.guids("speaker")
    turns = tuple(Turn(start, end, speakers[speaker], time, time_end) for start, end, speaker, time, time_end in found)
    return TurnList(turns_guid(document), document, turns)


def count_rows(session: Session, table: str) -> int:
    """Return how many rows a table has."""
    return int(session.one(f'SELECT COUNT(*) FROM "{table}"'))  # noqa: S608 - our own names


def count_codings_by_coder(session: Session) -> dict[Guid, int]:
    """Return the number of codings of each coder who has any."""
    guids = session.identities.guids("coder")
    return {guids[c]: n for c, n in session.all("SELECT coder_id, COUNT(*) FROM coding GROUP BY coder_id")}


def respondents_of_documents(session: Session) -> dict[Guid, frozenset[Guid]]:
    """Return for each document the respondents who speak in it."""
    documents, respondents = session.identities.guids("document"), session.identities.guids("respondent")
    found: dict[Guid, set[Guid]] = {guid: set() for guid in documents.values()}
    for document_id, respondent_id in session.all(
        "SELECT document_id, respondent_id FROM speaker WHERE respondent_id IS NOT NULL"
    ):
        found[documents[document_id]].add(respondents[respondent_id])
    return {document: frozenset(group) for document, group in found.items()}


def codes_by_document(session: Session, coder: Guid) -> dict[Guid, frozenset[Guid]]:
    """Return for each document that a coder has coded the codes whose passages count for somebody."""
    documents, codes = session.identities.guids("document"), session.identities.guids("code")
    found: dict[Guid, set[Guid]] = {}
    for document_id, code_id in session.all(
        "SELECT DISTINCT document_id, code_id FROM refers WHERE coder_id = :coder",
        coder=session.identities.ids("coder")[coder],
    ):
        found.setdefault(documents[document_id], set()).add(codes[code_id])
    return {document: frozenset(used) for document, used in found.items()}


def is_coded(session: Session, document: Guid, coders: Iterable[Guid], but: Iterable[Guid]) -> bool:
    """Say whether any of some coders has coded a document with any code but some; asked at every key press."""
    found = session.one(
        "SELECT EXISTS (SELECT 1 FROM coding WHERE document_id = :document"  # noqa: S608 - numbers of our own
        f" AND coder_id IN ({_listed(_numbers(session, 'coder', coders))})"
        f" AND code_id NOT IN ({_listed(_numbers(session, 'code', but))}))",
        document=session.identities.ids("document").get(document),
    )
    return bool(found)


def coding_guids(
    session: Session,
    *,
    documents: Iterable[Guid] | None = None,
    coders: Iterable[Guid] | None = None,
    codes: Iterable[Guid] | None = None,
    respondents: Iterable[Guid] | None = None,
    counted: bool | None = None,
    unseen: Unseen | None = None,
) -> list[Guid]:
    """Return the GUIDs of codings in the order of documents and text; every filter left None lets all through.

    Args:
        respondents: only passages that count for one of them.
        counted: True for passages that count for somebody, False for those that count for nobody.
        unseen: left out.
    """
    where = []
    for table, guids in (("document", documents), ("coder", coders), ("code", codes)):
        if guids is not None:
            where.append(f"c.{table}_id IN ({_listed(_numbers(session, table, guids))})")
    if respondents is not None:
        numbers = _numbers(session, "respondent", respondents)
        where.append(
            "c.id IN (SELECT k.coding_id FROM counted k"  # noqa: S608 - numbers of our own
            f" WHERE k.respondent_id IN ({_listed(numbers)}))"
        )
    if counted is not None:
        wanted = "EXISTS" if counted else "NOT EXISTS"
        where.append(f"{wanted} (SELECT 1 FROM counted k WHERE k.coding_id = c.id)")  # noqa: S608 - our own words
    condition = f"WHERE {' AND '.join(where) or '1'}{condition_on_codings(session, unseen)}"
    found = session.connection.exec_driver_sql(
        f'SELECT c.guid FROM coding c {condition} ORDER BY c.document_id, c.start, c."end", c.id'  # noqa: S608 - numbers
    )
    with found:
        return [row[0] for row in found.cursor.fetchall()]  # the driver's own rows: there may be a million


def _numbers(session: Session, table: str, guids: Iterable[Guid]) -> list[int]:
    ids = session.identities.ids(table)
    return [ids[guid] for guid in guids if guid in ids]


def _listed(numbers: Sequence[int]) -> str:
    """Return row numbers for an IN list: whole numbers of our own, so no quoting is needed and no limit is met."""
    return ",".join(str(int(n)) for n in numbers)


_COUNTED_FOR = (
    "SELECT c.guid, k.respondent_id FROM json_each(?) asked"
    " CROSS JOIN coding c ON c.guid = asked.value CROSS JOIN counted k ON k.coding_id = c.id"
)
"""CROSS JOIN: from the codings asked for to those they count for, in that order."""


def counted_for(session: Session, codings: Sequence[Guid]) -> dict[Guid, frozenset[Guid]]:
    """Return for each coding the respondents it counts for; most count for one, and share the same group."""
    people = session.identities.guids("respondent")
    alone = {number: frozenset((guid,)) for number, guid in people.items()}
    found: dict[Guid, frozenset[Guid]] = dict.fromkeys(codings, frozenset())
    with session.connection.exec_driver_sql(_COUNTED_FOR, (json.dumps(codings),)) as rows:
        for guid, number in cast(Iterable[tuple[Guid, int]], rows.cursor):  # the driver's own rows: there may be many
            found[guid] = found[guid] | alone[number] if found[guid] else alone[number]
    return found


def read_codings(session: Session, guids: Sequence[Guid]) -> list[Coding]:
    """Return codings in the order asked for; those that are gone are left out."""
    found: dict[Guid, Coding] = {}
    for first in range(0, len(guids), CHUNK):
        for value in read_values(session, Coding, guid=list(guids[first : first + CHUNK])):
            found[value.guid] = cast(Coding, value)
    return [found[guid] for guid in guids if guid in found]
