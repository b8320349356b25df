"""Carrying out a Change: check that it fits, take away, put in, bring the derived tables in step."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from fop_coder.model.base import Guid
from fop_coder.model.change import KINDS, Change, Value
from fop_coder.model.coding import Coding, Memo
from fop_coder.model.documents import Document, Finish, Speaker, TurnList
from fop_coder.model.errors import ChangeRefused
from fop_coder.model.serial import plain_content
from fop_coder.store import derived
from fop_coder.store.consistency import Touched, check_result
from fop_coder.store.reading import read_turn_list
from fop_coder.store.session import Session
from fop_coder.store.tables import ANY_OF, MAPPED, Mapped, quoted, read_by_guid
from fop_coder.store.turns import delete_turns, insert_turns, reindex_turns

_Numbered = list[tuple[int, Value]]
_Columns = dict[str, Sequence[Any]]


def write_change(session: Session, change: Change) -> None:
    """Carry out a Change inside the transaction that the caller has begun.

    Raises:
        ChangeRefused: if the present values are not those that the Change removes, if it refers to something that is
            not there, or if what results cannot be.
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
        raise ChangeRefused(explain(change, str(error.orig))) from error


def explain(change: Change, reason: str) -> str:
    """Say in the user's terms which constraint of the tables a Change would break."""
    if "UNIQUE" in reason:
        return f"{change.label!r} would put something in twice ({reason.removeprefix('UNIQUE constraint failed: ')})"
    return f"{change.label!r} would leave something pointing at what is gone"


def _check_present(session: Session, change: Change) -> None:
    """Refuse a Change whose removed values are not as they are now."""
    by_kind: dict[type[Value], list[Value]] = defaultdict(list)
    for value in change.removed:
        by_kind[type(value)].append(value)
    for kind, values in by_kind.items():
        present: dict[Guid, Value | None] = {}
        if kind is TurnList:
            present.update((v.guid, read_turn_list(session, v.document)) for v in values if isinstance(v, TurnList))
        else:
            present.update(read_by_guid(session, kind, [v.guid for v in values]))
        for value in values:
            if present.get(value.guid) != value:
                gone = "is no longer there" if present.get(value.guid) is None else "has changed in the meantime"
                raise ChangeRefused(
                    f"{change.label!r} cannot be done: a {_word(kind)} {gone}", do="Look again and repeat"
                )


def _word(kind: type[Value]) -> str:
    return kind.__name__.lower()


def _write(session: Session, change: Change) -> None:
    removed: dict[type[Value], dict[Guid, Value]] = defaultdict(dict)
    added: dict[type[Value], dict[Guid, Value]] = defaultdict(dict)
    for value in change.removed:
        removed[type(value)][value.guid] = value
    for value in change.added:
        added[type(value)][value.guid] = value
    touched = Touched()
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
        # Numbered first, so that what changes can refer to what is new; written last, so that names given up are free.
        numbered = _number(session, kind, fresh)
        if again:
            _update(session, kind, again, removed[kind], touched)
        if numbered:
            _insert(session, kind, numbered, touched)
    session.forget_kept(change.kinds)
    _bring_in_step(session, touched)
    check_result(session, change, touched)


def _bring_in_step(session: Session, touched: Touched) -> None:
    gone = touched.documents - set(session.identities.guids("document"))
    for document_id in gone:
        session.forget_voices(document_id)
    for document_id in touched.texts:
        reindex_turns(session, document_id)
    derived.recount_documents(session, sorted(touched.documents - gone))
    derived.add_counted(session, [p for p in touched.codings if p.document_id not in touched.documents])


def _next_id(session: Session, table: str) -> int:
    return int(session.one(f'SELECT COALESCE(MAX(id), 0) + 1 FROM "{table}"'))  # noqa: S608 - our own names


def _number(session: Session, kind: type[Value], values: Sequence[Value]) -> _Numbered:
    """Give new values their row numbers (turns get theirs when they are written)."""
    if kind is TurnList or not values:
        return [(0, value) for value in values]
    name = MAPPED[kind].name
    numbered = list(enumerate(values, start=_next_id(session, name)))
    session.identities.learn(name, [(value.guid, number) for number, value in numbered])
    return numbered


