"""What must hold between values after a Change; each check is made only where the Change touched what it is about."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fop_coder.model.base import Guid
from fop_coder.model.change import Change, Value
from fop_coder.model.codebook import Band, Code, Instrument, Scheme
from fop_coder.model.coding import Classification, GuideQuestion, Mark, Memo, MemoOn
from fop_coder.model.documents import Document, Speaker, TurnList
from fop_coder.model.errors import ChangeRefused, ValueRefused
from fop_coder.model.people import VIEW_NAMES, Case, Coder, KeptName, Respondent, Settings
from fop_coder.store.derived import CodingPlace
from fop_coder.store.reading import read_codebook
from fop_coder.store.session import Session


@dataclass
class Touched:
    """What a Change touches, gathered on the way for the checks and derived tables at its end (row numbers).

    Attributes:
        codings: put in or changed.
        documents: whose speakers, turns or text changed.
        texts: of these, those whose text changed.
    """

    codings: list[CodingPlace] = field(default_factory=list)
    documents: set[int] = field(default_factory=set)
    texts: set[int] = field(default_factory=set)


STRAY_MEMBERS = "linked_case, json_each(members) m WHERE m.value NOT IN (SELECT guid FROM respondent)"
STRAY_CODES = "guide_question, json_each(codes) c WHERE c.value NOT IN (SELECT guid FROM code)"
"""Where to count what lists point at and is not there: members of cases, codes of questions of the topic guide."""


def check_result(session: Session, change: Change, touched: Touched) -> None:
    """Check what spans several values: passages within their text, classes of their scheme, a codebook that holds.

    Raises:
        ChangeRefused: saying what does not fit.
    """
    by_kind: dict[type[Value], list[Value]] = defaultdict(list)
    for value in change.added:
        by_kind[type(value)].append(value)
    _check_passages(session, touched.codings)
    _check_texts(session, by_kind[Document], touched.texts)
    _check_speakers(session, change, touched.documents)
    _check_codebook(session, change)
    _check_classes(session, [v for v in by_kind[Classification] if isinstance(v, Classification)])
    _check_subjects(session, [v for kind in (Mark, Memo) for v in by_kind[kind] if isinstance(v, (Mark, Memo))])
    _check_nothing_left(session, change)
    _check_listed(session, change)
    _check_kept_names(session, change)
    _check_settings(session, change)


def _check_settings(session: Session, change: Change) -> None:
    if change.kinds & {Settings, Coder}:
        views = session.all("SELECT default_view FROM settings")
        if len(views) != 1:
            raise ChangeRefused("a project has exactly one set of settings")
        if views[0][0] not in VIEW_NAMES and views[0][0] not in session.identities.ids("coder"):
            raise ChangeRefused(
                "the project's default view would be that of a coder who is not there", do="Choose another view first"
            )


def _check_passages(session: Session, places: Sequence[CodingPlace]) -> None:
    last: dict[int, int] = {}
    for _, document_id, _, end, *_ in places:
        if end > last.get(document_id, 0):
            last[document_id] = end
    for document_id, end in last.items():
        name, length = session.all("SELECT name, length FROM document WHERE id = :id", id=document_id)[0]
        if end > length:
            raise ChangeRefused(
                f"a passage ends at character {end}, the text has {length}", where=name, do="Choose it again"
            )


def _check_texts(session: Session, documents: Iterable[Value], changed: Iterable[int]) -> None:
    for value in documents:
        name, length, there = session.all(
            'SELECT d.name, d.length, length(t.content) FROM document d LEFT JOIN "text" t ON t.sha256 = d.sha256'
            " WHERE d.guid = :guid",
            guid=value.guid,
        )[0]
        if there is None:
            raise ChangeRefused("the text is missing", where=name)
        if there != length:
            raise ChangeRefused(f"the text has {there} characters, not {length}", where=name)
    for document_id in changed:
        for table, word in (("coding", "passage"), ("turn", "turn")):
            found = session.all(
                f'SELECT d.name, x."end", d.length FROM {table} x JOIN document d ON d.id = x.document_id'  # noqa: S608
                ' WHERE x.document_id = :id AND x."end" > d.length LIMIT 1',
                id=document_id,
            )
            for name, end, length in found:
                raise ChangeRefused(f"a {word} ends at character {end}, the text would have {length}", where=name)


def _check_speakers(session: Session, change: Change, documents: Iterable[int]) -> None:
    if change.kinds & {Speaker, TurnList}:
        for document_id in documents:
            if session.one(
                "SELECT EXISTS(SELECT 1 FROM turn t JOIN speaker s ON s.id = t.speaker_id"
                " WHERE t.document_id = :id AND s.document_id <> :id)",
                id=document_id,
            ):
                raise ChangeRefused("a turn is given to a speaker of another document")


def _check_codebook(session: Session, change: Change) -> None:
    if change.kinds & {Code, Scheme, Instrument, Band}:
        try:
            read_codebook(session)
        except ValueRefused as error:
            raise ChangeRefused(error.what, where=error.where, do=error.do) from error


def _check_classes(session: Session, given: Sequence[Classification]) -> None:
    if not given:
        return
    rows = session.all("SELECT c.guid, s.guid FROM category c JOIN scheme s ON s.id = c.scheme_id")
    schemes = {str(category): str(scheme) for category, scheme in rows}
    for classification in given:
        if schemes[classification.category] != classification.scheme:
            raise ChangeRefused("a respondent is given a category of another scheme", do="Choose the category again")


def _check_subjects(session: Session, values: Iterable[Mark | Memo]) -> None:
    """Check that what marks and memos are about is there: it may be of several kinds, so no foreign key says so."""
    for value in values:
        tables = ("code", "scheme") if isinstance(value, Mark) else (value.on.value,)
        if not any(_is_there(session, table, value.about) for table in tables):
            word = "mark" if isinstance(value, Mark) else "memo"
            raise ChangeRefused(f"a {word} is about something that is not in the project", do="Look again and repeat")


def _is_there(session: Session, table: str, guid: Guid) -> bool:
    if table == MemoOn.PROJECT:
        return bool(session.one("SELECT EXISTS(SELECT 1 FROM settings WHERE guid = :guid)", guid=guid))
    return guid in session.identities.ids(table)


def _check_nothing_left(session: Session, change: Change) -> None:
    """Check that no mark or memo is left about something taken away."""
    kept = {v.guid for v in change.added}
    for value in change.removed:
        if isinstance(value, (Code, Scheme, Document, Respondent)) and value.guid not in kept:
            for table in ("mark", "memo"):
                if session.one(f"SELECT EXISTS(SELECT 1 FROM {table} WHERE about = :guid)", guid=value.guid):  # noqa: S608
                    raise ChangeRefused(f"{change.label!r} would leave a {table} about what is gone")


_LISTED: tuple[tuple[frozenset[type[Value]], str, str], ...] = (
    (frozenset({Case, Respondent}), "a case with a respondent who is", STRAY_MEMBERS),
    (frozenset({GuideQuestion, Code}), "a question of the topic guide with a code that is", STRAY_CODES),
)


def _check_listed(session: Session, change: Change) -> None:
    """Check that members of cases and codes of questions are there: they are lists, so no foreign key says so."""
    for kinds, what, where in _LISTED:
        if change.kinds & kinds and session.one(f"SELECT EXISTS(SELECT 1 FROM {where})"):  # noqa: S608 - as above
            raise ChangeRefused(f"{change.label!r} would leave {what} not in the project", do="Look again and repeat")


def _check_kept_names(session: Session, change: Change) -> None:
    """Check that no two names to keep out are the same but for upper and lower case."""
    if KeptName not in change.kinds:
        return
    spelled: dict[str, str] = {}
    for (name,) in session.all("SELECT name FROM kept_name ORDER BY id"):
        other = spelled.setdefault(name.casefold(), name)
        if other != name:
            raise ChangeRefused(f"{name!r} and {other!r} are the same name to keep out", do="Keep one of them")
