"""The derived tables: for whom each coding counts, and the full-text indexes. All can be made again from the rest."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from fop_coder.model.counting import Voices
from fop_coder.store.session import Session, read_voices

HIT_BEGINS, HIT_ENDS = "\ufdd0", "\ufdd1"
"""Noncharacters that a search puts around its hits."""

_UNSEARCHABLE = (HIT_BEGINS, HIT_ENDS, "\0")

_ReferringPlace = tuple[int, ...]
"""Coder, code, respondent, document: row numbers."""

_REFERRING = "coder_id, code_id, respondent_id, document_id"
_AT_PLACE = "coder_id = ? AND code_id = ? AND respondent_id = ? AND document_id = ?"
_SUMS = f"SELECT {_REFERRING}, COUNT(*), MAX(criteria) FROM counted {{where}} GROUP BY {_REFERRING}"  # noqa: S608

_ADD_COUNTED = (
    "INSERT INTO counted (coder_id, code_id, respondent_id, document_id, coding_id, criteria) VALUES (?, ?, ?, ?, ?, ?)"
)

_CountedRow = tuple[int, int, int, int, int, int]
"""Coder, code, respondent, document, coding, number of criteria."""


class CodingPlace(NamedTuple):
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
    these = "counted WHERE coding_id IN (SELECT value FROM json_each(?))"
    numbers = (json.dumps(list(coding_ids)),)
    places = session.plain(f"SELECT DISTINCT {_REFERRING} FROM {these}", numbers)  # noqa: S608 - as written above
    session.write(f"DELETE FROM {these}", [numbers])  # noqa: S608 - as written above
    _sum_up(session, places)


def add_counted(session: Session, places: Sequence[CodingPlace]) -> None:
    """Put codings into the derived tables, document by document so that each text is read once."""
    found: list[_CountedRow] = []
    for document_id, here in groupby(sorted(places, key=itemgetter(1)), key=itemgetter(1)):
        found += _counted_rows(session.voices(document_id), here)
    found.sort()  # as the table is: rows that go beside one another are written many times as fast
    session.write(_ADD_COUNTED, found)
    _sum_up(session, {row[:4] for row in found})


def _sum_up(session: Session, places: Iterable[_ReferringPlace]) -> None:
    """Bring the sums of ``counted`` in step where its rows changed."""
    changed = sorted(places)
    session.write(f"DELETE FROM refers WHERE {_AT_PLACE}", changed)  # noqa: S608 - as written above
    session.write(f"INSERT INTO refers {_SUMS.format(where=f'WHERE {_AT_PLACE}')}", changed)


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
    found = session.plain(
        'SELECT c.id, c.document_id, c.start, c."end", c.code_id, c.coder_id,'
        " (SELECT COUNT(*) FROM coding_criterion k WHERE k.coding_id = c.id)"
        " FROM coding c WHERE c.document_id = ?",
        (document_id,),
    )
    return list(map(CodingPlace._make, found))


def counted_as_it_should_be(session: Session, document_id: int) -> set[_CountedRow]:
    """Return the rows that the derived table must hold for a document, worked out afresh."""
    return set(_counted_rows(read_voices(session, document_id), coding_places(session, document_id)))


def _counted_rows(voices: Voices[int], places: Iterable[CodingPlace]) -> Iterator[_CountedRow]:
    """Yield for whom codings of one document count."""
    for coding, document, start, end, code, coder, criteria in places:
        for respondent in voices.heard_in(start, end):
            yield coder, code, respondent, document, coding, criteria


def searchable(words: str) -> str:
    """Return words as the full-text indexes hold them: of the same length, without what would upset a search."""
    for character in _UNSEARCHABLE:
        words = words.replace(character, " ")
    return words


def index_turns(session: Session, turns: Sequence[tuple[int, str]]) -> None:
    """Put turns (row number, words) into the full-text index."""
    session.write(
        "INSERT INTO turn_words (rowid, words) VALUES (?, ?)", [(number, searchable(words)) for number, words in turns]
    )


def unindex_turns(session: Session, turn_ids: Iterable[int]) -> None:
    """Take turns out of the full-text index."""
    session.write("DELETE FROM turn_words WHERE rowid = ?", [(number,) for number in turn_ids])


def index_memos(session: Session, table: str, memos: Iterable[tuple[int, str]]) -> None:
    """Put memos (row number, words) that are not empty into the full-text index of their table ("memo", "coding")."""
    session.write(
        f"INSERT INTO {table}_words (rowid, words) VALUES (?, ?)",  # noqa: S608 - our own names
        [(number, searchable(words)) for number, words in memos if words],
    )


def unindex_memos(session: Session, table: str, numbers: Iterable[int]) -> None:
    """Take memos out of the full-text index of their table."""
    session.write(f"DELETE FROM {table}_words WHERE rowid = ?", [(number,) for number in numbers])  # noqa: S608
