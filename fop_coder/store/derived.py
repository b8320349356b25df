"""The derived tables: for whom each coding counts, and the full-text indexes. All can be made again from the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fop_coder.store.session import Session, read_voices

HIT_BEGINS, HIT_ENDS = "\ufdd0", "\ufdd1"
"""Noncharacters that a search puts around its hits."""

_UNSEARCHABLE = (HIT_BEGINS, HIT_ENDS, "\0")

_ReferringPlace = tuple[int, ...]
"""Coder, code, respondent, document: row numbers."""

_REFERRING = "coder_id, code_id, respondent_id, document_id"
_AT_PLACE = "coder_id = :coder AND code_id = :code AND respondent_id = :respondent AND document_id = :document"
_SUMS = f"SELECT {_REFERRING}, COUNT(*), MAX(criteria) FROM counted {{where}} GROUP BY {_REFERRING}"  # noqa: S608
_CHUNK = 500

_ADD_COUNTED = (
    "INSERT INTO counted (coder_id, code_id, respondent_id, document_id, coding_id, criteria)"
    " VALUES (:coder_id, :code_id, :respondent_id, :document_id, :coding_id, :criteria)"
)


@dataclass(frozen=True)
class CodingPlace:
    """What the derived table needs to know of a coding, in row numbers."""

    coding_id: int
    document_id: int
    start: int
    end: int
    code_id: int
    coder_id: int
    criteria: int


def drop_counted(session: Session, coding_ids: Iterable[int]) -> None:
    """Take codings out of the derived tables."""
    numbers = list(coding_ids)
    places: set[_ReferringPlace] = set()
    for first in range(0, len(numbers), _CHUNK):
        listed = ",".join(str(int(number)) for number in numbers[first : first + _CHUNK])
        for row in session.connection.exec_driver_sql(
            f"SELECT {_REFERRING} FROM counted WHERE coding_id IN ({listed})"  # noqa: S608 - numbers of our own
        ):
            places.add(tuple(row))
    session.do("DELETE FROM counted WHERE coding_id = :id", [{"id": number} for number in numbers])
    _sum_up(session, places)


def add_counted(session: Session, places: Sequence[CodingPlace]) -> None:
    """Put codings into the derived tables, document by document so that each text is read once."""
    found = []
    for place in sorted(places, key=lambda p: p.document_id):
        for respondent_id in session.voices(place.document_id).heard_in(place.start, place.end):
            found.append(_counted_row(place, respondent_id))
    session.do(_ADD_COUNTED, found)
    _sum_up(session, {(r["coder_id"], r["code_id"], r["respondent_id"], r["document_id"]) for r in found})


def _sum_up(session: Session, places: Iterable[_ReferringPlace]) -> None:
    """Bring the sums of ``counted`` in step where its rows changed."""
    changed = [dict(zip(("coder", "code", "respondent", "document"), place, strict=True)) for place in places]
    session.do(f"DELETE FROM refers WHERE {_AT_PLACE}", changed)  # noqa: S608 - as written above
    session.do(f"INSERT INTO refers {_SUMS.format(where=f'WHERE {_AT_PLACE}')}", changed)


def sums_out_of_step(session: Session) -> int:
    """Return how many rows of the sums are missing or other than they should be."""
    sums, kept = _SUMS.format(where=""), f"SELECT {_REFERRING}, passages, criteria FROM refers"  # noqa: S608
    return sum(
        int(session.one(f"SELECT COUNT(*) FROM ({left} EXCEPT {right})"))  # noqa: S608 - as written above
        for left, right in ((sums, kept), (kept, sums))
    )


def recount_documents(session: Session, document_ids: Iterable[int]) -> None:
    """Make the derived table anew for documents whose speakers or turns changed."""
    for document_id in document_ids:
        session.forget_voices(document_id)
        places = coding_places(session, document_id)
        drop_counted(session, [p.coding_id for p in places])
        add_counted(session, places)


def coding_places(session: Session, document_id: int) -> list[CodingPlace]:
    """Return the places of all codings of a document."""
    return [
        CodingPlace(*row)
        for row in session.all(
            'SELECT c.id, c.document_id, c.start, c."end", c.code_id, c.coder_id,'
            " (SELECT COUNT(*) FROM coding_criterion k WHERE k.coding_id = c.id)"
            " FROM coding c WHERE c.document_id = :document_id",
            document_id=document_id,
        )
    ]


def counted_as_it_should_be(session: Session, document_id: int) -> set[tuple[int, int, int, int, int, int]]:
    """Return the rows that the derived table must hold for a document, worked out afresh."""
    voices = read_voices(session.connection, document_id)
    return {
        tuple(_counted_row(place, respondent_id).values())  # type: ignore[misc]
        for place in coding_places(session, document_id)
        for respondent_id in voices.heard_in(place.start, place.end)
    }


def _counted_row(place: CodingPlace, respondent_id: int) -> dict[str, int]:
    return {
        "coder_id": place.coder_id,
        "code_id": place.code_id,
        "respondent_id": respondent_id,
        "document_id": place.document_id,
        "coding_id": place.coding_id,
        "criteria": place.criteria,
    }


def searchable(words: str) -> str:
    """Return words as the full-text indexes hold them: of the same length, without what would upset a search."""
    for character in _UNSEARCHABLE:
        words = words.replace(character, " ")
    return words


def index_turns(session: Session, turns: Sequence[tuple[int, str]]) -> None:
    """Put turns (row number, words) into the full-text index."""
    session.do(
        "INSERT INTO turn_words (rowid, words) VALUES (:id, :words)",
        [{"id": number, "words": searchable(words)} for number, words in turns],
    )


def unindex_turns(session: Session, turn_ids: Iterable[int]) -> None:
    """Take turns out of the full-text index."""
    session.do("DELETE FROM turn_words WHERE rowid = :id", [{"id": number} for number in turn_ids])


def index_memos(session: Session, table: str, memos: Iterable[tuple[int, str]]) -> None:
    """Put memos (row number, words) that are not empty into the full-text index of their table ("memo", "coding")."""
    session.do(
        f"INSERT INTO {table}_words (rowid, words) VALUES (:id, :words)",  # noqa: S608 - our own names
        [{"id": number, "words": searchable(words)} for number, words in memos if words],
    )


def unindex_memos(session: Session, table: str, numbers: Iterable[int]) -> None:
    """Take memos out of the full-text index of their table."""
    session.do(f"DELETE FROM {table}_words WHERE rowid = :id", [{"id": number} for number in numbers])  # noqa: S608
