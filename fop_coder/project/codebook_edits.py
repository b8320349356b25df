"""The codebook edited in a project: every change after coding began makes a new version with a note."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fop_coder.coding import codebook as verbs
from fop_coder.exporters.codebooks import left_out, write_codebook
from fop_coder.importers.codebooks import read_codebook
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code, Codebook, CodebookVersion
from fop_coder.model.coding import Coding, Mark, Memo
from fop_coder.model.documents import Finish
from fop_coder.model.errors import ChangeRefused
from fop_coder.project.project import Project


def edit(project: Project, change: Change, note: str = "") -> int | None:
    """Apply a change of the codebook; return the new version's number, None where coding has not begun."""
    whole = edit_change(project, change, note)
    project.apply(whole)
    return next((v.number for v in whole.added if isinstance(v, CodebookVersion)), None)


def edit_change(project: Project, change: Change, note: str = "") -> Change:
    """Return a change of the codebook with the new version that it makes once coding has begun."""
    if change.is_empty or project.store.count("coding") + project.store.count("finish") == 0:
        return change
    version = verbs.new_version(project.version, note or change.label)
    return change.joined(Change(change.label, added=(version,)), change.label)


def read_file(path: Path) -> Codebook:
    """Read a codebook file.

    Raises:
        CodebookRefused: with every fault, its line and column.
    """
    return read_codebook(path)


def import_file(project: Project, path: Path) -> Change:
    """Take over a codebook file: what is new is added, what has the same GUID is brought to the file's state.

    Raises:
        CodebookRefused: with every fault.
        ChangeRefused: if short names or keys clash with the project's.
    """
    change = verbs.take_over(read_codebook(path), project.codebook)
    edit(project, change)
    return change


def import_change(project: Project, codebook: Codebook) -> Change:
    """Return the Change that takes over a codebook which was read before; empty where it says nothing new.

    Raises:
        ChangeRefused: if short names or keys clash with the project's.
    """
    return edit_change(project, verbs.take_over(codebook, project.codebook))


def not_held(project: Project, path: Path) -> tuple[str, ...]:
    """Return what a file of this ending will not hold of the codebook, one clause each.

    Raises:
        ExportRefused: if the ending is not known.
    """
    return left_out(project.codebook, path)


def export_file(project: Project, path: Path) -> None:
    """Write the codebook by the ending of the path: .yaml, .csv, .xlsx, .qdc."""
    write_codebook(project.codebook, path)


def add(project: Project, name: str, **fields: Any) -> Code:
    """Add a code at the end of the codebook; ``fields`` are those of ``Code``. Return it."""
    change = verbs.add_code(project.codebook, name, **fields)
    edit(project, change)
    return next(v for v in change.added if isinstance(v, Code))


def rename(project: Project, code: Code, name: str) -> int | None:
    """Give a code another name; its short name stays."""
    return edit(project, verbs.rename_code(code, name))


def recolour(project: Project, code: Code, colour: int) -> int | None:
    """Give a code another colour, 1 to 12."""
    return edit(project, verbs.recolour_code(code, colour))


def rekey(project: Project, code: Code, key: str) -> int | None:
    """Give a code another key; '' for none."""
    return edit(project, verbs.rekey_code(code, key))


def retire(project: Project, code: Code, *, retired: bool = True) -> int | None:
    """Offer a code no longer, or again; its codings stay."""
    return edit(project, verbs.retire_code(code, retired=retired))


def move(project: Project, code: Code, *, parent: Code | None, before: Code | None = None) -> int | None:
    """Put a code under another (or at the top), before one of its new neighbours or at the end.

    Raises:
        ChangeRefused: if it would stand under itself.
    """
    return edit(project, verbs.move_code(project.codebook, code, parent=parent, before=before))


def define(project: Project, code: Code, *, reread: bool, **fields: Any) -> int | None:
    """Change what a code means; ``reread``: whether finished documents must be read again for it."""
    return edit(project, verbs.change_definition(code, reread=reread, **fields))


def merge(project: Project, code: Code, into: Code) -> int | None:
    """Put all passages of one code under another, and retire it."""
    store = project.store
    change = verbs.merge_codes(
        code,
        into,
        store.values(Coding, code=code.guid),
        store.values(Coding, code=into.guid),
        store.values(Finish),
        [c for c in project.codebook.codes if c.parent == code.guid],
    )
    return edit(project, change)


def split(project: Project, code: Code, name: str, codings: Iterable[Guid], **fields: Any) -> int | None:
    """Divide a code: the given passages go to a new one.

    Raises:
        ChangeRefused: if a passage does not have the code.
    """
    moved = project.store.codings(codings)
    strays = [c for c in moved if c.code != code.guid]
    if strays:
        raise ChangeRefused(f"{len(strays)} of the passages do not have the code {code.name}")
    return edit(project, verbs.split_code(project.codebook, code, name, moved, **fields))


def remove(project: Project, code: Code) -> int | None:
    """Take out a code that nobody has used.

    Raises:
        ChangeRefused: if it has passages; those would be lost.
    """
    used = len(project.store.coding_guids(codes=[code.guid]))
    if used:
        raise ChangeRefused(f"{code.name} has {used} passages", do="Retire it, or merge it into another code")
    marks = project.store.values(Mark, about=code.guid)
    memos = project.store.values(Memo, about=code.guid)
    return edit(project, verbs.remove_code(code, marks, memos))
