"""An open project: who acts, what is where by name, and the way every edit takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeVar

from fop_coder.coding.codebook import new_version
from fop_coder.coding.respondents import add_coder
from fop_coder.model.base import Guid, new_guid
from fop_coder.model.change import Change, HistoryEntry, Value
from fop_coder.model.codebook import Code, Codebook, CodebookVersion, Scheme
from fop_coder.model.documents import Document
from fop_coder.model.errors import ChangeRefused, NotFound, ProjectRefused, ValueRefused
from fop_coder.model.names import check_new_coder_name
from fop_coder.model.people import Attribute, Coder, Respondent, Settings
from fop_coder.store.store import Store

Progress = Callable[[int, int], None]


class _Known(Protocol):
    @property
    def guid(self) -> Guid: ...


Named = TypeVar("Named", bound=_Known)


class Project:
    """A project open for work.

    Attributes:
        store: answers questions about values; nothing outside this package writes through it.
        coder: GUID of who acts.
        file_name: of the project's file without its folder; a copy in memory keeps it.
    """

    def __init__(self, store: Store, coder: Guid, *, file_name: str = "") -> None:
        """Use ``create`` or ``open``."""
        self.store = store
        self.coder = coder
        self.file_name = store.path.name if store.path else file_name

    # ---- opening and closing -------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, codebook: Codebook, *, coder: str = "First coder", name: str | None = None) -> None:
        """Make a new project file with a codebook and its first coder.

        Raises:
            ProjectRefused: if the file is there already; nothing is overwritten.
            ValueRefused: if a coder cannot be called so.
        """
        if not path.parent.is_dir():
            raise ProjectRefused(f"the folder {path.parent} is not there", where=path.name, do="Make it first")
        check_new_coder_name(coder)
        who = Coder(new_guid(), coder)
        settings = Settings(new_guid(), (name or path.stem).strip(), who.guid, who.guid)
        first = Change(
            f"New project {settings.name}",
            added=(
                who,
                settings,
                new_version(0, f"Codebook {codebook.name}"),
                *codebook.codes,
                *codebook.schemes,
                *codebook.instruments,
                *codebook.bands,
            ),
        )
        Store.create(path, first, who.guid)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, coder: str | None = None) -> Self:
        """Open a project.

        Args:
            coder: name of who acts; the project's default coder if None.

        Raises:
            ProjectRefused, ProjectLocked: see ``Store.open``.
            NotFound: if there is no coder of that name.
        """
        store = Store.open(path, read_only=read_only)
        try:
            project = cls(store, store.settings().default_coder)
            if coder is not None:
                project.coder = project.coder_named(coder).guid
            return project
        except BaseException:
            store.close()
            raise

    def snapshot(self) -> Project:
        """Return a read-only copy in memory, for long readings in another thread."""
        return Project(self.store.snapshot(), self.coder, file_name=self.file_name)

    def scratch(self) -> Project:
        """Return a copy in memory that can be edited, to see what a Change would come to; the file stays as it is."""
        return Project(self.store.snapshot(writable=True), self.coder, file_name=self.file_name)

    def close(self) -> None:
        """Close the file and give the lock back."""
        self.store.close()

    def __enter__(self) -> Self:
        """Return the project itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    # ---- every edit --------------------------------------------------------------------------------------------------

    def apply(self, change: Change) -> frozenset[type[Value]]:
        """Carry out a Change in one transaction; return the kinds of values it touched.

        Raises:
            ChangeRefused: if it does not fit the present state; nothing was changed.
        """
        if change.is_empty:
            return frozenset()
        self.store.apply(change, self.coder)
        return change.kinds

    def undo(self) -> Change:
        """Take back the last Change that was not taken back yet; return it.

        Raises:
            ChangeRefused: if there is nothing to take back.
        """
        entry = self.store.entry_to_undo()
        if entry is None or entry.change is None or entry.number == 1:
            raise ChangeRefused("there is nothing to take back")
        self.store.apply(entry.change.inverse, self.coder, undoes=entry.number)
        return entry.change

    def history(self, *, last: int | None = None) -> list[HistoryEntry]:
        """Return what happened, the oldest first."""
        return self.store.history(last=last)

    # ---- finding things by the names that people use -------------------------------------------------------------

    @property
    def settings(self) -> Settings:
        """The project's settings."""
        return self.store.settings()

    @property
    def codebook(self) -> Codebook:
        """The codebook."""
        return self.store.codebook()

    @property
    def version(self) -> int:
        """Number of the present codebook version."""
        return max(v.number for v in self.store.values(CodebookVersion))

    @property
    def fingerprint(self) -> str:
        """Names the state of the project: the last link of its history's chain."""
        return self.store.fingerprint()

    def coder_named(self, name: str) -> Coder:
        """Return a coder by name or GUID."""
        return named("coder", self.store.values(Coder), name, lambda c: (c.name,))

    def coder_or_new(self, name: str) -> tuple[Coder, bool]:
        """Return a coder by name; add one if there is none. Says whether it is new."""
        try:
            return self.coder_named(name), False
        except NotFound:
            change = add_coder(name)
            self.apply(change)
            return self.coder_named(name), True

    def document_named(self, name: str) -> Document:
        """Return a document by name, file name, or GUID."""
        return named("document", self.store.values(Document), name, lambda d: (d.name, d.source))

    def respondent_labelled(self, label: str) -> Respondent:
        """Return a respondent by label or GUID."""
        return named("respondent", self.store.values(Respondent), label, lambda r: (r.label,))

    def code_named(self, name: str) -> Code:
        """Return a code by short name, name, or GUID."""
        return named("code", self.codebook.codes, name, lambda c: (c.ident, c.name))

    def scheme_named(self, name: str) -> Scheme:
        """Return a classification scheme by short name, name, or GUID."""
        return named("scheme", self.codebook.schemes, name, lambda s: (s.ident, s.name))

    def code_or_scheme_named(self, name: str) -> Code | Scheme:
        """Return a code or a scheme by short name, name, or GUID."""
        everything: list[Code | Scheme] = [*self.codebook.codes, *self.codebook.schemes]
        return named("code or scheme", everything, name, lambda v: (v.ident, v.name))

    def attribute_named(self, name: str) -> Attribute:
        """Return an attribute by name or GUID."""
        return named("attribute", self.store.values(Attribute), name, lambda a: (a.name,))

    # ---- keeping safe ------------------------------------------------------------------------------------------------

    def verify(self, progress: Progress | None = None, *, derived_too: bool = True) -> list[str]:
        """Return what is wrong with the project, a sentence each; nothing where it is whole.

        Args:
            derived_too: look at what is made from the rest, too (for whom passages count, full-text indexes).
        """
        return self.store.find_problems(progress, derived_too=derived_too)


def named(word: str, values: Iterable[Named], name: str, names: Callable[[Named], Iterable[str]]) -> Named:
    """Return the one value of that name: written exactly so, or else without regard to case.

    Raises:
        NotFound: naming the nearest ones.
    """
    everything = list(values)
    exact = [v for v in everything if name in names(v) or v.guid == name]
    alike = [v for v in everything if name.casefold() in (n.casefold() for n in names(v))]
    for found in (exact, alike):
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            raise NotFound(f"more than one {word} is called {name!r}", do="Use its full name or GUID")
    known = [next(iter(names(v))) for v in everything]
    near = get_close_matches(name, known, n=3, cutoff=0.5) or known[:8]
    listed = ", ".join(near) if near else "none yet"
    raise NotFound(f"there is no {word} called {name!r}", do=f"Known: {listed}")


@contextmanager
def in_row(path: str, row: int) -> Iterator[None]:
    """Say in which row of which file a value or name was refused."""
    try:
        yield
    except (NotFound, ValueRefused) as error:
        where = f"{path}, row {row}"
        raise ChangeRefused(error.what, where=where, do=error.do) from error
