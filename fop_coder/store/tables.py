"""How each kind of value becomes a row and comes back. Most fields are columns; what differs is said here once."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any, cast

from sqlalchemy import Boolean, Table

from fop_coder.model.base import Guid
from fop_coder.model.change import Value
from fop_coder.model.codebook import Band, Code, CodebookVersion, Instrument, Scheme
from fop_coder.model.coding import Classification, Coding, GuideQuestion, Mark, Memo, NamedFilter
from fop_coder.model.documents import Assignment, Document, Finish, Speaker, TurnList
from fop_coder.model.errors import ValueRefused
from fop_coder.model.matrix import Summary
from fop_coder.model.people import Attribute, AttributeValue, Case, Coder, KeptName, Respondent, Settings
from fop_coder.model.report import FrozenFigures, Quotation, ReportItem
from fop_coder.model.second_coding import KeptAgreement, Pack, PackOrigin, Round, Settlement
from fop_coder.model.serial import field_readers, plain_content
from fop_coder.store import rows
from fop_coder.store.collecting import collecting_later
from fop_coder.store.session import Session

CHUNK = 10_000
"""How many GUIDs or row numbers one query asks for, so that memory stays bounded."""

ANY_OF = "IN (SELECT value FROM json_each(?))"
"""Is one of those in a JSON list: a list of numbers or GUIDs of any length is one value of the statement."""


@dataclass(frozen=True)
class Children:
    """A field that lies in a table of its own.

    ``fields`` are the columns besides the owner's number; ``position`` keeps the order where there is one.
    """

    name: str
    table: Table
    owner: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Mapped:
    """How one kind of value is kept.

    Attributes:
        references: field → table that it refers to; the column is the field with ``_id``.
        json_fields: fields kept as JSON text.
        children: fields that lie in tables of their own, in order, with GUIDs of their own.
    """

    kind: type[Value]
    row: type[rows.Row]
    references: Mapping[str, str] = field(default_factory=dict)
    json_fields: tuple[str, ...] = ()
    children: tuple[Children, ...] = ()

    @property
    def table(self) -> Table:
        """The table, for SQLAlchemy."""
        return rows.metadata.tables[self.name]

    @property
    def name(self) -> str:
        """The table's name."""
        return str(self.row.__tablename__)

    @cached_property
    def selected(self) -> str:
        """The beginning of a query for whole rows."""
        return f'SELECT {", ".join(quoted(column.name) for column in self.table.c)} FROM "{self.name}"'  # noqa: S608

    @cached_property
    def yes_or_no(self) -> frozenset[str]:
        """The columns that hold 0 or 1 for no and yes."""
        return frozenset(name for name, column in self.table.c.items() if isinstance(column.type, Boolean))

    @cached_property
    def own_fields(self) -> tuple[str, ...]:
        """The fields that lie in the kind's own table, or are referred to from it."""
        elsewhere = {"criteria"} if self.kind is Coding else {child.name for child in self.children}
        return tuple(name for name in field_readers(self.kind) if name not in elsewhere)

    def encode(self, values: Sequence[Value], session: Session) -> dict[str, Sequence[Any]]:
        """Return the rows of values, column by column, without their numbers and children.

        Raises:
            KeyError: if one refers to something that is not there.
        """
        columns: dict[str, Sequence[Any]] = {}
        for name in self.own_fields:
            contents = list(map(attrgetter(name), values))
            if name in self.references:
                ids = session.identities.ids(self.references[name])
                columns[f"{name}_id"] = [None if guid is None else ids[guid] for guid in contents]
            elif name in self.json_fields:
                plain = map(plain_content, contents)
                columns[name] = [None if p is None else json.dumps(p, ensure_ascii=False) for p in plain]
            elif field_readers(self.kind)[name] is None:
                columns[name] = contents
            else:
                columns[name] = list(map(plain_content, contents))
        return columns


_CRITERIA = Children("criteria", rows.metadata.tables["criterion"], "code_id", ("guid", "key", "name"))
_CATEGORIES = Children(
    "categories", rows.metadata.tables["category"], "scheme_id", ("guid", "ident", "name", "key", "definition")
)

