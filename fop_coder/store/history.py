"""The history: append-only, each row chained to the one before over digests, so that payloads can be erased one day.

A payload's digest is SHA-256 over a random salt and its JSON; the chain is SHA-256 over the link before and the row.
Whoever erases a payload leaves the digest, and the chain still verifies.
"""

import hashlib
import json
import os
import zlib
from collections.abc import Iterable
from typing import Any

from fop_coder.model.base import Guid, now
from fop_coder.model.change import Change, HistoryEntry, HistoryLine, Value
from fop_coder.model.errors import ProjectRefused
from fop_coder.model.serial import change_from_plain, change_to_plain
from fop_coder.store.session import Session

_SALT_BYTES = 16
_START = "0" * 64


def append(session: Session, change: Change, coder: Guid, undoes: int | None) -> int:
    """Write one row for a Change that was just carried out; return its number, counted from 1."""
    last = session.all("SELECT number, chain FROM history ORDER BY number DESC LIMIT 1")
    number, previous = (last[0][0] + 1, last[0][1]) if last else (1, _START)
    body = json.dumps(change_to_plain(change), ensure_ascii=False, separators=(",", ":")).encode()
    salt = os.urandom(_SALT_BYTES)
    at, digest = now(), _digest(salt, body)
    session.do(
        "INSERT INTO history (number, at, coder, undoes, digest, chain)"
        " VALUES (:number, :at, :coder, :undoes, :digest, :chain)",
        {
            "number": number,
            "at": at,
            "coder": coder,
            "undoes": undoes,
            "digest": digest,
            "chain": _link(previous, number, at, coder, undoes, digest),
        },
    )
    session.do(
        "INSERT INTO payload (number, salt, body) VALUES (:number, :salt, :body)",
        {"number": number, "salt": salt, "body": zlib.compress(body, 1)},
    )
    return int(number)


def last_link(session: Session) -> str:
    """Return the last link of the chain, which stands for everything that was done."""
    found = session.all("SELECT chain FROM history ORDER BY number DESC LIMIT 1")
    return str(found[0][0]) if found else _START


def entries(session: Session, *, last: int | None = None) -> list[HistoryEntry]:
    """Return the history from its beginning, or only its last entries."""
    limit = "" if last is None else f"LIMIT {int(last)}"
    found = session.all(
        "SELECT h.number, h.at, h.coder, h.undoes, p.body FROM history h"  # noqa: S608 - a whole number
        f" LEFT JOIN payload p ON p.number = h.number ORDER BY h.number DESC {limit}"
    )
    return [
        HistoryEntry(number, at, Guid(coder), undoes, None if body is None else _change(body))
        for number, at, coder, undoes, body in reversed(found)
    ]


def lines(session: Session, newest: int, oldest: int) -> list[HistoryLine]:
    """Return the entries of these numbers, the latest first, without building their values.

    Raises:
        ProjectRefused: if an entry is damaged.
    """
    found = session.all(
        "SELECT h.number, h.at, h.coder, h.undoes, (SELECT max(u.number) FROM history u WHERE u.undoes = h.number),"
        " p.body FROM history h LEFT JOIN payload p ON p.number = h.number"
        " WHERE h.number BETWEEN :oldest AND :newest ORDER BY h.number DESC",
        oldest=oldest,
        newest=newest,
    )
    listed = []
    for number, at, coder, undoes, undone_by, body in found:
        plain = {} if body is None else _plain(body)
        kinds = frozenset(v["is"] for side in ("removed", "added") for v in plain.get(side, ()))
        listed.append(HistoryLine(number, at, Guid(coder), undoes, undone_by, plain.get("label"), kinds))
    return listed


def change_of(session: Session, number: int) -> Change | None:
    """Return what an entry did, None where it was erased or there is none."""
    found = session.all("SELECT body FROM payload WHERE number = :number", number=number)
    return _change(found[0][0]) if found else None


def taken_off(session: Session, kinds: Iterable[type[Value]]) -> set[Guid]:
    """Return the values of some kinds that any entry takes off without putting them in again.

    Raises:
        ProjectRefused: if an entry is damaged.
    """
    names = {kind.__name__ for kind in kinds}
    found: set[Guid] = set()
    for (body,) in session.connection.exec_driver_sql("SELECT body FROM payload"):
        plain = _plain(body)
        if plain["removed"]:
            kept = {value["guid"] for value in plain["added"]}
            found |= {v["guid"] for v in plain["removed"] if v["is"] in names and v["guid"] not in kept}
    return found


def entry_to_undo(session: Session) -> HistoryEntry | None:
    """Return the last entry that is neither an undo nor taken back already; None where nothing is left."""
    found = session.all(
        "SELECT h.number, h.at, h.coder, p.body FROM history h JOIN payload p ON p.number = h.number"
        " WHERE h.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM history u WHERE u.undoes = h.number)"
        " ORDER BY h.number DESC LIMIT 1"
    )
    if not found:
        return None
    number, at, coder, body = found[0]
    return HistoryEntry(number, at, Guid(coder), None, _change(body))


def problems(session: Session) -> list[str]:
    """Return what is wrong with the chain; nothing where it verifies."""
    found = []
    previous = _START
    rows = session.all(
        "SELECT h.number, h.at, h.coder, h.undoes, h.digest, h.chain, p.salt, p.body"
        " FROM history h LEFT JOIN payload p ON p.number = h.number ORDER BY h.number"
    )
    for place, (number, at, coder, undoes, digest, chain, salt, body) in enumerate(rows, start=1):
        if number != place:
            found.append(f"history: entry {place} is missing")
            break
        if chain != _link(previous, number, at, coder, undoes, digest):
            found.append(f"history: entry {number} does not follow from the one before it")
        if body is not None and not _is_whole(salt, body, digest):
            found.append(f"history: the content of entry {number} was altered")
        previous = chain
    return found


def _is_whole(salt: bytes, body: bytes, digest: str) -> bool:
    try:
        return _digest(salt, zlib.decompress(body)) == digest
    except zlib.error:
        return False


def _change(body: bytes) -> Change:
    return change_from_plain(_plain(body))


def _plain(body: bytes) -> dict[str, Any]:
    try:
        plain: dict[str, Any] = json.loads(zlib.decompress(body))
        return plain
    except (zlib.error, ValueError) as error:
        raise ProjectRefused(
            f"an entry of the history is damaged ({error})", do="See which one with: fop-coder verify"
        ) from error


def _digest(salt: bytes, body: bytes) -> str:
    return hashlib.sha256(salt + body).hexdigest()


def _link(previous: str, number: int, at: str, coder: str, undoes: int | None, digest: str) -> str:
    row = json.dumps([previous, number, at, coder, undoes, digest], separators=(",", ":"))
    return hashlib.sha256(row.encode()).hexdigest()
