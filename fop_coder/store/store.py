"""One open project file. The only door of this package: everything outside goes through it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self, TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from fop_coder.model.base import Guid
from fop_coder.model.change import Change, HistoryEntry, HistoryLine, Value
from fop_coder.model.codebook import Code, Codebook
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Role, TurnList
from fop_coder.model.errors import ChangeRefused, ProjectDamaged, ProjectRefused
from fop_coder.model.people import Settings
from fop_coder.model.status import ClassFacts, CoderFacts, Group
from fop_coder.model.tally import Hit
from fop_coder.store import checking, comparing, facts, file, history, reading, search
from fop_coder.store.applying import append_change, in_words
from fop_coder.store.aside import Aside
from fop_coder.store.collecting import collecting_later
from fop_coder.store.lock import Lock
from fop_coder.store.session import Session
from fop_coder.store.tables import read_by_guid, read_values
from fop_coder.store.unseen import Unseen
from fop_coder.store.updating import bring_up_to_date

V = TypeVar("V", bound=Value)
T = TypeVar("T")
Progress = Callable[[int, int], None]


class Store:
    """Reads values, answers questions, and carries out Changes on one project file."""

    def __init__(self, connection: Connection, *, path: Path | None, lock: Lock | None, read_only: bool) -> None:
        """Use ``create``, ``open`` or ``snapshot`` instead."""
        self._connection = connection
        self._session = Session(connection)
        self._lock = lock
        self._aside: Aside | None = None
        self.path = path
        self.read_only = read_only

    # ---- opening and closing -------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, first: Change, coder: Guid) -> None:
        """Make a new project file with its first Change; it appears whole or not at all, and never over another file.

        Raises:
            ProjectRefused: if the file is there already or cannot be written.
        """
        from fop_coder.store.migrating import migrate

        if file.is_there(path):
            raise ProjectRefused("is there already", where=str(path), do="Choose another name; nothing was overwritten")
        fresh = file.beside(path)
        try:
            connection = file.connect(fresh)
            try:
                migrate(connection)
                cls(connection, path=fresh, lock=None, read_only=False).apply(first, coder)
            finally:
                file.close(connection)
            file.place_without_overwriting(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open a project file: check it, back it up before migrating, migrate, lock.

        Raises:
            ProjectRefused: if it is no project, of a newer version, or damaged.
            ProjectLocked: if somebody else has it open for writing.
        """
        version = file.check_header(path)
        lock = None
        if not read_only:
            lock = Lock(path)
            lock.acquire()
        try:
            if version < file.SCHEMA_VERSION:
                bring_up_to_date(path, version, read_only=read_only)
            return cls(file.connect(path, read_only=read_only), path=path, lock=lock, read_only=read_only)
        except (DatabaseError, UnicodeDecodeError) as error:  # even the names of tables may be unreadable
            if lock:
                lock.release()
            raise ProjectDamaged(
                f"cannot be opened: {getattr(error, 'orig', error)}",
                where=str(path),
                do="Restore a backup with: fop-coder restore",
            ) from error
        except BaseException:
            if lock:
                lock.release()
            raise

    def snapshot(self, *, writable: bool = False) -> "Store":
        """Return a copy in memory for long readings in another thread; ``writable``: to see what a Change comes to."""
        copy = file.snapshot(self._connection, writable=writable)
        return Store(copy, path=None, lock=None, read_only=not writable)

    def close(self) -> None:
        """Close the file and give the lock back; what is being written aside is taken back."""
        if self._aside is not None:
            self._aside.take_back()
        file.close(self._connection)
        if self._lock:
            self._lock.release()
            self._lock = None

    def refresh(self) -> None:
        """Forget what is kept in memory: another program may have written (only where this one reads)."""
        self._session.forget()

    # ---- writing ---------------------------------------------------------------------------------------------------

    def apply(self, change: Change, coder: Guid, *, undoes: int | None = None) -> int:
        """Carry out a Change and write its history row in one transaction; return the row's number.

        Raises:
            ChangeRefused: if it does not fit; nothing was changed.
        """
        self._check_free()
        with in_words(change), collecting_later(), self._session.transaction():
            return append_change(self._session, change, coder, undoes)

    def begin_aside(self, change: Change, coder: Guid, undoes: int | None = None) -> Aside:
        """Return a long Change to be written in another thread; until ``hold`` or ``take_back`` nothing else is.

        Raises:
            ChangeRefused: if nothing can be written now.
        """
        self._check_free()
        if self.path is None:
            raise ChangeRefused("a copy in memory has no second way in")
        self._aside = Aside(self.path, change, coder, undoes)
        return self._aside

    def hold(self, aside: Aside) -> int:
        """Let hold what was written aside; return the number of its history entry.

        Raises:
            ChangeRefused: if it does not fit; nothing was changed.
            Cancelled: if it was taken back before, or never written.
        """
        number = aside.hold()
        self._session.forget_written(aside.change.kinds)
        return number

    def _check_free(self) -> None:
        if self.read_only:
            raise ChangeRefused("the project is open for reading only")
        if self._aside is not None and not self._aside.is_ended:
            raise ChangeRefused("something longer is being written just now", do="Wait until it is done, or stop it")

    def history(self, *, last: int | None = None) -> list[HistoryEntry]:
        """Return the history from its beginning, or its last entries."""
        with collecting_later():
            return history.entries(self._session, last=last)

    def history_lines(self, newest: int, oldest: int) -> list[HistoryLine]:
        """Return the entries of these numbers, the latest first, without their values."""
        return history.lines(self._session, newest, oldest)

    def history_change(self, number: int) -> Change | None:
        """Return what an entry of the history did, None where it was erased."""
        with collecting_later():
            return history.change_of(self._session, number)

    def taken_off(self, kinds: Iterable[type[Value]]) -> set[Guid]:
        """Return the values of some kinds that were ever taken off; they may have been put back since."""
        return history.taken_off(self._session, kinds)

    def fingerprint(self) -> str:
        """Return the last link of the history's chain: it names the state of the project."""
        return history.last_link(self._session)

    def entry_to_undo(self) -> HistoryEntry | None:
        """Return the entry that undo would take back, None where nothing is left."""
        with collecting_later():
            return history.entry_to_undo(self._session)

    # ---- values ------------------------------------------------------------------------------------------------------

    def settings(self) -> Settings:
        """Return the project's settings."""
        return reading.read_settings(self._session)

    def codebook(self) -> Codebook:
        """Return the codebook."""
        return reading.read_codebook(self._session)

    def values(self, kind: type[V], /, **where: Any) -> list[V]:
        """Return the values of a kind; ``where`` narrows by column of the row (one value or several)."""
        return cast(list[V], read_values(self._session, cast(type[Value], kind), **self._numbered(where)))

    def by_guid(self, kind: type[V], guids: Iterable[Guid]) -> dict[Guid, V]:
        """Return values by GUID; those that are not there are left out."""
        return cast(dict[Guid, V], read_by_guid(self._session, cast(type[Value], kind), guids))

    def _numbered(self, where: dict[str, Any]) -> dict[str, Any]:
        """Turn ``document=guid`` into the column that refers to it."""
        columns = {}
        for name, wanted in where.items():
            if name in ("document", "coder", "code", "respondent", "attribute", "scheme", "category", "speaker"):
                ids = self._session.identities.ids(name)
                guids = [wanted] if isinstance(wanted, str) else list(wanted)
                columns[f"{name}_id"] = [ids[g] for g in guids if g in ids]
            else:
                columns[name] = wanted
        return columns

    def text(self, document: Guid) -> str | None:
        """Return a document's stored text."""
        return reading.read_text(self._session, document)

    def turns(self, document: Guid) -> TurnList | None:
        """Return a document's turns in the order of the text, None if it has none."""
        return reading.read_turn_list(self._session, document)

    def coding_guids(self, **narrow: Any) -> list[Guid]:
        """Return GUIDs of codings in the order of documents and text; see ``reading.coding_guids``."""
        return reading.coding_guids(self._session, **narrow)

    def codings(self, guids: Iterable[Guid]) -> list[Coding]:
        """Return codings in the order asked for."""
        return reading.read_codings(self._session, list(guids))

    def counted_for(self, codings: Iterable[Guid]) -> dict[Guid, frozenset[Guid]]:
        """Return for each coding the respondents it counts for."""
        return reading.counted_for(self._session, list(codings))

    def respondents_of_documents(self) -> dict[Guid, frozenset[Guid]]:
        """Return for each document the respondents who speak in it."""
        return reading.respondents_of_documents(self._session)

    def is_coded(self, document: Guid, coders: Iterable[Guid], *, but: Iterable[Guid] = ()) -> bool:
        """Say whether any of these coders has coded a document with any code but some."""
        return reading.is_coded(self._session, document, coders, but)

    def keep(self, kinds: Iterable[type[Value]], asked: object, read: Callable[[], T]) -> T:
        """Return what was answered before, or answer now; forgotten when one of these kinds of values changes.

        Args:
            asked: names the question, hashable; ``read`` answers it with a value that nobody changes.
        """
        return self._session.keep(kinds, asked, read)

    def codes_by_document(self, coder: Guid) -> dict[Guid, frozenset[Guid]]:
        """Return for each document the codes that a coder put on counting passages."""
        return reading.codes_by_document(self._session, coder)

    def count(self, kind: str) -> int:
        """Return how many rows a table has ("document", "coding" …)."""
        return reading.count_rows(self._session, kind)

    def count_codings_by_coder(self) -> dict[Guid, int]:
        """Return the number of codings of each coder who has any."""
        return reading.count_codings_by_coder(self._session)

    # ---- tallies and search ------------------------------------------------------------------------------------------

    def coder_facts(
        self, coder: Guid, codebook: Codebook, codes: Iterable[Code], scope: frozenset[Guid] | None
    ) -> CoderFacts:
        """Return what one coder's work says of codes; see ``facts.coder_facts``."""
        return facts.coder_facts(self._session, coder, codebook, codes, scope)

    def class_facts(self, coder: Guid, scheme: Guid, scope: frozenset[Guid] | None, occasion: str) -> ClassFacts:
        """Return what one coder says of a scheme; see ``facts.class_facts``."""
        return facts.class_facts(self._session, coder, scheme, scope, occasion)

    def coders_at_work(self, respondents: Group, scope: frozenset[Guid] | None) -> dict[Guid, Group]:
        """Return for each coder the respondents of whom they were assigned a document in scope."""
        return facts.coders_at_work(self._session, respondents, scope)

    # ---- comparing coders --------------------------------------------------------------------------------------------

    def discussed_codings(self) -> comparing.Discussed:
        """Return how many codings were made after discussion; see ``comparing.discussed_codings``."""
        return comparing.discussed_codings(self._session)

    def referred_independently(self, coder: Guid, scope: frozenset[Guid] | None) -> dict[Guid, Group]:
        """Return by code whom a coder has as referred; see ``comparing.referred_independently``."""
        return comparing.referred_independently(self._session, coder, scope)

    def criteria_met(self, coder: Guid, scope: frozenset[Guid] | None, *, independent: bool) -> dict[Guid, Group]:
        """Return by criterion who meets it in a coder's view; see ``comparing.criteria_met``."""
        return comparing.criteria_met(self._session, coder, scope, independent=independent)

    def coding_columns(
        self, documents: Sequence[Guid], coders: Sequence[Guid], codes: Sequence[Guid], *, independent: bool
    ) -> "comparing.Columns":
        """Return codings as columns of numbers; see ``comparing.coding_columns``."""
        return comparing.coding_columns(self._session, documents, coders, codes, independent=independent)

    def turn_columns(self, documents: Sequence[Guid], speakers: Sequence[Guid]) -> "comparing.Columns":
        """Return turns as columns of numbers; see ``comparing.turn_columns``."""
        return comparing.turn_columns(self._session, documents, speakers)

    def find(
        self,
        words: str,
        *,
        roles: Iterable[Role] | None = None,
        codes: Iterable[Guid] | None = None,
        respondents: frozenset[Guid] | None = None,
        documents: frozenset[Guid] | None = None,
        unseen: Unseen | None = None,
    ) -> Iterator[Hit]:
        """Yield hits in turns; see ``search.find_in_turns``."""
        query = search.query_for(words)
        return search.find_in_turns(
            self._session, query, roles=roles, codes=codes, respondents=respondents, documents=documents, unseen=unseen
        )

    def find_in_memos(self, words: str, unseen: Unseen | None = None) -> Iterator[Hit]:
        """Yield hits in memos; see ``search.find_in_memos``."""
        return search.find_in_memos(self._session, search.query_for(words), unseen)

    # ---- keeping safe ------------------------------------------------------------------------------------------------

    def find_problems(self, progress: Progress | None = None, *, derived_too: bool = True) -> list[str]:
        """Return what is wrong with the file, a sentence each; see ``checking.find_problems``."""
        afresh = Session(self._connection)  # what is kept in memory would hide what is wrong with the file
        with collecting_later(), afresh.reading():
            return checking.find_problems(afresh, progress, derived_too=derived_too)

    def back_up(self, out: Path, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None) -> None:
        """Write a consistent copy of the project as it is now; never over another file.

        Raises:
            ProjectRefused: if the file is there already or cannot be written.
        """
        file.copy_whole(self._connection, out, progress, cancelled)

    def copy_into(self, out: Path) -> None:
        """Copy the project as it is now into a file, in place of what that holds.

        Raises:
            ProjectRefused: if it cannot be written.
        """
        file.copy_into(self._connection, out)
