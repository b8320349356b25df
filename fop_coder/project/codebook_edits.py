"""The codebook edited in a project: every change after coding began makes a new version with a note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from fop_coder.coding import codebook as verbs
from fop_coder.coding.quotations import move_star
from fop_coder.model.base import Guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Code, Codebook, CodebookVersion
from fop_coder.model.coding import Coding, GuideQuestion, Mark, Memo
from fop_coder.model.documents import Finish
from fop_coder.model.errors import ChangeRefused
from fop_coder.model.report import Quotation
from fop_coder.project.project import Project
from fop_coder.project.summaries import merged_summaries, summaries_on


def edit(project: Project, change: Change, note: str = "") -> int | None:
    """Apply a change of the codebook; return the new version's number, None where coding has not begun."""
    return _carry_out(project, edit_change(project, change, note))


def _carry_out(project: Project, whole: Change) -> int | None:
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
    from fop_coder.importers.codebooks import read_codebook  # YAML and XML, loaded when a file is read

    return read_codebook(path)


def import_file(project: Project, path: Path) -> Change:
    """Take over a codebook file: what is new is added, what has the same GUID is brought to the file's state.

    Raises:
        CodebookRefused: with every fault.
        ChangeRefused: if short names or keys clash with the project's.
    """
    change = verbs.take_over(read_file(path), project.codebook)
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
    from fop_coder.exporters.codebooks import left_out

    return left_out(project.codebook, path)


def export_file(project: Project, path: Path) -> None:
    """Write the codebook by the ending of the path: .yaml, .csv, .xlsx, .qdc."""
    from fop_coder.exporters.codebooks import write_codebook

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
    return _carry_out(project, merge_change(project, code, into))


def merge_change(project: Project, code: Code, into: Code) -> Change:
    """Return the Change that puts all passages of one code under another, and retires it.

    Raises:
        ChangeRefused: if both are the same.
    """
    store = project.store
    change = verbs.merge_codes(
        code,
        into,
        store.values(Coding, code=code.guid),
        store.values(Coding, code=into.guid),
        store.values(Finish),
        [c for c in project.codebook.codes if c.parent == code.guid],
    )
    summed_up = merged_summaries(project, code, into)
    whole = change.joined(summed_up, change.label) if summed_up else change
    whole = whole.joined(_stars_moved(project, change, into), change.label)
    return edit_change(project, whole.joined(_asked_of_another(project, code, into), change.label))


def _stars_moved(project: Project, merged: Change, into: Code) -> Change:
    """Return the Change by which stars on passages that fall away in merging stand on those that took them in.

    A passage that has a star of its own keeps it, with the notes of both.
    """
    gone = {v.guid: v for v in merged.removed if isinstance(v, Coding)}
    for value in merged.added:
        if isinstance(value, Coding):
            gone.pop(value.guid, None)
    removed, added = [], []
    stars = {q.coding: q for q in project.store.values(Quotation)} if gone else {}
    for star in [stars[guid] for guid in gone if guid in stars]:
        lost = gone[star.coding]
        at = {"document": lost.document, "start": lost.start, "coder": lost.coder, "code": into.guid}
        taker = next(c.guid for c in project.store.values(Coding, **at) if c.end == lost.end)
        own = stars.get(taker)
        removed.append(star)
        if own is None:
            added.append(move_star(star, taker))
        elif star.note and star.note != own.note:
            removed.append(own)
            added.append(replace(own, note="; ".join(note for note in (own.note, star.note) if note)))
    return Change(f"Stars of {into.name}", tuple(removed), tuple(added))


def split(project: Project, code: Code, name: str, codings: Iterable[Guid], **fields: Any) -> int | None:
    """Divide a code: the given passages go to a new one.

    Raises:
        ChangeRefused: if a passage does not have the code.
    """
    return _carry_out(project, split_change(project, code, name, codings, **fields))


def split_change(project: Project, code: Code, name: str, codings: Iterable[Guid], **fields: Any) -> Change:
    """Return the Change that divides a code: the given passages go to a new one.

    Raises:
        ChangeRefused: if a passage does not have the code.
        ValueRefused: if the new code cannot be called so.
    """
    moved = project.store.codings(codings)
    strays = [c for c in moved if c.code != code.guid]
    if strays:
        raise ChangeRefused(f"{len(strays)} of the passages do not have the code {code.name}")
    return edit_change(project, verbs.split_code(project.codebook, code, name, moved, **fields))


def remove(project: Project, code: Code) -> int | None:
    """Take out a code that nobody has used.

    Raises:
        ChangeRefused: if it has passages; those would be lost.
    """
    return _carry_out(project, remove_change(project, code))


