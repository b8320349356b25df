"""What comparing coders asks of the file: passages as columns of numbers, criteria met, and what came of discussion."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult

from fop_coder.model.base import Guid
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Speaker, TurnList
from fop_coder.model.status import Group
from fop_coder.store.session import Session

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Columns = NDArray[np.int64]

_COUNTED = "EXISTS (SELECT 1 FROM counted k WHERE k.coding_id = c.id)"
_INDEPENDENT = "AND NOT c.discussed"

Discussed = Mapping[tuple[Guid, Guid, Guid], int]
"""Codings by coder, document and code."""


def discussed_codings(session: Session) -> Discussed:
    """Return how many counting codings were made after discussion, by coder, document and code; empty for none.

    Kept until codings change: every comparison asks for it, and most projects have none.
    """
    return session.keep((Coding, Speaker, TurnList), "discussed", lambda: _ask_discussed(session))


def _ask_discussed(session: Session) -> Discussed:
    if not session.one("SELECT EXISTS (SELECT 1 FROM coding WHERE discussed)"):
        return {}
    coders, documents, codes = (session.identities.guids(table) for table in ("coder", "document", "code"))
    return {
        (coders[coder], documents[document], codes[code]): number
        for coder, document, code, number in session.all(
            "SELECT c.coder_id, c.document_id, c.code_id, COUNT(*) FROM coding c"  # noqa: S608 - our own words
            f" WHERE c.discussed AND {_COUNTED} GROUP BY c.coder_id, c.document_id, c.code_id"
        )
    }


def referred_independently(session: Session, coder: Guid, scope: frozenset[Guid] | None) -> dict[Guid, Group]:
    """Return by code the respondents with a counting passage in scope that a coder made independently."""
    people, codes = session.identities.guids("respondent"), session.identities.guids("code")
    found: dict[Guid, set[Guid]] = defaultdict(set)
    for code_id, respondent_id in session.all(
        "SELECT DISTINCT k.code_id, k.respondent_id FROM counted k JOIN coding c ON c.id = k.coding_id"  # noqa: S608
        f" WHERE k.coder_id = :coder {_narrowed(session, scope)} {_INDEPENDENT}",
        coder=session.identities.ids("coder")[coder],
    ):
        found[codes[code_id]].add(people[respondent_id])
    return {code: frozenset(group) for code, group in found.items()}


def criteria_met(
    session: Session, coder: Guid, scope: frozenset[Guid] | None, *, independent: bool
) -> dict[Guid, Group]:
    """Return by criterion the respondents of whom a coder's passages in scope meet it.

    Args:
        independent: leave out what was coded after discussion.
    """
    people, criteria = session.identities.guids("respondent"), session.identities.guids("criterion")
    found: dict[Guid, set[Guid]] = defaultdict(set)
    for criterion_id, respondent_id in session.all(
        "SELECT DISTINCT m.criterion_id, k.respondent_id FROM counted k"  # noqa: S608 - numbers of our own
        " JOIN coding_criterion m ON m.coding_id = k.coding_id JOIN coding c ON c.id = k.coding_id"
        f" WHERE k.coder_id = :coder AND k.criteria > 0 {_narrowed(session, scope)}"
        f" {_INDEPENDENT if independent else ''}",
        coder=session.identities.ids("coder")[coder],
    ):
        found[criteria[criterion_id]].add(people[respondent_id])
    return {criterion: frozenset(group) for criterion, group in found.items()}


def coding_columns(
    session: Session,
    documents: Sequence[Guid],
    coders: Sequence[Guid],
    codes: Sequence[Guid],
    *,
    independent: bool,
) -> "Columns":
    """Return the codings that count for somebody as rows of document, code, coder, start and end, unordered.

    The first three are places in the sequences asked for; start and end are code points. No value is made of any of
    them: there may be a million.
    """
    import numpy as np

    asked = (("document", documents), ("code", codes), ("coder", coders))
    within = " AND ".join(f"c.{table}_id IN ({_listed(session, table, guids)})" for table, guids in asked)
    rows = session.connection.exec_driver_sql(
        'SELECT c.document_id, c.code_id, c.coder_id, c.start, c."end" FROM coding c'  # noqa: S608 - numbers of our own
        f" WHERE {within} AND {_COUNTED} {_INDEPENDENT if independent else ''}"
    )
    columns = np.fromiter(_numbers(rows), dtype=np.int64).reshape(-1, 5)
    for column, (table, guids) in enumerate(asked):
        columns[:, column] = _places(session, table, guids)[columns[:, column]]
    return columns


def turn_columns(session: Session, documents: Sequence[Guid], speakers: Sequence[Guid]) -> "Columns":
    """Return the turns of some speakers as rows of document, start and end, in the order of documents and text."""
    import numpy as np

    rows = session.connection.exec_driver_sql(
        'SELECT t.document_id, t.start, t."end" FROM turn t'  # noqa: S608 - numbers of our own
        f" WHERE t.speaker_id IN ({_listed(session, 'speaker', speakers)})"
        f" AND t.document_id IN ({_listed(session, 'document', documents)})"
    )
    columns = np.fromiter(_numbers(rows), dtype=np.int64).reshape(-1, 3)
    columns[:, 0] = _places(session, "document", documents)[columns[:, 0]]
    return columns[np.lexsort((columns[:, 1], columns[:, 0]))]


def _numbers(rows: CursorResult[Any]) -> Iterator[int]:
    """Yield the numbers of all rows one by one; the driver's own rows, for there may be a million."""
    with rows:
        yield from chain.from_iterable(cast(Iterable[tuple[int, ...]], rows.cursor))


def _places(session: Session, table: str, guids: Sequence[Guid]) -> "Columns":
    """Return at each row number the place in a sequence of GUIDs."""
    import numpy as np

    ids = session.identities.ids(table)
    numbers = [(ids[guid], place) for place, guid in enumerate(guids) if guid in ids]
    places = np.zeros(max((number for number, _ in numbers), default=0) + 1, dtype=np.int64)
    for number, place in numbers:
        places[number] = place
    return places


def _narrowed(session: Session, scope: frozenset[Guid] | None) -> str:
    return "" if scope is None else f"AND k.document_id IN ({_listed(session, 'document', sorted(scope))})"


def _listed(session: Session, table: str, guids: Sequence[Guid]) -> str:
    """Return row numbers for an IN list: whole numbers of our own, so no quoting is needed and no limit is met."""
    ids = session.identities.ids(table)
    return ",".join(str(ids[guid]) for guid in guids if guid in ids)