def _insert(session: Session, kind: type[Value], numbered: _Numbered, touched: Touched) -> None:
    if kind is TurnList:
        touched.documents |= insert_turns(session, [v for _, v in numbered if isinstance(v, TurnList)])
        return
    mapped = MAPPED[kind]
    columns = _columns(session, mapped, numbered)
    names = ", ".join(map(quoted, columns))
    session.write(
        f'INSERT INTO "{mapped.name}" ({names}) VALUES ({", ".join("?" * len(columns))})',  # noqa: S608 - our own names
        zip(*columns.values(), strict=True),
    )
    if mapped.children:
        for number, value in numbered:
            _write_children(session, mapped, number, value, [])
    _note(session, numbered, columns, touched)
    if kind is Coding:
        _write_criteria(session, numbered)
    if kind in (Coding, Memo):
        _index_memos(session, mapped, numbered)


def _columns(session: Session, mapped: Mapped, numbered: _Numbered) -> _Columns:
    """Return the rows of numbered values, column by column; the numbers come last."""
    columns = mapped.encode([value for _, value in numbered], session)
    if mapped.kind is Finish:
        columns["reading_id"] = _reading_ids(session, columns.pop("read_for"))
    columns["id"] = [number for number, _ in numbered]
    return columns


def _reading_ids(session: Session, read_for: Sequence[list[Any]]) -> list[int]:
    """Return the numbers of sets of codes read for, which are kept once however many documents share them."""
    numbers: dict[str, int] = {}
    found = []
    for one in read_for:
        plain = json.dumps(one, sort_keys=True, separators=(",", ":"))
        if plain not in numbers:
            numbers[plain] = _reading_id(session, plain)
        found.append(numbers[plain])
    return found


def _reading_id(session: Session, plain: str) -> int:
    digest = hashlib.sha256(plain.encode()).hexdigest()
    session.do(
        "INSERT OR IGNORE INTO reading (digest, codes) VALUES (:digest, :codes)", {"digest": digest, "codes": plain}
    )
    return int(session.one("SELECT id FROM reading WHERE digest = :digest", digest=digest))


def _update(
    session: Session, kind: type[Value], values: Sequence[Value], before: dict[Guid, Value], touched: Touched
) -> None:
    if kind is TurnList:
        lists = [v for v in values if isinstance(v, TurnList)]
        touched.documents |= delete_turns(session, lists) | insert_turns(session, lists)
        return
    mapped = MAPPED[kind]
    numbers = _numbers(session, mapped.name, [v.guid for v in values])
    numbered = [(numbers[v.guid], v) for v in values]
    columns = _columns(session, mapped, numbered)
    _update_rows(session, mapped, columns)
    for number, value in numbered:
        _write_children(session, mapped, number, value, [before[value.guid]])
        _note_before(session, number, before[value.guid], value, touched)
    _note(session, numbered, columns, touched)
    if kind is Coding:
        derived.drop_counted(session, columns["id"])
        session.write(f"DELETE FROM coding_criterion WHERE coding_id {ANY_OF}", [(json.dumps(columns["id"]),)])  # noqa: S608
        _write_criteria(session, numbered)
    if kind in (Coding, Memo):
        derived.unindex_memos(session, mapped.name, [number for number, v in numbered if _memo(before[v.guid])])
        _index_memos(session, mapped, numbered)


def _update_rows(session: Session, mapped: Mapped, columns: _Columns) -> None:
    changed = ", ".join(f"{quoted(name)} = ?" for name in columns if name != "id")
    statement = f'UPDATE "{mapped.name}" SET {changed} WHERE id = ?'  # noqa: S608 - our own names
    values = list(zip(*columns.values(), strict=True))
    try:
        session.write(statement, values)
    except IntegrityError:
        if len(values) == 1:
            raise
        # Two may change places (labels, the extents of passages): all are put out of the way first, then written.
        _put_aside(session, mapped, columns["id"])
        session.write(statement, values)


