"""Names to keep out of what is published: kept in the project, some with a pseudonym that is put in their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from fop_coder.analysis.names import NameFinder, NamesReplaced
from fop_coder.model.agreement_told import ToldAgreement
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.errors import ChangeRefused, ExportRefused, FopCoderError, NotFound
from fop_coder.model.export import ExportContents
from fop_coder.model.people import KeptName
from fop_coder.model.tally import PassageRow
from fop_coder.project.project import Project

T = TypeVar("T")

_MOST_NAMES = 10_000
_MOST_BYTES = 5_000_000

INSTEAD = " = "
"""Stands between a name and its pseudonym in a list; a tab does, too."""


def kept_names(project: Project) -> list[KeptName]:
    """Return the names to keep out, in the order of the alphabet."""
    return sorted(project.store.values(KeptName), key=lambda kept: kept.name.casefold())


def pseudonyms(names: Iterable[KeptName]) -> dict[str, str]:
    """Return the names that have a pseudonym, each with it."""
    return {kept.name: kept.instead for kept in names if kept.instead}


# ---- keeping and forgetting ------------------------------------------------------------------------------------------


def keep_names_change(project: Project, names: Mapping[str, str]) -> Change | None:
    """Return the Change that keeps names, each with its pseudonym or ''; None where all are kept so already.

    One that is kept already, in capitals or not, gets the new pseudonym.

    Raises:
        ValueRefused: if a name or pseudonym is empty.
        ChangeRefused: if a pseudonym holds a name of the list, so that it would never be out.
    """
    present = {kept.name.casefold(): kept for kept in project.store.values(KeptName)}
    removed, added = [], []
    for written, instead in names.items():
        name, pseudonym = " ".join(written.split()), " ".join(instead.split())
        old = present.get(name.casefold())
        wanted = KeptName(old.guid if old else new_guid(), old.name if old else name, pseudonym)
        if wanted != old:
            removed += [old] if old else []
            added.append(wanted)
        present[name.casefold()] = wanted
    if not added:
        return None
    _check_pseudonyms(present.values())
    label = f"Keep {added[0].name} out" if len(added) == 1 else f"Keep {len(added)} names out"
    return Change(label, tuple(removed), tuple(added))


def _check_pseudonyms(names: Iterable[KeptName]) -> None:
    kept = list(names)
    finder = NameFinder(one.name for one in kept)
    for one in kept:
        held = next(finder.found_in(one.instead), None)
        if held is not None:
            raise ChangeRefused(
                f"the pseudonym {one.instead!r} of {one.name!r} holds the name {held!r}, which is to be kept out",
                do="Choose another one",
            )


def forget_names_change(project: Project, names: Iterable[str]) -> Change:
    """Return the Change that takes names off the list.

    Raises:
        NotFound: if one is not on it.
    """
    present = {kept.name.casefold(): kept for kept in project.store.values(KeptName)}
    found = {}
    for name in names:
        kept = present.get(" ".join(name.split()).casefold())
        if kept is None:
            known = ", ".join(k.name for k in list(present.values())[:8]) or "none yet"
            raise NotFound(f"{name!r} is not on the list of names to keep out", do=f"Known: {known}")
        found[kept.guid] = kept
    label = "Take a name off the list" if len(found) == 1 else f"Take {len(found)} names off the list"
    return Change(label, removed=tuple(found.values()))


# ---- lists in files --------------------------------------------------------------------------------------------------


def read_name_list(path: Path) -> dict[str, str]:
    """Read a list of names to keep out: UTF-8, one on each line, with its pseudonym behind " = " or a tab, if any.

    Lines that begin with # are left out.

    Raises:
        FopCoderError: if the file cannot be read, is no such list, or holds no name.
    """
    where = str(path)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise FopCoderError("the list of names is too large", where=where, do="Give a list with one name on a line")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise FopCoderError("the list of names is not UTF-8", where=where, do="Save it as plain text, UTF-8") from error
    except OSError as error:
        raise FopCoderError(f"the list of names cannot be read ({error.strerror})", where=where) from error
    names = dict(_name_and_instead(line) for line in lines if line.strip() and not line.strip().startswith("#"))
    if not names or len(names) > _MOST_NAMES:
        problem = "there is no name in the list" if not names else f"there are more than {_MOST_NAMES:,} names"
        raise FopCoderError(problem, where=where, do="Write one name on each line")
    return names


def _name_and_instead(line: str) -> tuple[str, str]:
    name, _, instead = line.strip().partition("\t" if "\t" in line.strip() else INSTEAD)
    return name.strip(), instead.strip()


# ---- in what is published --------------------------------------------------------------------------------------------


def with_pseudonyms(contents: ExportContents, instead: Mapping[str, str]) -> ExportContents:
    """Return contents in which pseudonyms stand for names, wherever people have written something.

    Short names of the codebook stay, since figures are found by them. Places in texts stay those of the project.

    Raises:
        ExportRefused: if two groups or names that are told apart would become one.
    """
    if not instead:
        return contents
    book = contents.codebook
    idents = {
        part.ident
        for whole in (*book.codes, *book.schemes, *book.instruments, *book.bands)
        for part in (whole, *getattr(whole, "categories", ()))
    }
    replacing = _Replacing(NamesReplaced(instead), frozenset(idents))
    passages = _Passages(contents.passages, replacing)
    changed: ExportContents = replacing.value(replace(contents, passages=()))
    before, after = ([row.respondent for row in one.status_rows] for one in (contents, changed))
    if len(set(after)) < len(set(before)):
        raise _become_one(before)
    return replace(changed, passages=passages)


def _become_one(names: Iterable[object]) -> ExportRefused:
    listed = ", ".join(str(name) for name in names)
    return ExportRefused(
        f"pseudonyms would make one of what is told apart: {listed}", do="Choose pseudonyms that differ"
    )


def replaced_in(values: Iterable[T], names: Iterable[KeptName]) -> list[T]:
    """Return values of any make (blocks of a report) in whose texts pseudonyms stand for names."""
    replacing = _Replacing(NamesReplaced(pseudonyms(names)), frozenset())
    return [replacing.value(value) for value in values]


@dataclass(frozen=True, slots=True)
class _Passages:
    """Passages that are read each time anew, with pseudonyms."""

    rows: Iterable[PassageRow]
    replacing: _Replacing

    def __iter__(self) -> Iterator[PassageRow]:
        return (self.replacing.value(row) for row in self.rows)


_SIGNS = frozenset({"guid", "ident", "key", "coding", "scheme", "style"})
"""Fields that identify things and are no words."""


class _Replacing:
    """Puts pseudonyms into values of any make; ``idents`` are left as they are."""

    def __init__(self, replaced: NamesReplaced, idents: frozenset[str]) -> None:
        self._replaced, self._idents = replaced, idents

    def value(self, held: Any, *, keys: bool = True) -> Any:
        """Return a value with pseudonyms; ``keys``: also in the keys of mappings."""
        if isinstance(held, str):
            return held if isinstance(held, Enum) or held in self._idents else self._replaced.replaced(held)
        if isinstance(held, Mapping):
            return self._mapping(held, keys=keys)
        if is_dataclass(held) and not isinstance(held, type):
            return self._made(held)
        if isinstance(held, tuple | list | frozenset):
            return type(held)(self.value(one, keys=keys) for one in held)
        return held

    def _made(self, held: Any) -> Any:
        keys = not isinstance(held, ToldAgreement)  # a report's keys are the program's
        changed = {}
        for field in fields(held):
            present = getattr(held, field.name)
            wanted = present if field.name in _SIGNS else self.value(present, keys=keys)
            if wanted is not present and wanted != present:
                changed[field.name] = wanted
        return replace(held, **changed) if changed else held

    def _mapping(self, held: Mapping[Any, Any], *, keys: bool) -> dict[Any, Any]:
        made = {self.value(key) if keys else key: self.value(value, keys=keys) for key, value in held.items()}
        if len(made) != len(held):
            raise _become_one(held)
        return made