MAPPED: dict[type[Value], Mapped] = {
    m.kind: m
    for m in (
        Mapped(Settings, rows.SettingsRow, {"default_coder": "coder"}),
        Mapped(Coder, rows.CoderRow),
        Mapped(CodebookVersion, rows.CodebookVersionRow),
        Mapped(Code, rows.CodeRow, {"parent": "code"}, ("examples", "criteria_rule"), (_CRITERIA,)),
        Mapped(Scheme, rows.SchemeRow, children=(_CATEGORIES,)),
        Mapped(Instrument, rows.InstrumentRow, json_fields=("items",)),
        Mapped(Band, rows.BandRow, json_fields=("cuts", "codes")),
        Mapped(Respondent, rows.RespondentRow),
        Mapped(Attribute, rows.AttributeRow),
        Mapped(AttributeValue, rows.AttributeValueRow, {"respondent": "respondent", "attribute": "attribute"}),
        Mapped(Document, rows.DocumentRow),
        Mapped(Speaker, rows.SpeakerRow, {"document": "document", "respondent": "respondent"}),
        Mapped(Assignment, rows.AssignmentRow, {"document": "document", "coder": "coder"}),
        Mapped(Finish, rows.FinishRow, {"document": "document", "coder": "coder"}),
        Mapped(Coding, rows.CodingRow, {"document": "document", "code": "code", "coder": "coder"}),
        Mapped(
            Classification,
            rows.ClassificationRow,
            {"respondent": "respondent", "scheme": "scheme", "category": "category", "coder": "coder"},
        ),
        Mapped(Mark, rows.MarkRow, {"respondent": "respondent", "coder": "coder"}),
        Mapped(Memo, rows.MemoRow, {"coder": "coder"}),
        Mapped(NamedFilter, rows.NamedFilterRow),
        Mapped(Round, rows.RoundRow, json_fields=("documents", "coders")),
        Mapped(Pack, rows.PackRow, {"coder": "coder"}, ("documents",)),
        Mapped(PackOrigin, rows.PackOriginRow),
        Mapped(
            Settlement,
            rows.SettlementRow,
            {"document": "document", "respondent": "respondent"},
            ("coders", "passages"),
        ),
        Mapped(KeptAgreement, rows.KeptAgreementRow, json_fields=("coders",)),
        Mapped(Summary, rows.SummaryRow, {"respondent": "respondent", "code": "code", "coder": "coder"}),
        Mapped(Case, rows.CaseRow, json_fields=("members",)),
        Mapped(KeptName, rows.KeptNameRow),
        Mapped(GuideQuestion, rows.GuideQuestionRow, json_fields=("codes",)),
        Mapped(Quotation, rows.QuotationRow, {"by": "coder"}, ("left_out",)),
        Mapped(ReportItem, rows.ReportItemRow, {"by": "coder"}),
        Mapped(FrozenFigures, rows.FrozenFiguresRow, {"by": "coder"}),
    )
}
"""All kinds but TurnList, which has no row of its own."""

KEPT: frozenset[type[Value]] = frozenset(
    {
        Settings, Coder, CodebookVersion, Code, Scheme, Instrument, Band, Respondent, Attribute, AttributeValue,
        Document, NamedFilter, Settlement,
    }
)  # fmt: skip
"""Kinds that every figure needs and few edits touch: what was read of them is kept until one of them changes."""

_SEVERAL = (list, tuple, set, frozenset)


def quoted(name: str) -> str:
    """Return a column's name as SQL takes it whatever the name: "end" and "key" mean something there."""
    return f'"{name}"'


def read_values(session: Session, kind: type[Value], /, **where: Any) -> list[Value]:
    """Return the values of a kind whose columns equal what is asked, in the order of their rows.

    Args:
        where: column=value; a list or set of values means any of them.
    """
    if kind is TurnList:
        raise TypeError("turns are read by document")
    if kind not in KEPT or "guid" in where:
        return _read_rows(session, kind, where)
    asked = (kind, *((column, tuple(w) if isinstance(w, _SEVERAL) else w) for column, w in where.items()))
    return list(session.keep([kind], asked, lambda: _read_rows(session, kind, where)))


def _read_rows(session: Session, kind: type[Value], where: Mapping[str, Any]) -> list[Value]:
    mapped = MAPPED[kind]
    conditions, values = [], []
    for column, wanted in where.items():
        several = isinstance(wanted, _SEVERAL)
        conditions.append(f"{quoted(mapped.table.c[column].name)} {ANY_OF if several else 'IS ?'}")
        values.append(json.dumps(list(wanted)) if several else wanted)
    narrowed = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    with collecting_later():
        return decode_rows(session, kind, session.plain(f"{mapped.selected} {narrowed} ORDER BY id", values))