def _put_aside(session: Session, mapped: Mapped, numbers: Sequence[int]) -> None:
    """Give rows values that nothing else has, in every constraint that wants them distinct."""
    for constraint in mapped.table.constraints:
        names = [c.name for c in constraint.columns] if isinstance(constraint, UniqueConstraint) else []
        if names in ([], ["guid"]):
            continue
        texts = [name for name in names if isinstance(mapped.table.c[name].type, Text)]
        column, aside = (texts[0], "char(0) || id") if texts else (names[-1], "-id")
        session.do(
            f'UPDATE "{mapped.name}" SET "{column}" = {aside} WHERE id = :id',  # noqa: S608 - our own names
            [{"id": number} for number in numbers],
        )


def _numbers(session: Session, table: str, guids: Sequence[Guid]) -> dict[Guid, int]:
    """Return the row numbers of GUIDs without reading a whole table (there may be a million codings)."""
    query = f'SELECT guid, id FROM "{table}" WHERE guid {ANY_OF}'  # noqa: S608 - our own names
    found = dict(session.plain(query, (json.dumps(guids),)))
    return {guid: found[guid] for guid in guids}


def _note(session: Session, numbered: _Numbered, columns: _Columns, touched: Touched) -> None:
    """Remember what the derived tables must follow."""
    kind = type(numbered[0][1])
    if kind is Speaker:
        touched.documents.update(columns["document_id"])
    elif kind is Coding:
        places = [columns[name] for name in ("id", "document_id", "start", "end", "code_id", "coder_id")]
        criteria = [len(value.criteria) for _, value in numbered if isinstance(value, Coding)]
        touched.codings += map(derived.CodingPlace, *places, criteria)


def _note_before(session: Session, number: int, before: Value, value: Value, touched: Touched) -> None:
    """Remember what the derived tables must follow of a value as it was."""
    if isinstance(before, Speaker):
        touched.documents.add(session.identities.ids("document")[before.document])
    elif isinstance(before, Document) and isinstance(value, Document) and before.sha256 != value.sha256:
        touched.texts.add(number)
        touched.documents.add(number)


def _write_criteria(session: Session, numbered: Iterable[tuple[int, Value]]) -> None:
    ids, codes = session.identities.ids("criterion"), session.identities.guids("code")
    owners = {guid: codes[code] for guid, code in session.all("SELECT guid, code_id FROM criterion")}
    links = []
    for number, value in numbered:
        if isinstance(value, Coding):
            for criterion in value.criteria:
                if owners[criterion] != value.code:
                    raise ChangeRefused(
                        "a passage is given a criterion of another code", do="Choose its criteria again"
                    )
                links.append((number, ids[criterion]))
    session.write("INSERT INTO coding_criterion (coding_id, criterion_id) VALUES (?, ?)", links)


def _write_children(session: Session, mapped: Mapped, owner: int, value: Value, before: Sequence[Value]) -> None:
    """Bring criteria or categories in step: those that stay keep their numbers, because codings point at them."""
    for child in mapped.children:
        table = child.table
        old = {c.guid for b in before for c in getattr(b, child.name)}
        new = plain_content(getattr(value, child.name))
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


def _index_memos(session: Session, mapped: Mapped, numbered: _Numbered) -> None:
    derived.index_memos(session, mapped.name, [(number, _memo(value)) for number, value in numbered])


def _memo(value: Value) -> str:
    return value.memo if isinstance(value, Coding) else value.text if isinstance(value, Memo) else ""


def _delete(session: Session, kind: type[Value], values: Sequence[Value], touched: Touched) -> None:
    if kind is TurnList:
        touched.documents |= delete_turns(session, [v for v in values if isinstance(v, TurnList)])
        return
    mapped = MAPPED[kind]
    numbers = _numbers(session, mapped.name, [v.guid for v in values])
    if kind is Coding:
        derived.drop_counted(session, list(numbers.values()))
        gone = (json.dumps(list(numbers.values())),)
        session.write(f"DELETE FROM coding_criterion WHERE coding_id {ANY_OF}", [gone])  # noqa: S608
    if kind in (Coding, Memo):
        derived.unindex_memos(session, mapped.name, [numbers[v.guid] for v in values if _memo(v)])
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
    session.write(f'DELETE FROM "{mapped.name}" WHERE id {ANY_OF}', [(json.dumps(list(numbers.values())),)])  # noqa: S608
    session.identities.unlearn(mapped.name, list(numbers))
