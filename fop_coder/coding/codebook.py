"""The codebook's verbs. A change of meaning asks for re-reading by raising the code's ``meaning``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from fop_coder.model.base import Guid, new_guid, now
from fop_coder.model.change import Change, Value
from fop_coder.model.codebook import COLOURS, Code, Codebook, CodebookVersion, ident_from
from fop_coder.model.coding import Coding, Mark, Memo
from fop_coder.model.documents import Finish
from fop_coder.model.errors import ChangeRefused
from fop_coder.model.matrix import Summary


def new_version(last: int, note: str) -> CodebookVersion:
    """Return the codebook version that follows the last one (0 where there is none)."""
    return CodebookVersion(new_guid(), last + 1, now(), note)


def take_over(codebook: Codebook, present: Codebook) -> Change:
    """Add what a codebook file holds and the project lacks; what has the same GUID is brought to the file's state.

    A code that is changed in this way keeps its ``meaning`` unless the file's is higher.
    """
    removed: list[Value] = []
    added: list[Value] = []
    for ours, theirs in (
        (present.codes, codebook.codes),
        (present.schemes, codebook.schemes),
        (present.instruments, codebook.instruments),
        (present.bands, codebook.bands),
    ):
        have: dict[Guid, Any] = {v.guid: v for v in ours}
        after = max((v.position for v in have.values()), default=-1) + 1
        for value in theirs:
            before = have.get(value.guid)
            if before is None:
                added.append(replace(value, position=value.position + after))
                continue
            changed = _brought_to(value, before)
            if changed != before:
                removed.append(before)
                added.append(changed)
    return Change(f"Import codebook {codebook.name}", tuple(removed), tuple(added))


def _brought_to(value: Any, before: Any) -> Any:
    changed = replace(value, position=before.position)
    return replace(changed, meaning=max(value.meaning, before.meaning)) if isinstance(value, Code) else changed


def add_code(codebook: Codebook, name: str, **fields: Any) -> Change:
    """Add a code at the end of the codebook; its short name and colour are made where they are not given."""
    taken = {c.ident for c in codebook.codes}
    ident = fields.pop("ident", None) or free_ident(ident_from(name), taken)
    position = max((c.position for c in codebook.codes), default=-1) + 1
    colour = fields.pop("colour", None) or len(codebook.codes) % COLOURS + 1
    code = Code(new_guid(), ident, name, position=position, colour=colour, **fields)
    return Change(f"Add code {name}", added=(code,))


def free_ident(ident: str, taken: Iterable[str]) -> str:
    """Return a short name, or one with a number behind it where it is taken."""
    used, number, found = set(taken), 2, ident
    while found in used:
        found, number = f"{ident}-{number}", number + 1
    return found


KEYS_IN_ORDER = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
RESERVED_KEYS = "MNRT"
"""Memo, not asked, reason, too little information: no code may take them, nor the keys of categories."""


def next_key(codebook: Codebook) -> str:
    """Return the first key that a new code may have, '' where all are taken."""
    taken = {c.key.upper() for c in codebook.codes if not c.retired}
    taken |= {c.key.upper() for s in codebook.schemes for c in s.categories}
    return next((key for key in KEYS_IN_ORDER if key not in taken and key not in RESERVED_KEYS), "")


def rename_code(code: Code, name: str) -> Change:
    """Give a code another name; its short name stays, files refer to it."""
    return Change(f"Rename {code.name} to {name}", (code,), (replace(code, name=name),))


def recolour_code(code: Code, colour: int) -> Change:
    """Give a code another colour, 1 to 12."""
    return Change(f"Recolour {code.name}", (code,), (replace(code, colour=colour),))


def rekey_code(code: Code, key: str) -> Change:
    """Give a code another key; '' for none."""
    return Change(f"Key of {code.name}", (code,), (replace(code, key=key),))


def retire_code(code: Code, *, retired: bool = True) -> Change:
    """Offer a code no longer, or again; its codings stay. A retired code gives up its key."""
    word = "Retire" if retired else "Take back into use"
    return Change(f"{word} {code.name}", (code,), (replace(code, retired=retired, key="" if retired else code.key),))


def move_code(codebook: Codebook, code: Code, *, parent: Code | None, before: Code | None = None) -> Change:
    """Put a code under another (or at the top), before one of its new neighbours or at the end."""
    if parent is not None and parent.guid in _below(codebook, code.guid):
        raise ChangeRefused(f"{code.name} cannot be moved under itself", where=parent.name)
    order = [c for c in codebook.codes if c.guid != code.guid]
    place = order.index(before) if before is not None else len(order)
    order.insert(place, replace(code, parent=parent.guid if parent else None))
    old = {c.guid: c for c in codebook.codes}
    moved = [replace(c, position=number) for number, c in enumerate(order)]
    changed = tuple(c for c in moved if c != old[c.guid])
    return Change(f"Move {code.name}", tuple(old[c.guid] for c in changed), changed)


def _below(codebook: Codebook, code: Guid) -> set[Guid]:
    found = {code}
    while more := {c.guid for c in codebook.codes if c.parent in found} - found:
        found |= more
    return found


def change_definition(code: Code, *, reread: bool, **fields: Any) -> Change:
    """Change what a code means.

    Args:
        reread: whether finished documents must be read again for it ("wording only, or to be re-read?").
        fields: the new definition, include, exclude, examples, criteria, criteria_rule, verb …
    """
    changed = replace(code, meaning=code.meaning + 1 if reread else code.meaning, **fields)
    return Change(f"Change the definition of {code.name}", (code,), (changed,))


def merge_codes(
    code: Code,
    into: Code,
    codings: Iterable[Coding],
    present: Iterable[Coding],
    finishes: Iterable[Finish],
    below: Sequence[Code] = (),
) -> Change:
    """Put all passages of one code under another and retire it.

    Criteria with the same key are carried over, others fall away from the moved passages. A passage that has both codes
    by the same coder keeps one coding with the criteria and memos of both. A document that was not read for both codes
    must be re-read for the one that stays, because that one now means more.

    Args:
        codings: of ``code``, by all coders.
        present: of ``into``, by all coders.
        finishes: all records of finished documents.
        below: the codes directly under ``code``; they move under ``into``.
    """
    if code.guid == into.guid:
        raise ChangeRefused(f"{code.name} cannot be merged with itself")
    by_key = {c.key: c.guid for c in into.criteria}
    carried = {c.guid: by_key[c.key] for c in code.criteria if c.key in by_key}
    there = {(c.document, c.start, c.end, c.coder): c for c in present}
    removed: list[Value] = [code]
    added: list[Value] = [replace(code, retired=True, key="")]
    for coding in codings:
        removed.append(coding)
        criteria = {carried[g] for g in coding.criteria if g in carried}
        twin = there.get((coding.document, coding.start, coding.end, coding.coder))
        if twin is None:
            added.append(replace(coding, code=into.guid, criteria=tuple(sorted(criteria))))
            continue
        joined = replace(
            twin, criteria=tuple(sorted({*twin.criteria, *criteria})), memo=_joined(twin.memo, coding.memo)
        )
        if joined != twin:
            removed.append(twin)
            added.append(joined)
    for child in below:
        removed.append(child)
        added.append(replace(child, parent=into.guid if child.guid != into.guid else code.parent))
    for record in finishes:
        read = {r.code: r.meaning for r in record.read_for}
        if read.get(into.guid) == into.meaning and read.get(code.guid) != code.meaning:
            removed.append(record)
            added.append(replace(record, read_for=tuple(r for r in record.read_for if r.code != into.guid)))
    return Change(f"Merge {code.name} into {into.name}", tuple(removed), tuple(added))


def _joined(first: str, second: str) -> str:
    return "\n".join(m for m in dict.fromkeys((first, second)) if m)


def split_code(codebook: Codebook, code: Code, name: str, codings: Iterable[Coding], **fields: Any) -> Change:
    """Divide a code: the given passages go to a new code. Finished documents must be re-read for both.

    Criteria are copied to the new code, so that what was said of the passages stays.
    """
    copies = {c.guid: replace(c, guid=new_guid()) for c in code.criteria}
    fields = {
        "criteria": tuple(copies.values()),
        "criteria_rule": code.criteria_rule,
        "criteria_word": code.criteria_word,
        "parent": code.parent,
        **fields,
    }
    made = add_code(codebook, name, **fields)
    new = made.added[0]
    moved = list(codings)
    removed: list[Value] = [code, *moved]
    added: list[Value] = [new, replace(code, meaning=code.meaning + 1)]
    added.extend(replace(c, code=new.guid, criteria=tuple(sorted(copies[g].guid for g in c.criteria))) for c in moved)
    return Change(f"Split {name} from {code.name}", tuple(removed), tuple(added))


def remove_code(code: Code, marks: Iterable[Mark], memos: Iterable[Memo], summaries: Iterable[Summary] = ()) -> Change:
    """Take out a code that has no passages, with the marks, memos and summaries about it."""
    return Change(f"Remove code {code.name}", removed=(*marks, *memos, *summaries, code))
