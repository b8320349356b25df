"""Carrying out a Change: check that it fits, take away, put in, bring the derived tables in step. The only code that writes."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.exc import IntegrityError

from fop_coder.model.base import Guid
from fop_coder.model.change import KINDS, Change, Value
from fop_coder.model.codebook import Band, Code, Instrument, Scheme
from fop_coder.model.coding import Coding, Memo
from fop_coder.model.documents import Document, Finish, Speaker, TurnList
from fop_coder.model.errors import ChangeRefused, ValueRefused
from fop_coder.model.people import Settings
from fop_coder.model.serial import all_fields
from fop_coder.store import derived
from fop_coder.store.reading import read_codebook, read_turn_list
from fop_coder.store.session import Session
from fop_coder.store.tables import MAPPED, Mapped, read_by_guid


@dataclass
class _Touched:
    """What a Change touches, gathered on the way for the checks and derived tables at its end (row numbers)."""

    codings: list[derived.CodingPlace] = field(default_factory=list)
    documents: set[int] = field(default_factory=set)


def write_change(session: Session, change: Change) -> None:
    """Carry out a Change inside the transaction that the caller has begun.

    Raises:
        ChangeRefused: if the present values are not those that the Change removes, if it refers to something that is not
            there, or if what results cannot be.
    """
    try:
        _check_present(session, change)
        _write(session, change)
    except KeyError as error:
        raise ChangeRefused(
            f"{change.label!r} refers to something that is not in the project ({error.args[0]})",
            do="It may have been removed in the meantime; look again and repeat",
        ) from error
    except IntegrityError as error:
        raise ChangeRefused(_explain(change, str(error.orig))) from error


def _explain(change: Change, reason: str) -> str:
    if "UNIQUE" in reason:
        return f"{change.label!r} would put something in twice ({reason.removeprefix('UNIQUE constraint failed: ')})"
    return f"{change.label!r} would leave something pointing at what is gone"


def _check_present(session: Session, change: Change) -> None:
    """Refuse a Change whose removed values are not as they are now."""
    by_kind: dict[type[Value], list[Value]] = defaultdict(list)
    for value in change.removed:
        by_kind[type(value)].append(value)
    for kind, values in by_kind.items():
        if kind is TurnList:
            present = {v.guid: read_turn_list(session, v.document) for v in values if isinstance(v, TurnList)}
        else:
            present = {g: v for g, v in read_by_guid(session, kind, [v.guid for v in values]).items()}
        for value in values:
            if present.get(value.guid) != value:
                gone = "is no longer there" if present.get(value.guid) is None else "has changed in the meantime"
                raise ChangeRefused(f"{change.label!r} cannot be done: a {_word(kind)} {gone}", do="Look again and repeat")


def _word(kind: type[Value]) -> str:
    return kind.__name__.lower()


def _write(session: Session, change: Change) -> None:
    removed: dict[type[Value], dict[Guid, Value]] = defaultdict(dict)
    added: dict[type[Value], dict[Guid, Value]] = defaultdict(dict)
    for value in change.removed:
        removed[type(value)][value.guid] = value
    for value in change.added:
        added[type(value)][value.guid] = value
    touched = _Touched()
    session.do(
        'INSERT OR IGNORE INTO "text" (sha256, content) VALUES (:sha256, :content)',
        [{"sha256": t.sha256, "content": t.content} for t in change.texts],
    )
    for kind in reversed(KINDS):
        gone = [v for guid, v in removed[kind].items() if guid not in added[kind]]
        if gone:
            _delete(session, kind, gone, touched)
    for kind in KINDS:
        fresh = [v for guid, v in added[kind].items() if guid not in removed[kind]]
        again = [v for guid, v in added[kind].items() if guid in removed[kind]]
        if fresh:
            _insert(session, kind, fresh, touched)
        if again:
            _update(session, kind, again, removed[kind], touched)
    _bring_in_step(session, touched)
    _check_result(session, change, touched)


def _bring_in_step(session: Session, touched: _Touched) -> None:
    gone = touched.documents - set(session.identities.guids("document"))
    for document_id in gone:
        session.forget_voices(document_id)
    derived.recount_documents(session, sorted(touched.documents - gone))
    derived.add_counted(session, [p for p in touched.codings if p.document_id not in touched.documents])


def _check_result(session: Session, change: Change, touched: _Touched) -> None:
    """Check what spans several values: passages within their text, criteria of their code, a codebook that holds together."""
    if touched.codings:
        _check_codings(session, touched.codings)
    if change.kinds & {Code, Scheme, Instrument, Band}:
        try:
            read_codebook(session)
        except ValueRefused as error:
            raise ChangeRefused(error.what, where=error.where, do=error.do) from error
    if change.kinds & {Speaker, TurnList} and session.one(
        "SELECT EXISTS(SELECT 1 FROM turn t JOIN speaker s ON s.id = t.speaker_id WHERE s.document_id <> t.document_id"
        f" AND t.document_id IN ({','.join(str(n) for n in touched.documents)}))"
    ):
        raise ChangeRefused("a turn is given to a speaker of another document")
    if Settings in change.kinds and session.one("SELECT COUNT(*) FROM settings") != 1:
        raise ChangeRefused("a project has exactly one set of settings")


def _check_codings(session: Session, places: Sequence[derived.CodingPlace]) -> None:
    last: dict[int, int] = {}
    for place in places:
        last[place.document_id] = max(place.end, last.get(place.document_id, 0))
    for document_id, end in last.items():
        name, length = session.all("SELECT name, length FROM document WHERE id = :id", id=document_id)[0]
        if end > length:
            raise ChangeRefused(f"a passage ends at character {end}, the text has {length}", where=name, do="Choose it again")


def _next_id(session: Session, table: str) -> int:
    return int(session.one(f'SELECT COALESCE(MAX(id), 0) + 1 FROM "{table}"'))  # noqa: S608 - our own names


def _insert(session: Session, kind: type[Value], values: Sequence[Value], touched: _Touched) -> None:
    if kind is TurnList:
        _insert_turns(session, [v for v in values if isinstance(v, TurnList)], touched)
        return
    mapped = MAPPED[kind]
    first = _next_id(session, mapped.name)
    numbered = [(number, value) for number, value in enumerate(values, start=first)]
    session.identities.learn(mapped.name, [(value.guid, number) for number, value in numbered])
    new_rows = [{"id": number, **_row(session, mapped, value)} for number, value in numbered]
    session.connection.execute(mapped.table.insert(), new_rows)
    for number, value in numbered:
        _write_children(session, mapped, number, value, [])
        _note(session, number, value, touched)
    if kind is Coding:
        _write_criteria(session, numbered)
    if kind in (Coding, Memo):
        _index_memos(session, numbered, fresh=True)


def _row(session: Session, mapped: Mapped, value: Value) -> dict[str, Any]:
    row = mapped.encode(value, session)
    if isinstance(value, Coding):
        del row["criteria"]
    if isinstance(value, Finish):
        row["reading_id"] = _reading_id(session, row.pop("read_for"))
    return row


def _reading_id(session: Session, read_for: list[Any]) -> int:
    """Return the number of a set of codes read for, which is kept once however many documents share it."""
    plain = json.dumps(read_for, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(plain.encode()).hexdigest()
    session.do("INSERT OR IGNORE INTO reading (digest, codes) VALUES (:digest, :codes)", {"digest": digest, "codes": plain})
    return int(session.one("SELECT id FROM reading WHERE digest = :digest", digest=digest))


def _update(
    session: Session, kind: type[Value], values: Sequence[Value], before: dict[Guid, Value], touched: _Touched
) -> None:
    if kind is TurnList:
        lists = [v for v in values if isinstance(v, TurnList)]
        _delete_turns(session, lists, touched)
        _insert_turns(session, lists, touched)
        return
    mapped = MAPPED[kind]
    numbers = _numbers(session, mapped.name, [v.guid for v in values])
    numbered = [(numbers[v.guid], v) for v in values]
    columns = [{"b_id": number, **_row(session, mapped, value)} for number, value in numbered]
    session.connection.execute(mapped.table.update().where(mapped.table.c.id == bindparam("b_id")), columns)
    for number, value in numbered:
        _write_children(session, mapped, number, value, [before[value.guid]])
        _note(session, number, value, touched)
    if kind is Coding:
        derived.drop_counted(session, [number for number, _ in numbered])
        session.do("DELETE FROM coding_criterion WHERE coding_id = :id", [{"id": number} for number, _ in numbered])
        _write_criteria(session, numbered)
    if kind in (Coding, Memo):
        _index_memos(session, numbered, fresh=False)


def _numbers(session: Session, table: str, guids: Sequence[Guid]) -> dict[Guid, int]:
    """Return the row numbers of GUIDs without reading a whole table (there may be a million codings)."""
    numbers = {}
    for guid in guids:
        found = session.all(f'SELECT id FROM "{table}" WHERE guid = :guid', guid=guid)  # noqa: S608 - our own names
        if not found:
            raise KeyError(guid)
        numbers[guid] = int(found[0][0])
    return numbers


def _note(session: Session, number: int, value: Value, touched: _Touched) -> None:
    """Remember what the derived tables must follow."""
    if isinstance(value, Speaker):
        touched.documents.add(session.identities.ids("document")[value.document])
    elif isinstance(value, Coding):
        ids = session.identities.ids
        touched.codings.append(
            derived.CodingPlace(
                number,
                ids("document")[value.document],
                value.start,
                value.end,
                ids("code")[value.code],
                ids("coder")[value.coder],
                len(value.criteria),
            )
        )


def _write_criteria(session: Session, numbered: Iterable[tuple[int, Value]]) -> None:
    ids, codes = session.identities.ids("criterion"), session.identities.guids("code")
    owners = {guid: codes[code] for guid, code in session.all("SELECT guid, code_id FROM criterion")}
    links = []
    for number, value in numbered:
        if isinstance(value, Coding):
            for criterion in value.criteria:
                if owners[criterion] != value.code:
                    raise ChangeRefused("a passage is given a criterion of another code", do="Choose its criteria again")
                links.append({"coding": number, "criterion": ids[criterion]})
    session.do("INSERT INTO coding_criterion (coding_id, criterion_id) VALUES (:coding, :criterion)", links)


def _write_children(session: Session, mapped: Mapped, owner: int, value: Value, before: Sequence[Value]) -> None:
    """Bring criteria or categories in step: those that stay keep their numbers, because codings point at them."""
    for child in mapped.children:
        table = child.table
        old = {c.guid for b in before for c in getattr(b, child.name)}
        new = all_fields(value)[child.name]
        gone = old - {c["guid"] for c in new}
        session.do(f'DELETE FROM "{table.name}" WHERE guid = :guid', [{"guid": g} for g in gone])  # noqa: S608
        session.identities.unlearn(table.name, gone)
        for position, plain in enumerate(new):
            columns = {**{name: plain.get(name, "") for name in child.fields}, child.owner: owner, "position": position}
            if plain["guid"] in old:
                session.connection.execute(table.update().where(table.c.guid == plain["guid"]), columns)
            else:
                number = _next_id(session, table.name)
                session.connection.execute(table.insert(), {"id": number, **columns})
                session.identities.learn(table.name, [(plain["guid"], number)])


def _index_memos(session: Session, numbered: Iterable[tuple[int, Value]], *, fresh: bool) -> None:
    for number, value in numbered:
        words = value.memo if isinstance(value, Coding) else value.text if isinstance(value, Memo) else ""
        if words or not fresh:
            derived.index_memo(session, MAPPED[type(value)].name, number, words)


def _delete(session: Session, kind: type[Value], values: Sequence[Value], touched: _Touched) -> None:
    if kind is TurnList:
        _delete_turns(session, [v for v in values if isinstance(v, TurnList)], touched)
        return
    mapped = MAPPED[kind]
    numbers = _numbers(session, mapped.name, [v.guid for v in values])
    before = _BEFORE_DELETE.get(kind)
    if before:
        before(session, list(numbers.values()))
    for value in values:
        if isinstance(value, Speaker):
            touched.documents.add(session.identities.ids("document")[value.document])
        if isinstance(value, Document):
            touched.documents.discard(numbers[value.guid])
            session.forget_voices(numbers[value.guid])
    for child in mapped.children:
        guids = [c.guid for v in values for c in getattr(v, child.name)]
        session.do(f'DELETE FROM "{child.table.name}" WHERE guid = :guid', [{"guid": g} for g in guids])  # noqa: S608
        session.identities.unlearn(child.table.name, guids)
    session.do(f'DELETE FROM "{mapped.name}" WHERE id = :id', [{"id": n} for n in numbers.values()])  # noqa: S608
    session.identities.unlearn(mapped.name, list(numbers))


def _before_codings(session: Session, numbers: Sequence[int]) -> None:
    derived.drop_counted(session, numbers)
    session.do("DELETE FROM coding_criterion WHERE coding_id = :id", [{"id": number} for number in numbers])
    for number in numbers:
        derived.unindex_memo(session, "coding", number)


def _before_memos(session: Session, numbers: Sequence[int]) -> None:
    for number in numbers:
        derived.unindex_memo(session, "memo", number)


_BEFORE_DELETE: dict[type[Value], Callable[[Session, Sequence[int]], None]] = {
    Coding: _before_codings,
    Memo: _before_memos,
}


def _insert_turns(session: Session, lists: Sequence[TurnList], touched: _Touched) -> None:
    first = _next_id(session, "turn")
    for turn_list in lists:
        document_id = session.identities.ids("document")[turn_list.document]
        speakers = session.identities.ids("speaker")
        content = session.one(
            'SELECT t.content FROM document d JOIN "text" t ON t.sha256 = d.sha256 WHERE d.id = :id', id=document_id
        )
        if turn_list.turns and turn_list.turns[-1].end > len(content):
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
        derived.index_turns(session, [(row["id"], content[row["start"] : row["end"]]) for row in new_rows])
        touched.documents.add(document_id)
        first += len(new_rows)


def _delete_turns(session: Session, lists: Sequence[TurnList], touched: _Touched) -> None:
    for turn_list in lists:
        document_id = session.identities.ids("document")[turn_list.document]
        numbers = [row[0] for row in session.all("SELECT id FROM turn WHERE document_id = :id", id=document_id)]
        derived.unindex_turns(session, numbers)
        session.do("DELETE FROM turn WHERE document_id = :id", {"id": document_id})
        touched.documents.add(document_id)