def read_by_guid(session: Session, kind: type[Value], guids: Iterable[Guid]) -> dict[Guid, Value]:
    """Return the values with these GUIDs; those that are not there are left out."""
    wanted = list(guids)
    found: dict[Guid, Value] = {}
    for first in range(0, len(wanted), CHUNK):
        for value in read_values(session, kind, guid=wanted[first : first + CHUNK]):
            found[value.guid] = value
    return found


def decode_rows(session: Session, kind: type[Value], found: Sequence[Sequence[Any]]) -> list[Value]:
    """Return the values of rows of a kind's table, with their children.

    Goes column by column, not row by row: there are few columns and may be many rows.

    Raises:
        ValueRefused: if a row cannot be such a value.
    """
    if not found:
        return []
    mapped = MAPPED[kind]
    columns: dict[str, Sequence[Any]] = dict(zip(mapped.table.c.keys(), zip(*found, strict=True), strict=True))
    try:
        _add_owned(session, mapped, columns)
        build = cast(Callable[..., Value], kind)
        return list(map(build, *(_contents(session, mapped, columns, name) for name in field_readers(kind))))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueRefused(f"a {kind.__name__} has wrong fields ({error})") from error


def _contents(session: Session, mapped: Mapped, columns: Mapping[str, Sequence[Any]], name: str) -> Sequence[Any]:
    """Return one field's contents for all rows."""
    if name in mapped.references:
        guids = session.identities.guids(mapped.references[name])
        return [None if number is None else guids[number] for number in columns[f"{name}_id"]]
    column = columns[name]
    if name in mapped.yes_or_no:
        column = [None if plain is None else bool(plain) for plain in column]
    if name in mapped.json_fields:
        column = [None if plain is None else json.loads(plain) for plain in column]
    reader = field_readers(mapped.kind)[name]
    if reader is None:
        return column
    if mapped.kind is Finish and name == "read_for":  # a few sets for many records: each is built once
        built = {id(plain): reader(plain) for plain in {id(plain): plain for plain in column}.values()}
        return [built[id(plain)] for plain in column]
    return [reader(plain) for plain in column]


def _add_owned(session: Session, mapped: Mapped, columns: dict[str, Sequence[Any]]) -> None:
    """Add the fields that do not lie in the kind's own table."""
    numbers = columns["id"]
    owned = {child.name: _read_children(session, child, numbers) for child in mapped.children}
    if mapped.kind is Coding:
        owned["criteria"] = _read_criteria(session, numbers)
    for name, by_owner in owned.items():
        columns[name] = [by_owner.get(number, ()) for number in numbers]
    if mapped.kind is Finish:
        columns["read_for"] = _read_readings(session, columns["reading_id"])


def _read_children(session: Session, child: Children, numbers: Sequence[int]) -> dict[int, list[Any]]:
    names = ", ".join(quoted(name) for name in (child.owner, *child.fields))
    by_owner: dict[int, list[Any]] = {}
    for first in range(0, len(numbers), CHUNK):
        for owner, *contents in session.plain(
            f'SELECT {names} FROM "{child.table.name}" WHERE {child.owner} {ANY_OF}'  # noqa: S608 - our own names
            f" ORDER BY {child.owner}, position",
            (json.dumps(numbers[first : first + CHUNK]),),
        ):
            by_owner.setdefault(owner, []).append(dict(zip(child.fields, contents, strict=True)))
    return by_owner


def _read_criteria(session: Session, numbers: Sequence[int]) -> dict[int, list[Any]]:
    guids = session.identities.guids("criterion")
    by_coding: dict[int, list[Any]] = {}
    for first in range(0, len(numbers), CHUNK):
        for coding_id, criterion_id in session.plain(
            f"SELECT coding_id, criterion_id FROM coding_criterion WHERE coding_id {ANY_OF}",  # noqa: S608
            (json.dumps(numbers[first : first + CHUNK]),),
        ):
            by_coding.setdefault(coding_id, []).append(guids[criterion_id])
    return {number: sorted(criteria) for number, criteria in by_coding.items()}


def _read_readings(session: Session, numbers: Sequence[int]) -> list[Any]:
    """Return the set of codes read for of each number; few sets serve many records."""
    found = session.plain(
        f"SELECT id, codes FROM reading WHERE id {ANY_OF}",  # noqa: S608 - as written above
        (json.dumps(list(set(numbers))),),
    )
    codes = {number: json.loads(plain) for number, plain in found}
    return [codes[number] for number in numbers]
