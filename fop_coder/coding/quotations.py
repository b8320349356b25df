"""Passages starred as quotable, and words left out of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fop_coder.model.base import Guid, derived_guid, now
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document
from fop_coder.model.report import LeftOut, Quotation


def star(coding: Coding, document: Document, coder: Guid, *, note: str = "") -> Change:
    """Star a passage as quotable."""
    starred = Quotation(derived_guid("quotation", coding.guid), coding.guid, coder, note=note, at=now())
    return Change(f"Star a passage of {document.name}", added=(starred,))


def unstar(quotation: Quotation, document: Document) -> Change:
    """Take the star off a passage; what was left out of it is forgotten with it."""
    return Change(f"Take the star off a passage of {document.name}", removed=(quotation,))


def move_star(quotation: Quotation, passage: Guid) -> Quotation:
    """Return a star as it is when another passage of the same place has taken its own in."""
    return replace(quotation, guid=derived_guid("quotation", passage), coding=passage)


def leave_out(quotation: Quotation, stretches: Iterable[LeftOut], document: Document) -> Change:
    """Say anew what is left out of a quotation."""
    changed = replace(quotation, left_out=tuple(stretches))
    return Change(f"Leave words out of a quotation of {document.name}", (quotation,), (changed,))


def write_note(quotation: Quotation, note: str) -> Change:
    """Write, change or empty the note on a quotation."""
    return Change("Note on a quotation", (quotation,), (replace(quotation, note=note),))