def remove_change(project: Project, code: Code) -> Change:
    """Return the Change that takes out a code that nobody has used, with the marks, memos and summaries about it.

    Questions of the topic guide stay and ask about one code less.

    Raises:
        ChangeRefused: if it has passages; those would be lost.
    """
    used = passages_of(project, code)
    if used:
        raise ChangeRefused(f"{code.name} has {used} passages", do="Retire it, or merge it into another code")
    marks = project.store.values(Mark, about=code.guid)
    memos = project.store.values(Memo, about=code.guid)
    change = verbs.remove_code(code, marks, memos, summaries_on(project, code.guid))
    return edit_change(project, change.joined(_asked_of_another(project, code, None), change.label))


def _asked_of_another(project: Project, code: Code, into: Code | None) -> Change:
    """Return the Change by which questions of the topic guide ask about another code, or about one code less."""
    removed = [q for q in project.store.values(GuideQuestion) if code.guid in q.codes]
    instead = code.guid if into is None else into.guid
    added = []
    for question in removed:
        codes = dict.fromkeys(instead if c == code.guid else c for c in question.codes)
        added.append(replace(question, codes=tuple(c for c in codes if c != code.guid)))
    return Change(f"Questions about {code.name}", tuple(removed), tuple(added))


def passages_of(project: Project, code: Code) -> int:
    """Return how many passages a code has, of all coders, counted or not."""
    return len(project.store.coding_guids(codes=[code.guid]))


# ---- a code edited as a whole ----------------------------------------------------------------------------------------

_MEANING = ("definition", "include", "exclude", "criteria", "criteria_rule")


def changes_meaning(before: Code, after: Code) -> bool:
    """Say whether it must be asked: is this wording only, or are finished documents to be read again?"""
    return any(getattr(before, name) != getattr(after, name) for name in _MEANING)


def revise_change(project: Project, before: Code, after: Code, *, reread: bool) -> Change | None:
    """Return the Change that brings a code to another state; None where nothing differs.

    Criteria that the code no longer has are taken off its passages in the same Change.

    Args:
        reread: whether finished documents must be read again for it.

    Raises:
        ChangeRefused, ValueRefused: if the codebook would not hold together.
    """
    after = replace(after, meaning=before.meaning + 1 if reread else before.meaning)
    if after == before:
        return None
    codebook = project.codebook
    replace(codebook, codes=tuple(after if c.guid == before.guid else c for c in codebook.codes))  # refuses
    if after.key != before.key:
        _check_key(codebook, after)
    removed: list[Coding] = []
    added: list[Coding] = []
    left = {c.guid for c in after.criteria}
    if {c.guid for c in before.criteria} - left:
        for coding in project.store.values(Coding, code=before.guid):
            kept = tuple(g for g in coding.criteria if g in left)
            if kept != coding.criteria:
                removed.append(coding)
                added.append(replace(coding, criteria=kept))
    label = f"Change {before.name}" if before.name == after.name else f"Rename {before.name} to {after.name}"
    return edit_change(project, Change(label, (before, *removed), (after, *added)))


def _check_key(codebook: Codebook, code: Code) -> None:
    if code.key and not code.retired and code.key.upper() not in free_keys(codebook, code):
        raise ChangeRefused(
            f"the key {code.key} means something else already", where=code.name, do="Choose one that is free"
        )


def free_keys(codebook: Codebook, code: Code | None = None) -> list[str]:
    """Return the keys that a code may have: not those of other codes, of categories, nor the reserved ones."""
    taken = {c.key.upper() for c in codebook.codes if not c.retired and (code is None or c.guid != code.guid)}
    taken |= {c.key.upper() for s in codebook.schemes for c in s.categories}
    return [key for key in verbs.KEYS_IN_ORDER if key not in taken and key not in verbs.RESERVED_KEYS]


def step_change(project: Project, code: Code, by: int) -> Change | None:
    """Return the Change that moves a code up (-1) or down (1) among those beside it; None where it is at the end."""
    beside = [c for c in project.codebook.codes if c.parent == code.parent and not c.retired]
    place = next(n for n, c in enumerate(beside) if c.guid == code.guid) + by
    if not 0 <= place < len(beside):
        return None
    before = beside[place] if by < 0 else beside[place + 1] if place + 1 < len(beside) else None
    parent = next((c for c in project.codebook.codes if c.guid == code.parent), None)
    return edit_change(project, verbs.move_code(project.codebook, code, parent=parent, before=before))
